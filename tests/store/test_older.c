/* A store as its second version left it, with rows in every table: what today's telex
 * makes of it, and of one that is damaged besides. */
#include <sqlite3.h>

#include "tests/store/bed.h"

#define NEWS "https://news.example/feed"
#define WORLD "https://world.example/feed"

/* The tables of version 2, as they were. */
static const char tables[] =
    "PRAGMA application_id=1414289457; PRAGMA journal_mode=WAL;"
    "CREATE TABLE sections(id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, parent INTEGER NOT NULL, depth INTEGER NOT NULL,"
    " position INTEGER NOT NULL, last INTEGER NOT NULL, unread INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL DEFAULT 0) STRICT;"
    "CREATE TABLE sources(id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, title TEXT, section INTEGER NOT NULL,"
    " settings TEXT NOT NULL DEFAULT '', line INTEGER NOT NULL DEFAULT 0, position INTEGER NOT NULL DEFAULT 0, gone INTEGER NOT NULL DEFAULT 0,"
    " feed_title TEXT, feed_link TEXT, description TEXT, language TEXT, image TEXT, rights TEXT, hub TEXT, format TEXT,"
    " ttl INTEGER NOT NULL DEFAULT 0, skip_hours INTEGER NOT NULL DEFAULT 0, skip_days INTEGER NOT NULL DEFAULT 0,"
    " etag TEXT, last_modified TEXT, body_hash INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0,"
    " moved_to TEXT, moved_seen INTEGER NOT NULL DEFAULT 0, outcome INTEGER NOT NULL DEFAULT 0, status INTEGER NOT NULL DEFAULT 0,"
    " tried INTEGER NOT NULL DEFAULT 0, added INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0, why TEXT NOT NULL DEFAULT '',"
    " next_try INTEGER NOT NULL DEFAULT 0, failing_since INTEGER NOT NULL DEFAULT 0, unread INTEGER NOT NULL DEFAULT 0,"
    " total INTEGER NOT NULL DEFAULT 0) STRICT;"
    "CREATE TABLE articles(id INTEGER PRIMARY KEY AUTOINCREMENT, source INTEGER NOT NULL REFERENCES sources(id), section INTEGER NOT NULL,"
    " sorted_by INTEGER NOT NULL, unread INTEGER NOT NULL DEFAULT 1, starred INTEGER NOT NULL DEFAULT 0, document INTEGER NOT NULL DEFAULT 0,"
    " has_page INTEGER NOT NULL DEFAULT 0, hash INTEGER NOT NULL, link_key INTEGER NOT NULL, first_seen INTEGER NOT NULL,"
    " published INTEGER NOT NULL, published_form INTEGER NOT NULL, updated INTEGER NOT NULL, updated_form INTEGER NOT NULL,"
    " direction INTEGER NOT NULL, comment_count INTEGER NOT NULL, pictures INTEGER NOT NULL, media INTEGER NOT NULL, words INTEGER NOT NULL,"
    " guid TEXT NOT NULL, link TEXT, title TEXT, lede TEXT, authors TEXT, language TEXT, comments_url TEXT) STRICT;"
    "CREATE UNIQUE INDEX articles_guid ON articles(source, guid);"
    "CREATE INDEX articles_all ON articles(sorted_by);"
    "CREATE INDEX articles_all_unread ON articles(sorted_by) WHERE unread = 1;"
    "CREATE INDEX articles_starred ON articles(sorted_by) WHERE starred = 1;"
    "CREATE INDEX articles_section ON articles(section, sorted_by);"
    "CREATE INDEX articles_section_unread ON articles(section, sorted_by) WHERE unread = 1;"
    "CREATE INDEX articles_source ON articles(source, sorted_by);"
    "CREATE INDEX articles_source_unread ON articles(source, sorted_by) WHERE unread = 1;"
    "CREATE INDEX articles_wanted ON articles(sorted_by) WHERE document = 0;"
    "CREATE INDEX articles_link ON articles(link_key) WHERE link_key <> 0;"
    "CREATE TABLE origins(article INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE, bytes BLOB NOT NULL) STRICT;"
    "CREATE TABLE documents(article INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE, version INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;"
    "CREATE TABLE pages(article INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE, version INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;"
    "CREATE TABLE places(article INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE, block INTEGER NOT NULL, offset INTEGER NOT NULL,"
    " at INTEGER NOT NULL) STRICT;"
    "CREATE TABLE marks(id INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL, mark INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;"
    "CREATE TABLE changes(id INTEGER PRIMARY KEY, articles INTEGER NOT NULL, marks INTEGER NOT NULL, sources INTEGER NOT NULL,"
    " documents INTEGER NOT NULL, progress INTEGER NOT NULL) STRICT;"
    "CREATE TABLE progress(id INTEGER PRIMARY KEY, running INTEGER NOT NULL, pid INTEGER NOT NULL, started INTEGER NOT NULL, at INTEGER NOT NULL,"
    " done INTEGER NOT NULL, total INTEGER NOT NULL, failed INTEGER NOT NULL, added INTEGER NOT NULL, names TEXT NOT NULL) STRICT;"
    "CREATE TRIGGER article_added AFTER INSERT ON articles BEGIN"
    " UPDATE sources SET total = total + 1, unread = unread + NEW.unread WHERE id = NEW.source;"
    " UPDATE sections SET total = total + 1, unread = unread + NEW.unread WHERE id = NEW.section; END;"
    "CREATE TRIGGER article_removed AFTER DELETE ON articles BEGIN"
    " UPDATE sources SET total = total - 1, unread = unread - OLD.unread WHERE id = OLD.source;"
    " UPDATE sections SET total = total - 1, unread = unread - OLD.unread WHERE id = OLD.section; END;"
    "CREATE TRIGGER article_marked AFTER UPDATE OF unread ON articles WHEN OLD.unread <> NEW.unread BEGIN"
    " UPDATE sources SET unread = unread + NEW.unread - OLD.unread WHERE id = NEW.source;"
    " UPDATE sections SET unread = unread + NEW.unread - OLD.unread WHERE id = NEW.section; END;"
    "CREATE INDEX sources_section ON sources(section, position, id) WHERE gone = 0;"
    "CREATE INDEX sources_failing ON sources(failing_since) WHERE gone = 0;";

/* News in News > Home, well; World in News > Abroad, failing since 900; a third that the reader
 * has removed, with a starred article. Articles 1 to 4 are of News (1 and 3 read, 2 starred),
 * 5 and 6 of World, 7 of the removed one. */
static const char rows[] =
    "INSERT INTO sections VALUES(1, '', 0, 0, 0, 0, 0, 0), (2, 'News', 1, 0, 1, 3, 0, 0), (3, 'News > Home', 2, 1, 2, 2, 0, 0),"
    " (4, 'News > Abroad', 2, 1, 3, 3, 0, 0);"
    "INSERT INTO sources(id, address, title, section, settings, line, position, gone, feed_title, etag, outcome, tried, failures, failing_since, why)"
    " VALUES(1, '" NEWS "', 'News', 3, 'full=yes', 1, 1, 0, 'The News', '\"e1\"', 2, 800, 0, 0, ''),"
    " (2, '" WORLD "', NULL, 4, '', 2, 2, 0, 'The World', NULL, 5, 950, 3, 900, 'world.example cannot be reached'),"
    " (3, 'https://old.example/feed', 'Old', 1, '', 0, 0, 1, NULL, NULL, 77, 0, 0, 0, '');"
    "INSERT INTO articles(id, source, section, sorted_by, unread, starred, document, has_page, hash, link_key, first_seen, published,"
    " published_form, updated, updated_form, direction, comment_count, pictures, media, words, guid, link, title)"
    " VALUES(1, 1, 3, 101, 0, 0, 1, 0, 11, 0, 50, 0, 0, 0, 0, 0, -1, 0, 0, 10, 'g1', 'https://news.example/story-number-1.html', 'Story 1'),"
    " (2, 1, 3, 102, 1, 1, 1, 1, 12, 0, 50, 0, 0, 0, 0, 0, -1, 0, 0, 10, 'g2', 'https://news.example/story-number-2.html', 'Story 2'),"
    " (3, 1, 3, 103, 0, 0, 0, 0, 13, 0, 50, 0, 0, 0, 0, 0, -1, 0, 0, 10, 'g3', NULL, 'Story 3'),"
    " (4, 1, 3, 104, 1, 0, 0, 0, 14, 0, 50, 0, 0, 0, 0, 0, -1, 0, 0, 10, 'g4', NULL, 'Story 4'),"
    " (5, 2, 4, 105, 1, 0, 0, 0, 15, 0, 50, 0, 0, 0, 0, 0, -1, 0, 0, 10, 'g5', NULL, 'Story 5'),"
    " (6, 2, 4, 106, 1, 0, 0, 0, 16, 0, 50, 0, 0, 0, 0, 0, -1, 0, 0, 10, 'g6', NULL, 'Story 6'),"
    " (7, 3, 1, 107, 0, 1, 0, 0, 17, 0, 50, 0, 0, 0, 0, 0, -1, 0, 0, 10, 'g7', NULL, 'Story 7');"
    "INSERT INTO origins SELECT id, CAST('origin ' || id AS BLOB) FROM articles;"
    "INSERT INTO documents VALUES(1, 2, x'01'), (2, 2, x'02');"
    "INSERT INTO pages VALUES(2, 2, x'03');"
    "INSERT INTO places VALUES(2, 4, 17, 700);"
    "INSERT INTO marks(article, mark, at) VALUES(1, 1, 600), (2, 3, 610);"
    "INSERT INTO changes VALUES(1, 5, 6, 7, 8, 9);"
    "INSERT INTO progress VALUES(1, 0, 99, 1, 2, 3, 3, 1, 7, 'News');"
    "PRAGMA user_version=2;";

static void write_older(void)
{
    sqlite3 *db = NULL;
    char *path = file_join(bed_dir, "news.db");
    int rc = sqlite3_open(path, &db);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(db, tables, NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(db, rows, NULL, NULL, NULL);
    is_int(rc, SQLITE_OK, "a store of version 2");
    sqlite3_close(db);
    free(path);
}

/* What a query says of the file. */
static int64_t number(const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *st = NULL;
    int64_t n = -1;
    char *path = file_join(bed_dir, "news.db");
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK && sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK &&
        sqlite3_step(st) == SQLITE_ROW)
        n = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    sqlite3_close(db);
    free(path);
    return n;
}

static void counts(struct store *s, enum store_list list, int64_t id, int64_t unread, int64_t total, const char *name)
{
    struct store_counts c = { -1, -1 };
    store_count(s, &(struct store_query){ .list = list, .id = id }, &c, &bed_err);
    is_int(c.unread, unread, name);
    is_int(c.total, total, "  of");
}

/* Every kept count is what there is. */
static void check_whole(void)
{
    is_int(number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"), 0, "it is whole");
    is_int(number("SELECT count(*) FROM pragma_foreign_key_check"), 0, "nothing leads nowhere");
    is_int(number("SELECT count(*) FROM sources s WHERE total <> (SELECT count(*) FROM articles WHERE source = s.id)"
                  " OR unread <> (SELECT count(*) FROM articles WHERE source = s.id AND unread = 1)"), 0, "sources' counts are right");
    is_int(number("SELECT count(*) FROM sections c WHERE total <> (SELECT count(*) FROM articles WHERE section = c.id)"
                  " OR unread <> (SELECT count(*) FROM articles WHERE section = c.id AND unread = 1)"
                  " OR sources <> (SELECT count(*) FROM sources WHERE section = c.id AND gone = 0)"), 0, "sections' too");
}

static void check_lists(struct store *s)
{
    counts(s, STORE_ALL, 0, 4, 7, "unread of all");
    counts(s, STORE_SECTION, 2, 4, 6, "of a section with those below");
    counts(s, STORE_SOURCE, 1, 2, 4, "of a source");
    counts(s, STORE_SOURCE, 3, 0, 1, "of one that was removed");
    is_str(bed_titles(s, (struct store_query){ .list = STORE_ALL }, NULL, STORE_DOWN, 10), "7 6 5 4 3 2 1", "the list");
    is_str(bed_titles(s, (struct store_query){ .list = STORE_ALL, .unread_only = true }, NULL, STORE_DOWN, 10), "6 5 4 2", "what is unread");
    is_str(bed_titles(s, (struct store_query){ .list = STORE_STARRED }, NULL, STORE_DOWN, 10), "7 2", "what is starred");
}

static void check_texts(struct store *s)
{
    struct str text = STR_INIT;
    struct store_place place = { 0 };
    is_int(store_get_document(s, 1, STORE_FEED, &text, &bed_err), 0, "a document of another version is none");
    is_int(store_get_origin(s, 1, &text, &bed_err), 1, "what it is made of is there");
    is_str(text.data, "origin 1", "as it was");
    ok(store_get_place(s, 2, &place, &bed_err) == 1 && place.block == 4 && place.offset == 17, "a place is remembered");
    str_release(&text);
}

static void check_sources(struct store *s)
{
    struct arena arena = { 0 };
    struct source news = { 0 }, world = { 0 }, old = { 0 };
    struct store_source_totals totals = { -1, -1 };
    store_source_totals(s, &totals, &bed_err);
    is_int(totals.count, 2, "two sources");
    is_int(totals.failing, 1, "one fails");
    ok(store_source(s, &arena, 1, &news, &bed_err) == 1 && store_source(s, &arena, 2, &world, &bed_err) == 1, "each is there");
    is_int(news.succeeded, 800, "when the one was read");
    is_int(news.since, 0, "it is well");
    is_str(news.settings, "full=yes", "its settings");
    is_int(world.since, 900, "since when the other fails");
    is_int(world.succeeded, 0, "it never was read");
    is_int(world.failures, 3, "how often");
    ok(store_source(s, &arena, 3, &old, &bed_err) == 1 && old.last.kind == OUTCOME_NONE, "an outcome that nobody knows is none");
    is_str(world.last.text, "world.example cannot be reached", "and why");
    arena_release(&arena);
}

static enum store_put put(struct store_refresh *r, const char *guid, const char *link, const char *title, uint64_t hash, int64_t *id)
{
    struct article a = { .guid = guid, .link = link, .title = title, .sorted_by = 200, .first_seen = 60, .comment_count = -1, .hash = hash };
    enum store_put how = STORE_PUT_LATER;
    if (store_refresh_put(r, &a, "new", 3, id, &how, &bed_err))
        tap_show("store_refresh_put", bed_err.text);
    return how;
}

/* The next refresh: the same, a rewritten and a new one. */
static void check_refresh(struct store *s)
{
    struct arena arena = { 0 };
    struct article two = { 0 };
    struct str before = STR_INIT;
    bool is_document = true;
    int64_t id = 0;
    struct store_refresh *r = store_refresh_new(s, 1);
    ok(store_begin(s, &bed_err) == 0, "a refresh");
    is_int(put(r, "g1", "https://news.example/story-number-1.html", "Story 1", 11, &id), STORE_PUT_SAME, "what is as it was");
    is_int(id, 1, "  is the same article");
    is_int(put(r, "g2", "https://news.example/story-number-2.html", "Story 22", 212, &id), STORE_PUT_CHANGED, "what was rewritten");
    is_int(id, 2, "  too");
    is_int(put(r, "g8", NULL, "Story 8", 18, &id), STORE_PUT_NEW, "what is new");
    is_int(id, 8, "  gets the next number");
    ok(store_commit(s, &bed_err) == 0, "is written");
    store_refresh_free(r);
    counts(s, STORE_SOURCE, 1, 3, 5, "the new one counts once");
    ok(store_article(s, &arena, 2, &two, &bed_err) == 1 && two.starred && two.unread, "the rewritten one is starred and unread as before");
    is_int(store_open_previous(s, 2, &is_document, &before, &bed_err), 1, "what it was is kept");
    ok(!is_document && before.len == 8 && memcmp(before.data, "origin 2", 8) == 0, "as what a document can be made of");
    str_release(&before);
    arena_release(&arena);
}

static void check_marks(struct store *s)
{
    struct arena arena = { 0 };
    struct article five = { 0 };
    store_article(s, &arena, 5, &five, &bed_err);
    store_mark(s, &five, STORE_READ, 1000);
    is_int(store_flush_all(s, 1000, &bed_err), 0, "a mark is written");
    counts(s, STORE_SOURCE, 2, 1, 2, "and counts");
    arena_release(&arena);
}

static void check_removal(struct store *s)
{
    const struct source one[] = { { .address = NEWS, .section = "News > Home", .settings = "", .line = 1, .position = 1 } };
    is_int(store_sync_sources(s, one, 1, NULL, &bed_err), 0, "a source is removed");
    counts(s, STORE_ALL, 0, 3, 6, "and its articles with it");
}

static void test_steps(void)
{
    enum store_state state;
    struct store *s = NULL;
    bed_make();
    write_older();
    ok(store_open(&s, bed_dir, STORE_SCREEN, &state, &bed_err) == -1 && state == STORE_OLDER, "a screen leaves it alone");
    s = bed_open(STORE_DESK);
    if (ok(s != NULL, "a desk brings it up to date")) {
        check_lists(s);
        check_texts(s);
        check_sources(s);
        check_whole();
        check_refresh(s);
        check_marks(s);
        check_removal(s);
        store_close(s);
        check_whole();
    }
    bed_remove();
}

static void damage(const char *where)
{
    int64_t page = number(where), size = number("PRAGMA page_size");
    char *path = file_join(bed_dir, "news.db"), *bytes = mem_alloc((size_t)size);
    FILE *f = fopen(path, "r+b");
    memset(bytes, 'x', (size_t)size);
    ok(f && page > 1 && fseek(f, (long)((page - 1) * size), SEEK_SET) == 0 && fwrite(bytes, (size_t)size, 1, f) == 1, "a page of it is overwritten");
    if (f)
        fclose(f);
    free(bytes);
    free(path);
}

static void check_saved(struct store *s)
{
    if (ok(s != NULL && *store_notice(s), "it is set aside, and that is said: %s", s ? store_notice(s) : "")) {
        check_lists(s);
        check_texts(s);
        is_int(number("SELECT total(sources) FROM sections"), 2, "its sources are counted");
        check_whole();
    }
    store_close(s);
    bed_remove();
}

/* An index that no step reads: the file beside the store asks for a look. */
static void test_asked_for(void)
{
    bed_make();
    write_older();
    damage("SELECT rootpage FROM sqlite_schema WHERE name = 'articles_all'");
    char *check = file_join(bed_dir, "news.db.check");
    is_int(file_write(check, "", 0, &bed_err), 0, "a look is asked for");
    check_saved(bed_open(STORE_DESK));
    free(check);
}

/* One that a step meets: the next desk sees to it. */
static void test_met(void)
{
    struct store *s = NULL;
    bed_make();
    write_older();
    damage("SELECT rootpage FROM sqlite_schema WHERE name = 'sources_section'");
    ok(store_open(&s, bed_dir, STORE_DESK, NULL, &bed_err) == -1 && !s, "it cannot be brought up to date: %s", bed_err.text);
    check_saved(bed_open(STORE_DESK));
}

int main(void)
{
    test_steps();
    test_asked_for();
    test_met();
    return tap_done();
}
