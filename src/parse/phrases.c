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

size_t phrase_begins(const char *line, enum phrase_kind kind)
{
    size_t best = 0;
    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++) {
        if (phrases[i].kind == kind && str_starts_nocase(line, phrases[i].text) && strlen(phrases[i].text) > best)
            best = strlen(phrases[i].text);
    }
    return best;
}

bool phrase_is(const char *line, enum phrase_kind kind)
{
    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++) {
        if (phrases[i].kind == kind && page_same_words(line, phrases[i].text))
            return true;
    }
    return false;
}
