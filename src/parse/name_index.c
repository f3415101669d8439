#include "parse/name_index.h"

#include <stdbool.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

static unsigned chain_of(const char *s, size_t len)
{
    return ((unsigned char)str_lower(s[0]) * 5u + (unsigned char)str_lower(s[len - 1]) * 3u + (unsigned)len * 17u) & 0xFF;
}

void name_index_add(struct name_index *x, const char *name)
{
    size_t len = strlen(name);
    must(x->count < NAME_INDEX_MOST && len && len <= UINT8_MAX);
    uint8_t *first = &x->first[chain_of(name, len)];
    x->count++;
    x->names[x->count] = name;
    x->lens[x->count] = (uint8_t)len;
    x->next[x->count] = *first;
    *first = (uint8_t)x->count;
}

static bool is_same(const char *s, const char *name, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (str_lower(s[i]) != name[i])
            return false;
    return true;
}

size_t name_index_find(const struct name_index *x, const char *s, size_t len)
{
    size_t i = len ? x->first[chain_of(s, len)] : 0;
    while (i && (x->lens[i] != len || !is_same(s, x->names[i], len)))
        i = x->next[i];
    return i;
}
