#include "desk/batch.h"

#include <poll.h>

static int commit_and_rest(struct batch *b, struct err *err)
{
    int result = batch_commit(b, err);
    b->rest_until = clock_tick(&b->clock) + BATCH_REST;
    return result;
}

static void batch_due(void *context)
{
    struct batch *b = context;
    struct err err = { 0 };
    if (commit_and_rest(b, &err) && b->failed)
        b->failed(b->context, &err);
}

int batch_open(struct batch *b, struct err *err)
{
    if (b->open)
        return 0;
    int64_t now = clock_tick(&b->clock);
    if (now < b->rest_until)
        poll(NULL, 0, (int)(b->rest_until - now));
    if (store_begin(b->store, err))
        return -1;
    b->open = true;
    b->rows = 0;
    b->opened = clock_tick(&b->clock);
    loop_after(b->loop, BATCH_MS, batch_due, b);
    return 0;
}

int batch_wrote(struct batch *b, int rows, struct err *err)
{
    b->rows += rows;
    if (b->rows < BATCH_ROWS && clock_tick(&b->clock) < b->opened + BATCH_MS)
        return 0;
    return commit_and_rest(b, err);
}

int batch_commit(struct batch *b, struct err *err)
{
    if (!b->open)
        return 0;
    b->open = false;
    loop_stop(b->loop, batch_due, b);
    return store_commit(b->store, err);
}

void batch_rollback(struct batch *b)
{
    if (!b->open)
        return;
    b->open = false;
    loop_stop(b->loop, batch_due, b);
    store_rollback(b->store);
}
