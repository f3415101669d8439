/* round.c: one refresh: which sources are under way, how far it is, whether there is a
 * network, and, when all have been read, the pages of new articles (pages.c). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "desk/desk_internal.h"
#include "text/url.h"

enum {
    PROGRESS_MS = 100,        /* between two messages of progress */
    PROGRESS_KEPT_MS = 1000,  /* and two notes in the store for those who follow */
    NAMES = 3,
    READ_ON_MS = 700,         /* after a cancel, for what a parser is reading */
    WINDOW = 1000,            /* trips at a time: each takes some memory while it waits for its host */
    SCREEN_BEHIND = 256 << 10 /* bytes that a screen has not read: it needs no more progress */
};

/* A source that is still to be asked; the turn of a host's first is before any host's second. */
struct turn {
    const struct source *source;
    int64_t turn;
};

struct round {
    struct desk *desk;
    struct arena arena;        /* the sources */
    VEC(struct turn) turns;
    size_t next;               /* of the turns */
    VEC(struct trip *) trips;  /* NULL: ended */
    VEC(struct trip *) doubtful; /* of the trips: ended, and it is not known whether there is a network */
    struct network network;
    struct pages pages;
    size_t running, first;     /* trips under way; none before the first */
    int total, done, failed, offline, added, changed; /* sources; articles */
    int64_t started, told, kept; /* seconds; ticks of the last progress */
    bool telling, cancelled;
    char why[400];
};

static void tell_progress(void *context);
static void cut_short(void *context);
static void go_on(struct round *r);
static void start_more(struct round *r);
static void settle_doubts(void *context);

/* ---- How far it is ---- */

/* Adds up to NAMES names of trips that have an answer, or have none yet. */
static int add_names(const struct round *r, bool answered, int named, struct str *out)
{
    for (size_t i = r->first; i < r->trips.len && named < NAMES; i++) {
        const struct trip *t = r->trips.items[i];
        if (!t || t->ask.began != answered)
            continue;
        if (!str_addf(out, "%s%s", named ? ", " : "", source_name(&t->source)))
            break; /* a name that does not fit is left out whole */
        named++;
    }
    return named;
}

/* "BBC, DW, France 24": some of those that answer just now, or else keep one waiting. */
static void name_some(struct round *r, char *out, size_t size)
{
    struct str names;
    str_init(&names, size - 1);
    while (r->first < r->trips.len && !r->trips.items[r->first])
        r->first++;
    add_names(r, false, add_names(r, true, 0, &names), &names);
    snprintf(out, size, "%s", names.data);
    str_release(&names);
}

static void keep_progress(struct round *r, bool running, const char *names)
{
    struct desk *d = r->desk;
    struct store_progress p = { .running = running, .pid = getpid(), .started = r->started, .at = clock_now(&d->clock),
                                .done = r->done + r->pages.done, .total = r->total + r->pages.total, .failed = r->failed,
                                .added = r->added };
    struct err err = { 0 };
    snprintf(p.names, sizeof p.names, "%s", names);
    r->kept = clock_tick(&d->clock);
    if (batch_open(&d->batch, &err) == 0 && store_put_progress(d->store, &p, &err) == 0)
        batch_wrote(&d->batch, 1, &err);
}

static void tell_progress(void *context)
{
    struct round *r = context;
    struct desk *d = r->desk;
    char names[200];
    r->telling = false;
    r->told = clock_tick(&d->clock);
    name_some(r, names, sizeof names);
    if (channel_queued(&d->screen) < SCREEN_BEHIND)
        desk_say(d, MESSAGE_PROGRESS,
                 &(struct message_progress){ .total = r->total + r->pages.total, .done = r->done + r->pages.done,
                                             .failed = r->failed, .added = r->added, .names = names });
    if (r->told - r->kept >= PROGRESS_KEPT_MS)
        keep_progress(r, true, names);
}

static void progressed(struct round *r)
{
    if (r->telling)
        return;
    r->telling = true;
    loop_after(r->desk->loop, r->told + PROGRESS_MS - clock_tick(&r->desk->clock), tell_progress, r);
}

/* ---- Its end ---- */

void round_free(struct round *r)
{
    if (!r)
        return;
    loop_stop(r->desk->loop, tell_progress, r);
    loop_stop(r->desk->loop, cut_short, r);
    loop_stop(r->desk->loop, settle_doubts, r);
    for (size_t i = 0; i < r->trips.len; i++)
        trip_free(r->trips.items[i]);
    vec_release(&r->trips);
    vec_release(&r->turns);
    vec_release(&r->doubtful);
    network_release(&r->network);
    pages_release(&r->pages);
    arena_release(&r->arena);
    free(r);
}

static void finish(struct round *r)
{
    struct desk *d = r->desk;
    struct err err = { 0 };
    struct message_refreshed end = { .total = r->total, .worked = r->done - r->failed - r->offline, .failed = r->failed,
                                     .added = r->added, .changed = r->changed, .cancelled = r->cancelled, .text = r->why };
    if (!r->total)
        follow_figures(d, &end);
    keep_progress(r, false, "");
    if (batch_commit(&d->batch, &err) && !r->why[0])
        snprintf(r->why, sizeof r->why, "%s", err.text);
    if (!r->why[0] && r->offline)
        snprintf(r->why, sizeof r->why, "%s", _("there is no network; what is stored can be read"));
    d->round = NULL;
    d->all_made = false;
    desk_say(d, MESSAGE_REFRESHED, &end);
    round_free(r);
    store_checkpoint(d->store);
    follow_release(d);
    desk_next(d);
}

void round_abort(struct desk *d, const char *why)
{
    struct round *r = d->round;
    if (!r)
        return;
    snprintf(r->why, sizeof r->why, "%s", why);
    r->cancelled = true;
    errands_drop(d, true, NULL);
    for (size_t i = 0; i < r->trips.len; i++) {
        trip_free(r->trips.items[i]);
        r->trips.items[i] = NULL;
    }
    finish(r);
}

/* ---- The sources ---- */

static void pages_progressed(void *context)
{
    struct round *r = context;
    progressed(r);
    go_on(r);
}

/* True where all that is to be asked was asked. */
static bool all_asked(struct round *r)
{
    if (r->running > r->doubtful.len)
        return false;
    if (!r->doubtful.len)
        return true;
    network_end(&r->network);
    loop_after(r->desk->loop, 0, settle_doubts, r);
    return false;
}

static void go_on(struct round *r)
{
    struct err err = { 0 };
    start_more(r);
    if (!all_asked(r))
        return;
    if (!r->pages.has_begun && !r->cancelled && pages_start(&r->pages, &err))
        desk_store_failed(r->desk, &err);
    else if (r->cancelled || r->pages.done >= r->pages.total)
        finish(r);
}

static void say_done(struct round *r, const struct trip *t)
{
    desk_say(r->desk, MESSAGE_SOURCE_DONE,
             &(struct message_source_done){ .source = t->source.id, .title = source_name(&t->source), .outcome = t->outcome });
}

static void count(struct round *r, const struct trip *t)
{
    const struct outcome *o = &t->outcome;
    r->running--;
    r->added += o->added;
    r->changed += o->changed;
    if (o->kind == OUTCOME_CANCELLED)
        return;
    r->done++;
    r->offline += o->kind == OUTCOME_OFFLINE;
    /* No network is one calm line, not a thousand failures. */
    if (o->kind == OUTCOME_OFFLINE)
        return;
    r->failed += !outcome_is_good(o->kind);
    say_done(r, t);
}

static void let_go(struct round *r, struct trip *t)
{
    for (size_t i = 0; i < r->doubtful.len; i++)
        if (r->doubtful.items[i] == t) {
            vec_remove(&r->doubtful, i);
            break;
        }
    r->trips.items[t->index] = NULL;
    trip_free(t);
}

static void trip_ended(void *context, struct trip *t)
{
    struct round *r = context;
    struct err err = { 0 };
    count(r, t);
    if (pages_want(r->desk, t, &err)) {
        desk_store_failed(r->desk, &err);
        return;
    }
    let_go(r, t);
    progressed(r);
    go_on(r);
}

/* ---- Whether there is a network ---- */

/* Who is still waiting for an answer need not wait for the time-out. */
static void stop_waiting(struct round *r)
{
    for (size_t i = 0; i < r->trips.len; i++) {
        struct trip *t = r->trips.items[i];
        if (!t || t->ask.began || network_is_near(t->source.address) || !trip_cancel(t))
            continue;
        t->outcome.kind = OUTCOME_OFFLINE;
        count(r, t);
        let_go(r, t);
    }
}

/* What was in doubt is a failure of each, or nobody's. */
static void settle_doubts(void *context)
{
    struct round *r = context;
    struct desk *d = r->desk;
    bool gone = r->network.state == NETWORK_GONE;
    if (gone)
        stop_waiting(r);
    while (d->round == r && r->doubtful.len) {
        struct trip *t = r->doubtful.items[r->doubtful.len - 1];
        r->doubtful.len--;
        if (gone)
            t->outcome.kind = OUTCOME_OFFLINE;
        trip_settle(t);
    }
    if (gone && d->round == r)
        go_on(r);
}

static bool doubts(void *context, struct trip *t)
{
    struct round *r = context;
    enum network_state before = r->network.state;
    bool doubtful = network_take(&r->network, &t->source, &t->outcome), unknown = r->network.state == NETWORK_UNKNOWN;
    if (r->network.state != before)
        loop_after(r->desk->loop, 0, settle_doubts, r);
    if (!doubtful)
        return false;
    if (!unknown)
        t->outcome.kind = OUTCOME_OFFLINE;
    else
        *vec_push(&r->doubtful) = t;
    if (unknown)
        go_on(r);
    return unknown;
}

static void cut_short(void *context)
{
    const struct round *r = context;
    round_abort(r->desk, "");
}

void round_cancel(struct desk *d)
{
    struct round *r = d->round;
    if (!r || r->cancelled)
        return;
    r->cancelled = true;
    r->next = r->turns.len;
    loop_after(d->loop, READ_ON_MS, cut_short, r);
    errands_drop(d, true, NULL);
    for (size_t i = 0; i < r->trips.len; i++) {
        struct trip *t = r->trips.items[i];
        if (t && trip_cancel(t)) {
            count(r, t);
            let_go(r, t);
        }
    }
    go_on(r);
}

static bool is_there(struct desk *d, int64_t source)
{
    struct arena arena = { 0 };
    struct source now;
    bool there = store_source(d->store, &arena, source, &now, NULL) == 1;
    arena_release(&arena);
    return there;
}

void round_check_sources(struct desk *d)
{
    struct round *r = d->round;
    for (size_t i = 0; r && i < r->trips.len; i++) {
        struct trip *t = r->trips.items[i];
        if (!t || is_there(d, t->source.id))
            continue;
        t->outcome.kind = OUTCOME_CANCELLED;
        count(r, t);
        r->total--;
        let_go(r, t);
    }
    if (r)
        go_on(r);
}

/* ---- Its beginning ---- */

/* What this refresh asks already, or has yet to ask, is not asked twice. */
static bool is_under_way(const struct round *r, int64_t source, size_t turns)
{
    for (size_t i = 0; turns && i < r->trips.len; i++)
        if (r->trips.items[i] && r->trips.items[i]->source.id == source)
            return true;
    for (size_t i = r->next; i < turns; i++)
        if (r->turns.items[i].source->id == source)
            return true;
    return false;
}

static bool is_wanted(struct desk *d, const struct plan *plan, const struct source *s, struct arena *arena)
{
    struct store_fetch fetch = { 0 };
    struct options o;
    struct source now = *s;
    if (s->line == 0)
        return false; /* no longer in the sources file */
    if (plan->scope == REFRESH_DUE)
        store_get_fetch(d->store, arena, s->id, &fetch, NULL);
    desk_options(d, s, &o);
    now.stopped = option_get(&o, OPTION_stopped) != 0;
    bool wanted = plan_wants(plan, &now, &fetch, plan_interval(s, option_get(&o, OPTION_interval), plan->now));
    options_release(&o);
    return wanted;
}

static void add_trip(struct round *r, const struct source *s)
{
    const struct trip_sink sink = { r, trip_ended, doubts };
    struct trip *t = trip_new(r->desk, s, &sink);
    t->index = r->trips.len;
    *vec_push(&r->trips) = t;
    r->running++;
    trip_start(t);
}

static void start_next(struct round *r, const struct source *s)
{
    if (!is_there(r->desk, s->id)) {
        r->total--;
    } else if (r->network.state == NETWORK_GONE && !network_is_near(s->address)) {
        r->done++;
        r->offline++;
    } else {
        add_trip(r, s);
    }
}

static void start_more(struct round *r)
{
    while (r->running - r->doubtful.len < WINDOW && r->next < r->turns.len)
        start_next(r, r->turns.items[r->next++].source);
}

static int by_turn(const void *a, const void *b)
{
    const struct turn *x = a, *y = b;
    if (x->turn != y->turn)
        return x->turn < y->turn ? -1 : 1;
    return x->source->position < y->source->position ? -1 : x->source->position > y->source->position;
}

static void add_turn(struct round *r, const struct source *s, struct map *hosts)
{
    struct str host = STR_INIT;
    url_host(s->address, &host);
    const int64_t *seen = map_find(hosts, host.data);
    int64_t turn = seen ? *seen + 1 : 0;
    map_put(hosts, host.data, turn);
    *vec_push(&r->turns) = (struct turn){ s, turn };
    str_release(&host);
}

static int add_sources(struct round *r, const struct plan *plan, struct err *err)
{
    struct store_sources all;
    struct arena scratch = { 0 };
    struct map hosts = { 0 };
    size_t before = r->turns.len;
    int result = store_sources(r->desk->store, &r->arena, &all, err);
    for (size_t i = 0; result == 0 && i < all.count; i++)
        if (is_wanted(r->desk, plan, &all.items[i], &scratch) && !is_under_way(r, all.items[i].id, before))
            add_turn(r, &all.items[i], &hosts);
    if (r->turns.len > before)
        qsort(r->turns.items + before, r->turns.len - before, sizeof *r->turns.items, by_turn);
    r->total += (int)(r->turns.len - before);
    map_release(&hosts);
    arena_release(&scratch);
    return result;
}

static struct round *round_new(struct desk *d)
{
    struct round *r = mem_zero(1, sizeof *r);
    r->desk = d;
    r->started = clock_now(&d->clock);
    r->told = clock_tick(&d->clock) - PROGRESS_MS;
    r->pages = (struct pages){ .desk = d, .network = &r->network, .context = r, .progressed = pages_progressed };
    return r;
}

void round_order(struct desk *d, const struct plan *plan)
{
    struct err err = { 0 };
    if (d->round && d->round->cancelled)
        round_abort(d, "");
    if (!d->round)
        d->round = round_new(d);
    struct round *r = d->round;
    struct plan rest = *plan;
    if (r->total && r->started < rest.since)
        rest.since = r->started;
    documents_stop(d);
    if (add_sources(r, &rest, &err)) {
        round_abort(d, err.text);
        return;
    }
    start_more(r);
    if (r->running)
        keep_progress(r, true, "");
    progressed(r);
    go_on(r);
}
