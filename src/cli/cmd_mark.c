/* telex mark read|unread|star|unstar ID|ADDRESS…, SECTION|SOURCE, or --all
 *
 * Every word is looked up before anything is marked, so a wrong one changes nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/vec.h"
#include "cli/articles.h"

enum { PAGE = 500, BUSY_MS = 5000 };

struct mark_call {
    const struct cli *cli;
    struct store *store;
    enum store_mark mark;
    int64_t now, changed;     /* changed: articles that were not so before */
    struct arena arena;
    VEC(struct article) articles;
    VEC(struct store_query) lists;
};

static const char *const mark_names[] = { [STORE_READ] = "read", [STORE_UNREAD] = "unread", [STORE_STAR] = "star", [STORE_UNSTAR] = "unstar" };

static bool is_so(const struct article *a, enum store_mark mark)
{
    return mark == STORE_READ || mark == STORE_UNREAD ? a->unread == (mark == STORE_UNREAD) : a->starred == (mark == STORE_STAR);
}

static bool is_named(const struct mark_call *m, int64_t id)
{
    for (size_t i = 0; i < m->articles.len; i++)
        if (m->articles.items[i].id == id)
            return true;
    return false;
}

static void mark_one(struct mark_call *m, const struct article *a)
{
    if (is_so(a, m->mark))
        return;
    store_mark(m->store, a, m->mark, m->now);
    m->changed++;
}

static int write_marks(struct mark_call *m)
{
    struct err err = { 0 };
    return store_flush_all(m->store, BUSY_MS, &err) ? cli_fail_err(m->cli, &err) : CLI_DONE;
}

/* A page at a time, each written before the next is read. */
static int mark_list(struct mark_call *m, const struct store_query *q)
{
    struct store_key from = { 0 };
    struct err err = { 0 };
    int status = CLI_DONE;
    for (bool more = true; more && status == CLI_DONE;) {
        struct arena arena = { 0 };
        struct store_rows rows;
        if (store_rows(m->store, q, from.id ? &from : NULL, STORE_DOWN, PAGE, &arena, &rows, &err))
            status = cli_fail_err(m->cli, &err);
        for (size_t i = 0; status == CLI_DONE && i < rows.count; i++)
            mark_one(m, &rows.items[i]);
        more = status == CLI_DONE && rows.count == PAGE;
        if (rows.count)
            from = store_key_of(&rows.items[rows.count - 1]);
        arena_release(&arena);
        if (status == CLI_DONE)
            status = write_marks(m);
    }
    return status;
}

/* An address is an article's, or else a source's. */
static int look_up(struct mark_call *m, const char *word)
{
    struct store_query q = { .unread_only = m->mark == STORE_READ };
    struct article a;
    if (cli_is_article(word) && store_find_source(m->store, word, NULL) <= 0) {
        int status = cli_find_article(m->cli, m->store, word, &m->arena, &a);
        if (status == CLI_DONE && !is_named(m, a.id))
            *vec_push(&m->articles) = a;
        return status;
    }
    int status = cli_find_list(m->cli, m->store, word, &q);
    if (status == CLI_DONE)
        *vec_push(&m->lists) = q;
    return status;
}

static int mark_all_found(struct mark_call *m)
{
    for (size_t i = 0; i < m->articles.len; i++)
        mark_one(m, &m->articles.items[i]);
    int status = write_marks(m);
    for (size_t i = 0; status == CLI_DONE && i < m->lists.len; i++)
        status = mark_list(m, &m->lists.items[i]);
    return status;
}

static void print_result(const struct mark_call *m, bool json)
{
    struct str out = STR_INIT;
    struct json j;
    if (!json) {
        printf(P_("%lld article changed\n", "%lld articles changed\n", m->changed), (long long)m->changed);
        return;
    }
    json_init(&j, &out);
    json_object(&j);
    json_member(&j, "mark", mark_names[m->mark]);
    json_key(&j, "changed");
    json_int(&j, m->changed);
    json_end(&j);
    puts(out.data);
    str_release(&out);
}

static int read_mark(const struct cli *c, const char *word, enum store_mark *mark)
{
    for (size_t i = 0; i < sizeof mark_names / sizeof mark_names[0]; i++)
        if (strcmp(mark_names[i], word) == 0) {
            *mark = (enum store_mark)i;
            return CLI_DONE;
        }
    return cli_usage(c, _("there is no mark \"%s\"; there are read, unread, star and unstar"), word);
}

static int run(struct mark_call *m, int argc, char **argv, bool all)
{
    int status = CLI_DONE;
    if (all)
        *vec_push(&m->lists) = (struct store_query){ .list = STORE_ALL, .unread_only = m->mark == STORE_READ };
    for (int i = 1; status == CLI_DONE && i < argc; i++)
        status = look_up(m, argv[i]);
    return status == CLI_DONE ? mark_all_found(m) : status;
}

int cmd_mark(struct cli *c, int argc, char **argv)
{
    bool all = false, json = false;
    const struct cli_option options[] = { { "all", &all, NULL }, { "json", &json, NULL }, { 0 } };
    const struct clock clock = clock_system();
    struct mark_call m = { .cli = c, .now = clock_now(&clock) };
    int status = cli_options(c, &argc, argv, options, 1, -1);
    if (status == CLI_DONE)
        status = read_mark(c, argv[0], &m.mark);
    if (status == CLI_DONE && (argc == 1) != all)
        status = all ? cli_usage(c, "%s", _("--all is every article; leave it out to name some"))
                     : cli_usage(c, "%s", _("name what to mark: an article, a section or a source, or --all"));
    if (status == CLI_DONE)
        status = cli_open_store(c, STORE_SCREEN, &m.store);
    if (status == CLI_DONE)
        status = run(&m, argc, argv, all);
    if (status == CLI_DONE)
        print_result(&m, json);
    store_close(m.store);
    vec_release(&m.articles);
    vec_release(&m.lists);
    arena_release(&m.arena);
    return status;
}
