#include "desk/parsers.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/vec.h"
#include "model/condition.h"
#include "wire/channel.h"
#include "wire/process.h"

struct worker {
    struct parsers *pool;
    struct channel channel; /* fd -1: not running */
    pid_t pid;
    struct parser_job *job, *next; /* what it works on; what is sent to it meanwhile */
    struct parser_job *sending;    /* of the two, the one that was sent last */
    struct parser_job nobody;      /* stands for a `next` that was dropped: its answer is passed over */
    int64_t heard; /* tick of its last message, or of when it took more to read */
    int jobs;      /* done by it */
    bool greeted, body_sent;
};

struct parsers {
    struct loop *loop;
    struct clock clock;
    struct worker *workers; /* the last is the one for urgent jobs */
    size_t count;
    VEC(struct parser_job *) urgent, waiting;
};

static void worker_ready(void *context, short events);
static void worker_late(void *context);
static void dispatch(void *context);

struct parsers *parsers_new(struct loop *l, const struct clock *clock, int count)
{
    struct parsers *p = mem_zero(1, sizeof *p);
    p->loop = l;
    p->clock = *clock;
    p->count = (size_t)count + 1;
    p->workers = mem_zero(p->count, sizeof *p->workers);
    for (size_t i = 0; i < p->count; i++) {
        p->workers[i].pool = p;
        channel_init(&p->workers[i].channel, -1, WAY_FROM_PARSER);
    }
    return p;
}

/* Ends a parser and collects it; *status as of wait(), 0 where it had to be killed. */
static void stop(struct worker *w, int *status)
{
    if (w->channel.fd < 0)
        return;
    loop_forget(w->pool->loop, w->channel.fd);
    loop_stop(w->pool->loop, worker_late, w);
    channel_release(&w->channel);
    channel_init(&w->channel, -1, WAY_FROM_PARSER);
    if (!process_ended(w->pid, status)) {
        *status = 0;
        process_kill(w->pid);
    }
}

void parsers_free(struct parsers *p)
{
    int status;
    if (!p)
        return;
    loop_stop(p->loop, dispatch, p);
    for (size_t i = 0; i < p->count; i++) {
        stop(&p->workers[i], &status);
        channel_release(&p->workers[i].channel);
    }
    vec_release(&p->urgent);
    vec_release(&p->waiting);
    free(p->workers);
    free(p);
}

/* ---- The end of a job ---- */

static void finish(struct worker *w, const struct outcome *outcome)
{
    struct parser_job *job = w->job;
    w->job = w->next;
    w->next = NULL;
    if (!w->job)
        loop_stop(w->pool->loop, worker_late, w);
    if (job && job != &w->nobody)
        job->done(job->context, outcome);
}

/* What was sent to a parser that is gone goes to the next one, from its beginning. */
static void take_back(struct worker *w)
{
    struct parsers *p = w->pool;
    struct parser_job *job = w->next;
    w->next = NULL;
    if (!job || job == &w->nobody)
        return;
    *vec_push(&p->waiting) = job;
    memmove(p->waiting.items + 1, p->waiting.items, (p->waiting.len - 1) * sizeof *p->waiting.items);
    p->waiting.items[0] = job;
}

/* The parser is gone, or goes; its job could not be read. */
static void fail(struct worker *w, const char *why)
{
    struct outcome outcome = { .kind = OUTCOME_UNREADABLE };
    struct str text = STR_INIT;
    int status;
    log_note("parser %ld: %s", (long)w->pid, why);
    str_addf(&text, _("could not be read: %s"), why);
    outcome_say(&outcome, text.data);
    str_release(&text);
    stop(w, &status);
    take_back(w);
    finish(w, &outcome);
}

static void fail_ended(struct worker *w)
{
    struct err err = { 0 };
    int status = 0;
    /* Its socket closes a moment before it can be collected. */
    for (int i = 0; i < 20 && !process_ended(w->pid, &status); i++)
        poll(NULL, 0, 1);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
        err_set(&err, ERR_INPUT, "%s", _("the parser took too long"));
    else if (WIFSIGNALED(status))
        err_set(&err, ERR_INPUT, _("the parser crashed (signal %d)"), WTERMSIG(status));
    else
        err_set(&err, ERR_INPUT, "%s", _("the parser ended before it was done"));
    fail(w, err.text);
}

/* ---- A job under way ---- */

/* A parser that has taken all that was sent and keeps its answer back, as it may, is
 * sent the rest of the body none the less. */
static void watch(struct worker *w)
{
    bool more = channel_queued(&w->channel) || (w->job && !w->body_sent);
    short events = (short)(POLLIN | (more ? POLLOUT : 0));
    loop_watch(w->pool->loop, w->channel.fd, events, worker_ready, w);
}

/* Hands on as much of the body as is worth it. A parser that is gone is noticed
 * when it is read from. */
static void pump(struct worker *w)
{
    char piece[MESSAGE_MAX_PIECE];
    struct parser_job *job = w->sending;
    while (job->body && !w->body_sent && channel_queued(&w->channel) < PARSERS_QUEUE) {
        size_t len = spool_read(job->body, piece, sizeof piece);
        if (len)
            channel_put_piece(&w->channel, &(struct message_piece){ .bytes = piece, .bytes_len = len });
        else
            channel_put_end(&w->channel, &(struct message_end){ .cut = job->cut });
        w->body_sent = len == 0;
    }
    w->body_sent = w->body_sent || !job->body;
    channel_flush(&w->channel);
    watch(w);
}

static bool take_greeting(struct worker *w, const struct message *m)
{
    w->greeted = str_same(m->ready.version, VERSION "/" WIRE_VERSION);
    if (!w->greeted)
        fail(w, _("telex-parse is of another version; install telex again"));
    return w->greeted;
}

/* False where the parser is gone. */
static bool take(struct worker *w, const struct message *m)
{
    struct channel *c = &w->channel;
    int fd = c->fd;
    w->heard = clock_tick(&w->pool->clock);
    if (m->kind == MESSAGE_READY && !w->greeted)
        return take_greeting(w, m);
    if (!w->greeted || !w->job) {
        fail(w, _("the parser sent what was not asked for"));
        return false;
    }
    if (m->kind == MESSAGE_DONE) {
        struct outcome outcome = m->done.outcome;
        w->jobs++;
        finish(w, &outcome);
    } else if (w->job->message) {
        w->job->message(w->job->context, m);
    }
    return c->fd == fd; /* a callback may have dropped the job, and the parser with it */
}

static void retire(struct worker *w)
{
    int status;
    if (w->channel.fd >= 0 && !w->job && w->jobs >= PARSERS_JOBS)
        stop(w, &status);
}

static void worker_ready(void *context, short events)
{
    struct worker *w = context;
    struct message m;
    struct err err = { 0 };
    int more = 0, got = events & ~POLLOUT ? channel_fill(&w->channel) : 0;
    if (events & POLLOUT)
        w->heard = clock_tick(&w->pool->clock); /* it reads */
    while ((more = channel_next(&w->channel, &m, &err)) > 0)
        if (!take(w, &m)) {
            dispatch(w->pool);
            return;
        }
    if (more < 0)
        fail(w, err.text);
    else if (got < 0)
        fail_ended(w);
    else if (w->job)
        pump(w);
    else
        watch(w);
    retire(w);
    dispatch(w->pool);
}

/* What it said while this process was busy counts. */
static void worker_late(void *context)
{
    struct worker *w = context;
    struct pollfd p = { .fd = w->channel.fd, .events = POLLIN };
    int64_t left = w->heard + PARSERS_TIMEOUT - clock_tick(&w->pool->clock);
    if (poll(&p, 1, 0) > 0)
        left = PARSERS_TIMEOUT;
    if (left > 0) {
        loop_after(w->pool->loop, left, worker_late, w);
        return;
    }
    fail(w, _("the parser said nothing for five seconds"));
    dispatch(w->pool);
}

/* ---- Who does what ---- */

static int start(struct worker *w, struct err *err)
{
    const char *argv[] = { "telex-parse", NULL };
    int fd;
    if (w->channel.fd >= 0)
        return 0;
    if (process_start(argv, false, &w->pid, &fd, err))
        return -1;
    channel_release(&w->channel);
    channel_init(&w->channel, fd, WAY_FROM_PARSER);
    w->jobs = 0;
    w->greeted = false;
    return 0;
}

void parsers_warm(struct parsers *p)
{
    struct err err = { 0 };
    if (start(&p->workers[0], &err))
        log_note("%s", err.text); /* the first job says it where it is heard */
    else
        watch(&p->workers[0]);
}

static void begin(struct worker *w, struct parser_job *job)
{
    struct err err = { 0 };
    w->job = w->sending = job;
    w->body_sent = false;
    if (job->body)
        spool_rewind(job->body);
    if (start(w, &err)) {
        fail(w, err.text);
        return;
    }
    if (!channel_put(&w->channel, job->kind, job->opening)) {
        fail(w, _("it is larger than telex takes"));
        return;
    }
    w->heard = clock_tick(&w->pool->clock);
    loop_after(w->pool->loop, PARSERS_TIMEOUT, worker_late, w);
    pump(w);
}

/* While a parser works its next job is on its way already, so that it need not wait
 * until this process has put away what it found. */
static void begin_next(struct worker *w, struct parser_job *job)
{
    w->next = w->sending = job;
    w->body_sent = false;
    if (job->body)
        spool_rewind(job->body);
    channel_put(&w->channel, job->kind, job->opening);
    pump(w);
}

static struct worker *find_idle(struct parsers *p, bool urgent)
{
    for (size_t i = 0; i < p->count - !urgent; i++)
        if (!p->workers[i].job)
            return &p->workers[i];
    return NULL;
}

static struct worker *find_ready(struct parsers *p)
{
    for (size_t i = 0; i < p->count - 1; i++) {
        struct worker *w = &p->workers[i];
        if (w->job && !w->next && w->greeted && w->body_sent && w->jobs + 1 < PARSERS_JOBS)
            return w;
    }
    return NULL;
}

static bool dispatch_one(struct parsers *p)
{
    bool urgent = p->urgent.len > 0;
    if (!urgent && !p->waiting.len)
        return false;
    struct parser_job *job = urgent ? p->urgent.items[0] : p->waiting.items[0];
    struct worker *idle = find_idle(p, urgent);
    /* Only a feed may follow at once: the opening of others can be too large. */
    struct worker *ready = idle || urgent || job->kind != MESSAGE_FEED ? NULL : find_ready(p);
    if (!idle && !ready)
        return false;
    if (urgent)
        vec_remove(&p->urgent, 0);
    else
        vec_remove(&p->waiting, 0);
    if (idle)
        begin(idle, job);
    else
        begin_next(ready, job);
    return true;
}

static void dispatch(void *context)
{
    while (dispatch_one(context))
        ;
}

void parsers_give(struct parsers *p, struct parser_job *job)
{
    if (job->urgent)
        *vec_push(&p->urgent) = job;
    else
        *vec_push(&p->waiting) = job;
    loop_after(p->loop, 0, dispatch, p);
}

bool parsers_withdraw(struct parsers *p, struct parser_job *job)
{
    for (size_t i = 0; i < p->urgent.len; i++)
        if (p->urgent.items[i] == job) {
            vec_remove(&p->urgent, i);
            return true;
        }
    for (size_t i = 0; i < p->waiting.len; i++)
        if (p->waiting.items[i] == job) {
            vec_remove(&p->waiting, i);
            return true;
        }
    return false;
}

/* The parser reads on, and nobody hears of it. */
static void orphan(struct worker *w)
{
    if (!w->body_sent)
        channel_put_end(&w->channel, &(struct message_end){ .cut = true });
    w->body_sent = true;
    w->nobody = (struct parser_job){ .kind = w->next->kind };
    w->next = w->sending = &w->nobody;
    pump(w);
}

void parsers_drop(struct parsers *p, struct parser_job *job)
{
    int status;
    if (parsers_withdraw(p, job))
        return;
    for (size_t i = 0; i < p->count; i++) {
        struct worker *w = &p->workers[i];
        if (w->next == job) {
            orphan(w);
        } else if (w->job == job) {
            w->job = NULL;
            stop(w, &status);
            take_back(w);
            loop_after(p->loop, 0, dispatch, p);
        }
    }
}
