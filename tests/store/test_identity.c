/* Which article an item is: guids that lie, links that change, and what says neither. */
#include "tests/store/bed.h"

#define A "https://a.example/feed"
#define B "https://b.example/feed"
#define C "https://c.example/feed"

/* An item of a feed; `text` stands for its hash. */
struct brought {
    const char *guid, *link, *title;
    uint64_t text;
    int64_t published;
};

/* What became of the items of one fetch, in their order: "1+ 2= 3~": id, and whether
 * it is new, as it was, or rewritten.  What waited stands at the end. */
static const char *fetch(struct store *s, const char *address, const struct brought *items, size_t count)
{
    static const char signs[] = { [STORE_PUT_SAME] = '=', [STORE_PUT_NEW] = '+', [STORE_PUT_CHANGED] = '~' };
    static char out[sizeof bed_err.text + 40];
    struct store_refresh *r = store_refresh_new(s, store_find_source(s, address, NULL));
    size_t len = 0;
    out[0] = 0;
    bool good = store_begin(s, &bed_err) == 0;
    for (size_t i = 0; good && (i < count || store_refresh_waits(r)); i++) {
        enum store_put how;
        int64_t id;
        if (i < count) {
            const struct brought *b = &items[i];
            struct article a = { .guid = b->guid, .link = b->link, .title = b->title, .hash = b->text, .sorted_by = 1000, .comment_count = -1 };
            a.published = (struct stamp){ .at = b->published, .parts = b->published ? STAMP_SECOND : 0 };
            good = store_refresh_put(r, &a, "origin", 6, &id, &how, &bed_err) == 0;
        } else {
            good = store_refresh_later(r, &id, &how, &bed_err) == 0;
        }
        if (good && how != STORE_PUT_LATER)
            len += (size_t)snprintf(out + len, sizeof out - len, "%s%d%c", len ? " " : "", (int)id, signs[how]);
    }
    good = good && store_commit(s, &bed_err) == 0;
    store_refresh_free(r);
    if (!good)
        snprintf(out, sizeof out, "error: %s", bed_err.text);
    return out;
}

#define FETCH(s, address, ...) fetch(s, address, (const struct brought[]){ __VA_ARGS__ }, sizeof((const struct brought[]){ __VA_ARGS__ }) / sizeof(struct brought))

static struct store *fresh(void)
{
    bed_make();
    struct store *s = bed_open(STORE_DESK);
    bed_sources(s);
    return s;
}

static void stale(struct store *s)
{
    store_close(s);
    bed_remove();
}

#define ONE "https://site.example/2019/one-long-story"
#define TWO "https://site.example/2019/two-long-stories"
#define THREE "https://site.example/2019/three-long-stories"
#define FOUR "https://site.example/2019/four-long-stories"

static void test_one_guid_for_all(void)
{
    struct store *s = fresh();
    is_str(FETCH(s, A, { "g", ONE, "One", 1, 0 }, { "g", TWO, "Two", 2, 0 }, { "g", THREE, "Three", 3, 0 }), "1+ 2+ 3+",
           "one guid, three links: three articles");
    is_str(FETCH(s, A, { "g", THREE, "Three", 3, 0 }, { "g", ONE, "One", 1, 0 }, { "g", TWO, "Two", 2, 0 }), "3= 1= 2=",
           "each is found again, in whatever order");
    is_str(FETCH(s, A, { "g", FOUR, "Four", 4, 0 }, { "g", TWO, "Two", 2, 0 }, { "g", THREE, "Three, retitled", 33, 0 }, { "g", ONE, "One", 1, 0 }),
           "4+ 2= 3~ 1=", "a new one is new, a rewritten one itself");
    is_str(FETCH(s, A, { "g", FOUR "?utm_source=rss", "Four", 44, 0 }, { "g", "http://www.site.example/2019/two-long-stories/", "Two", 22, 0 }), "4~ 2~",
           "by the link's key, not its letters");
    is_str(FETCH(s, B, { "h", ONE, "One", 1, 0 }), "5+", "a guid that is there once");
    is_str(FETCH(s, B, { "h", TWO, "Two", 2, 0 }, { "h", ONE, "One", 1, 0 }), "5= 6+", "and then twice, the new one first: told apart at the end");
    is_str(FETCH(s, B, { "h", TWO, "Two", 2, 0 }, { "h", ONE, "One", 1, 0 }), "6= 5=", "and ever after");
    is_str(FETCH(s, C, { "k", ONE, "One", 1, 0 }), "7+", "another");
    is_str(FETCH(s, C, { "k", TWO, "Two", 2, 0 }, { "k", THREE, "Three", 3, 0 }), "8+ 9+", "two at once with its guid are neither it");
    stale(s);
}

static void test_one_guid_without_links(void)
{
    struct store *s = fresh();
    is_str(FETCH(s, A, { "g", NULL, "One", 1, 0 }, { "g", NULL, "Two", 2, 0 }, { "g", NULL, NULL, 3, 0 }), "1+ 2+ 3+", "without links their contents tell them apart");
    is_str(FETCH(s, A, { "g", NULL, NULL, 3, 0 }, { "g", NULL, "Two", 22, 0 }, { "g", NULL, "One", 1, 0 }), "3= 2~ 1=", "found again, and one corrected");
    is_str(FETCH(s, B, { "g", NULL, "Same", 1, 0 }, { "g", NULL, "Same", 2, 0 }), "4+ 5+", "of one title too");
    is_str(FETCH(s, B, { "g", NULL, "Same", 2, 0 }, { "g", NULL, "Same", 1, 0 }), "5= 4=", "in whatever order");
    is_str(FETCH(s, C, { "https://c.example/", "https://c.example/", "One", 1, 0 }, { "https://c.example/", "https://c.example/", "Two", 2, 0 }), "6+ 7+",
           "guid and link are the front page: they tell nothing");
#define NEWS "https://c.example/news"
    is_str(FETCH(s, C, { NEWS, NEWS, "One", 3, 0 }, { NEWS, NEWS, "Two", 4, 0 }), "8+ 9+", "or a section");
    is_str(FETCH(s, C, { NEWS, NEWS, "Two", 5, 0 }, { NEWS, NEWS, "One", 3, 0 }, { NEWS, NEWS, "One", 3, 0 }), "9~ 8= 8=", "where titles tell which is which");
    is_str(FETCH(s, C, { "h", "https://c.example/hello", "Hello", 6, 0 }), "10+", "a short address of a story");
    is_str(FETCH(s, C, { "h", "https://c.example/hello", "Hello there", 7, 0 }), "10~", "that is retitled is the same");
    stale(s);
}

static void test_a_moved_article(void)
{
    struct store *s = fresh();
    is_str(FETCH(s, A, { "g1", ONE, "One", 1, 0 }, { "g2", TWO, "Two", 2, 0 }), "1+ 2+", "two articles");
    is_str(FETCH(s, A, { "g1", THREE, "One, retitled", 11, 0 }, { "g2", TWO, "Two", 2, 0 }), "2= 1~", "a guid with another link, title and text is the same article");
    is_str(FETCH(s, A, { "g1", THREE, "One, retitled", 11, 0 }), "1=", "and stays it");
    is_str(FETCH(s, A, { "g1", NULL, "Short", 12, 0 }), "1~", "without a link too");
    is_str(FETCH(s, A, { "g2", TWO, "Two", 21, 0 }, { "g2", TWO, "Two", 22, 0 }), "2~ 2=", "guid and link twice in one fetch: the first counts");
    stale(s);
}

static void test_guids_that_change(void)
{
    struct store *s = fresh();
    is_str(FETCH(s, A, { "t=1#1", ONE, "One", 1, 0 }, { "t=1#2", TWO, "Two", 2, 0 }), "1+ 2+", "two articles");
    is_str(FETCH(s, A, { "t=2#1", ONE, "One", 1, 0 }, { "t=2#2", TWO, "Two", 2, 0 }), "1= 2=", "other guids, the same links: the same articles");
    is_str(FETCH(s, A, { "t=3#0", THREE, "Three", 3, 0 }, { "t=3#1", ONE "?PHPSESSID=q1", "One, retitled", 11, 9 }, { "t=3#2", TWO, "Two", 2, 0 }), "3+ 2= 1~",
           "rewritten, with a session in the link");
    is_str(FETCH(s, A, { "t=3#1", ONE, "One, retitled", 11, 0 }), "1=", "and known by its new guid");
    is_str(FETCH(s, B, { "https://b.example/1", NULL, "One", 1, 0 }), "4+", "a guid with https");
    is_str(FETCH(s, B, { "http://b.example/1", NULL, "One", 1, 0 }), "4=", "with http");
    is_str(FETCH(s, B, { "http://b.example/1", NULL, "One", 11, 0 }), "4~", "and rewritten");
    is_str(FETCH(s, B, { "http://b.example/1", NULL, "One", 11, 0 }), "4=", "is one article");
    stale(s);
}

static void test_links_that_tell_nothing(void)
{
    struct store *s = fresh();
    is_str(FETCH(s, A, { "g1", ONE, "First", 1, 10 }, { "g2", ONE, "Second", 2, 20 }), "1+ 2+", "a live blog: two entries, one link");
    is_str(FETCH(s, A, { "g3", ONE, "Third", 3, 30 }, { "g2", ONE, "Second", 2, 20 }), "3+ 2=", "a third entry is new");
    is_str(FETCH(s, B, { "g1", ONE, "First", 1, 10 }), "4+", "a live blog that begins");
    is_str(FETCH(s, B, { "g2", ONE, "Second", 2, 20 }, { "g1", ONE, "First", 1, 10 }), "4= 5+", "and grows");
    is_str(FETCH(s, B, { "g4", ONE "#e4", "Fourth", 4, 40 }), "6+", "by places in its page");
    is_str(FETCH(s, B, { "g5", ONE "#e5", "Fifth", 5, 50 }), "7+", "each its own");
    is_str(FETCH(s, C, { "d1", "https://c.example/", "Monday", 1, 10 }), "8+", "one item a day, and it leads to the front page");
    is_str(FETCH(s, C, { "d2", "https://c.example/", "Tuesday", 2, 20 }), "9+", "is another each day");
    is_str(FETCH(s, C, { "p1", "https://c.example/picture", "Picture of the day", 3, 30 }), "10+", "or to one place");
    is_str(FETCH(s, C, { "p2", "https://c.example/picture", "Picture of the day", 4, 40 }), "11+", "is another too");
    stale(s);
}

/* Other sources lead to the same page, each often: that hides nobody's own article. */
static void test_a_page_of_many_sources(void)
{
    struct store *s = fresh();
    struct brought crowd[100];
    char guids[100][20];
    is_str(FETCH(s, A, { "a1", ONE, "One", 1, 0 }), "1+", "an article");
    for (int i = 0; i < 100; i++) {
        snprintf(guids[i], sizeof guids[i], "b%d", i);
        crowd[i] = (struct brought){ guids[i], ONE, guids[i], (uint64_t)i + 10, 0 };
    }
    fetch(s, B, crowd, 100);
    is_str(FETCH(s, A, { "a2", ONE, "One", 1, 0 }), "1=", "another guid, the same page and text: the source's own article");
    stale(s);
}

int main(void)
{
    test_a_page_of_many_sources();
    test_one_guid_for_all();
    test_one_guid_without_links();
    test_a_moved_article();
    test_guids_that_change();
    test_links_that_tell_nothing();
    return tap_done();
}
