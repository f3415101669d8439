/* window.h: the rows that a list holds at the moment, as pages around the selected one.
 * Inside list/ only.
 *
 * Pages join without a gap, are read by key at either end, and fall off at the far
 * end when there are more than WINDOW_PAGES.  Each has an arena of its own, so that
 * what falls off is free.
 *
 * Rows that no longer belong to what the store gives (read ones in a list of unread
 * ones, unstarred ones) and are to stay are kept by their keys, and merged in.
 *
 * May not know: which list it is, what waits, how rows are found. */
#ifndef TELEX_LIST_WINDOW_H
#define TELEX_LIST_WINDOW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/vec.h"
#include "store/store.h"

enum {
    WINDOW_PAGE = 8,   /* rows read at a time: about what a window of 24 lines shows */
    WINDOW_PAGES = 96,
    WINDOW_NEAR = 4,   /* pages on either side of the selected one's that are read again after a change */
    KEPT_MAX = 4096    /* rows that stay although they no longer belong */
};

/* Keys in a list's order, each once. */
struct kept {
    struct store_key *items;
    size_t len, cap;
};
bool kept_has(const struct kept *k, struct store_key key);
/* Where KEPT_MAX stay already, the one furthest from it goes. */
void kept_add(struct kept *k, struct store_key key);
void kept_release(struct kept *k);
/* The first that does not stand before `key`, as an index. */
size_t kept_at(const struct kept *k, struct store_key key);

struct page {
    struct arena arena;
    struct article *rows;
    size_t count; /* never 0 within a window */
};
void page_release(struct page *p);

struct window {
    struct page *pages[WINDOW_PAGES];
    size_t count;
    size_t page, row; /* the selected one, where count > 0 */
    bool at_start, at_end; /* nothing stands before the first page, behind the last one */
};
void window_release(struct window *w);

/* What rows are read from. */
struct rows_from {
    struct store *store;
    const struct store_query *query;
    const struct kept *kept;
};

/* One page of up to `max` rows below or above `from` (NULL: from that end); NULL with
 * *err, and a page of none at the end. */
struct page *page_read(const struct rows_from *r, const struct store_key *from, enum store_way way, size_t max, struct err *err);
/* Begins anew at `key` or what stands next to it (below, else above), which is then
 * selected; NULL: at the first (STORE_DOWN) or last row.  -1: as it was. */
int window_begin(struct window *w, const struct rows_from *r, const struct store_key *key, enum store_way way, struct err *err);
/* The row `distance` from the selected one, read if need be: 1, 0 beyond the ends, -1.
 * Within half a window the selected row stays held. */
int window_reach(struct window *w, const struct rows_from *r, int64_t distance, size_t *page, size_t *row, struct err *err);
/* Every row read again; those that are gone leave.  The selected one is replaced by its neighbour. */
int window_reread(struct window *w, const struct rows_from *r, struct err *err);
/* The held row with this key, NULL. */
struct article *window_find(struct window *w, struct store_key key, size_t *page, size_t *row);
static inline struct article *window_selected(const struct window *w)
{
    return w->count ? &w->pages[w->page]->rows[w->row] : NULL;
}

#endif
