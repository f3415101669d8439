/* utf8.h: UTF-8 (RFC 3629), byte by byte.
 *
 * May not know: what characters mean (unicode.h), other encodings (charset.h). */
#ifndef TELEX_TEXT_UTF8_H
#define TELEX_TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define UTF8_REPLACEMENT 0xFFFDu

/* The character at s (len > 0) in *c; returns its bytes.  What is no character
 * gives U+FFFD and the bytes of its maximal subpart (Unicode §3.9, the WHATWG's
 * practice), at least 1. */
static inline size_t utf8_decode(const char *s, size_t len, uint32_t *c);
/* Writes 1 to 4 bytes; a surrogate or a number beyond U+10FFFF becomes U+FFFD. */
size_t utf8_encode(uint32_t c, char out[4]);
bool utf8_add(struct str *out, uint32_t c);

/* Bytes from the start that are valid UTF-8. */
size_t utf8_valid_prefix(const char *s, size_t len);
bool utf8_is_valid(const char *s, size_t len);
/* Whether all bytes are below 0x80. */
bool utf8_is_ascii(const char *s, size_t len);
/* Bytes at s that are ASCII. */
size_t utf8_ascii_prefix(const char *s, size_t len);
/* Appends the text with U+FFFD in the place of what is invalid. */
void utf8_repair(const char *s, size_t len, struct str *out);
/* Characters in valid UTF-8. */
size_t utf8_count(const char *s, size_t len);
/* The largest length of at most `most` that does not cut a character. */
size_t utf8_cut(const char *s, size_t len, size_t most);

/* The rare ones; utf8_decode() knows when. */
size_t utf8_decode_long(const char *s, size_t len, uint32_t *c);
static inline size_t utf8_decode(const char *s, size_t len, uint32_t *c)
{
    const unsigned char *b = (const unsigned char *)s;
    *c = b[0];
    if (b[0] < 0x80)
        return 1;
    if (b[0] >= 0xC2 && b[0] < 0xE0 && len > 1 && (b[1] & 0xC0) == 0x80) {
        *c = (b[0] & 0x1Fu) << 6 | (b[1] & 0x3Fu);
        return 2;
    }
    if (b[0] >= 0xE0 && b[0] < 0xF0 && len > 2 && (b[1] & 0xC0) == 0x80 && (b[2] & 0xC0) == 0x80) {
        *c = (b[0] & 0x0Fu) << 12 | (b[1] & 0x3Fu) << 6 | (b[2] & 0x3Fu);
        if (*c >= 0x800 && (*c < 0xD800 || *c > 0xDFFF))
            return 3;
    }
    return utf8_decode_long(s, len, c);
}

#endif
