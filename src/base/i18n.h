/* i18n.h: every sentence for people goes through here.
 *
 *     _("text")            translated now
 *     N_("text")           marked for translators, translated later by _()
 *     P_("one", "%d", n)   with the plural that n wants
 *     C_("context", "text") the same word with two meanings
 *
 * May not know: anything of telex above base/. */
#ifndef TELEX_BASE_I18N_H
#define TELEX_BASE_I18N_H

#include "config.h"

#include "base/gettext.h"

#define _(text) gettext(text)
#define N_(text) text
#define P_(one, many, n) ngettext(one, many, (unsigned long)(n))
#define C_(context, text) pgettext(context, text)

/* Sets the locale from the environment (LC_CTYPE falls back to C.UTF-8 where the
 * locale's codeset is not UTF-8, so that text is always measured in UTF-8) and
 * opens telex's catalogue.  Call once, first thing in main().  Returns the
 * terminal's own codeset, "UTF-8" in most cases; static storage. */
const char *i18n_init(void);
/* Reads the catalogue now: behind a sandbox no file can be opened. */
void i18n_load(void);

#endif
