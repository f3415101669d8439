/* Headlines and authors of pages, as publishers mark them up. */
#include "base/str.h"
#include "model/document.h"
#include "parse/parse.h"
#include "tests/tap.h"

#define PROSE "The harbour was built in 1890, and for a century the boats went out from it every morning, whatever the weather was. "
#define MORE "Nobody counted them then, but the old men say that there were forty, and that all of them came back. "
#define BODY "<div class=entry-content><p>" PROSE "</p><p>" MORE "</p></div>"

static struct document d;

static void read_page(const char *html)
{
    document_release(&d);
    page_to_document(&(struct page_request){ .url = "https://example.org/news/boats/", .content_type = "text/html; charset=utf-8" }, html, strlen(html), &d);
}

static void is_title(const char *html, const char *want, const char *name)
{
    read_page(html);
    is_str(d.facts.title, want, name);
}

static void test_sites(void)
{
    is_title("<title>Boats go out again : Sea Log | Notes from a harbour</title><h1><a href='https://example.org/'>Sea Log</a></h1><div class=post><h3 class=entry-title>Boats go out again</h3>" BODY "</div>", "Boats go out again",
             "what leads to the front page is the site's name");
    is_title("<title>Sea Log » Blog Archive » Boats go out again</title><h1><a href='/' rel=home>Sea Log</a></h1><h2><a href=/news/boats/>Boats go out again</a></h2>" BODY, "Boats go out again", "also in the title of old blogs");
    is_title("<title>Boats go out again | Sea Log</title><h1 class=site-title><span>Sea Log</span></h1><h2>Boats go out again</h2>" BODY, "Boats go out again", "and what is called the site's title");
    is_title("<title>Why the Sea Log is kept | Sea Log</title><meta property=og:site_name content='Sea Log'><h2 class=site-description>Notes from a harbour</h2><h1>Why the Sea Log is kept</h1>" BODY, "Why the Sea Log is kept",
             "a headline may have the site's name in it");
    is_title("<title>Boats go out again - Sea Log</title><meta property=og:site_name content='Boats go out again and nobody counts them - Sea Log'><h1>Boats go out again and nobody counts them</h1>" BODY, "Boats go out again and nobody counts them",
             "a site's name that is the headline is none");
    is_title("<title>The boats go out again, forty of them - Sea Log</title><h1>Boats go out again, forty of them</h1><h2>Forty of them</h2>" BODY, "Boats go out again, forty of them", "what is nearly the title counts more than a part of it");
    is_title("<title>船が出る。｜海新聞</title><h1>ニュース</h1><h1>船が出る</h1>" BODY, "船が出る", "East Asian signs part words");
}

static void test_parts(void)
{
    is_title("<title>Harbours - Boats go out</title><h1><span class=overline>Harbours</span>Boats go out</h1>" BODY, "Boats go out", "a kicker in an element of its own is not the headline");
    is_title("<meta property=og:title content='Harbours: Boats go out'><title>x</title><h1><span class=topline>Harbours</span> <span>Boats go out</span></h1>" BODY, "Harbours: Boats go out", "but where the page joins them with a colon both are");
    is_title("<title>Boats go out</title><h1><span>Boats go out</span> <small class=article-subtitle>The harbour lives again</small></h1>" BODY, "Boats go out", "nor is a subtitle");
    is_title("<title>Boats go out</title><h1><span class=date>12.05.2020</span>Boats go out</h1>" BODY, "Boats go out", "nor is a date");
    is_title("<title>x</title><meta property=og:title content='Boats go out'><h1><span class=overline>Harbours </span><span>: </span><span>Boats go out</span></h1>" BODY, "Boats go out", "what joined them goes too");
    read_page("<title>x</title><meta property=og:title content='Harbours: Boats go out'><article><div class=article-body><h1><span class=topline>Harbours</span> <span>Boats go out</span></h1><p>" PROSE "</p><p>" MORE "</p></div></article>");
    is_int(d.blocks.count ? d.blocks.items[0].type : 0, BLOCK_PARAGRAPH, "the headline in the text is not of it, however it is joined");
}

static void is_author(const char *html, const char *want, const char *name)
{
    read_page(html);
    is_str(d.facts.authors.count == 1 ? d.facts.authors.items[0] : NULL, want, name);
}

static void test_authors(void)
{
    is_author("<h1>Boats</h1><div><span>Ana Paz |</span> <span>12.05.2020</span></div>" BODY, "Ana Paz", "a name in one line with the date");
    is_author("<meta property=article:section content='World News'><h1>Boats</h1><div><span>World News</span> <span>12.05.2020</span></div>" BODY, NULL, "but no section");
    is_author("<h1>Boats</h1><div><span>Letzte Aktualisierung:</span> <span>12.05.2020</span></div>" BODY, NULL, "and no label");
    is_author("<h1>Boats</h1><div><a href=/topics>Sea Stories</a> <span>12.05.2020</span></div>" BODY, NULL, "and nothing that leads elsewhere");
    is_author("<meta name=author content='Bo Rea'><h1>Boats</h1><div><span>Ana Paz</span> <span>12.05.2020</span></div>" BODY, "Bo Rea", "an author that is stated counts before it");
    is_author("<meta property=og:site_name content='Ana Paz'><h1>Boats</h1><p class=byline>by <a href=/author/ana>Ana Paz</a></p>" BODY, "Ana Paz", "a site may bear its author's name");
    is_author("<h1>Boats</h1><p class=byline>By Ana Paz 5 minute read</p>" BODY, "Ana Paz", "how long it takes to read is no name");
    is_author("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":{\"@type\":\"Organization\",\"name\":\"The Mail\"},\"creator\":[\"Ana Paz\"]}</script><h1>Boats</h1>" BODY, "Ana Paz", "where the author is the paper, the creator counts");
    is_author("<h1 class='vcard author'><a href='/'>Sea Log</a></h1><h2>Boats</h2><h4 class='vcard author'>by Ana Paz</h4>" BODY, "Ana Paz", "no first heading is a byline");
}

static size_t headings(const char *html)
{
    size_t n = 0;
    read_page(html);
    for (size_t i = 0; i < d.blocks.count; i++)
        n += d.blocks.items[i].type == BLOCK_HEADING;
    return n;
}

/* What only a style sheet sets apart. */
static void test_subheads(void)
{
#define ARTICLE(one, two) "<article><h1>Boats</h1><p class=t>" MORE "</p>" one "<p class=t>" PROSE "</p>" two "<p class=t>" PROSE MORE "</p></article>"
    is_int((int64_t)headings(ARTICLE("<p class=q>The first of the boats</p>", "<p class=q>The last of the boats</p>")), 2, "short lines of one class before paragraphs of another are subheadings");
    is_int((int64_t)headings(ARTICLE("<p class=q>The first of the boats</p>", "")), 0, "but one alone is not");
    is_int((int64_t)headings(ARTICLE("<p class=q>Where did the boats go?</p>", "<p class=q>And who counted them?</p>")), 0, "nor are questions");
    is_int((int64_t)headings(ARTICLE("<p class=t>The first of the boats</p>", "<p class=t>The last of the boats</p>")), 0, "nor short paragraphs of the text's own class");
    is_int((int64_t)headings(ARTICLE("<p class=q>The first of the boats</p>", "<p class=q>" PROSE "</p>")), 0, "nor where one of the class is prose");
    is_int((int64_t)headings(ARTICLE("<p class=q>From the harbour</p>", "<p class=q>From the harbour</p>")), 0, "nor a label that comes again");
}

int main(void)
{
    test_sites();
    test_parts();
    test_authors();
    test_subheads();
    document_release(&d);
    return tap_done();
}
