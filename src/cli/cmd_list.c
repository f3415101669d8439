/* telex list [--all] [SECTION|SOURCE] [--unread] [--starred] [--limit N] [--titles] [--json]
 *
 * Read in pages by key: a million articles take no more memory than a page. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/num.h"
#include "cli/articles.h"

enum { PAGE = 500 };

struct list_call {
    bool all, unread, starred, titles, json;
    const char *limit;
    int64_t left;             /* articles that may still be printed */
    struct store_query query;
    bool filter_starred;      /* of a section or source, only these */
    struct source_names names;
};

static void add_article(const struct list_call *l, const struct article *a, struct str *out)
{
    if (l->json)
        article_write_json(a, &l->names, out);
    else if (l->titles)
        str_addf(out, "%s\n", a->title ? a->title : "");
    else
        article_write_line(a, out);
}

/* False where nobody reads on. */
static bool print_page(struct list_call *l, const struct store_rows *rows)
{
    struct str out = STR_INIT;
    for (size_t i = 0; i < rows->count && l->left > 0; i++) {
        if (l->filter_starred && !rows->items[i].starred)
            continue;
        add_article(l, &rows->items[i], &out);
        l->left--;
    }
    bool good = fwrite(out.data, 1, out.len, stdout) == out.len;
    if (!good && errno == EPIPE)
        clearerr(stdout); /* who reads no further has seen enough */
    str_release(&out);
    return good;
}

static int print_all(const struct cli *c, struct store *s, struct list_call *l)
{
    struct store_key from = { 0 };
    struct err err = { 0 };
    int status = CLI_DONE;
    for (bool more = true; more && status == CLI_DONE && l->left > 0;) {
        struct arena arena = { 0 };
        struct store_rows rows;
        size_t max = l->filter_starred ? PAGE : num_min((size_t)l->left, PAGE);
        if (store_rows(s, &l->query, from.id ? &from : NULL, STORE_DOWN, max, &arena, &rows, &err))
            status = cli_fail_err(c, &err);
        else
            more = print_page(l, &rows) && rows.count == max;
        if (rows.count)
            from = store_key_of(&rows.items[rows.count - 1]);
        arena_release(&arena);
    }
    return status;
}

static int choose(const struct cli *c, struct store *s, struct list_call *l, const char *word)
{
    l->query.list = l->starred && !word ? STORE_STARRED : STORE_ALL;
    l->query.unread_only = l->unread || (!l->all && !l->starred);
    l->filter_starred = l->starred && word;
    return word ? cli_find_list(c, s, word, &l->query) : CLI_DONE;
}

static int read_options(const struct cli *c, int *argc, char **argv, struct list_call *l)
{
    const struct cli_option options[] = { { "all", &l->all, NULL },       { "unread", &l->unread, NULL }, { "starred", &l->starred, NULL },
                                          { "limit", NULL, &l->limit },   { "titles", &l->titles, NULL }, { "json", &l->json, NULL },
                                          { 0 } };
    int status = cli_options(c, argc, argv, options, 0, 1);
    if (status)
        return status;
    if (l->limit && (!num_read_i64(l->limit, strlen(l->limit), &l->left) || l->left < 1))
        return cli_usage(c, _("--limit needs a number from 1 up, not \"%s\""), l->limit);
    if (l->all && l->unread)
        return cli_usage(c, "%s", _("--all and --unread cannot stand together; leave one out"));
    return l->titles && l->json ? cli_usage(c, "%s", _("--titles and --json cannot stand together; leave one out")) : CLI_DONE;
}

int cmd_list(struct cli *c, int argc, char **argv)
{
    struct list_call l = { .left = INT64_MAX };
    struct store *s = NULL;
    int status = read_options(c, &argc, argv, &l);
    if (status == CLI_DONE)
        status = cli_open_store(c, STORE_READER, &s);
    if (status == CLI_DONE)
        status = choose(c, s, &l, argc ? argv[0] : NULL);
    if (status == CLI_DONE && l.json)
        status = source_names_read(c, s, &l.names);
    if (status == CLI_DONE)
        status = print_all(c, s, &l);
    source_names_release(&l.names);
    store_close(s);
    return status;
}
