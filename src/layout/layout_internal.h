/* layout_internal.h: what the files of layout/ share.
 *
 * May not know: anything outside layout/. */
#ifndef TELEX_LAYOUT_LAYOUT_INTERNAL_H
#define TELEX_LAYOUT_LAYOUT_INTERNAL_H

#include "layout/flow.h"
#include "layout/layout.h"
#include "layout/rows.h"

struct layout {
    const struct document *doc; /* borrowed */
    struct layout_style style;
    struct rows rows;
    struct flow flow;           /* the block in the making */
    uint32_t *first_row;        /* per block that is laid out */
    uint32_t next_block;        /* the first that is not, in the order of rows */
    uint32_t lead, lede;        /* so many pictures and then so many ledes begin the text: the rows have the ledes first */
    size_t *weight_before;      /* of what stands before each block in the order of rows; the last: of all */
    size_t head_weight, tail_weight;
    size_t head_rows, tail_row; /* rows of the head; the first one behind the text */
    bool head_done, tail_done;
    unsigned *link_numbers;     /* per link of the document */
    uint32_t *numbered;         /* link of number i + 1 */
    unsigned link_count;
    size_t *figure_rows;        /* per picture: row + 1; 0: not seen yet */
};

/* Lays out one block: appends its rows.  `above`: the one before it, DOCUMENT_NONE: none. */
void blocks_lay_out(struct layout *l, uint32_t index, uint32_t above);
/* The headline, authors and a lede that no block shows; and the comments behind the text. */
void head_lay_out(struct layout *l);
void tail_lay_out(struct layout *l);
void table_lay_out(struct layout *l, uint32_t index, int indent);

/* Appends a text with its runs and the numbers of its links to a flow. */
void text_to_flow(const struct layout *l, struct flow *f, const struct text *t, uint8_t kind, uint16_t style);
/* " [7]" for a link that has a number. */
void number_to_flow(const struct layout *l, struct flow *f, uint32_t link);

/* How the rows of a flow stand: `first` cells of indent on the first, `rest` on the others. */
struct frame {
    int first, rest;
    const char *marker; /* put at marker_column of the first row; NULL: none */
    int marker_column;
    uint8_t marker_kind;
    const char *bar;    /* put at bar_column of every row; NULL: none */
    int bar_column;
    enum direction direction;
    uint32_t picture;
};
/* Breaks the layout's flow and appends its rows.  block: DOCUMENT_NONE for the head. */
void flow_to_rows(struct layout *l, const struct frame *frame, uint32_t block);

void numbers_init(struct layout *l);

#endif
