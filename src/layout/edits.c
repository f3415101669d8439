#include "layout/edits.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* The middle of both rows, behind what begins and before what ends alike. */
struct search {
    const uint64_t *a, *b;
    int32_t a_len, b_len;
    int32_t *furthest; /* per diagonal (x - y, from -EDITS_MAX - 1): how far x reaches */
    int32_t *trace;    /* what it was after each number of edits d: 2 d + 1 of them, from d * d on */
};

static bool is_down(const int32_t *furthest, int32_t k, int32_t d)
{
    return k == -d || (k != d && furthest[k - 1] < furthest[k + 1]);
}

/* One edit more; true where both ends are reached. */
static bool step(struct search *s, int32_t d)
{
    int32_t *v = s->furthest + EDITS_MAX + 1;
    for (int32_t k = -d; k <= d; k += 2) {
        int32_t x = d == 0 ? 0 : is_down(v, k, d) ? v[k + 1] : v[k - 1] + 1, y = x - k;
        while (x < s->a_len && y < s->b_len && s->a[x] == s->b[y])
            x++, y++;
        v[k] = x;
        if (x >= s->a_len && y >= s->b_len)
            return true;
    }
    memcpy(s->trace + (size_t)d * (size_t)d, v - d, (2 * (size_t)d + 1) * sizeof *v);
    return false;
}

/* Goes the way back from the ends, which took d edits. */
static void walk_back(const struct search *s, int32_t d, bool *kept_a, bool *kept_b)
{
    int32_t x = s->a_len, y = s->b_len;
    for (; d >= 0; d--) {
        const int32_t *before = d ? s->trace + (size_t)(d - 1) * (size_t)(d - 1) + (d - 1) : NULL;
        bool down = d && is_down(before, x - y, d);
        int32_t from = !d ? 0 : down ? before[x - y + 1] : before[x - y - 1] + 1;
        while (x > from) {
            kept_a[--x] = true;
            kept_b[--y] = true;
        }
        x -= d && !down;
        y -= d && down;
    }
}

static void find_middle(struct search *s, bool *kept_a, bool *kept_b)
{
    int32_t d = 0;
    s->furthest = mem_zero(2 * EDITS_MAX + 3, sizeof *s->furthest);
    s->trace = mem_zero((size_t)(EDITS_MAX + 1) * (EDITS_MAX + 1), sizeof *s->trace);
    while (d <= EDITS_MAX && !step(s, d))
        d++;
    if (d <= EDITS_MAX)
        walk_back(s, d, kept_a, kept_b);
    free(s->furthest);
    free(s->trace);
}

void edits_find(const uint64_t *a, size_t a_len, const uint64_t *b, size_t b_len, bool *kept_a, bool *kept_b)
{
    size_t start = 0;
    memset(kept_a, 0, a_len);
    memset(kept_b, 0, b_len);
    while (start < a_len && start < b_len && a[start] == b[start]) {
        kept_a[start] = kept_b[start] = true;
        start++;
    }
    while (a_len > start && b_len > start && a[a_len - 1] == b[b_len - 1])
        kept_a[--a_len] = kept_b[--b_len] = true;
    if (a_len == start || b_len == start || a_len - start > INT32_MAX / 4 || b_len - start > INT32_MAX / 4)
        return;
    struct search s = { .a = a + start, .b = b + start, .a_len = (int32_t)(a_len - start), .b_len = (int32_t)(b_len - start) };
    find_middle(&s, kept_a + start, kept_b + start);
}
