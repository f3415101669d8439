/* reference.h: character references of HTML (13.2.5.72 on) written so that every
 * reader understands them.
 *
 * May not know: markup, trees. */
#ifndef TELEX_PARSE_REFERENCE_H
#define TELEX_PARSE_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* p points at "&", with len bytes to the end.  Writes what stands there as
 * numbers ("&#8217;"), or "&amp;" where it is no reference; returns how many
 * bytes that took (1 or more).  In an attribute a name without semicolon before
 * "=" or a letter is none. */
size_t reference_write(const char *p, size_t len, bool attribute, struct str *out);

#endif
