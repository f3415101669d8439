/* telex add ADDRESS [--section PATH] [--title TITLE]: the desk fetches it, finds the
 * feed and writes the line; what it found is shown. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/cli.h"
#include "store/store.h"
#include "wire/desk_link.h"

enum { HEADLINES = 5, CLOSE_MS = 5000 };

struct add {
    const struct cli *cli;
    const struct message_add *order;
    bool ended;
    int status;
    size_t choices;
    int64_t source;
};

/* A word as a shell takes it: in quotes where it needs them. */
static void print_word(const char *before, const char *word)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/:._-+,@%";
    bool needs = !*word || word[strspn(word, plain)];
    printf("%s%s", before, needs ? "'" : "");
    for (const char *p = word; *p; p++)
        fputs(*p == '\'' ? "'\\''" : (char[]){ *p, '\0' }, stdout);
    fputs(needs ? "'" : "", stdout);
}

/* A command that can be given as it stands: with what this one was told. */
static void print_choice(struct add *a, const struct message_choice *choice)
{
    const struct message_add *o = a->order;
    if (a->choices++ == 0)
        cli_fail(a->cli, "%s", _("there are several feeds; add the one that you want:"));
    print_word("telex add ", choice->url ? choice->url : "");
    if (o->section && *o->section)
        print_word(" --section ", o->section);
    if (o->title)
        print_word(" --title ", o->title);
    printf("%s%s\n", choice->title ? "   # " : "", choice->title ? choice->title : "");
}

static void take_message(void *context, const struct message *m)
{
    struct add *a = context;
    if (m->kind == MESSAGE_CHOICE) {
        print_choice(a, &m->choice);
    } else if (m->kind == MESSAGE_NOTE && m->note.text) {
        fprintf(stderr, "%s\n", m->note.text);
    } else if (m->kind == MESSAGE_STORE_READY && !m->store_ready.ok) {
        a->ended = true;
        a->status = cli_fail(a->cli, "%s", m->store_ready.text ? m->store_ready.text : _("the store cannot be opened"));
    } else if (m->kind == MESSAGE_ADDED) {
        const struct message_added *done = &m->added;
        a->ended = true;
        a->status = done->ok ? CLI_DONE : CLI_FAILED;
        a->source = done->source;
        if (done->ok)
            printf(P_("%s: %d article\n%s\n", "%s: %d articles\n%s\n", done->articles), done->title ? done->title : _("added"),
                   (int)done->articles, done->address ? done->address : "");
        else if (!a->choices)
            cli_fail(a->cli, "%s", done->text ? done->text : _("it could not be added"));
    }
}

static void take_loss(void *context, const char *why)
{
    struct add *a = context;
    if (!a->ended)
        a->status = cli_fail(a->cli, "%s", why);
    a->ended = true;
}

static void print_headlines(const char *data_dir, int64_t source)
{
    struct store *store;
    struct arena arena = { 0 };
    struct store_rows rows = { 0 };
    const struct store_query query = { .list = STORE_SOURCE, .id = source };
    if (store_open(&store, data_dir, STORE_READER, NULL, NULL) != 0)
        return;
    if (store_rows(store, &query, NULL, STORE_DOWN, HEADLINES, &arena, &rows, NULL) == 0)
        for (size_t i = 0; i < rows.count; i++)
            printf("  %s\n", rows.items[i].title ? rows.items[i].title : "");
    store_close(store);
    arena_release(&arena);
}

static int order(struct add *a, const struct message_add *what)
{
    const struct cli *c = a->cli;
    const struct desk_paths paths = { c->data_dir, c->sources_path, c->config_path };
    const struct desk_sink sink = { a, take_message, take_loss };
    struct desk_link *desk = desk_link_new(&paths, &sink);
    struct err err = { 0 };
    a->order = what;
    if (desk_link_add(desk, what, &err) < 0) {
        a->status = cli_fail_err(c, &err);
        a->ended = true;
    }
    while (!a->ended) {
        struct pollfd p = { .fd = desk_link_fd(desk), .events = desk_link_events(desk) };
        if (poll(&p, 1, -1) > 0)
            desk_link_serve(desk);
    }
    desk_link_close(desk, CLOSE_MS);
    desk_link_free(desk);
    return a->status;
}

int cmd_add(struct cli *c, int argc, char **argv)
{
    const char *section = NULL, *title = NULL;
    const struct cli_option options[] = { { "section", NULL, &section }, { "title", NULL, &title }, { 0 } };
    struct add a = { .cli = c };
    struct str path = STR_INIT, check = STR_INIT;
    struct err err = { 0 };
    int status = cli_options(c, &argc, argv, options, 1, 1);
    if (status)
        return status;
    char *address = address_complete(argv[0]);
    section_normalise(section ? section : "", &path);
    if (address_normalise(address, c->sources_path, &check, &err) < 0)
        status = cli_fail_err(c, &err);
    else
        status = order(&a, &(struct message_add){ .address = address, .section = path.data, .title = title });
    if (status == CLI_DONE)
        print_headlines(c->data_dir, a.source);
    free(address);
    str_release(&path);
    str_release(&check);
    return status;
}
