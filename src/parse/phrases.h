/* phrases.h: what lines say that are not of the text they stand in (phrases.def).
 *
 * May not know: where a line stands, or what it is of. */
#ifndef TELEX_PARSE_PHRASES_H
#define TELEX_PARSE_PHRASES_H

#include <stdbool.h>
#include <stddef.h>

enum phrase_kind {
    PHRASE_WHOLE,  /* the whole line */
    PHRASE_START,  /* a short line begins so */
    PHRASE_PLEA,   /* a line of any length begins so */
    PHRASE_WALL,   /* likewise, and the rest of the article is for subscribers */
    PHRASE_TAIL,   /* what follows articles begins so */
    PHRASE_OTHER,  /* names another story */
    PHRASE_HINT,   /* beside a link, for those who cannot see it */
    PHRASE_KINDS
};

/* The length of the phrase of this kind with which the line begins, else 0. */
size_t phrase_begins(const char *line, enum phrase_kind kind);
/* The line is a phrase of this kind, whatever signs are around it. */
bool phrase_is(const char *line, enum phrase_kind kind);

#endif
