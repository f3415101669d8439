/* cluster.h: one grapheme cluster as a terminal can show it.  Inside layout/ only.
 *
 * A terminal draws character by character, each in the cells that wcwidth gives
 * it; what would fall apart there is cut to what it can show: of an emoji joined
 * by ZWJ the first, no skin tones and variation selectors, at most four marks.
 * What only orders other characters, or hides, has no cells and is not shown.
 *
 * May not know: lines, rows, documents. */
#ifndef TELEX_LAYOUT_CLUSTER_H
#define TELEX_LAYOUT_CLUSTER_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "layout/layout.h"

/* The cluster's cells.  Where out is not NULL, its bytes as shown are appended. */
int cluster_show(const char *bytes, size_t len, const struct layout_style *style, struct str *out);
/* Appends one character, U+FFFD where it cannot be printed. */
void cluster_put(uint32_t c, struct str *out);

#endif
