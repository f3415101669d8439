/* What readers wrote under the article: elements that are called a comment and say
 * more than those within them; author and time from what stands beside it. */
#include <string.h>

#include "parse/find_words.h"
#include "parse/names.h"
#include "parse/page.h"

enum {
    MAX_COMMENT = 4000,   /* bytes */
    MAX_FOUND = 1000,
    LEAST = 12,           /* letters of a comment */
    SLACK = 15,           /* letters of a name beside a comment */
    UP = 3,               /* elements from a comment's text to the whole of it */
    MAX_LABEL = 60,       /* letters of a name or a time */
    MAX_FORM = 1500       /* letters: more is a page that is a form */
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
    bool in_line = !(html_tag_flags((enum tag)e->tag) & TAG_IS_BLOCK);
    return e->role == ROLE_BYLINE || e->tag == TAG_cite || (class && (strcmp(class, "fn") == 0 || strstr(class, "author") || strstr(class, "username") || strstr(class, "user-name") || (in_line && strstr(class, "user"))));
}

static bool is_time(const struct element *e)
{
    const char *class = html_attribute(e->node, ATTRIBUTE_class);
    return e->tag == TAG_time || e->role == ROLE_DATE || (class && (strstr(class, "date") || strstr(class, "meta") || strstr(class, "time")));
}

/* What there is to know of each element before comments are found. */
struct talk {
    uint32_t *said;   /* letters of lines, that which was pruned included */
    uint32_t *within; /* of them, those of elements within that are called a comment */
    bool *asks;       /* for a comment */
};

/* A form asks for a comment, and what is around it does too. */
static bool asks(const struct element *e)
{
    static const char *const parts[] = { "respond", "comment-form", "commentform", "comment_form", "comment-reply", "subscribe", "subscription" };
    static struct find_words any = FIND_WORDS(parts);
    const char *id = html_attribute(e->node, ATTRIBUTE_id), *class = html_attribute(e->node, ATTRIBUTE_class);
    return e->tag == TAG_form || (id && find_words(&any, id)) || (class && find_words(&any, class));
}

static struct talk weigh_talk(struct page *p)
{
    enum { LINE = 8 /* letters; less is a button */ };
    const struct html *h = &p->h;
    struct talk t = { arena_array(p->arena, h->count, sizeof *t.said), arena_array(p->arena, h->count, sizeof *t.within), arena_array(p->arena, h->count, sizeof *t.asks) };
    for (uint32_t i = h->count; i-- > h->body + 1;) {
        const struct element *e = &h->elements[i];
        bool line = e->own >= LINE && e->own_link * 2 < e->own && !(e->tag >= TAG_h1 && e->tag <= TAG_h6);
        t.said[i] += line ? e->own : 0;
        t.asks[i] = t.said[i] && asks(e);
        if (t.asks[i])
            t.said[i] = t.within[i] = 0;
        t.said[e->parent] += t.said[i];
        t.within[e->parent] += e->role == ROLE_COMMENTS ? t.said[i] : t.within[i];
    }
    return t;
}

/* A link or a button beside a comment. */
static bool is_button(const struct element *e)
{
    const char *class = html_attribute(e->node, ATTRIBUTE_class);
    return e->tag == TAG_button || (class && e->text <= MAX_LABEL && strstr(class, "reply"));
}

/* Whose and when it is, a reply, a button: not what a comment says. */
static bool is_beside(const struct element *e)
{
    bool block = html_tag_flags((enum tag)e->tag) & TAG_IS_BLOCK;
    if (html_tag_flags((enum tag)e->tag) & TAG_IS_SKIP || e->role == ROLE_BYLINE || e->role == ROLE_DATE || e->role == ROLE_SHARE || asks(e) || is_button(e))
        return true;
    return (e->role == ROLE_COMMENTS && block) || (e->text <= MAX_LABEL && (is_name(e) || is_time(e)));
}

/* What a comment says, without whose and when it is, and without replies to it. */
static const char *comment_text(struct page *p, uint32_t comment)
{
    const struct html *h = &p->h;
    const struct node *top = h->elements[comment].node;
    struct str raw, line = STR_INIT;
    str_init(&raw, MAX_COMMENT);
    for (struct node *n = html_next(h->elements[comment].node, top); n;) {
        const struct element *e = n->kind == NODE_ELEMENT ? &h->elements[html_index(n)] : NULL;
        bool out = e && is_beside(e);
        if (n->kind == NODE_TEXT)
            str_adds(&raw, n->content);
        else if (html_tag_flags((enum tag)n->tag) & (TAG_IS_BLOCK | TAG_IS_VOID))
            str_addc(&raw, ' ');
        n = out ? html_after(n, top) : html_next(n, top);
    }
    fold_line(raw.data, raw.len, &line);
    const char *copy = line.len ? arena_strndup(p->arena, line.data, line.len) : NULL;
    str_release(&raw);
    str_release(&line);
    return copy;
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
        if (t.asks[i] && e->text <= MAX_FORM) {
            i = e->end - 1;
            continue;
        }
        uint32_t own = t.said[i] - t.within[i];
        if (e->role != ROLE_COMMENTS || own < LEAST || own < t.within[i])
            continue;
        struct comment c = { .text = comment_text(p, i) };
        if (c.text && !is_label(c.text)) {
            describe(p, &t, i, &c);
            *vec_push(&found) = c;
        }
    }
    p->d->facts.comments.items = arena_array(p->arena, found.len, sizeof *found.items);
    p->d->facts.comments.count = found.len;
    if (found.len)
        memcpy(p->d->facts.comments.items, found.items, found.len * sizeof *found.items);
    vec_release(&found);
}
