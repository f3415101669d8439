/* A table of feeds' addresses, applied to the page's address in its first line. */
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "conf/feed_rules.h"
#include "fuzz.h"
#include "text/url.h"

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
    feed_rules_release(&r);
    arena_release(&arena);
    str_release(&page);
    return 0;
}
