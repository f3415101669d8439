/* prompt.h: one line that the reader types: a command behind ":", a text behind "/".
 *
 * An editor by grapheme clusters (prompt_edit.h) with history, kept while telex runs,
 * completion (commands, settings and their choices, sources' titles and addresses,
 * sections) and paste. Keys: ← → ^B ^F, Home End ^A ^E, Backspace ^H, Delete ^D,
 * ^W ^U ^K, ↑ ↓ ^P ^N history, Tab S-Tab completion, Enter, Escape ^C ^G; Backspace
 * in an empty line leaves it too.
 *
 * May not know: what is done with the line. */
#ifndef TELEX_SCREEN_PROMPT_H
#define TELEX_SCREEN_PROMPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "screen/prompt_edit.h"
#include "screen/view.h"

enum prompt_kind { PROMPT_NONE, PROMPT_COMMAND, PROMPT_FIND, PROMPT_KINDS };

struct prompt {
    enum prompt_kind kind; /* PROMPT_NONE: none is open */
    struct edit edit;
    struct edit_words history[PROMPT_KINDS];
};

void prompt_init(struct prompt *p);
void prompt_release(struct prompt *p);
void prompt_open(struct screen *s, enum prompt_kind kind, const char *text);
/* Takes a key. Enter calls prompt_entered() (screen/commands.h) after the prompt was
 * closed; what is typed behind "/" is searched when it is entered. */
void prompt_key(struct screen *s, uint32_t key);
/* Draws it in one row; returns where the cursor stands. Long lines scroll sideways. */
struct cursor prompt_draw(struct screen *s, const struct area *a);

/* prompt_complete.c: an edit_complete() of the ":" line; context: struct screen. */
size_t prompt_complete(void *context, const char *text, size_t cursor, struct edit_words *out);

#endif
