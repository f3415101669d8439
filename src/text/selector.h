/* selector.h: which elements of a page are meant, in the smallest part of CSS that does:
 * "div", ".story", "#text", "div.story.long", one within another ".page .story", and
 * several with commas.
 *
 * May not know: a tree. */
#ifndef TELEX_TEXT_SELECTOR_H
#define TELEX_TEXT_SELECTOR_H

#include <stdbool.h>
#include <stddef.h>

enum { SELECTOR_STEPS = 4, SELECTOR_CLASSES = 4, SELECTOR_MAX = 300 /* bytes */ };

struct selector_word {
    const char *s; /* in the selector; NULL: none */
    size_t len;
};

struct selector_step {
    struct selector_word name, id, classes[SELECTOR_CLASSES];
    size_t class_count;
};

/* The last step is the element, those before are around it, each somewhere. */
struct selector {
    struct selector_step steps[SELECTOR_STEPS];
    size_t count;
};

/* The next of those between commas, *s moved behind it; false at the end, or where it is none. */
bool selector_next(const char **s, struct selector *out);
/* Whether all of it can be read, and there is one. */
bool selector_is_valid(const char *s);
/* What a step says of id and class; attributes NULL: not there. Its name is the caller's to look at. */
bool selector_step_fits(const struct selector_step *step, const char *id, const char *class);

#endif
