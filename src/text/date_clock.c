/* Times of the day and zones, wherever they stand. */
#include <string.h>

#include "text/date_internal.h"

/* ---- Times: h:mm[:ss[.frac]] and "5 pm", wherever they stand ---- */

static struct token *token_at(struct reading *r, size_t i)
{
    return i < r->count ? &r->tokens[i] : NULL;
}

static bool is_one_of(const struct token *t, const char *words)
{
    const char *hit = t && t->is_word ? strstr(words, t->word) : NULL;
    size_t len = t ? strlen(t->word) : 0;
    return hit && hit[len] == ' ' && (hit == words || hit[-1] == ' ');
}

/* Words that say that "15.22" is a time. */
static bool is_told_a_time(struct reading *r, size_t i)
{
    return is_one_of(token_at(r, i + 2), "uhr clock ") || (i && is_one_of(&r->tokens[i - 1], "kl klo klokken klockan klukkan pukul jam ore "));
}

/* The minute behind the hour at i, which stands in the next token or behind a word for "hour". */
static struct token *minute_of(struct reading *r, size_t i)
{
    struct token *next = token_at(r, i + 1), *second = token_at(r, i + 2);
    if (next && !next->is_word && next->digits == 2 && (next->before == ':' || (next->before == '.' && is_told_a_time(r, i))))
        return next;
    bool unit = is_one_of(next, "h \u6642 \u65F6 \u9EDE \u70B9 \uC2DC ");
    bool counts = unit && second && !second->is_word && (next->word[0] == 'h' ? second->before == '\0' && second->digits == 2 : second->digits <= 2);
    return counts ? second : NULL;
}

static void take_second(struct reading *r, size_t minute)
{
    struct token *next = token_at(r, minute + 1), *number = token_at(r, minute + 2), *fraction = token_at(r, minute + 2);
    if (is_one_of(next, "\u5206 \uBD84 ") && number && !number->is_word && is_one_of(token_at(r, minute + 3), "\u79D2 \uCD08 ") && number->digits <= 2 && number->number <= 60)
        next = number, fraction = NULL;
    else if (!next || next->is_word || next->before != ':' || next->digits > 2 || next->number > 60)
        return;
    r->second = next->number == 60 ? 59 : (int)next->number;
    r->has_second = next->used = true;
    if (fraction && !fraction->is_word && (fraction->before == '.' || fraction->before == ','))
        fraction->used = true;
}

static void take_time(struct reading *r)
{
    for (size_t i = 0; i + 1 < r->count; i++) {
        struct token *t = &r->tokens[i], *minute = t->is_word ? NULL : minute_of(r, i);
        if (t->used || t->before == '+' || t->before == ':' || t->digits > 2 || t->number > 24 || !minute || minute->number > 59)
            continue;
        r->hour = (int)t->number;
        r->minute = (int)minute->number;
        r->has_time = t->used = minute->used = true;
        if (minute == t + 2)
            t[1].used = true;
        take_second(r, (size_t)(minute - r->tokens));
        return;
    }
}

/* "2019-12-27T15Z": an hour alone, where a zone shows what it is. */
static void take_hour(struct reading *r)
{
    for (size_t i = 1; i < r->count && !r->has_time; i++) {
        struct token *t = &r->tokens[i], *zone = token_at(r, i + 1);
        bool has_zone = is_one_of(zone, "z ") || (zone && !zone->is_word && (zone->before == '+' || zone->before == '-'));
        if (t->is_word || t->used || t->digits != 2 || t->number > 24 || !has_zone || strcmp(t[-1].word, "t") != 0)
            continue;
        r->hour = (int)t->number;
        r->has_time = t->used = true;
    }
}

static void take_noon_words(struct reading *r)
{
    for (size_t i = 0; i < r->count; i++) {
        struct token *t = &r->tokens[i];
        if (!t->is_word || t->used)
            continue;
        bool pm = t->name.half == DATE_HALF_SECOND || (strcmp(t->word, "p") == 0 && i + 1 < r->count && strcmp(t[1].word, "m") == 0);
        bool am = t->name.half == DATE_HALF_FIRST || (strcmp(t->word, "a") == 0 && i + 1 < r->count && strcmp(t[1].word, "m") == 0);
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

void date_take_zone(struct reading *r)
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
        if (date_zone(t->word, &minutes) && !(i == 0 && r->count > 2)) {
            set_zone(r, minutes);
            t->used = true;
            return;
        }
    }
}

/* "20191227T152203" and "201912271522": the time's digits run together. */
void date_take_compact(struct reading *r)
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

void date_take_clock(struct reading *r)
{
    take_time(r);
    take_hour(r);
    take_noon_words(r);
    if (r->has_time) /* offsets before days, so that "-0700" is no year */
        for (size_t i = 1; i < r->count; i++)
            if (r->tokens[i].digits == 4 && r->tokens[i - 1].used && take_offset(r, i))
                break;
}
