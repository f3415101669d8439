/* caption_words.h: the words of credits (credits.def) and what may stand for names,
 * at a place in a line.  Within caption.c and caption_words.c.
 *
 * Where a function returns a length, 0 means that nothing of the kind is there.
 * May not know: where a credit begins. */
#ifndef TELEX_PARSE_CAPTION_WORDS_H
#define TELEX_PARSE_CAPTION_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* Letters, digits and all that is not ASCII. */
bool credit_is_word_byte(char c);
/* "©", "(c)". */
size_t credit_sign(const char *s);
/* A dash, bar, bullet, colon. */
size_t credit_separator(const char *s);
/* "Photo: ", "© ", "Foto von ": up to the name. */
size_t credit_start(const char *s);
/* "Photo " before names and nothing else. */
size_t credit_bare_start(const char *s, size_t len);
/* "摄": what the line ends with, behind a name. */
size_t credit_end(const char *s, size_t len);
/* An agency's name at s; its length. */
size_t credit_agency(const char *s, size_t len);
/* One is named anywhere. */
bool credit_names_agency(const char *s, size_t len);
/* "Symbolfoto": what kind of picture it is, not who made it. */
bool credit_is_note(const char *s, size_t len);
/* Nothing but names, agencies and what joins them: no prose. */
bool credit_is_names(const char *s, size_t len);
/* An opening or closing bracket, also of East Asia's, at s; *kind: which pair. */
size_t credit_bracket(const char *s, bool closing, int *kind);

#endif
