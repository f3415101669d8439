/* JSON-LD (schema.org): the page's own statement of its facts.  All scripts are
 * read; of their objects the one that describes an article counts, breadcrumbs
 * beside it.  A script that is no JSON is passed over. */
#include <jansson.h>
#include <string.h>

#include "base/num.h"
#include "base/vec.h"
#include "parse/page.h"
#include "text/entities.h"

enum {
    MAX_SCRIPTS = 40,
    MAX_SCRIPT = 2 << 20,  /* bytes */
    MAX_OBJECTS = 2000     /* looked at in one script */
};

/* What an object is good for, by its @type: the more special the better. */
static int rank_of_type(const char *type)
{
    static const struct { const char *end; int rank; } ranks[] = {
        { "NewsArticle", 9 }, { "ReportageNewsArticle", 9 }, { "AnalysisNewsArticle", 9 }, { "OpinionNewsArticle", 9 }, { "LiveBlogPosting", 9 },
        { "BlogPosting", 8 }, { "TechArticle", 8 }, { "ScholarlyArticle", 8 }, { "MedicalScholarlyArticle", 8 }, { "Review", 6 },
        { "Article", 8 }, { "Report", 7 }, { "Recipe", 7 }, { "SocialMediaPosting", 5 }, { "DiscussionForumPosting", 7 },
        { "VideoObject", 3 }, { "PodcastEpisode", 5 }, { "CreativeWork", 4 }, { "WebPage", 2 }, { "ItemPage", 2 }, { "AboutPage", 2 },
    };
    for (size_t i = 0; i < sizeof ranks / sizeof ranks[0]; i++) {
        if (strcmp(type, ranks[i].end) == 0)
            return ranks[i].rank;
    }
    return 0;
}

static const char *text_of(const json_t *v)
{
    const char *s = json_string_value(v);
    return s && *s ? s : NULL;
}

static bool has_type(const json_t *object, const char *type)
{
    const json_t *t = json_object_get(object, "@type");
    if (json_is_array(t)) {
        size_t i;
        json_t *each;
        json_array_foreach(t, i, each) {
            if (text_of(each) && strcmp(text_of(each), type) == 0)
                return true;
        }
    }
    return text_of(t) && strcmp(text_of(t), type) == 0;
}

static int rank_of(const json_t *object)
{
    const json_t *t = json_object_get(object, "@type");
    int best = text_of(t) ? rank_of_type(text_of(t)) : 0;
    if (json_is_array(t)) {
        size_t i;
        json_t *each;
        json_array_foreach(t, i, each) {
            int rank = text_of(each) ? rank_of_type(text_of(each)) : 0;
            best = rank > best ? rank : best;
        }
    }
    return best;
}

/* ---- Values ---- */

/* References that were escaped twice are resolved; a tag within is the page's mistake. */
static const char *line(struct page *p, const char *s)
{
    struct str decoded = STR_INIT, folded = STR_INIT;
    const char *copy = NULL;
    if (!s)
        return NULL;
    entities_decode(s, num_min(strlen(s), BUILDER_MAX_LINE), &decoded);
    fold_line(decoded.data, decoded.len, &folded);
    if (folded.len)
        copy = arena_strndup(p->arena, folded.data, folded.len);
    str_release(&decoded);
    str_release(&folded);
    return copy;
}

/* A string, or an object's name or address; of a list the first. */
static const char *name_of(const json_t *v, const char *member)
{
    if (json_is_array(v))
        v = json_array_get(v, 0);
    if (json_is_object(v))
        v = json_object_get(v, member);
    if (json_is_array(v))
        v = json_array_get(v, 0);
    return text_of(v);
}

static void add_author(struct page *p, struct stated *s, const json_t *v)
{
    const char *name = line(p, json_is_object(v) ? name_of(v, "name") : text_of(v));
    bool organisation = json_is_object(v) && !has_type(v, "Person") && (has_type(v, "Organization") || has_type(v, "NewsMediaOrganization"));
    if (!name || s->authors.len == PAGE_MAX_NAMES)
        return;
    s->by_organisation = organisation && (s->by_organisation || !s->authors.len);
    *vec_push(&s->authors) = name;
}

static void add_authors(struct page *p, struct stated *s, const json_t *v)
{
    size_t i;
    json_t *each;
    if (!json_is_array(v))
        add_author(p, s, v);
    json_array_foreach(v, i, each)
        add_author(p, s, each);
}

/* Where the author is the paper, its creator may be a person. */
static void add_creators(struct page *p, struct stated *s, const json_t *v)
{
    struct stated other = { 0 };
    add_authors(p, &other, v);
    if (other.authors.len && (!s->authors.len || !other.by_organisation)) {
        s->authors.len = 0;
        for (size_t i = 0; i < other.authors.len; i++)
            *vec_push(&s->authors) = other.authors.items[i];
        s->by_organisation = other.by_organisation;
    }
    vec_release(&other.authors);
}

static void add_sections(struct page *p, struct stated *s, const json_t *v)
{
    size_t i;
    json_t *each;
    const char *name = line(p, text_of(v));
    if (name && !s->section.len)
        *vec_push(&s->section) = name;
    json_array_foreach(v, i, each) {
        name = line(p, text_of(each));
        if (name && s->section.len < PAGE_MAX_NAMES)
            *vec_push(&s->section) = name;
    }
}

static void add_crumbs(struct page *p, struct stated *s, const json_t *list)
{
    size_t i;
    json_t *each;
    if (s->crumbs.len)
        return;
    json_array_foreach(list, i, each) {
        const json_t *item = json_object_get(each, "item");
        const char *name = text_of(json_object_get(each, "name"));
        name = name ? name : name_of(item, "name");
        if (name && line(p, name) && s->crumbs.len < PAGE_MAX_NAMES)
            *vec_push(&s->crumbs) = line(p, name);
    }
}

/* Who made a picture, or has the right to it. */
static const char *credit_of(const json_t *image)
{
    static const char *const members[] = { "creditText", "copyrightNotice", "author", "creator", "copyrightHolder" };
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        const char *name = name_of(json_object_get(image, members[i]), "name");
        if (name)
            return name;
    }
    return NULL;
}

static void add_picture(struct page *p, struct stated *s, const json_t *v)
{
    if (json_is_object(v) && s->pictures.len < PAGE_MAX_NAMES)
        *vec_push(&s->pictures) = (struct picture){
            .url = line(p, name_of(v, "url")),
            .caption = line(p, text_of(json_object_get(v, "caption"))),
            .credit = line(p, credit_of(v)),
        };
    else if (text_of(v) && !s->image)
        s->image = line(p, text_of(v));
}

static void add_pictures(struct page *p, struct stated *s, const json_t *v)
{
    size_t i;
    json_t *each;
    if (!json_is_array(v))
        add_picture(p, s, v);
    json_array_foreach(v, i, each)
        add_picture(p, s, each);
}

static void read_counts(struct stated *s, const json_t *object)
{
    const json_t *count = json_object_get(object, "commentCount"), *free_ = json_object_get(object, "isAccessibleForFree");
    int64_t n;
    if (json_is_integer(count))
        s->comment_count = json_integer_value(count);
    else if (text_of(count) && num_read_i64(text_of(count), strlen(text_of(count)), &n))
        s->comment_count = n;
    if (s->comment_count < -1)
        s->comment_count = -1;
    s->paywalled |= json_is_false(free_) || (text_of(free_) && str_same_nocase(text_of(free_), "false"));
}

static void read_article(struct page *p, struct stated *s, const json_t *o)
{
#define SET(field, name) (s->field = s->field ? s->field : line(p, text_of(json_object_get(o, name))))
    SET(title, "headline");
    SET(title, "name");
    SET(description, "description");
    SET(language, "inLanguage");
    SET(url, "url");
#undef SET
    if (!s->site)
        s->site = line(p, name_of(json_object_get(o, "publisher"), "name"));
    if (!s->licence)
        s->licence = line(p, name_of(json_object_get(o, "license"), "url"));
    if (!s->published.parts && text_of(json_object_get(o, "datePublished")))
        page_date(text_of(json_object_get(o, "datePublished")), &s->published);
    if (!s->modified.parts && text_of(json_object_get(o, "dateModified")))
        page_date(text_of(json_object_get(o, "dateModified")), &s->modified);
    const char *body = text_of(json_object_get(o, "articleBody"));
    if (body && !s->body)
        s->body = arena_strdup(p->arena, body);
    if (!s->authors.len)
        add_authors(p, s, json_object_get(o, "author"));
    if (!s->authors.len || s->by_organisation)
        add_creators(p, s, json_object_get(o, "creator"));
    s->live_blog = has_type(o, "LiveBlogPosting");
    add_sections(p, s, json_object_get(o, "articleSection"));
    add_pictures(p, s, json_object_get(o, "image"));
    read_counts(s, o);
}

/* ---- Objects of a script ---- */

struct graph {
    VEC(json_t *) all;
    json_t *best;
    int rank;
};

/* Objects within lists and @graph, mainEntity and the like; breadth first. */
static void gather(struct graph *g, json_t *root)
{
    static const char *const inside[] = { "@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "breadcrumb", "hasPart", "isPartOf" };
    *vec_push(&g->all) = root;
    for (size_t i = 0; i < g->all.len && g->all.len < MAX_OBJECTS; i++) {
        json_t *v = g->all.items[i], *each;
        size_t k;
        json_array_foreach(v, k, each) {
            if (g->all.len < MAX_OBJECTS)
                *vec_push(&g->all) = each;
        }
        for (k = 0; json_is_object(v) && k < 5; k++) {
            each = json_object_get(v, inside[k]);
            if ((json_is_object(each) || json_is_array(each)) && g->all.len < MAX_OBJECTS && !has_type(v, "ItemList") && !has_type(v, "BreadcrumbList"))
                *vec_push(&g->all) = each;
        }
    }
}

static void by_reference(struct page *p, struct stated *s, const struct graph *g, const json_t *v)
{
    const char *id = json_is_array(v) ? name_of(json_array_get(v, 0), "@id") : json_is_object(v) ? text_of(json_object_get(v, "@id")) : NULL;
    for (size_t i = 0; id && !s->authors.len && i < g->all.len; i++) {
        const char *mine = json_is_object(g->all.items[i]) ? text_of(json_object_get(g->all.items[i], "@id")) : NULL;
        if (mine && strcmp(mine, id) == 0)
            add_authors(p, s, g->all.items[i]);
    }
}

static void read_graph(struct page *p, struct stated *s, json_t *root, int *rank)
{
    struct graph g = { 0 };
    gather(&g, root);
    for (size_t i = 0; i < g.all.len; i++) {
        if (!json_is_object(g.all.items[i]))
            continue;
        if (has_type(g.all.items[i], "BreadcrumbList"))
            add_crumbs(p, s, json_object_get(g.all.items[i], "itemListElement"));
        int mine = rank_of(g.all.items[i]);
        if (mine > g.rank) {
            g.rank = mine;
            g.best = g.all.items[i];
        }
    }
    if (g.best && g.rank > *rank) {
        struct stated fresh = { .comment_count = -1, .crumbs = s->crumbs };
        s->crumbs.items = NULL;
        page_stated_release(s);
        *s = fresh;
        *rank = g.rank;
        read_article(p, s, g.best);
        by_reference(p, s, &g, json_object_get(g.best, "author"));
    }
    for (size_t i = 0; i < g.all.len; i++) { /* those that the article names by their @id only */
        if (json_is_object(g.all.items[i]) && has_type(g.all.items[i], "ImageObject"))
            add_picture(p, s, g.all.items[i]);
    }
    vec_release(&g.all);
}

/* Line breaks within strings are no JSON, and common. */
static json_t *load(struct str *text)
{
    for (size_t i = 0; i < text->len; i++)
        text->data[i] = (unsigned char)text->data[i] < 0x20 ? ' ' : text->data[i];
    json_t *root = json_loadb(text->data, text->len, JSON_DISABLE_EOF_CHECK, NULL);
    return root;
}

void page_linked_data(struct page *p, struct stated *s)
{
    int rank = 0;
    size_t scripts = 0;
    s->comment_count = -1;
    for (uint32_t i = 0; i < p->h.count && scripts < MAX_SCRIPTS; i++) {
        const struct node *n = p->h.elements[i].node;
        const char *type = p->h.elements[i].tag == TAG_script ? html_attribute(n, ATTRIBUTE_type) : NULL;
        if (!type || !str_find_nocase(type, strlen(type), "ld+json"))
            continue;
        struct str text = STR_INIT;
        html_raw(n, MAX_SCRIPT, &text);
        scripts++;
        json_t *root = load(&text);
        str_release(&text);
        if (root)
            read_graph(p, s, root, &rank);
        json_decref(root);
    }
}
