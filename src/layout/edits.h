/* edits.h: which pieces of two rows of pieces are the same, in order.
 *
 * May not know: what the pieces are; documents. */
#ifndef TELEX_LAYOUT_EDITS_H
#define TELEX_LAYOUT_EDITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where two rows differ by more pieces than this, all between their equal beginnings
 * and ends counts as different. */
enum { EDITS_MAX = 1000 };

/* Sets kept_a[i] and kept_b[j] where the pieces stand in both rows (the first kept one
 * of a is the first of b, and so on), so that as many are as can be (Myers 1986).
 * Time: the rows' length and the square of what differs. */
void edits_find(const uint64_t *a, size_t a_len, const uint64_t *b, size_t b_len, bool *kept_a, bool *kept_b);

#endif
