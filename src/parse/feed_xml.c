#include "parse/feed_xml.h"

#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "text/utf8.h"

enum {
    AT_ONCE = 4096 /* bytes that are worth a pass: pieces of one byte cost no more than others */
};

static bool is_name_start(char c)
{
    return ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_' || c == ':' || (unsigned char)c >= 0x80;
}

static bool ends_name(char c)
{
    static const bool ends[256] = {
        [' '] = true, ['\t'] = true, ['\n'] = true, ['\r'] = true, ['\f'] = true, ['\v'] = true,
        ['/'] = true, ['>'] = true, ['='] = true, ['<'] = true, ['"'] = true, ['\''] = true,
    };
    return ends[(unsigned char)c];
}

/* ---- Where ---- */

void xml_count(const char *s, size_t len, uint64_t *line, uint64_t *column)
{
    for (const char *end = s + len, *nl; (nl = memchr(s, '\n', (size_t)(end - s))) != NULL; s = nl + 1) {
        len = (size_t)(end - nl) - 1;
        ++*line;
        *column = 1;
    }
    uint64_t characters = 0;
    for (size_t i = 0; i < len; i++)
        characters += ((unsigned char)s[i] & 0xC0) != 0x80;
    *column += characters;
}

void xml_where(const struct xml *x, uint64_t *line, uint64_t *column)
{
    *line = x->line;
    *column = x->column;
    xml_count(x->in.data, x->in.len, line, column);
}

void xml_damage_at(struct xml *x, const char *p)
{
    if (x->damaged)
        return;
    x->damaged = true;
    x->damage_line = x->line;
    x->damage_column = x->column;
    xml_count(x->in.data, (size_t)(p - x->in.data), &x->damage_line, &x->damage_column);
}

void xml_damage(struct xml *x)
{
    xml_damage_at(x, x->in.data + x->at);
}

static void forget_used(struct xml *x)
{
    xml_count(x->in.data, x->at, &x->line, &x->column);
    str_drop(&x->in, x->at);
    x->at = 0;
}

/* ---- Text ---- */

static void put_text(struct xml *x, const char *s, size_t len)
{
    if (!memchr(s, '&', len)) {
        x->handler.text(x->handler.context, s, len);
        return;
    }
    str_reset(&x->scratch);
    xml_resolve(x, s, len, false);
    x->handler.text(x->handler.context, x->scratch.data, x->scratch.len);
}

/* ---- Tags ---- */

/* The end of the quoted value that begins at s[at]; 0 where the quote is missing:
 * a value with "<" in it counts only where a tag goes on behind it. */
static size_t quoted_end(const char *s, size_t len, size_t at)
{
    const char *end = memchr(s + at + 1, s[at], len - at - 1);
    if (!end)
        return 0;
    size_t n = (size_t)(end - s);
    bool goes_on = n + 1 == len || str_is_space(s[n + 1]) || strchr("/>?", s[n + 1]);
    return goes_on || !memchr(s + at, '<', n - at) ? n + 1 : 0;
}

/* Whether len bytes from s on, where the next tag begins, are a tag whose ">" is missing: a
 * name and attributes in quotes, and no words as there are behind "a <b". */
static bool is_tag_begun(const char *s, size_t len, char next)
{
    size_t at = 1;
    while (at < len && !ends_name(s[at]))
        at++;
    for (;;) {
        while (at < len && (str_is_space(s[at]) || s[at] == '/'))
            at++;
        if (at == len)
            return is_name_start(next) || next == '!';
        while (at < len && !ends_name(s[at]))
            at++;
        size_t end = at + 1 < len && s[at] == '=' && (s[at + 1] == '"' || s[at + 1] == '\'') ? quoted_end(s, len, at + 1) : 0;
        if (!end)
            return false;
        at = end;
    }
}

enum { NOT_A_TAG = -1, MORE_IS_NEEDED = 0 };

/* Bytes of the tag that begins at s[0] == '<'. */
static long tag_length(const char *s, size_t len, bool last)
{
    size_t at = 1 + (len > 1 && s[1] == '/');
    if (at >= len)
        return last ? NOT_A_TAG : MORE_IS_NEEDED;
    if (!is_name_start(s[at]))
        return NOT_A_TAG;
    bool equals = false;
    while (at < len) {
        char c = s[at];
        if (c == '>')
            return (long)at + 1;
        if (c == '<')
            return s[1] == '/' || is_tag_begun(s, at, at + 1 < len ? s[at + 1] : '\0') ? (long)at : NOT_A_TAG;
        if (equals && (c == '"' || c == '\'')) {
            size_t end = quoted_end(s, len, at);
            if (!end && !last && len < XML_MAX_TAG && !memchr(s + at + 1, c, len - at - 1))
                return MORE_IS_NEEDED;
            at = end ? end : at + 1;
            equals = false;
            continue;
        }
        equals = c == '=' || (equals && str_is_space(c));
        at++;
    }
    return last || len >= XML_MAX_TAG ? NOT_A_TAG : MORE_IS_NEEDED;
}

static size_t add_name(struct xml *x, const char *s, size_t len)
{
    size_t n = 0;
    while (n < len && !ends_name(s[n]))
        n++;
    size_t kept = num_min(n, XML_MAX_NAME);
    char *to = str_room(&x->scratch, kept + 1);
    for (size_t i = 0; i < kept; i++)
        to[i] = str_lower(s[i]);
    to[kept] = '\0';
    x->scratch.len += kept + 1;
    return n;
}

/* The value at s, behind "=": in quotes, or to the next space. */
static size_t add_value(struct xml *x, const char *s, size_t len)
{
    size_t at = 0, end = 0;
    while (at < len && str_is_space(s[at]))
        at++;
    if (at < len && (s[at] == '"' || s[at] == '\''))
        end = quoted_end(s, len, at);
    if (end) {
        xml_resolve(x, s + at + 1, end - at - 2, true);
    } else {
        xml_damage_at(x, s + at);
        at += at < len && (s[at] == '"' || s[at] == '\'');
        for (end = at; end < len && !str_is_space(s[end]) && s[end] != '>';)
            end++;
        xml_resolve(x, s + at, end - at, true);
    }
    str_addc(&x->scratch, '\0');
    return end;
}

static bool has_attribute(const struct xml *x, const char *name)
{
    for (size_t i = 0; i < x->attributes.len; i++)
        if (strcmp(x->attributes.items[i].name, name) == 0)
            return true;
    return false;
}

/* Names and values into the scratch; their places first as offsets, for it moves. */
static void read_attributes(struct xml *x, const char *s, size_t len)
{
    size_t places[XML_MAX_ATTRIBUTES][3], count = 0;
    for (size_t at = 0; at < len && count < XML_MAX_ATTRIBUTES;) {
        if (ends_name(s[at])) {
            at++;
            continue;
        }
        places[count][0] = x->scratch.len;
        places[count][2] = at;
        at += add_name(x, s + at, len - at);
        while (at < len && str_is_space(s[at]))
            at++;
        places[count++][1] = x->scratch.len;
        if (at < len && s[at] == '=')
            at += 1 + add_value(x, s + at + 1, len - at - 1);
        else
            str_addc(&x->scratch, '\0');
    }
    vec_reset(&x->attributes);
    for (size_t i = 0; i < count; i++) {
        if (has_attribute(x, x->scratch.data + places[i][0]))
            xml_damage_at(x, s + places[i][2]);
        *vec_push(&x->attributes) = (struct xml_attribute){ x->scratch.data + places[i][0], x->scratch.data + places[i][1] };
    }
}

static void put_tag(struct xml *x, const char *s, size_t len)
{
    bool closes = s[1] == '/', empty = len > 2 && s[len - 2] == '/';
    size_t at = 1 + closes;
    str_reset(&x->scratch);
    at += add_name(x, s + at, len - at);
    if (closes) {
        x->handler.end(x->handler.context, x->scratch.data);
        return;
    }
    read_attributes(x, s + at, len - at - 1);
    struct xml_tag tag = { x->scratch.data, x->attributes.items, x->attributes.len };
    x->handler.start(x->handler.context, &tag);
    if (empty)
        x->handler.end(x->handler.context, x->scratch.data);
}

const char *xml_attribute(const struct xml_tag *tag, const char *name)
{
    for (size_t i = 0; i < tag->count; i++)
        if (strcmp(tag->attributes[i].name, name) == 0)
            return tag->attributes[i].value;
    return NULL;
}

static void put_doctype(struct xml *x, const char *s, size_t len)
{
    x->handler.doctype(x->handler.context, s, len);
    xml_declare(x, s, len);
}

/* "<!…>" with brackets and quotes within; 0: more is needed. */
static size_t declaration_length(const char *s, size_t len, bool last)
{
    bool bracket = false;
    char quote = '\0';
    for (size_t at = 2; at < len; at++) {
        char c = s[at];
        if (quote)
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '[' || c == ']')
            bracket = c == '[';
        else if (c == '>' && !bracket)
            return at + 1;
    }
    if (!last && len < XML_MAX_TAG)
        return 0;
    const char *end = memchr(s, '>', len);
    return end ? (size_t)(end - s) + 1 : 2;
}

/* ---- The loop: each takes what it can at the next byte and says how much; 0: more is needed ---- */

static size_t take_aside(struct xml *x, const char *s, size_t len)
{
    if (len < 9 && !x->last)
        return 0;
    if (len >= 4 && memcmp(s, "<!--", 4) == 0) {
        x->state = XML_COMMENT;
        return 4;
    }
    if (len >= 9 && memcmp(s, "<![CDATA[", 9) == 0) {
        x->state = XML_CDATA;
        return 9;
    }
    if (s[1] == '?') {
        const char *end = str_find(s, len, "?>");
        if (!end && !x->last && len < XML_MAX_TAG)
            return 0;
        const char *close = end ? end + 1 : memchr(s, '>', len);
        return close ? (size_t)(close - s) + 1 : 2;
    }
    size_t n = declaration_length(s, len, x->last);
    if (n > 9 && str_starts_nocase(s + 2, "doctype"))
        put_doctype(x, s + 9, n - 10);
    return n;
}

static size_t take_markup(struct xml *x, const char *s, size_t len)
{
    if (len < 2 && !x->last)
        return 0;
    if (len >= 2 && (s[1] == '!' || s[1] == '?'))
        return take_aside(x, s, len);
    long n = tag_length(s, len, x->last);
    if (n > 0) {
        if (s[n - 1] != '>')
            xml_damage(x);
        put_tag(x, s, (size_t)n + (s[n - 1] != '>'));
        return (size_t)n;
    }
    if (n == MORE_IS_NEEDED)
        return 0;
    xml_damage(x);
    /* A tag that the end of the document cuts off is nothing. */
    if (x->last && len >= 2 && (is_name_start(s[1]) || s[1] == '/') && !memchr(s + 1, '<', len - 1))
        return len;
    x->handler.stray(x->handler.context);
    return 1;
}

static size_t take_text(struct xml *x, const char *s, size_t len)
{
    const char *open = memchr(s, '<', len);
    size_t n = open ? (size_t)(open - s) : len;
    if (!open && !x->last) {
        /* A character, a reference or a "]]>" that the piece cuts waits for the next. */
        n = utf8_cut(s, n, n);
        for (size_t k = 0; k < 2 && n && s[n - 1] == ']'; k++)
            n--;
        for (size_t k = 1; k <= XML_LONGEST_REFERENCE && k <= n; k++)
            if (s[n - k] == '&') {
                n -= k;
                break;
            }
    }
    const char *stray = memchr(s, ']', n) ? str_find(s, n, "]]>") : NULL;
    if (stray)
        xml_damage_at(x, stray);
    if (n)
        put_text(x, s, n);
    return n;
}

/* Up to `stop`, handed on as text where `shown`. */
static size_t take_until(struct xml *x, const char *s, size_t len, const char *stop, bool shown)
{
    const char *end = str_find(s, len, stop);
    size_t n = end ? (size_t)(end - s) : x->last ? len : len > 2 ? len - 2 : 0;
    if (n && shown)
        x->handler.text(x->handler.context, s, n);
    if (end || x->last)
        x->state = XML_CONTENT;
    if (!end && x->last)
        xml_damage_at(x, s + len);
    return end ? n + strlen(stop) : n;
}

static size_t take(struct xml *x)
{
    const char *s = x->in.data + x->at;
    size_t len = x->in.len - x->at;
    switch (x->state) {
    case XML_CDATA:
        return take_until(x, s, len, "]]>", true);
    case XML_COMMENT:
        return take_until(x, s, len, "-->", false);
    default:
        return *s == '<' ? take_markup(x, s, len) : take_text(x, s, len);
    }
}

static void run(struct xml *x)
{
    while (x->at < x->in.len) {
        size_t n = take(x);
        if (!n)
            break;
        x->at += n;
    }
    forget_used(x);
    /* What is unfinished is looked at again when there is twice as much: linear in all. */
    x->wanted = x->in.len + num_max(x->in.len, AT_ONCE);
}

/* ---- From outside ---- */

void xml_init(struct xml *x, const struct xml_handler *handler)
{
    *x = (struct xml){ .handler = *handler, .line = 1, .column = 1 };
    str_init(&x->in, 0);
    str_init(&x->scratch, 0);
}

void xml_release(struct xml *x)
{
    for (size_t i = 0; i < x->entities.len; i++)
        free(x->entities.items[i].value);
    vec_release(&x->entities);
    vec_release(&x->attributes);
    str_release(&x->in);
    str_release(&x->scratch);
}

/* Controls; of those that XML allows the one that it makes a line feed (§2.11). */
static bool is_control(char c)
{
    return (unsigned char)c < 0x20 && c != '\t' && c != '\n';
}

/* Bytes before the first of them; a block at a time, as there is hardly ever one. */
static size_t clean_prefix(const char *s, size_t len)
{
    enum { BLOCK = 64 };
    size_t at = 0;
    for (; at + BLOCK <= len; at += BLOCK) {
        unsigned char any = 0;
        for (size_t i = 0; i < BLOCK; i++)
            any |= is_control(s[at + i]);
        if (any)
            break;
    }
    while (at < len && !is_control(s[at]))
        at++;
    return at;
}

/* Controls that no XML may hold (§2.2) go before anything is looked at; "\r" and "\r\n" are "\n". */
static void append(struct xml *x, const char *s, size_t len)
{
    for (size_t at = 0; at < len;) {
        size_t from = at + (x->carriage && s[at] == '\n');
        x->carriage = false;
        at = from + clean_prefix(s + from, len - from);
        str_add(&x->in, s + from, at - from);
        for (; at < len && is_control(s[at]); at++) {
            x->carriage = s[at] == '\r';
            if (x->carriage)
                str_addc(&x->in, '\n');
            else
                xml_damage_at(x, x->in.data + x->in.len);
        }
    }
}

void xml_push(struct xml *x, const char *s, size_t len)
{
    append(x, s, len);
    if (x->in.len >= x->wanted)
        run(x);
}

void xml_end(struct xml *x)
{
    x->last = true;
    run(x);
}
