#include "layout/flow.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unigbrk.h>
#include <unilbrk.h>
#include <unistr.h>

#include "base/mem.h"
#include "layout/bidi.h"
#include "layout/cluster.h"
#include "layout/thai.h"

void flow_init(struct flow *f, const struct layout_style *style)
{
    *f = (struct flow){ .style = style };
    str_init(&f->bytes, 0);
}

void flow_release(struct flow *f)
{
    str_release(&f->bytes);
    vec_release(&f->pieces);
    free(f->breaks);
    free(f->edges);
    free(f->levels);
    free(f->shown);
    *f = (struct flow){ .style = f->style };
    str_init(&f->bytes, 0);
}

void flow_reset(struct flow *f)
{
    str_reset(&f->bytes);
    vec_reset(&f->pieces);
    free(f->levels);
    free(f->shown);
    f->levels = NULL;
    f->shown = NULL;
    f->rtl = false;
}

void flow_add(struct flow *f, const char *bytes, size_t len, uint8_t kind, uint16_t style, uint32_t link, uint32_t source)
{
    if (!len || f->bytes.len + len > UINT32_MAX / 2)
        return;
    *vec_push(&f->pieces) = (struct piece){ (uint32_t)f->bytes.len, source, link, style, kind };
    str_add(&f->bytes, bytes, len);
}

/* libunistring 1.0 lacks LB29: no break between a point and a letter that
 * follows it directly ("U.S.", "www.example.org"). */
static void forbid_lb29(struct flow *f)
{
    const char *b = f->bytes.data;
    for (size_t i = 1; i < f->bytes.len; i++) {
        if (f->breaks[i] != UC_BREAK_POSSIBLE || !strchr(".,:;", b[i - 1]) || !b[i - 1])
            continue;
        ucs4_t c;
        u8_mbtouc(&c, (const uint8_t *)b + i, f->bytes.len - i);
        if (c < 0x2000 && uc_is_alpha(c))
            f->breaks[i] = UC_BREAK_PROHIBITED;
    }
}

/* An address does not break behind its scheme: nobody would take the rest for one. */
static void keep_schemes(struct flow *f)
{
    const char *b = f->bytes.data;
    for (const char *p = b; (p = strstr(p, "://")) != NULL; p += 3)
        f->breaks[p + 3 - b] = UC_BREAK_PROHIBITED;
}

/* A difference's "[-" and "{+" stay with the word behind them, "-]" and "+}" with the one before. */
static void keep_marks(struct flow *f)
{
    for (size_t i = 0; i < f->pieces.len; i++) {
        size_t start = f->pieces.items[i].start, end = i + 1 < f->pieces.len ? f->pieces.items[i + 1].start : f->bytes.len;
        const char *b = f->bytes.data;
        if (!(f->pieces.items[i].style & (RUN_ADDED | RUN_REMOVED)) || end - start < 5)
            continue;
        if (memcmp(b + start, "[-", 2) == 0 || memcmp(b + start, "{+", 2) == 0)
            f->breaks[start + 1] = f->breaks[start + 2] = UC_BREAK_PROHIBITED;
        if (memcmp(b + end - 2, "-]", 2) == 0 || memcmp(b + end - 2, "+}", 2) == 0)
            f->breaks[end - 2] = f->breaks[end - 1] = UC_BREAK_PROHIBITED;
    }
}

void flow_prepare(struct flow *f, enum direction direction)
{
    size_t len = f->bytes.len;
    const uint8_t *bytes = (const uint8_t *)f->bytes.data;
    f->breaks = mem_grow(f->breaks, len + 1, 1);
    f->edges = mem_grow(f->edges, len + 1, 1);
    memset(f->breaks, UC_BREAK_PROHIBITED, len + 1);
    u8_possible_linebreaks(bytes, len, "UTF-8", f->breaks);
    u8_grapheme_breaks(bytes, len, f->edges);
    f->edges[len] = 1;
    forbid_lb29(f);
    keep_schemes(f);
    keep_marks(f);
    thai_breaks(f->bytes.data, len, f->breaks);
    bool needed = bidi_is_needed(f->bytes.data, len);
    if (direction == DIRECTION_NONE && needed)
        direction = bidi_direction(f->bytes.data, len);
    f->rtl = direction == DIRECTION_RTL;
    if (f->style->bidi && (needed || f->rtl)) {
        f->levels = mem_zero(len + 1, 1);
        f->shown = mem_zero(len + 1, sizeof *f->shown);
        bidi_resolve(f->bytes.data, len, f->rtl, f->levels, f->shown);
    }
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

static size_t cluster_end(const struct flow *f, size_t at)
{
    do
        at++;
    while (!f->edges[at]);
    return at;
}

static void close_line(const struct flow *f, struct line *line, size_t end, size_t next)
{
    while (end > line->start && is_blank(f->bytes.data[end - 1]))
        end--;
    while (next < f->bytes.len && f->bytes.data[next] == ' ')
        next++;
    line->end = end;
    line->next = next;
}

bool flow_line(const struct flow *f, size_t start, int width, struct line *line)
{
    size_t at = start, last_break = 0, len = f->bytes.len;
    int used = 0, solid = 0, solid_at_break = 0; /* solid: without blanks at the end */
    if (start >= len)
        return false;
    *line = (struct line){ .start = start };
    while (at < len) {
        if (f->breaks[at] == UC_BREAK_MANDATORY) {
            line->width = solid;
            close_line(f, line, at, at);
            line->next = at + 1;
            return true;
        }
        if (at > start && f->breaks[at] == UC_BREAK_POSSIBLE)
            last_break = at, solid_at_break = solid;
        size_t end = cluster_end(f, at);
        int cells = cluster_show(f->bytes.data + at, end - at, f->style, NULL);
        bool blank = is_blank(f->bytes.data[at]);
        if (!blank && used + cells > width && at > start) {
            if (!last_break)
                last_break = at, solid_at_break = solid;
            line->width = solid_at_break;
            close_line(f, line, last_break, last_break);
            return true;
        }
        used += cells;
        if (!blank)
            solid = used;
        at = end;
    }
    line->width = solid;
    close_line(f, line, len, len);
    return true;
}

void flow_extent(const struct flow *f, int *widest_line, int *widest_word)
{
    int line = 0, word = 0;
    *widest_line = *widest_word = 0;
    for (size_t at = 0; at < f->bytes.len;) {
        if (f->breaks[at] == UC_BREAK_MANDATORY)
            line = word = 0;
        else if (f->breaks[at] == UC_BREAK_POSSIBLE)
            word = 0;
        size_t end = cluster_end(f, at);
        int cells = f->bytes.data[at] == '\n' ? 0 : cluster_show(f->bytes.data + at, end - at, f->style, NULL);
        line += cells;
        if (!is_blank(f->bytes.data[at]))
            word += cells;
        if (!is_blank(f->bytes.data[at]) && line > *widest_line)
            *widest_line = line;
        if (word > *widest_word)
            *widest_word = word;
        at = end;
    }
}

const struct piece *flow_piece(const struct flow *f, size_t at)
{
    size_t low = 0, high = f->pieces.len;
    while (low + 1 < high) {
        size_t mid = low + (high - low) / 2;
        if (f->pieces.items[mid].start <= at)
            low = mid;
        else
            high = mid;
    }
    return f->pieces.len ? &f->pieces.items[low] : NULL;
}

uint32_t flow_source(const struct flow *f, size_t at)
{
    const struct piece *p = flow_piece(f, at);
    if (!p)
        return 0;
    if (p->source != DOCUMENT_NONE)
        return p->source + (uint32_t)(at - p->start);
    for (; p > f->pieces.items; p--)
        if (p[-1].source != DOCUMENT_NONE)
            return p[-1].source + (p->start - p[-1].start);
    return 0;
}
