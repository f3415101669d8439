/* clean.h: what may stand in a text that is shown.
 *
 * Text from outside can carry escape sequences, invisible fillers, orders to
 * turn a row round, and stacks of marks that climb over the lines above.  It is
 * cleaned when a document is made and checked when a message is read.
 *
 * Dropped: C0 and C1 controls, U+00AD, U+200B, U+2060, U+FEFF, tag characters,
 * bidirectional overrides and embeddings (U+202A to U+202E), isolates that are
 * not paired, noncharacters, all but four marks of a cluster.  No-break and
 * other spaces become plain ones.  NFC (UAX #15).
 *
 * May not know: markup (plain.h), charsets (charset.h). */
#ifndef TELEX_TEXT_CLEAN_H
#define TELEX_TEXT_CLEAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum clean_flags {
    CLEAN_FOLD = 1,   /* runs of white space become one space, ends are trimmed */
    CLEAN_LINES = 2,  /* '\n' stays ('\t' too without CLEAN_FOLD), as in code and verse */
    CLEAN_AS_WRITTEN = 4, /* letters and marks are not composed: who prints what a publisher wrote */
    CLEAN_ENCODED = 8 /* what lies between U+0080 and U+00AD stays: the text may yet be found to be encoded twice */
};

/* Appends the text, cleaned.  Invalid UTF-8 becomes U+FFFD.  With CLEAN_FOLD
 * nothing is trimmed against what `out` held before. */
void clean_text(const char *s, size_t len, unsigned flags, struct str *out);
/* Whether clean_text() would drop or replace a character (composition and
 * folding of white space aside): for text that was cleaned once and came over the wire. */
bool clean_is(const char *s, size_t len, unsigned flags);
/* Whether a character of a clean text tells only how others are to be ordered (paired
 * isolates): the terminal is sent what came of it.  Also true of all that clean_text() drops. */
bool clean_is_unseen(uint32_t c);

#endif
