#include "text/utf8.h"

#include <string.h>

size_t utf8_decode_long(const char *s, size_t len, uint32_t *c)
{
    const unsigned char *b = (const unsigned char *)s;
    *c = UTF8_REPLACEMENT;
    unsigned n = b[0] >= 0xC2 && b[0] < 0xE0 ? 2 : b[0] >= 0xE0 && b[0] < 0xF0 ? 3 : b[0] >= 0xF0 && b[0] < 0xF5 ? 4 : 0;
    if (!n)
        return 1;
    unsigned low = b[0] == 0xE0 ? 0xA0 : b[0] == 0xF0 ? 0x90 : 0x80, high = b[0] == 0xED ? 0x9F : b[0] == 0xF4 ? 0x8F : 0xBF;
    uint32_t value = b[0] & (0x7Fu >> n);
    for (unsigned i = 1; i < n; i++) {
        if (i >= len || b[i] < low || b[i] > high)
            return i;
        value = value << 6 | (b[i] & 0x3F);
        low = 0x80, high = 0xBF;
    }
    *c = value;
    return n;
}

size_t utf8_encode(uint32_t c, char out[4])
{
    if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
        c = UTF8_REPLACEMENT;
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--, c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)((0xF00u >> n & 0xFF) | c);
    return n;
}

bool utf8_add(struct str *out, uint32_t c)
{
    char bytes[4];
    return str_add(out, bytes, utf8_encode(c, bytes));
}

/* Eight bytes at a time: most of what feeds are made of. */
size_t utf8_ascii_prefix(const char *s, size_t len)
{
    size_t i = 0;
    for (uint64_t eight; len - i >= 8; i += 8) {
        memcpy(&eight, s + i, 8);
        if (eight & UINT64_C(0x8080808080808080))
            break;
    }
    while (i < len && (unsigned char)s[i] < 0x80)
        i++;
    return i;
}

static bool continues(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* Bytes of the characters of two and three bytes at s of which every such pair and
 * triple is one; the other ones are left to utf8_decode(). */
static size_t common_at(const char *s, size_t len)
{
    size_t at = 0;
    while (len - at >= 3) {
        unsigned char b = (unsigned char)s[at];
        if (b >= 0xC2 && b < 0xE0 && continues(s[at + 1]))
            at += 2;
        else if (b > 0xE0 && b < 0xF0 && b != 0xED && b != 0xEF && continues(s[at + 1]) && continues(s[at + 2]))
            at += 3;
        else
            break;
    }
    return at;
}

size_t utf8_valid_prefix(const char *s, size_t len)
{
    size_t at = 0;
    for (;;) {
        at += utf8_ascii_prefix(s + at, len - at);
        if (at == len)
            return len;
        size_t n = common_at(s + at, len - at);
        if (n) {
            at += n;
            continue;
        }
        uint32_t c;
        n = utf8_decode(s + at, len - at, &c);
        /* U+FFFD itself is three bytes, what is invalid decodes to fewer or other ones. */
        if (c == UTF8_REPLACEMENT && !(n == 3 && memcmp(s + at, "\xEF\xBF\xBD", 3) == 0))
            return at;
        at += n;
    }
}

bool utf8_is_valid(const char *s, size_t len)
{
    return utf8_valid_prefix(s, len) == len;
}

bool utf8_is_ascii(const char *s, size_t len)
{
    return utf8_ascii_prefix(s, len) == len;
}

void utf8_repair(const char *s, size_t len, struct str *out)
{
    for (size_t at = 0; at < len;) {
        size_t good = utf8_valid_prefix(s + at, len - at);
        str_add(out, s + at, good);
        at += good;
        if (at < len) {
            uint32_t c;
            at += utf8_decode(s + at, len - at, &c);
            utf8_add(out, UTF8_REPLACEMENT);
        }
    }
}

size_t utf8_count(const char *s, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += ((unsigned char)s[i] & 0xC0) != 0x80;
    return n;
}

size_t utf8_cut(const char *s, size_t len, size_t most)
{
    if (len <= most)
        return len;
    while (most && ((unsigned char)s[most] & 0xC0) == 0x80)
        most--;
    return most;
}
