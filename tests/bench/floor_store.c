/* floor_store: what SQLite alone needs to keep a source's articles.
 *
 *   floor_store OLD NEW [SQL]   copies the articles and origins of the store OLD into
 *                               the new file NEW, of the same tables and indexes, in
 *                               one transaction; prints the seconds of that
 *
 * The rows are in memory before the clock starts.  SQL runs before the first row. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct row {
    sqlite3_value **values;
};

struct table {
    const char *name;
    int columns;
    struct row *rows;
    size_t len, cap;
};

static void fail(sqlite3 *db, const char *what)
{
    fprintf(stderr, "floor_store: %s: %s\n", what, sqlite3_errmsg(db));
    exit(1);
}

static void run(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail(db, sql);
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
        fail(db, sql);
    return st;
}

static void load(sqlite3 *db, struct table *t)
{
    char sql[100];
    snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY rowid", t->name);
    sqlite3_stmt *st = prepare(db, sql);
    t->columns = sqlite3_column_count(st);
    while (sqlite3_step(st) == SQLITE_ROW) {
        if (t->len == t->cap)
            t->rows = realloc(t->rows, (t->cap = t->cap ? t->cap * 2 : 1024) * sizeof *t->rows);
        struct row *r = &t->rows[t->len++];
        r->values = malloc((size_t)t->columns * sizeof *r->values);
        for (int i = 0; i < t->columns; i++)
            r->values[i] = sqlite3_value_dup(sqlite3_column_value(st, i));
    }
    sqlite3_finalize(st);
}

/* The tables and indexes of the old file, without what else it keeps. */
static void make_schema(sqlite3 *from, sqlite3 *to)
{
    sqlite3_stmt *st = prepare(from, "SELECT sql FROM sqlite_schema WHERE type IN ('table', 'index') AND sql NOT NULL"
                                     " AND tbl_name IN ('articles', 'origins') ORDER BY type DESC");
    while (sqlite3_step(st) == SQLITE_ROW)
        run(to, (const char *)sqlite3_column_text(st, 0));
    sqlite3_finalize(st);
}

static sqlite3_stmt *prepare_insert(sqlite3 *db, const struct table *t)
{
    char sql[400];
    int len = snprintf(sql, sizeof sql, "INSERT INTO %s VALUES(?", t->name);
    for (int i = 1; i < t->columns; i++)
        len += snprintf(sql + len, sizeof sql - (size_t)len, ", ?");
    snprintf(sql + len, sizeof sql - (size_t)len, ")");
    return prepare(db, sql);
}

static void insert(sqlite3 *db, sqlite3_stmt *st, const struct table *t, size_t row)
{
    for (int i = 0; i < t->columns; i++)
        sqlite3_bind_value(st, i + 1, t->rows[row].values[i]);
    if (sqlite3_step(st) != SQLITE_DONE)
        fail(db, t->name);
    sqlite3_reset(st);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double copy(sqlite3 *db, const struct table *articles, const struct table *origins)
{
    double began = now();
    sqlite3_stmt *article = prepare_insert(db, articles), *origin = prepare_insert(db, origins);
    run(db, "BEGIN IMMEDIATE");
    for (size_t i = 0; i < articles->len; i++) {
        insert(db, article, articles, i);
        if (i < origins->len)
            insert(db, origin, origins, i);
    }
    run(db, "COMMIT");
    sqlite3_finalize(article);
    sqlite3_finalize(origin);
    sqlite3_close(db); /* takes the log over */
    return now() - began;
}

int main(int argc, char **argv)
{
    struct table articles = { .name = "articles" }, origins = { .name = "origins" };
    sqlite3 *from = NULL, *to = NULL;
    if (argc < 3 || sqlite3_open_v2(argv[1], &from, SQLITE_OPEN_READONLY, NULL) || sqlite3_open(argv[2], &to))
        return 1;
    load(from, &articles);
    load(from, &origins);
    run(to, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL");
    make_schema(from, to);
    if (argc > 3)
        run(to, argv[3]);
    sqlite3_close(from);
    printf("%.4f\n", copy(to, &articles, &origins));
    return 0;
}
