/* What is under a picture, of an element: the caption, and the credit by what holds
 * it, by its place, or by its words (caption.h). */
#include <string.h>

#include "parse/caption.h"
#include "parse/figure.h"
#include "parse/roles.h"

enum { MAX_CAPTION = 1500 /* bytes */ };

static bool is_blank(const struct node *text)
{
    return strspn(text->content, " \t\r\n") == text->len;
}

/* A name at a caption's end in an element of its own, with nothing behind it. */
static bool is_last(const struct html *h, uint32_t root, uint32_t i)
{
    enum { MOST = 60 /* letters */, NEST = 8 };
    const struct element *e = &h->elements[i];
    bool own = e->tag == TAG_span || e->tag == TAG_small || e->tag == TAG_cite || e->tag == TAG_div || e->tag == TAG_p || e->tag == TAG_strong || e->tag == TAG_em;
    if (!own || !e->text || e->text > MOST || e->text >= h->elements[root].text || e->end != h->elements[root].end || e->own_marks > 1)
        return false;
    int up = 0;
    for (const struct node *n = e->node; n != h->elements[root].node; n = n->parent) {
        if (++up > NEST)
            return false;
        if (n->next && !(n->next->kind == NODE_TEXT && strspn(n->next->content, " \t\r\n)].") == n->next->len))
            return false;
    }
    return true;
}

/* An agency's name over a caption, in an element of its own with a line break behind it. */
static bool is_over(const struct html *h, uint32_t root, uint32_t i)
{
    enum { MOST = 40 /* letters */ };
    const struct element *e = &h->elements[i];
    const struct node *n = h->elements[root].node, *next = e->node->next;
    if (e->tag == TAG_a || !e->text || e->text > MOST || e->text * 2 > h->elements[root].text || e->own_marks)
        return false;
    while (n && n != e->node) {
        n = n->children;
        while (n && n->kind == NODE_TEXT && is_blank(n))
            n = n->next;
    }
    while (next && next->kind == NODE_TEXT && is_blank(next))
        next = next->next;
    if (!n || !next || html_tag(next) != TAG_br)
        return false;
    struct str text = STR_INIT;
    html_text(e->node, MAX_CAPTION, &text);
    bool agency = caption_names_agency(text.data);
    str_release(&text);
    return agency;
}

/* "12.05.2020 | 2:43 min": how long a film is, or how old. */
static bool is_measure(const struct html *h, uint32_t i)
{
    struct str text = STR_INIT;
    size_t digits = 0, letters = 0;
    html_text(h->elements[i].node, MAX_CAPTION, &text);
    for (const char *c = text.data; *c; c++) {
        digits += *c >= '0' && *c <= '9';
        letters += (unsigned char)*c >= 0x80 || ((*c | 32) >= 'a' && (*c | 32) <= 'z');
    }
    str_release(&text);
    return digits > 2 * letters;
}

static bool names_credit(const struct html *h, uint32_t root)
{
    enum { NEAR = 24 };
    for (uint32_t i = root + 1; i < h->elements[root].end && i < root + NEAR; i++) {
        if (h->elements[i].role == ROLE_CREDIT && h->elements[i].text)
            return true;
    }
    return false;
}

/* Named so, or a person's name within a caption; where none is named, a name at its end. */
static bool is_credit(const struct html *h, uint32_t root, uint32_t i, bool named)
{
    const struct element *e = &h->elements[i];
    return e->role == ROLE_CREDIT || e->role == ROLE_BYLINE || (!named && (is_last(h, root, i) || is_over(h, root, i)));
}

/* Text of a caption's element, but for what has the role of a credit. */
static void caption_text(const struct html *h, uint32_t root, bool credits, struct str *out)
{
    struct str raw;
    str_init(&raw, MAX_CAPTION);
    const struct node *top = h->elements[root].node;
    bool named = names_credit(h, root);
    for (struct node *n = h->elements[root].node; n;) {
        const struct element *e = n->kind == NODE_ELEMENT ? &h->elements[html_index(n)] : NULL;
        bool credit = e && n != top && is_credit(h, root, html_index(n), named);
        bool out_of = (e && n != top && html_tag_flags(e->tag) & TAG_IS_SKIP) ||
                      (e && n != top && (e->role == ROLE_HIDDEN || e->role == ROLE_SHARE));
        if (credit && credits && !is_measure(h, html_index(n))) {
            str_addc(&raw, ' ');
            html_text(n, MAX_CAPTION, &raw);
        }
        if (n->kind == NODE_TEXT && !credits)
            str_adds(&raw, n->content);
        else if (e && html_tag_flags(e->tag) & (TAG_IS_BLOCK | TAG_IS_VOID))
            str_addc(&raw, ' ');
        n = credit || out_of ? html_after(n, top) : html_next(n, top);
    }
    fold_line(raw.data, raw.len, out);
    str_release(&raw);
}

/* What is left may end in "Photo by" or begin a second credit with "/". */
static void caption_split_named(const char *text, struct str *caption, struct str *credit)
{
    struct str more = STR_INIT;
    size_t before = caption->len;
    caption_split(text, caption, &more);
    if (more.len && !str_find_nocase(credit->data, credit->len, more.data)) {
        str_adds(credit, credit->len ? "/" : "");
        str_add(credit, more.data, more.len);
    }
    static const char *const ends[] = { "Photo by", "Photo", "Foto:", "Foto", "Credit:", "(", "|", "/", "©", "–", "-", "Photo:", "Image credit:", "Bild:", "Fotos:" };
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        if (caption->len > before && str_ends(caption->data, ends[i]))
            str_cut(caption, caption->len - strlen(ends[i]));
        str_trim(caption);
    }
    str_release(&more);
}

/* "(Photo: Ana Paz)" and no more, whatever it is called. */
static bool is_only_credit(const struct html *h, uint32_t i)
{
    struct str raw, line = STR_INIT, caption = STR_INIT, credit = STR_INIT;
    str_init(&raw, MAX_CAPTION);
    html_text(h->elements[i].node, MAX_CAPTION, &raw);
    fold_line(raw.data, raw.len, &line);
    caption_split(line.data, &caption, &credit);
    bool only = credit.len && !caption.len;
    str_release(&raw);
    str_release(&line);
    str_release(&caption);
    str_release(&credit);
    return only;
}

/* The one element within a caption's that is called the caption: what is beside
 * it is the credit.  0: none, or several. */
static uint32_t caption_within(const struct html *h, uint32_t root)
{
    enum { NEAR = 16, BESIDE = 80 /* letters */ };
    const struct element *r = &h->elements[root];
    uint32_t found = 0;
    for (uint32_t i = root + 1; i < r->end && i < root + NEAR; i++) {
        const struct element *e = &h->elements[i];
        if (e->role != ROLE_CAPTION || !e->text || e->text >= r->text)
            continue;
        if (found)
            return 0;
        found = i;
        i = e->end - 1;
    }
    return found && r->text - h->elements[found].text <= BESIDE && !is_only_credit(h, found) ? found : 0;
}

void figure_text_beside(const struct html *h, uint32_t root, uint32_t inner, struct str *out)
{
    const struct node *top = h->elements[root].node, *without = h->elements[inner].node;
    struct str raw;
    str_init(&raw, MAX_CAPTION);
    for (struct node *n = html_next(h->elements[root].node, top); n;) {
        const struct element *e = n->kind == NODE_ELEMENT ? &h->elements[html_index(n)] : NULL;
        bool skip = n == without || (e && (html_tag_flags(e->tag) & TAG_IS_SKIP || e->role == ROLE_HIDDEN || e->role == ROLE_SHARE));
        if (n->kind == NODE_TEXT)
            str_adds(&raw, n->content);
        else
            str_addc(&raw, ' ');
        n = skip ? html_after(n, top) : html_next(n, top);
    }
    fold_line(raw.data, raw.len, out);
    str_release(&raw);
}

/* The <cite> that is all of a caption; else the caption. */
static uint32_t cited(const struct html *h, uint32_t i)
{
    enum { NEAR = 6 };
    for (uint32_t k = i + 1; k < h->elements[i].end && k < i + NEAR; k++) {
        if (h->elements[k].tag == TAG_cite && h->elements[k].text == h->elements[i].text)
            return k;
    }
    return i;
}

void figure_caption(const struct html *h, uint32_t i, struct str *caption, struct str *credit)
{
    struct str text = STR_INIT, named = STR_INIT;
    i = cited(h, i);
    uint32_t inner = h->elements[i].role == ROLE_CREDIT ? 0 : caption_within(h, i);
    caption_text(h, inner ? inner : i, false, &text);
    if (h->elements[i].role == ROLE_CREDIT || h->elements[i].tag == TAG_footer || h->elements[i].tag == TAG_cite) {
        credit_clean(text.data, credit);
    } else {
        caption_text(h, inner ? inner : i, true, &named);
        if (inner)
            figure_text_beside(h, i, inner, &named);
        if (named.len) {
            credit_clean(named.data, credit);
            caption_split_named(text.data, caption, credit);
        } else {
            caption_split(text.data, caption, credit);
        }
    }
    str_release(&named);
    str_release(&text);
}
