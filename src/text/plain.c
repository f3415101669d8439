#include "text/plain.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/eights.h"
#include "base/num.h"
#include "text/clean.h"
#include "text/entities.h"
#include "text/utf8.h"

/* Elements whose content is never read, and those within a line of text. */
static const char *const hidden[] = { "script", "style", "object", "applet", "template", "textarea", "title", "noscript", "svg", "math", "head" };
static const char *const in_line[] = { "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr" };

static bool is_in(const char *name, size_t len, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_lower(*name) == *list[i] && strlen(list[i]) == len && str_starts_nocase(name, list[i]))
            return true;
    return false;
}

static bool is_letter(char c)
{
    return str_lower(c) >= 'a' && str_lower(c) <= 'z';
}

/* Bytes of the tag that begins at s[0] == '<', 0 where it only looks like one.
 * *name, *name_len: its name; a quoted attribute may hold '>'.  What the end of the text
 * cuts off is a tag where it has an attribute or is a single word, and else words behind
 * "a<b". */
static size_t tag_at(const char *s, size_t len, const char **name, size_t *name_len)
{
    size_t at = 1;
    if (at < len && s[at] == '/')
        at++;
    if (at >= len || !is_letter(s[at]))
        return 0;
    *name = s + at;
    while (at < len && !str_is_space(s[at]) && s[at] != '>' && s[at] != '/')
        at++;
    *name_len = (size_t)(s + at - *name);
    char quote = '\0';
    for (; at < len; at++) {
        if (quote)
            quote = s[at] == quote ? '\0' : quote;
        else if ((s[at] == '"' || s[at] == '\'') && s[at - 1] == '=')
            quote = s[at];
        else if (s[at] == '>')
            return at + 1;
    }
    bool is_words = memchr(*name, ' ', (size_t)(s + len - *name)) && !memchr(*name, '=', (size_t)(s + len - *name));
    return quote || is_words ? 0 : len;
}

/* The end of a comment, declaration or processing instruction at s; 0 where it is none. */
static size_t aside_at(const char *s, size_t len)
{
    if (len >= 4 && memcmp(s, "<!--", 4) == 0) {
        const char *end = str_find(s + 4, len - 4, "-->");
        return end ? (size_t)(end - s) + 3 : len;
    }
    if (len >= 2 && (s[1] == '!' || s[1] == '?')) {
        const char *end = memchr(s, '>', len);
        return end ? (size_t)(end - s) + 1 : len;
    }
    return 0;
}

/* Behind the end tag of a hidden element whose content begins at s. Where there is
 * none, scripts and styles hide what is left; of others only the tag goes. */
static size_t skip_hidden(const char *s, size_t len, const char *name, size_t name_len)
{
    for (size_t at = 0; at + 2 + name_len <= len; at++) {
        const char *open = memchr(s + at, '<', len - at);
        if (!open)
            break;
        at = (size_t)(open - s);
        if (len - at > name_len + 1 && s[at + 1] == '/' && strncasecmp(s + at + 2, name, name_len) == 0) {
            const char *end = memchr(s + at, '>', len - at);
            return end ? (size_t)(end - s) + 1 : len;
        }
    }
    return str_starts_nocase(name, "s") ? len : 0;
}

/* Takes one piece of markup at s[0] == '<'; returns its bytes, 0 for a plain '<'. */
static size_t take_markup(const char *s, size_t len, struct str *raw)
{
    const char *name;
    size_t name_len, n = aside_at(s, len);
    if (n)
        return n;
    n = tag_at(s, len, &name, &name_len);
    if (!n)
        return 0;
    bool closing = s[1] == '/', empty = n >= 2 && s[n - 2] == '/';
    if (!is_in(name, name_len, in_line, sizeof in_line / sizeof in_line[0]))
        str_addc(raw, ' ');
    if (!closing && !empty && is_in(name, name_len, hidden, sizeof hidden / sizeof hidden[0]))
        n += skip_hidden(s + n, len - n, name, name_len);
    return n;
}

/* Bytes before the next '<' or '&'. */
static size_t text_run(const char *s, size_t len)
{
    size_t at = 0;
    for (; len - at >= 8; at += 8) {
        uint64_t x = eights_at(s + at);
        if (eights_are(x, '<') | eights_are(x, '&'))
            break;
    }
    while (at < len && s[at] != '<' && s[at] != '&')
        at++;
    return at;
}

void plain_with_flags(const char *html, size_t len, size_t most, unsigned flags, struct str *out)
{
    struct str raw = STR_INIT;
    /* Twice as much raw text as wanted is enough, whatever folding takes away. */
    size_t enough = most ? most * 2 + 64 : 0;
    str_room(&raw, enough ? num_min(len, enough) : len);
    for (size_t at = 0; at < len && (!enough || raw.len < enough);) {
        char c = html[at];
        uint32_t chars[2];
        size_t n = c == '<' ? take_markup(html + at, len - at, &raw) : c == '&' ? entity_at(html + at, len - at, chars) : 0;
        if (n && c == '&') {
            utf8_add(&raw, chars[0]);
            if (chars[1])
                utf8_add(&raw, chars[1]);
        }
        if (!n) {
            n = 1 + text_run(html + at + 1, len - at - 1);
            if (enough && n > enough)
                n = utf8_cut(html + at, n, enough);
            str_add(&raw, html + at, n ? n : 1);
            n = n ? n : 1;
        }
        at += n;
    }
    size_t start = out->len;
    clean_text(raw.data, raw.len, CLEAN_FOLD | flags, out);
    if (most && out->len - start > most)
        str_cut(out, start + utf8_cut(out->data + start, out->len - start, most));
    str_release(&raw);
}

void plain_from_html(const char *html, size_t len, size_t most, struct str *out)
{
    plain_with_flags(html, len, most, 0, out);
}

int plain_is_html(const char *s, size_t len)
{
    const char *name;
    size_t name_len;
    uint32_t chars[2];
    for (size_t at = 0; at < len; at++)
        if ((s[at] == '<' && (aside_at(s + at, len - at) || tag_at(s + at, len - at, &name, &name_len))) ||
            (s[at] == '&' && entity_at(s + at, len - at, chars)))
            return 1;
    return 0;
}
