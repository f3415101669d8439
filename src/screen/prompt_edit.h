/* prompt_edit.h: a line of text under a reader's hands: clusters, history,
 * completion, paste. Nothing but text: it is tested without a terminal.
 *
 * The text is clean at every moment (text/clean.h): a control character never
 * enters it, typed or pasted. The cursor stands at a cluster's edge.
 *
 * May not know: what the line means, who completes it, how it is drawn. */
#ifndef TELEX_SCREEN_PROMPT_EDIT_H
#define TELEX_SCREEN_PROMPT_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum {
    EDIT_MAX = 9000,    /* bytes: an address as long as telex takes them, and a command before it */
    EDIT_HISTORY = 200, /* lines that are remembered */
    EDIT_WORDS = 500    /* completions that are offered: more than a person steps through */
};

struct edit_words {
    char **items; /* owned, as the array */
    size_t len, cap;
};

struct edit {
    struct str text;
    size_t cursor;           /* byte in text */
    struct edit_words *history;     /* borrowed; NULL: none */
    size_t history_at;       /* == history->len: the new line */
    char *unfinished;        /* the new line while history is looked at; owned */
    struct edit_words completions;  /* empty: none is shown */
    size_t completion_at;    /* == completions.len: what was typed stands there again */
    size_t completion_from;  /* byte in text where the completed word begins */
    char *typed;             /* that word as it was typed; owned */
    bool pasting;
    struct str pasted;       /* what came of a paste so far: it enters the text as one */
};

/* Offers words for the text before the cursor: adds copies to *out and returns the
 * byte where the word begins that they replace. */
typedef size_t edit_complete(void *context, const char *text, size_t cursor, struct edit_words *out);

enum edit_result { EDIT_GOES_ON, EDIT_ENTERED, EDIT_ENDED };

void edit_init(struct edit *e);
void edit_release(struct edit *e);
/* Begins a line with this text, the cursor behind it. */
void edit_begin(struct edit *e, struct edit_words *history, const char *text);
/* Takes a key; `complete` may be NULL. EDIT_ENTERED: the line stands in `text` and in
 * the history. */
enum edit_result edit_key(struct edit *e, uint32_t key, edit_complete *complete, void *context);

/* A copy of the word. Nothing is added above EDIT_WORDS. */
void edit_words_add(struct edit_words *w, const char *word);
void edit_words_release(struct edit_words *w);

#endif
