/* Kept counts of several sources that one transaction fills, and of one that fails. */
#include "tests/store/bed.h"

struct two {
    struct store *s;
    int64_t anna, boris;
    struct store_refresh *of_anna, *of_boris;
};

static void put(struct store_refresh *r, int number)
{
    char guid[40];
    snprintf(guid, sizeof guid, "guid-%d", number);
    struct article a = { .guid = guid, .title = guid, .sorted_by = 1000 + number, .hash = (uint64_t)number };
    store_refresh_put(r, &a, "x", 1, NULL, NULL, &bed_err);
}

static void begin(struct two *t)
{
    store_begin(t->s, &bed_err);
    t->of_anna = store_refresh_new(t->s, t->anna);
    t->of_boris = store_refresh_new(t->s, t->boris);
}

static void end(struct two *t, bool commit)
{
    store_refresh_free(t->of_anna);
    store_refresh_free(t->of_boris);
    if (commit)
        store_commit(t->s, &bed_err);
    else
        store_rollback(t->s);
}

static void are_counted(struct two *t, int64_t anna, int64_t boris, const char *what)
{
    const struct store_query lists[] = { { STORE_SOURCE, t->anna, false, 0 }, { STORE_SOURCE, t->boris, false, 0 },
                                         { STORE_SECTION, store_find_section(t->s, "News", NULL), false, 0 },
                                         { STORE_ALL, 0, false, 0 } };
    const int64_t expected[] = { anna, boris, anna + boris, anna + boris };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct store_counts counts = { -1, -1 };
        store_count(t->s, &lists[i], &counts, &bed_err);
        ok(counts.total == expected[i] && counts.unread == expected[i], "%s: %d of list %d", what, (int)expected[i], (int)i);
    }
}

static void test_together(struct two *t)
{
    begin(t);
    put(t->of_anna, 1);
    put(t->of_boris, 1);
    put(t->of_anna, 2);
    put(t->of_boris, 1);
    put(t->of_anna, 3);
    end(t, true);
    are_counted(t, 3, 1, "side by side");
}

static void test_taken_back(struct two *t)
{
    begin(t);
    put(t->of_anna, 4);
    put(t->of_boris, 2);
    end(t, false);
    are_counted(t, 3, 1, "what was rolled back is nowhere");
    begin(t);
    put(t->of_boris, 3);
    end(t, true);
    are_counted(t, 3, 2, "nor in the next transaction");
}

/* Of 1, 2, 3 the feed carries none; 5 and 6 are new. The newest one of the old stays. */
static void test_expired_at_once(struct two *t)
{
    int64_t removed = 0;
    begin(t);
    put(t->of_anna, 5);
    put(t->of_anna, 6);
    store_refresh_end(t->of_anna, &(struct store_keep){ 1, INT64_MIN }, &removed, &bed_err);
    is_int(removed, 2, "two of three old ones go in the transaction that adds two");
    put(t->of_boris, 4);
    end(t, true);
    are_counted(t, 3, 3, "added and expired at once");
}

static void test_alone(struct two *t)
{
    struct store_refresh *r = store_refresh_new(t->s, t->boris);
    put(r, 5);
    store_refresh_free(r);
    are_counted(t, 3, 4, "a put without a transaction around it");
}

int main(void)
{
    bed_make();
    struct two t = { .s = bed_open(STORE_DESK) };
    bed_sources(t.s);
    t.anna = store_find_source(t.s, "https://a.example/feed", NULL);
    t.boris = store_find_source(t.s, "https://b.example/feed", NULL);
    test_together(&t);
    test_taken_back(&t);
    test_expired_at_once(&t);
    test_alone(&t);
    store_close(t.s);
    bed_remove();
    return tap_done();
}
