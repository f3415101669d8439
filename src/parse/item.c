/* What lists need of an item: identity, title, lede, counts. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "base/num.h"
#include "parse/feed_mend.h"
#include "parse/parse.h"
#include "text/clean.h"
#include "text/plain.h"
#include "text/unicode.h"
#include "text/url.h"
#include "text/utf8.h"

enum {
    MAX_COUNTED = 256 << 10, /* bytes of text of which words are counted and hashed */
    MAX_WEIGHED = 1 << 10,   /* of which the direction is told */
    LONGEST_GUID = 1000      /* a longer one is replaced by its hash */
};

static const char *line(struct arena *arena, const char *s, size_t most)
{
    struct str raw = STR_INIT, out = STR_INIT;
    if (!s)
        return NULL;
    str_add(&raw, s, utf8_cut(s, strlen(s), most * 4));
    mend_twice_encoded(&raw);
    clean_text(raw.data, raw.len, CLEAN_FOLD, &out);
    str_trim(&out);
    const char *kept = out.len ? arena_strndup(arena, out.data, utf8_cut(out.data, out.len, most)) : NULL;
    str_release(&raw);
    str_release(&out);
    return kept;
}

/* ---- Identity ---- */

static const char *hashed(struct arena *arena, uint64_t hash)
{
    char name[32];
    snprintf(name, sizeof name, "hash:%016" PRIx64, hash);
    return arena_strdup(arena, name);
}

/* What it says: title and date, which a correction of the text leaves alone; else
 * title and text. */
static uint64_t content_key(const struct item *item, const char *title, const struct str *text)
{
    const struct stamp *t = item->published.parts ? &item->published : &item->updated;
    uint64_t key = hash_bytes(HASH_START, title ? title : "", title ? strlen(title) + 1 : 1);
    if (title && t->parts)
        return hash_bytes(key, &t->at, sizeof t->at);
    return hash_bytes(key, text->data, text->len);
}

/* By the id that the publisher gave; else by where it leads, whatever parameters
 * and schemes change there; else by what it says.  What more is to be known of ids
 * that are none, the store sees (store/identity.c). */
static const char *identity(const struct item *item, struct arena *arena, const char *title, const struct str *text)
{
    struct str key = STR_INIT;
    const char *guid = NULL;
    if (item->id)
        str_adds(&key, item->id);
    else if (item->link)
        url_key(item->link, &key);
    if (!key.len && item->link)
        str_adds(&key, item->link);
    if (key.len > LONGEST_GUID)
        guid = hashed(arena, hash_bytes(HASH_START, key.data, key.len));
    else if (key.len)
        guid = line(arena, key.data, LONGEST_GUID);
    str_release(&key);
    if (guid)
        return guid;
    return hashed(arena, content_key(item, title, text));
}

/* ---- The text ---- */

static void plain_of(const char *html, size_t most, struct str *out)
{
    struct str mended = STR_INIT;
    if (mend_is_twice_encoded(html, strlen(html))) {
        str_adds(&mended, html);
        mend_twice_encoded(&mended);
        html = mended.data;
    }
    plain_from_html(html, strlen(html), most, out);
    str_release(&mended);
}

/* The fuller of its texts, as plain words. */
static void fullest(const struct item *item, struct str *out)
{
    const char *content = item->content_html, *summary = item->summary_html;
    const char *html = !content || (summary && strlen(summary) > strlen(content)) ? summary : content;
    if (html)
        plain_of(html, MAX_COUNTED, out);
    if (item->content_text && strlen(item->content_text) > out->len) {
        str_reset(out);
        clean_text(item->content_text, num_min(strlen(item->content_text), MAX_COUNTED), CLEAN_FOLD, out);
    }
}

/* The summary where it is one, else the text's first words, without the headline
 * that some texts begin with. */
static const char *lede_of(const struct item *item, const char *title, struct arena *arena, const struct str *text)
{
    struct str words = STR_INIT;
    const char *s = text->data;
    if (item->summary_html)
        plain_of(item->summary_html, ARTICLE_MAX_LEDE, &words);
    if (words.len)
        s = words.data;
    size_t len = title ? strlen(title) : 0;
    if (len && strncmp(s, title, len) == 0 && strlen(s) > len)
        s += len;
    else if (len && strcmp(s, title) == 0)
        s = "";
    const char *lede = line(arena, s, ARTICLE_MAX_LEDE);
    str_release(&words);
    return lede;
}

static const char *join_authors(const struct item *item, struct arena *arena)
{
    struct str all = STR_INIT;
    for (size_t i = 0; i < item->authors.count && all.len < ARTICLE_MAX_NAME; i++) {
        str_adds(&all, i ? ", " : "");
        str_adds(&all, item->authors.items[i]);
    }
    const char *kept = line(arena, all.data, ARTICLE_MAX_NAME);
    str_release(&all);
    return kept;
}

static uint32_t count_pictures(const struct item *item)
{
    uint32_t n = (uint32_t)item->pictures.count;
    const char *html = item->content_html ? item->content_html : item->summary_html;
    for (const char *p = html; p && (p = str_find_nocase(p, strlen(p), "<img")) != NULL; p += 4)
        n += n < UINT32_MAX;
    for (size_t i = 0; i < item->enclosures.count; i++)
        n += item->enclosures.items[i].type && str_starts_nocase(item->enclosures.items[i].type, "image/");
    return n;
}

static uint32_t count_media(const struct item *item)
{
    uint32_t n = 0;
    for (size_t i = 0; i < item->enclosures.count; i++)
        n += !(item->enclosures.items[i].type && str_starts_nocase(item->enclosures.items[i].type, "image/"));
    return n;
}

static const char *url_line(struct arena *arena, const char *url)
{
    return url && strlen(url) <= ARTICLE_MAX_URL && url_is_http(url) ? arena_strdup(arena, url) : NULL;
}

/* A page beside a feed that is itself a local file (the bundled edition's); whoever
 * fetches it checks that the feed lies there indeed. */
static const char *page_line(struct arena *arena, const struct item *item)
{
    bool is_local = item->link && item->base && str_starts_nocase(item->base, "file:") && str_starts_nocase(item->link, "file:");
    return is_local && strlen(item->link) <= ARTICLE_MAX_URL ? arena_strdup(arena, item->link) : url_line(arena, item->link);
}

/* A headline that is markup alone says nothing in a list. */
static const char *title_of(const struct item *item, struct arena *arena)
{
    const char *title = line(arena, item->title, ARTICLE_MAX_TITLE);
    struct str plain = STR_INIT;
    if (title && *title == '<')
        plain_from_html(title, strlen(title), 0, &plain);
    bool is_markup = title && *title == '<' && !plain.len;
    str_release(&plain);
    return is_markup ? NULL : title;
}

static enum direction direction_of(const struct str *text, const char *title)
{
    const char *s = text->len || !title ? text->data : title;
    size_t len = text->len || !title ? text->len : strlen(title);
    int way = unicode_direction(s, utf8_cut(s, len, MAX_WEIGHED));
    return way < 0 ? DIRECTION_RTL : way > 0 ? DIRECTION_LTR : DIRECTION_NONE;
}

void item_to_article(const struct item *item, struct arena *arena, struct article *article)
{
    struct str text = STR_INIT;
    fullest(item, &text);
    *article = (struct article){ .comment_count = item->comment_count, .published = item->published, .updated = item->updated };
    article->title = title_of(item, arena);
    article->lede = lede_of(item, article->title, arena, &text);
    article->link = page_line(arena, item);
    article->authors = join_authors(item, arena);
    article->language = line(arena, item->language, 35);
    article->comments_url = url_line(arena, item->comments_url);
    article->pictures = count_pictures(item);
    article->media = count_media(item);
    article->words = (uint32_t)num_min(unicode_words(text.data, text.len), UINT32_MAX);
    const char *title = article->title ? article->title : "";
    article->hash = hash_text(hash_text(HASH_START, title, strlen(title)), text.data, text.len);
    article->guid = identity(item, arena, article->title, &text);
    article->direction = direction_of(&text, article->title);
    str_release(&text);
}
