#include "parse/feed_flow.h"

#include <string.h>

#include "parse/builder.h"
#include "text/url.h"

void flow_init(struct flow *f, const struct feed_sink *sink, const char *base)
{
    *f = (struct flow){ .sink = sink, .base = base, .format = "" };
    draft_init(&f->feed);
    draft_init(&f->item);
    str_init(&f->held, 0);
}

void flow_release(struct flow *f)
{
    draft_release(&f->feed);
    draft_release(&f->item);
    str_release(&f->held);
    finds_release(&f->finds);
}

/* The feed's authors stand in where an Atom entry names none (RFC 4287 §4.2.1). */
static void inherit(struct flow *f, struct item *item)
{
    if (!item->authors.count && f->item.source_authors.len) {
        item->authors.items = f->item.source_authors.items;
        item->authors.count = f->item.source_authors.len;
    } else if (!item->authors.count && f->inherits) {
        item->authors.items = f->feed.authors.items;
        item->authors.count = f->feed.authors.len;
    }
    if (!item->language)
        item->language = f->feed.values[SLOT_LANGUAGE].text;
}

static void send_item(struct flow *f, struct item *item)
{
    inherit(f, item);
    item->base = *f->base ? f->base : f->feed.values[SLOT_LINK].text;
    f->sink->item(f->sink->context, item);
}

static void send_held(struct flow *f)
{
    size_t at = 0, len;
    while (at < f->held.len) {
        struct arena arena = { 0 };
        struct item item;
        memcpy(&len, f->held.data + at, sizeof len);
        at += sizeof len;
        if (item_unpack(f->held.data + at, len, &arena, &item, NULL) == 0)
            send_item(f, &item);
        arena_release(&arena);
        at += len;
    }
    str_release(&f->held);
    str_init(&f->held, 0);
}

static void tell(struct flow *f)
{
    struct feed feed;
    if (f->told)
        return;
    f->told = true;
    draft_to_feed(&f->feed, &feed);
    feed.format = f->format;
    f->sink->feed(f->sink->context, &feed);
    send_held(f);
}

static bool is_known(const struct flow *f)
{
    return (f->feed.values[SLOT_TITLE].text && f->feed.values[SLOT_LINK].text) || strcmp(f->format, "sitemap") == 0;
}

static void hold(struct flow *f, const struct item *item)
{
    struct str packed = STR_INIT;
    item_pack(item, &packed);
    str_add(&f->held, &packed.len, sizeof packed.len);
    str_add(&f->held, packed.data, packed.len);
    str_release(&packed);
    if (f->held.len > FLOW_MAX_HELD)
        tell(f);
}

void flow_item(struct flow *f)
{
    struct item item;
    f->is_feed = true;
    f->items++;
    draft_to_item(&f->item, &item);
    if (!f->told && is_known(f))
        tell(f);
    if (f->told)
        send_item(f, &item);
    else
        hold(f, &item);
    draft_reset(&f->item);
}

void flow_subscription(struct flow *f, const struct subscription *s)
{
    f->subscriptions++;
    f->sink->subscription(f->sink->context, s);
}

static bool is_local(const char *url)
{
    return str_starts_nocase(url, "file:");
}

void flow_find(struct flow *f, const char *base, const struct find *find)
{
    struct str url = STR_INIT, line = STR_INIT, offered = STR_INIT;
    struct find whole = *find;
    const char *reference = url_from_offer(find->url, &offered) ? offered.data : find->url;
    bool leads = resolve_url(base, reference, &url) && (url_is_http(url.data) || (is_local(url.data) && is_local(f->base)));
    if (leads) {
        fold_line(find->title ? find->title : "", find->title ? strlen(find->title) : 0, &line);
        whole.url = url.data;
        whole.title = line.len ? line.data : NULL;
        finds_add(&f->finds, &whole);
    }
    str_release(&url);
    str_release(&line);
    str_release(&offered);
}

void flow_end(struct flow *f)
{
    if (f->is_feed)
        tell(f);
    finds_sort(&f->finds);
    for (size_t i = 0; !f->is_feed && i < f->finds.all.len; i++) {
        const struct find *find = &f->finds.all.items[i];
        f->sink->found(f->sink->context, find->url, find->title, find->type);
    }
}
