/* OPML: outlines that name feeds, and those around them. */
#include <string.h>

#include "base/mem.h"
#include "parse/feed_tree.h"

enum { MAX_SECTION = 16 }; /* outlines around one: what the message holds */

static const char *words_of(const struct xml_tag *tag, const char *first, const char *second)
{
    const char *s = xml_attribute(tag, first);
    return s && *s ? s : xml_attribute(tag, second);
}

static const char *plain(struct draft *d, const char *s)
{
    return s ? draft_plain(d, s, strlen(s)) : NULL;
}

static void tell(struct tree *t, struct draft *d, const struct xml_tag *tag, const char *url)
{
    const char *section[MAX_SECTION];
    struct subscription s = { .url = draft_url(d, tree_base(t), url), .title = plain(d, words_of(tag, "text", "title")) };
    s.section.items = section;
    for (size_t i = 0; i < t->sections.len && s.section.count < MAX_SECTION; i++)
        if (*t->sections.items[i])
            section[s.section.count++] = t->sections.items[i];
    if (s.url)
        flow_subscription(t->flow, &s);
}

/* A draft of its own, for an outline may stand anywhere, in an open item too. */
void outline_start(struct tree *t, const struct xml_tag *tag)
{
    const char *url = xml_attribute(tag, "xmlurl"), *name;
    struct draft d;
    draft_init(&d);
    if (url && *url)
        tell(t, &d, tag, url);
    name = plain(&d, words_of(tag, "title", "text"));
    *vec_push(&t->sections) = mem_strdup(name ? name : "");
    draft_release(&d);
}

void outline_end(struct tree *t)
{
    if (!t->sections.len)
        return;
    free(t->sections.items[t->sections.len - 1]);
    vec_pop(&t->sections);
}
