/* plain.h: a piece of HTML as one line of plain text: headlines, names, the
 * ledes of lists.
 *
 * A tolerant scanner, bounded by what it writes: a lede from a body of a
 * megabyte costs no more than the lede.  Whoever needs the structure of HTML
 * asks parse/.
 *
 * May not know: documents, feeds. */
#ifndef TELEX_TEXT_PLAIN_H
#define TELEX_TEXT_PLAIN_H

#include <stddef.h>

#include "base/str.h"

/* Appends the text: tags gone (those of blocks leave a space), comments and what
 * script, style and the like hold left out, references resolved, cleaned and
 * folded.  At most about `most` bytes (0: all), cut at a character, without "…". */
void plain_from_html(const char *html, size_t len, size_t most, struct str *out);
/* The same with further flags of clean_text(). */
void plain_with_flags(const char *html, size_t len, size_t most, unsigned flags, struct str *out);
/* Whether a text holds a tag or a character reference of HTML. */
int plain_is_html(const char *s, size_t len);

#endif
