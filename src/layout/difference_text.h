/* difference_text.h: one paragraph and what became of it, word by word.  Inside
 * layout/ only.
 *
 * May not know: documents' blocks, rows. */
#ifndef TELEX_LAYOUT_DIFFERENCE_TEXT_H
#define TELEX_LAYOUT_DIFFERENCE_TEXT_H

#include "base/str.h"
#include "base/vec.h"
#include "model/document.h"

/* A text in words, and in what stands between them (UAX #29): where a script sets no
 * spaces, in its characters. */
struct words {
    const char *bytes;   /* borrowed */
    size_t *starts;      /* count + 1: of each, and the end */
    uint64_t *hashes;    /* white space is white space */
    size_t count;
};
void words_divide(struct arena *arena, const char *bytes, size_t len, struct words *out);
bool words_equal(const struct words *a, const struct words *b);
/* Whether it has a letter or digit. */
bool words_say(const struct words *w, size_t i);

/* A text with its runs in the making. Zeroed is empty. */
struct marked {
    struct str bytes;
    VEC(struct run) runs;
};
#define MARKED_INIT { .bytes = STR_INIT }
void marked_add(struct marked *t, const char *bytes, size_t len, uint16_t style);
/* Words that stayed; a long passage keeps its ends. */
void marked_same(struct marked *t, const struct words *w, size_t from, size_t to, bool ascii);
/* All of the one is gone, all of the other is new; each may be NULL. */
void marked_change(struct marked *t, const struct words *gone, const struct words *new, bool marks);
/* Word by word. */
void marked_words(struct marked *t, const struct words *a, const struct words *b, bool marks, bool ascii);
/* Moves it into the arena. */
void marked_take(struct marked *t, struct arena *arena, struct text *out);

#endif
