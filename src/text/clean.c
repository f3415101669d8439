#include "text/clean.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <uninorm.h>

#include "text/unicode.h"
#include "text/utf8.h"

enum { MOST_MARKS = 4, MOST_ISOLATES = 64 };
#define AT_END SIZE_MAX

static bool is_isolate_start(uint32_t c)
{
    return c >= 0x2066 && c <= 0x2068;
}

/* Characters that are no text: they act on a terminal, hide, or mean nothing. */
static bool is_dropped(uint32_t c)
{
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD)
        return true;
    if (c < 0x180E)
        return c == 0x115F || c == 0x1160 || c == 0x061C;
    return c == 0x180E || c == 0x200B || (c >= 0x200E && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) ||
           (c >= 0x206A && c <= 0x206F) || c == 0x3164 || c == 0xFEFF || c == 0xFFA0 || (c >= 0xFDD0 && c <= 0xFDEF) ||
           (c >= 0xFFF9 && c <= 0xFFFB) || (c & 0xFFFE) == 0xFFFE || (c >= 0xE0000 && c <= 0xE0FFF);
}

/* Spaces other than U+0020; U+3000 keeps its width. */
static bool is_space(uint32_t c)
{
    return c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x85;
}

/* Vowel signs that are no marks and are put together with the one before (NFC_Quick_Check
 * of UAX #15 is "maybe"). */
static bool is_vowel_part(uint32_t c)
{
    static const uint16_t parts[] = { 0x09BE, 0x09D7, 0x0B3E, 0x0B57, 0x0BBE, 0x0BD7, 0x0CC2, 0x0CD5, 0x0CD6, 0x0D3E, 0x0D57, 0x0DCF, 0x0DDF, 0x1B35 };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (c == parts[i])
            return true;
    return false;
}

/* What composing replaces wherever it stands; the parts of Hangul too. */
static bool is_replaced(uint32_t c)
{
    ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
    if (c >= 0x1100 && c < 0x1200)
        return true;
    int count = c < 0xAC00 || c > 0xD7A3 ? uc_canonical_decomposition(c, parts) : 0;
    return count == 1 || (count == 2 && uc_composition(parts[0], parts[1]) != c);
}

enum trait {
    TRAIT_KNOWN = 1,
    TRAIT_ORDINARY = 2, /* stays as it is wherever it stands */
    TRAIT_JOINS = 4,    /* may be put together with what is before it, or change places with it */
    TRAIT_REPLACED = 8
};

static uint8_t look_up(uint32_t c)
{
    unsigned traits = TRAIT_KNOWN;
    traits |= unicode_is_mark(c) || is_vowel_part(c) || uc_combining_class(c) ? TRAIT_JOINS : 0;
    traits |= is_replaced(c) ? TRAIT_REPLACED : 0;
    bool acts = is_dropped(c) || is_space(c) || is_isolate_start(c) || c == 0x2069 || c == UTF8_REPLACEMENT;
    return (uint8_t)(traits | (!acts && traits == TRAIT_KNOWN ? TRAIT_ORDINARY : 0));
}

/* What was asked once is remembered. */
static unsigned traits_of(uint32_t c)
{
    static uint8_t seen[0x10000];
    if (c >= sizeof seen)
        return look_up(c);
    if (!seen[c])
        seen[c] = look_up(c);
    return seen[c];
}

struct cleaner {
    struct str *out;
    size_t start;      /* where this text begins in out */
    unsigned flags;
    unsigned marks;    /* of the cluster in the making */
    size_t letter;     /* where in out that begins what a mark may join; AT_END: the last character */
    int place;         /* combining class of what came last */
    bool space;        /* one is due */
    bool changed;      /* needs composing */
    unsigned isolates; /* open ones */
};

static void put_space(struct cleaner *c)
{
    c->marks = 0;
    if (c->flags & CLEAN_FOLD)
        c->space = true;
    else
        str_addc(c->out, ' ');
}

static void put_newline(struct cleaner *c)
{
    c->space = false;
    c->marks = 0;
    if (c->flags & CLEAN_FOLD)
        while (c->out->len > c->start && c->out->data[c->out->len - 1] == ' ')
            str_cut(c->out, c->out->len - 1);
    str_addc(c->out, '\n');
}

/* The character of out that the next mark may join with; 0: none. */
static uint32_t letter_before(struct cleaner *c)
{
    const char *s = c->out->data;
    uint32_t letter;
    if (c->out->len == c->start)
        return 0;
    if (c->letter == AT_END)
        c->letter = utf8_cut(s, c->out->len, c->out->len - 1);
    utf8_decode(s + c->letter, c->out->len - c->letter, &letter);
    return letter;
}

/* Whether composing would change something here (UAX #15): most marks of most
 * scripts stand where they stay. */
static bool is_composable(struct cleaner *c, uint32_t ch)
{
    int place = uc_combining_class(ch);
    uint32_t letter = letter_before(c);
    bool changes = (place && c->place > place) || (letter && uc_composition(letter, ch) != 0);
    c->place = place;
    if (!place)
        c->letter = c->out->len;
    return changes;
}

static void put(struct cleaner *c, uint32_t ch, const char *bytes, size_t len)
{
    unsigned traits = ch < 0xA0 ? 0 : traits_of(ch);
    if (c->space && c->out->len > c->start && c->out->data[c->out->len - 1] != '\n')
        str_addc(c->out, ' ');
    c->space = false;
    c->marks = unicode_is_mark(ch) ? c->marks + 1 : 0;
    if (c->marks > MOST_MARKS)
        return;
    if (!(traits & TRAIT_JOINS)) {
        c->letter = AT_END;
        c->place = 0;
    } else if (!c->changed) {
        c->changed = is_composable(c, ch);
    }
    c->changed |= (traits & TRAIT_REPLACED) != 0;
    if (bytes)
        str_add(c->out, bytes, len);
    else
        utf8_add(c->out, ch);
}

static void put_any(struct cleaner *c, uint32_t ch, const char *bytes, size_t len)
{
    if ((c->flags & CLEAN_ENCODED) && ch >= 0x80 && ch <= 0xAD)
        put(c, ch, bytes, len);
    else if (ch == '\n' && (c->flags & CLEAN_LINES))
        put_newline(c);
    else if (ch == '\t' && (c->flags & ~(unsigned)CLEAN_AS_WRITTEN) == CLEAN_LINES)
        str_addc(c->out, '\t');
    else if (ch == ' ' || (ch >= 9 && ch <= 13) || is_space(ch))
        put_space(c);
    else if (is_isolate_start(ch)) {
        if (c->isolates < MOST_ISOLATES) {
            c->isolates++;
            put(c, ch, bytes, len);
        }
    } else if (ch == 0x2069) {
        if (c->isolates) {
            c->isolates--;
            put(c, ch, bytes, len);
        }
    } else if (!is_dropped(ch))
        put(c, ch, bytes, len);
}

static void compose(struct cleaner *c)
{
    const uint8_t *from = (const uint8_t *)c->out->data + c->start;
    size_t len = c->out->len - c->start, made = 0;
    uint8_t *composed = u8_normalize(UNINORM_NFC, from, len, NULL, &made);
    if (!composed)
        return;
    str_cut(c->out, c->start);
    str_add(c->out, composed, made);
    free(composed);
}

/* Bytes at s that any flags leave as they are: ASCII, words with one space between
 * them, and no space before or behind. Eight at a time. */
static size_t ascii_run(const char *s, size_t len)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
    size_t at = 0;
    for (uint64_t x; len - at >= 8; at += s[at + 7] == ' ' ? 7 : 8) {
        memcpy(&x, s + at, 8);
        uint64_t del = x ^ ones * 0x7F, gap = x ^ ones * ' ';
        uint64_t odd = x | ((x - ones * ' ') & ~x) | ((del - ones) & ~del);
        uint64_t spaces = ~((gap & ~tops) + ~tops) & ~gap & tops;
        if ((odd & tops) || (spaces & spaces << 8))
            break;
    }
    while (at < len && (unsigned char)s[at] < 0x7F && (s[at] > ' ' || (s[at] == ' ' && at + 1 < len && s[at + 1] > ' ' && s[at + 1] < 0x7F)))
        at++;
    return at;
}

/* Bytes at s, the first of them no space, that any flags leave as they are. */
static size_t plain_run(const char *s, size_t len)
{
    size_t at = 0;
    while (at < len) {
        uint32_t c;
        if ((unsigned char)s[at] < 0x80)
            at += ascii_run(s + at, len - at);
        size_t gap = len - at > 1 && s[at] == ' ' ? 1 : 0;
        if (at == len || (unsigned char)s[at + gap] < 0x80)
            break;
        size_t n = utf8_decode(s + at + gap, len - at - gap, &c);
        if (!(traits_of(c) & TRAIT_ORDINARY))
            break;
        at += gap + n;
    }
    return at;
}

void clean_text(const char *s, size_t len, unsigned flags, struct str *out)
{
    struct cleaner c = { .out = out, .start = out->len, .flags = flags, .letter = AT_END };
    for (size_t at = 0; at < len;) {
        size_t run = s[at] == ' ' ? 0 : plain_run(s + at, len - at);
        if (run) {
            put(&c, 'x', s + at, run);
            at += run;
            continue;
        }
        uint32_t ch;
        size_t n = utf8_decode(s + at, len - at, &ch);
        if (ch == '\r' && at + 1 < len && s[at + 1] == '\n')
            ch = '\0';
        else if (ch == '\r')
            ch = '\n';
        put_any(&c, ch, ch == UTF8_REPLACEMENT || n == 1 ? NULL : s + at, n);
        at += n;
    }
    for (; c.isolates; c.isolates--)
        str_adds(out, "\xE2\x81\xA9");
    if (flags & CLEAN_FOLD)
        while (out->len > c.start && (out->data[out->len - 1] == ' ' || out->data[out->len - 1] == '\n'))
            str_cut(out, out->len - 1);
    if (c.changed && !(flags & CLEAN_AS_WRITTEN))
        compose(&c);
}

bool clean_is(const char *s, size_t len, unsigned flags)
{
    unsigned isolates = 0, marks = 0;
    if (!utf8_is_valid(s, len))
        return false;
    for (size_t at = 0; at < len;) {
        if ((unsigned char)s[at] >= ' ' && (unsigned char)s[at] < 0x7F) {
            at++;
            marks = 0;
            continue;
        }
        uint32_t c;
        at += utf8_decode(s + at, len - at, &c);
        if ((c == '\n' && (flags & CLEAN_LINES)) || (c == '\t' && flags == CLEAN_LINES))
            continue;
        isolates += is_isolate_start(c);
        if (is_dropped(c) || is_space(c) || (c == 0x2069 && !isolates))
            return false;
        isolates -= c == 0x2069;
        bool mark = unicode_is_mark(c);
        marks = mark ? marks + 1 : 0;
        if (marks > MOST_MARKS + 2) /* composing can leave fewer marks, decomposing none more */
            return false;
    }
    return isolates == 0;
}

bool clean_is_unseen(uint32_t c)
{
    return is_isolate_start(c) || c == 0x2069 || is_dropped(c);
}
