/* add.h: what the two files of an order ADD share: add.c has the order, its questions
 * and its ends, add_search.c judges what answers and says what is next.  No other file
 * includes it. */
#ifndef TELEX_DESK_ADD_H
#define TELEX_DESK_ADD_H

#include "desk/desk_internal.h"
#include "desk/discovery.h"

/* What one answer was, as the parser tells it. */
struct reading {
    struct arena arena;          /* everything below */
    const char *title;           /* the feed's own */
    VEC(struct named_feed) named; /* by a page */
    int items, lists;            /* articles; outlines that name feeds */
};

struct add {
    struct errand errand; /* first */
    struct desk *desk;
    char *address, *section, *title; /* owned; the address as asked for now */
    char *page;                      /* what led to it; NULL: the reader gave it */
    const char *name;                /* what it is called there; in the arena */
    struct discovery search;
    struct str why;                  /* what the address that was given is instead */
    struct arena arena;              /* the choices */
    VEC(struct named_feed) choices;
    struct ask kept;                 /* the answer of the first choice, where it was asked */
    struct ask ask;
    struct parser_job job;
    struct message_feed opening;
    struct reading reading;
    struct arena source_arena;
    struct trip *trip;
    int64_t waited;                  /* milliseconds for all that was asked beside the address */
    bool is_parsing, is_following;   /* the one feed that the page states */
};

/* ---- add.c ---- */

/* Asks an address; add_answered() or add_unanswered() hears of it. */
void add_ask(struct add *a, const char *url);
/* The answer that is there is the feed: a source is made of it. */
void add_accept(struct add *a);
/* Each is the order's end. */
void add_end(struct add *a, const struct message_added *message);
void add_fail(struct add *a, const char *why);

/* ---- add_search.c ---- */

void add_answered(void *context, struct ask *answer);
void add_unanswered(struct add *a);

#endif
