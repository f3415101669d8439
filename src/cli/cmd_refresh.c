/* telex refresh [--all | SOURCE | SECTION]: a desk of its own asks the sources; on a
 * terminal one line tells how far it is, elsewhere only what failed and the sum. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include "base/i18n.h"
#include "cli/articles.h"
#include "cli/cli.h"
#include "wire/desk_link.h"
#include "wire/loop.h"

enum { SOME_FAILED = 3 /* an exit status of its own: cron may want to know */, CLOSE_MS = 5000 };

struct refresh {
    struct cli *cli;
    struct loop *loop;
    struct desk_link *desk;
    struct message_refresh order;
    const char *word;    /* the source or section asked for; NULL: none */
    struct str section;
    bool on_terminal, line_shown, cancelled;
    int status;
};

/* ---- The line that is written over and over ---- */

static int terminal_width(void)
{
    struct winsize size;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col : 80;
}

/* As many bytes as fit into so many columns. */
static size_t fitting(const char *text, int columns)
{
    mbstate_t state = { 0 };
    const char *at = text;
    wchar_t c;
    for (size_t n; *at; at += n) {
        n = mbrtowc(&c, at, strlen(at), &state);
        int width = n < (size_t)-2 ? wcwidth(c) : -1;
        if (width < 0 || width > columns)
            break;
        columns -= width;
    }
    return (size_t)(at - text);
}

static void clear_line(struct refresh *r)
{
    if (r->line_shown)
        fprintf(stderr, "\r%*s\r", terminal_width() - 1, "");
    r->line_shown = false;
}

static void show_progress(struct refresh *r, const struct message_progress *p)
{
    struct str line = STR_INIT;
    if (!r->on_terminal)
        return;
    str_addf(&line, _("%d of %d"), (int)p->done, (int)p->total);
    str_addf(&line, P_(", %d new", ", %d new", p->added), (int)p->added);
    if (p->failed)
        str_addf(&line, P_(", %d failed", ", %d failed", p->failed), (int)p->failed);
    if (p->other)
        str_addf(&line, " (%s)", _("another telex is refreshing"));
    if (p->names && *p->names)
        str_addf(&line, "  %s", p->names);
    str_cut(&line, fitting(line.data, terminal_width() - 1));
    clear_line(r);
    fputs(line.data, stderr);
    fflush(stderr);
    r->line_shown = true;
    str_release(&line);
}

/* ---- What the desk says ---- */

static void end(struct refresh *r, int status)
{
    r->status = status;
    loop_end(r->loop);
}

static void show_failure(struct refresh *r, const struct message_source_done *s)
{
    if (outcome_is_good(s->outcome.kind) && s->outcome.kind != OUTCOME_DAMAGED)
        return;
    if (s->outcome.kind == OUTCOME_CANCELLED)
        return;
    clear_line(r);
    fprintf(stderr, "%s: %s\n", s->title ? s->title : "", s->outcome.text[0] ? s->outcome.text : _("it could not be read"));
}

static int status_of(const struct message_refreshed *m)
{
    if (m->total && !m->worked)
        return CLI_FAILED;
    return m->failed || m->cancelled ? SOME_FAILED : CLI_DONE;
}

static void show_sum(struct refresh *r, const struct message_refreshed *m)
{
    clear_line(r);
    if (m->text && *m->text)
        cli_fail(r->cli, "%s", m->text);
    if (!m->total && !m->cancelled) {
        puts(_("nothing is due"));
    } else if (m->total) {
        printf(P_("%d source", "%d sources", m->total), (int)m->total);
        printf(P_(", %d new article", ", %d new articles", m->added), (int)m->added);
        if (m->changed)
            printf(P_(", %d changed", ", %d changed", m->changed), (int)m->changed);
        if (m->failed)
            printf(P_(", %d failed", ", %d failed", m->failed), (int)m->failed);
        puts(m->cancelled ? _(" (cancelled)") : m->other ? _(" (by another telex)") : "");
    }
    end(r, m->cancelled && !m->total ? CLI_FAILED : status_of(m));
}

/* The store is there, with what the sources file names: now a word can be looked up. */
static void give_order(struct refresh *r)
{
    struct err err = { 0 };
    struct store *store;
    struct store_query which = { 0 };
    int status = CLI_DONE;
    if (r->word) {
        status = cli_open_store(r->cli, STORE_READER, &store);
        if (status == CLI_DONE)
            status = cli_find_list(r->cli, store, r->word, &which);
        if (store)
            store_close(store);
    }
    if (status) {
        end(r, status);
        return;
    }
    if (r->word && which.list == STORE_SOURCE) {
        r->order.scope = REFRESH_SOURCE;
        r->order.source = which.id;
    } else if (r->word && which.list == STORE_SECTION) {
        section_normalise(r->word, &r->section);
        r->order.scope = REFRESH_SECTION;
        r->order.section = r->section.data;
    }
    if (desk_link_refresh(r->desk, &r->order, &err))
        end(r, cli_fail_err(r->cli, &err));
}

static void take_message(void *context, const struct message *m)
{
    struct refresh *r = context;
    if (m->kind == MESSAGE_PROGRESS) {
        show_progress(r, &m->progress);
    } else if (m->kind == MESSAGE_SOURCE_DONE) {
        show_failure(r, &m->source_done);
    } else if (m->kind == MESSAGE_REFRESHED) {
        show_sum(r, &m->refreshed);
    } else if (m->kind == MESSAGE_NOTE && m->note.text) {
        clear_line(r);
        fprintf(stderr, "%s\n", m->note.text);
    } else if (m->kind == MESSAGE_STORE_READY && m->store_ready.ok) {
        give_order(r);
    } else if (m->kind == MESSAGE_STORE_READY) {
        end(r, cli_fail(r->cli, "%s", m->store_ready.text ? m->store_ready.text : _("the store cannot be opened")));
    }
}

static void take_loss(void *context, const char *why)
{
    struct refresh *r = context;
    clear_line(r);
    end(r, cli_fail(r->cli, "%s", why));
}

/* ---- The loop ---- */

static void serve(void *context, short events)
{
    struct refresh *r = context;
    int fd = desk_link_fd(r->desk);
    (void)events;
    desk_link_serve(r->desk);
    if (desk_link_fd(r->desk) != fd)
        loop_forget(r->loop, fd);
    else
        loop_watch(r->loop, fd, desk_link_events(r->desk), serve, r);
}

/* Once: what has arrived is kept, and the sum is shown; twice: at once. */
static void take_signal(void *context, int number)
{
    struct refresh *r = context;
    struct err err = { 0 };
    if (r->cancelled || number != SIGINT || desk_link_cancel(r->desk, &err))
        end(r, CLI_FAILED);
    else if (desk_link_fd(r->desk) >= 0)
        loop_watch(r->loop, desk_link_fd(r->desk), desk_link_events(r->desk), serve, r);
    r->cancelled = true;
}

static int run(struct refresh *r)
{
    static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
    const struct desk_paths paths = { r->cli->data_dir, r->cli->sources_path, r->cli->config_path };
    const struct desk_sink sink = { r, take_message, take_loss };
    const struct clock clock = clock_system();
    struct err err = { 0 };
    r->loop = loop_new(&clock);
    r->desk = desk_link_new(&paths, &sink);
    if (desk_link_start(r->desk, &err)) {
        r->status = cli_fail_err(r->cli, &err);
    } else {
        for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
            loop_catch(r->loop, signals[i], take_signal, r);
        loop_watch(r->loop, desk_link_fd(r->desk), desk_link_events(r->desk), serve, r);
        loop_run(r->loop);
    }
    desk_link_close(r->desk, CLOSE_MS);
    desk_link_free(r->desk);
    loop_free(r->loop);
    str_release(&r->section);
    return r->status;
}

int cmd_refresh(struct cli *c, int argc, char **argv)
{
    bool all = false;
    const struct cli_option options[] = { { "all", &all, NULL }, { 0 } };
    int status = cli_options(c, &argc, argv, options, 0, 1);
    if (status)
        return status;
    if (all && argc)
        return cli_usage(c, "%s", _("--all is every source; leave it out to name one"));
    struct refresh r = { .cli = c, .word = argc ? argv[0] : NULL, .section = STR_INIT, .on_terminal = isatty(STDERR_FILENO) };
    r.order.scope = all ? REFRESH_ALL : REFRESH_DUE;
    return run(&r);
}
