#include "parse/feed_html.h"

#include <string.h>

#include "base/num.h"
#include "parse/builder.h"
#include "parse/html_tree.h"
#include "parse/wall.h"
#include "text/unicode.h"
#include "text/url.h"

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
    static const char *const names[] = { "html", "head", "body", "title", "meta", "link", "base", "script", "style" };
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

struct search {
    struct flow *flow;
    struct html h;
    struct str base;
    const char *language; /* the page's, as it says; NULL */
    int in_text;          /* links of the text that were taken */
};

static bool has_word(const char *list, const char *word)
{
    size_t n = strlen(word);
    for (const char *p = list; (p = str_find_nocase(p, strlen(p), word)) != NULL; p += n)
        if ((p == list || str_is_space(p[-1])) && (!p[n] || str_is_space(p[n])))
            return true;
    return false;
}

static bool holds(const char *text, const char *needle)
{
    return text && str_find_nocase(text, strlen(text), needle);
}

/* ---- What the page says to be a feed ---- */

static const struct {
    const char *type;
    int rank;
} types[] = {
    { "application/rss+xml", FIND_STATED }, { "application/atom+xml", FIND_STATED }, { "application/feed+json", FIND_STATED },
    { "application/rdf+xml", FIND_STATED }, { "application/x.atom+xml", FIND_STATED }, { "application/rss", FIND_STATED },
    { "application/atom", FIND_STATED }, { "application/json", FIND_OF_ANY_XML }, { "text/xml", FIND_OF_ANY_XML },
    { "application/xml", FIND_OF_ANY_XML },
};

/* The row of a type, its parameters left aside; NULL: it is no feed's. What is JSON may be
 * anything, unless it is called a feed. */
static const char *feed_type(const struct node *n, int *rank)
{
    const char *type = html_attribute(n, ATTRIBUTE_type), *title = html_attribute(n, ATTRIBUTE_title), *href = html_attribute(n, ATTRIBUTE_href);
    while (type && str_is_space(*type))
        type++;
    for (size_t i = 0; type && i < sizeof types / sizeof types[0]; i++) {
        size_t len = strlen(types[i].type);
        if (!str_starts_nocase(type, types[i].type) || (type[len] && type[len] != ';' && !str_is_space(type[len])))
            continue;
        *rank = types[i].rank;
        return str_ends(types[i].type, "/json") && !holds(href, "feed") && !holds(title, "feed") ? NULL : types[i].type;
    }
    return NULL;
}

/* Feeds of what readers say, of which the address or the title speaks. */
static bool is_of_comments(const char *href, const char *title)
{
    static const char *const words[] = { "comment", "kommentar", "komment", "commentaire", "comentario", "comentário", "commento", "commenti",
                                         "reacties", "yorum", "комментар", "коментар", "σχόλι", "评论", "評論", "コメント", "댓글", "تعليقات" };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (holds(href, words[i]) || (title && unicode_contains(title, words[i])))
            return true;
    return holds(href, "/replies");
}

static bool is_other_tongue(const struct search *s, const struct node *n)
{
    const char *own = html_attribute(n, ATTRIBUTE_hreflang);
    return own && s->language && *own && *s->language && (str_lower(own[0]) != str_lower(s->language[0]) || str_lower(own[1]) != str_lower(s->language[1]));
}

static bool is_elsewhere(const struct search *s, const char *href)
{
    struct str url = STR_INIT;
    bool elsewhere = !resolve_url(s->base.data, href, &url) || !url_is_of_site(url.data, s->flow->base);
    str_release(&url);
    return elsewhere;
}

static void find_stated(struct search *s, const struct node *n)
{
    const char *rel = html_attribute(n, ATTRIBUTE_rel), *title = html_attribute(n, ATTRIBUTE_title);
    const char *href = html_attribute(n, ATTRIBUTE_href);
    int rank = FIND_STATED;
    if (!rel || !href)
        return;
    const char *type = feed_type(n, &rank);
    bool is_feed = has_word(rel, "feed");
    if (!is_feed && (!type || !has_word(rel, "alternate")))
        return;
    rank += is_of_comments(href, title) ? FIND_COMMENTS : 0;
    rank += is_other_tongue(s, n) ? FIND_OTHER_TONGUE : 0;
    flow_find(s->flow, s->base.data, &(struct find){ .url = href, .title = title, .type = type ? type : "feed", .rank = rank });
}

/* ---- What its text leads to ---- */

/* An address in the text that is called like a feed's. */
static bool looks_like_feed(const char *url)
{
    static const char *const ends[] = { ".rss", ".atom", ".rdf", "/rss", "/atom", "/feed", "/feed/", "/rss/", "rss.xml", "feed.xml", "feeds.xml",
                                        "atom.xml", "index.xml", "feed.json", "/feeds/posts/default" };
    size_t len = strcspn(url, "?#");
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        size_t n = strlen(ends[i]);
        if (len >= n && str_starts_nocase(url + len - n, ends[i]))
            return true;
    }
    return false;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* A few words with "RSS" among them, or all of which is "Feed". */
static bool sounds_like_feed(const char *text)
{
    enum { FEW = 40 };
    const char *at = text;
    if (!text || strlen(text) > FEW)
        return false;
    while ((at = str_find_nocase(at, strlen(at), "rss")) != NULL) {
        if ((at == text || !is_letter(at[-1])) && !is_letter(at[3]))
            return true;
        at += 3;
    }
    return str_same_nocase(text, "feed") || str_same_nocase(text, "feeds") || str_same_nocase(text, "atom feed") || str_same_nocase(text, "news feed");
}

/* What a link is called: its text, else its title, else that of the picture in it. */
static void read_name(struct node *link, struct str *out)
{
    struct str text = STR_INIT;
    html_text(link, ARTICLE_MAX_TITLE, &text);
    fold_line(text.data, text.len, out);
    const char *title = html_attribute(link, ATTRIBUTE_title);
    for (struct node *n = link; n && !title && !out->len; n = html_next(n, link))
        title = html_tag(n) == TAG_img ? html_attribute(n, ATTRIBUTE_alt) : NULL;
    if (!out->len && title)
        fold_line(title, strlen(title), out);
    str_release(&text);
}

static void find_in_text(struct search *s, struct node *n)
{
    enum { MOST = 60 };
    const char *title = html_attribute(n, ATTRIBUTE_title);
    const char *href = html_attribute(n, ATTRIBUTE_href);
    struct str name = STR_INIT, offered = STR_INIT;
    if (!href || *href == '#' || s->in_text == MOST)
        return;
    read_name(n, &name);
    bool is_offered = url_from_offer(href, &offered);
    href = is_offered ? offered.data : href;
    bool looks = is_offered || looks_like_feed(href), sounds = !looks && (sounds_like_feed(name.data) || sounds_like_feed(title));
    bool elsewhere = (looks || sounds) && is_elsewhere(s, href);
    int rank = (looks ? FIND_LINK : FIND_WORDS) + (elsewhere ? FIND_ELSEWHERE : 0);
    rank += is_of_comments(href, name.data) ? FIND_COMMENTS : 0;
    /* Words alone may speak of anybody's feeds. */
    if (looks || (sounds && !elsewhere)) {
        flow_find(s->flow, s->base.data, &(struct find){ .url = href, .title = name.data, .rank = rank });
        s->in_text++;
    }
    str_release(&name);
    str_release(&offered);
}

/* ---- The page ---- */

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

/* True where a feed was found that is the site's own. */
static bool has_own(const struct finds *f)
{
    for (size_t i = 0; i < f->all.len; i++)
        if (f->all.items[i].rank < FIND_COMMENTS)
            return true;
    return false;
}

static void find_all(struct search *s)
{
    find_base(s);
    for (uint32_t i = 0; i < s->h.count; i++) {
        const struct element *e = &s->h.elements[i];
        if (e->tag == TAG_html && !s->language)
            s->language = html_attribute(e->node, ATTRIBUTE_lang);
        if (e->tag == TAG_link || e->tag == TAG_a)
            find_stated(s, e->node);
    }
    bool enough = has_own(&s->flow->finds);
    for (uint32_t i = 0; i < s->h.count && !enough; i++)
        if (s->h.elements[i].tag == TAG_a)
            find_in_text(s, s->h.elements[i].node);
    if (!s->flow->finds.all.len)
        s->flow->wall = wall_of_page(&s->h, s->flow->base);
}

void feed_html_find(struct flow *flow, const char *utf8, size_t len)
{
    struct search s = { .flow = flow };
    str_init(&s.base, URL_MAX);
    if (html_read(&s.h, utf8, num_min(len, HTML_MAX_BYTES)))
        find_all(&s);
    html_release(&s.h);
    str_release(&s.base);
}
