/* eights.h: eight bytes of a text at a time.
 *
 * What is asked of each byte is answered in its top bit; the first byte is lowest,
 * whatever the machine.
 *
 * May not know: anything of telex above base/. */
#ifndef TELEX_BASE_EIGHTS_H
#define TELEX_BASE_EIGHTS_H

#include <stddef.h>
#include <stdint.h>

#define EIGHTS_ONES UINT64_C(0x0101010101010101)
#define EIGHTS_TOPS UINT64_C(0x8080808080808080)

static inline uint64_t eights_at(const char *s)
{
    const unsigned char *b = (const unsigned char *)s; /* written out, it is one instruction; as a loop it is eight */
    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24 | (uint64_t)b[4] << 32 |
           (uint64_t)b[5] << 40 | (uint64_t)b[6] << 48 | (uint64_t)b[7] << 56;
}

/* Which lie between low and high; all of x and both limits are below 0x80. */
static inline uint64_t eights_between(uint64_t x, unsigned char low, unsigned char high)
{
    return (x + EIGHTS_ONES * (0x80u - low)) & ~(x + EIGHTS_ONES * (0x7Fu - high)) & EIGHTS_TOPS;
}

static inline uint64_t eights_equal(uint64_t x, unsigned char c)
{
    return eights_between(x, c, c);
}

/* Which of any bytes are c, which is below 0x80. */
static inline uint64_t eights_are(uint64_t x, unsigned char c)
{
    return eights_equal(x & ~EIGHTS_TOPS, c) & ~x;
}

/* How many top bits are set. */
static inline size_t eights_count(uint64_t tops)
{
    return (size_t)((tops >> 7) * EIGHTS_ONES >> 56);
}

#endif
