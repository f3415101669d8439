/* add.c: an address becomes a source: it is a feed, or a page that names one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/desk_internal.h"

enum { CHOICES_MAX = 50 };

struct choice {
    const char *url, *title, *type;
};

struct add {
    struct errand errand; /* first */
    struct desk *desk;
    char *address, *section, *title; /* owned; the address as asked for now */
    char *page;                      /* the page that named it; NULL: the reader did */
    struct arena arena;              /* the choices */
    VEC(struct choice) choices;
    struct ask ask;
    struct parser_job job;
    struct message_feed opening;
    struct arena source_arena;
    struct trip *trip;
    int lists; /* outlines that name feeds: it is a list of sources */
    bool is_parsing;
};

static void ask(struct add *a);

static void end_unasked(void *context);

static void add_free(struct add *a)
{
    loop_stop(a->desk->loop, end_unasked, a);
    if (a->is_parsing)
        parsers_drop(a->desk->parsers, &a->job);
    trip_free(a->trip);
    ask_release(&a->ask);
    vec_release(&a->choices);
    arena_release(&a->arena);
    arena_release(&a->source_arena);
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
        desk_say(a->desk, MESSAGE_ADDED, &(struct message_added){ .address = a->address, .text = why });
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
    end(a, &(struct message_added){ .address = a->address, .text = why });
}

static void end_unasked(void *context)
{
    struct add *a = context;
    fail(a, a->ask.err.text);
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
        const struct choice *c = &a->choices.items[i];
        desk_say(a->desk, MESSAGE_CHOICE, &(struct message_choice){ .url = c->url, .title = c->title, .type = c->type });
    }
    end(a, &(struct message_added){ .address = a->address, .choices = (int64_t)a->choices.len });
}

/* The one feed that a page names is what the reader wants. */
static void follow(struct add *a)
{
    a->page = a->address;
    a->address = mem_strdup(a->choices.items[0].url);
    a->choices.len = 0;
    ask_release(&a->ask);
    ask(a);
}

static void decline(struct add *a, const struct outcome *read)
{
    char why[600];
    if (a->choices.len > 1) {
        offer(a);
        return;
    }
    if (a->choices.len == 1 && !a->page) {
        follow(a);
        return;
    }
    if (read->text[0])
        snprintf(why, sizeof why, "%s: %s", a->address, read->text);
    else
        snprintf(why, sizeof why, _("%s is no feed and names none"), a->address);
    fail(a, why);
}

/* ---- What the parser says ---- */

static bool is_known(const struct add *a, const char *url)
{
    for (size_t i = 0; i < a->choices.len; i++)
        if (str_same(a->choices.items[i].url, url))
            return true;
    return false;
}

static void take_message(void *context, const struct message *m)
{
    struct add *a = context;
    const struct message_found *f = &m->found;
    a->lists += m->kind == MESSAGE_SUBSCRIPTION;
    if (m->kind != MESSAGE_FOUND || !f->url || a->choices.len >= CHOICES_MAX || is_known(a, f->url))
        return;
    *vec_push(&a->choices) = (struct choice){ arena_strdup(&a->arena, f->url), arena_strdup(&a->arena, f->title),
                                              arena_strdup(&a->arena, f->type) };
}

static void parsed(void *context, const struct outcome *read)
{
    struct add *a = context;
    a->is_parsing = false;
    if (!outcome_is_good(read->kind))
        decline(a, read);
    else if (a->lists)
        fail(a, _("this is a list of sources; save it and use telex import FILE"));
    else
        accept(a);
}

static void answered(void *context, struct ask *answer)
{
    struct add *a = context;
    if (answer->end != FETCH_WHOLE) {
        fail(a, answer->err.text[0] ? answer->err.text : answer->outcome.text);
        return;
    }
    a->opening = (struct message_feed){ .base = answer->url, .content_type = answer->content_type };
    a->job = (struct parser_job){ .kind = MESSAGE_FEED, .opening = &a->opening, .body = &answer->body, .urgent = true,
                                  .context = a, .message = take_message, .done = parsed };
    a->is_parsing = true;
    parsers_give(a->desk->parsers, &a->job);
}

/* ---- The order ---- */

static void ask(struct add *a)
{
    struct options o;
    desk_options(a->desk, NULL, &o);
    struct fetch_request request = ask_request(a->address, &o);
    request.urgent = true;
    request.found_at = a->page;
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
    a->address = str_take(&whole, NULL);
    a->section = mem_strdup(order->section);
    a->title = mem_strdup(order->title);
    errand_begin(d, &a->errand);
    ask(a);
}
