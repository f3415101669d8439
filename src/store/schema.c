/* schema.c: the tables, and how an older store becomes one of today.
 *
 * A step once released is never changed; a new one is added behind it.  Its number
 * is the store's user_version. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/str.h"
#include "store/store_internal.h"

/* Sections are numbered as their tree is read (position), and know the last number
 * below them (last), so that a section with all below it is one range. */
#define STEP_1 \
    "CREATE TABLE sections(" \
    " id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, parent INTEGER NOT NULL, depth INTEGER NOT NULL," \
    " position INTEGER NOT NULL, last INTEGER NOT NULL," \
    " unread INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL DEFAULT 0) STRICT;" \
    "INSERT INTO sections(id, path, parent, depth, position, last) VALUES(1, '', 0, 0, 0, 0);" \
    \
    "CREATE TABLE sources(" \
    " id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, title TEXT, section INTEGER NOT NULL," \
    " settings TEXT NOT NULL DEFAULT '', line INTEGER NOT NULL DEFAULT 0, position INTEGER NOT NULL DEFAULT 0," \
    " gone INTEGER NOT NULL DEFAULT 0," \
    " feed_title TEXT, feed_link TEXT, description TEXT, language TEXT, image TEXT, rights TEXT, hub TEXT, format TEXT," \
    " ttl INTEGER NOT NULL DEFAULT 0, skip_hours INTEGER NOT NULL DEFAULT 0, skip_days INTEGER NOT NULL DEFAULT 0," \
    " etag TEXT, last_modified TEXT, body_hash INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0," \
    " moved_to TEXT, moved_seen INTEGER NOT NULL DEFAULT 0," \
    " outcome INTEGER NOT NULL DEFAULT 0, status INTEGER NOT NULL DEFAULT 0, tried INTEGER NOT NULL DEFAULT 0," \
    " added INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0, why TEXT NOT NULL DEFAULT ''," \
    " next_try INTEGER NOT NULL DEFAULT 0, failing_since INTEGER NOT NULL DEFAULT 0," \
    " unread INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL DEFAULT 0) STRICT;" \
    \
    /* AUTOINCREMENT: an id is never given twice, for lists and the journal rely on it. */ \
    "CREATE TABLE articles(" \
    " id INTEGER PRIMARY KEY AUTOINCREMENT, source INTEGER NOT NULL REFERENCES sources(id), section INTEGER NOT NULL," \
    " sorted_by INTEGER NOT NULL, unread INTEGER NOT NULL DEFAULT 1, starred INTEGER NOT NULL DEFAULT 0," \
    " document INTEGER NOT NULL DEFAULT 0, has_page INTEGER NOT NULL DEFAULT 0, hash INTEGER NOT NULL," \
    " link_key INTEGER NOT NULL, first_seen INTEGER NOT NULL," \
    " published INTEGER NOT NULL, published_form INTEGER NOT NULL, updated INTEGER NOT NULL, updated_form INTEGER NOT NULL," \
    " direction INTEGER NOT NULL, comment_count INTEGER NOT NULL, pictures INTEGER NOT NULL, media INTEGER NOT NULL," \
    " words INTEGER NOT NULL, guid TEXT NOT NULL, link TEXT, title TEXT, lede TEXT, authors TEXT, language TEXT," \
    " comments_url TEXT) STRICT;" \
    "CREATE UNIQUE INDEX articles_guid ON articles(source, guid);" \
    "CREATE INDEX articles_all ON articles(sorted_by);" \
    "CREATE INDEX articles_all_unread ON articles(sorted_by) WHERE unread = 1;" \
    "CREATE INDEX articles_starred ON articles(sorted_by) WHERE starred = 1;" \
    "CREATE INDEX articles_section ON articles(section, sorted_by);" \
    "CREATE INDEX articles_section_unread ON articles(section, sorted_by) WHERE unread = 1;" \
    "CREATE INDEX articles_source ON articles(source, sorted_by);" \
    "CREATE INDEX articles_source_unread ON articles(source, sorted_by) WHERE unread = 1;" \
    "CREATE INDEX articles_wanted ON articles(sorted_by) WHERE document = 0;" \
    "CREATE INDEX articles_link ON articles(link_key) WHERE link_key <> 0;" \
    \
    "CREATE TABLE origins(article INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE, bytes BLOB NOT NULL) STRICT;" \
    "CREATE TABLE documents(article INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE," \
    " version INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;" \
    "CREATE TABLE pages(article INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE," \
    " version INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;" \
    "CREATE TABLE places(article INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE," \
    " block INTEGER NOT NULL, offset INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;" \
    /* The journal of what a reader did. */ \
    "CREATE TABLE marks(id INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL, mark INTEGER NOT NULL," \
    " at INTEGER NOT NULL) STRICT;" \
    "CREATE TABLE changes(id INTEGER PRIMARY KEY, articles INTEGER NOT NULL, marks INTEGER NOT NULL," \
    " sources INTEGER NOT NULL, documents INTEGER NOT NULL, progress INTEGER NOT NULL) STRICT;" \
    "INSERT INTO changes VALUES(1, 0, 0, 0, 0, 0);" \
    "CREATE TABLE progress(id INTEGER PRIMARY KEY, running INTEGER NOT NULL, pid INTEGER NOT NULL," \
    " started INTEGER NOT NULL, at INTEGER NOT NULL, done INTEGER NOT NULL, total INTEGER NOT NULL," \
    " failed INTEGER NOT NULL, added INTEGER NOT NULL, names TEXT NOT NULL) STRICT;" \
    \
    /* Counts are kept by the store itself. */ \
    "CREATE TRIGGER article_added AFTER INSERT ON articles BEGIN" \
    " UPDATE sources SET total = total + 1, unread = unread + NEW.unread WHERE id = NEW.source;" \
    " UPDATE sections SET total = total + 1, unread = unread + NEW.unread WHERE id = NEW.section; END;" \
    "CREATE TRIGGER article_removed AFTER DELETE ON articles BEGIN" \
    " UPDATE sources SET total = total - 1, unread = unread - OLD.unread WHERE id = OLD.source;" \
    " UPDATE sections SET total = total - 1, unread = unread - OLD.unread WHERE id = OLD.section; END;" \
    "CREATE TRIGGER article_marked AFTER UPDATE OF unread ON articles WHEN OLD.unread <> NEW.unread BEGIN" \
    " UPDATE sources SET unread = unread + NEW.unread - OLD.unread WHERE id = NEW.source;" \
    " UPDATE sections SET unread = unread + NEW.unread - OLD.unread WHERE id = NEW.section; END;"

/* The screen reads the sources of one section, and how many there are and fail. */
#define STEP_2 \
    "CREATE INDEX sources_section ON sources(section, position, id) WHERE gone = 0;" \
    "CREATE INDEX sources_failing ON sources(failing_since) WHERE gone = 0;"

/* What tells how a source is, beside its last outcome (model/condition.h). */
#define STEP_3 \
    "ALTER TABLE sources ADD COLUMN succeeded INTEGER NOT NULL DEFAULT 0;" \
    "ALTER TABLE sources ADD COLUMN since INTEGER NOT NULL DEFAULT 0;" \
    "ALTER TABLE sources ADD COLUMN newest INTEGER NOT NULL DEFAULT 0;" \
    "ALTER TABLE sources ADD COLUMN rhythm INTEGER NOT NULL DEFAULT 0;" \
    "ALTER TABLE sources ADD COLUMN took INTEGER NOT NULL DEFAULT 0;" \
    "ALTER TABLE sources ADD COLUMN stopped INTEGER NOT NULL DEFAULT 0;" \
    "UPDATE sources SET since = failing_since, succeeded = CASE WHEN outcome IN (1, 2, 3) THEN tried ELSE 0 END;"

/* How many sources there are is kept with their sections: the first screen says it. */
#define STEP_4 \
    "ALTER TABLE sections ADD COLUMN sources INTEGER NOT NULL DEFAULT 0;" \
    "UPDATE sections SET sources = (SELECT count(*) FROM sources WHERE section = sections.id AND gone = 0);"

/* A refresh counts what it adds itself (counts.c). */
#define STEP_5 "DROP TRIGGER article_added;"

/* What an article was before it was rewritten, by enum store_kind; 2: its feed's text,
 * of which it is not yet known whether a reader would see the change. */
#define STEP_6 \
    "CREATE TABLE previous(" \
    " id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE, kind INTEGER NOT NULL," \
    " at INTEGER NOT NULL, title TEXT, version INTEGER NOT NULL, document BLOB, origin BLOB, UNIQUE(article, kind)) STRICT;"

/* Articles whose pages are to be fetched; kept while there is no network. */
#define STEP_7 "CREATE TABLE wanted_pages(article INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE) STRICT;"

/* Whether the pages of a source give more than its feed: `tried` articles since `at`. */
#define STEP_8 \
    "CREATE TABLE trials(source INTEGER PRIMARY KEY REFERENCES sources(id) ON DELETE CASCADE, verdict INTEGER NOT NULL," \
    " at INTEGER NOT NULL, tried INTEGER NOT NULL, more INTEGER NOT NULL, last INTEGER NOT NULL) STRICT;"

/* Many sources may lead to one page: each finds its own articles of it. */
#define STEP_9 \
    "DROP INDEX articles_link;" \
    "CREATE INDEX articles_link ON articles(link_key, source) WHERE link_key <> 0;"

const struct schema_step schema_steps[] = { { STEP_1 }, { STEP_2 }, { STEP_3 }, { STEP_4 }, { STEP_5 }, { STEP_6 }, { STEP_7 },
                                              { STEP_8 }, { STEP_9 } };
const int schema_version = sizeof schema_steps / sizeof schema_steps[0];
const char *const schema_tables[] = { "sections", "sources", "articles", "origins", "documents", "pages", "places", "marks",
                                      "previous", "wanted_pages", NULL };

/* A copy by SQLite's own means: whole even while others write. */
static int copy_file(sqlite3 *db, const char *path, int64_t version, struct err *err)
{
    struct str name = STR_INIT;
    sqlite3 *copy = NULL;
    str_addf(&name, "%s.version-%d", path, (int)version);
    /* SQLite would make it for everyone to read. */
    int fd = open(name.data, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
    int rc = sqlite3_open_v2(name.data, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_backup *backup = sqlite3_backup_init(copy, "main", db, "main");
        if (backup)
            sqlite3_backup_step(backup, -1);
        rc = backup ? sqlite3_backup_finish(backup) : sqlite3_errcode(copy);
    }
    int result = rc == SQLITE_OK ? 0 : sql_describe(name.data, copy, rc, err);
    sqlite3_close(copy);
    str_release(&name);
    return result;
}

static int run_steps(sqlite3 *db, int64_t from, const struct schema_step *steps, int count)
{
    char pragma[64];
    int rc = sql_exec(db, "BEGIN IMMEDIATE");
    /* Two desks that begin at once: the second finds the work done. */
    if (rc == SQLITE_OK && sql_number(db, "PRAGMA user_version", -1) != from)
        return sql_exec(db, "ROLLBACK");
    for (int64_t i = from; rc == SQLITE_OK && i < count; i++)
        rc = sql_exec(db, steps[i].sql);
    snprintf(pragma, sizeof pragma, "PRAGMA application_id=%d; PRAGMA user_version=%d", SCHEMA_APPLICATION, count);
    if (rc == SQLITE_OK)
        rc = sql_exec(db, pragma);
    return rc == SQLITE_OK ? sql_exec(db, "COMMIT") : rc;
}

int schema_migrate(sqlite3 *db, const char *path, const struct schema_step *steps, int count, struct err *err)
{
    int64_t from = sql_number(db, "PRAGMA user_version", -1);
    if (from == count)
        return 0;
    if (from < 0 || from > count)
        return err_set(err, ERR_STORE, _("%s is of a newer telex; use that one"), path);
    if (from > 0 && copy_file(db, path, from, err))
        return -1;
    int rc = run_steps(db, from, steps, count);
    if (rc == SQLITE_OK)
        return 0;
    sql_describe(path, db, rc, err);
    sql_exec(db, "ROLLBACK");
    if (sql_is_damage(rc))
        recover_request(path);
    return -1;
}
