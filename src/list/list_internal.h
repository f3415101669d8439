/* list_internal.h: the list's inside, for list.c, unread.c and find.c.
 *
 * May not know: what list.h may not. */
#ifndef TELEX_LIST_LIST_INTERNAL_H
#define TELEX_LIST_LIST_INTERNAL_H

#include "list/list.h"
#include "list/window.h"

struct find {
    char *needle;          /* owned, folded by those who compare; NULL: nothing is looked for */
    enum store_way way;
    struct store_key from; /* looked at last; id 0: begin at the end */
    struct store_key start;
    bool wrapped;
};

struct list {
    struct store *store;      /* borrowed, NULL while there is none */
    struct store_query query; /* unread_only: read ones are hidden */
    bool is_open;
    struct window window;
    struct kept kept;
    struct store_key anchor;  /* what was selected when the store went away; id 0: nothing */
    int64_t waiting;
    struct find find;
    struct err err;
};

struct rows_from list_rows(const struct list *l);
/* Selects the article with this key where it is in the list: 1, 0, -1. */
int list_select_key(struct list *l, struct store_key key, struct err *err);
/* What a list that is taken now is as of; never 0, which would be everything. */
int64_t list_snapshot(struct store *s);

#endif
