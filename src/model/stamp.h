/* stamp.h: a point in time as somebody stated it, so that it can be written
 * down again without inventing what was not said.
 *
 * May not know: how dates are read (text/date.h) or shown. */
#ifndef TELEX_MODEL_STAMP_H
#define TELEX_MODEL_STAMP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum stamp_parts {
    STAMP_NONE = 0,    /* no date is known: a zeroed stamp */
    STAMP_DAY = 1,     /* a date alone; `at` is its midnight UTC */
    STAMP_MINUTE = 2,  /* hours and minutes too */
    STAMP_SECOND = 3   /* and seconds */
};

struct stamp {
    int64_t at;       /* seconds since 1970, UTC */
    int16_t zone;     /* minutes east of UTC that were stated; valid where has_zone */
    uint8_t parts;    /* enum stamp_parts */
    bool has_zone;    /* without: a time of unknown zone, taken as UTC */
};

/* ISO 8601 as stated: 2019-12-27, 2019-12-27T15:22Z, 2019-12-27T15:22:03-04:00,
 * 2019-12-27T15:22:03 where no zone was stated.  Writes nothing for none. */
void stamp_write(const struct stamp *s, struct str *out);
/* In full, as the feeds' contract wants it: YYYY-MM-DDThh:mm:ssZ or with +hh:mm. */
void stamp_write_full(const struct stamp *s, struct str *out);

#endif
