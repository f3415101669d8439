/* Room that articles leave behind, and what goes by age. */
#include <string.h>
#include <sys/stat.h>

#include "tests/store/bed.h"

enum { BIG = 1500, BIG_BYTES = 15000 }; /* 22 MB */

static void fill(struct store *s, int64_t source)
{
    static char bytes[BIG_BYTES];
    struct store_refresh *r = store_refresh_new(s, source);
    memset(bytes, 'x', sizeof bytes);
    store_begin(s, &bed_err);
    for (int i = 0; i < BIG; i++) {
        char guid[40];
        snprintf(guid, sizeof guid, "big-%d", i);
        struct article a = { .guid = guid, .title = "Big", .sorted_by = i, .hash = 1 };
        store_refresh_put(r, &a, bytes, sizeof bytes, NULL, NULL, &bed_err);
    }
    ok(store_commit(s, &bed_err) == 0, "a large source is kept");
    store_refresh_free(r);
}

static int64_t file_size(struct store *s)
{
    struct stat st;
    store_checkpoint(s);
    return stat(store_path(s), &st) ? -1 : st.st_size;
}

static void drop_boris(struct store *s)
{
    const struct source left[] = {
        { .address = "https://a.example/feed", .title = "Anna", .section = "News > Russia", .settings = "", .line = 1, .position = 1 },
    };
    ok(store_sync_sources(s, left, 1, NULL, &bed_err) == 0, "the large source is removed");
}

/* A step moves at most 1 MB, so that 22 MB of which a quarter of the file may stay
 * free take more than 15 steps, and each lets the file be at most that much shorter. */
static void test_shrinking(struct store *s)
{
    struct str text = STR_INIT;
    int64_t id = store_newest(s), before;
    int steps = 0, more;
    bed_fill(s, "https://a.example/feed", 1, 40);
    fill(s, store_find_source(s, "https://b.example/feed", NULL));
    is_int(store_shrink(s, &bed_err), 0, "a full store has nothing to give back");
    before = file_size(s);
    ok(before > (int64_t)BIG * BIG_BYTES, "the file is large");
    drop_boris(s);
    is_int(file_size(s), before, "what was removed leaves room in the file");
    ok(store_begin(s, &bed_err) == 0 && store_shrink(s, &bed_err) == 0, "within a transaction nothing is moved");
    store_rollback(s);
    ok(store_shrink(s, &bed_err) == 1, "there is more than one step to do");
    int64_t after = file_size(s);
    ok(after < before && after >= before - (1 << 20), "and a step is a small one");
    while ((more = store_shrink(s, &bed_err)) == 1)
        steps++;
    ok(more == 0 && steps < 30, "it ends");
    ok(file_size(s) < (20 << 20), "the file is smaller then");
    ok(store_get_origin(s, id + 1, &text, &bed_err) == 1 && text.len == 6, "and what it keeps is still there");
    is_str(bed_titles(s, (struct store_query){ STORE_ALL, 0, false, 0 }, NULL, STORE_DOWN, 3), "40 39 38", "in its order");
    str_release(&text);
}

/* Stories stand at 1000 + their number. */
static void test_age(struct store *s)
{
    int64_t source = store_find_source(s, "https://a.example/feed", NULL), removed = -1;
    struct store_refresh *r = store_refresh_new(s, source);
    struct article carried = { .guid = "guid-3", .title = "Story 3", .link = "https://site.example/story/3", .sorted_by = 1003, .hash = 3 };
    store_mark(s, &(struct article){ .id = 2, .source = source, .unread = true }, STORE_STAR, 1);
    store_flush_all(s, 0, &bed_err);
    store_refresh_put(r, &carried, "origin", 6, NULL, NULL, &bed_err);
    ok(store_refresh_end(r, &(struct store_keep){ -1, INT64_MIN }, &removed, &bed_err) == 0 && removed == 0, "all of any age: all stay");
    ok(store_refresh_end(r, &(struct store_keep){ -1, 1006 }, &removed, &bed_err) == 0, "the old ones go");
    is_int(removed, 3, "of 1 to 5 all but the starred one and the one that is carried");
    ok(store_refresh_end(r, &(struct store_keep){ 10, 1030 }, &removed, &bed_err) == 0, "ten, and none from before");
    is_int(removed, 25, "6 to 30 go: 30 by its number");
    is_str(bed_titles(s, (struct store_query){ STORE_SOURCE, source, false, 0 }, NULL, STORE_DOWN, 50), "40 39 38 37 36 35 34 33 32 31 3 2",
           "the newest ten, the carried and the starred one are left");
    store_refresh_free(r);
}

int main(void)
{
    bed_make();
    struct store *s = bed_open(STORE_DESK);
    bed_sources(s);
    test_shrinking(s);
    test_age(s);
    store_close(s);
    bed_remove();
    return tap_done();
}
