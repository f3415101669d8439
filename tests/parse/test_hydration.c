/* Pages whose text a script puts there: it is taken from what the script is given. */
#include "base/str.h"
#include "parse/parse.h"
#include "tests/tap.h"

#define HARBOUR "The harbour was built in 1890, and for a century the boats went out from it every morning, whatever the weather was."
#define NOBODY "Nobody counted them then, but the old men say that there were forty, and that all of them came back."
#define TODAY "Today there are three, and two of these belong to a museum that shows them to schools in the summer."
#define CONSENT "We and our partners use cookies to make this page better, to measure how it is read, and to show what may interest you. You can say no to that at any time, in the settings. More is in our policy, which you should read."

static struct document d;

static void read_page(const char *html)
{
    document_release(&d);
    page_to_document(&(struct page_request){ .url = "https://example.org/news/boats/", .content_type = "text/html; charset=utf-8" }, html, strlen(html), &d);
}

static void is_text(const char *html, const char *want, const char *name)
{
    struct str out = STR_INIT;
    read_page(html);
    document_plain(&d, false, &out);
    is_str(out.data, want, name);
    str_release(&out);
}

#define PAGE(script) "<html><head><title>Boats go out again - The Example</title></head><body><div id=root></div>" script "</body></html>"
#define DATA(json) PAGE("<script id=state type='application/json'>" json "</script>")
#define ALL HARBOUR "\n\n" NOBODY "\n\n" TODAY

static void test_shapes(void)
{
    is_text(DATA("{\"page\":{\"title\":\"Boats go out again\",\"body\":\"<p>" HARBOUR "</p><p>" NOBODY "</p><p>" TODAY "</p>\"}}"), ALL, "a string of HTML");
    is_str(d.facts.title ? d.facts.title : "", "Boats go out again", "and the headline without the site's name");
    is_text(DATA("{\"page\":{\"title\":\"Boats go out again\",\"paragraphs\":[\"" HARBOUR "\",\"" NOBODY "\",\"" TODAY "\"]}}"), ALL, "a list of paragraphs");
    is_text(DATA("{\"page\":{\"title\":\"Boats go out again\",\"body\":[{\"type\":\"text\",\"html\":\"<p>" HARBOUR "</p>\"},{\"type\":\"text\",\"html\":\"<p>" NOBODY "</p>\"},"
                 "{\"type\":\"ad\",\"slot\":7},{\"type\":\"text\",\"html\":\"<p>" TODAY "</p>\"}]}}"), ALL, "a list of blocks of HTML, an advertisement among them");
    is_text(DATA("{\"page\":{\"title\":\"Boats go out again\",\"content\":[{\"nodeType\":\"paragraph\",\"content\":[{\"nodeType\":\"text\",\"value\":\"The harbour was built in 1890, and for \",\"marks\":[]},"
                 "{\"nodeType\":\"link\",\"data\":{\"uri\":\"/x\"},\"content\":[{\"value\":\"a century the boats\"}]},{\"value\":\" went out from it every morning, whatever the weather was.\"}]},"
                 "{\"nodeType\":\"paragraph\",\"content\":[{\"value\":\"" NOBODY "\"}]},{\"nodeType\":\"paragraph\",\"content\":[{\"value\":\"" TODAY "\"}]}]}}"), ALL, "paragraphs in pieces");
    is_text(DATA("{\"page\":{\"title\":\"Boats go out again\",\"text\":\"" HARBOUR "\\n" NOBODY "\\n" TODAY " " NOBODY " " HARBOUR "\"}}"),
            HARBOUR "\n\n" NOBODY "\n\n" TODAY " " NOBODY " " HARBOUR, "a long plain text");
    is_text(PAGE("<script>window.__STATE__ = {\"page\":{\"title\":\"Boats go out again\",\"paragraphs\":[\"" HARBOUR "\",\"" NOBODY "\",\"" TODAY "\"]}};\nstart();</script>"), ALL, "what a script gives a name");
    is_text(PAGE("<noscript><h1>Boats go out again</h1><p>" HARBOUR "</p><p>" NOBODY "</p><p>" TODAY "</p></noscript>"), ALL, "what stands there for those without scripts");
}

static const struct block *first(enum block_type type)
{
    for (size_t i = 0; i < d.blocks.count; i++)
        if (d.blocks.items[i].type == type)
            return &d.blocks.items[i];
    return NULL;
}

static void test_kinds(void)
{
    read_page(DATA("{\"title\":\"Boats go out again\",\"blocks\":[{\"type\":\"paragraph\",\"text\":\"" HARBOUR "\"},{\"type\":\"heading\",\"text\":\"Forty boats\"},{\"type\":\"paragraph\",\"text\":\"" NOBODY "\"},"
                   "{\"type\":\"quote\",\"text\":\"" TODAY "\"}]}"));
    is_str(first(BLOCK_HEADING) ? first(BLOCK_HEADING)->text.bytes : "", "Forty boats", "what calls itself a heading is one");
    is_str(first(BLOCK_QUOTE) ? first(BLOCK_QUOTE)->text.bytes : "", TODAY, "and what calls itself a quote");
}

static void test_choice(void)
{
    is_text(DATA("{\"stories\":[{\"title\":\"Storm\",\"body\":[\"" TODAY "\",\"" NOBODY "\"]},{\"title\":\"Boats go out again\",\"body\":[\"" HARBOUR "\",\"" NOBODY "\",\"" TODAY "\"]}]}"),
            ALL, "of several stories the longest, and it alone");
    is_text(DATA("{\"texts\":{\"consent\":\"<p>" CONSENT "</p>\"}}"), "", "of a page that is no story, nothing that stands beside no headline of it");
    is_text("<title>Boats</title><article><h1>Boats</h1><p>" HARBOUR "</p><p>" NOBODY "</p><p>" TODAY "</p></article><script type='application/json'>{\"title\":\"Boats\",\"body\":\"<p>" CONSENT CONSENT CONSENT
            "</p>\"}</script>", ALL, "where the page has its text, no script is asked");
    is_text(DATA("{\"title\":\"Boats go out again\",\"css\":\"" "a{color:red;margin:1px;padding:2px;border:0} b{color:blue;margin:1px;padding:2px;border:0} c{color:red;margin:1px;padding:2px} d{top:1px} "
                 "e{color:red;margin:1px;padding:2px;border:0} f{color:blue;margin:1px;padding:2px;border:0} g{color:red;margin:1px;padding:2px} h{top:1px} "
                 "i{color:red;margin:1px;padding:2px;border:0} j{color:blue;margin:1px;padding:2px;border:0} k{color:red;margin:1px;padding:2px} l{top:1px}\"}"), "", "rules of style are no text");
    is_text(DATA("{\"title\":\"Boats go out again\",\"body\":\"<p>" HARBOUR), "", "what is cut short is no data");
}

/* Lists within lists, and a great many of them. */
static void test_bounds(void)
{
    struct str html = STR_INIT;
    str_adds(&html, "<title>Boats go out again</title><script type='application/json'>");
    for (int i = 0; i < 1500; i++)
        str_adds(&html, "[\"" NOBODY "\",");
    str_adds(&html, "\"Boats go out again\"");
    for (int i = 0; i < 1500; i++)
        str_adds(&html, "]");
    str_adds(&html, "</script>");
    read_page(html.data);
    ok(d.blocks.count <= 1501, "fifteen hundred lists within one another");
    str_reset(&html);
    str_adds(&html, "<title>Boats go out again</title><script type='application/json'>[\"Boats go out again\"");
    for (int i = 0; i < 200000; i++)
        str_adds(&html, ",[1,{\"a\":2}]");
    str_adds(&html, "]</script>");
    read_page(html.data);
    is_int((long long)d.blocks.count, 0, "two hundred thousand small ones give nothing");
    str_release(&html);
}

int main(void)
{
    document_init(&d);
    test_shapes();
    test_kinds();
    test_choice();
    test_bounds();
    document_release(&d);
    return tap_done();
}
