#include "text/unicode.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <unigbrk.h>
#include <uninorm.h>
#include <uniwbrk.h>

#include "base/eights.h"
#include "base/mem.h"
#include "text/utf8.h"

/* The first edge behind 0 within len bytes, len where there is none. */
static size_t first_edge(const char *s, size_t len)
{
    char few[64], *edges = len > sizeof few ? mem_alloc(len) : few;
    size_t at = 1;
    u8_grapheme_breaks((const uint8_t *)s, len, edges);
    while (at < len && !edges[at])
        at++;
    if (edges != few)
        free(edges);
    return at;
}

/* Not by u8_grapheme_next(), which looks at two characters only and divides flags
 * and joined emoji (libunistring 1.0). Most clusters are short: a little is looked at
 * first. */
size_t unicode_cluster(const char *s, size_t len)
{
    if (len < 2 || ((unsigned char)s[0] < 0x80 && (unsigned char)s[1] < 0x80 && s[0] != '\r'))
        return len ? 1 : 0;
    for (size_t most = 64;; most *= 4) {
        size_t window = utf8_cut(s, len, most), edge = first_edge(s, window);
        if (edge < window || window == len)
            return edge;
    }
}

void unicode_word_breaks(const char *s, size_t len, char *breaks)
{
    u8_wordbreaks((const uint8_t *)s, len, breaks);
}

enum trait {
    TRAIT_KNOWN = 1,
    TRAIT_LETTER = 2,
    TRAIT_DIGIT = 4,
    TRAIT_MARK = 8,   /* over, under or around another */
    TRAIT_LEFT = 16,  /* written from there */
    TRAIT_RIGHT = 32,
    TRAIT_JOINS = 64  /* within a word */
};

static uint8_t look_up(uint32_t c)
{
    int way = uc_bidi_class(c);
    unsigned traits = TRAIT_KNOWN | (way == UC_BIDI_L ? TRAIT_LEFT : way == UC_BIDI_R || way == UC_BIDI_AL ? TRAIT_RIGHT : 0);
    traits |= uc_is_alpha(c) ? TRAIT_LETTER : 0;
    traits |= uc_is_general_category(c, UC_CATEGORY_Nd) ? TRAIT_DIGIT : 0;
    traits |= uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Me) ? TRAIT_MARK : 0;
    traits |= c == '\'' || c == 0x2019 || c == '-' ? TRAIT_JOINS : 0;
    return (uint8_t)traits;
}

/* What was asked once is remembered: the library's tables have three levels, and a
 * feed asks of every letter. */
static unsigned traits_of(uint32_t c)
{
    static uint8_t seen[0x10000];
    if (c >= sizeof seen)
        return look_up(c);
    if (!seen[c])
        seen[c] = look_up(c);
    return seen[c];
}

bool unicode_is_letter(uint32_t c)
{
    return traits_of(c) & TRAIT_LETTER;
}

bool unicode_is_digit(uint32_t c)
{
    return traits_of(c) & TRAIT_DIGIT;
}

bool unicode_is_mark(uint32_t c)
{
    return c >= 0x300 && (traits_of(c) & TRAIT_MARK);
}

uint32_t unicode_lower(uint32_t c)
{
    return c < 0x80 ? (uint32_t)(unsigned char)str_lower((char)c) : uc_tolower(c);
}

/* The base letter of a character that is composed, itself else; 0 for a mark. */
static uint32_t base_of(uint32_t c)
{
    ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
    int tag;
    if (c < 0x80 || (c >= 0xAC00 && c <= 0xD7A3)) /* a syllable of Korean is no first letter with marks */
        return c;
    if (uc_is_general_category(c, UC_CATEGORY_Mn))
        return 0;
    while (uc_decomposition(c, &tag, parts) > 0 && parts[0] != c)
        c = parts[0];
    return c;
}

void unicode_fold(const char *s, size_t len, struct str *out)
{
    for (size_t at = 0; at < len;) {
        uint32_t c;
        at += utf8_decode(s + at, len - at, &c);
        uint32_t base = base_of(c);
        if (base)
            utf8_add(out, unicode_lower(base));
    }
}

bool unicode_contains(const char *s, const char *needle)
{
    struct str a = STR_INIT, b = STR_INIT;
    unicode_fold(s, strlen(s), &a);
    unicode_fold(needle, strlen(needle), &b);
    bool found = str_find(a.data, a.len, b.data) != NULL;
    str_release(&a);
    str_release(&b);
    return found;
}

/* Scripts that write no spaces between words. */
static bool is_spaceless(uint32_t c)
{
    return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) || (c >= 0x3040 && c <= 0x30FF) ||
           (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/* Counts the words that begin in ASCII, eight bytes at a time, as far as no two signs
 * in it that join words stand together; returns the bytes that were looked at. */
static size_t ascii_words(const char *s, size_t len, size_t *words, bool *inside)
{
    size_t at = 0;
    for (; len - at >= 8; at += 8) {
        uint64_t x = eights_at(s + at);
        if (x & EIGHTS_TOPS)
            break;
        uint64_t before = *inside ? 0x80u : 0, joins = eights_equal(x, '\'') | eights_equal(x, '-');
        uint64_t letters = eights_between(x | EIGHTS_ONES * 0x20, 'a', 'z') | eights_between(x, '0', '9');
        if (joins & joins << 8)
            break;
        uint64_t within = letters | (joins & (letters << 8 | before));
        *words += eights_count(letters & ~(within << 8 | before));
        *inside = within >> 63;
    }
    return at;
}

/* One character more; those without spaces between words count half. */
static void count_character(uint32_t c, size_t *words, size_t *halves, bool *inside)
{
    if (c >= 0x0E00 && is_spaceless(c)) {
        ++*halves;
        *inside = false;
        return;
    }
    unsigned traits = traits_of(c);
    bool is_letter = traits & (TRAIT_LETTER | TRAIT_DIGIT);
    *words += is_letter && !*inside;
    *inside = is_letter || (*inside && (traits & TRAIT_JOINS));
}

size_t unicode_words(const char *s, size_t len)
{
    size_t words = 0, halves = 0;
    bool inside = false;
    for (size_t at = 0; at < len;) {
        at += ascii_words(s + at, len - at, &words, &inside);
        for (bool more = at < len; more; more = at < len && (unsigned char)s[at] >= 0x80) {
            uint32_t c;
            at += utf8_decode(s + at, len - at, &c);
            count_character(c, &words, &halves, &inside);
        }
    }
    return words + halves / 2;
}

int unicode_direction(const char *s, size_t len)
{
    int64_t balance = 0;
    for (size_t at = 0; at < len;) {
        uint32_t c;
        uint64_t x = len - at >= 8 ? eights_at(s + at) : EIGHTS_TOPS;
        if (!(x & EIGHTS_TOPS)) { /* of ASCII, letters have a direction */
            balance += (int64_t)eights_count(eights_between(x | EIGHTS_ONES * 0x20, 'a', 'z'));
            at += 8;
            continue;
        }
        at += utf8_decode(s + at, len - at, &c);
        unsigned traits = traits_of(c);
        balance += traits & TRAIT_LEFT ? 1 : traits & TRAIT_RIGHT ? -1 : 0;
    }
    return balance > 0 ? 1 : balance < 0 ? -1 : 0;
}

static const struct {
    uint32_t c;
    const char *like;
} likes[] = {
    { 0xA0, " " },     { 0xA9, "(c)" },   { 0xAB, "<<" },    { 0xB7, "*" },     { 0xBB, ">>" },    { 0xC6, "AE" },    { 0xD7, "x" },     { 0xD8, "O" },
    { 0xDF, "ss" },    { 0xE6, "ae" },    { 0xF8, "o" },     { 0x141, "L" },    { 0x142, "l" },    { 0x152, "OE" },   { 0x153, "oe" },   { 0x2010, "-" },
    { 0x2011, "-" },   { 0x2012, "-" },   { 0x2013, "-" },   { 0x2014, "--" },  { 0x2018, "'" },   { 0x2019, "'" },   { 0x201A, "," },   { 0x201C, "\"" },
    { 0x201D, "\"" },  { 0x201E, "\"" },  { 0x2022, "*" },   { 0x2026, "..." }, { 0x2039, "<" },   { 0x203A, ">" },   { 0x20AC, "EUR" }, { 0x2190, "<-" },
    { 0x2191, "^" },   { 0x2192, "->" },  { 0x2193, "v" },   { 0x21AA, "\\" },  { 0x2500, "-" },   { 0x2502, "|" },   { 0x25A3, "#" },   { 0x25B6, ">" },
    { 0x25B8, ">" },   { 0x25BE, "v" },   { 0x25C7, "*" },   { 0x25CF, "*" },   { 0x2605, "*" },   { 0x266A, "~" },
};

static const char *like_of(uint32_t c)
{
    for (size_t i = 0; i < sizeof likes / sizeof likes[0]; i++)
        if (likes[i].c == c)
            return likes[i].like;
    return NULL;
}

void unicode_to_ascii(const char *s, size_t len, struct str *out)
{
    for (size_t at = 0; at < len;) {
        uint32_t c;
        at += utf8_decode(s + at, len - at, &c);
        uint32_t base = base_of(c);
        const char *like = c < 0x80 ? NULL : like_of(c);
        if (like)
            str_adds(out, like);
        else if (base && base < 0x80)
            str_addc(out, (char)base);
        else if (base)
            str_addc(out, '?');
    }
}
