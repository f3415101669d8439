/* playing.h: starts tests/fetch/server for a test written in C, and ends it. */
#ifndef TELEX_TESTS_FETCH_PLAYING_H
#define TELEX_TESTS_FETCH_PLAYING_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

struct playing {
    pid_t pid;
    int in; /* its standard input: it ends when this is closed */
    int port;
};

static void playing_run(int in, int out, const char *folder, const char *log)
{
    char program[4096];
    const char *build = getenv("builddir");
    snprintf(program, sizeof program, "%s/tests/fetch/server", build ? build : ".");
    dup2(in, 0);
    dup2(out, 1);
    execl(program, program, "--log", log, folder, (char *)NULL);
    _exit(127);
}

/* False where it does not come up. */
static bool playing_start(struct playing *p, const char *folder, const char *log)
{
    int in[2], out[2];
    char line[32] = "";
    if (pipe(in) != 0 || pipe(out) != 0 || (p->pid = fork()) < 0)
        return false;
    if (p->pid == 0) {
        close(in[1]);
        close(out[0]);
        playing_run(in[0], out[1], folder, log);
    }
    close(in[0]);
    close(out[1]);
    ssize_t n = read(out[0], line, sizeof line - 1);
    close(out[0]);
    p->in = in[1];
    p->port = n > 0 ? (int)strtol(line, NULL, 10) : 0;
    return p->port > 0;
}

static void playing_end(struct playing *p)
{
    close(p->in);
    waitpid(p->pid, NULL, 0);
}

#endif
