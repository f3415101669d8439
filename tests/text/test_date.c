/* Dates as publishers write them. */
#include "tests/tap.h"
#include "text/date.h"
#include "text/date_names.h"

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

/* The same moment or day in many dresses; RFC 822 and ISO 8601 with what is done to them. */
static void test_forms(int64_t day, int64_t t)
{
    static const char *const seconds[] = {
        "Fri, 27 Dec 2019 15:22:03 Z", "fri,27 dec 2019 15:22:03 gmt", "FRIDAY, 27-DEC-2019 15:22:03 UTC", "Fri, 27 Dec 2019 16:22:03 +0100 (CET)",
        "Fri, 27 Dec 2019 16:22:03 CET", "Fri, 27 Dec 2019 10:22:03 -0500 (EST)", "Fri, 27 Dec 2019 07:22:03 PST", "Fri, 27 Dec 2019 18:22:03 MSK",
        "Fri 27 Dec 2019 15:22:03", "27Dec2019 15:22:03 GMT", "Dec 27, 2019 15:22:03", "Fri, 27 Dec 2019 15:22:03.250 GMT", "Fri, 27 Dec 2019 15:22:03 -0000",
        "Fri , 27 Dec 2019 , 15:22:03 GMT", "Fri, 27 Dec 2019 15:22:03 GMT+00:00", "Fri, 27 Dec 2019 3:22:03 p.m. GMT", "  Fri, 27 Dec 2019\n15:22:03 GMT  ",
        "Mon, 27 Dec 2019 15:22:03 GMT", "2019-12-27T15:22:03.5Z", "2019-12-27T15:22:03,5Z", "2019-12-27t15:22:03z", "2019-12-27 15:22:03 +0000", "2019-12-27T15:22:03 Z",
        "2019-12-27T20:52:03+0530", "2019-12-27T17:22:03+02", "2019-361T15:22:03Z", "2019-W52-5T15:22:03Z", "2019W525T152203Z", "20191227 15:22:03",
        "2019-12-27 15:22:03 UTC", "2019/12/27 15:22:03", "27/12/2019 15:22:03", "27.12.2019 15:22:03", "27-12-2019 15:22:03", "12/27/2019 3:22:03 PM",
        "2019-12-27T15:22:03\xE2\x88\x92" "00:00", "2019\xE2\x80\x91" "12\xE2\x80\x91" "27 15:22:03", "1577460123.987", "1577460123000000",
        "2019\u5E7412\u670827\u65E5 15\u65F622\u520603\u79D2", "2019\uB144 12\uC6D4 27\uC77C \uAE08\uC694\uC77C \uC624\uD6C4 3\uC2DC 22\uBD84 03\uCD08",
    };
    static const char *const minutes[] = { "27. Dezember 2019, 15.22 Uhr", "fredag den 27. december 2019 kl. 15.22", "27.12.2019 klo 15.22", "27 December 2019 15h22", "2019\u5E7412\u670827\u65E5 \u5348\u5F8C3\u664222\u5206",
                                            "27/12/2019 03:22 \u03BC\u03BC", "Jumat, 27 Desember 2019 pukul 15.22" };
    for (size_t i = 0; i < sizeof seconds / sizeof seconds[0]; i++)
        reads(seconds[i], t, DATE_SECOND);
    for (size_t i = 0; i < sizeof minutes / sizeof minutes[0]; i++)
        reads(minutes[i], t - 3, DATE_MINUTE);
    reads("2019-12-27T15Z", day + 15 * 3600, DATE_MINUTE);
    reads("2019-12-26T24:00:00Z", day, DATE_SECOND);
    reads("2019-12-27T25:00:00Z", day, DATE_DAY); /* an hour that there is not */
}

/* Digits of other scripts, other eras. */
static void test_scripts(int64_t day)
{
    static const char *const days[] = {
        "\u0662\u0667 \u062F\u064A\u0633\u0645\u0628\u0631 \u0662\u0660\u0661\u0669" /* Arabic */, "\u06F2\u06F7 \u062F\u0633\u0627\u0645\u0628\u0631 \u06F2\u06F0\u06F1\u06F9" /* Persian */,
        "\u0968\u096D \u0926\u093F\u0938\u0902\u092C\u0930 \u0968\u0966\u0967\u096F" /* Hindi */, "\u09E8\u09ED \u09A1\u09BF\u09B8\u09C7\u09AE\u09CD\u09AC\u09B0, \u09E8\u09E6\u09E7\u09EF" /* Bengali */,
        "27 \u0E18\u0E31\u0E19\u0E27\u0E32\u0E04\u0E21 2562" /* Thai, of the Buddhist era */, "\u0E52\u0E57 \u0E18.\u0E04. \u0E52\u0E55\u0E56\u0E52", "\uFF12\uFF10\uFF11\uFF19\u5E74\uFF11\uFF12\u6708\uFF12\uFF17\u65E5",
        "Ng\u00E0y 27 th\u00E1ng 12 n\u0103m 2019", "Thursday 26/12/2019", "27 \u05D1\u05D3\u05E6\u05DE\u05D1\u05E8 2019" /* Hebrew, "in December" */,
    };
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
        reads(days[i], i == 8 ? day - 86400 : day, DATE_DAY);
}

/* Names as people write them, in cases that no table lists too; weekdays that are months elsewhere. */
static void test_languages(int64_t day)
{
    static const char *const days[] = {
        "vendredi 27 d\u00E9cembre 2019", "ven. 27 d\u00E9c. 2019", "viernes, 27 de diciembre de 2019", "sexta-feira, 27 de dezembro de 2019", "venerd\u00EC 27 dicembre 2019", "Freitag, 27. Dez. 2019", "vrijdag 27 december 2019",
        "fredag 27. desember 2019", "perjantai 27. joulukuuta 2019", "perjantaina 27.12.2019", "pi\u0105tek, 27 grudnia 2019", "p\u00E1tek 27. prosince 2019", "piatok 27. decembra 2019", "petek, 27. december 2019", "petak, 27. prosinca 2019",
        "2019. december 27., p\u00E9ntek", "vineri, 27 decembrie 2019", "\u043F\u044F\u0442\u043D\u0438\u0446\u0430, 27 \u0434\u0435\u043A\u0430\u0431\u0440\u044F 2019 \u0433.", "27 \u0433\u0440\u0443\u0434\u043D\u044F 2019 \u0440.", "\u043F\u0435\u0442\u044A\u043A, 27 \u0434\u0435\u043A\u0435\u043C\u0432\u0440\u0438 2019",
        "27 Aral\u0131k 2019 Cuma", "\u03A0\u03B1\u03C1\u03B1\u03C3\u03BA\u03B5\u03C5\u03AE 27 \u0394\u03B5\u03BA\u03B5\u03BC\u03B2\u03C1\u03AF\u03BF\u03C5 2019", "2019ko abenduaren 27a", "27 de desembre de 2019", "27 Nollaig 2019", "27 Rhagfyr 2019", "2019. gada 27. decembris",
        "2019 m. gruod\u017Eio 27 d.", "27 Desemba 2019", "27 desember 2019", "27 \u0564\u0565\u056F\u057F\u0565\u0574\u0562\u0565\u0580\u056B 2019", "27 \u10D3\u10D4\u10D9\u10D4\u10DB\u10D1\u10D4\u10E0\u10D8 2019", "27 Disember 2019", "\u5341\u4E8C\u6708 27, 2019", "27 \u0B9F\u0BBF\u0B9A\u0BAE\u0BCD\u0BAA\u0BB0\u0BCD 2019",
    };
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
        reads(days[i], day, DATE_DAY);
    reads("mar. 31 mars 2020", date_days(2020, 3, 31) * 86400, DATE_DAY);
    reads("mar, 31 mar 2020", date_days(2020, 3, 31) * 86400, DATE_DAY);
    reads("mar 31 d\u00E9c 2019", date_days(2019, 12, 31) * 86400, DATE_DAY);
}

/* What two readings make two dates is decided by what is certain, or not at all. */
static void test_doubts(void)
{
    /* 15 November 2019 was a Friday, 15 October a Tuesday: Poland's listopad, Croatia's. */
    reads("pi\u0105tek, 15 listopada 2019", date_days(2019, 11, 15) * 86400, DATE_DAY);
    reads("utorak, 15. listopada 2019", date_days(2019, 10, 15) * 86400, DATE_DAY);
    refuses("15 listopada 2019");
    /* 5 July 2019 was a Friday, 7 May a Tuesday. */
    reads("Fri 5/7/2019", date_days(2019, 7, 5) * 86400, DATE_DAY);
    reads("Tue 5/7/2019", date_days(2019, 5, 7) * 86400, DATE_DAY);
    reads("13/7/2019", date_days(2019, 7, 13) * 86400, DATE_DAY);
    reads("5.7.2019", date_days(2019, 7, 5) * 86400, DATE_DAY);
    struct date d;
    ok(date_find("He may have come. Updated 27 December 2019", 42, &d) && d.at == INT64_C(18257) * 86400, "a word that is a month elsewhere is none in a sentence");
    refuses("here 12 there 2019 and more");
}

/* Every name of the table is found again, folded as it stands there, alone and behind its weekday. */
static void test_table(void)
{
    static const struct {
        const char *name;
        int months, days, half;
    } rows[] = {
#define NAME(name, months, days, half) { name, 0x##months, 0x##days, 0x##half },
#include "text/date_names.def"
#undef NAME
    };
    int missing = 0, unfolded = 0, unread = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct date_name n = { 0 };
        struct str folded = STR_INIT, text = STR_INIT;
        struct date d;
        bool found = date_name(rows[i].name, &n) && n.months == rows[i].months && n.days == rows[i].days && n.half == rows[i].half;
        date_fold(rows[i].name, strlen(rows[i].name), &folded);
        missing += !found;
        unfolded += strcmp(folded.data, rows[i].name) != 0;
        int month = 0;
        for (int m = 1; m <= 12; m++)
            month = rows[i].months == 1 << (m - 1) ? m : month;
        str_addf(&text, "27 %s 2019", rows[i].name);
        if (month && !(date_read(text.data, text.len, &d) && d.at == date_days(2019, month, 27) * 86400)) {
            printf("# %s\n", text.data);
            unread++;
        }
        str_release(&folded);
        str_release(&text);
    }
    is_int(missing, 0, "every name is found by itself");
    is_int(unfolded, 0, "every name is written as it is looked for");
    is_int(unread, 0, "every month is read in a date");
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
    test_forms(day, t);
    test_scripts(day);
    test_languages(day);
    test_doubts();
    test_table();
    struct date d;
    ok(date_read("2019-12-27T11:22:03-04:00", 25, &d) && d.has_zone && d.zone == -240, "the zone is kept as stated");
    ok(date_read("2019-12-27T15:22:03", 19, &d) && !d.has_zone, "no zone is no zone");
    ok(date_find("Published 27 December 2019", 26, &d) && d.at == day, "a date in a sentence");
    refuses("");
    refuses("yesterday");
    refuses("-0001-11-30T00:00:00+00:00");
    refuses("Wed, 30 Nov -0001 00:00:00 +0000");
    refuses("12:30");
    refuses("Version 2.0");
    refuses("99/99/9999");
    refuses("2019-13-45");
    is_int(date_read_duration("PT1H2M3S", 8), 3723, "an ISO duration");
    is_int(date_read_duration("1:02:03", 7), 3723, "hours, minutes, seconds");
    is_int(date_read_duration("754", 3), 754, "seconds");
    is_int(date_read_duration("soon", 4), -1, "no duration");
    is_int(date_read_duration("1:02:03:04", 10), -1, "nothing is above hours");
    struct str out = STR_INIT;
    date_write_duration(3723, &out);
    str_addc(&out, ' ');
    date_write_duration(125, &out);
    str_addc(&out, ' ');
    date_write_duration(0, &out);
    is_str(out.data, "1:02:03 2:05 0:00", "durations as players show them");
    str_release(&out);
    return tap_done();
}
