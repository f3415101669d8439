#include "parse/page.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "parse/parse.h"
#include "parse/unpack.h"
#include "text/charset.h"

enum { ENOUGH_TEXT = 200 /* letters: less, and the page is tried again more generously */ };

/* <base href>, itself resolved against the page's address (HTML 4.2.3). */
static const char *base_of(struct page *p)
{
    struct str out = STR_INIT;
    const char *base = p->url;
    for (uint32_t i = 0; i < p->h.count; i++) {
        if (p->h.elements[i].tag != TAG_base || !html_attribute(p->h.elements[i].node, ATTRIBUTE_href))
            continue;
        if (resolve_url(p->url, html_attribute(p->h.elements[i].node, ATTRIBUTE_href), &out))
            base = arena_strdup(p->arena, out.data);
        break;
    }
    str_release(&out);
    return base;
}

static void write_root(struct page *p, uint32_t root)
{
    blocks_write(&p->b, &(struct blocks_request){ .h = &p->h, .root = root, .with_root = true, .related = true, .lede = true });
}

static size_t weight_of_blocks(const struct page *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->b.blocks.len; i++)
        n += html_weight(p->b.blocks.items[i].text.bytes, p->b.blocks.items[i].text.len);
    return n;
}

/* JSON-LD's own copy of the text, where the tree gave far less: as paragraphs. */
static void write_stated_body(struct page *p)
{
    const char *s = p->linked.body;
    if (!s || html_weight(s, strlen(s)) < 2 * weight_of_blocks(p) + ENOUGH_TEXT)
        return;
    p->b.blocks.len = 0;
    if (strchr(s, '<') && strstr(s, "</")) {
        struct html h;
        if (html_read(&h, s, strlen(s)))
            blocks_write(&p->b, &(struct blocks_request){ .h = &h, .root = h.body });
        html_release(&h);
        return;
    }
    while (*s) {
        size_t len = strcspn(s, "\n");
        builder_text(&p->b, s, len);
        builder_flush(&p->b, builder_block(BLOCK_PARAGRAPH));
        s += len + (s[len] == '\n');
    }
}

/* Which elements are left out, and what they are: kept while something else is tried. */
struct marks {
    uint8_t *roles;
    bool *skips;
};

static struct marks marks_keep(const struct html *h)
{
    struct marks m = { mem_alloc(h->count), mem_alloc(h->count * sizeof(bool)) };
    for (uint32_t i = 0; i < h->count; i++) {
        m.roles[i] = h->elements[i].role;
        m.skips[i] = h->elements[i].skip;
    }
    return m;
}

static void marks_restore(struct html *h, struct marks *m)
{
    for (uint32_t i = 0; i < h->count; i++) {
        h->elements[i].role = m->roles[i];
        h->elements[i].skip = m->skips[i];
    }
    free(m->roles);
    free(m->skips);
}

/* Nothing is left out but what is hidden, menus and comments. */
static void mark_generously(struct html *h)
{
    for (uint32_t i = h->body; i < h->count; i++) {
        struct element *e = &h->elements[i];
        bool skip = html_tag_flags((enum tag)e->tag) & TAG_IS_SKIP || e->role == ROLE_HIDDEN || e->tag == TAG_nav || e->tag == TAG_footer ||
                    e->role == ROLE_COMMENTS || e->role == ROLE_CRUMBS || (e->tag == TAG_noscript && e->text);
        e->skip = skip || (i > h->body && h->elements[e->parent].skip);
        if (e->role != ROLE_BODY && e->role != ROLE_ARTICLE)
            e->role = ROLE_NONE;
    }
}

/* A page that gave next to nothing once more, generously; what it gives then
 * counts where it is far more. */
static void try_again(struct page *p)
{
    struct marks marks = marks_keep(&p->h);
    size_t before = weight_of_blocks(p), count = p->b.blocks.len, root_count = p->roots.len;
    mark_generously(&p->h);
    page_weigh(p);
    page_root(p); /* adds to the roots */
    for (size_t i = root_count; i < p->roots.len; i++)
        write_root(p, p->roots.items[i]);
    bool better = weight_of_blocks(p) - before > before * 2 + 40;
    size_t drop = better ? 0 : count, end = better ? count : p->b.blocks.len;
    if (end > drop && p->b.blocks.len > end)
        memmove(p->b.blocks.items + drop, p->b.blocks.items + end, (p->b.blocks.len - end) * sizeof *p->b.blocks.items);
    p->b.blocks.len -= end - drop;
    if (better && p->roots.len > root_count)
        memmove(p->roots.items, p->roots.items + root_count, (p->roots.len - root_count) * sizeof *p->roots.items);
    p->roots.len = better ? p->roots.len - root_count : root_count;
    marks_restore(&p->h, &marks);
}

/* Where the tree gave little, whatever else the page has. */
static void be_generous(struct page *p)
{
    bool live = p->d->facts.kind == DOCUMENT_LIVE;
    if (weight_of_blocks(p) < ENOUGH_TEXT && !live)
        try_again(p);
    write_stated_body(p);
    if (!live)
        page_hydrate(p);
}

static void extract(struct page *p)
{
    roles_find(&p->h);
    page_rules_mark(p);
    page_weigh(p);
    page_state(p);
    page_headline(p);
    page_rules_headline(p);
    page_prune(p);
    if (!page_rules_root(p))
        page_root(p);
    page_subheads(p);
    page_lead(p);
    page_live(p);
    for (size_t i = 0; i < p->roots.len; i++)
        write_root(p, p->roots.items[i]);
    if (!p->ruled.len)
        be_generous(p);
    page_facts(p);
    page_rules_facts(p);
    page_pictures(p);
    page_trim(p);
    page_extras(p);
    page_comments(p);
    page_kind(p);
}

/* Facts of the feed's item where the page has none. */
static void stand_in(const struct item *item, struct document *out)
{
    struct facts *f = &out->facts;
#define OR(field, value) (f->field = f->field ? f->field : arena_strdup(&out->arena, (value)))
    OR(title, item->title);
    OR(language, item->language);
    OR(comments_url, item->comments_url);
    OR(comments_feed, item->comments_feed);
#undef OR
    f->published = f->published.parts ? f->published : item->published;
    f->comment_count = f->comment_count >= 0 ? f->comment_count : item->comment_count;
    if (f->authors.count || !item->authors.count)
        return;
    f->authors.items = arena_array(&out->arena, item->authors.count, sizeof *f->authors.items);
    for (size_t i = 0; i < item->authors.count; i++)
        f->authors.items[f->authors.count++] = arena_strdup(&out->arena, item->authors.items[i]);
}

void page_to_document(const struct page_request *request, const void *bytes, size_t len, struct document *out)
{
    struct str text, unpacked;
    size_t skip = 0;
    document_init(out);
    str_init(&text, HTML_MAX_BYTES);
    str_init(&unpacked, HTML_MAX_BYTES);
    if (unpack_all(bytes, len, &unpacked))
        bytes = unpacked.data, len = unpacked.len;
    len = num_min(len, HTML_MAX_BYTES);
    const char *charset = charset_decide(CHARSET_HTML, request->content_type, bytes, len, true, &skip);
    charset_convert(charset, (const char *)bytes + skip, len - skip, &text);
    struct page p = { .d = out, .arena = &out->arena, .url = request->url ? request->url : "",
                      .rules = request->rules, .rule_count = request->rule_count };
    if (html_read(&p.h, text.data, text.len)) {
        builder_init(&p.b, out, "");
        p.b.base = base_of(&p);
        extract(&p);
        page_next(&p, request->before);
        builder_end(&p.b);
    }
    str_release(&text);
    str_release(&unpacked);
    html_release(&p.h);
    page_stated_release(&p.linked);
    page_stated_release(&p.meta);
    vec_release(&p.roots);
    vec_release(&p.ruled);
    if (request->item)
        stand_in(request->item, out);
}
