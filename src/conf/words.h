/* words.h: a line of a file divided into words, with quotes.
 *
 * May not know: what the words mean. */
#ifndef TELEX_CONF_WORDS_H
#define TELEX_CONF_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

struct words {
    char **items; /* owned */
    bool *quoted; /* the whole word stood in quotes */
    size_t len, cap;
};

/* Divides at white space; "a b" is one word, \" and \\ within quotes are the
 * character.  A '#' at the start of a word ends the line.  -1 where a quote is
 * not closed (*w is then empty).  Owner: the caller, by words_release(). */
int words_split(struct words *w, const char *line, struct err *err);
void words_release(struct words *w);
/* The same of a command that the reader wrote: "~/" at the start of a word is her
 * home, and behind the last item stands NULL, as argument vectors want it. */
int words_command(struct words *w, const char *line, struct err *err);
/* Appends a word as words_split() reads it back, in quotes where it needs them. */
void word_write(const char *word, bool always_quote, struct str *out);

#endif
