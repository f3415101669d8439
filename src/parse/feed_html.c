#include "parse/feed_html.h"

#include <string.h>

#include "base/hash.h"
#include "base/num.h"
#include "parse/builder.h"
#include "parse/html_tree.h"
#include "text/url.h"

enum { MAX_FOUND = 100 };

/* Behind white space, comments, instructions and the document type. */
static size_t skip_prolog(const char *s, size_t len, bool *doctype)
{
    size_t at = 0;
    for (;;) {
        while (at < len && str_is_space(s[at]))
            at++;
        if (at + 2 >= len || s[at] != '<' || (s[at + 1] != '!' && s[at + 1] != '?'))
            return at;
        bool comment = len - at > 4 && memcmp(s + at, "<!--", 4) == 0;
        const char *end = comment ? str_find(s + at, len - at, "-->") : memchr(s + at, '>', len - at);
        *doctype |= len - at > 14 && str_starts_nocase(s + at, "<!doctype html");
        if (!end)
            return len;
        at = (size_t)(end - s) + (comment ? 3 : 1);
    }
}

bool feed_html_is(const char *s, size_t len)
{
    static const char *const names[] = { "html", "head", "body", "title", "meta", "script", "style" };
    bool doctype = false;
    size_t at = skip_prolog(s, len, &doctype);
    bool is_page = doctype && (at >= len || s[at] != '<');
    for (size_t i = 0; i < sizeof names / sizeof names[0] && at < len; i++) {
        size_t n = strlen(names[i]);
        is_page |= len - at > n + 1 && s[at] == '<' && str_starts_nocase(s + at + 1, names[i]) && (str_is_space(s[at + 1 + n]) || s[at + 1 + n] == '>');
    }
    /* Some put a page around a feed. */
    return is_page && !str_find_nocase(s, len, "<feed xmlns") && !str_find_nocase(s, len, "<rss version");
}

/* ---- Links ---- */

static bool has_word(const char *list, const char *word)
{
    size_t n = strlen(word);
    for (const char *p = list; (p = str_find_nocase(p, strlen(p), word)) != NULL; p += n)
        if ((p == list || str_is_space(p[-1])) && (!p[n] || str_is_space(p[n])))
            return true;
    return false;
}

static bool is_feed_type(const char *type)
{
    static const char *const types[] = { "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "application/x.atom+xml", "application/json", "text/xml", "application/xml" };
    for (size_t i = 0; type && i < sizeof types / sizeof types[0]; i++)
        if (str_starts_nocase(type, types[i]))
            return true;
    return false;
}

/* An address in the text that is called like a feed's. */
static bool looks_like_feed(const char *url)
{
    static const char *const ends[] = { ".rss", ".atom", ".rdf", "/rss", "/atom", "/feed", "/feed/", "/rss/", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feed.json" };
    size_t len = strcspn(url, "?#");
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        size_t n = strlen(ends[i]);
        if (len > n && str_starts_nocase(url + len - n, ends[i]))
            return true;
    }
    return false;
}

struct search {
    struct flow *flow;
    struct html h;
    struct str base;
    struct map seen;
};

static void tell(struct search *s, const char *href, const char *title, const char *type)
{
    struct str url = STR_INIT, line = STR_INIT;
    if (s->flow->found < MAX_FOUND && resolve_url(s->base.data, href, &url) && url_is_http(url.data) && map_put(&s->seen, url.data, 1)) {
        fold_line(title ? title : "", title ? strlen(title) : 0, &line);
        flow_found(s->flow, url.data, line.len ? line.data : NULL, type);
    }
    str_release(&url);
    str_release(&line);
}

static void find_links(struct search *s)
{
    for (uint32_t i = 0; i < s->h.count; i++) {
        const struct node *n = s->h.elements[i].node;
        const char *rel = html_attribute(n, ATTRIBUTE_rel), *href = html_attribute(n, ATTRIBUTE_href), *type = html_attribute(n, ATTRIBUTE_type);
        bool is_link = s->h.elements[i].tag == TAG_link || s->h.elements[i].tag == TAG_a;
        if (is_link && rel && href && ((has_word(rel, "alternate") && is_feed_type(type)) || has_word(rel, "feed")))
            tell(s, href, html_attribute(n, ATTRIBUTE_title), type);
    }
}

static void find_in_text(struct search *s)
{
    for (uint32_t i = 0; i < s->h.count; i++) {
        struct node *n = s->h.elements[i].node;
        const char *href = html_attribute(n, ATTRIBUTE_href);
        struct str text = STR_INIT;
        if (s->h.elements[i].tag != TAG_a || !href || !looks_like_feed(href))
            continue;
        html_text(n, ARTICLE_MAX_TITLE, &text);
        tell(s, href, text.data, NULL);
        str_release(&text);
    }
}

static void find_base(struct search *s)
{
    str_adds(&s->base, s->flow->base);
    for (uint32_t i = 0; i < s->h.count; i++) {
        const char *href = s->h.elements[i].tag == TAG_base ? html_attribute(s->h.elements[i].node, ATTRIBUTE_href) : NULL;
        struct str resolved = STR_INIT;
        if (href && resolve_url(s->flow->base, href, &resolved)) {
            str_reset(&s->base);
            str_add(&s->base, resolved.data, resolved.len);
            i = s->h.count - 1;
        }
        str_release(&resolved);
    }
}

void feed_html_find(struct flow *flow, const char *utf8, size_t len)
{
    struct search s = { .flow = flow };
    str_init(&s.base, URL_MAX);
    if (html_read(&s.h, utf8, num_min(len, HTML_MAX_BYTES))) {
        find_base(&s);
        find_links(&s);
        if (!flow->found)
            find_in_text(&s);
        if (!flow->found)
            flow->wall = feed_wall(&s.h, flow->base);
    }
    html_release(&s.h);
    map_release(&s.seen);
    str_release(&s.base);
}
