/* articles.c: one article at a time, and its text. */
#include <string.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "model/document.h"
#include "store/store_internal.h"
#include "text/url.h"

enum { WANTED = 0, MADE = 1, IMPOSSIBLE = 2 };

static struct stamp stamp_of(int64_t at, int64_t form)
{
    return (struct stamp){ .at = at, .parts = form & 3, .has_zone = form >> 2 & 1, .zone = (int16_t)((form >> 3) - 4096) };
}

static void read_row(struct sql *q, struct arena *arena, struct article_row *row)
{
    struct article *a = &row->article;
    *row = (struct article_row){ 0 };
    a->id = sql_get_int(q);
    a->source = sql_get_int(q);
    row->section = sql_get_int(q);
    a->guid = sql_get_text(q, arena);
    a->link = sql_get_text(q, arena);
    a->title = sql_get_text(q, arena);
    a->lede = sql_get_text(q, arena);
    a->authors = sql_get_text(q, arena);
    a->language = sql_get_text(q, arena);
    a->direction = (enum direction)sql_get_int(q);
    int64_t at = sql_get_int(q), form = sql_get_int(q);
    a->published = stamp_of(at, form);
    at = sql_get_int(q), form = sql_get_int(q);
    a->updated = stamp_of(at, form);
    a->sorted_by = sql_get_int(q);
    a->first_seen = sql_get_int(q);
    a->comments_url = sql_get_text(q, arena);
    a->comment_count = sql_get_int(q);
    a->pictures = (uint32_t)sql_get_int(q);
    a->media = (uint32_t)sql_get_int(q);
    a->words = (uint32_t)sql_get_int(q);
    a->unread = sql_get_int(q) != 0;
    a->starred = sql_get_int(q) != 0;
    a->has_page = sql_get_int(q) != 0;
    a->hash = (uint64_t)sql_get_int(q);
    a->source_title = sql_get_text(q, arena);
}

int article_load(struct store *s, int64_t id, struct arena *arena, struct article_row *out, struct err *err)
{
    struct sql q = sql_use(s, QUERY_ARTICLE);
    sql_int(&q, id);
    int got = sql_step(&q, err);
    if (got != 1)
        return got;
    read_row(&q, arena, out);
    sql_done(&q);
    marks_overlay(s, out);
    return 1;
}

int store_article(struct store *s, struct arena *arena, int64_t id, struct article *out, struct err *err)
{
    struct article_row row;
    int got = article_load(s, id, arena, &row, err);
    if (got == 1)
        *out = row.article;
    return got;
}

/* What is the same page as what; a file is by its whole address. */
static void page_key(const char *link, struct str *out)
{
    if (str_starts(link, "file:"))
        str_add(out, link, strcspn(link, "#"));
    else
        url_key(link, out);
}

int64_t article_link_key(const char *link)
{
    struct str key = STR_INIT;
    int64_t hash = 0;
    if (link)
        page_key(link, &key);
    if (key.len)
        hash = (int64_t)(hash_bytes(HASH_START, key.data, key.len) | 1);
    str_release(&key);
    return hash;
}

/* Equal hashes are not yet equal addresses. */
static bool same_page(const char *a, const char *b)
{
    struct str key_a = STR_INIT, key_b = STR_INIT;
    page_key(a, &key_a);
    page_key(b, &key_b);
    bool same = strcmp(key_a.data, key_b.data) == 0;
    str_release(&key_a);
    str_release(&key_b);
    return same;
}

int64_t store_find_link(struct store *s, const char *url, struct err *err)
{
    int64_t key = article_link_key(url), found = 0;
    struct arena arena = { 0 };
    int got;
    if (!key)
        return 0;
    struct sql q = sql_use(s, QUERY_BY_LINK);
    sql_int(&q, key);
    while ((got = sql_step(&q, err)) == 1) {
        int64_t id = sql_get_int(&q);
        const char *link = sql_get_text(&q, &arena);
        if (link && same_page(link, url)) {
            found = id;
            sql_done(&q);
            break;
        }
    }
    arena_release(&arena);
    return got < 0 ? -1 : found;
}

int64_t store_newest(struct store *s)
{
    int64_t newest = 0;
    struct sql q = sql_use(s, QUERY_NEWEST);
    sql_one(&q, &newest, NULL);
    return newest;
}

int article_read_blob(struct store *s, struct sql *q, struct str *out, struct err *err)
{
    int got = sql_step(q, err);
    if (got != 1)
        return got;
    const void *bytes = sqlite3_column_blob(q->st, 0);
    bool fits = str_add(out, bytes ? bytes : "", (size_t)sqlite3_column_bytes(q->st, 0));
    sql_done(q);
    return fits ? 1 : err_set(err, ERR_STORE, _("%s holds a larger article than telex can show"), s->path);
}

int store_get_document(struct store *s, int64_t article, enum store_kind kind, struct str *out, struct err *err)
{
    struct sql q = sql_use(s, kind == STORE_PAGE ? QUERY_PAGE_DOCUMENT : QUERY_FEED_DOCUMENT);
    sql_int(&q, article);
    sql_int(&q, DOCUMENT_VERSION);
    return article_read_blob(s, &q, out, err);
}

int store_get_origin(struct store *s, int64_t article, struct str *out, struct err *err)
{
    struct sql q = sql_use(s, QUERY_ORIGIN);
    sql_int(&q, article);
    return article_read_blob(s, &q, out, err);
}

static int put_blob(struct store *s, enum query which, int64_t article, const void *bytes, size_t len, struct err *err)
{
    struct sql q = sql_use(s, which);
    sql_int(&q, article);
    sql_int(&q, DOCUMENT_VERSION);
    sql_blob(&q, bytes, len);
    return sql_run(&q, err);
}

static int note_document(struct store *s, int64_t article, int state, struct err *err)
{
    struct sql q = sql_use(s, QUERY_HAS_DOCUMENT);
    sql_int(&q, state);
    sql_int(&q, article);
    return sql_run(&q, err);
}

static int note_page(struct store *s, int64_t article, struct err *err)
{
    struct sql q = sql_use(s, QUERY_HAS_PAGE);
    sql_int(&q, article);
    return sql_run(&q, err);
}

int store_put_document(struct store *s, int64_t article, enum store_kind kind, const void *bytes, size_t len,
                       struct err *err)
{
    bool own;
    if (store_enter(s, &own, err))
        return -1;
    int result = put_blob(s, kind == STORE_PAGE ? QUERY_PUT_PAGE_DOCUMENT : QUERY_PUT_FEED_DOCUMENT, article, bytes, len, err);
    if (result == 0)
        result = kind == STORE_PAGE ? note_page(s, article, err) : note_document(s, article, MADE, err);
    s->touched |= TOUCH_DOCUMENTS;
    return store_leave(s, own, result, err);
}

int store_put_no_document(struct store *s, int64_t article, struct err *err)
{
    bool own;
    if (store_enter(s, &own, err))
        return -1;
    return store_leave(s, own, note_document(s, article, IMPOSSIBLE, err), err);
}

int store_wanted(struct store *s, int64_t *ids, size_t max, size_t *count, struct err *err)
{
    struct sql q = sql_use(s, QUERY_WANTED);
    int got;
    *count = 0;
    sql_int(&q, (int64_t)max);
    while ((got = sql_step(&q, err)) == 1)
        ids[(*count)++] = sql_get_int(&q);
    return got;
}

static int run_with_id(struct store *s, enum query which, int64_t id, struct err *err)
{
    struct sql q = sql_use(s, which);
    sql_int(&q, id);
    return sql_run(&q, err);
}

int store_want_page(struct store *s, int64_t article, struct err *err)
{
    return run_with_id(s, QUERY_WANT_PAGE, article, err);
}

int store_page_done(struct store *s, int64_t article, struct err *err)
{
    return run_with_id(s, QUERY_PAGE_DONE, article, err);
}

int store_forget_pages(struct store *s, struct err *err)
{
    struct sql q = sql_use(s, QUERY_FORGET_PAGES);
    return sql_run(&q, err);
}

int store_wanted_pages(struct store *s, int64_t **ids, size_t max, size_t *count, struct err *err)
{
    VEC(int64_t) found = { 0 };
    struct sql q = sql_use(s, QUERY_WANTED_PAGES);
    int got;
    sql_int(&q, (int64_t)max);
    while ((got = sql_step(&q, err)) == 1)
        *vec_push(&found) = sql_get_int(&q);
    *ids = found.items;
    *count = found.len;
    return got;
}

int store_get_place(struct store *s, int64_t article, struct store_place *out, struct err *err)
{
    for (size_t i = s->waiting.len; i-- > 0;) {
        const struct waiting_mark *w = &s->waiting.items[i];
        if (w->kind == WAITING_PLACE && w->article == article) {
            *out = w->place;
            return 1;
        }
    }
    struct sql q = sql_use(s, QUERY_PLACE);
    sql_int(&q, article);
    int got = sql_step(&q, err);
    if (got == 1) {
        out->block = (uint32_t)sql_get_int(&q);
        out->offset = (uint32_t)sql_get_int(&q);
        sql_done(&q);
    }
    return got;
}
