/* unpack.h: gzip that is left when the coding that the answer named is undone:
 * servers compress what was compressed before, and do not say so.
 *
 * In pieces, with as many layers as UNPACK_MAX_LAYERS; what is no gzip goes
 * through as it is.  The only zlib.
 *
 * May not know: what the bytes are. */
#ifndef TELEX_PARSE_UNPACK_H
#define TELEX_PARSE_UNPACK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

enum {
    UNPACK_MAX_LAYERS = 4,       /* one within another; deeper is taken as it is */
    UNPACK_MAX_BYTES = 64 << 20  /* that all layers together may give */
};

enum unpack_state {
    UNPACK_GOES_ON,
    UNPACK_BROKEN,   /* the rest cannot be unpacked; what came before was right */
    UNPACK_TOO_LARGE
};

typedef void unpack_sink(void *context, const void *bytes, size_t len);

struct unpack;
struct unpack *unpack_new(unpack_sink *sink, void *context);
void unpack_free(struct unpack *u); /* NULL is allowed */
enum unpack_state unpack_push(struct unpack *u, const void *bytes, size_t len);
/* Hands on what was held back to be looked at; UNPACK_BROKEN where a layer has no end. */
enum unpack_state unpack_end(struct unpack *u);

/* The same at once, up to the ceiling of `out`.  False, and nothing is added,
 * where the bytes are no gzip. */
bool unpack_all(const void *bytes, size_t len, struct str *out);

#endif
