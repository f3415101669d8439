/* What each row of feed_fields.def does when its element begins. */
#include <string.h>

#include "parse/feed_media.h"
#include "parse/feed_tree.h"

/* ---- Roots, channels, items ---- */

static const char *rss_format(const struct tree *t, const char *version)
{
    static const struct {
        const char *version, *format;
    } rows[] = { { "0.90", "rss090" }, { "0.92", "rss092" }, { "0.93", "rss093" }, { "0.94", "rss094" }, { "1.0", "rss10" }, { "2", "rss20" } };
    while (version && str_is_space(*version))
        version++;
    if (version && str_starts(version, "0.91"))
        return t->netscape_dtd ? "rss091n" : "rss091u";
    for (size_t i = 0; version && i < sizeof rows / sizeof rows[0]; i++)
        if (str_starts(version, rows[i].version))
            return rows[i].format;
    return "rss";
}

static bool declares(const struct xml_tag *tag, const char *address)
{
    for (size_t i = 0; i < tag->count; i++)
        if (str_starts(tag->attributes[i].name, "xmlns") && str_find(tag->attributes[i].value, strlen(tag->attributes[i].value), address))
            return true;
    return false;
}

static void set_format(struct tree *t, const char *format)
{
    if (!*t->flow->format)
        t->flow->format = format;
}

static void start_feed(struct tree *t, const struct xml_tag *tag)
{
    const char *version = xml_attribute(tag, "version");
    bool old = (version && str_starts(version, "0.")) || declares(tag, "purl.org/atom") || declares(tag, "newformat") || declares(tag, "echo") || declares(tag, "pie");
    set_format(t, old ? "atom03" : "atom10");
    t->atom = t->flow->inherits = t->flow->is_feed = true;
}

static void set_attribute(struct draft *d, enum slot slot, unsigned rank, const char *value)
{
    if (value)
        draft_set(d, slot, rank, value, strlen(value));
}

/* Attributes that channels and items have: a language, and CDF's own. */
static void take_attributes(struct tree *t, const struct xml_tag *tag)
{
    struct draft *d = tree_draft(t);
    const char *date = xml_attribute(tag, "lastmod");
    set_attribute(d, SLOT_LANGUAGE, 2, xml_attribute(tag, "xml:lang"));
    draft_set_url(d, SLOT_LINK, 5, tree_base(t), xml_attribute(tag, "href"));
    if (date)
        draft_set_date(d, DRAFT_UPDATED, 5, date, strlen(date));
}

static void start_item(struct tree *t, const struct xml_tag *tag)
{
    const char *date = xml_attribute(tag, "start"), *status = xml_attribute(tag, "status");
    t->item_depth = t->stack.len;
    draft_reset(&t->flow->item);
    t->groups = 0;
    t->news = false;
    t->live = t->stack.items[t->stack.len - 1].space == SPACE_PODCAST && !(status && str_same_nocase(status, "ended"));
    if (t->live && date)
        draft_set_date(&t->flow->item, DRAFT_PUBLISHED, 0, date, strlen(date));
    take_attributes(t, tag);
    set_attribute(&t->flow->item, SLOT_ID, 3, xml_attribute(tag, "rdf:about"));
    if (!*t->flow->format)
        t->flow->format = "rss";
}

static void start_root(struct tree *t, enum meaning meaning, const struct xml_tag *tag)
{
    switch (meaning) {
    case FIELD_RSS:
        set_format(t, rss_format(t, xml_attribute(tag, "version")));
        t->flow->is_feed = true;
        break;
    case FIELD_RDF:
        set_format(t, declares(tag, "rdf/simple/0.9") ? "rss090" : "rss10");
        break;
    case FIELD_FEED:
        start_feed(t, tag);
        break;
    case FIELD_URLSET:
        set_format(t, "sitemap");
        return;
    case FIELD_SITEMAPS:
        t->index = true;
        return;
    default:
        set_format(t, "rss");
        t->flow->is_feed = true;
        break;
    }
    if (!t->item_depth)
        take_attributes(t, tag);
}

static enum scope opened_scope(enum meaning meaning)
{
    static const uint16_t scopes[] = {
        [FIELD_RSS] = SCOPE_FEED, [FIELD_RDF] = SCOPE_FEED, [FIELD_FEED] = SCOPE_FEED, [FIELD_CHANNEL] = SCOPE_FEED, [FIELD_ITEM] = SCOPE_ITEM,
        [FIELD_URLSET] = SCOPE_SITEMAP, [FIELD_SITEMAPS] = SCOPE_SITEMAPS, [FIELD_SITEMAP] = SCOPE_SITEMAP, [FIELD_OPML] = SCOPE_OPML,
        [FIELD_OUTLINE] = SCOPE_OPML, [FIELD_PERSON] = SCOPE_PERSON, [FIELD_SOURCE] = SCOPE_SOURCE, [FIELD_PICTURE] = SCOPE_PICTURE,
        [FIELD_GROUP] = SCOPE_GROUP, [FIELD_MEDIA] = SCOPE_MEDIA, [FIELD_ASIDE] = SCOPE_ASIDE,
    };
    return (enum scope)scopes[meaning];
}

static void start_open(struct tree *t, const struct field *f, const struct xml_tag *tag)
{
    switch ((enum meaning)f->meaning) {
    case FIELD_ITEM:
        start_item(t, tag);
        break;
    case FIELD_PERSON:
        str_reset(&t->loose);
        str_reset(&t->name);
        str_reset(&t->mail);
        break;
    case FIELD_SOURCE:
        str_reset(&t->loose);
        draft_set_url(&t->flow->item, SLOT_SOURCE_LINK, 1, tree_base(t), xml_attribute(tag, "url"));
        break;
    case FIELD_PICTURE:
        draft_set_url(&t->flow->feed, SLOT_IMAGE, 4, tree_base(t), xml_attribute(tag, "rdf:resource"));
        break;
    case FIELD_OUTLINE:
        outline_start(t, tag);
        break;
    case FIELD_GROUP:
        media_start_group(t);
        break;
    case FIELD_MEDIA:
        media_start(t, tag);
        break;
    case FIELD_WRAPPER:
    case FIELD_SITEMAP:
    case FIELD_OPML:
    case FIELD_ASIDE:
        break;
    default:
        start_root(t, (enum meaning)f->meaning, tag);
    }
}

/* ---- Links ---- */

static bool is_rel(const char *rel, const char *name)
{
    const char *slash = strrchr(rel, '/');
    return str_same_nocase(slash ? slash + 1 : rel, name);
}

static void reply_link(struct tree *t, const struct xml_tag *tag, const char *href, const char *type)
{
    struct draft *d = &t->flow->item;
    bool feed = type && strstr(type, "xml");
    const char *count = xml_attribute(tag, "thr:count");
    draft_set_url(d, feed ? SLOT_COMMENTS_FEED : SLOT_COMMENTS, 1, tree_base(t), href);
    if (count)
        draft_set_count(d, count);
}

static void enclosure_link(struct tree *t, const struct xml_tag *tag, const char *href, const char *type)
{
    struct enclosure e = { .url = href, .type = type, .title = xml_attribute(tag, "title"), .length = media_number(xml_attribute(tag, "length")), .duration = -1 };
    struct draft *d = tree_draft(t);
    draft_add_enclosure(d, tree_base(t), &e);
    const char *live = t->live ? draft_url(d, tree_base(t), href) : NULL, *title = live ? draft_text(d, e.title) : NULL;
    if (live && d->live.len < DRAFT_MAX_LIST)
        *vec_push(&d->live) = (struct link){ live, title ? title : "" };
}

/* Atom's link; false where the address is its text, as in RSS. */
static bool take_link(struct tree *t, const struct field *f, const struct open *open, const struct xml_tag *tag)
{
    const char *href = xml_attribute(tag, "href"), *rel = xml_attribute(tag, "rel"), *type = xml_attribute(tag, "type");
    struct draft *d = tree_draft(t);
    unsigned foreign = open->space == SPACE_ATOM && !t->atom ? 2 : 0;
    if (!href)
        return rel && !is_rel(rel, "alternate");
    if (f->meaning == FIELD_SOURCE_LINK) {
        if (!rel || is_rel(rel, "alternate"))
            draft_set_url(&t->flow->item, SLOT_SOURCE_LINK, 0, tree_base(t), href);
    } else if (!rel || !*rel || is_rel(rel, "alternate")) {
        bool is_page = !type || !*type || strstr(type, "html");
        draft_set_url(d, SLOT_LINK, foreign + !is_page, tree_base(t), *href ? href : tree_base(t));
    } else if (is_rel(rel, "enclosure")) {
        enclosure_link(t, tag, href, type);
    } else if (is_rel(rel, "replies")) {
        reply_link(t, tag, href, type);
    } else if (is_rel(rel, "hub") && !t->item_depth) {
        draft_set_url(d, SLOT_HUB, 0, tree_base(t), href);
    }
    return true;
}

/* ---- What attributes say all of ---- */

static void add_link(struct tree *t, bool transcript, const struct xml_tag *tag)
{
    struct draft *d = &t->flow->item;
    const char *url = draft_url(d, tree_base(t), xml_attribute(tag, "url")), *text = draft_text(d, xml_attribute(tag, transcript ? "language" : "title"));
    struct link link = { url, text ? text : "" };
    if (url && transcript && d->transcripts.len < DRAFT_MAX_LIST)
        *vec_push(&d->transcripts) = link;
    if (url && !transcript && d->chapters.len < DRAFT_MAX_LIST)
        *vec_push(&d->chapters) = link;
}

/* True where the attributes said all, and the text says nothing. */
static bool take_tag(struct tree *t, const struct open *open, const struct xml_tag *tag)
{
    const struct field *f = open->field;
    const char *value;
    switch ((enum meaning)f->meaning) {
    case FIELD_LINK:
    case FIELD_SOURCE_LINK:
        return take_link(t, f, open, tag);
    case FIELD_ENCLOSURE:
        value = xml_attribute(tag, "url");
        enclosure_link(t, tag, value ? value : xml_attribute(tag, "href"), xml_attribute(tag, "type"));
        return true;
    case FIELD_THUMBNAIL:
        media_thumbnail(t, tag);
        return true;
    case FIELD_CHAPTERS:
    case FIELD_TRANSCRIPT:
        add_link(t, f->meaning == FIELD_TRANSCRIPT, tag);
        return true;
    case FIELD_CHAPTER:
        draft_add_moment(&t->flow->item, tree_base(t), xml_attribute(tag, "start"), xml_attribute(tag, "title"), xml_attribute(tag, "href"));
        return true;
    case FIELD_SEASON:
    case FIELD_EPISODE:
        value = xml_attribute(tag, f->meaning == FIELD_SEASON ? "name" : "display");
        if (value)
            draft_set_plain(&t->flow->item, f->meaning == FIELD_SEASON ? SLOT_SEASON : SLOT_EPISODE, f->rank, value, strlen(value));
        return value && *value;
    case FIELD_BROADCASTER:
        value = xml_attribute(tag, "role");
        str_reset(&t->role);
        str_adds(&t->role, value ? value : "");
        return false;
    case FIELD_CATEGORY:
        value = xml_attribute(tag, "label");
        value = value && *value ? value : xml_attribute(tag, "term");
        value = value && *value ? value : xml_attribute(tag, "text");
        if (value)
            draft_add_category(tree_draft(t), value, strlen(value));
        return value != NULL;
    case FIELD_IMAGE:
        value = xml_attribute(tag, "href");
        value = value ? value : f->space != SPACE_CORE ? xml_attribute(tag, "url") : NULL;
        if (strcmp(f->name, "link") == 0 && !str_same(xml_attribute(tag, "rel"), "image"))
            value = NULL;
        draft_set_url(tree_draft(t), SLOT_IMAGE, f->rank, tree_base(t), value);
        return value != NULL;
    default:
        return false;
    }
}

void meaning_start(struct tree *t, struct open *open, const struct xml_tag *tag)
{
    const struct field *f = open->field;
    enum space space = (enum space)open->space;
    if (!f) {
        /* Wrappers of the modules say nothing of their own; others may say anything. */
        t->news |= space == SPACE_NEWS;
        bool is_wrapper = space == SPACE_NEWS || space == SPACE_MEDIA || space == SPACE_IMAGE;
        if (!is_wrapper && open->scope != SCOPE_ASIDE && open->scope != SCOPE_OPML)
            open->scope = open->scope == SCOPE_OUTSIDE ? SCOPE_OUTSIDE : SCOPE_UNKNOWN;
    } else if (f->space == SPACE_NEWS) {
        t->news = true;
        tree_capture(t, f, tag);
    } else if (field_is_open((enum meaning)f->meaning)) {
        if (f->meaning != FIELD_WRAPPER)
            open->scope = (uint16_t)opened_scope((enum meaning)f->meaning);
        start_open(t, f, tag);
    } else if (!take_tag(t, open, tag)) {
        tree_capture(t, f, tag);
    }
}
