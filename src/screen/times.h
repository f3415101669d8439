/* times.h: points in time as a newspaper says them, in the reader's zone and language.
 *
 * May not know: the screen; where the times come from. */
#ifndef TELEX_SCREEN_TIMES_H
#define TELEX_SCREEN_TIMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/stamp.h"

/* For lists: "15:22" today, "yesterday", "27 Dec" this year, "27 Dec 2019". */
void time_short(int64_t at, bool day_only, int64_t now, char *out, size_t size);
/* Over an article: "27 Dec 2019", with the time of day where the stamp has one and
 * `with_time`. */
void time_stamp(const struct stamp *s, bool with_time, char *out, size_t size);
/* "Fri 27 Dec  15:31" */
void time_now(int64_t now, char *out, size_t size);
/* "15:30" */
void time_of_day(int64_t at, char *out, size_t size);

#endif
