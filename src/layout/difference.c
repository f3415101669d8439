#include "layout/difference.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/vec.h"
#include "layout/difference_text.h"
#include "layout/edits.h"
#include "text/unicode.h"

enum {
    PAIRING_MAX = 2000000, /* words that are looked at to find which paragraph became which */
    LIKE_LEAST = 350       /* of 1000: words that two paragraphs share where one became the other */
};

/* A paragraph, heading or the like of one of the two. */
struct part {
    const struct block *block;
    struct words words;
    uint64_t hash;      /* of its words */
    uint64_t *sorted;   /* hashes of what it says; in the arena, made when first needed */
    size_t sorted_len;
};

struct side {
    VEC(struct part) parts;
    VEC(uint64_t) hashes;
    bool *kept;
    bool is_cut;
};

struct making {
    const struct difference_style *style;
    struct arena arena; /* of the work */
    struct side before, after;
    struct document *out;
    VEC(struct block) blocks;
    size_t same;        /* paragraphs since the last difference */
    bool differs;
};

/* ---- What there is to compare ---- */

static const char *table_text(struct arena *arena, const struct table *t)
{
    struct str s = STR_INIT;
    for (size_t r = 0; r < t->row_count; r++)
        for (size_t c = 0; c < t->rows[r].cell_count; c++) {
            str_adds(&s, c ? " | " : r ? "\n" : "");
            str_add(&s, t->rows[r].cells[c].text.bytes, t->rows[r].cells[c].text.len);
        }
    const char *kept = arena_strndup(arena, s.data, s.len);
    str_release(&s);
    return kept;
}

static bool says_something(const struct block *b)
{
    switch (b->type) {
    case BLOCK_FIGURE:
    case BLOCK_RELATED:
    case BLOCK_EMBED:
    case BLOCK_RULE:
        return false;
    case BLOCK_TABLE:
        return b->table != NULL;
    default:
        return b->text.len > 0;
    }
}

static void add_part(struct making *m, struct side *side, const struct block *b, const char *bytes, size_t len)
{
    struct part *p = vec_push(&side->parts);
    p->block = b;
    words_divide(&m->arena, bytes, len, &p->words);
    p->hash = HASH_START;
    for (size_t i = 0; i < p->words.count; i++)
        p->hash = hash_bytes(p->hash, &p->words.hashes[i], sizeof p->words.hashes[i]);
    *vec_push(&side->hashes) = p->hash;
}

static void collect(struct making *m, struct side *side, const struct document *d)
{
    size_t bytes = 0;
    for (size_t i = 0; i < d->blocks.count; i++) {
        const struct block *b = &d->blocks.items[i];
        if (!says_something(b))
            continue;
        const char *text = b->type == BLOCK_TABLE ? table_text(&m->arena, b->table) : b->text.bytes;
        size_t len = strlen(text);
        bytes += len;
        side->is_cut = bytes > DIFFERENCE_MAX_BYTES;
        if (side->is_cut)
            break;
        add_part(m, side, b, text, len);
    }
    side->kept = arena_array(&m->arena, side->parts.len + 1, sizeof *side->kept);
}

/* ---- What becomes of it ---- */

static struct block *add_block(struct making *m, const struct block *like, struct marked *text)
{
    struct block *b = vec_push(&m->blocks);
    *b = (struct block){ .type = BLOCK_PARAGRAPH, .link = DOCUMENT_NONE, .picture = DOCUMENT_NONE };
    if (like) {
        *b = *like;
        b->type = like->type == BLOCK_TABLE || like->type == BLOCK_CODE ? BLOCK_PARAGRAPH : like->type;
        b->note = like->note ? arena_strdup(&m->out->arena, like->note) : NULL;
        b->language = like->language ? arena_strdup(&m->out->arena, like->language) : NULL;
        b->table = NULL;
        b->link = b->picture = DOCUMENT_NONE;
        b->continues = like->continues && m->blocks.len > 1;
    }
    marked_take(text, &m->out->arena, &b->text);
    return b;
}

static void add_aside(struct making *m, const char *words)
{
    struct marked text = MARKED_INIT;
    marked_add(&text, words, strlen(words), RUN_ASIDE);
    add_block(m, NULL, &text);
}

/* One paragraph that stayed is shown, for what stands around it; more are a line. */
static void flush_same(struct making *m, size_t next)
{
    struct str line = STR_INIT;
    if (m->same == 1) {
        const struct part *p = &m->after.parts.items[next - 1];
        struct marked text = MARKED_INIT;
        marked_same(&text, &p->words, 0, p->words.count, m->style->ascii);
        add_block(m, p->block, &text);
    } else if (m->same) {
        const char *dash = m->style->ascii ? "--" : "\xE2\x80\x94";
        str_addf(&line, "%s ", dash);
        str_addf(&line, P_("%zu paragraph as before", "%zu paragraphs as before", m->same), m->same);
        str_addf(&line, " %s", dash);
        add_aside(m, line.data);
    }
    m->same = 0;
    str_release(&line);
}

static void add_whole(struct making *m, const struct part *p, bool is_new)
{
    struct marked text = MARKED_INIT;
    marked_change(&text, is_new ? NULL : &p->words, is_new ? &p->words : NULL, m->style->marks);
    add_block(m, p->block, &text);
}

static void add_changed(struct making *m, const struct part *a, const struct part *b)
{
    struct marked text = MARKED_INIT;
    marked_words(&text, &a->words, &b->words, m->style->marks, m->style->ascii);
    add_block(m, b->block, &text);
}

/* ---- Which paragraph became which ---- */

static int by_value(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static void sort_words(struct making *m, struct part *p)
{
    if (p->sorted)
        return;
    p->sorted = arena_array(&m->arena, p->words.count + 1, sizeof *p->sorted);
    for (size_t i = 0; i < p->words.count; i++)
        if (words_say(&p->words, i))
            p->sorted[p->sorted_len++] = p->words.hashes[i];
    qsort(p->sorted, p->sorted_len, sizeof *p->sorted, by_value);
}

/* Of 1000: how much of what they say both say. */
static int likeness(struct making *m, struct part *a, struct part *b)
{
    size_t common = 0, i = 0, j = 0;
    sort_words(m, a);
    sort_words(m, b);
    while (i < a->sorted_len && j < b->sorted_len) {
        uint64_t x = a->sorted[i], y = b->sorted[j];
        common += x == y;
        i += x <= y;
        j += y <= x;
    }
    size_t all = a->sorted_len + b->sorted_len;
    return all ? (int)(2000 * common / all) : 0;
}

/* Paragraphs a (of before) and b (of after) between two that are the same. */
struct gap {
    struct part *a, *b;
    size_t a_len, b_len;
    int *best; /* per (i, j): the likeness of those from there on, at its best */
};

static size_t cell(const struct gap *g, size_t i, size_t j)
{
    return i * (g->b_len + 1) + j;
}

static bool is_affordable(const struct gap *g)
{
    size_t a_words = 0, b_words = 0;
    for (size_t i = 0; i < g->a_len; i++)
        a_words += g->a[i].words.count;
    for (size_t j = 0; j < g->b_len; j++)
        b_words += g->b[j].words.count;
    return g->a_len < 2000 && g->b_len < 2000 && g->a_len * b_words + g->b_len * a_words <= PAIRING_MAX;
}

static void weigh_pairs(struct making *m, struct gap *g)
{
    g->best = mem_zero((g->a_len + 1) * (g->b_len + 1), sizeof *g->best);
    for (size_t i = g->a_len; i-- > 0;)
        for (size_t j = g->b_len; j-- > 0;) {
            int like = likeness(m, &g->a[i], &g->b[j]);
            int down = g->best[cell(g, i + 1, j)], right = g->best[cell(g, i, j + 1)];
            int both = like >= LIKE_LEAST ? like + g->best[cell(g, i + 1, j + 1)] : 0;
            g->best[cell(g, i, j)] = both > down && both > right ? both : down > right ? down : right;
        }
}

static void put_gap(struct making *m, struct gap *g)
{
    size_t i = 0, j = 0;
    if (!g->a_len && !g->b_len)
        return;
    m->differs = true;
    if (g->a_len && g->b_len && is_affordable(g))
        weigh_pairs(m, g);
    while (i < g->a_len || j < g->b_len) {
        int here = g->best ? g->best[cell(g, i, j)] : 0;
        bool skip_a = i < g->a_len && (!g->best || g->best[cell(g, i + 1, j)] == here || j == g->b_len);
        bool skip_b = !skip_a && (i == g->a_len || g->best[cell(g, i, j + 1)] == here);
        if (skip_a)
            add_whole(m, &g->a[i++], false);
        else if (skip_b)
            add_whole(m, &g->b[j++], true);
        else
            add_changed(m, &g->a[i++], &g->b[j++]);
    }
    free(g->best);
}

/* NULL of a text that says nothing. */
static struct part *part_at(struct side *s, size_t i)
{
    return s->parts.items ? s->parts.items + i : NULL;
}

static void put_body(struct making *m)
{
    struct side *a = &m->before, *b = &m->after;
    size_t i = 0, j = 0;
    edits_find(a->hashes.items, a->hashes.len, b->hashes.items, b->hashes.len, a->kept, b->kept);
    while (i < a->parts.len || j < b->parts.len) {
        struct gap g = { .a = part_at(a, i), .b = part_at(b, j) };
        while (i + g.a_len < a->parts.len && !a->kept[i + g.a_len])
            g.a_len++;
        while (j + g.b_len < b->parts.len && !b->kept[j + g.b_len])
            g.b_len++;
        if (g.a_len || g.b_len)
            flush_same(m, j);
        put_gap(m, &g);
        i += g.a_len;
        j += g.b_len;
        m->same += j < b->parts.len;
        i += i < a->parts.len;
        j += j < b->parts.len;
    }
    flush_same(m, j);
    if (a->is_cut || b->is_cut)
        add_aside(m, _("The rest is too long to be compared."));
}

/* ---- The head ---- */

static void put_title(struct making *m, const struct document *before, const struct document *after)
{
    static const struct block heading = { .type = BLOCK_HEADING, .level = 2 };
    const char *was = before->facts.title ? before->facts.title : "", *is = after->facts.title ? after->facts.title : "";
    struct part a = { .block = &heading }, b = { .block = &heading };
    words_divide(&m->arena, was, strlen(was), &a.words);
    words_divide(&m->arena, is, strlen(is), &b.words);
    if (words_equal(&a.words, &b.words)) {
        m->out->facts.title = after->facts.title ? arena_strdup(&m->out->arena, is) : NULL;
    } else {
        m->differs = true;
        if (likeness(m, &a, &b) >= LIKE_LEAST) {
            add_changed(m, &a, &b);
        } else {
            struct marked text = MARKED_INIT;
            marked_change(&text, &a.words, &b.words, m->style->marks);
            add_block(m, &heading, &text);
        }
    }
}

/* "Changed 27 Dec 2019, 14:20. [-gone-] {+new+}" */
static void put_legend(struct making *m)
{
    struct marked text = MARKED_INIT;
    struct words gone, new;
    words_divide(&m->arena, _("gone"), strlen(_("gone")), &gone);
    words_divide(&m->arena, _("new"), strlen(_("new")), &new);
    if (m->style->note) {
        marked_add(&text, m->style->note, strlen(m->style->note), RUN_ASIDE);
        marked_add(&text, "  ", 2, RUN_ASIDE);
    }
    marked_change(&text, &gone, &new, m->style->marks);
    add_block(m, NULL, &text);
}

static const char *copy(struct document *out, const char *s)
{
    return s ? arena_strdup(&out->arena, s) : NULL;
}

static void copy_facts(const struct facts *from, struct document *out)
{
    struct facts *f = &out->facts;
    const char **section = arena_array(&out->arena, from->section.count + 1, sizeof *section);
    for (size_t i = 0; i < from->section.count; i++)
        section[i] = arena_strdup(&out->arena, from->section.items[i]);
    f->section.items = section;
    f->section.count = from->section.count;
    f->published = from->published;
    f->modified = from->modified;
    f->language = copy(out, from->language);
    f->direction = from->direction;
    if (f->direction == DIRECTION_NONE && from->title && unicode_direction(from->title, strlen(from->title)) < 0)
        f->direction = DIRECTION_RTL;
    f->url = copy(out, from->url);
    f->canonical = copy(out, from->canonical);
    f->site = copy(out, from->site);
}

bool difference_make(const struct document *before, const struct document *after, const struct difference_style *style,
                     struct document *out)
{
    struct making m = { .style = style, .out = out };
    document_init(out);
    copy_facts(&after->facts, out);
    collect(&m, &m.before, before);
    collect(&m, &m.after, after);
    put_title(&m, before, after);
    put_legend(&m);
    put_body(&m);
    out->blocks.items = arena_array(&out->arena, m.blocks.len + 1, sizeof *out->blocks.items);
    memcpy(out->blocks.items, m.blocks.items, m.blocks.len * sizeof *m.blocks.items);
    out->blocks.count = m.blocks.len;
    vec_release(&m.blocks);
    vec_release(&m.before.parts);
    vec_release(&m.before.hashes);
    vec_release(&m.after.parts);
    vec_release(&m.after.hashes);
    arena_release(&m.arena);
    return m.differs;
}
