/* identity.c: which article of its source an item is that a feed brings.
 *
 * The publisher's guid comes first, then where the item leads, then what it says.
 * Where a guid serves for several items, what tells them apart is written behind
 * it: "guid LF key". */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "store/store_internal.h"
#include "text/url.h"
#include "text/utf8.h"

enum { GUID_MAX = 600 }; /* bytes; of a longer one the rest counts by its hash */

/* ---- Sets of ids ---- */

static size_t id_slot(const struct id_set *set, int64_t id)
{
    size_t i = (size_t)((uint64_t)id * UINT64_C(0x9E3779B97F4A7C15) >> 20) & (set->cap - 1);
    while (set->slots[i] && set->slots[i] != id)
        i = (i + 1) & (set->cap - 1);
    return i;
}

bool id_has(const struct id_set *set, int64_t id)
{
    return set->cap && set->slots[id_slot(set, id)] == id;
}

static void id_grow(struct id_set *set)
{
    struct id_set bigger = { .cap = set->cap ? set->cap * 2 : 64, .len = set->len };
    bigger.slots = mem_zero(bigger.cap, sizeof *bigger.slots);
    for (size_t i = 0; i < set->cap; i++)
        if (set->slots[i])
            bigger.slots[id_slot(&bigger, set->slots[i])] = set->slots[i];
    free(set->slots);
    *set = bigger;
}

void id_put(struct id_set *set, int64_t id)
{
    if (set->len * 2 >= set->cap)
        id_grow(set);
    size_t i = id_slot(set, id);
    set->len += set->slots[i] == 0;
    set->slots[i] = id;
}

/* ---- What tells items of one guid apart ---- */

/* It leads somewhere within a site. */
static bool has_place(const char *link)
{
    return link && *link && !url_is_front(link);
}

/* An address that is the item's own: not a section or a picture of the day, to which
 * every item may lead. */
static bool has_own_link(const char *link)
{
    return has_place(link) && url_names_story(link);
}

static void place_key(const char *link, struct str *out)
{
    url_place_key(link, out);
    if (!out->len)
        str_adds(out, link);
}

static bool same_place(const char *a, const char *b)
{
    struct str key_a = STR_INIT, key_b = STR_INIT;
    place_key(a, &key_a);
    place_key(b, &key_b);
    bool same = strcmp(key_a.data, key_b.data) == 0;
    str_release(&key_a);
    str_release(&key_b);
    return same;
}

/* Where it leads; where others may lead there, also what it is called; else what it says. */
static uint64_t second_key(const char *link, const char *title, uint64_t hash)
{
    struct str key = STR_INIT;
    if (has_place(link))
        place_key(link, &key);
    if (title && !has_own_link(link))
        str_addf(&key, "\n%s", title);
    uint64_t second = key.len ? hash_bytes(HASH_START, key.data, key.len) : hash;
    str_release(&key);
    return second;
}

static void bounded_guid(const struct article *a, struct str *out)
{
    const char *guid = a->guid ? a->guid : "";
    size_t len = strlen(guid);
    if (len <= GUID_MAX) {
        str_add(out, guid, len);
        return;
    }
    str_add(out, guid, utf8_cut(guid, len, GUID_MAX - 20));
    str_addf(out, "#%016" PRIx64, hash_bytes(HASH_START, guid, len));
}

/* ---- Looking ---- */

/* One question: an item, and what is found out about it. */
struct asking {
    struct store *store;
    const struct article *a;
    int64_t source;
    const struct id_set *carried;
    struct identity *out;
    uint64_t key;    /* second_key() of the item, once it is needed */
    bool own_link;
    bool is_shared;  /* the guid serves for several */
    bool is_other;   /* an article has the guid that may not be this one */
};

/* The article that has the item's guid. */
struct namesake {
    int64_t id;
    uint64_t hash;
    bool is_there, is_carried, is_like; /* is_like: of the same second key */
};

static int settle(struct asking *q, enum identity_kind kind, int64_t id, uint64_t hash)
{
    q->out->kind = kind;
    q->out->id = id;
    q->out->hash = hash;
    return 1;
}

/* True where no more needs to be known: it is there as it was. */
static bool read_namesake(struct asking *q, struct sql *row, struct namesake *n)
{
    struct arena arena = { 0 };
    n->is_there = true;
    n->id = sql_get_int(row);
    n->hash = (uint64_t)sql_get_int(row);
    n->is_carried = id_has(q->carried, n->id);
    if (!n->is_carried && n->hash == q->a->hash)
        return true;
    const char *link = sql_get_text(row, &arena), *title = sql_get_text(row, &arena);
    q->own_link = has_own_link(q->a->link);
    q->key = second_key(q->a->link, q->a->title, q->a->hash);
    n->is_like = second_key(link, title, n->hash) == q->key;
    arena_release(&arena);
    return false;
}

/* Of those that a title alone tells apart, which is which is asked by their texts. */
static int weigh_namesake(struct asking *q, const struct namesake *n)
{
    bool is_certain = q->own_link || n->hash == q->a->hash;
    if (n->is_like && !n->is_carried && (is_certain || !q->is_shared))
        return settle(q, IDENTITY_KNOWN, n->id, n->hash);
    if (n->is_like && n->is_carried && is_certain)
        return settle(q, IDENTITY_TWICE, n->id, n->hash);
    settle(q, IDENTITY_OPEN, n->id, n->hash);
    q->is_other = true;
    q->is_shared |= n->is_carried;
    return 0;
}

/* The rows of the guid: its own, and the first of those that share it. */
static int look_by_guid(struct asking *q, const char *guid, struct err *err)
{
    struct namesake n = { 0 };
    struct sql row = sql_use(q->store, QUERY_OLD_ARTICLE);
    int got;
    sql_int(&row, q->source);
    sql_text(&row, guid);
    while ((got = sql_step(&row, err)) == 1) {
        if (!sql_get_int(&row))
            q->is_shared = true;
        else if (read_namesake(q, &row, &n)) {
            sql_done(&row);
            return settle(q, IDENTITY_KNOWN, n.id, n.hash);
        }
    }
    return got < 0 || !n.is_there ? got : weigh_namesake(q, &n);
}

static const char *name_sharing(struct asking *q, const char *guid, uint64_t key)
{
    struct str *name = &q->out->alone;
    str_reset(name);
    str_addf(name, "%s\n%016" PRIx64, guid, key);
    return name->data;
}

/* The article of a shared guid that has this key: 1; 0, and *is_taken where another
 * of this fetch has it; -1. */
static int look_by_key(struct asking *q, const char *guid, uint64_t key, bool *is_taken, struct err *err)
{
    const char *name = name_sharing(q, guid, key);
    struct sql row = sql_use(q->store, QUERY_OLD_SHARING);
    sql_int(&row, q->source);
    sql_text(&row, name);
    int got = sql_step(&row, err);
    if (got != 1)
        return got;
    int64_t id = sql_get_int(&row);
    uint64_t hash = (uint64_t)sql_get_int(&row);
    sql_done(&row);
    bool is_carried = id_has(q->carried, id);
    if (is_carried && hash != q->a->hash && is_taken) {
        *is_taken = true;
        return 0;
    }
    str_reset(&q->out->guid);
    str_adds(&q->out->guid, name);
    return settle(q, is_carried ? IDENTITY_TWICE : IDENTITY_KNOWN, id, hash);
}

/* Without an own link first by the text, then by the title; what is new is called by
 * its title where that is free, so that a correction leaves it the same. */
static int look_among_sharing(struct asking *q, const char *guid, struct err *err)
{
    q->own_link = has_own_link(q->a->link);
    q->key = second_key(q->a->link, q->a->title, q->a->hash);
    if (q->own_link || q->key == q->a->hash)
        return look_by_key(q, guid, q->key, NULL, err);
    bool is_taken = false;
    int got = look_by_key(q, guid, q->a->hash, NULL, err);
    if (got == 0)
        got = look_by_key(q, guid, q->key, &is_taken, err);
    if (got == 0 && is_taken)
        name_sharing(q, guid, q->a->hash);
    return got;
}

/* ---- By link, where the guid is new ---- */

/* An article of the source that leads to the same place. */
struct linked {
    int64_t id, published;
    uint64_t hash;
    const char *title;
};

/* Whether that the guid alone differs is no accident: a place where there is always
 * something else is no article's identity. */
static bool agrees(const struct article *a, const struct linked *l)
{
    if (url_names_story(a->link))
        return true;
    if (a->published.parts && l->published)
        return a->published.at == l->published;
    return a->title && l->title && strcmp(a->title, l->title) == 0;
}

/* Reads the next article with the item's link; 1, 0 at the end, -1. */
static int next_linked(struct asking *q, struct sql *row, struct arena *arena, struct linked *l, struct err *err)
{
    int got;
    while ((got = sql_step(row, err)) == 1) {
        *l = (struct linked){ .id = sql_get_int(row) };
        l->hash = (uint64_t)sql_get_int(row);
        l->published = sql_get_int(row);
        const char *link = sql_get_text(row, arena);
        l->title = sql_get_text(row, arena);
        if (link && same_place(link, q->a->link))
            break;
    }
    return got;
}

/* A guid that changes with each fetch: the link is the identity where no other
 * article has it, and what was not rewritten is known anyway. */
static int look_by_link(struct asking *q, struct err *err)
{
    struct arena arena = { 0 };
    struct linked l, only = { 0 };
    struct sql row = sql_use(q->store, QUERY_OLD_LINKED);
    int got, count = 0, settled = 0;
    sql_int(&row, q->out->link_key);
    sql_int(&row, q->source);
    while (!settled && (got = next_linked(q, &row, &arena, &l, err)) == 1) {
        if (l.hash == q->a->hash && agrees(q->a, &l))
            settled = settle(q, id_has(q->carried, l.id) ? IDENTITY_TWICE : IDENTITY_KNOWN, l.id, l.hash);
        only = l;
        count++;
    }
    if (settled)
        sql_done(&row);
    else if (count == 1 && !id_has(q->carried, only.id) && has_place(q->a->link) && agrees(q->a, &only))
        settle(q, IDENTITY_OPEN, only.id, only.hash);
    arena_release(&arena);
    return settled ? 1 : got;
}

/* The same address was a guid with http before, or is now. */
static int look_by_scheme(struct asking *q, const char *guid, struct err *err)
{
    bool is_plain = str_starts(guid, "http://");
    struct str other = STR_INIT;
    if (!is_plain && !str_starts(guid, "https://"))
        return 0;
    str_addf(&other, "http%s%s", is_plain ? "s" : "", guid + (is_plain ? 4 : 5));
    int got = look_by_guid(q, other.data, err);
    str_release(&other);
    return got;
}

/* -1, else q->out says all. */
static int look(struct asking *q, const char *guid, struct err *err)
{
    int got = look_by_guid(q, guid, err);
    if (got == 0 && !q->is_other && !q->is_shared)
        got = look_by_scheme(q, guid, err);
    if (got == 0 && (q->is_other || q->is_shared))
        got = look_among_sharing(q, guid, err);
    if (got)
        return got;
    if (q->is_other) {
        q->out->kind = q->is_shared ? IDENTITY_NEW : IDENTITY_OPEN;
        return 0;
    }
    str_reset(&q->out->alone);
    str_adds(&q->out->alone, guid);
    q->out->link_key = article_link_key(q->a->link);
    return q->out->link_key ? look_by_link(q, err) : 0;
}

int identity_find(struct store *s, const struct article *a, int64_t source, const struct id_set *carried, struct identity *out,
                  struct err *err)
{
    struct asking q = { .store = s, .a = a, .source = source, .carried = carried, .out = out };
    struct str guid = STR_INIT;
    out->kind = IDENTITY_NEW;
    out->link_key = 0;
    str_reset(&out->guid);
    str_reset(&out->alone);
    bounded_guid(a, &guid);
    str_adds(&out->guid, guid.data);
    int got = look(&q, guid.data, err);
    str_release(&guid);
    return got < 0 ? -1 : 0;
}

void identity_release(struct identity *identity)
{
    str_release(&identity->guid);
    str_release(&identity->alone);
}
