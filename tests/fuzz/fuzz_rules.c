/* A table of feeds' addresses, and one of pages, applied to the page's address in its first line. */
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "conf/feed_rules.h"
#include "conf/page_rules.h"
#include "fuzz.h"
#include "text/url.h"

static void apply_to_page(const char *page, const char *text, size_t len)
{
    struct arena arena = { 0 };
    struct page_rules r = { 0 };
    struct page_rule_lines lines = { .count = 0 };
    struct page_rule rules[PAGE_RULES_APPLIED];
    page_rules_read(&r, "pages", text, len);
    page_rules_apply(&r, page, &arena, &lines);
    must(lines.count <= PAGE_RULE_LINES && page_rules_of_lines(lines.items, lines.count, rules) == lines.rules);
    for (size_t i = 0; i < lines.count; i++)
        must(strlen(lines.items[i]) <= PAGE_RULE_LINE);
    page_rules_release(&r);
    arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const char *text = (const char *)bytes, *stop = len ? memchr(text, '\n', len) : NULL;
    size_t first = stop ? (size_t)(stop - text) + 1 : len;
    struct str page = STR_INIT;
    struct arena arena = { 0 };
    struct feed_rules r = { 0 };
    struct feed_place places[FEED_PLACES_MAX];
    str_add(&page, text, stop ? first - 1 : first);
    feed_rules_read(&r, "feeds", text + first, len - first);
    size_t count = feed_rules_apply(&r, page.data, &arena, places);
    must(count <= FEED_PLACES_MAX && (!count || feed_rules_decide(&r, page.data)));
    for (size_t i = 0; i < count; i++)
        must(url_is_http(places[i].address) && strlen(places[i].address) <= URL_MAX);
    apply_to_page(page.data, text + first, len - first);
    feed_rules_release(&r);
    arena_release(&arena);
    str_release(&page);
    return 0;
}
