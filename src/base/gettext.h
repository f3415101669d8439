/* gettext.h: libintl where it is built in, and nothing at all where it is not. */
#ifndef TELEX_BASE_GETTEXT_H
#define TELEX_BASE_GETTEXT_H

#include "config.h"

#if ENABLE_NLS
#include <libintl.h>

/* A context and a text are one key of the catalogue, with EOT between them. */
static inline const char *gettext_in_context(const char *key, const char *text)
{
    const char *found = gettext(key);
    return found == key ? text : found;
}
#define pgettext(context, text) gettext_in_context(context "\004" text, text)
#else
#define gettext(text) (text)
#define ngettext(one, many, n) ((n) == 1 ? (one) : (many))
#define pgettext(context, text) (text)
#endif

#endif
