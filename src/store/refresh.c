/* refresh.c: the articles of one source as its feed brings them. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "store/store_internal.h"
#include "text/utf8.h"

enum { GUID_MAX = 600 }; /* bytes; of a longer one the rest counts by its hash */

/* A set of article ids (never 0), so that a feed of any size is looked at once. */
struct id_set {
    int64_t *slots;
    size_t len, cap; /* cap: a power of 2 */
};

struct store_refresh {
    struct store *store;
    int64_t source;
    struct id_set carried;
};

static size_t id_slot(const struct id_set *set, int64_t id)
{
    size_t i = (size_t)((uint64_t)id * UINT64_C(0x9E3779B97F4A7C15) >> 20) & (set->cap - 1);
    while (set->slots[i] && set->slots[i] != id)
        i = (i + 1) & (set->cap - 1);
    return i;
}

static bool id_has(const struct id_set *set, int64_t id)
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

static void id_put(struct id_set *set, int64_t id)
{
    if (set->len * 2 >= set->cap)
        id_grow(set);
    size_t i = id_slot(set, id);
    set->len += set->slots[i] == 0;
    set->slots[i] = id;
}

struct store_refresh *store_refresh_new(struct store *s, int64_t source)
{
    struct store_refresh *r = mem_zero(1, sizeof *r);
    r->store = s;
    r->source = source;
    return r;
}

void store_refresh_free(struct store_refresh *r)
{
    if (r)
        free(r->carried.slots);
    free(r);
}

static int64_t stamp_form(struct stamp t)
{
    return t.parts | (t.has_zone ? 4 : 0) | (int64_t)(t.zone + 4096) << 3;
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

static void bind_times(struct sql *q, const struct article *a)
{
    sql_int(q, a->published.at);
    sql_int(q, stamp_form(a->published));
    sql_int(q, a->updated.at);
    sql_int(q, stamp_form(a->updated));
    sql_int(q, a->direction);
    sql_int(q, a->comment_count);
    sql_int(q, a->pictures);
    sql_int(q, a->media);
    sql_int(q, a->words);
}

static void bind_texts(struct sql *q, const struct article *a)
{
    sql_text_max(q, a->link, ARTICLE_MAX_URL);
    sql_text_max(q, a->title, ARTICLE_MAX_TITLE);
    sql_text_max(q, a->lede, ARTICLE_MAX_LEDE);
    sql_text_max(q, a->authors, ARTICLE_MAX_NAME);
    sql_text_max(q, a->language, ARTICLE_MAX_NAME);
    sql_text_max(q, a->comments_url, ARTICLE_MAX_URL);
}

static int add(struct store_refresh *r, const struct article *a, const char *guid, int64_t *id, struct err *err)
{
    struct sql q = sql_use(r->store, QUERY_ADD_ARTICLE);
    sql_int(&q, r->source);
    sql_int(&q, a->sorted_by);
    sql_int(&q, (int64_t)a->hash);
    sql_int(&q, article_link_key(a->link));
    sql_int(&q, a->first_seen);
    bind_times(&q, a);
    sql_text(&q, guid);
    bind_texts(&q, a);
    if (sql_run(&q, err))
        return -1;
    *id = sqlite3_last_insert_rowid(q.db);
    return 0;
}

static int change(struct store_refresh *r, const struct article *a, int64_t id, struct err *err)
{
    struct sql q = sql_use(r->store, QUERY_CHANGE_ARTICLE);
    sql_int(&q, (int64_t)a->hash);
    sql_int(&q, article_link_key(a->link));
    bind_times(&q, a);
    bind_texts(&q, a);
    sql_int(&q, id);
    if (sql_run(&q, err))
        return -1;
    struct sql drop = sql_use(r->store, QUERY_DROP_DOCUMENT);
    sql_int(&drop, id);
    return sql_run(&drop, err);
}

static int put_origin(struct store *s, int64_t id, const void *origin, size_t len, struct err *err)
{
    struct sql q = sql_use(s, QUERY_PUT_ORIGIN);
    sql_int(&q, id);
    sql_blob(&q, len ? origin : "", len);
    return sql_run(&q, err);
}

/* The article with this guid: 1 and its id and hash, 0, -1. */
static int find_old(struct store_refresh *r, const char *guid, int64_t *id, uint64_t *hash, struct err *err)
{
    struct sql q = sql_use(r->store, QUERY_OLD_ARTICLE);
    sql_int(&q, r->source);
    sql_text(&q, guid);
    int got = sql_step(&q, err);
    if (got == 1) {
        *id = sql_get_int(&q);
        *hash = (uint64_t)sql_get_int(&q);
        sql_done(&q);
    }
    return got;
}

static int put(struct store_refresh *r, const struct article *a, const char *guid, int64_t *id, enum store_put *how,
               struct err *err)
{
    uint64_t hash = 0;
    int got = find_old(r, guid, id, &hash, err);
    if (got < 0)
        return -1;
    if (got == 0) {
        *how = STORE_PUT_NEW;
        return add(r, a, guid, id, err);
    }
    /* The same guid twice in one feed: the first counts, or they would rewrite one another forever. */
    *how = hash == a->hash || id_has(&r->carried, *id) ? STORE_PUT_SAME : STORE_PUT_CHANGED;
    return *how == STORE_PUT_CHANGED ? change(r, a, *id, err) : 0;
}

int store_refresh_put(struct store_refresh *r, const struct article *a, const void *origin, size_t origin_len,
                      int64_t *id, enum store_put *how, struct err *err)
{
    struct str guid = STR_INIT;
    enum store_put done = STORE_PUT_SAME;
    int64_t article = 0;
    bool own;
    if (store_enter(r->store, &own, err))
        return -1;
    bounded_guid(a, &guid);
    int result = put(r, a, guid.data, &article, &done, err);
    str_release(&guid);
    if (result == 0 && done != STORE_PUT_SAME) {
        result = put_origin(r->store, article, origin, origin_len, err);
        r->store->touched |= TOUCH_ARTICLES;
    }
    if (store_leave(r->store, own, result, err))
        return -1;
    id_put(&r->carried, article);
    if (id)
        *id = article;
    if (how)
        *how = done;
    return 0;
}

/* Ids of the source's articles that the feed carries no more, newest first, without the first `keep`. */
static int find_expired(struct store_refresh *r, int64_t keep, int64_t **ids, size_t *count, struct err *err)
{
    VEC(int64_t) found = { 0 };
    struct sql q = sql_use(r->store, QUERY_SOURCE_ARTICLES);
    int got;
    sql_int(&q, r->source);
    while ((got = sql_step(&q, err)) == 1) {
        int64_t id = sql_get_int(&q);
        if (!id_has(&r->carried, id) && keep-- <= 0)
            *vec_push(&found) = id;
    }
    *ids = found.items;
    *count = found.len;
    return got;
}

static int expire(struct store_refresh *r, int64_t keep, int64_t *removed, struct err *err)
{
    int64_t *ids = NULL, total = 0;
    size_t count = 0;
    struct sql q = sql_use(r->store, QUERY_SOURCE_TOTAL);
    sql_int(&q, r->source);
    if (sql_one(&q, &total, err) < 0)
        return -1;
    if (keep < 0 || total - (int64_t)r->carried.len <= keep)
        return 0;
    int result = find_expired(r, keep, &ids, &count, err);
    for (size_t i = 0; result == 0 && i < count; i++) {
        struct sql drop = sql_use(r->store, QUERY_DROP_ARTICLE);
        sql_int(&drop, ids[i]);
        result = sql_run(&drop, err);
        *removed += result == 0 ? sqlite3_changes(drop.db) : 0;
    }
    if (*removed)
        r->store->touched |= TOUCH_ARTICLES;
    free(ids);
    return result;
}

int store_refresh_end(struct store_refresh *r, int64_t keep, int64_t *removed, struct err *err)
{
    int64_t gone = 0;
    bool own;
    if (store_enter(r->store, &own, err))
        return -1;
    int result = store_leave(r->store, own, expire(r, keep, &gone, err), err);
    if (removed)
        *removed = gone;
    return result;
}
