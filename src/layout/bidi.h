/* bidi.h: the order of right-to-left text on a row (UAX #9), and the joined
 * forms of Arabic letters, for terminals that do neither.  Inside layout/ only.
 *
 * May not know: lines, rows, documents. */
#ifndef TELEX_LAYOUT_BIDI_H
#define TELEX_LAYOUT_BIDI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/document.h"

/* Whether a text has any character that a left-to-right row could not show as it stands. */
bool bidi_is_needed(const char *bytes, size_t len);
/* The direction of the first strong character; DIRECTION_NONE where there is none. */
enum direction bidi_direction(const char *bytes, size_t len);
/* Levels of a paragraph, one a byte, and the characters to show (mirrored
 * brackets, joined Arabic), at each character's first byte, 0 where it is
 * itself.  Both arrays have len items and are the caller's. */
void bidi_resolve(const char *bytes, size_t len, bool rtl, uint8_t *levels, uint32_t *shown);

#endif
