#include "desk/trial.h"

enum { FEW = 100 /* letters: a caption or two */ };

bool trial_gives_more(size_t page_weight, size_t feed_weight)
{
    return page_weight > feed_weight + feed_weight / 4 + FEW;
}

static bool is_stale(const struct store_trial *t, int64_t now)
{
    return t->verdict == STORE_TRIAL_FEED && now - t->at >= TRIAL_AGAIN;
}

int trial_missing(const struct store_trial *t, int64_t now)
{
    if (is_stale(t, now))
        return TRIAL_ARTICLES;
    return t->verdict == STORE_TRIAL_OPEN && t->tried < TRIAL_ARTICLES ? TRIAL_ARTICLES - (int)t->tried : 0;
}

static void decide(struct store_trial *t, enum store_trial_verdict verdict, int64_t now)
{
    t->verdict = verdict;
    t->at = now;
    t->tried = t->more = 0;
}

bool trial_note(struct store_trial *t, int64_t article, bool more, int64_t now)
{
    if (is_stale(t, now))
        decide(t, STORE_TRIAL_OPEN, now);
    t->last = article > t->last ? article : t->last;
    if (t->verdict == STORE_TRIAL_FEED)
        return false; /* asked for before it was decided */
    t->tried = t->verdict == STORE_TRIAL_PAGE && more ? 0 : t->tried + 1;
    t->more += more;
    if (t->verdict == STORE_TRIAL_PAGE && t->tried >= TRIAL_MISSES)
        decide(t, STORE_TRIAL_FEED, now);
    if (t->verdict != STORE_TRIAL_OPEN || t->tried < TRIAL_ARTICLES)
        return false;
    decide(t, t->more * 2 > TRIAL_ARTICLES ? STORE_TRIAL_PAGE : STORE_TRIAL_FEED, now);
    return t->verdict == STORE_TRIAL_PAGE;
}
