/* parsers.h: the pool of telex-parse: as many as processors, and one more for what
 * the reader waits for while those are busy.
 *
 * Each is started when first needed and works on one job at a time: its opening
 * message, its body in pieces, END; while it does, the next feed is sent to it. One that crashes, breaks a rule, or says
 * nothing for five seconds while it works is killed, its job done as
 * OUTCOME_UNREADABLE, and another is started for the next job; so is one that has
 * done PARSERS_JOBS.
 *
 * Callbacks come from the loop, never from within parsers_give().
 *
 * May not know: the store, what is done with the messages. */
#ifndef TELEX_DESK_PARSERS_H
#define TELEX_DESK_PARSERS_H

#include "desk/spool.h"
#include "wire/loop.h"
#include "wire/message.h"

enum {
    PARSERS_JOBS = 500,       /* a leak in a library stays small */
    PARSERS_TIMEOUT = 5000,   /* milliseconds since the parser's last message */
    PARSERS_QUEUE = 128 << 10 /* bytes that wait in a parser's channel before more are read */
};

struct parsers;
struct parser_job {
    enum message_kind kind; /* FEED, PAGE, MAKE */
    const void *opening;    /* its struct, borrowed until done() */
    struct spool *body;     /* borrowed likewise; NULL: none */
    bool cut;               /* the body is not whole */
    bool urgent;            /* the reader waits: before all others */
    void *context;
    /* Any answer but DONE; borrowed for the call. NULL: ignored. */
    void (*message)(void *context, const struct message *m);
    /* The end, once. */
    void (*done)(void *context, const struct outcome *outcome);
};

struct parsers *parsers_new(struct loop *l, const struct clock *clock, int count);
/* Kills them; jobs are dropped without a word. */
void parsers_free(struct parsers *p);
/* Starts one, so that the first job finds it ready. */
void parsers_warm(struct parsers *p);
/* The job is the caller's and stays until it is done or dropped. */
void parsers_give(struct parsers *p, struct parser_job *job);
/* Drops a job that still waits: true. One that is being worked on is left alone. */
bool parsers_withdraw(struct parsers *p, struct parser_job *job);
/* Drops a job in any case; a parser that works on it is killed. */
void parsers_drop(struct parsers *p, struct parser_job *job);

#endif
