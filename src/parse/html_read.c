/* libxml2's events made into the tree and its records.  The only file that knows
 * libxml2's HTML. */
#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "parse/html_tree.h"

struct making {
    struct html *h;
    const struct html_prepared *from;
    const struct attribute_value *attributes; /* all lists */
    struct { struct element *items; size_t len, cap; } records;
    struct node *root, *current;  /* what comes next stands in it */
    struct str text;              /* what has come since the last tag */
    uint8_t kind;                 /* of it */
    size_t ignored;               /* open elements of more than HTML_MAX_ELEMENTS */
    uint32_t links;               /* open <a> elements */
};

static struct node *add_node(struct making *m, enum node_kind kind)
{
    struct node *n = arena_alloc(&m->h->arena, sizeof *n), *parent = m->current;
    n->kind = (uint8_t)kind;
    n->parent = parent;
    if (parent && parent->last)
        parent->last->next = n;
    else if (parent)
        parent->children = n;
    if (parent)
        parent->last = n;
    return n;
}

/* ---- Text ---- */

/* The text is weighed for the element that it stands in and for its block. */
static void weigh(struct making *m, const struct node *n)
{
    struct element *p = &m->records.items[m->current->index];
    if (p->skip)
        return;
    uint32_t weight = (uint32_t)html_weight(n->content, n->len);
    p->text += weight;
    p->link += m->links ? weight : 0;
    struct element *b = &m->records.items[p->block];
    b->own += weight;
    b->own_link += m->links ? weight : 0;
    b->own_marks += m->links ? 0 : (uint32_t)html_marks(n->content, n->len);
}

/* The text whose number begins at *p, which goes on behind it; or the white space there. */
static struct html_text piece_at(const struct making *m, const char **p)
{
    const struct html_text none = { "", 0 };
    const char *s = *p;
    size_t n = 0;
    if (*s < '0' || *s > '9') {
        *p += num_max(strcspn(s, "0123456789"), 1);
        return (struct html_text){ s, (uint32_t)(*p - s) };
    }
    for (; *s >= '0' && *s <= '9'; s++)
        n = n < m->from->texts.len ? n * 10 + (size_t)(*s - '0') : n;
    *p = *s == ';' ? s + 1 : s;
    return n < m->from->texts.len ? m->from->texts.items[n] : none;
}

/* Several texts, where a comment or white space stood between. */
static struct html_text join_pieces(struct making *m)
{
    struct str all = STR_INIT;
    for (const char *p = m->text.data; *p;) {
        struct html_text piece = piece_at(m, &p);
        str_add(&all, piece.s, piece.len);
    }
    struct html_text joined = { arena_strndup(&m->h->arena, all.data, all.len), (uint32_t)all.len };
    str_release(&all);
    return joined;
}

static void end_text(struct making *m)
{
    if (!m->text.len)
        return;
    const char *p = m->text.data;
    struct html_text text = piece_at(m, &p);
    if (*p)
        text = join_pieces(m);
    else if (text.s == m->text.data)
        text.s = arena_strndup(&m->h->arena, text.s, text.len);
    struct node *n = add_node(m, (enum node_kind)m->kind);
    n->content = text.s;
    n->len = text.len;
    if (m->kind == NODE_TEXT)
        weigh(m, n);
    str_reset(&m->text);
}

static void add_text(struct making *m, enum node_kind kind, const xmlChar *s, int len)
{
    if (m->ignored || !m->current)
        return;
    if (m->kind != kind)
        end_text(m);
    m->kind = (uint8_t)kind;
    str_add(&m->text, s, (size_t)len);
}

static void on_text(void *context, const xmlChar *s, int len)
{
    add_text(context, NODE_TEXT, s, len);
}

static void on_raw(void *context, const xmlChar *s, int len)
{
    add_text(context, NODE_RAW, s, len);
}

/* ---- Elements ---- */

static const struct attribute_value *list_of(const struct making *m, const xmlChar **attributes)
{
    int64_t at;
    if (!attributes || !attributes[0] || !attributes[1])
        return NULL;
    const char *s = (const char *)attributes[1];
    bool good = num_read_i64(s, strlen(s), &at) && at >= 0 && (uint64_t)at < m->from->attributes.len;
    return good ? m->attributes + at : NULL;
}

static void record(struct making *m, struct node *n)
{
    uint32_t at = (uint32_t)m->records.len;
    struct element *e = vec_push(&m->records), *parent = &m->records.items[at ? n->parent->index : 0];
    enum tag tag = (enum tag)n->tag;
    unsigned flags = html_tag_flags(tag);
    n->index = at;
    e->node = n;
    e->tag = n->tag;
    e->parent = at ? n->parent->index : 0;
    e->block = at == 0 || flags & TAG_IS_BLOCK ? at : parent->block;
    bool astray = at && parent->tag == TAG_head && flags & TAG_IS_BLOCK && tag != TAG_noscript; /* libxml2 does not know that <article> ends <head> */
    e->skip = at && ((parent->skip && !astray) || flags & TAG_IS_SKIP);
    e->images = tag == TAG_img || tag == TAG_amp_img;
    if (tag == TAG_body && !m->h->body)
        m->h->body = at;
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
    struct making *m = context;
    if (m->ignored || m->records.len == HTML_MAX_ELEMENTS) {
        m->ignored++;
        return;
    }
    if (m->current)
        end_text(m);
    else
        m->current = m->root; /* a document has one root */
    struct node *n = add_node(m, NODE_ELEMENT);
    n->tag = (uint8_t)html_tag_named((const char *)name, strlen((const char *)name));
    n->attributes = list_of(m, attributes);
    record(m, n);
    m->root = m->root ? m->root : n;
    m->links += n->tag == TAG_a;
    m->current = n;
}

static void on_end(void *context, const xmlChar *name)
{
    struct making *m = context;
    struct node *n = m->current;
    (void)name;
    if (m->ignored || !n) {
        m->ignored -= m->ignored > 0;
        return;
    }
    end_text(m);
    m->records.items[n->index].end = (uint32_t)m->records.len;
    m->links -= n->tag == TAG_a;
    m->current = n->parent;
}

/* ---- The whole ---- */

static void read_events(struct making *m, const struct str *tags)
{
    const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                        HTML_PARSE_NODEFDTD | HTML_PARSE_COMPACT | HTML_PARSE_IGNORE_ENC | XML_PARSE_HUGE;
    htmlParserCtxtPtr parser = htmlNewParserCtxt();
    must(parser != NULL);
    *parser->sax = (xmlSAXHandler){ .initialized = 1, .startElement = on_start, .endElement = on_end, .characters = on_text, .ignorableWhitespace = on_text, .cdataBlock = on_raw };
    parser->userData = m;
    xmlDoc *doc = htmlCtxtReadMemory(parser, tags->data, (int)tags->len, NULL, "UTF-8", options);
    if (doc)
        xmlFreeDoc(doc);
    htmlFreeParserCtxt(parser);
    while (m->current)
        on_end(m, NULL);
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

bool html_read(struct html *h, const char *utf8, size_t len)
{
    memset(h, 0, sizeof *h);
    struct html_prepared ready = { .arena = &h->arena };
    struct making m = { .h = h, .from = &ready };
    str_init(&ready.tags, (size_t)HTML_MAX_BYTES * 3); /* a letter may become a number; what does not fit is cut */
    str_init(&m.text, 0);
    html_prepare(utf8, num_min(len, HTML_MAX_BYTES), &ready);
    struct attribute_value *lists = arena_array(&h->arena, ready.attributes.len, sizeof *lists);
    if (ready.attributes.len)
        memcpy(lists, ready.attributes.items, ready.attributes.len * sizeof *lists);
    m.attributes = lists;
    read_events(&m, &ready.tags);
    vec_release(&ready.attributes);
    vec_release(&ready.texts);
    str_release(&ready.tags);
    str_release(&m.text);
    h->elements = m.records.items;
    h->count = (uint32_t)m.records.len;
    sum_up(h);
    return h->count > 0;
}

void html_release(struct html *h)
{
    free(h->elements);
    arena_release(&h->arena);
    memset(h, 0, sizeof *h);
}
