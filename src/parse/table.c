#include "parse/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"

enum {
    MAX_ROWS = 20000,
    MAX_SPAN = 1000       /* HTML 4.9.11: colspan; rowspan is cut likewise */
};

struct open_row {
    size_t first, count;  /* cells */
    bool in_head;
};

struct tables {
    struct arena *arena;
    VEC(struct cell) cells;
    VEC(struct open_row) rows;
    struct text caption;
    bool in_caption, in_cell, in_head;
};

/* ---- Data or layout ---- */

struct look {
    uint32_t rows, cells, headers, wide, blocks;
    bool caption, nested;
};

static bool holds_blocks(enum tag tag)
{
    return tag == TAG_div || tag == TAG_p || tag == TAG_ul || tag == TAG_ol || tag == TAG_form || tag == TAG_iframe || tag == TAG_pre ||
           tag == TAG_h1 || tag == TAG_h2 || tag == TAG_h3 || tag == TAG_article || tag == TAG_section || tag == TAG_blockquote || tag == TAG_figure;
}

static struct look look_at(const struct html *h, uint32_t table)
{
    struct look l = { 0 };
    uint32_t cell = 0, inside = 0;
    for (uint32_t i = table + 1; i < h->elements[table].end; i++) {
        enum tag tag = (enum tag)h->elements[i].tag;
        l.rows += tag == TAG_tr;
        l.headers += tag == TAG_th;
        l.caption |= tag == TAG_caption || tag == TAG_thead;
        l.nested = tag == TAG_table;
        if (l.nested)
            return l; /* at once: tables in tables in tables are read in linear time */
        if (tag == TAG_td || tag == TAG_th) {
            l.cells++;
            l.wide += h->elements[i].text > 400;
            cell = i;
            inside = 0;
        } else if (cell && html_inside(h, i, cell) && holds_blocks(tag) && ++inside > 2) {
            l.blocks++;
        }
    }
    return l;
}

bool table_is_data(const struct html *h, uint32_t table)
{
    const struct node *n = h->elements[table].node;
    const char *role = html_attribute(n, ATTRIBUTE_role);
    if (role && (str_same_nocase(role, "presentation") || str_same_nocase(role, "none")))
        return false;
    struct look l = look_at(h, table);
    if (l.nested || l.cells < 2 || l.cells <= l.rows)
        return false;
    if (l.caption || (l.headers && l.wide * 3 < l.cells))
        return true;
    return l.rows > 1 && !l.wide && l.blocks * 4 < l.cells;
}

/* ---- Reading ---- */

struct tables *tables_new(struct arena *arena)
{
    struct tables *t = mem_zero(1, sizeof *t);
    t->arena = arena;
    t->caption.bytes = "";
    return t;
}

static uint16_t span(const struct node *n, enum attribute name)
{
    const char *v = html_attribute(n, name);
    int64_t number;
    bool good = v && num_read_i64(v, strlen(v), &number) && number > 1;
    return good ? (uint16_t)num_min((size_t)number, MAX_SPAN) : 1;
}

static void enter_row(struct tables *t)
{
    if (t->rows.len < MAX_ROWS)
        *vec_push(&t->rows) = (struct open_row){ t->cells.len, 0, t->in_head };
}

static void enter_cell(struct tables *t, const struct node *n, enum tag tag)
{
    struct open_row *row = t->rows.len ? &t->rows.items[t->rows.len - 1] : NULL;
    if (!row)
        enter_row(t);
    row = &t->rows.items[t->rows.len - 1];
    t->in_cell = row->count < DOCUMENT_MAX_CELLS && t->rows.len < MAX_ROWS;
    if (!t->in_cell)
        return;
    row->count++;
    *vec_push(&t->cells) = (struct cell){ .text = { .bytes = "" }, .columns = span(n, ATTRIBUTE_colspan), .rows = span(n, ATTRIBUTE_rowspan), .header = tag == TAG_th };
}

/* What was read since the last cell, to the cell or caption that is open; text
 * that stands between cells is lost, as in browsers it moves elsewhere. */
static void take_text(struct tables *t, struct builder *b)
{
    struct text text = builder_take_text(b);
    struct text *to = t->in_caption ? &t->caption : t->in_cell && t->cells.len ? &t->cells.items[t->cells.len - 1].text : NULL;
    if (to && !to->len)
        *to = text;
}

void tables_enter(struct tables *t, struct builder *b, const struct node *n, enum tag tag)
{
    if (tag != TAG_tr && tag != TAG_td && tag != TAG_th && tag != TAG_caption && tag != TAG_thead)
        return;
    take_text(t, b);
    if (tag == TAG_tr)
        enter_row(t);
    else if (tag == TAG_td || tag == TAG_th)
        enter_cell(t, n, tag);
    else if (tag == TAG_caption)
        t->in_caption = true;
    else
        t->in_head = true;
}

void tables_leave(struct tables *t, struct builder *b, enum tag tag)
{
    if (tag != TAG_tr && tag != TAG_td && tag != TAG_th && tag != TAG_caption && tag != TAG_thead)
        return;
    take_text(t, b);
    if (tag == TAG_caption)
        t->in_caption = false;
    else if (tag == TAG_thead)
        t->in_head = false;
    else
        t->in_cell = false;
}

void tables_free(struct tables *t)
{
    if (!t)
        return;
    vec_release(&t->cells);
    vec_release(&t->rows);
    free(t);
}

static bool is_header(const struct tables *t, const struct open_row *row)
{
    for (size_t c = 0; c < row->count; c++) {
        if (!t->cells.items[row->first + c].header)
            return row->in_head;
    }
    return row->count > 1 || row->in_head;
}

static bool is_empty(const struct tables *t, const struct open_row *row)
{
    for (size_t c = 0; c < row->count; c++) {
        if (t->cells.items[row->first + c].text.len)
            return false;
    }
    return true;
}

struct table *tables_take(struct tables *t)
{
    struct table *table = arena_alloc(t->arena, sizeof *table);
    table->caption = t->caption;
    table->rows = arena_array(t->arena, t->rows.len, sizeof *table->rows);
    for (size_t r = 0; r < t->rows.len; r++) {
        const struct open_row *from = &t->rows.items[r];
        if (is_empty(t, from))
            continue;
        if (table->header_rows == table->row_count && is_header(t, from))
            table->header_rows++;
        struct row *row = &table->rows[table->row_count++];
        row->cell_count = from->count;
        row->cells = arena_array(t->arena, from->count, sizeof *row->cells);
        memcpy(row->cells, t->cells.items + from->first, from->count * sizeof *row->cells);
    }
    if (table->header_rows == table->row_count && table->row_count)
        table->header_rows = 1;
    tables_free(t);
    return table->row_count ? table : NULL;
}
