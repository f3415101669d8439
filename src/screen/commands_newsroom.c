/* commands_newsroom.c: refreshes, and the sources themselves. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "conf/sources_file.h"
#include "conf/words.h"
#include "screen/commands.h"

/* ---- Refreshing ---- */

/* What the sections' pane has selected, where it has the focus; else what the list shows. */
static struct message_refresh order_for_entry(const struct section_entry *e)
{
    if (e->kind == ENTRY_SOURCE)
        return (struct message_refresh){ .scope = REFRESH_SOURCE, .source = e->id };
    if (e->kind == ENTRY_SECTION)
        return (struct message_refresh){ .scope = REFRESH_SECTION, .section = e->path };
    return (struct message_refresh){ .scope = REFRESH_ALL };
}

static struct message_refresh order_for_list(const struct screen *s)
{
    const struct sections *tree = &s->sections;
    enum store_list which = list_which(s->headlines.list);
    int64_t id = list_id(s->headlines.list);
    if (which == STORE_SOURCE)
        return (struct message_refresh){ .scope = REFRESH_SOURCE, .source = id };
    for (size_t i = 0; which == STORE_SECTION && i < tree->len; i++)
        if (tree->items[i].kind == ENTRY_SECTION && tree->items[i].id == id)
            return order_for_entry(&tree->items[i]);
    return (struct message_refresh){ .scope = REFRESH_ALL };
}

/* What waits comes in. Before the list the reader is taken to it; before an article
 * she stays where she is. */
static void bring_in(struct screen *s)
{
    struct err err = { 0 };
    bool reads = s->focus != CONTEXT_LIST && s->focus != CONTEXT_SECTIONS;
    if (!s->store || list_waiting(s->headlines.list) == 0)
        return;
    if (list_renew(s->headlines.list, &err) < 0)
        warn(s, "%s", err.text);
    else if (!reads)
        headlines_view.move(s, &s->areas[CONTEXT_LIST], MOVE_FIRST, UPWARD, 1);
}

void do_refresh(struct screen *s, const struct order *o)
{
    const struct section_entry *e = s->focus == CONTEXT_SECTIONS ? sections_selected(s) : NULL;
    (void)o;
    if (!s->store) {
        say(s, "%s", _("The store is not open yet; try again in a moment."));
        return;
    }
    if (s->focus == CONTEXT_FAILURES) {
        failures_ask(s);
        return;
    }
    bring_in(s);
    struct message_refresh order = e ? order_for_entry(e) : order_for_list(s);
    newsroom_refresh(s, &order);
}

void do_refresh_all(struct screen *s, const struct order *o)
{
    (void)o;
    bring_in(s);
    newsroom_refresh(s, &(struct message_refresh){ .scope = REFRESH_ALL });
}

void do_stop_refresh(struct screen *s, const struct order *o)
{
    struct err err = { 0 };
    struct str keys = STR_INIT;
    (void)o;
    if (!s->newsroom.is_refreshing)
        say(s, _("No refresh is under way; %s quits telex."), key_of(s, COMMAND_quit, &keys));
    else if (s->newsroom.is_other)
        say(s, "%s", _("Another telex refreshes; it can be stopped there."));
    else if (desk_link_cancel(s->newsroom.link, &err) < 0)
        warn(s, "%s", err.text);
    str_release(&keys);
}

/* ---- Adding ---- */

struct added {
    const char *address, *section, *title; /* NULL: not given */
};

/* "ADDRESS [--section PATH] [--title TITLE]" */
static int read_added(const struct words *w, struct added *a, struct err *err)
{
    for (size_t i = 0; i < w->len; i++) {
        bool is_section = strcmp(w->items[i], "--section") == 0, is_title = strcmp(w->items[i], "--title") == 0;
        if ((is_section || is_title) && i + 1 == w->len)
            return err_set(err, ERR_USAGE, _("%s needs a value"), w->items[i]);
        if (is_section)
            a->section = w->items[++i];
        else if (is_title)
            a->title = w->items[++i];
        else if (!a->address)
            a->address = w->items[i];
        else
            return err_set(err, ERR_USAGE, _("\"%s\" is one word too many; a name of several words stands in quotes"), w->items[i]);
    }
    return a->address ? 0 : err_set(err, ERR_USAGE, "%s", _("the address is missing"));
}

static int order_added(struct screen *s, const struct added *a, struct err *err)
{
    const struct section_entry *selected = sections_selected(s);
    struct str section = STR_INIT, check = STR_INIT;
    char *address = address_complete(a->address);
    section_normalise(a->section ? a->section : selected && selected->path ? selected->path : "", &section);
    int result = address_normalise(address, s->setup->sources, &check, err);
    if (result == 0)
        result = newsroom_add(s, &(struct message_add){ .address = address, .section = section.data, .title = a->title }, err);
    if (result == 0)
        say(s, _("Looking at %s …"), address);
    free(address);
    str_release(&section);
    str_release(&check);
    return result;
}

void do_add(struct screen *s, const struct order *o)
{
    struct words w;
    struct added a = { 0 };
    struct err err = { 0 };
    if (!*o->argument) {
        prompt_open(s, PROMPT_COMMAND, "add ");
        return;
    }
    int result = words_split(&w, o->argument, &err);
    if (result == 0)
        result = read_added(&w, &a, &err);
    if (result == 0)
        result = order_added(s, &a, &err);
    if (result < 0)
        warn(s, "%s", err.text);
    words_release(&w);
}

/* ---- Removing ---- */

static bool is_called(const struct source *source, const char *word)
{
    return (source->title && str_same_nocase(source->title, word)) || (source->feed_title && str_same_nocase(source->feed_title, word));
}

static const struct source *source_at(struct screen *s, const char *address)
{
    const struct store_sources *all = sections_sources(s);
    for (size_t i = 0; i < all->count; i++)
        if (strcmp(all->items[i].address, address) == 0)
            return &all->items[i];
    return NULL;
}

/* By address as it stands or as the sources file would have it, else by title; how many there are. */
static size_t find_sources(struct screen *s, const char *word, const struct source **found)
{
    const struct store_sources *all = sections_sources(s);
    struct str address = STR_INIT;
    size_t count = 0;
    address_normalise(word, s->setup->sources, &address, NULL);
    *found = source_at(s, word);
    if (!*found)
        *found = source_at(s, address.data);
    str_release(&address);
    if (*found)
        return 1;
    for (size_t i = 0; i < all->count; i++)
        if (is_called(&all->items[i], word)) {
            *found = &all->items[i];
            count++;
        }
    return count;
}

static void remove_source(struct screen *s, const struct source *source)
{
    struct err err = { 0 };
    if (desk_link_edit(s->newsroom.link, source->id, EDIT_REMOVE, &err))
        warn(s, "%s", err.text);
}

/* Without an argument: the selected source, to be confirmed by Enter. */
static void propose(struct screen *s)
{
    const struct section_entry *e = sections_selected(s);
    struct str line = STR_INIT;
    str_adds(&line, "remove ");
    if (e && e->kind == ENTRY_SOURCE)
        str_adds(&line, e->address);
    prompt_open(s, PROMPT_COMMAND, line.data);
    str_release(&line);
}

void do_remove(struct screen *s, const struct order *o)
{
    const struct source *found = NULL;
    size_t count = *o->argument ? find_sources(s, o->argument, &found) : 0;
    if (!*o->argument)
        propose(s);
    else if (count == 0)
        warn(s, _("There is no source \"%s\"; Tab shows them."), o->argument);
    else if (count > 1)
        warn(s, P_("%lld source is called \"%s\"; give its address.", "%lld sources are called \"%s\"; give the address of one.", count), (long long)count, o->argument);
    else
        remove_source(s, found);
}
