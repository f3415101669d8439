/* arena.h: memory for what lives and dies together.
 *
 * May not know: anything of telex above base/. */
#ifndef TELEX_BASE_ARENA_H
#define TELEX_BASE_ARENA_H

#include <stddef.h>

struct arena_block;
struct arena {
    struct arena_block *head; /* NULL while empty: zeroed is valid */
    size_t used;              /* bytes handed out so far */
};

/* size zeroed bytes, aligned for anything; valid until the arena is released. */
void *arena_alloc(struct arena *a, size_t size);
/* count * size zeroed bytes; the product is checked. */
void *arena_array(struct arena *a, size_t count, size_t size);
/* A copy with a NUL behind it. */
char *arena_strndup(struct arena *a, const char *s, size_t len);
/* A copy, NULL for NULL. */
char *arena_strdup(struct arena *a, const char *s);
void arena_release(struct arena *a);

#endif
