/* follow.c: another desk refreshes the same store: its progress is told from the
 * store, and an order to refresh waits until it is over and then asks only for what
 * it did not ask. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "desk/desk_internal.h"

void follow_wait(struct desk *d, const struct plan *plan)
{
    struct waiting_order *w = &d->order;
    struct store_progress p = { 0 };
    follow_cancel(d);
    w->is_waiting = true;
    w->plan = *plan;
    w->section = mem_strdup(plan->section);
    w->plan.section = w->section;
    w->plan.since = plan->now;
    if (store_get_progress(d->store, &p, NULL) == 1 && p.running && p.started < w->plan.since)
        w->plan.since = p.started;
    d->looked = false;
    follow_look(d);
}

bool follow_cancel(struct desk *d)
{
    bool waited = d->order.is_waiting;
    free(d->order.section);
    d->order = (struct waiting_order){ 0 };
    return waited;
}

void follow_release(struct desk *d)
{
    d->order.has_waited = false;
}

static struct message_refreshed figures(const struct desk *d)
{
    const struct store_progress *p = &d->other;
    return (struct message_refreshed){ .total = p->total, .worked = p->done - p->failed, .failed = p->failed,
                                       .added = p->added, .cancelled = p->done < p->total, .other = true };
}

void follow_figures(struct desk *d, struct message_refreshed *end)
{
    if (d->order.has_waited)
        *end = figures(d);
}

static void tell(struct desk *d)
{
    const struct store_progress *p = &d->other;
    desk_say(d, MESSAGE_PROGRESS,
             &(struct message_progress){ .total = p->total, .done = p->done, .failed = p->failed, .added = p->added,
                                         .names = p->names, .other = true });
}

static void take_over(struct desk *d)
{
    struct plan plan = d->order.plan;
    d->order.is_waiting = false;
    d->order.has_waited = true;
    d->other_runs = false;
    round_order(d, &plan);
}

/* A desk that died says no more that it runs, but its lock is free. */
static void look_at_other(struct desk *d)
{
    struct store_progress p = { 0 };
    struct store_changes changes;
    bool taken = lock_is_taken(&d->lock, LOCK_REFRESH), changed = store_poll(d->store, &changes) && changes.progress;
    if (changes.articles)
        d->all_made = false;
    if (changed || !d->looked) {
        if (store_get_progress(d->store, &p, NULL) != 1)
            return;
        d->looked = true;
        if (p.pid == getpid())
            return;
        d->other = p;
        d->other_runs = d->other_runs || (p.running && taken);
        if (p.running && taken)
            tell(d);
    }
    if (d->other_runs && (!taken || !d->other.running)) {
        d->other_runs = false;
        if (!d->order.is_waiting) {
            struct message_refreshed end = figures(d);
            desk_say(d, MESSAGE_REFRESHED, &end);
        }
    }
}

void follow_look(struct desk *d)
{
    if (!d->opened || d->round)
        return;
    look_at_other(d);
    if (d->order.is_waiting && lock_try(&d->lock, LOCK_REFRESH))
        take_over(d);
}
