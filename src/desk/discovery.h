/* discovery.h: where the feed may be when an address that was given is none itself:
 * the places to ask, stage by stage, each once.
 *
 * Says whom to ask; asks nobody, reads no answer.
 *
 * May not know: the network, parsers, the store. */
#ifndef TELEX_DESK_DISCOVERY_H
#define TELEX_DESK_DISCOVERY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "conf/feed_rules.h"

enum {
    DISCOVERY_NAMED = 50, /* feeds of a page that are kept */
    DISCOVERY_LINKS = 6,  /* of what only looks like a feed, so many are asked */
    DISCOVERY_MAPS = 4    /* and of the sitemaps that an index names */
};

enum discovery_stage {
    DISCOVERY_ADDRESS, /* what was given */
    DISCOVERY_RULES,   /* what follows from it by rule */
    DISCOVERY_STATED,  /* what the page says to be feeds: these need not be asked */
    DISCOVERY_LINKED,  /* what it leads to, or an index of sitemaps */
    DISCOVERY_USUAL,   /* where sites have their feeds as a rule (places.def) */
    DISCOVERY_OVER
};

/* A feed, or what may be one. */
struct named_feed {
    const char *url, *title, *type; /* title, type NULL: unsaid */
};

struct discovery {
    struct arena arena; /* everything below */
    const char *address; /* as given */
    const char *site;    /* where redirects led from there: whose usual places are asked */
    enum discovery_stage stage;
    VEC(struct named_feed) stated, linked, maps; /* by the page that was given */
    VEC(struct named_feed) places;               /* of the stage, and how many of them were asked */
    size_t next;
    VEC(const char *) asked;                     /* all of them */
    bool only_rules; /* the address gives nothing to read: its host is asked nothing else */
    bool closed;     /* the site wants no more of it, or cannot be reached */
};

void discovery_init(struct discovery *d, const char *address);
void discovery_release(struct discovery *d);

/* The address led to this page. */
void discovery_land(struct discovery *d, const char *url);
/* The page at the address names a feed (MESSAGE_FOUND), the likeliest first. */
void discovery_name(struct discovery *d, const struct named_feed *feed);
/* What the reader's rules and telex's own make of the address. */
void discovery_apply(struct discovery *d, const struct feed_rules *own, const struct feed_rules *shipped);
/* Another place of this stage: a sitemap that an answer names. */
void discovery_also(struct discovery *d, const char *url);

/* The next place of the stage that was not asked yet, or NULL; it counts as asked. */
const struct named_feed *discovery_next(struct discovery *d);
/* To the next stage, with its places; false: there is none. */
bool discovery_advance(struct discovery *d);
/* Asked already, by whatever address led there. */
bool discovery_was_asked(const struct discovery *d, const char *url);
void discovery_note_asked(struct discovery *d, const char *url);
/* Whoever was asked there does not answer, or asks for patience: the same site is left alone. */
void discovery_leave(struct discovery *d, const char *url);
/* Appends what was asked beside the address, "/feed, /rss.xml": nothing where that is none. */
void discovery_tell(const struct discovery *d, struct str *out);

#endif
