/* The parser as the desk starts it: pieces in, articles and documents out, and an
 * end for whoever breaks the rules. */
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "tests/tap.h"
#include "wire/channel.h"
#include "wire/process.h"

static struct channel channel;
static pid_t pid;

/* What came last of each kind, in a few letters. */
static struct str seen;
static char *item;
static size_t item_len;
static struct outcome outcome;
static int64_t weight;

static void begin(void)
{
    const char *argv[] = { "telex-parse", NULL };
    int fd = -1;
    struct err err = { 0 };
    if (process_start(argv, false, &pid, &fd, &err) != 0)
        printf("Bail out! %s\n", err.text);
    channel_init(&channel, fd, WAY_FROM_PARSER);
}

static void end(void)
{
    channel_release(&channel);
    process_kill(pid);
}

/* The next message; false where the worker has ended. */
static bool next(struct message *m)
{
    for (;;) {
        int got = channel_next(&channel, m, NULL);
        if (got)
            return got > 0;
        struct pollfd p = { .fd = channel.fd, .events = (short)(POLLIN | (channel_queued(&channel) ? POLLOUT : 0)) };
        if (poll(&p, 1, 10000) <= 0)
            return false;
        if (p.revents & POLLOUT && channel_flush(&channel) != 0)
            return false;
        if (p.revents & ~POLLOUT && channel_fill(&channel) < 0)
            return false;
    }
}

static void note(const struct message *m)
{
    if (m->kind == MESSAGE_FEED_FACTS)
        str_addf(&seen, "feed %s;", m->feed_facts.feed.title);
    else if (m->kind == MESSAGE_SUBSCRIPTION)
        str_addf(&seen, "subscription %s in %s;", m->subscription.url, m->subscription.section.items[0]);
    else if (m->kind == MESSAGE_FOUND)
        str_addf(&seen, "found %s;", m->found.url);
    else if (m->kind == MESSAGE_DOCUMENT)
        weight = m->document.weight;
    if (m->kind == MESSAGE_ITEM) {
        str_addf(&seen, "item %s %s;", m->item.article.guid, m->item.article.title);
        free(item);
        item = mem_strndup(m->item.item, m->item.item_len);
        item_len = m->item.item_len;
    }
    if (m->kind == MESSAGE_DOCUMENT) {
        struct document d;
        ok(document_unpack(m->document.packed, m->document.packed_len, &d, NULL) == 0, "a document is whole");
        str_addf(&seen, "document %s;", d.facts.title ? d.facts.title : "");
        document_release(&d);
    }
}

/* Up to DONE; false where the worker ended instead. */
static bool answer(void)
{
    struct message m;
    str_reset(&seen);
    while (next(&m)) {
        if (m.kind == MESSAGE_DONE) {
            outcome = m.done.outcome;
            return true;
        }
        note(&m);
    }
    return false;
}

static bool feed(const char *text, size_t times)
{
    channel_put_feed(&channel, &(struct message_feed){ .base = "https://example.org/feed" });
    for (size_t i = 0; i < times; i++)
        channel_put_piece(&channel, &(struct message_piece){ .bytes = text, .bytes_len = strlen(text) });
    channel_put_end(&channel, &(struct message_end){ 0 });
    return answer();
}

static bool page(const char *html)
{
    channel_put_page(&channel, &(struct message_page){ .url = "https://example.org/a", .item = item, .item_len = item_len });
    channel_put_piece(&channel, &(struct message_piece){ .bytes = html, .bytes_len = strlen(html) });
    channel_put_end(&channel, &(struct message_end){ 0 });
    return answer();
}

static void test_feeds(void)
{
    struct message m;
    ok(next(&m) && m.kind == MESSAGE_READY && strcmp(m.ready.version, VERSION "/" WIRE_VERSION) == 0, "it greets");
    ok(feed("<rss version='2.0'><channel><title>F</title><link>/</link><item><guid>g</guid><title>A</title><description>One two.</description></item><item/></channel></rss>", 1), "a feed is answered");
    is_str(seen.data, "feed F;item g A;", "by its facts and its items, but for one that says nothing");
    is_int(outcome.kind, OUTCOME_SAME, "and all is well");
    ok(feed("<opml><body><outline text='N'><outline text='A' xmlUrl='/a'/></outline></body></opml>", 1), "a list");
    is_str(seen.data, "subscription https://example.org/a in N;", "by its feeds");
    ok(feed("<html><link rel=alternate type=application/rss+xml href=/rss>", 1), "a page");
    is_str(seen.data, "found https://example.org/rss;", "by the feeds that it names");
    is_int(outcome.kind, OUTCOME_NOT_A_FEED, "and said to be none itself");
    ok(feed("<rss><channel><item><title>A</title></item>", 1), "a damaged one");
    is_int(outcome.kind, OUTCOME_DAMAGED, "and where it breaks");
}

static void test_documents(void)
{
    channel_put_make(&channel, &(struct message_make){ .item = item, .item_len = item_len });
    ok(answer(), "an item's document is made");
    is_str(seen.data, "document A;", "with its facts");
    ok(page("<html><body><article><h1>Head</h1><p>The first paragraph of it, which is long enough to be one of an article.</p><p>And a second, that goes on for a while as well, so that all is clear.</p></article>"), "a page's document is made");
    is_int(weight, 56 + 51, "with the letters of its two paragraphs");
    channel_put_make(&channel, &(struct message_make){ .item = "nonsense", .item_len = 8 });
    ok(answer(), "an item that is none");
    is_int(outcome.kind, OUTCOME_UNREADABLE, "is said to be so");
    is_str(seen.data, "", "and has no document");
}

/* More in and out than any socket holds, in both directions at once. */
static void test_much(void)
{
    static char text[60000];
    size_t len = 0;
    while (len + 60 < sizeof text)
        len += (size_t)snprintf(text + len, sizeof text - len, "<item><title>A</title><guid>%zu</guid></item>", len);
    ok(feed(text, 100), "six million bytes of items are read and answered");
    ok(seen.len > 1000000, "all of them");
}

static void is_ended(enum message_kind kind, const void *value, const char *name)
{
    struct message m;
    begin();
    ok(next(&m), "another worker begins");
    channel_put(&channel, kind, value);
    ok(!next(&m), "%s ends it", name);
    end();
}

int main(void)
{
    setenv("TELEX_LIBEXECDIR", "src", 0);
    str_init(&seen, 0);
    begin();
    test_feeds();
    test_documents();
    test_much();
    end();
    is_ended(MESSAGE_PIECE, &(struct message_piece){ .bytes = "x", .bytes_len = 1 }, "a piece of nothing");
    is_ended(MESSAGE_END, &(struct message_end){ 0 }, "the end of nothing");
    is_ended(MESSAGE_BYE, &(struct message_bye){ 0 }, "a message for the desk");
    free(item);
    str_release(&seen);
    return tap_done();
}
