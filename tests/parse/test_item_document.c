/* From a feed to the article that is read: whole feeds in, documents out. */
#include "parse/parse.h"
#include "tests/tap.h"

/* The document of the first item, a line for each fact, block, picture and file. */
static void write_document(const struct document *d, struct str *out)
{
    static const char *const types[BLOCK_TYPES] = { "lede", "p", "h", "li", "dt", "dd", "quote", "code", "table", "figure", "related", "embed", "entry", "note", "rule" };
    for (size_t i = 0; i < d->facts.authors.count; i++)
        str_addf(out, "by %s\n", d->facts.authors.items[i]);
    if (d->facts.via)
        str_addf(out, "via %s\n", d->facts.via);
    if (d->facts.series)
        str_addf(out, "series %s\n", d->facts.series);
    for (size_t i = 0; i < d->blocks.count; i++) {
        const struct block *b = &d->blocks.items[i];
        str_addf(out, "%s", types[b->type]);
        if (b->type == BLOCK_FIGURE)
            str_addf(out, " %u", b->picture + 1);
        str_addf(out, "%s%s\n", b->text.len ? " " : "", b->text.bytes);
    }
    for (size_t i = 0; i < d->pictures.count; i++) {
        const struct picture *p = &d->pictures.items[i];
        str_addf(out, "picture %s", p->url);
        str_addf(out, p->caption ? " \"%s\"" : "", p->caption);
        str_addf(out, p->credit ? " (%s)" : "", p->credit);
        str_addf(out, p->alt ? " [%s]" : "", p->alt);
        str_addc(out, '\n');
    }
    for (size_t i = 0; i < d->media.count; i++)
        str_addf(out, "file %s\n", d->media.items[i].url);
    for (size_t i = 0; i < d->links.count; i++)
        str_addf(out, "link %s\n", d->links.items[i].url);
    for (size_t i = 0; i < d->facts.chapters.count; i++)
        str_addf(out, "chapters %s\n", d->facts.chapters.items[i].url);
    for (size_t i = 0; i < d->facts.transcripts.count; i++)
        str_addf(out, "transcript %s %s\n", d->facts.transcripts.items[i].url, d->facts.transcripts.items[i].text);
}

static void on_item(void *context, const struct item *item)
{
    struct str packed = STR_INIT;
    struct arena arena = { 0 };
    struct item kept;
    struct document d;
    /* As it is kept and made: packed, and unpacked again. */
    item_pack(item, &packed);
    if (ok(item_unpack(packed.data, packed.len, &arena, &kept, NULL) == 0, "the item is kept and read again")) {
        item_to_document(&kept, &d);
        write_document(&d, context);
        document_release(&d);
    }
    arena_release(&arena);
    str_release(&packed);
}

static void on_feed(void *context, const struct feed *feed)
{
    (void)context;
    (void)feed;
}

static void becomes(const char *item, const char *want, const char *name)
{
    struct str feed = STR_INIT, out = STR_INIT;
    struct feed_request request = { .base = "https://example.org/feed", .content_type = "" };
    struct feed_sink sink = { .context = &out, .feed = on_feed, .item = on_item };
    struct feed_reader *r = feed_reader_new(&request, &sink);
    struct outcome outcome;
    str_addf(&feed, "<rss version=\"2.0\"><channel><title>F</title><item><title>T</title>%s</item></channel></rss>", item);
    feed_reader_push(r, feed.data, feed.len, NULL);
    feed_reader_end(r, &outcome);
    feed_reader_free(r);
    is_str(out.data, want, name);
    str_release(&feed);
    str_release(&out);
}

#define FILM(text) "<media:group><media:content url=\"/v.mp4\" type=\"video/mp4\"/><media:description>" text "</media:description></media:group>"
#define HTML(text) "<description><![CDATA[" text "]]></description>"

static void test_repeated(void)
{
    becomes(HTML("EFE The ferry waits for the fog over the strait to lift. Nobody knows how long …")
            "<content:encoded><![CDATA[<p>EFE</p><ul><li>The ferry waits for the fog over the strait to lift.</li><li>Nobody knows how long that will be.</li></ul><p>More of it.</p>]]></content:encoded>",
            "p EFE\nli The ferry waits for the fog over the strait to lift.\nli Nobody knows how long that will be.\np More of it.\n",
            "a lede that the text begins with, set otherwise, is not said twice");
    becomes(HTML("The ferry waits: &lt;fog&gt; over the strait.")
            "<content:encoded><![CDATA[<p>A kicker</p><p>The ferry waits:</p><pre>&lt;fog&gt; over the strait.</pre><p>More of it, and more.</p>]]></content:encoded>",
            "p A kicker\np The ferry waits:\ncode <fog> over the strait.\np More of it, and more.\n", "nor one that stands behind a kicker");
    becomes(HTML("The ferry waits for the fog to lift.") "<content:encoded><![CDATA[<p>Fog lies over the strait.</p><p>The harbour is still.</p>]]></content:encoded>",
            "lede The ferry waits for the fog to lift.\np Fog lies over the strait.\np The harbour is still.\n", "one of its own stays");
}

static void test_lines(void)
{
    becomes(FILM("The ferry waits.\n\nMore of it:\nhttps://a.test/\n"), "p The ferry waits.\np More of it:\nhttps://a.test/\nfile https://example.org/v.mp4\n",
            "what Media RSS says in several lines keeps its paragraphs");
    becomes(FILM("&lt;p&gt;The ferry waits.&lt;/p&gt;\n&lt;p&gt;Fog.&lt;/p&gt;"), "p The ferry waits. Fog.\nfile https://example.org/v.mp4\n", "of markup there the words are taken");
}

static void test_pictures(void)
{
    becomes("<media:content url=\"/a.jpg\" medium=\"image\"><media:description>Boats at the quay.</media:description><media:credit>Ana Paz/Reuters</media:credit></media:content>"
            "<media:content url=\"/b.jpg\" medium=\"image\"><media:description>The lamp.</media:description></media:content>" HTML("<p>The ferry waits.</p><p>Fog lies over the strait.</p>"),
            "figure 1\np The ferry waits.\np Fog lies over the strait.\nfigure 2\npicture https://example.org/a.jpg \"Boats at the quay.\" (Ana Paz/Reuters)\npicture https://example.org/b.jpg \"The lamp.\"\n",
            "the first picture of Media RSS stands over the text, the others behind it");
    becomes("<media:content url=\"/a.jpg\" medium=\"image\"><media:credit>Ana Paz</media:credit></media:content>"
            HTML("<p>The ferry waits.</p><figure><img src=\"https://example.org/a.jpg\" alt=\"A quay\"><figcaption>Boats at the quay.</figcaption></figure><p>Fog lies over the strait.</p>"),
            "p The ferry waits.\nfigure 1\np Fog lies over the strait.\npicture https://example.org/a.jpg \"Boats at the quay.\" (Ana Paz) [A quay]\n",
            "a picture of both is one, where the text has it, with the words of both");
    becomes("<media:group><media:content url=\"/s\" medium=\"image\" width=\"200\"/><media:content url=\"/m\" medium=\"image\" width=\"1000\"/><media:content url=\"/l\" medium=\"image\" width=\"6000\"/>"
            "<media:description>The lamp.</media:description></media:group>" HTML("<p>Text.</p>"),
            "figure 1\np Text.\npicture https://example.org/m \"The lamp.\"\n", "of several renditions the one with enough pixels, and no more");
    becomes("<media:group><media:content url=\"/s\" medium=\"image\" width=\"200\"/><media:content url=\"/m\" medium=\"image\" width=\"500\"/></media:group>" HTML("<p>Text.</p>"),
            "figure 1\np Text.\npicture https://example.org/m\n", "where none is large enough the largest");
    becomes("<media:group><media:content url=\"/s\" medium=\"image\"><media:description>One.</media:description></media:content><media:content url=\"/m\" medium=\"image\"><media:description>Two.</media:description></media:content></media:group>" HTML("<p>Text.</p>"),
            "figure 1\np Text.\nfigure 2\npicture https://example.org/s \"One.\"\npicture https://example.org/m \"Two.\"\n", "a group of different pictures keeps them");
    becomes("<media:content url=\"/p.jpg?width=140\" medium=\"image\" width=\"140\"/><media:content url=\"/p.jpg?width=900\" medium=\"image\" width=\"900\"/>" HTML("<p>Text.</p>"),
            "figure 1\np Text.\npicture https://example.org/p.jpg?width=900\n", "sizes that the address tells are one picture, too");
    becomes("<media:thumbnail url=\"/s\" width=\"75\"/><media:thumbnail url=\"/l\" width=\"150\"/>" HTML("<p>Text.</p>"), "figure 1\np Text.\npicture https://example.org/l\n", "thumbnails where nothing else is: the largest");
    becomes("<media:thumbnail url=\"/s\" width=\"75\"/>" HTML("<p>Text.</p><p><img src=\"/a.jpg\"></p>"), "p Text.\nfigure 1\npicture https://example.org/a.jpg\n", "a text that has a picture needs no thumbnail");
    becomes("<media:content url=\"/lead.jpg\" medium=\"image\"/>" HTML("<p>Text.</p><p><img src=\"/a.jpg\"></p>"), "figure 1\np Text.\nfigure 2\npicture https://example.org/lead.jpg\npicture https://example.org/a.jpg\n",
            "the feed's picture leads, and pictures are numbered as they stand");
    becomes("<media:content url=\"/lead.jpg\" medium=\"image\"/>" HTML("<img src=\"/a.jpg\"><p>Text.</p>"), "figure 1\np Text.\nfigure 2\npicture https://example.org/a.jpg\npicture https://example.org/lead.jpg\n",
            "but for a text that begins with one of its own");
    becomes("<enclosure url=\"/lead.jpg\" type=\"image/jpeg\" length=\"1\"/>" HTML("<p>Text.</p>"), "figure 1\np Text.\npicture https://example.org/lead.jpg\n", "an enclosure that is a picture leads, too");
    becomes("<enclosure url=\"/a.jpg\"/>" HTML("<p>Text.</p><p><img src=\"/a.jpg\"></p>"), "p Text.\nfigure 1\npicture https://example.org/a.jpg\n", "  and is one with that of the text");
    becomes(HTML("<img src=\"/a.jpg\" alt=\"Boats\"><p>Text of the ferry.</p>"), "figure 1\np Text of the ferry.\npicture https://example.org/a.jpg [Boats]\n", "a picture in the text is a figure");
    becomes(HTML("<p>Text of the ferry.</p><img src=\"https://stats.example/p.gif\" width=\"1\" height=\"1\">"), "p Text of the ferry.\n", "a tracking pixel goes");
}

static void test_text(void)
{
    becomes(HTML("<p>The ferry waits for the fog to lift.</p><p><a href=\"https://example.org/t\">Read more</a></p>"), "p The ferry waits for the fog to lift.\n", "an invitation to read more goes");
    becomes(HTML("<p>The ferry waits for the fog to lift.</p><div class=\"share-buttons\"><a href=\"https://twitter.com/share?u=x\">Tweet</a> <a href=\"https://www.facebook.com/sharer.php\">Share</a></div>"),
            "p The ferry waits for the fog to lift.\n", "a bar for sharing goes");
    becomes("<description>First line.\n\nSecond paragraph\ngoes on.</description>", "p First line.\np Second paragraph\ngoes on.\n", "plain text keeps its paragraphs, and the lines in them");
    becomes("<description>A quiet morning on the water.</description><content:encoded><![CDATA[<p>The ferry waits for the fog to lift, and so do forty passengers.</p><p>At noon it sails.</p>]]></content:encoded>",
            "lede A quiet morning on the water.\np The ferry waits for the fog to lift, and so do forty passengers.\np At noon it sails.\n", "the fuller is the article, the other its lede");
    becomes("<description>The ferry waits for the fog to lift, and so do &amp;hellip;</description><content:encoded><![CDATA[<p>The ferry waits for the fog to lift, and so do forty passengers.</p><p>At noon it sails.</p>]]></content:encoded>",
            "p The ferry waits for the fog to lift, and so do forty passengers.\np At noon it sails.\n", "a summary that is the text's beginning is no lede");
    becomes("<description><![CDATA[<p>The ferry waits for the fog to lift, and so do forty passengers.</p><p>At noon it sails.</p>]]></description><content:encoded>In short: fog.</content:encoded>",
            "lede In short: fog.\np The ferry waits for the fog to lift, and so do forty passengers.\np At noon it sails.\n", "whichever of the two it is");
}

static void test_broadcasts(void)
{
    becomes("<itunes:author>Ana Paz</itunes:author><itunes:season>2</itunes:season><itunes:episode>5</itunes:episode><podcast:person role=\"guest\">Bo Lind</podcast:person><podcast:person>Ana Paz</podcast:person>"
            "<psc:chapters><psc:chapter start=\"0\" title=\"Welcome\"/><psc:chapter start=\"00:02:15.500\" title=\"Fog\" href=\"/fog\"/><psc:chapter start=\"1:01:00\" title=\"Lights\"/></psc:chapters>"
            "<podcast:chapters url=\"/c.json\"/><podcast:transcript url=\"/t.vtt\" language=\"en\"/>" HTML("<p>Two pilots talk.</p>"),
            "by Ana Paz\nby Bo Lind (guest)\nseries Season 2, episode 5\np Two pilots talk.\nh Chapters\nli 0:00 Welcome\nli 2:15 Fog\nli 1:01:00 Lights\nlink https://example.org/fog\nchapters https://example.org/c.json\ntranscript https://example.org/t.vtt en\n",
            "a broadcast's persons, season, chapters and transcript");
    becomes("<psc:chapters><psc:chapter start=\"0\" title=\"Welcome\"/><psc:chapter start=\"2:15\" title=\"Fog\"/></psc:chapters>" HTML("<p>0:00 Welcome</p><p>2:15 Fog</p>"), "p 0:00 Welcome\np 2:15 Fog\n",
            "chapters that the text names are not named twice");
    becomes("<podcast:season name=\"The winter\">3</podcast:season><podcast:episode display=\"Ch. 4\">204</podcast:episode>" HTML("<p>Text.</p>"), "series The winter, Ch. 4\np Text.\n", "a season and an episode by name");
    becomes("<podcast:person role=\" voice &amp;amp; &lt;b>guide&lt;/b> \">Bo Lind</podcast:person><podcast:person role=\"Host\">Cy Lund</podcast:person>" HTML("<p>Text.</p>"),
            "by Bo Lind (voice & guide)\nby Cy Lund\np Text.\n", "what a person does is plain text, too");
    becomes("<itunes:episode>7</itunes:episode>" HTML("<p>Text.</p>"), "series Episode 7\np Text.\n", "an episode without a season");
    becomes("<source url=\"https://blog.example/feed\">Harbour Blog</source>" HTML("<p>Text.</p>"), "via Harbour Blog\np Text.\n", "whom an aggregator has it from");
    becomes("<media:group><media:content url=\"/360\" type=\"video/mp4\" height=\"360\"/><media:content url=\"/720\" type=\"video/mp4\" height=\"720\"/><media:content url=\"/2160\" type=\"video/mp4\" height=\"2160\"/>"
            "<media:content url=\"/a\" type=\"audio/mpeg\"/></media:group>" HTML("<p>Text.</p>"), "p Text.\nfile https://example.org/720\nfile https://example.org/a\n", "of several films of a group the one that is sharp enough");
    becomes("<media:group><media:content url=\"/1\" type=\"video/mp4\" height=\"720\"/><media:content url=\"/2\" type=\"video/mp4\" height=\"360\" isDefault=\"true\"/></media:group>" HTML("<p>Text.</p>"),
            "p Text.\nfile https://example.org/2\n", "or the one that the publisher names");
}

int main(void)
{
    test_repeated();
    test_lines();
    test_pictures();
    test_text();
    test_broadcasts();
    return tap_done();
}
