#include "text/clean.h"

#include <stdint.h>
#include <stdlib.h>
#include <unictype.h>
#include <uninorm.h>

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
    if (ch >= 0x300 && uc_is_general_category_withtable(ch, UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Me)) {
        if (++c->marks > MOST_MARKS)
            return;
        c->changed = true;
    } else {
        c->marks = 0;
        c->changed = c->changed || (ch >= 0x1100 && ch < 0x1200) || (ch >= 0xF900 && ch < 0xFB00) || ch == 0x2126 || ch == 0x212A || ch == 0x212B;
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

void clean_text(const char *s, size_t len, unsigned flags, struct str *out)
{
    struct cleaner c = { .out = out, .start = out->len, .flags = flags };
    for (size_t at = 0; at < len;) {
        size_t run = at;
        while (run < len && (unsigned char)s[run] > ' ' && (unsigned char)s[run] < 0x7F)
            run++;
        if (run > at) {
            put(&c, 'x', s + at, run - at);
            at = run;
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
        bool mark = c >= 0x300 && uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Me);
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
