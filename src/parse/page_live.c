/* Live blogs: where a page says that it is one, what repeats with a time of its own
 * is an entry. They stay in the order in which the page shows them, the newest first
 * where it does so. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "parse/live.h"
#include "parse/page.h"

enum {
    LEAST_ENTRIES = 3,
    UP_MOST = 12,          /* elements between a time and the entry that it is of */
    HEADLINE_MAX = 300     /* bytes */
};

static bool names_live_blog(const struct node *n)
{
    static const char *const words[] = { "liveblog", "live-blog", "live_blog", "liveticker", "live-ticker" };
    const char *type = html_attribute(n, ATTRIBUTE_itemtype), *class = html_attribute(n, ATTRIBUTE_class);
    if (type && str_find(type, strlen(type), "LiveBlogPosting"))
        return true;
    for (size_t i = 0; class && i < sizeof words / sizeof words[0]; i++)
        if (str_find_nocase(class, strlen(class), words[i]))
            return true;
    return false;
}

/* What the page states, or what stands around or in its text is called. */
static bool is_live(const struct page *p, uint32_t root)
{
    if (p->linked.live_blog)
        return true;
    for (uint32_t i = root; i && i != p->h.body; i = p->h.elements[i].parent)
        if (names_live_blog(p->h.elements[i].node))
            return true;
    for (uint32_t i = root; i < p->h.elements[root].end; i++)
        if (names_live_blog(p->h.elements[i].node))
            return true;
    return false;
}

static bool is_time(const struct element *e)
{
    return e->tag == TAG_time && !e->skip && html_attribute(e->node, ATTRIBUTE_datetime);
}

/* How many times stand before each element: whether one is in a subtree costs nothing then. */
static uint32_t *count_times(const struct html *h)
{
    uint32_t *before = mem_alloc((h->count + 1) * sizeof *before), n = 0;
    for (uint32_t i = 0; i < h->count; i++) {
        before[i] = n;
        n += is_time(&h->elements[i]);
    }
    before[h->count] = n;
    return before;
}

static bool is_alike(const struct element *a, const struct element *b)
{
    return a->tag == b->tag && !b->skip;
}

/* Marks the children of `parent` that are like `one` and have a time, where they are several. */
static bool mark_entries(struct html *h, const uint32_t *times, uint32_t parent, uint32_t one)
{
    uint32_t count = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = parent + 1; i < h->elements[parent].end; i = h->elements[i].end) {
            struct element *e = &h->elements[i];
            if (!is_alike(&h->elements[one], e) || times[e->end] == times[i] || !(html_tag_flags((enum tag)e->tag) & TAG_IS_BLOCK))
                continue;
            count += pass == 0;
            if (pass == 1)
                e->role = ROLE_ENTRY;
        }
        if (count < LEAST_ENTRIES)
            return false;
    }
    return true;
}

/* From a time up to what repeats; each parent is looked at once. */
static bool find_entry(struct page *p, const uint32_t *times, bool *seen, uint32_t root, uint32_t time)
{
    struct html *h = &p->h;
    uint32_t at = time;
    for (int up = 0; up < UP_MOST && at != root; up++) {
        uint32_t parent = h->elements[at].parent;
        if (h->elements[at].role == ROLE_ENTRY)
            return true;
        if (!seen[parent] && mark_entries(h, times, parent, at))
            return seen[parent] = true;
        seen[parent] = true;
        at = parent;
    }
    return false;
}

void page_live(struct page *p)
{
    uint32_t *times = NULL;
    bool *seen = NULL, found = false;
    for (size_t r = 0; r < p->roots.len; r++) {
        uint32_t root = p->roots.items[r];
        if (!is_live(p, root))
            continue;
        times = times ? times : count_times(&p->h);
        seen = seen ? seen : mem_zero(p->h.count, sizeof *seen);
        for (uint32_t i = root + 1; i < p->h.elements[root].end; i++)
            if (is_time(&p->h.elements[i]))
                found |= find_entry(p, times, seen, root, i);
    }
    if (found)
        p->d->facts.kind = DOCUMENT_LIVE;
    free(times);
    free(seen);
}

/* ---- Writing ---- */

static bool is_heading(enum tag tag)
{
    return tag >= TAG_h1 && tag <= TAG_h6;
}

static const char *headline(struct builder *b, struct element *e)
{
    struct str text = STR_INIT, line = STR_INIT;
    html_text(e->node, HEADLINE_MAX, &text);
    fold_line(text.data, text.len, &line);
    const char *copy = line.len ? arena_strndup(&b->d->arena, line.data, line.len) : NULL;
    str_release(&text);
    str_release(&line);
    return copy;
}

void live_write_entry(struct builder *b, struct html *h, uint32_t entry)
{
    struct block block = builder_block(BLOCK_ENTRY);
    for (uint32_t i = entry + 1; i < h->elements[entry].end; i++) {
        struct element *e = &h->elements[i];
        if (!block.time.parts && is_time(e)) {
            e->skip = page_date(html_attribute(e->node, ATTRIBUTE_datetime), &block.time);
        } else if (!block.text.len && is_heading((enum tag)e->tag) && !e->skip) {
            const char *text = headline(b, e);
            block.text = (struct text){ .bytes = text ? text : "", .len = text ? strlen(text) : 0 };
            e->skip = text != NULL;
        }
    }
    if (block.time.parts)
        builder_add(b, block);
}
