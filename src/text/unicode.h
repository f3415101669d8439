/* unicode.h: what characters are, for what the rooms above need.
 *
 * May not know: lines, rows (layout/). */
#ifndef TELEX_TEXT_UNICODE_H
#define TELEX_TEXT_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* Bytes of the grapheme cluster (UAX #29) that begins at s; 0 at the end. */
size_t unicode_cluster(const char *s, size_t len);
/* Sets breaks[i] where a word, or what stands between words, begins at byte i (UAX #29). */
void unicode_word_breaks(const char *s, size_t len, char *breaks);
bool unicode_is_letter(uint32_t c);
bool unicode_is_digit(uint32_t c);
/* Whether it stands over, under or around the character before it. */
bool unicode_is_mark(uint32_t c);
uint32_t unicode_lower(uint32_t c);
/* Appends the text without case, accents and marks: equal for what a reader who
 * searches would call equal. */
void unicode_fold(const char *s, size_t len, struct str *out);
/* Whether needle stands in the text, both folded. */
bool unicode_contains(const char *s, const char *needle);
/* Words, for "12 min": a letter of Chinese, Japanese or Thai counts half a word. */
size_t unicode_words(const char *s, size_t len);
/* -1 right to left, 1 left to right, 0 unknown: by which letters are more. */
int unicode_direction(const char *s, size_t len);
/* Appends the text in ASCII for terminals that have no more: quotes, dashes,
 * bullets and accents by their likes, '?' for the rest. */
void unicode_to_ascii(const char *s, size_t len, struct str *out);

#endif
