/* telex show ID|ADDRESS [--json]: an article as plain text, or as JSON.
 *
 * A document that is not made yet is asked of the desk, as the screen asks. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/num.h"
#include "cli/articles.h"
#include "model/document_json.h"
#include "out/export.h"
#include "wire/desk_link.h"

enum { WIDTH = 72, NARROWEST = 10, WAIT_MS = 30000, CLOSE_MS = 2000 };

struct show {
    const struct cli *cli;
    struct store *store;
    struct article article;
    struct str packed;
    bool answered, made;
    char why[600];      /* "": it was made */
};

/* ---- The document ---- */

/* What was made of the page before what the feed gave: 1, 0 neither, -1. */
static int read_document(struct show *w, struct err *err)
{
    int got = store_get_document(w->store, w->article.id, STORE_PAGE, &w->packed, err);
    return got ? got : store_get_document(w->store, w->article.id, STORE_FEED, &w->packed, err);
}

static void take_answer(struct show *w, bool ok, const char *why)
{
    w->answered = true;
    w->made = ok;
    snprintf(w->why, sizeof w->why, "%s", ok ? "" : why ? why : _("its text cannot be made"));
}

static void take_message(void *context, const struct message *m)
{
    struct show *w = context;
    if (m->kind == MESSAGE_MADE && m->made.article == w->article.id)
        take_answer(w, m->made.ok, m->made.text);
    else if (m->kind == MESSAGE_STORE_READY && !m->store_ready.ok)
        take_answer(w, false, m->store_ready.text);
}

static void take_loss(void *context, const char *why)
{
    take_answer(context, false, why);
}

static void wait_for_answer(struct show *w, struct desk_link *desk)
{
    const struct clock clock = clock_system();
    int64_t until = clock_tick(&clock) + WAIT_MS, left;
    while (!w->answered && (left = until - clock_tick(&clock)) > 0) {
        struct pollfd p = { .fd = desk_link_fd(desk), .events = desk_link_events(desk) };
        if (poll(&p, 1, (int)left) > 0)
            desk_link_serve(desk);
    }
    if (!w->answered)
        take_answer(w, false, _("telex-desk does not answer"));
}

static void ask_desk(struct show *w)
{
    const struct cli *c = w->cli;
    const struct desk_paths paths = { c->data_dir, c->sources_path, c->config_path };
    const struct desk_sink sink = { w, take_message, take_loss };
    struct desk_link *desk = desk_link_new(&paths, &sink);
    struct err err = { 0 };
    if (desk_link_want_document(desk, w->article.id, &err) < 0)
        take_answer(w, false, err.text);
    else
        wait_for_answer(w, desk);
    desk_link_close(desk, CLOSE_MS);
    desk_link_free(desk);
}

/* The document, made if need be: 1, 0 there is none (w->why), -1. */
static int get_document(struct show *w, struct document *d, struct err *err)
{
    int got = read_document(w, err);
    if (got == 0) {
        ask_desk(w);
        got = w->made ? read_document(w, err) : 0;
    }
    if (got == 1 && document_unpack(w->packed.data, w->packed.len, d, err))
        return -1;
    return got;
}

/* The article's own facts where the document has none. */
static void fill_in(struct document *d, const struct article *a)
{
    struct facts *f = &d->facts;
    f->title = f->title ? f->title : arena_strdup(&d->arena, a->title);
    f->lede = f->lede ? f->lede : arena_strdup(&d->arena, a->lede);
    f->language = f->language ? f->language : arena_strdup(&d->arena, a->language);
    f->site = f->site ? f->site : arena_strdup(&d->arena, a->source_title);
    f->published = f->published.parts ? f->published : a->published;
    f->modified = f->modified.parts ? f->modified : a->updated;
    if (!f->authors.count && a->authors) {
        f->authors.items = arena_array(&d->arena, 1, sizeof *f->authors.items);
        f->authors.items[f->authors.count++] = arena_strdup(&d->arena, a->authors);
    }
}

/* ---- Printing ---- */

static int cells(uint32_t c)
{
    return wcwidth((wchar_t)c);
}

/* As wide as the terminal, but no wider than an article is ever set. */
static int width(const struct cli *c, bool *is_terminal)
{
    struct winsize size;
    int measure = (int)option_get(&c->config.options, OPTION_measure);
    *is_terminal = isatty(STDOUT_FILENO) == 1;
    if (!*is_terminal || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) || size.ws_col == 0)
        return measure < WIDTH ? measure : WIDTH;
    int wide = size.ws_col < measure ? size.ws_col : measure;
    return wide < NARROWEST ? NARROWEST : wide;
}

/* Source, time and address, as they stand behind the headline on the screen. */
static void add_origin(const struct article *a, struct str *out)
{
    struct str when = STR_INIT;
    stamp_write(&a->published, &when);
    str_addf(out, "%s%s%s\n", a->source_title ? a->source_title : "", when.len ? "  " : "", when.data);
    if (a->link)
        str_addf(out, "%s\n", a->link);
    str_addc(out, '\n');
    str_release(&when);
}

static void add_text(const struct show *w, const struct document *d, struct str *out)
{
    bool is_terminal;
    struct layout_style style = { .width = width(w->cli, &is_terminal), .char_width = cells };
    const struct options *options = &w->cli->config.options;
    /* Elsewhere than on a terminal text stands in the order in which it is read. */
    style.bidi = is_terminal && option_get(options, OPTION_bidi);
    style.link_numbers = option_get(options, OPTION_link_numbers) != 0;
    add_origin(&w->article, out);
    export_text(d, &style, out);
}

static int print(struct show *w, bool json)
{
    struct document d;
    struct str out = STR_INIT;
    struct err err = { 0 };
    document_init(&d);
    int got = get_document(w, &d, &err), status = got == 1 ? CLI_DONE : CLI_FAILED;
    if (got >= 0) {
        fill_in(&d, &w->article);
        if (json)
            document_write_json(&d, w->article.link, &out);
        else
            add_text(w, &d, &out);
        fwrite(out.data, 1, out.len, stdout);
    }
    if (status)
        cli_fail(w->cli, "%s", got < 0 ? err.text : w->why);
    document_release(&d);
    str_release(&out);
    return status;
}

int cmd_show(struct cli *c, int argc, char **argv)
{
    bool json = false;
    const struct cli_option options[] = { { "json", &json, NULL }, { 0 } };
    struct show w = { .cli = c, .packed = STR_INIT };
    struct arena arena = { 0 };
    int status = cli_options(c, &argc, argv, options, 1, 1);
    if (status == CLI_DONE)
        status = cli_open_store(c, STORE_READER, &w.store);
    if (status == CLI_DONE)
        status = cli_find_article(c, w.store, argv[0], &arena, &w.article);
    if (status == CLI_DONE)
        status = print(&w, json);
    store_close(w.store);
    str_release(&w.packed);
    arena_release(&arena);
    return status;
}
