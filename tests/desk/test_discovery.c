/* Where a feed is looked for: the stages, each place once. */
#include <string.h>

#include "desk/discovery.h"
#include "tests/tap.h"

/* What would be asked of a page if nobody had a feed, a place a line, the stages
 * divided by "--". Static storage. */
static const char *walk(struct discovery *d, const struct feed_rules *own, const struct feed_rules *shipped)
{
    static struct str out = STR_INIT;
    const struct named_feed *place;
    str_reset(&out);
    while (discovery_advance(d)) {
        if (d->stage == DISCOVERY_RULES)
            discovery_apply(d, own, shipped);
        str_adds(&out, d->stage == DISCOVERY_STATED ? "" : "--\n");
        while ((place = discovery_next(d)))
            str_addf(&out, "%s%s%s\n", place->url, place->title ? " " : "", place->title ? place->title : "");
    }
    return out.data;
}

static void read_rules(struct feed_rules *r, const char *text)
{
    *r = (struct feed_rules){ 0 };
    feed_rules_read(r, "feeds", text, strlen(text));
}

static void name(struct discovery *d, const char *url, const char *type)
{
    discovery_name(d, &(struct named_feed){ url, "T", type });
}

#define USUAL                                                                                                                       \
    "https://a.test/feed\nhttps://a.test/rss.xml\nhttps://a.test/feed.xml\nhttps://a.test/atom.xml\nhttps://a.test/index.xml\n"    \
    "https://a.test/rss\nhttps://a.test/feed.json\nhttps://a.test/feeds/posts/default\nhttps://a.test/robots.txt\n"                \
    "https://a.test/sitemap-news.xml\nhttps://a.test/news-sitemap.xml\n"

static void test_stages(void)
{
    struct discovery d;
    struct feed_rules own, shipped;
    read_rules(&own, "b.test/* -> https://b.test/own\n");
    read_rules(&shipped, "a.test/* -> https://a.test/r.xml \"R\"\na.test/* -> https://a.test/stated\nb.test/* -> https://b.test/shipped\n");
    discovery_init(&d, "https://a.test/blog");
    name(&d, "https://a.test/stated", "application/rss+xml");
    name(&d, "https://a.test/linked", NULL);
    name(&d, "https://a.test/r.xml", NULL);
    is_str(walk(&d, &own, &shipped),
           "--\nhttps://a.test/r.xml R\n--\nhttps://a.test/linked T\n--\nhttps://a.test/blog/feed\nhttps://a.test/blog/index.xml\n" USUAL,
           "by rule, by links, where it usually is; what is stated need not be asked, and nothing twice");
    discovery_release(&d);
    discovery_init(&d, "https://b.test/x");
    d.only_rules = true;
    is_str(walk(&d, &own, &shipped), "--\nhttps://b.test/own\n", "the reader's rule goes before telex's; what gave nothing is asked nothing else");
    discovery_release(&d);
    feed_rules_release(&own);
    feed_rules_release(&shipped);
}

static void test_sites(void)
{
    struct discovery d;
    struct feed_rules none = { 0 };
    struct str told = STR_INIT;
    discovery_init(&d, "http://old.test/2019/12/story");
    discovery_land(&d, "https://a.test/2019/12/story/");
    is_str(walk(&d, &none, &none), "--\n--\n--\n" USUAL, "the places of the site that it led to, not of one story's folder");
    discovery_tell(&d, &told);
    ok(str_starts(told.data, "/feed, /rss.xml, "), "they are told without their host: %s", told.data);
    discovery_release(&d);
    discovery_init(&d, "file:///home/r/page.html");
    is_str(walk(&d, &none, &none), "--\n--\n", "a file has no usual places");
    discovery_release(&d);
    discovery_init(&d, "https://a.test/index");
    for (int i = 0; i < 10; i++) {
        char url[40];
        snprintf(url, sizeof url, "https://a.test/%d", i);
        name(&d, url, "sitemap");
    }
    is_str(walk(&d, &none, &none), "--\n--\nhttps://a.test/0 T\nhttps://a.test/1 T\nhttps://a.test/2 T\nhttps://a.test/3 T\n",
           "of an index a few sitemaps, and no usual places");
    discovery_release(&d);
    str_release(&told);
}

/* Who asks for patience, or does not answer, is asked no more. */
static void test_leaving(void)
{
    struct discovery d;
    discovery_init(&d, "https://a.test/");
    while (d.stage != DISCOVERY_USUAL)
        discovery_advance(&d);
    is_str(discovery_next(&d)->url, "https://a.test/feed", "a first place");
    discovery_leave(&d, "https://b.test/feed");
    is_str(discovery_next(&d)->url, "https://a.test/rss.xml", "another host's silence says nothing of this one");
    discovery_leave(&d, "https://a.test/rss.xml");
    ok(!discovery_next(&d) && !discovery_advance(&d), "its own ends the search");
    discovery_release(&d);
}

static void test_bounds(void)
{
    struct discovery d;
    struct str told = STR_INIT;
    char url[200];
    discovery_init(&d, "https://a.test/");
    for (int i = 0; i < 1000; i++) {
        snprintf(url, sizeof url, "https://b.test/%0100d", i);
        name(&d, url, i % 2 ? "application/rss+xml" : NULL);
        discovery_also(&d, url);
        discovery_note_asked(&d, url);
    }
    ok(d.stated.len + d.linked.len == DISCOVERY_NAMED && d.places.len == DISCOVERY_NAMED, "what a page may name has an end");
    discovery_tell(&d, &told);
    ok(told.len < 400 && str_ends(told.data, ", \xE2\x80\xA6"), "and what is told of it");
    str_release(&told);
    discovery_release(&d);
}

int main(void)
{
    test_stages();
    test_sites();
    test_leaving();
    test_bounds();
    return tap_done();
}
