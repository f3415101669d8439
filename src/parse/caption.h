/* caption.h: what is under a picture, divided into what it shows and who made it.
 *
 * May not know: HTML. */
#ifndef TELEX_PARSE_CAPTION_H
#define TELEX_PARSE_CAPTION_H

#include "base/str.h"

/* One folded line of text.  Either result may stay empty. */
void caption_split(const char *line, struct str *caption, struct str *credit);
/* A credit without "Photo:", "©", brackets and the like around it. */
void credit_clean(const char *line, struct str *out);
/* A news agency or archive is named in it (credits.def). */
bool caption_names_agency(const char *line);

#endif
