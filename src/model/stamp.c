#include "model/stamp.h"

#include <inttypes.h>
#include <stdlib.h>

#include "text/date.h"

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
    date_civil(days, &year, &month, &day);
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
