/* trial.h: whether the pages of a source give more than its feed, learnt from a few of
 * its articles (full=auto). Pure.
 *
 * The newest articles are tried; where most of their pages give far more, all pages of
 * the source are fetched from then on, until several in a row do not: its feed has
 * grown. Where they do not, they are tried again after some weeks.
 *
 * May not know: the store, the network. */
#ifndef TELEX_DESK_TRIAL_H
#define TELEX_DESK_TRIAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/store.h"

enum {
    TRIAL_ARTICLES = 3,             /* that decide */
    TRIAL_MISSES = 5,               /* pages in a row that give no more: the feed is enough */
    TRIAL_AGAIN = 6 * 7 * 24 * 3600 /* seconds after which a feed that was enough is tried again */
};

/* Whether a page gives so much more that it is worth asking for. */
bool trial_gives_more(size_t page_weight, size_t feed_weight);
/* How many articles are still to be tried; 0: it is decided. */
int trial_missing(const struct store_trial *t, int64_t now);
/* The page of an article was asked for, and gives more or does not: true where it is
 * decided by that that all pages are wanted. */
bool trial_note(struct store_trial *t, int64_t article, bool more, int64_t now);

#endif
