#include "layout/cluster.h"

#include <stdbool.h>
#include <unistr.h>

#include "text/clean.h"
#include "text/unicode.h"

enum { ZWJ = 0x200D, NO_BREAK_SPACE = 0xA0, REPLACEMENT = 0xFFFD, MOST_MARKS = 4 };

void cluster_put(uint32_t c, struct str *out)
{
    uint8_t bytes[6];
    int n = u8_uctomb(bytes, c, sizeof bytes);
    if (n > 0)
        str_add(out, bytes, (size_t)n);
}

static bool is_emoji_base(uint32_t c)
{
    return c >= 0x1F000 || (c >= 0x2190 && c < 0x2C00) || c == 0x00A9 || c == 0x00AE || c == 0x3030 || c == 0x303D;
}

/* Variation selectors and skin tones: of no width in a font, but of some in a terminal. */
static bool is_dropped(uint32_t c)
{
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F3FB && c <= 0x1F3FF) || (c >= 0xE0000 && c <= 0xE01EF);
}

/* Where a terminal has ASCII alone a letter may be two, and a euro three. */
static int show_ascii(const char *bytes, size_t len, struct str *out)
{
    struct str plain = STR_INIT;
    for (size_t at = 0; at < len;) {
        ucs4_t c;
        int n = u8_mbtouc(&c, (const uint8_t *)bytes + at, len - at);
        size_t size = (size_t)(n > 0 ? n : 1);
        if (!is_dropped(c) && !clean_is_unseen(c))
            unicode_to_ascii(bytes + at, size, &plain);
        at += size;
    }
    int width = (int)plain.len;
    if (out)
        str_add(out, plain.data, plain.len);
    str_release(&plain);
    return width;
}

int cluster_show(const char *bytes, size_t len, const struct layout_style *style, struct str *out)
{
    if (len == 1 && bytes[0] >= ' ' && bytes[0] < 0x7F) {
        if (out)
            str_addc(out, bytes[0]);
        return 1;
    }
    if (style->ascii)
        return show_ascii(bytes, len, out);
    int width = 0, marks = 0;
    uint32_t base = 0;
    for (size_t at = 0; at < len;) {
        ucs4_t c;
        int n = u8_mbtouc(&c, (const uint8_t *)bytes + at, len - at);
        at += (size_t)(n > 0 ? n : 1);
        if (c == NO_BREAK_SPACE)
            c = ' ';
        if (c == ZWJ && is_emoji_base(base))
            break;
        if ((base && is_dropped(c)) || (c >= 0x80 && clean_is_unseen(c)))
            continue;
        int cells = c == ZWJ || c == 0x200C ? 0 : style->char_width(c);
        if (cells < 0)
            c = REPLACEMENT, cells = 1;
        if (cells == 0 && ++marks > MOST_MARKS)
            continue;
        /* A mark without a base would climb onto the cell before it. */
        if (cells == 0 && !base && out)
            str_addc(out, ' ');
        if (cells == 0 && !base)
            width++;
        width += cells;
        if (!base)
            base = c;
        if (out)
            cluster_put(c, out);
    }
    return width;
}
