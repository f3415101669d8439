/* names.h: names of people out of bylines ("By Ana Paz and B. Rea, in Madrid").
 *
 * May not know: HTML. */
#ifndef TELEX_PARSE_NAMES_H
#define TELEX_PARSE_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct names {
    struct arena *arena;
    const char *site;       /* is no author of its own page's text; or NULL */
    const char **items;
    size_t len, cap;
};

/* The names in a line.  `shown`: it is a byline as a page shows it, and counts
 * only where it begins as one or is short. */
void names_add_line(struct names *n, const char *line, bool shown);
/* A line that begins as bylines do: "By …", "Von …", "Autor: …". */
bool names_is_byline(const char *line);
/* The length of what it begins with, up to the name; 0 for no such line. */
size_t names_lead(const char *line);
/* Two to four words, each with a capital: could be a person's name. */
bool names_is_person(const char *s, size_t len);
void names_release(struct names *n);
/* Into the arena; n is released. */
void names_take(struct names *n, const char ***items, size_t *count);

#endif
