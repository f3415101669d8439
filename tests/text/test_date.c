/* Dates as publishers write them. */
#include "tests/tap.h"
#include "text/date.h"

static void reads(const char *text, int64_t at, int parts)
{
    struct date d;
    bool got = date_read(text, strlen(text), &d);
    ok(got && d.at == at && d.parts == parts, "%s", text);
    if (!got || d.at != at || d.parts != parts)
        printf("# expected %" PRId64 " with %d parts, got %" PRId64 " with %d (%s)\n", at, parts, d.at, d.parts, got ? "read" : "not read");
}

static void refuses(const char *text)
{
    struct date d;
    ok(!date_read(text, strlen(text), &d) && d.parts == DATE_NONE, "no date: \"%s\"", text);
}

int main(void)
{
    /* 2019-12-27 is day 18257 since 1970: 50 years with 12 leap days less 5. */
    const int64_t day = INT64_C(18257) * 86400, t = day + 15 * 3600 + 22 * 60 + 3;
    is_int(date_days(1970, 1, 1), 0, "the epoch is day 0");
    is_int(date_days(2000, 3, 1), 11017, "1 March 2000");
    is_int(date_days(2019, 12, 27), 18257, "27 December 2019");
    reads("Fri, 27 Dec 2019 15:22:03 GMT", t, DATE_SECOND);
    reads("Fri, 27 Dec 2019 15:22:03 +0000", t, DATE_SECOND);
    reads("Fri, 27 Dec 19 15:22:03 UT", t, DATE_SECOND);
    reads("27 Dec 2019 10:22:03 EST", t, DATE_SECOND);
    reads("Fri,27 December 2019 17:22:03 +02:00", t, DATE_SECOND);
    reads("Friday, December 27, 2019 3:22:03 PM GMT", t, DATE_SECOND);
    reads("Fri Dec 27 15:22:03 2019", t, DATE_SECOND);
    reads("Fri Dec 27 2019 16:22:03 GMT+0100", t, DATE_SECOND);
    reads("Fri, 27 Dec 2019 20:52:03 +05:30", t, DATE_SECOND);
    reads("2019-12-27T15:22:03Z", t, DATE_SECOND);
    reads("2019-12-27T15:22:03.456789Z", t, DATE_SECOND);
    reads("2019-12-27T11:22:03-0400", t, DATE_SECOND);
    reads("2019-12-27 15:22:03", t, DATE_SECOND);
    reads("2019-12-27T15:22Z", t - 3, DATE_MINUTE);
    reads("20191227T152203Z", t, DATE_SECOND);
    reads("20191227152203", t, DATE_SECOND);
    reads("2019-12-27T162203+01:00", t, DATE_SECOND);
    reads("2019-361", day, DATE_DAY);
    reads("2019-12-27", day, DATE_DAY);
    reads("20191227", day, DATE_DAY);
    reads("2019-12", day - 26 * 86400, DATE_DAY);
    reads("2019/12/27 15:22", t - 3, DATE_MINUTE);
    reads("27.12.2019", day, DATE_DAY);
    reads("27-12-2019", day, DATE_DAY);
    reads("12/27/2019", day, DATE_DAY);
    reads("27 décembre 2019", day, DATE_DAY);
    reads("27. Dezember 2019, 15:22 Uhr", t - 3, DATE_MINUTE);
    reads("27 de diciembre de 2019", day, DATE_DAY);
    reads("27 декабря 2019", day, DATE_DAY);
    reads("27 Δεκεμβρίου 2019", day, DATE_DAY);
    reads("27 Aralık 2019", day, DATE_DAY);
    reads("27. joulukuuta 2019", day, DATE_DAY);
    reads("2019年12月27日", day, DATE_DAY);
    reads("27 ديسمبر 2019", day, DATE_DAY);
    reads("1577460123", t, DATE_SECOND);
    reads("1577460123000", t, DATE_SECOND);
    reads("Sat, 30 Feb 2019 00:00:00 GMT", date_days(2019, 2, 28) * 86400, DATE_SECOND);
    struct date d;
    ok(date_read("2019-12-27T11:22:03-04:00", 25, &d) && d.has_zone && d.zone == -240, "the zone is kept as stated");
    ok(date_read("2019-12-27T15:22:03", 19, &d) && !d.has_zone, "no zone is no zone");
    ok(date_find("Published 27 December 2019", 26, &d) && d.at == day, "a date in a sentence");
    refuses("");
    refuses("yesterday");
    refuses("12:30");
    refuses("Version 2.0");
    refuses("99/99/9999");
    refuses("2019-13-45");
    is_int(date_read_duration("PT1H2M3S", 8), 3723, "an ISO duration");
    is_int(date_read_duration("1:02:03", 7), 3723, "hours, minutes, seconds");
    is_int(date_read_duration("754", 3), 754, "seconds");
    is_int(date_read_duration("soon", 4), -1, "no duration");
    is_int(date_read_duration("1:02:03:04", 10), -1, "nothing is above hours");
    return tap_done();
}
