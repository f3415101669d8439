/* program.h: a program in a pseudo-terminal, as a shell would have started it.
 *
 * Between the test and the program stands a warden: it leads the session, so that the
 * program can be stopped and continued (the kernel lets nobody stop a session's leader
 * that has no parent there), and tells what becomes of it. */
#ifndef TELEX_TESTS_SCREEN_PROGRAM_H
#define TELEX_TESTS_SCREEN_PROGRAM_H

#include <stdbool.h>
#include <sys/types.h>

struct program {
    int master;  /* our side of the terminal, never blocking; -1: closed */
    int slave;   /* its side, only to be asked what has not been read; -1: closed */
    int events;  /* what the warden tells; -1: closed */
    pid_t warden, pid;
    bool started, stopped, ended;
    int status;  /* as waitpid() gave it, once ended */
};

/* Starts argv (argv[0] a path) in a terminal of that size, in the folder dir. */
bool program_start(struct program *p, const char *const argv[], const char *dir, int rows, int cols);
void program_resize(const struct program *p, int rows, int cols);
void program_signal(const struct program *p, int number);
/* Takes what the warden told. */
void program_serve(struct program *p);
/* Nothing that was typed is unread, and it waits for something. */
bool program_idle(const struct program *p);
/* How often it has begun to wait; -1 where nobody can say. */
long program_waits(const struct program *p);
/* Takes its terminal away, as a lost connection does. */
void program_hang_up(struct program *p);
/* Ends it, however that has to be done. */
void program_release(struct program *p);

#endif
