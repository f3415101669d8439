#include "text/date.h"

#include <inttypes.h>
#include <string.h>

#include "base/num.h"
#include "text/date_internal.h"
#include "text/utf8.h"

/* Counts from 1 March 0000, so that the leap day is the last of its year. */
int64_t date_days(int64_t year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void date_civil(int64_t days, int64_t *year, int *month, int *day)
{
    int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, of_era = z - era * 146097;
    int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * y + y / 4 - y / 100), m = (5 * of_year + 2) / 153;
    *day = (int)(of_year - (153 * m + 2) / 5 + 1);
    *month = (int)(m < 10 ? m + 3 : m - 9);
    *year = y + era * 400 + (*month <= 2);
}

static void add_number(struct reading *r, const char *s, size_t len, char before)
{
    struct token *t = &r->tokens[r->count++];
    *t = (struct token){ .before = before, .digits = (int)len };
    if (!num_read_i64(s, len, &t->number))
        t->number = -1;
}

static void add_word(struct reading *r, const char *s, size_t len, char before)
{
    struct str folded = STR_INIT;
    struct token *t = &r->tokens[r->count++];
    *t = (struct token){ .before = before, .is_word = true };
    date_fold(s, len, &folded);
    memcpy(t->word, folded.data, num_min(folded.len, LONGEST_WORD - 1));
    str_release(&folded);
}

static void tokenise(struct reading *r, const char *s, size_t len)
{
    char before = ' ';
    for (size_t at = 0; at < len && r->count < MOST_TOKENS;) {
        size_t digits = at;
        while (digits < len && s[digits] >= '0' && s[digits] <= '9')
            digits++;
        size_t word = digits > at ? 0 : date_word(s + at, len - at);
        if (digits > at) {
            add_number(r, s + at, digits - at, before);
            at = digits;
        } else if (word) {
            add_word(r, s + at, word, before);
            at += word;
        } else {
            before = s[at++];
            continue;
        }
        before = '\0';
    }
}

static bool is_ascii(const char *word)
{
    return utf8_is_ascii(word, strlen(word));
}

/* What the words from i on mean: names may have several; the longest counts. Returns
 * how many it has, 0 for none. */
static size_t name_at(struct reading *r, size_t i)
{
    struct str joined = STR_INIT;
    size_t lengths[DATE_NAME_WORDS], words = 0;
    for (; words < DATE_NAME_WORDS && i + words < r->count && r->tokens[i + words].is_word; words++) {
        str_adds(&joined, words ? " " : "");
        str_adds(&joined, r->tokens[i + words].word);
        lengths[words] = joined.len;
    }
    for (; words; words--) {
        str_cut(&joined, lengths[words - 1]);
        if (date_name(joined.data, &r->tokens[i].name))
            break;
    }
    str_release(&joined);
    return words;
}

/* By the table, else by how it begins. In a sentence the short names of one language
 * are words of another: there both must say so. */
static size_t find_name(struct reading *r, size_t i, bool anywhere)
{
    struct token *t = &r->tokens[i];
    size_t words = name_at(r, i);
    if (words && !(anywhere && is_ascii(t->word)))
        return words;
    int month = date_name_beginning(t->word);
    uint16_t months = month ? (uint16_t)(1u << (month - 1)) : 0;
    t->name.months = words ? t->name.months & months : months;
    return words;
}

static void find_names(struct reading *r, bool anywhere)
{
    for (size_t i = 0; i < r->count; i++) {
        size_t words = r->tokens[i].is_word ? find_name(r, i, anywhere) : 0;
        for (; words > 1; words--)
            r->tokens[++i].used = true;
    }
    for (size_t i = 0; i < r->count && !r->weekdays; i++)
        r->weekdays = r->tokens[i].name.days;
}

static bool take_digits_only(const char *s, size_t len, struct date *d)
{
    int64_t n;
    for (size_t i = 0; i < len; i++)
        if (s[i] < '0' || s[i] > '9')
            return false;
    if (!num_read_i64(s, len, &n))
        return false;
    if (len == 14 || len == 12) {
        int64_t day = len == 14 ? n / 1000000 : n / 10000, time = len == 14 ? n % 1000000 : n % 10000 * 100;
        int month = (int)(day / 100 % 100), of_month = (int)(day % 100);
        if (month < 1 || month > 12 || of_month < 1 || of_month > 31 || time / 10000 > 23 || time / 100 % 100 > 59)
            return false;
        d->at = date_days(day / 10000, month, of_month) * 86400 + time / 10000 * 3600 + time / 100 % 100 * 60 + time % 100;
        d->parts = len == 14 ? DATE_SECOND : DATE_MINUTE;
        return true;
    }
    /* Seconds since 1970; of more digits milliseconds and microseconds. */
    if (len != 9 && len != 10 && len != 13 && len != 16)
        return false;
    int64_t unit = len == 13 ? 1000 : len == 16 ? 1000000 : 1;
    *d = (struct date){ .at = n / unit, .parts = DATE_SECOND, .has_zone = true };
    return true;
}

static bool finish(struct reading *r)
{
    struct date *d = r->out;
    if (!r->has_year)
        return false;
    /* 31 November is met in the wild; the last of the month is what was meant. */
    int last = date_days_in_month(r->year, r->month);
    if (r->day > last)
        r->day = last;
    d->at = date_days(r->year, r->month, r->day) * 86400;
    d->parts = DATE_DAY;
    if (!r->has_time) {
        d->has_zone = false;
        d->zone = 0;
        return true;
    }
    d->at += r->hour * 3600 + r->minute * 60 + r->second - (d->has_zone ? d->zone * 60 : 0);
    d->parts = r->has_second ? DATE_SECOND : DATE_MINUTE;
    return true;
}

/* "1577460123.456": bytes that count. */
static size_t whole_seconds(const char *s, size_t len)
{
    enum { SECONDS = 10 };
    for (size_t i = 0; i < len; i++)
        if (i == SECONDS ? s[i] != '.' : s[i] < '0' || s[i] > '9')
            return len;
    return num_min(len, SECONDS);
}

/* A year before the first, as programs write that have no date: "-0001-11-30", "Wed, 30 Nov -0001";
 * behind a time of day it is a zone. */
static bool has_no_year(const char *s, size_t len)
{
    for (size_t i = 0; i + 5 <= len && s[i] != ':'; i++)
        if (memcmp(s + i, "-000", 4) == 0 && (!i || str_is_space(s[i - 1])) && s[i + 4] >= '1' && s[i + 4] <= '9')
            return true;
    return false;
}

static bool read_plain(const char *s, size_t len, struct date *d, bool anywhere)
{
    *d = (struct date){ 0 };
    while (len && str_is_space(*s))
        s++, len--;
    while (len && str_is_space(s[len - 1]))
        len--;
    if (!len || (len > LONGEST_DATE && !anywhere) || has_no_year(s, len))
        return false;
    len = num_min(len, LONGEST_DATE);
    if (take_digits_only(s, whole_seconds(s, len), d))
        return true;
    struct reading r = { .out = d };
    tokenise(&r, s, len);
    find_names(&r, anywhere);
    date_take_clock(&r);
    bool found = date_take_day(&r);
    date_take_compact(&r);
    if (found && !d->has_zone)
        date_take_zone(&r);
    found = found && finish(&r);
    if (!found)
        *d = (struct date){ 0 };
    return found;
}

static bool read_date(const char *s, size_t len, struct date *d, bool anywhere)
{
    if (utf8_is_ascii(s, len))
        return read_plain(s, len, d, anywhere);
    struct str plain = STR_INIT;
    date_signs(s, anywhere ? utf8_cut(s, len, LONGEST_DATE) : len, &plain);
    bool found = read_plain(plain.data, plain.len, d, anywhere);
    str_release(&plain);
    return found;
}

bool date_read(const char *s, size_t len, struct date *d)
{
    return read_date(s, len, d, false);
}

bool date_find(const char *s, size_t len, struct date *d)
{
    return read_date(s, len, d, true);
}

int64_t date_read_duration(const char *s, size_t len)
{
    int64_t total = 0, value = 0;
    int colons = 0;
    while (len && str_is_space(*s))
        s++, len--;
    while (len && str_is_space(s[len - 1]))
        len--;
    if (len > LONGEST_DATE)
        return -1;
    bool iso = len && (*s == 'P' || *s == 'p'), digits = false;
    for (size_t i = iso ? 1 : 0; i < len; i++) {
        char c = str_lower(s[i]);
        if (c >= '0' && c <= '9') {
            digits = true;
            value = value > 100000000 ? value : value * 10 + (c - '0');
        } else if (iso && c != 't') {
            total += value * (c == 'd' ? 86400 : c == 'h' ? 3600 : c == 'm' ? 60 : c == 's' ? 1 : 0);
            value = 0;
        } else if (c == ':' && ++colons < 3) {
            total = (total + value) * 60;
            value = 0;
        } else if (c == '.' || c == ',') {
            break;
        } else if (c != 't') {
            return -1;
        }
    }
    return digits ? total + (iso ? 0 : value) : -1;
}

void date_write_duration(int64_t seconds, struct str *out)
{
    int64_t hours = seconds / 3600;
    if (hours)
        str_addf(out, "%" PRId64 ":%02d:%02d", hours, (int)(seconds / 60 % 60), (int)(seconds % 60));
    else
        str_addf(out, "%d:%02d", (int)(seconds / 60), (int)(seconds % 60));
}
