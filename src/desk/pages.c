/* pages.c: the pages of new articles, where the reader wants them whole: a queue in the
 * store, so that what one refresh could not fetch, the next one does. */
#include <stdlib.h>

#include "desk/desk_internal.h"
#include "desk/trial.h"

enum {
    PAGES_EACH = 20,   /* pages of one source that one refresh fetches */
    PAGES_MAX = 20000, /* of all */
    PAGES_WINDOW = 200 /* at a time, of all */
};

static int newest_first(const void *a, const void *b)
{
    const struct fresh_article *x = a, *y = b;
    return x->sorted_by != y->sorted_by ? (x->sorted_by > y->sorted_by ? -1 : 1) : x->id > y->id ? -1 : x->id < y->id;
}

static int want_newest(struct desk *d, int64_t source, int64_t after, int count, struct err *err)
{
    if (batch_open(&d->batch, err) || store_want_newest_pages(d->store, source, after, count, err))
        return -1;
    return batch_wrote(&d->batch, count, err);
}

int pages_want(struct desk *d, struct trip *t, struct err *err)
{
    if (t->trial && outcome_is_good(t->outcome.kind))
        return want_newest(d, t->source.id, t->tried, t->trial, err);
    if (!t->fresh.len)
        return 0;
    qsort(t->fresh.items, t->fresh.len, sizeof *t->fresh.items, newest_first);
    if (batch_open(&d->batch, err))
        return -1;
    size_t count = t->fresh.len < PAGES_EACH ? t->fresh.len : PAGES_EACH;
    for (size_t i = 0; i < count; i++)
        if (store_want_page(d->store, t->fresh.items[i].id, err))
            return -1;
    return batch_wrote(&d->batch, (int)count, err);
}

/* What came of it is known, and the store may forget that it was wanted. */
static int forget(struct desk *d, int64_t article, struct err *err)
{
    if (batch_open(&d->batch, err) || store_page_done(d->store, article, err))
        return -1;
    return batch_wrote(&d->batch, 1, err);
}

/* What a page says of its source. Where that decides that pages are wanted, those of its
 * newest articles are, as if it had been known before: with the next refresh. */
static int learn(struct desk *d, const struct page_end *end, struct err *err)
{
    struct store_trial t;
    if (!end->is_trial)
        return 0;
    if (store_get_trial(d->store, end->source, &t, err) < 0)
        return -1;
    bool wanted = trial_note(&t, end->article, end->more, clock_now(&d->clock));
    if (batch_open(&d->batch, err) || store_put_trial(d->store, end->source, &t, err) || batch_wrote(&d->batch, 1, err))
        return -1;
    return wanted ? want_newest(d, end->source, 0, PAGES_EACH - TRIAL_ARTICLES, err) : 0;
}

/* Without a network, or where nobody knows whether there is one, it waits for the next refresh. */
static bool shall_wait(const struct pages *p, enum outcome_kind asked)
{
    bool unreached = asked == OUTCOME_NO_HOST || asked == OUTCOME_UNREACHED || asked == OUTCOME_TIMEOUT;
    return asked == OUTCOME_OFFLINE || asked == OUTCOME_CANCELLED || (unreached && p->network->state != NETWORK_THERE);
}

static void begin(struct pages *p);

static void ended(void *context, const struct page_end *end)
{
    struct pages *p = context;
    struct err err = { 0 };
    p->done++;
    if (!shall_wait(p, end->asked) && (forget(p->desk, end->article, &err) || learn(p->desk, end, &err))) {
        desk_store_failed(p->desk, &err);
        return;
    }
    begin(p);
    p->progressed(p->context);
}

static void begin(struct pages *p)
{
    while (p->begun < p->total && p->begun - p->done < PAGES_WINDOW)
        page_fetch(p->desk, p->articles[p->begun++], false, ended, p);
}

int pages_start(struct pages *p, struct err *err)
{
    size_t count = 0;
    p->has_begun = true;
    if (p->network->state == NETWORK_GONE)
        return 0;
    if (store_wanted_pages(p->desk->store, &p->articles, PAGES_MAX, &count, err))
        return -1;
    p->total = (int)count;
    begin(p);
    return 0;
}

void pages_release(struct pages *p)
{
    free(p->articles);
    *p = (struct pages){ 0 };
}
