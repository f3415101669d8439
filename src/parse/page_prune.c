/* What is not the article is left out: hidden parts, menus, teasers, comments,
 * share bars, newsletters, bylines.  An element that holds much of the page's
 * prose, or its headline, is what its name says only to its style sheet. */
#include <string.h>

#include "parse/page.h"
#include "parse/phrases.h"

enum { LITTLE = 60 /* letters that no article is made of */ };

/* How much of the page's prose, in percent, an element of a role may hold and
 * still go.  Comments may outweigh the article; a tag cloud may not. */
static const struct {
    enum role role;
    uint32_t percent;
    uint32_t most;   /* letters; 0: any */
} limits[] = {
    { ROLE_HIDDEN, 50, 0 },   { ROLE_COMMENTS, 90, 0 }, { ROLE_RELATED, 30, 0 }, { ROLE_SHARE, 15, 0 },
    { ROLE_CRUMBS, 10, 600 }, { ROLE_BIO, 25, 0 },      { ROLE_PROMO, 25, 0 },   { ROLE_TAGS, 10, 1500 },
    { ROLE_BYLINE, 15, 600 }, { ROLE_DATE, 10, 200 },   { ROLE_META, 15, 700 },  { ROLE_NAV, 30, 0 },
    { ROLE_CREDIT, 10, 300 }, { ROLE_CAPTION, 10, 1500 },
};

static bool is_frame(enum tag tag)
{
    return tag == TAG_body || tag == TAG_html || tag == TAG_main || tag == TAG_article;
}

static bool holds_headline(const struct page *p, uint32_t i)
{
    return p->headline && html_inside(&p->h, p->headline, i);
}

/* A few words among others of one paragraph. */
static bool is_in_line(const struct page *p, const struct element *e)
{
    enum { OTHERS = 25 }; /* letters beside it */
    return !(html_tag_flags((enum tag)e->tag) & TAG_IS_BLOCK) && p->h.elements[e->block].own > e->text + OTHERS;
}

/* A picture with a caption, in a box that is named for the advertisement beside it. */
static bool holds_captioned(const struct page *p, uint32_t i)
{
    enum { MOST = 700 /* letters */, ELEMENTS = 80 };
    const struct element *e = &p->h.elements[i];
    if (!e->images || e->text > MOST || e->end > i + ELEMENTS || e->link * 2 > e->text)
        return false;
    for (uint32_t k = i + 1; k < e->end; k++) {
        const struct element *c = &p->h.elements[k];
        if ((c->role == ROLE_CAPTION || c->tag == TAG_figcaption) && c->text * 2 >= e->text)
            return true;
    }
    return false;
}

static bool may_go(const struct page *p, uint32_t i)
{
    const struct element *e = &p->h.elements[i];
    if (e->role != ROLE_HIDDEN && is_in_line(p, e))
        return false;
    if (e->role == ROLE_PROMO && holds_captioned(p, i))
        return false;
    if (is_frame((enum tag)e->tag) && e->role != ROLE_COMMENTS && e->role != ROLE_HIDDEN && e->role != ROLE_RELATED)
        return false;
    for (size_t r = 0; r < sizeof limits / sizeof limits[0]; r++) {
        if (limits[r].role != (enum role)e->role)
            continue;
        bool small = e->mass < LITTLE || (uint64_t)e->mass * 100 <= (uint64_t)p->total * limits[r].percent;
        return small && (!limits[r].most || e->text <= limits[r].most) && !holds_headline(p, i);
    }
    return false;
}

/* Roles that blocks_write() makes something of where they stand in the text. */
static bool has_place(enum role role)
{
    return role == ROLE_RELATED || role == ROLE_CAPTION || role == ROLE_CREDIT || role == ROLE_PULLQUOTE || role == ROLE_FIGURE;
}

static void leave_out(struct page *p, uint32_t i)
{
    for (uint32_t k = i; k < p->h.elements[i].end; k++)
        p->h.elements[k].skip = true;
}

/* <noscript> shows a picture to those without scripts, or asks them to allow some. */
static bool is_plea(const struct element *e)
{
    return e->tag == TAG_noscript && (e->text > 0 || !e->images);
}

/* Many links and little else: a list of teasers, whatever it is called.  A list
 * of sources within an article has prose in its items, or stands alone. */
static bool is_link_farm(const struct element *e)
{
    switch (e->tag) {
    case TAG_ul:
    case TAG_ol:
    case TAG_div:
    case TAG_section:
    case TAG_dl:
        return e->text > 60 && e->mass == 0 && (uint64_t)e->link * 100 > (uint64_t)e->text * 80 && e->end > html_index(e->node) + 8;
    default:
        return false;
    }
}

/* A picture and a headline that leads elsewhere, whatever the box is called. */
static bool is_teaser(const struct page *p, uint32_t i)
{
    enum { LEAST = 20, MOST = 250, LINKED = 60 /* percent */, ELEMENTS = 60 };
    const struct element *e = &p->h.elements[i];
    if (e->end > i + ELEMENTS || (e->tag != TAG_div && e->tag != TAG_section && e->tag != TAG_li) || (e->role != ROLE_NONE && e->role != ROLE_PICTURE) || !e->images || e->images > 2)
        return false;
    if (e->text < LEAST || e->text > MOST || (uint64_t)e->link * 100 < (uint64_t)e->text * LINKED || holds_headline(p, i))
        return false;
    for (uint32_t k = i + 1; k < e->end; k++) {
        const struct element *a = &p->h.elements[k];
        if (a->tag == TAG_figcaption || a->role == ROLE_CAPTION || a->role == ROLE_CREDIT)
            return false;
    }
    return true;
}

/* "(opens in a new window)" beside a link. */
static bool is_hint(struct page *p, uint32_t i)
{
    enum { LEAST = 10, MOST = 45 }; /* letters */
    const struct element *e = &p->h.elements[i];
    bool inline_ = !(html_tag_flags((enum tag)e->tag) & TAG_IS_BLOCK) && e->tag != TAG_a && e->end == i + 1;
    return inline_ && e->link == e->text && e->text >= LEAST && e->text <= MOST && phrase_is(page_line(p, i, 200), PHRASE_HINT);
}

/* A field for an address or a password: what is around it, as far as that says
 * little, asks to sign in or to sign up. */
static void prune_sign_up(struct page *p, uint32_t input)
{
    enum { MOST = 700 /* letters */, UP = 12 };
    struct html *h = &p->h;
    const char *type = html_attribute(h->elements[input].node, ATTRIBUTE_type);
    if (!type || !(str_same_nocase(type, "email") || str_same_nocase(type, "password")))
        return;
    uint32_t box = 0, at = h->elements[input].parent;
    for (int up = 0; up < UP && at > h->body; up++, at = h->elements[at].parent) {
        const struct element *e = &h->elements[at];
        if (e->text > MOST || is_frame((enum tag)e->tag) || holds_headline(p, at) || (uint64_t)e->mass * 100 > (uint64_t)p->total * 15)
            break;
        box = at;
    }
    if (box && !h->elements[box].skip)
        leave_out(p, box);
}

void page_prune(struct page *p)
{
    struct html *h = &p->h;
    uint32_t figure = 0; /* behind the last one: in it captions and credits are what they are called */
    p->total = h->elements[h->body].mass;
    roles_find_figures(h, p->headline);
    for (uint32_t i = h->body + 1; i < h->count; i++) {
        if (h->elements[i].tag == TAG_input)
            prune_sign_up(p, i);
    }
    for (uint32_t i = h->body + 1; i < h->count; i++) {
        struct element *e = &h->elements[i];
        figure = e->tag == TAG_figure || e->role == ROLE_FIGURE ? e->end : figure;
        if (e->skip || (i < figure && (e->role == ROLE_CREDIT || e->role == ROLE_CAPTION))) {
            continue;
        } else if (is_teaser(p, i)) {
            e->role = ROLE_RELATED;
            i = e->end - 1;
        } else if (e->role != ROLE_NONE && !may_go(p, i)) {
            if (e->role != ROLE_BODY && e->role != ROLE_ARTICLE && e->role != ROLE_LEDE && e->role != ROLE_FIGURE && e->role != ROLE_HEADLINE && e->role != ROLE_SUBHEAD)
                e->role = ROLE_NONE;
        } else if ((e->role != ROLE_NONE && !has_place((enum role)e->role)) || is_plea(e) || is_link_farm(e) || is_hint(p, i)) {
            leave_out(p, i);
            i = e->end - 1;
        }
    }
    page_weigh(p);
}
