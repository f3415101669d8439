/* charset_big5.h: documents that are said to be Big5 and hold Cyrillic by that
 * encoding's first table.
 *
 * May not know: iconv, where the bytes come from. */
#ifndef TELEX_TEXT_CHARSET_BIG5_H
#define TELEX_TEXT_CHARSET_BIG5_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* iconv's name for Big5, and ours for what is the same but for Cyrillic. */
#define BIG5_NAME "BIG5-HKSCS"
#define BIG5_CYRILLIC "BIG5-CYRILLIC"

/* Whether all letters of the document are of the places where the tables differ. */
bool big5_is_cyrillic(const void *bytes, size_t len);
/* What the usual table made of such a document, as it was meant. */
bool big5_add_cyrillic(const char *utf8, size_t len, struct str *out);

#endif
