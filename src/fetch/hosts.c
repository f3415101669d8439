/* hosts.c: whose turn it is.
 *
 * A host stands in one circle at a time: among those that rest until their delay
 * is over, or among those that have something to start and may. Each step costs
 * the same with one host as with ten thousand. The delay is one for all, so that
 * who began to rest first wakes first. */
#include <stdlib.h>

#include "base/mem.h"
#include "fetch/address.h"
#include "fetch/fetch_internal.h"

enum { FILES_AT_ONCE = 16, COMMANDS_AT_ONCE = 4 };

void hosts_init(struct fetcher *f)
{
    ring_init(&f->ready);
    ring_init(&f->ready_urgent);
    ring_init(&f->resting);
}

void hosts_release(struct fetcher *f)
{
    for (size_t i = 0; i < f->hosts.len; i++) {
        free(f->hosts.items[i]->name);
        free(f->hosts.items[i]);
    }
    vec_release(&f->hosts);
    map_release(&f->host_index);
}

static void set_manners(const struct fetcher *f, struct host *h)
{
    bool commands = str_same(h->name, HOST_COMMANDS);
    bool near = !*h->name || commands || address_host_is_loopback(h->name);
    h->delay = near ? 0 : f->manners.host_delay * 1000;
    h->most = !*h->name ? FILES_AT_ONCE : commands ? COMMANDS_AT_ONCE : near ? FETCH_MAX_CONNECTIONS : f->manners.host_connections;
}

struct host *hosts_find(struct fetcher *f, const char *name)
{
    int64_t *at = map_find(&f->host_index, name);
    if (at)
        return f->hosts.items[*at];
    struct host *h = mem_zero(1, sizeof *h);
    h->name = mem_strdup(name);
    ring_init(&h->turn);
    ring_init(&h->urgent);
    ring_init(&h->line);
    set_manners(f, h);
    map_put(&f->host_index, name, (int64_t)f->hosts.len);
    *vec_push(&f->hosts) = h;
    return h;
}

/* Among those whose turn comes, if it has something to start and may. */
static void take_place(struct fetcher *f, struct host *h)
{
    if (h->rests_until)
        return;
    if (h->running < h->most && !ring_is_alone(&h->urgent))
        ring_join(&h->turn, &f->ready_urgent);
    else if (h->running < h->most && !ring_is_alone(&h->line))
        ring_join(&h->turn, &f->ready);
    else
        ring_leave(&h->turn);
}

void host_queue(struct fetcher *f, struct host *h, struct fetch *t, bool first)
{
    struct ring *line = t->asked.urgent ? &h->urgent : &h->line;
    bool was_empty = ring_is_alone(line);
    ring_join(&t->place, first ? line->after : line);
    if (was_empty)
        take_place(f, h);
}

static void rest(struct fetcher *f, struct host *h)
{
    h->rests_until = h->delay ? clock_tick(&f->clock) + h->delay : 0;
    if (h->rests_until)
        ring_join(&h->turn, &f->resting);
}

void host_started(struct fetcher *f, struct host *h)
{
    h->running++;
    f->running++;
    rest(f, h);
    take_place(f, h);
}

void host_ended(struct fetcher *f, struct host *h)
{
    bool was_full = h->running >= h->most;
    h->running--;
    f->running--;
    if (was_full)
        take_place(f, h);
}

void host_asked_again(struct fetcher *f, struct host *h)
{
    rest(f, h);
}

static void wake_rested(struct fetcher *f)
{
    int64_t now = clock_tick(&f->clock);
    while (!ring_is_alone(&f->resting)) {
        struct host *h = ring_of(f->resting.after, struct host, turn);
        if (h->rests_until > now)
            return;
        h->rests_until = 0;
        take_place(f, h);
    }
}

static struct host *next_host(struct fetcher *f)
{
    if (f->running < f->most + FETCH_URGENT_CONNECTIONS && !ring_is_alone(&f->ready_urgent))
        return ring_of(f->ready_urgent.after, struct host, turn);
    if (f->running < f->most && !ring_is_alone(&f->ready))
        return ring_of(f->ready.after, struct host, turn);
    return NULL;
}

struct fetch *hosts_next(struct fetcher *f)
{
    struct host *h;
    wake_rested(f);
    while ((h = next_host(f))) {
        struct ring *line = !ring_is_alone(&h->urgent) ? &h->urgent : &h->line;
        if (ring_is_alone(line)) { /* all were dropped */
            take_place(f, h);
            continue;
        }
        struct fetch *t = ring_of(line->after, struct fetch, place);
        ring_leave(&t->place);
        host_started(f, h);
        return t;
    }
    return NULL;
}

int64_t hosts_rest(struct fetcher *f)
{
    if (ring_is_alone(&f->resting))
        return -1;
    int64_t left = ring_of(f->resting.after, struct host, turn)->rests_until - clock_tick(&f->clock);
    return left > 0 ? left : 0;
}
