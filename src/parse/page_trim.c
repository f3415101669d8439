/* Lines that stand in the text and are not of it, told by their words, their
 * links and their place. */
#include <string.h>

#include "parse/names.h"
#include "parse/page.h"
#include "parse/phrases.h"
#include "parse/trim.h"

enum {
    SHORT_LINE = 120,  /* bytes of a line that a phrase may begin, */
    LONG_LINE = 700,   /* and that a plea may */
    FAR_END = 60,      /* percent of the text behind which a tail may begin, */
    FAR_HEADING = 50   /* and where it is a heading */
};

static size_t linked_bytes(const struct block *b)
{
    size_t n = 0;
    for (size_t i = 0; i < b->text.run_count; i++)
        n += b->text.runs[i].link != DOCUMENT_NONE ? b->text.runs[i].len : 0;
    return n;
}

static uint32_t first_link(const struct block *b)
{
    for (size_t i = 0; i < b->text.run_count; i++) {
        if (b->text.runs[i].link != DOCUMENT_NONE)
            return b->text.runs[i].link;
    }
    return DOCUMENT_NONE;
}

static bool is_text(const struct block *b)
{
    return b->type == BLOCK_PARAGRAPH || b->type == BLOCK_HEADING || b->type == BLOCK_ITEM || b->type == BLOCK_LEDE;
}

/* "21 mins ago 11:48", "00:00 / 03:15": nothing but a clock. */
static bool is_clock(const char *line)
{
    static const char *const words[] = { "minutes", "minute", "mins", "min", "hours", "hour", "hrs", "ago", "uhr", "vor", "stunden", "stunde", "minuten", "hace", "horas", "hora", "minutos", "il y a", "heures", "heure", "am", "pm", "updated", "h", "m", "s" };
    bool clock = false;
    while (*line) {
        size_t digits = strspn(line, "0123456789"), len = digits;
        clock |= digits && digits <= 2 && line[digits] == ':' && line[digits + 1] >= '0' && line[digits + 1] <= '9';
        for (size_t i = 0; !len && i < sizeof words / sizeof words[0]; i++)
            len = str_starts_nocase(line, words[i]) ? strlen(words[i]) : 0;
        len = len ? len : strspn(line, " :./|-");
        if (!len)
            return false;
        line += len;
    }
    return clock;
}

bool trim_is_junk(const struct block *b)
{
    if (is_text(b) && b->text.len <= LONG_LINE && (phrase_begins(b->text.bytes, PHRASE_PLEA) || phrase_begins(b->text.bytes, PHRASE_WALL)))
        return true;
    if (!is_text(b) || b->text.len > SHORT_LINE)
        return false;
    bool number = b->type == BLOCK_PARAGRAPH && b->text.len <= 7 && strspn(b->text.bytes, "0123456789/ .") == b->text.len;
    if (b->type == BLOCK_PARAGRAPH && is_clock(b->text.bytes))
        return true;
    if (number) /* of a picture in a gallery, of a page */
        return true;
    if (!html_weight(b->text.bytes, b->text.len))
        return strcmp(b->text.bytes, "***") != 0 && strcmp(b->text.bytes, "* * *") != 0;
    return phrase_is(b->text.bytes, PHRASE_WHOLE) || phrase_begins(b->text.bytes, PHRASE_START);
}

/* "Read also: HEADLINE", all of it a link but the words before it. */
bool trim_name_related(struct builder *b, struct block *block)
{
    const char *s = block->text.bytes;
    size_t linked = linked_bytes(block);
    if ((block->type != BLOCK_PARAGRAPH && block->type != BLOCK_HEADING && block->type != BLOCK_ITEM) || !linked || block->text.len > 400 || !phrase_begins(s, PHRASE_OTHER))
        return false;
    if (linked * 100 < block->text.len * 55)
        return false;
    uint32_t link = first_link(block);
    size_t at = 0, from = 0, len = 0;
    for (size_t i = 0; i < block->text.run_count; at += block->text.runs[i++].len) {
        if (block->text.runs[i].link != DOCUMENT_NONE) {
            from = len ? from : at;
            len = at + block->text.runs[i].len - from;
        }
    }
    char *copy = arena_strndup(&b->d->arena, s + from, len);
    struct str line = STR_INIT;
    fold_line(copy, len, &line);
    size_t n = phrase_begins(line.data, PHRASE_OTHER); /* the words may be within the link */
    if (n && line.len > n + 8)
        str_drop(&line, n + strspn(line.data + n, " :"));
    block->type = BLOCK_RELATED;
    block->link = link;
    block->continues = false;
    block->text = (struct text){ .bytes = arena_strndup(&b->d->arena, line.data, line.len), .len = line.len };
    str_release(&line);
    return true;
}

static void drop(struct page *p, size_t i)
{
    vec_remove(&p->b.blocks, i);
}

/* What the headline's element says, or most of it: its kicker may have gone before. */
static bool is_headline(const struct page *p, const struct block *b)
{
    const char *line = b->text.bytes;
    if (page_same_words(line, p->title) || page_same_words(line, p->heading))
        return true;
    return b->type == BLOCK_HEADING && p->heading && b->text.len * 2 > strlen(p->heading) && page_has_words(p->heading, line);
}

/* The headline and the lede once more, and the lines that belong to them. */
static void trim_top(struct page *p)
{
    const char *lede = NULL;
    for (size_t i = 0; i < p->b.blocks.len && i < 12;) {
        struct block *b = &p->b.blocks.items[i];
        bool again = is_text(b) && (is_headline(p, b) || (lede && page_same_words(b->text.bytes, lede)));
        if (b->type == BLOCK_LEDE && !lede)
            lede = b->text.bytes;
        if (again)
            drop(p, i);
        else
            i++;
    }
}

static size_t text_bytes(const struct page *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->b.blocks.len; i++)
        n += is_text(&p->b.blocks.items[i]) ? p->b.blocks.items[i].text.len : 0;
    return n;
}

/* Prose enough for a paragraph, and not a teaser's. */
static bool is_long(const struct block *b)
{
    enum { LONG = 150 }; /* bytes */
    return b->type == BLOCK_PARAGRAPH && b->text.len >= LONG && linked_bytes(b) * 3 < b->text.len;
}

static size_t long_bytes(const struct page *p, size_t from)
{
    size_t n = 0;
    for (size_t i = from; i < p->b.blocks.len; i++)
        n += is_long(&p->b.blocks.items[i]) ? p->b.blocks.items[i].text.len : 0;
    return n;
}

/* A box of other stories in the middle: all up to the next long paragraph. */
static void drop_box(struct page *p, size_t from)
{
    size_t end = from + 1;
    while (end < p->b.blocks.len && !is_long(&p->b.blocks.items[end]) && p->b.blocks.items[end].type != BLOCK_HEADING)
        end++;
    if (end < p->b.blocks.len)
        memmove(p->b.blocks.items + from, p->b.blocks.items + end, (p->b.blocks.len - end) * sizeof *p->b.blocks.items);
    p->b.blocks.len -= end - from;
}

/* From a line that begins what follows articles, all the rest goes; but where
 * much prose comes behind it, it began a box. */
static void cut_tail(struct page *p)
{
    enum { MUCH = 20, BOXES = 20 }; /* percent of the text */
    size_t all = text_bytes(p), so_far = 0, boxes = 0;
    for (size_t i = 0; i < p->b.blocks.len; i++) {
        const struct block *b = &p->b.blocks.items[i];
        size_t far = b->type == BLOCK_HEADING ? FAR_HEADING : FAR_END;
        bool tail = is_text(b) && so_far * 100 > all * far && b->text.len <= SHORT_LINE && phrase_begins(b->text.bytes, PHRASE_TAIL);
        so_far += is_text(b) ? b->text.len : 0;
        if (!tail)
            continue;
        if (long_bytes(p, i) * 100 < all * MUCH || boxes++ == BOXES) {
            p->b.blocks.len = i;
            return;
        }
        drop_box(p, i--);
    }
}

/* What ends in headings without text, rules, and lines of nothing but links. */
static void trim_end(struct page *p)
{
    while (p->b.blocks.len) {
        const struct block *b = &p->b.blocks.items[p->b.blocks.len - 1];
        bool links = (b->type == BLOCK_PARAGRAPH || b->type == BLOCK_ITEM) && b->text.len < 200 && linked_bytes(b) * 100 > b->text.len * 85;
        if (b->type != BLOCK_HEADING && b->type != BLOCK_RULE && !links)
            break;
        vec_pop(&p->b.blocks);
    }
}

/* Captions that stand a second time as paragraphs, pull quotes that repeat. */
static bool repeats(const struct page *p, const struct block *b)
{
    for (size_t i = 0; b->type == BLOCK_PARAGRAPH && i < p->b.pictures.len && i < 50; i++) {
        if (p->b.pictures.items[i].caption && page_same_words(b->text.bytes, p->b.pictures.items[i].caption))
            return true;
    }
    return false;
}

/* ---- Bylines and dates over and under the text ---- */

static bool names_author(const struct page *p, const char *line)
{
    const struct facts *f = &p->d->facts;
    for (size_t i = 0; i < f->authors.count; i++) {
        if (page_has_words(line, f->authors.items[i]))
            return true;
    }
    return false;
}

/* A short line with a date or an author's name, and no sentence. */
static bool is_byline(const struct page *p, const struct block *b)
{
    enum { MOST = 90, SENTENCE = 70 };
    struct stamp at;
    if ((b->type != BLOCK_PARAGRAPH && b->type != BLOCK_HEADING && b->type != BLOCK_ITEM) || b->text.len > MOST)
        return false;
    bool sentence = b->text.len > 30 && strchr(".!?", b->text.bytes[b->text.len - 1]) && b->text.bytes[b->text.len - 1];
    return !sentence && (page_date(b->text.bytes, &at) || (b->text.len <= SENTENCE && names_author(p, b->text.bytes)));
}

static void trim_bylines(struct page *p)
{
    enum { FAR = 8, PROSE = 120 /* bytes: the text has begun */ };
    for (size_t i = 0, seen = 0; i < p->b.blocks.len && seen < FAR; seen++) {
        const struct block *b = &p->b.blocks.items[i];
        if (b->type == BLOCK_PARAGRAPH && b->text.len > PROSE)
            break;
        if (is_byline(p, b))
            drop(p, i);
        else
            i++;
    }
    for (int k = 0; k < 3 && p->b.blocks.len > 1; k++) {
        if (!is_byline(p, &p->b.blocks.items[p->b.blocks.len - 1]))
            break;
        vec_pop(&p->b.blocks);
    }
}

/* "By Ana Paz" alone in the middle is of a teaser. */
static void drop_teasers(struct page *p)
{
    enum { MOST = 45 /* bytes */ };
    size_t kept = 0;
    for (size_t i = 0; i < p->b.blocks.len; i++) {
        const struct block *b = &p->b.blocks.items[i];
        size_t lead = b->type == BLOCK_PARAGRAPH && b->text.len <= MOST ? names_lead(b->text.bytes) : 0;
        const char *last = lead ? strrchr(b->text.bytes + lead, ' ') : NULL; /* "Von Rechts wegen" is a sentence's beginning */
        bool names = last && last[1] >= 'A' && last[1] <= 'Z' && b->text.bytes[lead] >= 'A' && b->text.bytes[lead] <= 'Z';
        bool byline = names && !strpbrk(b->text.bytes, ".!?:,;\n");
        if (!byline)
            p->b.blocks.items[kept++] = *b;
    }
    p->b.blocks.len = kept;
}

/* ---- Links to other stories ---- */

/* Nothing but one link, as long as a headline. */
static bool is_story_link(const struct block *b)
{
    enum { LEAST = 25, MOST = 250 };
    return (b->type == BLOCK_PARAGRAPH || b->type == BLOCK_ITEM || b->type == BLOCK_HEADING) && b->text.len >= LEAST && b->text.len <= MOST &&
           linked_bytes(b) * 100 >= b->text.len * 95;
}

/* "Health: HEADLINE", "HEADLINE [VIDEO]": a link, and a word or two before or behind it. */
static bool is_labelled_link(const struct block *b)
{
    enum { LEAST = 25, MOST = 250, LINKED = 40 /* percent */ };
    const struct text *t = &b->text;
    if (b->type != BLOCK_ITEM || t->len < LEAST || t->len > MOST || t->run_count < 2 || linked_bytes(b) * 100 < t->len * LINKED)
        return false;
    const struct run *first = &t->runs[0], *last = &t->runs[t->run_count - 1];
    size_t links = 0, before = 0, at = 0;
    for (size_t i = 0; i < t->run_count; at += t->runs[i++].len) {
        bool link = t->runs[i].link != DOCUMENT_NONE;
        before = link && !links ? at : before;
        links += link && (i == 0 || t->runs[i - 1].link != t->runs[i].link);
    }
    while (before && t->bytes[before - 1] == ' ')
        before--;
    bool label = before && t->bytes[before - 1] == ':' && last->link != DOCUMENT_NONE;
    bool tag = first->link != DOCUMENT_NONE && t->bytes[t->len - 1] == ']' && last->link == DOCUMENT_NONE;
    return links == 1 && (label || tag);
}

static void make_related(struct page *p, struct block *b)
{
    const char *line = builder_line(&p->b, b->text.bytes); /* a headline has no line breaks */
    b->text.bytes = line ? line : "";
    b->text.len = strlen(b->text.bytes);
    b->link = first_link(b);
    b->type = BLOCK_RELATED;
    b->continues = false;
    b->text.runs = NULL;
    b->text.run_count = 0;
}

/* "Read also" by itself: what follows it are other stories. */
static bool is_label(const struct block *b)
{
    enum { MOST = 60 };
    bool line = b->type == BLOCK_PARAGRAPH || b->type == BLOCK_HEADING;
    return line && b->text.len <= MOST && (phrase_is(b->text.bytes, PHRASE_OTHER) || phrase_is(b->text.bytes, PHRASE_WHOLE));
}

/* A list of which each item is such a link: [i, end). */
static size_t end_of_links(const struct page *p, size_t i)
{
    size_t end = i;
    while (end < p->b.blocks.len && p->b.blocks.items[end].type == p->b.blocks.items[i].type && (is_story_link(&p->b.blocks.items[end]) || is_labelled_link(&p->b.blocks.items[end])))
        end++;
    bool all = end == p->b.blocks.len || p->b.blocks.items[end].type != BLOCK_ITEM || p->b.blocks.items[i].type != BLOCK_ITEM;
    return all ? end : i;
}

static void name_related(struct page *p)
{
    enum { SECTION = 40 }; /* bytes of a section's name between label and story */
    for (size_t i = 0; i < p->b.blocks.len; i++) {
        struct block *b = &p->b.blocks.items[i];
        bool label = i > 0 && is_label(&p->b.blocks.items[i - 1]);
        if (label && !is_story_link(b) && b->text.len <= SECTION && i + 1 < p->b.blocks.len && is_story_link(b + 1)) {
            drop(p, i);
            b = &p->b.blocks.items[i];
        }
        bool in_list = b->type == BLOCK_ITEM && (i == 0 || p->b.blocks.items[i - 1].type != BLOCK_ITEM);
        if (!label && !in_list)
            continue;
        size_t end = end_of_links(p, i);
        for (size_t k = i; k < end; k++)
            make_related(p, &p->b.blocks.items[k]);
    }
}

/* ---- Pull quotes ---- */

/* A quote that stands in a paragraph too was pulled out to be seen. */
static bool is_pulled(const struct page *p, const struct block *b)
{
    enum { LEAST = 20, MOST = 500, QUOTES = 40 };
    if (b->type != BLOCK_QUOTE || b->text.len < LEAST || b->text.len > MOST)
        return false;
    for (size_t i = 0, n = 0; i < p->b.blocks.len && n < QUOTES * 10; i++) {
        const struct block *other = &p->b.blocks.items[i];
        if (other->type != BLOCK_PARAGRAPH || other->text.len < b->text.len)
            continue;
        n++;
        if (page_has_words(other->text.bytes, b->text.bytes))
            return true;
    }
    return false;
}

static void drop_pulled(struct page *p)
{
    enum { QUOTES = 40 };
    size_t kept = 0, quotes = 0;
    bool gone = false;
    for (size_t i = 0; i < p->b.blocks.len; i++) {
        const struct block b = p->b.blocks.items[i];
        if (b.type == BLOCK_QUOTE && !b.continues)
            gone = quotes++ < QUOTES && is_pulled(p, &b);
        if (b.type != BLOCK_QUOTE || !gone)
            p->b.blocks.items[kept++] = b;
    }
    p->b.blocks.len = kept;
}

/* A page whose lede is all of its text has a text and no lede. */
static void keep_something(struct page *p)
{
    for (size_t i = 0; i < p->b.blocks.len; i++) {
        enum block_type type = p->b.blocks.items[i].type;
        if (type != BLOCK_LEDE && type != BLOCK_FIGURE && type != BLOCK_RELATED && type != BLOCK_EMBED && type != BLOCK_RULE && type != BLOCK_HEADING)
            return;
    }
    for (size_t i = 0; i < p->b.blocks.len; i++) {
        if (p->b.blocks.items[i].type == BLOCK_LEDE)
            p->b.blocks.items[i].type = BLOCK_PARAGRAPH;
    }
}

/* A line behind the first says that the rest is for subscribers: what stands
 * there is a beginning. */
static void find_wall(struct page *p)
{
    for (size_t i = 1; i < p->b.blocks.len; i++) {
        const struct block *b = &p->b.blocks.items[i];
        bool line = (b->type == BLOCK_PARAGRAPH || b->type == BLOCK_HEADING) && b->text.len <= LONG_LINE;
        p->d->facts.paywalled |= line && phrase_begins(b->text.bytes, PHRASE_WALL);
    }
}

void page_trim(struct page *p)
{
    find_wall(p);
    trim_top(p);
    cut_tail(p);
    trim_bylines(p);
    drop_teasers(p);
    name_related(p);
    drop_pulled(p);
    size_t kept = 0;
    for (size_t i = 0; i < p->b.blocks.len; i++) {
        struct block *b = &p->b.blocks.items[i];
        trim_name_related(&p->b, b);
        if (!trim_is_junk(b) && !repeats(p, b))
            p->b.blocks.items[kept++] = *b;
    }
    p->b.blocks.len = kept;
    page_edges(p);
    trim_end(p);
    keep_something(p);
}
