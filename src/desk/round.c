/* round.c: one refresh: which sources are under way, how far it is, and, when all
 * have been read, the pages of new articles where the reader wants them whole. */
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
    PAGES_EACH = 20,          /* pages of one source that one refresh fetches */
    PAGES_WINDOW = 200,       /* at a time, of all */
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
    VEC(struct fresh_article) pages;
    size_t running, first;     /* trips under way; none before the first */
    int total, done, failed, offline, added, changed; /* sources; articles */
    int pages_total, pages_begun, pages_done;
    int64_t started, told, kept; /* seconds; ticks of the last progress */
    bool telling, cancelled, paging;
    char why[400];
};

static void tell_progress(void *context);
static void cut_short(void *context);
static void go_on(struct round *r);
static void start_more(struct round *r);

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
                                .done = r->done + r->pages_done, .total = r->total + r->pages_total, .failed = r->failed,
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
                 &(struct message_progress){ .total = r->total + r->pages_total, .done = r->done + r->pages_done,
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
    for (size_t i = 0; i < r->trips.len; i++)
        trip_free(r->trips.items[i]);
    vec_release(&r->trips);
    vec_release(&r->turns);
    vec_release(&r->pages);
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

/* ---- The pages ---- */

static int newest_first(const void *a, const void *b)
{
    const struct fresh_article *x = a, *y = b;
    return x->sorted_by != y->sorted_by ? (x->sorted_by > y->sorted_by ? -1 : 1) : x->id > y->id ? -1 : x->id < y->id;
}

static void begin_pages(struct round *r);

static void page_ended(void *context, int64_t article, bool better, const char *text)
{
    struct round *r = context;
    (void)article;
    (void)better;
    (void)text;
    r->pages_done++;
    progressed(r);
    begin_pages(r);
    go_on(r);
}

static void begin_pages(struct round *r)
{
    while (r->pages_begun < r->pages_total && r->pages_begun - r->pages_done < PAGES_WINDOW)
        page_fetch(r->desk, r->pages.items[r->pages_begun++].id, false, page_ended, r);
}

static void start_pages(struct round *r)
{
    r->paging = true;
    r->pages_total = (int)r->pages.len;
    if (r->pages.len)
        qsort(r->pages.items, r->pages.len, sizeof *r->pages.items, newest_first);
    begin_pages(r);
}

/* Some of a source's new articles: its newest. */
static void want_pages(struct round *r, struct trip *t)
{
    if (t->fresh.len)
        qsort(t->fresh.items, t->fresh.len, sizeof *t->fresh.items, newest_first);
    for (size_t i = 0; i < t->fresh.len && i < PAGES_EACH; i++)
        *vec_push(&r->pages) = t->fresh.items[i];
}

/* ---- The sources ---- */

static void go_on(struct round *r)
{
    start_more(r);
    if (r->running)
        return;
    if (!r->paging && !r->cancelled)
        start_pages(r);
    if (r->cancelled || r->pages_done >= r->pages_total)
        finish(r);
}

static void say_done(struct round *r, const struct trip *t)
{
    const char *title = t->source.title ? t->source.title : t->source.feed_title;
    desk_say(r->desk, MESSAGE_SOURCE_DONE,
             &(struct message_source_done){ .source = t->source.id, .title = title ? title : t->source.address,
                                            .outcome = t->outcome });
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
    r->trips.items[t->index] = NULL;
    trip_free(t);
}

static void trip_ended(void *context, struct trip *t)
{
    struct round *r = context;
    count(r, t);
    want_pages(r, t);
    let_go(r, t);
    progressed(r);
    go_on(r);
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
    const struct trip_sink sink = { r, trip_ended };
    struct trip *t = trip_new(r->desk, s, &sink);
    t->index = r->trips.len;
    *vec_push(&r->trips) = t;
    r->running++;
    trip_start(t);
}

static void start_more(struct round *r)
{
    while (r->running < WINDOW && r->next < r->turns.len) {
        const struct source *s = r->turns.items[r->next++].source;
        if (is_there(r->desk, s->id))
            add_trip(r, s);
        else
            r->total--;
    }
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
