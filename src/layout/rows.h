/* rows.h: rows as they are made, and lines of a flow put onto them.  Inside
 * layout/ only.
 *
 * May not know: which block makes which rows. */
#ifndef TELEX_LAYOUT_ROWS_H
#define TELEX_LAYOUT_ROWS_H

#include "base/arena.h"
#include "base/vec.h"
#include "layout/flow.h"
#include "layout/layout.h"

/* A row that is being put together; columns run from the side where reading
 * begins and are turned round for right-to-left rows when it is done. */
struct draft {
    struct str text;
    VEC(struct span) spans;
    bool rtl;
};

struct rows {
    struct arena arena; /* texts and spans of the rows */
    VEC(struct layout_row) items;
    struct draft draft;
    const struct layout_style *style; /* borrowed */
};

void rows_init(struct rows *r, const struct layout_style *style);
void rows_release(struct rows *r);

/* Puts a piece of text onto the row in the making. */
void rows_put(struct rows *r, int column, const char *bytes, size_t len, uint8_t kind, uint16_t style, uint32_t link);
/* Puts a line of a flow there, in visual order, its first cell at `column`. */
void rows_put_line(struct rows *r, const struct flow *f, const struct line *line, int column);
/* Ends the row.  `block` DOCUMENT_NONE and `offset` 0 for white space. */
void rows_end(struct rows *r, uint32_t block, uint32_t offset, uint32_t picture);
/* An empty row. */
void rows_gap(struct rows *r);

#endif
