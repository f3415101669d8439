/* A feed of any dialect, in two pieces, and the documents of its items. */
#include "fuzz.h"
#include "item_trip.h"
#include "wire/message.h"

static void on_feed(void *context, const struct feed *feed)
{
    (void)context;
    message_trip(MESSAGE_FEED_FACTS, &(struct message_feed_facts){ .feed = *feed });
}

static void on_item(void *context, const struct item *item)
{
    (void)context;
    item_trip(item);
}

static void on_subscription(void *context, const struct subscription *s)
{
    struct message_subscription m = { .url = s->url, .title = s->title };
    (void)context;
    m.section.items = s->section.items;
    m.section.count = s->section.count;
    message_trip(MESSAGE_SUBSCRIPTION, &m);
}

static void on_found(void *context, const char *url, const char *title, const char *type)
{
    (void)context;
    message_trip(MESSAGE_FOUND, &(struct message_found){ .url = url, .title = title, .type = type });
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct outcome outcome;
    struct feed_sink sink = { NULL, on_feed, on_item, on_subscription, on_found };
    struct feed_reader *r = feed_reader_new(&(struct feed_request){ .base = "https://example.org/feed", .content_type = "" }, &sink);
    if (feed_reader_push(r, bytes, len / 2, NULL) == 0)
        feed_reader_push(r, bytes + len / 2, len - len / 2, NULL);
    feed_reader_end(r, &outcome);
    feed_reader_free(r);
    return 0;
}
