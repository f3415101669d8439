/* run.h: a command of the reader's, run beside the loop: what goes in, what
 * comes out, and an end to it whatever it does.
 *
 * It gets no terminal and no descriptor of ours, and a process group of its own,
 * which is killed when it is too slow, when nobody wants more of it, or when it has
 * closed its output and does not end. Its words are an argument vector: no shell
 * reads them.
 *
 * May not know: what the bytes mean, who named the command. */
#ifndef TELEX_WIRE_RUN_H
#define TELEX_WIRE_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "wire/loop.h"

struct run;

enum run_how { RUN_DONE, RUN_FAILED, RUN_KILLED, RUN_TOO_SLOW, RUN_STOPPED };

/* How it ended: with status 0, with another (`status`), by a signal (`status`), by
 * us for its time, by take(). `said`: the last line of what it wrote as errors,
 * plain text, "" for none; borrowed for the call. */
struct run_end {
    enum run_how how;
    int status;
    const char *said;
};

struct run_sink {
    void *context;
    /* The next bytes for its input, at most max: how many, 0 at the end. NULL: it has no input. */
    size_t (*give)(void *context, void *bytes, size_t max);
    /* False: no more is wanted. */
    bool (*take)(void *context, const void *bytes, size_t len);
    /* Once, from the loop; then the command is gone. */
    void (*done)(void *context, const struct run_end *end);
};

/* NULL with err where it cannot be started at all (it is not there). */
struct run *run_start(struct loop *l, const char *const argv[], int64_t timeout_ms, const struct run_sink *sink,
                              struct err *err);
/* Takes nothing of its output until it is told to go on. */
void run_pause(struct run *c, bool pause);
/* Ends it without done(). NULL is allowed. */
void run_drop(struct run *c);

#endif
