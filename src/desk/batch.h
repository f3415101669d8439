/* batch.h: many small writes in few transactions, each short.
 *
 * A transaction is opened by the first write and closed after BATCH_MS or
 * BATCH_ROWS; then the lock is left free for BATCH_REST milliseconds, so that the
 * marks of a screen, which asks every ten, and a second desk, which asks more often,
 * always find a moment.  The longer it is, the fewer pages of the indexes are written
 * again: what a source brings stands all over them.
 *
 * May not know: what is written. */
#ifndef TELEX_DESK_BATCH_H
#define TELEX_DESK_BATCH_H

#include "store/store.h"
#include "wire/loop.h"

enum { BATCH_MS = 500, BATCH_ROWS = 10000, BATCH_REST = 11 };

struct batch {
    struct loop *loop;
    struct clock clock;
    struct store *store; /* NULL: none is open yet */
    bool open;
    int64_t opened, rest_until; /* ticks */
    int rows;
    void (*failed)(void *context, const struct err *err); /* a transaction that timed out could not be closed */
    void *context;
};

/* Before a write: opens a transaction where none is. */
int batch_open(struct batch *b, struct err *err);
/* After a write of so many rows. */
int batch_wrote(struct batch *b, int rows, struct err *err);
/* Everything written is there for others. */
int batch_commit(struct batch *b, struct err *err);
void batch_rollback(struct batch *b);

#endif
