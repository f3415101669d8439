/* health.h: what a fetch's end means for its source: how it is, since when it
 * fails, when it may be asked again. Pure.
 *
 * A source that is well is due an interval after its last fetch, but not before
 * `next_try`, which holds what its publisher asks for (plan.h). One that fails is
 * asked again at `next_try`, later each time, by the kind of its failure.
 *
 * May not know: the store, the loop. */
#ifndef TELEX_DESK_HEALTH_H
#define TELEX_DESK_HEALTH_H

#include <stdbool.h>
#include <stdint.h>

#include "fetch/fetch.h"
#include "model/source.h"
#include "store/store.h"

enum {
    HEALTH_PATIENCE = 24 * 3600,        /* the longest that Cache-Control or ttl keep a source waiting */
    HEALTH_RETRY_AFTER = 7 * 24 * 3600  /* and Retry-After */
};

/* How a transfer ended, as an outcome; SAME where its body can be read. */
void health_outcome(const struct fetch_result *result, int64_t now, struct outcome *out);

/* What one visit says about the next. */
struct health_visit {
    int64_t retry_after, max_age, ttl; /* seconds; -1 or 0: unsaid */
    uint64_t seed;                     /* of the jitter */
    int64_t took;                      /* milliseconds that the answer took */
};
/* Notes an outcome (not OFFLINE, not CANCELLED: those are nobody's fault) in what is
 * kept of a source; call health_moved() and set source->newest and rhythm before. */
void health_note(struct source *source, struct store_fetch *fetch, const struct outcome *outcome,
                 const struct health_visit *visit);
/* The wait after so many failures in a row, with its jitter of a fifth either way. */
int64_t health_backoff(const struct outcome *outcome, int failures, uint64_t seed);
/* Counts one sight of a permanent redirect (moved_to, NULL: none); true where the
 * source's address shall change now. Strings are borrowed. */
bool health_moved(struct store_fetch *fetch, const char *moved_to);

#endif
