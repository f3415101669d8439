/* add_search.c: what answers an order ADD: a feed, a page that leads to one, or nothing.
 * Where to look is discovery.h's; what is found is offered by its name. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "desk/add.h"
#include "fetch/address.h"
#include "text/url.h"

enum {
    CHOICES_MAX = 50,
    SEARCH_MS = 60000, /* of waiting for answers, after which no further place is asked */
    MAPS_OF_ANSWER = 2 /* sitemaps that an answer names and that are asked then */
};

/* ---- It is something else ---- */

static void offer(struct add *a)
{
    for (size_t i = 0; i < a->choices.len; i++) {
        const struct named_feed *c = &a->choices.items[i];
        desk_say(a->desk, MESSAGE_CHOICE, &(struct message_choice){ .url = c->url, .title = c->title, .type = c->type });
    }
    add_end(a, &(struct message_added){ .address = a->search.address, .choices = (int64_t)a->choices.len });
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
        add_accept(a);
        return;
    }
    a->is_following = true;
    a->choices.len = 0;
    discovery_note_asked(&a->search, only.url);
    add_ask(a, only.url);
}

static void give_up(struct add *a)
{
    struct str tried = STR_INIT, why = STR_INIT;
    discovery_tell(&a->search, &tried);
    str_adds(&why, a->why.data);
    if (tried.len)
        str_addf(&why, _("; asked in vain: %s"), tried.data);
    add_fail(a, why.data);
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

/* As fetch/ keeps it for what a page leads to: the reader sees what a choice is called,
 * and not always where it stands. */
static bool may_name(struct add *a, const char *url)
{
    struct str here = STR_INIT, there = STR_INIT;
    struct options o;
    if (!a->page || !url_is_http(a->page))
        return true;
    desk_options(a->desk, NULL, &o);
    url_host(a->page, &here);
    url_host(url, &there);
    bool may = url_is_http(url) && (option_get(&o, OPTION_private_addresses) || !address_host_is_private(there.data) ||
                                    address_host_is_private(here.data));
    options_release(&o);
    str_release(&here);
    str_release(&there);
    return may;
}

static void add_choice(struct add *a, const char *url, const char *title, const char *type)
{
    if (a->choices.len < CHOICES_MAX && !is_choice(a, url) && may_name(a, url))
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
    a->waited += a->search.stage == DISCOVERY_ADDRESS ? 0 : a->ask.took;
    a->search.closed |= a->waited > SEARCH_MS;
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
        add_ask(a, place->url);
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
            add_fail(a, _("this is a list of sources; save it and use telex import FILE"));
        else
            add_accept(a);
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
        add_accept(a);
    else
        step(a);
}

/* Whoever does not answer, or asks for patience, is left alone. */
void add_unanswered(struct add *a)
{
    bool is_said = a->ask.end == FETCH_STATUS && a->ask.outcome.status != 429 && a->ask.outcome.status != 503;
    const char *why = a->ask.err.text[0] ? a->ask.err.text : a->ask.outcome.text;
    if (a->search.stage == DISCOVERY_ADDRESS) {
        str_adds(&a->why, why);
        a->search.only_rules = true;
        a->page = mem_strdup(a->search.address); /* what else answers was not named by the reader */
    }
    if (!is_said && !a->ask.err.text[0] && a->ask.end != FETCH_REFUSED && a->ask.end != FETCH_TOO_LARGE)
        discovery_leave(&a->search, a->address);
    step(a);
}

void add_answered(void *context, struct ask *answer)
{
    struct add *a = context;
    if (answer->end != FETCH_WHOLE) {
        add_unanswered(a);
        return;
    }
    a->opening = (struct message_feed){ .base = answer->url, .content_type = answer->content_type };
    a->job = (struct parser_job){ .kind = MESSAGE_FEED, .opening = &a->opening, .body = &answer->body, .urgent = true,
                                  .context = a, .message = take_message, .done = parsed };
    a->is_parsing = true;
    parsers_give(a->desk->parsers, &a->job);
}
