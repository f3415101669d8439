/* vec.h: a growing array of any type.
 *
 *     struct links { struct link *items; size_t len, cap; } links = { 0 };
 *     *vec_push(&links) = (struct link){ ... };
 *     vec_release(&links);
 *
 * Any struct with these three members will do; VEC(type) writes it out.
 * Zeroed is empty.  Items move when it grows, so keep indexes, not pointers.
 *
 * May not know: anything of telex above base/. */
#ifndef TELEX_BASE_VEC_H
#define TELEX_BASE_VEC_H

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define VEC(type)        \
    struct {             \
        type *items;     \
        size_t len, cap; \
    }

/* A pointer to a new, zeroed last item. */
#define vec_push(v)                                                                                                   \
    ((v)->items = vec_grow_((v)->items, (v)->len, &(v)->cap, sizeof *(v)->items), (v)->len++, (v)->items + (v)->len - 1)
#define vec_pop(v) ((v)->len--)
#define vec_reset(v) ((v)->len = 0)
#define vec_release(v) (free((v)->items), (v)->items = NULL, (v)->len = 0, (v)->cap = 0)
/* Item i goes, those behind it move up. */
#define vec_remove(v, i) vec_remove_((v)->items, &(v)->len, (i), sizeof *(v)->items)

void *vec_grow_(void *items, size_t len, size_t *cap, size_t size);
void vec_remove_(void *items, size_t *len, size_t i, size_t size);

#endif
