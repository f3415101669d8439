/* add.c: an address becomes a source: it is a feed, or leads to one. Where to look is
 * discovery.h's; here is asked, and what answers is offered. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "desk/desk_internal.h"
#include "desk/discovery.h"

enum {
    CHOICES_MAX = 50,
    PATIENCE = 20,     /* seconds for each place that is only asked whether it is a feed */
    MAPS_OF_ANSWER = 2 /* sitemaps that an answer names and that are asked then */
};

/* What one answer was, as the parser tells it. */
struct reading {
    struct arena arena;          /* everything below */
    const char *title;           /* the feed's own */
    VEC(struct named_feed) named; /* by a page */
    int items, lists;            /* articles; outlines that name feeds */
};

struct add {
    struct errand errand; /* first */
    struct desk *desk;
    char *address, *section, *title; /* owned; the address as asked for now */
    char *page;                      /* what led to it; NULL: the reader gave it */
    const char *name;                /* what it is called there; in the arena */
    struct discovery search;
    struct str why;                  /* what the address that was given is instead */
    struct arena arena;              /* the choices */
    VEC(struct named_feed) choices;
    struct ask kept;                 /* the answer of the first choice, where it was asked */
    struct ask ask;
    struct parser_job job;
    struct message_feed opening;
    struct reading reading;
    struct arena source_arena;
    struct trip *trip;
    bool is_parsing, is_following;   /* the one feed that the page states */
};

static void ask(struct add *a, const char *url);

static void end_unasked(void *context);

static void reading_release(struct reading *r)
{
    vec_release(&r->named);
    arena_release(&r->arena);
    *r = (struct reading){ 0 };
}

static void add_free(struct add *a)
{
    loop_stop(a->desk->loop, end_unasked, a);
    if (a->is_parsing)
        parsers_drop(a->desk->parsers, &a->job);
    trip_free(a->trip);
    ask_release(&a->ask);
    ask_release(&a->kept);
    reading_release(&a->reading);
    discovery_release(&a->search);
    vec_release(&a->choices);
    arena_release(&a->arena);
    arena_release(&a->source_arena);
    str_release(&a->why);
    free(a->address);
    free(a->section);
    free(a->title);
    free(a->page);
    free(a);
}

static void add_drop(struct errand *e, const char *why)
{
    struct add *a = (struct add *)e;
    if (why)
        desk_say(a->desk, MESSAGE_ADDED, &(struct message_added){ .address = a->search.address, .text = why });
    add_free(a);
}

static void end(struct add *a, const struct message_added *message)
{
    struct desk *d = a->desk;
    desk_say(d, MESSAGE_ADDED, message);
    errand_end(d, &a->errand);
    add_free(a);
    desk_next(d);
}

static void fail(struct add *a, const char *why)
{
    end(a, &(struct message_added){ .address = a->search.address, .text = why });
}

/* ---- It is a feed ---- */

static void stored(void *context, struct trip *t)
{
    struct add *a = context;
    struct desk *d = a->desk;
    struct err err = { 0 };
    struct source s = { 0 };
    if (batch_commit(&d->batch, &err)) {
        fail(a, err.text);
        return;
    }
    store_source(d->store, &a->source_arena, t->source.id, &s, NULL);
    end(a, &(struct message_added){ .ok = true, .source = t->source.id, .articles = t->outcome.added, .address = a->address,
                                    .title = s.title ? s.title : s.feed_title });
}

/* The new line of the sources file as a source of the store. */
static int enter(struct add *a, struct source *s, struct err *err)
{
    struct desk *d = a->desk;
    if (sources_file_add(d->sources_path, a->address, a->title, a->section, NULL, err) || sources_sync(d, err))
        return -1;
    int64_t id = store_find_source(d->store, a->address, err);
    int got = id > 0 ? store_source(d->store, &a->source_arena, id, s, err) : (int)id;
    if (got == 0)
        err_set(err, ERR_STORE, _("%s could not be added"), a->address);
    return got == 1 ? 0 : -1;
}

static void accept(struct add *a)
{
    const struct trip_sink sink = { .context = a, .ended = stored };
    struct source s;
    struct err err = { 0 };
    if (a->ask.moved_to) {
        free(a->address);
        a->address = mem_strdup(a->ask.moved_to);
    }
    if (enter(a, &s, &err)) {
        fail(a, err.text);
        return;
    }
    a->trip = trip_new(a->desk, &s, &sink);
    trip_take(a->trip, &a->ask);
}

/* ---- It is something else ---- */

static void offer(struct add *a)
{
    for (size_t i = 0; i < a->choices.len; i++) {
        const struct named_feed *c = &a->choices.items[i];
        desk_say(a->desk, MESSAGE_CHOICE, &(struct message_choice){ .url = c->url, .title = c->title, .type = c->type });
    }
    end(a, &(struct message_added){ .address = a->search.address, .choices = (int64_t)a->choices.len });
}

/* The only one is what the reader wants. */
static void take_only(struct add *a)
{
    struct named_feed only = a->choices.items[0];
    if (a->kept.desk) {
        free(a->address);
        a->address = mem_strdup(only.url);
        a->ask = a->kept;
        a->kept = (struct ask){ 0 };
        accept(a);
        return;
    }
    a->is_following = true;
    a->choices.len = 0;
    discovery_note_asked(&a->search, only.url);
    ask(a, only.url);
}

static void give_up(struct add *a)
{
    struct str tried = STR_INIT, why = STR_INIT;
    discovery_tell(&a->search, &tried);
    str_adds(&why, a->why.data);
    if (tried.len)
        str_addf(&why, _("; asked in vain: %s"), tried.data);
    fail(a, why.data);
    str_release(&tried);
    str_release(&why);
}

static bool is_choice(const struct add *a, const char *url)
{
    for (size_t i = 0; i < a->choices.len; i++)
        if (strcmp(a->choices.items[i].url, url) == 0)
            return true;
    return false;
}

static void add_choice(struct add *a, const char *url, const char *title, const char *type)
{
    if (a->choices.len < CHOICES_MAX && !is_choice(a, url))
        *vec_push(&a->choices) = (struct named_feed){ arena_strdup(&a->arena, url), arena_strdup(&a->arena, title), arena_strdup(&a->arena, type) };
}

/* ---- Stage by stage ---- */

static void apply_rules(struct add *a)
{
    struct desk *d = a->desk;
    struct feed_rules own = { 0 }, shipped = { 0 };
    char *path = file_shipped("data/feeds");
    if (d->rules_path)
        feed_rules_load(&own, d->rules_path);
    feed_rules_load(&shipped, path);
    desk_tell_problems(d, &own.problems);
    discovery_apply(&a->search, &own, &shipped);
    feed_rules_release(&own);
    feed_rules_release(&shipped);
    free(path);
}

static void enter_stage(struct add *a)
{
    struct discovery *s = &a->search;
    if (s->stage == DISCOVERY_RULES)
        apply_rules(a);
    for (size_t i = 0; s->stage == DISCOVERY_STATED && i < s->stated.len; i++)
        add_choice(a, s->stated.items[i].url, s->stated.items[i].title, s->stated.items[i].type);
    if (s->stage == DISCOVERY_USUAL)
        desk_note(a->desk, _("%s names no feed; telex looks in the usual places"), s->address);
}

/* Several usual places mostly lead to the same feed, so that the first is enough; and
 * beside what a rule makes of the address stands what its page says. */
static bool is_settled(const struct add *a)
{
    enum discovery_stage stage = a->search.stage;
    bool is_through = a->search.next >= a->search.places.len || a->search.closed || stage == DISCOVERY_USUAL;
    bool may_be_more = stage == DISCOVERY_RULES && !a->search.only_rules;
    return a->choices.len && is_through && !may_be_more;
}

static void step(struct add *a)
{
    const struct named_feed *place = NULL;
    while (!is_settled(a) && !(place = discovery_next(&a->search))) {
        if (is_settled(a))
            break;
        if (!discovery_advance(&a->search)) {
            give_up(a);
            return;
        }
        enter_stage(a);
    }
    if (place) {
        a->name = place->title;
        ask(a, place->url);
    } else if (a->choices.len > 1) {
        offer(a);
    } else {
        take_only(a);
    }
}

/* ---- What the parser says ---- */

static void take_message(void *context, const struct message *m)
{
    struct reading *r = &((struct add *)context)->reading;
    r->lists += m->kind == MESSAGE_SUBSCRIPTION;
    r->items += m->kind == MESSAGE_ITEM;
    if (m->kind == MESSAGE_FEED_FACTS)
        r->title = arena_strdup(&r->arena, m->feed_facts.feed.title);
    if (m->kind == MESSAGE_FOUND && m->found.url && r->named.len < DISCOVERY_NAMED)
        *vec_push(&r->named) = (struct named_feed){ arena_strdup(&r->arena, m->found.url), arena_strdup(&r->arena, m->found.title),
                                                    arena_strdup(&r->arena, m->found.type) };
}

/* The address that the reader gave. */
static void take_address(struct add *a, const struct outcome *read)
{
    if (outcome_is_good(read->kind)) {
        if (a->reading.lists)
            fail(a, _("this is a list of sources; save it and use telex import FILE"));
        else
            accept(a);
        return;
    }
    str_addf(&a->why, "%s: %s", a->search.address, read->text[0] ? read->text : _("this is no feed and names none"));
    a->search.only_rules = read->kind == OUTCOME_WALL || read->kind == OUTCOME_UNREADABLE;
    for (size_t i = 0; i < a->reading.named.len; i++)
        discovery_name(&a->search, &a->reading.named.items[i]);
    discovery_land(&a->search, a->ask.url);
    a->page = mem_strdup(a->ask.url);
    step(a);
}

/* The first answer is kept: it need not be asked for again where it is the only one. */
static void take_choice(struct add *a)
{
    size_t before = a->choices.len;
    const char *url = a->ask.moved_to ? a->ask.moved_to : a->address;
    add_choice(a, url, a->reading.title ? a->reading.title : a->name, NULL);
    if (before || !a->choices.len)
        return;
    a->kept = a->ask;
    a->ask = (struct ask){ 0 };
}

/* A place: a feed is a choice, a page's word for a feed too, and sitemaps are asked next. */
static void take_place(struct add *a, const struct outcome *read)
{
    struct reading *r = &a->reading;
    int maps = 0;
    bool is_feed = outcome_is_good(read->kind) && r->items && !r->lists;
    bool is_new = strcmp(a->ask.url, a->address) == 0 || !discovery_was_asked(&a->search, a->ask.url);
    discovery_note_asked(&a->search, a->ask.url);
    if (is_feed && is_new)
        take_choice(a);
    for (size_t i = 0; i < r->named.len && !is_feed; i++) {
        const struct named_feed *f = &r->named.items[i];
        if (f->type && str_same(f->type, "sitemap") && maps++ < MAPS_OF_ANSWER)
            discovery_also(&a->search, f->url);
        else if (f->type && !str_same(f->type, "sitemap") && a->search.stage >= DISCOVERY_LINKED && !discovery_was_asked(&a->search, f->url))
            add_choice(a, f->url, f->title, f->type);
    }
    step(a);
}

static void parsed(void *context, const struct outcome *read)
{
    struct add *a = context;
    a->is_parsing = false;
    if (a->search.stage == DISCOVERY_ADDRESS)
        take_address(a, read);
    else if (!a->is_following)
        take_place(a, read);
    else if (outcome_is_good(read->kind) && !a->reading.lists)
        accept(a);
    else
        step(a);
}

/* Whoever does not answer, or asks for patience, is left alone. */
static void unanswered(struct add *a)
{
    bool is_said = a->ask.end == FETCH_STATUS && a->ask.outcome.status != 429 && a->ask.outcome.status != 503;
    const char *why = a->ask.err.text[0] ? a->ask.err.text : a->ask.outcome.text;
    if (a->search.stage == DISCOVERY_ADDRESS) {
        str_adds(&a->why, why);
        a->search.only_rules = true;
    }
    if (!is_said && !a->ask.err.text[0] && a->ask.end != FETCH_REFUSED && a->ask.end != FETCH_TOO_LARGE)
        discovery_leave(&a->search, a->address);
    step(a);
}

static void answered(void *context, struct ask *answer)
{
    struct add *a = context;
    if (answer->end != FETCH_WHOLE) {
        unanswered(a);
        return;
    }
    a->opening = (struct message_feed){ .base = answer->url, .content_type = answer->content_type };
    a->job = (struct parser_job){ .kind = MESSAGE_FEED, .opening = &a->opening, .body = &answer->body, .urgent = true,
                                  .context = a, .message = take_message, .done = parsed };
    a->is_parsing = true;
    parsers_give(a->desk->parsers, &a->job);
}

/* ---- The order ---- */

static void end_unasked(void *context)
{
    unanswered(context);
}

static void ask(struct add *a, const char *url)
{
    struct options o;
    char *address = mem_strdup(url);
    free(a->address);
    a->address = address;
    ask_release(&a->ask);
    reading_release(&a->reading);
    desk_options(a->desk, NULL, &o);
    struct fetch_request request = ask_request(a->address, &o);
    request.urgent = true;
    request.found_at = a->page;
    if (a->search.stage != DISCOVERY_ADDRESS && request.timeout > PATIENCE)
        request.timeout = PATIENCE;
    if (ask_start(a->desk, &a->ask, &request, answered, a))
        loop_after(a->desk->loop, 0, end_unasked, a);
    options_release(&o);
}

/* 0, or -1 where there is no need to ask. */
static int check(struct desk *d, const char *address, struct str *whole, struct err *err)
{
    struct arena arena = { 0 };
    struct source s;
    if (address_normalise(address, d->sources_path, whole, err))
        return -1;
    int64_t id = store_find_source(d->store, whole->data, err);
    int result = id < 0 ? -1 : 0;
    if (id > 0 && store_source(d->store, &arena, id, &s, err) == 1 && s.line)
        result = err_set(err, ERR_USAGE, _("%s is one of the sources already"), s.address);
    arena_release(&arena);
    return result;
}

void add_order(struct desk *d, const struct message_add *order)
{
    struct str whole = STR_INIT;
    struct err err = { 0 };
    if (!order->address || check(d, order->address, &whole, &err)) {
        desk_say(d, MESSAGE_ADDED, &(struct message_added){ .address = order->address, .text = err.text });
        str_release(&whole);
        return;
    }
    struct add *a = mem_zero(1, sizeof *a);
    a->errand.drop = add_drop;
    a->desk = d;
    discovery_init(&a->search, whole.data);
    str_init(&a->why, 0);
    a->section = mem_strdup(order->section);
    a->title = mem_strdup(order->title);
    errand_begin(d, &a->errand);
    ask(a, whole.data);
    str_release(&whole);
}
