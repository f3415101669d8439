/* condition.h: how a source is, judged from what is kept of it, and what that means
 * for the reader, in words. Pure.
 *
 * May not know: the store, the network, the screen; the time (what is kept is as of
 * the last time that the source was asked). */
#ifndef TELEX_MODEL_CONDITION_H
#define TELEX_MODEL_CONDITION_H

#include "base/str.h"
#include "model/source.h"

enum condition {
    CONDITION_WELL,
    CONDITION_FAILING, /* it could not be read */
    CONDITION_DAMAGED, /* it was read in part */
    CONDITION_MOVED,   /* it says that it stands elsewhere now */
    CONDITION_SILENT,  /* it can be read, but publishes no more */
    CONDITION_SLOW,
    CONDITION_STOPPED, /* by the reader, or it has ended (410): it is asked only by name */
    CONDITIONS
};

enum {
    CONDITION_MOVED_SIGHTS = 3,            /* permanent redirects in a row before the sources file follows */
    CONDITION_SLOW_MS = 10000,             /* an answer that took as long is slow */
    CONDITION_SILENT_TIMES = 10,           /* silent: nothing for so many times as long as usual, */
    CONDITION_SILENT_LEAST = 30 * 86400,   /* and not for less than that */
    CONDITION_TIMES = 20                   /* articles from which the usual is learnt */
};

enum condition condition_of(const struct source *s);
/* When that began, seconds UTC; 0: unknown. */
int64_t condition_since(const struct source *s);
/* The seconds between two articles as a rule, by the times of the newest (newest first);
 * 0: too few to tell. */
int64_t condition_rhythm(const int64_t *times, size_t count);

/* A word that scripts can rely on: "failing". */
const char *condition_word(enum condition c);
/* A heading over several, translated. */
const char *condition_heading(enum condition c);
/* Each appends one sentence or a few, translated; nothing where there is nothing to say. */
void condition_what(const struct source *s, struct str *out);   /* what happened */
void condition_advice(const struct source *s, struct str *out); /* what it means, and what can be done */
/* Its text, cut at a character where it is too long. */
void outcome_say(struct outcome *o, const char *text);
/* An address that the source could take. */
bool condition_offers_address(const struct source *s);

#endif
