/* Where a story goes on that stands on several pages: an address that is this page's
 * but for the number. Links to the next story are told from it by that. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "parse/page.h"
#include "text/url.h"

enum {
    LEAST_TEXT = 100, /* letters of a page that goes on */
    LABEL = 40,       /* letters of a link that says so */
    LINKS = 5000      /* with such a number that are looked at */
};

/* What addresses call a page, before its number. */
static const char *const words[] = {
    "page", "p", "pg", "pag", "paged", "pagina", "pagenum", "pagenumber", "page_num", "page_no", "pageno", "pagenr", "pn", "seite", "sida", "side", "sivu", "strona", "stranica", "part", "teil",
};

struct piece {
    const char *s;
    size_t len;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_mark(char c)
{
    return c && strchr("/-_,.;:?&=", c) != NULL;
}

/* Takes the number n off the beginning. */
static bool take_number(struct piece *p, int n)
{
    size_t digits = 0;
    int value = 0;
    while (digits < p->len && digits < 4 && is_digit(p->s[digits]))
        value = value * 10 + (p->s[digits++] - '0');
    if (!digits || p->s[0] == '0' || value != n || (digits < p->len && is_digit(p->s[digits])))
        return false;
    p->s += digits;
    p->len -= digits;
    return true;
}

static void take_marks(struct piece *p)
{
    while (p->len && is_mark(*p->s)) {
        p->s++;
        p->len--;
    }
}

/* Takes a word for a page; false where another stands there. */
static bool take_word(struct piece *p)
{
    size_t len = 0;
    while (len < p->len && (isalpha((unsigned char)p->s[len]) || (len && p->s[len] == '_')))
        len++;
    bool known = !len;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        known |= strlen(words[i]) == len && str_starts_nocase(p->s, words[i]);
    p->s += len;
    p->len -= len;
    return known;
}

/* The last part of a path is a day or a month: "/2019/12" is no story. */
static bool ends_in_date(struct piece before)
{
    size_t digits = 0;
    while (before.len && before.s[before.len - 1] == '/')
        before.len--;
    while (before.len && is_digit(before.s[before.len - 1])) {
        before.len--;
        digits++;
    }
    return digits && digits <= 4 && before.len && before.s[before.len - 1] == '/';
}

/* Behind the number only an extension, a slash or parameters may come. */
static bool is_end(struct piece rest)
{
    if (rest.len && !is_mark(*rest.s))
        return false;
    const char *slash = rest.len ? memchr(rest.s, '/', rest.len) : NULL, *query = rest.len ? memchr(rest.s, '?', rest.len) : NULL;
    return !slash || (query && query < slash) || slash == rest.s + rest.len - 1 || (slash == rest.s && rest.s[1] == '?');
}

enum likeness { OTHER, LIKELY /* where a link says so too */, SURE };

/* `more` is what was put into the address of the first page to make that of the second. */
static enum likeness like_second(struct piece before, struct piece more, struct piece after)
{
    struct piece p = more;
    bool apart = (before.len && is_mark(before.s[before.len - 1])) || (p.len && is_mark(*p.s));
    bool slash = before.len && before.s[before.len - 1] == '/';
    slash |= p.len && *p.s == '/';
    take_marks(&p);
    const char *word = p.s;
    if (!apart || !take_word(&p))
        return OTHER;
    bool named = p.s > word;
    take_marks(&p);
    if (!take_number(&p, 2) || (!named && slash && ends_in_date(before)))
        return OTHER;
    if (p.len ? !is_mark(*p.s) || p.len > 1 : !is_end(after))
        return OTHER;
    return named || slash ? SURE : LIKELY;
}

/* A page's word stands before the number at the end of this. */
static bool is_named(struct piece before)
{
    while (before.len && is_mark(before.s[before.len - 1]))
        before.len--;
    size_t len = 0;
    while (len < before.len && (isalpha((unsigned char)before.s[before.len - len - 1]) || before.s[before.len - len - 1] == '_'))
        len++;
    struct piece word = { before.s + before.len - len, len };
    return len && take_word(&word);
}

/* The number n - 1 became n. */
static enum likeness like_next(struct piece before, struct piece old, struct piece more, struct piece after, int n)
{
    if (before.len && is_digit(before.s[before.len - 1]))
        return OTHER;
    if (!take_number(&old, n - 1) || old.len || !take_number(&more, n) || more.len || !is_end(after))
        return OTHER;
    return is_named(before) ? SURE : n > 2 ? LIKELY : OTHER;
}

/* Whether `to` is the n-th page of the story of which `from` is the one before. */
static enum likeness like_page(const char *from, const char *to, int n)
{
    size_t a = strlen(from), b = strlen(to), head = 0, tail = 0;
    while (head < a && head < b && from[head] == to[head])
        head++;
    while (tail < a - head && tail < b - head && from[a - tail - 1] == to[b - tail - 1])
        tail++;
    while (head && is_digit(to[head - 1]) && is_digit(from[head - 1]) && (is_digit(from[head]) || is_digit(to[head])))
        head--; /* 9 and 10, 21 and 22: whole numbers */
    struct piece before = { to, head }, old = { from + head, a - tail - head }, more = { to + head, b - tail - head }, after = { to + b - tail, tail };
    if (n == 2 && !old.len)
        return like_second(before, more, after);
    return like_next(before, old, more, after, n);
}

/* Without what only tracks, without a fragment and the scheme. */
static const char *address(struct page *p, const char *url)
{
    struct str out = STR_INIT;
    const char *copy = NULL, *hash = strchr(url, '#'), *host = strstr(url, "//");
    char *plain = arena_strndup(p->arena, url, hash ? (size_t)(hash - url) : strlen(url));
    url_clean(plain, &out);
    if (host && url_is_http(url))
        copy = arena_strdup(p->arena, strstr(out.data, "//") + 2);
    str_release(&out);
    return copy;
}

static bool is_among_comments(const struct html *h, uint32_t i)
{
    for (; i > h->body; i = h->elements[i].parent)
        if (h->elements[i].role == ROLE_COMMENTS || h->elements[i].role == ROLE_RELATED)
            return true;
    return false;
}

/* What the link says of itself: a number, "next", or a label and no sentence. */
static enum likeness like_link(struct page *p, uint32_t i, int n)
{
    const struct element *e = &p->h.elements[i];
    const char *rel = html_attribute(e->node, ATTRIBUTE_rel);
    if (rel && str_find_nocase(rel, strlen(rel), "next"))
        return SURE;
    if (e->tag != TAG_a || is_among_comments(&p->h, i))
        return OTHER;
    const char *line = page_line(p, i, 2 * LABEL);
    struct piece number = { line ? line : "", line ? strlen(line) : 0 };
    if (take_number(&number, n) && !number.len)
        return SURE;
    return line && strlen(line) > LABEL ? OTHER : LIKELY;
}

static bool leads_on(struct page *p, uint32_t i, const char *from, int n, struct str *url)
{
    const struct element *e = &p->h.elements[i];
    if (!resolve_url(p->b.base, html_attribute(e->node, ATTRIBUTE_href), url) || strlen(url->data) > BUILDER_MAX_LINE)
        return false;
    const char *to = address(p, url->data);
    enum likeness likeness = to ? like_page(from, to, n) : OTHER;
    return likeness != OTHER && like_link(p, i, n) + likeness >= LIKELY + SURE;
}

/* A link whose address has the number somewhere. */
static bool has_number(const struct element *e, int n)
{
    const char *href = e->tag == TAG_a || e->tag == TAG_link ? html_attribute(e->node, ATTRIBUTE_href) : NULL;
    return href && strchr(href, '0' + n % 10);
}

static const char *find(struct page *p, const char *from, int n)
{
    struct str url = STR_INIT;
    const char *found = NULL;
    for (uint32_t i = 0, tried = 0; i < p->h.count && tried < LINKS && !found; i++) {
        if (!has_number(&p->h.elements[i], n))
            continue;
        str_reset(&url);
        tried++;
        if (leads_on(p, i, from, n, &url))
            found = arena_strndup(p->arena, url.data, strcspn(url.data, "#"));
    }
    str_release(&url);
    return found;
}

void page_next(struct page *p, int before)
{
    size_t letters = 0;
    const char *from = address(p, p->url);
    for (size_t i = 0; i < p->b.blocks.len; i++)
        letters += html_weight(p->b.blocks.items[i].text.bytes, p->b.blocks.items[i].text.len);
    if (!from || p->d->facts.kind != DOCUMENT_STORY || letters < LEAST_TEXT)
        return;
    p->d->next = find(p, from, before + 2);
}
