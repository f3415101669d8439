#include "layout/layout.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "layout/layout_internal.h"

/* ---- How much of an article a piece of it is: its bytes, and something for each row that ends early ---- */

enum { ROW_WEIGHT = 40 };

static size_t length(const char *text)
{
    return text ? strlen(text) : 0;
}

static size_t text_weight(const struct text *t)
{
    size_t weight = t->len + ROW_WEIGHT;
    for (const char *p = t->bytes, *end = p + t->len; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
        weight += ROW_WEIGHT;
    return weight;
}

static size_t block_weight(const struct block *b)
{
    size_t weight = b->table ? 0 : text_weight(&b->text);
    for (size_t r = 0; b->table && r < b->table->row_count; r++, weight += ROW_WEIGHT)
        for (size_t c = 0; c < b->table->rows[r].cell_count; c++)
            weight += b->table->rows[r].cells[c].text.len;
    return weight + length(b->note);
}

/* ---- The order of rows: the lede stands before the picture that leads ---- */

static bool is_lead(const struct block *b)
{
    return b->type == BLOCK_FIGURE || b->type == BLOCK_EMBED;
}

static void find_lede(struct layout *l)
{
    const struct document *d = l->doc;
    uint32_t lead = 0, end;
    while (lead < d->blocks.count && is_lead(&d->blocks.items[lead]))
        lead++;
    for (end = lead; end < d->blocks.count && d->blocks.items[end].type == BLOCK_LEDE;)
        end++;
    l->lead = lead;
    l->lede = end - lead;
}

/* The block at a place in the order of rows, and back. */
static uint32_t block_in_row_order(const struct layout *l, uint32_t at)
{
    return at < l->lede ? l->lead + at : at < l->lede + l->lead ? at - l->lede : at;
}

static uint32_t order_of(const struct layout *l, uint32_t block)
{
    return block < l->lead ? l->lede + block : block < l->lead + l->lede ? block - l->lead : block;
}

static void weigh(struct layout *l)
{
    const struct document *d = l->doc;
    size_t all = 0;
    for (uint32_t i = 0; i < d->blocks.count; i++) {
        l->weight_before[i] = all;
        all += block_weight(&d->blocks.items[block_in_row_order(l, i)]);
    }
    l->weight_before[d->blocks.count] = all;
    l->head_weight = length(d->facts.title) + (l->lede ? 0 : length(d->facts.lede)) + ROW_WEIGHT;
    for (size_t i = 0; i < d->facts.comments.count; i++)
        l->tail_weight += length(d->facts.comments.items[i].text) + ROW_WEIGHT;
}

struct layout *layout_new(const struct document *d, const struct layout_style *style)
{
    struct layout *l = mem_zero(1, sizeof *l);
    l->doc = d;
    l->style = *style;
    if (l->style.width < 10)
        l->style.width = 10;
    rows_init(&l->rows, &l->style);
    flow_init(&l->flow, &l->style);
    l->first_row = mem_zero(d->blocks.count + 1, sizeof *l->first_row);
    l->figure_rows = mem_zero(d->pictures.count + 1, sizeof *l->figure_rows);
    l->weight_before = mem_zero(d->blocks.count + 1, sizeof *l->weight_before);
    find_lede(l);
    weigh(l);
    numbers_init(l);
    return l;
}

void layout_free(struct layout *l)
{
    if (!l)
        return;
    rows_release(&l->rows);
    flow_release(&l->flow);
    free(l->first_row);
    free(l->weight_before);
    free(l->figure_rows);
    free(l->link_numbers);
    free(l->numbered);
    free(l);
}

/* Lays out one thing more; false where all is done. */
static bool step(struct layout *l)
{
    if (!l->head_done) {
        head_lay_out(l);
        l->head_done = true;
        l->head_rows = l->rows.items.len;
    } else if (l->next_block < l->doc->blocks.count) {
        uint32_t at = l->next_block++;
        blocks_lay_out(l, block_in_row_order(l, at), at ? block_in_row_order(l, at - 1) : DOCUMENT_NONE);
    } else if (!l->tail_done) {
        l->tail_row = l->rows.items.len;
        tail_lay_out(l);
        l->tail_done = true;
    } else {
        return false;
    }
    return true;
}

const struct layout_row *layout_row(struct layout *l, size_t index)
{
    while (l->rows.items.len <= index && step(l))
        ;
    return index < l->rows.items.len ? &l->rows.items.items[index] : NULL;
}

static size_t weight_to(const struct layout *l, struct place p)
{
    const struct block *b = &l->doc->blocks.items[p.block];
    uint32_t at = order_of(l, p.block);
    size_t weight = l->weight_before[at + 1] - l->weight_before[at];
    return l->weight_before[at] + (p.offset < b->text.len ? weight * p.offset / b->text.len : p.offset ? weight : 0);
}

int layout_share(struct layout *l, size_t row)
{
    size_t all = l->head_weight + l->weight_before[l->doc->blocks.count] + l->tail_weight, before = all;
    if (!layout_row(l, row))
        return 100;
    struct place p = layout_place(l, row);
    if (row < l->head_rows)
        before = l->head_weight * row / l->head_rows;
    else if (l->tail_done && row >= l->tail_row)
        before = all - l->tail_weight + l->tail_weight * (row - l->tail_row) / (l->rows.items.len - l->tail_row);
    else if (p.block != DOCUMENT_NONE)
        before = l->head_weight + weight_to(l, p);
    return (int)(before * 100 / all);
}

size_t layout_finish(struct layout *l)
{
    while (step(l))
        ;
    return l->rows.items.len;
}

size_t layout_find(struct layout *l, struct place p)
{
    if (p.block == DOCUMENT_NONE || !l->doc->blocks.count)
        return 0;
    if (p.block >= l->doc->blocks.count)
        p = (struct place){ (uint32_t)l->doc->blocks.count - 1, UINT32_MAX };
    while (l->next_block <= order_of(l, p.block) && step(l))
        ;
    size_t row = l->first_row[p.block], found = row;
    for (; row < l->rows.items.len; row++) {
        const struct layout_row *r = &l->rows.items.items[row];
        if (r->block != p.block)
            break;
        if (r->offset <= p.offset)
            found = row;
    }
    return found < l->rows.items.len ? found : l->rows.items.len ? l->rows.items.len - 1 : 0;
}

struct place layout_place(struct layout *l, size_t row)
{
    const struct layout_row *r;
    /* White space belongs to what follows it. */
    for (size_t i = row; (r = layout_row(l, i)); i++)
        if (r->block != DOCUMENT_NONE)
            return i > row && row == 0 ? (struct place){ DOCUMENT_NONE, 0 } : (struct place){ r->block, r->offset };
        else if (r->span_count && i < l->head_rows)
            return (struct place){ DOCUMENT_NONE, 0 };
    return l->doc->blocks.count ? (struct place){ (uint32_t)l->doc->blocks.count - 1, UINT32_MAX } : (struct place){ DOCUMENT_NONE, 0 };
}

size_t layout_find_picture(struct layout *l, uint32_t picture)
{
    if (picture >= l->doc->pictures.count)
        return SIZE_MAX;
    while (!l->figure_rows[picture] && step(l))
        ;
    return l->figure_rows[picture] ? l->figure_rows[picture] - 1 : SIZE_MAX;
}

/* ---- Links and their numbers: one for each address, in reading order ---- */

static void give_number(struct layout *l, struct map *seen, uint32_t link)
{
    if (link >= l->doc->links.count || l->link_numbers[link])
        return;
    const char *url = l->doc->links.items[link].url;
    int64_t *known = map_find(seen, url);
    if (known) {
        l->link_numbers[link] = (unsigned)*known;
        return;
    }
    l->numbered[l->link_count++] = link;
    l->link_numbers[link] = l->link_count;
    map_put(seen, url, l->link_count);
}

static void number_text(struct layout *l, struct map *seen, const struct text *t)
{
    for (size_t i = 0; i < t->run_count; i++)
        give_number(l, seen, t->runs[i].link);
}

void numbers_init(struct layout *l)
{
    const struct document *d = l->doc;
    struct map seen = { 0 };
    l->link_numbers = mem_zero(d->links.count + 1, sizeof *l->link_numbers);
    l->numbered = mem_zero(d->links.count + 1, sizeof *l->numbered);
    for (size_t i = 0; i < d->blocks.count; i++) {
        const struct block *b = &d->blocks.items[i];
        number_text(l, &seen, &b->text);
        if (b->type == BLOCK_RELATED || b->type == BLOCK_EMBED)
            give_number(l, &seen, b->link);
        for (size_t r = 0; b->table && r < b->table->row_count; r++)
            for (size_t c = 0; c < b->table->rows[r].cell_count; c++)
                number_text(l, &seen, &b->table->rows[r].cells[c].text);
    }
    map_release(&seen);
}

unsigned layout_link_number(const struct layout *l, uint32_t link)
{
    return link < l->doc->links.count ? l->link_numbers[link] : 0;
}

uint32_t layout_numbered_link(const struct layout *l, unsigned number)
{
    return number && number <= l->link_count ? l->numbered[number - 1] : DOCUMENT_NONE;
}

unsigned layout_link_count(const struct layout *l)
{
    return l->link_count;
}
