/* source.h: a source as the reader wrote it down, and what its last fetch gave.
 *
 * May not know: the sources file's syntax, the network, the store. */
#ifndef TELEX_MODEL_SOURCE_H
#define TELEX_MODEL_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

/* How a fetch and the reading of its answer ended. */
enum outcome_kind {
    OUTCOME_NONE,       /* never tried */
    OUTCOME_NEW,        /* read, with new or changed articles */
    OUTCOME_SAME,       /* read, or not modified: nothing new */
    OUTCOME_DAMAGED,    /* read in part; the text says where it breaks */
    OUTCOME_OFFLINE,    /* no network at all: nobody's fault */
    OUTCOME_UNREACHED,  /* no connection */
    OUTCOME_REFUSED,    /* 4xx, 5xx */
    OUTCOME_GONE,       /* 410 */
    OUTCOME_NOT_A_FEED,
    OUTCOME_TOO_LARGE,
    OUTCOME_UNREADABLE, /* the parser crashed, hung or overran its bounds */
    OUTCOME_CANCELLED,
    /* The store keeps these numbers, so that what came later stands here. */
    OUTCOME_NO_HOST,    /* its host's name is not known */
    OUTCOME_TLS,        /* the host could not prove who it is */
    OUTCOME_TIMEOUT,
    OUTCOME_BROKEN,     /* the answer broke off, or was none */
    OUTCOME_WALL,       /* a page for persons in its place: robot check, consent, log-in */
    OUTCOME_BARRED,     /* by telex: redirects in a circle, to a private address, from https to http */
    OUTCOME_NO_FILE,    /* a local file that cannot be read */
    OUTCOME_COMMAND,    /* a command of the reader's failed: the source itself, or its filter */
    OUTCOME_LAST = OUTCOME_COMMAND
};

struct outcome {
    enum outcome_kind kind;
    int status;         /* HTTP status, 0: none */
    int64_t when;       /* seconds UTC */
    int added, changed; /* articles */
    char text[300];     /* a sentence for the reader, "" where all is well */
};

static inline bool outcome_is_good(enum outcome_kind kind)
{
    return kind == OUTCOME_NEW || kind == OUTCOME_SAME || kind == OUTCOME_DAMAGED;
}

/* Strings: owned by whoever holds the struct (a sources file, a query's arena). */
struct source {
    int64_t id;              /* in the store; 0: not stored */
    const char *address;     /* http(s) URL, file: URL or absolute path */
    const char *shown;       /* the same without its password; NULL: it has none */
    const char *title;       /* the reader's, else NULL */
    const char *feed_title;  /* what the feed calls itself, else NULL */
    const char *feed_link;   /* the site */
    const char *section;     /* "News > Russia"; "" at the top */
    const char *settings;    /* "full=yes interval=2h", as written; "" for none */
    int line;                /* in the sources file; 0: not from there */
    int64_t position;        /* order in the sources file */
    int64_t unread, total;   /* articles */
    struct outcome last;
    int64_t next_try;        /* seconds UTC, not before that; 0: whenever its interval is over */
    int64_t failing_since;   /* seconds UTC; 0: it is well */
    int failures;            /* in a row */
    int64_t succeeded;       /* seconds UTC, when it was read last; 0: never */
    int64_t since;           /* since when it is as it is now (condition.h); 0: unknown */
    int64_t newest, rhythm;  /* when its newest article came out, and the seconds between two; 0: unknown */
    int64_t took;            /* milliseconds that its last answer took */
    const char *moved_to;    /* where permanent redirects lead, or what feed its page names; NULL */
    int moved_seen;          /* how often in a row; 0: its page names it */
    bool stopped;            /* by the reader: not asked unless by name */
};

/* What it is called: the reader's word, else its own. */
static inline const char *source_name(const struct source *s)
{
    return s->title ? s->title : s->feed_title ? s->feed_title : s->shown ? s->shown : s->address;
}

#endif
