/* storeroom.c: opening the store, writing marks behind the reader's back, and
 * noticing what others changed while keys rest. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "screen/state.h"

enum { POLL_MS = 1000, FLUSH_MS = 200, RETRY_MS = 10 /* desk/batch.h rests as long */, CLOSE_MS = 2000 };

static void poll_store(void *context);

/* The list that telex begins with. */
static void open_first_list(struct screen *s)
{
    const char *section = s->setup->section;
    struct err err = { 0 };
    int64_t id = section ? store_find_section(s->store, section, NULL) : 0;
    enum store_list which = id > 0 ? STORE_SECTION : STORE_ALL;
    if (section && id <= 0)
        say(s, _("There is no section \"%s\"."), section);
    if (list_open(s->headlines.list, which, id > 0 ? id : 0, option_get(&s->config->options, OPTION_hide_read), &err) < 0)
        warn(s, "%s", err.text);
}

static const char *state_text(enum store_state state, const struct err *err)
{
    switch (state) {
    case STORE_MISSING: return _("The first edition is being set up.");
    case STORE_OLDER: return _("The store is being brought up to date.");
    case STORE_UNREADABLE: return _("The store cannot be read; what can be saved is being saved.");
    default: return err->text;
    }
}

void storeroom_open(struct screen *s)
{
    struct err err = { 0 };
    if (s->store)
        return;
    if (store_open(&s->store, s->setup->data, STORE_SCREEN, &s->store_state, &err) < 0) {
        snprintf(s->store_why, sizeof s->store_why, "%s", state_text(s->store_state, &err));
        return;
    }
    if (!s->headlines.list)
        s->headlines.list = list_new(s->store);
    else
        list_set_store(s->headlines.list, s->store);
    store_hold(s->store);
    open_first_list(s);
    sections_load(s);
    store_release(s->store);
    sections_follow_list(s);
    loop_after(s->loop, POLL_MS, poll_store, s);
}

/* ---- What others changed ---- */

void storeroom_look(struct screen *s)
{
    struct store_changes changes;
    if (!s->store || !store_poll(s->store, &changes))
        return;
    store_hold(s->store);
    if (changes.articles || changes.marks) {
        if (list_is_empty(s->headlines.list))
            list_renew(s->headlines.list, NULL);
        else
            list_refresh(s->headlines.list, NULL);
    }
    if (changes.articles || changes.marks || changes.sources)
        sections_load(s);
    if (changes.sources && s->focus == CONTEXT_FAILURES)
        failures_load(s);
    store_release(s->store);
    if (changes.documents && s->reading.id && s->reading.wait != WAIT_NOTHING)
        reading_reload(s);
    else if (changes.documents || changes.articles)
        difference_watch(s);
    screen_touch(s);
}

static void poll_store(void *context)
{
    struct screen *s = context;
    storeroom_look(s);
    loop_after(s->loop, POLL_MS, poll_store, s);
}

/* ---- Marks ---- */

static void flush(void *context)
{
    struct screen *s = context;
    struct err err = { 0 };
    int left = s->store ? store_flush(s->store, &err) : 0;
    if (left > 0)
        loop_after(s->loop, 0, flush, s);
    else if (left == 0)
        sections_load(s);
    else if (err.kind == ERR_BUSY)
        loop_after(s->loop, RETRY_MS, flush, s);
    else
        warn(s, "%s", err.text);
}

void storeroom_flush_soon(struct screen *s)
{
    loop_after(s->loop, FLUSH_MS, flush, s);
    screen_touch(s);
}

void storeroom_close(struct screen *s)
{
    loop_stop(s->loop, poll_store, s);
    loop_stop(s->loop, flush, s);
    list_free(s->headlines.list);
    s->headlines.list = NULL;
    if (s->store)
        store_flush_all(s->store, CLOSE_MS, NULL);
    store_close(s->store);
    s->store = NULL;
}
