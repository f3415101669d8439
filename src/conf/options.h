/* options.h: the settings of options.def as values.
 *
 * May not know: the config file (config.h), who reads which setting. */
#ifndef TELEX_CONF_OPTIONS_H
#define TELEX_CONF_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum option_type { OPTION_BOOL, OPTION_NUMBER, OPTION_DURATION, OPTION_LEARNT, OPTION_SIZE, OPTION_CHOICE, OPTION_COUNT, OPTION_TEXT, OPTION_LINES };
enum option_scope { OPTION_GLOBAL, OPTION_SOURCE, OPTION_OWN };

enum option {
#define OPTION(id, name, type, value, scope, range, help) OPTION_##id,
#include "conf/options.def"
#undef OPTION
    OPTIONS
};

struct option_row {
    const char *name;
    enum option_type type;
    const char *value; /* default, as written */
    enum option_scope scope;
    const char *range; /* "a|b|c" of a choice, "least..most" of a number, the form of a text, else "" */
    const char *help;  /* N_(): translate before it is shown */
};
extern const struct option_row option_rows[OPTIONS];

/* Choices in the order of their rows in options.def. */
enum { FULL_NO, FULL_YES, FULL_AUTO };
enum { REWRITTEN_KEEP, REWRITTEN_UNREAD };
enum { REFRESH_MANUAL, REFRESH_AT_START, REFRESH_BY_INTERVAL };
enum { MARK_READ_OPEN, MARK_READ_END, MARK_READ_MANUAL };
enum { LOGIN_ANY, LOGIN_BASIC, LOGIN_DIGEST, LOGIN_BEARER };
enum { CHARSET_AUTO, CHARSET_UTF8, CHARSET_ASCII };
#define OPTION_ALL INT64_MAX /* "all" of a COUNT */
#define OPTION_AUTO INT64_MIN /* "auto" of a LEARNT */

/* One value for each: yes is 1, durations are seconds, sizes bytes, a choice its index. */
struct options {
    int64_t number[OPTIONS];
    char *text[OPTIONS]; /* of TEXT and LINES; owned, never NULL for one of these */
};

void options_init(struct options *o); /* the defaults */
void options_copy(struct options *o, const struct options *from);
void options_release(struct options *o);

static inline int64_t option_get(const struct options *o, enum option which)
{
    return o->number[which];
}
static inline const char *option_text(const struct options *o, enum option which)
{
    return o->text[which];
}

/* OPTIONS where there is no such setting. */
enum option option_find(const char *name);
/* Sets one by its text; of LINES a value is added as one line more, and "" takes all
 * away.  -1, and nothing changed, where the value is not one of its kind; err says
 * what would be. */
int option_set(struct options *o, enum option which, const char *value, struct err *err);
/* The value as it would be written. */
void option_write(const struct options *o, enum option which, struct str *out);
/* "yes or no", "a duration such as 15m, 2h or 1d, from 5m to 4w", … */
void option_describe(enum option which, struct str *out);

/* Whether the setting may stand in the config file or be set in the screen; err says
 * where it may. */
int option_is_general(enum option which, struct err *err);

/* Settings of a source, "full=yes interval=2h", over *o.  -1 at the first that is
 * wrong or has no place with a source; those before it are set. */
int options_set_line(struct options *o, const char *settings, struct err *err);

/* option_text.c: whether a text has the form that its row names, and what that is. */
bool option_text_fits(const char *form, const char *value);
const char *option_text_form(const char *form);

#endif
