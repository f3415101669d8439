#include "base/vec.h"

#include "base/mem.h"
#include "base/num.h"

void *vec_grow_(void *items, size_t len, size_t *cap, size_t size)
{
    if (len == *cap) {
        size_t more;
        must(num_mul(*cap ? *cap : 4, 2, &more));
        items = mem_grow(items, more, size);
        *cap = more;
    }
    memset((char *)items + len * size, 0, size);
    return items;
}

void vec_remove_(void *items, size_t *len, size_t i, size_t size)
{
    must(i < *len);
    char *at = (char *)items + i * size;
    memmove(at, at + size, (*len - i - 1) * size);
    --*len;
}
