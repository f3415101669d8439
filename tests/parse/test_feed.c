/* Feeds: every dialect, its modules, dates, identity, encodings; damage in test_mend.c. */
#include "config.h"

#include <sys/resource.h>
#include <unistd.h>

#include "parse/feed_fields.h"
#include "tests/parse/feed_lines.h"

struct sample {
    const char *name, *document, *want;
};

#define RSS "<rss version=\"2.0\"><channel><title>F</title><link>/</link>"
#define HEAD "feed rss20 T=F L=https://example.org/\n"
#define ATOM "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>F</title><link href=\"/\"/>"
#define ATOM_HEAD "feed atom10 T=F L=https://example.org/\n"

static const struct sample rows[] = {
    { "RSS 2.0",
      RSS "<item><title>A &amp; B</title><link>a</link><guid isPermaLink=\"false\">g1</guid><pubDate>Fri, 27 Dec 2019 15:22:00 +0100</pubDate>"
          "<author>ana@example.org (Ana Paz)</author><category>News</category><description>&lt;p&gt;Text&lt;/p&gt;</description>"
          "<comments>a#c</comments><enclosure url=\"a.mp3\" type=\"audio/mpeg\" length=\"12\"/></item></channel></rss>",
      HEAD "item T=A & B L=https://example.org/dir/a I=g1 P=2019-12-27T15:22:00+01:00 A=Ana Paz (ana@example.org) S=<p>Text</p> K=News "
           "E=https://example.org/dir/a.mp3;audio/mpeg;12;-1 M=https://example.org/dir/a#c\n" },
    { "RSS 0.91 with Netscape's document type", "<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"x\"><rss version=\"0.91\"><channel><title>F</title></channel></rss>", "feed rss091n T=F\n" },
    { "RSS 0.91 without it", "<rss version=\"0.91\"><channel><title>F</title></channel></rss>", "feed rss091u T=F\n" },
    { "RSS 0.92", "<rss version=\"0.92\"><channel><title>F</title></channel></rss>", "feed rss092 T=F\n" },
    { "RSS of no version", "<rss><channel><title>F</title></channel></rss>", "feed rss T=F\n" },
    { "RSS 1.0, its items beside the channel",
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
      "<channel rdf:about=\"x\"><title>F</title><link>/</link><dc:language>de</dc:language></channel>"
      "<item rdf:about=\"urn:1\"><title>A</title><link>a</link><dc:date>2019-12-27</dc:date><dc:creator>Ana</dc:creator></item></rdf:RDF>",
      "feed rss10 T=F L=https://example.org/ l=de\nitem T=A L=https://example.org/dir/a I=urn:1 P=2019-12-27T00:00:00Z U=2019-12-27T00:00:00Z A=Ana l=de\n" },
    { "RSS 0.90", "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://my.netscape.com/rdf/simple/0.9/\"><channel><title>F</title></channel><item><title>A</title></item></rdf:RDF>",
      "feed rss090 T=F\nitem T=A\n" },
    { "Atom 1.0",
      ATOM "<subtitle>S</subtitle><author><name>Ana</name></author><entry><title type=\"html\">A &amp;amp; B</title><link rel=\"self\" href=\"s\"/><link href=\"a\"/>"
           "<link rel=\"enclosure\" href=\"a.mp3\" length=\"5\" type=\"audio/mpeg\"/><link rel=\"replies\" href=\"c\"/><id>urn:1</id>"
           "<published>2019-12-27T10:00:00Z</published><updated>2019-12-28T10:00:00Z</updated><category term=\"t\" label=\"Label\"/>"
           "<summary>a &lt; b</summary><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>x &lt; y<br/></p></div></content></entry></feed>",
      "feed atom10 T=F L=https://example.org/ D=S A=Ana\n"
      "item T=A & B L=https://example.org/dir/a I=urn:1 P=2019-12-27T10:00:00Z U=2019-12-28T10:00:00Z A=Ana S=a &lt; b C=<div><p>x &lt; y<br></p></div> K=Label "
      "E=https://example.org/dir/a.mp3;audio/mpeg;5;-1 M=https://example.org/dir/c\n" },
    { "Atom 0.3",
      "<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\"><title>F</title><link rel=\"alternate\" href=\"/\"/><tagline>S</tagline><modified>2019-12-27T10:00:00Z</modified>"
      "<entry><title>A</title><issued>2019-12-26T10:00:00Z</issued><content type=\"text/html\" mode=\"escaped\">&lt;b&gt;x&lt;/b&gt;</content></entry>"
      "<entry><title>B</title><content type=\"text/plain\" mode=\"base64\">VMOkeHQ=</content></entry></feed>",
      "feed atom03 T=F L=https://example.org/ D=S U=2019-12-27T10:00:00Z\nitem T=A P=2019-12-26T10:00:00Z C=<b>x</b>\nitem T=B C=T\xC3\xA4xt\n" },
    { "an Atom entry by the feed that it was taken from",
      ATOM "<author><name>Ana</name></author><entry><title>A</title><source><title>Other</title><author><name>Bo</name></author></source></entry></feed>",
      "feed atom10 T=F L=https://example.org/ A=Ana\nitem T=A A=Bo src=Other\n" },
    { "a prefix of its own for Atom", "<a:feed xmlns:a=\"http://www.w3.org/2005/Atom\"><a:title>F</a:title><a:link href=\"/\"/><a:entry><a:title>A</a:title></a:entry></a:feed>", ATOM_HEAD "item T=A\n" },
    { "JSON Feed 1.1",
      "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"F\",\"home_page_url\":\"/\",\"items\":[{\"id\":7,\"url\":\"a\",\"title\":\"A \\u0026 B\",\"content_text\":\"x\","
      "\"date_published\":\"2019-12-27T10:00:00Z\",\"authors\":[{\"name\":\"Ana\"}],\"tags\":[\"t\"],\"attachments\":[{\"url\":\"a.mp3\",\"mime_type\":\"audio/mpeg\",\"size_in_bytes\":9,\"duration_in_seconds\":60}]}]}",
      "feed json11 T=F L=https://example.org/ U=2019-12-27T10:00:00Z\nitem T=A & B L=https://example.org/dir/a I=7 P=2019-12-27T10:00:00Z A=Ana X=x K=t E=https://example.org/dir/a.mp3;audio/mpeg;9;60\n" },
    { "JSON Feed 1.0 that is named behind its items", "{\"items\":[{\"id\":\"1\",\"external_url\":\"a\",\"author\":{\"name\":\"Ana\"}}],\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"F\"}",
      "feed json1 T=F\nitem L=https://example.org/dir/a I=1 A=Ana\n" },
    { "a news sitemap: the entries that are news",
      "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:n=\"http://www.google.com/schemas/sitemap-news/0.9\" xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\">"
      "<url><loc>/about</loc></url><url><loc>/a</loc><lastmod>2019-12-28</lastmod><n:news><n:publication><n:name>P</n:name><n:language>en</n:language></n:publication>"
      "<n:publication_date>2019-12-27</n:publication_date><n:title>A</n:title><n:keywords>x, y</n:keywords></n:news><image:image><image:loc>/p.jpg</image:loc><image:caption>C</image:caption></image:image></url></urlset>",
      "feed sitemap\nitem T=A L=https://example.org/a P=2019-12-27T00:00:00Z U=2019-12-28T00:00:00Z S=C K=x,y G=https://example.org/p.jpg;C; l=en\n" },
    { "an index of sitemaps leads to them", "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><sitemap><loc>https://example.org/1.xml</loc></sitemap></sitemapindex>", "found L=https://example.org/1.xml\n" },
    { "OPML: folders, and names of attributes in any case",
      "<opml><body><outline text=\"News\"><outline title=\"World\"><outline text=\"A\" xmlUrl=\"a.xml\"/></outline><outline XMLURL=\"b.xml\" title=\"B\"/></outline></body></opml>",
      "subscription L=https://example.org/dir/a.xml T=A in=News,World\nsubscription L=https://example.org/dir/b.xml T=B in=News\n" },
    { "a page that names its feeds",
      "<!doctype html><title>x</title><link rel=\"alternate\" type=\"application/rss+xml\" title=\"News\" href=\"/rss\"><link rel=\"alternate\" type=\"text/html\" href=\"/de\"><p>x",
      "found L=https://example.org/rss T=News\n" },
    { "a page whose text leads to one", "<html><body><p><a href=\"/news/feed/\">RSS</a> <a href=\"/about\">x</a>", "found L=https://example.org/news/feed/ T=RSS\n" },
    { "CDF", "<CHANNEL HREF=\"/\" LASTMOD=\"2019-12-27\"><TITLE>F</TITLE><ITEM HREF=\"a\"><TITLE>A</TITLE><ABSTRACT>x</ABSTRACT></ITEM></CHANNEL>",
      "feed rss T=F L=https://example.org/ U=2019-12-27T00:00:00Z\nitem T=A L=https://example.org/dir/a S=x\n" },
};

static const struct sample modules[] = {
    { "text twice: content and its summary",
      RSS "<item><description>s</description><content:encoded xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><![CDATA[<p>c</p>]]></content:encoded></item></channel></rss>", HEAD "item S=s C=<p>c</p>\n" },
    { "description and then summary", RSS "<item><description>s</description><summary>c</summary></item></channel></rss>", HEAD "item S=s C=c\n" },
    { "an XHTML body", RSS "<item><body xmlns=\"http://www.w3.org/1999/xhtml\"><p>x</p></body></item></channel></rss>", HEAD "item C=<p>x</p>\n" },
    { "prefixes that nobody declared", RSS "<item><dc:creator>Ana</dc:creator><slash:comments>3</slash:comments><wfw:commentRss>c.xml</wfw:commentRss></item></channel></rss>",
      HEAD "item A=Ana F=https://example.org/dir/c.xml N=3\n" },
    { "another prefix", "<rss version=\"2.0\" xmlns:x=\"http://purl.org/dc/elements/1.1/\"><channel><title>F</title><link>/</link><item><x:creator>Ana</x:creator><x:title>A</x:title></item></channel></rss>", HEAD "item T=A A=Ana\n" },
    { "a namespace that is none of ours", "<rss version=\"2.0\" xmlns:x=\"urn:x\"><channel><title>F</title><link>/</link><item><title>A</title><x:title>B</x:title><x:y><title>C</title></x:y></item></channel></rss>", HEAD "item T=A\n" },
    { "pictures with words of their own, of their group, of the item",
      RSS "<item><media:content url=\"p.jpg\"><media:description>Boats</media:description><media:credit>Ana</media:credit></media:content>"
          "<media:group><media:credit>Bo</media:credit><media:content url=\"q\" medium=\"image\"/><media:content url=\"v.mp4\" type=\"video/mp4\" fileSize=\"7\" duration=\"90\"/></media:group>"
          "<media:content url=\"r.png\"/><media:description>Words</media:description><description>s</description></item></channel></rss>",
      HEAD "item S=s C=Words E=https://example.org/dir/v.mp4;video/mp4;7;90 G=https://example.org/dir/p.jpg;Boats;Ana G=https://example.org/dir/q;Words;Bo G=https://example.org/dir/r.png;Words;\n" },
    { "a thumbnail where there is nothing else", RSS "<item><title>A</title><media:thumbnail url=\"t.jpg\"/></item></channel></rss>", HEAD "item T=A G=https://example.org/dir/t.jpg;;\n" },
    { "podcasts",
      "<rss version=\"2.0\"><channel><title>F</title><link>/</link><itunes:image href=\"i.jpg\"/><item><itunes:author>Ana</itunes:author><itunes:summary>s</itunes:summary>"
      "<itunes:keywords>x, y</itunes:keywords><enclosure url=\"a.mp3\" type=\"audio/mpeg\" length=\"\"/><itunes:duration>1:02:03</itunes:duration>"
      "<podcast:chapters url=\"c.json\" type=\"application/json+chapters\"/><podcast:transcript url=\"t.vtt\" type=\"text/vtt\"/></item></channel></rss>",
      "feed rss20 T=F L=https://example.org/ i=https://example.org/dir/i.jpg\n"
      "item A=Ana S=s K=x,y E=https://example.org/dir/a.mp3;audio/mpeg;-1;3723 ch=https://example.org/dir/c.json tr=https://example.org/dir/t.vtt\n" },
    { "a broadcast that is on the air, and one that was",
      RSS "<podcast:liveItem status=\"live\" start=\"2019-12-27T20:00:00Z\"><title>A</title><enclosure url=\"a.mp3\" type=\"audio/mpeg\"/></podcast:liveItem>"
          "<podcast:liveItem status=\"ended\"><title>B</title><enclosure url=\"b.mp3\"/></podcast:liveItem></channel></rss>",
      HEAD "item T=A P=2019-12-27T20:00:00Z E=https://example.org/dir/a.mp3;audio/mpeg;-1;-1 live=https://example.org/dir/a.mp3\nitem T=B E=https://example.org/dir/b.mp3;;-1;-1\n" },
    { "a headline that is a picture", RSS "<item><title>&lt;img src=\"a.jpg\" onerror = 'x()' id=\"1\" ONLOAD=y /></title></item></channel></rss>", HEAD "item T=<img src=\"a.jpg\" id=\"1\" />\n" },
    { "Media RSS's description where there is content alone", RSS "<item><content:encoded>c</content:encoded><media:group><media:description>s</media:description></media:group></item></channel></rss>", HEAD "item S=s C=c\n" },
    { "two descriptions by Media RSS: the item's text and what it says beside it",
      RSS "<item><media:description>a</media:description><media:description>b</media:description></item>"
          "<item><media:group><media:description>c</media:description></media:group><media:content url=\"v.mp4\" type=\"video/mp4\"><media:description>d</media:description></media:content></item></channel></rss>",
      HEAD "item S=a C=b\nitem S=c C=d E=https://example.org/dir/v.mp4;video/mp4;-1;-1\n" },
    { "a podcast's summary beside a description that says something else",
      RSS "<item><description>a</description><itunes:summary>b</itunes:summary></item>"
          "<item><description>a</description><itunes:summary>b</itunes:summary><content:encoded>c</content:encoded></item></channel></rss>", HEAD "item S=a C=b\nitem S=a C=c\n" },
    { "a podcast's subtitle where the description only repeats the summary",
      RSS "<itunes:subtitle>short</itunes:subtitle><itunes:summary>long</itunes:summary><description>long</description></channel></rss>", "feed rss20 T=F L=https://example.org/ D=short\n" },
    { "a description that says something else",
      RSS "<itunes:subtitle>short</itunes:subtitle><itunes:summary>long</itunes:summary><description>other</description><description>long</description></channel></rss>", "feed rss20 T=F L=https://example.org/ D=long\n" },
    { "the picture of a feed that shows one in its description", RSS "<description>&lt;IMG alt=x src='i.png?a&amp;amp;b'&gt; x</description></channel></rss>", "feed rss20 T=F L=https://example.org/ D=x i=https://example.org/dir/i.png?a&b\n" },
    { "Dublin Core's title of an RSS 1.0 feed",
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
      "<channel><title>F</title><dc:title>G</dc:title></channel></rdf:RDF>", "feed rss10 T=G\n" },
    { "and of another", RSS "<dc:title>G</dc:title></channel></rss>", HEAD },
    { "a JSON feed is as old as its first item",
      "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"F\",\"home_page_url\":\"/\",\"items\":[{\"id\":\"1\",\"date_published\":\"2019-12-27T10:00:00Z\"},{\"id\":\"2\",\"date_published\":\"2019-12-26T10:00:00Z\"}]}",
      "feed json11 T=F L=https://example.org/ U=2019-12-27T10:00:00Z\nitem I=1 P=2019-12-27T10:00:00Z\nitem I=2 P=2019-12-26T10:00:00Z\n" },
    { "when to come again", "<rss version=\"2.0\"><channel><title>F</title><link>/</link><ttl>90</ttl></channel></rss>", "feed rss20 T=F L=https://example.org/ ttl=5400\n" },
    { "twice a day", "<rss version=\"2.0\"><channel><title>F</title><link>/</link><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency></channel></rss>", "feed rss20 T=F L=https://example.org/ ttl=43200\n" },
    { "the feed's own image, rights and hub",
      "<rss version=\"2.0\"><channel><title>F</title><link>/</link><atom:link rel=\"self\" href=\"x\"/><atom:link rel=\"hub\" href=\"https://hub.example/\"/><copyright>C</copyright>"
      "<image><url>i.png</url><title>Image</title><link>/image</link></image><textInput><title>Search</title></textInput></channel></rss>",
      "feed rss20 T=F L=https://example.org/ i=https://example.org/dir/i.png r=C hub=https://hub.example/\n" },
    { "addresses by xml:base, in markup too",
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://other.example/x/\"><title>F</title><link href=\"/\"/><entry xml:base=\"y/\"><link href=\"a\"/>"
      "<content type=\"html\">&lt;a href=\"b\"&gt;b&lt;/a&gt;</content></entry></feed>",
      "feed atom10 T=F L=https://other.example/\nitem L=https://other.example/x/y/a C=<a href=\"https://other.example/x/y/b\">b</a>\n" },
    { "languages", "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"de\"><title>F</title><link href=\"/\"/><entry xml:lang=\"fr\"><title>A</title></entry><entry><title>B</title></entry></feed>",
      "feed atom10 T=F L=https://example.org/ l=de\nitem T=A l=fr\nitem T=B l=de\n" },
};

/* What is written wrong, and stands where it should not. */
static const struct sample wrong[] = {
    { "elements and attributes in other letters", RSS "<ITEM><Title>A</Title><PubDate>Fri, 27 Dec 2019 10:00:00 GMT</PubDate><Enclosure URL=\"a.mp3\" TYPE=\"audio/mpeg\" LENGTH=\"5\"/><DC:Creator>Ana</DC:Creator><Media:Content URL=\"p.jpg\" Medium=\"Image\"/></ITEM></channel></rss>",
      HEAD "item T=A P=2019-12-27T10:00:00Z A=Ana E=https://example.org/dir/a.mp3;audio/mpeg;5;-1 G=https://example.org/dir/p.jpg;;\n" },
    { "items beside the channel, in RSS 2.0", "<rss version=\"2.0\"><channel><title>F</title><link>/</link></channel><item><title>A</title></item></rss>", HEAD "item T=A\n" },
    { "items without a channel", "<rss version=\"2.0\"><title>F</title><link>/</link><item><title>A</title></item></rss>", HEAD "item T=A\n" },
    { "the channel's own fields behind its items", "<rss version=\"2.0\"><channel><item><title>A</title></item><title>F</title><link>/</link></channel></rss>", HEAD "item T=A\n" },
    { "RSS's names in Atom, Atom's in RSS", ATOM "<entry><title>A</title><guid>g</guid><pubDate>2019-12-27T10:00:00Z</pubDate><description>s</description></entry></feed>", ATOM_HEAD "item T=A L=https://example.org/dir/g I=g P=2019-12-27T10:00:00Z S=s\n" },
    { "Atom's within RSS, undeclared", RSS "<item><title>A</title><atom:updated>2019-12-27T10:00:00Z</atom:updated><atom:summary>s</atom:summary><atom:author><atom:name>Ana</atom:name></atom:author></item></channel></rss>", HEAD "item T=A U=2019-12-27T10:00:00Z A=Ana S=s\n" },
    { "Dublin Core's terms", RSS "<item><dcterms:issued>2019-12-27</dcterms:issued><dcterms:modified>2019-12-28</dcterms:modified><dcterms:creator>Ana</dcterms:creator></item></channel></rss>", HEAD "item P=2019-12-27T00:00:00Z U=2019-12-28T00:00:00Z A=Ana\n" },
    { "places are left alone", RSS "<item><title>A</title><georss:point>45.25 -71.92</georss:point><georss:where><gml:Point><gml:pos>1 2</gml:pos></gml:Point></georss:where></item></channel></rss>", HEAD "item T=A\n" },
    { "threads", ATOM "<entry><title>A</title><thr:total>7</thr:total><link rel=\"replies\" type=\"application/atom+xml\" href=\"c.xml\" thr:count=\"7\"/></entry></feed>", ATOM_HEAD "item T=A F=https://example.org/dir/c.xml N=7\n" },
    { "a group within a group, and words at each depth", RSS "<item><media:group><media:content url=\"p.jpg\"><media:credit>Ana</media:credit></media:content><media:description>Words</media:description></media:group></item></channel></rss>",
      HEAD "item S=Words G=https://example.org/dir/p.jpg;Words;Ana\n" },
    { "the language of the text, and of parts of it", ATOM "<entry xml:lang=\"en\"><title xml:lang=\"it\">A</title><content type=\"xhtml\" xml:lang=\"fr\"><div><p xml:lang=\"de\">x</p></div></content></entry>"
      "<entry><title xml:lang=\"it\">B</title></entry></feed>", ATOM_HEAD "item T=A C=<div><p lang=\"de\">x</p></div> l=fr\nitem T=B l=it\n" },
    { "bases within bases", "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://other.example/a/\"><title>F</title><entry xml:base=\"b/\"><title>A</title><content type=\"xhtml\" xml:base=\"c/\"><div xmlns=\"http://www.w3.org/1999/xhtml\" xml:base=\"d/\"><a href=\"e\">x</a></div></content></entry></feed>",
      "feed atom10 T=F\nitem T=A C=<div><a href=\"https://other.example/a/b/c/d/e\">x</a></div>\n" },
    { "an entity for what no XML has", RSS "<item><title>a&nbsp;&mdash;&nbsp;b &#150; c &bogus; d</title></item></channel></rss>", HEAD "item T=a \xE2\x80\x94 b \xE2\x80\x93 c &bogus; d\n" },
    { "CDATA within CDATA", RSS "<item><description><![CDATA[a <![CDATA[b]]> c]]></description><title>A</title></item></channel></rss>", HEAD "item T=A S=a <![CDATA[b c]]>\n" },
};

static const struct sample values[] = {
    { "a permalink stands in for the link", RSS "<item><guid>https://example.org/a</guid></item></channel></rss>", HEAD "item L=https://example.org/a I=https://example.org/a\n" },
    { "one that is none does not", RSS "<item><guid isPermaLink=\"false\">https://example.org/a</guid></item></channel></rss>", HEAD "item I=https://example.org/a\n" },
    { "Atom's link within RSS does", RSS "<item><atom:link href=\"a\"/><title>A</title></item></channel></rss>", HEAD "item T=A L=https://example.org/dir/a\n" },
    { "but RSS's own comes first", RSS "<item><atom:link href=\"a\"/><link>b</link></item></channel></rss>", HEAD "item L=https://example.org/dir/b\n" },
    { "an enclosure is no link", ATOM "<entry><link rel=\"enclosure\" href=\"a\"/></entry></feed>", ATOM_HEAD "item E=https://example.org/dir/a;;-1;-1\n" },
    { "a date that is none is left out", RSS "<item><title>A</title><pubDate>soon</pubDate></item></channel></rss>", HEAD "item T=A\n" },
    { "one in German, one of epoch seconds", RSS "<item><pubDate>Fr, 27 Dez 2019 10:00:00 +0100</pubDate></item><item><pubDate>1577440800</pubDate></item></channel></rss>", HEAD "item P=2019-12-27T10:00:00+01:00\nitem P=2019-12-27T10:00:00Z\n" },
    { "the same enclosure twice is one", RSS "<item><enclosure url=\"a\" type=\"audio/mpeg\"/><media:content url=\"a\" fileSize=\"5\"/></item></channel></rss>", HEAD "item E=https://example.org/dir/a;audio/mpeg;5;-1\n" },
    { "a headline that was encoded twice", RSS "<item><title>K\xC3\x83\xC2\xA4lte</title></item></channel></rss>", HEAD "item T=K\xC3\xA4lte\n" },
    { "and with it a space at its end: as it is, for the article mends it", RSS "<item><title>airport\xC3\x82\xC2\xA0</title></item></channel></rss>", HEAD "item T=airport\xC3\x82\xC2\xA0\n" },
    { "a headline that was escaped twice", RSS "<item><title>AT&amp;amp;T &amp;lt;b&amp;gt;</title></item></channel></rss>", HEAD "item T=AT&T <b>\n" },
    { "markup in a headline goes", RSS "<item><title>&lt;b&gt;A&lt;/b&gt; <i>B</i></title></item></channel></rss>", HEAD "item T=A B\n" },
    { "persons: name and mail, however they are written",
      RSS "<item><author>a@example.org</author></item><item><author>Ana &lt;a@example.org&gt;</author></item><item><author>mailto:a@example.org (Ana)</author></item><item><dc:creator>Ana</dc:creator><dc:creator>Bo</dc:creator></item></channel></rss>",
      HEAD "item A=a@example.org\nitem A=Ana (a@example.org)\nitem A=Ana (a@example.org)\nitem A=Ana,Bo\n" },
    { "an item that says nothing is one all the same", RSS "<item></item></channel></rss>", HEAD "item\n" },
};

static void test_rows(const struct sample *row, size_t count)
{
    for (size_t i = 0; i < count; i++, row++) {
        struct lines whole, pieces;
        lines_read(&whole, "", row->document, strlen(row->document), SIZE_MAX);
        lines_read(&pieces, "", row->document, strlen(row->document), 1);
        is_str(whole.out.data, row->want, row->name);
        is_str(pieces.out.data, row->want, "  byte by byte");
        is_str(pieces.outcome.text, whole.outcome.text, "  and the outcome is the same");
        str_release(&whole.out);
        str_release(&pieces.out);
    }
}

static void test_encodings(void)
{
    static const struct {
        const char *name, *type, *document;
        size_t len;
    } cases[] = {
#define CASE(name, type, text) { name, type, text, sizeof text - 1 }
        CASE("a declared one", "", "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><rss><channel><title>F\xE4</title></channel></rss>"),
        CASE("the header's above it", "text/xml; charset=windows-1252", "<?xml version=\"1.0\" encoding=\"koi8-r\"?><rss><channel><title>F\xE4</title></channel></rss>"),
        CASE("a mark above both", "text/xml; charset=koi8-r", "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"koi8-r\"?><rss><channel><title>F\xC3\xA4</title></channel></rss>"),
        CASE("none, and valid UTF-8", "", "<rss><channel><title>F\xC3\xA4</title></channel></rss>"),
        CASE("a declaration that its bytes deny", "", "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><rss><channel><title>F\xC3\xA4</title></channel></rss>"),
        CASE("UTF-16 whose header says UTF-8", "text/xml; charset=utf-8", "\xFF\xFE<\0r\0s\0s\0>\0<\0c\0h\0a\0n\0n\0e\0l\0>\0<\0t\0i\0t\0l\0e\0>\0F\0\xE4\0<\0/\0t\0i\0t\0l\0e\0>\0<\0/\0c\0h\0a\0n\0n\0e\0l\0>\0<\0/\0r\0s\0s\0>\0"),
        CASE("UTF-32 with a mark", "", "\0\0\xFE\xFF\0\0\0<\0\0\0r\0\0\0s\0\0\0s\0\0\0>\0\0\0<\0\0\0c\0\0\0h\0\0\0a\0\0\0n\0\0\0n\0\0\0e\0\0\0l\0\0\0>\0\0\0<\0\0\0t\0\0\0i\0\0\0t\0\0\0l\0\0\0e\0\0\0>\0\0\0F\0\0\0\xE4\0\0\0<\0\0\0/\0\0\0t\0\0\0i\0\0\0t\0\0\0l\0\0\0e\0\0\0>"),
        CASE("UTF-16 without a mark", "", "<\0r\0s\0s\0>\0<\0c\0h\0a\0n\0n\0e\0l\0>\0<\0t\0i\0t\0l\0e\0>\0F\0\xE4\0<\0/\0t\0i\0t\0l\0e\0>\0<\0/\0c\0h\0a\0n\0n\0e\0l\0>\0<\0/\0r\0s\0s\0>\0"),
        CASE("a label that does not exist counts as none", "text/xml; charset=nonsense", "<rss><channel><title>F\xC3\xA4</title></channel></rss>"),
        CASE("a C1 control means windows-1252", "", "<rss><channel><title>F\xC3\xA4\xC2\x85</title></channel></rss>"),
#undef CASE
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct lines l;
        bool c1 = i + 1 == sizeof cases / sizeof cases[0];
        lines_read(&l, cases[i].type, cases[i].document, cases[i].len, 7);
        is_str(l.out.data, c1 ? "feed rss T=F\xC3\xA4\xE2\x80\xA6\n" : "feed rss T=F\xC3\xA4\n", cases[i].name);
        str_release(&l.out);
    }
}

static void test_table(void)
{
    bool sorted = true;
    for (size_t i = 1; i < feed_field_count; i++)
        sorted &= strcmp(feed_fields[i - 1].name, feed_fields[i].name) <= 0;
    ok(sorted, "the rows of feed_fields.def stand in the order of their names");
    ok(field_find(SPACE_DC, "title", SCOPE_ITEM) && !field_find(SPACE_DC, "title", SCOPE_SOURCE), "a row counts in its scopes only");
}

static void count_feed(void *context, const struct feed *feed)
{
    (void)context;
    (void)feed;
}

static void count_item(void *context, const struct item *item)
{
    *(int *)context += item->title && item->summary_html && item->published.parts;
}

static long memory(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss; /* KiB */
}

/* 100,000 items come as they are read, and take no more memory than a few. */
static void test_many(void)
{
    enum { ITEMS = 100000, MOST = 8 << 10 };
    struct feed_request request = { .base = "https://example.org/", .content_type = "" };
    int count = 0;
    struct outcome outcome;
    struct feed_reader *r = feed_reader_new(&request, &(struct feed_sink){ &count, count_feed, count_item, NULL, NULL });
    static const char head[] = RSS;
    feed_reader_push(r, head, sizeof head - 1, NULL);
    long before = 0;
    for (int i = 0; i < ITEMS; i++) {
        char item[400];
        int len = snprintf(item, sizeof item, "<item><title>Story %d</title><link>/%d</link><pubDate>Fri, 27 Dec 2019 10:00:00 GMT</pubDate>"
                                              "<description>&lt;p&gt;The ferry to island %d stayed in port, for the fog did not lift.&lt;/p&gt;</description></item>\n", i, i, i);
        feed_reader_push(r, item, (size_t)len, NULL);
        if (i == ITEMS / 100)
            before = memory();
    }
    ok(count > ITEMS - 100, "items come before the feed's end (%d)", count);
    feed_reader_end(r, &outcome);
    feed_reader_free(r);
    is_int(count, ITEMS, "all 100,000 come");
    is_int(outcome.kind, OUTCOME_DAMAGED, "and that the end is missing is said");
#ifdef TELEX_SANITIZE
    (void)before;
#else
    ok(getenv("TELEX_UNDER_VALGRIND") || memory() - before < MOST, "in no more memory than the first thousand took (%ld KiB more)", memory() - before);
#endif
}

static void test_json(void)
{
    struct str out = STR_INIT;
    const char *authors[] = { "Ana" };
    struct picture picture = { .url = "https://example.org/p.jpg", .caption = "C" };
    struct enclosure sound = { .url = "https://example.org/a.mp3", .length = 0, .duration = -1 };
    struct item item = { .title = "A \"b\"", .summary_html = "<script>x</script>s<a href=\"\">t</a>", .base = "https://example.org/f", .comment_count = 0,
                         .authors = { authors, 1 }, .pictures = { &picture, 1 }, .enclosures = { &sound, 1 } };
    item_write_json(&item, &out);
    is_str(out.data,
           "{\"type\":\"article\",\"title\":\"A \\\"b\\\"\",\"authors\":[\"Ana\"],\"summary_html\":\"s<a href=\\\"https://example.org/f\\\">t</a>\","
           "\"enclosures\":[{\"url\":\"https://example.org/a.mp3\",\"length\":\"0\"}],\"captions\":[{\"url\":\"https://example.org/p.jpg\",\"text\":\"C\"}],\"comment_count\":0}\n",
           "an article as JSON");
    str_reset(&out);
    item_write_json(&(struct item){ .content_text = "a < b", .comment_count = -1 }, &out);
    is_str(out.data, "{\"type\":\"article\",\"content_html\":\"a &lt; b\",\"content_text\":\"a < b\"}\n", "plain text as HTML as well");
    str_reset(&out);
    item_write_json(&(struct item){ .content_html = "<!-- <script> -->a<!-- b", .comment_count = -1 }, &out);
    is_str(out.data, "{\"type\":\"article\",\"content_html\":\"a<!-- b\"}\n", "a tag within a comment is none");
    str_reset(&out);
    item_write_json(&(struct item){ .content_html = "a<script>b<style>c</style>d<script>e<iframe>f</iframe>", .comment_count = -1 }, &out);
    is_str(out.data, "{\"type\":\"article\",\"content_html\":\"abdef\"}\n", "of an element without an end only its tag goes, of others all");
    str_reset(&out);
    struct moment moments[] = { { 0, "Welcome", NULL }, { 135, "Fog", "https://example.org/fog" } };
    item_write_json(&(struct item){ .persons = { authors, 1 }, .season = "2", .episode = "5", .moments = { moments, 2 }, .comment_count = -1 }, &out);
    is_str(out.data, "{\"type\":\"article\",\"persons\":[\"Ana\"],\"season\":\"2\",\"episode\":\"5\",\"moments\":[{\"start\":0,\"title\":\"Welcome\"},"
                     "{\"start\":135,\"title\":\"Fog\",\"url\":\"https://example.org/fog\"}]}\n", "a broadcast as JSON");
    str_release(&out);
}

/* What begins again and again and never ends takes no more than its share of time. */
static void test_endless(void)
{
    static const char *const beginnings[] = { "<!--", "<script>" };
    enum { MANY = 100000, PATIENCE = 30 /* seconds, for what takes a few milliseconds */ };
    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++) {
        struct str html = STR_INIT, out = STR_INIT;
        for (int k = 0; k < MANY; k++)
            str_adds(&html, beginnings[i]);
        str_adds(&html, "<p>x");
        alarm(PATIENCE);
        item_write_json(&(struct item){ .content_html = html.data, .comment_count = -1 }, &out);
        alarm(0);
        ok(str_ends(out.data, "<p>x\"}\n"), "%d times \"%s\"", MANY, beginnings[i]);
        str_release(&html);
        str_release(&out);
    }
}

int main(void)
{
    test_rows(rows, sizeof rows / sizeof rows[0]);
    test_rows(modules, sizeof modules / sizeof modules[0]);
    test_rows(wrong, sizeof wrong / sizeof wrong[0]);
    test_rows(values, sizeof values / sizeof values[0]);
    test_encodings();
    test_table();
    test_many();
    test_json();
    test_endless();
    return tap_done();
}
