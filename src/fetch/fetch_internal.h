/* fetch_internal.h: what the files of this room share.
 *
 * A transfer waits in its host's line (hosts.c), runs as one hop after another
 * (transfer.c, multi.c, redirect.c) or as a file in pieces (local.c), and is over
 * once (fetcher.c). What others order while it runs, to drop it or to go on, is
 * done from the loop, never within a callback of libcurl.
 *
 * May not know: who asks. */
#ifndef TELEX_FETCH_FETCH_INTERNAL_H
#define TELEX_FETCH_FETCH_INTERNAL_H

#include <curl/curl.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/str.h"
#include "base/vec.h"
#include "fetch/answer.h"
#include "fetch/fetch.h"
#include "fetch/ring.h"
#include "wire/run.h"

#define HOST_COMMANDS "exec:" /* the name of those in whose line commands wait */

struct host {
    char *name;               /* owned; "" for files */
    struct ring turn;         /* in fetcher.ready, .ready_urgent or .resting, or alone */
    struct ring urgent, line; /* transfers that wait, by fetch.place */
    int running, most;
    int64_t delay, rests_until; /* milliseconds of the clock's tick */
};

/* One of libcurl's multi handles and the loop's part in it. Connections are
 * never shared between the two, for a connection that is used again was not
 * checked for whom it serves now. */
struct multi {
    struct fetcher *f;
    CURLM *curl;
};

struct secret {
    char *command, *password; /* owned */
};

struct fetcher {
    struct loop *loop;
    struct clock clock;
    struct fetch_manners manners;
    struct multi open;    /* hops that may go to any address */
    struct multi guarded; /* hops that may not go to a private one */
    CURLSH *share;        /* TLS sessions */
    struct map host_index;
    VEC(struct host *) hosts;
    struct ring ready, ready_urgent; /* hosts that may start a transfer, by host.turn */
    struct ring resting;             /* hosts within their delay, the first to wake first */
    struct ring all;                 /* transfers, by fetch.all */
    struct ring chores;              /* those that are dropped or go on, by fetch.chore */
    struct ring reading;             /* files under way, by fetch.place */
    VEC(struct secret) secrets; /* what password commands have told */
    size_t busy;
    int running, most; /* at a time, without the urgent ones */
    bool settling; /* settle() is set to be called */
};

enum fetch_state { FETCH_WAITS, FETCH_RUNS, FETCH_OVER };

struct fetch {
    struct fetcher *f;
    struct host *host;
    struct ring all, place, chore;
    enum fetch_state state;
    struct arena memory; /* of the strings of `asked`, and `origin`, `user`, `password` */
    struct fetch_request asked;
    struct fetch_sink sink;
    bool is_file, is_command;
    struct run *command;     /* that runs for it: a source, or what tells the password; NULL */
    struct str told;             /* what the latter has said so far */
    const char *secret;          /* the password of access, once it is known; NULL */
    const char *origin;          /* "https://host:port" of the address, for which alone the password is */
    const char *user, *password; /* of the address, NULL */
    const char *trusted;         /* the same of access.server: where headers, password and certificate may go */
    struct str url;              /* of this hop; no user, no fragment */
    struct str moved;            /* where permanent redirects alone have led */
    bool moved_only;             /* no other redirect has come yet */
    int hops;                    /* redirects so far */
    int64_t spent, hop_began;    /* milliseconds of earlier hops; the tick */
    int64_t idle, pause_began;   /* milliseconds in which the sink let it wait; the tick */

    CURL *curl; /* NULL where none runs */
    struct multi *multi;
    struct curl_slist *headers;
    struct curl_slist *cookies; /* of the hop before */
    char error[CURL_ERROR_SIZE];
    struct answer answer;
    size_t header_bytes; /* of all hops */
    size_t unwanted;     /* bytes of a body that is not handed on */
    int64_t bytes;
    bool guarded;        /* this hop may not go to a private address */
    bool refused;        /* ... and one was met */
    bool starved;        /* this process may open no more files */
    bool conditional;    /* the last answer's marks were sent */

    int fd; /* of a file, -1 */
    char *file_tag;

    bool begun;          /* head() was called */
    bool paused, held;   /* the sink waits; libcurl holds a piece back for it */
    bool dropped;
    enum fetch_end fault; /* why body() or a header ended it, FETCH_WHOLE: nothing did */

    enum fetch_end end;
    struct str text; /* the sentence */
};

/* fetcher.c */
/* Has what is next looked for from the loop. */
void fetcher_wake(struct fetcher *f);
/* The transfer is over: its host is free for the next, done() is called unless it
 * is paused, and then it is gone. */
void fetch_over(struct fetch *t, enum fetch_end end);
/* head() if it was not called. False where that dropped it. */
bool fetch_begin_body(struct fetch *t);
/* Hands a piece on; false where the transfer ends with that (t->fault, or dropped). */
bool fetch_hand_on(struct fetch *t, const void *bytes, size_t len);

/* hosts.c */
void hosts_init(struct fetcher *f);
void hosts_release(struct fetcher *f);
struct host *hosts_find(struct fetcher *f, const char *name);
/* To the end of the line, or to its beginning. */
void host_queue(struct fetcher *f, struct host *h, struct fetch *t, bool first);
void host_started(struct fetcher *f, struct host *h);
void host_ended(struct fetcher *f, struct host *h);
/* A request within a transfer that runs counts for the delay. */
void host_asked_again(struct fetcher *f, struct host *h);
/* The next transfer whose turn it is, out of its line and counted as running, or NULL. */
struct fetch *hosts_next(struct fetcher *f);
/* Milliseconds until a host's delay is over, -1: none rests. */
int64_t hosts_rest(struct fetcher *f);

/* multi.c */
int multi_init(struct multi *m, struct fetcher *f, struct err *err);
void multi_release(struct multi *m);

/* transfer.c: one hop. */
void transfer_begin(struct fetch *t);
/* The hop is over, as libcurl says. */
void transfer_ended(struct fetch *t, CURLcode code);
void transfer_close(struct fetch *t);
void transfer_resume(struct fetch *t);

/* redirect.c */
/* Whether this hop may not go to a private address: by who named it, or by where the one before was. */
bool redirect_guards_first(const struct fetch *t);
/* Whether this hop goes through a proxy: then what libcurl connects to is that. */
bool redirect_has_proxy(const struct fetch *t);
/* Goes where the answer leads, or ends the transfer. `was_private`: this hop's own address. */
void redirect_follow(struct fetch *t, bool was_private);
/* NULL, or why we do not go on to `next`; one %s, the host that sent us there. */
const char *redirect_objection(const struct fetch *t, const char *next);
/* Sets t->url, t->origin and the password from the address. */
bool redirect_split(struct fetch *t, const char *address);
/* Appends "scheme://host:port". */
void redirect_origin(const char *url, struct str *out);

/* access.c */
/* Whether this hop goes to the server that the reader's password and headers are for. */
bool access_is_trusted(const struct fetch *t);
/* The reader's own way in, for this hop: a proxy, cookies, certificates, and to her own server a login and headers. */
void access_set(struct fetch *t);
/* Before the hop is closed: what it set goes on to the next. */
void access_keep_cookies(struct fetch *t);
/* Adds a header to the request; false where its value cannot be sent. */
bool access_header(struct fetch *t, const char *name, const char *value);
/* Whether a value may stand in a request: what came from outside must not add lines to it. */
bool access_can_send(const char *value);

/* password.c */
/* True where the password for this hop is known, or none is wanted; else
 * transfer_begin() is called again when it is, or the transfer is over. */
bool password_ready(struct fetch *t);
void secrets_release(struct fetcher *f);
/* The server did not take it: the command is asked again next time. */
void password_forget(struct fetch *t);

/* exec.c */
void exec_begin(struct fetch *t);
void exec_close(struct fetch *t);
void exec_resume(struct fetch *t);

/* local.c */
void local_begin(struct fetch *t);
void local_close(struct fetch *t);
void local_resume(struct fetch *t);
/* Reads one piece of the file whose turn it is; a loop_due. */
void local_turn(void *context);

/* words.c: each sets t->text. */
void words_code(struct fetch *t, CURLcode code, enum fetch_end *end);
void words_status(struct fetch *t);
/* One %s: the host. */
void words_set(struct fetch *t, const char *format);

#endif
