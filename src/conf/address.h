/* address.h: whether a page's address is one that a line of the reader's tables means
 * (telex-feeds(5), telex-pages(5)):
 *
 *     *.example.org/blog-*
 *     example.org/news?list=*
 *
 * A pattern is an address without "https://"; a host's "www." is of no importance. A
 * star stands for anything within a part between two slashes; a last part of two stars
 * for the rest, also for nothing; "?list=*" for a parameter. No pattern takes more than
 * the length of itself times that of the address to match.
 *
 * May not know: what follows from it. */
#ifndef TELEX_CONF_ADDRESS_H
#define TELEX_CONF_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum { ADDRESS_STARS = 9 };

/* A piece of a text. */
struct span {
    const char *s;
    size_t len;
};

/* What the stars stood for. */
struct address_stars {
    struct span items[ADDRESS_STARS];
    size_t len;
};

/* A page's address or a pattern, divided; borrows. */
struct address {
    struct span host, path, query;
};

/* The page without scheme, name and fragment; false: it is none of http. */
bool address_read(const char *page, struct address *a);
bool address_fits(const char *pattern, const struct address *page, struct address_stars *c);
/* A pattern without the scheme that it was written with. */
const char *address_bare(const char *pattern);
/* How many stars a pattern has; -1 with err where it is none. */
int address_check(const char *pattern, struct err *err);

#endif
