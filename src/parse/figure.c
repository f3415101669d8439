#include "parse/figure.h"

#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "parse/caption.h"
#include "parse/find_words.h"
#include "parse/names.h"
#include "parse/page.h"
#include "parse/phrases.h"
#include "parse/roles.h"

enum {
    MIN_SIDE = 40,          /* pixels: anything smaller is an icon or counts visits */
    MAX_LOOSE = 350,        /* letters */
    MAX_FIGURE_PICTURES = 200
};

/* ---- Addresses ---- */

static bool stands_in(const char *url)
{
    static const char *const parts[] = { "data:", "spacer", "placeholder", "blank.gif", "pixel.gif", "transparent.", "1x1", "loading.gif", "grey.gif", "lazy.png", "lazyload", "fallback." };
    static struct find_words any = FIND_WORDS(parts);
    return find_words(&any, url) != 0;
}

/* The widest of a srcset's addresses (HTML 4.8.4.2.1), into out. */
static const char *widest(const char *srcset, struct str *out)
{
    double best = -1;
    const char *from = NULL;
    size_t len = 0;
    while (*srcset) {
        srcset += strspn(srcset, " \t\n\r,");
        size_t n = strcspn(srcset, " \t\n\r");
        const char *url = srcset;
        srcset += n;
        bool alone = n && url[n - 1] == ',';
        double size = alone ? 0 : strtod(srcset, NULL);
        if (n && size > best) {
            best = size;
            from = url;
            len = n - alone;
        }
        srcset += alone ? 0 : strcspn(srcset, ",");
    }
    str_reset(out);
    if (from)
        str_add(out, from, len);
    return out->len ? out->data : NULL;
}

static const char *source_set(const struct node *n, struct str *hold)
{
    static const enum attribute names[] = { ATTRIBUTE_data_srcset, ATTRIBUTE_data_lazy_srcset, ATTRIBUTE_srcset };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *v = html_attribute(n, names[i]);
        const char *url = v && !str_starts(v, "data:") ? widest(v, hold) : NULL;
        if (url && !stands_in(url))
            return url;
    }
    return NULL;
}

const char *figure_address(const struct node *img, struct str *hold)
{
    static const enum attribute later[] = { ATTRIBUTE_data_src, ATTRIBUTE_data_lazy_src, ATTRIBUTE_data_original, ATTRIBUTE_data_original_src, ATTRIBUTE_data_lazy, ATTRIBUTE_data_hi_res_src, ATTRIBUTE_data_full_src, ATTRIBUTE_data_large_file, ATTRIBUTE_data_url, ATTRIBUTE_data_img_url };
    const char *src = html_attribute(img, ATTRIBUTE_src);
    for (size_t i = 0; i < sizeof later / sizeof later[0]; i++) {
        const char *v = html_attribute(img, later[i]);
        if (v && *v && *v != '{' && *v != '[' && !stands_in(v))
            return v;
    }
    if (src && *src && !stands_in(src))
        return src;
    const char *set = source_set(img, hold);
    for (const struct node *s = set || !img->parent || html_tag(img->parent) != TAG_picture ? NULL : img->parent->children; s && !set; s = s->next)
        set = html_tag(s) == TAG_source ? source_set(s, hold) : NULL;
    return set ? set : src && *src && !str_starts(src, "data:") ? src : NULL;
}

/* ---- One picture ---- */

static uint32_t pixels(const char *value)
{
    int64_t n = 0;
    size_t len = value ? strspn(value, "0123456789") : 0;
    bool fits = len && (value[len] == '\0' || strcmp(value + len, "px") == 0) && num_read_i64(value, len, &n) && n > 0 && n < 100000;
    return fits ? (uint32_t)n : 0;
}

static bool is_small(const struct node *img, const char *url)
{
    uint32_t w = pixels(html_attribute(img, ATTRIBUTE_width)), h = pixels(html_attribute(img, ATTRIBUTE_height));
    static const char *const icons[] = { "gravatar.com/avatar", "/emoji/", "/smilies/", "feedburner", "/icons/", "doubleclick", "/pixel", "counter", ".svg" };
    static struct find_words any = FIND_WORDS(icons);
    return (w && w < MIN_SIDE) || (h && h < MIN_SIDE) || find_words(&any, url) != 0;
}

uint32_t figure_picture(struct builder *b, const struct node *img)
{
    struct str hold = STR_INIT;
    const char *url = figure_address(img, &hold);
    uint32_t index = DOCUMENT_NONE;
    if (url && !is_small(img, url))
        index = builder_picture(b, &(struct picture){
                                       .url = url,
                                       .alt = html_attribute(img, ATTRIBUTE_alt),
                                       .title = html_attribute(img, ATTRIBUTE_title),
                                       .width = pixels(html_attribute(img, ATTRIBUTE_width)),
                                       .height = pixels(html_attribute(img, ATTRIBUTE_height)),
                                   });
    str_release(&hold);
    return index;
}

/* ---- Captions ---- */

struct caption_at {
    uint32_t place;      /* the element's index: tells which picture it follows */
    const char *caption, *credit;
};

/* A figure's pictures and captions, in document order. */
struct figure {
    struct builder *b;
    const struct html *h;
    VEC(uint32_t) pictures;      /* indexes of elements */
    VEC(struct caption_at) captions;
};

static const char *keep(struct builder *b, const struct str *s)
{
    return s->len ? arena_strndup(&b->d->arena, s->data, s->len) : NULL;
}

static void add_caption(struct figure *f, uint32_t i)
{
    struct str caption = STR_INIT, credit = STR_INIT;
    figure_caption(f->h, i, &caption, &credit);
    if (phrase_is(caption.data, PHRASE_WHOLE)) /* "Powered by" */
        str_reset(&caption);
    struct caption_at *last = f->captions.len ? &f->captions.items[f->captions.len - 1] : NULL;
    bool together = last && !last->credit && !caption.len && credit.len && (!f->pictures.len || f->pictures.items[f->pictures.len - 1] < last->place);
    if (together)
        last->credit = keep(f->b, &credit);
    else if (caption.len || credit.len)
        *vec_push(&f->captions) = (struct caption_at){ i, keep(f->b, &caption), keep(f->b, &credit) };
    str_release(&caption);
    str_release(&credit);
}

/* What is called a credit may be a box for both. */
static bool holds_caption(const struct html *h, uint32_t i)
{
    enum { NEAR = 8 };
    for (uint32_t k = i + 1; k < h->elements[i].end && k < i + NEAR; k++) {
        if (h->elements[k].role == ROLE_CAPTION)
            return true;
    }
    return false;
}

static void look(struct figure *f, uint32_t root)
{
    const struct html *h = f->h;
    for (uint32_t i = root; i < h->elements[root].end; i++) {
        const struct element *e = &h->elements[i];
        bool picture = e->images && !e->text; /* hidden from those only who hear the page */
        if ((e->role == ROLE_HIDDEN && !picture) || e->role == ROLE_SHARE) {
            i = e->end - 1;
        } else if ((e->role == ROLE_CAPTION || e->role == ROLE_CREDIT || (e->tag == TAG_footer && e->text)) && i != root && !e->images && !(e->role == ROLE_CREDIT && holds_caption(h, i))) {
            add_caption(f, i);
            i = e->end - 1;
        } else if ((e->tag == TAG_img || e->tag == TAG_amp_img) && f->pictures.len < MAX_FIGURE_PICTURES) {
            *vec_push(&f->pictures) = i;
        }
    }
}

/* One is the other, or its beginning. */
static bool tells_same(const char *a, const char *b)
{
    return str_find(a, strlen(a), b) || str_find(b, strlen(b), a);
}

/* Only a credit has a name, and beside it the alternative text stands once more. */
static void find_caption_of_alt(struct figure *f, uint32_t root)
{
    struct caption_at *only = f->captions.len == 1 && f->pictures.len == 1 ? &f->captions.items[0] : NULL;
    const char *alt = only ? html_attribute(f->h->elements[f->pictures.items[0]].node, ATTRIBUTE_alt) : NULL;
    struct str line = STR_INIT;
    if (!alt || only->caption || !html_inside(f->h, only->place, root) || only->place == root)
        return;
    figure_text_beside(f->h, root, only->place, &line);
    only->caption = page_same_words(line.data, alt) ? keep(f->b, &line) : NULL;
    str_release(&line);
}

/* A credit that stands right behind the figure, at most with the caption once more between. */
static void find_credit_behind(struct figure *f, uint32_t root)
{
    enum { NEAR = 16 /* elements */, MOST = 80 /* letters */ };
    const struct html *h = f->h;
    struct caption_at *last = f->captions.len ? &f->captions.items[f->captions.len - 1] : NULL;
    struct str caption = STR_INIT, credit = STR_INIT;
    for (uint32_t i = h->elements[root].end; last && last->caption && !last->credit && i < h->count && i < h->elements[root].end + NEAR; i++) {
        const struct element *e = &h->elements[i];
        if (e->role == ROLE_CREDIT && e->text && e->text <= MOST) {
            figure_caption(h, i, &caption, &credit);
            last->credit = keep(f->b, &credit);
            break;
        }
        if (e->role == ROLE_CAPTION)
            i = e->end - 1;
        else if (e->own || e->images)
            break;
    }
    str_release(&caption);
    str_release(&credit);
}

/* It was given by this figure, by a caption before this one. */
static bool is_given(const struct figure *f, size_t before, const char *caption)
{
    for (size_t i = 0; i < before; i++) {
        if (f->captions.items[i].caption == caption)
            return true;
    }
    return false;
}

/* A picture that is shown once more, and told about otherwise. */
static uint32_t again(struct builder *b, struct picture known, const struct caption_at *from)
{
    known.caption = from->caption;
    known.credit = from->credit;
    if (b->pictures.len < DOCUMENT_MAX_PICTURES)
        *vec_push(&b->pictures) = known;
    return (uint32_t)b->pictures.len - 1;
}

/* The picture that a caption belongs to: with as many as pictures, each to its
 * own; else the last before it, or the first. */
static void give_captions(struct figure *f, uint32_t *indexes)
{
    for (size_t c = 0; c < f->captions.len; c++) {
        const struct caption_at *from = &f->captions.items[c];
        size_t to = 0;
        if (f->captions.len == f->pictures.len)
            to = c;
        else
            for (size_t i = 0; i < f->pictures.len && f->pictures.items[i] < from->place; i++)
                to = i;
        if (indexes[to] == DOCUMENT_NONE)
            continue;
        struct picture *p = &f->b->pictures.items[indexes[to]];
        if (p->caption && from->caption && !tells_same(p->caption, from->caption) && !is_given(f, c, p->caption)) {
            indexes[to] = again(f->b, *p, from);
            continue;
        }
        p->caption = p->caption ? p->caption : from->caption;
        p->credit = p->credit ? p->credit : from->credit;
    }
}

void figure_credit_of_alt(struct builder *b, uint32_t picture)
{
    struct picture *p = &b->pictures.items[picture];
    struct str caption = STR_INIT, credit = STR_INIT;
    if (p->credit || !p->alt)
        return;
    if (p->caption && str_ends(p->alt, ")"))
        caption_split(p->alt, &caption, &credit);
    if (!credit.len && p->title && !page_same_words(p->title, p->alt)) {
        str_reset(&caption);
        caption_split(p->title, &caption, &credit);
        if (!page_same_words(caption.data, p->alt))
            str_reset(&credit);
    }
    p->credit = keep(b, &credit);
    str_release(&caption);
    str_release(&credit);
}

/* What a gallery's script would show beside the picture. */
static void read_attributes(struct figure *f, uint32_t element, uint32_t picture)
{
    struct picture *p = &f->b->pictures.items[picture];
    const struct node *n = f->h->elements[element].node;
    const char *said = html_attribute(n, ATTRIBUTE_data_caption), *made = html_attribute(n, ATTRIBUTE_data_credit);
    struct str caption = STR_INIT, credit = STR_INIT, line = STR_INIT;
    made = made ? made : html_attribute(n, ATTRIBUTE_data_copyright);
    if (said && !p->caption && !strchr(said, '<')) {
        fold_line(said, strlen(said), &line);
        caption_split(line.data, &caption, &credit);
        p->caption = builder_line(f->b, caption.data);
        p->credit = p->credit ? p->credit : builder_line(f->b, credit.data);
    }
    str_reset(&credit);
    if (made && !p->credit && !strchr(made, '<'))
        credit_clean(made, &credit);
    p->credit = p->credit ? p->credit : builder_line(f->b, credit.data);
    str_release(&line);
    str_release(&caption);
    str_release(&credit);
}

static bool is_shown(const struct builder *b, uint32_t picture)
{
    for (size_t i = b->blocks.len; i-- > 0 && b->blocks.len - i < 50;) {
        if (b->blocks.items[i].type == BLOCK_FIGURE && b->blocks.items[i].picture == picture)
            return true;
    }
    return false;
}

/* A figure whose picture only a script would load: its caption stands for it. */
static bool write_blind(struct figure *f, uint32_t root)
{
    const struct html *h = f->h;
    if (!f->captions.len || !f->captions.items[0].caption || h->elements[root].mass > h->elements[f->captions.items[0].place].text)
        return false;
    for (uint32_t i = root; i < h->elements[root].end; i++) {
        enum tag tag = (enum tag)h->elements[i].tag;
        if (tag == TAG_table || tag == TAG_pre || tag == TAG_blockquote || tag == TAG_video || tag == TAG_iframe || tag == TAG_audio || tag == TAG_ul || tag == TAG_ol)
            return false;
    }
    struct block block = builder_block(BLOCK_FIGURE);
    block.picture = builder_picture(f->b, &(struct picture){ .caption = f->captions.items[0].caption, .credit = f->captions.items[0].credit });
    return block.picture != DOCUMENT_NONE && builder_add(f->b, block);
}

/* An author's portrait: what is under it is a byline, and leads to the author or
 * holds a time. */
static bool is_portrait(const struct figure *f, uint32_t root)
{
    const struct html *h = f->h;
    struct str text = STR_INIT, line = STR_INIT;
    html_text(h->elements[root].node, 2000, &text);
    fold_line(text.data, text.len, &line);
    bool byline = names_is_byline(line.data);
    str_release(&text);
    str_release(&line);
    for (uint32_t i = root; byline && i < h->elements[root].end; i++) {
        const struct element *e = &h->elements[i];
        const char *rel = e->tag == TAG_a ? html_attribute(e->node, ATTRIBUTE_rel) : NULL;
        if (e->tag == TAG_address || e->tag == TAG_time || (rel && str_same_nocase(rel, "author")))
            return true;
    }
    return false;
}

bool figure_write(struct builder *b, const struct html *h, uint32_t root)
{
    struct figure f = { .b = b, .h = h };
    look(&f, root);
    if (is_portrait(&f, root)) {
        vec_release(&f.pictures);
        vec_release(&f.captions);
        return true;
    }
    uint32_t *indexes = arena_array(&b->d->arena, f.pictures.len + 1, sizeof *indexes);
    bool any = false;
    for (size_t i = 0; i < f.pictures.len; i++) {
        indexes[i] = figure_picture(b, h->elements[f.pictures.items[i]].node);
        any |= indexes[i] != DOCUMENT_NONE;
    }
    if (any && indexes[0] == DOCUMENT_NONE) /* an icon before it does not take the caption */
        for (size_t i = 0; indexes[0] == DOCUMENT_NONE; i++)
            indexes[0] = indexes[i];
    if (any && !f.captions.len && h->elements[root].text && h->elements[root].text <= MAX_LOOSE)
        add_caption(&f, root); /* text beside the picture that nothing names */
    find_caption_of_alt(&f, root);
    find_credit_behind(&f, root);
    if (any)
        give_captions(&f, indexes);
    for (size_t i = 0; any && i < f.pictures.len; i++) {
        struct block block = builder_block(BLOCK_FIGURE);
        block.picture = indexes[i];
        if (indexes[i] == DOCUMENT_NONE)
            continue;
        read_attributes(&f, f.pictures.items[i], indexes[i]);
        figure_credit_of_alt(b, indexes[i]);
        if (!is_shown(b, indexes[i]))
            builder_add(b, block);
    }
    if (!any)
        any = write_blind(&f, root);
    vec_release(&f.pictures);
    vec_release(&f.captions);
    return any;
}

/* ---- Embedded things ---- */

static const struct {
    const char *part;
    enum embed_kind kind;
} services[] = {
#define EMBED(part, kind) { part, EMBED_##kind },
#include "parse/embeds.def"
#undef EMBED
};

static bool find_service(const char *url, enum embed_kind *kind)
{
    for (size_t i = 0; i < sizeof services / sizeof services[0]; i++) {
        if (str_find_nocase(url, strlen(url), services[i].part)) {
            *kind = services[i].kind;
            return true;
        }
    }
    return false;
}

enum embed_kind embed_kind(const char *url)
{
    enum embed_kind kind = EMBED_OTHER;
    find_service(url, &kind);
    return kind;
}

static const char *embed_address(const struct node *n)
{
    static const enum attribute names[] = { ATTRIBUTE_src, ATTRIBUTE_data_src, ATTRIBUTE_data_lazy_src, ATTRIBUTE_data };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *v = html_attribute(n, names[i]);
        if (v && *v && !str_starts(v, "about:"))
            return v;
    }
    for (const struct node *c = n->children; c; c = c->next) {
        if (html_tag(c) == TAG_source && html_attribute(c, ATTRIBUTE_src))
            return html_attribute(c, ATTRIBUTE_src);
    }
    return NULL;
}

bool figure_embed(struct builder *b, const struct node *n)
{
    const char *url = embed_address(n), *title = html_attribute(n, ATTRIBUTE_title);
    enum tag tag = html_tag(n);
    enum embed_kind kind = tag == TAG_video ? EMBED_VIDEO : tag == TAG_audio ? EMBED_AUDIO : EMBED_OTHER;
    bool known = url && find_service(url, &kind);
    if (!url || (!known && tag != TAG_video && tag != TAG_audio))
        return false;
    struct block block = builder_block(BLOCK_EMBED);
    const char *line = builder_line(b, title ? title : html_attribute(n, ATTRIBUTE_aria_label));
    block.embed = (uint8_t)kind;
    block.link = builder_link(b, url, title);
    block.text = (struct text){ .bytes = line ? line : "", .len = line ? strlen(line) : 0 };
    return block.link != DOCUMENT_NONE && builder_add(b, block);
}
