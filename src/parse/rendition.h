/* rendition.h: of one thing in several sizes, the one that is best for a reader.
 *
 * May not know: where they come from. */
#ifndef TELEX_PARSE_RENDITION_H
#define TELEX_PARSE_RENDITION_H

#include "parse/parse.h"

/* Whether a picture of width a is better than one of width b: with enough pixels for
 * a window and no more than that.  0 is an unknown width, which is never better. */
bool rendition_is_better(uint32_t a, uint32_t b);
/* Whether the picture at i, or the file, is one that a better one of its group replaces. */
bool rendition_picture_is_other(const struct item *item, size_t i);
bool rendition_file_is_other(const struct item *item, size_t i);
/* An address whose path ends like a picture's; a file that is one. */
bool rendition_is_picture_address(const char *url);
bool rendition_file_is_picture(const struct enclosure *e);

#endif
