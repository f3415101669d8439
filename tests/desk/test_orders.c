/* A screen's side of the conversation with real desks: greeting, orders, pages,
 * documents, adding, two desks on one store, and what becomes of a desk whose screen
 * is gone. tests/desk/fake_parser reads. */
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "model/document.h"
#include "store/store.h"
#include "tests/fetch/playing.h"
#include "tests/tap.h"
#include "wire/channel.h"
#include "wire/process.h"

static char dir[300], data[400], sources[400], site[60];
static const struct clock *wall;

/* ---- One screen and its desk ---- */

struct screen {
    struct channel channel;
    pid_t desk;
};

/* The next message within ten seconds; NULL: none, or the desk is gone. */
static const struct message *hear(struct screen *s)
{
    static struct message m;
    for (;;) {
        struct pollfd p = { .fd = s->channel.fd, .events = POLLIN };
        int got = channel_next(&s->channel, &m, NULL);
        if (got)
            return got > 0 ? &m : NULL;
        if (poll(&p, 1, 10000) <= 0 || channel_fill(&s->channel) < 0)
            return NULL;
    }
}

/* The next of a kind; others are passed over. */
static const struct message *wait_for(struct screen *s, enum message_kind kind)
{
    const struct message *m;
    while ((m = hear(s)) && m->kind != kind)
        ;
    return m;
}

static void order(struct screen *s, enum message_kind kind, const void *value)
{
    channel_put(&s->channel, kind, value);
    while (channel_queued(&s->channel) && channel_flush(&s->channel) == 0)
        ;
}

static void start(struct screen *s, const char *version)
{
    const char *argv[] = { "telex-desk", NULL };
    int fd = -1;
    struct err err = { 0 };
    must(process_start(argv, true, &s->desk, &fd, &err) == 0);
    channel_init(&s->channel, fd, WAY_FROM_DESK);
    order(s, MESSAGE_HELLO, &(struct message_hello){ .version = version, .store = data, .sources = sources });
}

static void open_screen(struct screen *s)
{
    start(s, VERSION "/" WIRE_VERSION);
    const struct message *m = wait_for(s, MESSAGE_STORE_READY);
    ok(m && m->store_ready.ok, "a desk that makes the store ready");
}

/* Milliseconds until it has ended by itself, 5000 where it has not. */
static int64_t time_to_end(struct screen *s)
{
    int64_t begin = clock_tick(wall);
    while (!process_ended(s->desk, NULL)) {
        if (clock_tick(wall) - begin > 5000) {
            process_kill(s->desk);
            return 5000;
        }
        poll(NULL, 0, 2);
    }
    return clock_tick(wall) - begin;
}

static void close_screen(struct screen *s)
{
    order(s, MESSAGE_BYE, &(struct message_bye){ 0 });
    ok(time_to_end(s) < 1000, "after BYE the desk ends within a second");
    channel_release(&s->channel);
}

static void write_text(const char *path, const char *text)
{
    must(file_write(path, text, strlen(text), NULL) == 0);
}

static void write_page(const char *name, const char *text)
{
    char path[500];
    snprintf(path, sizeof path, "%s/web/%s", dir, name);
    write_text(path, text);
}

static int64_t refresh(struct screen *s, struct message_refresh what, struct message_refreshed *end)
{
    order(s, MESSAGE_REFRESH, &what);
    const struct message *m = wait_for(s, MESSAGE_REFRESHED);
    *end = m ? m->refreshed : (struct message_refreshed){ .total = -1 };
    return end->total;
}

/* ---- What is in the store ---- */

static int64_t article_called(const char *guid)
{
    struct store *st;
    struct arena arena = { 0 };
    struct store_rows rows = { 0 };
    int64_t id = 0;
    if (store_open(&st, data, STORE_READER, NULL, NULL))
        return 0;
    store_rows(st, &(struct store_query){ .list = STORE_ALL }, NULL, STORE_DOWN, 500, &arena, &rows, NULL);
    for (size_t i = 0; i < rows.count; i++)
        if (str_same(rows.items[i].guid, guid))
            id = rows.items[i].id;
    arena_release(&arena);
    store_close(st);
    return id;
}

static int64_t count_articles(void)
{
    struct store *st;
    struct store_counts counts = { 0 };
    if (store_open(&st, data, STORE_READER, NULL, NULL))
        return -1;
    store_count(st, &(struct store_query){ .list = STORE_ALL }, &counts, NULL);
    store_close(st);
    return counts.total;
}

/* The text of a stored document; "" where there is none. Static storage. */
static const char *document_of(int64_t article, enum store_kind kind)
{
    static struct str plain = STR_INIT;
    struct str packed = STR_INIT;
    struct store *st;
    struct document d;
    str_reset(&plain);
    if (store_open(&st, data, STORE_READER, NULL, NULL))
        return "";
    if (store_get_document(st, article, kind, &packed, NULL) == 1 && document_unpack(packed.data, packed.len, &d, NULL) == 0) {
        document_plain(&d, true, &plain);
        document_release(&d);
    }
    str_trim(&plain);
    str_release(&packed);
    store_close(st);
    return plain.data;
}

/* ---- The tests ---- */

static void test_greeting(void)
{
    struct screen s;
    start(&s, "0.0/0");
    const struct message *m = hear(&s);
    ok(m && m->kind == MESSAGE_WELCOME && str_same(m->welcome.version, VERSION "/" WIRE_VERSION), "a desk says its own version");
    ok(!hear(&s), "and has no more to say to another's");
    ok(time_to_end(&s) < 1000, "it ends");
    channel_release(&s.channel);
}

static void test_documents(struct screen *s)
{
    struct message_refreshed end;
    is_int(refresh(s, (struct message_refresh){ .scope = REFRESH_ALL }, &end), 2, "two sources are refreshed");
    is_int(end.added, 4, "with what they have");
    int64_t id = article_called("a1");
    order(s, MESSAGE_WANT_DOCUMENT, &(struct message_want_document){ .article = id });
    const struct message *m = wait_for(s, MESSAGE_MADE);
    ok(m && m->made.ok && m->made.article == id, "a document is made when it is wanted");
    is_str(document_of(id, STORE_FEED), "First of A", "and is there when that is said");
    order(s, MESSAGE_WANT_DOCUMENT, &(struct message_want_document){ .article = id });
    m = wait_for(s, MESSAGE_MADE);
    ok(m && m->made.ok, "what is there already is there at once");
    order(s, MESSAGE_WANT_DOCUMENT, &(struct message_want_document){ .article = 999999 });
    m = wait_for(s, MESSAGE_MADE);
    ok(m && !m->made.ok && m->made.text, "an article that is not there: %s", m && m->made.text ? m->made.text : "");
    for (int i = 0; i < 500 && !*document_of(article_called("b1"), STORE_FEED); i++)
        poll(NULL, 0, 10);
    is_str(document_of(article_called("b1"), STORE_FEED), "First of B", "all others are made while nothing else is to do");
}

/* Its document is in the making when an article is rewritten: the one that is kept is of
 * the new text, and what the text was before is known. */
static void test_rewritten(struct screen *s)
{
    struct message_refreshed end;
    struct store_previous before;
    struct arena arena = { 0 };
    struct store *st;
    char text[500];
    snprintf(text, sizeof text, "b1|First of B|1500000200|\nb2|!until %s/go|1500000300|\n", dir);
    write_page("b", text);
    snprintf(text, sizeof text, "%s/b \"B\"\n", site);
    write_text(sources, text);
    refresh(s, (struct message_refresh){ .scope = REFRESH_ALL }, &end);
    int64_t id = article_called("b2");
    order(s, MESSAGE_WANT_DOCUMENT, &(struct message_want_document){ .article = id });
    write_page("b", "b1|First of B|1500000200|\nb2|As it is now|1500000300|\n");
    refresh(s, (struct message_refresh){ .scope = REFRESH_ALL }, &end);
    is_int(end.changed, 1, "an article is rewritten while its document is made");
    snprintf(text, sizeof text, "%s/go", dir);
    write_text(text, "");
    for (int i = 0; i < 500 && !*document_of(id, STORE_FEED); i++)
        poll(NULL, 0, 10);
    is_str(document_of(id, STORE_FEED), "As it is now", "it is made anew");
    must(store_open(&st, data, STORE_READER, NULL, NULL) == 0);
    ok(store_get_previous(st, &arena, id, STORE_FEED, &before, NULL, NULL) == 1, "and what it was is kept");
    store_close(st);
    arena_release(&arena);
}

static void want_page(struct screen *s, const char *guid, bool better, const char *what)
{
    int64_t id = guid ? article_called(guid) : 999999;
    order(s, MESSAGE_WANT_PAGE, &(struct message_want_page){ .article = id });
    const struct message *m = wait_for(s, MESSAGE_PAGE_DONE);
    ok(m && m->page_done.article == id && m->page_done.better == better, "%s", what);
    ok(better || (m && m->page_done.text), "  (%s)", m && m->page_done.text ? m->page_done.text : "");
}

static void test_pages(struct screen *s)
{
    want_page(s, "a1", true, "a page that says more than the feed is kept");
    is_str(document_of(article_called("a1"), STORE_PAGE), "The whole story of A, in many more words than its headline.", "whole");
    want_page(s, "a2", false, "one that says less is not");
    is_str(document_of(article_called("a2"), STORE_PAGE), "", "and leaves nothing");
    want_page(s, "a3", false, "a page that is not there");
    want_page(s, "b1", false, "an article without a page");
    want_page(s, NULL, false, "an article that is not there");
}

static void test_full(struct screen *s)
{
    char text[800];
    struct message_refreshed end;
    snprintf(text, sizeof text, "f1|F|1500001000|%s/story\nf2|F|1500002000|%s/none\n", site, site);
    write_page("f", text);
    snprintf(text, sizeof text, "%s/f \"Whole\" full=yes\n%s/a \"A\"\n%s/b \"B\"\n", site, site, site);
    write_text(sources, text);
    is_int(refresh(s, (struct message_refresh){ .scope = REFRESH_ALL }, &end), 3, "the file has changed: the new source is asked");
    is_int(end.added, 2, "and its articles are stored");
    is_str(document_of(article_called("f1"), STORE_PAGE), "The whole story of A, in many more words than its headline.",
           "where the reader wants it whole, the page is there when the refresh ends");
    ok(end.failed == 0, "a page that is not there is no failure of the source");
}

static const struct message *add(struct screen *s, const char *path, int *choices)
{
    char address[500];
    const struct message *m;
    snprintf(address, sizeof address, "%s%s", site, path);
    order(s, MESSAGE_ADD, &(struct message_add){ .address = address, .section = "New > Ones" });
    *choices = 0;
    while ((m = hear(s)) && m->kind != MESSAGE_ADDED)
        *choices += m->kind == MESSAGE_CHOICE;
    return m;
}

static void test_adding(struct screen *s)
{
    struct str file = STR_INIT;
    char text[600];
    int choices;
    write_page("new", "n1|New|1500003000|\n");
    const struct message *m = add(s, "/new", &choices);
    ok(m && m->added.ok && m->added.articles == 1, "a feed is added, with its articles");
    ok(article_called("n1") != 0, "which are in the store");
    file_read(sources, &file, NULL);
    ok(strstr(file.data, "/new section=\"New > Ones\"") != NULL, "and the file has its line");
    m = add(s, "/new", &choices);
    ok(m && !m->added.ok && m->added.text, "a second time it is not: %s", m && m->added.text ? m->added.text : "");
    snprintf(text, sizeof text, "!html\n%s/hidden|Hidden\n%s/hidden|Again\n", site, site);
    write_page("page", text);
    write_page("hidden", "h1|Hidden|1500004000|\n");
    m = add(s, "/page", &choices);
    ok(m && m->added.ok && strstr(m->added.address, "/hidden"), "a page that names one feed: that is added");
    snprintf(text, sizeof text, "!html\n%s/x|X\n%s/y|Y\n", site, site);
    write_page("pages", text);
    m = add(s, "/pages", &choices);
    ok(m && !m->added.ok && m->added.choices == 2 && choices == 2, "a page that names two: the reader chooses");
    write_page("nothing-named", "!html\n");
    m = add(s, "/nothing-named", &choices);
    ok(m && !m->added.ok && m->added.text, "a page that names none: %s", m && m->added.text ? m->added.text : "");
    m = add(s, "/status/404", &choices);
    ok(m && !m->added.ok && m->added.text, "a page that is not there: %s", m && m->added.text ? m->added.text : "");
    write_page("list", "!list\n");
    m = add(s, "/list", &choices);
    ok(m && !m->added.ok && strstr(m->added.text, "import"), "a list of sources is for telex import");
    str_release(&file);
}

static void test_vanished_file(struct screen *s)
{
    char aside[500];
    struct message_refreshed end;
    int64_t before = count_articles();
    snprintf(aside, sizeof aside, "%s.aside", sources);
    must(rename(sources, aside) == 0);
    refresh(s, (struct message_refresh){ .scope = REFRESH_ALL }, &end);
    is_int(count_articles(), before, "a sources file that has vanished takes nothing with it");
    must(rename(aside, sources) == 0);
}

/* A second desk beside one that refreshes: it tells the first one's progress, makes
 * documents, and asks nobody again. */
static void test_two_desks(struct screen *first)
{
    struct screen second;
    struct message_refreshed end;
    char text[600];
    write_page("b", "b1|First of B|1500000200|\nb2|Second of B|1500000300|\n");
    snprintf(text, sizeof text, "%s/slow \"Slow\"\n%s/a \"A\"\n%s/b \"B\"\n", site, site, site);
    write_text(sources, text);
    order(first, MESSAGE_REFRESH, &(struct message_refresh){ .scope = REFRESH_ALL });
    /* When all but Slow is written the first desk is stopped, so that the second has all the time it needs. */
    for (int i = 0; i < 1000 && !article_called("b2"); i++)
        poll(NULL, 0, 5);
    kill(first->desk, SIGSTOP);
    open_screen(&second);
    ok(wait_for(&second, MESSAGE_PROGRESS) != NULL, "a second desk tells at once that another refreshes");
    order(&second, MESSAGE_REFRESH, &(struct message_refresh){ .scope = REFRESH_ALL });
    const struct message *m = wait_for(&second, MESSAGE_PROGRESS);
    ok(m && m->progress.other && m->progress.total == 3, "and, given the same order, how far that is");
    order(&second, MESSAGE_WANT_DOCUMENT, &(struct message_want_document){ .article = article_called("a1") });
    m = wait_for(&second, MESSAGE_MADE);
    ok(m && m->made.ok, "and serves its own screen meanwhile");
    kill(first->desk, SIGCONT);
    m = wait_for(first, MESSAGE_REFRESHED);
    ok(m && m->refreshed.total == 3 && !m->refreshed.other && !m->refreshed.cancelled, "the first ends");
    m = wait_for(&second, MESSAGE_REFRESHED);
    end = m ? m->refreshed : (struct message_refreshed){ 0 };
    ok(end.other && end.total == 3, "so does the second, which had nothing left to ask");
    ok(refresh(&second, (struct message_refresh){ .scope = REFRESH_ALL }, &end) == 3 && !end.other,
       "after that the lock is the second's to take");
    close_screen(&second);
}

static void test_takes_over(struct screen *first)
{
    struct screen second;
    char text[600];
    snprintf(text, sizeof text, "%s/hang \"Hang\"\n%s/a \"A\"\n", site, site);
    write_text(sources, text);
    order(first, MESSAGE_REFRESH, &(struct message_refresh){ .scope = REFRESH_ALL });
    wait_for(first, MESSAGE_SOURCE_DONE);
    open_screen(&second);
    wait_for(&second, MESSAGE_PROGRESS);
    order(&second, MESSAGE_REFRESH, &(struct message_refresh){ .scope = REFRESH_ALL });
    wait_for(&second, MESSAGE_PROGRESS); /* the order waits */
    kill(first->desk, SIGKILL);
    const struct message *m;
    while ((m = wait_for(&second, MESSAGE_PROGRESS)) && m->progress.other)
        ;
    ok(m && m->progress.total == 1, "when the first desk dies, the second asks what that had not");
    order(&second, MESSAGE_CANCEL, &(struct message_cancel){ 0 });
    m = wait_for(&second, MESSAGE_REFRESHED);
    ok(m && m->refreshed.cancelled, "until it is told to stop");
    close_screen(&second);
    time_to_end(first);
    channel_release(&first->channel);
}

static void test_cancel(struct screen *s)
{
    char text[600];
    write_page("late", "l1|Late|1500009000|\n");
    snprintf(text, sizeof text, "%s/hang \"Hang\"\n%s/late \"Late\"\n", site, site);
    write_text(sources, text);
    order(s, MESSAGE_REFRESH, &(struct message_refresh){ .scope = REFRESH_ALL });
    wait_for(s, MESSAGE_SOURCE_DONE);
    order(s, MESSAGE_CANCEL, &(struct message_cancel){ 0 });
    const struct message *m = wait_for(s, MESSAGE_REFRESHED);
    ok(m && m->refreshed.cancelled && m->refreshed.total == 2 && m->refreshed.worked == 1, "a cancelled refresh says so");
    ok(article_called("l1") != 0, "what had arrived is kept");
}

/* A parser that hangs holds nobody up who has cancelled. */
static void test_cancel_parsing(struct screen *s)
{
    char text[600];
    struct message_refreshed end;
    write_page("hanging", "!hang\n");
    write_page("late", "l1|Late|1500009000|\nl2|Later|1500009100|\n");
    /* Late first: where there is one parser, it is read before that hangs. */
    snprintf(text, sizeof text, "%s/late \"Late\"\n%s/hanging \"Hangs\"\n", site, site);
    write_text(sources, text);
    order(s, MESSAGE_REFRESH, &(struct message_refresh){ .scope = REFRESH_ALL });
    wait_for(s, MESSAGE_SOURCE_DONE);
    int64_t begin = clock_tick(wall);
    order(s, MESSAGE_CANCEL, &(struct message_cancel){ 0 });
    const struct message *m = wait_for(s, MESSAGE_REFRESHED);
    ok(m && m->refreshed.cancelled && clock_tick(wall) - begin < 3000, "a parser that hangs does not hold a cancelled refresh");
    ok(article_called("l2") != 0, "and what others brought is kept");
    order(s, MESSAGE_REFRESH, &(struct message_refresh){ .scope = REFRESH_ALL });
    wait_for(s, MESSAGE_SOURCE_DONE);
    order(s, MESSAGE_CANCEL, &(struct message_cancel){ 0 });
    write_page("hanging", "x1|No longer|1500009200|\n");
    is_int(refresh(s, (struct message_refresh){ .scope = REFRESH_ALL }, &end), 2, "an order after a cancel begins anew");
    ok(end.cancelled, "(the first of two ends is that of the cancelled)");
    m = wait_for(s, MESSAGE_REFRESHED);
    ok(m && !m->refreshed.cancelled && m->refreshed.worked == 2, "and is done in full");
}

static void hang_somewhere(void)
{
    char text[600];
    snprintf(text, sizeof text, "%s/hang \"Hang\"\n%s/late \"Late\"\n", site, site);
    write_text(sources, text);
}

/* A screen that dies, or says BYE, in the middle of a refresh. */
static void test_lonely_desk(bool bye)
{
    struct screen s;
    open_screen(&s);
    order(&s, MESSAGE_REFRESH, &(struct message_refresh){ .scope = REFRESH_ALL });
    wait_for(&s, MESSAGE_SOURCE_DONE);
    if (bye)
        order(&s, MESSAGE_BYE, &(struct message_bye){ 0 });
    else
        channel_release(&s.channel);
    ok(time_to_end(&s) < 1000, "in mid-refresh a desk whose screen %s ends within a second", bye ? "says BYE" : "is gone");
    if (bye)
        channel_release(&s.channel);
    struct store *st;
    struct store_progress p = { .running = true };
    must(store_open(&st, data, STORE_READER, NULL, NULL) == 0);
    ok(store_get_progress(st, &p, NULL) == 1 && !p.running, "and says in the store that it does");
    store_close(st);
}

/* ---- The folder ---- */

static void link_program(const char *program, const char *name)
{
    char path[600];
    const char *build = getenv("builddir");
    char *to = file_join(build && *build ? build : ".", program);
    snprintf(path, sizeof path, "%s/bin/%s", dir, name);
    must(symlink(to, path) == 0);
    free(to);
}

static void make_folder(void)
{
    const char *tmp = getenv("TMPDIR");
    char path[400];
    snprintf(dir, sizeof dir, "%s/telex-orders-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    must(mkdtemp(dir) != NULL);
    for (size_t i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", dir, (const char *const[]){ "bin", "web" }[i]);
        must(mkdir(path, 0700) == 0);
    }
    snprintf(data, sizeof data, "%s/data", dir);
    snprintf(sources, sizeof sources, "%s/sources", dir);
    snprintf(path, sizeof path, "%s/bin", dir);
    link_program("src/telex-desk", "telex-desk");
    link_program("tests/desk/fake_parser", "telex-parse");
    setenv("TELEX_LIBEXECDIR", path, 1);
    setenv("TELEX_NOW", "1577836800", 1);
}

static void fill_folder(int port)
{
    char text[800];
    snprintf(site, sizeof site, "http://127.0.0.1:%d", port);
    snprintf(text, sizeof text, "a1|First of A|1500000000|%s/story\na2|Second of A, at length|1500000100|%s/short\na3|Third of A|1500000200|%s/none\n",
             site, site, site);
    write_page("a", text);
    write_page("b", "b1|First of B|1500000200|\n");
    write_page("story", "The whole story of A, in many more words than its headline.");
    write_page("short", "Less.");
    snprintf(text, sizeof text, "%s/a \"A\"\n%s/b \"B\"\n", site, site);
    write_text(sources, text);
}

static void remove_folder(void)
{
    char command[400];
    const char *argv[] = { "rm", "-rf", dir, NULL };
    snprintf(command, sizeof command, "%s", dir);
    if (fork() == 0) {
        execvp("rm", (char *const *)argv);
        _exit(1);
    }
    wait(NULL);
}

int main(void)
{
    struct clock clock = clock_system();
    struct playing server;
    struct screen s;
    char log[400];
    wall = &clock;
    make_folder();
    snprintf(log, sizeof log, "%s/requests", dir);
    char web[400];
    snprintf(web, sizeof web, "%s/web", dir);
    must(playing_start(&server, web, log));
    fill_folder(server.port);
    test_greeting();
    open_screen(&s);
    test_documents(&s);
    test_pages(&s);
    test_full(&s);
    test_adding(&s);
    test_vanished_file(&s);
    test_two_desks(&s);
    test_takes_over(&s);
    open_screen(&s);
    test_cancel(&s);
    test_cancel_parsing(&s);
    test_rewritten(&s);
    close_screen(&s);
    hang_somewhere();
    test_lonely_desk(true);
    test_lonely_desk(false);
    playing_end(&server);
    remove_folder();
    return tap_done();
}
