/* What readers wrote under the article: the innermost elements that are called a
 * comment and hold prose; author and time from what stands beside it. */
#include <string.h>

#include "parse/names.h"
#include "parse/page.h"

enum {
    MAX_COMMENT = 4000,   /* bytes */
    MAX_FOUND = 1000,
    LEAST = 12,           /* letters of a comment */
    SLACK = 15,           /* letters of a name beside a comment */
    UP = 3,               /* elements from a comment's text to the whole of it */
    MAX_LABEL = 60        /* letters of a name or a time */
};

/* Within [from, end) the first element of a role, short enough; 0: none. */
static uint32_t find(const struct html *h, uint32_t from, uint32_t end, bool (*is)(const struct element *))
{
    for (uint32_t i = from; i < end; i++) {
        if (h->elements[i].text && h->elements[i].text <= MAX_LABEL && is(&h->elements[i]))
            return i;
    }
    return 0;
}

static bool is_name(const struct element *e)
{
    const char *class = html_attribute(e->node, ATTRIBUTE_class);
    return e->role == ROLE_BYLINE || e->tag == TAG_cite || (class && (strcmp(class, "fn") == 0 || strstr(class, "author") || strstr(class, "username") || strstr(class, "user-name")));
}

static bool is_time(const struct element *e)
{
    return e->tag == TAG_time || e->role == ROLE_DATE;
}

/* What there is to know of each element before comments are found. */
struct talk {
    uint32_t *said; /* letters of lines, that which was pruned included */
    bool *holds;    /* an element within is called a comment and says something */
};

static struct talk weigh_talk(struct page *p)
{
    enum { LINE = 8 /* letters; less is a button */ };
    const struct html *h = &p->h;
    struct talk t = { arena_array(p->arena, h->count, sizeof *t.said), arena_array(p->arena, h->count, sizeof *t.holds) };
    for (uint32_t i = h->count; i-- > h->body + 1;) {
        const struct element *e = &h->elements[i];
        bool line = e->own >= LINE && e->own_link * 2 < e->own && e->tag != TAG_form && !(e->tag >= TAG_h1 && e->tag <= TAG_h6);
        t.said[i] += line ? e->own : 0;
        t.said[e->parent] += t.said[i];
        t.holds[e->parent] |= t.holds[i] || (e->role == ROLE_COMMENTS && t.said[i]);
    }
    return t;
}

static void describe(struct page *p, const struct talk *t, uint32_t text, struct comment *c)
{
    const struct html *h = &p->h;
    uint32_t whole = text;
    for (int k = 0; k < UP && t->said[h->elements[whole].parent] <= t->said[text] + SLACK; k++)
        whole = h->elements[whole].parent;
    uint32_t name = find(h, whole, h->elements[whole].end, is_name), time = find(h, whole, h->elements[whole].end, is_time);
    struct names names = { .arena = p->arena };
    if (name)
        names_add_line(&names, page_line(p, name, 300), false);
    c->author = names.len ? names.items[0] : NULL;
    names_release(&names);
    const char *stated = time ? html_attribute(h->elements[time].node, ATTRIBUTE_datetime) : NULL;
    if (time && !(stated && page_date(stated, &c->time)))
        page_date(page_line(p, time, 300), &c->time);
}

/* "Ana Paz says:", "12 May 2020": what stands over a comment. */
static bool is_label(const char *line)
{
    struct stamp at;
    return strlen(line) <= MAX_LABEL && (str_ends(line, ":") || page_date(line, &at));
}

void page_comments(struct page *p)
{
    const struct html *h = &p->h;
    VEC(struct comment) found = { 0 };
    if (p->d->facts.comment_count == 0) /* what stands there says so: "Post with no comments" */
        return;
    struct talk t = weigh_talk(p);
    for (uint32_t i = h->body + 1; i < h->count && found.len < MAX_FOUND; i++) {
        const struct element *e = &h->elements[i];
        if (e->role != ROLE_COMMENTS || t.said[i] < LEAST || t.holds[i] || e->tag == TAG_form)
            continue;
        struct comment c = { .text = page_line(p, i, MAX_COMMENT) };
        if (c.text && !is_label(c.text)) {
            describe(p, &t, i, &c);
            *vec_push(&found) = c;
        }
        i = e->end - 1;
    }
    p->d->facts.comments.items = arena_array(p->arena, found.len, sizeof *found.items);
    p->d->facts.comments.count = found.len;
    if (found.len)
        memcpy(p->d->facts.comments.items, found.items, found.len * sizeof *found.items);
    vec_release(&found);
}
