/* commands.h: one function for each row of conf/commands.def.
 *
 * May not know: which key or typed line led here. */
#ifndef TELEX_SCREEN_COMMANDS_H
#define TELEX_SCREEN_COMMANDS_H

#include "screen/prompt.h"
#include "screen/state.h"

struct order {
    int64_t count;        /* a number typed before; 0: none */
    const char *argument; /* what followed on the ":" line, "" */
};
#define COMMAND(id, name, keys, where, argument, group, help) void do_##id(struct screen *s, const struct order *o);
#include "conf/commands.def"
#undef COMMAND

/* Runs a command where the focus allows it; says so where it does not. */
void command_run(struct screen *s, enum command command, const struct order *o);
/* Searches in what has the focus from where it stands, and says what came of it. */
void find_text(struct screen *s, const char *needle, int way);
/* The next unread story, whether a search is live or not. */
void stories_next_unread(struct screen *s);
/* A search is live in what has the focus; and its end. */
bool find_is_live(const struct screen *s);
void find_end(struct screen *s);
/* A line of the prompt: "NAME ARGUMENT", a number (a row or link), or a text to find. */
void prompt_entered(struct screen *s, enum prompt_kind kind, const char *text);

/* commands_names.c: the command that a name, or the beginning of only one name,
 * means; COMMANDS where it is none, or several (*several, which may be NULL). */
enum command command_named(const char *name, size_t len, bool *several);
/* The command whose name is most like it; COMMANDS where none is. */
enum command command_like(const char *name);

#endif
