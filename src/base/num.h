/* num.h: arithmetic on sizes that come from outside, and reading numbers.
 *
 * May not know: anything of telex above base/. */
#ifndef TELEX_BASE_NUM_H
#define TELEX_BASE_NUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* *out = a + b, a * b; false (and *out untouched) where it would overflow. */
static inline bool num_add(size_t a, size_t b, size_t *out)
{
    if (a > SIZE_MAX - b)
        return false;
    *out = a + b;
    return true;
}

static inline bool num_mul(size_t a, size_t b, size_t *out)
{
    if (b && a > SIZE_MAX / b)
        return false;
    *out = a * b;
    return true;
}

static inline size_t num_min(size_t a, size_t b)
{
    return a < b ? a : b;
}

static inline size_t num_max(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* Reads a whole decimal number (an optional sign, digits, nothing else, not
 * even space) from len bytes.  False where it is none or does not fit. */
bool num_read_i64(const char *s, size_t len, int64_t *out);
/* "15m", "2h", "1d", "90" (seconds), "1w": seconds.  False where it is none. */
bool num_read_duration(const char *s, int64_t *seconds);
/* "5000", "64K", "8M", "1G": bytes.  False where it is none. */
bool num_read_size(const char *s, int64_t *bytes);

#endif
