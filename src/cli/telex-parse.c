/* telex-parse: reads documents without any right but to compute.
 *
 *     telex-parse                                      the desk's worker, on descriptor 0
 *     telex-parse parse [--base URL] [--content-type VALUE] FILE
 *     telex-parse extract [--url URL] [--charset NAME] [--rules FILE] [FILE]
 *
 * Files are opened and read, then everything is given up, then it is parsed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/num.h"
#include "cli/parse_worker.h"
#include "conf/page_rules.h"
#include "model/document_json.h"
#include "parse/parse.h"
#include "wire/sandbox.h"

enum { STATUS_DONE = 0, STATUS_FAILED = 1, STATUS_USAGE = 2 };
enum { INPUT_MAX = 64 << 20 }; /* a document from a file: eight times what the desk takes from the network */

struct option_row {
    const char *name;
    const char **value;
};

struct call {
    struct option_row options[3];
    const char *file; /* NULL: standard input */
};

/* format: one %s, the word */
__attribute__((format(printf, 2, 0))) static int usage(const char *mode, const char *format, const char *word)
{
    struct str s = STR_INIT;
    str_addf(&s, format, word);
    fprintf(stderr, "telex %s: %s\n", mode, s.data);
    str_release(&s);
    return STATUS_USAGE;
}

/* The option that argv[*i] names, *i moved to its last word; NULL: there is none of that name. */
static struct option_row *take_option(struct call *call, int argc, char **argv, int *i)
{
    for (size_t k = 0; k < sizeof call->options / sizeof *call->options && call->options[k].name; k++) {
        struct option_row *row = &call->options[k];
        size_t len = strlen(row->name);
        if (strncmp(argv[*i], row->name, len) != 0)
            continue;
        if (argv[*i][len] == '=')
            *row->value = argv[*i] + len + 1;
        else if (!argv[*i][len])
            *row->value = *i + 1 < argc ? argv[++*i] : NULL;
        else
            continue;
        return row;
    }
    return NULL;
}

static int read_words(struct call *call, const char *mode, int argc, char **argv)
{
    bool only_files = false;
    for (int i = 0; i < argc; i++) {
        const char *word = argv[i];
        if (!only_files && strcmp(word, "--") == 0) {
            only_files = true;
        } else if (!only_files && word[0] == '-' && word[1]) {
            const struct option_row *row = take_option(call, argc, argv, &i);
            if (!row)
                return usage(mode, _("there is no option \"%s\" here"), word);
            if (!*row->value)
                return usage(mode, _("the option %s needs a value"), word);
        } else if (call->file) {
            return usage(mode, _("\"%s\" is one word too many"), word);
        } else {
            call->file = word;
        }
    }
    return STATUS_DONE;
}

/* Reads the file, opens what its encoding can need, and gives up all rights. */
static int open_and_seal(const struct call *call, const char *content_type, struct str *document, struct err *err)
{
    bool is_stdin = !call->file || strcmp(call->file, "-") == 0;
    sandbox_limit();
    if (is_stdin ? file_read_fd(STDIN_FILENO, _("standard input"), document, err) : file_read(call->file, document, err))
        return -1;
    parse_prepare_for(content_type, document->data, document->len);
    return sandbox_seal(err);
}

static int write_out(const char *mode, const struct str *out)
{
    if (fwrite(out->data, 1, out->len, stdout) == out->len && fflush(stdout) == 0)
        return STATUS_DONE;
    fprintf(stderr, "telex %s: %s\n", mode, _("standard output cannot be written"));
    return STATUS_FAILED;
}

/* The tables of pages, applied to this one. */
struct page_tables {
    struct arena arena;
    struct page_rule_lines lines;
    struct page_rule rules[PAGE_RULES_APPLIED];
    size_t count;
};

static void read_table(const char *mode, const char *path, const char *url, struct page_tables *t)
{
    struct page_rules r = { 0 };
    page_rules_load(&r, path);
    for (size_t i = 0; i < r.problems.len; i++)
        fprintf(stderr, "telex %s: %s\n", mode, r.problems.items[i].text);
    page_rules_apply(&r, url, &t->arena, &t->lines);
    page_rules_release(&r);
}

static void read_tables(const char *mode, const char *own, const char *url, struct page_tables *t)
{
    char *shipped = file_shipped("data/pages");
    if (*own)
        read_table(mode, own, url, t);
    read_table(mode, shipped, url, t);
    t->count = page_rules_of_lines(t->lines.items, t->lines.count, t->rules);
    free(shipped);
}

static int write_article(const char *mode, const struct page_request *request, const struct str *page)
{
    struct str out = STR_INIT;
    struct document d;
    document_init(&d);
    page_to_document(request, page->data, page->len, &d);
    document_write_json(&d, request->url, &out);
    document_release(&d);
    int status = write_out(mode, &out);
    str_release(&out);
    return status;
}

static int extract(const char *mode, int argc, char **argv)
{
    const char *url = "", *charset = "", *rules = "";
    struct call call = { .options = { { "--url", &url }, { "--charset", &charset }, { "--rules", &rules } } };
    int status = read_words(&call, mode, argc, argv);
    if (status != STATUS_DONE)
        return status;
    struct str type = STR_INIT, page;
    struct page_tables table = { .count = 0 };
    struct err err = { 0 };
    if (*charset)
        str_addf(&type, "text/html; charset=%s", charset);
    str_init(&page, INPUT_MAX);
    read_tables(mode, rules, url, &table);
    if (open_and_seal(&call, type.data, &page, &err) != 0) {
        fprintf(stderr, "telex %s: %s\n", mode, err.text);
        status = STATUS_FAILED;
    } else {
        status = write_article(mode, &(struct page_request){ .url = url, .content_type = type.data, .rules = table.rules, .rule_count = table.count }, &page);
    }
    arena_release(&table.arena);
    str_release(&type);
    str_release(&page);
    return status;
}

/* ---- Feeds ---- */

/* Lines as they are read; written out before they become many. */
struct printer {
    struct str out;
    int status;
};

enum { PRINT_AT = 64 << 10, PARSE_AT_ONCE = 64 << 10 };

static void print(struct printer *p, size_t above)
{
    if (p->out.len <= above)
        return;
    if (p->status == STATUS_DONE)
        p->status = write_out("parse", &p->out);
    str_reset(&p->out);
}

static void on_feed(void *context, const struct feed *feed)
{
    struct printer *p = context;
    feed_write_json(feed, &p->out);
}

static void on_item(void *context, const struct item *item)
{
    struct printer *p = context;
    item_write_json(item, &p->out);
    print(p, PRINT_AT);
}

static void on_subscription(void *context, const struct subscription *s)
{
    struct printer *p = context;
    subscription_write_json(s, &p->out);
    print(p, PRINT_AT);
}

/* The feeds that a page names instead: they are named, and not printed as if they were one. */
static void on_found(void *context, const char *url, const char *title, const char *type)
{
    (void)context;
    (void)type;
    fprintf(stderr, "%s%s%s\n", url, title ? "  " : "", title ? title : "");
}

static int read_feed(const struct feed_request *request, const struct str *document)
{
    struct printer p = { .out = STR_INIT };
    struct outcome outcome;
    struct feed_reader *r = feed_reader_new(request, &(struct feed_sink){ &p, on_feed, on_item, on_subscription, on_found });
    bool goes_on = true;
    for (size_t at = 0; at < document->len && goes_on; at += PARSE_AT_ONCE)
        goes_on = feed_reader_push(r, document->data + at, num_min(PARSE_AT_ONCE, document->len - at), NULL) == 0;
    feed_reader_end(r, &outcome);
    feed_reader_free(r);
    print(&p, 0);
    str_release(&p.out);
    if (outcome.text[0])
        fprintf(stderr, "telex parse: %s\n", outcome.text);
    return outcome.kind == OUTCOME_NOT_A_FEED || outcome.kind == OUTCOME_WALL ? STATUS_FAILED : p.status;
}

static int parse(const char *mode, int argc, char **argv)
{
    const char *base = "", *type = "";
    struct call call = { .options = { { "--base", &base }, { "--content-type", &type } } };
    int status = read_words(&call, mode, argc, argv);
    if (status == STATUS_DONE && !call.file)
        status = usage(mode, _("%s is missing"), _("FILE"));
    if (status != STATUS_DONE)
        return status;
    struct str document;
    struct err err = { 0 };
    str_init(&document, INPUT_MAX);
    if (open_and_seal(&call, type, &document, &err) != 0) {
        fprintf(stderr, "telex %s: %s\n", mode, err.text);
        status = STATUS_FAILED;
    } else {
        status = read_feed(&(struct feed_request){ .base = base, .content_type = type }, &document);
    }
    str_release(&document);
    return status;
}

static bool is_socket(int fd)
{
    int type;
    socklen_t len = sizeof type;
    return getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &len) == 0;
}

static const struct mode {
    const char *name;
    int (*run)(const char *mode, int argc, char **argv);
} modes[] = {
    { "parse", parse },
    { "extract", extract },
    { "page", extract },
};

int main(int argc, char **argv)
{
    i18n_init();
    for (size_t i = 0; argc > 1 && i < sizeof modes / sizeof *modes; i++)
        if (strcmp(argv[1], modes[i].name) == 0)
            return modes[i].run(modes[i].name, argc - 2, argv + 2);
    if (argc == 1 && is_socket(STDIN_FILENO))
        return parse_worker(STDIN_FILENO);
    fprintf(stderr, "%s\n", _("telex-parse is started by telex; to read a file, use telex parse or telex extract"));
    return STATUS_USAGE;
}
