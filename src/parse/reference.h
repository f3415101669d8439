/* reference.h: character references of HTML (13.2.5.72 on).
 *
 * May not know: markup, trees. */
#ifndef TELEX_PARSE_REFERENCE_H
#define TELEX_PARSE_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* p points at "&", with len bytes to the end.  The one or two characters that it
 * stands for (the second else 0), and how many bytes that took; 0 where it is no
 * reference.  In an attribute a name without semicolon before "=" or a letter is none. */
size_t reference_read(const char *p, size_t len, bool attribute, uint32_t chars[2]);

#endif
