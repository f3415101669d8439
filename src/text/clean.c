#include "text/clean.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uninorm.h>

#include "text/unicode.h"
#include "text/utf8.h"

enum { MOST_MARKS = 4, MOST_ISOLATES = 64 };

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

/* Marks aside, what composing puts together or replaces. */
static bool is_composed(uint32_t c)
{
    return (c >= 0x1100 && c < 0x1200) || (c >= 0xF900 && c < 0xFB00) || c == 0x2126 || c == 0x212A || c == 0x212B;
}

struct cleaner {
    struct str *out;
    size_t start;      /* where this text begins in out */
    unsigned flags;
    unsigned marks;    /* of the cluster in the making */
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

static void put(struct cleaner *c, uint32_t ch, const char *bytes, size_t len)
{
    if (c->space && c->out->len > c->start && c->out->data[c->out->len - 1] != '\n')
        str_addc(c->out, ' ');
    c->space = false;
    if (unicode_is_mark(ch)) {
        if (++c->marks > MOST_MARKS)
            return;
        c->changed = true;
    } else {
        c->marks = 0;
        c->changed = c->changed || is_composed(ch);
    }
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

/* Whether a character beyond ASCII stays as it is wherever it stands. */
static bool find_ordinary(uint32_t c)
{
    return !is_dropped(c) && !is_space(c) && !is_isolate_start(c) && c != 0x2069 && c != UTF8_REPLACEMENT && !unicode_is_mark(c) && !is_composed(c);
}

/* What was asked once is remembered. */
static bool is_ordinary(uint32_t c)
{
    enum { UNKNOWN, NO, YES };
    static uint8_t seen[0x10000];
    if (c >= sizeof seen)
        return find_ordinary(c);
    if (seen[c] == UNKNOWN)
        seen[c] = find_ordinary(c) ? YES : NO;
    return seen[c] == YES;
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
        if (!is_ordinary(c))
            break;
        at += gap + n;
    }
    return at;
}

void clean_text(const char *s, size_t len, unsigned flags, struct str *out)
{
    struct cleaner c = { .out = out, .start = out->len, .flags = flags };
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
