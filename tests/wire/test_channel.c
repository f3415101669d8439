/* Messages as frames on a socket pair: in pieces, in plenty, against the rules, and
 * when the other side has gone. */
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/mem.h"
#include "tests/tap.h"
#include "wire/channel.h"

/* A desk's end of a channel, and the bare descriptor at the other. */
static int open_pair(struct channel *c)
{
    int fds[2];
    must(socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == 0);
    fcntl(fds[0], F_SETFL, O_NONBLOCK);
    fcntl(fds[1], F_SETFL, O_NONBLOCK);
    channel_init(c, fds[0], WAY_FROM_PARSER);
    return fds[1];
}

/* A frame with the payload of a real message. */
static void add_frame(struct str *out, enum message_kind kind, const void *value)
{
    struct str payload = STR_INIT;
    must(message_put(kind, value, &payload));
    for (int i = 0; i < 4; i++)
        str_addc(out, (char)(payload.len >> 8 * i));
    for (int i = 0; i < 4; i++)
        str_addc(out, (char)((unsigned)kind >> 8 * i));
    str_add(out, payload.data, payload.len);
    str_release(&payload);
}

static void add_head(struct str *out, uint32_t len, uint32_t kind)
{
    for (int i = 0; i < 4; i++)
        str_addc(out, (char)(len >> 8 * i));
    for (int i = 0; i < 4; i++)
        str_addc(out, (char)(kind >> 8 * i));
}

static void test_pieces(void)
{
    struct channel c;
    struct message m;
    struct str frames = STR_INIT;
    int other = open_pair(&c), count = 0;
    bool right = true;
    static const char *const section[] = { "News", "World" };
    struct message_subscription s = { .url = "https://example.org/a", .title = "\xC3\x84ther" };
    s.section.items = (const char **)section;
    s.section.count = 2;
    add_frame(&frames, MESSAGE_SUBSCRIPTION, &s);
    add_frame(&frames, MESSAGE_DONE, &(struct message_done){ .outcome = { .kind = OUTCOME_SAME, .text = "all is well" } });
    for (size_t i = 0; i < frames.len; i++) {
        right = right && write(other, frames.data + i, 1) == 1 && channel_fill(&c) == 1;
        int got = channel_next(&c, &m, NULL);
        right = right && got >= 0;
        if (got == 1 && count++ == 0)
            right = right && m.kind == MESSAGE_SUBSCRIPTION && m.subscription.section.count == 2 &&
                    strcmp(m.subscription.section.items[1], "World") == 0 && strcmp(m.subscription.title, "\xC3\x84ther") == 0;
        else if (got == 1)
            right = right && m.kind == MESSAGE_DONE && strcmp(m.done.outcome.text, "all is well") == 0 && i + 1 == frames.len;
    }
    ok(right && count == 2, "two messages, a byte at a time");
    is_int(channel_fill(&c), 0, "then there is nothing to read");
    is_int(channel_next(&c, &m, NULL), 0, "and no message");
    must(write(other, frames.data, frames.len) == (ssize_t)frames.len);
    channel_fill(&c);
    ok(channel_next(&c, &m, NULL) == 1 && channel_next(&c, &m, NULL) == 1 && channel_next(&c, &m, NULL) == 0, "two at once");
    close(other);
    channel_release(&c);
    str_release(&frames);
}

/* More than a socket holds goes as it is taken, and arrives whole and in order. */
static void test_plenty(void)
{
    enum { COUNT = 60 };
    static char bytes[MESSAGE_MAX_PIECE];
    struct channel desk, parser;
    struct message m;
    int fds[2], arrived = 0;
    bool right = true, waited = false;
    must(socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == 0);
    fcntl(fds[0], F_SETFL, O_NONBLOCK);
    fcntl(fds[1], F_SETFL, O_NONBLOCK);
    channel_init(&desk, fds[0], WAY_FROM_PARSER);
    channel_init(&parser, fds[1], WAY_TO_PARSER);
    for (int i = 0; i < COUNT; i++) {
        memset(bytes, i, sizeof bytes);
        right = right && channel_put_piece(&desk, &(struct message_piece){ .bytes = bytes, .bytes_len = sizeof bytes });
    }
    for (int turn = 0; turn < 10000 && arrived < COUNT; turn++) {
        right = right && channel_flush(&desk) == 0;
        waited = waited || channel_queued(&desk) > 0;
        channel_fill(&parser);
        while (channel_next(&parser, &m, NULL) == 1) {
            memset(bytes, arrived++, sizeof bytes);
            right = right && m.kind == MESSAGE_PIECE && m.piece.bytes_len == sizeof bytes && memcmp(m.piece.bytes, bytes, sizeof bytes) == 0;
        }
    }
    ok(right && arrived == COUNT, "four megabytes arrive whole and in order");
    ok(waited, "though a socket does not take them at once");
    is_int((int64_t)channel_queued(&desk), 0, "and nothing is left");
    channel_release(&desk);
    channel_release(&parser);
}

static void test_breaches(void)
{
    static const struct { uint32_t len, kind; const char *name; } heads[] = {
        { 0, MESSAGE_FEED, "a message that goes the other way" },
        { 0, MESSAGE_WELCOME, "a message of another program" },
        { 0, 0, "a kind that there is not" },
        { 0, UINT32_MAX, "a kind beyond every kind" },
        { 201, MESSAGE_READY, "a byte over a message's ceiling" },
        { UINT32_MAX, MESSAGE_DONE, "the largest length" },
        { 0, MESSAGE_DONE, "a message without its fields" },
    };
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        struct channel c;
        struct message m;
        struct err err = { 0 };
        struct str head = STR_INIT;
        int other = open_pair(&c);
        add_head(&head, heads[i].len, heads[i].kind);
        must(write(other, head.data, head.len) == (ssize_t)head.len);
        channel_fill(&c);
        ok(channel_next(&c, &m, &err) == -1 && err.kind == ERR_INPUT && err.text[0], "%s is refused by its head", heads[i].name);
        close(other);
        channel_release(&c);
        str_release(&head);
    }
}

static void test_ceiling_of_put(void)
{
    static char bytes[MESSAGE_MAX_PIECE + 1];
    struct channel c;
    int other = open_pair(&c);
    ok(!channel_put_piece(&c, &(struct message_piece){ .bytes = bytes, .bytes_len = sizeof bytes }), "too large a piece is not queued");
    is_int((int64_t)channel_queued(&c), 0, "not even its head");
    close(other);
    channel_release(&c);
}

static void test_closed(void)
{
    struct channel c;
    struct message m;
    struct str frame = STR_INIT;
    int other = open_pair(&c);
    add_frame(&frame, MESSAGE_READY, &(struct message_ready){ .version = "1" });
    must(write(other, frame.data, frame.len) == (ssize_t)frame.len);
    must(write(other, frame.data, 5) == 5);
    close(other);
    is_int(channel_fill(&c), 1, "what was sent before the other side closed can be read");
    ok(channel_next(&c, &m, NULL) == 1 && m.kind == MESSAGE_READY, "and is a message");
    is_int(channel_next(&c, &m, NULL), 0, "half of one is none");
    is_int(channel_fill(&c), -1, "then the end is seen");
    ok(channel_put_end(&c, &(struct message_end){ .cut = false }), "one may go on to put");
    is_int(channel_flush(&c), -1, "the one who flushes hears that nobody reads");
    is_int((int64_t)channel_queued(&c), 0, "and nothing piles up");
    channel_put_end(&c, &(struct message_end){ .cut = false });
    is_int((int64_t)channel_queued(&c), 0, "later neither");
    channel_release(&c);
    is_int(channel_fill(&c), -1, "a released channel is at its end");
    str_release(&frame);
}

int main(void)
{
    test_pieces();
    test_plenty();
    test_breaches();
    test_ceiling_of_put();
    test_closed();
    return tap_done();
}
