/* commands_program.c: the command line, settings, and telex itself. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "screen/commands.h"

void do_command_line(struct screen *s, const struct order *o)
{
    (void)o;
    prompt_open(s, PROMPT_COMMAND, "");
}

void do_help(struct screen *s, const struct order *o)
{
    (void)o;
    help_open(s);
}

/* ---- Settings ---- */

/* Whoever reads a setting as it goes along needs no word here. */
static void apply(struct screen *s, enum option which)
{
    const struct options *now = &s->config->options;
    struct err err = { 0 };
    switch (which) {
    case OPTION_hide_read:
        if (s->store && list_set_hide_read(s->headlines.list, option_get(now, which), &err) < 0)
            warn(s, "%s", err.text);
        break;
    case OPTION_bidi:
        s->terminal.bidi = option_get(now, which);
        s->reading.width = 0;
        break;
    case OPTION_measure:
    case OPTION_link_numbers:
        s->reading.width = 0; /* no width of a window: the next paint lays it out anew */
        break;
    case OPTION_refresh:
    case OPTION_charset:
    case OPTION_escape_delay:
        say(s, "%s", _("That holds when telex is started the next time; write it into the config file."));
        break;
    case OPTION_browser:
    case OPTION_mark_read:
    case OPTIONS:
        break;
    default:
        say(s, "%s", _("Refreshes follow the config file and the sources file; write it there."));
    }
}

static enum option option_of(const char *line)
{
    struct str name = STR_INIT;
    str_add(&name, line, strcspn(line, " \t="));
    enum option which = option_find(name.data);
    str_release(&name);
    return which;
}

/* "mark-read = open  (when an article counts as read …)" */
static void say_value(struct screen *s, enum option which, bool with_help)
{
    struct str value = STR_INIT;
    option_write(&s->config->options, which, &value);
    if (with_help)
        say(s, "%s = %s  (%s)", option_rows[which].name, value.data, _(option_rows[which].help));
    else
        say(s, "%s = %s", option_rows[which].name, value.data);
    str_release(&value);
}

void do_set(struct screen *s, const struct order *o)
{
    struct err err = { 0 };
    enum option which = option_of(o->argument);
    if (!*o->argument) {
        prompt_open(s, PROMPT_COMMAND, "set ");
    } else if (which < OPTIONS && !strchr(o->argument, '=')) {
        say_value(s, which, true);
    } else if (config_line(s->config, o->argument, &err) < 0) {
        warn(s, "%s", err.text);
    } else {
        terminal_restyle(&s->terminal);
        if (which < OPTIONS)
            say_value(s, which, false);
        apply(s, which);
    }
}

/* ---- telex itself ---- */

void do_redraw(struct screen *s, const struct order *o)
{
    (void)o;
    terminal_redraw(&s->terminal);
    screen_touch(s);
}

void do_suspend(struct screen *s, const struct order *o)
{
    (void)o;
    terminal_stop(&s->terminal);
    screen_touch(s);
}

void do_quit(struct screen *s, const struct order *o)
{
    (void)o;
    s->is_ending = true;
}

/* One thing at a time, the nearest first: a number that is being typed, a list that
 * stands over the text, a search, a notice. */
void do_cancel(struct screen *s, const struct order *o)
{
    if (o->count || s->count)
        s->count = 0;
    else if (menu_is_open(s))
        menu_close(s);
    else if (find_is_live(s))
        find_end(s);
    else
        s->notice.text[0] = '\0';
    screen_touch(s);
}
