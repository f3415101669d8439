/* varint.h: whole numbers in as few bytes as they need (LEB128; signed ones zigzag),
 * for the packed forms of what is stored and sent.
 *
 * May not know: what is packed. */
#ifndef TELEX_BASE_VARINT_H
#define TELEX_BASE_VARINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

void varint_put(struct str *out, uint64_t n);
void varint_put_signed(struct str *out, int64_t n);

/* What is left to be read. Once something was wrong `bad` stays, and numbers are 0. */
struct varint_in {
    const unsigned char *at, *end;
    bool bad;
};
/* The next number, at most `max`. */
uint64_t varint_get(struct varint_in *in, uint64_t max);
int64_t varint_get_signed(struct varint_in *in);
/* How many things follow, of which each takes at least one byte. */
size_t varint_get_count(struct varint_in *in, size_t max);

#endif
