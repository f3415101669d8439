/* desk.h: the newsroom, whole: what is due, whom to ask, what to keep.
 *
 * Takes orders from one screen or command over a socket (wire/messages.def,
 * WAY_TO_DESK), asks publishers by fetch/, hands their bytes to parsers
 * (telex-parse), and writes what comes back into the store. It never looks into a
 * feed or a page. One desk refreshes a store at a time (desk.lock beside it).
 *
 * May not know: the screen, libcurl, markup, SQLite. */
#ifndef TELEX_DESK_DESK_H
#define TELEX_DESK_DESK_H

#include "base/clock.h"

/* Serves the socket `fd` until the other side says BYE or is gone, and what is in
 * flight has ended or a second has passed. Returns the exit status. */
int desk_run(int fd, const struct clock *clock);

#endif
