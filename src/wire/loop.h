/* loop.h: the poll loop that each process has one of: descriptors, timers, signals.
 *
 * Callbacks may add and remove anything, themselves included. Waiting is done by
 * poll(), or by the function that loop_poller() sets (the desk waits for its
 * transfers in the same call).
 *
 * May not know: what the descriptors are. */
#ifndef TELEX_WIRE_LOOP_H
#define TELEX_WIRE_LOOP_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"

struct loop;
typedef void loop_ready(void *context, short events);
typedef void loop_due(void *context);
typedef void loop_signal(void *context, int number);
typedef int loop_wait(void *context, struct pollfd *fds, size_t count, int timeout_ms);

struct loop *loop_new(const struct clock *clock);
/* Restores the handlers of the signals that it caught. */
void loop_free(struct loop *l);

/* Calls ready() when one of `events` (POLLIN, POLLOUT) has come, or an error or a
 * hang-up; watching a descriptor again replaces its events. Events 0 still sees
 * the hang-up. */
void loop_watch(struct loop *l, int fd, short events, loop_ready *ready, void *context);
void loop_forget(struct loop *l, int fd);

/* Calls due(context) once after so many milliseconds; the pair (due, context) is
 * the timer's name: setting it again moves it, and it may be stopped when not set. */
void loop_after(struct loop *l, int64_t ms, loop_due *due, void *context);
void loop_stop(struct loop *l, loop_due *due, void *context);

/* Catches a signal and reports it from the loop. One loop a process may do so. */
void loop_catch(struct loop *l, int number, loop_signal *caught, void *context);

/* What waits in place of poll(). */
void loop_poller(struct loop *l, loop_wait *wait, void *context);

/* One turn: waits at most timeout_ms (-1: until something happens), calls what is
 * ready or due. */
void loop_turn(struct loop *l, int timeout_ms);
/* Turns until loop_end(). */
void loop_run(struct loop *l);
void loop_end(struct loop *l);

#endif
