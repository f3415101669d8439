#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"

enum { FIRST_BLOCK = 1024, LARGEST_BLOCK = 256 * 1024 };

struct arena_block {
    struct arena_block *next;
    size_t used, size;
    max_align_t bytes[];
};

static struct arena_block *add_block(struct arena *a, size_t size)
{
    size_t want = a->head ? num_min(a->head->size * 2, LARGEST_BLOCK) : FIRST_BLOCK;
    want = num_max(want, size);
    size_t bytes;
    must(num_add(want, sizeof(struct arena_block), &bytes));
    struct arena_block *b = mem_alloc(bytes);
    b->next = a->head;
    b->used = 0;
    b->size = want;
    a->head = b;
    return b;
}

void *arena_alloc(struct arena *a, size_t size)
{
    size_t step = sizeof(max_align_t), rounded;
    must(num_add(size ? size : 1, step - 1, &rounded));
    rounded -= rounded % step;
    struct arena_block *b = a->head;
    if (!b || b->size - b->used < rounded)
        b = add_block(a, rounded);
    void *p = (char *)b->bytes + b->used;
    b->used += rounded;
    a->used += rounded;
    return memset(p, 0, rounded);
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
    size_t bytes;
    must(num_mul(count, size, &bytes));
    return arena_alloc(a, bytes);
}

char *arena_strndup(struct arena *a, const char *s, size_t len)
{
    size_t bytes;
    must(num_add(len, 1, &bytes));
    char *p = arena_alloc(a, bytes);
    if (len)
        memcpy(p, s, len);
    return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return s ? arena_strndup(a, s, strlen(s)) : NULL;
}

void arena_release(struct arena *a)
{
    while (a->head) {
        struct arena_block *b = a->head;
        a->head = b->next;
        free(b);
    }
    a->used = 0;
}
