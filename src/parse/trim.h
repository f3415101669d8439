/* trim.h: lines that are not of the text they stand in (phrases.def), for pages
 * and items alike.
 *
 * May not know: HTML. */
#ifndef TELEX_PARSE_TRIM_H
#define TELEX_PARSE_TRIM_H

#include "parse/builder.h"

/* "Advertisement", "Share this", "Tags: …": a short line that says nothing. */
bool trim_is_junk(const struct block *b);
/* Makes of "Read also: HEADLINE" a BLOCK_RELATED; false where it is none. */
bool trim_name_related(struct builder *b, struct block *block);

#endif
