/* date.h: every way in which publishers write a date.
 *
 * RFC 5322 §3.3 and §4.3, ISO 8601, W3C-DTF, epoch seconds, and what is met in
 * the wild between them: named months in many languages, names of zones,
 * missing and doubled parts.  What cannot be read is left out, never invented.
 *
 * May not know: the clock, the locale. */
#ifndef TELEX_TEXT_DATE_H
#define TELEX_TEXT_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum date_parts { DATE_NONE, DATE_DAY, DATE_MINUTE, DATE_SECOND };

struct date {
    int64_t at;     /* seconds since 1970, UTC; without a zone as if it were UTC */
    int16_t zone;   /* minutes east of UTC, where has_zone */
    uint8_t parts;  /* enum date_parts */
    bool has_zone;
};

/* False, and *d zeroed, where the text is no date. */
bool date_read(const char *s, size_t len, struct date *d);
/* A date that stands somewhere in a text ("Published 27 December 2019"). */
bool date_find(const char *s, size_t len, struct date *d);
/* ISO 8601 durations ("PT1H2M"), "1:02:03" and plain seconds: seconds, or -1. */
int64_t date_read_duration(const char *s, size_t len);
/* Appends it as players show it: "1:02:03", "2:03". */
void date_write_duration(int64_t seconds, struct str *out);

/* The day's number since 1970 in the proleptic Gregorian calendar, and back.
 * month 1 to 12, day 1 to 31; the caller has checked them. */
int64_t date_days(int64_t year, int month, int day);
void date_civil(int64_t days, int64_t *year, int *month, int *day);

#endif
