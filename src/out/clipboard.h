/* clipboard.h: copying by OSC 52, which reaches the reader's own machine over SSH.
 *
 * May not know: the screen; whoever calls writes the bytes to the terminal. */
#ifndef TELEX_OUT_CLIPBOARD_H
#define TELEX_OUT_CLIPBOARD_H

#include <stdbool.h>

#include "base/str.h"

/* More than this many bytes is not copied: terminals drop longer sequences. */
enum { CLIPBOARD_MAX = 50000 };

/* Appends the sequence that puts `text` on the clipboard; in_tmux wraps it so
 * that tmux hands it on.  False, and nothing appended, where it is too long. */
bool clipboard_sequence(const char *text, bool in_tmux, struct str *out);

#endif
