#include "parse/feed_finds.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

static int compare(const void *a, const void *b)
{
    const struct find *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    if (x->time != y->time)
        return x->time > y->time ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static void drop_last(struct finds *f)
{
    free((char *)f->all.items[f->all.len - 1].url);
    free((char *)f->all.items[f->all.len - 1].title);
    vec_pop(&f->all);
}

static struct find *find_same(struct finds *f, const char *url, uint64_t hash)
{
    for (size_t i = 0; i < f->all.len; i++)
        if (f->all.items[i].hash == hash && strcmp(f->all.items[i].url, url) == 0)
            return &f->all.items[i];
    return NULL;
}

/* One that is both stated and linked to is called as where it is stated. */
static void better(struct find *known, const struct find *new)
{
    if (new->rank >= known->rank)
        return;
    known->rank = new->rank;
    known->type = new->type;
    if (new->title) {
        free((char *)known->title);
        known->title = mem_strdup(new->title);
    }
}

void finds_sort(struct finds *f)
{
    if (f->all.len)
        qsort(f->all.items, f->all.len, sizeof *f->all.items, compare);
    while (f->all.len > FINDS_MAX)
        drop_last(f);
}

void finds_add(struct finds *f, const struct find *find)
{
    uint64_t hash = hash_bytes(HASH_START, find->url, strlen(find->url));
    struct find *known = find_same(f, find->url, hash);
    if (known) {
        better(known, find);
        return;
    }
    if (f->all.len == 2 * (size_t)FINDS_MAX)
        finds_sort(f);
    struct find *new = vec_push(&f->all);
    *new = *find;
    new->url = mem_strdup(find->url);
    new->title = mem_strdup(find->title);
    new->order = f->count++;
    new->hash = hash;
}

void finds_release(struct finds *f)
{
    while (f->all.len)
        drop_last(f);
    vec_release(&f->all);
}
