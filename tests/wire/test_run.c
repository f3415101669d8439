/* A command beside the loop: what goes in, what comes out, and that it ends. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "tests/tap.h"
#include "wire/run.h"

static struct loop *loop;

struct seen {
    struct str out, said;
    size_t in_left, most;
    struct run_end end;
    int done;
};

static size_t give(void *context, void *bytes, size_t max)
{
    struct seen *s = context;
    size_t n = s->in_left < max ? s->in_left : max;
    memset(bytes, 'x', n);
    s->in_left -= n;
    return n;
}

static bool take(void *context, const void *bytes, size_t len)
{
    struct seen *s = context;
    str_add(&s->out, bytes, len);
    return !s->most || s->out.len < s->most;
}

static void done(void *context, const struct run_end *end)
{
    struct seen *s = context;
    s->end = *end;
    str_adds(&s->said, end->said);
    s->done++;
}

static void begin_with(struct seen *s, size_t in, size_t most)
{
    *s = (struct seen){ .in_left = in, .most = most };
    str_init(&s->out, 0);
    str_init(&s->said, 0);
}

static void release(struct seen *s)
{
    str_release(&s->out);
    str_release(&s->said);
}

static void run(struct seen *s, const char *script, bool has_input, int64_t timeout_ms)
{
    const char *const argv[] = { "sh", "-c", script, NULL };
    const struct run_sink sink = { s, has_input ? give : NULL, take, done };
    struct err err = { 0 };
    if (!ok(run_start(loop, argv, timeout_ms, &sink, &err) != NULL, "it is started: %s %s", script, err.text))
        return;
    for (int i = 0; i < 2000 && !s->done; i++)
        loop_turn(loop, 100);
}

static void test_ends(void)
{
    struct seen s;
    begin_with(&s, 0, 0);
    run(&s, "echo out; echo first >&2; printf 'last\\033[1m \\n\\n' >&2", false, 10000);
    ok(s.done == 1 && s.end.how == RUN_DONE, "status 0 is well");
    is_str(s.out.data, "out\n", "its output comes");
    ok(str_starts(s.said.data, "last") && !strchr(s.said.data, '\033'), "the last line of its errors is kept, without what acts on a terminal: %s", s.said.data);
    release(&s);
    begin_with(&s, 0, 0);
    run(&s, "exit 7", false, 10000);
    ok(s.end.how == RUN_FAILED && s.end.status == 7, "another status");
    release(&s);
    begin_with(&s, 0, 0);
    run(&s, "kill -TERM $$", false, 10000);
    ok(s.end.how == RUN_KILLED && s.end.status == SIGTERM, "a signal");
    release(&s);
    begin_with(&s, 0, 0);
    run(&s, "trap '' TERM HUP; while :; do sleep 1; done", false, 100);
    ok(s.end.how == RUN_TOO_SLOW, "who takes too long is ended, whatever he ignores");
    release(&s);
    begin_with(&s, 0, 0);
    run(&s, "exec >&-; while :; do sleep 1; done", false, 60000);
    ok(s.end.how == RUN_KILLED, "who has closed his output and stays is ended too");
    release(&s);
    begin_with(&s, 0, 100);
    run(&s, "while :; do echo 0123456789; done", false, 60000);
    ok(s.end.how == RUN_STOPPED && s.out.len >= 100, "who says more than is wanted");
    release(&s);
}

/* More than any pipe holds, both ways at once. */
static void test_both_ways(void)
{
    struct seen s;
    begin_with(&s, 3000000, 0);
    run(&s, "cat", true, 20000);
    ok(s.end.how == RUN_DONE && s.out.len == 3000000 && s.in_left == 0, "what goes in comes out");
    release(&s);
    begin_with(&s, 3000000, 0);
    run(&s, "echo enough", true, 20000);
    ok(s.end.how == RUN_DONE && s.out.len == 7, "who reads none of it is not forced to");
    release(&s);
    begin_with(&s, 0, 0);
    run(&s, "wc -c", false, 20000);
    ok(s.end.how == RUN_DONE && strtol(s.out.data, NULL, 10) == 0, "without an input it reads nothing");
    release(&s);
}

static void test_not_there(void)
{
    const char *const argv[] = { "telex-no-such-command", NULL };
    struct seen s;
    const struct run_sink sink = { &s, NULL, take, done };
    struct err err = { 0 };
    ok(!run_start(loop, argv, 1000, &sink, &err) && strstr(err.text, argv[0]), "what is not there is named: %s", err.text);
}

int main(void)
{
    const struct clock clock = clock_system();
    signal(SIGPIPE, SIG_IGN);
    loop = loop_new(&clock);
    test_ends();
    test_both_ways();
    if (!getenv("TELEX_UNDER_VALGRIND"))
        test_not_there();
    loop_free(loop);
    return tap_done();
}
