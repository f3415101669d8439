/* Transfers against a server that plays publishers good and bad: what comes of
 * each, and what we asked. */
#include <arpa/inet.h>
#include <sched.h>
#include <sys/socket.h>

#include "fetch/address.h"
#include "tests/fetch/bed.h"

/* ---- What comes of each answer ---- */

static const struct {
    const char *path;
    enum fetch_end end;
    int status;
    const char *body; /* NULL: not looked at */
} answers[] = {
    { "/text", FETCH_WHOLE, 200, "a text" },
    { "/empty", FETCH_WHOLE, 200, "" },
    { "/status/204", FETCH_WHOLE, 204, "" },
    { "/chunks", FETCH_WHOLE, 200, "one two three" },
    { "/slow", FETCH_WHOLE, 200, "0123456789" },
    { "/lying-length", FETCH_WHOLE, 200, "hones" },
    { "/status/404", FETCH_STATUS, 404, "" },
    { "/status/410", FETCH_STATUS, 410, "" },
    { "/status/500", FETCH_STATUS, 500, "" },
    { "/status/206", FETCH_STATUS, 206, "" },
    { "/auth", FETCH_STATUS, 401, "" },
    { "/unasked-304", FETCH_STATUS, 304, "" },
    { "/no-such-file", FETCH_STATUS, 404, "" },
    { "/cut", FETCH_BROKEN, 200, NULL },
    { "/garbage", FETCH_BROKEN, 0, "" },
    { "/nothing", FETCH_BROKEN, 0, "" },
    { "/headers", FETCH_TOO_LARGE, 200, "" },
    { "/gzip-bomb", FETCH_TOO_LARGE, 200, NULL },
    { "/endless", FETCH_TOO_LARGE, 200, NULL },
    { "/large/1048576", FETCH_WHOLE, 200, NULL },
    { "/large/1048577", FETCH_TOO_LARGE, 200, NULL },
    { "/loop", FETCH_REFUSED, 302, "" },
    { "/hops/5", FETCH_WHOLE, 200, "arrived" },
    { "/hops/6", FETCH_REFUSED, 301, "" },
    { "/redirect/302/ftp:%2F%2Fa.test/x", FETCH_REFUSED, 302, "" },
    { "/redirect/302/file:%2F%2F/etc/passwd", FETCH_REFUSED, 302, "" },
    { "/redirect/302/text", FETCH_WHOLE, 200, "a text" },
};

static void test_answers(void)
{
    struct seen s;
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        get(&s, (struct fetch_request){ .address = at(answers[i].path) });
        bool well = answers[i].end == FETCH_WHOLE;
        ok(s.done == 1 && s.result.end == answers[i].end && s.result.status == answers[i].status,
           "%s ends as %d, status %d (got %d, %d)", answers[i].path, (int)answers[i].end, answers[i].status, (int)s.result.end, s.result.status);
        if (answers[i].body)
            is_str(s.body.data, answers[i].body, "  ... with its body");
        ok((s.text.len == 0) == well, "  ... and a sentence where it failed (%s)", s.text.data);
        ok(s.heads == (well || s.pieces ? 1 : 0), "  ... head() once where there is a body");
        ok(s.body.len <= 1 << 20 && (int64_t)s.body.len <= s.result.bytes, "  ... within the limit");
        seen_release(&s);
    }
}

/* ---- Asked again ---- */

static void test_conditional(void)
{
    struct seen first, again;
    write_file("feed.xml", "<rss/>", 6);
    get(&first, (struct fetch_request){ .address = at("/feed.xml") });
    is_str(first.body.data, "<rss/>", "a file of the server comes whole");
    get(&again, (struct fetch_request){ .address = at("/feed.xml"), .etag = first.etag.data, .last_modified = first.modified.data });
    ok(again.result.end == FETCH_NOT_MODIFIED && again.result.status == 304, "the same file is not modified");
    ok(again.heads == 0 && again.pieces == 0 && again.done == 1, "  ... and has no body");
    is_str(again.etag.data, first.etag.data, "  ... and the same ETag");
    seen_release(&first);
    seen_release(&again);
}

static void test_asked(void)
{
    struct seen s;
    get(&s, (struct fetch_request){ .address = at("/text"), .etag = "\"one\"", .last_modified = "Sun, 06 Nov 1994 08:49:37 GMT",
                                    .user_agent = "reader/1", .accept = "application/rss+xml" });
    ok(logged_with("/text", "If-None-Match=\"one\"\t"), "the ETag is sent as it came");
    ok(logged_with("/text", "If-Modified-Since=Sun, 06 Nov 1994 08:49:37 GMT\t"), "the date is sent as it came");
    ok(logged_with("/text", "User-Agent=reader/1"), "the reader's own user agent is sent");
    ok(logged_with("/text", "Accept=application/rss+xml"), "what is accepted is said");
    seen_release(&s);
    get(&s, (struct fetch_request){ .address = at("/text?plain"), .etag = "x\r\nEvil: 1" });
    ok(!logged_with("/text?plain", "If-None-Match"), "an ETag that would forge a header is not sent");
    ok(logged_with("/text?plain", "User-Agent=telex/"), "telex says who it is");
    seen_release(&s);
}

/* ---- Redirects ---- */

static const struct {
    const char *path, *moved, *url; /* "": nowhere */
    enum fetch_end end;
} moves[] = {
    { "/redirect/301/text", "/text", "/text", FETCH_WHOLE },
    { "/redirect/308/text", "/text", "/text", FETCH_WHOLE },
    { "/redirect/302/text", "", "/text", FETCH_WHOLE },
    { "/redirect/303/text", "", "/text", FETCH_WHOLE },
    { "/redirect/307/text", "", "/text", FETCH_WHOLE },
    { "/hops/3", "/hops/0", "/hops/0", FETCH_WHOLE },
    { "/redirect/301/redirect/302/text", "/redirect/302/text", "/text", FETCH_WHOLE },
    { "/redirect/302/redirect/301/text", "", "/text", FETCH_WHOLE },
    { "/redirect/301/no-such-file", "", "/no-such-file", FETCH_STATUS },
    { "/redirect/301/text#part", "/text", "/text", FETCH_WHOLE },
};

static void test_redirects(void)
{
    struct seen s;
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
        get(&s, (struct fetch_request){ .address = at(moves[i].path) });
        is_int(s.result.end, moves[i].end, moves[i].path);
        is_str(s.moved.data, *moves[i].moved ? at(moves[i].moved) : "", "  ... has moved to");
        is_str(s.url.data, at(moves[i].url), "  ... was read at");
        ok(!s.heads || str_same(s.head_url.data, s.url.data), "  ... and head() said so");
        seen_release(&s);
    }
}

/* ---- Passwords ---- */

static const char *with_user(const char *user, const char *host, const char *path)
{
    static char url[600];
    snprintf(url, sizeof url, "http://%s@%s:%d%s", user, host, server.port, path);
    return url;
}

static void test_passwords(void)
{
    struct seen s;
    char url[600], path[300];
    get(&s, (struct fetch_request){ .address = with_user("reader:secret", "127.0.0.1", "/auth") });
    is_str(s.body.data, "for readers", "name and password of the address are given");
    is_str(s.url.data, at("/auth"), "  ... and stand in no address that is told");
    seen_release(&s);
    get(&s, (struct fetch_request){ .address = with_user("reader:s%65cret", "127.0.0.1", "/auth?1") });
    is_str(s.body.data, "for readers", "escapes in them are undone");
    seen_release(&s);
    get(&s, (struct fetch_request){ .address = with_user("reader:wrong", "127.0.0.1", "/auth?2") });
    is_int(s.result.status, 401, "a wrong one is told");
    seen_release(&s);
    get(&s, (struct fetch_request){ .address = with_user("reader:secret", "127.0.0.1", "/redirect/301/auth") });
    is_str(s.body.data, "for readers", "a redirect to the same server keeps them");
    snprintf(url, sizeof url, "%s", with_user("reader:secret", "127.0.0.1", "/auth"));
    is_str(s.moved.data, url, "  ... and so does the address to move to");
    seen_release(&s);
    snprintf(path, sizeof path, "/redirect/301/http://localhost:%d/auth?elsewhere", server.port);
    get(&s, (struct fetch_request){ .address = with_user("reader:secret", "127.0.0.1", path) });
    is_int(s.result.status, 401, "a redirect to another host does not");
    ok(logged("\t/auth?elsewhere") == 1 && !logged_with("\t/auth?elsewhere", "Authorization"), "  ... the other host never saw them");
    seen_release(&s);
}

/* ---- Private addresses ---- */

static const struct {
    const char *host, *found_at;
    bool allowed;
    enum fetch_end end;
} privates[] = {
    { "127.0.0.1", NULL, false, FETCH_WHOLE },
    { "2130706433", NULL, false, FETCH_WHOLE },
    { "127.0.0.1", "http://a.test/feed", false, FETCH_REFUSED },
    { "127.0.0.1", "http://a.test/feed", true, FETCH_WHOLE },
    { "localhost", "http://a.test/feed", false, FETCH_REFUSED },
    { "2130706433", "http://a.test/feed", false, FETCH_REFUSED }, /* its connection of above is not used again */
    { "0x7f.1", "http://a.test/feed", false, FETCH_REFUSED },
    { "[::ffff:127.0.0.1]", "http://a.test/feed", false, FETCH_REFUSED },
    { "127.0.0.1", "http://127.0.0.1/feed", false, FETCH_WHOLE },
    { "127.0.0.1", "http://192.168.1.1/feed", false, FETCH_WHOLE },
    { "127.0.0.1", "/home/reader/feed.xml", false, FETCH_WHOLE },
};

static void test_private(void)
{
    struct seen s;
    char url[300];
    for (size_t i = 0; i < sizeof privates / sizeof privates[0]; i++) {
        snprintf(url, sizeof url, "http://%s:%d/text", privates[i].host, server.port);
        get(&s, (struct fetch_request){ .address = url, .found_at = privates[i].found_at, .private_addresses = privates[i].allowed });
        ok(s.result.end == privates[i].end, "%s named by %s%s ends as %d (got %d)", privates[i].host, privates[i].found_at ? privates[i].found_at : "the reader",
           privates[i].allowed ? ", allowed," : "", (int)privates[i].end, (int)s.result.end);
        seen_release(&s);
    }
    get(&s, (struct fetch_request){ .address = at("/to-private") });
    is_int(s.result.end, FETCH_WHOLE, "from a private address to a private one is no secret");
    seen_release(&s);
    setenv("http_proxy", at(""), 1);
    get(&s, (struct fetch_request){ .address = "http://a.test/to-private" });
    is_int(s.result.end, FETCH_REFUSED, "from a public address to a private one is refused");
    ok(s.text.len > 0, "  ... with a sentence: %s", s.text.data);
    seen_release(&s);
    unsetenv("http_proxy");
    setenv("http_proxy", at(""), 1);
    get(&s, (struct fetch_request){ .address = "http://a.test/to-private", .private_addresses = true });
    is_int(s.result.end, FETCH_WHOLE, "  ... unless the reader allows it");
    seen_release(&s);
    unsetenv("http_proxy");
}

/* ---- When to ask again, and when to give up ---- */

static const struct {
    const char *path;
    int64_t retry_after, max_age;
} times[] = {
    { "/text", -1, -1 },
    { "/retry-after/120", 120, -1 },
    { "/retry-after/soon", -1, -1 },
    { "/retry-after/Sun,%2006%20Nov%201994%2008:49:37%20GMT", 0, -1 },
    { "/age/0/max-age=600", -1, 600 },
    { "/age/100/public,%20max-age=600", -1, 500 },
    { "/age/700/max-age=600", -1, 0 },
    { "/age/0/no-cache,%20max-age=600", -1, 0 },
    { "/expires", -1, 3600 },
};

static void test_times(void)
{
    struct seen s;
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        get(&s, (struct fetch_request){ .address = at(times[i].path) });
        ok(s.result.retry_after == times[i].retry_after && s.result.max_age == times[i].max_age, "%s: again after %lld, fresh for %lld (got %lld, %lld)", times[i].path,
           (long long)times[i].retry_after, (long long)times[i].max_age, (long long)s.result.retry_after, (long long)s.result.max_age);
        seen_release(&s);
    }
    int64_t start = clock_tick(&clock_real);
    get(&s, (struct fetch_request){ .address = at("/hang"), .timeout = 1 });
    int64_t took = clock_tick(&clock_real) - start;
    ok(s.result.end == FETCH_TIMEOUT && took >= 900, "who says nothing is left after the time-out");
    ok(s.result.took >= 900 && s.result.took <= took, "  ... and how long that took is told");
    seen_release(&s);
}

/* ---- Files ---- */

static const char *in_folder(const char *name)
{
    static char paths[4][400];
    static int next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static void make_large(const char *name, size_t len)
{
    char *bytes = mem_alloc(len);
    for (size_t i = 0; i < len; i++)
        bytes[i] = (char)('a' + i % 26);
    write_file(name, bytes, len);
    free(bytes);
}

static void test_whole_files(void)
{
    struct seen s, again;
    write_file("plain.xml", "<feed/>", 7);
    write_file("none.xml", "", 0);
    make_large("large.xml", 200000);
    get(&s, (struct fetch_request){ .address = in_folder("plain.xml") });
    ok(s.result.end == FETCH_WHOLE && s.heads == 1 && s.result.status == 0, "a file comes whole");
    is_str(s.body.data, "<feed/>", "  ... as it is");
    ok(str_starts(s.url.data, "file:///") && str_same(s.head_url.data, s.url.data), "  ... and has an address");
    get(&again, (struct fetch_request){ .address = s.url.data, .etag = s.etag.data });
    ok(again.result.end == FETCH_NOT_MODIFIED && again.heads == 0, "by its URL, and unchanged");
    seen_release(&again);
    write_file("plain.xml", "<feed>", 6);
    get(&again, (struct fetch_request){ .address = s.url.data, .etag = s.etag.data });
    is_str(again.body.data, "<feed>", "changed, it comes again");
    seen_release(&again);
    seen_release(&s);
    get(&s, (struct fetch_request){ .address = in_folder("none.xml") });
    ok(s.result.end == FETCH_WHOLE && s.heads == 1 && s.pieces == 0, "an empty file is whole too");
    seen_release(&s);
    get(&s, (struct fetch_request){ .address = in_folder("large.xml"), .size_limit = 200000 });
    ok(s.result.end == FETCH_WHOLE && s.pieces == 4 && s.result.bytes == 200000, "a large file comes in pieces");
    seen_release(&s);
    get(&s, (struct fetch_request){ .address = in_folder("large.xml"), .size_limit = 199999 });
    ok(s.result.end == FETCH_TOO_LARGE && s.body.len == 0, "and not at all above the limit");
    seen_release(&s);
}

static void test_files(void)
{
    struct seen s;
    test_whole_files();
    ok(mkfifo(in_folder("pipe"), 0600) == 0, "a pipe is made");
    const char *bad[] = { folder, in_folder("pipe"), "/dev/null", in_folder("missing") };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        get(&s, (struct fetch_request){ .address = bad[i] });
        ok(s.result.end == FETCH_FILE && s.done == 1 && str_find(s.text.data, s.text.len, bad[i]), "is no file that can be read: %s", s.text.data);
        seen_release(&s);
    }
    get(&s, (struct fetch_request){ .address = in_folder("plain.xml"), .found_at = "https://a.test/feed" });
    ok(s.result.end == FETCH_REFUSED && s.body.len == 0, "a feed of the network cannot name a file: %s", s.text.data);
    seen_release(&s);
}

static void test_refused_at_once(void)
{
    static const char *const bad[] = { "ftp://a.test/feed", "feed.xml", "", "http://", "https:///x", "javascript:alert(1)", "file://elsewhere/x", "mailto:a@a.test" };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct fetch_sink sink = { .body = on_body, .done = on_done };
        struct fetch_request r = { .address = bad[i], .timeout = 1, .size_limit = 1 };
        struct err err = { 0 };
        ok(!fetch_start(fetcher, &r, &sink, &err) && err.kind == ERR_USAGE && *err.text, "\"%s\" cannot be asked: %s", bad[i], err.text);
    }
    is_int((int64_t)fetcher_busy(fetcher), 0, "nothing is under way");
}

/* ---- Where nobody answers ---- */

static int closed_port(void)
{
    struct sockaddr_in in = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof in;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    bind(fd, (struct sockaddr *)&in, size);
    getsockname(fd, (struct sockaddr *)&in, &size);
    close(fd);
    return ntohs(in.sin_port);
}

/* A label of more than 63 bytes is no name anywhere: the resolver says so without asking. */
#define NO_NAME "http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.test/"

static void test_unreached(void)
{
    struct seen s;
    char url[100];
    snprintf(url, sizeof url, "http://127.0.0.1:%d/", closed_port());
    get(&s, (struct fetch_request){ .address = url });
    ok(s.result.end == FETCH_CONNECT && s.text.len, "a port that nobody listens at: %s", s.text.data);
    seen_release(&s);
    snprintf(url, sizeof url, "https://127.0.0.1:%d/", server.port);
    get(&s, (struct fetch_request){ .address = url });
    ok(s.result.end == FETCH_TLS && s.text.len, "a server without TLS: %s", s.text.data);
    seen_release(&s);
    get(&s, (struct fetch_request){ .address = NO_NAME });
    is_int(s.result.end, address_online() ? FETCH_NAME : FETCH_OFFLINE, "a name that cannot be");
    ok(s.text.len > 0, "  ... %s", s.text.data);
    seen_release(&s);
}

/* In a network namespace of its own a process has no network at all. After the
 * others, so that the child holds nothing of theirs. */
static void test_offline(void)
{
#ifdef CLONE_NEWNET
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        struct seen s;
        if (unshare(CLONE_NEWNET) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
            _exit(77);
        make_room(NULL, 2, 0, NULL);
        get(&s, (struct fetch_request){ .address = NO_NAME });
        bool name = s.result.end == FETCH_OFFLINE;
        seen_release(&s);
        get(&s, (struct fetch_request){ .address = "http://192.0.2.1/" });
        seen_release(&s);
        close_room();
        _exit(name && s.result.end == FETCH_OFFLINE ? 0 : 1);
    }
    waitpid(child, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
        skip("without a network it is nobody's fault", "no network namespace can be made");
    else
        ok(WIFEXITED(status) && WEXITSTATUS(status) == 0, "without a network it is nobody's fault");
#else
    skip("without a network it is nobody's fault", "no network namespaces here");
#endif
}

/* ---- The sink's orders ---- */

static enum fetch_take pause_always(struct seen *s)
{
    (void)s;
    return FETCH_PAUSE;
}

static enum fetch_take stop_at_once(struct seen *s)
{
    (void)s;
    return FETCH_STOP;
}

static void turn_for(int64_t ms)
{
    int64_t until = clock_tick(&clock_real) + ms;
    while (clock_tick(&clock_real) < until)
        loop_turn(loop, 5);
}

static void test_paused(const char *address)
{
    struct seen s;
    struct fetch_request r = { .address = address };
    seen_init(&s);
    s.take = pause_always;
    begin(&s, &r);
    int64_t until = clock_tick(&clock_real) + PATIENCE;
    while (!s.pieces && clock_tick(&clock_real) < until)
        loop_turn(loop, 10);
    turn_for(60);
    ok(s.pieces == 1 && !s.done, "one piece, then it waits");
    for (int before; !s.done && clock_tick(&clock_real) < until;) {
        before = s.pieces;
        fetch_resume(s.t);
        loop_turn(loop, 10);
        if (s.pieces > before + 1)
            break;
    }
    ok(s.done == 1 && s.result.end == FETCH_WHOLE && s.result.bytes == 200000 && s.body.len == 200000, "each resume brings one piece, and at last the end");
    bool right = true;
    for (size_t i = 0; i < s.body.len; i++)
        right = right && s.body.data[i] == (char)('a' + i % 26);
    ok(right, "no byte is lost or doubled");
    seen_release(&s);
}

static void test_pause(void)
{
    struct seen s;
    test_paused(at("/large/200000"));
    test_paused(in_folder("large.xml"));
    const char *both[] = { at("/large/200000"), in_folder("large.xml") };
    for (int i = 0; i < 2; i++) {
        struct fetch_request r = { .address = both[i] };
        seen_init(&s);
        s.take = stop_at_once;
        begin(&s, &r);
        turn_until_done(&s);
        ok(s.result.end == FETCH_STOPPED && s.pieces == 1 && s.done == 1, "body() stops it");
        seen_release(&s);
    }
}

static enum fetch_take drop_self(struct seen *s)
{
    fetch_drop(s->t);
    return FETCH_GO_ON;
}

static enum fetch_take drop_other(struct seen *s)
{
    fetch_drop(s->other->t);
    s->other->t = NULL;
    return FETCH_GO_ON;
}

static void drop_at_done(struct seen *s)
{
    fetch_drop(s->other->t);
}

static void start_at_done(struct seen *s)
{
    struct fetch_request r = { .address = at("/text") };
    begin(s->other, &r);
}

/* Two at a time: the first does something to the second, which is there or in line. */
static void drop_case(const char *first, const char *second, enum fetch_take (*take)(struct seen *), void (*at_done)(struct seen *), const char *name)
{
    struct seen a, b;
    struct fetch_request ra = { .address = first }, rb = { .address = second };
    seen_init(&a);
    seen_init(&b);
    a.take = take;
    a.at_done = at_done;
    a.other = take == drop_self || at_done == start_at_done ? &b : second ? &b : &a;
    begin(&a, &ra);
    if (second)
        begin(&b, &rb);
    int64_t until = clock_tick(&clock_real) + PATIENCE;
    while (fetcher_busy(fetcher) && clock_tick(&clock_real) < until)
        loop_turn(loop, 10);
    is_int((int64_t)fetcher_busy(fetcher), 0, name);
    ok(a.done == (take != drop_self), "  ... the first ends as it should");
    ok(b.done == (at_done == start_at_done || (second && take == drop_self)), "  ... and the second");
    seen_release(&a);
    seen_release(&b);
}

static void test_drop(void)
{
    const char *large = in_folder("large.xml"), *web = at("/large/200000"), *hang = at("/hang"), *slow = at("/slow");
    drop_case(web, NULL, drop_self, NULL, "dropped in its own body()");
    drop_case(large, NULL, drop_self, NULL, "a file too");
    drop_case(web, slow, drop_self, NULL, "the other goes on");
    drop_case(web, hang, drop_other, NULL, "dropped in another's body()");
    drop_case(large, hang, drop_other, NULL, "in that of a file");
    drop_case(web, NULL, NULL, drop_at_done, "dropped in its own done()");
    drop_case(large, NULL, NULL, drop_at_done, "a file's");
    drop_case(web, hang, NULL, drop_at_done, "dropped in another's done()");
    drop_case(web, NULL, NULL, start_at_done, "another is started in done()");
    drop_case(large, NULL, NULL, start_at_done, "in that of a file");
    struct seen many[50];
    for (int i = 0; i < 50; i++) {
        struct fetch_request r = { .address = i % 2 ? at("/slow") : at("/hang") };
        seen_init(&many[i]);
        begin(&many[i], &r);
    }
    turn_for(50);
    for (int i = 0; i < 25; i++)
        fetch_drop(many[i].t);
    turn_for(20);
    close_room();
    open_room(NULL, 2, 0);
    int done = 0;
    for (int i = 0; i < 50; i++) {
        done += many[i].done;
        seen_release(&many[i]);
    }
    is_int(done, 0, "those under way are dropped with the fetcher, without a word");
}

int main(void)
{
    if (!bed_make())
        return 99;
    open_room(NULL, 2, 0);
    test_answers();
    test_conditional();
    test_asked();
    test_redirects();
    test_passwords();
    test_private();
    test_times();
    test_files();
    test_refused_at_once();
    test_unreached();
    test_pause();
    test_drop();
    close_room();
    test_offline();
    bed_remove();
    return tap_done();
}
