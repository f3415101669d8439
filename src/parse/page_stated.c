/* What <meta>, <link>, <html> and microdata state.  Each fact has a list of names
 * in the order in which they are believed. */
#include <string.h>

#include "base/num.h"
#include "base/vec.h"
#include "parse/page.h"
#include "text/entities.h"

enum fact { FACT_TITLE, FACT_DESCRIPTION, FACT_SITE, FACT_URL, FACT_PUBLISHED, FACT_MODIFIED, FACT_AUTHOR, FACT_SECTION, FACT_IMAGE, FACT_LANGUAGE, FACTS };

/* The lower the number the more it is believed. */
static const struct meta_name {
    const char *name;
    enum fact fact;
    uint8_t order;
} meta_names[] = {
    { "og:title", FACT_TITLE, 1 }, { "twitter:title", FACT_TITLE, 2 }, { "dc.title", FACT_TITLE, 3 }, { "dcterms.title", FACT_TITLE, 3 },
    { "parsely-title", FACT_TITLE, 3 }, { "sailthru.title", FACT_TITLE, 4 }, { "citation_title", FACT_TITLE, 1 }, { "title", FACT_TITLE, 5 },
    { "description", FACT_DESCRIPTION, 1 }, { "og:description", FACT_DESCRIPTION, 2 }, { "twitter:description", FACT_DESCRIPTION, 3 },
    { "dc.description", FACT_DESCRIPTION, 4 }, { "dcterms.description", FACT_DESCRIPTION, 4 },
    { "og:site_name", FACT_SITE, 1 }, { "application-name", FACT_SITE, 2 }, { "dc.publisher", FACT_SITE, 3 }, { "publisher", FACT_SITE, 4 }, { "apple-mobile-web-app-title", FACT_SITE, 5 },
    { "og:url", FACT_URL, 1 },
    { "article:published_time", FACT_PUBLISHED, 1 }, { "og:article:published_time", FACT_PUBLISHED, 1 }, { "article:published", FACT_PUBLISHED, 2 },
    { "datepublished", FACT_PUBLISHED, 2 }, { "og:published_time", FACT_PUBLISHED, 2 }, { "parsely-pub-date", FACT_PUBLISHED, 2 }, { "sailthru.date", FACT_PUBLISHED, 3 },
    { "dc.date.issued", FACT_PUBLISHED, 2 }, { "dcterms.issued", FACT_PUBLISHED, 2 }, { "dcterms.created", FACT_PUBLISHED, 3 }, { "dc.date.created", FACT_PUBLISHED, 3 },
    { "citation_publication_date", FACT_PUBLISHED, 2 }, { "citation_date", FACT_PUBLISHED, 3 }, { "pubdate", FACT_PUBLISHED, 3 }, { "publishdate", FACT_PUBLISHED, 3 },
    { "publish-date", FACT_PUBLISHED, 3 }, { "publish_date", FACT_PUBLISHED, 3 }, { "publication_date", FACT_PUBLISHED, 3 }, { "article_date_original", FACT_PUBLISHED, 3 },
    { "originalpublicationdate", FACT_PUBLISHED, 3 }, { "article.published", FACT_PUBLISHED, 3 }, { "article.created", FACT_PUBLISHED, 4 }, { "datecreated", FACT_PUBLISHED, 4 },
    { "dc.date", FACT_PUBLISHED, 5 }, { "dcterms.date", FACT_PUBLISHED, 5 }, { "date", FACT_PUBLISHED, 5 }, { "cxenseparse:recs:publishtime", FACT_PUBLISHED, 3 },
    { "created", FACT_PUBLISHED, 6 }, { "og:pubdate", FACT_PUBLISHED, 3 }, { "rnews:datepublished", FACT_PUBLISHED, 3 }, { "vr:published_time", FACT_PUBLISHED, 3 }, { "bt:pubdate", FACT_PUBLISHED, 3 },
    { "article:modified_time", FACT_MODIFIED, 1 }, { "og:updated_time", FACT_MODIFIED, 2 }, { "datemodified", FACT_MODIFIED, 2 }, { "dcterms.modified", FACT_MODIFIED, 2 },
    { "dc.date.modified", FACT_MODIFIED, 2 }, { "last-modified", FACT_MODIFIED, 3 }, { "lastmod", FACT_MODIFIED, 3 },
    { "author", FACT_AUTHOR, 2 }, { "article:author_name", FACT_AUTHOR, 1 }, { "parsely-author", FACT_AUTHOR, 1 }, { "sailthru.author", FACT_AUTHOR, 1 },
    { "citation_author", FACT_AUTHOR, 1 }, { "dc.creator", FACT_AUTHOR, 2 }, { "dcterms.creator", FACT_AUTHOR, 2 }, { "article:author", FACT_AUTHOR, 3 },
    { "byl", FACT_AUTHOR, 1 }, { "creator", FACT_AUTHOR, 3 }, { "cxenseparse:author", FACT_AUTHOR, 3 }, { "dc.contributor", FACT_AUTHOR, 5 }, { "twitter:data1", FACT_AUTHOR, 9 },
    { "article:section", FACT_SECTION, 1 }, { "og:article:section", FACT_SECTION, 1 }, { "parsely-section", FACT_SECTION, 2 }, { "section", FACT_SECTION, 3 }, { "category", FACT_SECTION, 4 },
    { "og:image", FACT_IMAGE, 1 }, { "twitter:image", FACT_IMAGE, 2 }, { "og:image:url", FACT_IMAGE, 2 },
    { "og:locale", FACT_LANGUAGE, 2 }, { "content-language", FACT_LANGUAGE, 1 }, { "dc.language", FACT_LANGUAGE, 3 }, { "language", FACT_LANGUAGE, 4 },
};

struct voices {
    uint8_t order[FACTS]; /* of what is known; 0: nothing */
};

static const char *fold(struct page *p, const char *s)
{
    struct str line = STR_INIT, decoded = STR_INIT;
    entities_decode(s, num_min(strlen(s), BUILDER_MAX_LINE), &decoded); /* some pages escape twice */
    fold_line(decoded.data, decoded.len, &line);
    const char *copy = line.len ? arena_strndup(p->arena, line.data, line.len) : NULL;
    str_release(&decoded);
    str_release(&line);
    return copy;
}

static void set_date(struct stamp *to, const char *value)
{
    struct stamp at;
    if (page_date(value, &at))
        *to = at;
}

/* `again`: a name that is believed as much was there before. */
static void set(struct page *p, enum fact fact, bool again, const char *value)
{
    struct stated *s = &p->meta;
    const char **const strings[FACTS] = {
        [FACT_TITLE] = &s->title, [FACT_DESCRIPTION] = &s->description, [FACT_SITE] = &s->site,
        [FACT_URL] = &s->url, [FACT_IMAGE] = &s->image, [FACT_LANGUAGE] = &s->language,
    };
    if (fact == FACT_AUTHOR || fact == FACT_SECTION) {
        if (!again && fact == FACT_AUTHOR)
            vec_reset(&s->authors);
        if (!again && fact == FACT_SECTION)
            vec_reset(&s->section);
        if (fact == FACT_AUTHOR && s->authors.len < PAGE_MAX_NAMES)
            *vec_push(&s->authors) = value;
        if (fact == FACT_SECTION && s->section.len < PAGE_MAX_NAMES)
            *vec_push(&s->section) = value;
    } else if (again) {
        return;
    } else if (fact == FACT_PUBLISHED) {
        set_date(&s->published, value);
    } else if (fact == FACT_MODIFIED) {
        set_date(&s->modified, value);
    } else {
        *strings[fact] = value;
    }
}

/* "twitter:data1" is the author only where its label says so. */
static bool is_meant(const struct page *p, const struct meta_name *m, uint32_t i)
{
    if (m->order != 9)
        return true;
    for (uint32_t k = i ? i - 1 : 0; k < i + 2 && k < p->h.count; k++) {
        const char *name = html_attribute(p->h.elements[k].node, ATTRIBUTE_name), *content = html_attribute(p->h.elements[k].node, ATTRIBUTE_content);
        if (name && content && strcmp(name, "twitter:label1") == 0)
            return str_find_nocase(content, strlen(content), "written") || str_find_nocase(content, strlen(content), "verfasst") ||
                   str_find_nocase(content, strlen(content), "author");
    }
    return false;
}

static void read_meta(struct page *p, uint32_t i, struct voices *v)
{
    const struct node *n = p->h.elements[i].node;
    const char *content = html_attribute(n, ATTRIBUTE_content), *names[4];
    names[0] = html_attribute(n, ATTRIBUTE_property);
    names[1] = html_attribute(n, ATTRIBUTE_name);
    names[2] = html_attribute(n, ATTRIBUTE_itemprop);
    names[3] = html_attribute(n, ATTRIBUTE_http_equiv);
    if (!content || !*content)
        return;
    for (size_t k = 0; k < 4; k++) {
        for (size_t m = 0; names[k] && m < sizeof meta_names / sizeof meta_names[0]; m++) {
            const struct meta_name *row = &meta_names[m];
            if (!str_same_nocase(names[k], row->name) || (v->order[row->fact] && row->order > v->order[row->fact]) || !is_meant(p, row, i))
                continue;
            const char *value = fold(p, content);
            if (value)
                set(p, row->fact, v->order[row->fact] == row->order, value);
            if (value)
                v->order[row->fact] = row->order;
        }
    }
}

static void read_link(struct page *p, const struct node *n)
{
    const char *rel = html_attribute(n, ATTRIBUTE_rel), *href = html_attribute(n, ATTRIBUTE_href);
    if (!rel || !href || !*href)
        return;
    if (str_same_nocase(rel, "canonical") && !p->meta.canonical)
        p->meta.canonical = fold(p, href);
    if (str_same_nocase(rel, "license") && !p->meta.licence)
        p->meta.licence = fold(p, href);
}

void page_state(struct page *p)
{
    struct voices v = { { 0 } };
    p->meta.comment_count = -1;
    for (uint32_t i = 0; i < p->h.count; i++) {
        const struct element *e = &p->h.elements[i];
        if (e->tag == TAG_meta)
            read_meta(p, i, &v);
        else if (e->tag == TAG_link || (e->tag == TAG_a && html_attribute(e->node, ATTRIBUTE_rel)))
            read_link(p, e->node);
    }
    page_linked_data(p, &p->linked);
}

void page_stated_release(struct stated *s)
{
    vec_release(&s->authors);
    vec_release(&s->section);
    vec_release(&s->crumbs);
    vec_release(&s->pictures);
}
