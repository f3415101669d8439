#include "desk/plan.h"

#include <string.h>

#include "base/str.h"
#include "conf/options.h"

enum { HOUR = 3600, DAY = 24 * HOUR, LEARNT_LEAST = HOUR / 4, QUIET_TIMES = 8, ALL_HOURS = (1 << 24) - 1, ALL_DAYS = (1 << 7) - 1 };

static bool is_below(const char *section, const char *of)
{
    size_t len = strlen(of);
    return len == 0 || (str_starts(section, of) && (!section[len] || str_starts(section + len, " > ")));
}

static bool is_meant(const struct plan *p, const struct source *s)
{
    switch (p->scope) {
    case REFRESH_SOURCE: return s->id == p->source;
    case REFRESH_SECTION: return is_below(s->section ? s->section : "", p->section ? p->section : "");
    default: return true;
    }
}

/* skipHours and skipDays; a feed that skips all of them means nothing. */
static bool is_quiet(const struct store_fetch *f, int64_t now)
{
    unsigned hour = (unsigned)(now % DAY / 3600), day = (unsigned)((now / DAY + 4) % 7);
    return (f->skip_hours != ALL_HOURS && (f->skip_hours >> hour & 1)) ||
           (f->skip_days != ALL_DAYS && (f->skip_days >> day & 1));
}

/* Who has been quiet for longer than usual may have slowed down. */
int64_t plan_interval(const struct source *source, int64_t setting, int64_t now)
{
    int64_t each = source->rhythm, quiet = source->newest > 0 ? (now - source->newest) / QUIET_TIMES : 0;
    if (setting != OPTION_AUTO)
        return setting;
    if (each <= 0)
        return HOUR;
    each = (quiet > each ? quiet : each) / 2;
    return each < LEARNT_LEAST ? LEARNT_LEAST : each > DAY ? DAY : each;
}

static bool is_due(const struct plan *p, const struct source *s, const struct store_fetch *f, int64_t interval)
{
    /* Whoever refreshes every hour on the hour must not find a source due a second later. */
    int64_t slack = interval / 10 < 60 ? interval / 10 : 60;
    bool clock_was_set_back = s->last.when > p->now + DAY;
    if (s->last.kind == OUTCOME_NONE || clock_was_set_back)
        return true;
    if (p->now < s->next_try)
        return false;
    return s->failing_since || (p->now + slack >= s->last.when + interval && !is_quiet(f, p->now));
}

/* The reader has said so, or the publisher: by 410, or Retry-After. */
static bool is_barred(const struct plan *p, const struct source *s)
{
    return s->stopped || s->last.kind == OUTCOME_GONE || ((s->last.status == 429 || s->last.status == 503) && p->now < s->next_try);
}

bool plan_wants(const struct plan *p, const struct source *source, const struct store_fetch *fetch, int64_t interval)
{
    if (!is_meant(p, source) || (source->last.kind != OUTCOME_NONE && source->last.when >= p->since))
        return false;
    if (p->scope == REFRESH_SOURCE || (p->force && !source->stopped))
        return true;
    return !is_barred(p, source) && (p->scope != REFRESH_DUE || is_due(p, source, fetch, interval));
}
