/* sql.c: SQLite's calls in the form that the rest of store/ uses. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/store_internal.h"
#include "text/utf8.h"

enum {
    STATEMENT_JOURNAL = 4 << 20,
    BUSY_STEP_MS = 5 /* shorter than the rest of a desk that refreshes (desk/batch.h) */
};

/* A file: URI of the path, with what is special in one escaped. */
static void path_to_uri(const char *path, unsigned flags, struct str *uri)
{
    str_adds(uri, "file:");
    for (const char *p = path; *p; p++)
        if (strchr("%?#", *p))
            str_addf(uri, "%%%02X", (unsigned char)*p);
        else
            str_addc(uri, *p);
    str_adds(uri, flags & SQL_MAY_CREATE ? "?mode=rwc" : flags & SQL_READ_ONLY ? "?mode=ro" : "?mode=rw");
    if (flags & SQL_IMMUTABLE)
        str_adds(uri, "&immutable=1");
}

/* What holds for a file from its beginning.  An article's text mostly fits into one
 * page of 16 KB, and a refresh writes a third as often as with SQLite's 4 KB; without
 * auto_vacuum store_shrink() could do nothing.  It comes before the cache is measured:
 * SQLite counts that in pages of the size that it knows then. */
static int set_up_new(sqlite3 *db)
{
    if (sql_number(db, "PRAGMA page_count", -1) != 0)
        return SQLITE_OK;
    return sql_exec(db, "PRAGMA page_size=16384; PRAGMA auto_vacuum=INCREMENTAL");
}

static int set_up(sqlite3 *db, int cache_kb)
{
    char pragmas[200];
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, STORE_MAX_BLOB + (1 << 20));
    snprintf(pragmas, sizeof pragmas,
             "PRAGMA synchronous=NORMAL; PRAGMA secure_delete=OFF; PRAGMA cache_size=-%d;", cache_kb);
    return sql_exec(db, pragmas);
}

/* SQLite's own waits grow to a tenth of a second, and would mostly miss the moments
 * that a refresh leaves free. */
static int wait_for_lock(void *busy_ms, int times)
{
    if (times >= (int)(intptr_t)busy_ms / BUSY_STEP_MS)
        return 0;
    nanosleep(&(struct timespec){ .tv_nsec = BUSY_STEP_MS * 1000000L }, NULL);
    return 1;
}

int sql_open(struct connection *c, const char *path, unsigned flags, int busy_ms, int cache_kb, int *code, struct err *err)
{
    struct str uri = STR_INIT;
    int how = flags & SQL_READ_ONLY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (flags & SQL_MAY_CREATE)
        how |= SQLITE_OPEN_CREATE;
    path_to_uri(path, flags, &uri);
    /* What one statement would undo is kept in memory up to this: an article touches
     * a dozen indexes, and a temporary file for each would cost more than all else.
     * One thread needs no locks, and nobody asks how much memory SQLite has. Refused, as
     * it should be, where SQLite is in use already. */
    sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, STATEMENT_JOURNAL);
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    int rc = sqlite3_open_v2(uri.data, &c->db, how | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
    str_release(&uri);
    if (rc == SQLITE_OK) {
        sqlite3_extended_result_codes(c->db, 1);
        sqlite3_busy_handler(c->db, wait_for_lock, (void *)(intptr_t)busy_ms);
    }
    if (rc == SQLITE_OK && flags & SQL_MAY_CREATE)
        rc = set_up_new(c->db);
    if (rc == SQLITE_OK)
        rc = set_up(c->db, cache_kb);
    *code = rc;
    if (rc == SQLITE_OK)
        return 0;
    sql_describe(path, c->db, rc, err);
    sql_close(c);
    return -1;
}

void sql_close(struct connection *c)
{
    for (size_t i = 0; i < QUERIES; i++)
        sqlite3_finalize(c->fixed[i]);
    for (size_t i = 0; i < LIST_STATEMENTS; i++)
        sqlite3_finalize(c->lists[i]);
    sqlite3_close(c->db);
    *c = (struct connection){ 0 };
}

bool sql_is_damage(int code)
{
    int kind = code & 0xFF;
    return kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB;
}

int sql_describe(const char *path, sqlite3 *db, int code, struct err *err)
{
    int number = db ? sqlite3_system_errno(db) : 0;
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_set(err, ERR_BUSY, _("the store is being written by another telex; try again"));
    case SQLITE_FULL:
        return err_set(err, ERR_STORE, _("%s cannot be written: the disk is full"), path);
    case SQLITE_READONLY:
        return err_set(err, ERR_STORE, _("%s cannot be written: the file, its folder or its disk is read-only"), path);
    case SQLITE_CORRUPT:
        return err_set(err, ERR_STORE, _("%s is damaged; the next refresh saves from it what can be read"), path);
    case SQLITE_NOTADB:
        return err_set(err, ERR_STORE, _("%s is damaged or not a store of telex; the next refresh sets it aside"), path);
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
    case SQLITE_PERM:
        if (number == ENOSPC || number == EDQUOT)
            return err_set(err, ERR_STORE, _("%s cannot be written: the disk is full"), path);
        return err_set(err, ERR_STORE, _("%s cannot be opened, read or written: %s"), path,
                       number ? strerror(number) : db ? sqlite3_errmsg(db) : sqlite3_errstr(code));
    default:
        return err_set(err, ERR_STORE, _("%s does not work: %s"), path, db ? sqlite3_errmsg(db) : sqlite3_errstr(code));
    }
}

int sql_fail(struct store *s, sqlite3 *db, int code, struct err *err)
{
    if (sql_is_damage(code) && !s->is_damaged) {
        s->is_damaged = true;
        recover_request(s->path);
    }
    return sql_describe(s->path, db, code, err);
}

int sql_exec(sqlite3 *db, const char *sql)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL);
}

int64_t sql_number(sqlite3 *db, const char *sql, int64_t otherwise)
{
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
        otherwise = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return otherwise;
}

struct sql sql_prepare(struct store *s, struct connection *c, sqlite3_stmt **slot, const char *text)
{
    struct sql q = { .store = s, .db = c->db };
    if (!*slot)
        q.code = sqlite3_prepare_v3(c->db, text, -1, SQLITE_PREPARE_PERSISTENT, slot, NULL);
    q.st = *slot;
    return q;
}

struct sql sql_use_on(struct store *s, struct connection *c, enum query query)
{
    static const char *const texts[] = {
#define QUERY(name, sql) sql,
#include "store/queries.def"
#undef QUERY
    };
    return sql_prepare(s, c, &c->fixed[query], texts[query]);
}

struct sql sql_use(struct store *s, enum query query)
{
    return sql_use_on(s, &s->main, query);
}

/* Remembers the first thing that failed; sql_step() tells it. */
static void note(struct sql *q, int code)
{
    if (q->code == SQLITE_OK)
        q->code = code;
}

void sql_int(struct sql *q, int64_t value)
{
    if (q->st)
        note(q, sqlite3_bind_int64(q->st, ++q->parameter, value));
}

void sql_text(struct sql *q, const char *value)
{
    if (q->st)
        note(q, sqlite3_bind_text(q->st, ++q->parameter, value, -1, SQLITE_STATIC));
}

void sql_text_max(struct sql *q, const char *value, size_t max)
{
    if (!q->st)
        return;
    size_t len = value ? strlen(value) : 0;
    note(q, sqlite3_bind_text(q->st, ++q->parameter, value, (int)(value ? utf8_cut(value, len, max) : 0), SQLITE_STATIC));
}

void sql_blob(struct sql *q, const void *bytes, size_t len)
{
    if (q->st)
        note(q, len > STORE_MAX_BLOB ? SQLITE_TOOBIG : sqlite3_bind_blob(q->st, ++q->parameter, bytes, (int)len, SQLITE_STATIC));
}

void sql_done(struct sql *q)
{
    if (q->st) {
        sqlite3_reset(q->st);
        sqlite3_clear_bindings(q->st);
    }
    q->parameter = q->column = 0;
}

int sql_step(struct sql *q, struct err *err)
{
    int code = q->code ? q->code : sqlite3_step(q->st);
    q->column = 0;
    if (code == SQLITE_ROW)
        return 1;
    if (code != SQLITE_DONE) {
        sql_fail(q->store, q->db, code, err);
        sql_done(q);
        return -1;
    }
    sql_done(q);
    return 0;
}

int sql_run(struct sql *q, struct err *err)
{
    int got;
    while ((got = sql_step(q, err)) == 1)
        ;
    return got;
}

int sql_one(struct sql *q, int64_t *value, struct err *err)
{
    int got = sql_step(q, err);
    if (got == 1) {
        *value = sql_get_int(q);
        sql_done(q);
    }
    return got;
}

int64_t sql_get_int(struct sql *q)
{
    return sqlite3_column_int64(q->st, q->column++);
}

const char *sql_get_text(struct sql *q, struct arena *arena)
{
    int column = q->column++;
    const char *text = (const char *)sqlite3_column_text(q->st, column);
    return text ? arena_strndup(arena, text, (size_t)sqlite3_column_bytes(q->st, column)) : NULL;
}
