/* recover.c: a damaged store is set aside, and what can be read of it saved.
 *
 * Each table is read from both ends until the damage, so that one broken page
 * costs what stands on it and little more. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "store/store_internal.h"

enum { ASIDE_MAX = 100 }; /* damaged stores kept beside the good one */

static char *request_path(const char *path)
{
    struct str name = STR_INIT;
    str_addf(&name, "%s.check", path);
    return str_take(&name, NULL);
}

void recover_request(const char *path)
{
    char *name = request_path(path);
    int fd = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
    free(name);
}

bool recover_is_requested(const char *path)
{
    char *name = request_path(path);
    bool is = file_exists(name);
    free(name);
    return is;
}

void recover_done(const char *path)
{
    char *name = request_path(path);
    unlink(name);
    free(name);
}

bool recover_is_whole(sqlite3 *db)
{
    sqlite3_stmt *st = NULL;
    bool whole = false;
    if (sqlite3_prepare_v2(db, "PRAGMA integrity_check(1)", -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
        whole = str_same((const char *)sqlite3_column_text(st, 0), "ok");
    sqlite3_finalize(st);
    return whole;
}

/* path.damaged-1, -2, …: the first that is free. */
static int aside_name(const char *path, struct str *aside, struct err *err)
{
    for (int i = 1; i <= ASIDE_MAX; i++) {
        str_reset(aside);
        str_addf(aside, "%s.damaged-%d", path, i);
        if (!file_exists(aside->data))
            return 0;
    }
    return err_set(err, ERR_STORE, _("%s is damaged, and %d damaged ones stand beside it; remove some"), path, ASIDE_MAX);
}

static int move(const char *from, const char *to, const char *suffix, struct err *err)
{
    struct str a = STR_INIT, b = STR_INIT;
    str_addf(&a, "%s%s", from, suffix);
    str_addf(&b, "%s%s", to, suffix);
    int result = rename(a.data, b.data);
    if (result && errno == ENOENT && *suffix)
        result = 0;
    if (result)
        err_sys(err, _("%s cannot be renamed"), a.data);
    str_release(&a);
    str_release(&b);
    return result;
}

static bool has_column(sqlite3 *db, const char *table, const char *column)
{
    sqlite3_stmt *st = NULL;
    bool has = false;
    if (sqlite3_prepare_v2(db, "SELECT 1 FROM pragma_table_info(?) WHERE name = ?", -1, &st, NULL) == SQLITE_OK) {
        sqlite3_bind_text(st, 1, table, -1, SQLITE_STATIC);
        sqlite3_bind_text(st, 2, column, -1, SQLITE_STATIC);
        has = sqlite3_step(st) == SQLITE_ROW;
    }
    sqlite3_finalize(st);
    return has;
}

/* "a, b, c" of the table's columns in the schema of today that the old one has too. */
static void list_columns(sqlite3 *from, sqlite3 *to, const char *table, struct str *out, int *count)
{
    sqlite3_stmt *st = NULL;
    *count = 0;
    if (sqlite3_prepare_v2(to, "SELECT name FROM pragma_table_info(?)", -1, &st, NULL) != SQLITE_OK)
        return;
    sqlite3_bind_text(st, 1, table, -1, SQLITE_STATIC);
    while (sqlite3_step(st) == SQLITE_ROW) {
        const char *column = (const char *)sqlite3_column_text(st, 0);
        if (has_column(from, table, column))
            str_addf(out, "%s%s", (*count)++ ? ", " : "", column);
    }
    sqlite3_finalize(st);
}

static sqlite3_stmt *prepare_insert(sqlite3 *db, const char *table, const char *columns, int count)
{
    sqlite3_stmt *st = NULL;
    struct str sql = STR_INIT;
    str_addf(&sql, "INSERT OR IGNORE INTO %s(%s) VALUES(", table, columns);
    for (int i = 0; i < count; i++)
        str_adds(&sql, i ? ", ?" : "?");
    str_addc(&sql, ')');
    sqlite3_prepare_v2(db, sql.data, -1, &st, NULL);
    str_release(&sql);
    return st;
}

static sqlite3_stmt *prepare_select(sqlite3 *db, const char *table, const char *columns, const char *order)
{
    sqlite3_stmt *st = NULL;
    struct str sql = STR_INIT;
    str_addf(&sql, "SELECT %s FROM %s NOT INDEXED ORDER BY rowid %s", columns, table, order);
    sqlite3_prepare_v2(db, sql.data, -1, &st, NULL);
    str_release(&sql);
    return st;
}

/* Copies rows until the end or the damage.  A row that the schema refuses is left out. */
static bool copy_rows(sqlite3_stmt *from, sqlite3_stmt *to, int columns, int64_t *copied)
{
    int rc = SQLITE_MISUSE;
    while (from && to && (rc = sqlite3_step(from)) == SQLITE_ROW) {
        for (int i = 0; i < columns; i++)
            sqlite3_bind_value(to, i + 1, sqlite3_column_value(from, i));
        *copied += sqlite3_step(to) == SQLITE_DONE;
        sqlite3_reset(to);
    }
    return rc == SQLITE_DONE;
}

static int64_t copy_table(sqlite3 *from, sqlite3 *to, const char *table)
{
    struct str columns = STR_INIT;
    int64_t copied = 0;
    int count;
    list_columns(from, to, table, &columns, &count);
    sqlite3_stmt *insert = prepare_insert(to, table, columns.data, count);
    sqlite3_stmt *up = prepare_select(from, table, columns.data, "ASC");
    if (!copy_rows(up, insert, count, &copied)) {
        sqlite3_stmt *down = prepare_select(from, table, columns.data, "DESC");
        copy_rows(down, insert, count, &copied);
        sqlite3_finalize(down);
    }
    sqlite3_finalize(up);
    sqlite3_finalize(insert);
    str_release(&columns);
    return copied;
}

/* Counts come from the articles that were saved; what lost its source or article goes. */
static const char mend[] =
    "DELETE FROM articles WHERE source NOT IN (SELECT id FROM sources);"
    "UPDATE sources SET section = 1 WHERE section NOT IN (SELECT id FROM sections);"
    "UPDATE articles SET section = (SELECT section FROM sources WHERE id = articles.source);"
    "DELETE FROM origins WHERE article NOT IN (SELECT id FROM articles);"
    "DELETE FROM documents WHERE article NOT IN (SELECT id FROM articles);"
    "DELETE FROM pages WHERE article NOT IN (SELECT id FROM articles);"
    "DELETE FROM places WHERE article NOT IN (SELECT id FROM articles);"
    "DELETE FROM previous WHERE article NOT IN (SELECT id FROM articles);"
    "UPDATE articles SET document = 0 WHERE document = 1 AND id NOT IN (SELECT article FROM documents);"
    "UPDATE articles SET has_page = 0 WHERE id NOT IN (SELECT article FROM pages);"
    /* Everything is asked for again: what was lost may still be in the feeds. */
    "UPDATE sources SET etag = NULL, last_modified = NULL, body_hash = 0, next_try = 0, unread = 0, total = 0;"
    "UPDATE sources SET total = c.total, unread = c.unread FROM"
    " (SELECT source, count(*) AS total, sum(unread) AS unread FROM articles GROUP BY source) AS c WHERE c.source = sources.id;"
    "DELETE FROM wanted_pages WHERE article NOT IN (SELECT id FROM articles);"
    "UPDATE sections SET unread = 0, total = 0;"
    "UPDATE sections SET sources = (SELECT count(*) FROM sources WHERE section = sections.id AND gone = 0);"
    "UPDATE sections SET total = c.total, unread = c.unread FROM"
    " (SELECT section, count(*) AS total, sum(unread) AS unread FROM articles GROUP BY section) AS c WHERE c.section = sections.id;";

static int64_t salvage(sqlite3 *from, sqlite3 *to)
{
    int64_t articles = 0;
    sql_exec(to, "PRAGMA foreign_keys=OFF");
    sql_exec(to, "BEGIN IMMEDIATE");
    for (size_t i = 0; schema_tables[i]; i++) {
        int64_t copied = copy_table(from, to, schema_tables[i]);
        log_note("recovered %lld rows of %s", (long long)copied, schema_tables[i]);
    }
    sql_exec(to, mend);
    if (sql_exec(to, "COMMIT") != SQLITE_OK)
        sql_exec(to, "ROLLBACK");
    articles = sql_number(to, "SELECT count(*) FROM articles", 0);
    return articles;
}

/* Makes the new store beside the old one, which was already moved. */
static int rebuild(const char *path, const char *aside, int64_t *saved, struct err *err)
{
    struct connection from = { 0 }, to = { 0 };
    int code;
    if (sql_open(&to, path, SQL_MAY_CREATE, 0, 8000, &code, err))
        return -1;
    int result = schema_migrate(to.db, path, schema_steps, schema_version, err);
    if (result == 0 && sql_open(&from, aside, 0, 0, 8000, &code, NULL) == 0)
        *saved = salvage(from.db, to.db);
    sql_close(&from);
    sql_close(&to);
    return result;
}

int recover(const char *path, char **notice, struct err *err)
{
    struct str aside = STR_INIT, text = STR_INIT;
    int64_t saved = 0;
    int result = aside_name(path, &aside, err);
    if (result == 0)
        result = move(path, aside.data, "", err);
    if (result == 0)
        result = move(path, aside.data, "-wal", err);
    if (result == 0)
        result = move(path, aside.data, "-shm", err);
    int fd = result ? -1 : open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
    if (result == 0)
        result = rebuild(path, aside.data, &saved, err);
    if (result == 0) {
        str_addf(&text, P_("the store was damaged; it is now %s, and %lld article was saved from it",
                           "the store was damaged; it is now %s, and %lld articles were saved from it", saved),
                 aside.data, (long long)saved);
        *notice = str_take(&text, NULL);
    }
    str_release(&aside);
    return result;
}
