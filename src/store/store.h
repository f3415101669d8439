/* store.h: everything that telex keeps, in one SQLite file: DIR/news.db.
 *
 * Articles as lists need them stand apart from the text that reading needs, and
 * unread counts are kept, not counted: the first screen costs the same with a
 * thousand articles and with a million.
 *
 * Four roles.  STORE_DESK creates, migrates, recovers and writes; one desk at a
 * time opens it so (it holds desk.lock).  STORE_SECOND is a desk that found the lock
 * taken: it writes as the first does, but opens only what is STORE_READY.
 * STORE_SCREEN reads, and writes marks behind the reader's back: nothing that it
 * calls waits for a lock.  STORE_READER only reads.  A store is used by one thread
 * of one process.
 *
 * Functions return 0 or -1 with *err set (ERR_BUSY: another process writes, try
 * again; ERR_STORE: all else), those that look for something 1 found, 0 not found,
 * -1.  Strings of what is read live in the arena that the caller gives.
 *
 * May not know: the network, markup, the sources file's syntax, how lists are shown. */
#ifndef TELEX_STORE_STORE_H
#define TELEX_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "model/article.h"
#include "model/source.h"

struct store;

enum {
    STORE_KEEP = 5000,              /* articles that a source has dropped and telex still keeps, by default */
    STORE_EXPIRED_MAX = 2000,       /* articles that one refresh of a source lets go: some 50 ms */
    STORE_MAX_SECTIONS = 5000,      /* far above any tree that a person reads */
    STORE_MAX_SECTION_DEPTH = 16,
    STORE_MAX_BLOB = 32 << 20,      /* bytes of an origin or a packed document */
    STORE_WAITING_MAX = 1000        /* store_waiting() counts no further */
};

/* ---- Opening ---- */

enum store_role { STORE_DESK, STORE_SECOND, STORE_SCREEN, STORE_READER };

enum store_state {
    STORE_READY,
    STORE_MISSING,    /* there is none yet: the desk makes it */
    STORE_OLDER,      /* of an older telex: the desk brings it up to date */
    STORE_NEWER,      /* of a newer telex: nothing but that one may touch it */
    STORE_UNREADABLE  /* damaged, or not ours: the desk sets it aside */
};

/* Opens the store in `dir`.  0 and *out where it is STORE_READY, else -1, *out
 * NULL, and *state (may be NULL) says what stands in the way.  As STORE_DESK it
 * makes the folder and the file, migrates an older one after a copy of it, and
 * sets a damaged one aside, saving from it what can be read; store_notice() then
 * says so.  Owner: the caller, by store_close(). */
int store_open(struct store **out, const char *dir, enum store_role role, enum store_state *state, struct err *err);
/* Marks that still wait are written first if no other process is in the way:
 * call store_flush_all() before to be sure.  NULL is fine. */
void store_close(struct store *s);
/* What happened at opening that the reader should know, or "".  Lives as long as the store. */
const char *store_notice(const struct store *s);
const char *store_path(const struct store *s);

/* What other processes changed since the last call (the first call gives false).
 * Costs microseconds while nothing did.  What this store wrote itself does not count. */
struct store_changes {
    bool articles; /* new, rewritten or expired ones */
    bool marks;    /* read, starred, places */
    bool sources;  /* sources, sections, health */
    bool documents;
    bool progress;
};
bool store_poll(struct store *s, struct store_changes *changes);

/* What is read until store_release() is of one moment, and takes one lock instead of one
 * for each row. For a few reads that belong together, never across a turn of a loop:
 * what is held back meanwhile is the log's being taken over. They nest. */
void store_hold(struct store *s);
void store_release(struct store *s);

/* ---- Sources and sections ---- */

struct store_sync {
    int added, changed, removed;
};
/* Makes the store's sources those given (address, title, section, settings, line,
 * position, stopped; in that order).  A removed source's articles go, except starred ones,
 * which keep the source's title.  Desk only; a transaction of its own. */
int store_sync_sources(struct store *s, const struct source *sources, size_t count, struct store_sync *done,
                       struct err *err);

struct store_sources {
    struct source *items; /* in the order of the sources file */
    size_t count;
};
int store_sources(struct store *s, struct arena *arena, struct store_sources *out, struct err *err);
/* What the section tree shows of a source. */
struct store_leaf {
    int64_t id, unread, total;
    const char *name, *address;
    bool is_failing;
};
/* Up to `max` of those that stand in a section itself, by index; how many, or -1. */
int64_t store_leaves(struct store *s, struct arena *arena, int64_t section, size_t max, struct store_leaf **out, struct err *err);
/* Those that are not well (model/condition.h). */
int store_unwell_sources(struct store *s, struct arena *arena, struct store_sources *out, struct err *err);
/* When the newest articles of a source came out, newest first, at most `max` of them. */
int store_source_times(struct store *s, int64_t source, int64_t *times, size_t max, size_t *count, struct err *err);
struct store_source_totals {
    int64_t count, failing; /* failing: without those that have ended or were stopped */
};
/* Whether any source is asked over the network: 1, 0. */
int store_any_remote(struct store *s, struct err *err);
int store_source_totals(struct store *s, struct store_source_totals *out, struct err *err);
int store_source(struct store *s, struct arena *arena, int64_t id, struct source *out, struct err *err);
/* The id of the source with this address, 0 where there is none, -1. */
int64_t store_find_source(struct store *s, const char *address, struct err *err);

struct store_section {
    int64_t id, parent;    /* parent 0: at the top */
    const char *path;      /* "News > Russia"; "" for the sources that stand in none */
    const char *name;      /* "Russia" */
    int depth;             /* 0 at the top */
    int64_t unread, total; /* of the section itself */
    int64_t unread_below, total_below; /* with all the sections below it */
};
struct store_sections {
    struct store_section *items; /* as a tree is read: each before those below it, in the order of the sources file */
    size_t count;
    int64_t unread, total;       /* of all articles, those in no section too */
};
/* Every section, and "" first where sources stand outside of all sections. */
int store_sections(struct store *s, struct arena *arena, struct store_sections *out, struct err *err);
/* The id of a section by path, 0 where there is none, -1. */
int64_t store_find_section(struct store *s, const char *path, struct err *err);

/* ---- A refresh (desk only) ---- */

/* A short transaction around what follows, BEGIN IMMEDIATE; waits up to 5 seconds
 * for another process.  Not nested. */
int store_begin(struct store *s, struct err *err);
int store_commit(struct store *s, struct err *err);
void store_rollback(struct store *s);

/* What is known of a source's fetches, beside struct source. */
struct store_fetch {
    const char *etag, *last_modified; /* NULL: none */
    uint64_t body_hash;               /* of the last body that was read whole */
    int failures;                     /* in a row */
    const char *moved_to;             /* where permanent redirects lead, NULL */
    int moved_seen;                   /* how often in a row; 0: it is a feed that the page in its place names */
    int64_t ttl;                      /* from the feed; these three by store_put_feed() */
    uint32_t skip_hours;
    uint8_t skip_days;
};
int store_get_fetch(struct store *s, struct arena *arena, int64_t source, struct store_fetch *out, struct err *err);
/* Writes how the source is (`last` to `took`, without failures), and the fetch's facts
 * (all but ttl and skip_*) unless `fetch` is NULL. */
int store_put_outcome(struct store *s, const struct source *source, const struct store_fetch *fetch, struct err *err);
/* Gives a source another address (one that has moved for good) and keeps all else.
 * 1 done, 0 another source has that address already, -1. */
int store_move_source(struct store *s, int64_t id, const char *address, struct err *err);
/* What the feed says of itself. */
int store_put_feed(struct store *s, int64_t source, const struct feed *feed, struct err *err);

enum store_put {
    STORE_PUT_SAME,
    STORE_PUT_NEW,
    STORE_PUT_CHANGED,
    STORE_PUT_LATER /* told by store_refresh_later() */
};

/* One refresh of one source: its articles as they arrive, over as many
 * transactions as there are, and the end.  Several may be under way.
 * Owner: the caller, by store_refresh_free(). */
struct store_refresh;
struct store_refresh *store_refresh_new(struct store *s, int64_t source);
/* Puts an article (guid is its identity; id, source, unread, starred, has_page
 * and source_title are not looked at) and what its document can be made from.
 * One with the same guid and hash as before is left alone; one with another hash
 * is rewritten and stays read or unread, starred and in its place in the lists;
 * its document is then wanted again.  *id gets its id.  Among articles of the same
 * second the one put last stands first.
 *
 * A guid that serves for several items, or changes with each fetch, is seen through
 * (identity.c): by the link, else by title and text.  Where that is certain only when
 * all was seen, the item waits for the end of the fetch: *how is STORE_PUT_LATER. */
int store_refresh_put(struct store_refresh *r, const struct article *a, const void *origin, size_t origin_len,
                      int64_t *id, enum store_put *how, struct err *err);
/* Everything was put that there is, whether or not that is the whole feed: while some
 * wait, puts the next of them. */
bool store_refresh_waits(const struct store_refresh *r);
int store_refresh_later(struct store_refresh *r, int64_t *id, enum store_put *how, struct err *err);
/* What stays of the articles that a feed no longer carries. */
struct store_keep {
    int64_t articles; /* so many, the newest; -1: however many there are */
    int64_t since;    /* and of these none that stands before this time in the lists; INT64_MIN: of any age */
};
/* The feed was read whole: of the articles that it no longer carries all but those to
 * keep go, starred ones never, and at most STORE_EXPIRED_MAX at a time, the oldest
 * first.  *removed may be NULL. */
int store_refresh_end(struct store_refresh *r, const struct store_keep *keep, int64_t *removed, struct err *err);
void store_refresh_free(struct store_refresh *r);
/* What is rewritten counts as unread again. */
void store_refresh_unread_again(struct store_refresh *r);

struct store_progress {
    bool running;
    int64_t pid, started, at; /* seconds UTC; `at`: when it was written, or ended */
    int done, total, failed, added;
    char names[200];          /* "BBC, DW, France 24" */
};
/* For those who follow a desk that they did not start.  Each put is a transaction of its own. */
int store_put_progress(struct store *s, const struct store_progress *p, struct err *err);
int store_get_progress(struct store *s, struct store_progress *out, struct err *err);

/* Gives back to the file system a little of the room that nothing needs any more: 1
 * (there is more to do), 0 (there is none worth it), -1.  A short transaction of its
 * own; call it when there is nothing else to do.  The file is shorter after the next
 * checkpoint. */
int store_shrink(struct store *s, struct err *err);

/* Takes the write-ahead log into the file; call it when there is nothing else to do
 * and desk.lock is held. */
void store_checkpoint(struct store *s);

/* ---- Articles and their text ---- */

int store_article(struct store *s, struct arena *arena, int64_t id, struct article *out, struct err *err);
/* The newest article whose page is this address, whatever its tracking parameters: its id, 0, -1. */
int64_t store_find_link(struct store *s, const char *url, struct err *err);
/* The highest id given so far: what a list taken now is "as of". */
int64_t store_newest(struct store *s);

enum store_kind { STORE_FEED, STORE_PAGE };
/* The packed document of an article, made from its feed or from its page; appended
 * to *out.  One of another DOCUMENT_VERSION is not found.  Desk only for the puts. */
int store_get_document(struct store *s, int64_t article, enum store_kind kind, struct str *out, struct err *err);
int store_put_document(struct store *s, int64_t article, enum store_kind kind, const void *bytes, size_t len,
                       struct err *err);
/* No document can be made of this article's origin: it is not wanted again until it changes. */
int store_put_no_document(struct store *s, int64_t article, struct err *err);
/* The blob that a parser gave with the item. */
int store_get_origin(struct store *s, int64_t article, struct str *out, struct err *err);
/* Up to `max` articles that have no document yet, newest first; *count says how many. */
int store_wanted(struct store *s, int64_t *ids, size_t max, size_t *count, struct err *err);

/* ---- What an article was before ---- */

/* One text before is kept of an article's feed and of its page, until the article goes.
 * That of the feed is open after a refresh has rewritten the article: whether a reader
 * would see a change is known when both documents are made. */
struct store_previous {
    int64_t at;        /* when the change was seen, seconds UTC */
    const char *title; /* NULL: none */
};
/* 1, and the packed document appended to `document` (may be NULL); 0, -1. */
int store_get_previous(struct store *s, struct arena *arena, int64_t article, enum store_kind kind, struct store_previous *out,
                       struct str *document, struct err *err);
/* The open one: its packed document where there is one, else what one is made from:
 * *is_document says which. 1, 0, -1. */
int store_open_previous(struct store *s, int64_t article, bool *is_document, struct str *out, struct err *err);
/* The document that was made of it; without one (len 0) it goes.  Desk only. */
int store_put_open_previous(struct store *s, int64_t article, const void *document, size_t len, struct err *err);
/* Ends that: this is its document; without one (len 0) there is nothing to see.  Desk only. */
int store_settle_previous(struct store *s, int64_t article, const void *document, size_t len, struct err *err);
/* The page's document before.  Desk only. */
int store_put_previous_page(struct store *s, int64_t article, int64_t now, const void *document, size_t len, struct err *err);

/* The queue of articles whose pages are to be fetched.  Desk only. */
int store_want_page(struct store *s, int64_t article, struct err *err);
int store_page_done(struct store *s, int64_t article, struct err *err);
int store_forget_pages(struct store *s, struct err *err);
/* Up to `max` of them, newest first.  Owner of *ids: the caller, by free(). */
int store_wanted_pages(struct store *s, int64_t **ids, size_t max, size_t *count, struct err *err);
/* The newest `count` of a source that have none yet, of those that came behind `after` (an id). */
int store_want_newest_pages(struct store *s, int64_t source, int64_t after, int count, struct err *err);

/* Whether a source's pages give more than its feed (desk/trial.h).  Desk only. */
enum store_trial_verdict { STORE_TRIAL_OPEN, STORE_TRIAL_PAGE, STORE_TRIAL_FEED };
struct store_trial {
    enum store_trial_verdict verdict;
    int64_t at;          /* when that was found */
    int64_t tried, more; /* since; of these, gave more */
    int64_t last;        /* the greatest id of an article that was tried */
};
/* 1; 0 and all zero where nothing is known; -1. */
int store_get_trial(struct store *s, int64_t source, struct store_trial *t, struct err *err);
int store_put_trial(struct store *s, int64_t source, const struct store_trial *t, struct err *err);

/* ---- Lists, by key ---- */

enum store_list { STORE_ALL, STORE_STARRED, STORE_SECTION, STORE_SOURCE };

struct store_query {
    enum store_list list;
    int64_t id;        /* of the section (with all below it) or source */
    bool unread_only;
    int64_t snapshot;  /* nothing with a higher id; 0: everything */
};

/* A place in a list's order, newest first: sorted_by falls, then id. */
struct store_key {
    int64_t sorted_by, id;
};
static inline struct store_key store_key_of(const struct article *a)
{
    return (struct store_key){ a->sorted_by, a->id };
}
/* < 0 where a stands before b in a list. */
static inline int store_key_compare(struct store_key a, struct store_key b)
{
    if (a.sorted_by != b.sorted_by)
        return a.sorted_by > b.sorted_by ? -1 : 1;
    return a.id == b.id ? 0 : a.id > b.id ? -1 : 1;
}

struct store_rows {
    struct article *items; /* in the list's order, whichever way they were read */
    size_t count;
};
enum store_way { STORE_DOWN, STORE_UP };
/* Up to `max` articles that stand next below (STORE_DOWN: older) or above `from`,
 * without it; `from` NULL: from that end of the list.  Marks that wait to be written
 * are already in the rows; where they drop thousands of rows (all of a large list was
 * read at once), what stands behind those may be missing until they are written. */
int store_rows(struct store *s, const struct store_query *q, const struct store_key *from, enum store_way way, size_t max,
               struct arena *arena, struct store_rows *out, struct err *err);

/* Reads on from *from until match() says yes (1, and *found) or `budget` articles
 * were looked at (0, *from moved there, *ended false) or the list ends (0, *ended). */
struct store_search {
    bool (*match)(void *context, const char *title);
    void *context;
    enum store_way way;
    size_t budget;
};
int store_search_titles(struct store *s, const struct store_query *q, const struct store_search *search,
                        struct store_key *from, struct store_key *found, bool *ended, struct err *err);

/* Articles of the list that are newer than its snapshot, counted up to
 * STORE_WAITING_MAX; -1. */
int64_t store_waiting(struct store *s, const struct store_query *q, struct err *err);

struct store_counts {
    int64_t unread, total;
};
/* Of the whole list (the snapshot is not looked at), as kept. */
int store_count(struct store *s, const struct store_query *q, struct store_counts *out, struct err *err);

/* ---- Marks: shown at once, written behind (STORE_SCREEN, STORE_DESK) ---- */

enum store_mark { STORE_READ, STORE_UNREAD, STORE_STAR, STORE_UNSTAR };

/* Each is remembered and seen by every read through this store from now on;
 * `now` (seconds UTC) goes into the journal.  *a is not changed. */
void store_mark(struct store *s, const struct article *a, enum store_mark mark, int64_t now);
/* Every article of the list up to its snapshot is read. */
void store_mark_all(struct store *s, const struct store_query *q, int64_t now);

struct store_place {
    uint32_t block, offset; /* as layout/ counts */
};
void store_put_place(struct store *s, int64_t article, struct store_place place, int64_t now);
int store_get_place(struct store *s, int64_t article, struct store_place *out, struct err *err);

/* True while marks wait. */
bool store_is_behind(const struct store *s);
/* One short transaction (a few ms), without waiting: 0 nothing waits any more, 1 more
 * is to do, -1 (ERR_BUSY: another process writes; call again soon). */
int store_flush(struct store *s, struct err *err);
/* Everything, waiting for others up to `ms`. */
int store_flush_all(struct store *s, int ms, struct err *err);

#endif
