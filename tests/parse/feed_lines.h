/* feed_lines.h: what a document gives, as lines that a test can compare: one for
 * the feed, each item, subscription and found feed; only what is there. */
#ifndef TELEX_TESTS_PARSE_FEED_LINES_H
#define TELEX_TESTS_PARSE_FEED_LINES_H

#include <string.h>

#include "base/num.h"
#include "parse/parse.h"
#include "tests/tap.h"

struct lines {
    struct str out;
    struct outcome outcome;
};

static void lines_add(struct str *out, const char *key, const char *value)
{
    if (value)
        str_addf(out, " %s=%s", key, value);
}

static void lines_add_stamp(struct str *out, const char *key, const struct stamp *s)
{
    struct str text = STR_INIT;
    stamp_write_full(s, &text);
    lines_add(out, key, text.len ? text.data : NULL);
    str_release(&text);
}

static void lines_add_names(struct str *out, const char *key, const char *const *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        str_addf(out, i ? ",%s" : " %s=%s", i ? items[i] : key, i ? "" : items[i]);
}

static void lines_feed(void *context, const struct feed *f)
{
    struct str *out = &((struct lines *)context)->out;
    str_addf(out, "feed %s", f->format);
    lines_add(out, "T", f->title);
    lines_add(out, "L", f->link);
    lines_add(out, "D", f->description);
    lines_add(out, "l", f->language);
    lines_add(out, "i", f->image);
    lines_add(out, "r", f->rights);
    lines_add(out, "hub", f->hub);
    lines_add_names(out, "A", f->authors.items, f->authors.count);
    lines_add_stamp(out, "U", &f->updated);
    if (f->ttl)
        str_addf(out, " ttl=%" PRId64, f->ttl);
    str_addc(out, '\n');
}

static void lines_item(void *context, const struct item *item)
{
    struct str *out = &((struct lines *)context)->out;
    str_adds(out, "item");
    lines_add(out, "T", item->title);
    lines_add(out, "L", item->link);
    lines_add(out, "I", item->id);
    lines_add_stamp(out, "P", &item->published);
    lines_add_stamp(out, "U", &item->updated);
    lines_add_names(out, "A", item->authors.items, item->authors.count);
    lines_add(out, "S", item->summary_html);
    lines_add(out, "C", item->content_html);
    lines_add(out, "X", item->content_text);
    lines_add_names(out, "K", item->categories.items, item->categories.count);
    for (size_t i = 0; i < item->enclosures.count; i++) {
        const struct enclosure *e = &item->enclosures.items[i];
        str_addf(out, " E=%s;%s;%" PRId64 ";%" PRId64, e->url, e->type ? e->type : "", e->length, e->duration);
    }
    for (size_t i = 0; i < item->pictures.count; i++) {
        const struct picture *p = &item->pictures.items[i];
        str_addf(out, " G=%s;%s;%s", p->url, p->caption ? p->caption : "", p->credit ? p->credit : "");
    }
    lines_add(out, "M", item->comments_url);
    lines_add(out, "F", item->comments_feed);
    if (item->comment_count >= 0)
        str_addf(out, " N=%" PRId64, item->comment_count);
    lines_add(out, "l", item->language);
    lines_add(out, "src", item->source_title);
    for (size_t i = 0; i < item->live.count; i++)
        lines_add(out, "live", item->live.items[i].url);
    for (size_t i = 0; i < item->chapters.count; i++)
        lines_add(out, "ch", item->chapters.items[i].url);
    for (size_t i = 0; i < item->transcripts.count; i++)
        lines_add(out, "tr", item->transcripts.items[i].url);
    str_addc(out, '\n');
}

static void lines_subscription(void *context, const struct subscription *s)
{
    struct str *out = &((struct lines *)context)->out;
    str_adds(out, "subscription");
    lines_add(out, "L", s->url);
    lines_add(out, "T", s->title);
    lines_add_names(out, "in", s->section.items, s->section.count);
    str_addc(out, '\n');
}

static void lines_found(void *context, const char *url, const char *title, const char *type)
{
    struct str *out = &((struct lines *)context)->out;
    (void)type;
    str_adds(out, "found");
    lines_add(out, "L", url);
    lines_add(out, "T", title);
    str_addc(out, '\n');
}

/* Reads the document in pieces of so many bytes. */
static void lines_read(struct lines *l, const char *type, const void *bytes, size_t len, size_t piece)
{
    struct feed_request request = { .base = "https://example.org/dir/feed", .content_type = type };
    struct feed_sink sink = { l, lines_feed, lines_item, lines_subscription, lines_found };
    struct feed_reader *r = feed_reader_new(&request, &sink);
    str_init(&l->out, 0);
    for (size_t at = 0; at < len; at += piece)
        feed_reader_push(r, (const char *)bytes + at, num_min(piece, len - at), NULL);
    feed_reader_end(r, &l->outcome);
    feed_reader_free(r);
}

#endif
