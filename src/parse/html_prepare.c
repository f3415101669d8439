/* What libxml2 2.9 reads otherwise than HTML's standard says is written so that
 * it cannot.  Harmless for later versions.  One pass, never back.
 *
 *  - comments go, whatever their shape (HTML 13.2.5.42 on), and so do "<![if …]>",
 *    "<![CDATA[", "<?…>" and "</ …>", which are comments too;
 *  - references become numbers: 128 to 159 as Windows-1252, what is no character
 *    U+FFFD, names with or without their semicolon; any other "&" is "&amp;";
 *  - "<" that begins nothing is "&lt;";
 *  - tags are written anew: at most HTML_MAX_ATTRIBUTES, values in quotes, and
 *    "/>" only where the element is foreign, as HTML knows none;
 *  - the content of scripts goes, but for JSON, and so does that of styles. */
#include <string.h>
#include <strings.h>

#include "base/num.h"
#include "parse/html_tree.h"
#include "parse/reference.h"

struct source {
    const char *at, *end;
    struct str *out;
    size_t tags;
};

static bool is_letter(char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* Goes on behind the next `c`, or to the end. */
static void skip_past(struct source *s, char c)
{
    const char *p = memchr(s->at, c, (size_t)(s->end - s->at));
    s->at = p ? p + 1 : s->end;
}

/* ---- Text ---- */

/* Text up to `stop`, its references resolved and written as numbers. */
static void put_text(struct source *s, const char *stop, bool attribute)
{
    while (s->at < stop) {
        const char *p = s->at;
        while (p < stop && *p != '&' && *p != '\0' && (*p != '"' || !attribute))
            p++;
        str_add(s->out, s->at, (size_t)(p - s->at));
        s->at = p;
        if (p == stop)
            return;
        if (*p == '&') {
            s->at += reference_write(p, (size_t)(stop - p), attribute, s->out);
        } else {
            str_adds(s->out, *p == '"' ? "&quot;" : "");
            s->at++;
        }
    }
}

/* ---- Tags ---- */

struct markup {
    char name[32];
    bool closes, json;
    size_t attributes;
};

static bool ends_name(char c)
{
    return str_is_space(c) || c == '/' || c == '>';
}

/* libxml2 takes fewer names than HTML; those are nobody's text. */
static bool is_plain_name(const char *p, size_t len)
{
    if (!len || !(is_letter(*p) || *p == '_'))
        return false;
    for (size_t i = 0; i < len; i++) {
        if (!is_letter(p[i]) && !(p[i] >= '0' && p[i] <= '9') && !strchr("-_:.", p[i]))
            return false;
    }
    return true;
}

static void put_value(struct source *s, bool wanted)
{
    const char *stop;
    char quote = s->at < s->end ? *s->at : '\0';
    if (quote == '"' || quote == '\'') {
        s->at++;
        stop = memchr(s->at, quote, (size_t)(s->end - s->at));
        stop = stop ? stop : s->end;
    } else {
        quote = '\0';
        for (stop = s->at; stop < s->end && !str_is_space(*stop) && *stop != '>';)
            stop++;
    }
    if (wanted)
        put_text(s, stop, true);
    s->at = stop + (quote && stop < s->end);
}

static void skip_space(struct source *s)
{
    while (s->at < s->end && str_is_space(*s->at))
        s->at++;
}

static void put_attribute(struct source *s, struct markup *m)
{
    const char *name = s->at;
    while (s->at < s->end && !ends_name(*s->at) && (*s->at != '=' || s->at == name))
        s->at++;
    size_t len = (size_t)(s->at - name);
    bool wanted = is_plain_name(name, len) && !m->closes && m->attributes++ < HTML_MAX_ATTRIBUTES;
    if (wanted) {
        str_addc(s->out, ' ');
        for (size_t i = 0; i < len; i++)
            str_addc(s->out, str_lower(name[i]));
        str_adds(s->out, "=\"");
    }
    skip_space(s);
    size_t before = s->out->len;
    if (s->at < s->end && *s->at == '=') {
        s->at++;
        skip_space(s);
        put_value(s, wanted);
    }
    if (wanted) {
        m->json |= len == 4 && strncasecmp(name, "type", 4) == 0 &&
                   str_find_nocase(s->out->data + before, s->out->len - before, "json") != NULL;
        str_addc(s->out, '"');
    }
}

/* s->at is behind "<" or "</".  The whole tag; false where the text ends within
 * it, which makes it nothing (HTML 13.2.5.8, eof-in-tag). */
static bool put_tag(struct source *s, struct markup *m)
{
    size_t begin = s->out->len, n = 0;
    bool slash = false;
    str_adds(s->out, m->closes ? "</" : "<");
    for (; s->at < s->end && !ends_name(*s->at); s->at++) {
        char c = str_lower(*s->at);
        if (n + 1 < sizeof m->name)
            m->name[n++] = c;
        str_addc(s->out, is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == ':' || c == '_' ? c : '_');
    }
    m->name[n] = '\0';
    for (;;) {
        while (s->at < s->end && (str_is_space(*s->at) || *s->at == '/'))
            slash = *s->at++ == '/';
        if (s->at == s->end || *s->at == '>')
            break;
        slash = false;
        put_attribute(s, m);
    }
    if (s->at == s->end) {
        str_cut(s->out, begin);
        return false;
    }
    s->at++;
    str_adds(s->out, slash && !m->closes && html_tag_named(m->name) == TAG_OTHER ? " />" : ">");
    return true;
}

/* ---- Elements whose content is not markup ---- */

static bool is_raw(const char *name)
{
    static const char *const names[] = { "script", "style", "textarea", "xmp", "iframe", "noembed", "noframes" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(name, names[i]) == 0)
            return true;
    }
    return false;
}

/* To the element's own end tag; its content is kept where it is JSON, or example text. */
static void put_raw(struct source *s, const struct markup *m)
{
    size_t len = strlen(m->name);
    const char *p = s->at;
    for (;; p++) {
        p = memchr(p, '<', (size_t)(s->end - p));
        if (!p || (size_t)(s->end - p) < len + 3)
            p = s->end;
        if (p == s->end || (p[1] == '/' && strncasecmp(p + 2, m->name, len) == 0 && ends_name(p[2 + len])))
            break;
    }
    if (m->json && strcmp(m->name, "script") == 0)
        str_add(s->out, s->at, (size_t)(p - s->at));
    s->at = p;
    if (p == s->end)
        str_addf(s->out, "</%s>", m->name);
}

/* ---- The whole ---- */

static void skip_comment(struct source *s)
{
    s->at += 4; /* <!-- */
    if (s->at < s->end && *s->at == '>')
        s->at++;
    else if (s->end - s->at >= 2 && s->at[0] == '-' && s->at[1] == '>')
        s->at += 2;
    else {
        for (const char *p = s->at;; p++) {
            p = memchr(p, '-', (size_t)(s->end - p));
            if (!p || s->end - p < 3) {
                s->at = s->end;
                return;
            }
            if (p[1] == '-' && (p[2] == '>' || (p[2] == '!' && s->end - p > 3 && p[3] == '>'))) {
                s->at = p + (p[2] == '>' ? 3 : 4);
                return;
            }
        }
    }
}

/* s->at is at a "<". */
static void put_markup(struct source *s)
{
    size_t left = (size_t)(s->end - s->at);
    char next = left > 1 ? s->at[1] : '\0';
    struct markup m = { .closes = next == '/' };
    if (left >= 4 && memcmp(s->at, "<!--", 4) == 0) {
        skip_comment(s);
    } else if (left >= 9 && strncasecmp(s->at, "<!doctype", 9) == 0) {
        const char *from = s->at;
        skip_past(s, '>');
        str_add(s->out, from, (size_t)(s->at - from));
    } else if (next == '!' || next == '?' || (m.closes && left > 2 && !is_letter(s->at[2]))) {
        skip_past(s, '>');
    } else if (is_letter(next) || (m.closes && left > 2)) {
        s->at += 1 + m.closes;
        s->tags += !m.closes;
        if (put_tag(s, &m) && !m.closes && is_raw(m.name))
            put_raw(s, &m);
    } else {
        str_adds(s->out, "&lt;");
        s->at++;
    }
}

void html_prepare(const char *utf8, size_t len, struct str *out)
{
    struct source s = { utf8, utf8 + len, out, 0 };
    while (s.at < s.end && !out->full && s.tags < HTML_MAX_ELEMENTS) {
        const char *stop = memchr(s.at, '<', (size_t)(s.end - s.at));
        put_text(&s, stop ? stop : s.end, false);
        if (s.at < s.end)
            put_markup(&s);
    }
}
