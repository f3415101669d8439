#include "parse/feed_mend.h"

#include <stdint.h>
#include <string.h>

#include "text/clean.h"
#include "text/entities.h"
#include "text/plain.h"
#include "text/utf8.h"

/* ---- Twice escaped, twice encoded ---- */

static bool has_reference(const char *s, size_t len)
{
    uint32_t chars[2];
    for (size_t at = 0; at < len; at++) {
        const char *amp = memchr(s + at, '&', len - at);
        if (!amp)
            return false;
        at = (size_t)(amp - s);
        size_t n = entity_at(amp, len - at, chars);
        if (n && amp[n - 1] == ';')
            return true;
    }
    return false;
}

bool mend_is_html(const char *s, size_t len)
{
    for (size_t at = 0; at + 2 < len; at++) {
        const char *open = memchr(s + at, '<', len - at);
        if (!open)
            break;
        at = (size_t)(open - s);
        bool closes = at + 3 < len && open[1] == '/' && (open[2] | 32) >= 'a' && (open[2] | 32) <= 'z';
        if (closes || (len - at >= 5 && (str_starts_nocase(open, "<br") || str_starts_nocase(open, "<p>") || str_starts_nocase(open, "<img "))))
            return true;
    }
    return has_reference(s, len);
}

static const uint16_t upper[32] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
    0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
};

/* The byte that windows-1252 has for a character beyond ASCII; 0: none. */
static unsigned char byte_1252(uint32_t c)
{
    if (c >= 0x80 && c <= 0xFF)
        return (unsigned char)c;
    for (int i = 0; i < 32; i++)
        if (upper[i] == c)
            return (unsigned char)(0x80 + i);
    return 0;
}

/* Whether each character beyond ASCII can be a byte of one that was encoded again:
 * the first accent of most texts tells. */
static bool can_be_twice_encoded(const char *s, size_t len)
{
    unsigned due = 0; /* bytes of the character that has begun */
    bool any = false;
    for (size_t at = 0; at < len;) {
        size_t plain = utf8_ascii_prefix(s + at, len - at);
        at += plain;
        if (plain && due)
            return false;
        if (at == len)
            break;
        uint32_t c;
        at += utf8_decode(s + at, len - at, &c);
        unsigned char byte = byte_1252(c);
        bool continues = byte >= 0x80 && byte < 0xC0;
        if (!byte || continues != (due > 0))
            return false;
        due = due ? due - 1 : byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : byte >= 0xC0;
        any = true;
    }
    return any;
}

/* The text with the byte of each character beyond ASCII; false where one has none. */
static bool to_bytes(const char *s, size_t len, unsigned char (*byte_of)(uint32_t c), struct str *bytes)
{
    for (size_t at = 0; at < len;) {
        uint32_t c;
        size_t plain = utf8_ascii_prefix(s + at, len - at);
        str_add(bytes, s + at, plain);
        at += plain;
        if (at == len)
            break;
        at += utf8_decode(s + at, len - at, &c);
        unsigned char byte = byte_of(c);
        if (!byte)
            return false;
        str_addc(bytes, (char)byte);
    }
    return true;
}

/* The bytes that were encoded again; false where the text is none of the kind. */
static bool undo_encoding(const char *s, size_t len, struct str *bytes)
{
    if (!can_be_twice_encoded(s, len) || !to_bytes(s, len, byte_1252, bytes))
        return false;
    size_t good = utf8_valid_prefix(bytes->data, bytes->len);
    bool cut = bytes->len - good < 4 && (unsigned char)bytes->data[good] >= 0xC2;
    if (good < bytes->len && (!cut || utf8_is_ascii(bytes->data, good)))
        return false;
    str_cut(bytes, good);
    return true;
}

static unsigned char byte_latin1(uint32_t c)
{
    return c >= 0x80 && c <= 0xFF ? (unsigned char)c : 0;
}

/* Latin-1 throughout, and whole characters when taken for bytes: nothing is lost, and
 * who would have it back encodes it again. */
static bool undo_latin1(const char *s, size_t len, struct str *bytes)
{
    return to_bytes(s, len, byte_latin1, bytes) && bytes->len < len && utf8_is_valid(bytes->data, bytes->len);
}

typedef bool undoing(const char *s, size_t len, struct str *bytes);

static bool can(undoing *undo, const char *s, size_t len)
{
    struct str bytes = STR_INIT;
    bool it_can = undo(s, len, &bytes);
    str_release(&bytes);
    return it_can;
}

/* What stands in `by`, which is released, in place of the text. */
static void replace(struct str *text, struct str *by)
{
    str_reset(text);
    str_add(text, by->data, by->len);
    str_release(by);
}

bool mend_is_twice_encoded(const char *s, size_t len)
{
    return can(undo_encoding, s, len);
}

void mend_twice_encoded(struct str *text)
{
    struct str bytes = STR_INIT;
    if (undo_encoding(text->data, text->len, &bytes))
        replace(text, &bytes);
    str_release(&bytes);
}

void mend_c1(struct str *text)
{
    struct str out = STR_INIT;
    size_t at = 0;
    bool asked = false; /* whether they are bytes of a text that was encoded twice */
    for (const char *p = text->data, *end = p + text->len; (p = memchr(p, 0xC2, (size_t)(end - p))) != NULL; p++) {
        unsigned char c = (unsigned char)p[1];
        if (c < 0x80 || c >= 0xA0)
            continue;
        if (!asked && can(undo_latin1, text->data, text->len))
            break;
        asked = true;
        str_add(&out, text->data + at, (size_t)(p - text->data) - at);
        utf8_add(&out, upper[c - 0x80]);
        at = (size_t)(p - text->data) + 2;
    }
    if (at) {
        str_add(&out, text->data + at, text->len - at);
        replace(text, &out);
    }
    str_release(&out);
}

void mend_twice_escaped(struct str *line)
{
    if (has_reference(line->data, line->len)) {
        struct str again = STR_INIT;
        entities_decode(line->data, line->len, &again);
        replace(line, &again);
    }
}

static bool has_no_break_end(const struct str *s)
{
    return str_starts(s->data, "\xC2\xA0") || (s->len >= 2 && strcmp(s->data + s->len - 2, "\xC2\xA0") == 0);
}

void mend_plain(const char *html, size_t len, size_t most, struct str *out)
{
    struct str line = STR_INIT;
    unsigned flags = CLEAN_AS_WRITTEN | (mend_is_twice_encoded(html, len) ? CLEAN_ENCODED : 0);
    plain_with_flags(html, len, most, flags, &line);
    mend_twice_escaped(&line);
    struct str bytes = STR_INIT;
    /* A no-break space at an end would be trimmed, and nobody could undo that: it waits for the article (item.c). */
    if (undo_latin1(line.data, line.len, &bytes) && !has_no_break_end(&bytes))
        clean_text(bytes.data, bytes.len, CLEAN_FOLD | CLEAN_AS_WRITTEN, out);
    else
        str_add(out, line.data, line.len);
    str_release(&bytes);
    str_release(&line);
}

/* ---- Persons ---- */

static bool is_mail_byte(char c)
{
    return !str_is_space(c) && !strchr("<>()\"',;:[]", c);
}

/* The address that stands in a text, as a place and a length; 0: none. */
static size_t find_mail(const char *s, size_t len, size_t *at)
{
    const char *sign = memchr(s, '@', len);
    if (!sign)
        return 0;
    size_t from = (size_t)(sign - s), to = from + 1;
    while (from && is_mail_byte(s[from - 1]))
        from--;
    while (to < len && is_mail_byte(s[to]))
        to++;
    *at = from;
    return s + from < sign && s + to > sign + 1 ? to - from : 0;
}

/* The name without brackets and quotes around what the address left. */
static void add_name(struct str *out, const char *s, size_t len)
{
    struct str raw = STR_INIT;
    for (size_t i = 0; i < len; i++)
        str_addc(&raw, strchr("<>()\"", s[i]) ? ' ' : s[i]);
    mend_plain(raw.data, raw.len, 0, out);
    str_release(&raw);
}

static void make_plain(struct str *text)
{
    struct str plain = STR_INIT;
    mend_plain(text->data, text->len, 0, &plain);
    replace(text, &plain);
}

void mend_author(const char *name, const char *mail, struct str *out)
{
    struct str raw = STR_INIT, address = STR_INIT, rest = STR_INIT;
    size_t at = 0, len;
    entities_decode(name ? name : "", name ? strlen(name) : 0, &raw);
    if (str_find(raw.data, raw.len, "</")) /* elements of its own, and not "<mail>" */
        make_plain(&raw);
    if (mail) {
        str_adds(&address, str_starts_nocase(mail, "mailto:") ? mail + 7 : mail);
        str_trim(&address);
    }
    len = find_mail(raw.data, raw.len, &at);
    if (len && !address.len)
        str_add(&address, raw.data + at, len);
    bool labelled = len && at >= 7 && strncmp(raw.data + at - 7, "mailto:", 7) == 0;
    if (len) {
        add_name(&rest, raw.data, labelled ? at - 7 : at);
        str_addc(&rest, ' ');
        add_name(&rest, raw.data + at + len, raw.len - at - len);
    } else {
        mend_plain(raw.data, raw.len, 0, &rest);
    }
    str_trim(&rest);
    str_add(out, rest.data, rest.len);
    if (address.len)
        str_addf(out, rest.len ? " (%s)" : "%s", address.data);
    str_release(&raw);
    str_release(&address);
    str_release(&rest);
}

/* ---- Base64 ---- */

static int sextet(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *p = c ? strchr(digits, c) : NULL;
    return p ? (int)(p - digits) : -1;
}

bool mend_base64(const char *s, size_t len, struct str *out)
{
    uint32_t bits = 0;
    size_t start = out->len;
    unsigned count = 0, padding = 0;
    for (size_t i = 0; i < len; i++) {
        int value = sextet(s[i]);
        if (str_is_space(s[i]))
            continue;
        padding += s[i] == '=';
        if (s[i] == '=')
            continue;
        if (value < 0 || padding) {
            str_cut(out, start);
            return false;
        }
        bits = bits << 6 | (uint32_t)value;
        if (++count % 4 == 0)
            for (int shift = 16; shift >= 0; shift -= 8)
                str_addc(out, (char)(bits >> shift));
    }
    if (count % 4 >= 2)
        str_addc(out, (char)(bits >> (count % 4 == 2 ? 4 : 10)));
    if (count % 4 == 3)
        str_addc(out, (char)(bits >> 2));
    return out->len > start;
}
