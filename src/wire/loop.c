#include "wire/loop.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/vec.h"

struct watch {
    int fd; /* -1: forgotten, goes at the end of the turn */
    short events;
    loop_ready *ready;
    void *context;
};

struct timer {
    int64_t at; /* of the clock's tick */
    loop_due *due;
    void *context;
    bool fresh; /* set by a timer of this turn: it waits for the next */
};

enum { SIGNALS = 65 }; /* above every signal's number on systems that we know */

struct catcher {
    loop_signal *caught;
    void *context;
    struct sigaction before;
};

struct loop {
    struct clock clock;
    VEC(struct watch) watches;
    VEC(struct timer) timers;
    VEC(struct pollfd) fds;
    struct catcher catchers[SIGNALS];
    int pipe[2]; /* signals come in as bytes; -1 until one is caught */
    loop_wait *wait;
    void *wait_context;
    bool in_timers; /* their callbacks run */
    bool ended;
};

/* Where the signal handler writes: the one thing that it can reach. */
static volatile sig_atomic_t signal_pipe = -1;

static int wait_by_poll(void *context, struct pollfd *fds, size_t count, int timeout_ms)
{
    (void)context;
    return poll(fds, (nfds_t)count, timeout_ms);
}

struct loop *loop_new(const struct clock *clock)
{
    struct loop *l = mem_zero(1, sizeof *l);
    l->clock = *clock;
    l->pipe[0] = l->pipe[1] = -1;
    l->wait = wait_by_poll;
    return l;
}

void loop_free(struct loop *l)
{
    if (!l)
        return;
    for (int i = 0; i < SIGNALS; i++)
        if (l->catchers[i].caught)
            sigaction(i, &l->catchers[i].before, NULL);
    if (l->pipe[0] >= 0) {
        signal_pipe = -1;
        close(l->pipe[0]);
        close(l->pipe[1]);
    }
    vec_release(&l->watches);
    vec_release(&l->timers);
    vec_release(&l->fds);
    free(l);
}

static struct watch *find_watch(struct loop *l, int fd)
{
    for (size_t i = 0; i < l->watches.len; i++)
        if (l->watches.items[i].fd == fd)
            return &l->watches.items[i];
    return NULL;
}

void loop_watch(struct loop *l, int fd, short events, loop_ready *ready, void *context)
{
    must(fd >= 0);
    struct watch *w = find_watch(l, fd);
    if (!w)
        w = vec_push(&l->watches);
    *w = (struct watch){ fd, events, ready, context };
}

void loop_forget(struct loop *l, int fd)
{
    struct watch *w = fd >= 0 ? find_watch(l, fd) : NULL;
    if (w)
        w->fd = -1;
}

void loop_stop(struct loop *l, loop_due *due, void *context)
{
    for (size_t i = 0; i < l->timers.len; i++) {
        struct timer *t = &l->timers.items[i];
        if (t->due == due && t->context == context) {
            vec_remove(&l->timers, i);
            return;
        }
    }
}

void loop_after(struct loop *l, int64_t ms, loop_due *due, void *context)
{
    loop_stop(l, due, context);
    *vec_push(&l->timers) = (struct timer){ clock_tick(&l->clock) + (ms > 0 ? ms : 0), due, context, l->in_timers };
}

static void note_signal(int number)
{
    int saved = errno;
    unsigned char byte = (unsigned char)number;
    if (signal_pipe >= 0 && write(signal_pipe, &byte, 1) < 0) {
        /* Full: the loop has enough to wake up for. */
    }
    errno = saved;
}

static void signals_came(void *context, short events)
{
    struct loop *l = context;
    unsigned char numbers[64];
    (void)events;
    ssize_t n = read(l->pipe[0], numbers, sizeof numbers);
    for (ssize_t i = 0; i < n; i++) {
        struct catcher *c = numbers[i] < SIGNALS ? &l->catchers[numbers[i]] : NULL;
        if (c && c->caught)
            c->caught(c->context, numbers[i]);
    }
}

static void open_signal_pipe(struct loop *l)
{
    must(pipe(l->pipe) == 0);
    for (int i = 0; i < 2; i++) {
        fcntl(l->pipe[i], F_SETFD, FD_CLOEXEC);
        fcntl(l->pipe[i], F_SETFL, O_NONBLOCK);
    }
    signal_pipe = l->pipe[1];
    loop_watch(l, l->pipe[0], POLLIN, signals_came, l);
}

void loop_catch(struct loop *l, int number, loop_signal *caught, void *context)
{
    must(number > 0 && number < SIGNALS);
    if (l->pipe[0] < 0)
        open_signal_pipe(l);
    struct sigaction action = { .sa_handler = note_signal, .sa_flags = SA_RESTART };
    sigemptyset(&action.sa_mask);
    struct catcher *c = &l->catchers[number];
    sigaction(number, &action, c->caught ? NULL : &c->before);
    c->caught = caught;
    c->context = context;
}

void loop_poller(struct loop *l, loop_wait *wait, void *context)
{
    l->wait = wait ? wait : wait_by_poll;
    l->wait_context = context;
}

/* Milliseconds until the first timer, at most `most` (-1: no bound). */
static int until_due(struct loop *l, int most)
{
    int64_t now = clock_tick(&l->clock), least = most < 0 ? INT_MAX : most;
    bool any = most >= 0;
    for (size_t i = 0; i < l->timers.len; i++) {
        int64_t left = l->timers.items[i].at - now;
        least = left < least ? left : least;
        any = true;
    }
    return !any ? -1 : least < 0 ? 0 : (int)least;
}

/* The one that is due first, NULL where none is. */
static struct timer *first_due(struct loop *l, int64_t now)
{
    struct timer *first = NULL;
    for (size_t i = 0; i < l->timers.len; i++) {
        struct timer *t = &l->timers.items[i];
        if (!t->fresh && t->at <= now && (!first || t->at < first->at))
            first = t;
    }
    return first;
}

/* The timers that are due now, each once; those that they set wait for the next turn. */
static void call_timers(struct loop *l)
{
    int64_t now = clock_tick(&l->clock);
    l->in_timers = true;
    for (struct timer *first; (first = first_due(l, now));) {
        struct timer t = *first;
        vec_remove(&l->timers, (size_t)(first - l->timers.items));
        t.due(t.context);
    }
    l->in_timers = false;
    for (size_t i = 0; i < l->timers.len; i++)
        l->timers.items[i].fresh = false;
}

static void call_ready(struct loop *l, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct watch w = l->watches.items[i];
        short came = l->fds.items[i].revents;
        if (came && w.fd >= 0 && w.fd == l->fds.items[i].fd)
            w.ready(w.context, came);
    }
    for (size_t i = l->watches.len; i-- > 0;)
        if (l->watches.items[i].fd < 0)
            vec_remove(&l->watches, i);
}

void loop_turn(struct loop *l, int timeout_ms)
{
    vec_reset(&l->fds);
    for (size_t i = 0; i < l->watches.len; i++)
        *vec_push(&l->fds) = (struct pollfd){ .fd = l->watches.items[i].fd, .events = l->watches.items[i].events };
    size_t count = l->fds.len;
    int n = l->wait(l->wait_context, l->fds.items, count, until_due(l, timeout_ms));
    if (n < 0)
        for (size_t i = 0; i < count; i++)
            l->fds.items[i].revents = 0;
    call_ready(l, n < 0 ? 0 : count);
    call_timers(l);
}

void loop_run(struct loop *l)
{
    l->ended = false;
    while (!l->ended)
        loop_turn(l, -1);
}

void loop_end(struct loop *l)
{
    l->ended = true;
}
