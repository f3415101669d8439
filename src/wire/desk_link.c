#include "wire/desk_link.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "wire/channel.h"
#include "wire/process.h"

enum { BEHIND = 10 }; /* nice: a ninth of the processor where the screen wants it too */

struct desk_link {
    char *store, *sources, *config;
    struct desk_sink sink;
    struct channel channel; /* fd -1: no desk runs */
    pid_t pid;              /* the desk last started; 0: none, or collected */
    bool greeted;           /* it said WELCOME */
    bool gives_way;
};

struct desk_link *desk_link_new(const struct desk_paths *paths, const struct desk_sink *sink)
{
    struct desk_link *d = mem_zero(1, sizeof *d);
    d->store = mem_strdup(paths->store);
    d->sources = mem_strdup(paths->sources);
    d->config = mem_strdup(paths->config);
    d->sink = *sink;
    channel_init(&d->channel, -1, WAY_FROM_DESK);
    return d;
}

void desk_link_free(struct desk_link *d)
{
    if (!d)
        return;
    if (d->channel.fd >= 0) {
        channel_put_bye(&d->channel, &(struct message_bye){ 0 });
        channel_flush(&d->channel);
    }
    channel_release(&d->channel);
    if (d->pid)
        process_ended(d->pid, NULL);
    free(d->store);
    free(d->sources);
    free(d->config);
    free(d);
}

static void collect(struct desk_link *d)
{
    if (d->pid && process_ended(d->pid, NULL))
        d->pid = 0;
}

void desk_link_give_way(struct desk_link *d)
{
    d->gives_way = true;
}

int desk_link_start(struct desk_link *d, struct err *err)
{
    collect(d);
    if (d->channel.fd >= 0)
        return 0;
    const char *argv[] = { "telex-desk", NULL };
    int fd;
    if (process_start(argv, true, &d->pid, &fd, err) != 0) {
        d->pid = 0;
        return -1;
    }
    if (d->gives_way)
        setpriority(PRIO_PROCESS, (id_t)d->pid, BEHIND);
    channel_release(&d->channel);
    channel_init(&d->channel, fd, WAY_FROM_DESK);
    d->greeted = false;
    channel_put_hello(&d->channel, &(struct message_hello){ .version = VERSION "/" WIRE_VERSION, .store = d->store,
                                                            .sources = d->sources, .config = d->config });
    channel_flush(&d->channel);
    return 0;
}

bool desk_link_runs(const struct desk_link *d)
{
    return d->channel.fd >= 0;
}

int desk_link_fd(const struct desk_link *d)
{
    return d->channel.fd;
}

short desk_link_events(const struct desk_link *d)
{
    return (short)(POLLIN | (channel_queued(&d->channel) ? POLLOUT : 0));
}

/* Closed first, so that the sink may give the next order at once. */
static void lose(struct desk_link *d, const char *why)
{
    log_note("desk lost: %s", why);
    channel_release(&d->channel);
    channel_init(&d->channel, -1, WAY_FROM_DESK);
    collect(d);
    if (d->sink.lost)
        d->sink.lost(d->sink.context, why);
}

static bool handle(struct desk_link *d, const struct message *m)
{
    if (m->kind == MESSAGE_WELCOME) {
        d->greeted = str_same(m->welcome.version, VERSION "/" WIRE_VERSION);
        return d->greeted;
    }
    if (d->greeted && d->sink.message)
        d->sink.message(d->sink.context, m);
    return d->greeted;
}

void desk_link_serve(struct desk_link *d)
{
    struct message m;
    struct err err = { 0 };
    if (d->channel.fd < 0)
        return;
    int more, got = channel_fill(&d->channel);
    while (d->channel.fd >= 0 && (more = channel_next(&d->channel, &m, &err)) != 0) {
        if (more < 0) {
            lose(d, err.text);
            return;
        }
        if (!handle(d, &m)) {
            lose(d, _("telex-desk is of another version; install telex again"));
            return;
        }
    }
    if (d->channel.fd >= 0 && (got < 0 || channel_flush(&d->channel) != 0))
        lose(d, _("telex-desk ended unexpectedly; the next refresh starts another"));
}

int desk_link_order(struct desk_link *d, enum message_kind kind, const void *order, struct err *err)
{
    if (desk_link_start(d, err) != 0)
        return -1;
    if (!channel_put(&d->channel, kind, order))
        return err_set(err, ERR_USAGE, _("that is too long"));
    channel_flush(&d->channel); /* where the desk is gone, desk_link_serve() says so */
    return 0;
}

/* Reads and drops until the other side has closed. */
static bool drain(struct desk_link *d, const struct clock *clock, int64_t until)
{
    for (;;) {
        int64_t left = until - clock_tick(clock);
        struct pollfd p = { .fd = d->channel.fd, .events = desk_link_events(d) };
        if (left <= 0 || poll(&p, 1, (int)left) < 0)
            return false;
        if (p.revents && channel_fill(&d->channel) < 0)
            return true;
        d->channel.taken = d->channel.in.len;
        channel_flush(&d->channel);
    }
}

bool desk_link_close(struct desk_link *d, int ms)
{
    if (d->channel.fd < 0)
        return true;
    struct clock clock = clock_system();
    int64_t until = clock_tick(&clock) + ms;
    channel_put_bye(&d->channel, &(struct message_bye){ 0 });
    channel_flush(&d->channel);
    bool closed = drain(d, &clock, until);
    channel_release(&d->channel);
    channel_init(&d->channel, -1, WAY_FROM_DESK);
    while (closed && d->pid && clock_tick(&clock) < until) {
        collect(d);
        if (d->pid)
            poll(NULL, 0, 1);
    }
    return closed;
}
