/* commands.c: from a command's number, or a typed line, to its function. */
#include "screen/commands.h"

#include <string.h>

#include "base/i18n.h"
#include "base/num.h"

static void (*const functions[COMMANDS])(struct screen *s, const struct order *o) = {
#define COMMAND(id, name, keys, where, argument, group, help) do_##id,
#include "conf/commands.def"
#undef COMMAND
};

static void say_where(struct screen *s, const struct command_row *row)
{
    if (row->where == CONTEXT_FRONT)
        warn(s, _("\"%s\" is for the front page."), row->name);
    else if (row->where == CONTEXT_FAILURES)
        warn(s, _("\"%s\" is for the list of failures."), row->name);
    else if (row->where == CONTEXT_ARTICLE_OR_CAPTIONS)
        warn(s, _("\"%s\" is for an open article."), row->name);
    else
        warn(s, _("\"%s\" is for an article."), row->name);
}

void command_run(struct screen *s, enum command command, const struct order *o)
{
    if (command >= COMMANDS)
        return;
    if (command_rows[command].where & s->focus)
        functions[command](s, o);
    else
        say_where(s, &command_rows[command]);
    screen_touch(s);
}

/* ---- The ":" line ---- */

static void run_number(struct screen *s, int64_t number)
{
    const struct order open = { number, "" }, first = { 0, "" }, down = { number - 1, "" };
    if (s->focus & CONTEXT_FRONT) {
        command_run(s, COMMAND_first, &first);
        if (number > 1)
            command_run(s, COMMAND_down, &down);
    } else {
        command_run(s, COMMAND_open, &open);
    }
}

static void say_unknown(struct screen *s, const char *name, bool several)
{
    enum command like = command_like(name);
    if (several)
        warn(s, _("Several commands begin with \"%s\"; Tab shows them."), name);
    else if (like < COMMANDS)
        warn(s, _("There is no command \"%s\"; did you mean \"%s\"?"), name, command_rows[like].name);
    else
        warn(s, _("There is no command \"%s\"; \"help\" lists them."), name);
}

/* What stands behind a command's name: an argument, or a number for those that take none. */
static void run_with(struct screen *s, enum command command, const char *argument)
{
    struct order o = { 0, argument };
    bool counts = command_rows[command].argument <= ARGUMENT_COUNT;
    if (counts && *argument && (!num_read_i64(argument, strlen(argument), &o.count) || o.count < 1))
        warn(s, _("Behind \"%s\" can only stand a number."), command_rows[command].name);
    else
        command_run(s, command, &o);
}

static void run_line(struct screen *s, const char *line)
{
    int64_t number;
    bool several;
    size_t len = strcspn(line, " ");
    if (num_read_i64(line, strlen(line), &number) && number > 0) {
        run_number(s, number);
        return;
    }
    enum command command = command_named(line, len, &several);
    if (command < COMMANDS) {
        run_with(s, command, line + len + strspn(line + len, " "));
        return;
    }
    struct str name = STR_INIT;
    str_add(&name, line, len);
    say_unknown(s, name.data, several);
    str_release(&name);
}

void prompt_entered(struct screen *s, enum prompt_kind kind, const char *text)
{
    const struct order again = { 0, "" };
    struct str line = STR_INIT;
    str_adds(&line, text);
    if (kind == PROMPT_COMMAND)
        str_trim(&line);
    if (kind == PROMPT_COMMAND && line.len)
        run_line(s, line.data);
    else if (kind == PROMPT_FIND && line.len)
        find_text(s, line.data, DOWNWARD);
    else if (kind == PROMPT_FIND)
        command_run(s, COMMAND_find_next, &again);
    str_release(&line);
}
