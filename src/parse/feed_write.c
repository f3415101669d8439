/* A feed, its items, an OPML list as the feeds' contract's JSON, a line each. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "parse/feed_markup.h"
#include "parse/parse.h"

static void put_date(struct json *j, const char *key, const struct stamp *s)
{
    struct str text = STR_INIT;
    stamp_write_full(s, &text);
    json_member(j, key, text.len ? text.data : NULL);
    str_release(&text);
}

static void put_names(struct json *j, const char *key, const char *const *items, size_t count)
{
    if (!count)
        return;
    json_key(j, key);
    json_array(j);
    for (size_t i = 0; i < count; i++)
        json_string(j, items[i]);
    json_end(j);
}

static void put_number(struct json *j, const char *key, int64_t n)
{
    if (n < 0)
        return;
    json_key(j, key);
    json_int(j, n);
}

static void put_digits(struct json *j, const char *key, int64_t n)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%" PRId64, n);
    json_member(j, key, n < 0 ? NULL : digits);
}

static void put_html(struct json *j, const char *key, const char *html, const char *base)
{
    struct str clean = STR_INIT;
    if (html)
        markup_clean(html, strlen(html), base ? base : "", &clean);
    json_member(j, key, clean.data);
    str_release(&clean);
}

/* Plain text as HTML as well, for programs that read only that. */
static void put_text_as_html(struct json *j, const char *key, const char *text)
{
    struct str html = STR_INIT;
    markup_text(text, strlen(text), &html);
    json_member(j, key, html.data);
    str_release(&html);
}

static void begin(struct json *j, struct str *out, const char *type)
{
    json_init(j, out);
    json_object(j);
    json_member(j, "type", type);
}

static void end(struct json *j, struct str *out)
{
    json_end(j);
    str_addc(out, '\n');
}

void feed_write_json(const struct feed *feed, struct str *out)
{
    struct json j;
    begin(&j, out, "feed");
    json_member(&j, "format", feed->format);
    json_member(&j, "title", feed->title);
    json_member(&j, "link", feed->link);
    json_member(&j, "description", feed->description);
    json_member(&j, "language", feed->language);
    put_date(&j, "updated", &feed->updated);
    put_names(&j, "authors", feed->authors.items, feed->authors.count);
    json_member(&j, "image", feed->image);
    json_member(&j, "rights", feed->rights);
    json_member(&j, "hub", feed->hub);
    put_number(&j, "ttl", feed->ttl ? feed->ttl : -1);
    end(&j, out);
}

static void put_enclosures(struct json *j, const struct item *item)
{
    if (!item->enclosures.count)
        return;
    json_key(j, "enclosures");
    json_array(j);
    for (size_t i = 0; i < item->enclosures.count; i++) {
        const struct enclosure *e = &item->enclosures.items[i];
        json_object(j);
        json_member(j, "url", e->url);
        json_member(j, "type", e->type);
        json_member(j, "title", e->title);
        put_digits(j, "length", e->length);
        put_number(j, "duration", e->duration);
        json_end(j);
    }
    json_end(j);
}

static void put_captions(struct json *j, const struct item *item)
{
    bool any = false;
    for (size_t i = 0; i < item->pictures.count; i++) {
        const struct picture *p = &item->pictures.items[i];
        if (!p->caption && !p->credit)
            continue;
        if (!any) {
            json_key(j, "captions");
            json_array(j);
        }
        any = true;
        json_object(j);
        json_member(j, "url", p->url);
        json_member(j, "text", p->caption);
        json_member(j, "credit", p->credit);
        json_end(j);
    }
    if (any)
        json_end(j);
}

static void put_links(struct json *j, const char *key, const struct link *items, size_t count)
{
    if (!count)
        return;
    json_key(j, key);
    json_array(j);
    for (size_t i = 0; i < count; i++)
        json_string(j, items[i].url);
    json_end(j);
}

static void put_moments(struct json *j, const struct item *item)
{
    if (!item->moments.count)
        return;
    json_key(j, "moments");
    json_array(j);
    for (size_t i = 0; i < item->moments.count; i++) {
        const struct moment *m = &item->moments.items[i];
        json_object(j);
        put_number(j, "start", m->at);
        json_member(j, "title", m->title);
        json_member(j, "url", m->url);
        json_end(j);
    }
    json_end(j);
}

void item_write_json(const struct item *item, struct str *out)
{
    struct json j;
    begin(&j, out, "article");
    json_member(&j, "title", item->title);
    json_member(&j, "link", item->link);
    json_member(&j, "id", item->id);
    put_date(&j, "published", &item->published);
    put_date(&j, "updated", &item->updated);
    put_names(&j, "authors", item->authors.items, item->authors.count);
    put_html(&j, "summary_html", item->summary_html, item->base);
    put_html(&j, "content_html", item->content_html, item->base);
    if (!item->content_html && item->content_text)
        put_text_as_html(&j, "content_html", item->content_text);
    json_member(&j, "content_text", item->content_html ? NULL : item->content_text);
    put_names(&j, "categories", item->categories.items, item->categories.count);
    put_enclosures(&j, item);
    put_captions(&j, item);
    json_member(&j, "comments_url", item->comments_url);
    json_member(&j, "comments_feed", item->comments_feed);
    put_number(&j, "comment_count", item->comment_count);
    json_member(&j, "source", item->source_title);
    json_member(&j, "language", item->language);
    put_names(&j, "persons", item->persons.items, item->persons.count);
    json_member(&j, "season", item->season);
    json_member(&j, "episode", item->episode);
    put_moments(&j, item);
    put_links(&j, "live", item->live.items, item->live.count);
    put_links(&j, "chapters", item->chapters.items, item->chapters.count);
    put_links(&j, "transcripts", item->transcripts.items, item->transcripts.count);
    end(&j, out);
}

void subscription_write_json(const struct subscription *s, struct str *out)
{
    struct json j;
    begin(&j, out, "subscription");
    json_member(&j, "url", s->url);
    json_member(&j, "title", s->title);
    put_names(&j, "section", s->section.items, s->section.count);
    end(&j, out);
}
