/* telex-parse: reads one document without any right but to compute.
 *
 *     telex-parse extract [--url URL] [--charset NAME] [FILE]
 *
 * The file is opened and read, then everything is given up, then it is parsed. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
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
    struct option_row options[2];
    const char *file; /* NULL: standard input */
};

static int usage(const char *mode, const char *word, const char *why)
{
    fprintf(stderr, "telex %s: %s: %s\n", mode, word, why);
    return STATUS_USAGE;
}

/* The option that argv[*i] names, *i moved to its last word; NULL: there is none of that name. */
static struct option_row *take_option(struct call *call, int argc, char **argv, int *i)
{
    for (size_t k = 0; k < sizeof call->options / sizeof *call->options; k++) {
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
                return usage(mode, word, _("there is no such option"));
            if (!*row->value)
                return usage(mode, word, _("it needs a value"));
        } else if (call->file) {
            return usage(mode, word, _("one file at a time"));
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

static int extract(const char *mode, int argc, char **argv)
{
    const char *url = "", *charset = "";
    struct call call = { .options = { { "--url", &url }, { "--charset", &charset } } };
    int status = read_words(&call, mode, argc, argv);
    if (status != STATUS_DONE)
        return status;
    struct str type = STR_INIT, page, out = STR_INIT;
    if (*charset)
        str_addf(&type, "text/html; charset=%s", charset);
    str_init(&page, INPUT_MAX);
    struct err err = { 0 };
    if (open_and_seal(&call, type.data, &page, &err) != 0) {
        fprintf(stderr, "telex %s: %s\n", mode, err.text);
        status = STATUS_FAILED;
    } else {
        struct document d;
        document_init(&d);
        page_to_document(&(struct page_request){ .url = url, .content_type = type.data }, page.data, page.len, &d);
        document_write_json(&d, url, &out);
        document_release(&d);
        status = write_out(mode, &out);
    }
    str_release(&type);
    str_release(&page);
    str_release(&out);
    return status;
}

static const struct mode {
    const char *name;
    int (*run)(const char *mode, int argc, char **argv);
} modes[] = {
    { "extract", extract },
    { "page", extract },
};

int main(int argc, char **argv)
{
    i18n_init();
    for (size_t i = 0; argc > 1 && i < sizeof modes / sizeof *modes; i++)
        if (strcmp(argv[1], modes[i].name) == 0)
            return modes[i].run(modes[i].name, argc - 2, argv + 2);
    fprintf(stderr, "%s\n", _("telex-parse is started by telex and telex-desk; telex parse and telex extract read a file"));
    return STATUS_USAGE;
}
