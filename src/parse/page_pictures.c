/* What the page states of its pictures in JSON-LD: a caption for one that is shown
 * without, and a paragraph that is told to be a caption. */
#include <string.h>

#include "parse/caption.h"
#include "parse/figure.h"
#include "parse/page.h"

static const char *keep(struct page *p, const struct str *s)
{
    return s->len ? arena_strndup(p->arena, s->data, s->len) : NULL;
}

static struct picture *find(struct page *p, const struct picture *stated)
{
    struct str key = STR_INIT, other = STR_INIT;
    struct picture *found = NULL;
    const char *url = builder_url(&p->b, stated->url);
    if (url)
        picture_key(url, &key);
    for (size_t i = 0; url && !found && i < p->b.pictures.len; i++) {
        str_reset(&other);
        if (p->b.pictures.items[i].url)
            picture_key(p->b.pictures.items[i].url, &other);
        found = other.len && strcmp(other.data, key.data) == 0 ? &p->b.pictures.items[i] : NULL;
    }
    str_release(&key);
    str_release(&other);
    return found;
}

static void give(struct page *p, struct picture *to, const struct picture *stated)
{
    struct str caption = STR_INIT, credit = STR_INIT;
    if (stated->caption)
        caption_split(stated->caption, &caption, &credit);
    if (!credit.len && stated->credit)
        credit_clean(stated->credit, &credit);
    if (!to->caption && !page_same_words(caption.data, p->title))
        to->caption = keep(p, &caption);
    bool own = page_same_words(credit.data, p->meta.site) || page_same_words(credit.data, p->linked.site); /* the page's, not the picture's */
    to->credit = to->credit || own ? to->credit : keep(p, &credit);
    str_release(&caption);
    str_release(&credit);
}

/* The figure nearest before a block takes it for its caption; else it stands for one. */
static void make_caption(struct page *p, size_t at, const struct picture *stated)
{
    struct block *b = &p->b.blocks.items[at];
    struct block *before = at && p->b.blocks.items[at - 1].type == BLOCK_FIGURE ? b - 1 : NULL;
    struct picture *to = before && before->picture != DOCUMENT_NONE ? &p->b.pictures.items[before->picture] : NULL;
    if (to && !to->caption) {
        give(p, to, stated);
        vec_remove(&p->b.blocks, at);
        return;
    }
    struct picture blind = { 0 };
    give(p, &blind, stated);
    struct block figure = builder_block(BLOCK_FIGURE);
    figure.picture = blind.caption ? builder_picture(&p->b, &blind) : DOCUMENT_NONE;
    if (figure.picture != DOCUMENT_NONE)
        p->b.blocks.items[at] = figure;
}

void page_pictures(struct page *p)
{
    enum { SHORT = 12, FAR = 40 /* blocks */ };
    for (size_t i = 0; i < p->b.pictures.len; i++)
        figure_credit_of_alt(&p->b, (uint32_t)i);
    for (size_t i = 0; i < p->linked.pictures.len; i++) {
        const struct picture *stated = &p->linked.pictures.items[i];
        struct picture *shown = find(p, stated);
        if (shown && (!shown->caption || !shown->credit))
            give(p, shown, stated);
        if (!stated->caption || strlen(stated->caption) < SHORT)
            continue;
        for (size_t k = 0; k < p->b.blocks.len && k < FAR; k++) {
            if (p->b.blocks.items[k].type == BLOCK_PARAGRAPH && page_same_words(p->b.blocks.items[k].text.bytes, stated->caption)) {
                make_caption(p, k, stated);
                break;
            }
        }
    }
}
