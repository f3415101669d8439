#include "model/stamp.h"

#include <inttypes.h>
#include <stdlib.h>

/* Counts from 1 March 0000, so that the leap day is the last of its year. */
int64_t stamp_days(int64_t year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void stamp_civil(int64_t days, int64_t *year, int *month, int *day)
{
    int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, of_era = z - era * 146097;
    int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * y + y / 4 - y / 100), m = (5 * of_year + 2) / 153;
    *day = (int)(of_year - (153 * m + 2) / 5 + 1);
    *month = (int)(m < 10 ? m + 3 : m - 9);
    *year = y + era * 400 + (*month <= 2);
}

static void write_zone(const struct stamp *s, struct str *out)
{
    int minutes = abs(s->zone);
    if (s->zone)
        str_addf(out, "%c%02d:%02d", s->zone < 0 ? '-' : '+', minutes / 60, minutes % 60);
    else
        str_addc(out, 'Z');
}

static void write_parts(const struct stamp *s, int parts, bool zone, struct str *out)
{
    int64_t local = s->at + (s->has_zone ? s->zone * 60 : 0);
    int64_t days = local / 86400 - (local % 86400 < 0), second = local - days * 86400, year;
    int month, day;
    stamp_civil(days, &year, &month, &day);
    str_addf(out, "%04" PRId64 "-%02d-%02d", year, month, day);
    if (parts == STAMP_DAY)
        return;
    str_addf(out, "T%02d:%02d", (int)(second / 3600), (int)(second / 60 % 60));
    if (parts == STAMP_SECOND)
        str_addf(out, ":%02d", (int)(second % 60));
    if (zone)
        write_zone(s, out);
}

void stamp_write(const struct stamp *s, struct str *out)
{
    if (s->parts != STAMP_NONE)
        write_parts(s, s->parts, s->has_zone, out);
}

void stamp_write_full(const struct stamp *s, struct str *out)
{
    if (s->parts != STAMP_NONE)
        write_parts(s, STAMP_SECOND, true, out);
}
