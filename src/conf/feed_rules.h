/* feed_rules.h: sites whose feeds' addresses follow from their pages' by rule: a table
 * of lines, the one that comes with telex (src/data/feeds) or the reader's own.
 *
 *     # a page's address     the feed's                            what it is called
 *     example.org/blog-*  ->  https://example.org/blogs/$1.xml  "The blog"
 *     news.example.org    ->  -
 *
 * What pages a pattern means, address.h says; $1 to $9 are what the stars stood for. "//" at the beginning of a feed's address takes the page's "https:" or
 * "http:". The first pattern that fits decides, and all its lines count; "-": no rule
 * holds there.
 *
 * May not know: where the files lie, the network. */
#ifndef TELEX_CONF_FEED_RULES_H
#define TELEX_CONF_FEED_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "conf/problem.h"

enum { FEED_RULES_MAX = 5000, FEED_RULES_BYTES = 1 << 20, FEED_PLACES_MAX = 8 };

struct feed_rule {
    const char *pattern, *address, *name; /* address NULL: "-"; name NULL: none */
};

struct feed_rules {
    struct arena arena; /* everything below */
    struct feed_rule *items;
    size_t len, cap;
    struct problems problems;
};

struct feed_place {
    const char *address, *name;
};

/* Adds the lines of a file, `name` as it is called in problems. */
void feed_rules_read(struct feed_rules *r, const char *name, const char *text, size_t len);
/* The same of a file. One that is not there is no fault; one that cannot be read is a problem. */
void feed_rules_load(struct feed_rules *r, const char *path);
void feed_rules_release(struct feed_rules *r);

/* Whether a pattern fits a page's address at all. */
bool feed_rules_decide(const struct feed_rules *r, const char *page);
/* The feeds of a page, from the arena: how many. */
size_t feed_rules_apply(const struct feed_rules *r, const char *page, struct arena *arena, struct feed_place places[FEED_PLACES_MAX]);

#endif
