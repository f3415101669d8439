/* ring.h: things in a circle, each in at most one circle by each of its rings;
 * to join and to leave cost the same however many there are.
 *
 * May not know: what is in it. */
#ifndef TELEX_FETCH_RING_H
#define TELEX_FETCH_RING_H

#include <stdbool.h>
#include <stddef.h>

/* A member, or the head of a circle: both begin alone. */
struct ring {
    struct ring *before, *after;
};

/* The struct of that type in which `member` is the ring r. */
#define ring_of(r, type, member) ((type *)(void *)((char *)(r) - offsetof(type, member)))

static inline void ring_init(struct ring *r)
{
    r->before = r->after = r;
}

static inline bool ring_is_alone(const struct ring *r)
{
    return r->after == r;
}

/* Alone already: no-op. */
static inline void ring_leave(struct ring *r)
{
    r->before->after = r->after;
    r->after->before = r->before;
    ring_init(r);
}

/* Joins before `place`: at the end, where that is the head; out of the circle where it was. */
static inline void ring_join(struct ring *r, struct ring *place)
{
    ring_leave(r);
    r->before = place->before;
    r->after = place;
    place->before->after = r;
    place->before = r;
}

#endif
