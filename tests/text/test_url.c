/* Addresses: RFC 3986's own examples, and what browsers forgive. */
#include "base/str.h"
#include "tests/tap.h"
#include "text/url.h"

static void resolves(const char *base, const char *reference, const char *want)
{
    struct str out = STR_INIT;
    url_resolve(base, reference, &out);
    is_str(out.data, want, want);
    str_release(&out);
}

static void keys(const char *a, const char *b, bool same)
{
    struct str x = STR_INIT, y = STR_INIT;
    url_key(a, &x);
    url_key(b, &y);
    ok((strcmp(x.data, y.data) == 0) == same, "%s %s %s", a, same ? "is" : "is not", b);
    str_release(&x);
    str_release(&y);
}

static void places(const char *a, const char *b, bool same)
{
    struct str x = STR_INIT, y = STR_INIT;
    url_place_key(a, &x);
    url_place_key(b, &y);
    ok((strcmp(x.data, y.data) == 0) == same, "%s %s in the same place as %s", a, same ? "stands" : "does not stand", b);
    str_release(&x);
    str_release(&y);
}

static void cleans(const char *in, const char *want)
{
    struct str out = STR_INIT;
    url_clean(in, &out);
    is_str(out.data, want, in);
    str_release(&out);
}

/* Schemes by which a feed is offered to programs. */
static void test_offers(void)
{
    static const struct {
        const char *offer, *want;
    } rows[] = {
        { "feed://a.test/x", "http://a.test/x" },      { "FEED:https://a.test/x", "https://a.test/x" }, { "podcast://a.test", "http://a.test" },
        { "itpc://a.test/x", "http://a.test/x" },      { "pcast:http://a.test/", "http://a.test/" },    { "feed:", "" },
        { "feed://", "" },                             { "feed:a.test", "" },                           { "feed:file:///x", "" },
        { "feeds://a.test", "" },                      { "https://a.test/", "" },                       { "", "" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct str out = STR_INIT;
        bool is_offer = url_from_offer(rows[i].offer, &out);
        is_str(out.data, rows[i].want, *rows[i].offer ? rows[i].offer : "nothing");
        ok(is_offer == (*rows[i].want != '\0'), "  is told");
        str_release(&out);
    }
}

/* As addresses are shown: who is asked, and no password. */
static void test_display(void)
{
    static const char *const rows[][2] = {
        { "https://a.test/x?q=1#f", "https://a.test/x?q=1#f" },
        { "https://anna:s3cret@a.test/x", "https://anna:\xE2\x80\xA6@a.test/x" },
        { "https://anna:s3@cret@a.test:8443/x", "https://anna:\xE2\x80\xA6@a.test:8443/x" },
        { "https://:s3cret@a.test/", "https://:\xE2\x80\xA6@a.test/" },
        { "https://anna@a.test/x:y@z", "https://anna@a.test/x:y@z" },
        { "file:///home/anna/a:b@c", "file:///home/anna/a:b@c" },
        { "mailto:anna@a.test", "mailto:anna@a.test" },
        { "https://a.test/\x1b[31m\nx", "https://a.test/[31m x" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct str out = STR_INIT;
        url_display(rows[i][0], &out);
        is_str(out.data, rows[i][1], rows[i][1]);
        str_release(&out);
    }
}

int main(void)
{
    test_offers();
    test_display();
    /* RFC 3986 §5.4.1 and §5.4.2. */
    static const char *const normal[][2] = {
        { "g", "http://a/b/c/g" }, { "./g", "http://a/b/c/g" }, { "g/", "http://a/b/c/g/" }, { "/g", "http://a/g" }, { "//g", "http://g/" },
        { "?y", "http://a/b/c/d;p?y" }, { "g?y", "http://a/b/c/g?y" }, { "#s", "http://a/b/c/d;p?q#s" }, { "g#s", "http://a/b/c/g#s" },
        { "g?y#s", "http://a/b/c/g?y#s" }, { ";x", "http://a/b/c/;x" }, { "", "http://a/b/c/d;p?q" }, { ".", "http://a/b/c/" }, { "./", "http://a/b/c/" },
        { "..", "http://a/b/" }, { "../g", "http://a/b/g" }, { "../..", "http://a/" }, { "../../g", "http://a/g" }, { "../../../g", "http://a/g" },
        { "/./g", "http://a/g" }, { "/../g", "http://a/g" }, { "g.", "http://a/b/c/g." }, { "..g", "http://a/b/c/..g" }, { "./../g", "http://a/b/g" },
        { "g/./h", "http://a/b/c/g/h" }, { "g/../h", "http://a/b/c/h" }, { "g?y/../x", "http://a/b/c/g?y/../x" },
    };
    for (size_t i = 0; i < sizeof normal / sizeof normal[0]; i++)
        resolves("http://a/b/c/d;p?q", normal[i][0], normal[i][1]);
    resolves("https://example.org/x/", " pic one.jpg\n", "https://example.org/x/pic%20one.jpg");
    resolves("", "http://Example.org:/a", "http://example.org:/a");
    resolves("https://example.org/x/", "\\img\\a.png", "https://example.org/img/a.png");
    resolves("https://example.org/x/", "https:/example.net/y", "https://example.net/y");
    resolves("https://example.org/x/", "HTTP://Example.NET", "http://example.net/");
    resolves("https://example.org/x/", "mailto:a@example.org", "mailto:a@example.org");
    resolves("https://example.org/x/", "java\nscript:alert(1)", "javascript:alert(1)");
    resolves("file:///home/x/feed.xml", "page.html", "file:///home/x/page.html");
    resolves("", "page.html", "page.html");
    keys("https://www.example.org/a/?utm_source=x", "http://example.org/a", true);
    keys("https://example.org/%7Ea#top", "https://EXAMPLE.org:443/~a", true);
    keys("https://example.org/a?id=1", "https://example.org/a?id=2", false);
    keys("https://example.org/a", "https://example.org/A", false);
    keys("http://example.org:80/a", "https://www.example.org:443/a/", true);
    keys("https://example.org:8443/a", "https://example.org/a", false);
    keys("https://example.org/a;jsessionid=0A1B2C3D.node1?id=7", "https://example.org/a?id=7", true);
    keys("https://example.org/a;page=2", "https://example.org/a", false);
    keys("https://example.org/(S(x3kq0fuyi2s2rk45))/a.aspx", "https://example.org/a.aspx", true);
    keys("https://example.org/a?PHPSESSID=q5l1&id=7", "https://example.org/a?id=7&phpsessid=zz9", true);
    keys("https://example.org/a?sid=9f86d081884c7d659a2feaa0c55ad015", "https://example.org/a?sid=60303ae22b998861bce3b28f33eec1be", true);
    keys("https://example.org/a?sid=19/12/27/1322", "https://example.org/a?sid=19/12/27/1508", false);
    keys("https://example.org/a?sid=4711", "https://example.org/a?sid=4712", false);
    keys("https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2", true);
    keys("https://example.org/a?tag=x&tag=y", "https://example.org/a?tag=y&tag=x", false);
    keys("https://example.org/#!/story/1", "https://example.org/#!/story/2", false);
    keys("https://example.org/live#entry-1", "https://example.org/live#entry-2", true);
    places("https://example.org/live#entry-1", "https://example.org/live#entry-2", false);
    places("https://example.org/a#xtor=RSS-1", "https://example.org/a#xtor=RSS-2", true);
    places("https://www.example.org/a/", "http://example.org/a", true);
    ok(url_is_front("https://example.org") && url_is_front("http://example.org/?utm_source=rss") && !url_is_front("https://example.org/?p=7") &&
       !url_is_front("https://example.org/a") && !url_is_front("https://example.org/#!/a"), "the front of a site is an address without path and query");
    ok(url_names_story("https://example.org/2019/12/a") && url_names_story("https://example.org/the-slow-night-train/") && url_names_story("https://example.org/?p=7"),
       "a number or a sentence names a story");
    ok(!url_names_story("https://example.org/comics/daily") && !url_names_story("https://example.org/live-news") && !url_names_story("https://example.org/?utm_id=77"),
       "a word or two name a place");
    cleans("https://example.org/a?utm_source=rss&id=7&fbclid=zz#x", "https://example.org/a?id=7#x");
    cleans("https://example.org/a?utm_campaign=rss", "https://example.org/a");
    cleans("mailto:a@example.org?utm_source=x", "mailto:a@example.org?utm_source=x");
    ok(url_is_http("HTTPS://example.org/") && !url_is_http("https:///x") && !url_is_http("ftp://example.org/") && !url_is_http("javascript:http://"), "only http and https with a host are web addresses");
    static const char *const whole[] = { "http://[::1]:80/", "http://user@a.example:65535", "http://bücher.example/", "http://a.example:/" };
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        ok(url_is_http(whole[i]), "is a web address: %s", whole[i]);
    static const char *const broken[] = { "http://[::", "http://[::1]x/", "http://a]/", "http://a b/", "http://a:65536/", "http://a:x/", "http://a:99999999999999999999/", "http://<b>/" };
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        ok(!url_is_http(broken[i]), "is none: %s", broken[i]);
    struct str s = STR_INIT;
    url_host("https://u:p@Example.org:8080/x", &s);
    is_str(s.data, "example.org", "the host, without user and port");
    str_reset(&s);
    ok(url_is_of_site("https://example.org/a", "http://www.example.org/") && url_is_of_site("https://www.example.org/", "https://example.org/"), "the same site with www. and without");
    ok(url_is_of_site("https://feeds.example.org/", "https://www.example.org/"), "  and a host below it");
    ok(!url_is_of_site("https://example.org/", "https://feeds.example.org/"), "  not one above it");
    ok(!url_is_of_site("https://notexample.org/", "https://example.org/"), "  nor one whose name only ends so");
    ok(url_is_of_site("/a", "https://example.org/") && url_is_of_site("https://example.org/", "file:///a.html"), "what has no host is of any site");
    url_host("http://[::1]:80/", &s);
    is_str(s.data, "[::1]", "an IPv6 host keeps its brackets");
    str_reset(&s);
    url_from_path("/tmp/a b/\xC3\xA9.xml", &s);
    is_str(s.data, "file:///tmp/a%20b/%C3%A9.xml", "a path as an address");
    struct str back = STR_INIT;
    ok(url_to_path(s.data, &back) && strcmp(back.data, "/tmp/a b/\xC3\xA9.xml") == 0, "and back");
    ok(!url_to_path("file://other.example/x", &back) && !url_to_path("http://x/", &back) && !url_to_path("file:///a%00b", &back), "not another machine's, not with a NUL");
    str_release(&s);
    str_release(&back);
    return tap_done();
}
