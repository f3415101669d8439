#include "layout/rows.h"

#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "base/mem.h"
#include "layout/cluster.h"

void rows_init(struct rows *r, const struct layout_style *style)
{
    *r = (struct rows){ .style = style };
    str_init(&r->draft.text, 0);
}

void rows_release(struct rows *r)
{
    arena_release(&r->arena);
    vec_release(&r->items);
    vec_release(&r->draft.spans);
    str_release(&r->draft.text);
}

static struct span *add_span(struct rows *r, int column, uint8_t kind, uint16_t style, uint32_t link)
{
    struct span *s = vec_push(&r->draft.spans);
    *s = (struct span){ .column = (uint32_t)(column < 0 ? 0 : column), .bytes = (uint32_t)r->draft.text.len, .kind = kind, .style = style, .link = link };
    return s;
}

void rows_put(struct rows *r, int column, const char *bytes, size_t len, uint8_t kind, uint16_t style, uint32_t link)
{
    struct span *s = add_span(r, column, kind, style, link);
    size_t before = r->draft.text.len;
    int width = 0;
    for (size_t at = 0; at < len;) {
        const uint8_t *next = u8_next(&(ucs4_t){ 0 }, (const uint8_t *)bytes + at);
        size_t n = next ? (size_t)((const char *)next - bytes - at) : len - at;
        if (n > len - at)
            n = len - at;
        width += cluster_show(bytes + at, n, r->style, &r->draft.text);
        at += n;
    }
    s->len = (uint32_t)(r->draft.text.len - before);
    s->width = (uint32_t)width;
}

/* One cluster of a line, where it is to stand. */
struct glyph {
    size_t at, len;
    uint8_t level;
};

/* UAX #9, L2: from the highest level down, every run at that level or above is turned round. */
static void reorder(struct glyph *cells, size_t count)
{
    uint8_t highest = 0;
    for (size_t i = 0; i < count; i++)
        if (cells[i].level > highest)
            highest = cells[i].level;
    for (uint8_t level = highest; level > 0; level--)
        for (size_t i = 0; i < count; i++) {
            size_t end = i;
            while (end < count && cells[end].level >= level)
                end++;
            for (size_t a = i, b = end; a + 1 < b; a++, b--) {
                struct glyph swap = cells[a];
                cells[a] = cells[b - 1];
                cells[b - 1] = swap;
            }
            if (end > i)
                i = end - 1;
        }
}

static size_t collect(const struct flow *f, const struct line *line, struct glyph *cells)
{
    size_t count = 0;
    for (size_t at = line->start; at < line->end;) {
        size_t end = at + 1;
        while (end < line->end && !f->edges[end])
            end++;
        cells[count++] = (struct glyph){ at, end - at, f->levels ? f->levels[at] : 0 };
        at = end;
    }
    return count;
}

/* The cluster with mirrored and joined characters in their place. */
static int show_shaped(const struct flow *f, const struct glyph *c, struct str *out)
{
    struct str shaped = STR_INIT;
    for (size_t at = c->at; at < c->at + c->len;) {
        ucs4_t plain;
        int n = u8_mbtouc(&plain, (const uint8_t *)f->bytes.data + at, c->at + c->len - at);
        cluster_put(f->shown[at] ? f->shown[at] : plain, &shaped);
        at += (size_t)(n > 0 ? n : 1);
    }
    int width = cluster_show(shaped.data, shaped.len, f->style, out);
    str_release(&shaped);
    return width;
}

void rows_put_line(struct rows *r, const struct flow *f, const struct line *line, int column)
{
    if (line->end <= line->start)
        return;
    struct glyph *cells = mem_zero(line->end - line->start, sizeof *cells);
    size_t count = collect(f, line, cells);
    if (f->levels)
        reorder(cells, count);
    const struct piece *last = NULL;
    struct span *span = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct piece *p = flow_piece(f, cells[i].at);
        if (!span || p->kind != last->kind || p->style != last->style || p->link != last->link) {
            if (span)
                column += (int)span->width;
            span = add_span(r, column, p->kind, p->style, p->link);
        }
        last = p;
        size_t before = r->draft.text.len;
        int width = f->shown ? show_shaped(f, &cells[i], &r->draft.text)
                             : cluster_show(f->bytes.data + cells[i].at, cells[i].len, f->style, &r->draft.text);
        span->len += (uint32_t)(r->draft.text.len - before);
        span->width += (uint32_t)width;
    }
    free(cells);
}

static int by_column(const void *a, const void *b)
{
    const struct span *x = a, *y = b;
    return x->column < y->column ? -1 : x->column > y->column;
}

/* Mirrors a right-to-left row: groups of spans that were put at one go keep
 * their inner order, which is visual already. */
static void mirror(struct rows *r)
{
    size_t count = r->draft.spans.len;
    struct span *spans = r->draft.spans.items;
    for (size_t i = 0; i < count;) {
        uint32_t start = spans[i].column, end = start + spans[i].width;
        size_t j = i + 1;
        while (j < count && spans[j].column == end)
            end += spans[j++].width;
        uint32_t width = (uint32_t)r->style->width;
        for (size_t k = i; k < j; k++)
            spans[k].column = end <= width ? width - end + (spans[k].column - start) : spans[k].column;
        i = j;
    }
    qsort(spans, count, sizeof *spans, by_column);
}

void rows_end(struct rows *r, uint32_t block, uint32_t offset, uint32_t picture)
{
    struct draft *d = &r->draft;
    if (d->rtl && d->spans.len)
        mirror(r);
    struct span *spans = arena_array(&r->arena, d->spans.len ? d->spans.len : 1, sizeof *spans);
    if (d->spans.len)
        memcpy(spans, d->spans.items, d->spans.len * sizeof *spans);
    *vec_push(&r->items) = (struct layout_row){
        .text = arena_strndup(&r->arena, d->text.data, d->text.len),
        .spans = spans,
        .span_count = d->spans.len,
        .block = block,
        .offset = offset,
        .picture = picture,
    };
    str_reset(&d->text);
    vec_reset(&d->spans);
    d->rtl = false;
}

void rows_gap(struct rows *r)
{
    rows_end(r, DOCUMENT_NONE, 0, DOCUMENT_NONE);
}
