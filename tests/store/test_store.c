/* What telex keeps: sources, articles, lists by key, marks, documents. */
#include <sqlite3.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "model/document.h"
#include "tests/store/bed.h"

#define A "https://a.example/feed"
#define B "https://b.example/feed"
#define C "https://c.example/feed"

static int64_t unread_of(struct store *s, enum store_list list, int64_t id)
{
    struct store_counts c = { -1, -1 };
    struct store_query q = { .list = list, .id = id };
    store_count(s, &q, &c, &bed_err);
    return c.unread;
}

static int64_t sources_in(struct store *s)
{
    struct store_source_totals t = { -1, -1 };
    store_source_totals(s, &t, &bed_err);
    return t.count;
}

static void test_opening(void)
{
    struct store *s = NULL;
    enum store_state state;
    struct stat st;
    bed_make();
    ok(store_open(&s, bed_dir, STORE_SCREEN, &state, &bed_err) == -1 && state == STORE_MISSING && !s,
       "a screen does not make a store");
    s = bed_open(STORE_DESK);
    ok(s != NULL, "a desk makes it");
    ok(stat(store_path(s), &st) == 0 && (st.st_mode & 0777) == 0600, "for its owner alone");
    is_str(store_notice(s), "", "and has nothing to say about it");
    store_close(s);
    s = bed_open(STORE_READER);
    ok(s != NULL, "then others can read it");
    is_int(store_newest(s), 0, "it is empty");
    store_close(s);
    bed_remove();
}

static void test_sources(struct store *s)
{
    struct arena arena = { 0 };
    struct store_sources all;
    struct store_sections tree;
    bed_sources(s);
    ok(store_sources(s, &arena, &all, &bed_err) == 0 && all.count == 3, "they are three");
    is_str(all.items[1].title, "Boris", "in the file's order");
    is_str(all.items[1].section, "News > World", "with their sections");
    is_str(all.items[1].settings, "full=yes", "and settings");
    ok(!all.items[2].title, "a source without a title has none");
    ok(store_sections(s, &arena, &tree, &bed_err) == 0 && tree.count == 4, "four sections: none, News and its two");
    is_str(tree.items[0].path, "", "the sources in none come first");
    is_str(tree.items[1].path, "News", "News was not written down and is there");
    is_str(tree.items[2].name, "Russia", "the last part is the name");
    ok(tree.items[2].parent == tree.items[1].id && tree.items[2].depth == 1, "below News");
    arena_release(&arena);
}

/* As version 3 left it, which did not count a section's sources, and a new article by a trigger. */
static void make_older(const char *path)
{
    sqlite3 *db = NULL;
    int rc = sqlite3_open(path, &db);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(db, "DROP TABLE trials; DROP TABLE wanted_pages; DROP TABLE previous; ALTER TABLE sections DROP COLUMN sources; CREATE TRIGGER article_added AFTER INSERT ON articles"
                              " BEGIN UPDATE sources SET unread = unread + 1 WHERE id = NEW.source; END; PRAGMA user_version = 3",
                          NULL, NULL, NULL);
    is_int(rc, SQLITE_OK, "a store of version 3");
    sqlite3_close(db);
}

static void test_older(void)
{
    enum store_state state;
    struct store *s = NULL;
    struct stat st;
    bed_make();
    s = bed_open(STORE_DESK);
    bed_sources(s);
    char *path = mem_strdup(store_path(s)), *copy = file_join(bed_dir, "news.db.version-3");
    store_close(s);
    make_older(path);
    ok(store_open(&s, bed_dir, STORE_SCREEN, &state, &bed_err) == -1 && state == STORE_OLDER, "a screen leaves it alone");
    s = bed_open(STORE_DESK);
    is_int(s ? sources_in(s) : -1, 3, "a desk brings it up to date, and counts its sources");
    bed_fill(s, A, 1, 3);
    is_int(unread_of(s, STORE_SOURCE, store_find_source(s, A, NULL)), 3, "what comes now counts once");
    ok(stat(copy, &st) == 0 && (st.st_mode & 0777) == 0600, "a copy of the older one is kept, for its owner alone");
    store_close(s);
    free(path);
    free(copy);
    bed_remove();
}

/* A source that has no name yet is called by its address, and nobody reads its password over a shoulder. */
static void test_passwords(void)
{
    const struct source two[] = { { .address = "https://anna:s3cret@d.example/feed", .section = "", .settings = "", .line = 1, .position = 1 },
                                  { .address = "https://e.example/@anna/feed", .section = "", .settings = "", .line = 2, .position = 2 } };
    struct arena arena = { 0 };
    struct store_sources all = { 0 };
    struct store_leaf *leaves = NULL;
    bed_make();
    struct store *s = bed_open(STORE_DESK);
    store_sync_sources(s, two, 2, NULL, &bed_err);
    store_sources(s, &arena, &all, &bed_err);
    int64_t count = store_leaves(s, &arena, 1, 10, &leaves, &bed_err);
    if (ok(all.count == 2 && count == 2, "two sources without names")) {
        is_str(source_name(&all.items[0]), "https://anna:\xE2\x80\xA6@d.example/feed", "the one is shown without its password");
        is_str(all.items[0].address, two[0].address, "but asked with it");
        is_str(source_name(&all.items[1]), two[1].address, "the other as it is");
        is_str(leaves[0].name, source_name(&all.items[0]), "so in the tree");
        is_str(leaves[1].name, two[1].address, "and the other there");
    }
    arena_release(&arena);
    store_close(s);
    bed_remove();
}

/* While it is held, what others write is not seen, and then it is. */
static void test_holding(void)
{
    bed_make();
    struct store *desk = bed_open(STORE_DESK);
    bed_sources(desk);
    struct store *screen = bed_open(STORE_SCREEN);
    bed_fill(desk, A, 1, 1);
    store_hold(screen);
    is_int(store_newest(screen), 1, "one article while it is held");
    bed_fill(desk, A, 2, 2);
    store_hold(screen);
    is_str(bed_titles(screen, (struct store_query){ .list = STORE_ALL }, NULL, STORE_DOWN, 10), "1", "a list within it is of the same moment");
    store_release(screen);
    is_int(store_newest(screen), 1, "still one: the outer one holds on");
    store_release(screen);
    is_int(store_newest(screen), 2, "then two");
    store_close(screen);
    store_close(desk);
    bed_remove();
}

static void test_tree_order(void)
{
    const struct source mixed[] = {
        { .address = "1", .section = "News > World" }, { .address = "2", .section = "Culture" },
        { .address = "3", .section = "News>Russia " }, { .address = "4", .section = "News > World > Asia" },
    };
    struct arena arena = { 0 };
    struct store_sections tree;
    bed_make();
    struct store *s = bed_open(STORE_DESK);
    store_sync_sources(s, mixed, 4, NULL, &bed_err);
    store_sections(s, &arena, &tree, &bed_err);
    const char *want[] = { "News", "News > World", "News > World > Asia", "News > Russia", "Culture" };
    ok(tree.count == 5, "five sections, none for sources outside");
    for (size_t i = 0; i < 5 && tree.count == 5; i++)
        is_str(tree.items[i].path, want[i], "the tree is read from top to bottom");
    is_int(sources_in(s), 4, "four sources are counted");
    store_sync_sources(s, mixed + 1, 1, NULL, &bed_err);
    is_int(sources_in(s), 1, "and one, where three are gone");
    store_sections(s, &arena, &tree, &bed_err);
    ok(tree.count == 1 && strcmp(tree.items[0].path, "Culture") == 0, "sections without sources go");
    arena_release(&arena);
    store_close(s);
    bed_remove();
}

static void test_lists(struct store *s)
{
    struct store_query all = { .list = STORE_ALL };
    int64_t news = store_find_section(s, "News", NULL), a = store_find_source(s, A, NULL);
    bed_fill(s, A, 1, 3);
    bed_fill(s, B, 4, 6);
    bed_fill(s, C, 7, 8);
    is_str(bed_titles(s, all, NULL, STORE_DOWN, 4), "8 7 6 5", "a list begins with the newest");
    is_str(bed_titles(s, all, &(struct store_key){ 1005, 5 }, STORE_DOWN, 10), "4 3 2 1", "goes on below a key");
    is_str(bed_titles(s, all, &(struct store_key){ 1005, 5 }, STORE_UP, 2), "7 6", "and above it, in the same order");
    is_str(bed_titles(s, all, NULL, STORE_UP, 2), "2 1", "or from its end");
    is_str(bed_titles(s, (struct store_query){ STORE_SECTION, news, false, 0 }, NULL, STORE_DOWN, 10), "6 5 4 3 2 1",
           "a section's list has those below it, merged");
    is_str(bed_titles(s, (struct store_query){ STORE_SOURCE, a, false, 0 }, NULL, STORE_DOWN, 10), "3 2 1", "a source's list");
    is_str(bed_titles(s, (struct store_query){ STORE_ALL, 0, false, 5 }, NULL, STORE_DOWN, 10), "5 4 3 2 1",
           "nothing that came after the snapshot is in the list");
    is_str(bed_titles(s, (struct store_query){ STORE_SECTION, store_find_section(s, "", NULL), false, 0 }, NULL, STORE_DOWN, 10), "8 7",
           "the sources in no section have a list of their own");
    is_int(unread_of(s, STORE_SECTION, store_find_section(s, "", NULL)), 2, "with its count");
    is_int(store_waiting(s, &(struct store_query){ STORE_ALL, 0, false, 5 }, NULL), 3, "and three wait");
    is_int(store_waiting(s, &(struct store_query){ STORE_SECTION, news, false, 5 }, NULL), 1, "one of them in News");
    is_int(unread_of(s, STORE_ALL, 0), 8, "eight are unread");
    is_int(unread_of(s, STORE_SECTION, news), 6, "six of them in News");
    is_int(unread_of(s, STORE_SOURCE, a), 3, "three from Anna");
}

/* 100 articles of one and the same second are paged through without loss or repetition. */
static void test_same_second(struct store *s)
{
    struct store_refresh *r = store_refresh_new(s, store_find_source(s, C, NULL));
    for (int i = 0; i < 100; i++) {
        char guid[20];
        snprintf(guid, sizeof guid, "same-%d", i);
        struct article a = { .guid = guid, .title = "Same second", .sorted_by = 9000, .hash = 1 };
        store_refresh_put(r, &a, "", 0, NULL, NULL, &bed_err);
    }
    store_refresh_free(r);
    struct store_query q = { .list = STORE_ALL };
    struct store_key from = { INT64_MAX, INT64_MAX };
    int seen = 0;
    for (;;) {
        struct arena arena = { 0 };
        struct store_rows rows = { 0 };
        store_rows(s, &q, &from, STORE_DOWN, 7, &arena, &rows, &bed_err);
        for (size_t i = 0; i < rows.count && rows.items[i].sorted_by == 9000; i++)
            seen += rows.items[i].id < from.id || from.sorted_by > 9000;
        if (rows.count)
            from = store_key_of(&rows.items[rows.count - 1]);
        bool more = rows.count == 7;
        arena_release(&arena);
        if (!more)
            break;
    }
    is_int(seen, 100, "articles of one second are paged through, each once");
}

/* What became of what waited last. */
static void put_rest(struct store_refresh *r, int64_t *id, enum store_put *how)
{
    int64_t unasked;
    while (store_refresh_waits(r))
        store_refresh_later(r, id ? id : &unasked, how, &bed_err);
}

static void test_rewriting(struct store *s)
{
    struct arena arena = { 0 };
    struct article a = { .guid = "guid-1", .link = "https://site.example/story/1", .title = "Story 1, rewritten", .sorted_by = 99999,
                         .hash = 77, .comment_count = 4 }, got;
    struct store_refresh *r = store_refresh_new(s, store_find_source(s, A, NULL));
    enum store_put how;
    int64_t id = 0;
    store_mark(s, &(struct article){ .id = 1, .source = 1, .unread = true }, STORE_READ, 1);
    store_flush_all(s, 0, &bed_err);
    store_put_document(s, 1, STORE_FEED, "x", 1, &bed_err);
    ok(store_refresh_put(r, &a, "new origin", 10, &id, &how, &bed_err) == 0 && how == STORE_PUT_LATER, "another headline and hash: it waits whether another is more like it");
    put_rest(r, &id, &how);
    ok(how == STORE_PUT_CHANGED && id == 1, "none is: rewritten");
    store_refresh_put(r, &a, "", 0, &id, &how, &bed_err);
    is_int(how, STORE_PUT_SAME, "the same a second time in one feed counts no more");
    store_refresh_free(r);
    store_article(s, &arena, 1, &got, &bed_err);
    is_str(got.title, "Story 1, rewritten", "it has its new title");
    ok(!got.unread && got.sorted_by == 1001, "stays read, and in its place");
    struct str out = STR_INIT;
    is_int(store_get_document(s, 1, STORE_FEED, &out, &bed_err), 0, "its old text is gone");
    ok(store_get_origin(s, 1, &out, &bed_err) == 1 && strcmp(out.data, "new origin") == 0, "what the new one is made of is there");
    str_release(&out);
    r = store_refresh_new(s, store_find_source(s, B, NULL));
    a.guid = "guid-1";
    ok(store_refresh_put(r, &a, "", 0, &id, &how, &bed_err) == 0 && how == STORE_PUT_NEW, "the same guid from another source is another article");
    store_refresh_free(r);
    arena_release(&arena);
}

static bool is_previous(struct store *s, enum store_kind kind, const char *title, const char *text, int64_t at)
{
    struct arena arena = { 0 };
    struct str out = STR_INIT;
    struct store_previous p = { 0 };
    bool is = store_get_previous(s, &arena, 2, kind, &p, &out, &bed_err) == 1 && str_same(p.title, title) && strcmp(out.data, text) == 0 && p.at == at;
    str_release(&out);
    arena_release(&arena);
    return is;
}

static enum store_put rewrite(struct store *s, uint64_t hash, const char *title, const char *origin, int64_t now, bool unread_again)
{
    struct store_refresh *r = store_refresh_new(s, store_find_source(s, A, NULL));
    struct article a = { .guid = "guid-2", .link = "https://site.example/story/2", .title = title, .hash = hash, .comment_count = -1, .first_seen = now };
    enum store_put how = STORE_PUT_LATER;
    if (unread_again)
        store_refresh_unread_again(r);
    store_refresh_put(r, &a, origin, strlen(origin), NULL, &how, &bed_err);
    put_rest(r, NULL, &how);
    store_refresh_free(r);
    return how;
}

/* Article 2 is rewritten three times; what it was each time before. */
static void test_previous(void)
{
    bed_make();
    struct store *s = bed_open(STORE_DESK);
    bed_sources(s);
    bed_fill(s, A, 1, 3);
    struct str out = STR_INIT;
    struct article got;
    struct arena arena = { 0 };
    bool is_document = true;
    is_int(store_open_previous(s, 2, &is_document, &out, &bed_err), 0, "an article that was never rewritten has no text before");
    is_int(rewrite(s, 20, "Second", "second origin", 6000, false), STORE_PUT_CHANGED, "rewritten before there was a document");
    ok(store_open_previous(s, 2, &is_document, &out, &bed_err) == 1 && !is_document && strcmp(out.data, "origin") == 0, "what a document of the text before is made from is kept");
    rewrite(s, 30, "Third", "third origin", 7000, false);
    str_reset(&out);
    ok(store_open_previous(s, 2, &is_document, &out, &bed_err) == 1 && !is_document && strcmp(out.data, "origin") == 0, "and stays while nobody has compared it");
    store_put_open_previous(s, 2, "first doc", 9, &bed_err);
    str_reset(&out);
    ok(store_open_previous(s, 2, &is_document, &out, &bed_err) == 1 && is_document && strcmp(out.data, "first doc") == 0, "its document takes that place");
    ok(!is_previous(s, STORE_FEED, "Story 2", "first doc", 7000), "which is not yet said");
    store_settle_previous(s, 2, "first doc", 9, &bed_err);
    ok(is_previous(s, STORE_FEED, "Story 2", "first doc", 7000), "but then, with the headline before and the time of the change");
    store_put_document(s, 2, STORE_FEED, "third doc", 9, &bed_err);
    rewrite(s, 40, "Third", "fourth origin", 8000, false);
    str_reset(&out);
    ok(store_open_previous(s, 2, &is_document, &out, &bed_err) == 1 && is_document && strcmp(out.data, "third doc") == 0, "a document that is there is kept as it is");
    store_settle_previous(s, 2, "", 0, &bed_err);
    ok(store_open_previous(s, 2, &is_document, &out, &bed_err) == 0 && is_previous(s, STORE_FEED, "Story 2", "first doc", 7000), "a change that nobody sees leaves the one before");
    store_put_previous_page(s, 2, 9000, "page doc", 8, &bed_err);
    ok(is_previous(s, STORE_PAGE, "Third", "page doc", 9000), "the page's text before stands beside it");
    store_mark(s, &(struct article){ .id = 2, .source = 1, .unread = true }, STORE_READ, 1);
    store_flush_all(s, 0, &bed_err);
    int64_t unread = unread_of(s, STORE_SOURCE, 1);
    rewrite(s, 41, "Third", "fifth origin", 9000, false);
    ok(store_article(s, &arena, 2, &got, &bed_err) == 1 && !got.unread, "rewritten, it stays read");
    rewrite(s, 42, "Third", "sixth origin", 9000, true);
    ok(store_article(s, &arena, 2, &got, &bed_err) == 1 && got.unread, "or is unread again");
    is_int(unread_of(s, STORE_SOURCE, 1), unread + 1, "and counted");
    rewrite(s, 42, "Third", "sixth origin", 9000, true);
    is_int(unread_of(s, STORE_SOURCE, 1), unread + 1, "once");
    store_sync_sources(s, NULL, 0, NULL, &bed_err);
    ok(!is_previous(s, STORE_FEED, "Story 2", "first doc", 7000), "it goes with the article");
    str_release(&out);
    arena_release(&arena);
    store_close(s);
    bed_remove();
}

/* Who ends while another writes waits for it, whether or not the reason is of interest. */
static void test_marks_at_an_end(struct store *desk)
{
    struct store *screen = bed_open(STORE_SCREEN);
    struct clock clock = clock_system();
    struct arena arena = { 0 };
    struct article a;
    store_article(screen, &arena, 8, &a, &bed_err);
    store_mark(screen, &a, STORE_UNREAD, 4);
    store_begin(desk, &bed_err);
    int64_t from = clock_tick(&clock);
    ok(store_flush_all(screen, 50, NULL) == -1 && store_is_behind(screen), "a mark cannot be written while another writes");
    ok(clock_tick(&clock) - from >= 50, "which is waited for");
    store_commit(desk, &bed_err);
    ok(store_flush_all(screen, 50, NULL) == 0 && !store_is_behind(screen), "then it is written");
    store_mark(screen, &a, STORE_READ, 5);
    store_flush_all(screen, 50, NULL);
    store_close(screen);
    arena_release(&arena);
}

static void test_marks(struct store *s)
{
    struct arena arena = { 0 };
    struct article a;
    struct store_query unread = { .list = STORE_ALL, .unread_only = true, .snapshot = 8 };
    store_article(s, &arena, 8, &a, &bed_err);
    int64_t before = unread_of(s, STORE_ALL, 0);
    store_mark(s, &a, STORE_READ, 1);
    store_mark(s, &a, STORE_STAR, 1);
    ok(store_is_behind(s), "marks wait");
    store_article(s, &arena, 8, &a, &bed_err);
    ok(!a.unread && a.starred, "and are seen before they are written");
    is_int(unread_of(s, STORE_ALL, 0), before - 1, "counts too");
    is_str(bed_titles(s, unread, NULL, STORE_DOWN, 3), "7 6 5", "a list of unread ones no longer has it");
    ok(store_flush_all(s, 0, &bed_err) == 0 && !store_is_behind(s), "then they are written");
    is_int(unread_of(s, STORE_ALL, 0), before - 1, "and count once");
    is_int(unread_of(s, STORE_STARRED, 0), 0, "none of the starred is unread");
    is_str(bed_titles(s, (struct store_query){ .list = STORE_STARRED }, NULL, STORE_DOWN, 3), "8", "one is starred");
    int64_t world = store_find_section(s, "News > World", NULL);
    store_mark_all(s, &(struct store_query){ STORE_SECTION, world, false, 5 }, 2);
    is_str(bed_titles(s, unread, NULL, STORE_DOWN, 9), "7 6 3 2", "a section's unread ones up to the snapshot are read at once");
    store_flush_all(s, 0, &bed_err);
    is_str(bed_titles(s, unread, NULL, STORE_DOWN, 9), "7 6 3 2", "and stay so when written");
    is_int(unread_of(s, STORE_SECTION, world), 2, "what came later stays unread");
    struct store_place p = { 0 };
    is_int(store_get_place(s, 3, &p, &bed_err), 0, "an article has no place");
    store_put_place(s, 3, (struct store_place){ 4, 17 }, 3);
    ok(store_get_place(s, 3, &p, &bed_err) == 1 && p.block == 4, "until it has one");
    store_flush_all(s, 0, &bed_err);
    ok(store_get_place(s, 3, &p, &bed_err) == 1 && p.block == 4 && p.offset == 17, "which is kept");
    arena_release(&arena);
    test_marks_at_an_end(s);
}

static void test_documents(struct store *s)
{
    int64_t ids[3];
    size_t count;
    struct str out = STR_INIT;
    ok(store_wanted(s, ids, 3, &count, &bed_err) == 0 && count == 3 && ids[0] > ids[1], "documents are wanted, newest first");
    ok(store_put_document(s, ids[0], STORE_FEED, "\0doc", 4, &bed_err) == 0, "one is put");
    ok(store_get_document(s, ids[0], STORE_FEED, &out, &bed_err) == 1 && out.len == 4, "and read");
    is_int(store_get_document(s, ids[0], STORE_PAGE, &out, &bed_err), 0, "its page's is another");
    store_put_no_document(s, ids[1], &bed_err);
    int64_t third = ids[2];
    store_wanted(s, ids, 3, &count, &bed_err);
    is_int(ids[0], third, "what is made, or can't be, is wanted no more");
    ok(store_put_document(s, 123456, STORE_FEED, "x", 1, &bed_err) == 0, "a document for an article that is gone is no error");
    str_release(&out);
}

static void test_links(struct store *s)
{
    is_int(store_find_link(s, "https://site.example/story/5?utm_source=x", &bed_err), 5, "a story is found by its page");
    is_int(store_find_link(s, "http://www.site.example/story/5/", &bed_err), 5, "however it is written");
    is_int(store_find_link(s, "https://site.example/story/99", &bed_err), 0, "one that is not there is not");
}

static bool ends_in_3(void *context, const char *title)
{
    (void)context;
    return title[strlen(title) - 1] == '3';
}

static void test_search(struct store *s)
{
    struct store_search search = { .match = ends_in_3, .way = STORE_DOWN, .budget = 2 };
    struct store_query q = { .list = STORE_ALL, .snapshot = 8 };
    struct store_key from = { 0 }, found = { 0 };
    bool ended = false;
    int steps = 0, got;
    while ((got = store_search_titles(s, &q, &search, &from, &found, &ended, &bed_err)) == 0 && !ended)
        steps++;
    ok(got == 1 && found.id == 3 && steps == 2, "a title is found, two looked at in a step");
    from = found;
    while ((got = store_search_titles(s, &q, &search, &from, &found, &ended, &bed_err)) == 0 && !ended)
        ;
    ok(got == 0 && ended, "and then no more");
}

static void test_expiry(struct store *s)
{
    int64_t a = store_find_source(s, A, NULL), removed = -1;
    bed_fill(s, A, 20, 29);
    store_mark(s, &(struct article){ .id = 2, .source = a, .unread = true }, STORE_STAR, 1);
    store_flush_all(s, 0, &bed_err);
    struct store_refresh *r = store_refresh_new(s, a);
    struct article still = { .guid = "guid-1", .hash = 77 };
    store_refresh_put(r, &still, "", 0, NULL, NULL, &bed_err);
    ok(store_refresh_end(r, &(struct store_keep){ 100, INT64_MIN }, &removed, &bed_err) == 0 && removed == 0, "few enough: all stay");
    ok(store_refresh_end(r, &(struct store_keep){ 4, INT64_MIN }, &removed, &bed_err) == 0, "more than are kept");
    is_int(removed, 7, "of twelve that the feed dropped the newest four and the starred one stay");
    store_refresh_free(r);
    is_str(bed_titles(s, (struct store_query){ STORE_SOURCE, a, false, 0 }, NULL, STORE_DOWN, 20), "29 28 27 26 2 1, rewritten",
           "and what it still carries, however old");
}

/* Only those that are not well are read, and the count is of those that fail. */
static void test_unwell(struct store *s, int64_t b)
{
    struct arena arena = { 0 };
    struct store_sources all;
    struct store_source_totals totals;
    struct source one;
    ok(store_unwell_sources(s, &arena, &all, &bed_err) == 0 && all.count == 1 && all.items[0].id == b, "one source fails");
    ok(all.items[0].failures == 2 && all.items[0].moved_seen == 1 && str_same(all.items[0].moved_to, "https://new.example/"), "and how often, and where it has moved to");
    ok(store_source_totals(s, &totals, &bed_err) == 0 && totals.failing == 1, "which is counted");
    store_source(s, &arena, b, &one, &bed_err);
    one.failing_since = 0;
    one.last = (struct outcome){ .kind = OUTCOME_SAME, .when = 100000000 };
    one.succeeded = 100000000;
    one.newest = 1000;
    one.rhythm = 7;
    one.took = 8;
    one.since = 9;
    ok(store_put_outcome(s, &one, &(struct store_fetch){ 0 }, &bed_err) == 0, "well again, but silent");
    ok(store_unwell_sources(s, &arena, &all, &bed_err) == 0 && all.count == 1, "is not well either");
    one = all.items[0];
    ok(one.succeeded == 100000000 && one.newest == 1000 && one.rhythm == 7 && one.took == 8 && one.since == 9 && !one.moved_to, "and all that tells is there");
    ok(store_source_totals(s, &totals, &bed_err) == 0 && totals.failing == 0, "but it does not fail");
    one.newest = one.succeeded = one.rhythm = 0;
    store_put_outcome(s, &one, NULL, &bed_err);
    ok(store_unwell_sources(s, &arena, &all, &bed_err) == 0 && all.count == 0, "all is well");
    one.last.kind = OUTCOME_GONE;
    one.failing_since = 5;
    store_put_outcome(s, &one, NULL, &bed_err);
    ok(store_unwell_sources(s, &arena, &all, &bed_err) == 0 && all.count == 1, "one that has ended is told");
    ok(store_source_totals(s, &totals, &bed_err) == 0 && totals.failing == 0, "but counts no longer");
    one.last = (struct outcome){ .kind = OUTCOME_NONE };
    one.failing_since = 0;
    store_put_outcome(s, &one, NULL, &bed_err);
    arena_release(&arena);
}

/* Pages that are still to be fetched. */
static void test_wanted_pages(struct store *s)
{
    struct arena arena = { 0 };
    struct store_rows rows;
    int64_t *ids = NULL;
    size_t count = 9;
    const struct store_query all = { .list = STORE_ALL };
    store_rows(s, &all, NULL, STORE_DOWN, 3, &arena, &rows, &bed_err);
    if (!ok(rows.count == 3, "three articles"))
        return;
    ok(store_want_page(s, rows.items[2].id, &bed_err) == 0 && store_want_page(s, rows.items[0].id, &bed_err) == 0 &&
       store_want_page(s, rows.items[0].id, &bed_err) == 0 && store_want_page(s, 1 << 30, &bed_err) == 0, "pages are wanted, one twice, one of nothing");
    ok(store_wanted_pages(s, &ids, 10, &count, &bed_err) == 0 && count == 2 && ids[0] == rows.items[0].id && ids[1] == rows.items[2].id, "newest first, each once");
    free(ids);
    ok(store_page_done(s, rows.items[0].id, &bed_err) == 0 && store_wanted_pages(s, &ids, 10, &count, &bed_err) == 0 && count == 1 && ids[0] == rows.items[2].id, "one is done");
    free(ids);
    ok(store_forget_pages(s, &bed_err) == 0 && store_wanted_pages(s, &ids, 10, &count, &bed_err) == 0 && count == 0, "the others are forgotten");
    free(ids);
    arena_release(&arena);
}

/* Whether pages are worth asking for, and which are asked to find out. */
static void test_trials(struct store *s)
{
    struct arena arena = { 0 };
    struct store_rows rows;
    struct store_trial t = { .tried = 9 };
    int64_t *ids = NULL;
    size_t count = 9;
    store_rows(s, &(struct store_query){ .list = STORE_ALL }, NULL, STORE_DOWN, 3, &arena, &rows, &bed_err);
    if (!ok(rows.count == 3, "three articles"))
        return;
    int64_t source = rows.items[0].source;
    ok(store_get_trial(s, source, &t, &bed_err) == 0 && t.verdict == STORE_TRIAL_OPEN && t.tried == 0, "at first nothing is known of a source's pages");
    t = (struct store_trial){ STORE_TRIAL_PAGE, 1577836800, 2, 1, 77 };
    ok(store_put_trial(s, source, &t, &bed_err) == 0 && store_put_trial(s, source, &t, &bed_err) == 0, "what was learnt is kept, and again");
    t = (struct store_trial){ 0 };
    ok(store_get_trial(s, source, &t, &bed_err) == 1 && t.verdict == STORE_TRIAL_PAGE && t.at == 1577836800 && t.tried == 2 && t.more == 1 && t.last == 77, "and is the same");
    ok(store_want_newest_pages(s, source, 0, 1, &bed_err) == 0 && store_wanted_pages(s, &ids, 10, &count, &bed_err) == 0 && count == 1 && ids[0] == rows.items[0].id, "the newest page is wanted");
    free(ids);
    ok(store_forget_pages(s, &bed_err) == 0 && store_want_newest_pages(s, source, INT64_MAX - 1, 9, &bed_err) == 0 &&
       store_wanted_pages(s, &ids, 10, &count, &bed_err) == 0 && count == 0, "none where nothing came since");
    free(ids);
    arena_release(&arena);
}

static void test_outcomes(struct store *s)
{
    struct arena arena = { 0 };
    struct source one;
    struct store_fetch f = { .etag = "\"e\"", .body_hash = UINT64_MAX, .failures = 2, .moved_to = "https://new.example/", .moved_seen = 1 }, got;
    int64_t b = store_find_source(s, B, NULL);
    store_source(s, &arena, b, &one, &bed_err);
    one.last = (struct outcome){ .kind = OUTCOME_REFUSED, .status = 404, .when = 77, .text = "404 Not Found" };
    one.failing_since = 70;
    one.next_try = 99;
    ok(store_put_outcome(s, &one, &f, &bed_err) == 0, "an outcome is put");
    store_put_feed(s, b, &(struct feed){ .title = "B's own name", .ttl = 3600, .skip_days = 65 }, &bed_err);
    store_source(s, &arena, b, &one, &bed_err);
    ok(one.last.kind == OUTCOME_REFUSED && one.last.status == 404 && one.failing_since == 70 && one.next_try == 99, "and read");
    is_str(one.last.text, "404 Not Found", "with its words");
    is_str(one.feed_title, "B's own name", "the feed's own title stands beside the reader's");
    ok(store_get_fetch(s, &arena, b, &got, &bed_err) == 1 && got.body_hash == UINT64_MAX && got.ttl == 3600 && got.skip_days == 65,
       "what the next fetch must know");
    is_str(got.etag, "\"e\"", "the ETag as it came");
    ok(!got.last_modified, "what was not given is not there");
    test_unwell(s, b);
    struct store_progress p = { .running = true, .pid = 5, .done = 41, .total = 98, .names = "BBC, DW" }, q;
    store_put_progress(s, &p, &bed_err);
    ok(store_get_progress(s, &q, &bed_err) == 1 && q.running && q.done == 41 && strcmp(q.names, "BBC, DW") == 0, "progress for those who follow");
    arena_release(&arena);
}

static void test_removing(struct store *s)
{
    const struct source moved[] = { { .address = B, .title = "Boris", .section = "World", .settings = "full=yes", .position = 1 } };
    struct store_sync done;
    struct arena arena = { 0 };
    struct store_sources all;
    ok(store_sync_sources(s, moved, 1, &done, &bed_err) == 0, "two sources are taken out of the file, one moves");
    ok(done.removed == 2 && done.changed == 1 && done.added == 0, "which is told");
    store_sources(s, &arena, &all, &bed_err);
    is_int((int64_t)all.count, 1, "one is left");
    is_str(bed_titles(s, (struct store_query){ .list = STORE_STARRED }, NULL, STORE_DOWN, 9), "8 2", "starred articles stay");
    is_str(bed_titles(s, (struct store_query){ STORE_SECTION, store_find_section(s, "World", NULL), false, 0 }, NULL, STORE_DOWN, 9),
           "1, rewritten 6 5 4", "articles move with their source");
    is_int(unread_of(s, STORE_SECTION, store_find_section(s, "World", NULL)), 2, "and so do counts");
    bed_sources(s);
    store_sources(s, &arena, &all, &bed_err);
    is_int((int64_t)all.count, 3, "all three are back");
    ok(all.items[0].total == 1 && all.items[2].total == 1, "with their starred articles");
    arena_release(&arena);
}

/* The counts that are kept are those that counting gives. */
static void test_counts(struct store *s)
{
    struct store_query q = { .list = STORE_ALL, .unread_only = true };
    struct arena arena = { 0 };
    struct store_rows rows;
    struct store_sources all;
    store_rows(s, &q, NULL, STORE_DOWN, 500, &arena, &rows, &bed_err);
    is_int(unread_of(s, STORE_ALL, 0), (int64_t)rows.count, "what is kept is what counting gives");
    store_sources(s, &arena, &all, &bed_err);
    for (size_t i = 0; i < all.count; i++) {
        q = (struct store_query){ STORE_SOURCE, all.items[i].id, false, 0 };
        store_rows(s, &q, NULL, STORE_DOWN, 500, &arena, &rows, &bed_err);
        is_int(all.items[i].total, (int64_t)rows.count, "of each source as well");
    }
    arena_release(&arena);
}

/* A desk beside the one that holds the lock. */
static void test_second_desk(struct store *first)
{
    enum store_state state;
    struct store *second = NULL;
    struct arena arena = { 0 };
    struct source source;
    int64_t id = store_find_source(first, "https://b.example/feed", &bed_err);
    ok(store_open(&second, "/nonexistent/telex", STORE_SECOND, &state, &bed_err) == -1 && state == STORE_MISSING,
       "a second desk makes no store");
    if (!ok(store_open(&second, bed_dir, STORE_SECOND, NULL, &bed_err) == 0, "it opens one that is ready"))
        return;
    is_int(store_move_source(second, id, "https://a.example/feed", &bed_err), 0, "no source gets another's address");
    is_int(store_move_source(second, id, "https://new.example/feed", &bed_err), 1, "a source that has moved for good");
    is_int(store_find_source(first, "https://new.example/feed", &bed_err), id, "is the same source");
    is_int(store_source(first, &arena, id, &source, &bed_err), 1, "with all");
    is_str(source.title, "Boris", "that the reader gave it");
    store_move_source(second, id, "https://b.example/feed", &bed_err);
    store_close(second);
    arena_release(&arena);
}

int main(void)
{
    test_previous();
    test_opening();
    test_tree_order();
    test_older();
    test_passwords();
    test_holding();
    bed_make();
    struct store *s = bed_open(STORE_DESK);
    test_sources(s);
    test_lists(s);
    test_search(s);
    test_same_second(s);
    test_rewriting(s);
    test_marks(s);
    test_documents(s);
    test_links(s);
    test_expiry(s);
    test_outcomes(s);
    test_wanted_pages(s);
    test_trials(s);
    test_second_desk(s);
    test_counts(s);
    test_removing(s);
    test_counts(s);
    store_close(s);
    bed_remove();
    return tap_done();
}
