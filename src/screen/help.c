/* help.c: the help, from the live tables: what is bound now is what is shown. */
#include "base/i18n.h"
#include "screen/menu.h"
#include "screen/state.h"

/* "j Down"; a command without a key as one types it. */
static void add_command(struct screen *s, enum command command)
{
    struct str keys = STR_INIT;
    keymap_keys(&s->config->keymap, command, "  ", &keys);
    if (!keys.len)
        str_addf(&keys, ":%s", command_rows[command].name);
    menu_add(s, MENU_TEXT, 0, keys.data, _(command_rows[command].help), NULL, NULL);
    str_release(&keys);
}

void help_open(struct screen *s)
{
    menu_begin(s, _("Keys and commands"), NULL);
    for (enum command_group group = 0; group < GROUPS; group++) {
        menu_add(s, MENU_HEADING, 0, NULL, _(command_group_names[group]), NULL, NULL);
        for (enum command i = 0; i < COMMANDS; i++)
            if (command_rows[i].group == group)
                add_command(s, i);
    }
    menu_add(s, MENU_HEADING, 0, NULL, _("Numbers"), NULL, NULL);
    menu_add(s, MENU_TEXT, 0, "1 2 3", _("before a movement: how far; before opening: the number of a link"), NULL, NULL);
    menu_add(s, MENU_TEXT, 0, ":", _("Each command has its name too: Tab completes what is typed behind the colon."), NULL, NULL);
}
