/* newsroom.c: orders to the desk, and what it says. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "screen/state.h"

enum { DUE_MS = 60000, LEAVE_MS = 500 };

/* ---- Orders ---- */

void newsroom_refresh(struct screen *s, const struct message_refresh *order)
{
    struct err err = { 0 };
    s->newsroom.is_asked = true;
    if (desk_link_refresh(s->newsroom.link, order, &err) < 0)
        warn(s, "%s", err.text);
}

/* The bundled edition, say: nothing of it is asked of the network, so it may be read in at once. */
static bool all_are_local(const struct screen *s)
{
    return s->store && s->sections.totals.count > 0 && store_any_remote(s->store, NULL) == 0;
}

/* The section is kept: a page may name several feeds, of which the reader takes one. */
int newsroom_add(struct screen *s, const struct message_add *order, struct err *err)
{
    char *section = mem_strdup(order->section ? order->section : "");
    struct message_add kept = *order;
    kept.section = section;
    int result = desk_link_add(s->newsroom.link, &kept, err);
    free(s->newsroom.section);
    s->newsroom.section = section;
    return result;
}

static void refresh_due(void *context)
{
    struct screen *s = context;
    bool is_asked = s->newsroom.is_asked;
    if (!s->newsroom.is_refreshing)
        newsroom_refresh(s, &(struct message_refresh){ .scope = REFRESH_DUE });
    s->newsroom.is_asked = is_asked;
    if (option_get(&s->config->options, OPTION_refresh) == REFRESH_BY_INTERVAL)
        loop_after(s->loop, DUE_MS, refresh_due, s);
}

/* Once, when the store is there: nothing is asked of the network unless a setting says so. */
static void begin(struct screen *s)
{
    if (s->newsroom.has_begun)
        return;
    s->newsroom.has_begun = true;
    if (all_are_local(s) || option_get(&s->config->options, OPTION_refresh) != REFRESH_MANUAL)
        refresh_due(s);
}

/* ---- What the desk says ---- */

static void take_ready(struct screen *s, const struct message_store_ready *m)
{
    if (!m->ok) {
        snprintf(s->store_why, sizeof s->store_why, "%s", m->text ? m->text : _("The store cannot be opened."));
        warn(s, "%s", s->store_why);
        return;
    }
    storeroom_open(s);
    storeroom_look(s);
    begin(s);
    if (m->text && *m->text)
        say(s, "%s", m->text);
}

static void take_progress(struct screen *s, const struct message_progress *m)
{
    struct newsroom *n = &s->newsroom;
    if (!n->is_refreshing)
        n->began = screen_now(s);
    n->is_refreshing = m->done < m->total;
    n->is_other = m->other;
    n->total = m->total;
    n->done = m->done;
    n->failed = m->failed;
    n->added = m->added;
    snprintf(n->names, sizeof n->names, "%s", m->names ? m->names : "");
    storeroom_look(s);
}

static bool has_failed_now(const struct screen *s, const struct source *source)
{
    return source->failing_since && !outcome_is_good(source->last.kind) && source->last.when >= s->newsroom.began;
}

/* One that failed is named with the reason, several by their names. */
static void say_failed(struct screen *s, int64_t failed)
{
    const struct store_sources *all = sections_sources(s);
    const struct source *one = NULL;
    struct str names = STR_INIT;
    for (size_t i = 0; i < all->count; i++) {
        if (!has_failed_now(s, &all->items[i]))
            continue;
        one = &all->items[i];
        str_addf(&names, "%s%s", names.len ? ", " : "", source_name(one));
    }
    if (one && failed == 1)
        warn(s, "%s: %s", source_name(one), one->last.text);
    else
        warn(s, P_("%lld source failed: %s", "%lld sources failed: %s", failed), (long long)failed, names.data);
    str_release(&names);
}

/* What stands in the way (there is no network) is said once, not each minute, to a reader
 * who did not ask. */
static bool was_said(struct newsroom *n, const char *text)
{
    bool known = !n->is_asked && n->said && text && *text && str_same(n->said, text);
    free(n->said);
    n->said = mem_strdup(text && *text ? text : NULL);
    n->is_asked = false;
    return known;
}

/* It does not take the place of a notice that the reader may not have seen yet. What is
 * new says so itself; a refresh that asked nobody is told of only to who ordered one. */
static void say_quietly(struct screen *s, const struct message_refreshed *m, bool was_asked)
{
    bool is_of_weight = m->total || was_asked, is_free = !s->notice.text[0] || s->notice.is_passing;
    if (!is_of_weight || !is_free)
        return;
    s->notice.text[0] = '\0';
    if (m->added)
        return;
    if (m->changed)
        say_in_passing(s, P_("Nothing new; %lld article changed.", "Nothing new; %lld articles changed.", m->changed), (long long)m->changed);
    else
        say_in_passing(s, "%s", _("Nothing new."));
}

static void take_refreshed(struct screen *s, const struct message_refreshed *m)
{
    bool was_asked = s->newsroom.is_asked, known = was_said(&s->newsroom, m->text);
    s->newsroom.is_refreshing = false;
    s->newsroom.refreshed = screen_now(s);
    storeroom_look(s);
    if (known)
        return;
    if (m->text && *m->text)
        say(s, "%s", m->text);
    else if (m->cancelled)
        say(s, "%s", _("Stopped; what has arrived is kept."));
    else if (m->failed)
        say_failed(s, m->failed);
    else
        say_quietly(s, m, was_asked);
}

static void take_page(struct screen *s, const struct message_page_done *m)
{
    struct reading *r = &s->reading;
    if (r->id != m->article)
        return;
    r->wait = WAIT_NOTHING;
    if (m->better) {
        r->wants_feed = false;
        reading_reload(s);
    }
    if (m->text && *m->text)
        say(s, "%s", m->text);
    else
        say(s, "%s", m->better ? _("This is the page's text.") : _("The page says no more than the feed; the feed's text stays."));
}

static void take_made(struct screen *s, const struct message_made *m)
{
    struct reading *r = &s->reading;
    if (r->id != m->article || r->wait != WAIT_DOCUMENT)
        return;
    if (m->ok) {
        reading_reload(s);
        r->wait = WAIT_NOTHING;
    } else if (m->text && *m->text) {
        warn(s, "%s", m->text);
    }
}

static void add_choice(struct screen *s, const struct menu_item *item)
{
    struct err err = { 0 };
    if (newsroom_add(s, &(struct message_add){ .address = item->value, .section = s->newsroom.section }, &err) < 0)
        warn(s, "%s", err.text);
}

static void take_choice(struct screen *s, const struct message_choice *m)
{
    if (!menu_is_open(s) || s->menu.open != add_choice) {
        menu_begin(s, _("Several feeds were found"), add_choice);
        s->menu.verb = _("add");
    }
    menu_add(s, MENU_CHOICE, (unsigned)s->menu.len + 1, "", m->title ? m->title : m->url, m->title ? m->url : NULL, m->url);
}

static void take_added(struct screen *s, const struct message_added *m)
{
    storeroom_look(s);
    if (m->ok)
        say(s, P_("Added %s: %lld article.", "Added %s: %lld articles.", m->articles), m->title ? m->title : m->address, (long long)m->articles);
    else if (m->choices)
        say(s, "%s", _("Choose the one that is to be added."));
    else
        warn(s, "%s", m->text ? m->text : _("It could not be added."));
}

/* It may tell of a change of the sources. */
static void take_note(struct screen *s, const struct message_note *m)
{
    storeroom_look(s);
    say(s, "%s", m->text ? m->text : "");
}

static void take_message(void *context, const struct message *m)
{
    struct screen *s = context;
    switch (m->kind) {
    case MESSAGE_STORE_READY: take_ready(s, &m->store_ready); break;
    case MESSAGE_PROGRESS: take_progress(s, &m->progress); break;
    case MESSAGE_REFRESHED: take_refreshed(s, &m->refreshed); break;
    case MESSAGE_PAGE_DONE: take_page(s, &m->page_done); break;
    case MESSAGE_LINK_DONE: reading_take_link(s, &m->link_done); break;
    case MESSAGE_MADE: take_made(s, &m->made); break;
    case MESSAGE_CHOICE: take_choice(s, &m->choice); break;
    case MESSAGE_ADDED: take_added(s, &m->added); break;
    case MESSAGE_NOTE: take_note(s, &m->note); break;
    default: break;
    }
    screen_touch(s);
}

static void take_loss(void *context, const char *why)
{
    struct screen *s = context;
    s->newsroom.is_refreshing = false;
    s->reading.wait = WAIT_NOTHING;
    if (!s->store)
        snprintf(s->store_why, sizeof s->store_why, "%s", why);
    warn(s, "%s", why);
}

void newsroom_init(struct screen *s)
{
    const struct desk_paths paths = { s->setup->data, s->setup->sources, s->setup->config_path };
    const struct desk_sink sink = { s, take_message, take_loss };
    s->newsroom.link = desk_link_new(&paths, &sink);
    desk_link_give_way(s->newsroom.link);
    s->newsroom.watched = -1;
}

void newsroom_start(struct screen *s)
{
    struct err err = { 0 };
    if (desk_link_start(s->newsroom.link, &err) < 0)
        warn(s, "%s", err.text);
}

static void serve(void *context, short events)
{
    struct screen *s = context;
    (void)events;
    desk_link_serve(s->newsroom.link);
}

void newsroom_watch(struct screen *s)
{
    struct newsroom *n = &s->newsroom;
    int fd = desk_link_fd(n->link);
    short events = fd >= 0 ? desk_link_events(n->link) : 0;
    if (fd == n->watched && events == n->events)
        return;
    if (n->watched >= 0 && n->watched != fd)
        loop_forget(s->loop, n->watched);
    if (fd >= 0)
        loop_watch(s->loop, fd, events, serve, s);
    n->watched = fd;
    n->events = events;
}

/* The terminal is the reader's again; the desk is let put the store in order, so that
 * who copies, moves or opens it next finds it at rest. */
void newsroom_release(struct newsroom *n)
{
    desk_link_close(n->link, LEAVE_MS);
    free(n->section);
    free(n->said);
    desk_link_free(n->link);
    n->link = NULL;
}
