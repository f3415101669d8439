/* feed_media.h: Media RSS and the pictures of sitemaps: what shows something, and
 * the words for it, which may stand in it, in the group around it or in the item.
 *
 * May not know: the other fields. */
#ifndef TELEX_PARSE_FEED_MEDIA_H
#define TELEX_PARSE_FEED_MEDIA_H

#include "parse/feed_tree.h"

void media_start_group(struct tree *t);
void media_end_group(struct tree *t);
void media_start(struct tree *t, const struct xml_tag *tag);
void media_end(struct tree *t);
void media_thumbnail(struct tree *t, const struct xml_tag *tag);
void media_words(struct tree *t, enum meaning meaning, const struct str *html);
/* Digits alone: a number; -1 for anything else, or NULL. */
int64_t media_number(const char *s);

#endif
