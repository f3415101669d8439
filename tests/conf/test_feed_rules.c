/* The table of sites whose feeds follow from their pages' addresses. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "conf/feed_rules.h"
#include "tests/tap.h"

/* What one rule makes of a page: "ADDRESS|NAME" a line. Static storage. */
static const char *apply(const struct feed_rules *r, const char *page)
{
    static struct str out = STR_INIT;
    struct arena arena = { 0 };
    struct feed_place places[FEED_PLACES_MAX];
    str_reset(&out);
    size_t count = feed_rules_apply(r, page, &arena, places);
    for (size_t i = 0; i < count; i++)
        str_addf(&out, "%s%s|%s", i ? "\n" : "", places[i].address, places[i].name ? places[i].name : "");
    arena_release(&arena);
    return out.data;
}

static const struct {
    const char *rule, *page, *want;
} rows[] = {
    { "a.test/*/* -> https://a.test/$2/$1.xml \"The Name\"", "https://a.test/x/y", "https://a.test/y/x.xml|The Name" },
    { "a.test/*/* -> https://a.test/$2", "https://a.test/x", "" },
    { "a.test/*/* -> https://a.test/$2", "https://a.test/x/y/z", "" },
    { "a.test/* -> https://a.test/$1", "http://WWW.a.test:80/x", "" },
    { "a.test/* -> https://a.test/$1", "http://WWW.A.test/x/?q=1#f", "https://a.test/x|" },
    { "www.a.test/* -> https://a.test/$1", "https://a.test/x", "https://a.test/x|" },
    { "https://a.test/* -> //b.test/$1", "http://a.test/x", "http://b.test/x|" },
    { "a.test/X -> https://a.test/f", "https://a.test/x", "" },
    { "a.test:8080/x -> https://a.test/f", "https://u:p@a.test:8080/x", "https://a.test/f|" },
    { "*.a.test/** -> https://$1.a.test/feed", "https://me.a.test/", "https://me.a.test/feed|" },
    { "*.a.test/** -> https://$1.a.test/feed", "https://me.a.test", "https://me.a.test/feed|" },
    { "*.a.test/** -> https://$1.a.test/feed", "https://a.test/", "" },
    { "*.a.test/** -> https://$1.a.test/feed", "https://a.test.evil.test/.a.test/", "" },
    { "*/@* -> //$1/@$2.rss", "https://b.test/@ana/", "https://b.test/@ana.rss|" },
    { "*/@* -> //$1/@$2.rss", "https://b.test/@", "" },
    { "a.test/in/** -> https://a.test/in/$1/feed", "https://a.test/in/x/y/", "https://a.test/in/x/y/feed|" },
    { "a.test/in/** -> https://a.test/in/$1/feed", "https://a.test/in", "https://a.test/in//feed|" },
    { "a.test/*-*.html -> https://a.test/$1/$2", "https://a.test/x-y-z.html", "https://a.test/x/y-z|" },
    { "a.test/*a*a*b -> https://a.test/$1.$2.$3", "https://a.test/xaayaazab", "https://a.test/x.ay.aza|" },
    { "a.test/l?list=* -> https://a.test/$1", "https://a.test/l?v=1&list=PL7&x", "https://a.test/PL7|" },
    { "a.test/l?b=*&a=* -> https://a.test/$1$2", "https://a.test/l?a=1&b=2", "https://a.test/21|" },
    { "a.test/l?list=* -> https://a.test/$1", "https://a.test/l?list=", "" },
    { "a.test/l?list=* -> https://a.test/$1", "https://a.test/l", "" },
    { "a.test/* -> https://a.test/$$1$", "https://a.test/x", "https://a.test/$x$|" },
    { "a.test/* -> -", "https://a.test/x", "" },
    { "a.test/* -> https://a.test/$1", "file:///a.test/x", "" },
    { "a.test/* -> https://a.test/$1", "a.test/x", "" },
};

static void test_rows(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct feed_rules r = { 0 };
        feed_rules_read(&r, "feeds", rows[i].rule, strlen(rows[i].rule));
        is_int(r.problems.len, 0, rows[i].rule);
        is_str(apply(&r, rows[i].page), rows[i].want, rows[i].page);
        feed_rules_release(&r);
    }
}

static void test_order(void)
{
    static const char text[] = "# the first that fits decides\n\na.test/x/* -> https://a.test/1\na.test/closed/** -> -\r\n"
                               "a.test/** -> https://a.test/2 \"Two\"\na.test/x/* -> https://a.test/3 # and its others\na.test/** -> https://a.test/4";
    struct feed_rules r = { 0 };
    feed_rules_read(&r, "feeds", text, sizeof text - 1);
    is_str(apply(&r, "https://a.test/x/y"), "https://a.test/1|\nhttps://a.test/3|", "all lines of a pattern");
    is_str(apply(&r, "https://a.test/y"), "https://a.test/2|Two\nhttps://a.test/4|", "of the first that fits");
    is_str(apply(&r, "https://a.test/closed/y"), "", "which may say that there is none");
    ok(feed_rules_decide(&r, "https://a.test/closed/y") && !feed_rules_decide(&r, "https://b.test/"), "and so decides");
    feed_rules_release(&r);
}

static void test_problems(void)
{
    static const struct {
        const char *line, *want;
    } wrong[] = {
        { "a.test/x", "a rule is written" },
        { "a.test/x https://a.test/", "a rule is written" },
        { "a.test/x => https://a.test/", "a rule is written" },
        { "a.test/x -> https://a.test/ name of three words", "a rule is written" },
        { "/x -> https://a.test/", "no page's address" },
        { "a.test/#x -> https://a.test/", "no page's address" },
        { "a.test/**/x -> https://a.test/", "its last part" },
        { "a.test/x** -> https://a.test/", "its last part" },
        { "** -> https://a.test/", "its last part" },
        { "a.test/**?q=* -> https://a.test/", "its last part" },
        { "a.test/**********-** -> https://a.test/", "its last part" },
        { "a.test/*/*/*/*/*/*/*/*/*/* -> https://a.test/", "at most 9 stars" },
        { "a.test/* -> a.test/$1", "no feed's address" },
        { "a.test/* -> javascript:$1", "no feed's address" },
        { "a.test/* -> https://a.test/$1$2", "there is no $2: the pattern has 1 star" },
        { "a.test/\xFF -> https://a.test/", "not in UTF-8" },
        { "a.test/x -> https://a.test/ \"open", "not closed" },
    };
    struct str text = STR_INIT;
    struct feed_rules r = { 0 };
    char place[40];
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        str_addf(&text, "%s\na.test/%zu -> https://a.test/good\n", wrong[i].line, i);
    feed_rules_read(&r, "feeds", text.data, text.len);
    is_int(r.problems.len, sizeof wrong / sizeof wrong[0], "each wrong line is a problem");
    is_int(r.len, sizeof wrong / sizeof wrong[0], "all others work");
    for (size_t i = 0; i < r.problems.len; i++) {
        snprintf(place, sizeof place, "feeds:%zu: ", 2 * i + 1);
        ok(str_starts(r.problems.items[i].text, place) && strstr(r.problems.items[i].text, wrong[i].want), "%s", r.problems.items[i].text);
    }
    feed_rules_release(&r);
    feed_rules_load(&r, "/nonexistent/feeds");
    is_int(r.problems.len + r.len, 0, "a file that is not there is no fault");
    feed_rules_load(&r, "/");
    is_int(r.problems.len, 1, "one that cannot be read is");
    feed_rules_release(&r);
    str_release(&text);
}

/* What makes patterns slow elsewhere: many stars, and an address that nearly fits. */
static void test_bounds(void)
{
    struct str page = STR_INIT;
    struct feed_rules r = { 0 };
    static const char rule[] = "a.test/*a*a*a*a*a*a*a*a*b -> https://a.test/$1$1$1$1$1$1$1$1$1";
    str_adds(&page, "https://a.test/");
    for (int i = 0; i < 7000; i++)
        str_addc(&page, 'a');
    feed_rules_read(&r, "feeds", rule, sizeof rule - 1);
    for (int i = 0; i < 100; i++)
        apply(&r, page.data);
    is_str(apply(&r, page.data), "", "no answer takes long");
    feed_rules_release(&r);
    static const char twice[] = "a.test/* -> https://a.test/$1/$1";
    feed_rules_read(&r, "feeds", twice, sizeof twice - 1);
    is_str(apply(&r, page.data), "", "what would be too long is none");
    feed_rules_release(&r);
    str_release(&page);
}

/* The table that comes with telex. */
static void test_shipped(void)
{
    char path[500];
    struct feed_rules r = { 0 };
    const char *source = getenv("srcdir");
    snprintf(path, sizeof path, "%s/src/data/feeds", source ? source : ".");
    feed_rules_load(&r, path);
    ok(r.len > 20 && r.problems.len == 0, "every line of it is a rule: %s", r.problems.len ? r.problems.items[0].text : "");
    is_str(apply(&r, "https://www.youtube.com/channel/UC1/videos"), "https://www.youtube.com/feeds/videos.xml?channel_id=UC1|Videos", "a channel");
    is_str(apply(&r, "https://www.youtube.com/@someone"), "", "where the page knows better, it is asked");
    is_str(apply(&r, "https://social.test/@ana"), "https://social.test/@ana.rss|Posts\nhttps://social.test/@ana/feed.rss|Posts", "a profile of the fediverse");
    is_str(apply(&r, "https://medium.com/@ana/a-story-1"), "https://medium.com/feed/@ana|", "but not of every host");
    is_str(apply(&r, "https://github.com/ana/box/issues/7"),
           "https://github.com/ana/box/releases.atom|Releases\nhttps://github.com/ana/box/tags.atom|Tags\nhttps://github.com/ana/box/commits.atom|Commits", "a forge");
    feed_rules_release(&r);
}

/* The examples of telex-feeds(5): every line between .Bd -literal and .Ed. */
static void test_manual(void)
{
    char path[500];
    struct str page = STR_INIT;
    struct feed_rules r = { 0 };
    const char *source = getenv("srcdir");
    snprintf(path, sizeof path, "%s/man/telex-feeds.5.in", source ? source : ".");
    ok(file_read(path, &page, NULL) == 0, "the manual is there");
    const char *from = strstr(page.data, ".Bd -literal\n"), *to = from ? strstr(from, ".Ed") : NULL;
    if (from && to)
        feed_rules_read(&r, "manual", from + 13, (size_t)(to - from) - 13);
    is_int(r.problems.len, 0, "its examples have no fault");
    is_str(apply(&r, "https://oak.shops.example.net/a"), "https://oak.shops.example.net/new.atom|New\nhttps://oak.shops.example.net/blog.atom|Blog", "and do what it says");
    is_str(apply(&r, "https://video.example.com/list?x=1&id=7"), "https://video.example.com/feed/7|", "each of them");
    feed_rules_release(&r);
    str_release(&page);
}

int main(void)
{
    test_rows();
    test_order();
    test_problems();
    test_bounds();
    test_shipped();
    test_manual();
    return tap_done();
}
