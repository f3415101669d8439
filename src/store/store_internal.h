/* store_internal.h: what the files of store/ share.  No other room includes it. */
#ifndef TELEX_STORE_STORE_INTERNAL_H
#define TELEX_STORE_STORE_INTERNAL_H

#include <sqlite3.h>

#include "base/vec.h"
#include "store/store.h"

/* Every fixed query, by name. */
enum query {
#define QUERY(name, sql) QUERY_##name,
#include "store/queries.def"
#undef QUERY
    QUERIES
};

/* The statements of lists: (list, unread_only, way, phase), made when first used. */
enum { LIST_STATEMENTS = 4 * 2 * 2 * 2 };

struct connection {
    sqlite3 *db;
    sqlite3_stmt *fixed[QUERIES];
    sqlite3_stmt *lists[LIST_STATEMENTS];
};

/* What a transaction touched; one number each in the table `changes`. */
enum { TOUCH_ARTICLES = 1, TOUCH_MARKS = 2, TOUCH_SOURCES = 4, TOUCH_DOCUMENTS = 8, TOUCH_PROGRESS = 16, TOUCHES = 5 };

/* A mark that waits to be written. */
struct waiting_mark {
    enum { WAITING_MARK, WAITING_ALL, WAITING_PLACE } kind;
    enum store_mark mark;
    int64_t article, source, section, at;
    int unread_change;        /* what it does to the kept counts */
    struct store_query query; /* WAITING_ALL */
    int64_t *scope;           /* WAITING_ALL of a section: the sections in it; owned */
    size_t scope_count;
    struct store_place place; /* WAITING_PLACE */
};

/* Articles that the transaction under way added, and that no count knows yet. */
struct addition {
    int64_t source, articles;
};

struct store {
    struct connection main;   /* read-only for a screen */
    struct connection writer; /* a screen's, opened with its first mark */
    enum store_role role;
    char *dir, *path, *notice;
    bool in_transaction, is_damaged;
    unsigned held;            /* store_hold() without its store_release() */
    unsigned touched;         /* by the transaction under way */
    int64_t seen[TOUCHES];    /* of `changes` */
    int64_t data_version;
    VEC(struct waiting_mark) waiting;
    VEC(struct addition) additions;
};

/* ---- sql.c ---- */

enum { SQL_MAY_CREATE = 1, SQL_READ_ONLY = 2, SQL_IMMUTABLE = 4 };
int sql_open(struct connection *c, const char *path, unsigned flags, int busy_ms, int cache_kb, int *code, struct err *err);
void sql_close(struct connection *c);
/* Says in words what went wrong on the connection; -1. */
int sql_fail(struct store *s, sqlite3 *db, int code, struct err *err);
int sql_describe(const char *path, sqlite3 *db, int code, struct err *err);
bool sql_is_damage(int code);
int sql_exec(sqlite3 *db, const char *sql);
/* The number that a one-value query gives, `otherwise` where it gives none. */
int64_t sql_number(sqlite3 *db, const char *sql, int64_t otherwise);

/* A statement ready to be bound and stepped.  Parameters are bound in order. */
struct sql {
    struct store *store;
    sqlite3 *db;
    sqlite3_stmt *st;
    int parameter, column, code;
};
struct sql sql_use(struct store *s, enum query q);
struct sql sql_use_on(struct store *s, struct connection *c, enum query q);
struct sql sql_prepare(struct store *s, struct connection *c, sqlite3_stmt **slot, const char *text);
void sql_int(struct sql *q, int64_t value);
/* NULL binds NULL; the text must live until the statement was run. */
void sql_text(struct sql *q, const char *value);
/* At most `max` bytes of it, cut at a character. */
void sql_text_max(struct sql *q, const char *value, size_t max);
void sql_blob(struct sql *q, const void *bytes, size_t len);
/* 1: a row, 0: no more (the statement is free again), -1. */
int sql_step(struct sql *q, struct err *err);
/* Runs it to its end. */
int sql_run(struct sql *q, struct err *err);
/* One row's first number: 1, 0 (none), -1. */
int sql_one(struct sql *q, int64_t *value, struct err *err);
/* Leaves a statement before its end. */
void sql_done(struct sql *q);
/* The columns of a row, in order. */
int64_t sql_get_int(struct sql *q);
const char *sql_get_text(struct sql *q, struct arena *arena);

/* ---- schema.c ---- */

enum { SCHEMA_APPLICATION = 0x544C5831 };
struct schema_step {
    const char *sql; /* from version (index) to (index + 1) */
};
extern const struct schema_step schema_steps[];
extern const int schema_version;
extern const char *const schema_tables[]; /* what recovery copies, in order; NULL ends */
/* Brings the database to version `count` by the steps, in one transaction, after a
 * copy of the file where there is something to lose. */
int schema_migrate(sqlite3 *db, const char *path, const struct schema_step *steps, int count, struct err *err);

/* ---- recover.c ---- */

/* Moves the file (and its log) aside, makes a new one with what can be read of it;
 * *notice, owned by the caller, says so. */
int recover(const char *path, char **notice, struct err *err);
/* Notes beside the store that it looked damaged, so that the next desk checks it. */
void recover_request(const char *path);
bool recover_is_requested(const char *path);
void recover_done(const char *path);
/* A full check of the file's structure. */
bool recover_is_whole(sqlite3 *db);

/* ---- store.c ---- */

int store_begin_on(struct store *s, struct connection *c, struct err *err);
int store_commit_on(struct store *s, struct connection *c, struct err *err);
/* For a change that may stand alone: opens a transaction where none is under way
 * (*own), and closes what it opened: by commit where `result` is 0. */
int store_enter(struct store *s, bool *own, struct err *err);
int store_leave(struct store *s, bool own, int result, struct err *err);

/* ---- counts.c ---- */

/* An article was added, unread. Its counts are written by the commit, or before by
 * whoever needs them. */
void counts_added(struct store *s, int64_t source);
int counts_write(struct store *s, struct connection *c, struct err *err);
void counts_forget(struct store *s);

/* ---- articles.c ---- */

/* What lists need of an article, and its section. */
struct article_row {
    struct article article;
    int64_t section;
};
int article_load(struct store *s, int64_t id, struct arena *arena, struct article_row *out, struct err *err);
int64_t article_link_key(const char *link);
/* The blob in the first column of one row, appended: 1, 0, -1. */
int article_read_blob(struct store *s, struct sql *q, struct str *out, struct err *err);

/* ---- identity.c ---- */

/* A set of article ids (never 0), so that a feed of any size is looked at once. */
struct id_set {
    int64_t *slots; /* owned */
    size_t len, cap; /* cap: a power of 2 */
};
bool id_has(const struct id_set *set, int64_t id);
void id_put(struct id_set *set, int64_t id);

/* Which article of its source an item is. */
enum identity_kind {
    IDENTITY_NEW,   /* none */
    IDENTITY_KNOWN, /* this one */
    IDENTITY_TWICE, /* one that this fetch has brought already */
    IDENTITY_OPEN   /* this one, if nothing else in this fetch is it */
};
struct identity {
    enum identity_kind kind;
    int64_t id;       /* but for a new one; with its hash */
    uint64_t hash;
    int64_t link_key; /* of the item's link, where that was looked up; 0: not */
    struct str guid;  /* what it is called in its source from now on where it is that article, */
    struct str alone; /* and where it is a new one */
};
/* `carried`: what this fetch has brought so far. */
int identity_find(struct store *s, const struct article *a, int64_t source, const struct id_set *carried, struct identity *out,
                  struct err *err);
void identity_release(struct identity *identity);

/* ---- previous.c ---- */

/* The article is about to be rewritten: its text stays beside it.  Of one that was not
 * yet compared with what came since, the older stays. */
int previous_keep(struct store *s, int64_t article, int64_t now, struct err *err);

/* ---- rows.c ---- */

/* The sections of a section's list: itself and all below it.  Owner: the caller, by free(). */
int rows_scope(struct store *s, struct connection *c, int64_t section, int64_t **ids, size_t *count, struct err *err);
/* The next keys of a list; at most max.  *count tells how many. */
int rows_keys(struct store *s, struct connection *c, const struct store_query *q, const struct store_key *from,
              enum store_way way, size_t max, struct store_key *keys, size_t *count, struct err *err);

/* ---- marks.c ---- */

/* Puts what waits onto a row. */
void marks_overlay(const struct store *s, struct article_row *row);
/* What waits does to the unread count of a source or section (0: of everything). */
int64_t marks_unread_change(const struct store *s, int64_t source, int64_t section);
void marks_release(struct store *s);

#endif
