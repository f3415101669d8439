/* The in-memory list: what is shown, and that nothing moves under the reader. */
#include "list/list.h"
#include "tests/store/bed.h"

#define A "https://a.example/feed"
#define B "https://b.example/feed"
#define C "https://c.example/feed"

/* The rows from `first` to `last` around the selected one: numbers of the stories,
 * read ones in (), the selected one in []. */
static const char *shown(struct list *l, int first, int last)
{
    static char out[4000];
    size_t len = 0;
    out[0] = 0;
    for (int i = first; i <= last && len < sizeof out - 60; i++) {
        const struct article *a = list_peek(l, i);
        if (a)
            len += (size_t)snprintf(out + len, sizeof out - len, "%s%s%s%s", len ? " " : "", i == 0 ? "[" : a->unread ? "" : "(",
                                    a->title + 6, i == 0 ? "]" : a->unread ? "" : ")");
    }
    return out;
}

static int64_t id_of(struct store *s, int number)
{
    char link[60];
    snprintf(link, sizeof link, "https://site.example/story/%d", number);
    return store_find_link(s, link, NULL);
}

/* Anna 1-3 in News > Russia, Boris 4-6 in News > World, 7-8 in none. */
static struct store *eight(void)
{
    bed_make();
    struct store *s = bed_open(STORE_DESK);
    bed_sources(s);
    bed_fill(s, A, 1, 3);
    bed_fill(s, B, 4, 6);
    bed_fill(s, C, 7, 8);
    return s;
}

static void done(struct list *l, struct store *s)
{
    list_free(l);
    store_close(s);
    bed_remove();
}

static void test_shown(void)
{
    struct store *s = eight();
    struct list *l = list_new(s);
    ok(list_is_empty(l) && !list_selected(l) && !list_peek(l, 0), "before it is opened a list is empty");
    const struct {
        enum store_list list;
        const char *section, *source, *want;
    } rows[] = {
        { STORE_ALL, NULL, NULL, "[8] 7 6 5 4 3 2 1" },
        { STORE_STARRED, NULL, NULL, "" },
        { STORE_SECTION, "News", NULL, "[6] 5 4 3 2 1" },
        { STORE_SECTION, "News > World", NULL, "[6] 5 4" },
        { STORE_SECTION, "", NULL, "[8] 7" },
        { STORE_SOURCE, NULL, A, "[3] 2 1" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t id = rows[i].section ? store_find_section(s, rows[i].section, NULL)
                     : rows[i].source ? store_find_source(s, rows[i].source, NULL) : 0;
        ok(list_open(l, rows[i].list, id, false, &bed_err) == 0, "list %zu opens", i);
        is_str(shown(l, -10, 10), rows[i].want, "and shows its articles, newest first");
        ok(list_which(l) == rows[i].list && list_id(l) == id && !list_hides_read(l), "and says which it is");
    }
    struct store_counts c;
    list_open(l, STORE_SECTION, store_find_section(s, "News", NULL), false, &bed_err);
    ok(list_count(l, &c, &bed_err) == 0 && c.unread == 6 && c.total == 6, "counts are those of the whole list");
    done(l, s);
}

static void test_moving(void)
{
    struct store *s = eight();
    struct list *l = list_new(s);
    list_open(l, STORE_ALL, 0, false, &bed_err);
    is_int(list_move(l, -1), 0, "above the first row is nothing");
    is_int(list_move(l, 3), 3, "three down");
    is_str(shown(l, -10, 10), "8 7 6 [5] 4 3 2 1", "the fourth is selected");
    is_int(list_move(l, 100), 4, "a hundred down ends at the last");
    is_str(shown(l, -10, 10), "8 7 6 5 4 3 2 [1]", "which is selected");
    is_int(list_move(l, -100), -7, "and a hundred up at the first");
    ok(list_last(l, &bed_err) == 0, "to the end");
    is_str(shown(l, -3, 3), "4 3 2 [1]", "with what stands above");
    ok(list_first(l, &bed_err) == 0, "to the start");
    is_str(shown(l, -3, 2), "[8] 7 6", "with what stands below");
    ok(!list_peek(l, 8) && !list_peek(l, -1) && !list_peek(l, 1000000), "beyond the ends is nothing");
    is_int(list_error(l)->kind, ERR_NONE, "which is no error");
    is_int(list_select(l, id_of(s, 4), &bed_err), 1, "an article is selected by its id");
    is_str(shown(l, -10, 10), "8 7 6 5 [4] 3 2 1", "in its place");
    is_int(list_select(l, 12345, &bed_err), 0, "one that does not exist is not");
    list_open(l, STORE_SOURCE, store_find_source(s, A, NULL), false, &bed_err);
    is_int(list_select(l, id_of(s, 4), &bed_err), 0, "nor one of another list");
    is_str(shown(l, -10, 10), "[3] 2 1", "and the selection stays");
    done(l, s);
}

/* More rows than are ever held. */
static void test_long(void)
{
    enum { MANY = 3000 };
    bed_make();
    struct store *s = bed_open(STORE_DESK);
    bed_sources(s);
    bed_fill(s, A, 1, MANY / 2);
    bed_fill(s, B, MANY / 2 + 1, MANY);
    struct list *l = list_new(s);
    list_open(l, STORE_SECTION, store_find_section(s, "News", NULL), false, &bed_err);
    int wrong = 0;
    for (int at = MANY; at > 1; at--) {
        wrong += atoi(list_selected(l)->title + 6) != at || atoi(list_peek(l, at > 20 ? 19 : at - 1)->title + 6) != (at > 20 ? at - 19 : 1);
        wrong += list_move(l, 1) != 1;
    }
    is_int(wrong, 0, "3000 rows down one by one, each in its place");
    is_int(list_move(l, 1), 0, "to the last");
    for (int at = 1; at < MANY; at++) {
        wrong += atoi(list_selected(l)->title + 6) != at || (at > 1 && atoi(list_peek(l, 1)->title + 6) != at - 1);
        wrong += list_move(l, -1) != -1;
    }
    is_int(wrong, 0, "and up again");
    is_int(list_move(l, 1234), 1234, "1234 down at once");
    is_str(shown(l, -1, 1), "1767 [1766] 1765", "arrive there");
    ok(atoi(list_peek(l, -LIST_REACH)->title + 6) == 1766 + LIST_REACH && atoi(list_peek(l, LIST_REACH)->title + 6) == 1766 - LIST_REACH,
       "as far as can be peeked at, either way");
    is_str(shown(l, -1, 1), "1767 [1766] 1765", "and the selected row stays");
    is_int(list_move(l, 10000), 1765, "all the way down");
    is_str(shown(l, -1, 1), "2 [1]", "to the last row");
    list_mark_all(l, 1);
    list_open(l, STORE_ALL, 0, true, &bed_err);
    ok(list_is_empty(l), "what waits to be marked read is hidden before it is written");
    done(l, s);
}

static void test_arrivals(void)
{
    struct store *s = eight(), *other = bed_open(STORE_DESK);
    struct list *l = list_new(s);
    struct store_changes changes;
    list_open(l, STORE_ALL, 0, false, &bed_err);
    list_move(l, 2);
    store_poll(s, &changes);
    bed_fill(other, C, 9, 11);
    ok(store_poll(s, &changes) && changes.articles, "another process adds three");
    is_int(list_waiting(l), 0, "nothing waits before the list is told");
    ok(list_refresh(l, &bed_err) == 0, "it is told");
    is_int(list_waiting(l), 3, "three wait");
    is_str(shown(l, -10, 10), "8 7 [6] 5 4 3 2 1", "and nothing moves");
    list_first(l, &bed_err);
    is_str(shown(l, -10, 2), "[8] 7 6", "not even at the top");
    list_move(l, 2);
    ok(list_renew(l, &bed_err) == 0, "renewed");
    is_str(shown(l, -10, 10), "11 10 9 8 7 [6] 5 4 3 2 1", "they come in, and the selected one stays");
    is_int(list_waiting(l), 0, "nothing waits any more");
    list_open(l, STORE_SOURCE, store_find_source(s, A, NULL), false, &bed_err);
    bed_fill(other, C, 12, 12);
    list_refresh(l, &bed_err);
    is_int(list_waiting(l), 0, "what arrives in other lists does not wait in this one");
    store_close(other);
    done(l, s);
}

static void test_empty_then_more(void)
{
    bed_make();
    struct store *s = bed_open(STORE_DESK);
    bed_sources(s);
    struct list *l = list_new(s);
    ok(list_open(l, STORE_ALL, 0, false, &bed_err) == 0 && list_is_empty(l), "a list of an empty store opens empty");
    bed_fill(s, A, 1, 2);
    list_refresh(l, &bed_err);
    ok(list_is_empty(l) && list_waiting(l) == 2, "the first that come wait too");
    list_renew(l, &bed_err);
    is_str(shown(l, -3, 3), "[2] 1", "until it is renewed");
    done(l, s);
}

static void test_hide_read(void)
{
    struct store *s = eight();
    struct list *l = list_new(s);
    list_open(l, STORE_ALL, 0, true, &bed_err);
    list_move(l, 2);
    list_mark(l, list_selected(l)->id, STORE_READ, 1);
    list_move(l, 1);
    is_str(shown(l, -10, 10), "8 7 (6) [5] 4 3 2 1", "read while listed: it stays");
    store_flush_all(s, 0, &bed_err);
    list_refresh(l, &bed_err);
    is_str(shown(l, -10, 10), "8 7 (6) [5] 4 3 2 1", "also when it is written, and the store changed");
    list_last(l, &bed_err);
    is_str(shown(l, -10, 10), "8 7 (6) 5 4 3 2 [1]", "also when its rows were read again");
    list_renew(l, &bed_err);
    is_str(shown(l, -10, 10), "8 7 5 4 3 2 [1]", "until the list is renewed");
    list_mark(l, id_of(s, 3), STORE_READ, 1);
    list_select(l, id_of(s, 3), &bed_err);
    list_renew(l, &bed_err);
    is_str(shown(l, -10, 10), "8 7 5 4 [2] 1", "the selected one goes too, and the one below is selected");
    list_mark(l, id_of(s, 1), STORE_READ, 1);
    list_select(l, id_of(s, 1), &bed_err);
    list_renew(l, &bed_err);
    is_str(shown(l, -10, 10), "8 7 5 4 [2]", "or the one above, where it was the last");
    ok(list_set_hide_read(l, false, &bed_err) == 0, "read ones are shown again");
    is_str(shown(l, -10, 10), "8 7 (6) 5 4 (3) [2] (1)", "around the selected one");
    list_select(l, id_of(s, 6), &bed_err);
    list_set_hide_read(l, true, &bed_err);
    is_str(shown(l, -10, 10), "8 7 [6] 5 4 2", "hidden again: the selected one stays, though it is read");
    ok(list_hides_read(l), "and the list says so");
    list_mark(l, id_of(s, 6), STORE_UNREAD, 1);
    list_first(l, &bed_err);
    is_str(shown(l, -10, 10), "[8] 7 6 5 4 2", "unread again it stands there once");
    store_flush_all(s, 0, &bed_err);
    list_first(l, &bed_err);
    is_str(shown(l, -10, 10), "[8] 7 6 5 4 2", "also when that is written");
    done(l, s);
}

static void test_marks(void)
{
    struct store *s = eight();
    struct list *l = list_new(s);
    list_open(l, STORE_SECTION, store_find_section(s, "News", NULL), false, &bed_err);
    list_mark(l, id_of(s, 5), STORE_STAR, 1);
    ok(list_peek(l, 1)->starred, "a star shows at once");
    bed_fill(s, A, 9, 9);
    list_mark_all(l, 1);
    is_str(shown(l, 0, 10), "[6] (5) (4) (3) (2) (1)", "all that was in the list is read");
    store_flush_all(s, 0, &bed_err);
    struct store_counts c;
    list_count(l, &c, &bed_err);
    ok(c.unread == 1 && c.total == 7, "but not what arrived since");
    list_open(l, STORE_STARRED, 0, false, &bed_err);
    is_str(shown(l, 0, 10), "[5]", "the starred one");
    list_mark(l, id_of(s, 5), STORE_UNSTAR, 1);
    store_flush_all(s, 0, &bed_err);
    list_first(l, &bed_err);
    is_str(shown(l, 0, 10), "[5]", "unstarred, it stays while the list is shown");
    list_renew(l, &bed_err);
    is_str(shown(l, 0, 10), "", "and is gone when it is renewed");
    done(l, s);
}

static void mark_elsewhere(struct store *other, int number, enum store_mark mark)
{
    struct arena arena = { 0 };
    struct article a;
    if (store_article(other, &arena, id_of(other, number), &a, &bed_err) == 1)
        store_mark(other, &a, mark, 1);
    ok(store_flush_all(other, 1000, &bed_err) == 0, "another process marks %d", number);
    arena_release(&arena);
}

static void test_other_process(void)
{
    struct store *s = eight(), *other = bed_open(STORE_SCREEN);
    struct list *l = list_new(s);
    list_open(l, STORE_ALL, 0, true, &bed_err);
    list_move(l, 1);
    mark_elsewhere(other, 8, STORE_READ);
    mark_elsewhere(other, 5, STORE_STAR);
    is_str(shown(l, -3, 1), "8 [7] 6", "before the list is told it shows what it knew");
    list_refresh(l, &bed_err);
    is_str(shown(l, -3, 3), "(8) [7] 6 5 4", "then marks of others show, and nothing moves");
    ok(list_peek(l, 2)->starred, "stars too");
    store_close(other);
    done(l, s);
}


/* A refresh in which the source carries only the named stories: what it dropped goes. */
static void carry_only(struct store *s, const char *address, const int *numbers, size_t count)
{
    struct store_refresh *r = store_refresh_new(s, store_find_source(s, address, NULL));
    for (size_t i = 0; i < count; i++) {
        char guid[40], title[60];
        snprintf(guid, sizeof guid, "guid-%d", numbers[i]);
        snprintf(title, sizeof title, "Story %d", numbers[i]);
        struct article a = { .guid = guid, .title = title, .sorted_by = 1000 + numbers[i], .hash = (uint64_t)numbers[i] };
        store_refresh_put(r, &a, "origin", 6, NULL, NULL, &bed_err);
    }
    ok(store_refresh_end(r, &(struct store_keep){ 0, INT64_MIN }, NULL, &bed_err) == 0, "a source drops all but %zu", count);
    store_refresh_free(r);
}

static void test_expiry(void)
{
    struct store *s = eight();
    struct list *l = list_new(s);
    list_open(l, STORE_ALL, 0, false, &bed_err);
    list_select(l, id_of(s, 5), &bed_err);
    carry_only(s, B, (int[]){ 4, 6 }, 2);
    list_refresh(l, &bed_err);
    is_str(shown(l, -10, 10), "8 7 6 [4] 3 2 1", "the selected one expires: the one below is selected");
    list_last(l, &bed_err);
    carry_only(s, A, (int[]){ 2, 3 }, 2);
    list_refresh(l, &bed_err);
    is_str(shown(l, -10, 10), "8 7 6 4 3 [2]", "or the one above, where it was the last");
    list_open(l, STORE_SOURCE, store_find_source(s, A, NULL), false, &bed_err);
    carry_only(s, A, NULL, 0);
    list_refresh(l, &bed_err);
    ok(list_is_empty(l) && !list_selected(l), "and when all are gone nothing is");
    done(l, s);
}

/* The selected row and everything held around it expire; rows further on are there. */
static void test_expiry_of_all_held(void)
{
    bed_make();
    struct store *s = bed_open(STORE_DESK);
    bed_sources(s);
    bed_fill(s, A, 1, 20);
    bed_fill(s, B, 21, 600);
    struct list *l = list_new(s);
    list_open(l, STORE_ALL, 0, false, &bed_err);
    list_move(l, 100);
    carry_only(s, B, NULL, 0);
    list_refresh(l, &bed_err);
    is_str(shown(l, -1, 1), "[20] 19", "what comes next below is selected");
    done(l, s);
}

static void test_next_unread(void)
{
    struct store *s = eight();
    struct list *l = list_new(s);
    int64_t world = store_find_section(s, "News > World", NULL), russia = store_find_section(s, "News > Russia", NULL);
    list_open(l, STORE_SECTION, world, false, &bed_err);
    list_mark(l, id_of(s, 5), STORE_READ, 1);
    list_mark(l, id_of(s, 6), STORE_READ, 1);
    is_int(list_next_unread(l, STORE_DOWN, &bed_err), 1, "there is an unread one below");
    is_str(shown(l, -5, 5), "(6) (5) [4]", "two rows on");
    is_int(list_next_unread(l, STORE_DOWN, &bed_err), 0, "and none below that");
    is_int(list_next_unread(l, STORE_UP, &bed_err), 0, "nor above");
    list_mark(l, id_of(s, 4), STORE_READ, 1);
    is_int(list_next_unread_anywhere(l, STORE_DOWN, &bed_err), 2, "then another section is opened");
    is_int(list_id(l), store_find_section(s, "", NULL), "the next that has some, around the end");
    is_str(shown(l, -5, 5), "[8] 7", "at its first unread one");
    list_mark(l, id_of(s, 8), STORE_READ, 1);
    list_mark(l, id_of(s, 7), STORE_READ, 1);
    is_int(list_next_unread_anywhere(l, STORE_DOWN, &bed_err), 2, "and on");
    is_int(list_id(l), store_find_section(s, "News", NULL), "to the next in the tree, with what is below it");
    is_str(shown(l, -5, 5), "(6) (5) (4) [3] 2 1", "at its first unread one, others above");
    list_open(l, STORE_SECTION, russia, true, &bed_err);
    list_move(l, 1);
    list_mark(l, id_of(s, 2), STORE_READ, 1);
    list_mark(l, id_of(s, 1), STORE_READ, 1);
    is_int(list_next_unread_anywhere(l, STORE_DOWN, &bed_err), 1, "what was passed over comes last");
    is_str(shown(l, -5, 5), "[3] (2) (1)", "in this list");
    list_mark(l, id_of(s, 3), STORE_READ, 1);
    is_int(list_next_unread_anywhere(l, STORE_DOWN, &bed_err), 0, "and then there is none");
    is_int(list_id(l), russia, "so the list stays");
    list_mark(l, id_of(s, 4), STORE_UNREAD, 1);
    list_open(l, STORE_ALL, 0, false, &bed_err);
    list_last(l, &bed_err);
    is_int(list_next_unread_anywhere(l, STORE_DOWN, &bed_err), 0, "other lists do not lead on");
    is_int(list_next_unread_anywhere(l, STORE_UP, &bed_err), 1, "upwards");
    is_str(shown(l, -1, 1), "(5) [4] (3)", "the nearest above");
    list_open(l, STORE_SECTION, russia, true, &bed_err);
    store_flush_all(s, 0, &bed_err);
    is_int(list_next_unread_anywhere(l, STORE_UP, &bed_err), 2, "from a list that shows nothing");
    is_str(shown(l, -5, 5), "[4]", "one comes to the next that does");
    done(l, s);
}

/* Steps until there is a result; the number of steps is bounded by the list's length. */
static enum list_found find(struct list *l, const char *needle, enum store_way way)
{
    enum list_found got = LIST_GOING;
    list_find(l, needle, way);
    for (int i = 0; i < 20 && got == LIST_GOING; i++)
        got = list_find_step(l, &bed_err);
    return got;
}

static void test_find(void)
{
    struct store *s = eight();
    bed_fill(s, A, 11, 18);
    struct list *l = list_new(s);
    list_open(l, STORE_ALL, 0, false, &bed_err);
    is_int(find(l, "sTORY 5", STORE_DOWN), LIST_FOUND, "a title is found, whatever its case");
    is_str(shown(l, -1, 1), "6 [5] 4", "and selected");
    ok(!list_find_wrapped(l), "on the way down");
    is_int(find(l, "story 1", STORE_DOWN), LIST_FOUND, "another");
    is_str(shown(l, 0, 0), "[1]", "the nearest below");
    is_int(find(l, "story 1", STORE_DOWN), LIST_FOUND, "and again");
    is_str(shown(l, 0, 0), "[18]", "around the end");
    ok(list_find_wrapped(l), "which it says");
    is_int(find(l, "story 1", STORE_UP), LIST_FOUND, "upwards");
    ok(strcmp(shown(l, 0, 0), "[1]") == 0 && list_find_wrapped(l), "around the other end");
    is_int(find(l, "story 7", STORE_UP), LIST_FOUND, "upwards without");
    ok(strcmp(shown(l, 0, 0), "[7]") == 0 && !list_find_wrapped(l), "nearest above");
    is_int(find(l, "story 7", STORE_DOWN), LIST_FOUND, "the only one is found from itself");
    ok(strcmp(shown(l, 0, 0), "[7]") == 0 && list_find_wrapped(l), "once around");
    is_int(find(l, "weather", STORE_DOWN), LIST_NOT_FOUND, "what is in no title is not found");
    is_str(shown(l, 0, 0), "[7]", "and the selection stays");
    list_open(l, STORE_SOURCE, store_find_source(s, B, NULL), false, &bed_err);
    is_int(find(l, "story 7", STORE_DOWN), LIST_NOT_FOUND, "nor what is in another list");
    list_open(l, STORE_ALL, 0, true, &bed_err);
    list_mark(l, id_of(s, 5), STORE_READ, 1);
    store_flush_all(s, 0, &bed_err);
    is_int(find(l, "story 5", STORE_DOWN), LIST_FOUND, "a read one that stays in a list of unread ones is found");
    is_str(shown(l, -1, 1), "6 [5] 4", "in its place");
    is_int(find(l, "story 4", STORE_UP), LIST_FOUND, "and does not stand in the way");
    is_str(shown(l, -1, 1), "(5) [4] 3", "of others");
    done(l, s);
}

static void test_find_is_bounded(void)
{
    bed_make();
    struct store *s = bed_open(STORE_DESK);
    bed_sources(s);
    bed_fill(s, A, 1, 2000);
    struct list *l = list_new(s);
    list_open(l, STORE_ALL, 0, false, &bed_err);
    list_find(l, "story 3.", STORE_DOWN);
    int steps = 1;
    while (list_find_step(l, &bed_err) == LIST_GOING && steps < 100)
        steps++;
    ok(steps > 4 && steps < 30, "two thousand titles are looked at in several steps, and not for ever");
    done(l, s);
}

static void test_store_comes_and_goes(void)
{
    struct list *l = list_new(NULL);
    struct err err = { 0 };
    ok(list_open(l, STORE_ALL, 0, false, &err) == 0 && list_is_empty(l), "without a store a list is empty");
    ok(list_renew(l, &err) == 0 && list_refresh(l, &err) == 0 && list_move(l, 1) == 0, "and says so to everything");
    is_int(list_next_unread_anywhere(l, STORE_DOWN, &err), 0, "without complaint");
    struct store *s = eight();
    list_set_store(l, s);
    list_open(l, STORE_ALL, 0, false, &err);
    list_move(l, 3);
    list_set_store(l, NULL);
    ok(list_is_empty(l), "when the store goes it is empty again");
    store_close(s);
    s = bed_open(STORE_SCREEN);
    list_set_store(l, s);
    is_str(shown(l, -10, 10), "8 7 6 [5] 4 3 2 1", "when it is back, so is the list, at the same article");
    done(l, s);
}

static void test_no_such_section(void)
{
    struct store *s = eight();
    struct list *l = list_new(s);
    list_open(l, STORE_ALL, 0, false, &bed_err);
    is_int(list_open(l, STORE_SECTION, -5, false, &bed_err), 0, "a section that is not there opens");
    ok(list_is_empty(l), "and is empty");
    done(l, s);
}

int main(void)
{
    test_shown();
    test_moving();
    test_long();
    test_arrivals();
    test_empty_then_more();
    test_hide_read();
    test_marks();
    test_other_process();
    test_expiry();
    test_expiry_of_all_held();
    test_next_unread();
    test_find();
    test_find_is_bounded();
    test_store_comes_and_goes();
    test_no_such_section();
    return tap_done();
}
