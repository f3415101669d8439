#include "parse/phrases.h"

#include <string.h>

#include "base/str.h"
#include "parse/page.h"

static const struct phrase {
    enum phrase_kind kind;
    const char *text;
} phrases[] = {
#define WHOLE(s) { PHRASE_WHOLE, s },
#define START(s) { PHRASE_START, s },
#define PLEA(s) { PHRASE_PLEA, s },
#define WALL(s) { PHRASE_WALL, s },
#define TAIL(s) { PHRASE_TAIL, s },
#define OTHER(s) { PHRASE_OTHER, s },
#define HINT(s) { PHRASE_HINT, s },
#include "parse/phrases.def"
#undef WHOLE
#undef START
#undef PLEA
#undef WALL
#undef TAIL
#undef OTHER
#undef HINT
};

enum { ROWS = sizeof phrases / sizeof phrases[0], NONE = 0xFFFF };
_Static_assert(ROWS < NONE, "rows are counted in 16 bits");

/* The rows of a kind in chains by what they begin with: lines are many, and most
 * begin as no row does. */
struct chains {
    uint16_t first[PHRASE_KINDS][256], next[ROWS];
};

static struct tables {
    struct chains by_byte, by_letter; /* the first of all, in lower case; the first letter or digit */
    bool made;
} tables;

static unsigned char byte_of(const char *s)
{
    return (unsigned char)str_lower(*s);
}

static void put_first(struct chains *c, size_t row, unsigned char byte)
{
    uint16_t *first = &c->first[phrases[row].kind][byte];
    c->next[row] = *first;
    *first = (uint16_t)row;
}

static const struct tables *get_tables(void)
{
    if (tables.made)
        return &tables;
    memset(&tables, 0xFF, sizeof tables); /* NONE everywhere */
    for (size_t i = 0; i < ROWS; i++) {
        put_first(&tables.by_byte, i, byte_of(phrases[i].text));
        put_first(&tables.by_letter, i, (unsigned char)page_first_letter(phrases[i].text));
    }
    tables.made = true;
    return &tables;
}

size_t phrase_begins(const char *line, enum phrase_kind kind)
{
    const struct chains *c = &get_tables()->by_byte;
    size_t best = 0;
    for (unsigned i = c->first[kind][byte_of(line)]; i != NONE; i = c->next[i]) {
        if (str_starts_nocase(line, phrases[i].text) && strlen(phrases[i].text) > best)
            best = strlen(phrases[i].text);
    }
    return best;
}

bool phrase_is(const char *line, enum phrase_kind kind)
{
    const struct chains *c = &get_tables()->by_letter;
    for (unsigned i = c->first[kind][(unsigned char)page_first_letter(line)]; i != NONE; i = c->next[i]) {
        if (page_same_words(line, phrases[i].text))
            return true;
    }
    return false;
}
