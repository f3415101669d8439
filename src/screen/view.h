/* view.h: what every part of the screen can do.
 *
 * A view draws itself into its area, moves, opens what is selected, and says where
 * the cursor stands; that is all the rest of the screen knows of it.
 *
 * May not know: the other views. */
#ifndef TELEX_SCREEN_VIEW_H
#define TELEX_SCREEN_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "conf/keymap.h"
#include "screen/terminal.h"

struct screen;

struct area {
    int row, column, rows, columns; /* on the screen; rows 0: it is not shown */
};
struct cursor {
    int row, column; /* on the screen */
};
enum motion { MOVE_LINE, MOVE_HALF, MOVE_PAGE, MOVE_FIRST, MOVE_LAST };
enum { DOWNWARD = 1, UPWARD = -1 };
enum find_result { FOUND, FOUND_AROUND, NOT_FOUND, FIND_GOES_ON };

struct view {
    enum context context;
    /* Draws within the area; called once a paint, with the area it has from now on. */
    void (*draw)(struct screen *s, const struct area *a);
    struct cursor (*cursor)(const struct screen *s, const struct area *a);
    /* `count`: lines (MOVE_LINE), 1 else; way: DOWNWARD or UPWARD. False: it stands at that end already. */
    bool (*move)(struct screen *s, const struct area *a, enum motion motion, int way, int64_t count);
    void (*open)(struct screen *s);
    /* Searches from where it stands; NULL: nothing can be found here. */
    enum find_result (*find)(struct screen *s, const char *needle, int way);
};

/* ---- Drawing ---- */

/* A line of text in an area (row and column count from the area's corner), cut
 * with "…" at the area's right edge; returns its cells. */
int put_line(struct screen *s, const struct area *a, int row, int column, enum style_name style, const char *text);
/* The same, cut at `cells`. */
int put_cut(struct screen *s, const struct area *a, int row, int column, int cells, enum style_name style, const char *text);
/* Ends at the area's right edge; returns the column where it begins. */
int put_right(struct screen *s, const struct area *a, int row, enum style_name style, const char *text);
/* A thin line of so many cells. */
void put_rule(struct screen *s, const struct area *a, int row, int column, int cells);
/* Cells of a text on this terminal. */
int text_cells(const struct screen *s, const char *text);
/* One plain paragraph wrapped to `cells`, at most max_rows rows (0: any number), from
 * (row, column) on; rows outside the area are not drawn. Returns the rows it takes. */
int put_text(struct screen *s, const struct area *a, int row, int column, int cells, int max_rows, enum style_name style,
             unsigned extra, const char *text);
/* "› " and its like in what the terminal can show. */
const char *sign(const struct screen *s, const char *utf8, const char *ascii);

/* Appends "News › Russia" of a section's path "News > Russia". */
void write_path(const struct screen *s, const char *path, struct str *out);

#endif
