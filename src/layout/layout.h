/* layout.h: an article as rows of text.
 *
 * Pure: document, width and style in; rows out.  No I/O, no clock, no settings;
 * how wide a character is, is asked of a function.  A layout is lazy: only the
 * blocks that are asked for, and a little ahead, are laid out.
 *
 * A place is (block, byte offset in its text), so that it survives another
 * width, a restart, and an updated text.
 *
 * May not know: curses, the store, keys. */
#ifndef TELEX_LAYOUT_LAYOUT_H
#define TELEX_LAYOUT_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/document.h"

/* What a piece of a row is; the screen's theme says how that looks. */
enum span_kind {
    SPAN_TEXT, SPAN_TITLE, SPAN_LEDE, SPAN_HEADING, SPAN_QUOTE, SPAN_CITE, SPAN_CODE, SPAN_TABLE_HEAD, SPAN_MARKER,
    SPAN_LINK_NUMBER, SPAN_RELATED, SPAN_EMBED, SPAN_FIGURE, SPAN_CAPTION, SPAN_CREDIT, SPAN_ALT, SPAN_TIME, SPAN_NOTE,
    SPAN_RULE, SPAN_KINDS
};

struct span {
    uint32_t column;      /* cells from the left edge of the measure */
    uint32_t width;       /* cells */
    uint32_t bytes, len;  /* into the row's text */
    uint32_t link;        /* index into the document's links, or DOCUMENT_NONE */
    uint16_t style;       /* enum run_style, or-ed */
    uint8_t kind;         /* enum span_kind */
};

/* One row as it stands on the screen, left to right (bidirectional text is
 * already in visual order).  Valid until the layout changes or is freed. */
struct layout_row {
    const char *text;
    const struct span *spans;
    size_t span_count;
    uint32_t block;       /* of the document; DOCUMENT_NONE for rows of the head and white space */
    uint32_t offset;      /* byte in that block's text where the row begins */
    uint32_t picture;     /* a figure's row: index into pictures, else DOCUMENT_NONE */
};

struct place {
    uint32_t block;       /* DOCUMENT_NONE: the head of the article */
    uint32_t offset;
};

struct layout_style {
    int width;                          /* cells of the measure, 10 to 200 */
    int (*char_width)(uint32_t c);      /* 0, 1, 2; -1: not printable */
    bool bidi;                          /* reorder here (false: the terminal does) */
    bool link_numbers;                  /* "[1]" behind links */
    bool ascii;                         /* markers in ASCII only */
    const char *note;                   /* a line under the headline and names; NULL: none; borrowed */
};

struct layout;
/* The document is borrowed and must outlive the layout.  Owner: the caller, by layout_free(). */
struct layout *layout_new(const struct document *d, const struct layout_style *style);
void layout_free(struct layout *l);

/* Row `index` (0 is the first of the headline), or NULL behind the end.  Lays
 * out what is needed to know it. */
const struct layout_row *layout_row(struct layout *l, size_t index);
/* How much of the article stands before row `row`, in percent: the same
 * whatever has been laid out so far.  Lays out that row. */
int layout_share(struct layout *l, size_t row);
/* Lays out everything; returns how many rows there are. */
size_t layout_finish(struct layout *l);

/* The row that shows a place (the nearest one before it), and the place of a row. */
size_t layout_find(struct layout *l, struct place p);
struct place layout_place(struct layout *l, size_t row);
/* The first row of picture `picture`'s figure, or SIZE_MAX where the text has none. */
size_t layout_find_picture(struct layout *l, uint32_t picture);

/* Links by number: the number shown for a link (1 up; 0: none), and back (DOCUMENT_NONE). */
unsigned layout_link_number(const struct layout *l, uint32_t link);
uint32_t layout_numbered_link(const struct layout *l, unsigned number);
unsigned layout_link_count(const struct layout *l);

/* Finds text (case and accents do not matter) from a place on; false where there
 * is no more.  *found is where it begins. */
bool layout_search(struct layout *l, const char *needle, struct place from, bool backwards, struct place *found);

/* Plain one-paragraph text (headlines and ledes of lists, captions, notes) in
 * rows of at most `width` cells, by the same rules.  Calls row() for each, up to
 * `max_rows` (the last one ends in "…" where text is left).  Returns how many. */
size_t layout_text(const char *text, const struct layout_style *style, size_t max_rows,
                   void (*row)(void *context, const char *bytes, size_t len, int width), void *context);
/* Cells of a text, and the byte at which it must be cut to fit `cells`. */
int layout_width(const char *text, size_t len, const struct layout_style *style);
size_t layout_cut(const char *text, size_t len, int cells, const struct layout_style *style, int *width);

#endif
