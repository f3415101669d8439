/* refresh.c: the articles of one source as its feed brings them. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/store_internal.h"

enum {
    OPEN_MAX = 256,            /* items of one fetch that wait for its end, */
    OPEN_BYTES_MAX = 8 << 20   /* and what they are made of; more are taken for new ones */
};

/* An item that is an old article, moved and rewritten, if nothing else in its fetch is. */
struct open_item {
    struct article article;
    struct identity identity;
    const void *origin;
    size_t origin_len;
};

struct store_refresh {
    struct store *store;
    int64_t source;
    struct id_set carried;
    struct arena arena; /* of what waits */
    VEC(struct open_item) open;
    size_t open_bytes, next_open;
    struct identity identity; /* of the item at hand */
    bool unread_again;        /* what is rewritten */
};

struct store_refresh *store_refresh_new(struct store *s, int64_t source)
{
    struct store_refresh *r = mem_zero(1, sizeof *r);
    r->store = s;
    r->source = source;
    r->identity = (struct identity){ .guid = STR_INIT, .alone = STR_INIT };
    return r;
}

void store_refresh_unread_again(struct store_refresh *r)
{
    r->unread_again = true;
}

void store_refresh_free(struct store_refresh *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < r->open.len; i++)
        identity_release(&r->open.items[i].identity);
    vec_release(&r->open);
    arena_release(&r->arena);
    identity_release(&r->identity);
    free(r->carried.slots);
    free(r);
}

static int64_t stamp_form(struct stamp t)
{
    return t.parts | (t.has_zone ? 4 : 0) | (int64_t)(t.zone + 4096) << 3;
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

/* An item, and how it is to be put. */
struct putting {
    const struct article *a;
    const void *origin;
    size_t origin_len;
    int64_t id;
    enum store_put how;
};

static int64_t link_key(const struct putting *p, const struct identity *identity)
{
    return identity->link_key ? identity->link_key : article_link_key(p->a->link);
}

static int add(struct store_refresh *r, struct putting *p, const struct identity *identity, struct err *err)
{
    const struct article *a = p->a;
    struct sql q = sql_use(r->store, QUERY_ADD_ARTICLE);
    sql_int(&q, r->source);
    sql_int(&q, a->sorted_by);
    sql_int(&q, (int64_t)a->hash);
    sql_int(&q, link_key(p, identity));
    sql_int(&q, a->first_seen);
    bind_times(&q, a);
    sql_text(&q, identity->alone.data);
    bind_texts(&q, a);
    if (sql_run(&q, err))
        return -1;
    p->how = STORE_PUT_NEW;
    p->id = sqlite3_last_insert_rowid(q.db);
    counts_added(r->store, r->source);
    return 0;
}

static int mark_unread(struct store_refresh *r, int64_t id, struct err *err)
{
    struct sql q = sql_use(r->store, QUERY_MARK_UNREAD);
    sql_int(&q, 1);
    sql_int(&q, id);
    r->store->touched |= TOUCH_MARKS;
    return sql_run(&q, err);
}

static int change(struct store_refresh *r, struct putting *p, const struct identity *identity, struct err *err)
{
    if (previous_keep(r->store, p->id, p->a->first_seen, err))
        return -1;
    struct sql q = sql_use(r->store, QUERY_CHANGE_ARTICLE);
    sql_int(&q, (int64_t)p->a->hash);
    sql_int(&q, link_key(p, identity));
    bind_times(&q, p->a);
    bind_texts(&q, p->a);
    sql_text(&q, identity->guid.data);
    sql_int(&q, p->id);
    if (sql_run(&q, err))
        return -1;
    p->how = STORE_PUT_CHANGED;
    struct sql drop = sql_use(r->store, QUERY_DROP_DOCUMENT);
    sql_int(&drop, p->id);
    if (sql_run(&drop, err))
        return -1;
    return r->unread_again ? mark_unread(r, p->id, err) : 0;
}

static int put_origin(struct store *s, int64_t id, const void *origin, size_t len, struct err *err)
{
    struct sql q = sql_use(s, QUERY_PUT_ORIGIN);
    sql_int(&q, id);
    sql_blob(&q, len ? origin : "", len);
    return sql_run(&q, err);
}

static const char *keep_text(struct store_refresh *r, const char *s)
{
    return s ? arena_strdup(&r->arena, s) : NULL;
}

/* False where too much waits already. */
static bool leave_open(struct store_refresh *r, const struct putting *p)
{
    if (r->open.len == OPEN_MAX || r->open_bytes + p->origin_len > OPEN_BYTES_MAX)
        return false;
    struct open_item *o = vec_push(&r->open);
    void *origin = arena_alloc(&r->arena, p->origin_len + 1);
    if (p->origin_len)
        memcpy(origin, p->origin, p->origin_len);
    *o = (struct open_item){ *p->a, r->identity, origin, p->origin_len };
    r->identity = (struct identity){ .guid = STR_INIT, .alone = STR_INIT };
    r->open_bytes += p->origin_len;
    o->article.guid = NULL;
    o->article.link = keep_text(r, p->a->link);
    o->article.title = keep_text(r, p->a->title);
    o->article.lede = keep_text(r, p->a->lede);
    o->article.authors = keep_text(r, p->a->authors);
    o->article.language = keep_text(r, p->a->language);
    o->article.comments_url = keep_text(r, p->a->comments_url);
    return true;
}

static int put(struct store_refresh *r, struct putting *p, const struct identity *identity, struct err *err)
{
    bool is_new = identity->kind == IDENTITY_NEW;
    p->id = identity->id;
    p->how = STORE_PUT_SAME;
    /* The same article twice in one feed: the first counts, or they would rewrite one another forever. */
    if (!is_new && (identity->kind == IDENTITY_TWICE || identity->hash == p->a->hash))
        return 0;
    int result = is_new ? add(r, p, identity, err) : change(r, p, identity, err);
    if (result == 0)
        result = put_origin(r->store, p->id, p->origin, p->origin_len, err);
    r->store->touched |= TOUCH_ARTICLES;
    return result;
}

static int put_whole(struct store_refresh *r, struct putting *p, const struct identity *identity, struct err *err)
{
    bool own;
    if (store_enter(r->store, &own, err) || store_leave(r->store, own, put(r, p, identity, err), err))
        return -1;
    id_put(&r->carried, p->id);
    return 0;
}

int store_refresh_put(struct store_refresh *r, const struct article *a, const void *origin, size_t origin_len,
                      int64_t *id, enum store_put *how, struct err *err)
{
    struct putting p = { a, origin, origin_len, 0, STORE_PUT_LATER };
    if (identity_find(r->store, a, r->source, &r->carried, &r->identity, err))
        return -1;
    if (r->identity.kind != IDENTITY_OPEN || !leave_open(r, &p)) {
        if (r->identity.kind == IDENTITY_OPEN)
            r->identity.kind = IDENTITY_NEW;
        if (put_whole(r, &p, &r->identity, err))
            return -1;
    }
    if (id)
        *id = p.id;
    if (how)
        *how = p.how;
    return 0;
}

/* Two items of one fetch that might be the same old article are neither. */
static bool is_contested(const struct store_refresh *r, const struct open_item *o)
{
    for (size_t i = 0; i < r->open.len; i++) {
        const struct identity *other = &r->open.items[i].identity;
        if (other->id == o->identity.id && strcmp(other->alone.data, o->identity.alone.data) != 0)
            return true;
    }
    return id_has(&r->carried, o->identity.id);
}

bool store_refresh_waits(const struct store_refresh *r)
{
    return r->next_open < r->open.len;
}

int store_refresh_later(struct store_refresh *r, int64_t *id, enum store_put *how, struct err *err)
{
    struct open_item *o = &r->open.items[r->next_open];
    struct putting p = { &o->article, o->origin, o->origin_len, 0, STORE_PUT_LATER };
    o->identity.kind = is_contested(r, o) ? IDENTITY_NEW : IDENTITY_KNOWN;
    if (put_whole(r, &p, &o->identity, err))
        return -1;
    r->next_open++;
    *id = p.id;
    *how = p.how;
    return 0;
}

/* Ids of the source's articles that the feed carries no more and that are not to be kept, newest first. */
static int find_expired(struct store_refresh *r, const struct store_keep *keep, int64_t **ids, size_t *count, struct err *err)
{
    VEC(int64_t) found = { 0 };
    struct sql q = sql_use(r->store, QUERY_SOURCE_ARTICLES);
    int64_t left = keep->articles < 0 ? INT64_MAX : keep->articles;
    int got;
    sql_int(&q, r->source);
    while ((got = sql_step(&q, err)) == 1) {
        int64_t id = sql_get_int(&q), sorted_by = sql_get_int(&q);
        if (!id_has(&r->carried, id) && (left-- <= 0 || sorted_by < keep->since))
            *vec_push(&found) = id;
    }
    *ids = found.items;
    *count = found.len;
    return got;
}

/* Whether any may have to go: 1, 0, -1. */
static int may_expire(struct store_refresh *r, const struct store_keep *keep, struct err *err)
{
    int64_t total = 0;
    if (keep->since != INT64_MIN)
        return 1;
    if (keep->articles < 0)
        return 0;
    if (counts_write(r->store, &r->store->main, err))
        return -1;
    struct sql q = sql_use(r->store, QUERY_SOURCE_TOTAL);
    sql_int(&q, r->source);
    if (sql_one(&q, &total, err) < 0)
        return -1;
    return total - (int64_t)r->carried.len > keep->articles;
}

static int expire(struct store_refresh *r, const struct store_keep *keep, int64_t *removed, struct err *err)
{
    int64_t *ids = NULL;
    size_t count = 0;
    int may = may_expire(r, keep, err);
    if (may <= 0)
        return may;
    int result = find_expired(r, keep, &ids, &count, err);
    for (size_t i = count; result == 0 && i-- > 0 && *removed < STORE_EXPIRED_MAX;) {
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

int store_refresh_end(struct store_refresh *r, const struct store_keep *keep, int64_t *removed, struct err *err)
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
