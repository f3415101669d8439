/* telex remove ADDRESS|TITLE */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "cli/cli.h"
#include "store/store.h"

/* What the feeds call themselves: known only where there is a store. */
static void load_known(const struct cli *c, struct arena *arena, struct store_sources *known)
{
    struct store *store;
    *known = (struct store_sources){ 0 };
    if (store_open(&store, c->data_dir, STORE_READER, NULL, NULL) != 0)
        return;
    if (store_sources(store, arena, known, NULL) < 0)
        known->count = 0;
    store_close(store);
}

/* The file's title goes before the feed's own, as telex sources shows them. */
static const char *title_of(const struct source *s, const struct store_sources *known)
{
    for (size_t i = 0; !s->title && i < known->count; i++)
        if (strcmp(known->items[i].address, s->address) == 0)
            return known->items[i].feed_title;
    return s->title;
}

static size_t find_title(const struct sources_file *s, const struct store_sources *known, const char *word, const struct source **found)
{
    size_t count = 0;
    for (size_t i = 0; i < s->len; i++) {
        const char *title = title_of(&s->items[i], known);
        if (!title || !str_same_nocase(title, word))
            continue;
        *found = &s->items[i];
        count++;
    }
    return count;
}

/* By address as the file would have it, else by title; how many there are. */
static size_t find(const struct cli *c, const struct sources_file *s, const char *word, const struct source **found)
{
    struct str address = STR_INIT;
    struct arena arena = { 0 };
    struct store_sources known;
    size_t count = 0;
    if (address_normalise(word, c->sources_path, &address, NULL) == 0)
        for (size_t i = 0; i < s->len; i++)
            if (strcmp(s->items[i].address, address.data) == 0) {
                *found = &s->items[i];
                count = 1;
            }
    str_release(&address);
    if (count)
        return count;
    load_known(c, &arena, &known);
    count = find_title(s, &known, word, found);
    arena_release(&arena);
    return count;
}

int cmd_remove(struct cli *c, int argc, char **argv)
{
    struct sources_file s = { 0 };
    struct err err = { 0 };
    const struct source *found = NULL;
    int status = cli_options(c, &argc, argv, NULL, 1, 1);
    if (status == 0)
        status = cli_load_sources(c, &s);
    size_t count = status == 0 ? find(c, &s, argv[0], &found) : 0;
    if (status == 0 && count == 0)
        status = cli_fail(c, _("there is no source \"%s\"; telex sources lists them"), argv[0]);
    else if (status == 0 && count > 1)
        status = cli_fail(c, _("%zu sources are called \"%s\"; give the address of one (telex sources lists them)"), count, argv[0]);
    else if (status == 0 && sources_file_remove(c->sources_path, found->address, &err) != 0)
        status = err.text[0] ? cli_fail_err(c, &err) : cli_fail(c, _("%s was changed meanwhile; try again"), c->sources_path);
    else if (status == 0)
        printf(_("removed %s\n"), found->address);
    sources_file_release(&s);
    return status;
}
