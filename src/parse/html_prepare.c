/* What libxml2 is given: the tags, and places for all else.
 *
 * What 2.9 reads otherwise than HTML's standard says is written so that it cannot;
 * harmless for later versions.  One pass, never back.
 *
 *  - comments go, whatever their shape (HTML 13.2.5.42 on), and so do "<![if …]>",
 *    "<![CDATA[", "<?…>" and "</ …>", which are comments too;
 *  - texts are kept here, their references resolved, and their numbers stand for
 *    them; white space alone stays, as what it does depends on where it is;
 *  - attributes are read here, once: those that somebody asks for (attributes.def)
 *    go into lists, and the tag carries the place of its list;
 *  - tags are written anew, "/>" only where the element is foreign, as HTML knows none;
 *  - "<" that begins nothing is text;
 *  - a body begins with the first element that no head holds (HTML 13.2.6.4.6), for
 *    libxml2 knows only those of HTML 4 to begin one;
 *  - the content of scripts goes, but for JSON and what is given a name, and so does that of styles. */
#include <string.h>
#include <strings.h>

#include "base/eights.h"
#include "base/num.h"
#include "parse/html_tree.h"
#include "parse/reference.h"
#include "text/utf8.h"

struct source {
    const char *at, *end;
    struct str *out;
    struct html_prepared *to;
    struct str value;    /* what is being resolved */
    size_t tags;
    bool in_body, in_head_text; /* the latter: in an element of the head that holds text */
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

static void put_number(size_t n, struct str *out)
{
    char digits[24];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + n % 10);
    while (n /= 10);
    str_add(out, digits + at, sizeof digits - at);
}

/* ---- References ---- */

/* XML 2.2: no other is text. */
static bool is_character(uint32_t c)
{
    return c >= 0x20 ? c != 0xFFFE && c != 0xFFFF : c == '\t' || c == '\n' || c == '\r';
}

/* The next '&' or NUL before `stop`, or `stop`. */
static const char *next_odd(const char *p, const char *stop)
{
    for (; stop - p >= 8; p += 8) {
        uint64_t x = eights_at(p);
        if (eights_are(x, '&') | eights_are(x, '\0'))
            break;
    }
    while (p < stop && *p != '&' && *p != '\0')
        p++;
    return p;
}

/* What holds references or NULs, as it is meant. */
static void resolve(const char *p, const char *stop, bool attribute, struct str *out)
{
    while (p < stop) {
        uint32_t chars[2] = { 0, 0 };
        const char *from = p;
        p = next_odd(p, stop);
        str_add(out, from, (size_t)(p - from));
        if (p == stop)
            break;
        size_t n = *p == '&' ? reference_read(p, (size_t)(stop - p), attribute, chars) : 0;
        for (size_t i = 0; i < 2; i++)
            if (chars[i] && is_character(chars[i]))
                utf8_add(out, chars[i]);
        if (!n && *p == '&')
            str_addc(out, '&');
        p += n ? n : 1;
    }
}

/* A copy that lives as long as the tree. */
static const char *keep(struct source *s, const char *p, const char *stop, bool attribute, size_t *len)
{
    *len = (size_t)(stop - p);
    if (!*len)
        return "";
    if (next_odd(p, stop) == stop)
        return arena_strndup(s->to->arena, p, *len);
    str_reset(&s->value);
    resolve(p, stop, attribute, &s->value);
    *len = s->value.len;
    return arena_strndup(s->to->arena, s->value.data, *len);
}

/* ---- Text ---- */

static void put_place(struct source *s, const char *text, size_t len)
{
    put_number(s->to->texts.len, s->out);
    str_addc(s->out, ';');
    *vec_push(&s->to->texts) = (struct html_text){ text, (uint32_t)len };
}

static bool is_blank(const char *p, const char *stop)
{
    while (p < stop && (*p == ' ' || *p == '\n' || *p == '\t' || *p == '\r'))
        p++;
    return p == stop;
}

/* Text up to `stop`. */
static void put_text(struct source *s, const char *stop)
{
    size_t len;
    if (is_blank(s->at, stop)) {
        str_add(s->out, s->at, (size_t)(stop - s->at));
    } else {
        const char *text = keep(s, s->at, stop, false, &len);
        put_place(s, text, len);
        s->in_body |= !s->in_head_text; /* libxml2 sees to that */
    }
    s->at = stop;
}

/* ---- Attributes ---- */

struct markup {
    const char *name;    /* as it is written */
    size_t len;
    enum tag tag;
    bool closes, json;
    size_t attributes;
};

static bool ends_name(char c)
{
    return str_is_space(c) || c == '/' || c == '>';
}

/* The value where one stands here; "" else.  Kept where it is wanted. */
static const char *take_value(struct source *s, bool wanted)
{
    const char *stop, *from;
    char quote = s->at < s->end ? *s->at : '\0';
    if (quote == '"' || quote == '\'') {
        from = s->at + 1;
        stop = memchr(from, quote, (size_t)(s->end - from));
        stop = stop ? stop : s->end;
    } else {
        quote = '\0';
        from = s->at;
        for (stop = from; stop < s->end && !str_is_space(*stop) && *stop != '>';)
            stop++;
    }
    s->at = stop + (quote && stop < s->end);
    size_t len;
    return wanted ? keep(s, from, stop, true, &len) : "";
}

static void skip_space(struct source *s)
{
    while (s->at < s->end && str_is_space(*s->at))
        s->at++;
}

static void take_attribute(struct source *s, struct markup *m)
{
    const char *from = s->at, *value = "";
    while (s->at < s->end && !ends_name(*s->at) && (*s->at != '=' || s->at == from))
        s->at++;
    enum attribute name = m->closes ? ATTRIBUTE_NONE : html_attribute_named(from, (size_t)(s->at - from));
    bool wanted = name != ATTRIBUTE_NONE && m->attributes < HTML_MAX_ATTRIBUTES;
    skip_space(s);
    if (s->at < s->end && *s->at == '=') {
        s->at++;
        skip_space(s);
        value = take_value(s, wanted);
    }
    if (!wanted)
        return;
    m->attributes++;
    m->json |= name == ATTRIBUTE_type && str_find_nocase(value, strlen(value), "json") != NULL;
    *vec_push(&s->to->attributes) = (struct attribute_value){ name, value };
}

/* ---- Tags ---- */

static void put_name(struct source *s, const struct markup *m)
{
    char *to = str_room(s->out, m->len);
    if (!to)
        return;
    for (size_t i = 0; i < m->len; i++) {
        char c = str_lower(m->name[i]);
        to[i] = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == ':' ? c : '_';
    }
    s->out->len += m->len;
    to[m->len] = '\0';
}

/* All attributes of a tag; true where it ends in a slash. */
static bool take_attributes(struct source *s, struct markup *m)
{
    bool slash = false;
    for (;;) {
        while (s->at < s->end && (str_is_space(*s->at) || *s->at == '/'))
            slash = *s->at++ == '/';
        if (s->at == s->end || *s->at == '>')
            return slash;
        slash = false;
        take_attribute(s, m);
    }
}

/* An element without an end that libxml2 2.9 does not know for one: what follows
 * would stand in it (HTML 13.1.2, void elements). */
static bool is_void(const struct markup *m)
{
    switch (m->tag) {
    case TAG_source:
    case TAG_embed:
    case TAG_wbr:
        return true;
    case TAG_OTHER:
        return (m->len == 5 && strncasecmp(m->name, "track", 5) == 0) || (m->len == 6 && strncasecmp(m->name, "keygen", 6) == 0);
    default:
        return false;
    }
}

/* s->at is behind "<" or "</".  The whole tag; false where the text ends within
 * it, which makes it nothing (HTML 13.2.5.8, eof-in-tag). */
static bool put_tag(struct source *s, struct markup *m)
{
    size_t first = s->to->attributes.len;
    m->name = s->at;
    while (s->at < s->end && !ends_name(*s->at))
        s->at++;
    m->len = (size_t)(s->at - m->name);
    m->tag = html_tag_named(m->name, m->len);
    bool slash = take_attributes(s, m);
    if (s->at == s->end) {
        s->to->attributes.len = first;
        return false;
    }
    s->at++;
    str_adds(s->out, m->closes ? "</" : "<");
    put_name(s, m);
    if (m->attributes) {
        vec_push(&s->to->attributes)->name = ATTRIBUTE_NONE;
        str_adds(s->out, " " HTML_LIST "=");
        put_number(first, s->out);
    }
    bool empty = !m->closes && (is_void(m) || (slash && m->tag == TAG_OTHER));
    str_adds(s->out, empty ? " />" : ">");
    return true;
}

/* ---- Elements whose content is not markup ---- */

static bool is_raw(enum tag tag)
{
    return tag == TAG_script || tag == TAG_style || tag == TAG_textarea || tag == TAG_xmp || tag == TAG_iframe || tag == TAG_noembed || tag == TAG_noframes;
}

/* "window.state = {": a script that is given data. */
static bool gives_name(const char *s, size_t len)
{
    enum { HEAD = 300 /* bytes */ };
    const char *open = memchr(s, '{', len < HEAD ? len : HEAD);
    while (open && open > s && str_is_space(open[-1]))
        open--;
    return open && open > s && open[-1] == '=';
}

/* To the element's own end tag; its content is kept where it is JSON. */
static void put_raw(struct source *s, const struct markup *m)
{
    size_t len = m->len;
    const char *p = s->at;
    for (;; p++) {
        p = memchr(p, '<', (size_t)(s->end - p));
        if (!p || (size_t)(s->end - p) < len + 3)
            p = s->end;
        if (p == s->end || (p[1] == '/' && strncasecmp(p + 2, m->name, len) == 0 && ends_name(p[2 + len])))
            break;
    }
    if (m->tag == TAG_script && (m->json || gives_name(s->at, (size_t)(p - s->at))))
        put_place(s, arena_strndup(s->to->arena, s->at, (size_t)(p - s->at)), (size_t)(p - s->at));
    s->at = p;
    if (p == s->end)
        str_addf(s->out, "</%.*s>", (int)len, m->name);
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

/* The next "<" that begins something, or the end. */
static const char *next_markup(const struct source *s)
{
    const char *p = s->at;
    while ((p = memchr(p, '<', (size_t)(s->end - p))) != NULL) {
        char next = s->end - p > 1 ? p[1] : '\0';
        if (is_letter(next) || next == '!' || next == '?' || (next == '/' && s->end - p > 2))
            return p;
        p++;
    }
    return s->end;
}

static bool is_of_head(enum tag tag)
{
    switch (tag) {
    case TAG_html:
    case TAG_head:
    case TAG_base:
    case TAG_link:
    case TAG_meta:
    case TAG_script:
    case TAG_style:
    case TAG_template:
    case TAG_title:
    case TAG_noscript:
        return true;
    default:
        return false;
    }
}

/* s->at is at a tag's name. */
static void begin_body(struct source *s, bool closes)
{
    const char *end = s->at;
    while (end < s->end && !ends_name(*end))
        end++;
    enum tag tag = html_tag_named(s->at, (size_t)(end - s->at));
    if (tag == TAG_noscript || tag == TAG_title || tag == TAG_template)
        s->in_head_text = !closes;
    if (closes || s->in_head_text || is_of_head(tag))
        return;
    if (tag != TAG_body && !(tag == TAG_OTHER && end - s->at == 8 && strncasecmp(s->at, "frameset", 8) == 0))
        str_adds(s->out, "<body>");
    s->in_body = true;
}

/* s->at is there. */
static void put_markup(struct source *s)
{
    size_t left = (size_t)(s->end - s->at);
    char next = s->at[1];
    struct markup m = { .closes = next == '/' };
    if (left >= 4 && memcmp(s->at, "<!--", 4) == 0) {
        skip_comment(s);
    } else if (left >= 9 && strncasecmp(s->at, "<!doctype", 9) == 0) {
        const char *from = s->at;
        skip_past(s, '>');
        str_add(s->out, from, (size_t)(s->at - from));
    } else if (next == '!' || next == '?' || (m.closes && !is_letter(s->at[2]))) {
        skip_past(s, '>');
    } else {
        s->at += 1 + m.closes;
        s->tags += !m.closes;
        if (!s->in_body)
            begin_body(s, m.closes);
        if (put_tag(s, &m) && !m.closes && is_raw(m.tag))
            put_raw(s, &m);
    }
}

void html_prepare(const char *utf8, size_t len, struct html_prepared *out)
{
    struct source s = { .at = utf8, .end = utf8 + len, .out = &out->tags, .to = out, .value = STR_INIT };
    while (s.at < s.end && !out->tags.full && s.tags < HTML_MAX_ELEMENTS && out->texts.len < HTML_MAX_TEXTS) {
        put_text(&s, next_markup(&s));
        if (s.at < s.end)
            put_markup(&s);
    }
    str_release(&s.value);
}
