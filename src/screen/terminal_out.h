/* terminal_out.h: what curses writes, gathered, so that a paint leaves in one write.
 *
 * curses writes at every jump of its cursor: some fifty times for a window, each of
 * which wakes whoever shows it. It is given a descriptor of its own, which is the
 * terminal, and a file in memory for the time of a paint. Where a system has no such
 * files, curses writes as it does.
 *
 * May not know: what is written. */
#ifndef TELEX_SCREEN_TERMINAL_OUT_H
#define TELEX_SCREEN_TERMINAL_OUT_H

#include <stddef.h>
#include <stdio.h>

/* The stream for newterm(); the same one at every call, never closed. */
FILE *out_stream(void);
/* From now on what is written is kept back. */
void out_gather(void);
/* Sends what was kept back; what is written from now on goes out at once. */
void out_send(void);
/* Bytes that curses knows nothing of, in their order with its own. */
void out_put(const char *bytes, size_t len);

#endif
