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

static bool ends_sentence(const struct text *t)
{
    static const char *const ends[] = { ".", "!", "?", ".\"", "?\"", "!\"", "…", "”", "“", "»", "’", "。", "！", "？", "۔", "।" };
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        if (str_ends(t->bytes, ends[i]))
            return true;
    }
    return false;
}

/* A first paragraph in bold, with more than one behind it that is not: German
 * papers and many blogs set their lede so. */
static void find_lede(struct page *p)
{
    enum { LEAST = 60, MOST = 900, /* bytes */ BEHIND = 2 };
    struct block *lede = NULL;
    size_t behind = 0;
    for (size_t i = 0; i < p->b.blocks.len && behind < BEHIND; i++) {
        struct block *b = &p->b.blocks.items[i];
        if (b->type == BLOCK_LEDE || (!lede && (b->type == BLOCK_ITEM || b->type == BLOCK_QUOTE || b->type == BLOCK_TABLE || b->type == BLOCK_CODE)))
            return;
        if (b->type != BLOCK_PARAGRAPH)
            continue;
        if (!lede && (b->text.len < LEAST || b->text.len > MOST || !is_all(b, RUN_STRONG) || !ends_sentence(&b->text)))
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
    p->d->facts.lede = lede->text.bytes;
}

/* "mit dpa", "(Reuters)", "Ana Paz is a reporter in Lima.": after the text. */
static bool is_note(const struct page *p, const struct block *b)
{
    enum { SHORT = 36, LONG = 900 };
    const struct facts *f = &p->d->facts;
    if (b->type != BLOCK_PARAGRAPH || !b->text.len)
        return false;
    bool bracket = b->text.bytes[0] == '(' && b->text.bytes[b->text.len - 1] == ')';
    bool agency = caption_names_agency(b->text.bytes) && !strchr(b->text.bytes, ':');
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
    for (int k = 0; k < NOTES && p->b.blocks.len > 2 && is_note(p, &p->b.blocks.items[p->b.blocks.len - 1]); k++)
        vec_pop(&p->b.blocks);
}
