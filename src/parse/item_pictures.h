/* item_pictures.h: the pictures of a feed's item and of its text: each once.
 *
 * May not know: HTML. */
#ifndef TELEX_PARSE_ITEM_PICTURES_H
#define TELEX_PARSE_ITEM_PICTURES_H

#include "parse/builder.h"
#include "parse/parse.h"

/* The feed's pictures: those in the text get what the feed knows of them; its
 * first, where it is none of these, stands over the text. A text with pictures needs no thumbnails. */
void item_pictures(struct builder *b, const struct item *item);

#endif
