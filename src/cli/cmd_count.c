/* telex count [--all] [SECTION|SOURCE] [--json]: one number, from the counts that the
 * store keeps. */
#include <stdio.h>

#include "base/i18n.h"
#include "base/json.h"
#include "cli/articles.h"

static void print_json(const struct store_counts *counts)
{
    struct str out = STR_INIT;
    struct json j;
    json_init(&j, &out);
    json_object(&j);
    json_key(&j, "unread");
    json_int(&j, counts->unread);
    json_key(&j, "total");
    json_int(&j, counts->total);
    json_end(&j);
    puts(out.data);
    str_release(&out);
}

static int count(const struct cli *c, struct store *s, const char *word, struct store_counts *counts)
{
    struct store_query q = { .list = STORE_ALL };
    struct err err = { 0 };
    int status = word ? cli_find_list(c, s, word, &q) : CLI_DONE;
    if (status == CLI_DONE && store_count(s, &q, counts, &err))
        status = cli_fail_err(c, &err);
    return status;
}

int cmd_count(struct cli *c, int argc, char **argv)
{
    bool all = false, unread = false, json = false;
    const struct cli_option options[] = { { "all", &all, NULL }, { "unread", &unread, NULL }, { "json", &json, NULL }, { 0 } };
    struct store *s = NULL;
    struct store_counts counts = { 0 };
    int status = cli_options(c, &argc, argv, options, 0, 1);
    if (status == CLI_DONE && all && unread)
        status = cli_usage(c, "%s", _("--all and --unread cannot stand together; leave one out"));
    if (status == CLI_DONE)
        status = cli_open_store(c, STORE_READER, &s);
    if (status == CLI_DONE)
        status = count(c, s, argc ? argv[0] : NULL, &counts);
    if (status == CLI_DONE && json)
        print_json(&counts);
    else if (status == CLI_DONE)
        printf("%lld\n", (long long)(all ? counts.total : counts.unread));
    store_close(s);
    return status;
}
