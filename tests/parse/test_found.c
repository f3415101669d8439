/* Documents that are no feed and name some: pages, indexes of sitemaps, robots.txt. */
#include <string.h>

#include "base/mem.h"
#include "parse/feed_finds.h"
#include "parse/parse.h"
#include "tests/tap.h"

struct seen {
    struct str found; /* "URL|TITLE|TYPE" a line */
    int items;
    struct outcome outcome;
};

static void take_feed(void *context, const struct feed *feed)
{
    (void)context, (void)feed;
}

static void take_item(void *context, const struct item *item)
{
    (void)item;
    ((struct seen *)context)->items++;
}

static void take_subscription(void *context, const struct subscription *s)
{
    (void)context, (void)s;
}

static void take_found(void *context, const char *url, const char *title, const char *type)
{
    str_addf(&((struct seen *)context)->found, "%s|%s|%s\n", url, title ? title : "", type ? type : "");
}

static void read_all(struct seen *s, const char *base, const char *document)
{
    *s = (struct seen){ .found = STR_INIT };
    struct feed_reader *r = feed_reader_new(&(struct feed_request){ base, "" }, &(struct feed_sink){ s, take_feed, take_item, take_subscription, take_found });
    feed_reader_push(r, document, strlen(document), NULL);
    feed_reader_end(r, &s->outcome);
    feed_reader_free(r);
}

static const struct {
    const char *name, *base, *document, *found, *text;
} rows[] = {
    { "types of feeds, with parameters and in any case", "https://a.test/dir/",
      "<!doctype html><link rel=alternate type='application/atom+xml; charset=utf-8' href=atom title=One><link rel='nofollow ALTERNATE' type=Application/Feed+JSON href=/j>",
      "https://a.test/dir/atom|One|application/atom+xml\nhttps://a.test/j||application/feed+json\n", "this is a page; its feed is at https://a.test/dir/atom (One)" },
    { "JSON is a feed where it says so", "https://a.test/",
      "<html><link rel=alternate type=application/json href=/api/posts/1 title=JSON><link rel=alternate type=application/json href=/x title='The Feed'><link rel=alternate type=application/json href=/feed.json>",
      "https://a.test/x|The Feed|application/json\nhttps://a.test/feed.json||application/json\n", "this is a page; its feed is at https://a.test/x (The Feed)" },
    { "what describes how to embed the page is none", "https://a.test/",
      "<html><link rel=alternate type='text/xml+oembed' href=/oembed?xml><link rel=alternate type='application/json+oembed' href=/oembed>", "",
      "this is a page and not a feed, and it names none" },
    { "the site's feed goes before its comments', whichever stands first", "https://a.test/",
      "<html><link rel=alternate type=application/rss+xml title='A &raquo; Comments Feed' href=/comments/feed/><link rel=alternate type=application/rss+xml title='A &raquo; Feed' href=/feed/>",
      "https://a.test/feed/|A » Feed|application/rss+xml\nhttps://a.test/comments/feed/|A » Comments Feed|application/rss+xml\n",
      "this is a page; its feed is at https://a.test/feed/ (A » Feed)" },
    { "what is any XML goes behind what is a feed", "https://a.test/",
      "<html><link rel=alternate type=text/xml href=/1><link rel=alternate type=application/rss+xml href=/2>", "https://a.test/2||application/rss+xml\nhttps://a.test/1||text/xml\n",
      "this is a page; its feed is at https://a.test/2" },
    { "the page's own language goes before others", "https://a.test/",
      "<html lang=de-CH><link rel=alternate hreflang=fr type=application/rss+xml href=/fr><link rel=alternate hreflang=DE type=application/rss+xml href=/de>",
      "https://a.test/de||application/rss+xml\nhttps://a.test/fr||application/rss+xml\n", "this is a page; its feed is at https://a.test/de" },
    { "rel=feed needs no type; a base moves addresses", "https://a.test/x",
      "<html><base href='https://b.test/y/'><a rel=feed href=f>News</a>", "https://b.test/y/f||feed\n", "this is a page; its feed is at https://b.test/y/f" },
    { "one that is named twice is told once", "https://a.test/",
      "<html><link rel=alternate type=application/xml href=/f><link rel=alternate type=application/rss+xml href=/f title=T>", "https://a.test/f|T|application/rss+xml\n",
      "this is a page; its feed is at https://a.test/f (T)" },
    { "links of the text: by their address, then by their words", "https://a.test/",
      "<html><a href=/all>Our RSS</a><a href=//c.test/rss.xml>Friend</a><a href=/news.rss>News</a><a href=/press>Pressestelle</a><a href=//d.test/>RSS</a>",
      "https://a.test/news.rss|News|\nhttps://c.test/rss.xml|Friend|\nhttps://a.test/all|Our RSS|\n", "this is a page; its feed may be at https://a.test/news.rss" },
    { "subdomains are the site's own", "https://www.a.test/", "<html><a href=//b-a.test/1.rss>x</a><a href=//feeds.a.test/2.rss>y</a><a href=//a.test/z>RSS</a>",
      "https://feeds.a.test/2.rss|y|\nhttps://b-a.test/1.rss|x|\nhttps://a.test/z|RSS|\n", "this is a page; its feed may be at https://feeds.a.test/2.rss" },
    { "schemes by which feeds are offered to programs", "https://a.test/", "<html><link rel=alternate type=application/rss+xml href='feed:https://a.test/f'><link rel=alternate type=application/rss+xml href='Feed://b.test/g'>",
      "https://a.test/f||application/rss+xml\nhttp://b.test/g||application/rss+xml\n", "this is a page; its feed is at https://a.test/f" },
    { "also in the text", "https://a.test/", "<html><a href='feed://a.test/x'>x</a>", "http://a.test/x|x|\n", "this is a page; its feed may be at http://a.test/x" },
    { "a picture says it too", "https://a.test/", "<html><a href=/z><img src=i.png alt='RSS feed'></a>", "https://a.test/z|RSS feed|\n", "this is a page; its feed may be at https://a.test/z" },
    { "where only comments are stated, the text is asked too", "https://a.test/",
      "<html><link rel=alternate type=application/rss+xml title=Kommentare href=/k><a href=/feed/>x</a>", "https://a.test/feed/|x|\nhttps://a.test/k|Kommentare|application/rss+xml\n",
      "this is a page; its feed may be at https://a.test/feed/" },
    { "where the site's own is stated it is not", "https://a.test/", "<html><link rel=alternate type=application/rss+xml href=/f><a href=/other.rss>x</a>",
      "https://a.test/f||application/rss+xml\n", "this is a page; its feed is at https://a.test/f" },
    { "a page of the network leads to no file", "https://a.test/", "<html><link rel=alternate type=application/rss+xml href='file:///etc/x.xml'>", "",
      "this is a page and not a feed, and it names none" },
    { "a file leads to a file", "file:///home/r/page.html", "<html><link rel=alternate type=application/rss+xml href='x.xml'>", "file:///home/r/x.xml||application/rss+xml\n",
      "this is a page; its feed is at file:///home/r/x.xml" },
    { "an index of sitemaps: news, then the latest; the paper's name does not count", "https://news.test/",
      "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>https://news.test/post-1.xml</loc><lastmod>2019-12-01</lastmod></sitemap>"
      "<sitemap><lastmod>2019-12-24T10:00:00Z</lastmod><loc>/post-2.xml</loc></sitemap><sitemap><loc>/video.xml</loc><lastmod>2019-12-27</lastmod></sitemap>"
      "<sitemap><loc>/news-1.xml</loc></sitemap><sitemap><lastmod>2019-12-26</lastmod></sitemap></sitemapindex>",
      "https://news.test/news-1.xml||sitemap\nhttps://news.test/post-2.xml||sitemap\nhttps://news.test/post-1.xml||sitemap\nhttps://news.test/video.xml||sitemap\n",
      "this is an index of sitemaps and not a feed; it leads to https://news.test/news-1.xml" },
    { "an empty one", "https://a.test/", "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>", "", "this is an index of sitemaps and not a feed, and it is empty" },
    { "a robots.txt names sitemaps", "https://a.test/robots.txt",
      "# hello\nUser-agent: *\nDisallow: /x\n\n SITEMAP : /none\nsitemap: https://a.test/sitemap.xml # all\nSitemap:https://a.test/sitemap-news.xml\r\n",
      "https://a.test/sitemap-news.xml||sitemap\nhttps://a.test/none||sitemap\nhttps://a.test/sitemap.xml||sitemap\n",
      "this is what a site asks of robots, and not a feed; it names the sitemap https://a.test/sitemap-news.xml" },
    { "or does not", "https://a.test/robots.txt", "user-agent: *\n", "", "this is what a site asks of robots, and not a feed" },
    { "other text is none", "https://a.test/", "Users: agents\nSitemap: https://a.test/s\n", "", "this is no feed" },
};

static void test_rows(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct seen s;
        read_all(&s, rows[i].base, rows[i].document);
        is_str(s.found.data, rows[i].found, rows[i].name);
        is_str(s.outcome.text, rows[i].text, "  and says so");
        is_int(s.outcome.kind, OUTCOME_NOT_A_FEED, "  no feed");
        str_release(&s.found);
    }
}

/* Of any number the best are kept, also where each is better than all before. */
static void test_many(void)
{
    struct finds f = { 0 };
    char url[60];
    for (int i = 0; i < 5000; i++) {
        snprintf(url, sizeof url, "https://a.test/%d", i);
        finds_add(&f, &(struct find){ .url = url, .rank = FIND_LINK, .time = i });
    }
    finds_sort(&f);
    is_int(f.all.len, FINDS_MAX, "as many as there may be");
    is_str(f.all.items[0].url, "https://a.test/4999", "the latest first");
    is_str(f.all.items[FINDS_MAX - 1].url, "https://a.test/4900", "in their order");
    finds_release(&f);
}

/* An address is named whole or not at all. */
static void test_long(void)
{
    struct str page = STR_INIT;
    struct seen s;
    str_adds(&page, "<html><link rel=alternate type=application/rss+xml href='/");
    for (int i = 0; i < 50; i++)
        str_adds(&page, "longer");
    str_adds(&page, "'>");
    read_all(&s, "https://a.test/", page.data);
    is_str(s.outcome.text, "this is no feed, but it names some", "an address that is too long to be shown");
    str_release(&s.found);
    str_release(&page);
}

int main(void)
{
    test_rows();
    test_many();
    test_long();
    return tap_done();
}
