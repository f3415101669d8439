#include "layout/difference_text.h"

#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "layout/edits.h"
#include "text/unicode.h"
#include "text/utf8.h"

enum {
    FOLD_LEAST = 160, /* words and gaps of an unchanged passage within a paragraph that is folded, */
    FOLD_KEEP = 40,   /* and those that stay at each end */
    ISLAND_LEAST = 2  /* letters between two changes that are worth standing alone */
};

/* ---- Words ---- */

static bool is_space(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!str_is_space(s[i]) && !(s[i] == '\xC2' && i + 1 < len && s[i + 1] == '\xA0') && !(s[i] == '\xA0' && i && s[i - 1] == '\xC2'))
            return false;
    return true;
}

void words_divide(struct arena *arena, const char *bytes, size_t len, struct words *out)
{
    char *breaks = mem_alloc(len + 1);
    size_t count = 0;
    unicode_word_breaks(bytes, len, breaks);
    for (size_t i = 0; i < len; i++)
        count += i == 0 || breaks[i];
    *out = (struct words){ .bytes = bytes, .count = count };
    out->starts = arena_array(arena, count + 1, sizeof *out->starts);
    out->hashes = arena_array(arena, count + 1, sizeof *out->hashes);
    count = 0;
    for (size_t i = 0; i < len; i++)
        if (i == 0 || breaks[i])
            out->starts[count++] = i;
    out->starts[count] = len;
    free(breaks);
    for (size_t i = 0; i < count; i++) {
        const char *s = bytes + out->starts[i];
        size_t n = out->starts[i + 1] - out->starts[i];
        out->hashes[i] = is_space(s, n) ? hash_bytes(HASH_START, " ", 1) : hash_bytes(HASH_START, s, n);
    }
}

bool words_equal(const struct words *a, const struct words *b)
{
    return a->count == b->count && memcmp(a->hashes, b->hashes, a->count * sizeof *a->hashes) == 0;
}

/* Letters and digits of words from..to, counted no further than `enough`. */
static size_t letters(const struct words *w, size_t from, size_t to, size_t enough)
{
    size_t at = w->starts[from], end = w->starts[to], count = 0;
    while (at < end && count < enough) {
        uint32_t c;
        at += utf8_decode(w->bytes + at, end - at, &c);
        count += unicode_is_letter(c) || unicode_is_digit(c);
    }
    return count;
}

bool words_say(const struct words *w, size_t i)
{
    return letters(w, i, i + 1, 1) > 0;
}

/* ---- Marked text ---- */

void marked_add(struct marked *t, const char *bytes, size_t len, uint16_t style)
{
    struct run *last = t->runs.len ? &t->runs.items[t->runs.len - 1] : NULL;
    if (!len)
        return;
    str_add(&t->bytes, bytes, len);
    if (last && last->style == style)
        last->len += (uint32_t)len;
    else
        *vec_push(&t->runs) = (struct run){ (uint32_t)len, style, DOCUMENT_NONE };
}

void marked_take(struct marked *t, struct arena *arena, struct text *out)
{
    struct run *runs = arena_array(arena, t->runs.len + 1, sizeof *runs);
    if (t->runs.len)
        memcpy(runs, t->runs.items, t->runs.len * sizeof *runs);
    *out = (struct text){ arena_strndup(arena, t->bytes.data, t->bytes.len), t->bytes.len, runs, t->runs.len };
    str_release(&t->bytes);
    vec_release(&t->runs);
}

static void add_words(struct marked *t, const struct words *w, size_t from, size_t to, uint16_t style)
{
    marked_add(t, w->bytes + w->starts[from], w->starts[to] - w->starts[from], style);
}

void marked_same(struct marked *t, const struct words *w, size_t from, size_t to, bool ascii)
{
    const char *fold = ascii ? "[...]" : "[\xE2\x80\xA6]";
    if (to - from < FOLD_LEAST) {
        add_words(t, w, from, to, 0);
        return;
    }
    add_words(t, w, from, from + FOLD_KEEP, 0);
    marked_add(t, " ", 1, 0);
    marked_add(t, fold, strlen(fold), RUN_ASIDE);
    marked_add(t, " ", 1, 0);
    add_words(t, w, to - FOLD_KEEP, to, 0);
}

static bool ends_in_space(const struct marked *t)
{
    return !t->bytes.len || str_is_space(t->bytes.data[t->bytes.len - 1]);
}

/* A change does not touch the one before it, and the white space around it is no part of it. */
static void add_change(struct marked *t, const struct words *w, size_t from, size_t to, uint16_t style, bool brackets)
{
    const char *s = w->bytes + w->starts[from];
    size_t len = w->starts[to] - w->starts[from], start = 0, end = len;
    while (start < end && str_is_space(s[start]))
        start++;
    while (end > start && str_is_space(s[end - 1]))
        end--;
    bool is_after_change = t->runs.len && t->runs.items[t->runs.len - 1].style & (RUN_ADDED | RUN_REMOVED);
    if (start == end) {
        if (style == RUN_ADDED && !ends_in_space(t))
            marked_add(t, s, len, 0);
        return;
    }
    if ((start || is_after_change) && !ends_in_space(t))
        marked_add(t, " ", 1, 0);
    if (brackets)
        marked_add(t, style == RUN_ADDED ? "{+" : "[-", 2, style);
    marked_add(t, s + start, end - start, style);
    if (brackets)
        marked_add(t, style == RUN_ADDED ? "+}" : "-]", 2, style);
    marked_add(t, s + end, len - end, 0);
}

void marked_change(struct marked *t, const struct words *gone, const struct words *new, bool marks)
{
    if (gone && gone->count)
        add_change(t, gone, 0, gone->count, RUN_REMOVED, true);
    if (new && new->count)
        add_change(t, new, 0, new->count, RUN_ADDED, marks);
}

/* ---- Word by word ---- */

/* Words of both that stand in the place of one another, up to the next that stayed. */
struct change {
    size_t a, a_end, b, b_end;
};

static struct change next_change(const struct words *a, const struct words *b, const bool *kept_a, const bool *kept_b, size_t i, size_t j)
{
    while (i < a->count && j < b->count && kept_a[i] && kept_b[j])
        i++, j++;
    struct change c = { i, i, j, j };
    while (c.a_end < a->count && !kept_a[c.a_end])
        c.a_end++;
    while (c.b_end < b->count && !kept_b[c.b_end])
        c.b_end++;
    return c;
}

/* Changes with no more than a letter, a comma or a space between them are one. */
static struct change join_changes(const struct words *a, const struct words *b, const bool *kept_a, const bool *kept_b, struct change c)
{
    for (;;) {
        struct change next = next_change(a, b, kept_a, kept_b, c.a_end, c.b_end);
        bool is_end = next.a == a->count && next.b == b->count;
        if (is_end || letters(b, c.b_end, next.b, ISLAND_LEAST) >= ISLAND_LEAST)
            return c;
        c.a_end = next.a_end;
        c.b_end = next.b_end;
    }
}

void marked_words(struct marked *t, const struct words *a, const struct words *b, bool marks, bool ascii)
{
    bool *kept_a = mem_zero(a->count + 1, sizeof *kept_a), *kept_b = mem_zero(b->count + 1, sizeof *kept_b);
    size_t i = 0, j = 0;
    edits_find(a->hashes, a->count, b->hashes, b->count, kept_a, kept_b);
    while (i < a->count || j < b->count) {
        struct change c = join_changes(a, b, kept_a, kept_b, next_change(a, b, kept_a, kept_b, i, j));
        marked_same(t, b, j, c.b, ascii);
        if (c.a < c.a_end)
            add_change(t, a, c.a, c.a_end, RUN_REMOVED, true);
        if (c.b < c.b_end)
            add_change(t, b, c.b, c.b_end, RUN_ADDED, marks);
        i = c.a_end;
        j = c.b_end;
    }
    free(kept_a);
    free(kept_b);
}
