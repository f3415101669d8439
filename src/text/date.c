#include "text/date.h"

#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "text/unicode.h"
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

/* ---- Tokens: numbers, words, and the one character before each ---- */

enum { MOST_TOKENS = 24, LONGEST_WORD = 48, LONGEST_DATE = 200 };

struct token {
    char before;        /* the character just before: '-', ':', '.', ' ' … */
    bool is_word;
    bool used;
    int digits;         /* of a number */
    int64_t number;
    char word[LONGEST_WORD]; /* folded */
};

struct reading {
    struct token tokens[MOST_TOKENS];
    size_t count;
    int64_t year;
    int month, day, hour, minute, second;
    bool has_year, has_month, has_day, has_time, has_second, pm, am;
    struct date *out;
};

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
    unicode_fold(s, len, &folded);
    memcpy(t->word, folded.data, num_min(folded.len, LONGEST_WORD - 1));
    str_release(&folded);
}

static size_t word_at(const char *s, size_t len)
{
    size_t at = 0;
    while (at < len) {
        uint32_t c;
        size_t n = utf8_decode(s + at, len - at, &c);
        /* Chinese and Korean unit characters are words of their own. */
        bool unit = c >= 0x3000;
        if (!unicode_is_letter(c) && !(c >= 0x300 && c <= 0xDFF && at))
            break;
        if (unit && at)
            break;
        at += n;
        if (unit)
            break;
    }
    return at;
}

static void tokenise(struct reading *r, const char *s, size_t len)
{
    char before = ' ';
    for (size_t at = 0; at < len && r->count < MOST_TOKENS;) {
        size_t digits = at;
        while (digits < len && s[digits] >= '0' && s[digits] <= '9')
            digits++;
        size_t word = digits > at ? 0 : word_at(s + at, len - at);
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

static int month_of(const char *word)
{
    static const struct {
        int month;
        const char *begins;
    } months[] = {
#define MONTH(number, begins) { number, begins },
#include "text/date_months.def"
#undef MONTH
    };
    int best = 0;
    size_t longest = 0;
    for (size_t i = 0; i < sizeof months / sizeof months[0]; i++)
        if (*word == *months[i].begins && str_starts(word, months[i].begins) && strlen(months[i].begins) > longest) {
            best = months[i].month;
            longest = strlen(months[i].begins);
        }
    return best;
}

static bool zone_of(const char *word, int *minutes)
{
    static const struct {
        const char *name;
        int minutes;
    } zones[] = {
#define ZONE(name, minutes) { name, minutes },
#include "text/date_zones.def"
#undef ZONE
    };
    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++)
        if (strcmp(zones[i].name, word) == 0) {
            *minutes = zones[i].minutes;
            return true;
        }
    return false;
}

/* Years of two digits: RFC 5322 §4.3. */
static int64_t full_year(const struct token *t)
{
    if (t->digits == 2)
        return t->number + (t->number < 50 ? 2000 : 1900);
    return t->digits == 3 ? t->number + 1900 : t->number;
}

static bool set_ymd(struct reading *r, int64_t year, int64_t month, int64_t day)
{
    if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1 || year > 9999)
        return false;
    r->year = year, r->month = (int)month, r->day = (int)day;
    r->has_year = r->has_month = r->has_day = true;
    return true;
}

/* ---- Times: h:mm[:ss[.frac]] and "5 pm", wherever they stand ---- */

static void take_time(struct reading *r)
{
    for (size_t i = 0; i + 1 < r->count; i++) {
        struct token *t = &r->tokens[i];
        bool colon = t[1].before == ':' && !t[1].is_word, h = t[1].is_word && strcmp(t[1].word, "h") == 0 && i + 2 < r->count && !t[2].is_word && t[2].before == '\0';
        struct token *minute = colon ? t + 1 : h ? t + 2 : NULL;
        if (t->is_word || t->used || t->before == '+' || t->digits > 2 || t->number > 24 || !minute || minute->digits != 2 || minute->number > 59)
            continue;
        r->hour = (int)t->number;
        r->minute = (int)minute->number;
        r->has_time = t->used = minute->used = true;
        if (h)
            t[1].used = true;
        struct token *second = (size_t)(minute + 1 - r->tokens) < r->count ? minute + 1 : NULL;
        if (second && !second->is_word && second->before == ':' && second->digits <= 2 && second->number <= 60) {
            r->second = second->number == 60 ? 59 : (int)second->number;
            r->has_second = second->used = true;
            struct token *fraction = (size_t)(second + 1 - r->tokens) < r->count ? second + 1 : NULL;
            if (fraction && !fraction->is_word && (fraction->before == '.' || fraction->before == ','))
                fraction->used = true;
        }
        return;
    }
}

static void take_noon_words(struct reading *r)
{
    for (size_t i = 0; i < r->count; i++) {
        struct token *t = &r->tokens[i];
        if (!t->is_word || t->used)
            continue;
        bool pm = strcmp(t->word, "pm") == 0 || (strcmp(t->word, "p") == 0 && i + 1 < r->count && strcmp(t[1].word, "m") == 0);
        bool am = strcmp(t->word, "am") == 0 || (strcmp(t->word, "a") == 0 && i + 1 < r->count && strcmp(t[1].word, "m") == 0);
        if (!pm && !am)
            continue;
        if (!r->has_time && i && !t[-1].is_word && !t[-1].used && t[-1].number <= 12) {
            r->hour = (int)t[-1].number;
            r->has_time = t[-1].used = true;
        }
        t->used = true;
        r->pm = pm;
        r->am = am;
    }
    if (r->pm && r->hour < 12)
        r->hour += 12;
    if (r->am && r->hour == 12)
        r->hour = 0;
}

/* ---- Zones: +hhmm, +hh:mm, -hh, names, "GMT+2" ---- */

static void set_zone(struct reading *r, int minutes)
{
    r->out->zone = (int16_t)minutes;
    r->out->has_zone = true;
}

static bool take_offset(struct reading *r, size_t i)
{
    struct token *t = &r->tokens[i], *next = i + 1 < r->count ? t + 1 : NULL;
    if (t->is_word || t->used || (t->before != '+' && t->before != '-'))
        return false;
    int64_t minutes;
    if (t->digits == 4)
        minutes = t->number / 100 * 60 + t->number % 100;
    else if (t->digits <= 2 && next && !next->is_word && next->before == ':' && next->digits == 2)
        minutes = t->number * 60 + next->number, next->used = true;
    else if (t->digits <= 2)
        minutes = t->number * 60;
    else if (t->digits == 3)
        minutes = t->number / 100 * 60 + t->number % 100;
    else
        return false;
    t->used = true;
    if (minutes <= 15 * 60)
        set_zone(r, (int)(t->before == '-' ? -minutes : minutes));
    return true;
}

/* Zones of the tz database by the cities that feeds name; daylight saving by the rule of the month. */
static bool zone_of_city(struct reading *r, const char *area, const char *city)
{
    static const struct {
        const char *city;
        int minutes;
        bool summer;
    } cities[] = { { "los", -480, true }, { "new", -300, true }, { "chicago", -360, true }, { "denver", -420, true }, { "london", 0, true }, { "berlin", 60, true }, { "paris", 60, true },
                   { "madrid", 60, true }, { "rome", 60, true }, { "amsterdam", 60, true }, { "vienna", 60, true }, { "athens", 120, true }, { "moscow", 180, false }, { "tokyo", 540, false }, { "kolkata", 330, false } };
    (void)area;
    for (size_t i = 0; i < sizeof cities / sizeof cities[0]; i++)
        if (strcmp(city, cities[i].city) == 0) {
            bool summer = cities[i].summer && ((r->month > 3 && r->month < 11) || (r->month == 3 && r->day >= 25));
            set_zone(r, cities[i].minutes + (summer ? 60 : 0));
            return true;
        }
    return false;
}

static void take_zone(struct reading *r)
{
    if (!r->has_time)
        return;
    for (size_t i = 0; i < r->count; i++)
        if (take_offset(r, i))
            return;
    for (size_t i = 0; i < r->count; i++) {
        struct token *t = &r->tokens[i];
        int minutes;
        if (!t->is_word || t->used)
            continue;
        if (i + 1 < r->count && t[1].is_word && t[1].before == '/' && zone_of_city(r, t->word, t[1].word))
            return;
        /* A weekday ("sat", "wed") is none of the names; a month ("mar") comes before. */
        if (zone_of(t->word, &minutes) && !(i == 0 && r->count > 2)) {
            set_zone(r, minutes);
            t->used = true;
            return;
        }
    }
}

/* ---- Days ---- */

static struct token *number_after(struct reading *r, size_t i)
{
    for (i++; i < r->count && i < MOST_TOKENS; i++)
        if (!r->tokens[i].is_word && !r->tokens[i].used)
            return &r->tokens[i];
    return NULL;
}

static struct token *number_before(struct reading *r, size_t i)
{
    for (; i > 0; i--)
        if (!r->tokens[i - 1].is_word && !r->tokens[i - 1].used)
            return &r->tokens[i - 1];
    return NULL;
}

/* "27 December 2019", "December 27, 2019", "2019 Dec 27", "27. prosince 2019". */
static bool take_named_month(struct reading *r)
{
    for (size_t i = 0; i < r->count; i++) {
        struct token *t = &r->tokens[i];
        int month = t->is_word && !t->used ? month_of(t->word) : 0;
        if (!month)
            continue;
        struct token *before = number_before(r, i), *after = number_after(r, i);
        struct token *later = after ? number_after(r, (size_t)(after - r->tokens)) : NULL;
        struct token *day = before, *year = after;
        if (before && before->digits == 4)
            day = after, year = before;
        else if (!before || before->number < 1 || before->number > 31)
            day = after, year = later;
        if (day && year && set_ymd(r, full_year(year), month, day->number)) {
            t->used = day->used = year->used = true;
            return true;
        }
        if (after && after->digits == 4 && (!before || before == after) && set_ymd(r, after->number, month, 1)) {
            t->used = after->used = true;
            return true;
        }
    }
    return false;
}

/* "2019-12-27", "2019/12/27", "20191227", "2019年12月27日", "2019-12", "2019". */
static bool take_year_first(struct reading *r)
{
    for (size_t i = 0; i < r->count; i++) {
        struct token *t = &r->tokens[i];
        if (t->is_word || t->used)
            continue;
        if (t->digits == 8 && set_ymd(r, t->number / 10000, t->number / 100 % 100, t->number % 100)) {
            t->used = true;
            return true;
        }
        if (t->digits != 4)
            continue;
        struct token *month = number_after(r, i), *day = month ? number_after(r, (size_t)(month - r->tokens)) : NULL;
        bool joined = month && month->digits <= 2 && (strchr("-/.", month->before) || month->before == '\0') && month->before != ' ';
        if (month && month->digits == 3 && month->before == '-' && month->number >= 1 && month->number <= 366) {
            int m, d;
            int64_t y;
            date_civil(date_days(t->number, 1, 1) + month->number - 1, &y, &m, &d);
            t->used = month->used = true;
            return set_ymd(r, y, m, d);
        }
        if (joined && day && day->digits <= 2 && set_ymd(r, t->number, month->number, day->number)) {
            t->used = month->used = day->used = true;
            return true;
        }
        if (joined && !r->has_time && set_ymd(r, t->number, month->number, 1)) {
            t->used = month->used = true;
            return true;
        }
        if (r->count == 1)
            return set_ymd(r, t->number, 1, 1);
    }
    return false;
}

/* "27.12.2019", "27-12-2019", "12/27/2019": with slashes the month comes first
 * where it can. */
static bool take_year_last(struct reading *r)
{
    for (size_t i = 0; i + 2 < r->count; i++) {
        struct token *a = &r->tokens[i], *b = a + 1, *c = a + 2;
        if (a->is_word || b->is_word || c->is_word || a->used || b->used || c->used || !b->before || b->before != c->before || !strchr("./-", b->before) ||
            a->digits > 2 || b->digits > 2 || (c->digits != 4 && c->digits != 2))
            continue;
        bool month_first = b->before == '/' && a->number <= 12;
        if (month_first ? set_ymd(r, full_year(c), a->number, b->number) || set_ymd(r, full_year(c), b->number, a->number)
                        : set_ymd(r, full_year(c), b->number, a->number) || set_ymd(r, full_year(c), a->number, b->number)) {
            a->used = b->used = c->used = true;
            return true;
        }
    }
    return false;
}

/* "20191227T152203" and "201912271522": the time's digits run together. */
static void take_compact_time(struct reading *r)
{
    for (size_t i = 0; i < r->count && !r->has_time; i++) {
        struct token *t = &r->tokens[i];
        bool after_t = i && r->tokens[i - 1].is_word && strcmp(r->tokens[i - 1].word, "t") == 0;
        if (t->is_word || t->used || !after_t || (t->digits != 6 && t->digits != 4))
            continue;
        int64_t hms = t->digits == 4 ? t->number * 100 : t->number;
        if (hms / 10000 > 24 || hms / 100 % 100 > 59 || hms % 100 > 60)
            continue;
        r->hour = (int)(hms / 10000), r->minute = (int)(hms / 100 % 100), r->second = (int)(hms % 100);
        r->has_time = t->used = true;
        r->has_second = t->digits == 6;
    }
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
    if (len != 9 && len != 10 && len != 13)
        return false;
    *d = (struct date){ .at = len == 13 ? n / 1000 : n, .parts = DATE_SECOND, .has_zone = true };
    return true;
}

static int days_in_month(int64_t year, int month)
{
    int64_t next = month == 12 ? date_days(year + 1, 1, 1) : date_days(year, month + 1, 1);
    return (int)(next - date_days(year, month, 1));
}

static bool finish(struct reading *r)
{
    struct date *d = r->out;
    if (!r->has_year)
        return false;
    /* 31 November is met in the wild; the last of the month is what was meant. */
    int last = days_in_month(r->year, r->month);
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

static bool read_date(const char *s, size_t len, struct date *d, bool anywhere)
{
    *d = (struct date){ 0 };
    while (len && str_is_space(*s))
        s++, len--;
    while (len && str_is_space(s[len - 1]))
        len--;
    if (!len || (len > LONGEST_DATE && !anywhere))
        return false;
    len = num_min(len, LONGEST_DATE);
    if (take_digits_only(s, len, d))
        return true;
    struct reading r = { .out = d };
    tokenise(&r, s, len);
    take_time(&r);
    take_noon_words(&r);
    if (r.has_time) /* offsets before days, so that "-0700" is no year */
        for (size_t i = 1; i < r.count; i++)
            if (r.tokens[i].digits == 4 && r.tokens[i - 1].used && take_offset(&r, i))
                break;
    bool found = take_year_first(&r) || take_named_month(&r) || take_year_last(&r);
    take_compact_time(&r);
    if (found && !d->has_zone)
        take_zone(&r);
    found = found && finish(&r);
    if (!found)
        *d = (struct date){ 0 };
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
