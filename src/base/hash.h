/* hash.h: a 64-bit hash for telling contents apart (FNV-1a), and a map from
 * strings to numbers.  Not for anything that an attacker gains from: the map
 * is bounded by what its owner puts in.
 *
 * May not know: anything of telex above base/. */
#ifndef TELEX_BASE_HASH_H
#define TELEX_BASE_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HASH_START UINT64_C(0xCBF29CE484222325)
/* Goes on from `seed`, so that pieces can be hashed as they arrive. */
uint64_t hash_bytes(uint64_t seed, const void *bytes, size_t len);
/* Another hash, for whole texts: eight bytes at a time, so pieces do not add up. */
uint64_t hash_text(uint64_t seed, const void *bytes, size_t len);

/* Keys are copied.  Zeroed is empty. */
struct map {
    struct map_slot *slots; /* owned */
    size_t len, cap;
};
/* The value of key, or NULL; valid until the next map_put(). */
int64_t *map_find(const struct map *m, const char *key);
/* Sets the value of key; true where the key is new. */
bool map_put(struct map *m, const char *key, int64_t value);
void map_release(struct map *m);

#endif
