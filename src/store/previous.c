/* previous.c: what an article was before it was rewritten. */
#include "model/document.h"
#include "store/store_internal.h"

enum { OPEN_KIND = 2 }; /* beside enum store_kind */

int previous_keep(struct store *s, int64_t article, int64_t now, struct err *err)
{
    struct sql q = sql_use(s, QUERY_KEEP_PREVIOUS);
    sql_int(&q, article);
    sql_int(&q, now);
    sql_int(&q, DOCUMENT_VERSION);
    return sql_run(&q, err);
}

static struct sql ask(struct store *s, enum query which, int64_t article, enum store_kind kind)
{
    struct sql q = sql_use(s, which);
    sql_int(&q, article);
    sql_int(&q, kind);
    sql_int(&q, DOCUMENT_VERSION);
    return q;
}

int store_get_previous(struct store *s, struct arena *arena, int64_t article, enum store_kind kind, struct store_previous *out,
                       struct str *document, struct err *err)
{
    struct sql q = ask(s, QUERY_PREVIOUS, article, kind);
    int got = sql_step(&q, err);
    if (got != 1)
        return got;
    out->at = sql_get_int(&q);
    out->title = sql_get_text(&q, arena);
    sql_done(&q);
    if (!document)
        return 1;
    q = ask(s, QUERY_PREVIOUS_DOCUMENT, article, kind);
    return article_read_blob(s, &q, document, err);
}

int store_open_previous(struct store *s, int64_t article, bool *is_document, struct str *out, struct err *err)
{
    struct sql q = sql_use(s, QUERY_OPEN_PREVIOUS);
    sql_int(&q, article);
    sql_int(&q, DOCUMENT_VERSION);
    int got = sql_step(&q, err);
    if (got != 1)
        return got;
    *is_document = sqlite3_column_type(q.st, 0) == SQLITE_BLOB;
    int column = *is_document ? 0 : 1;
    const void *bytes = sqlite3_column_blob(q.st, column);
    str_add(out, bytes ? bytes : "", (size_t)sqlite3_column_bytes(q.st, column));
    sql_done(&q);
    return 1;
}

static int drop_open(struct store *s, int64_t article, struct err *err)
{
    struct sql q = sql_use(s, QUERY_DROP_PREVIOUS);
    sql_int(&q, article);
    sql_int(&q, OPEN_KIND);
    return sql_run(&q, err);
}

int store_put_open_previous(struct store *s, int64_t article, const void *document, size_t len, struct err *err)
{
    bool own;
    if (store_enter(s, &own, err))
        return -1;
    if (!len)
        return store_leave(s, own, drop_open(s, article, err), err);
    struct sql q = sql_use(s, QUERY_PUT_OPEN_PREVIOUS);
    sql_int(&q, article);
    sql_int(&q, DOCUMENT_VERSION);
    sql_blob(&q, document, len);
    return store_leave(s, own, sql_run(&q, err), err);
}

static int settle(struct store *s, int64_t article, const void *document, size_t len, struct err *err)
{
    struct sql q = sql_use(s, QUERY_SETTLE_PREVIOUS);
    sql_int(&q, article);
    sql_int(&q, DOCUMENT_VERSION);
    sql_blob(&q, document, len);
    return sql_run(&q, err);
}

int store_settle_previous(struct store *s, int64_t article, const void *document, size_t len, struct err *err)
{
    bool own;
    if (store_enter(s, &own, err))
        return -1;
    int result = len ? settle(s, article, document, len, err) : 0;
    if (result == 0)
        result = drop_open(s, article, err);
    s->touched |= TOUCH_DOCUMENTS;
    return store_leave(s, own, result, err);
}

int store_put_previous_page(struct store *s, int64_t article, int64_t now, const void *document, size_t len, struct err *err)
{
    bool own;
    if (store_enter(s, &own, err))
        return -1;
    struct sql q = sql_use(s, QUERY_PUT_PREVIOUS);
    sql_int(&q, article);
    sql_int(&q, STORE_PAGE);
    sql_int(&q, now);
    sql_int(&q, DOCUMENT_VERSION);
    sql_blob(&q, document, len);
    s->touched |= TOUCH_DOCUMENTS;
    return store_leave(s, own, sql_run(&q, err), err);
}
