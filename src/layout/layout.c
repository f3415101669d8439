#include "layout/layout.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "layout/layout_internal.h"

static size_t block_bytes(const struct block *b)
{
    size_t n = b->text.len + 1;
    if (b->table)
        for (size_t r = 0; r < b->table->row_count; r++)
            for (size_t c = 0; c < b->table->rows[r].cell_count; c++)
                n += b->table->rows[r].cells[c].text.len;
    return n;
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
    for (size_t i = 0; i < d->blocks.count; i++)
        l->bytes_all += block_bytes(&d->blocks.items[i]);
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
    } else if (l->next_block < l->doc->blocks.count) {
        uint32_t i = l->next_block++;
        blocks_lay_out(l, i);
        l->bytes_done += block_bytes(&l->doc->blocks.items[i]);
    } else if (!l->tail_done) {
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

size_t layout_count(struct layout *l, size_t *estimate, bool *is_whole)
{
    size_t count = l->rows.items.len, left = l->bytes_all - l->bytes_done;
    if (is_whole)
        *is_whole = l->tail_done;
    if (estimate)
        *estimate = l->bytes_done ? left / (l->bytes_done / (count ? count : 1) + 1) : left / 40;
    return count;
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
    while (l->next_block <= p.block && step(l))
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
        else if (r->span_count)
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
