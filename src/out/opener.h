/* opener.h: handing an address to a browser.
 *
 * The reader's setting comes first, then $BROWSER, then the desktop's own
 * opener where there is a display.  No shell is involved: the command is split
 * into words here, and the address is one of them.
 *
 * May not know: the screen (whoever calls gives the terminal away first where
 * the browser needs it), the settings. */
#ifndef TELEX_OUT_OPENER_H
#define TELEX_OUT_OPENER_H

#include <stdbool.h>

#include "base/err.h"

struct opener {
    char **words;      /* the command and its arguments, NULL at the end; owned */
    bool in_terminal;  /* a text browser: it needs the terminal until it ends */
};

/* Chooses a browser for an address.  setting: a command, "%u" in it is the
 * address (appended where there is none); "" or NULL: none.  In $BROWSER "%s" is
 * the address, and ':' divides commands, of which the first that is installed is
 * taken.  -1: the address is not http or https (ERR_INPUT), or no browser can
 * work here (ERR_SYSTEM); *o is then empty.  Owner: the caller, by opener_release(). */
int opener_choose(struct opener *o, const char *setting, const char *url, struct err *err);
void opener_release(struct opener *o);

/* Starts it.  In a terminal it waits for its end; else it returns at once, the
 * browser detached and without the terminal.  -1 where it could not be started. */
int opener_run(const struct opener *o, struct err *err);

#endif
