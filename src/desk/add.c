/* add.c: an address becomes a source: the order, what is asked, how it ends. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/add.h"

enum { PATIENCE = 20 /* seconds for each place that is only asked whether it is a feed */ };

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

void add_end(struct add *a, const struct message_added *message)
{
    struct desk *d = a->desk;
    desk_say(d, MESSAGE_ADDED, message);
    errand_end(d, &a->errand);
    add_free(a);
    desk_next(d);
}

void add_fail(struct add *a, const char *why)
{
    add_end(a, &(struct message_added){ .address = a->search.address, .text = why });
}

/* ---- It is a feed ---- */

static void stored(void *context, struct trip *t)
{
    struct add *a = context;
    struct desk *d = a->desk;
    struct err err = { 0 };
    struct source s = { 0 };
    if (batch_commit(&d->batch, &err)) {
        add_fail(a, err.text);
        return;
    }
    store_source(d->store, &a->source_arena, t->source.id, &s, NULL);
    add_end(a, &(struct message_added){ .ok = true, .source = t->source.id, .articles = t->outcome.added, .address = a->address,
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

void add_accept(struct add *a)
{
    const struct trip_sink sink = { .context = a, .ended = stored };
    struct source s;
    struct err err = { 0 };
    if (a->ask.moved_to) {
        free(a->address);
        a->address = mem_strdup(a->ask.moved_to);
    }
    if (enter(a, &s, &err)) {
        add_fail(a, err.text);
        return;
    }
    a->trip = trip_new(a->desk, &s, &sink);
    trip_take(a->trip, &a->ask);
}

/* ---- The order ---- */

static void end_unasked(void *context)
{
    add_unanswered(context);
}

void add_ask(struct add *a, const char *url)
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
    if (ask_start(a->desk, &a->ask, &request, add_answered, a))
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
    add_ask(a, whole.data);
    str_release(&whole);
}
