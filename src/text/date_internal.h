/* date_internal.h: a date's text in tokens, and what was read of them so far; for
 * date.c, date_day.c and date_clock.c. */
#ifndef TELEX_TEXT_DATE_INTERNAL_H
#define TELEX_TEXT_DATE_INTERNAL_H

#include "text/date.h"
#include "text/date_names.h"

enum { MOST_TOKENS = 24, LONGEST_WORD = 64, LONGEST_DATE = 200 };

struct token {
    char before;        /* the character just before: '-', ':', '.', ' ' … */
    bool is_word;
    bool used;
    int digits;         /* of a number */
    int64_t number;
    struct date_name name;
    char word[LONGEST_WORD]; /* folded */
};

struct reading {
    struct token tokens[MOST_TOKENS];
    size_t count;
    int64_t year;
    int month, day, hour, minute, second;
    bool has_year, has_month, has_day, has_time, has_second, pm, am;
    uint8_t weekdays;   /* those that a word can mean; bit 0: Sunday */
    struct date *out;
};

/* Years of two digits: RFC 5322 §4.3. 0: it is none. */
static inline int64_t full_year(const struct token *t)
{
    if (t->digits == 2)
        return t->number + (t->number < 50 ? 2000 : 1900);
    return t->digits == 3 ? t->number + 1900 : t->number > 9999 ? 0 : t->number;
}

/* Each takes what it can read, and marks it as used. */
void date_take_clock(struct reading *r);   /* h:mm[:ss[.frac]], "5 pm", and offsets behind them */
bool date_take_day(struct reading *r);
void date_take_compact(struct reading *r); /* "T152203" */
void date_take_zone(struct reading *r);
int date_days_in_month(int64_t year, int month);

#endif
