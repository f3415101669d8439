/* prompt.h: one line that the reader types: a command behind ":", a text behind "/".
 *
 * An editor by grapheme clusters with history (kept while telex runs), completion
 * (commands, settings and their choices, sources' titles and addresses, sections)
 * and paste. Keys: ← → ^B ^F, Home End ^A ^E, Backspace ^H, Delete ^D, ^W ^U ^K,
 * ↑ ↓ ^P ^N history, Tab S-Tab completion, Enter, Escape ^C ^G.
 *
 * May not know: what is done with the line. */
#ifndef TELEX_SCREEN_PROMPT_H
#define TELEX_SCREEN_PROMPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "screen/view.h"

enum prompt_kind { PROMPT_NONE, PROMPT_COMMAND, PROMPT_FIND, PROMPT_KINDS };
enum { PROMPT_HISTORY = 200, PROMPT_MAX = 9000 };

struct prompt {
    enum prompt_kind kind;
    struct str text;
    size_t cursor;         /* byte in text */
    struct { char **items; size_t len, cap; } history[PROMPT_KINDS];
    size_t history_at;     /* == len: the new line */
    char *unfinished;      /* the new line while history is looked at; owned */
    struct { char **items; size_t len, cap; } completions;
    size_t completion_at;
    size_t completion_from; /* byte in text where the completed word begins */
    bool pasting;
};

void prompt_init(struct prompt *p);
void prompt_release(struct prompt *p);
void prompt_open(struct screen *s, enum prompt_kind kind, const char *text);
/* Takes a key. Enter calls prompt_entered() (screen/commands.h) after the prompt was
 * closed; what is typed behind "/" is searched when it is entered. */
void prompt_key(struct screen *s, uint32_t key);
/* Draws it in one row; returns where the cursor stands. Long lines scroll sideways. */
struct cursor prompt_draw(struct screen *s, const struct area *a);

#endif
