/* The first and the last paragraphs of the text, which are often not of it: the
 * lede in bold, a note on the author, the agency's name. */
#include <string.h>

#include "parse/caption.h"
#include "parse/page.h"

/* Nearly all of the text is in this style. */
static bool is_all(const struct block *b, uint16_t style)
{
    size_t n = 0;
    for (size_t i = 0; i < b->text.run_count; i++)
        n += b->text.runs[i].style & style ? b->text.runs[i].len : 0;
    return b->text.len && n * 100 >= b->text.len * 95;
}

static bool is_linked(const struct block *b)
{
    size_t n = 0;
    for (size_t i = 0; i < b->text.run_count; i++)
        n += b->text.runs[i].link != DOCUMENT_NONE ? b->text.runs[i].len : 0;
    return n * 2 > b->text.len;
}

static bool ends_sentence(const struct text *t)
{
    static const char *const ends[] = { ".", "!", "?", ".\"", "?\"", "!\"", "…", "”", "“", "»", "’", "。", "！", "？", "۔", "।" };
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        if (str_ends(t->bytes, ends[i]))
            return true;
    }
    return false;
}

/* A first paragraph in bold, or a first heading as long as one, with more than one behind it that is not: German
 * papers and many blogs set their lede so. */
static void find_lede(struct page *p)
{
    enum { LEAST = 60, MOST = 900, HEADING = 80, /* bytes */ BEHIND = 2 };
    struct block *lede = NULL;
    size_t behind = 0;
    for (size_t i = 0; i < p->b.blocks.len && behind < BEHIND; i++) {
        struct block *b = &p->b.blocks.items[i];
        if (b->type == BLOCK_LEDE || (!lede && (b->type == BLOCK_ITEM || b->type == BLOCK_QUOTE || b->type == BLOCK_TABLE || b->type == BLOCK_CODE)))
            return;
        if (b->type != BLOCK_PARAGRAPH && (lede || b->type != BLOCK_HEADING))
            continue;
        bool set = b->type == BLOCK_HEADING ? b->text.len >= HEADING : is_all(b, RUN_STRONG);
        if (!lede && (b->text.len < LEAST || b->text.len > MOST || !set || !ends_sentence(&b->text)))
            return;
        if (lede && is_all(b, RUN_STRONG))
            return;
        behind += lede != NULL;
        lede = lede ? lede : b;
    }
    if (behind < BEHIND)
        return;
    lede->type = BLOCK_LEDE;
    lede->text.runs = NULL; /* a lede is all in one style */
    lede->text.run_count = 0;
    p->d->facts.lede = builder_line(&p->b, lede->text.bytes);
}

/* A first list of a few sentences, with the text behind it, is the article in
 * short: a lede in several lines. */
static void join_points(struct page *p)
{
    enum { FEW = 2, MANY = 6, LEAST = 35, MOST = 300, /* bytes of a point */ PROSE = 80, BEHIND = 2 };
    size_t first = 0, end, prose = 0;
    while (first < p->b.blocks.len && (p->b.blocks.items[first].type == BLOCK_FIGURE || p->b.blocks.items[first].type == BLOCK_EMBED))
        first++;
    for (end = first; end < p->b.blocks.len && p->b.blocks.items[end].type == BLOCK_ITEM; end++) {
        const struct block *b = &p->b.blocks.items[end];
        if (b->text.len < LEAST || b->text.len > MOST || b->depth || b->ordered || is_linked(b))
            return;
    }
    for (size_t i = end; i < p->b.blocks.len && p->b.blocks.items[i].type != BLOCK_ITEM; i++)
        prose += p->b.blocks.items[i].type == BLOCK_PARAGRAPH && p->b.blocks.items[i].text.len >= PROSE;
    if (end - first < FEW || end - first > MANY || prose < BEHIND)
        return;
    struct str text = STR_INIT;
    for (size_t i = first; i < end; i++) {
        str_adds(&text, i > first ? "\n" : "");
        str_add(&text, p->b.blocks.items[i].text.bytes, p->b.blocks.items[i].text.len);
    }
    struct block lede = builder_block(BLOCK_LEDE);
    lede.text = (struct text){ .bytes = arena_strndup(p->arena, text.data, text.len), .len = text.len };
    str_release(&text);
    p->b.blocks.items[first] = lede;
    memmove(p->b.blocks.items + first + 1, p->b.blocks.items + end, (p->b.blocks.len - end) * sizeof *p->b.blocks.items);
    p->b.blocks.len -= end - first - 1;
    p->d->facts.lede = builder_line(&p->b, lede.text.bytes);
}

/* "mit dpa", "(Reuters)", "Ana Paz is a reporter in Lima.": after the text. */
static bool is_note(const struct page *p, const struct block *b)
{
    enum { SHORT = 36, LONG = 900 };
    const struct facts *f = &p->d->facts;
    if (b->type != BLOCK_PARAGRAPH || !b->text.len)
        return false;
    bool bracket = b->text.bytes[0] == '(' && b->text.bytes[b->text.len - 1] == ')';
    bool agency = b->text.len <= SHORT && !strchr(b->text.bytes, ':') && caption_names_agency(b->text.bytes);
    if (b->text.len <= SHORT && (bracket || (agency && !ends_sentence(&b->text))))
        return true;
    if (b->text.len > LONG || !is_all(b, RUN_EMPHASIS))
        return false;
    for (size_t i = 0; i < f->authors.count; i++) {
        if (page_has_words(b->text.bytes, f->authors.items[i]))
            return true;
    }
    return false;
}

void page_edges(struct page *p)
{
    enum { NOTES = 4 };
    find_lede(p);
    join_points(p);
    for (int k = 0; k < NOTES && p->b.blocks.len > 2 && is_note(p, &p->b.blocks.items[p->b.blocks.len - 1]); k++)
        vec_pop(&p->b.blocks);
}
