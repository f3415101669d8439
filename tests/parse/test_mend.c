/* Damaged feeds: what can be read is read, and the outcome says where it breaks. */
#include "parse/feed_mend.h"
#include "tests/parse/feed_lines.h"

#define RSS "<rss version=\"2.0\"><channel><title>F</title><link>/</link>\n"
#define HEAD "feed rss20 T=F L=https://example.org/\n"

static const struct {
    const char *name, *document, *want;
    int line, column; /* 0: whole */
} rows[] = {
    { "whole", RSS "<item><title>A</title></item></channel></rss>", HEAD "item T=A\n", 0, 0 },
    { "a bare ampersand", RSS "<item><title>Q&A & more</title><link>a?b=1&copy=2</link></item></channel></rss>", HEAD "item T=Q&A & more L=https://example.org/dir/a?b=1&copy=2\n", 2, 15 },
    { "a bare less-than sign", RSS "<item><title>1 < 2</title></item></channel></rss>", HEAD "item T=1 < 2\n", 2, 16 },
    { "one before a letter", RSS "<item><title>a <b and</title></item></channel></rss>", HEAD "item T=a <b and\n", 2, 16 },
    { "an HTML entity that nobody declared", RSS "<item><title>a&eacute;b</title></item></channel></rss>", HEAD "item T=a\xC3\xA9" "b\n", 2, 15 },
    { "an entity that the document declares", "<!DOCTYPE rss [<!ENTITY x \"y&#122;\"><!ENTITY u SYSTEM \"file:///etc/passwd\">]><rss version=\"2.0\"><channel><title>&x;&u;</title></channel></rss>", "feed rss20 T=yz&u;\n", 1, 116 },
    { "a control", RSS "<item><title>a\x01" "b</title></item></channel></rss>", HEAD "item T=ab\n", 2, 15 },
    { "a reference to one", RSS "<item><title>a&#0;&#x1F;b</title></item></channel></rss>", HEAD "item T=ab\n", 2, 15 },
    { "the end is missing", RSS "<item><title>A</title></item><item><title>B", HEAD "item T=A\nitem T=B\n", 2, 44 },
    { "the end is missing within a tag", RSS "<item><title>A</title></item><item><ti", HEAD "item T=A\nitem\n", 2, 36 },
    { "items that are never closed", RSS "<item><title>A</title><item><title>B</title></channel></rss>", HEAD "item T=A\nitem T=B\n", 2, 23 },
    { "a headline that is never closed", RSS "<item><title>A<link>a</link></item></channel></rss>", HEAD "item T=A L=https://example.org/dir/a\n", 2, 15 },
    { "a description that is never closed", RSS "<item><description>x <pubDate>2019-12-27</pubDate></item></channel></rss>", HEAD "item P=2019-12-27T00:00:00Z S=x\n", 2, 22 },
    { "markup that nobody escaped", RSS "<item><description>x<br>y <b>z</description></item></channel></rss>", HEAD "item S=x<br>y <b>z</b>\n", 2, 31 },
    { "an unknown element that is never closed", RSS "<item><x:id xmlns:x='y'>7 <x:b>8</x:b><title>A</title><link>a</link></item></channel></rss>", HEAD "item T=A L=https://example.org/dir/a\n", 2, 39 },
    { "one that wraps others is none", RSS "<item><title>A</title><box>\n<b>x</b><title>B</title></box></item></channel></rss>", HEAD "item T=A\n", 0, 0 },
    { "a field and an element within it", RSS "<item><category>a <b>c<pubDate>2019-12-27</pubDate></item></channel></rss>", HEAD "item P=2019-12-27T00:00:00Z K=a c\n", 2, 23 },
    { "fields that a module nests", RSS "<dc:creator><rdf:Description><dc:title>A</dc:title></rdf:Description></dc:creator></channel></rss>", HEAD, 2, 1 },
    { "the end of an item's tag is missing", RSS "<item\n ><title>A</title></item><item a='b'\n<title>B</title></item></channel></rss>", HEAD "item T=A\nitem T=B\n", 3, 26 },
    { "the end of a field's tag", RSS "<item><description<![CDATA[x]]></description></item></channel></rss>", HEAD "item S=x\n", 2, 7 },
    { "JSON with commas too many", "{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"F\",\"items\":[{\"id\":\"1,]\",\"tags\":[\"a\", ],},\n{\"id\":\"2\"},]}", "feed json1 T=F\nitem I=1,] K=a\nitem I=2\n", 1, 91 },
    { "JSON with controls and escapes that are none", "{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"F\",\"items\":[\n{\"id\":\"1\",\"title\":\"it\\'s\ta \\ud83d\\ude00 \\ud800 \\\\ \\u0041\\u0000.\",\"content_html\":\"a\nb\"}]}", "feed json1 T=F\nitem T=it's a \xF0\x9F\x98\x80 \xEF\xBF\xBD \\ A\xEF\xBF\xBD. I=1 C=a\nb\n", 2, 23 },
    { "JSON with items that are none", "{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"F\",\"items\":[null,[1],\"x\",{\"id\":\"2\"}]}", "feed json1 T=F\nitem I=2\n", 1, 73 },
    { "an author who is never closed", RSS "<item><author>Anna<guid isPermaLink='false'>g</guid></item></channel></rss>", HEAD "item I=g A=Anna\n", 2, 19 },
    { "one with elements", "<feed xmlns='http://www.w3.org/2005/Atom'><title>F</title>\n<entry><author><name>Anna</name><uri>x</uri><published>2019-12-27</published></entry></feed>", "feed atom10 T=F\nitem P=2019-12-27T00:00:00Z A=Anna\n", 2, 45 },
    { "line ends of every kind", RSS "<item><description>a\r\nb\rc\r\r\nd</description></item>\r</channel></rss>", HEAD "item S=a\nb\nc\n\nd\n", 0, 0 },
    { "wrong nesting", RSS "<item><title>A</link></title></item></channel></rss>", HEAD "item T=A\n", 2, 15 },
    { "attributes without quotes", RSS "<item><guid isPermaLink=false>g</guid></item></channel></rss>", HEAD "item I=g\n", 2, 25 },
    { "a quote that is missing", "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>F</title><link href=\"/>\n<entry><title>A</title></entry></feed>", "feed atom10 T=F L=https://example.org/\nitem T=A\n", 1, 70 },
    { "an attribute twice", RSS "<item><enclosure url=\"a\" url=\"b\" type=\"t\"/></item></channel></rss>", HEAD "item E=https://example.org/dir/a;t;-1;-1\n", 2, 26 },
    { "a warning before the root", "<br />\n<b>Warning</b>: x in y.php<br />\n<?xml version=\"1.0\"?>\n" RSS "<item><title>A</title></item></channel></rss>", HEAD "item T=A\n", 2, 1 },
    { "text before and after", "x\n" RSS "<item><title>A</title></item></channel></rss>\n<!-- cached --> y", HEAD "item T=A\n", 1, 1 },
    { "text behind the root", RSS "<item><title>A</title></item></channel></rss>\n\n  end", HEAD "item T=A\n", 4, 3 },
    { "HTML's entities where a document type outside declares them", "<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"x\"><rss version=\"0.91\"><channel><title>a&eacute;</title></channel></rss>", "feed rss091n T=a\xC3\xA9\n", 0, 0 },
    { "damage behind CDATA of several lines", RSS "<item><description><![CDATA[a &\n<b>\n]]></description><title>\xC3\xA4\xC3\xB6 & b</title></item></channel></rss>", HEAD "item T=\xC3\xA4\xC3\xB6 & b S=a &\n<b>\n", 4, 28 },
    { "empty lines before the declaration", "\n\n<?xml version=\"1.0\"?>" RSS "<item><title>A</title></item></channel></rss>", HEAD "item T=A\n", 0, 0 },
    { "two roots", RSS "<item><title>A</title></item></channel></rss><rss><channel><item><title>B</title></item></channel></rss>", HEAD "item T=A\nitem T=B\n", 2, 46 },
    { "CDATA that is never closed", RSS "<item><description><![CDATA[x</description></item></channel></rss>", HEAD "item S=x</description></item></channel></rss>\n", 2, 67 },
    { "CDATA with a stray end", RSS "<item><description><![CDATA[x]]> y ]]></description></item></channel></rss>", HEAD "item S=x y ]]>\n", 2, 36 },
    { "elements in capitals", "<RSS VERSION=\"2.0\"><CHANNEL><TITLE>F</TITLE><LINK>/</LINK><ITEM><PUBDATE>2019-12-27</PUBDATE></ITEM></CHANNEL></RSS>", HEAD "item P=2019-12-27T00:00:00Z\n", 0, 0 },
    { "a page around a feed", "<!DOCTYPE html><html><body><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>F</title><entry><title>A</title></entry></feed></body></html>", "feed atom10 T=F\nitem T=A\n", 0, 0 },
    { "a broken item of JSON", "{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"F\",\"items\":[{\"id\":\"1\"7},{\"id\":\"2\",\"title\":\"B\"}]}", "feed json1 T=F\nitem T=B I=2\n", 1, 75 },
    { "a broken item of several lines", "{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"F\",\n\"items\":[{\"id\":\"1\"},\n {\"id\":\"2\",\n  \"title\":\"\xC3\xA4\" x,\n  \"url\":\"a\"}]}", "feed json1 T=F\nitem I=1\n", 4, 15 },
    { "JSON that is cut", "{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"F\",\"items\":[{\"id\":\"1\"},{\"id\":", "feed json1 T=F\nitem I=1\n", 1, 83 },
};

static void test_rows(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lines l;
        char want[100] = "";
        if (rows[i].line)
            snprintf(want, sizeof want, "the feed is damaged at line %d, column %d", rows[i].line, rows[i].column);
        for (size_t piece = 1; piece <= 1000; piece += 999) {
            lines_read(&l, "", rows[i].document, strlen(rows[i].document), piece);
            is_str(l.out.data, rows[i].want, rows[i].name);
            is_str(l.outcome.text, want, "  and where");
            is_int(l.outcome.kind, rows[i].line ? OUTCOME_DAMAGED : OUTCOME_SAME, "  and how it ended");
            str_release(&l.out);
        }
    }
}

/* Pages that stand in a feed's way for a person to pass, and pages that only speak of such. */
static void test_walls(void)
{
    static const struct {
        const char *document, *text;
    } cases[] = {
        { "<html><head><title>Just a moment...</title></head><body><noscript>Enable JavaScript</noscript></body></html>", "a page that asks for a person" },
        { "<html><body><h1>One more step</h1><div class=\"g-recaptcha\" data-sitekey=x></div></body></html>", "a page that asks for a person" },
        { "<html><body><form action=/challenge-form><input type=password name=x></form></body></html>", "a page that asks for a person" },
        { "<html><body><p>Bist du kein Roboter? Dann klicke hier.</body></html>", "a page that asks for a person" },
        { "<html><body><h1>Before you continue</h1><form><button>Reject</button></form></body></html>", "a page that asks for consent" },
        { "<html><body><h1>Ihre Privatsphäre</h1><button>Alle akzeptieren</button></body></html>", "a page that asks for consent" },
        { "<html><body><form action=/in><input name=u><input type=Password name=p></form></body></html>", "a page that asks for a log-in" },
        { "<html><head><link rel=alternate type=application/rss+xml href=/f></head><body>Accept all</body></html>", NULL },
        { "<html><body><p>The page that you look for is not here.</body></html>", NULL },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct lines l;
        lines_read(&l, "", cases[i].document, strlen(cases[i].document), 7);
        ok((l.outcome.kind == OUTCOME_WALL) == (cases[i].text != NULL), "a wall is known: %s", cases[i].document);
        ok(!cases[i].text || strstr(l.outcome.text, cases[i].text), "  and its kind (%s)", l.outcome.text);
        str_release(&l.out);
    }
    struct str page = STR_INIT;
    struct lines l;
    str_adds(&page, "<html><body>");
    for (int i = 0; i < 200; i++)
        str_adds(&page, "<p>A front page says much of this and of that. ");
    str_adds(&page, "<p>This site is protected by a captcha. <input type=password></body></html>");
    lines_read(&l, "", page.data, page.len, 1000);
    is_int(l.outcome.kind, OUTCOME_NOT_A_FEED, "a page with much to read is none, whatever it speaks of");
    str_release(&l.out);
    struct outcome outcome;
    const struct feed_request asked = { .base = "https://consent.example.org/m", .content_type = "" };
    const struct feed_sink none = { 0 };
    struct feed_reader *r = feed_reader_new(&asked, &none);
    feed_reader_push(r, page.data, page.len, NULL);
    feed_reader_end(r, &outcome);
    feed_reader_free(r);
    is_int(outcome.kind, OUTCOME_WALL, "  unless its host is there for consent");
    str_release(&page);
}

static void test_none(void)
{
    static const struct {
        const char *document, *text;
    } cases[] = {
        { "", "the answer was empty" },
        { "Service unavailable", "this is no feed" },
        { "<html><body><h1>404</h1></body></html>", "this is a page and not a feed, and it names none" },
        { "{\"error\":404}", "this is JSON, but no feed" },
        { "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>x</title></svg>", "this is no feed" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct lines l;
        lines_read(&l, "", cases[i].document, strlen(cases[i].document), 10);
        is_str(l.out.data, "", "what is no feed prints nothing");
        is_int(l.outcome.kind, OUTCOME_NOT_A_FEED, "  is said to be none");
        is_str(l.outcome.text, cases[i].text, "  and what it is");
        str_release(&l.out);
    }
}

/* Lines and columns are those of characters, whatever their encoding. */
static void test_wide(void)
{
    static const char text[] = "<rss version=\"2.0\"><channel><title>F</title>\n<item><title>\xE4 & b</title></item></channel></rss>";
    unsigned char wide[2 + 2 * sizeof text] = { 0xFE, 0xFF };
    struct lines l;
    for (size_t i = 0; i + 1 < sizeof text; i++)
        wide[2 + 2 * i + 1] = (unsigned char)text[i];
    for (size_t piece = 1; piece < 1000; piece += 250) {
        lines_read(&l, "", wide, 2 * sizeof text, piece);
        is_str(l.out.data, "feed rss20 T=F\nitem T=\xC3\xA4 & b\n", "UTF-16 with a bare ampersand");
        is_str(l.outcome.text, "the feed is damaged at line 2, column 16", "  and where");
        str_release(&l.out);
    }
}

/* An invalid byte costs a character. */
static void test_bytes(void)
{
    static const char document[] = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss><channel><title>a\xFF" "b\xC3\xA4</title></channel></rss>";
    struct lines l;
    lines_read(&l, "", document, sizeof document - 1, 5);
    is_str(l.out.data, "feed rss T=a\xEF\xBF\xBD" "b\xC3\xA4\n", "a byte that is none of the encoding");
    is_int(l.outcome.kind, OUTCOME_DAMAGED, "and that there was one");
    is_str(l.outcome.text, "from line 2, column 23 on, some characters of the feed are none of its encoding, UTF-8", "is said");
    str_release(&l.out);
}

static void mends(void (*mend)(struct str *), const char *text, const char *want)
{
    struct str s = STR_INIT;
    str_adds(&s, text);
    mend(&s);
    is_str(s.data, want, want);
    str_release(&s);
}

static void plain(const char *html, const char *want)
{
    struct str out = STR_INIT;
    mend_plain(html, strlen(html), 0, &out);
    is_str(out.data, want, want);
    str_release(&out);
}

static void test_plain(void)
{
    plain("d\xC3\x83\xC2\xA9j\xC3\x83\xC2\xA0 <b>l\xC3\x83\xC2\xA0</b>", "d\xC3\xA9j\xC3\xA0 l\xC3\xA0");
    plain("\xC3\x83\xC2\x89t\xC3\x83\xC2\xA9", "\xC3\x89t\xC3\xA9");
    plain("a\xC3\x82\xC2\xA0 b", "a b");
    plain("AT&amp;amp;T", "AT&T");
    plain("\xC3\x89t\xC3\xA9 \xC3\x83\xC2\xA9", "\xC3\x89t\xC3\xA9 \xC3\x83\xC2\xA9"); /* of such texts, not one of them */
    plain("l\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2\x61", "l\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2\x61"); /* windows-1252: later */
}

static void persons(const char *name, const char *want)
{
    struct str out = STR_INIT;
    mend_author(name, NULL, &out);
    is_str(out.data, want, name);
    str_release(&out);
}

static void test_texts(void)
{
    mends(mend_twice_encoded, "K\xC3\x83\xC2\xA4lte", "K\xC3\xA4lte");
    mends(mend_twice_encoded, "l\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2\x61", "l\xE2\x80\x99\x61");
    mends(mend_twice_encoded, "K\xC3\xA4lte", "K\xC3\xA4lte");
    mends(mend_twice_encoded, "\xC3\x83\xC2\xA4 \xD0\x94", "\xC3\x83\xC2\xA4 \xD0\x94");
    persons("<name>Anna</name><email>a@example.org</email>", "Anna (a@example.org)");
    persons("Anna <a@example.org>", "Anna (a@example.org)");
    mends(mend_twice_escaped, "AT&amp;T &", "AT&T &");
    mends(mend_c1, "don\xC2\x92t", "don\xE2\x80\x99t");
    mends(mend_c1, "\xC3\x83\xC2\x89t\xC3\x83\xC2\xA9", "\xC3\x83\xC2\x89t\xC3\x83\xC2\xA9");
    struct str out = STR_INIT;
    ok(!mend_base64("no base64!", 10, &out) && out.len == 0, "what is no base64 gives nothing");
    str_release(&out);
}

/* Depth is counted and not followed; nothing that can be cut or changed does harm. */
static void test_hostile(void)
{
    static const char seed[] = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"b\">]><rss version='2.0'><channel><title>F &a; &lt;</title><item><link>a</link>"
                               "<description><![CDATA[<p>x</p>]]></description><media:content url=\"p.jpg\"/><!-- c --><author><name>n</name></author></item></channel></rss>";
    struct str deep = STR_INIT;
    struct lines l;
    str_adds(&deep, "<rss><channel><item>");
    for (int i = 0; i < 100000; i++)
        str_adds(&deep, "<a>");
    lines_read(&l, "", deep.data, deep.len, 4096);
    is_str(l.out.data, "feed rss\nitem\n", "100,000 elements in one another");
    str_release(&l.out);
    str_release(&deep);
    for (size_t len = 0; len < sizeof seed; len++) {
        lines_read(&l, "", seed, len, 3);
        str_release(&l.out);
    }
    for (size_t i = 0; i < sizeof seed - 1; i++) {
        char changed[sizeof seed];
        memcpy(changed, seed, sizeof seed);
        changed[i] = "<>&\"'/]![{\0="[i % 12];
        lines_read(&l, "", changed, sizeof seed - 1, 1 + i % 50);
        str_release(&l.out);
    }
    ok(true, "a feed cut and changed at every byte is read");
}

int main(void)
{
    test_rows();
    test_none();
    test_walls();
    test_wide();
    test_bytes();
    test_texts();
    test_plain();
    test_hostile();
    return tap_done();
}
