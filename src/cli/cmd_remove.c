/* telex remove ADDRESS|TITLE */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/cli.h"

/* By address as the file would have it, else by title; how many there are. */
static size_t find(const struct cli *c, const struct sources_file *s, const char *word, const struct source **found)
{
    struct str address = STR_INIT;
    size_t count = 0;
    if (address_normalise(word, c->sources_path, &address, NULL) == 0)
        for (size_t i = 0; i < s->len; i++)
            if (strcmp(s->items[i].address, address.data) == 0) {
                *found = &s->items[i];
                count = 1;
            }
    for (size_t i = 0; address.data && !*found && i < s->len; i++)
        if (s->items[i].title && str_same_nocase(s->items[i].title, word))
            count++;
    for (size_t i = 0; count && !*found && i < s->len; i++)
        if (s->items[i].title && str_same_nocase(s->items[i].title, word))
            *found = &s->items[i];
    str_release(&address);
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
