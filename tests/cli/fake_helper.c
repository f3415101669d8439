/* Stands in for telex-parse and telex-desk (by the name it is called), so that the
 * commands' side of the conversation is tested alone. As a parser it takes lines
 * "ADDRESS|TITLE|SECTION|SECTION" for a list; "die" ends it at once. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "wire/channel.h"

static void send_all(struct channel *c)
{
    while (channel_queued(c) && channel_flush(c) == 0)
        ;
}

/* The next message; false where there is no other side any more. */
static bool next(struct channel *c, struct message *m)
{
    for (;;) {
        int got = channel_next(c, m, NULL);
        if (got)
            return got > 0;
        struct pollfd p = { .fd = c->fd, .events = POLLIN };
        if (poll(&p, 1, -1) < 0 || channel_fill(c) < 0)
            return false;
    }
}

static void put_line(struct channel *c, char *line)
{
    const char *fields[8];
    size_t count = 0;
    for (char *at = line; at && count < 8; count++) {
        char *bar = strchr(at, '|');
        if (bar)
            *bar++ = '\0';
        fields[count] = at;
        at = bar;
    }
    struct message_subscription s = { .url = fields[0], .title = count > 1 ? fields[1] : NULL };
    s.section.items = fields + 2;
    s.section.count = count > 2 ? count - 2 : 0;
    channel_put_subscription(c, &s);
}

static void answer_list(struct channel *c, struct str *list)
{
    struct message_done done = { .outcome = { .kind = OUTCOME_SAME } };
    if (strncmp(list->data, "<html", 5) == 0) {
        done.outcome.kind = OUTCOME_NOT_A_FEED;
        snprintf(done.outcome.text, sizeof done.outcome.text, "this is an HTML page");
    } else {
        for (char *line = strtok(list->data, "\n"); line; line = strtok(NULL, "\n"))
            put_line(c, line);
    }
    channel_put_done(c, &done);
    send_all(c);
}

static void be_parser(struct channel *c)
{
    struct str list = STR_INIT;
    struct message m;
    while (next(c, &m)) {
        if (m.kind == MESSAGE_PIECE)
            str_add(&list, m.piece.bytes, m.piece.bytes_len);
        if (strncmp(list.data, "die", 3) == 0)
            break;
        if (m.kind == MESSAGE_END)
            answer_list(c, &list);
    }
    str_release(&list);
}

static void answer_add(struct channel *c, const struct message_add *add)
{
    if (strstr(add->address, "several")) {
        channel_put_choice(c, &(struct message_choice){ .url = "https://example.org/news.xml", .title = "News" });
        channel_put_choice(c, &(struct message_choice){ .url = "https://example.org/talk.xml", .title = "Talk" });
        channel_put_added(c, &(struct message_added){ .choices = 2 });
    } else if (strstr(add->address, "none")) {
        channel_put_added(c, &(struct message_added){ .text = "no feed is named there" });
    } else {
        struct str title = STR_INIT;
        str_addf(&title, "%s in %s", add->title ? add->title : "A feed", add->section ? add->section : "");
        channel_put_added(c, &(struct message_added){ .ok = true, .source = 1, .articles = 3, .address = add->address, .title = title.data });
        send_all(c);
        str_release(&title);
    }
    send_all(c);
}

static void be_desk(struct channel *c)
{
    struct message m;
    while (next(c, &m) && m.kind != MESSAGE_BYE) {
        if (m.kind == MESSAGE_HELLO)
            channel_put_welcome(c, &(struct message_welcome){ .version = m.hello.version });
        send_all(c);
        if (m.kind == MESSAGE_ADD && strstr(m.add.address, "die"))
            exit(1);
        if (m.kind == MESSAGE_ADD)
            answer_add(c, &m.add);
    }
}

int main(int argc, char **argv)
{
    struct channel c;
    bool parser = strstr(argv[0], "parse") != NULL;
    for (int i = 1; i < argc; i++)
        printf("<%s>", argv[i]);
    if (argc > 1)
        return 0;
    channel_init(&c, 0, parser ? WAY_TO_PARSER : WAY_TO_DESK);
    if (parser)
        be_parser(&c);
    else
        be_desk(&c);
    channel_release(&c);
    return 0;
}
