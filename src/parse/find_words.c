#include "parse/find_words.h"

#include "base/mem.h"
#include "base/str.h"

static void make(struct find_words *f)
{
    must(f->count <= FIND_WORDS_MOST);
    for (size_t i = f->count; i > 0; i--) {
        uint8_t *first = &f->first[(unsigned char)str_lower(f->words[i - 1][0])];
        f->next[i] = *first;
        *first = (uint8_t)i;
    }
    f->made = true;
}

size_t find_words(struct find_words *f, const char *s)
{
    size_t best = 0;
    if (!f->made)
        make(f);
    for (; *s; s++) {
        size_t i = f->first[(unsigned char)str_lower(*s)];
        while (i && (!best || i < best) && !str_starts_nocase(s, f->words[i - 1]))
            i = f->next[i];
        if (i && (!best || i < best))
            best = i;
    }
    return best;
}
