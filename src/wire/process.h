/* process.h: starting other programs, telex's own helpers first of all.
 *
 * A helper gets one end of a socket pair as descriptor 0, /dev/null as 1 and 2,
 * and nothing else; it runs in a process group of its own where asked, so that ^C
 * at the terminal reaches only the program that the reader sees.
 *
 * Where helpers are looked for, in this order: the folder that TELEX_LIBEXECDIR
 * names (tests), the folder of the running program (a build tree; libexecdir for
 * the desk), PKGLIBEXECDIR (where make install puts them).
 *
 * May not know: what the helpers do. */
#ifndef TELEX_WIRE_PROCESS_H
#define TELEX_WIRE_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/err.h"

/* The helper's path. Owner: the caller, by free(). */
char *process_helper(const char *name);

/* Starts a helper (argv[0] is its name). *fd is our end of the socket pair:
 * non-blocking, closed on exec. -1 with err where it cannot be started. */
int process_start(const char *const argv[], bool own_group, pid_t *pid, int *fd, struct err *err);
/* Starts any program with these descriptors as its 0, 1 and 2 (-1: /dev/null) and no
 * other; argv ends in NULL. 0, or -1 with errno. */
enum { PROCESS_GROUP = 1 /* its own */, PROCESS_SEARCH = 2 /* in PATH */ };
int process_spawn(const char *path, const char *const argv[], const int fds[3], int how, pid_t *pid);
/* True where the child has ended (and is then gone for good); *status as of wait(). */
bool process_ended(pid_t pid, int *status);
/* Kills and collects. */
void process_kill(pid_t pid);

/* First thing in a helper's main(): closes every descriptor above 2, ignores
 * SIGPIPE and SIGXFSZ, and (Linux) ends with the process that started it where `with_parent`. */
void process_settle(bool with_parent);

/* Processors that may be used, at least 1. */
int process_cores(void);

#endif
