/* feed_finds.h: the feeds that a document names which is none itself (a page, an
 * index of sitemaps, a robots.txt), the likeliest first.
 *
 * A document may name any number; the FINDS_MAX best are kept.
 *
 * May not know: what kind of document it is. */
#ifndef TELEX_PARSE_FEED_FINDS_H
#define TELEX_PARSE_FEED_FINDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/vec.h"

enum { FINDS_MAX = 100 };

/* How likely it is the one that a reader of the document wants: the sum, the least first. */
enum find_rank {
    FIND_STATED = 0,       /* the document says that it is a feed */
    FIND_OF_ANY_XML = 10,  /* its type is that of any XML */
    FIND_OTHER_TONGUE = 20,
    FIND_LINK = 40,        /* a link whose address is like a feed's */
    FIND_WORDS = 50,       /* one whose words only are */
    FIND_ELSEWHERE = 5,    /* on another host */
    FIND_COMMENTS = 100
};

struct find {
    const char *url, *title; /* owned by whoever holds it; title NULL: none */
    const char *type;  /* static; NULL: the document does not say that it is a feed */
    int rank;
    int64_t time;      /* among equals the latest first, then the first */
    size_t order;
    uint64_t hash;     /* of the address */
};

struct finds {
    VEC(struct find) all; /* zeroed is empty; sorted by finds_sort() only */
    size_t count;         /* given so far */
};

/* Copies url and title. An address that is there already counts by its better rank. */
void finds_add(struct finds *f, const struct find *find);
void finds_sort(struct finds *f);
void finds_release(struct finds *f);

#endif
