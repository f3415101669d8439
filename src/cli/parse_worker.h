/* parse_worker.h: telex-parse as the desk starts it: one end of a socket pair in,
 * documents out, until the desk closes it.
 *
 * What can be needed is opened, every right is given up, and then the first byte
 * is read.  A message that breaks the rules ends the worker: the desk starts
 * another.
 *
 * May not know: what the desk does with the answers. */
#ifndef TELEX_CLI_PARSE_WORKER_H
#define TELEX_CLI_PARSE_WORKER_H

/* Serves the descriptor, which becomes the worker's own; the exit status. */
int parse_worker(int fd);

#endif
