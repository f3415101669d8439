/* marks.c: what the reader did, shown at once and written behind.
 *
 * Marks wait in memory, in order, until a short transaction takes them; until
 * then marks_overlay() puts them onto every row that is read. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "store/store_internal.h"

enum {
    FLUSH_MARKS = 500, /* written in one transaction: a few ms */
    RETRY_MS = 10,
    SCREEN_CACHE_KB = 1000
};

static int64_t section_of(struct store *s, int64_t article)
{
    int64_t section = 0;
    struct sql q = sql_use(s, QUERY_SECTION_OF);
    sql_int(&q, article);
    sql_one(&q, &section, NULL);
    return section;
}

void store_mark(struct store *s, const struct article *a, enum store_mark mark, int64_t now)
{
    struct waiting_mark *w = vec_push(&s->waiting);
    *w = (struct waiting_mark){ .kind = WAITING_MARK, .mark = mark, .article = a->id, .source = a->source, .at = now };
    w->section = section_of(s, a->id);
    if (mark == STORE_READ)
        w->unread_change = a->unread ? -1 : 0;
    else if (mark == STORE_UNREAD)
        w->unread_change = a->unread ? 0 : 1;
}

void store_mark_all(struct store *s, const struct store_query *q, int64_t now)
{
    struct waiting_mark *w = vec_push(&s->waiting);
    *w = (struct waiting_mark){ .kind = WAITING_ALL, .mark = STORE_READ, .query = *q, .at = now };
    w->query.unread_only = true;
    if (!w->query.snapshot)
        w->query.snapshot = store_newest(s);
    if (q->list == STORE_SECTION)
        rows_scope(s, &s->main, q->id, &w->scope, &w->scope_count, NULL);
}

void store_put_place(struct store *s, int64_t article, struct store_place place, int64_t now)
{
    *vec_push(&s->waiting) = (struct waiting_mark){ .kind = WAITING_PLACE, .article = article, .place = place, .at = now };
}

bool store_is_behind(const struct store *s)
{
    return s->waiting.len > 0;
}

static bool covers(const struct waiting_mark *w, const struct article_row *row)
{
    if (row->article.id > w->query.snapshot)
        return false;
    switch (w->query.list) {
    case STORE_STARRED: return row->article.starred;
    case STORE_SOURCE: return row->article.source == w->query.id;
    case STORE_SECTION:
        for (size_t i = 0; i < w->scope_count; i++)
            if (w->scope[i] == row->section)
                return true;
        return false;
    default: return true;
    }
}

void marks_overlay(const struct store *s, struct article_row *row)
{
    struct article *a = &row->article;
    for (size_t i = 0; i < s->waiting.len; i++) {
        const struct waiting_mark *w = &s->waiting.items[i];
        if (w->kind == WAITING_ALL && covers(w, row))
            a->unread = false;
        if (w->kind != WAITING_MARK || w->article != a->id)
            continue;
        if (w->mark == STORE_READ || w->mark == STORE_UNREAD)
            a->unread = w->mark == STORE_UNREAD;
        else
            a->starred = w->mark == STORE_STAR;
    }
}

int64_t marks_unread_change(const struct store *s, int64_t source, int64_t section)
{
    int64_t change = 0;
    for (size_t i = 0; i < s->waiting.len; i++) {
        const struct waiting_mark *w = &s->waiting.items[i];
        if ((!source || w->source == source) && (!section || w->section == section))
            change += w->unread_change;
    }
    return change;
}

void marks_release(struct store *s)
{
    for (size_t i = 0; i < s->waiting.len; i++)
        free(s->waiting.items[i].scope);
    vec_release(&s->waiting);
}

static int write_journal(struct store *s, struct connection *c, int64_t article, enum store_mark mark, int64_t at,
                         struct err *err)
{
    struct sql q = sql_use_on(s, c, QUERY_JOURNAL);
    sql_int(&q, article);
    sql_int(&q, mark);
    sql_int(&q, at);
    return sql_run(&q, err);
}

/* Into the article, and into the journal where that changed anything. */
static int write_mark(struct store *s, struct connection *c, int64_t article, enum store_mark mark, int64_t at,
                      struct err *err)
{
    bool star = mark == STORE_STAR || mark == STORE_UNSTAR;
    struct sql q = sql_use_on(s, c, star ? QUERY_MARK_STARRED : QUERY_MARK_UNREAD);
    sql_int(&q, mark == STORE_UNREAD || mark == STORE_STAR);
    sql_int(&q, article);
    if (sql_run(&q, err))
        return -1;
    return sqlite3_changes(c->db) ? write_journal(s, c, article, mark, at, err) : 0;
}

/* The next piece of "mark all": 0 that was the last, 1 there is more, -1. */
static int write_all(struct store *s, struct connection *c, const struct waiting_mark *w, struct err *err)
{
    struct store_key keys[FLUSH_MARKS];
    size_t count = 0;
    if (rows_keys(s, c, &w->query, NULL, STORE_DOWN, FLUSH_MARKS, keys, &count, err))
        return -1;
    for (size_t i = 0; i < count; i++)
        if (write_mark(s, c, keys[i].id, STORE_READ, w->at, err))
            return -1;
    return count == FLUSH_MARKS;
}

static int write_place(struct store *s, struct connection *c, const struct waiting_mark *w, struct err *err)
{
    struct sql q = sql_use_on(s, c, QUERY_PUT_PLACE);
    sql_int(&q, w->article);
    sql_int(&q, w->place.block);
    sql_int(&q, w->place.offset);
    sql_int(&q, w->at);
    return sql_run(&q, err);
}

/* Writes from the front; *written marks are done with. */
static int write_some(struct store *s, struct connection *c, size_t *written, struct err *err)
{
    for (size_t i = 0; i < s->waiting.len && i < FLUSH_MARKS; i++) {
        const struct waiting_mark *w = &s->waiting.items[i];
        int result = w->kind == WAITING_MARK ? write_mark(s, c, w->article, w->mark, w->at, err)
                     : w->kind == WAITING_ALL ? write_all(s, c, w, err) : write_place(s, c, w, err);
        if (result < 0)
            return -1;
        *written = i + (result == 0);
        if (w->kind == WAITING_ALL)
            break;
    }
    return 0;
}

static void drop_written(struct store *s, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(s->waiting.items[i].scope);
    memmove(s->waiting.items, s->waiting.items + count, (s->waiting.len - count) * sizeof *s->waiting.items);
    s->waiting.len -= count;
}

static int connect_writer(struct store *s, struct err *err)
{
    int code;
    if (s->role != STORE_SCREEN)
        return s->role != STORE_READER ? 0 : err_set(err, ERR_STORE, "%s", s->path);
    if (s->writer.db)
        return 0;
    if (sql_open(&s->writer, s->path, 0, 0, SCREEN_CACHE_KB, &code, err))
        return -1;
    /* Taking the log over is the desk's: a key must not wait for it. */
    sqlite3_wal_autocheckpoint(s->writer.db, 0);
    return 0;
}

int store_flush(struct store *s, struct err *err)
{
    size_t written = 0;
    if (!s->waiting.len)
        return 0;
    if (connect_writer(s, err))
        return -1;
    struct connection *c = s->role == STORE_SCREEN ? &s->writer : &s->main;
    if (store_begin_on(s, c, err))
        return -1;
    s->touched |= TOUCH_MARKS;
    if (write_some(s, c, &written, err)) {
        store_rollback(s);
        return -1;
    }
    if (store_commit_on(s, c, err))
        return -1;
    drop_written(s, written);
    return s->waiting.len > 0;
}

int store_flush_all(struct store *s, int ms, struct err *err)
{
    int waited = 0, result;
    struct err own = { 0 };
    err = err ? err : &own; /* whether to wait is read from it */
    while ((result = store_flush(s, err)) != 0) {
        if (result == 1)
            continue;
        if (err->kind != ERR_BUSY || waited >= ms)
            return -1;
        err_clear(err);
        nanosleep(&(struct timespec){ .tv_nsec = RETRY_MS * 1000000L }, NULL);
        waited += RETRY_MS;
    }
    return 0;
}
