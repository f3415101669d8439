/* thai.h: where Thai, which writes no spaces between words, may be broken.
 * Inside layout/ only.
 *
 * May not know: lines, rows, documents. */
#ifndef TELEX_LAYOUT_THAI_H
#define TELEX_LAYOUT_THAI_H

#include <stddef.h>

/* Marks in breaks[] (one a byte, as u8_possible_linebreaks() gives them) the
 * words' edges within runs of Thai.  Does nothing where telex was built without
 * libthai, or its dictionary is not there. */
void thai_breaks(const char *bytes, size_t len, char *breaks);

#endif
