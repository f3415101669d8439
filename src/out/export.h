/* export.h: an article as plain text, laid out as on the screen.
 *
 * May not know: the screen, the store. */
#ifndef TELEX_OUT_EXPORT_H
#define TELEX_OUT_EXPORT_H

#include <stdbool.h>

#include "base/str.h"
#include "layout/layout.h"

/* Appends the article: head, text, captions with their credits, and the list of
 * links by the numbers that stand in the text. */
void export_text(const struct document *d, const struct layout_style *style, struct str *out);

#endif
