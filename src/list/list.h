/* list.h: the in-memory article list: a window over the store with its order,
 * filter, selection and what waits unseen.
 *
 * A list is taken "as of" a moment: articles that arrive later wait (list_waiting())
 * until list_renew() or another list is opened, so nothing moves under the reader.
 * Rows are asked for by their distance from the selected one, and the selection is
 * an article, never a number.  An article that was read while listed stays in a
 * list that hides read ones until the list is left; so does one that was unstarred
 * among the starred ones.  (Of what list_mark_all() reads at once, those near the
 * selected one.)
 *
 * Rows are borrowed: valid until the next call that takes the list without const.
 *
 * May not know: keys, drawing, the desk. */
#ifndef TELEX_LIST_LIST_H
#define TELEX_LIST_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "model/article.h"
#include "store/store.h"

struct list;

enum { LIST_REACH = 500 }; /* rows on either side of the selected one that can be peeked at */

/* The store is borrowed and must outlive the list; NULL: there is none yet, and the
 * list is empty.  Owner: the caller, by list_free().  Empty until list_open(). */
struct list *list_new(struct store *s);
void list_free(struct list *l);
/* The store was reopened, or is about to be closed (NULL).  With a store again, the
 * list comes back as it was taken, the same article selected. */
void list_set_store(struct list *l, struct store *s);

/* Shows another list (or the same afresh) as of now, the first row selected.
 * -1: what was shown before stays. */
int list_open(struct list *l, enum store_list which, int64_t id, bool hide_read, struct err *err);
/* The same list as of now: what waited comes in, what was read and hidden goes.
 * The selected article stays selected where it is still in it, else its neighbour. */
int list_renew(struct list *l, struct err *err);
/* Hides read ones, or shows them again; the selected article stays. */
int list_set_hide_read(struct list *l, bool hide_read, struct err *err);
/* The store changed (store_poll()): marks of others, rewritten and expired articles
 * are taken over, nothing arrives, the selection stays; list_waiting() is counted anew. */
int list_refresh(struct list *l, struct err *err);

enum store_list list_which(const struct list *l);
int64_t list_id(const struct list *l);
bool list_hides_read(const struct list *l);
bool list_is_empty(struct list *l);
/* Articles that arrived since, counted up to STORE_WAITING_MAX. */
int64_t list_waiting(const struct list *l);
/* Kept counts of the whole list. */
int list_count(struct list *l, struct store_counts *out, struct err *err);

/* The article `distance` rows below (above, where negative) the selected one, NULL
 * beyond the ends, beyond LIST_REACH, or where the store cannot be read (list_error()). */
const struct article *list_peek(struct list *l, int64_t distance);
const struct article *list_selected(struct list *l);
/* What the last read gave, ERR_NONE where all is well. */
const struct err *list_error(const struct list *l);

/* Moves the selection; returns how far it went (towards an end: less than asked). */
int64_t list_move(struct list *l, int64_t distance);
int list_first(struct list *l, struct err *err);
int list_last(struct list *l, struct err *err);
/* Selects an article by id: 1, or 0 where it is not in the list. */
int list_select(struct list *l, int64_t id, struct err *err);

/* The next (STORE_DOWN) or previous unread article of this list is selected: 1, 0 where there is none. */
int list_next_unread(struct list *l, enum store_way way, struct err *err);
/* The same across sections: where this list has none left, goes on in the next
 * section that has some, in the order of the tree and around once, and opens it: 2.
 * What was passed over in this list comes last.  Lists other than a section's do not lead on. */
int list_next_unread_anywhere(struct list *l, enum store_way way, struct err *err);

/* Marks, shown at once (store_mark()).  `now`: seconds UTC. */
void list_mark(struct list *l, int64_t id, enum store_mark mark, int64_t now);
/* Everything that was in the list when it was taken is read. */
void list_mark_all(struct list *l, int64_t now);

/* Finding in titles, in bounded steps: start, then step until it is not LIST_GOING.
 * Case does not matter.  On LIST_FOUND the article is selected.  Goes around the end once. */
enum list_found { LIST_FOUND, LIST_NOT_FOUND, LIST_GOING, LIST_FAILED };
void list_find(struct list *l, const char *needle, enum store_way way);
enum list_found list_find_step(struct list *l, struct err *err);
/* *wrapped (may be NULL): it went around the end. */
bool list_find_wrapped(const struct list *l);

#endif
