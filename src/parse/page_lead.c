/* Between headline and text: the lede, and the pictures over the text. */
#include <string.h>

#include "parse/caption.h"
#include "parse/figure.h"
#include "parse/page.h"

enum {
    MIN_LEDE = 25, MAX_LEDE = 900, /* letters */
    UP = 5                         /* elements from a text without a headline to its article */
};

/* The smallest element that holds both. */
static uint32_t common(const struct html *h, uint32_t a, uint32_t b)
{
    while (a && !html_inside(h, b, a))
        a = h->elements[a].parent;
    return a;
}

static bool is_lede(const struct page *p, uint32_t i, bool near)
{
    const struct element *e = &p->h.elements[i];
    bool plain = (e->tag == TAG_h2 || e->tag == TAG_h3 || e->tag == TAG_p || e->tag == TAG_div) && near && e->own >= 50 && e->own_marks;
    return (e->role == ROLE_LEDE || plain) && e->text >= MIN_LEDE && e->text <= MAX_LEDE && e->link * 2 < e->text && !e->images &&
           !(p->headline && html_inside(&p->h, p->headline, i));
}

/* "A spokesman. Photo: Reuters" is a caption whose picture only a script would load. */
static bool is_caption(const char *line)
{
    struct str caption = STR_INIT, credit = STR_INIT;
    caption_split(line, &caption, &credit);
    bool found = credit.len > 0;
    str_release(&caption);
    str_release(&credit);
    return found;
}

static void write_lede(struct page *p, uint32_t i)
{
    const char *line = page_line(p, i, 4000);
    struct block block = builder_block(BLOCK_LEDE);
    if (!line || page_same_words(line, p->title) || (p->h.elements[i].role != ROLE_LEDE && is_caption(line)))
        return;
    for (size_t k = 0; k < p->b.blocks.len; k++)
        if (p->b.blocks.items[k].type == BLOCK_LEDE)
            return;
    block.text = (struct text){ .bytes = line, .len = strlen(line) };
    builder_add(&p->b, block);
}

static bool is_root(const struct page *p, uint32_t i)
{
    for (size_t k = 0; k < p->roots.len; k++)
        if (html_inside(&p->h, i, p->roots.items[k]))
            return true;
    return false;
}

static void write_open_picture(struct page *p, uint32_t i)
{
    uint32_t before = (uint32_t)p->b.pictures.len;
    uint32_t picture = figure_picture(&p->b, p->h.elements[i].node);
    if (picture == DOCUMENT_NONE || picture < before)
        return;
    struct block block = builder_block(BLOCK_FIGURE);
    block.picture = picture;
    builder_add(&p->b, block);
}

static bool same_class(const struct element *a, const struct element *b)
{
    const char *x = html_attribute(a->node, ATTRIBUTE_class), *y = html_attribute(b->node, ATTRIBUTE_class);
    return str_same(x ? x : "", y ? y : "");
}

/* The first paragraph within the text that is the page's own description, and
 * set apart from the next by its name or its element, is the lede. */
static void mark_lede(struct page *p, uint32_t root)
{
    struct html *h = &p->h;
    const char *stated[] = { p->meta.description, p->linked.description };
    uint32_t first = 0;
    for (uint32_t i = root + 1, tried = 0; i < h->elements[root].end && tried < 3; i++) {
        struct element *e = &h->elements[i];
        if (e->skip || e->block != i || e->own < MIN_LEDE || e->own > MAX_LEDE)
            continue;
        tried++;
        if (e->role == ROLE_LEDE)
            return;
        if (first) {
            const struct element *f = &h->elements[first];
            bool apart = f->tag != e->tag || f->parent != e->parent || !same_class(f, e);
            h->elements[first].role = apart ? ROLE_LEDE : h->elements[first].role;
            return;
        }
        const char *line = page_line(p, i, 4000);
        if (page_same_words(line, stated[0]) || page_same_words(line, stated[1]))
            first = i;
    }
}

/* From headline and text up to the article around them: as long as what is around
 * holds hardly more prose, a picture in it may stand over the headline. */
static uint32_t widen(const struct html *h, uint32_t at)
{
    enum { MORE = 110 /* percent */ };
    for (int up = 0; up < UP; up++) {
        const struct element *e = &h->elements[at], *around = &h->elements[e->parent];
        if (e->tag == TAG_article || e->parent <= h->body || around->tag == TAG_main || around->skip || (uint64_t)around->mass * 100 > (uint64_t)e->mass * MORE)
            break;
        at = e->parent;
    }
    return at;
}

/* Something before the text is called the lede: nothing else is taken for it. */
static bool names_lede(struct page *p, uint32_t from, uint32_t root)
{
    enum { DATED = 60 }; /* letters of a line with a date */
    for (uint32_t i = from + 1; i < root; i++) {
        const struct element *e = &p->h.elements[i];
        struct stamp at;
        bool named = e->role == ROLE_LEDE && !e->skip && i > p->headline && is_lede(p, i, false);
        if (named && (e->text > DATED || !page_date(page_line(p, i, 200), &at)))
            return true;
    }
    return false;
}

void page_lead(struct page *p)
{
    const struct html *h = &p->h;
    if (!p->roots.len)
        return;
    mark_lede(p, p->roots.items[0]);
    uint32_t root = p->roots.items[0], from = common(h, p->headline ? p->headline : root, root);
    if (html_inside(h, p->headline, root) && p->headline)
        from = root; /* there may be a picture over it */
    for (int up = 0; !p->headline && up < UP && from > h->body && h->elements[from].tag != TAG_article; up++)
        from = h->elements[from].parent;
    if (from > h->body && p->headline)
        from = widen(h, from);
    if (from <= h->body)
        from = p->headline < root ? p->headline : root;
    if (from == root)
        return; /* all of it is the text */
    bool named = names_lede(p, from, root);
    uint32_t seen = 0; /* letters since the headline, but for headings */
    for (uint32_t i = from + 1; i < h->count && i < h->elements[root].end; i++) {
        const struct element *e = &h->elements[i];
        if (i == root)
            break;
        if (e->skip)
            continue;
        if (e->tag == TAG_figure || e->role == ROLE_FIGURE) {
            if (!html_inside(h, root, i) && figure_write(&p->b, h, i))
                i = e->end - 1;
        } else if (i > p->headline && is_lede(p, i, seen < 60 && !named)) {
            write_lede(p, i);
            i = e->end - 1;
        } else if ((e->tag == TAG_img || e->tag == TAG_amp_img) && i > p->headline && from > h->body && !is_root(p, i)) {
            write_open_picture(p, i);
        }
        bool heading = e->tag >= TAG_h1 && e->tag <= TAG_h6;
        seen += i > p->headline && e->block == i && !heading ? e->own : 0;
    }
}
