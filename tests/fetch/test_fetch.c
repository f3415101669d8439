/* Transfers against a server that plays publishers good and bad (server.c): what
 * comes of each, and what we asked. Hosts other than the loopback's are reached
 * through the same server as their proxy. */
#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <time.h>

#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "fetch/fetch.h"
#include "tests/fetch/playing.h"
#include "tests/tap.h"

enum { PATIENCE = 20000 }; /* milliseconds after which a test has hung */

static char folder[256], log_path[300];
static struct playing server;
static struct clock clock_real;
static struct loop *loop;
static struct fetcher *fetcher;

/* What a sink saw. */
struct seen {
    struct str body, moved, text, url, type, etag, modified, head_url;
    struct fetch_result result;
    int heads, pieces, done;
    enum fetch_take (*take)(struct seen *s); /* NULL: goes on */
    struct fetch *t;
};

static void seen_init(struct seen *s)
{
    *s = (struct seen){ 0 };
    struct str *all[] = { &s->body, &s->moved, &s->text, &s->url, &s->type, &s->etag, &s->modified, &s->head_url };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        str_init(all[i], 0);
}

static void seen_release(struct seen *s)
{
    struct str *all[] = { &s->body, &s->moved, &s->text, &s->url, &s->type, &s->etag, &s->modified, &s->head_url };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        str_release(all[i]);
}

static void on_head(void *context, const char *url, const char *type)
{
    struct seen *s = context;
    (void)type;
    s->heads++;
    str_adds(&s->head_url, url);
}

static enum fetch_take on_body(void *context, const void *bytes, size_t len)
{
    struct seen *s = context;
    s->pieces++;
    str_add(&s->body, bytes, len);
    return s->take ? s->take(s) : FETCH_GO_ON;
}

static void on_done(void *context, const struct fetch_result *r)
{
    struct seen *s = context;
    s->done++;
    s->result = *r;
    str_adds(&s->moved, r->moved_to ? r->moved_to : "");
    str_adds(&s->text, r->text);
    str_adds(&s->url, r->url);
    str_adds(&s->type, r->content_type);
    str_adds(&s->etag, r->etag ? r->etag : "");
    str_adds(&s->modified, r->last_modified ? r->last_modified : "");
}

static struct fetch *begin(struct seen *s, struct fetch_request *r)
{
    struct fetch_sink sink = { s, on_head, on_body, on_done };
    struct err err = { 0 };
    r->timeout = r->timeout ? r->timeout : 10;
    r->size_limit = r->size_limit ? r->size_limit : 1 << 20;
    s->t = fetch_start(fetcher, r, &sink, &err);
    if (!s->t)
        printf("# not started: %s\n", err.text);
    return s->t;
}

static void turn_until_done(struct seen *s)
{
    int64_t until = clock_tick(&clock_real) + PATIENCE;
    while (!s->done && clock_tick(&clock_real) < until)
        loop_turn(loop, 100);
}

static void get(struct seen *s, struct fetch_request r)
{
    seen_init(s);
    if (begin(s, &r))
        turn_until_done(s);
}

static const char *at(const char *path)
{
    static char url[4096];
    snprintf(url, sizeof url, "http://127.0.0.1:%d%s", server.port, path);
    return url;
}

static void write_file(const char *name, const char *bytes, size_t len)
{
    char path[400];
    struct err err = { 0 };
    snprintf(path, sizeof path, "%s/%s", folder, name);
    ok(file_write(path, bytes, len, &err) == 0, "%s is written %s", name, err.text);
}

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

static void open_room(void)
{
    struct err err = { 0 };
    struct fetch_manners manners = { .host_connections = 2, .host_delay = 1 };
    clock_real = clock_system();
    loop = loop_new(&clock_real);
    fetcher = fetcher_new(loop, &clock_real, &manners, &err);
}

static void close_room(void)
{
    fetcher_free(fetcher);
    loop_free(loop);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at_level)
{
    (void)st, (void)kind, (void)at_level;
    return remove(path);
}

int main(void)
{
    const char *temp = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/telex-fetch-XXXXXX", temp ? temp : "/tmp");
    if (!mkdtemp(folder))
        return 99;
    snprintf(log_path, sizeof log_path, "%s/requests.log", folder);
    if (!ok(playing_start(&server, folder, log_path), "the server is there"))
        return tap_done();
    open_room();
    test_answers();
    test_conditional();
    close_room();
    playing_end(&server);
    nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    return tap_done();
}
