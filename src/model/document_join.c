/* document_join.c: a story's pages as one document. */
#include <string.h>

#include "base/hash.h"
#include "base/num.h"
#include "model/document.h"

enum { EDGE = 12 /* blocks at the beginning and at the end that may stand on each page */ };

static bool is_same(const struct block *a, const struct block *b)
{
    return a->type == b->type && a->text.len && a->text.len == b->text.len && memcmp(a->text.bytes, b->text.bytes, b->text.len) == 0;
}

/* What stands on each of the pages: headline, the line above the text, one about the author. */
static bool repeats(const struct document *d, const struct block *b)
{
    size_t count = d->blocks.count, head = num_min(EDGE, count), tail = num_min(EDGE, count - head);
    for (size_t i = 0; i < head; i++)
        if (is_same(&d->blocks.items[i], b))
            return true;
    for (size_t i = count - tail; i < count; i++)
        if (is_same(&d->blocks.items[i], b))
            return true;
    return b->type == BLOCK_HEADING && d->facts.title && strcmp(d->facts.title, b->text.bytes) == 0;
}

static struct text copy_text(struct arena *arena, const struct text *t, uint32_t links)
{
    struct text c = *t;
    c.bytes = arena_strndup(arena, t->bytes, t->len);
    c.runs = t->run_count ? arena_array(arena, t->run_count, sizeof *c.runs) : NULL;
    for (size_t i = 0; i < t->run_count; i++) {
        c.runs[i] = t->runs[i];
        c.runs[i].link += c.runs[i].link != DOCUMENT_NONE ? links : 0;
    }
    return c;
}

static struct table *copy_table(struct arena *arena, const struct table *t, uint32_t links)
{
    struct table *c = arena_array(arena, 1, sizeof *c);
    *c = *t;
    c->caption = copy_text(arena, &t->caption, links);
    c->rows = t->row_count ? arena_array(arena, t->row_count, sizeof *c->rows) : NULL;
    for (size_t r = 0; r < t->row_count; r++) {
        c->rows[r] = t->rows[r];
        c->rows[r].cells = t->rows[r].cell_count ? arena_array(arena, t->rows[r].cell_count, sizeof *c->rows[r].cells) : NULL;
        for (size_t k = 0; k < t->rows[r].cell_count; k++) {
            c->rows[r].cells[k] = t->rows[r].cells[k];
            c->rows[r].cells[k].text = copy_text(arena, &t->rows[r].cells[k].text, links);
        }
    }
    return c;
}

static struct block copy_block(struct arena *arena, const struct block *b, uint32_t links, const uint32_t *pictures)
{
    struct block c = *b;
    c.text = copy_text(arena, &b->text, links);
    c.note = arena_strdup(arena, b->note);
    c.language = arena_strdup(arena, b->language);
    c.table = b->table ? copy_table(arena, b->table, links) : NULL;
    c.link += b->link != DOCUMENT_NONE ? links : 0;
    c.picture = b->picture != DOCUMENT_NONE ? pictures[b->picture] : DOCUMENT_NONE;
    return c;
}

/* Room for so many more: *items is copied to a longer place. */
static void *grow(struct arena *arena, const void *items, size_t count, size_t more, size_t size)
{
    char *longer = arena_array(arena, count + more ? count + more : 1, size);
    if (count)
        memcpy(longer, items, count * size);
    return longer;
}

static void join_links(struct document *d, const struct document *more)
{
    d->links.items = grow(&d->arena, d->links.items, d->links.count, more->links.count, sizeof *d->links.items);
    for (size_t i = 0; i < more->links.count; i++)
        d->links.items[d->links.count++] = (struct link){ arena_strdup(&d->arena, more->links.items[i].url), arena_strdup(&d->arena, more->links.items[i].text) };
}

/* Each once; places[i] is where that of `more` stands now. */
static void join_pictures(struct document *d, const struct document *more, uint32_t *places)
{
    struct arena *a = &d->arena;
    struct map known = { 0 };
    for (size_t i = 0; i < d->pictures.count; i++)
        if (d->pictures.items[i].url)
            map_put(&known, d->pictures.items[i].url, (int64_t)i);
    d->pictures.items = grow(a, d->pictures.items, d->pictures.count, more->pictures.count, sizeof *d->pictures.items);
    for (size_t i = 0; i < more->pictures.count; i++) {
        struct picture p = more->pictures.items[i];
        const int64_t *there = p.url ? map_find(&known, p.url) : NULL;
        places[i] = there ? (uint32_t)*there : (uint32_t)d->pictures.count;
        if (there)
            continue;
        p.url = arena_strdup(a, p.url);
        p.caption = arena_strdup(a, p.caption);
        p.credit = arena_strdup(a, p.credit);
        p.alt = arena_strdup(a, p.alt);
        p.title = arena_strdup(a, p.title);
        d->pictures.items[d->pictures.count++] = p;
    }
    map_release(&known);
}

static void join_media(struct document *d, const struct document *more)
{
    d->media.items = grow(&d->arena, d->media.items, d->media.count, more->media.count, sizeof *d->media.items);
    for (size_t i = 0; i < more->media.count; i++) {
        struct medium m = more->media.items[i];
        m.url = arena_strdup(&d->arena, m.url);
        m.type = arena_strdup(&d->arena, m.type);
        m.title = arena_strdup(&d->arena, m.title);
        d->media.items[d->media.count++] = m;
    }
}

static bool fits(const struct document *d, const struct document *more)
{
    enum { MOST_MEDIA = 1000 };
    return d->blocks.count + more->blocks.count <= DOCUMENT_MAX_BLOCKS && d->links.count + more->links.count <= DOCUMENT_MAX_LINKS &&
           d->pictures.count + more->pictures.count <= DOCUMENT_MAX_PICTURES && d->media.count + more->media.count <= MOST_MEDIA;
}

/* Which pictures stand in the text already. */
static bool *shown_pictures(struct document *d)
{
    bool *shown = arena_array(&d->arena, d->pictures.count ? d->pictures.count : 1, sizeof *shown);
    memset(shown, 0, d->pictures.count * sizeof *shown);
    for (size_t i = 0; i < d->blocks.count; i++)
        if (d->blocks.items[i].type == BLOCK_FIGURE && d->blocks.items[i].picture != DOCUMENT_NONE)
            shown[d->blocks.items[i].picture] = true;
    return shown;
}

/* True where text was added. */
static bool join_blocks(struct document *d, const struct document *more, uint32_t links, const uint32_t *places)
{
    size_t count = more->blocks.count, kept = d->blocks.count;
    const bool *shown = shown_pictures(d);
    bool in_head = true, gained = false;
    struct block *all = grow(&d->arena, d->blocks.items, kept, count, sizeof *all);
    for (size_t i = 0; i < count; i++) {
        const struct block *b = &more->blocks.items[i];
        bool again = b->type == BLOCK_FIGURE && b->picture != DOCUMENT_NONE && shown[places[b->picture]];
        bool edge = i < EDGE || i + EDGE >= count;
        if (again || (in_head && b->type == BLOCK_LEDE) || (edge && repeats(d, b)))
            continue;
        in_head = in_head && b->type == BLOCK_FIGURE;
        gained |= b->type != BLOCK_FIGURE && b->type != BLOCK_RELATED && b->type != BLOCK_RULE;
        all[kept++] = copy_block(&d->arena, b, links, places);
    }
    d->blocks.items = all;
    d->blocks.count = kept;
    return gained;
}

bool document_join(struct document *d, const struct document *more)
{
    if (!fits(d, more))
        return false;
    uint32_t links = (uint32_t)d->links.count;
    uint32_t *places = arena_array(&d->arena, more->pictures.count ? more->pictures.count : 1, sizeof *places);
    join_links(d, more);
    join_pictures(d, more, places);
    join_media(d, more);
    return join_blocks(d, more, links, places);
}
