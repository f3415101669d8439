#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

#include "base/eights.h"
#include "base/mem.h"

struct map_slot {
    char *key; /* NULL: free */
    int64_t value;
};

uint64_t hash_bytes(uint64_t seed, const void *bytes, size_t len)
{
    const unsigned char *b = bytes;
    for (size_t i = 0; i < len; i++)
        seed = (seed ^ b[i]) * UINT64_C(0x100000001B3);
    return seed;
}

static uint64_t mix(uint64_t hash, uint64_t n)
{
    hash = (hash ^ n) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}

uint64_t hash_text(uint64_t seed, const void *bytes, size_t len)
{
    const char *s = bytes;
    uint64_t hash = mix(seed, len);
    for (; len >= 8; s += 8, len -= 8)
        hash = mix(hash, eights_at(s));
    for (; len; len--)
        hash = mix(hash, (unsigned char)*s++);
    return hash;
}

static size_t slot_of(const struct map *m, const char *key)
{
    size_t i = (size_t)hash_bytes(HASH_START, key, strlen(key)) & (m->cap - 1);
    while (m->slots[i].key && strcmp(m->slots[i].key, key) != 0)
        i = (i + 1) & (m->cap - 1);
    return i;
}

int64_t *map_find(const struct map *m, const char *key)
{
    if (!m->cap)
        return NULL;
    struct map_slot *s = &m->slots[slot_of(m, key)];
    return s->key ? &s->value : NULL;
}

static void grow(struct map *m)
{
    struct map bigger = { .len = m->len, .cap = m->cap ? m->cap * 2 : 16 };
    bigger.slots = mem_zero(bigger.cap, sizeof *bigger.slots);
    for (size_t i = 0; i < m->cap; i++)
        if (m->slots[i].key)
            bigger.slots[slot_of(&bigger, m->slots[i].key)] = m->slots[i];
    free(m->slots);
    *m = bigger;
}

bool map_put(struct map *m, const char *key, int64_t value)
{
    if (m->len * 4 >= m->cap * 3)
        grow(m);
    struct map_slot *s = &m->slots[slot_of(m, key)];
    bool is_new = !s->key;
    if (is_new) {
        s->key = mem_strdup(key);
        m->len++;
    }
    s->value = value;
    return is_new;
}

void map_release(struct map *m)
{
    for (size_t i = 0; i < m->cap; i++)
        free(m->slots[i].key);
    free(m->slots);
    *m = (struct map){ 0 };
}
