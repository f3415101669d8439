/* Days: by number, by name, by week, in whatever order. */
#include <string.h>

#include "text/date_internal.h"

static bool set_ymd(struct reading *r, int64_t year, int64_t month, int64_t day)
{
    if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1 || year > 9999)
        return false;
    r->year = year, r->month = (int)month, r->day = (int)day;
    r->has_year = r->has_month = r->has_day = true;
    return true;
}

int date_days_in_month(int64_t year, int month)
{
    int64_t next = month == 12 ? date_days(year + 1, 1, 1) : date_days(year, month + 1, 1);
    return (int)(next - date_days(year, month, 1));
}

/* 0: Sunday. 1 January 1970 was a Thursday. */
static int weekday_of(int64_t year, int month, int day)
{
    return (int)(((date_days(year, month, day) + 4) % 7 + 7) % 7);
}

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

/* A name that is two months in two languages is the one that its weekday falls in. */
static int month_of(const struct reading *r, unsigned months, const struct token *year, const struct token *day)
{
    int found = 0;
    for (int month = 1; month <= 12; month++) {
        if (!(months & (1u << (month - 1))))
            continue;
        if (months == 1u << (month - 1))
            return month;
        bool fits = day->number >= 1 && day->number <= date_days_in_month(full_year(year), month) &&
                    r->weekdays & (1u << weekday_of(full_year(year), month, (int)day->number));
        if (fits && found)
            return 0;
        found = fits ? month : found;
    }
    return found;
}

static bool is_number(const struct reading *r, size_t i)
{
    return i < r->count && !r->tokens[i].is_word;
}

/* The word that names the month: one beside a number before others, and of two the
 * later where the first can be a weekday ("mar. 31 mar."). */
static struct token *named_month(struct reading *r)
{
    struct token *found = NULL;
    bool is_beside = false;
    for (size_t i = 0; i < r->count; i++) {
        struct token *t = &r->tokens[i];
        bool beside = (i && is_number(r, i - 1)) || is_number(r, i + 1);
        if (!t->is_word || t->used || !t->name.months || (found && is_beside && !(beside && found->name.days)))
            continue;
        if (!found || beside) {
            found = t;
            is_beside = beside;
        }
    }
    return found;
}

/* Thailand counts from the Buddha's death. */
static int64_t year_of(const struct token *t, const struct token *month)
{
    enum { THAI_FIRST = 0xE0, THAI_SECOND = 0xB8, BEFORE = 543 };
    bool is_thai = (unsigned char)month->word[0] == THAI_FIRST && (unsigned char)month->word[1] >= THAI_SECOND && (unsigned char)month->word[1] <= THAI_SECOND + 1;
    return full_year(t) - (is_thai && t->number > 2400 ? BEFORE : 0);
}

/* "27 December 2019", "December 27, 2019", "2019 Dec 27", "27. prosince 2019". */
static bool take_named_month(struct reading *r)
{
    struct token *t = named_month(r);
    if (!t)
        return false;
    size_t i = (size_t)(t - r->tokens);
    struct token *before = number_before(r, i), *after = number_after(r, i);
    struct token *later = after ? number_after(r, (size_t)(after - r->tokens)) : NULL;
    struct token *day = before, *year = after;
    if (before && before->digits == 4)
        day = after, year = before;
    else if (!before || before->number < 1 || before->number > 31)
        day = after, year = later;
    if (!year && before && before > r->tokens && number_before(r, (size_t)(before - r->tokens)))
        year = number_before(r, (size_t)(before - r->tokens)); /* "2019. gada 27. decembris" */
    if (day && year && set_ymd(r, year_of(year, t), month_of(r, t->name.months, year, day), day->number)) {
        t->used = day->used = year->used = true;
        return true;
    }
    if (after && after->digits == 4 && (!before || before == after) && set_ymd(r, year_of(after, t), month_of(r, t->name.months, after, after), 1)) {
        t->used = after->used = true;
        return true;
    }
    return false;
}

/* "27 tháng 12, 2019" */
static bool take_numbered_month(struct reading *r)
{
    for (size_t i = 1; i + 2 < r->count; i++) {
        struct token *t = &r->tokens[i], *day = number_before(r, i), *year = number_after(r, i + 1);
        if (!t->is_word || strcmp(t->word, "thang") != 0 || t[1].is_word || !day || !year || year->digits != 4)
            continue;
        t[1].used = day->used = year->used = true;
        return set_ymd(r, year->number, t[1].number, day->number);
    }
    return false;
}

/* "2019-W52-5", "2019W525": ISO 8601's week, whose first has 4 January; Monday is 1. */
static bool take_week(struct reading *r)
{
    for (size_t i = 0; i + 2 < r->count; i++) {
        struct token *year = &r->tokens[i], *week = year + 2, *day = i + 3 < r->count && week->digits == 2 && year[3].before == '-' ? year + 3 : NULL;
        bool joined = !year->is_word && year->digits == 4 && year[1].is_word && strcmp(year[1].word, "w") == 0 && !week->is_word;
        int64_t number = week->digits == 3 ? week->number / 10 : week->number, of_week = week->digits == 3 ? week->number % 10 : day ? day->number : 1;
        if (!joined || (week->digits != 2 && week->digits != 3) || number < 1 || number > 53 || of_week < 1 || of_week > 7)
            continue;
        int64_t fourth = date_days(year->number, 1, 4), monday = fourth - ((fourth + 3) % 7 + 7) % 7, y;
        int m, d;
        date_civil(monday + (number - 1) * 7 + of_week - 1, &y, &m, &d);
        year->used = year[1].used = week->used = true;
        if (day)
            day->used = true;
        return set_ymd(r, y, m, d);
    }
    return false;
}

/* In Chinese, Japanese, Korean. */
static bool is_year_word(const struct token *t)
{
    return t->is_word && (strcmp(t->word, "\u5E74") == 0 || strcmp(t->word, "\uB144") == 0);
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
        joined |= month && month->digits <= 2 && is_year_word(&r->tokens[i + 1]);
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

/* Whether a weekday is named, and is that of the one order and not of the other. */
static bool is_weekday_of(const struct reading *r, int64_t year, const struct token *month, const struct token *day)
{
    return month->number >= 1 && month->number <= 12 && day->number >= 1 && day->number <= 31 &&
           r->weekdays & (1u << weekday_of(year, (int)month->number, (int)day->number));
}

/* Which of the two is the month: what is above 12 is none; then the weekday tells;
 * with slashes it comes first, as it does in America. */
static bool month_comes_first(const struct reading *r, const struct token *a, const struct token *b, int64_t year)
{
    bool first = is_weekday_of(r, year, a, b), second = is_weekday_of(r, year, b, a);
    if (first != second)
        return first;
    return b->before == '/' && a->number <= 12;
}

/* "27.12.2019", "27-12-2019", "12/27/2019" */
static bool take_year_last(struct reading *r)
{
    for (size_t i = 0; i + 2 < r->count; i++) {
        struct token *a = &r->tokens[i], *b = a + 1, *c = a + 2;
        if (a->is_word || b->is_word || c->is_word || a->used || b->used || c->used || !b->before || b->before != c->before || !strchr("./-", b->before) ||
            a->digits > 2 || b->digits > 2 || (c->digits != 4 && c->digits != 2))
            continue;
        bool month_first = month_comes_first(r, a, b, full_year(c));
        if (month_first ? set_ymd(r, full_year(c), a->number, b->number) || set_ymd(r, full_year(c), b->number, a->number)
                        : set_ymd(r, full_year(c), b->number, a->number) || set_ymd(r, full_year(c), a->number, b->number)) {
            a->used = b->used = c->used = true;
            return true;
        }
    }
    return false;
}

bool date_take_day(struct reading *r)
{
    return take_week(r) || take_year_first(r) || take_numbered_month(r) || take_named_month(r) || take_year_last(r);
}
