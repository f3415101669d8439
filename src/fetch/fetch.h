/* fetch.h: transfers, many at a time, with manners toward hosts.
 *
 * Over HTTP and HTTPS, from local files (an absolute path or a file: URL), which are
 * read in pieces and told apart by size and time, and from what a command prints
 * (exec:COMMAND, only where the request allows it), so that whoever asks need not
 * know the difference. The only room that knows libcurl.
 *
 * A transfer waits until its host may be asked: at most `host_connections` at a
 * time and `host_delay` between the starts of two. Loopback addresses have no
 * delay and 100 connections. Hosts take turns; a slow one delays nobody else. A
 * redirect within a host goes on at once, one to another host waits in its line.
 *
 * Everything is a callback from the loop (never from within fetch_start()):
 * body() as often as bytes come, then done() once; then the transfer is gone.
 *
 * May not know: feeds, pages, the store, what is done with the bytes. */
#ifndef TELEX_FETCH_FETCH_H
#define TELEX_FETCH_FETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/err.h"
#include "wire/loop.h"

enum {
    FETCH_MAX_CONNECTIONS = 100,   /* in all */
    FETCH_URGENT_CONNECTIONS = 4,  /* more, for what is urgent */
    FETCH_MAX_REDIRECTS = 5,
    FETCH_MAX_HEADERS = 256 << 10  /* bytes of all headers of one transfer */
};

struct fetcher;
struct fetch_manners {
    int host_connections;
    int64_t host_delay; /* seconds */
};
/* libcurl's sockets and its time are watched by the loop, like anything else.
 * Owner: the caller, by fetcher_free(), before the loop and not from a callback. */
struct fetcher *fetcher_new(struct loop *l, const struct clock *clock, const struct fetch_manners *manners, struct err *err);
/* Transfers under way are dropped without a word. */
void fetcher_free(struct fetcher *f);
/* Transfers that wait or run. */
size_t fetcher_busy(const struct fetcher *f);

enum fetch_end {
    FETCH_WHOLE,        /* 200 and its like, the body whole */
    FETCH_NOT_MODIFIED, /* 304; a file of the same size and time */
    FETCH_STATUS,       /* any other status; its body was not handed on */
    FETCH_OFFLINE,      /* this machine has no network at all */
    FETCH_NAME,         /* the host's name is not known */
    FETCH_CONNECT,
    FETCH_TLS,
    FETCH_TIMEOUT,
    FETCH_TOO_LARGE,    /* more than size_limit, unpacked, or more than FETCH_MAX_HEADERS */
    FETCH_BROKEN,       /* ended before its end, or not as HTTP says */
    FETCH_REFUSED,      /* by us: a scheme, a private address, https to http, too many redirects */
    FETCH_FILE,         /* a local file that cannot be read */
    FETCH_COMMAND,      /* a command that failed, or is not there */
    FETCH_STOPPED       /* by body() */
};

/* Strings: borrowed for the call. */
struct fetch_result {
    enum fetch_end end;
    int status;                       /* HTTP's; 0: none */
    const char *url;                  /* where the body came from, after redirects; never with a password */
    const char *moved_to;             /* where permanent redirects (301, 308) alone lead, NULL; only where all is well.
                                       * A password of the address is in it where it is still the same server */
    const char *content_type;         /* "" where unsaid */
    const char *etag, *last_modified; /* as they came; NULL */
    int64_t retry_after;              /* seconds from now, -1: unsaid (both forms of RFC 9110 §10.2.3) */
    int64_t max_age;                  /* seconds from now, less Age; -1: unsaid (RFC 9111 §4.2.1) */
    int64_t bytes;                    /* of the body, unpacked */
    int64_t took;                     /* milliseconds, without those in which it waited for its host's turn or for us */
    const char *text;                 /* a sentence for the reader, "" where all is well */
};

enum fetch_take { FETCH_GO_ON, FETCH_PAUSE, FETCH_STOP };

struct fetch_sink {
    void *context;
    /* The answer's own type and address are known from here on (borrowed for the
     * call); called once before the first body(), and for an empty body too; not
     * for 304 and other statuses. May be NULL. */
    void (*head)(void *context, const char *url, const char *content_type);
    /* FETCH_PAUSE: the piece was taken; the next, or done(), waits for fetch_resume(). */
    enum fetch_take (*body)(void *context, const void *bytes, size_t len);
    void (*done)(void *context, const struct fetch_result *result);
};

enum fetch_login { FETCH_LOGIN_ANY, FETCH_LOGIN_BASIC, FETCH_LOGIN_DIGEST, FETCH_LOGIN_BEARER };

/* How the reader gets in where not everybody does. NULL or "": nothing said. */
struct fetch_access {
    const char *server;   /* an address: headers and password are for its server alone; NULL: for that of the request */
    const char *headers;  /* "Name: value", divided by newlines */
    const char *user;
    const char *password_file;    /* its first line; refused where others can read it */
    const char *password_command; /* or the first line that it prints; it is asked once */
    enum fetch_login login;
    const char *cookies;  /* a file, which is only read; libcurl gives each server its own */
    const char *proxy;    /* "none", "tor", an address; "": as the environment says */
    const char *ca_file;  /* trusted beside the system's */
    const char *certificate, *key; /* files; shown to the server above alone */
    int64_t connect_timeout; /* seconds; 0: ten */
};

struct fetch_request {
    const char *address;              /* http(s) URL, file: URL, absolute path, exec:COMMAND */
    bool may_run;                     /* the reader's own file names it: it may be a command */
    const char *etag, *last_modified; /* of the answer before; NULL: ask for it whole */
    const char *user_agent;           /* "" or NULL: telex and its version */
    const char *accept;               /* the header's value; NULL: anything */
    int64_t timeout;                  /* seconds for the whole transfer */
    int64_t size_limit;               /* bytes, unpacked */
    const char *found_at;             /* the feed or page that named the address; NULL: the reader did. What a feed
                                       * names is refused where it is a local file and the feed is none, or a private
                                       * address and the feed's own host is none */
    bool private_addresses;           /* redirects, and found_at, may lead from a public address to a private one */
    struct fetch_access access;
    bool urgent;                      /* the reader waits for it: before those that wait in line */
};

struct fetch;
/* Copies what it needs. NULL with err where the address is none that can be asked. */
struct fetch *fetch_start(struct fetcher *f, const struct fetch_request *request, const struct fetch_sink *sink, struct err *err);
void fetch_resume(struct fetch *t);
/* Ends it without done(); like fetch_resume(), from any callback too. */
void fetch_drop(struct fetch *t);

#endif
