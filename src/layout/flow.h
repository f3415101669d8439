/* flow.h: one paragraph on its way to rows: bytes with what they are, where
 * they may be broken, and their bidirectional levels.  Inside layout/ only.
 *
 * May not know: documents, blocks, rows. */
#ifndef TELEX_LAYOUT_FLOW_H
#define TELEX_LAYOUT_FLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "base/vec.h"
#include "layout/layout.h"

/* From byte `start` to the next piece. */
struct piece {
    uint32_t start;
    uint32_t source; /* byte in the block's text that `start` is; DOCUMENT_NONE: put in by the layout */
    uint32_t link;
    uint16_t style;
    uint8_t kind;
};

struct flow {
    struct str bytes;
    VEC(struct piece) pieces;
    const struct layout_style *style; /* borrowed */
    char *breaks;      /* per byte, as u8_possible_linebreaks() gives them */
    char *edges;       /* per byte: a grapheme cluster begins here */
    uint8_t *levels;   /* per byte; NULL where all is left to right */
    uint32_t *shown;   /* per byte at a character's first: the character to show instead, 0: itself; with levels */
    bool rtl;          /* the paragraph's own direction */
};

struct line {
    size_t start, end; /* bytes, without the white space at the end */
    size_t next;       /* where the next line begins */
    int width;         /* cells */
};

void flow_init(struct flow *f, const struct layout_style *style);
void flow_release(struct flow *f);
void flow_reset(struct flow *f);
/* Bytes of one kind.  source: their place in the block's text, or DOCUMENT_NONE. */
void flow_add(struct flow *f, const char *bytes, size_t len, uint8_t kind, uint16_t style, uint32_t link, uint32_t source);
/* Call when all is added: finds breaks, clusters, levels.  `direction`: the
 * paragraph's; DIRECTION_NONE asks its first strong character. */
void flow_prepare(struct flow *f, enum direction direction);
/* The line that begins at `start` and fits `width` cells; false behind the end.
 * Breaks by UAX #14, at a cluster where a word is longer than the line. */
bool flow_line(const struct flow *f, size_t start, int width, struct line *line);
/* Cells of the widest line and of the widest word. */
void flow_extent(const struct flow *f, int *widest_line, int *widest_word);
/* The piece that byte `at` belongs to. */
const struct piece *flow_piece(const struct flow *f, size_t at);
/* The place in the block's text of byte `at` (of the nearest text before, for put-in bytes). */
uint32_t flow_source(const struct flow *f, size_t at);

#endif
