/* difference.h: what is different in an article that was rewritten, as a document of
 * its own: set like the article, what is gone and what is new marked word by word,
 * what stayed the same folded where it is long.
 *
 * Pure, and bounded: of texts beyond DIFFERENCE_MAX_BYTES the rest is not compared.
 *
 * May not know: where the two texts come from, how marks look. */
#ifndef TELEX_LAYOUT_DIFFERENCE_H
#define TELEX_LAYOUT_DIFFERENCE_H

#include "model/document.h"

enum { DIFFERENCE_MAX_BYTES = 1 << 20 };

struct difference_style {
    bool marks;       /* "{+new+}": the terminal has no colour. "[-gone-]" always: none can strike */
    bool ascii;
    const char *note; /* a line under the headline, before the legend */
};

/* Fills *out, which the caller releases; nothing in it is borrowed. False where no
 * words differ. */
bool difference_make(const struct document *before, const struct document *after, const struct difference_style *style,
                     struct document *out);

#endif
