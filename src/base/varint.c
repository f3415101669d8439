#include "base/varint.h"

#include "base/num.h"

void varint_put(struct str *out, uint64_t n)
{
    for (; n >= 0x80; n >>= 7)
        str_addc(out, (char)(n | 0x80));
    str_addc(out, (char)n);
}

void varint_put_signed(struct str *out, int64_t n)
{
    varint_put(out, (uint64_t)n << 1 ^ (n < 0 ? UINT64_MAX : 0));
}

uint64_t varint_get(struct varint_in *in, uint64_t max)
{
    uint64_t n = 0;
    for (unsigned shift = 0; shift < 64 && in->at < in->end; shift += 7) {
        unsigned char c = *in->at++;
        n |= (uint64_t)(c & 0x7F) << shift;
        if (c & 0x80)
            continue;
        if (n > max || (shift == 63 && c > 1))
            break;
        return n;
    }
    in->bad = true;
    return 0;
}

int64_t varint_get_signed(struct varint_in *in)
{
    uint64_t n = varint_get(in, UINT64_MAX);
    return (int64_t)(n >> 1 ^ (n & 1 ? UINT64_MAX : 0));
}

size_t varint_get_count(struct varint_in *in, size_t max)
{
    return (size_t)varint_get(in, num_min(max, (size_t)(in->end - in->at)));
}
