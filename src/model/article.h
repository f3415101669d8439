/* article.h: an article as lists show it, without its text, and a feed's own facts.
 *
 * May not know: where it comes from, how it is stored. */
#ifndef TELEX_MODEL_ARTICLE_H
#define TELEX_MODEL_ARTICLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/document.h"
#include "model/stamp.h"

/* Ceilings of an article's own fields, in bytes; longer is cut at a character. */
enum {
    ARTICLE_MAX_TITLE = 1000,
    ARTICLE_MAX_LEDE = 600,
    ARTICLE_MAX_URL = 8000,
    ARTICLE_MAX_NAME = 500
};

/* Strings are plain text (clean, one line), NULL where unknown; whoever fills
 * the struct says who owns them. */
struct article {
    int64_t id;         /* in the store; 0: not stored */
    int64_t source;     /* the source's id in the store */
    const char *guid;   /* identity within its source: GUID, Atom id, else link, else a hash of the content */
    const char *link;   /* the page */
    const char *title;
    const char *lede;   /* the first words of summary or body */
    const char *authors; /* joined by ", " */
    const char *language;
    enum direction direction;
    struct stamp published, updated; /* as stated */
    int64_t sorted_by;  /* seconds UTC: published, or first seen where that is absurd or unknown */
    int64_t first_seen; /* seconds UTC */
    const char *comments_url;
    int64_t comment_count; /* -1: unknown */
    uint32_t pictures, media; /* how many */
    uint32_t words;     /* of the fullest text known; 0: unknown */
    bool unread, starred;
    bool has_page;      /* the whole article from its page is stored */
    uint64_t hash;      /* of title and body as published: tells whether it was rewritten */
    const char *source_title; /* with rows from the store: for lists */
};

/* What a feed says of itself.  Strings as above. */
struct feed {
    const char *format; /* rss20, atom10, json11, … (the feeds' contract) */
    const char *title, *link, *description, *language, *image, *rights, *hub;
    DOCUMENT_LIST(const char *) authors;
    struct stamp updated;
    int64_t ttl;           /* seconds between refreshes that the publisher asks for; 0: unsaid */
    uint32_t skip_hours;   /* bit h: nothing new in hour h, UTC */
    uint8_t skip_days;     /* bit d: nothing new on weekday d, Sunday 0 */
};

#endif
