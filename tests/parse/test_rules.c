/* What the reader says of a page is believed before anything is guessed. */
#include "base/str.h"
#include "model/page_rule.h"
#include "parse/parse.h"
#include "tests/tap.h"

#define HARBOUR "The harbour was built in 1890, and for a century the boats went out from it every morning, whatever the weather was."
#define NOBODY "Nobody counted them then, but the old men say that there were forty, and that all of them came back."

/* A page with which what pages usually say of themselves goes wrong. */
static const char page[] =
    "<html><head><title>The Example</title><meta name=generator content='Press 5.1'><meta property='og:title' content='The Example'></head><body>"
    "<div class=page><div class=top><b class=t>Boats go out again</b><i class=w>Ana Paz</i> <i class=d datetime=2019-12-27>yesterday</i></div>"
    "<div class=x7><p>" HARBOUR "</p><p class=o>The ferry is another matter, and goes on Sundays too.</p></div><div class=x8><p>" NOBODY "</p></div></div>"
    "<article><p>" NOBODY " " HARBOUR "</p><p>" HARBOUR " " NOBODY "</p></article></body></html>";

static struct document d;

static void read_page(const struct page_rule *rules, size_t count)
{
    document_release(&d);
    page_to_document(&(struct page_request){ .url = "https://example.org/a", .content_type = "text/html; charset=utf-8", .rules = rules, .rule_count = count }, page, sizeof page - 1, &d);
}

static void is_text(const struct page_rule *rules, size_t count, const char *want, const char *what)
{
    struct str out = STR_INIT;
    read_page(rules, count);
    document_plain(&d, false, &out);
    is_str(out.data, want, what);
    str_release(&out);
}

#define RULE(...) (const struct page_rule[]){ { { __VA_ARGS__ } } }, 1

static void test_text(void)
{
    is_text(RULE([PAGE_RULE_TEXT] = ".x7, .x8", [PAGE_RULE_DROP] = ".o"), HARBOUR "\n\n" NOBODY, "the text is where she says, in two places, without what is dropped");
    is_text(RULE([PAGE_RULE_TEXT] = ".page .x8"), NOBODY, "one within another");
    is_text(RULE([PAGE_RULE_TEXT] = "div.x8.x9, div.x8"), NOBODY, "what is not there is no matter");
    is_text(RULE([PAGE_RULE_TEXT] = ".gone"), NOBODY " " HARBOUR "\n\n" HARBOUR " " NOBODY, "where nothing is found the page is read as any other");
    is_text(RULE([PAGE_RULE_DROP] = "article, .top"), HARBOUR "\n\nThe ferry is another matter, and goes on Sundays too.\n\n" NOBODY, "what is dropped is gone, whatever it holds");
    is_text((const struct page_rule[]){ { { [PAGE_RULE_TEXT] = ".gone" } }, { { [PAGE_RULE_TEXT] = ".x8" } }, { { [PAGE_RULE_TEXT] = ".x7" } } }, 3, NOBODY, "the first that finds something counts");
}

static void test_generator(void)
{
    is_text(RULE([PAGE_RULE_GENERATOR] = "press", [PAGE_RULE_TEXT] = ".x8"), NOBODY, "a rule for a system");
    is_text(RULE([PAGE_RULE_GENERATOR] = "Press 6", [PAGE_RULE_TEXT] = ".x8"), NOBODY " " HARBOUR "\n\n" HARBOUR " " NOBODY, "is none for another");
}

static void test_facts(void)
{
    read_page(RULE([PAGE_RULE_TEXT] = ".x7", [PAGE_RULE_TITLE] = ".top b", [PAGE_RULE_BYLINE] = ".w", [PAGE_RULE_DATE] = "i.d"));
    is_str(d.facts.title ? d.facts.title : "", "Boats go out again", "the headline");
    is_str(d.facts.authors.count == 1 ? d.facts.authors.items[0] : "", "Ana Paz", "the author");
    is_int(d.facts.published.at, 1577404800, "the day");
    read_page(RULE([PAGE_RULE_TITLE] = ".none", [PAGE_RULE_BYLINE] = ".none", [PAGE_RULE_DATE] = ".none"));
    is_str(d.facts.title ? d.facts.title : "", "The Example", "a rule that finds nothing says nothing");
}

/* A selector that each of very many elements within one another fits. */
static void test_bounds(void)
{
    struct str html = STR_INIT;
    const struct page_rule rule = { { [PAGE_RULE_TEXT] = ".none .a .b .a", [PAGE_RULE_DROP] = ".c .a" } };
    for (int i = 0; i < 60000; i++)
        str_adds(&html, "<div class='a b'>");
    str_adds(&html, HARBOUR);
    document_release(&d);
    page_to_document(&(struct page_request){ .url = "", .content_type = "", .rules = &rule, .rule_count = 1 }, html.data, html.len, &d);
    ok(d.blocks.count <= 1, "sixty thousand elements within one another");
    str_release(&html);
}

int main(void)
{
    document_init(&d);
    test_text();
    test_generator();
    test_facts();
    test_bounds();
    document_release(&d);
    return tap_done();
}
