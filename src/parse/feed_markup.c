#include "parse/feed_markup.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "text/entities.h"
#include "text/url.h"

static bool is_address(const char *name, size_t len)
{
    static const char *const names[] = { "href", "src", "poster", "cite", "longdesc", "action", "data" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strlen(names[i]) == len && strncasecmp(names[i], name, len) == 0)
            return true;
    return false;
}

static bool is_void(const char *name)
{
    static const char *const names[] = { "br", "img", "hr", "input", "area", "base", "col", "embed", "link", "meta", "param", "source", "track", "wbr" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

void markup_text(const char *s, size_t len, struct str *out)
{
    for (size_t at = 0, from = 0; at <= len; at++) {
        const char *escaped = at == len ? "" : s[at] == '&' ? "&amp;" : s[at] == '<' ? "&lt;" : s[at] == '>' ? "&gt;" : NULL;
        if (!escaped)
            continue;
        str_add(out, s + from, at - from);
        str_adds(out, escaped);
        from = at + 1;
    }
}

static void add_value(const char *s, size_t len, struct str *out)
{
    for (size_t i = 0; i < len; i++) {
        if (s[i] == '"')
            str_adds(out, "&quot;");
        else
            markup_text(s + i, 1, out);
    }
}

static void add_address(const char *s, size_t len, const char *base, struct str *out)
{
    struct str value = STR_INIT, resolved = STR_INIT;
    str_add(&value, s, len);
    str_trim(&value);
    bool resolves = *base && value.data[0] != '"' && value.data[0] != '#' && !url_is_absolute(value.data) && url_resolve(base, value.len ? value.data : base, &resolved);
    add_value(resolves ? resolved.data : value.data, resolves ? resolved.len : value.len, out);
    str_release(&value);
    str_release(&resolved);
}

void markup_start(const struct xml_tag *tag, const char *name, const char *base, struct str *out)
{
    str_addc(out, '<');
    str_adds(out, name);
    for (size_t i = 0; i < tag->count; i++) {
        const char *key = tag->attributes[i].name, *value = tag->attributes[i].value;
        if (strcmp(key, "xml:lang") == 0)
            key = "lang";
        if (strncmp(key, "xmlns", 5) == 0 || strchr(key, ':'))
            continue;
        str_addf(out, " %s=\"", key);
        if (is_address(key, strlen(key)))
            add_address(value, strlen(value), base, out);
        else
            add_value(value, strlen(value), out);
        str_addc(out, '"');
    }
    str_addc(out, '>');
}

void markup_end(const char *name, struct str *out)
{
    if (!is_void(name))
        str_addf(out, "</%s>", name);
}

/* ---- HTML as text ---- */

/* At an attribute's name within a tag: it and its value, the value resolved where it is an address. */
static size_t copy_attribute(const char *s, size_t len, const char *base, struct str *out)
{
    size_t name = 0, at;
    while (name < len && !str_is_space(s[name]) && s[name] != '=' && s[name] != '>' && s[name] != '<' && s[name] != '/')
        name++;
    name += !name;
    for (at = name; at < len && str_is_space(s[at]);)
        at++;
    if (at == len || s[at] != '=') {
        str_add(out, s, name);
        return name;
    }
    at++;
    while (at < len && str_is_space(s[at]))
        at++;
    char quote = at < len && (s[at] == '"' || s[at] == '\'') ? s[at] : '\0';
    size_t from = at + (quote != 0), to = from;
    while (to < len && (quote ? s[to] != quote : !str_is_space(s[to]) && s[to] != '>'))
        to++;
    size_t end = to + (quote && to < len);
    if (!is_address(s, name)) {
        str_add(out, s, end);
        return end;
    }
    struct str value = STR_INIT;
    entities_decode(s + from, to - from, &value);
    str_add(out, s, name);
    str_adds(out, "=\"");
    add_address(value.data, value.len, base, out);
    str_addc(out, '"');
    str_release(&value);
    return end;
}

/* "onclick" and its like. */
static bool is_handler(const char *s, size_t len)
{
    return len > 3 && str_starts_nocase(s, "on") && (s[2] | 32) >= 'a' && (s[2] | 32) <= 'z';
}

static size_t copy_tag(const char *s, size_t len, const char *base, bool clean, struct str *out)
{
    size_t at = 1;
    while (at < len && !str_is_space(s[at]) && s[at] != '>')
        at++;
    str_add(out, s, at);
    while (at < len && s[at] != '>') {
        if (s[at] == '<') { /* a tag that was not closed before the next */
            str_addc(out, '>');
            break;
        }
        if (str_is_space(s[at]) || s[at] == '/') {
            str_addc(out, s[at++]);
            continue;
        }
        size_t start = out->len;
        bool dropped = clean && is_handler(s + at, len - at);
        at += copy_attribute(s + at, len - at, base, out);
        if (dropped)
            str_cut(out, start - str_is_space(out->data[start - 1]));
    }
    return at;
}

/* Elements that never show text. */
static const char *const dead[] = { "script", "style", "iframe", "object", "embed", "applet", "template", "textarea", "title", "noframes", "frameset", "frame" };

/* What is known not to stand in the rest of the text: it is looked for once, however often it begins. */
struct endless {
    bool comment;
    uint32_t elements; /* bits by their rows in dead[] */
};

/* Whether the tag at s (with or without "/") is of such an element, and its row. */
static bool is_dead(const char *s, size_t len, size_t *row)
{
    s += *s == '/';
    for (size_t i = 0; i < sizeof dead / sizeof dead[0]; i++) {
        size_t n = strlen(dead[i]);
        if (len > n + 1 && strncasecmp(s, dead[i], n) == 0 && (str_is_space(s[n]) || s[n] == '>' || s[n] == '/')) {
            *row = i;
            return true;
        }
    }
    return false;
}

/* Behind the end tag of an element; 0: there is none. */
static size_t end_of(const char *s, size_t len, const char *name)
{
    size_t n = strlen(name);
    for (const char *p = s, *end = s + len; (p = memchr(p, '<', (size_t)(end - p))) != NULL; p++) {
        if ((size_t)(end - p) > n + 2 && p[1] == '/' && strncasecmp(p + 2, name, n) == 0) {
            const char *close = memchr(p, '>', (size_t)(end - p));
            return close ? (size_t)(close - s) + 1 : len;
        }
    }
    return 0;
}

/* Behind the dead element that begins at s[0] == '<': its end tag, or where there is none its own tag. */
static size_t skip_dead(const char *s, size_t len, size_t row, struct endless *e)
{
    const char *close = memchr(s, '>', len);
    size_t tag = close ? (size_t)(close - s) + 1 : len;
    /* What stands in a frame is for who shows no frames. */
    if (s[1] == '/' || strcmp(dead[row], "iframe") == 0 || e->elements >> row & 1)
        return tag;
    size_t end = end_of(s + tag, len - tag, dead[row]);
    e->elements |= (uint32_t)!end << row;
    return tag + end;
}

/* Bytes of the comment at s; 0: none. */
static size_t comment_length(const char *s, size_t len, struct endless *e)
{
    if (e->comment || len < 7 || memcmp(s, "<!--", 4) != 0)
        return 0;
    const char *end = str_find(s + 4, len - 4, "-->");
    e->comment = !end;
    return end ? (size_t)(end - s) + 3 : 0;
}

static void copy_html(const char *html, size_t len, const char *base, bool clean, struct str *out)
{
    struct endless endless = { 0 };
    const char *last = html + len; /* behind the last ">" no tag is whole */
    while (last > html && last[-1] != '>')
        last--;
    for (size_t at = 0, row; at < len;) {
        const char *open = memchr(html + at, '<', len - at);
        size_t n = open ? (size_t)(open - html) - at : len - at;
        str_add(out, html + at, n);
        at += n;
        bool whole = html + at < last;
        size_t comment = whole && clean ? comment_length(html + at, len - at, &endless) : 0;
        if (comment)
            at += comment;
        else if (whole && clean && is_dead(html + at + 1, len - at - 1, &row))
            at += skip_dead(html + at, len - at, row, &endless);
        else if (whole && (html[at + 1] | 32) >= 'a' && (html[at + 1] | 32) <= 'z')
            at += copy_tag(html + at, len - at, base, clean, out);
        else if (whole && clean && html[at + 1] == '!' && strchr("'\" ", html[at + 2]))
            str_adds(out, "&lt;"), at++;
        else if (at < len)
            str_addc(out, html[at++]);
    }
}

void markup_first_picture(const char *html, size_t len, struct str *src)
{
    const char *img = str_find_nocase(html, len, "<img "), *end = img ? memchr(img, '>', (size_t)(html + len - img)) : NULL;
    const char *at = end ? str_find_nocase(img, (size_t)(end - img), " src=") : NULL;
    if (!at)
        return;
    at += 5;
    size_t quoted = *at == '"' || *at == '\'', n = 0;
    for (at += quoted; at + n < end && (quoted ? at[n] != at[-1] : !str_is_space(at[n]));)
        n++;
    entities_decode(at, n, src);
}

void markup_rebase(const char *html, size_t len, const char *base, struct str *out)
{
    copy_html(html, len, base, false, out);
}

void markup_clean(const char *html, size_t len, const char *base, struct str *out)
{
    copy_html(html, len, base, true, out);
}
