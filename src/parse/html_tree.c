#include "parse/html_tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/eights.h"
#include "base/mem.h"
#include "base/num.h"
#include "base/vec.h"

/* ---- Tags ---- */

enum { BLOCK = TAG_IS_BLOCK, SKIP = TAG_IS_SKIP, VOID = TAG_IS_VOID }; /* as tags.def writes them */
static const struct tag_row {
    const char *name;
    unsigned flags;
} rows[TAGS] = {
    { "", 0 },
#define TAG(name, flags) { #name, flags },
#include "parse/tags.def"
#undef TAG
};

static int by_name(const void *key, const void *row)
{
    return strcmp(key, ((const struct tag_row *)row)->name);
}

enum tag html_tag_named(const char *name)
{
    if (strcmp(name, "amp-img") == 0)
        return TAG_amp_img;
    const struct tag_row *row = name[0] ? bsearch(name, rows + 1, TAGS - 1, sizeof rows[0], by_name) : NULL;
    return row ? (enum tag)(row - rows) : TAG_OTHER;
}

enum tag html_tag(const xmlNode *n)
{
    return n->type == XML_ELEMENT_NODE ? html_tag_named((const char *)n->name) : TAG_OTHER;
}

unsigned html_tag_flags(enum tag tag)
{
    return rows[tag].flags;
}

/* ---- Walking ---- */

xmlNode *html_after(xmlNode *n, const xmlNode *root)
{
    while (n && n != root) {
        if (n->next)
            return n->next;
        n = n->parent;
    }
    return NULL;
}

xmlNode *html_next(xmlNode *n, const xmlNode *root)
{
    return n->type == XML_ELEMENT_NODE && n->children ? n->children : html_after(n, root);
}

const char *html_attribute(const xmlNode *n, const char *name)
{
    if (n->type != XML_ELEMENT_NODE)
        return NULL;
    for (const xmlAttr *a = n->properties; a; a = a->next) {
        if (a->name[0] == (xmlChar)name[0] && strcmp((const char *)a->name, name) == 0)
            return a->children && a->children->content ? (const char *)a->children->content : "";
    }
    return NULL;
}

static bool is_skipped(const xmlNode *n)
{
    return n->type == XML_ELEMENT_NODE && html_tag_flags(html_tag(n)) & TAG_IS_SKIP;
}

void html_text(xmlNode *n, size_t limit, struct str *out)
{
    const xmlNode *root = n;
    while (n && out->len < limit) {
        if (n->type == XML_TEXT_NODE && n->content)
            str_add(out, n->content, num_min(strlen((const char *)n->content), limit - out->len));
        else if (n->type == XML_ELEMENT_NODE && html_tag_flags(html_tag(n)) & (TAG_IS_BLOCK | TAG_IS_VOID))
            str_addc(out, ' ');
        n = n != root && is_skipped(n) ? html_after(n, root) : html_next(n, root);
    }
    while (out->len && out->len == limit && ((unsigned char)out->data[out->len - 1] & 0xC0) == 0x80)
        str_cut(out, out->len - 1);
    if (out->len && (unsigned char)out->data[out->len - 1] >= 0xC0)
        str_cut(out, out->len - 1);
}

void html_raw(const xmlNode *n, size_t limit, struct str *out)
{
    for (const xmlNode *c = n->children; c && out->len < limit; c = c->next) {
        if (c->content && (c->type == XML_TEXT_NODE || c->type == XML_CDATA_SECTION_NODE || c->type == XML_COMMENT_NODE))
            str_add(out, c->content, num_min(strlen((const char *)c->content), limit - out->len));
    }
}

/* ---- Records ---- */

static size_t weight_of(unsigned char c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
    return c < 0xC3 ? 0 : c >= 0xE3 && c <= 0xED ? 2 : c != 0xE2; /* U+3000 to U+DFFF: CJK; U+2000 on: punctuation */
}

size_t html_weight(const char *s, size_t len)
{
    size_t n = 0, i = 0;
    for (; len - i >= 8; i += 8) {
        uint64_t x = eights_at(s + i), high = x & EIGHTS_TOPS, low = x & ~EIGHTS_TOPS;
        uint64_t plain = eights_between(low | EIGHTS_ONES * 0x20, 'a', 'z') | eights_between(low, '0', '9');
        uint64_t begins = eights_between(low, 0x43, 0x7F) & ~eights_equal(low, 0x62), twice = eights_between(low, 0x63, 0x6D);
        n += eights_count((plain & ~high) | (begins & high)) + eights_count(twice & high);
    }
    for (; i < len; i++)
        n += weight_of((unsigned char)s[i]);
    return n;
}

/* A comma or the end of a sentence, those of Arabic, Devanagari and CJK too. */
static bool is_mark(const char *s, size_t left)
{
    const unsigned char *c = (const unsigned char *)s;
    switch (*c) {
    case ',':
    case ';':
        return true;
    case '.':
    case '!':
    case '?':
        return left == 1 || str_is_space(s[1]) || s[1] == '"';
    case 0xE3:
        return left > 2 && c[1] == 0x80 && (c[2] == 0x81 || c[2] == 0x82);
    case 0xEF:
        return left > 2 && c[1] == 0xBC && (c[2] == 0x8C || c[2] == 0x81);
    case 0xD8:
        return left > 1 && (c[1] == 0x8C || c[1] == 0x9B);
    case 0xE0:
        return left > 2 && c[1] == 0xA5 && c[2] == 0xA4;
    default:
        return false;
    }
}

static size_t marks(const char *s, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        for (uint64_t x; len - i >= 8; i += 8) { /* letters and spaces go by eights */
            x = eights_at(s + i);
            if ((x & EIGHTS_TOPS) || eights_between(x, '!', '.') || eights_between(x, ';', '?'))
                break;
        }
        n += i < len && is_mark(s + i, len - i);
    }
    return n;
}

static void add_text(struct html *h, const xmlNode *n, uint32_t parent, bool in_link)
{
    struct element *p = &h->elements[parent];
    if (p->skip || !n->content)
        return;
    size_t len = strlen((const char *)n->content), weight = html_weight((const char *)n->content, len);
    p->text += (uint32_t)weight;
    p->link += in_link ? (uint32_t)weight : 0;
    struct element *b = &h->elements[p->block];
    b->own += (uint32_t)weight;
    b->own_link += in_link ? (uint32_t)weight : 0;
    b->own_marks += in_link ? 0 : (uint32_t)marks((const char *)n->content, len);
}

/* The one walk that numbers the elements and gives each text to its block. */
struct walk {
    struct html *h;
    struct element *items;
    size_t len, cap;
    uint32_t parent; /* of what comes next */
    uint32_t links;  /* open <a> elements */
};

static void number_element(struct walk *w, xmlNode *n)
{
    uint32_t at = (uint32_t)w->len;
    struct element *e = vec_push(w), *parent = &w->items[at ? w->parent : 0];
    enum tag tag = html_tag(n);
    unsigned flags = html_tag_flags(tag);
    e->node = n;
    e->tag = (uint8_t)tag;
    e->parent = w->parent;
    e->block = at == 0 || flags & TAG_IS_BLOCK ? at : parent->block;
    bool astray = at && parent->tag == TAG_head && flags & TAG_IS_BLOCK && tag != TAG_noscript; /* libxml2 does not know that <article> ends <head> */
    e->skip = at && ((parent->skip && !astray) || flags & TAG_IS_SKIP);
    e->images = tag == TAG_img || tag == TAG_amp_img;
    if (tag == TAG_body && !w->h->body)
        w->h->body = at;
    w->links += tag == TAG_a;
    w->parent = at;
    w->h->elements = w->items;
    n->_private = (void *)((uintptr_t)at + 1);
}

/* True where the walk goes down into n. */
static bool open_node(struct walk *w, xmlNode *n)
{
    if (n->type == XML_TEXT_NODE && w->len)
        add_text(w->h, n, w->parent, w->links > 0);
    if (n->type != XML_ELEMENT_NODE || w->len == HTML_MAX_ELEMENTS)
        return false;
    number_element(w, n);
    return n->children != NULL;
}

static void close_node(struct walk *w, const xmlNode *n)
{
    if (n->type != XML_ELEMENT_NODE || !html_has_index(n))
        return;
    struct element *e = &w->items[html_index(n)];
    e->end = (uint32_t)w->len;
    w->links -= e->tag == TAG_a;
    w->parent = e->parent;
}

static void number(struct html *h, xmlNode *root)
{
    struct walk w = { .h = h };
    for (xmlNode *n = root;;) {
        if (open_node(&w, n)) {
            n = n->children;
            continue;
        }
        for (close_node(&w, n); n != root && !n->next; close_node(&w, n))
            n = n->parent;
        if (n == root)
            break;
        n = n->next;
    }
    h->elements = w.items;
    h->count = (uint32_t)w.len;
}

/* Children come after their parents, so backwards each is whole before it is added. */
static void sum_up(struct html *h)
{
    for (uint32_t i = h->count; i-- > 1;) {
        struct element *e = &h->elements[i], *p = &h->elements[e->parent];
        p->text += e->text;
        p->link += e->link;
        p->images += e->images;
    }
}

/* ---- Reading ---- */

bool html_read(struct html *h, const char *utf8, size_t len)
{
    const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                        HTML_PARSE_NODEFDTD | HTML_PARSE_COMPACT | HTML_PARSE_IGNORE_ENC | XML_PARSE_HUGE;
    struct str ready;
    memset(h, 0, sizeof *h);
    str_init(&ready, (size_t)HTML_MAX_BYTES * 3); /* "&" may become "&amp;"; what does not fit is cut */
    html_prepare(utf8, num_min(len, HTML_MAX_BYTES), &ready);
    h->doc = htmlReadMemory(ready.data, (int)ready.len, NULL, "UTF-8", options);
    str_release(&ready);
    xmlNode *root = h->doc ? xmlDocGetRootElement(h->doc) : NULL;
    if (!root)
        return false;
    number(h, root);
    sum_up(h);
    return true;
}

void html_release(struct html *h)
{
    free(h->elements);
    if (h->doc)
        xmlFreeDoc(h->doc);
    memset(h, 0, sizeof *h);
}
