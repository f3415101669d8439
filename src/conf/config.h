/* config.h: the config file: `name = value`, `bind KEY COMMAND`, `unbind KEY`,
 * `style NAME = LOOK`, a line each, '#' for comments.
 *
 * May not know: where the file lies; who uses what it says. */
#ifndef TELEX_CONF_CONFIG_H
#define TELEX_CONF_CONFIG_H

#include "base/err.h"
#include "base/str.h"
#include "conf/keymap.h"
#include "conf/options.h"
#include "conf/problem.h"
#include "conf/theme.h"

struct config {
    struct options options;
    struct keymap keymap;
    struct theme theme;
    struct problems problems;
};

void config_init(struct config *c); /* the defaults */
void config_release(struct config *c);

/* Reads a file over what is set.  A file that is not there is no fault; wrong
 * lines become problems, all others work.  `name`: how the file is called in them. */
void config_load(struct config *c, const char *path);
void config_read(struct config *c, const char *name, const char *text);
/* One line, as `:set` gives it too. */
int config_line(struct config *c, const char *line, struct err *err);
/* The defaults as a commented file, in the reader's language, which config_read() takes back. */
void config_write_defaults(struct str *out);

#endif
