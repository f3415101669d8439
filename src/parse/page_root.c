/* Where the article's text is.  By meaning first: what says that it is the body,
 * then <article>, then <main>, as long as it holds a fair part of what density
 * would choose; by density after. */
#include <string.h>

#include "parse/page.h"
#include "parse/table.h"

enum {
    ENOUGH = 35,   /* percent of the densest place's prose that a named one must hold */
    HEAVY = 75,    /* percent of its parent's prose: the text is within this child */
    MIN_MASS = 150 /* letters: less is no article */
};

/* From `from` down as long as one child holds nearly all. */
static uint32_t densest(const struct html *h, uint32_t from, uint32_t percent)
{
    for (uint32_t at = from;;) {
        uint32_t best = 0;
        for (uint32_t i = at + 1; i < h->elements[at].end; i = h->elements[i].end)
            if (h->elements[i].mass > (best ? h->elements[best].mass : 0))
                best = i;
        const struct element *b = &h->elements[best];
        if (!best || (uint64_t)b->mass * 100 < (uint64_t)h->elements[at].mass * percent || b->tag == TAG_p || b->tag == TAG_pre || (b->tag == TAG_table && table_is_data(h, best)) ||
            b->tag == TAG_ul || b->tag == TAG_ol || b->tag == TAG_blockquote || !(html_tag_flags((enum tag)b->tag) & TAG_IS_BLOCK))
            return at;
        at = best;
    }
}

static bool is_body(const struct element *e)
{
    return e->role == ROLE_BODY;
}

static bool is_article(const struct element *e)
{
    return e->tag == TAG_article;
}

static bool is_named(const struct element *e)
{
    return e->tag == TAG_main || (e->role == ROLE_ARTICLE && html_tag_flags((enum tag)e->tag) & TAG_IS_BLOCK);
}

/* Mass, but that the article stands at its headline: a teaser's text may be longer. */
static uint64_t worth(const struct page *p, uint32_t i)
{
    const struct element *e = &p->h.elements[i];
    uint64_t mass = e->mass;
    if (!p->headline || mass < MIN_MASS)
        return mass;
    return html_inside(&p->h, p->headline, i) ? mass * 8 : i < p->headline ? mass : mass * 2;
}

/* The heaviest element of a kind; of two of which one is in the other, and which
 * weigh the same, the inner. */
static uint32_t heaviest(const struct page *p, bool (*is_kind)(const struct element *))
{
    const struct html *h = &p->h;
    uint32_t best = 0;
    for (uint32_t i = h->body + 1; i < h->count; i++) {
        const struct element *e = &h->elements[i];
        if (e->skip || !is_kind(e) || !e->mass)
            continue;
        bool inner = best && html_inside(h, i, best);
        if (!best || (inner ? e->mass * 10ull >= h->elements[best].mass * 9ull : worth(p, i) > worth(p, best)))
            best = i;
    }
    return best;
}

/* Pieces of one text that stand in several elements of the same name: each that
 * has the class of the chosen one, and is not within another. */
static void add_pieces(struct page *p, uint32_t best)
{
    const struct html *h = &p->h;
    const char *class = html_attribute(h->elements[best].node, ATTRIBUTE_class);
    uint32_t up = h->elements[best].parent;
    up = h->elements[up].parent;
    for (uint32_t i = up; i < h->elements[up].end && p->roots.len < PAGE_MAX_ROOTS; i++) {
        const struct element *e = &h->elements[i];
        bool piece = i == best || (!e->skip && is_body(e) && e->mass && class && str_same(class, html_attribute(e->node, ATTRIBUTE_class)) && !html_inside(h, best, i));
        if (!piece)
            continue;
        *vec_push(&p->roots) = i;
        i = e->end - 1;
    }
}

static void choose(struct page *p, uint32_t root)
{
    *vec_push(&p->roots) = root;
}

static bool is_enough(const struct page *p, uint32_t i, uint32_t dense)
{
    const struct html *h = &p->h;
    uint32_t percent = i && p->headline && html_inside(h, p->headline, i) ? ENOUGH / 2 : ENOUGH;
    return i && h->elements[i].mass >= MIN_MASS && (uint64_t)h->elements[i].mass * 100 >= (uint64_t)h->elements[dense].mass * percent;
}

void page_root(struct page *p)
{
    const struct html *h = &p->h;
    uint32_t dense = densest(h, h->body, HEAVY);
    uint32_t body = heaviest(p, is_body), article = heaviest(p, is_article), named = heaviest(p, is_named);
    if (is_enough(p, body, dense))
        add_pieces(p, body);
    else if (is_enough(p, article, dense))
        choose(p, densest(h, article, 92));
    else if (is_enough(p, named, dense))
        choose(p, densest(h, named, 85));
    else if (h->count)
        choose(p, dense);
}
