#include "base/i18n.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *i18n_init(void)
{
    static char codeset[32];
    /* What telex uses of a locale; each category is a file to be opened. */
    static const int categories[] = { LC_CTYPE, LC_MESSAGES, LC_TIME, LC_NUMERIC };
    for (size_t i = 0; i < sizeof categories / sizeof *categories; i++)
        setlocale(categories[i], "");
    snprintf(codeset, sizeof codeset, "%s", nl_langinfo(CODESET));
    if (strcmp(codeset, "UTF-8") != 0 && !setlocale(LC_CTYPE, "C.UTF-8"))
        setlocale(LC_CTYPE, "en_US.UTF-8");
#if ENABLE_NLS
    /* The build tree has no installed catalogues; tests name their own. */
    const char *dir = getenv("TELEX_LOCALEDIR");
    bindtextdomain(PACKAGE, dir ? dir : LOCALEDIR);
    bind_textdomain_codeset(PACKAGE, "UTF-8");
    textdomain(PACKAGE);
#endif
    return codeset;
}

void i18n_load(void)
{
#if ENABLE_NLS
    (void)gettext("%s cannot be opened"); /* any sentence: its conversion is opened as well */
#endif
}
