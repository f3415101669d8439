#include "parse/feed_media.h"

#include <string.h>

#include "base/num.h"
#include "parse/rendition.h"
#include "text/date.h"

int64_t media_number(const char *s)
{
    int64_t n;
    while (s && str_is_space(*s))
        s++;
    size_t len = s ? strspn(s, "0123456789") : 0;
    return len && num_read_i64(s, len, &n) ? n : -1;
}

static uint32_t size_of(const char *s)
{
    int64_t n = media_number(s);
    return n > 0 && n < 100000 ? (uint32_t)n : 0;
}

void media_start_group(struct tree *t)
{
    t->flow->item.group = ++t->groups;
    t->group = (struct draft_words){ 0 };
    t->group_start = t->flow->item.pictures.len;
}

void media_end_group(struct tree *t)
{
    struct draft *d = &t->flow->item;
    d->group = 0;
    for (size_t i = t->group_start; i < d->pictures.len; i++) {
        struct picture *p = &d->pictures.items[i];
        p->caption = p->caption ? p->caption : t->group.text;
        p->credit = p->credit ? p->credit : t->group.credit;
    }
    /* What a group without pictures says (of a film, say) is the item's. */
    if (t->group_start == d->pictures.len && !d->words.text)
        d->words = t->group;
}

void media_start(struct tree *t, const struct xml_tag *tag)
{
    struct draft *d = &t->flow->item;
    const char *url = xml_attribute(tag, "url"), *type = xml_attribute(tag, "type"), *medium = xml_attribute(tag, "medium");
    const char *duration = xml_attribute(tag, "duration"), *is_default = xml_attribute(tag, "isdefault");
    bool is_sitemap = t->stack.items[t->stack.len - 1].space == SPACE_IMAGE;
    if (tree_scope(t) == SCOPE_MEDIA && t->stack.len >= 2 && t->stack.items[t->stack.len - 2].scope == SCOPE_MEDIA)
        media_end(t); /* one within another: the outer is told first, and again nothing */
    t->media = (struct media){ .length = media_number(xml_attribute(tag, "filesize")), .duration = duration ? date_read_duration(duration, strlen(duration)) : -1 };
    t->media.url = url ? draft_url(d, tree_base(t), url) : NULL;
    t->media.type = draft_text(d, type);
    t->media.width = size_of(xml_attribute(tag, "width"));
    t->media.height = size_of(xml_attribute(tag, "height"));
    t->media.is_default = is_default && str_same_nocase(is_default, "true");
    if (medium && *medium)
        t->media.is_picture = str_same_nocase(medium, "image");
    else if (type && *type)
        t->media.is_picture = str_starts_nocase(type, "image");
    else
        t->media.is_picture = is_sitemap || (t->media.url && rendition_is_picture_address(t->media.url));
}

void media_end(struct tree *t)
{
    struct media *m = &t->media;
    struct draft *d = &t->flow->item;
    if (m->url && m->is_picture)
        draft_add_picture(d, "", &(struct picture){ .url = m->url, .caption = m->text, .credit = m->credit, .title = m->title, .width = m->width, .height = m->height }, false);
    else if (m->url)
        draft_add_enclosure(d, "", &(struct enclosure){ .url = m->url, .type = m->type, .title = m->title, .length = m->length, .duration = m->duration, .height = m->height, .is_default = m->is_default });
    if (!m->is_picture) {
        d->film.title = d->film.title ? d->film.title : m->title;
        d->film.lines = d->film.text ? d->film.lines : m->lines;
        d->film.text = d->film.text ? d->film.text : m->text;
    }
    *m = (struct media){ .length = -1, .duration = -1 };
}

void media_thumbnail(struct tree *t, const struct xml_tag *tag)
{
    struct picture p = { .url = xml_attribute(tag, "url"), .width = size_of(xml_attribute(tag, "width")), .height = size_of(xml_attribute(tag, "height")) };
    draft_add_picture(&t->flow->item, tree_base(t), &p, true);
}

void media_words(struct tree *t, enum meaning meaning, const struct str *html)
{
    struct draft *d = &t->flow->item;
    enum scope scope = t->capture.depth ? (enum scope)t->stack.items[t->capture.depth - 1].scope : SCOPE_OUTSIDE;
    const char *line = draft_plain(d, html->data, html->len);
    const char **title = scope == SCOPE_MEDIA ? &t->media.title : scope == SCOPE_GROUP ? &t->group.title : &d->words.title;
    const char **text = scope == SCOPE_MEDIA ? &t->media.text : scope == SCOPE_GROUP ? &t->group.text : &d->words.text;
    const char **credit = scope == SCOPE_MEDIA ? &t->media.credit : scope == SCOPE_GROUP ? &t->group.credit : &d->words.credit;
    const char **to = meaning == FIELD_MEDIA_CREDIT ? credit : meaning == FIELD_MEDIA_TITLE ? title : text;
    if (!*to)
        *to = line;
    if (to == text && *to == line)
        *(scope == SCOPE_MEDIA ? &t->media.lines : scope == SCOPE_GROUP ? &t->group.lines : &d->words.lines) = draft_lines(d, html->data, html->len);
    else if (to == &d->words.text && !d->more)
        d->more = line;
}
