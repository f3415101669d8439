/* trip.c: one source's way: asked, read by a parser, written into the store. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "desk/desk_internal.h"
#include "desk/trial.h"
#include "model/condition.h"
#include "text/url.h"

enum {
    HOUR = 3600, DAY = 24 * HOUR,
    KEPT_THOUGH_DAMAGED = 1000, /* so many are too many to miss what a damaged feed did not show */
    PLACES = 1800, /* items of one feed that are kept in its order where they tell no time */
    FRESH_MAX = 1000 /* new and rewritten articles of one refresh whose pages may be wanted; the newest of them are fetched */
};

static const char accepted[] = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
                               "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.8";

static struct store_keep what_to_keep(const struct options *o, int64_t now)
{
    int64_t articles = option_get(o, OPTION_keep), days = option_get(o, OPTION_keep_days);
    return (struct store_keep){ articles == OPTION_ALL ? -1 : articles, days == OPTION_ALL ? INT64_MIN : now - days * DAY };
}

/* Whether all pages of the source are wanted, or only those of a few articles. */
static void choose_pages(struct trip *t, int64_t full)
{
    struct store_trial known = { 0 };
    t->full = full == FULL_YES;
    if (full != FULL_AUTO)
        return;
    store_get_trial(t->desk->store, t->source.id, &known, NULL);
    t->full = known.verdict == STORE_TRIAL_PAGE;
    t->trial = trial_missing(&known, clock_now(&t->desk->clock));
    t->tried = known.last;
}

struct trip *trip_new(struct desk *d, const struct source *source, const struct trip_sink *sink)
{
    struct trip *t = mem_zero(1, sizeof *t);
    struct options o;
    t->desk = d;
    t->source = *source;
    t->sink = *sink;
    desk_options(d, source, &o);
    t->keep = what_to_keep(&o, clock_now(&d->clock));
    choose_pages(t, option_get(&o, OPTION_full));
    t->unread_again = option_get(&o, OPTION_rewritten) == REWRITTEN_UNREAD;
    options_release(&o);
    store_get_fetch(d->store, &t->arena, source->id, &t->fetch, NULL);
    t->ttl = t->fetch.ttl;
    return t;
}

static void end_unasked(void *context);

void trip_free(struct trip *t)
{
    if (!t)
        return;
    if (t->is_parsing)
        parsers_drop(t->desk->parsers, &t->job);
    loop_stop(t->desk->loop, end_unasked, t);
    store_refresh_free(t->refresh);
    ask_release(&t->ask);
    vec_release(&t->fresh);
    arena_release(&t->arena);
    free(t->named);
    free(t);
}

/* ---- The end ---- */

static void tell_move(struct desk *d, const char *from, const char *to, bool moved, const struct err *why)
{
    struct str old = STR_INIT, new = STR_INIT;
    url_display(from, &old);
    url_display(to, &new);
    if (moved)
        desk_note(d, _("%s has moved for good to %s; the sources file now says so"), old.data, new.data);
    else
        log_note("%s has moved to %s, but %s", old.data, new.data, why->text);
    str_release(&old);
    str_release(&new);
}

/* The sources file follows a source that has moved for good. */
static int follow_move(struct trip *t, struct err *err)
{
    const char *from = t->source.address, *to = t->ask.moved_to;
    struct err why = { 0 };
    int moved = sources_move(t->desk, &t->source, to, &why);
    if (moved < 0)
        *err = why;
    else
        tell_move(t->desk, from, to, moved, &why);
    return moved < 0 ? -1 : 0;
}

/* How often it publishes, where there is something new to tell it by. */
static int learn_rhythm(struct trip *t, struct err *err)
{
    int64_t times[CONDITION_TIMES];
    size_t count = 0;
    if (!t->outcome.added)
        return 0;
    int result = store_source_times(t->desk->store, t->source.id, times, CONDITION_TIMES, &count, err);
    t->source.newest = count ? times[0] : 0;
    t->source.rhythm = condition_rhythm(times, count);
    return result;
}

/* Where the source may stand now: true where it shall be moved at once. */
static bool note_moved(struct trip *t)
{
    if (outcome_is_good(t->outcome.kind))
        return health_moved(&t->fetch, t->ask.moved_to);
    if (t->outcome.kind == OUTCOME_NOT_A_FEED) {
        t->fetch.moved_to = t->named;
        t->fetch.moved_seen = 0;
    }
    return false;
}

static int write_outcome(struct trip *t, struct err *err)
{
    struct desk *d = t->desk;
    const struct health_visit visit = { t->ask.retry_after, t->ask.max_age, t->ttl, d->seed, t->ask.took };
    bool moved = note_moved(t);
    if (learn_rhythm(t, err))
        return -1;
    health_note(&t->source, &t->fetch, &t->outcome, &visit);
    if (batch_open(&d->batch, err) || store_put_outcome(d->store, &t->source, &t->fetch, err) ||
        (moved && follow_move(t, err)))
        return -1;
    return batch_wrote(&d->batch, 1, err);
}

/* What no publisher is to blame for leaves no trace. */
static bool is_noted(enum outcome_kind kind)
{
    return kind != OUTCOME_OFFLINE && kind != OUTCOME_CANCELLED;
}

void trip_settle(struct trip *t)
{
    struct err err = { 0 };
    if (is_noted(t->outcome.kind) && write_outcome(t, &err)) {
        desk_store_failed(t->desk, &err);
        return;
    }
    store_refresh_free(t->refresh);
    t->refresh = NULL;
    t->sink.ended(t->sink.context, t);
}

static void end(struct trip *t)
{
    if (!t->sink.doubts || !t->sink.doubts(t->sink.context, t))
        trip_settle(t);
}

/* ---- What the parser says ---- */

/* Where an article stands in the lists: when it was published, or first seen where
 * that is unknown, before there was a network, or still to come. Where no time of
 * day tells, the feed's own order does, first things first. */
static int64_t sort_time(const struct article *a, int64_t now, int place)
{
    const struct stamp *t = a->published.parts ? &a->published : &a->updated;
    if (place > PLACES)
        place = PLACES;
    if (!t->parts || t->at <= DAY || t->at > now + DAY)
        return now - place;
    return t->parts == STAMP_DAY ? t->at + PLACES - place : t->at;
}

static void note_fresh(struct trip *t, int64_t id, int64_t sorted_by)
{
    if (t->full && t->fresh.len < FRESH_MAX)
        *vec_push(&t->fresh) = (struct fresh_article){ id, sorted_by };
}

static int note_put(struct trip *t, int64_t id, enum store_put how, int64_t sorted_by, struct err *err)
{
    t->outcome.added += how == STORE_PUT_NEW;
    t->outcome.changed += how == STORE_PUT_CHANGED;
    if (how == STORE_PUT_NEW || how == STORE_PUT_CHANGED)
        note_fresh(t, id, sorted_by);
    return batch_wrote(&t->desk->batch, 1, err);
}

static int put_item(struct trip *t, const struct message_item *item, struct err *err)
{
    struct desk *d = t->desk;
    struct article a = item->article;
    enum store_put how;
    int64_t id;
    a.source = t->source.id;
    a.first_seen = clock_now(&d->clock);
    a.sorted_by = sort_time(&a, a.first_seen, t->place++);
    if (batch_open(&d->batch, err) || store_refresh_put(t->refresh, &a, item->item, item->item_len, &id, &how, err))
        return -1;
    return note_put(t, id, how, a.sorted_by, err);
}

/* What was not told apart before everything was seen. */
static int put_rest(struct trip *t, struct err *err)
{
    struct desk *d = t->desk;
    while (store_refresh_waits(t->refresh)) {
        enum store_put how;
        int64_t id;
        if (batch_open(&d->batch, err) || store_refresh_later(t->refresh, &id, &how, err) ||
            note_put(t, id, how, clock_now(&d->clock), err))
            return -1;
    }
    return 0;
}

static int put_facts(struct trip *t, const struct feed *feed, struct err *err)
{
    struct desk *d = t->desk;
    t->ttl = feed->ttl;
    if (batch_open(&d->batch, err) || store_put_feed(d->store, t->source.id, feed, err))
        return -1;
    return batch_wrote(&d->batch, 1, err);
}

/* What only looks like a feed, or leads to one, is in the outcome's text alone. */
static bool is_stated(const struct message_found *f)
{
    return f->type && !str_same(f->type, "sitemap");
}

static void take_message(void *context, const struct message *m)
{
    struct trip *t = context;
    struct err err = { 0 };
    int result = 0;
    if (m->kind == MESSAGE_ITEM)
        result = put_item(t, &m->item, &err);
    else if (m->kind == MESSAGE_FEED_FACTS)
        result = put_facts(t, &m->feed_facts.feed, &err);
    else if (m->kind == MESSAGE_FOUND && !t->named && is_stated(&m->found))
        t->named = mem_strdup(m->found.url);
    if (result)
        desk_store_failed(t->desk, &err); /* the trip is gone now */
}

/* The body came whole and was read from its beginning to its end. */
static int close_book(struct trip *t, bool damaged, struct err *err)
{
    struct desk *d = t->desk;
    t->fetch.body_hash = spool_hash(&t->ask.body);
    t->fetch.etag = t->ask.etag;
    t->fetch.last_modified = t->ask.last_modified;
    /* What a damaged feed no longer carries may only be what it lost. */
    struct store_keep keep = t->keep;
    if (damaged)
        keep = (struct store_keep){ keep.articles < KEPT_THOUGH_DAMAGED ? -1 : keep.articles, INT64_MIN };
    int64_t removed = 0;
    if (batch_open(&d->batch, err) || store_refresh_end(t->refresh, &keep, &removed, err))
        return -1;
    return batch_wrote(&d->batch, (int)(removed < BATCH_ROWS ? removed : BATCH_ROWS), err);
}

static void take_kind(struct trip *t, const struct outcome *read)
{
    bool whole = t->ask.end == FETCH_WHOLE;
    if (whole || (t->ask.end == FETCH_BROKEN && outcome_is_good(read->kind)))
        t->outcome.kind = whole ? read->kind : OUTCOME_DAMAGED;
    if (whole)
        memcpy(t->outcome.text, read->text, sizeof t->outcome.text);
    if (t->outcome.kind == OUTCOME_SAME && t->outcome.added + t->outcome.changed > 0)
        t->outcome.kind = OUTCOME_NEW;
}

static void parsed(void *context, const struct outcome *read)
{
    struct trip *t = context;
    struct err err = { 0 };
    t->is_parsing = false;
    if (put_rest(t, &err)) {
        desk_store_failed(t->desk, &err);
        return;
    }
    if (t->ask.end == FETCH_WHOLE && outcome_is_good(read->kind) &&
        close_book(t, read->kind == OUTCOME_DAMAGED, &err)) {
        desk_store_failed(t->desk, &err);
        return;
    }
    take_kind(t, read);
    end(t);
}

/* ---- What the publisher says ---- */

static void parse(struct trip *t)
{
    t->opening = (struct message_feed){ .base = t->ask.url, .content_type = t->ask.content_type };
    t->job = (struct parser_job){ .kind = MESSAGE_FEED, .opening = &t->opening, .body = &t->ask.body,
                                  .cut = t->ask.end != FETCH_WHOLE, .context = t, .message = take_message, .done = parsed };
    t->refresh = store_refresh_new(t->desk->store, t->source.id);
    if (t->unread_again)
        store_refresh_unread_again(t->refresh);
    t->is_parsing = true;
    parsers_give(t->desk->parsers, &t->job);
}

/* Nothing new: what was damaged still is. */
static void unchanged(struct trip *t)
{
    t->outcome.kind = OUTCOME_SAME;
    t->fetch.etag = t->ask.etag ? t->ask.etag : t->fetch.etag;
    t->fetch.last_modified = t->ask.last_modified ? t->ask.last_modified : t->fetch.last_modified;
    if (t->source.last.kind == OUTCOME_DAMAGED) {
        t->outcome.kind = OUTCOME_DAMAGED;
        memcpy(t->outcome.text, t->source.last.text, sizeof t->outcome.text);
    }
    end(t);
}

static void answered(void *context, struct ask *a)
{
    struct trip *t = context;
    struct desk *d = t->desk;
    t->outcome = a->outcome;
    if (a->err.text[0]) {
        struct err err = a->err;
        desk_store_failed(d, &err);
    } else if (a->end == FETCH_NOT_MODIFIED ||
               (a->end == FETCH_WHOLE && t->fetch.body_hash == spool_hash(&a->body))) {
        unchanged(t);
    } else if (ask_has_body(a)) {
        parse(t);
    } else {
        end(t);
    }
}

static void end_unasked(void *context)
{
    end(context);
}

void trip_start(struct trip *t)
{
    struct options o;
    desk_options(t->desk, &t->source, &o);
    struct fetch_request request = ask_request(t->source.address, &o);
    request.accept = accepted;
    request.may_run = true;
    request.etag = t->fetch.etag;
    request.last_modified = t->fetch.last_modified;
    if (ask_start(t->desk, &t->ask, &request, answered, t)) {
        t->outcome = t->ask.outcome;
        loop_after(t->desk->loop, 0, end_unasked, t);
    }
    ask_filter(&t->ask, option_text(&o, OPTION_filter));
    options_release(&o);
}

void trip_take(struct trip *t, struct ask *answer)
{
    t->ask = *answer;
    *answer = (struct ask){ 0 };
    t->ask.context = t;
    t->outcome = t->ask.outcome;
    parse(t);
}

bool trip_cancel(struct trip *t)
{
    if (t->is_parsing && !parsers_withdraw(t->desk->parsers, &t->job))
        return false;
    t->is_parsing = false;
    ask_drop(&t->ask);
    loop_stop(t->desk->loop, end_unasked, t);
    t->outcome.kind = OUTCOME_CANCELLED;
    return true;
}
