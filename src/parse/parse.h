/* parse.h: the parser's entries, each one function (or push and end) on bytes.
 *
 * Bytes in, values out: no files, no network, no clock, no globals.  Nothing
 * here prints.  libxml2, jansson and zlib do not leave this room.
 *
 * May not know: the wire (the worker in cli/ hands bytes in and values on),
 * the store, where the bytes came from. */
#ifndef TELEX_PARSE_PARSE_H
#define TELEX_PARSE_PARSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "model/article.h"
#include "model/document.h"
#include "model/page_rule.h"
#include "model/source.h"

/* ---- Feeds (RSS, RDF, Atom, JSON Feed, news sitemaps, OPML), in pieces ---- */

struct enclosure {
    const char *url, *type, *title;
    int64_t length, duration; /* -1: unknown */
    uint32_t group;           /* those of one number are renditions of one thing; 0: none */
    uint32_t height;          /* of a film, in pixels; 0: unknown */
    bool is_default;          /* of its group, by the publisher's word */
};

/* A part of a broadcast. */
struct moment {
    int64_t at;               /* seconds from its beginning */
    const char *title, *url;  /* url may be NULL */
};

enum { PICTURE_THUMBNAIL = UINT32_MAX /* the group of pictures that stand for others */ };

/* One item with all that its document gives.  Plain-text fields are clean;
 * *_html as published, in UTF-8.  Strings NULL where not given. */
struct item {
    const char *title, *link, *id, *language;
    struct stamp published, updated;
    DOCUMENT_LIST(const char *) authors;
    const char *summary_html, *content_html, *content_text;
    DOCUMENT_LIST(const char *) categories;
    DOCUMENT_LIST(struct enclosure) enclosures;
    DOCUMENT_LIST(struct picture) pictures;   /* Media RSS and the like: the feeds' "captions" are those with words */
    DOCUMENT_LIST(uint32_t) picture_groups;   /* as many as pictures: as enclosure.group */
    const char *comments_url, *comments_feed;
    int64_t comment_count;                    /* -1: unknown */
    DOCUMENT_LIST(const char *) persons;      /* of a broadcast: "Ana Paz (guest)" */
    DOCUMENT_LIST(struct moment) moments;     /* its chapters */
    const char *season, *episode;             /* numbers or names */
    DOCUMENT_LIST(struct link) live, audio, chapters, transcripts;
    const char *source_title, *source_url;    /* of an aggregated item */
    const char *base;                         /* what relative addresses in the HTML resolve against */
    bool is_short;                            /* content and summary are the same piece of text */
};

struct subscription {
    const char *url, *title;
    DOCUMENT_LIST(const char *) section;
};

/* Called as things are read; the values are borrowed for the call only. */
struct feed_sink {
    void *context;
    void (*feed)(void *context, const struct feed *feed); /* once, before the first item */
    void (*item)(void *context, const struct item *item);
    void (*subscription)(void *context, const struct subscription *s); /* OPML */
    /* The document is no feed and names this one, the likeliest first: a page, an index of
     * sitemaps, a robots.txt. type NULL: only its address or its words look like a feed's. */
    void (*found)(void *context, const char *url, const char *title, const char *type);
};

struct feed_request {
    const char *base;         /* URL the document was fetched from; "" for none */
    const char *content_type; /* the HTTP header's value; "" for none */
};

struct feed_reader;
struct feed_reader *feed_reader_new(const struct feed_request *request, const struct feed_sink *sink);
/* A piece of the document; may call the sink.  -1 where going on is of no use. */
int feed_reader_push(struct feed_reader *r, const void *bytes, size_t len, struct err *err);
/* The end of the document.  The outcome's kind is OUTCOME_SAME (read whole),
 * OUTCOME_DAMAGED (its text says line and column), OUTCOME_NOT_A_FEED (its text says
 * what it is instead), OUTCOME_WALL (a page for persons in its place) or OUTCOME_TOO_LARGE. */
void feed_reader_end(struct feed_reader *r, struct outcome *outcome);
void feed_reader_free(struct feed_reader *r);

/* ---- One item: from its own HTML to what lists need, and to its document ---- */

/* Identity, title, lede, counts, from a bounded piece of the body.  Strings in the arena. */
void item_to_article(const struct item *item, struct arena *arena, struct article *article);
/* What is kept of an item so that its document can be made (again): opaque to all but parse/. */
void item_pack(const struct item *item, struct str *out);
int item_unpack(const void *bytes, size_t len, struct arena *arena, struct item *item, struct err *err);
void item_to_document(const struct item *item, struct document *out);

/* ---- Pages ---- */

struct page_request {
    const char *url;          /* "" for none */
    const char *content_type; /* HTTP's value, or "text/html; charset=NAME" from --charset; "" for none */
    const struct item *item;  /* the feed's item, whose facts stand in where the page has none; or NULL */
    const struct page_rule *rules; /* of the reader, in their order */
    size_t rule_count;
    int before;               /* pages of the same story that came before this one */
};
/* The article of an HTML page.  A page without one gives a document without blocks. */
void page_to_document(const struct page_request *request, const void *bytes, size_t len, struct document *out);

/* ---- The feeds' contract's JSON (one object, one line, with its newline); the pages' is model/document_json.h ---- */
void feed_write_json(const struct feed *feed, struct str *out);
void item_write_json(const struct item *item, struct str *out);
void subscription_write_json(const struct subscription *s, struct str *out);

/* Everything that must be opened before the sandbox is closed (converters, locale, libxml2). */
void parse_prepare(void);
/* The same for one document: no more converters than it can need. */
void parse_prepare_for(const char *content_type, const void *bytes, size_t len);

#endif
