/* The loop: timers by a clock that the test moves, descriptors that come and go within
 * callbacks, signals. */
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <unistd.h>

#include "base/mem.h"
#include "tests/tap.h"
#include "wire/loop.h"

static int64_t tick_now;
static int64_t fake_tick(void *context)
{
    (void)context;
    return tick_now;
}

static struct loop *new_loop(void)
{
    const struct clock clock = { .now = fake_tick, .tick = fake_tick };
    tick_now = 1000;
    return loop_new(&clock);
}

/* What waits in place of poll(): time passes, nothing comes. */
static int asked_ms;
static int wait_for_nothing(void *context, struct pollfd *fds, size_t count, int timeout_ms)
{
    (void)context;
    asked_ms = timeout_ms;
    for (size_t i = 0; i < count; i++)
        fds[i].revents = 0;
    return 0;
}

/* ---- Timers; each writes its letter ---- */

static char said[100], letter_c[] = "c";
static struct loop *the_loop;
static void say(void *context)
{
    strcat(said, context);
}

static const char *said_now(void)
{
    static char copy[sizeof said];
    strcpy(copy, said);
    said[0] = 0;
    return copy;
}

static void say_and_go_on(void *context)
{
    say(context);
    loop_after(the_loop, 0, say_and_go_on, context);
}

static void say_and_stop_c(void *context)
{
    say(context);
    loop_stop(the_loop, say, letter_c);
}

static void say_and_move_c(void *context)
{
    say(context);
    loop_after(the_loop, 100, say, letter_c);
}

static void test_timers(void)
{
    char a[] = "a", b[] = "b", c[] = "c";
    struct loop *l = the_loop = new_loop();
    loop_poller(l, wait_for_nothing, NULL);
    loop_turn(l, -1);
    is_int(asked_ms, -1, "without a timer the loop waits for ever");
    loop_turn(l, 50);
    is_int(asked_ms, 50, "or as long as it is told");
    loop_after(l, 30, say, c);
    loop_after(l, 10, say, a);
    loop_after(l, 20, say, b);
    loop_turn(l, -1);
    is_int(asked_ms, 10, "until the first timer");
    is_str(said_now(), "", "which is not due yet");
    loop_turn(l, 5);
    is_int(asked_ms, 5, "or as long as it is told, where that is less");
    tick_now += 10;
    loop_turn(l, -1);
    is_str(said_now(), "a", "then it is");
    tick_now += 1000;
    loop_turn(l, -1);
    is_int(asked_ms, 0, "the loop does not wait where timers are late");
    is_str(said_now(), "bc", "late ones are called in their order, each once");
    loop_turn(l, -1);
    ok(said_now()[0] == 0 && asked_ms == -1, "and no more");
    loop_after(l, 10, say, a);
    loop_after(l, 50, say, a);
    tick_now += 20;
    loop_turn(l, -1);
    is_str(said_now(), "", "set again, a timer moves");
    loop_stop(l, say, a);
    loop_stop(l, say, b);
    tick_now += 100;
    loop_turn(l, -1);
    is_str(said_now(), "", "stopped, it is not called, and one that is not set may be stopped");
    loop_after(l, -5, say, b);
    loop_turn(l, -1);
    is_str(said_now(), "b", "a time that is over is now");
    loop_after(l, INT64_C(1) << 40, say, a);
    loop_turn(l, -1);
    is_int(asked_ms, INT_MAX, "one beyond poll()'s reach is waited for piece by piece");
    loop_free(l);
}

static void test_timers_within_timers(void)
{
    char a[] = "a", b[] = "b";
    struct loop *l = the_loop = new_loop();
    loop_poller(l, wait_for_nothing, NULL);
    loop_after(l, 0, say_and_go_on, a);
    loop_after(l, 500, say, b);
    loop_after(l, 600, say, b);
    loop_turn(l, -1);
    is_str(said_now(), "a", "a timer that sets itself again waits for the next turn");
    loop_turn(l, -1);
    is_str(said_now(), "a", "and is called in it");
    loop_stop(l, say_and_go_on, a);
    loop_stop(l, say, b);
    loop_after(l, 1, say_and_stop_c, a);
    loop_after(l, 2, say, letter_c);
    tick_now += 10;
    loop_turn(l, -1);
    is_str(said_now(), "a", "a timer stops another that is due");
    loop_after(l, 1, say_and_move_c, a);
    loop_after(l, 2, say, letter_c);
    tick_now += 10;
    loop_turn(l, -1);
    is_str(said_now(), "a", "or moves it");
    tick_now += 100;
    loop_turn(l, -1);
    is_str(said_now(), "c", "to when it is due");
    loop_free(l);
}

/* ---- Descriptors ---- */

struct pair {
    int read, write;
    int called;
    short events;
    struct pair *other;
};

static void open_pipe(struct pair *p)
{
    int fds[2];
    must(pipe(fds) == 0);
    *p = (struct pair){ .read = fds[0], .write = fds[1] };
}

static void close_pipe(struct pair *p)
{
    close(p->read);
    close(p->write);
}

static void note_ready(void *context, short events)
{
    struct pair *p = context;
    p->called++;
    p->events = events;
}

static void forget_both(void *context, short events)
{
    struct pair *p = context;
    note_ready(p, events);
    loop_forget(the_loop, p->read);
    loop_forget(the_loop, p->other->read);
}

/* Closes a descriptor that is ready too and watches a new one that gets its number. */
static void replace_other(void *context, short events)
{
    struct pair *p = context, *other = p->other;
    int number = other->read;
    note_ready(p, events);
    loop_forget(the_loop, number);
    close_pipe(other);
    open_pipe(other);
    loop_watch(the_loop, other->read, POLLIN, note_ready, other);
}

static void watch_another(void *context, short events)
{
    struct pair *p = context;
    note_ready(p, events);
    loop_forget(the_loop, p->read);
    for (int i = 0; i < 40; i++) /* so many that the loop's own array moves */
        loop_watch(the_loop, p->other[i].read, POLLIN, note_ready, &p->other[i]);
}

static void test_descriptors(void)
{
    struct pair a, b;
    struct loop *l = the_loop = new_loop();
    open_pipe(&a);
    open_pipe(&b);
    loop_watch(l, a.read, POLLIN, note_ready, &a);
    loop_watch(l, b.read, POLLIN, note_ready, &b);
    loop_turn(l, 0);
    ok(a.called == 0 && b.called == 0, "nothing is ready");
    must(write(a.write, "x", 1) == 1);
    loop_turn(l, -1);
    ok(a.called == 1 && a.events == POLLIN && b.called == 0, "the one that is ready is called");
    loop_watch(l, a.read, 0, note_ready, &a);
    loop_turn(l, 0);
    is_int(a.called, 1, "watched again for nothing it is not");
    close(b.write);
    loop_turn(l, 0);
    ok(b.called == 1 && (b.events & POLLHUP), "a hang-up is seen");
    loop_watch(l, b.read, 0, note_ready, &b);
    loop_turn(l, 0);
    is_int(b.called, 2, "even where nothing is asked for");
    loop_forget(l, b.read);
    loop_forget(l, b.read);
    loop_forget(l, -1);
    loop_turn(l, 0);
    is_int(b.called, 2, "forgotten it is not");
    close_pipe(&a);
    close(b.read);
    loop_free(l);
}

static void test_descriptors_within_callbacks(void)
{
    struct pair a, b, more[40];
    struct loop *l = the_loop = new_loop();
    open_pipe(&a);
    open_pipe(&b);
    a.other = &b;
    must(write(a.write, "x", 1) == 1 && write(b.write, "x", 1) == 1);
    loop_watch(l, a.read, POLLIN, forget_both, &a);
    loop_watch(l, b.read, POLLIN, note_ready, &b);
    loop_turn(l, -1);
    ok(a.called == 1 && b.called == 0, "forgotten by another's callback, one that was ready is not called");
    loop_turn(l, 0);
    ok(a.called == 1 && b.called == 0, "nor later");
    loop_watch(l, a.read, POLLIN, replace_other, &a);
    loop_watch(l, b.read, POLLIN, note_ready, &b);
    loop_turn(l, -1);
    ok(a.called == 2 && b.called == 0, "a new descriptor with the number of one that was ready is not taken for it");
    for (int i = 0; i < 40; i++) {
        open_pipe(&more[i]);
        must(write(more[i].write, "x", 1) == 1);
    }
    a.other = more;
    loop_watch(l, a.read, POLLIN, watch_another, &a);
    loop_turn(l, -1);
    is_int(more[39].called, 0, "those that a callback adds wait for the next turn");
    loop_turn(l, -1);
    int called = 0;
    for (int i = 0; i < 40; i++)
        called += more[i].called;
    is_int(called, 40, "in which each is called once");
    for (int i = 0; i < 40; i++)
        close_pipe(&more[i]);
    close_pipe(&a);
    close_pipe(&b);
    loop_free(l);
}

/* ---- Signals, and the end ---- */

static int caught[3];
static void note_caught(void *context, int number)
{
    (void)context;
    caught[number == SIGUSR1 ? 1 : number == SIGUSR2 ? 2 : 0]++;
}

static void end_at(void *context, int number)
{
    (void)number;
    loop_end(context);
}

static void test_signals(void)
{
    struct sigaction before = { .sa_handler = SIG_IGN }, after;
    sigemptyset(&before.sa_mask);
    sigaction(SIGUSR1, &before, NULL);
    struct loop *l = new_loop();
    loop_catch(l, SIGUSR1, note_caught, NULL);
    loop_catch(l, SIGUSR2, note_caught, NULL);
    loop_turn(l, 0);
    is_int(caught[1] + caught[2], 0, "no signal came");
    raise(SIGUSR1);
    raise(SIGUSR1);
    raise(SIGUSR2);
    is_int(caught[1], 0, "a signal is not told in its handler");
    loop_turn(l, -1);
    ok(caught[1] == 2 && caught[2] == 1 && caught[0] == 0, "but from the loop, each by its number");
    loop_catch(l, SIGUSR2, end_at, l);
    raise(SIGUSR2);
    loop_run(l);
    is_int(caught[2], 1, "caught again for something else: it ends the loop");
    loop_free(l);
    sigaction(SIGUSR1, NULL, &after);
    ok(after.sa_handler == SIG_IGN, "what the signal did before is put back");
}

static int failing_wait(void *context, struct pollfd *fds, size_t count, int timeout_ms)
{
    (void)timeout_ms;
    for (size_t i = 0; i < count; i++)
        fds[i].revents = POLLIN;
    ++*(int *)context;
    return -1;
}

static void test_interrupted_wait(void)
{
    struct pair a;
    struct loop *l = new_loop();
    int waits = 0;
    open_pipe(&a);
    loop_watch(l, a.read, POLLIN, note_ready, &a);
    loop_poller(l, failing_wait, &waits);
    loop_turn(l, 0);
    ok(waits == 1 && a.called == 0, "a wait that failed makes nothing ready");
    loop_poller(l, NULL, NULL);
    loop_turn(l, 0);
    is_int(waits, 1, "without a waiter of its own the loop polls again");
    close_pipe(&a);
    loop_free(l);
}

int main(void)
{
    test_timers();
    test_timers_within_timers();
    test_descriptors();
    test_descriptors_within_callbacks();
    test_signals();
    test_interrupted_wait();
    return tap_done();
}
