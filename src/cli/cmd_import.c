/* telex import FILE.opml: a parser reads the list, as it reads a feed; what it names
 * goes into the sources file. */
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/vec.h"
#include "cli/cli.h"
#include "text/url.h"
#include "wire/channel.h"
#include "wire/process.h"

enum {
    MAX_LIST = 64 << 20,     /* as large as a sources file may be */
    PARSER_PATIENCE = 10000, /* milliseconds between two messages */
};

struct import {
    struct arena arena;
    struct source *items;
    size_t len, cap;
    struct outcome outcome;
    bool done;
};

/* A folder's name can hold what divides sections. */
static void add_name(struct str *path, const char *name)
{
    if (path->len)
        str_adds(path, " > ");
    while (*name) {
        size_t len = *name == '>' ? 1 : str_starts(name, "\xE2\x80\xBA") ? 3 : 0;
        str_addc(path, len ? '/' : *name);
        name += len ? len : 1;
    }
}

static void take_message(struct import *im, const struct message *m)
{
    if (m->kind == MESSAGE_DONE) {
        im->outcome = m->done.outcome;
        im->done = true;
    } else if (m->kind == MESSAGE_SUBSCRIPTION && m->subscription.url && im->len < SOURCES_MAX) {
        struct str path = STR_INIT;
        for (size_t i = 0; i < m->subscription.section.count; i++)
            add_name(&path, m->subscription.section.items[i]);
        struct source *s = vec_push(im);
        s->address = arena_strdup(&im->arena, m->subscription.url);
        s->title = m->subscription.title ? arena_strdup(&im->arena, m->subscription.title) : NULL;
        s->section = arena_strdup(&im->arena, path.data);
        str_release(&path);
    }
}

/* Queues as much of the list as is worth it; the rest when that has gone. */
static void feed_more(struct channel *ch, const struct str *list, size_t *at)
{
    while (*at < list->len && channel_queued(ch) < 4 * MESSAGE_MAX_PIECE) {
        size_t len = list->len - *at < MESSAGE_MAX_PIECE ? list->len - *at : MESSAGE_MAX_PIECE;
        channel_put_piece(ch, &(struct message_piece){ .bytes = list->data + *at, .bytes_len = len });
        *at += len;
        if (*at == list->len)
            channel_put_end(ch, &(struct message_end){ .cut = false });
    }
}

static int converse(struct import *im, struct channel *ch, const struct str *list, struct err *err)
{
    size_t at = 0;
    while (!im->done) {
        struct message m;
        int more;
        feed_more(ch, list, &at);
        if (channel_flush(ch) != 0)
            return err_set(err, ERR_SYSTEM, "%s", _("the parser ended before it had read the list"));
        struct pollfd p = { .fd = ch->fd, .events = (short)(POLLIN | (channel_queued(ch) ? POLLOUT : 0)) };
        if (poll(&p, 1, PARSER_PATIENCE) == 0)
            return err_set(err, ERR_SYSTEM, "%s", _("the parser did not answer"));
        int got = p.revents & ~POLLOUT ? channel_fill(ch) : 0;
        while ((more = channel_next(ch, &m, err)) > 0)
            take_message(im, &m);
        if (more < 0)
            return -1;
        if (got < 0 && !im->done)
            return err_set(err, ERR_SYSTEM, "%s", _("the parser ended before it had read the list"));
    }
    return 0;
}

static int read_list(struct import *im, const char *name, const struct str *list, struct err *err)
{
    const char *argv[] = { "telex-parse", NULL };
    struct str base = STR_INIT;
    struct channel ch;
    pid_t pid;
    int fd;
    if (process_start(argv, false, &pid, &fd, err) != 0)
        return -1;
    url_from_path(name, &base);
    channel_init(&ch, fd, WAY_FROM_PARSER);
    channel_put_feed(&ch, &(struct message_feed){ .base = base.data, .content_type = "" });
    int result = converse(im, &ch, list, err);
    channel_release(&ch);
    process_kill(pid);
    str_release(&base);
    if (result == 0 && !outcome_is_good(im->outcome.kind))
        return err_set(err, ERR_INPUT, "%s: %s", name, im->outcome.text[0] ? im->outcome.text : _("it cannot be read"));
    if (result == 0 && im->len == 0)
        return err_set(err, ERR_INPUT, _("%s names no sources; is it an OPML list?"), name);
    return result;
}

int cmd_import(struct cli *c, int argc, char **argv)
{
    struct import im = { 0 };
    struct str list;
    struct err err = { 0 };
    size_t added = 0;
    int status = cli_options(c, &argc, argv, NULL, 1, 1);
    if (status)
        return status;
    str_init(&list, MAX_LIST);
    bool is_stdin = strcmp(argv[0], "-") == 0;
    const char *name = is_stdin ? _("standard input") : argv[0];
    int result = is_stdin ? file_read_fd(STDIN_FILENO, name, &list, &err) : file_read(name, &list, &err);
    if (result == 0 && !list.len)
        result = err_set(&err, ERR_INPUT, _("%s is empty"), name);
    if (result == 0)
        result = read_list(&im, name, &list, &err);
    if (result == 0)
        result = sources_file_add_all(c->sources_path, im.items, im.len, &added, &err);
    if (result < 0) {
        status = cli_fail_err(c, &err);
    } else {
        if (im.outcome.kind == OUTCOME_DAMAGED)
            cli_fail(c, "%s: %s", name, im.outcome.text);
        printf(P_("%zu source added", "%zu sources added", added), added);
        if (im.len > added)
            printf(_(", %zu left out (there already, or no address)"), im.len - added);
        puts("");
    }
    str_release(&list);
    vec_release(&im);
    arena_release(&im.arena);
    return status;
}
