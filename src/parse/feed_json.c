#include "parse/feed_json.h"

#include <inttypes.h>
#include <jansson.h>
#include <string.h>

#include "base/num.h"
#include "parse/feed_mend.h"
#include "parse/feed_markup.h"

static void note_damage(struct feed_json *j)
{
    if (j->damaged)
        return;
    j->damaged = true;
    j->damage_line = j->line;
    j->damage_column = j->column;
}

/* ---- Members ---- */

static const char *string_of(const json_t *object, const char *name)
{
    const char *s = json_string_value(json_object_get(object, name));
    return s && *s ? s : NULL;
}

static void set_text(struct draft *d, enum slot slot, unsigned rank, const char *s)
{
    struct str text = STR_INIT;
    if (s) {
        str_adds(&text, s);
        mend_twice_encoded(&text);
        draft_set(d, slot, rank, text.data, text.len);
    }
    str_release(&text);
}

/* Plain by the specification; publishers put references into it all the same. */
static void set_line(struct draft *d, enum slot slot, const char *s)
{
    struct str html = STR_INIT;
    if (!s)
        return;
    if (mend_is_html(s, strlen(s)))
        str_adds(&html, s);
    else
        markup_text(s, strlen(s), &html);
    draft_set_plain(d, slot, 0, html.data, html.len);
    str_release(&html);
}

static void set_date(struct draft *d, enum draft_date which, const json_t *object, const char *name)
{
    const char *s = string_of(object, name);
    if (s)
        draft_set_date(d, which, 0, s, strlen(s));
}

static void add_author(struct draft *d, const json_t *author)
{
    const char *name = json_is_string(author) ? json_string_value(author) : string_of(author, "name");
    if (name)
        draft_add_author(d, name, NULL, false);
}

static void add_authors(struct draft *d, const json_t *object)
{
    const json_t *authors = json_object_get(object, "authors");
    size_t i;
    json_t *author;
    json_array_foreach(authors, i, author)
        add_author(d, author);
    add_author(d, json_object_get(object, "author"));
}

/* ---- Items ---- */

static void add_attachments(struct draft *d, const char *base, const json_t *item)
{
    size_t i;
    json_t *a;
    json_array_foreach(json_object_get(item, "attachments"), i, a) {
        const json_t *size = json_object_get(a, "size_in_bytes"), *duration = json_object_get(a, "duration_in_seconds");
        struct enclosure e = { .url = string_of(a, "url"), .type = string_of(a, "mime_type"), .title = string_of(a, "title"), .length = -1, .duration = -1 };
        if (json_is_number(size) && json_number_value(size) >= 0 && json_number_value(size) < 1e15)
            e.length = (int64_t)json_number_value(size);
        if (json_is_number(duration) && json_number_value(duration) >= 0 && json_number_value(duration) < 1e9)
            e.duration = (int64_t)json_number_value(duration);
        draft_add_enclosure(d, base, &e);
    }
}

static void set_id(struct draft *d, const json_t *id)
{
    char number[40];
    const char *s = json_string_value(id);
    if (json_is_integer(id))
        snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(id));
    else if (json_is_real(id))
        snprintf(number, sizeof number, "%.17g", json_real_value(id));
    else if (!s)
        return;
    s = s ? s : number;
    draft_set(d, SLOT_ID, 0, s, strlen(s));
}

/* JSON Feed has no date of its own: it is as old as its first item. */
static void date_feed(struct draft *feed, const struct draft *item)
{
    const struct stamp *stamp = &item->dates[item->dates[DRAFT_UPDATED].parts ? DRAFT_UPDATED : DRAFT_PUBLISHED];
    if (!feed->dates[DRAFT_UPDATED].parts)
        feed->dates[DRAFT_UPDATED] = *stamp;
}

/* jansson counts from the item's beginning. */
static void note_error(struct feed_json *j, const struct str *text, const json_error_t *error)
{
    if (j->damaged || text != &j->value || error->line < 1) {
        note_damage(j);
        return;
    }
    uint64_t column = (uint64_t)num_max(error->column, 1);
    j->damaged = true;
    j->damage_line = j->value_line + (uint64_t)error->line - 1;
    j->damage_column = error->line == 1 ? j->value_column + column - 1 : column;
}

/* As it is, else mended; the caller's. */
static json_t *load(struct feed_json *j, const struct str *text)
{
    json_error_t error;
    json_t *value = json_loadb(text->data, text->len, JSON_DISABLE_EOF_CHECK, &error);
    struct str mended = STR_INIT;
    if (!value) {
        note_error(j, text, &error);
        feed_json_mend(text->data, text->len, &mended);
        value = json_loadb(mended.data, mended.len, JSON_DISABLE_EOF_CHECK, NULL);
    }
    str_release(&mended);
    return value;
}

static void read_item(struct feed_json *j, const json_t *item)
{
    struct draft *d = &j->flow->item;
    const char *base = j->flow->base;
    size_t i;
    json_t *tag;
    set_id(d, json_object_get(item, "id"));
    draft_set_url(d, SLOT_LINK, 0, base, string_of(item, "url"));
    draft_set_url(d, SLOT_LINK, 1, base, string_of(item, "external_url"));
    set_line(d, SLOT_TITLE, string_of(item, "title"));
    set_text(d, SLOT_LANGUAGE, 0, string_of(item, "language"));
    set_text(d, SLOT_SUMMARY, 0, string_of(item, "summary"));
    set_text(d, SLOT_CONTENT, 0, string_of(item, "content_html"));
    if (!string_of(item, "content_html"))
        set_text(d, SLOT_TEXT, 0, string_of(item, "content_text"));
    set_date(d, DRAFT_PUBLISHED, item, "date_published");
    set_date(d, DRAFT_UPDATED, item, "date_modified");
    add_authors(d, item);
    json_array_foreach(json_object_get(item, "tags"), i, tag)
        if (json_is_string(tag))
            draft_add_category(d, json_string_value(tag), strlen(json_string_value(tag)));
    add_attachments(d, base, item);
    draft_add_picture(d, base, &(struct picture){ .url = string_of(item, "image") }, false);
    draft_add_picture(d, base, &(struct picture){ .url = string_of(item, "banner_image") }, true);
}

/* ---- The feed's own members ---- */

static void read_head(struct feed_json *j)
{
    struct draft *d = &j->flow->feed;
    struct str whole = STR_INIT;
    str_add(&whole, j->head.data, j->head.len);
    str_adds(&whole, j->in_items ? "]}" : j->depth ? "}" : "");
    json_t *head = load(j, &whole);
    str_release(&whole);
    if (!json_is_object(head)) {
        json_decref(head);
        return;
    }
    const char *base = j->flow->base, *version = string_of(head, "version");
    if (version && strstr(version, "jsonfeed.org"))
        j->flow->format = strstr(version, "1.1") ? "json11" : "json1";
    j->flow->is_feed |= *j->flow->format != '\0';
    set_line(d, SLOT_TITLE, string_of(head, "title"));
    set_text(d, SLOT_SUMMARY, 0, string_of(head, "description"));
    set_text(d, SLOT_LANGUAGE, 0, string_of(head, "language"));
    draft_set_url(d, SLOT_LINK, 0, base, string_of(head, "home_page_url"));
    draft_set_url(d, SLOT_IMAGE, 0, base, string_of(head, "icon"));
    draft_set_url(d, SLOT_IMAGE, 1, base, string_of(head, "favicon"));
    draft_set_url(d, SLOT_HUB, 0, base, string_of(json_array_get(json_object_get(head, "hubs"), 0), "url"));
    add_authors(d, head);
    json_decref(head);
}

static void finish_item(struct feed_json *j)
{
    json_t *item = j->value.full ? NULL : load(j, &j->value);
    if (!j->has_items)
        read_head(j);
    j->has_items = true;
    if (!*j->flow->format)
        j->flow->format = "json1";
    if (json_is_object(item)) {
        read_item(j, item);
        date_feed(&j->flow->feed, &j->flow->item);
        flow_item(j->flow);
    } else {
        note_damage(j);
    }
    json_decref(item);
    if (j->value.cap > 1 << 20 || j->value.full) {
        str_release(&j->value);
        str_init(&j->value, FEED_JSON_MAX_VALUE);
    }
    str_reset(&j->value);
}

/* ---- Byte by byte ---- */

static void take_string_byte(struct feed_json *j, char c)
{
    if (j->escaped)
        j->escaped = false;
    else if (c == '\\')
        j->escaped = true;
    else if (c == '"')
        j->in_string = false;
    if (j->in_string && j->depth == 1 && j->in_name && j->member_len < sizeof j->member)
        j->member[j->member_len++] = c;
}

static void open_bracket(struct feed_json *j, char c)
{
    bool items = j->depth == 1 && c == '[' && j->member_len == 5 && memcmp(j->member, "items", 5) == 0;
    j->in_items |= items;
    j->begun = true;
    j->depth++;
    j->in_name = j->depth == 1;
}

/* True where the byte belongs to the feed's own members, false to an item or to nothing. */
static bool take_byte(struct feed_json *j, char c)
{
    bool in_item = j->in_items && j->depth > 2;
    if (j->in_string) {
        take_string_byte(j, c);
        return !j->in_items;
    }
    switch (c) {
    case '"':
        j->in_string = true;
        if (j->depth == 1 && j->in_name)
            j->member_len = 0;
        break;
    case '{':
    case '[': {
        bool before = j->in_items;
        open_bracket(j, c);
        return !before;
    }
    case '}':
    case ']':
        j->depth -= j->depth > 0;
        if (j->in_items && j->depth == 1) {
            j->in_items = false;
            return true;
        }
        return !in_item && !j->in_items;
    case ',':
    case ':':
        if (j->depth == 1)
            j->in_name = c == ',';
        break;
    default:
        break;
    }
    return !j->in_items;
}

void feed_json_push(struct feed_json *j, const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        bool was_begun = j->begun, was_deep = j->depth > 2;
        bool own = take_byte(j, s[i]);
        if (j->begun && own && (was_begun || j->depth))
            str_addc(&j->head, s[i]);
        if (j->in_items && !was_deep && j->depth > 2 && !j->value.len) {
            j->value_line = j->line;
            j->value_column = j->column;
        }
        if (j->in_items && (was_deep || j->depth > 2))
            str_addc(&j->value, s[i]);
        if (j->in_items && was_deep && j->depth == 2)
            finish_item(j);
        j->column += ((unsigned char)s[i] & 0xC0) != 0x80;
        if (s[i] == '\n') {
            j->line++;
            j->column = 1;
        }
    }
}

void feed_json_init(struct feed_json *j, struct flow *flow)
{
    *j = (struct feed_json){ .flow = flow, .line = 1, .column = 1 };
    str_init(&j->head, FEED_JSON_MAX_VALUE);
    str_init(&j->value, FEED_JSON_MAX_VALUE);
}

void feed_json_release(struct feed_json *j)
{
    str_release(&j->head);
    str_release(&j->value);
}

void feed_json_end(struct feed_json *j)
{
    if (j->depth || j->in_string)
        note_damage(j);
    read_head(j);
}
