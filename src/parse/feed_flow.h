/* feed_flow.h: what has been read goes to who asked for it: the feed's facts
 * once, then each item as it is whole.
 *
 * Some documents say what the feed is called only behind its first items.  These
 * wait then, packed, as long as they are fewer bytes than FLOW_MAX_HELD.
 *
 * May not know: the document's format. */
#ifndef TELEX_PARSE_FEED_FLOW_H
#define TELEX_PARSE_FEED_FLOW_H

#include "parse/feed_draft.h"
#include "parse/feed_finds.h"

enum { FLOW_MAX_HELD = 1 << 20 };

struct flow {
    const struct feed_sink *sink; /* borrowed */
    const char *base;             /* of the document; borrowed */
    const char *format;           /* static; "" while unknown */
    struct draft feed, item;
    bool is_feed;     /* the document is one, with or without items */
    bool told;        /* of the feed's facts */
    bool inherits;    /* items without author are by the feed's (Atom) */
    struct str held;  /* items that wait: length, then bytes */
    size_t items, subscriptions;
    struct finds finds; /* feeds that the document names, told at its end where it is none */
    enum document_kind wall; /* of a page that names no feed; DOCUMENT_STORY: it is none */
};

void flow_init(struct flow *f, const struct feed_sink *sink, const char *base);
void flow_release(struct flow *f);
/* The item is whole: it goes on or waits, and the next is empty. */
void flow_item(struct flow *f);
void flow_subscription(struct flow *f, const struct subscription *s);
/* The document names a feed: find's url is a reference against `base`, its title may be
 * any text. What cannot be followed from where the document stands is left out. */
void flow_find(struct flow *f, const char *base, const struct find *find);
/* Nothing more will be said of the feed. */
void flow_end(struct flow *f);

#endif
