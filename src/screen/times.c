#include "screen/times.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"

static struct tm in_zone(int64_t at, bool utc)
{
    time_t t = (time_t)at;
    struct tm tm = { 0 };
    if (utc)
        gmtime_r(&t, &tm);
    else
        localtime_r(&t, &tm);
    return tm;
}

static void write_time(const char *format, const struct tm *tm, char *out, size_t size)
{
    if (strftime(out, size, format, tm) == 0)
        out[0] = '\0';
}

static bool same_day(const struct tm *a, const struct tm *b)
{
    return a->tm_year == b->tm_year && a->tm_yday == b->tm_yday;
}

void time_short(int64_t at, bool day_only, int64_t now, char *out, size_t size)
{
    struct tm then = in_zone(at, day_only), today = in_zone(now, false), before = in_zone(now - 86400, false);
    if (same_day(&then, &today) && !day_only)
        write_time("%H:%M", &then, out, size);
    else if (same_day(&then, &today))
        snprintf(out, size, "%s", _("today"));
    else if (same_day(&then, &before))
        snprintf(out, size, "%s", _("yesterday"));
    else
        write_time(then.tm_year == today.tm_year ? C_("date", "%-d %b") : C_("date", "%-d %b %Y"), &then, out, size);
}

/* A day alone is a day wherever it is read; a time has its place in the reader's zone. */
void time_stamp(const struct stamp *s, bool with_time, char *out, size_t size)
{
    out[0] = '\0';
    if (s->parts == STAMP_NONE)
        return;
    struct tm tm = in_zone(s->at, s->parts == STAMP_DAY);
    bool timed = with_time && s->parts != STAMP_DAY;
    write_time(timed ? C_("date", "%-d %b %Y  %H:%M") : C_("date", "%-d %b %Y"), &tm, out, size);
}

void time_now(int64_t now, char *out, size_t size)
{
    struct tm tm = in_zone(now, false);
    write_time(C_("date", "%a %-d %b  %H:%M"), &tm, out, size);
}

void time_of_day(int64_t at, char *out, size_t size)
{
    struct tm tm = in_zone(at, false);
    write_time("%H:%M", &tm, out, size);
}
