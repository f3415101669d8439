/* Stands in for telex-parse, so that the desk is tested alone, with every fault that
 * a parser can have. A feed is lines "GUID|TITLE|SECONDS|LINK"; an item's blob is its
 * title, its document one paragraph of that; a page's document is the page's bytes.
 * A first line (or blob) that begins with '!' asks for something else:
 *
 *   !next URL                               (a page) the story goes on there; the text is the next line
 *   !die, !crash, !hang, !garbage, !alien   a fault
 *   !until FILE                             (an item) the file is there, or a second went by
 *   !html                                   no feed; lines "URL|TITLE" are feeds that it names
 *   !list                                   a list of sources
 *   !damaged                                the rest is read, with a complaint */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/num.h"
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

static void fault(struct channel *c, const char *what)
{
    if (str_starts(what, "!die"))
        exit(1);
    if (str_starts(what, "!crash"))
        abort();
    if (str_starts(what, "!hang"))
        for (;;)
            pause();
    for (int i = 0; str_starts(what, "!until ") && i < 200 && access(what + strlen("!until "), F_OK) != 0; i++)
        poll(NULL, 0, 5);
    if (str_starts(what, "!garbage"))
        str_adds(&c->out, "this is no message at all, but it is long enough to be one");
    if (str_starts(what, "!alien"))
        channel_put_document(c, &(struct message_document){ .weight = 1, .packed = "no document", .packed_len = 11 });
}

static void put_done(struct channel *c, enum outcome_kind kind, const char *text)
{
    struct message_done done = { .outcome = { .kind = kind } };
    snprintf(done.outcome.text, sizeof done.outcome.text, "%s", text);
    channel_put_done(c, &done);
    send_all(c);
}

static void put_item(struct channel *c, char *line)
{
    const char *fields[4] = { "", "", "", "" };
    int64_t at = 0;
    for (int i = 0; line && i < 4; i++) {
        char *bar = strchr(line, '|');
        if (bar)
            *bar++ = '\0';
        fields[i] = line;
        line = bar;
    }
    struct message_item m = { .article = { .guid = fields[0], .title = fields[1], .comment_count = -1 } };
    if (num_read_i64(fields[2], strlen(fields[2]), &at))
        m.article.published = (struct stamp){ .at = at, .parts = STAMP_SECOND, .has_zone = true };
    m.article.link = *fields[3] ? fields[3] : NULL;
    m.article.hash = hash_bytes(HASH_START, fields[1], strlen(fields[1]));
    m.item = fields[1];
    m.item_len = strlen(fields[1]);
    channel_put_item(c, &m);
    send_all(c);
}

static void put_found(struct channel *c, char *line)
{
    char *bar = strchr(line, '|');
    if (bar)
        *bar++ = '\0';
    channel_put_found(c, &(struct message_found){ .url = line, .title = bar, .type = "application/rss+xml" });
}

static void answer_feed(struct channel *c, struct str *body)
{
    char *rest = body->data, *line = strsep(&rest, "\n");
    bool html = str_starts(line, "!html"), list = str_starts(line, "!list"), damaged = str_starts(line, "!damaged");
    fault(c, line);
    if (!html && !list)
        channel_put_feed_facts(c, &(struct message_feed_facts){ .feed = { .format = "lines", .title = "A feed" } });
    if (html || list || damaged)
        line = strsep(&rest, "\n");
    for (; line; line = strsep(&rest, "\n"))
        if (*line && *line != '!')
            (html ? put_found : put_item)(c, line);
    if (list)
        channel_put_subscription(c, &(struct message_subscription){ .url = "https://example.org/", .title = "One" });
    put_done(c, html ? OUTCOME_NOT_A_FEED : damaged ? OUTCOME_DAMAGED : OUTCOME_SAME,
             html ? "this is an HTML page" : damaged ? "line 1, column 1: it breaks" : "");
}

static void answer_text(struct channel *c, const char *bytes, size_t len)
{
    struct document d;
    struct str packed = STR_INIT;
    document_init(&d);
    char *text = arena_strndup(&d.arena, bytes, len);
    struct block block = { .type = BLOCK_PARAGRAPH, .text = { .bytes = text, .len = strlen(text) }, .link = DOCUMENT_NONE,
                           .picture = DOCUMENT_NONE };
    fault(c, text);
    char *next = NULL;
    if (str_starts(text, "!next ") && (next = strsep(&text, "\n") + strlen("!next ")) && !text)
        text = arena_strdup(&d.arena, "");
    text[strcspn(text, "\n")] = '\0';
    block.text.bytes = text;
    block.text.len = strlen(text);
    d.blocks.items = &block;
    d.blocks.count = 1;
    document_pack(&d, &packed);
    channel_put_document(c, &(struct message_document){ .weight = (int64_t)document_weight(&d), .packed = packed.data,
                                                        .packed_len = packed.len, .next = next });
    put_done(c, OUTCOME_SAME, "");
    document_release(&d);
    str_release(&packed);
}

int main(void)
{
    struct channel c;
    struct message m;
    struct str body = STR_INIT;
    bool page = false;
    channel_init(&c, 0, WAY_TO_PARSER);
    channel_put_ready(&c, &(struct message_ready){ .version = VERSION "/" WIRE_VERSION });
    send_all(&c);
    while (next(&c, &m)) {
        if (m.kind == MESSAGE_FEED || m.kind == MESSAGE_PAGE) {
            page = m.kind == MESSAGE_PAGE;
            str_reset(&body);
        } else if (m.kind == MESSAGE_PIECE) {
            str_add(&body, m.piece.bytes, m.piece.bytes_len);
        } else if (m.kind == MESSAGE_MAKE) {
            answer_text(&c, m.make.item, m.make.item_len);
        } else if (m.kind == MESSAGE_END && page) {
            answer_text(&c, body.data, body.len);
        } else if (m.kind == MESSAGE_END) {
            answer_feed(&c, &body);
        }
    }
    str_release(&body);
    channel_release(&c);
    return 0;
}
