/* What the reader says of a page (model/page_rule.h): before anything is guessed what
 * she means is marked, and what she named is believed. A rule that finds nothing says
 * nothing. */
#include <string.h>

#include "parse/names.h"
#include "parse/page.h"
#include "text/selector.h"

enum { MAX_FOUND = 200 /* elements of one part */, MAX_UP = 100 /* elements around one that are looked at */, MAX_LINE = 600 };

/* ---- Elements ---- */

static bool step_fits(const struct html *h, uint32_t i, const struct selector_step *step)
{
    const struct element *e = &h->elements[i];
    enum tag tag = step->name.len ? html_tag_named(step->name.s, step->name.len) : TAG_OTHER;
    if (step->name.len && (tag == TAG_OTHER || tag != (enum tag)e->tag))
        return false;
    return selector_step_fits(step, html_attribute(e->node, ATTRIBUTE_id), html_attribute(e->node, ATTRIBUTE_class));
}

static bool fits(const struct html *h, uint32_t i, const struct selector *s)
{
    size_t left = s->count - 1;
    if (!step_fits(h, i, &s->steps[left]))
        return false;
    for (int up = 0; left && i && up < MAX_UP; up++) {
        i = h->elements[i].parent;
        left -= step_fits(h, i, &s->steps[left - 1]);
    }
    return !left;
}

struct found {
    uint32_t items[MAX_FOUND];
    size_t len;
};

/* The outermost elements that one of the selectors means, in the document's order. */
static void find(const struct html *h, const char *selectors, struct found *out)
{
    enum { MOST = SELECTOR_MAX / 2 };
    struct selector each[MOST];
    size_t count = 0;
    while (count < MOST && selector_next(&selectors, &each[count]))
        count++;
    out->len = 0;
    for (uint32_t i = h->body; i < h->count && out->len < MAX_FOUND; i++) {
        bool any = false;
        for (size_t k = 0; k < count && !any; k++)
            any = fits(h, i, &each[k]);
        if (!any)
            continue;
        out->items[out->len++] = i;
        i = h->elements[i].end - 1;
    }
}

/* ---- Rules ---- */

static bool is_meant(const struct page *p, const struct page_rule *rule)
{
    const char *wanted = rule->parts[PAGE_RULE_GENERATOR];
    for (uint32_t i = 0; wanted && i < p->h.count; i++) {
        const struct node *n = p->h.elements[i].node;
        const char *name = p->h.elements[i].tag == TAG_meta ? html_attribute(n, ATTRIBUTE_name) : NULL;
        const char *content = name && str_same_nocase(name, "generator") ? html_attribute(n, ATTRIBUTE_content) : NULL;
        if (content && str_starts_nocase(content, wanted))
            return true;
    }
    return !wanted;
}

/* What the first rule that finds something there finds. */
static void find_part(const struct page *p, enum page_rule_part part, struct found *out)
{
    out->len = 0;
    for (size_t r = 0; r < p->rule_count && !out->len; r++)
        if (p->rules[r].parts[part] && is_meant(p, &p->rules[r]))
            find(&p->h, p->rules[r].parts[part], out);
}

static void drop(struct page *p)
{
    struct found found;
    for (size_t r = 0; r < p->rule_count; r++) {
        if (!p->rules[r].parts[PAGE_RULE_DROP] || !is_meant(p, &p->rules[r]))
            continue;
        find(&p->h, p->rules[r].parts[PAGE_RULE_DROP], &found);
        for (size_t i = 0; i < found.len; i++)
            for (uint32_t k = found.items[i]; k < p->h.elements[found.items[i]].end; k++) {
                p->h.elements[k].role = ROLE_HIDDEN;
                p->h.elements[k].skip = true;
            }
    }
}

void page_rules_mark(struct page *p)
{
    struct found found;
    if (!p->rule_count)
        return;
    drop(p);
    find_part(p, PAGE_RULE_TEXT, &found);
    for (size_t i = 0; i < found.len; i++)
        if (!p->h.elements[found.items[i]].skip && p->h.elements[found.items[i]].text)
            *vec_push(&p->ruled) = found.items[i];
}

void page_rules_headline(struct page *p)
{
    struct found found;
    find_part(p, PAGE_RULE_TITLE, &found);
    const char *line = found.len ? page_line(p, found.items[0], MAX_LINE) : NULL;
    if (!line)
        return;
    p->headline = found.items[0];
    p->title = line;
}

/* What is around the text, or has its name by chance, may have been left out. */
static void show(struct html *h, uint32_t root)
{
    for (uint32_t i = root; i < h->elements[root].end; i++) {
        struct element *e = &h->elements[i];
        bool hidden = html_tag_flags((enum tag)e->tag) & TAG_IS_SKIP || e->role == ROLE_HIDDEN;
        e->skip = i == root ? false : hidden || h->elements[e->parent].skip;
    }
}

bool page_rules_root(struct page *p)
{
    for (size_t i = 0; i < p->ruled.len && p->roots.len < PAGE_MAX_ROOTS; i++) {
        if (p->h.elements[p->ruled.items[i]].skip)
            show(&p->h, p->ruled.items[i]);
        *vec_push(&p->roots) = p->ruled.items[i];
    }
    return p->ruled.len > 0;
}

/* ---- Facts ---- */

static void set_authors(struct page *p)
{
    struct found found;
    struct names names = { .arena = p->arena };
    find_part(p, PAGE_RULE_BYLINE, &found);
    for (size_t i = 0; i < found.len && i < PAGE_MAX_NAMES; i++) {
        const char *line = page_line(p, found.items[i], MAX_LINE);
        if (line)
            names_add_line(&names, line + names_lead(line), false);
    }
    if (names.len)
        names_take(&names, &p->d->facts.authors.items, &p->d->facts.authors.count);
    names_release(&names);
}

static void set_date(struct page *p)
{
    static const enum attribute names[] = { ATTRIBUTE_datetime, ATTRIBUTE_content, ATTRIBUTE_title };
    struct found found;
    struct stamp at;
    find_part(p, PAGE_RULE_DATE, &found);
    for (size_t i = 0; i < found.len; i++) {
        const char *line = page_line(p, found.items[i], MAX_LINE);
        bool read = false;
        for (size_t k = 0; k < sizeof names / sizeof *names && !read; k++)
            read = page_date(html_attribute(p->h.elements[found.items[i]].node, names[k]), &at);
        if (read || page_date(line, &at)) {
            p->d->facts.published = at;
            return;
        }
    }
}

void page_rules_facts(struct page *p)
{
    if (!p->rule_count)
        return;
    set_authors(p);
    set_date(p);
}
