/* lock.h: what one desk at a time may do, on the file desk.lock beside the store.
 *
 * The kernel frees a lock when its holder dies. Each kind of work is one byte of
 * the file, so that a desk that makes documents keeps none from refreshing.
 *
 * May not know: what the work is. */
#ifndef TELEX_DESK_LOCK_H
#define TELEX_DESK_LOCK_H

#include <stdbool.h>

#include "base/err.h"

enum lock_kind {
    LOCK_REFRESH,   /* creating, migrating, recovering, checkpointing the store; refreshing */
    LOCK_DOCUMENTS, /* making documents while nothing else is to do */
    LOCKS
};

struct lock {
    int fd; /* -1: not open */
    bool held[LOCKS];
};

void lock_init(struct lock *l);
/* Makes the folder and the file. */
int lock_open(struct lock *l, const char *dir, struct err *err);
void lock_release(struct lock *l);

/* True where it is held now, by this call or before. */
bool lock_try(struct lock *l, enum lock_kind kind);
void lock_leave(struct lock *l, enum lock_kind kind);
/* Whether another process holds it. */
bool lock_is_taken(const struct lock *l, enum lock_kind kind);

#endif
