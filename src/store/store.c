/* store.c: opening and closing, transactions, what others changed. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "store/store_internal.h"

enum {
    DESK_BUSY_MS = 5000,
    DESK_CACHE_KB = 16000,    /* a refresh's transaction fits in */
    SCREEN_CACHE_KB = 2000,   /* its memory counts: a cache of 8 MB alone makes it three times as large */
    READER_BUSY_MS = 1000,
    CHECKPOINT_BYTES = 64 << 20 /* at which the desk takes its log over: pages of an index, which are written again and again, once */
};

/* An empty file of mode 0600, so that the store and its log are never anyone else's to read. */
static int make_file(const char *path, struct err *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0 && errno == ELOOP)
        fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return err_sys(err, _("%s cannot be opened"), path);
    close(fd);
    return 0;
}

/* What stands in the file, or STORE_READY. */
static enum store_state examine(sqlite3 *db, int *code)
{
    int64_t version = -1, application = -1, tables = -1;
    *code = sql_exec(db, "SELECT count(*) FROM sqlite_master");
    if (*code != SQLITE_OK)
        return STORE_UNREADABLE;
    version = sql_number(db, "PRAGMA user_version", -1);
    application = sql_number(db, "PRAGMA application_id", -1);
    tables = sql_number(db, "SELECT count(*) FROM sqlite_master", -1);
    /* A file cut short still has a whole first page. */
    if (sql_number(db, "SELECT max(rootpage) FROM sqlite_master", 0) > sql_number(db, "PRAGMA page_count", 0)) {
        *code = SQLITE_CORRUPT;
        return STORE_UNREADABLE;
    }
    if (version == 0 && tables == 0)
        return STORE_MISSING;
    if (application != SCHEMA_APPLICATION || version <= 0) {
        *code = SQLITE_NOTADB;
        return STORE_UNREADABLE;
    }
    return version < schema_version ? STORE_OLDER : version > schema_version ? STORE_NEWER : STORE_READY;
}

static int refuse(enum store_state state, const char *path, sqlite3 *db, int code, struct err *err)
{
    switch (state) {
    case STORE_MISSING: return err_set(err, ERR_STORE, _("there are no articles yet; telex refresh gets them"));
    case STORE_OLDER: return err_set(err, ERR_STORE, _("%s is of an older telex; telex refresh brings it up to date"), path);
    case STORE_NEWER: return err_set(err, ERR_STORE, _("%s is of a newer telex; use that one"), path);
    default: return sql_describe(path, db, code, err);
    }
}

/* A busy or failing disk is no damage: only what SQLite calls so, or what is not ours. */
static bool is_lost(struct store *s, enum store_state state, int code)
{
    if (state == STORE_UNREADABLE && sql_is_damage(code))
        return true;
    return (state == STORE_READY || state == STORE_OLDER) && recover_is_requested(s->path) && !recover_is_whole(s->main.db);
}

static int connect_desk(struct store *s, enum store_state *state, int *code, struct err *err)
{
    if (sql_open(&s->main, s->path, SQL_MAY_CREATE, DESK_BUSY_MS, DESK_CACHE_KB, code, err)) {
        *state = STORE_UNREADABLE;
        return sql_is_damage(*code) ? 0 : -1;
    }
    *state = examine(s->main.db, code);
    return 0;
}

static int open_desk(struct store *s, enum store_state *state, struct err *err)
{
    int code = SQLITE_OK;
    if (file_make_dirs(s->dir, err) || make_file(s->path, err) || connect_desk(s, state, &code, err))
        return -1;
    if (is_lost(s, *state, code)) {
        sql_close(&s->main);
        if (recover(s->path, &s->notice, err) || connect_desk(s, state, &code, err))
            return -1;
    }
    recover_done(s->path);
    if (*state == STORE_NEWER || *state == STORE_UNREADABLE)
        return refuse(*state, s->path, s->main.db, code, err);
    code = sql_exec(s->main.db, "PRAGMA journal_mode=WAL");
    if (code != SQLITE_OK)
        return sql_describe(s->path, s->main.db, code, err);
    sqlite3_wal_autocheckpoint(s->main.db, (int)(CHECKPOINT_BYTES / sql_number(s->main.db, "PRAGMA page_size", 4096)));
    if (schema_migrate(s->main.db, s->path, schema_steps, schema_version, err))
        return -1;
    *state = STORE_READY;
    return 0;
}

/* Another desk sees to the file itself. */
static int open_second(struct store *s, enum store_state *state, struct err *err)
{
    int code = SQLITE_OK;
    *state = STORE_MISSING;
    if (access(s->path, F_OK) && errno == ENOENT)
        return refuse(STORE_MISSING, s->path, NULL, 0, err);
    *state = STORE_UNREADABLE;
    if (sql_open(&s->main, s->path, 0, DESK_BUSY_MS, DESK_CACHE_KB, &code, err))
        return -1;
    *state = examine(s->main.db, &code);
    sqlite3_wal_autocheckpoint(s->main.db, 0);
    return *state == STORE_READY ? 0 : refuse(*state, s->path, s->main.db, code, err);
}

static int open_to_read(struct store *s, enum store_state *state, struct err *err)
{
    int code = SQLITE_OK;
    *state = STORE_MISSING;
    if (access(s->path, F_OK) && errno == ENOENT)
        return refuse(STORE_MISSING, s->path, NULL, 0, err);
    *state = STORE_UNREADABLE;
    if (sql_open(&s->main, s->path, SQL_READ_ONLY, READER_BUSY_MS, SCREEN_CACHE_KB, &code, err))
        return -1;
    *state = examine(s->main.db, &code);
    /* Without a log, and where none can be made, nobody writes: the file is read as it is. */
    if (*state == STORE_UNREADABLE && (code & 0xFF) == SQLITE_CANTOPEN && access(s->dir, W_OK)) {
        sql_close(&s->main);
        if (sql_open(&s->main, s->path, SQL_READ_ONLY | SQL_IMMUTABLE, READER_BUSY_MS, SCREEN_CACHE_KB, &code, err))
            return -1;
        *state = examine(s->main.db, &code);
    }
    if (*state == STORE_UNREADABLE && sql_is_damage(code))
        recover_request(s->path);
    /* Where another process has just ended, opening waits for its last milliseconds; the screen never after that. */
    if (s->role == STORE_SCREEN)
        sqlite3_busy_timeout(s->main.db, 0);
    return *state == STORE_READY ? 0 : refuse(*state, s->path, s->main.db, code, err);
}

static void read_changes(struct store *s, int64_t values[TOUCHES])
{
    struct sql q = sql_use(s, QUERY_CHANGES);
    if (sql_step(&q, NULL) != 1)
        return;
    for (int i = 0; i < TOUCHES; i++)
        values[i] = sql_get_int(&q);
    sql_done(&q);
}

int store_open(struct store **out, const char *dir, enum store_role role, enum store_state *state, struct err *err)
{
    enum store_state found = STORE_UNREADABLE;
    struct store *s = mem_zero(1, sizeof *s);
    s->role = role;
    s->dir = mem_strdup(dir);
    s->path = file_join(dir, "news.db");
    *out = NULL;
    int result = role == STORE_DESK ? open_desk(s, &found, err)
                 : role == STORE_SECOND ? open_second(s, &found, err) : open_to_read(s, &found, err);
    if (state)
        *state = found;
    if (result) {
        store_close(s);
        return -1;
    }
    struct sql q = sql_use(s, QUERY_DATA_VERSION);
    sql_one(&q, &s->data_version, NULL);
    read_changes(s, s->seen);
    *out = s;
    return 0;
}

void store_close(struct store *s)
{
    struct err err;
    if (!s)
        return;
    store_rollback(s);
    while (store_is_behind(s) && store_flush(s, &err) == 1)
        ;
    if (s->role == STORE_DESK && s->main.db)
        sql_exec(s->main.db, "PRAGMA optimize");
    /* A screen leaves at once: the log is the desk's to take over. */
    if (s->writer.db)
        sqlite3_db_config(s->writer.db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    marks_release(s);
    vec_release(&s->additions);
    sql_close(&s->writer);
    sql_close(&s->main);
    free(s->dir);
    free(s->path);
    free(s->notice);
    free(s);
}

const char *store_notice(const struct store *s)
{
    return s->notice ? s->notice : "";
}

const char *store_path(const struct store *s)
{
    return s->path;
}

bool store_poll(struct store *s, struct store_changes *changes)
{
    int64_t version = s->data_version, now[TOUCHES];
    struct sql q = sql_use(s, QUERY_DATA_VERSION);
    *changes = (struct store_changes){ 0 };
    if (sql_one(&q, &version, NULL) != 1 || version == s->data_version)
        return false;
    memcpy(now, s->seen, sizeof now);
    read_changes(s, now);
    s->data_version = version;
    changes->articles = now[0] != s->seen[0];
    changes->marks = now[1] != s->seen[1];
    changes->sources = now[2] != s->seen[2];
    changes->documents = now[3] != s->seen[3];
    changes->progress = now[4] != s->seen[4];
    memcpy(s->seen, now, sizeof now);
    return changes->articles || changes->marks || changes->sources || changes->documents || changes->progress;
}

int store_begin_on(struct store *s, struct connection *c, struct err *err)
{
    struct sql q = sql_use_on(s, c, QUERY_BEGIN);
    must(!s->in_transaction);
    if (sql_run(&q, err))
        return -1;
    s->in_transaction = true;
    s->touched = 0;
    counts_forget(s);
    return 0;
}

static void roll_back_on(struct store *s, struct connection *c)
{
    if (s->in_transaction && !sqlite3_get_autocommit(c->db)) {
        struct sql q = sql_use_on(s, c, QUERY_ROLLBACK);
        sql_run(&q, NULL);
    }
    s->in_transaction = false;
}

int store_commit_on(struct store *s, struct connection *c, struct err *err)
{
    int result = counts_write(s, c, err);
    if (result == 0 && s->touched) {
        struct sql change = sql_use_on(s, c, QUERY_CHANGE);
        for (int i = 0; i < TOUCHES; i++)
            sql_int(&change, s->touched >> i & 1);
        result = sql_run(&change, err);
    }
    if (result == 0) {
        struct sql commit = sql_use_on(s, c, QUERY_COMMIT);
        result = sql_run(&commit, err);
    }
    if (result) {
        roll_back_on(s, c);
        return -1;
    }
    for (int i = 0; i < TOUCHES; i++)
        s->seen[i] += s->touched >> i & 1;
    s->in_transaction = false;
    return 0;
}

static bool is_desk(const struct store *s)
{
    return s->role == STORE_DESK || s->role == STORE_SECOND;
}

/* A screen writes through its second connection, opened when first needed. */
static struct connection *writing(struct store *s)
{
    return s->role == STORE_SCREEN ? &s->writer : &s->main;
}

int store_begin(struct store *s, struct err *err)
{
    must(is_desk(s));
    return store_begin_on(s, &s->main, err);
}

int store_commit(struct store *s, struct err *err)
{
    must(s->in_transaction);
    return store_commit_on(s, &s->main, err);
}

void store_rollback(struct store *s)
{
    if (s->in_transaction)
        roll_back_on(s, writing(s));
}

int store_enter(struct store *s, bool *own, struct err *err)
{
    *own = !s->in_transaction;
    return *own ? store_begin(s, err) : 0;
}

int store_leave(struct store *s, bool own, int result, struct err *err)
{
    if (!own)
        return result;
    if (result == 0)
        return store_commit(s, err);
    store_rollback(s);
    return result;
}

void store_hold(struct store *s)
{
    if (s->held++ || s->in_transaction || !sqlite3_get_autocommit(s->main.db))
        return;
    struct sql q = sql_use(s, QUERY_HOLD);
    sql_run(&q, NULL);
}

void store_release(struct store *s)
{
    must(s->held);
    if (--s->held || s->in_transaction || sqlite3_get_autocommit(s->main.db))
        return;
    struct sql q = sql_use(s, QUERY_COMMIT);
    sql_run(&q, NULL);
}

void store_checkpoint(struct store *s)
{
    if (is_desk(s) && !s->in_transaction)
        sqlite3_wal_checkpoint_v2(s->main.db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}
