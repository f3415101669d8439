/* keymap.h: keys, commands, and which key is which command where.
 *
 * May not know: curses; what a command does. */
#ifndef TELEX_CONF_KEYMAP_H
#define TELEX_CONF_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

/* A key: a character (Unicode), a control character as ^X, or one with a name. */
#define KEY_NONE 0u
#define KEY_NAMED 0x200000u
enum key_name {
    KEY_NAMED_FIRST = 0x1FFFFF,
#define KEY(id, name) KEYCODE_##id,
#include "conf/keys.def"
#undef KEY
    KEY_NAMED_END
};
/* The code of ^X, x in '@' to '_'. */
#define KEY_CONTROL(x) ((uint32_t)((x) & 0x1F))

/* "j", "^D", "Space", "PageDown"; false where it is no key. */
bool key_read(const char *s, size_t len, uint32_t *key);
void key_write(uint32_t key, struct str *out);

/* Where a command can be given. */
enum context {
    CONTEXT_SECTIONS = 1,
    CONTEXT_LIST = 2,
    CONTEXT_ARTICLE = 4,
    CONTEXT_CAPTIONS = 8,
    CONTEXT_MENU = 16, /* links, live channels, share links, help */
    CONTEXT_FAILURES = 32, /* sources that are not well */
    CONTEXT_FRONT = CONTEXT_SECTIONS | CONTEXT_LIST,
    CONTEXT_ARTICLE_OR_CAPTIONS = CONTEXT_ARTICLE | CONTEXT_CAPTIONS,
    CONTEXT_STORY = CONTEXT_LIST | CONTEXT_ARTICLE | CONTEXT_CAPTIONS | CONTEXT_MENU,
    CONTEXT_ADDRESSED = CONTEXT_STORY | CONTEXT_FAILURES, /* what is selected has an address */
    CONTEXT_EVERYWHERE = 63
};

enum argument { ARGUMENT_NOTHING, ARGUMENT_COUNT, ARGUMENT_TEXT, ARGUMENT_ADDRESS, ARGUMENT_SOURCE, ARGUMENT_SETTING };
enum command_group { GROUP_MOVING, GROUP_STORIES, GROUP_READING, GROUP_FINDING, GROUP_NEWSROOM, GROUP_PROGRAM, GROUPS };

enum command {
#define COMMAND(id, name, keys, where, argument, group, help) COMMAND_##id,
#include "conf/commands.def"
#undef COMMAND
    COMMANDS
};

struct command_row {
    const char *name, *keys;
    unsigned where; /* enum context, or-ed */
    enum argument argument;
    enum command_group group;
    const char *help; /* N_(): translate before it is shown */
};
extern const struct command_row command_rows[COMMANDS];
extern const char *const command_group_names[GROUPS]; /* N_() */

/* COMMANDS where there is none of that name. */
enum command command_find(const char *name);

struct binding {
    uint32_t key;
    unsigned where;
    enum command command; /* COMMANDS: bound to nothing */
};

struct keymap {
    struct binding *items; /* owned; later ones go before earlier ones */
    size_t len, cap;
};

void keymap_init(struct keymap *k); /* the defaults */
void keymap_release(struct keymap *k);
/* The command of a key in one context; COMMANDS where it has none. */
enum command keymap_find(const struct keymap *k, uint32_t key, enum context where);
void keymap_bind(struct keymap *k, uint32_t key, unsigned where, enum command command);
/* "KEY COMMAND [in CONTEXT]" and "KEY" of the config file's bind and unbind. */
int keymap_bind_line(struct keymap *k, const char *line, struct err *err);
int keymap_unbind_line(struct keymap *k, const char *line, struct err *err);
/* Appends the keys that are bound to a command now, "j Down": the live key table. */
void keymap_keys(const struct keymap *k, enum command command, const char *between, struct str *out);

#endif
