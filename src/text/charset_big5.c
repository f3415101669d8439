/* Big5's first table for Cyrillic.
 *
 * The Unicode consortium's table of 1994, which several libraries still write by,
 * has Cyrillic where the WHATWG's, as everybody else, has the katakana from サ to
 * レ.  The label is the same.  No Japanese text keeps to these 56 letters: it needs
 * the vowels, hiragana, and characters that are not here. */
#include "text/charset_big5.h"

#include "text/utf8.h"

enum { FIRST = 0xB1, LAST = 0xE8, LEAD = 0xC7, ENOUGH = 12, FIRST_KATAKANA = 0x30B5 };

static const uint16_t cyrillic[LAST - FIRST + 1] = {
    0x414, 0x415, 0x401, 0x416, 0x417, 0x418, 0x419, 0x41A, 0x41B, 0x41C, 0x423, 0x424, 0x425, 0x426, 0x427, 0x428, 0x429, 0x42A, 0x42B,
    0x42C, 0x42D, 0x42E, 0x42F, 0x430, 0x431, 0x432, 0x433, 0x434, 0x435, 0x451, 0x436, 0x437, 0x438, 0x439, 0x43A, 0x43B, 0x43C, 0x43D,
    0x43E, 0x43F, 0x440, 0x441, 0x442, 0x443, 0x444, 0x445, 0x446, 0x447, 0x448, 0x449, 0x44A, 0x44B, 0x44C, 0x44D, 0x44E, 0x44F,
};

bool big5_is_cyrillic(const void *bytes, size_t len)
{
    const unsigned char *s = bytes;
    size_t count = 0;
    for (size_t at = 0; at + 1 < len;) {
        if (s[at] < 0x80) {
            at++;
            continue;
        }
        bool is_sign = s[at] < 0xA4; /* punctuation, lines, Greek: in any text */
        if (!is_sign && (s[at] != LEAD || s[at + 1] < FIRST || s[at + 1] > LAST))
            return false;
        count += !is_sign;
        at += 2;
    }
    return count >= ENOUGH;
}

bool big5_add_cyrillic(const char *utf8, size_t len, struct str *out)
{
    for (size_t at = 0; at < len;) {
        uint32_t c;
        size_t n = utf8_decode(utf8 + at, len - at, &c);
        if (c >= FIRST_KATAKANA && c - FIRST_KATAKANA < sizeof cyrillic / sizeof cyrillic[0])
            utf8_add(out, cyrillic[c - FIRST_KATAKANA]);
        else
            str_add(out, utf8 + at, n);
        at += n;
    }
    return !out->full;
}
