/* Manners toward hosts, by a clock that stands until the test moves it: who is
 * asked when, how many at a time, and in whose turn. */
#include <sys/resource.h>

#include "tests/fetch/bed.h"

enum { MANY = 10000 };

static int64_t fake_tick = 1000, fake_now = 800000000;

static int64_t read_now(void *context)
{
    (void)context;
    return fake_now;
}

static int64_t read_tick(void *context)
{
    (void)context;
    return fake_tick;
}

static const struct clock fake = { read_now, read_tick, NULL };

/* Transfers by number, and in which order they ended. */
static struct seen all[64];
static int order[64], ended, begun;

static void note_end(struct seen *s)
{
    order[ended++] = (int)(s - all);
}

static void reset(void)
{
    for (int i = 0; i < begun; i++)
        seen_release(&all[i]);
    begun = ended = 0;
}

static struct fetch *ask(const char *url, bool urgent)
{
    struct fetch_request r = { .address = url, .urgent = urgent, .timeout = 60 };
    seen_init(&all[begun]);
    all[begun].at_done = note_end;
    return begin(&all[begun++], &r);
}

/* Turns until so many have ended, and a little longer, so that one too many would be seen. */
static int turn_until(int count)
{
    int64_t until = clock_tick(&clock_real) + PATIENCE;
    while (ended < count && clock_tick(&clock_real) < until)
        loop_turn(loop, 10);
    until = clock_tick(&clock_real) + 30;
    while (clock_tick(&clock_real) < until)
        loop_turn(loop, 5);
    return ended;
}

static void pass(int64_t ms)
{
    fake_tick += ms;
}

static void test_delay(void)
{
    open_room(&fake, 2, 3);
    ask("http://a.test/text", false);
    ask("http://a.test/text", false);
    ask("http://a.test/text", false);
    ask("http://b.test/text", false);
    is_int(turn_until(2), 2, "each host is asked once at first");
    ok(all[0].done && all[3].done, "  ... the second host waits for nobody");
    pass(2999);
    is_int(turn_until(2), 2, "  ... and not again before the delay is over");
    pass(1);
    is_int(turn_until(3), 3, "then once more");
    ok(all[1].done && !all[2].done, "  ... in the order of the line");
    pass(3000);
    is_int(turn_until(4), 4, "and so on");
    ask("http://a.test/text", false);
    is_int(turn_until(4), 4, "who comes within the delay waits for its end");
    pass(3000);
    is_int(turn_until(5), 5, "  ... and is asked then");
    reset();
    close_room();
}

static void test_urgent(void)
{
    open_room(&fake, 2, 3);
    ask("http://a.test/text", false);
    is_int(turn_until(1), 1, "a host is asked");
    ask("http://a.test/text", false);
    ask("http://a.test/text", false);
    ask("http://a.test/text", true);
    pass(3000);
    is_int(turn_until(2), 2, "one of three goes next");
    ok(all[3].done, "  ... the urgent one");
    reset();
    close_room();
}

static void test_redirected(void)
{
    open_room(&fake, 2, 3);
    ask("http://a.test/redirect/302/http://b.test/text", false);
    ask("http://b.test/text", false);
    is_int(turn_until(1), 1, "a redirect waits for its new host's delay");
    ok(all[1].done, "  ... as that one is asked already");
    ask("http://b.test/text", false);
    pass(3000);
    is_int(turn_until(2), 2, "and is the first in its line");
    ok(all[0].done && !all[2].done, "  ... before those that came later");
    is_str(all[0].url.data, "http://b.test/text", "  ... and ends there");
    pass(3000);
    ask("http://c.test/redirect/302/text", false);
    is_int(turn_until(4), 4, "within a host a redirect goes on at once");
    ask("http://c.test/text", false);
    pass(2999);
    is_int(turn_until(4), 4, "  ... and counts for the delay");
    pass(1);
    is_int(turn_until(5), 5, "  ... that is over at last");
    reset();
    close_room();
}

static void test_connections(void)
{
    open_room(&fake, 2, 0);
    int before = logged("/hang");
    for (int i = 0; i < 5; i++)
        ask("http://a.test/hang", false);
    ask("http://b.test/text", false);
    is_int(turn_until(1), 1, "hosts that hang delay no other");
    is_int(logged("/hang") - before, 2, "two connections to one host, and not more");
    fetch_drop(all[0].t);
    int64_t until = clock_tick(&clock_real) + PATIENCE;
    while (logged("/hang") - before < 3 && clock_tick(&clock_real) < until)
        loop_turn(loop, 10);
    turn_until(1);
    is_int(logged("/hang") - before, 3, "where one ends the next begins");
    close_room();
    reset();
}

static void test_loopback(void)
{
    unsetenv("http_proxy");
    open_room(&fake, 1, 3);
    for (int i = 0; i < 20; i++)
        ask(at("/text"), false);
    is_int(turn_until(20), 20, "a loopback address has no delay");
    reset();
    int before = logged("/hang");
    for (int i = 0; i < 30; i++)
        ask(at("/hang"), false);
    ask(at("/text"), false);
    is_int(turn_until(1), 1, "  ... and many connections");
    is_int(logged("/hang") - before, 30, "  ... at a time");
    close_room();
    reset();
}

static void allow_files(rlim_t count)
{
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = count < files.rlim_max ? count : files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
}

/* Who may open few files asks few at a time, rather than fail. */
static void test_few_files(void)
{
    allow_files(44);
    open_room(&fake, 1, 3);
    int before = logged("/hang");
    for (int i = 0; i < 10; i++)
        ask(at("/hang"), false);
    turn_until(0);
    int64_t until = clock_tick(&clock_real) + PATIENCE;
    while (logged("/hang") - before < 3 && clock_tick(&clock_real) < until)
        loop_turn(loop, 10);
    turn_until(0);
    is_int(logged("/hang") - before, 3, "with 44 descriptors, three at a time");
    ask(at("/text"), true);
    is_int(turn_until(1), 1, "  ... and one that the reader waits for");
    is_int(all[10].result.end, FETCH_WHOLE, "  ... comes whole");
    close_room();
    reset();
    allow_files(1024);
}

/* Ten thousand in line: each costs the same, so that all of this takes no time to speak of. */
static void test_many(void)
{
    struct fetch_sink sink = { NULL, NULL, on_body, on_done };
    struct fetch **line = mem_zero(MANY, sizeof *line);
    int started = 0;
    char url[60];
    open_room(&fake, 1, 3);
    for (int i = 0; i < MANY; i++) {
        snprintf(url, sizeof url, "http://h%d.test/hang", i);
        line[i] = fetch_start(fetcher, &(struct fetch_request){ .address = url, .timeout = 60, .size_limit = 1000 }, &sink, NULL);
        started += line[i] != NULL;
    }
    is_int(started, MANY, "ten thousand are in line");
    is_int((int64_t)fetcher_busy(fetcher), MANY, "  ... all of them counted");
    int before = logged("/hang");
    int64_t until = clock_tick(&clock_real) + PATIENCE;
    while (logged("/hang") - before < FETCH_MAX_CONNECTIONS && clock_tick(&clock_real) < until)
        loop_turn(loop, 10);
    turn_until(0);
    is_int(logged("/hang") - before, FETCH_MAX_CONNECTIONS, "a hundred at a time");
    ask("http://urgent.test/text", true);
    is_int(turn_until(1), 1, "the reader waits for none of them");
    for (int i = 0; i < MANY; i++)
        fetch_drop(line[i]);
    loop_turn(loop, 10);
    is_int((int64_t)fetcher_busy(fetcher), 0, "all are dropped");
    free(line);
    close_room();
    reset();
}

int main(void)
{
    if (!bed_make())
        return 99;
    char proxy[60];
    snprintf(proxy, sizeof proxy, "http://127.0.0.1:%d", server.port);
    setenv("http_proxy", proxy, 1);
    allow_files(1024);
    test_delay();
    test_urgent();
    test_redirected();
    test_connections();
    test_many();
    test_loopback();
    test_few_files();
    bed_remove();
    return tap_done();
}
