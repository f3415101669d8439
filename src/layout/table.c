/* table.c: tables in columns, or, where the window is too narrow for that, record by record. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "layout/layout_internal.h"

enum { GAP = 2, NARROWEST = 3 };

struct column {
    int widest, word; /* cells of the longest line and word */
    int width;        /* as it will be set */
    bool numeric;     /* every body cell is a number: set to the right */
};

struct grid {
    struct layout *l;
    const struct table *t;
    uint32_t block;
    int indent, room;
    size_t columns;
    struct column column[DOCUMENT_MAX_CELLS];
};

/* The column that a row's cell `c` begins in, after those before it. */
static size_t column_of(const struct row *row, size_t c)
{
    size_t at = 0;
    for (size_t i = 0; i < c; i++)
        at += row->cells[i].columns ? row->cells[i].columns : 1;
    return at;
}

static bool looks_numeric(const struct text *t)
{
    bool digit = false;
    for (size_t i = 0; i < t->len; i++) {
        if (t->bytes[i] >= '0' && t->bytes[i] <= '9')
            digit = true;
        else if (!strchr("+-.,%: ", t->bytes[i]) && (unsigned char)t->bytes[i] < 0x80)
            return false;
        else if ((unsigned char)t->bytes[i] >= 0xE3)
            return false;
    }
    return digit && t->len < 24;
}

static void measure(struct grid *g)
{
    struct flow *f = &g->l->flow;
    bool text_seen[DOCUMENT_MAX_CELLS] = { false }, number_seen[DOCUMENT_MAX_CELLS] = { false };
    for (size_t r = 0; r < g->t->row_count; r++) {
        const struct row *row = &g->t->rows[r];
        for (size_t c = 0; c < row->cell_count; c++) {
            size_t at = column_of(row, c);
            const struct cell *cell = &row->cells[c];
            if (at >= DOCUMENT_MAX_CELLS)
                break;
            if (at + 1 > g->columns)
                g->columns = at + 1;
            if (r >= g->t->header_rows && cell->text.len)
                *(looks_numeric(&cell->text) ? &number_seen[at] : &text_seen[at]) = true;
            if (cell->columns > 1)
                continue;
            int line, word;
            text_to_flow(g->l, f, &cell->text, SPAN_TEXT, 0);
            flow_prepare(f, DIRECTION_NONE);
            flow_extent(f, &line, &word);
            flow_reset(f);
            g->column[at].widest = line > g->column[at].widest ? line : g->column[at].widest;
            g->column[at].word = word > g->column[at].word ? word : g->column[at].word;
        }
    }
    for (size_t c = 0; c < g->columns; c++)
        g->column[c].numeric = number_seen[c] && !text_seen[c];
}

/* Gives each column its width; false where even the longest words do not fit side by side. */
static bool fit(struct grid *g)
{
    int room = g->room - GAP * ((int)g->columns - 1), widest = 0, words = 0;
    for (size_t c = 0; c < g->columns; c++) {
        struct column *k = &g->column[c];
        k->widest = k->widest < NARROWEST ? NARROWEST : k->widest;
        k->word = k->word < NARROWEST ? NARROWEST : k->word > 24 ? 24 : k->word;
        if (k->numeric)
            k->word = k->widest;
        widest += k->widest;
        words += k->word < k->widest ? k->word : k->widest;
        k->width = k->word < k->widest ? k->word : k->widest;
    }
    if (words > room)
        return false;
    int spare = room - words;
    if (widest <= room) {
        for (size_t c = 0; c < g->columns; c++)
            g->column[c].width = g->column[c].widest;
        return true;
    }
    /* What is left goes to the columns in the measure of what they lack. */
    int lacking = widest - words;
    for (size_t c = 0; c < g->columns && lacking > 0; c++) {
        struct column *k = &g->column[c];
        k->width += (int)((long)spare * (k->widest - k->width) / lacking);
    }
    return true;
}

/* One cell's lines, kept while its row is put together. */
struct box {
    struct flow flow;
    struct line line; /* the next one */
    bool has_line;
    int column, width;
    bool right;
};

static void box_next(struct box *b, size_t from)
{
    b->has_line = flow_line(&b->flow, from, b->width, &b->line);
}

static void put_boxes(struct grid *g, struct box *boxes, size_t count)
{
    bool more = true;
    while (more) {
        more = false;
        for (size_t i = 0; i < count; i++) {
            struct box *b = &boxes[i];
            if (!b->has_line)
                continue;
            rows_put_line(&g->l->rows, &b->flow, &b->line, b->column + (b->right ? b->width - b->line.width : 0));
            box_next(b, b->line.next);
            more = more || b->has_line;
        }
        g->l->rows.draft.rtl = g->l->doc->facts.direction == DIRECTION_RTL;
        rows_end(&g->l->rows, g->block, 0, DOCUMENT_NONE);
    }
}

static int span_width(const struct grid *g, size_t at, size_t columns)
{
    int width = 0;
    for (size_t c = at; c < at + columns && c < g->columns; c++)
        width += g->column[c].width + (c > at ? GAP : 0);
    return width;
}

static void set_row(struct grid *g, const struct row *row, bool header)
{
    struct box *boxes = mem_zero(row->cell_count + 1, sizeof *boxes);
    size_t count = 0;
    for (size_t c = 0; c < row->cell_count; c++) {
        size_t at = column_of(row, c), columns = row->cells[c].columns ? row->cells[c].columns : 1;
        if (at >= g->columns)
            break;
        struct box *b = &boxes[count++];
        bool bold = header || row->cells[c].header;
        flow_init(&b->flow, &g->l->style);
        text_to_flow(g->l, &b->flow, &row->cells[c].text, bold ? SPAN_TABLE_HEAD : SPAN_TEXT, bold ? RUN_STRONG : 0);
        flow_prepare(&b->flow, DIRECTION_NONE);
        b->column = g->indent + (at ? span_width(g, 0, at) + GAP : 0);
        b->width = span_width(g, at, columns);
        b->right = g->column[at].numeric && columns == 1;
        box_next(b, 0);
    }
    put_boxes(g, boxes, count);
    for (size_t i = 0; i < count; i++)
        flow_release(&boxes[i].flow);
    free(boxes);
}

static void rule_under(struct grid *g)
{
    struct str line = STR_INIT;
    for (int i = span_width(g, 0, g->columns); i > 0; i--)
        str_adds(&line, g->l->style.ascii ? "-" : "\xE2\x94\x80");
    rows_put(&g->l->rows, g->indent, line.data, line.len, SPAN_RULE, 0, DOCUMENT_NONE);
    g->l->rows.draft.rtl = g->l->doc->facts.direction == DIRECTION_RTL;
    rows_end(&g->l->rows, g->block, 0, DOCUMENT_NONE);
    str_release(&line);
}

/* "Header: value" for each cell, a gap after each record. */
static void set_records(struct grid *g)
{
    const struct row *head = g->t->header_rows ? &g->t->rows[g->t->header_rows - 1] : NULL;
    struct flow *f = &g->l->flow;
    for (size_t r = g->t->header_rows; r < g->t->row_count; r++) {
        const struct row *row = &g->t->rows[r];
        if (r > g->t->header_rows)
            rows_gap(&g->l->rows);
        for (size_t c = 0; c < row->cell_count; c++) {
            if (!row->cells[c].text.len)
                continue;
            if (head && c < head->cell_count && head->cells[c].text.len) {
                text_to_flow(g->l, f, &head->cells[c].text, SPAN_TABLE_HEAD, RUN_STRONG);
                flow_add(f, ": ", 2, SPAN_TABLE_HEAD, RUN_STRONG, DOCUMENT_NONE, DOCUMENT_NONE);
            }
            text_to_flow(g->l, f, &row->cells[c].text, SPAN_TEXT, 0);
            struct frame frame = { .first = g->indent, .rest = g->indent + 2, .direction = DIRECTION_NONE, .picture = DOCUMENT_NONE };
            flow_to_rows(g->l, &frame, g->block);
        }
    }
}

void table_lay_out(struct layout *l, uint32_t index, int indent)
{
    const struct block *b = &l->doc->blocks.items[index];
    struct grid *g = mem_zero(1, sizeof *g);
    *g = (struct grid){ .l = l, .t = b->table, .block = index, .indent = indent, .room = l->style.width - indent };
    if (!b->table) {
        free(g);
        return;
    }
    if (b->table->caption.len) {
        struct frame frame = { .first = indent, .rest = indent, .direction = DIRECTION_NONE, .picture = DOCUMENT_NONE };
        text_to_flow(l, &l->flow, &b->table->caption, SPAN_CAPTION, 0);
        flow_to_rows(l, &frame, index);
    }
    measure(g);
    if (g->columns && fit(g)) {
        for (size_t r = 0; r < g->t->row_count; r++) {
            set_row(g, &g->t->rows[r], r < g->t->header_rows);
            if (r + 1 == g->t->header_rows && r + 1 < g->t->row_count)
                rule_under(g);
        }
    } else {
        set_records(g);
    }
    free(g);
}
