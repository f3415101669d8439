/* Facts, weighed.  What JSON-LD says of the article is believed first, for it is
 * made for machines and names its object; then microdata and meta; then what is
 * shown near the headline; an address last.
 *
 *   authors    JSON-LD, byline shown, meta, a name beside the date
 *   published  JSON-LD, meta, microdata, <time>, shown near the headline, address
 *   lede       shown, then meta description, then JSON-LD
 *   site       og:site_name, JSON-LD publisher
 *   language   <html lang>, meta, JSON-LD */
#include <string.h>

#include "base/num.h"
#include "parse/names.h"
#include "parse/page.h"
#include "text/url.h"

/* ---- Dates ---- */

static bool is_modified(const struct page *p, uint32_t i)
{
    static const char *const signs[] = { "modif", "updat", "aktualis", "actualiz", "mise" };
    for (int k = 0; k < 2; k++) {
        const char *class = html_attribute(p->h.elements[i].node, k ? ATTRIBUTE_itemprop : ATTRIBUTE_class);
        for (size_t s = 0; class && s < sizeof signs / sizeof signs[0]; s++) {
            if (str_find_nocase(class, strlen(class), signs[s]))
                return true;
        }

    }
    return false;
}

/* A machine's date in an attribute, or the text. */
static bool date_of(struct page *p, uint32_t i, struct stamp *out)
{
    static const enum attribute names[] = { ATTRIBUTE_datetime, ATTRIBUTE_content, ATTRIBUTE_title, ATTRIBUTE_data_datetime, ATTRIBUTE_data_date };
    const struct element *e = &p->h.elements[i];
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
        const char *v = html_attribute(e->node, names[k]);
        if (v && page_date(v, out))
            return true;
    }
    return e->text <= 160 && page_date(page_line(p, i, 400), out);
}

/* How near to the headline, in elements, and how sure, a shown date is. */
static int64_t worth(const struct page *p, uint32_t i)
{
    const struct element *e = &p->h.elements[i];
    const char *prop = html_attribute(e->node, ATTRIBUTE_itemprop);
    int64_t far = p->headline ? (i > p->headline ? (int64_t)(i - p->headline) : (int64_t)(p->headline - i) * 2) : i;
    bool stated = prop && str_find_nocase(prop, strlen(prop), "datepublished");
    return far - (stated ? 100000 : 0) - (e->tag == TAG_time ? 150 : 0) - (e->tag == TAG_time && html_attribute(e->node, ATTRIBUTE_pubdate) ? 50000 : 0);
}

static void shown_dates(struct page *p, struct stamp *published, struct stamp *modified)
{
    int64_t best = INT64_MAX;
    struct stamp at;
    for (uint32_t i = p->h.body; i < p->h.count; i++) {
        const struct element *e = &p->h.elements[i];
        if (e->role == ROLE_COMMENTS || e->role == ROLE_RELATED || e->tag == TAG_footer) {
            i = e->end - 1;
            continue;
        }
        if (e->tag != TAG_time && e->role != ROLE_DATE)
            continue;
        int64_t mine = worth(p, i);
        bool change = is_modified(p, i);
        if ((!change && mine >= best) || !date_of(p, i, &at))
            continue;
        if (change && !modified->parts)
            *modified = at;
        if (!change) {
            best = mine;
            *published = at;
        }
    }
}

/* A date in a short line by the headline, whatever it is called. */
static bool line_date(struct page *p, struct stamp *out)
{
    uint32_t from = p->headline ? p->headline : p->h.body, tried = 0;
    for (uint32_t i = from; i < p->h.count && tried < 60; i++) {
        const struct element *e = &p->h.elements[i];
        if (e->tag == TAG_script || e->own < 4 || e->own > 120 || e->block != i || e->end > i + 12)
            continue;
        tried++;
        if (page_date(page_line(p, i, 300), out))
            return true;
    }
    return false;
}

static bool address_date(const struct page *p, struct stamp *out)
{
    const char *urls[] = { p->url, p->meta.canonical, p->meta.url };
    for (size_t i = 0; i < 3; i++) {
        for (const char *s = urls[i]; s && *s; s++) {
            if (*s == '/' && (s[1] == '1' || s[1] == '2') && page_date(s + 1, out) && (strncmp(s + 1, "19", 2) == 0 || strncmp(s + 1, "20", 2) == 0))
                return true;
        }
    }
    return false;
}

static void set_dates(struct page *p, struct facts *f)
{
    struct stamp shown = { 0 }, changed = { 0 }, address = { 0 };
    shown_dates(p, &shown, &changed);
    f->published = p->linked.published.parts ? p->linked.published : p->meta.published;
    f->modified = p->linked.modified.parts ? p->linked.modified : p->meta.modified.parts ? p->meta.modified : changed;
    if (!f->published.parts)
        f->published = shown;
    if (!f->published.parts && address_date(p, &address))
        f->published = address;
    if (!f->published.parts)
        line_date(p, &f->published);
    if (!f->published.parts)
        f->published = f->modified;
}

/* ---- Authors ---- */

/* "/author/ana-paz": an address that leads to a person. */
static bool leads_to_author(const struct node *n)
{
    static const char *const parts[] = { "/author/", "/authors/", "/autor/", "/autoren/", "/autores/", "/auteur/", "/autore/", "/redakteur/", "/profile/", "/people/", "/by/", "/contributor/", "/contributors/", "/staff/", "/reporter/" };
    const char *href = html_attribute(n, ATTRIBUTE_href);
    for (size_t i = 0; href && i < sizeof parts / sizeof parts[0]; i++) {
        if (str_find_nocase(href, strlen(href), parts[i]))
            return true;
    }
    return false;
}

/* How an element may say that it names the author, the surest first. */
enum byline_kind { BYLINE_STATED, BYLINE_CALLED, BYLINE_LINKED, BYLINE_SAID, BYLINE_BESIDE, BYLINE_KINDS };

/* "World News" beside a date is a section, "The Mail" the site. */
static bool is_section(const struct page *p, const char *line)
{
    const struct stated *voices[] = { &p->linked, &p->meta };
    for (size_t v = 0; v < 2; v++) {
        for (size_t i = 0; i < voices[v]->section.len; i++)
            if (page_same_words(line, voices[v]->section.items[i]))
                return true;
        for (size_t i = 0; i < voices[v]->crumbs.len; i++)
            if (page_same_words(line, voices[v]->crumbs.items[i]))
                return true;
        if (page_same_words(line, voices[v]->site))
            return true;
    }
    return false;
}

/* Two to four words that could be a person's name and lead nowhere, in one line
 * with a date and little else. */
static bool is_beside_date(struct page *p, uint32_t i)
{
    enum { LEAST = 5, MOST = 40, LINE = 80 /* letters */ };
    const struct element *e = &p->h.elements[i], *line = &p->h.elements[e->parent];
    struct stamp at;
    if (e->end != i + 1 || e->link || e->text < LEAST || e->text > MOST || line->text > LINE || line->text == e->text || (e->tag >= TAG_h1 && e->tag <= TAG_h6))
        return false;
    const char *name = page_line(p, i, 200), *space = name ? strchr(name, ' ') : NULL;
    size_t len = name ? strcspn(name, "|·•") : 0;
    while (len && name[len - 1] == ' ')
        len--;
    return space && space < name + len && names_is_person(name, len) && !page_date(name, &at) && page_date(page_line(p, e->parent, 400), &at) && !is_section(p, arena_strndup(p->arena, name, len));
}

static bool is_byline(struct page *p, uint32_t i, enum byline_kind kind)
{
    enum { NEAR = 150 /* elements from the headline */, SHORT = 60 };
    const struct element *e = &p->h.elements[i];
    const char *rel = html_attribute(e->node, ATTRIBUTE_rel), *prop = html_attribute(e->node, ATTRIBUTE_itemprop);
    bool near = p->headline && i + 40 > p->headline && i < p->headline + NEAR;
    switch (kind) {
    case BYLINE_STATED:
        return (rel && str_same_nocase(rel, "author")) || (prop && str_same_nocase(prop, "author"));
    case BYLINE_CALLED:
        return e->role == ROLE_BYLINE && e->tag != TAG_h1; /* a blog may be called by its author's name */
    case BYLINE_LINKED:
        return near && e->tag == TAG_a && leads_to_author(e->node);
    case BYLINE_SAID:
        return near && e->block == i && e->text <= SHORT && names_is_byline(page_line(p, i, 300));
    default:
        return near && i > p->headline && is_beside_date(p, i);
    }
}

/* Elements of one kind side by side, each with a name: nothing but their borders
 * tells the names apart. */
static void add_each(struct page *p, struct names *names, uint32_t byline)
{
    enum { LEAST = 4, MOST = 40 }; /* letters of a name */
    const struct html *h = &p->h;
    uint32_t before = 0;
    for (uint32_t i = byline + 1; i < h->elements[byline].end; i++) {
        const struct element *e = &h->elements[i], *b = &h->elements[before];
        if (e->end != i + 1 || e->text < LEAST || e->text > MOST)
            continue;
        const char *class = html_attribute(e->node, ATTRIBUTE_class), *other = before ? html_attribute(b->node, ATTRIBUTE_class) : NULL;
        if (before && e->parent == b->parent && e->tag == b->tag && str_same(class ? class : "", other ? other : "")) {
            names_add_line(names, page_line(p, before, 200), true);
            names_add_line(names, page_line(p, i, 200), true);
        }
        before = i;
    }
}

/* Where names that are stated are looked for: not far over the headline. */
static uint32_t first_byline(const struct page *p, enum byline_kind kind)
{
    enum { OVER = 60 }; /* elements */
    return kind == BYLINE_STATED && p->headline > p->h.body + OVER ? p->headline - OVER : p->h.body;
}

static void shown_authors(struct page *p, struct names *names, int first, int end)
{
    enum { MOST = 150 /* letters of a byline */, APART = 15, FAR = 40 /* elements between names of one byline */ };
    uint32_t last = 0;
    for (int kind = first; kind < end && !names->len; kind++) {
        for (uint32_t i = first_byline(p, (enum byline_kind)kind); i < p->h.count && names->len < PAGE_MAX_NAMES; i++) {
            const struct element *e = &p->h.elements[i];
            if (names->len && kind == BYLINE_STATED && i > last + FAR)
                break;
            if (e->role == ROLE_COMMENTS || e->role == ROLE_RELATED || e->role == ROLE_HIDDEN) {
                i = e->end - 1;
                continue;
            }
            if (!e->text || e->text > MOST || !is_byline(p, i, (enum byline_kind)kind))
                continue;
            size_t before = names->len;
            if (kind == BYLINE_CALLED)
                add_each(p, names, i);
            if (names->len == before)
                names_add_line(names, page_line(p, i, 600), kind != BYLINE_STATED);
            i = names->len > before ? e->end - 1 : i; /* else perhaps something within it */
            if (names->len > before)
                last = i;
            if (names->len && (kind == BYLINE_CALLED || kind == BYLINE_SAID || kind == BYLINE_BESIDE || (kind == BYLINE_LINKED && i > last + APART)))
                break;
        }
    }
}

/* Those that JSON-LD names; then those shown, those of meta, a name beside the date.  A site that
 * names itself, or an organisation, is believed only where nobody is shown. */
static void set_authors(struct page *p, struct facts *f)
{
    const char *site = p->meta.site ? p->meta.site : p->linked.site;
    struct names stated = { .arena = p->arena }, other = { .arena = p->arena, .site = site };
    for (size_t i = 0; i < p->linked.authors.len; i++)
        names_add_line(&stated, p->linked.authors.items[i], false);
    if (!stated.len || (stated.len == 1 && (p->linked.by_organisation || page_same_words(stated.items[0], site)))) {
        shown_authors(p, &other, 0, BYLINE_BESIDE);
        for (size_t i = 0; !other.len && i < p->meta.authors.len; i++)
            names_add_line(&other, p->meta.authors.items[i], false);
        shown_authors(p, &other, BYLINE_BESIDE, BYLINE_KINDS);
        other.site = stated.len ? site : NULL; /* at last: a site that bears its author's name */
        shown_authors(p, &other, 0, BYLINE_KINDS);
    }
    names_take(other.len ? &other : &stated, &f->authors.items, &f->authors.count);
    names_release(&stated);
    names_release(&other);
}

/* ---- Others ---- */

static const char *shown_lede(const struct page *p)
{
    for (size_t i = 0; i < p->b.blocks.len; i++) {
        if (p->b.blocks.items[i].type == BLOCK_LEDE)
            return p->b.blocks.items[i].text.bytes;
    }
    return NULL;
}

static const char *language_of(struct page *p)
{
    const char *lang = NULL;
    for (uint32_t i = 0; i < p->h.count && i <= p->h.body; i++) {
        const struct node *n = p->h.elements[i].node;
        lang = html_attribute(n, ATTRIBUTE_lang) ? html_attribute(n, ATTRIBUTE_lang) : html_attribute(n, ATTRIBUTE_xml_lang);
        if (lang && *lang)
            break;
    }
    lang = lang && *lang ? lang : p->meta.language ? p->meta.language : p->linked.language;
    if (!lang || strlen(lang) < 2 || strlen(lang) > 35)
        return NULL;
    char *copy = arena_strdup(p->arena, lang);
    for (char *c = copy; *c; c++)
        *c = *c == '_' ? '-' : *c;
    return builder_line(&p->b, copy);
}

static enum direction direction_of_script(const struct page *p)
{
    size_t rtl = 0, ltr = 0;
    for (size_t i = 0; i < p->b.blocks.len && i < 40; i++) {
        for (const unsigned char *c = (const unsigned char *)p->b.blocks.items[i].text.bytes; *c; c++) {
            rtl += (*c >= 0xD6 && *c <= 0xDF);
            ltr += ((*c | 32) >= 'a' && (*c | 32) <= 'z') || (*c >= 0xC3 && *c <= 0xD5) || *c >= 0xE0;
        }
    }
    return rtl > ltr ? DIRECTION_RTL : ltr ? DIRECTION_LTR : DIRECTION_NONE;
}

static enum direction direction_of(const struct page *p)
{
    uint32_t root = p->roots.len ? p->roots.items[0] : p->h.body;
    for (uint32_t i = root;; i = p->h.elements[i].parent) {
        const char *dir = html_attribute(p->h.elements[i].node, ATTRIBUTE_dir);
        if (dir && (str_same_nocase(dir, "rtl") || str_same_nocase(dir, "ltr")))
            return str_same_nocase(dir, "rtl") ? DIRECTION_RTL : DIRECTION_LTR;
        if (!i)
            break;
    }
    return direction_of_script(p);
}

void page_facts(struct page *p)
{
    struct facts *f = &p->d->facts;
    f->title = p->title;
    f->url = builder_line(&p->b, p->url);
    f->canonical = builder_url(&p->b, p->meta.canonical ? p->meta.canonical : p->meta.url);
    f->site = p->meta.site ? p->meta.site : p->linked.site;
    f->licence = p->linked.licence ? p->linked.licence : p->meta.licence;
    f->paywalled = p->linked.paywalled;
    f->lede = builder_line(&p->b, shown_lede(p)); /* a fact is one line */
    f->lede = f->lede ? f->lede : p->meta.description ? p->meta.description : p->linked.description;
    f->language = language_of(p);
    f->direction = direction_of(p);
    set_dates(p, f);
    set_authors(p, f);
}
