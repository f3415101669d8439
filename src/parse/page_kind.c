/* Whether this is an article at all. A page that is something else says so itself,
 * or has next to no prose: then it is a wall (a check for robots, a question for
 * consent, a log-in), a page that is not there, or an index, whose stories are what
 * there is to read. Where the page states when it was published, it is a story
 * whatever it looks like: of a paywall's stub what stands there is kept. */
#include <string.h>

#include "base/hash.h"
#include "base/num.h"
#include "parse/page.h"
#include "parse/wall.h"
#include "text/url.h"

enum {
    LITTLE_TEXT = 600,      /* letters: a wall and its fine print */
    DATED_TEXT = 100,       /* likewise, where the page shows a date: a short note may ask for no more */
    MISSING_TEXT = 250,     /* of a page that is not there */
    LEAST_STORIES = 8,      /* of an index */
    MOST_STORIES = 300,
    STORY_LETTERS = 20,     /* of a headline that is a link */
    TEASER_LETTERS = 260    /* of prose that an index has for each of its stories */
};

static size_t letters(const struct page *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->b.blocks.len; i++)
        n += html_weight(p->b.blocks.items[i].text.bytes, p->b.blocks.items[i].text.len);
    return n;
}

static bool states_story(const struct page *p)
{
    return p->linked.published.parts || p->meta.published.parts || p->linked.body;
}

static const char *own_title(struct page *p)
{
    for (uint32_t i = 0; i < p->h.count && i < p->h.body + 1; i++)
        if (p->h.elements[i].tag == TAG_title)
            return page_line(p, i, 300);
    return NULL;
}

static bool is_missing(struct page *p)
{
    const char *names[] = { own_title(p), p->title, p->headline ? page_line(p, p->headline, 300) : NULL };
    for (size_t n = 0; n < sizeof names / sizeof names[0]; n++)
        if (names[n] && wall_is_missing(names[n]))
            return true;
    return false;
}

/* ---- An index ---- */

/* A heading that is a link, or a link that is a heading's only content. */
static uint32_t link_of_heading(const struct html *h, uint32_t i)
{
    const struct element *e = &h->elements[i];
    if (e->tag < TAG_h2 || e->tag > TAG_h6 || e->skip || e->text < STORY_LETTERS)
        return 0;
    for (uint32_t k = i + 1; k < e->end; k++)
        if (h->elements[k].tag == TAG_a && h->elements[k].text * 10 >= e->text * 9 && html_attribute(h->elements[k].node, ATTRIBUTE_href))
            return k;
    for (uint32_t k = e->parent; k && k != h->body; k = h->elements[k].parent)
        if (h->elements[k].tag == TAG_a && html_attribute(h->elements[k].node, ATTRIBUTE_href))
            return k;
    return 0;
}

static void add_story(struct page *p, uint32_t heading, uint32_t link, struct map *known)
{
    const char *text = page_line(p, heading, 500), *url = builder_url(&p->b, html_attribute(p->h.elements[link].node, ATTRIBUTE_href));
    if (!text || !url || !url_is_of_site(url, p->b.base) || !map_put(known, url, 1))
        return;
    struct block block = builder_block(BLOCK_RELATED);
    block.link = builder_link(&p->b, url, text);
    block.text = (struct text){ .bytes = text, .len = strlen(text) };
    if (block.link != DOCUMENT_NONE)
        builder_add(&p->b, block);
}

/* The stories behind the blocks that are there; how many. */
static size_t add_stories(struct page *p)
{
    struct map known = { 0 };
    size_t before = p->b.blocks.len;
    for (uint32_t i = p->h.body; i < p->h.count && p->b.blocks.len - before < MOST_STORIES; i++) {
        uint32_t link = link_of_heading(&p->h, i);
        if (link)
            add_story(p, i, link, &known);
    }
    map_release(&known);
    return p->b.blocks.len - before;
}

static void try_index(struct page *p, size_t prose)
{
    size_t before = p->b.blocks.len, stories = add_stories(p);
    if (stories < LEAST_STORIES || prose > stories * TEASER_LETTERS) {
        p->b.blocks.len = before;
        return;
    }
    p->d->facts.kind = DOCUMENT_INDEX;
    memmove(p->b.blocks.items, p->b.blocks.items + before, stories * sizeof *p->b.blocks.items);
    p->b.blocks.len = stories;
}

void page_kind(struct page *p)
{
    size_t prose = letters(p);
    if (states_story(p) || p->d->facts.kind == DOCUMENT_LIVE)
        return;
    size_t little = p->d->facts.published.parts ? DATED_TEXT : LITTLE_TEXT;
    if (prose < num_min(little, MISSING_TEXT) && is_missing(p))
        p->d->facts.kind = DOCUMENT_MISSING;
    else if (prose < little)
        p->d->facts.kind = wall_of_page(&p->h, p->url);
    if (p->d->facts.kind != DOCUMENT_STORY)
        p->b.blocks.len = 0;
    else if (!p->d->facts.published.parts)
        try_index(p, prose);
}
