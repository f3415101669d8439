/* shrink.c: while nothing else is to do, the store gives back room that it no longer
 * needs. */
#include "base/log.h"
#include "desk/desk_internal.h"

enum {
    WAIT_MS = 1000, /* after the last thing that was done */
    REST_MS = 20    /* between two steps, in which marks and orders find their moment */
};

static bool is_idle(const struct desk *d)
{
    return d->opened && !d->closing && !d->round && !d->errands.len && !d->maker && !d->batch.open;
}

static void shrink(void *context)
{
    struct desk *d = context;
    struct err err = { 0 };
    if (!is_idle(d) || !lock_try(&d->lock, LOCK_REFRESH))
        return; /* its end looks for what is next */
    int more = store_shrink(d->store, &err);
    if (more < 0)
        log_note("the store: %s", err.text);
    if (more > 0)
        loop_after(d->loop, REST_MS, shrink, d);
    else if (d->is_shrinking)
        store_checkpoint(d->store); /* only now the file is shorter */
    d->is_shrinking = more > 0;
    lock_leave(&d->lock, LOCK_REFRESH);
}

void shrink_later(struct desk *d)
{
    loop_after(d->loop, WAIT_MS, shrink, d);
}
