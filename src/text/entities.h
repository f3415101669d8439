/* entities.h: character references of HTML (the HTML standard, "Character
 * reference state"): named ones by the full table, numeric ones with
 * Windows-1252 in the place of the C1 controls.
 *
 * May not know: markup (plain.h). */
#ifndef TELEX_TEXT_ENTITIES_H
#define TELEX_TEXT_ENTITIES_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* The reference that begins at s[0] == '&': returns its bytes and the one or two
 * characters (chars[1] is 0 where there is one); 0 where there is none.  Longest
 * match, so "&notit;" is "&not" and "it;".  A reference without its semicolon
 * counts where HTML lets it. */
size_t entity_at(const char *s, size_t len, uint32_t chars[2]);
/* The name without & and ;, e.g. one that an XML document uses undeclared; 0 or 1. */
int entity_named(const char *name, size_t len, uint32_t chars[2]);
/* Appends the text with all references resolved. */
void entities_decode(const char *s, size_t len, struct str *out);

#endif
