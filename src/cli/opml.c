#include "cli/opml.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "conf/sources_file.h"

/* Sections nested deeper (model and store know 16 levels) share the last outline. */
enum { MAX_DEPTH = 16 };

struct place {
    const struct source *source;
    size_t index, depth;
    int64_t rank[MAX_DEPTH]; /* of each section on the path: in which order they were met */
    size_t start[MAX_DEPTH], end[MAX_DEPTH]; /* of its name in source->section */
};

static void find_place(struct place *p, struct map *met, int64_t *next)
{
    const char *section = p->source->section ? p->source->section : "";
    for (size_t at = 0; section[at] && p->depth < MAX_DEPTH; p->depth++) {
        const char *stop = p->depth + 1 < MAX_DEPTH ? strstr(section + at, " > ") : NULL;
        size_t end = stop ? (size_t)(stop - section) : strlen(section);
        char *path = mem_strndup(section, end);
        int64_t *rank = map_find(met, path);
        p->rank[p->depth] = rank ? *rank : *next;
        if (!rank)
            map_put(met, path, (*next)++);
        free(path);
        p->start[p->depth] = at;
        p->end[p->depth] = end;
        at = stop ? end + 3 : end;
    }
}

/* A section's own sources stand before the sections in it. */
static int compare(const void *left, const void *right)
{
    const struct place *a = left, *b = right;
    for (size_t i = 0; i < a->depth && i < b->depth; i++)
        if (a->rank[i] != b->rank[i])
            return a->rank[i] < b->rank[i] ? -1 : 1;
    if (a->depth != b->depth)
        return a->depth < b->depth ? -1 : 1;
    return a->index < b->index ? -1 : 1;
}

static void attribute(struct str *out, const char *name, const char *value, size_t len)
{
    str_addf(out, " %s=\"", name);
    for (size_t i = 0; i < len; i++) {
        const char *entity = value[i] == '&' ? "&amp;" : value[i] == '<' ? "&lt;" : value[i] == '>' ? "&gt;" : value[i] == '"' ? "&quot;" : NULL;
        if (entity)
            str_adds(out, entity);
        else
            str_addc(out, value[i]);
    }
    str_addc(out, '"');
}

static void indent(struct str *out, size_t depth)
{
    str_addf(out, "%*s", (int)(4 + 2 * depth), "");
}

static void close_to(struct str *out, size_t from, size_t to)
{
    while (from > to) {
        indent(out, --from);
        str_adds(out, "</outline>\n");
    }
}

/* Closes the sections that `p` does not stand in and opens those that it does. */
static void enter(struct str *out, const struct place *last, const struct place *p)
{
    size_t common = 0, before = last ? last->depth : 0;
    while (common < before && common < p->depth && last->rank[common] == p->rank[common])
        common++;
    close_to(out, before, common);
    for (; common < p->depth; common++) {
        const char *name = p->source->section + p->start[common];
        indent(out, common);
        str_adds(out, "<outline");
        attribute(out, "text", name, p->end[common] - p->start[common]);
        attribute(out, "title", name, p->end[common] - p->start[common]);
        str_adds(out, ">\n");
    }
}

static void write_source(struct str *out, const struct place *p)
{
    const struct source *s = p->source;
    const char *title = source_name(s);
    indent(out, p->depth);
    str_adds(out, "<outline type=\"rss\"");
    attribute(out, "text", title, strlen(title));
    if (s->title || s->feed_title)
        attribute(out, "title", title, strlen(title));
    attribute(out, "xmlUrl", s->address, strlen(s->address));
    if (s->feed_link)
        attribute(out, "htmlUrl", s->feed_link, strlen(s->feed_link));
    str_adds(out, "/>\n");
}

void opml_write(const struct source *sources, size_t count, struct str *out)
{
    struct place *places = mem_zero(count + 1, sizeof *places);
    struct map met = { 0 };
    int64_t next = 1;
    size_t all = count;
    count = 0;
    for (size_t i = 0; i < all; i++) {
        if (source_is_command(sources[i].address))
            continue; /* it runs here and nowhere else */
        places[count].source = &sources[i];
        places[count].index = i;
        find_place(&places[count++], &met, &next);
    }
    qsort(places, count, sizeof *places, compare);
    str_adds(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n"
                  "  <head>\n    <title>telex</title>\n  </head>\n  <body>\n");
    for (size_t i = 0; i < count; i++) {
        enter(out, i ? &places[i - 1] : NULL, &places[i]);
        write_source(out, &places[i]);
    }
    if (count)
        close_to(out, places[count - 1].depth, 0);
    str_adds(out, "  </body>\n</opml>\n");
    map_release(&met);
    free(places);
}
