/* plan.h: which sources an order means, and which of them may be asked now. Pure.
 *
 * May not know: the store, the loop. */
#ifndef TELEX_DESK_PLAN_H
#define TELEX_DESK_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include "model/source.h"
#include "store/store.h"
#include "wire/message.h"

struct plan {
    enum refresh_scope scope;
    int64_t source;      /* REFRESH_SOURCE */
    const char *section; /* REFRESH_SECTION, as section_normalise() writes it; "" is every source */
    bool force;          /* also those that have ended (410) or asked for patience; not what the reader stopped */
    int64_t now;
    int64_t since;       /* leave out what was asked at or after this time, by another desk; INT64_MAX: nothing */
};

/* The seconds between two refreshes of a source: its setting, or where that is
 * OPTION_AUTO half of what lies between two of its articles, from a quarter of an hour
 * to a day; an hour where that is not known. */
int64_t plan_interval(const struct source *source, int64_t setting, int64_t now);

/* `interval`: of the source, in seconds. */
bool plan_wants(const struct plan *p, const struct source *source, const struct store_fetch *fetch, int64_t interval);

#endif
