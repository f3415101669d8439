/* The reader's own way in: logins of every kind, where her password may come from
 * and where it may go, headers, cookies, proxies; and commands as sources. */
#include "tests/fetch/bed.h"

static const char *in_folder(const char *name)
{
    static char paths[4][400];
    static int next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static const char *elsewhere(const char *path)
{
    static char url[600];
    snprintf(url, sizeof url, "http://localhost:%d%s", server.port, path);
    return url;
}

static void secret_file(const char *name, const char *text, mode_t mode)
{
    write_file(name, text, strlen(text));
    chmod(in_folder(name), mode);
}

/* ---- Login ---- */

static void test_login(void)
{
    static const struct {
        const char *path, *user, *file;
        enum fetch_login login;
        int status;
    } cases[] = {
        { "/auth?a", "reader", "password", FETCH_LOGIN_ANY, 200 },
        { "/auth?b", "reader", "password", FETCH_LOGIN_BASIC, 200 },
        { "/auth?c", "reader", "wrong", FETCH_LOGIN_BASIC, 401 },
        { "/auth?d", "nobody", "password", FETCH_LOGIN_ANY, 401 },
        { "/digest?a", "reader", "password", FETCH_LOGIN_ANY, 200 },
        { "/digest?b", "reader", "password", FETCH_LOGIN_DIGEST, 200 },
        { "/digest?c", "reader", "password", FETCH_LOGIN_BASIC, 401 },
        { "/bearer?a", NULL, "token", FETCH_LOGIN_BEARER, 200 },
        { "/bearer?b", "reader", "password", FETCH_LOGIN_BEARER, 401 },
    };
    struct seen s;
    secret_file("password", "secret\nand a note\n", 0600);
    secret_file("wrong", "guess", 0400);
    secret_file("token", "t-1\r\n", 0600);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct fetch_access access = { .user = cases[i].user, .password_file = in_folder(cases[i].file), .login = cases[i].login };
        get(&s, (struct fetch_request){ .address = at(cases[i].path), .access = access });
        is_int(s.result.status, cases[i].status, cases[i].path);
        seen_release(&s);
    }
    ok(!logged_with("/digest?b", "Basic") && !logged_with("/digest?a", "Basic"), "who is asked for a digest gives no password");
}

static void test_password_files(void)
{
    struct seen s;
    char link[400];
    secret_file("open", "secret", 0644);
    secret_file("empty", "", 0600);
    snprintf(link, sizeof link, "%s", in_folder("missing"));
    const char *bad[] = { in_folder("open"), link, folder };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const struct fetch_access access = { .user = "reader", .password_file = bad[i] };
        get(&s, (struct fetch_request){ .address = at("/auth?file"), .access = access });
        ok(s.result.end == FETCH_REFUSED && s.done == 1 && str_find(s.text.data, s.text.len, bad[i]), "not asked: %s", s.text.data);
        seen_release(&s);
    }
    is_int(logged("/auth?file"), 0, "the server never heard of it");
}

/* ---- Whose it is ---- */

static void test_own_server_only(void)
{
    struct seen s;
    struct fetch_access access = { .user = "reader", .password_file = in_folder("password"), .login = FETCH_LOGIN_BASIC, .headers = "X-Key: k1" };
    char path[300];
    get(&s, (struct fetch_request){ .address = at("/auth?own"), .access = access });
    ok(logged_with("/auth?own", "X-Key=k1") && logged_with("/auth?own", "Authorization=Basic"), "her server gets password and header");
    seen_release(&s);
    snprintf(path, sizeof path, "/redirect/302/http://localhost:%d/auth?other", server.port);
    get(&s, (struct fetch_request){ .address = at(path), .access = access });
    ok(logged("\t/auth?other") == 1 && !logged_with("\t/auth?other", "X-Key") && !logged_with("\t/auth?other", "Authorization"), "where it sends on to another, that one does not");
    ok(s.result.status == 401, "  ... and says so");
    seen_release(&s);
    access.server = elsewhere("/feed");
    get(&s, (struct fetch_request){ .address = at("/auth?page"), .access = access });
    ok(logged("\t/auth?page") == 1 && !logged_with("\t/auth?page", "X-Key") && !logged_with("\t/auth?page", "Authorization"),
       "a page of another server than the feed's does not");
    seen_release(&s);
    access.headers = "X-Key: k1\nX-Forged: a\rb\nAccept-Language: de";
    access.server = NULL;
    get(&s, (struct fetch_request){ .address = at("/auth?more"), .access = access });
    ok(logged_with("/auth?more", "X-Key=k1") && s.result.status == 200, "of several headers those that can be sent are sent");
    seen_release(&s);
}

/* ---- Cookies ---- */

static void test_cookies(void)
{
    struct seen s;
    char jar[400];
    get(&s, (struct fetch_request){ .address = at("/cookie") });
    is_str(s.body.data, "seen", "a cookie that a server sets comes back to it over its redirects");
    seen_release(&s);
    get(&s, (struct fetch_request){ .address = at("/text?later") });
    ok(!logged_with("/text?later", "Cookie="), "and is forgotten then");
    seen_release(&s);
    static const char text[] = "# Netscape HTTP Cookie File\n127.0.0.1\tFALSE\t/text\tFALSE\t0\tsubscriber\tyes\n"
                               "other.test\tFALSE\t/\tFALSE\t0\tforeign\tyes\n";
    write_file("cookies.txt", text, sizeof text - 1);
    snprintf(jar, sizeof jar, "%s", in_folder("cookies.txt"));
    get(&s, (struct fetch_request){ .address = at("/text?jar"), .access = { .cookies = jar } });
    ok(logged_with("/text?jar", "Cookie=subscriber=yes") && !logged_with("/text?jar", "foreign"), "her file's cookies go to whom the file says");
    seen_release(&s);
}

/* ---- Proxies ---- */

static void test_proxies(void)
{
    struct seen s;
    char proxy[60], nobody[60] = "socks5h://127.0.0.1:1";
    snprintf(proxy, sizeof proxy, "http://127.0.0.1:%d", server.port);
    get(&s, (struct fetch_request){ .address = "http://a.test/text?via", .access = { .proxy = proxy } });
    is_str(s.body.data, "a text", "through the source's own proxy");
    seen_release(&s);
    setenv("http_proxy", "http://127.0.0.1:1", 1);
    get(&s, (struct fetch_request){ .address = at("/text?none"), .access = { .proxy = "none" } });
    is_str(s.body.data, "a text", "none: past that of the environment");
    seen_release(&s);
    get(&s, (struct fetch_request){ .address = at("/text?env") });
    ok(s.result.end != FETCH_WHOLE, "which otherwise holds");
    seen_release(&s);
    unsetenv("http_proxy");
    get(&s, (struct fetch_request){ .address = at("/text?socks"), .access = { .proxy = nobody } });
    ok(s.result.end == FETCH_CONNECT && !logged("/text?socks"), "where the proxy is down nothing goes past it: %s", s.text.data);
    seen_release(&s);
}

/* ---- Commands ---- */

static const char *script(const char *name, const char *text)
{
    static char address[420];
    write_file(name, text, strlen(text));
    chmod(in_folder(name), 0700);
    snprintf(address, sizeof address, "exec:%s", in_folder(name));
    return address;
}

static void test_commands(void)
{
    static const struct {
        const char *script;
        enum fetch_end end;
        const char *body, *said;
    } cases[] = {
        { "#!/bin/sh\nprintf '<rss/>'\n", FETCH_WHOLE, "<rss/>", "" },
        { "#!/bin/sh\nexit 0\n", FETCH_WHOLE, "", "" },
        { "#!/bin/sh\necho one; echo 'no tide today' >&2; exit 3\n", FETCH_COMMAND, "one\n", "status 3: no tide today" },
        { "#!/bin/sh\nkill -9 $$\n", FETCH_COMMAND, "", "signal 9" },
        { "#!/bin/sh\nread line && echo \"$line\"; cat\n", FETCH_WHOLE, "", "" },
        { "#!/bin/sh\nwhile :; do echo 0123456789; done\n", FETCH_TOO_LARGE, NULL, "size-limit" },
        { "#!/bin/sh\necho a; sleep 100\n", FETCH_TIMEOUT, "a\n", "timeout" },
        { "#!/bin/sh\nsleep 100 & echo a\n", FETCH_TIMEOUT, "a\n", "timeout" }, /* over is what has closed its output */
    };
    struct seen s;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char name[20];
        snprintf(name, sizeof name, "command%zu", i);
        get(&s, (struct fetch_request){ .address = script(name, cases[i].script), .may_run = true, .timeout = 2 });
        ok(s.done == 1 && s.result.end == cases[i].end, "command %zu ends as %d (got %d) %s", i, (int)cases[i].end, (int)s.result.end, s.text.data);
        ok(strstr(s.text.data, cases[i].said) && (*cases[i].said || !s.text.len), "  ... and says why");
        if (cases[i].body)
            is_str(s.body.data, cases[i].body, "  ... with what it printed");
        seen_release(&s);
    }
    get(&s, (struct fetch_request){ .address = "exec:/bin/echo \"two words\" $HOME;true", .may_run = true });
    is_str(s.body.data, "two words $HOME;true\n", "no shell reads its words");
    seen_release(&s);
    get(&s, (struct fetch_request){ .address = "exec:/nowhere/at-all", .may_run = true });
    ok(s.result.end == FETCH_COMMAND && (getenv("TELEX_UNDER_VALGRIND") || strstr(s.text.data, "/nowhere/at-all")), "a command that is not there: %s", s.text.data);
    seen_release(&s);
}

static void test_not_allowed(void)
{
    struct seen s;
    struct fetch_request r = { .address = "exec:/bin/echo x", .timeout = 1, .size_limit = 100 };
    struct fetch_sink sink = { .context = &s, .body = on_body, .done = on_done };
    struct err err = { 0 };
    ok(!fetch_start(fetcher, &r, &sink, &err) && strstr(err.text, "sources file"), "what the sources file does not name is not run: %s", err.text);
    get(&s, (struct fetch_request){ .address = at("/redirect/302/exec:%2Fbin%2Fecho%20x"), .may_run = true });
    is_int(s.result.end, FETCH_REFUSED, "nor where a server sends on to it");
    seen_release(&s);
}

static enum fetch_take pause_always(struct seen *s)
{
    (void)s;
    return FETCH_PAUSE;
}

static void test_command_pauses(void)
{
    struct seen s;
    struct fetch_request r = { .address = script("long", "#!/bin/sh\ni=0; while [ $i -lt 20000 ]; do echo 0123456789; i=$((i+1)); done\n"), .may_run = true };
    seen_init(&s);
    s.take = pause_always;
    begin(&s, &r);
    int64_t until = clock_tick(&clock_real) + PATIENCE;
    while (!s.done && clock_tick(&clock_real) < until) {
        int before = s.pieces;
        loop_turn(loop, 10);
        if (s.pieces > before + 1)
            break;
        if (s.pieces && !s.done)
            fetch_resume(s.t);
    }
    ok(s.done == 1 && s.body.len == 220000, "one piece for each resume, and all of it");
    seen_release(&s);
    seen_init(&s);
    begin(&s, &(struct fetch_request){ .address = script("endless", "#!/bin/sh\nwhile :; do sleep 1; done\n"), .may_run = true });
    for (int i = 0; i < 5; i++)
        loop_turn(loop, 10);
    fetch_drop(s.t);
    while (fetcher_busy(fetcher))
        loop_turn(loop, 10);
    ok(s.done == 0, "a command that is dropped ends without a word");
    seen_release(&s);
}

/* ---- Passwords that a command tells ---- */

static void test_password_commands(void)
{
    struct seen s;
    char teller[420], silent[420], failing[420];
    snprintf(teller, sizeof teller, "%s", script("teller", "#!/bin/sh\necho x >>\"$0.calls\"\necho secret\n") + 5);
    snprintf(silent, sizeof silent, "%s", script("silent", "#!/bin/sh\n") + 5);
    snprintf(failing, sizeof failing, "%s", script("failing", "#!/bin/sh\necho 'the keyring is locked' >&2; exit 1\n") + 5);
    for (int i = 0; i < 2; i++) {
        get(&s, (struct fetch_request){ .address = at("/auth?told"), .access = { .user = "reader", .password_command = teller, .login = FETCH_LOGIN_BASIC } });
        is_str(s.body.data, "for readers", "a command tells the password");
        seen_release(&s);
    }
    struct str calls = STR_INIT;
    file_read(in_folder("teller.calls"), &calls, NULL);
    is_str(calls.data, "x\n", "and is asked once");
    str_release(&calls);
    get(&s, (struct fetch_request){ .address = at("/auth?silent"), .access = { .user = "reader", .password_command = silent } });
    ok(s.result.end == FETCH_REFUSED && !logged("/auth?silent"), "one that says nothing: %s", s.text.data);
    seen_release(&s);
    get(&s, (struct fetch_request){ .address = at("/auth?failing"), .access = { .user = "reader", .password_command = failing } });
    ok(s.result.end == FETCH_REFUSED && strstr(s.text.data, "the keyring is locked"), "one that fails: %s", s.text.data);
    seen_release(&s);
}

int main(void)
{
    if (!bed_make())
        return 99;
    open_room(NULL, 2, 0);
    test_login();
    test_password_files();
    test_own_server_only();
    test_cookies();
    test_proxies();
    test_commands();
    test_not_allowed();
    test_command_pauses();
    test_password_commands();
    close_room();
    bed_remove();
    return tap_done();
}
