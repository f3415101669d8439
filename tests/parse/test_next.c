/* Where a story goes on: links to its next page, and those that only look so. */
#include "base/str.h"
#include "parse/parse.h"
#include "tests/tap.h"

#define PROSE "The harbour was built in 1890, and for a century the boats went out from it every morning, whatever the weather was. "

static void is_next(const char *url, int before, const char *head, const char *link, const char *want, const char *what)
{
    struct document d;
    struct str html = STR_INIT;
    str_addf(&html, "<title>Boats</title>%s<article><h1>Boats</h1><p>%s</p><p>%s</p></article>%s", head, PROSE, PROSE, link);
    page_to_document(&(struct page_request){ .url = url, .content_type = "text/html; charset=utf-8", .before = before }, html.data, html.len, &d);
    is_str(d.next ? d.next : "", want, what);
    document_release(&d);
    str_release(&html);
}

/* An address, a link on its page, and whether the story goes on there. */
static void test_addresses(void)
{
    static const struct {
        const char *what, *url, *link;
        int before;
        bool next;
    } rows[] = {
        { "a number behind the path", "https://example.org/news/boats", "https://example.org/news/boats/2", 0, true },
        { "and a slash", "https://example.org/news/boats/", "https://example.org/news/boats/2/", 0, true },
        { "a page by its name", "https://example.org/news/boats/", "https://example.org/news/boats/page/2/", 0, true },
        { "in German", "https://example.org/news/boats", "https://example.org/news/boats/seite-2", 0, true },
        { "before the extension", "https://example.org/boats.html", "https://example.org/boats-2.html", 0, true },
        { "a parameter", "https://example.org/boats", "https://example.org/boats?page=2", 0, true },
        { "beside another", "https://example.org/story?id=7", "https://example.org/story?id=7&page=2", 0, true },
        { "before it", "https://example.org/story?id=7", "https://example.org/story?page=2&id=7", 0, true },
        { "the first is numbered too", "https://example.org/boats?p=1", "https://example.org/boats?p=2", 0, true },
        { "what tracks counts for nothing", "https://example.org/boats?utm_source=feed", "https://example.org/boats?page=2", 0, true },
        { "another scheme", "http://example.org/boats", "https://example.org/boats/2", 0, true },
        { "the third", "https://example.org/boats/2", "https://example.org/boats/3", 1, true },
        { "the third by its name", "https://example.org/boats?page=2", "https://example.org/boats?page=3", 1, true },
        { "the tenth", "https://example.org/boats-9.html", "https://example.org/boats-10.html", 8, true },
        { "a long number of the story", "https://example.org/story/123456", "https://example.org/story/123456/2", 0, true },
        { "the next story by its number", "https://example.org/story/122", "https://example.org/story/123", 0, false },
        { "of two stories the second", "https://example.org/story/1", "https://example.org/story/2", 0, false },
        { "by a parameter", "https://example.org/story?id=1", "https://example.org/story?id=2", 0, false },
        { "another story", "https://example.org/news/boats", "https://example.org/news/storm/2", 0, false },
        { "of the same letters", "https://example.org/news/boats", "https://example.org/news/boats2", 0, false },
        { "another digit of its number", "https://example.org/story/12", "https://example.org/story/122", 0, false },
        { "in front of it", "https://example.org/story/12", "https://example.org/story/212", 0, false },
        { "the next day", "https://example.org/2019/12", "https://example.org/2019/12/2", 0, false },
        { "pages of comments", "https://example.org/boats/", "https://example.org/boats/comment-page-2/", 0, false },
        { "the page after the next", "https://example.org/boats/", "https://example.org/boats/3/", 0, false },
        { "another host", "https://example.org/boats/", "https://example.net/boats/2/", 0, false },
        { "what is below it", "https://example.org/boats", "https://example.org/boats/2/pictures", 0, false },
        { "the page before", "https://example.org/boats/3", "https://example.org/boats/2", 2, false },
        { "the second, where this is the third", "https://example.org/boats", "https://example.org/boats/2", 2, false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str link = STR_INIT;
        str_addf(&link, "<nav><a href='%s' rel=next>Next</a></nav>", rows[i].link);
        is_next(rows[i].url, rows[i].before, "", link.data, rows[i].next ? rows[i].link : "", rows[i].what);
        str_release(&link);
    }
}

static void test_links(void)
{
    const char *boats = "https://example.org/boats", *second = "https://example.org/boats/2";
    is_next(boats, 0, "<link rel=next href=/boats/2>", "", second, "the head says it");
    is_next(boats, 0, "<link rel=next href=/storm>", "", "", "the next story, as weblogs say it, is none of its pages");
    is_next(boats, 0, "", "<div><span>1</span> <a href='/boats/2#top'>2</a> <a href=/boats/3>3</a></div>", second, "a row of numbers");
    is_next(boats, 0, "", "<p><a href=/boats/2>Continue on page 2</a></p>", second, "a label");
    is_next(boats, 0, "", "<p><a href=/boats/2>" PROSE "</a></p>", "", "a sentence is none");
    is_next(boats, 0, "", "<p><a href=/boats-2>Boats, once more</a></p>", "", "where only a number was added a label is not enough: that is how a second story of one name is called");
    is_next(boats, 0, "", "<p><a href=/boats-2>2</a></p>", "https://example.org/boats-2", "the number is");
    is_next(boats, 0, "", "<div id=comments><p>A fine story, I read it twice, and so did my mother.</p><a href='/boats?page=2'>2</a></div>", "", "more comments are no more of the story");
    is_next("", 0, "", "<a href=/boats/2 rel=next>2</a>", "", "without an address nothing is known");
}

int main(void)
{
    test_addresses();
    test_links();
    return tap_done();
}
