#include "cli/parse_worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "parse/parse.h"
#include "text/utf8.h"
#include "wire/channel.h"
#include "wire/process.h"
#include "wire/sandbox.h"

enum {
    FLUSH_AT = 64 << 10, /* bytes of answers that are sent at a time */
    AHEAD = 4 << 20,     /* bytes of answers that may wait while the desk is writing: about 20 ms of work */
    MAX_PAGE = 8 << 20   /* of a page: what its parser looks at */
};

/* What is being worked on between its first message and END. */
struct worker {
    struct channel channel;
    struct feed_reader *feed;  /* NULL: none */
    struct str base, type;     /* of the feed or page; the reader and the page's request point here */
    bool in_page;
    struct arena arena;        /* of the rules for the page */
    struct page_rule rules[PAGE_RULES_APPLIED];
    size_t rule_count;
    int before;                /* pages of the story before this one */
    struct str page;
    struct str item;           /* the item that stands in for what the page lacks, packed */
    bool failed;               /* the rest of this feed is of no use */
    size_t stuck;              /* bytes that the desk did not take when they were last offered */
};

static bool await(struct worker *w, short events)
{
    struct pollfd p = { .fd = w->channel.fd, .events = events };
    int n;
    do
        n = poll(&p, 1, -1);
    while (n < 0 && errno == EINTR);
    return n > 0 && (p.revents & POLLOUT);
}

static void send_down_to(struct worker *w, size_t most)
{
    do
        channel_flush(&w->channel);
    while (channel_queued(&w->channel) > most && await(w, POLLOUT));
    w->stuck = channel_queued(&w->channel);
}

/* Offers what waits once there is so much more of it.  A broken channel shows at the next read. */
static void flush(struct worker *w, size_t more)
{
    if (channel_queued(&w->channel) <= w->stuck + more)
        return;
    send_down_to(w, AHEAD);
}

/* ---- Answers ---- */

static void on_feed(void *context, const struct feed *feed)
{
    struct worker *w = context;
    channel_put_feed_facts(&w->channel, &(struct message_feed_facts){ .feed = *feed });
}

static void on_item(void *context, const struct item *item)
{
    struct worker *w = context;
    struct arena arena = { 0 };
    struct str packed;
    struct message_item m = { .article = { .id = 0 } };
    str_init(&packed, MESSAGE_MAX_ITEM);
    item_to_article(item, &arena, &m.article);
    item_pack(item, &packed);
    m.item = packed.data;
    m.item_len = packed.len;
    bool is_empty = !m.article.title && !m.article.lede && !m.article.link && !m.article.pictures && !m.article.media;
    if (!packed.full && !is_empty)
        channel_put_item(&w->channel, &m);
    str_release(&packed);
    arena_release(&arena);
    flush(w, FLUSH_AT);
}

static void on_subscription(void *context, const struct subscription *s)
{
    struct worker *w = context;
    struct message_subscription m = { .url = s->url, .title = s->title };
    m.section.items = s->section.items;
    m.section.count = s->section.count;
    channel_put_subscription(&w->channel, &m);
    flush(w, FLUSH_AT);
}

static void on_found(void *context, const char *url, const char *title, const char *type)
{
    struct worker *w = context;
    channel_put_found(&w->channel, &(struct message_found){ .url = url, .title = title, .type = type });
    flush(w, FLUSH_AT);
}

static void put_document(struct worker *w, const struct document *d)
{
    struct str packed;
    str_init(&packed, DOCUMENT_MAX_BYTES);
    document_pack(d, &packed);
    if (!packed.full)
        channel_put_document(&w->channel,
                             &(struct message_document){ .kind = d->facts.kind, .weight = (int64_t)num_min(document_weight(d), INT32_MAX),
                                                         .packed = packed.data, .packed_len = packed.len, .next = d->next });
    str_release(&packed);
}

static void put_done(struct worker *w, const struct outcome *outcome)
{
    channel_put_done(&w->channel, &(struct message_done){ .outcome = *outcome });
    flush(w, 0);
}

/* ---- Orders: each is 0, or -1 where it may not come now ---- */

static void set(struct str *s, const void *bytes, size_t len)
{
    str_reset(s);
    str_add(s, bytes, len);
}

static void set_text(struct str *s, const char *text)
{
    set(s, text ? text : "", text ? strlen(text) : 0);
}

static int begin_feed(struct worker *w, const struct message_feed *m)
{
    if (w->feed || w->in_page)
        return -1;
    set_text(&w->base, m->base);
    set_text(&w->type, m->content_type);
    w->failed = false;
    w->feed = feed_reader_new(&(struct feed_request){ .base = w->base.data, .content_type = w->type.data },
                              &(struct feed_sink){ w, on_feed, on_item, on_subscription, on_found });
    return 0;
}

/* The message's strings are borrowed: the page comes later. */
static void take_rules(struct worker *w, const struct message_page *m)
{
    const char *lines[PAGE_RULE_LINES];
    size_t count = num_min(m->rules.count, PAGE_RULE_LINES);
    arena_release(&w->arena);
    for (size_t i = 0; i < count; i++)
        lines[i] = arena_strdup(&w->arena, m->rules.items[i] ? m->rules.items[i] : "");
    w->rule_count = page_rules_of_lines(lines, count, w->rules);
}

static int begin_page(struct worker *w, const struct message_page *m)
{
    if (w->feed || w->in_page)
        return -1;
    set_text(&w->base, m->url);
    set_text(&w->type, m->content_type);
    set(&w->item, m->item, m->item_len);
    str_reset(&w->page);
    w->before = (int)m->before;
    take_rules(w, m);
    w->in_page = true;
    return 0;
}

static int take_piece(struct worker *w, const struct message_piece *m)
{
    if (w->feed && !w->failed)
        w->failed = feed_reader_push(w->feed, m->bytes, m->bytes_len, NULL) != 0;
    else if (w->in_page)
        str_add(&w->page, m->bytes, num_min(m->bytes_len, MAX_PAGE - num_min(w->page.len, MAX_PAGE)));
    return w->feed || w->in_page ? 0 : -1;
}

static void end_feed(struct worker *w)
{
    struct outcome outcome;
    feed_reader_end(w->feed, &outcome);
    feed_reader_free(w->feed);
    w->feed = NULL;
    put_done(w, &outcome);
}

static void end_page(struct worker *w)
{
    struct arena arena = { 0 };
    struct item item;
    struct document d;
    struct outcome outcome = { .kind = OUTCOME_SAME };
    struct page_request request = { .url = w->base.data, .content_type = w->type.data, .before = w->before,
                                    .rules = w->rules, .rule_count = w->rule_count };
    if (w->item.len && item_unpack(w->item.data, w->item.len, &arena, &item, NULL) == 0)
        request.item = &item;
    document_init(&d);
    page_to_document(&request, w->page.data, w->page.len, &d);
    put_document(w, &d);
    document_release(&d);
    arena_release(&arena);
    str_release(&w->page);
    str_init(&w->page, 0);
    w->in_page = false;
    put_done(w, &outcome);
}

static int end_work(struct worker *w)
{
    if (w->feed)
        end_feed(w);
    else if (w->in_page)
        end_page(w);
    else
        return -1;
    return 0;
}

static int make(struct worker *w, const struct message_make *m)
{
    struct arena arena = { 0 };
    struct item item;
    struct err err = { 0 };
    struct outcome outcome = { .kind = OUTCOME_SAME };
    if (w->feed || w->in_page)
        return -1;
    if (item_unpack(m->item, m->item_len, &arena, &item, &err) == 0) {
        struct document d;
        item_to_document(&item, &d);
        put_document(w, &d);
        document_release(&d);
    } else {
        outcome.kind = OUTCOME_UNREADABLE;
        memcpy(outcome.text, err.text, utf8_cut(err.text, strlen(err.text), sizeof outcome.text - 1));
    }
    arena_release(&arena);
    put_done(w, &outcome);
    return 0;
}

static int obey(struct worker *w, const struct message *m)
{
    switch (m->kind) {
    case MESSAGE_FEED:
        return begin_feed(w, &m->feed);
    case MESSAGE_PAGE:
        return begin_page(w, &m->page);
    case MESSAGE_PIECE:
        return take_piece(w, &m->piece);
    case MESSAGE_END:
        return end_work(w);
    case MESSAGE_MAKE:
        return make(w, &m->make);
    default:
        return -1;
    }
}

/* ---- The loop ---- */

/* More to read: 0, or -1 at the end.  What waits is sent meanwhile. */
static int fill(struct worker *w)
{
    for (;;) {
        send_down_to(w, AHEAD);
        int got = channel_fill(&w->channel);
        if (got)
            return got < 0 ? -1 : 0;
        await(w, (short)(POLLIN | (w->stuck ? POLLOUT : 0)));
    }
}

static int serve(struct worker *w)
{
    struct message m;
    for (;;) {
        int got = channel_next(&w->channel, &m, NULL);
        if (got < 0 || (got > 0 && obey(w, &m) != 0))
            return 1;
        if (got)
            continue;
        if (fill(w))
            return w->channel.in.len || w->channel.broken;
    }
}

int parse_worker(int fd)
{
    struct worker w = { .base = STR_INIT };
    struct err err = { 0 };
    process_settle(true);
    /* The desk writes in bursts: meanwhile this one works on. */
    fcntl(fd, F_SETFL, O_NONBLOCK);
    sandbox_limit();
    parse_prepare();
    if (sandbox_seal(&err) != 0)
        return 1;
    channel_init(&w.channel, fd, WAY_TO_PARSER);
    str_init(&w.base, 0);
    str_init(&w.type, 0);
    str_init(&w.page, 0);
    str_init(&w.item, 0);
    channel_put_ready(&w.channel, &(struct message_ready){ .version = VERSION "/" WIRE_VERSION });
    int status = serve(&w);
    send_down_to(&w, 0);
    feed_reader_free(w.feed);
    arena_release(&w.arena);
    str_release(&w.base);
    str_release(&w.type);
    str_release(&w.page);
    str_release(&w.item);
    channel_release(&w.channel);
    return status;
}
