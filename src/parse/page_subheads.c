/* Subheadings that are paragraphs to HTML, and headings only to a style sheet: short
 * lines of one class, no sentences, each before a paragraph of another class. */
#include <string.h>

#include "base/hash.h"
#include "parse/page.h"

enum {
    LEAST = 6, MOST = 90, /* letters of a subheading */
    PROSE = 80,           /* letters of what follows it */
    TIMES = 2             /* as often, at least */
};

/* What is known of a class of paragraphs. */
struct kind {
    uint32_t times;
    bool other;           /* one of them is no subheading */
    const char *last;     /* what the last one says */
};

/* The next block with text of its own; 0: none before end. */
static uint32_t next_block(const struct html *h, uint32_t from, uint32_t end)
{
    for (uint32_t i = from; i < end; i++) {
        if (h->elements[i].block == i && h->elements[i].own && !h->elements[i].skip)
            return i;
    }
    return 0;
}

static bool ends_sentence(const char *line)
{
    size_t len = strlen(line);
    return len && (strchr(".!?:;,)", line[len - 1]) || strcmp(line + (len > 3 ? len - 3 : 0), "…") == 0);
}

static bool may_be_subhead(struct page *p, uint32_t i, uint32_t end, struct kind *kind)
{
    const struct html *h = &p->h;
    const struct element *e = &h->elements[i];
    if (e->own < LEAST || e->own > MOST || e->link || e->images || e->text != e->own)
        return false;
    uint32_t next = next_block(h, e->end, end);
    const char *class = html_attribute(e->node, ATTRIBUTE_class), *other = next ? html_attribute(h->elements[next].node, ATTRIBUTE_class) : NULL;
    if (!next || h->elements[next].tag != TAG_p || h->elements[next].own < PROSE || str_same(class, other ? other : ""))
        return false;
    const char *line = page_line(p, i, 400);
    bool again = line && kind->last && page_same_words(line, kind->last); /* a label */
    kind->last = line;
    return line && !again && !ends_sentence(line);
}

void page_subheads(struct page *p)
{
    struct html *h = &p->h;
    if (!p->roots.len)
        return;
    uint32_t root = p->roots.items[0], end = h->elements[root].end;
    struct map known = { 0 };
    VEC(struct kind) kinds = { 0 };
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = next_block(h, root + 1, end); i; i = next_block(h, i + 1, end)) {
            struct element *e = &h->elements[i];
            const char *class = e->tag == TAG_p && e->role == ROLE_NONE ? html_attribute(e->node, ATTRIBUTE_class) : NULL;
            int64_t *at = class && *class ? map_find(&known, class) : NULL;
            if (pass && at && kinds.items[*at].times >= TIMES && !kinds.items[*at].other)
                e->role = ROLE_SUBHEAD;
            if (pass || !class || !*class)
                continue;
            if (!at)
                map_put(&known, class, (int64_t)kinds.len);
            struct kind *kind = at ? &kinds.items[*at] : vec_push(&kinds);
            kind->times++;
            kind->other |= kind->other || !may_be_subhead(p, i, end, kind);
        }
    }
    vec_release(&kinds);
    map_release(&known);
}
