/* bed.h: a fetcher and its loop, a server that plays publishers (server.c), and
 * sinks that remember what they saw. Hosts other than the loopback's are reached
 * through the same server as their proxy. */
#ifndef TELEX_TESTS_FETCH_BED_H
#define TELEX_TESTS_FETCH_BED_H

#include <ftw.h>
#include <sys/stat.h>

#include "base/err.h"
#include "base/file.h"
#include "base/mem.h"
#include "fetch/fetch.h"
#include "tests/fetch/playing.h"
#include "tests/tap.h"

enum { PATIENCE = 20000 }; /* milliseconds after which a test has hung */

static char folder[256], log_path[300];
static struct playing server;
static struct clock clock_real, clock_used;
static struct loop *loop;
static struct fetcher *fetcher;

/* What a sink saw. */
struct seen {
    struct str body, moved, text, url, type, etag, modified, head_url;
    struct fetch_result result;
    int heads, pieces, done;
    enum fetch_take (*take)(struct seen *s); /* NULL: goes on */
    struct fetch *t;
    struct seen *other; /* whom take() or done() does something to */
    void (*at_done)(struct seen *s);
};

static void seen_init(struct seen *s)
{
    *s = (struct seen){ 0 };
    struct str *all[] = { &s->body, &s->moved, &s->text, &s->url, &s->type, &s->etag, &s->modified, &s->head_url };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        str_init(all[i], 0);
}

__attribute__((unused)) static void seen_release(struct seen *s)
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
    if (s->at_done)
        s->at_done(s);
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

__attribute__((unused)) static void get(struct seen *s, struct fetch_request r)
{
    seen_init(s);
    if (begin(s, &r))
        turn_until_done(s);
}

__attribute__((unused)) static const char *at(const char *path)
{
    static char urls[4][4096];
    static int next;
    char *url = urls[next++ % 4];
    snprintf(url, sizeof urls[0], "http://127.0.0.1:%d%s", server.port, path);
    return url;
}

__attribute__((unused)) static void write_file(const char *name, const char *bytes, size_t len)
{
    char path[400];
    struct err err = { 0 };
    snprintf(path, sizeof path, "%s/%s", folder, name);
    ok(file_write(path, bytes, len, &err) == 0, "%s is written %s", name, err.text);
}

/* clock NULL: the machine's. */
static void make_room(const struct clock *clock, int connections, int64_t delay, struct err *err)
{
    struct fetch_manners manners = { .host_connections = connections, .host_delay = delay };
    clock_real = clock_system();
    clock_used = clock ? *clock : clock_real;
    loop = loop_new(&clock_used);
    fetcher = fetcher_new(loop, &clock_used, &manners, err);
}

static void open_room(const struct clock *clock, int connections, int64_t delay)
{
    struct err err = { 0 };
    make_room(clock, connections, delay, &err);
    ok(fetcher != NULL, "a fetcher is there %s", err.text);
}

static void close_room(void)
{
    fetcher_free(fetcher);
    loop_free(loop);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *level)
{
    (void)st, (void)kind, (void)level;
    return remove(path);
}

/* A folder of the test's own, the server that serves it, and no proxy. */
static bool bed_make(void)
{
    const char *temp = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/telex-fetch-XXXXXX", temp && *temp ? temp : "/tmp");
    if (!mkdtemp(folder))
        return false;
    snprintf(log_path, sizeof log_path, "%s/requests.log", folder);
    return ok(playing_start(&server, folder, log_path), "the server is there");
}

static void bed_remove(void)
{
    playing_end(&server);
    nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* All lines of the server's log so far that hold the text. */
__attribute__((unused)) static int logged(const char *text)
{
    struct str log = STR_INIT;
    int n = 0;
    file_read(log_path, &log, NULL);
    for (const char *line = log.data; *line; line += strcspn(line, "\n") + 1) {
        size_t len = strcspn(line, "\n");
        n += str_find(line, len, text) != NULL;
        if (!line[len])
            break;
    }
    str_release(&log);
    return n;
}

/* Whether a line of the log holds both. */
__attribute__((unused)) static bool logged_with(const char *path, const char *text)
{
    struct str log = STR_INIT;
    bool found = false;
    file_read(log_path, &log, NULL);
    for (const char *line = log.data; *line && !found; line += strcspn(line, "\n") + 1) {
        size_t len = strcspn(line, "\n");
        found = str_find(line, len, path) && str_find(line, len, text);
        if (!line[len])
            break;
    }
    str_release(&log);
    return found;
}

#endif
