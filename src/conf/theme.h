/* theme.h: how things look, by the names of styles.def.
 *
 * May not know: curses; what a terminal can show. */
#ifndef TELEX_CONF_THEME_H
#define TELEX_CONF_THEME_H

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum style_name {
#define STYLE(id, name, look, help) STYLE_##id,
#include "conf/styles.def"
#undef STYLE
    STYLES
};

struct style_row {
    const char *name, *look, *help;
};
extern const struct style_row style_rows[STYLES];

enum look_attribute { LOOK_BOLD = 1, LOOK_DIM = 2, LOOK_ITALIC = 4, LOOK_UNDERLINE = 8, LOOK_REVERSE = 16 };
#define LOOK_DEFAULT (-1)

struct look {
    unsigned attributes;
    int16_t colour, ground; /* 0 to 15 named, to 255 by number, LOOK_DEFAULT */
};

struct theme {
    struct look looks[STYLES];
};

void theme_init(struct theme *t);
/* STYLES where there is none of that name. */
enum style_name style_find(const char *name);
/* "bold, cyan on black". */
int look_read(const char *s, struct look *look, struct err *err);
void look_write(const struct look *look, struct str *out);
/* "NAME = LOOK" behind `style` in the config file. */
int theme_set_line(struct theme *t, const char *line, struct err *err);

#endif
