/* spool.h: an answer's body while it waits for a parser: in memory while it is
 * small, beyond that in a file without a name in the store's folder.
 *
 * So a slow publisher holds no parser, a hundred large answers take no memory, and
 * a body's hash is known before anybody reads it.
 *
 * May not know: what the bytes mean. */
#ifndef TELEX_DESK_SPOOL_H
#define TELEX_DESK_SPOOL_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum {
    SPOOL_MEMORY = 256 << 10, /* what each may take: nine feeds in ten are smaller */
    SPOOL_LARGE = 1 << 20,    /* what it may take where there is memory to spare */
    SPOOL_LANES = 4           /* words that are hashed beside each other */
};

struct spool {
    const char *dir; /* borrowed */
    struct str memory;
    int fd;          /* -1: all is in memory */
    int64_t len, at; /* bytes; the next that is read */
    uint64_t mixed[SPOOL_LANES];   /* of all whole blocks so far, a word of each into each */
    char rest[8 * SPOOL_LANES];    /* and what is left of the last piece */
    size_t rest_len;
};

void spool_init(struct spool *s, const char *dir);
void spool_release(struct spool *s);
/* How much of what is added from now on may be in memory: SPOOL_MEMORY at first. */
void spool_allow(struct spool *s, size_t memory);
int spool_add(struct spool *s, const void *bytes, size_t len, struct err *err);
/* Of all bytes, however they came; never 0. It tells whether a body has changed, and
 * keeps nobody from making two alike. */
uint64_t spool_hash(const struct spool *s);
void spool_rewind(struct spool *s);
/* The next bytes, at most `max`: how many, 0 at the end. */
size_t spool_read(struct spool *s, void *bytes, size_t max);
/* Bytes that it takes in memory. */
size_t spool_weight(const struct spool *s);

#endif
