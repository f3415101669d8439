/* Pages that are no story: walls, pages that are not there, indexes; and live blogs. */
#include <stdlib.h>

#include "base/str.h"
#include "parse/parse.h"
#include "tests/tap.h"

#define MORE "Nobody counted them then, but the old men say that there were forty, and that all of them came back. "
#define PROSE "The harbour was built in 1890, and for a century the boats went out from it every morning, whatever the weather was. "

static struct document d;

static void read_page(const char *html)
{
    document_release(&d);
    page_to_document(&(struct page_request){ .url = "https://example.org/news/boats/", .content_type = "text/html; charset=utf-8" }, html, strlen(html), &d);
}

static const struct {
    const char *name, *html;
    enum document_kind kind;
} pages[] = {
    { "a check for robots", "<title>Just a moment...</title><h1>example.org</h1><p>Checking your browser before accessing. This takes a few seconds.</p>", DOCUMENT_ROBOT },
    { "a riddle", "<title>example.org</title><p>Please go on here.</p><form action='/x'><div class='h-captcha'></div><input type=submit></form>", DOCUMENT_ROBOT },
    { "a question for consent", "<title>Ihre Wahl</title><h2>Wir schätzen Ihre Privatsphäre</h2><p>Wir und unsere Partner brauchen Ihre Einwilligung.</p><button>Alle akzeptieren</button>",
      DOCUMENT_CONSENT },
    { "a log-in", "<title>The Courier</title><h1>Sign in</h1><form><input name=a><input type=password name=b><input type=submit></form>", DOCUMENT_LOGIN },
    { "an error page with status 200", "<title>404 - The Courier</title><h1>Sorry</h1><p>The page that you look for has moved away.</p>", DOCUMENT_MISSING },
    { "in another language", "<title>Der Kurier</title><h1>Seite nicht gefunden</h1><p>Suchen Sie etwas anderes?</p>", DOCUMENT_MISSING },
    { "a story", "<title>Boats</title><article><h1>Boats</h1><p>" PROSE "</p><p>" PROSE "</p></article>", DOCUMENT_STORY },
    { "a short story with a log-in beside it",
      "<title>Boats</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Boats\",\"datePublished\":\"2019-12-27\"}</script>"
      "<article><h1>Boats</h1><p>" PROSE "</p></article><form><input type=password></form>", DOCUMENT_STORY },
    { "a dated note whose readers may comment after a riddle",
      "<title>A note</title><article><h1>A note</h1><time datetime='2019-12-27'>27 December 2019</time><p>" PROSE PROSE "</p></article><div class='g-recaptcha'></div>",
      DOCUMENT_STORY },
    { "a story of what was not found",
      "<title>Wreck of 1890 still not found</title><article><h1>Wreck of 1890 still not found</h1><p>" PROSE "</p><p>" MORE PROSE "</p><p>" PROSE MORE "</p></article>", DOCUMENT_STORY },
    { "nothing", "", DOCUMENT_STORY },
};

static void test_walls(void)
{
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        read_page(pages[i].html);
        is_str(document_kind_name(d.facts.kind), document_kind_name(pages[i].kind), pages[i].name);
        if (pages[i].kind != DOCUMENT_STORY)
            is_int((int64_t)d.blocks.count, 0, "  ... has no text of an article's");
    }
}

/* ---- An index ---- */

static void add_teasers(struct str *html, int count, const char *teaser)
{
    for (int i = 1; i <= count; i++)
        str_addf(html, "<div class=teaser><h3><a href='/news/%d.html'>A headline that says what happened, number %d</a></h3><p>%s</p></div>", i, i, teaser);
}

static void test_index(void)
{
    struct str html = STR_INIT;
    str_adds(&html, "<title>News - The Courier</title><main><h1>News</h1>");
    add_teasers(&html, 12, "The captain said so on Friday.");
    str_adds(&html, "<h3><a href='https://elsewhere.test/ad'>A headline that leads to another site altogether</a></h3>"
                    "<h3><a href='/news/1.html'>A headline that says what happened, number 1</a></h3></main>");
    read_page(html.data);
    is_str(document_kind_name(d.facts.kind), "index", "a page of headlines is an index");
    is_int((int64_t)d.blocks.count, 12, "it has each of its stories once");
    const struct block *b = d.blocks.count ? &d.blocks.items[1] : NULL;
    ok(b && b->type == BLOCK_RELATED && b->link < d.links.count, "each a link");
    if (b && b->link < d.links.count) {
        is_str(b->text.bytes, "A headline that says what happened, number 2", "by its headline");
        is_str(d.links.items[b->link].url, "https://example.org/news/2.html", "to its page");
    }
    str_reset(&html);
    str_adds(&html, "<title>Boats</title><article><h1>Boats</h1>");
    for (int i = 0; i < 40; i++)
        str_addf(&html, "<p>%d. " PROSE "</p>", i);
    str_adds(&html, "</article>");
    add_teasers(&html, 12, "");
    read_page(html.data);
    is_str(document_kind_name(d.facts.kind), "story", "a long story with headlines under it is none");
    str_reset(&html);
    str_adds(&html, "<title>Boats</title><article><h1>Boats</h1><time datetime='2019-12-27'>27 December 2019</time><p>" PROSE "</p></article>");
    add_teasers(&html, 12, "");
    read_page(html.data);
    is_str(document_kind_name(d.facts.kind), "story", "nor is a short one that has its day");
    str_release(&html);
}

/* ---- A live blog ---- */

static const char entries[] =
    "<div class=post><h2>Boats are back</h2><time datetime='2019-12-27T14:05:00+01:00'>14.05</time><p>All forty boats are back in the harbour.</p></div>"
    "<div class=post><time datetime='2019-12-27T13:40:00+01:00'>13.40</time><p>Thirty-nine boats are back in the harbour.</p><p>One is still out.</p></div>"
    "<div class=post><h2>The storm is over</h2><time datetime='2019-12-27T12:00:00+01:00'>12.00</time><p>The wind has turned, says the coast guard.</p></div>";

static void is_entry(size_t index, const char *title, int64_t at)
{
    size_t n = 0;
    for (size_t i = 0; i < d.blocks.count; i++) {
        const struct block *b = &d.blocks.items[i];
        if (b->type != BLOCK_ENTRY || n++ != index)
            continue;
        is_str(b->text.bytes, title, "an entry's headline");
        is_int(b->time.at, at, "  ... and time");
        return;
    }
    ok(false, "there is an entry %zu", index);
}

static void test_live(void)
{
    struct str html = STR_INIT, plain = STR_INIT;
    str_addf(&html, "<title>Storm: all that happens</title><article><h1>Storm: all that happens</h1><div class='live-blog'>%s</div></article>", entries);
    read_page(html.data);
    is_str(document_kind_name(d.facts.kind), "live", "what is called a live blog is one");
    is_entry(0, "Boats are back", 1577451900);
    is_entry(1, "", 1577450400);
    is_entry(2, "The storm is over", 1577444400);
    document_plain(&d, false, &plain);
    ok(!strstr(plain.data, "14.05") && strstr(plain.data, "All forty boats"), "times stand with the entries, and not in their text");
    ok(strstr(plain.data, "All forty") < strstr(plain.data, "Thirty-nine"), "in the page's own order");
    str_reset(&html);
    str_addf(&html, "<title>Storm</title><script type='application/ld+json'>{\"@type\":\"LiveBlogPosting\",\"headline\":\"Storm\",\"datePublished\":\"2019-12-27\"}</script>"
                    "<article><h1>Storm</h1><div>%s</div></article>", entries);
    read_page(html.data);
    is_str(document_kind_name(d.facts.kind), "live", "what is stated to be one, too");
    str_reset(&html);
    str_addf(&html, "<title>Storm</title><article><h1>Storm</h1><div>%s</div></article>", entries);
    read_page(html.data);
    is_str(document_kind_name(d.facts.kind), "story", "what only repeats is none");
    str_release(&html);
    str_release(&plain);
}

/* Every time in a place of its own, deep below one another: no more than linear. */
static void test_bounds(void)
{
    struct str html = STR_INIT;
    str_adds(&html, "<div class=liveblog>");
    for (int i = 0; i < 60000; i++)
        str_adds(&html, "<div><time datetime='2019-12-27'>x</time>");
    read_page(html.data);
    ok(d.blocks.count < DOCUMENT_MAX_BLOCKS, "sixty thousand times within one another");
    str_release(&html);
}

int main(void)
{
    document_init(&d);
    test_walls();
    test_index();
    test_live();
    test_bounds();
    document_release(&d);
    return tap_done();
}
