/* An item's HTML into blocks, captions into caption and credit. */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "parse/caption.h"
#include "parse/find_words.h"
#include "parse/html_tree.h"
#include "parse/parse.h"
#include "tests/tap.h"

static struct document d;

static void read_item(const char *html)
{
    document_release(&d);
    item_to_document(&(struct item){ .content_html = html, .link = "https://example.org/a/b", .comment_count = -1 }, &d);
}

/* The document in a line: a letter for each block, its text, "|" between. */
static void is_blocks(const char *html, const char *want, const char *name)
{
    static const char letters[] = "lph-tdqcTFRE@n_";
    struct str out = STR_INIT;
    read_item(html);
    for (size_t i = 0; i < d.blocks.count; i++) {
        const struct block *b = &d.blocks.items[i];
        str_addf(&out, "%s%c", i ? "|" : "", letters[b->type]);
        if (b->type == BLOCK_ITEM && b->ordered)
            str_addf(&out, "%d", (int)b->number);
        for (int k = 0; k < b->depth; k++)
            str_addc(&out, '>');
        str_addf(&out, "%s %s", b->continues ? "+" : "", b->text.bytes);
    }
    is_str(out.data, want, name);
    str_release(&out);
}

static void test_blocks(void)
{
    is_blocks("<p>One  two\n three</p><p>four", "p One two three|p four", "white space folds, a paragraph ends where the next begins");
    is_blocks("a<br>b<br><br>c", "p a\nb|p c", "one <br> is a line, two are a paragraph");
    is_blocks("<div>a<div>b</div>c</div>", "p a|p b|p c", "a block divides the text around it");
    is_blocks("a <b>b </b> <i> c</i>", "p a b c", "white space folds across elements");
    is_blocks("<h1>H</h1><h3>I</h3>t", "h H|h I|p t", "headings");
    is_blocks("<ul><li>a<ol start=3><li>b<li>c</ol><li><p>d</p><p>e</p></ul>", "- a|-3> b|-4> c|- d|-+ e", "lists nested, numbered, with two paragraphs in an item");
    is_blocks("<blockquote><p>a</p><p>b</p><footer>&mdash; C</footer></blockquote>", "q a|q+ b", "a quote");
    is_str(d.blocks.count == 2 ? d.blocks.items[1].note : NULL, "C", "and who said it");
    is_blocks("<pre><code class=language-c>int x;\n  y;\n</code></pre>z", "c int x;\n  y;|p z", "code keeps its white space");
    is_str(d.blocks.items[0].note, "c", "and its language");
    is_blocks("<dl><dt>t<dd>d<dd><p>e<p>f</dl>", "t t|d d|d e|d+ f", "terms and definitions");
    is_blocks("<table><tr><th>a<th>b<tr><td>c<td><p>d</p><p>e</p></table>", "T ", "a table");
    is_str(d.blocks.items[0].table->rows[1].cells[1].text.bytes, "d\ne", "two paragraphs of a cell are two lines");
    is_int((int64_t)d.blocks.items[0].table->header_rows, 1, "one row of headers");
    is_blocks("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "p a|p b", "a table with one cell places paragraphs");
    is_blocks("a<hr>b<script>x</script><style>y</style>", "p a|_ |p b", "a rule; scripts and styles are nothing");
    is_blocks("<p>x</p><img src=p.jpg alt=A><p>y</p>", "p x|F |p y", "a picture's place");
    is_str(d.pictures.items[0].url, "https://example.org/a/p.jpg", "its address made absolute");
    is_blocks("<figure><img src=p.jpg><figcaption>Boats (Photo: Ana Paz)</figcaption></figure><img src=p.jpg?w=3>", "F ", "the same picture once");
    is_str(d.pictures.items[0].caption, "Boats", "its caption");
    is_str(d.pictures.items[0].credit, "Ana Paz", "its credit");
    is_blocks("<iframe src='https://www.youtube.com/embed/x' title=Film></iframe><iframe src='https://ads.example/'></iframe>", "E Film", "a film is embedded, an unknown frame is not");
    is_blocks("<ol><li id=fn1>note</ol>", "n note", "a footnote");
    is_blocks("<p>Read more: <a href=/x>The other story of the day</a></p><p>t</p>", "R The other story of the day|p t", "a line that names another story");
    is_blocks("<p>a &amp;lt; b &notit; &#150; &#0; c", "p a &lt; b \xC2\xACit; \xE2\x80\x93 \xEF\xBF\xBD c", "references, those of Windows too");
    is_blocks("<!--> a <!---> b <![CDATA[c]]> <!-- d --> e < f", "p a b e < f", "comments of every shape");
    is_blocks("<p>a<div/>b<svg><path/></svg>c", "p a|p bc", "a slash closes no HTML element");
    read_item("<p>x<sup>2</sup> <a href='?q=1'>y</a>");
    is_int((int64_t)d.blocks.items[0].text.run_count, 4, "runs");
    is_str(d.links.items[0].url, "https://example.org/a/b?q=1", "a link made absolute");
    is_str(d.links.items[0].text, "y", "and its text");
}

static void test_item(void)
{
    struct enclosure sound = { .url = "s.mp3", .type = "audio/mpeg", .length = 10, .duration = 60 };
    struct picture pictures[] = { { .url = "https://example.org/a/p-1024x683.jpg", .caption = "Boats / Foto: dpa" }, { .url = "/q.jpg" } };
    struct item item = {
        .title = "T &", .summary_html = "In short.", .content_html = "<p>The whole text, at length.</p><img src=p.jpg>", .link = "https://example.org/a/b",
        .comment_count = 3, .enclosures = { &sound, 1 }, .pictures = { pictures, 2 },
    };
    document_release(&d);
    item_to_document(&item, &d);
    ok(d.blocks.count >= 2 && d.blocks.items[0].type == BLOCK_LEDE, "the summary is the lede of the text");
    is_int((int64_t)d.pictures.count, 2, "the feed's picture and that of the text are one, the other is new");
    is_str(d.pictures.items[0].caption, "Boats", "what the feed knows of it");
    is_str(d.pictures.items[0].credit, "dpa", "its credit too");
    is_int((int64_t)d.media.count, 1, "an enclosure");
    is_int(d.media.items[0].duration, 60, "and how long it plays");
    is_int(d.facts.comment_count, 3, "the number of comments");
    document_release(&d);
    item_to_document(&(struct item){ .content_text = "One.\nstill one\n\nTwo.", .comment_count = -1 }, &d);
    is_int((int64_t)d.blocks.count, 2, "plain text keeps its paragraphs");
    document_release(&d);
    item_to_document(&(struct item){ .title = "K\xC3\x83\xC2\xA4lte", .content_html = "<p>K\xC3\x83\xC2\xA4lte</p>", .comment_count = -1 }, &d);
    is_str(d.blocks.items[0].text.bytes, "K\xC3\xA4lte", "text that was encoded twice");
    is_str(d.facts.title, "K\xC3\xA4lte", "and its headline");
    item.content_html = "<p>In short. And then at length, with much more to say.</p>";
    item.summary_html = "In short. And then at length, with much";
    document_release(&d);
    item_to_document(&item, &d);
    ok(d.blocks.items[0].type != BLOCK_LEDE, "a summary that is the text's beginning is no lede");
}

static void is_split(const char *line, const char *caption, const char *credit)
{
    struct str a = STR_INIT, b = STR_INIT;
    caption_split(line, &a, &b);
    is_str(a.data, caption, line);
    is_str(b.data, credit, "  and its credit");
    str_release(&a);
    str_release(&b);
}

static void test_captions(void)
{
    is_split("A spokesman at a conference. | Photo: Reuters", "A spokesman at a conference.", "Reuters");
    is_split("Boats at dawn (AP Photo/Ana Paz)", "Boats at dawn", "AP Photo/Ana Paz");
    is_split("Boote im Hafen. Foto: Ana Paz/dpa", "Boote im Hafen.", "Ana Paz/dpa");
    is_split("Des bateaux. © Ana Paz / AFP", "Des bateaux.", "Ana Paz / AFP");
    is_split("Лодки в гавани. Фото: Ана Паз", "Лодки в гавани.", "Ана Паз");
    is_split("Boats left at four (see map)", "Boats left at four (see map)", "");
    is_split("Photo: Ana Paz", "", "Ana Paz");
    is_split("A plain caption.", "A plain caption.", "");
}

/* Nothing that can be cut or changed does harm. */
static void test_damaged(void)
{
    static const char html[] = "<div class=\"a &amp; b\"><p id='x'>A &lt; <b>b</b><!-- c --><img src=\"d.jpg\"><table><tr><td>e<td>f</table><script type=\"a/json\">{</script><pre> g </pre></div>";
    for (size_t len = 0; len < sizeof html; len++) {
        char *piece = malloc(len + 1);
        memcpy(piece, html, len);
        piece[len] = '\0';
        read_item(piece);
        free(piece);
    }
    for (size_t i = 0; i < sizeof html - 1; i++) {
        char changed[sizeof html];
        memcpy(changed, html, sizeof html);
        changed[i] = "<>&\"'/"[i % 6];
        read_item(changed);
    }
    ok(true, "markup cut and changed at every byte is read");
}

/* ---- The tree ---- */

static struct html tree;

static const char *attribute_of(enum tag tag, enum attribute name)
{
    for (uint32_t i = 0; i < tree.count; i++)
        if (tree.elements[i].tag == tag)
            return html_attribute(tree.elements[i].node, name);
    return NULL;
}

static void is_text_of(enum tag tag, const char *want, const char *name)
{
    struct str out = STR_INIT;
    for (uint32_t i = 0; i < tree.count; i++) {
        const struct node *n = tree.elements[i].tag == tag ? tree.elements[i].node->children : NULL;
        if (n && n->kind != NODE_ELEMENT)
            str_addf(&out, "%s", n->content);
    }
    is_str(out.data, want, name);
    str_release(&out);
}

static void read_tree(const char *html)
{
    html_release(&tree);
    ok(html_read(&tree, html, strlen(html)), "read: %.30s", html);
}

static void test_tree(void)
{
    read_tree("<IMG SRC='/p?a=1&amp;b=2&copy=3&#x41;' alt src=/q data-x=1 WIDTH = 30/><p class=\"a\nb\">t");
    is_str(attribute_of(TAG_img, ATTRIBUTE_src), "/p?a=1&b=2&copy=3A", "references in an attribute; of two the first counts");
    is_str(attribute_of(TAG_img, ATTRIBUTE_alt), "", "an attribute without a value");
    is_str(attribute_of(TAG_img, ATTRIBUTE_width), "30/", "white space around the sign; a slash belongs to a value without quotes");
    is_str(attribute_of(TAG_img, ATTRIBUTE_href), NULL, "one that is not there");
    is_str(attribute_of(TAG_p, ATTRIBUTE_class), "a\nb", "a line break within quotes");
    read_tree("<p>1;<!-- x -->2 < 3<b></b> 4;</p><pre>\n  a\n</pre><p>&lt;i&gt;</p>");
    is_text_of(TAG_p, "1;2 < 3<i>", "texts that look like places, and around a comment");
    is_text_of(TAG_pre, "\n  a\n", "white space stays as it is written");
    read_tree("<title>T</title><script type='application/ld+json'>{\"a\": \"<b>&amp;\"}</script><script>x</script>");
    is_text_of(TAG_script, "{\"a\": \"<b>&amp;\"}", "JSON in a script as it is written, other scripts not at all");
    read_tree("<p>\xC3\xA9t\xC3\xA9 <a href=x>ab, \xE6\x97\xA5.</a>");
    is_int(tree.elements[0].text, 3 + 4, "letters weigh one, those of scripts without spaces two");
    is_int(tree.elements[0].link, 4, "and those of links are counted apart");
    html_release(&tree);
}

static void test_find_words(void)
{
    static const char *const list[] = { "second", "sec", "third part", "x" };
    static struct find_words words = FIND_WORDS(list);
    is_int((int64_t)find_words(&words, "X and SECOND"), 1, "the first of the list wins, wherever it stands");
    is_int((int64_t)find_words(&words, "secon"), 2, "a shorter word of the same beginning");
    is_int((int64_t)find_words(&words, "a Third Part"), 3, "words with a space");
    is_int((int64_t)find_words(&words, "third par"), 0, "a beginning is none");
    is_int((int64_t)find_words(&words, ""), 0, "nothing stands in nothing");
}

int main(void)
{
    document_init(&d);
    test_blocks();
    test_item();
    test_captions();
    test_damaged();
    test_tree();
    test_find_words();
    document_release(&d);
    return tap_done();
}
