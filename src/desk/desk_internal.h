/* desk_internal.h: what the files of desk/ share.  No other room includes it. */
#ifndef TELEX_DESK_DESK_INTERNAL_H
#define TELEX_DESK_DESK_INTERNAL_H

#include <time.h>

#include "base/vec.h"
#include "conf/config.h"
#include "conf/page_rules.h"
#include "conf/sources_file.h"
#include "desk/batch.h"
#include "desk/health.h"
#include "desk/lock.h"
#include "desk/network.h"
#include "desk/parsers.h"
#include "desk/plan.h"
#include "desk/spool.h"
#include "fetch/fetch.h"
#include "store/store.h"
#include "wire/channel.h"
#include "wire/run.h"

struct desk;
struct ask;
struct trip;
struct round;
struct maker;

/* ---- What waits for an end, besides the round: a page, a document, an address to
 * add. Begun and ended by whoever holds it. ---- */
struct errand {
    /* Frees it; `why` goes to whoever gave the order, NULL: without a word. */
    void (*drop)(struct errand *e, const char *why);
    bool of_round; /* ends with the round's cancelling */
};
void errand_begin(struct desk *d, struct errand *e);
void errand_end(struct desk *d, struct errand *e);
void errands_drop(struct desk *d, bool of_round_only, const char *why);

/* How a file was when it was last read; all zero: it is not there. */
struct file_sight {
    int64_t seconds, nanoseconds, size, inode;
};
struct file_sight file_sight_of(const char *path);
bool file_sight_same(const struct file_sight *a, const struct file_sight *b);

/* What is said of pages (page_table.c). */
struct page_table {
    char *path; /* the reader's own, beside her settings; owned, NULL: none */
    struct page_rules own, shipped;
    struct file_sight seen;
    bool is_read;
};

/* An order to refresh that waits until another desk's refresh is over. */
struct waiting_order {
    bool is_waiting, has_waited;
    struct plan plan;
    char *section; /* the plan's; owned */
};

struct desk {
    struct loop *loop;
    struct clock clock;
    struct channel screen; /* whoever gives the orders */
    char *dir, *sources_path;
    char *rules_path;         /* the reader's table of feeds' addresses, beside her settings; NULL: none */
    struct page_table page_table;
    struct config config;
    bool greeted, opened, refused, closing; /* refused: the store cannot be opened */
    struct store *store;
    struct lock lock;
    struct batch batch;
    struct fetcher *fetcher; /* NULL until something is asked */
    struct parsers *parsers;
    VEC(struct ask *) paused; /* transfers that wait for room */
    size_t held;              /* bytes of answers in memory */
    int whole;                /* answers that have come and are not yet done with */
    struct round *round;      /* NULL: nothing is being refreshed */
    VEC(struct errand *) errands;
    struct maker *maker;      /* of documents while nothing else is to do; NULL: none now */
    bool all_made;            /* and nothing more is wanted of it */
    bool is_shrinking;        /* the store gave back room in the last step */
    struct file_sight sources_seen;
    struct waiting_order order;
    struct store_progress other; /* another desk's, as last told to the screen */
    bool other_runs, looked;
    uint64_t seed;
};

/* ---- desk.c ---- */

/* To the screen. */
void desk_say(struct desk *d, enum message_kind kind, const void *value);
void desk_note(struct desk *d, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Made when first needed; NULL with err. */
struct fetcher *desk_fetcher(struct desk *d, struct err *err);
/* The settings that hold for a source (NULL: for none); the caller releases *out. */
void desk_options(const struct desk *d, const struct source *source, struct options *out);
/* Notes the first of them. */
void desk_tell_problems(struct desk *d, const struct problems *p);
/* Something has ended: looks for what is next, from the loop. */
void desk_next(struct desk *d);
/* The store could not be written: what was not committed is lost, the refresh ends. */
void desk_store_failed(struct desk *d, const struct err *err);

/* ---- sources.c ---- */

/* Reads the sources file into the store. What is wrong in it is noted. */
int sources_sync(struct desk *d, struct err *err);
/* The same where the file has changed since. */
int sources_sync_changed(struct desk *d, struct err *err);
/* Gives a source another address, in the store (within the batch's transaction) and in
 * the sources file: 1, or 0 with *err where one of them cannot take it, or -1 where the
 * store fails. */
int sources_move(struct desk *d, const struct source *source, const char *to, struct err *err);
/* The order MOVE. */
void sources_edit_order(struct desk *d, const struct message_edit *order);

/* ---- ask.c: one question to a publisher, and its whole answer ---- */

struct ask {
    struct desk *desk;
    struct fetch *transfer; /* NULL: over */
    struct spool body;
    size_t held;            /* what it counts for in desk->held */
    bool is_whole, has_waited;
    char *url, *content_type, *moved_to, *etag, *last_modified; /* owned */
    enum fetch_end end;
    int64_t retry_after, max_age, took;
    struct outcome outcome;
    struct err err;         /* our own fault: the body could not be kept */
    char *filter;           /* the command that the body goes through; owned, NULL */
    struct run *command; /* it, while it runs */
    struct spool filtered;  /* what has come out of it so far */
    int64_t size_limit;
    bool began;             /* its body comes, or has come */
    void *context;
    void (*done)(void *context, struct ask *a);
};
/* 0: a->done() will be called, else a->err says why not. */
int ask_start(struct desk *d, struct ask *a, const struct fetch_request *request, void (*done)(void *context, struct ask *a),
              void *context);
/* The answer's body shall go through this command ("": none) before done(). */
void ask_filter(struct ask *a, const char *command);
/* Ends it without done(). Release it all the same. */
void ask_drop(struct ask *a);
void ask_release(struct ask *a);
/* A request with a source's settings; its strings are those of *o. */
struct fetch_request ask_request(const char *address, const struct options *o);
/* There is something to be read in what came. */
bool ask_has_body(const struct ask *a);

/* ---- filter.c ---- */

/* Begins to replace the body by what the filter makes of it; a->done() is called at
 * its end. False, and the outcome says why, where it cannot be started. */
bool filter_start(struct ask *a);
/* Once the command no longer runs (ask_drop). */
void filter_release(struct ask *a);

/* ---- trip.c: one source's way from its publisher into the store ---- */

struct trip_sink {
    void *context;
    void (*ended)(void *context, struct trip *t); /* once; the trip is the sink's to free */
    /* Before its outcome is noted: true where the sink will call trip_settle() later, when
     * it knows more. NULL: never. */
    bool (*doubts)(void *context, struct trip *t);
};
struct fresh_article {
    int64_t id, sorted_by;
};
struct trip {
    struct desk *desk;
    struct source source; /* strings borrowed until the end */
    struct arena arena;   /* of `fetch` */
    struct store_fetch fetch;
    struct ask ask;
    struct parser_job job;
    struct message_feed opening;
    struct store_refresh *refresh; /* NULL until it is parsed */
    struct outcome outcome;
    struct store_keep keep;
    int64_t ttl;
    char *named;          /* the first feed that a page in the feed's place names; owned */
    int place;            /* of the next item in the feed */
    bool full, unread_again, is_parsing;
    int trial;            /* so many articles are tried, to see whether their pages give more */
    int64_t tried;        /* the last of those that were */
    VEC(struct fresh_article) fresh; /* new articles whose pages are wanted */
    struct trip_sink sink;
    size_t index;         /* the sink's */
};
struct trip *trip_new(struct desk *d, const struct source *source, const struct trip_sink *sink);
/* Asks the publisher. */
void trip_start(struct trip *t);
/* Goes on from an answer that is there already: takes all of *answer. */
void trip_take(struct trip *t, struct ask *answer);
/* True where it is over now, without ended(); false where it is being read and will
 * end by itself in a moment. */
bool trip_cancel(struct trip *t);
/* Notes its outcome as it stands now, and ends it. */
void trip_settle(struct trip *t);
void trip_free(struct trip *t);

/* ---- round.c: one refresh ---- */

/* Begins one, or adds to the one that runs. The plan's section is borrowed. */
void round_order(struct desk *d, const struct plan *plan);
/* Ends it within a second; what has arrived is kept. */
void round_cancel(struct desk *d);
/* Ends it at once; `why` goes to the screen. */
void round_abort(struct desk *d, const char *why);
/* Trips whose sources are gone are dropped. */
void round_check_sources(struct desk *d);
void round_free(struct round *r);

/* ---- page_table.c ---- */

/* What holds for a page, strings in the arena. */
void page_table_apply(struct desk *d, const char *page, struct arena *arena, struct page_rule_lines *out);
void page_table_release(struct desk *d);

/* ---- page.c ---- */

struct page_end {
    int64_t article, source; /* source 0: unknown */
    bool better, more;       /* than the feed's text: it is kept; it is worth asking for (trial.h) */
    bool is_trial;           /* of a source with full=auto */
    enum outcome_kind asked; /* how asking for it ended */
    const char *text;        /* why it is not kept */
};
typedef void page_done(void *context, const struct page_end *end);
/* Fetches the article's page and keeps it where it is better than the feed's text. */
void page_fetch(struct desk *d, int64_t article, bool for_reader, page_done *done, void *context);
/* Appends what came in an article's place, and what the reader can do: an article has its
 * feed's text, a page that a link led to has none. */
void page_describe(enum document_kind kind, bool of_article, struct str *out);
/* The order WANT_PAGE. */
void page_order(struct desk *d, int64_t article);

/* ---- pages.c: the queue of pages that one refresh fetches ---- */

struct pages {
    struct desk *desk;
    const struct network *network;
    int64_t *articles; /* owned; newest first */
    int total, begun, done;
    bool has_begun;
    void *context;
    void (*progressed)(void *context); /* after each; may release it */
};
/* Puts the newest of a source's new articles into the queue, or those that are to be tried. */
int pages_want(struct desk *d, struct trip *t, struct err *err);
int pages_start(struct pages *p, struct err *err);
void pages_release(struct pages *p);

/* ---- link.c: the order WANT_LINK ---- */

void link_order(struct desk *d, const struct message_want_link *order);

/* ---- documents.c ---- */

/* The order WANT_DOCUMENT. */
void document_order(struct desk *d, int64_t article);
/* Makes what is wanted until something else is to do. */
void documents_make(struct desk *d);
void documents_stop(struct desk *d);
void documents_free(struct desk *d);
/* Puts a packed document that a parser sent, after a look at it. */
int document_keep(struct desk *d, int64_t article, enum store_kind kind, const struct message_document *m, struct err *err);

/* ---- shrink.c ---- */

/* The store may have room to give back: looks when there is nothing else to do. */
void shrink_later(struct desk *d);

/* ---- add.c ---- */

void add_order(struct desk *d, const struct message_add *add);

/* ---- follow.c: another desk's refresh ---- */

/* Looks once: tells its progress, takes over where it is over. */
void follow_look(struct desk *d);
/* The order waits until the other's refresh is over. */
void follow_wait(struct desk *d, const struct plan *plan);
/* True where an order waited. */
bool follow_cancel(struct desk *d);
/* The other's figures, where it did all that the order was about. */
void follow_figures(struct desk *d, struct message_refreshed *end);
/* The refresh that waited is over. */
void follow_release(struct desk *d);

#endif
