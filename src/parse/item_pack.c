/* An item packed: what the store keeps so that its document can be made again.
 *
 * A byte for the version, then the fields in the order of the tables below.
 * Numbers are LEB128, signed ones zigzag; a string is its length plus one (0:
 * NULL) and its bytes.  item_unpack() takes it as if a stranger had sent it. */
#include <string.h>

#include "base/i18n.h"
#include "base/num.h"
#include "base/varint.h"
#include "parse/parse.h"
#include "text/utf8.h"

enum { PACK_VERSION = 2, PACK_FIRST = 1 /* without what broadcasts and groups are */, PACK_MAX_LIST = 1000 };

#define STRINGS(X) X(title) X(link) X(id) X(language) X(summary_html) X(content_html) X(content_text) X(comments_url) X(comments_feed) X(source_title) X(source_url) X(base)
#define NAMES(X) X(authors) X(categories)
#define LINKS(X) X(live) X(audio) X(chapters) X(transcripts)

#define LATER_STRINGS(X) X(season) X(episode)

/* ---- Writing ---- */

static void put_string(struct str *out, const char *s)
{
    size_t len = s ? strlen(s) : 0;
    varint_put(out, s ? (uint64_t)len + 1 : 0);
    str_add(out, s ? s : "", len);
}

static void put_stamp(struct str *out, const struct stamp *s)
{
    varint_put(out, (uint64_t)s->parts << 1 | s->has_zone);
    varint_put_signed(out, s->at);
    varint_put_signed(out, s->zone);
}

static void put_links(struct str *out, const struct link *items, size_t count)
{
    count = num_min(count, PACK_MAX_LIST);
    varint_put(out, count);
    for (size_t i = 0; i < count; i++) {
        put_string(out, items[i].url);
        put_string(out, items[i].text);
    }
}

static void put_names(struct str *out, const char *const *items, size_t count)
{
    count = num_min(count, PACK_MAX_LIST);
    varint_put(out, count);
    for (size_t i = 0; i < count; i++)
        put_string(out, items[i]);
}

static void put_enclosures(struct str *out, const struct item *item)
{
    size_t count = num_min(item->enclosures.count, PACK_MAX_LIST);
    varint_put(out, count);
    for (size_t i = 0; i < count; i++) {
        const struct enclosure *e = &item->enclosures.items[i];
        put_string(out, e->url);
        put_string(out, e->type);
        put_string(out, e->title);
        varint_put_signed(out, e->length);
        varint_put_signed(out, e->duration);
    }
}

static void put_pictures(struct str *out, const struct item *item)
{
    size_t count = num_min(item->pictures.count, PACK_MAX_LIST);
    varint_put(out, count);
    for (size_t i = 0; i < count; i++) {
        const struct picture *p = &item->pictures.items[i];
        put_string(out, p->url);
        put_string(out, p->caption);
        put_string(out, p->credit);
        put_string(out, p->alt);
        put_string(out, p->title);
        varint_put(out, p->width);
        varint_put(out, p->height);
    }
}

/* What version 2 added stands behind the rest. */
static void put_later(struct str *out, const struct item *item)
{
    size_t moments = num_min(item->moments.count, PACK_MAX_LIST), pictures = num_min(item->pictures.count, PACK_MAX_LIST), enclosures = num_min(item->enclosures.count, PACK_MAX_LIST);
#define PUT(name) put_string(out, item->name);
    LATER_STRINGS(PUT)
#undef PUT
    put_names(out, item->persons.items, item->persons.count);
    varint_put(out, moments);
    for (size_t i = 0; i < moments; i++) {
        varint_put_signed(out, item->moments.items[i].at);
        put_string(out, item->moments.items[i].title);
        put_string(out, item->moments.items[i].url);
    }
    for (size_t i = 0; i < pictures; i++)
        varint_put(out, i < item->picture_groups.count ? item->picture_groups.items[i] : 0);
    for (size_t i = 0; i < enclosures; i++) {
        varint_put(out, item->enclosures.items[i].group);
        varint_put(out, item->enclosures.items[i].height);
        varint_put(out, item->enclosures.items[i].is_default);
    }
}

void item_pack(const struct item *item, struct str *out)
{
    str_addc(out, PACK_VERSION);
#define PUT(name) put_string(out, item->name);
    STRINGS(PUT)
#undef PUT
#define PUT(name) put_names(out, item->name.items, item->name.count);
    NAMES(PUT)
#undef PUT
#define PUT(name) put_links(out, item->name.items, item->name.count);
    LINKS(PUT)
#undef PUT
    put_stamp(out, &item->published);
    put_stamp(out, &item->updated);
    put_enclosures(out, item);
    put_pictures(out, item);
    varint_put_signed(out, item->comment_count);
    varint_put(out, item->is_short);
    put_later(out, item);
}

/* ---- Reading ---- */

struct reader {
    struct varint_in in;
    struct arena *arena;
};

static int64_t get_i(struct reader *r, int64_t low)
{
    int64_t value = varint_get_signed(&r->in);
    r->in.bad |= value < low;
    return value;
}

static const char *get_string(struct reader *r)
{
    uint64_t n = varint_get(&r->in, (uint64_t)(r->in.end - r->in.at) + 1);
    const char *s = (const char *)r->in.at;
    if (!n || r->in.bad)
        return NULL;
    size_t len = (size_t)n - 1;
    if (len > (size_t)(r->in.end - r->in.at) || memchr(s, '\0', len) || !utf8_is_valid(s, len)) {
        r->in.bad = true;
        return NULL;
    }
    r->in.at += len;
    return arena_strndup(r->arena, s, len);
}

static const char *get_needed(struct reader *r)
{
    const char *s = get_string(r);
    r->in.bad |= !s;
    return s ? s : "";
}

static struct stamp get_stamp(struct reader *r)
{
    enum { MOST = 18 * 60 };
    const int64_t far = INT64_C(253402300800); /* the year 10000 */
    uint64_t parts = varint_get(&r->in, STAMP_SECOND << 1 | 1);
    struct stamp s = { .parts = (uint8_t)(parts >> 1), .has_zone = parts & 1 };
    s.at = get_i(r, -far);
    int64_t zone = get_i(r, -MOST);
    r->in.bad |= s.at > far || zone > MOST;
    s.zone = (int16_t)(r->in.bad ? 0 : zone);
    return s;
}

static struct link *get_links(struct reader *r, size_t *count)
{
    *count = varint_get_count(&r->in, PACK_MAX_LIST);
    struct link *items = arena_array(r->arena, *count, sizeof *items);
    for (size_t i = 0; i < *count && !r->in.bad; i++) {
        items[i].url = get_needed(r);
        items[i].text = get_needed(r);
    }
    return items;
}

static const char **get_names(struct reader *r, size_t *count)
{
    *count = varint_get_count(&r->in, PACK_MAX_LIST);
    const char **items = arena_array(r->arena, *count, sizeof *items);
    for (size_t i = 0; i < *count && !r->in.bad; i++)
        items[i] = get_needed(r);
    return items;
}

static void get_enclosures(struct reader *r, struct item *item)
{
    item->enclosures.count = varint_get_count(&r->in, PACK_MAX_LIST);
    item->enclosures.items = arena_array(r->arena, item->enclosures.count, sizeof *item->enclosures.items);
    for (size_t i = 0; i < item->enclosures.count && !r->in.bad; i++) {
        struct enclosure *e = &item->enclosures.items[i];
        e->url = get_needed(r);
        e->type = get_string(r);
        e->title = get_string(r);
        e->length = get_i(r, -1);
        e->duration = get_i(r, -1);
    }
}

static void get_pictures(struct reader *r, struct item *item)
{
    item->pictures.count = varint_get_count(&r->in, PACK_MAX_LIST);
    item->pictures.items = arena_array(r->arena, item->pictures.count, sizeof *item->pictures.items);
    for (size_t i = 0; i < item->pictures.count && !r->in.bad; i++) {
        struct picture *p = &item->pictures.items[i];
        p->url = get_needed(r);
        p->caption = get_string(r);
        p->credit = get_string(r);
        p->alt = get_string(r);
        p->title = get_string(r);
        p->width = (uint32_t)varint_get(&r->in, UINT32_MAX);
        p->height = (uint32_t)varint_get(&r->in, UINT32_MAX);
    }
}

static void get_later(struct reader *r, struct item *item)
{
#define GET(name) item->name = get_string(r);
    LATER_STRINGS(GET)
#undef GET
    item->persons.items = get_names(r, &item->persons.count);
    item->moments.count = varint_get_count(&r->in, PACK_MAX_LIST);
    item->moments.items = arena_array(r->arena, item->moments.count, sizeof *item->moments.items);
    for (size_t i = 0; i < item->moments.count && !r->in.bad; i++) {
        item->moments.items[i].at = get_i(r, 0);
        item->moments.items[i].title = get_needed(r);
        item->moments.items[i].url = get_string(r);
    }
    item->picture_groups.count = r->in.bad ? 0 : item->pictures.count;
    item->picture_groups.items = arena_array(r->arena, item->picture_groups.count, sizeof *item->picture_groups.items);
    for (size_t i = 0; i < item->picture_groups.count && !r->in.bad; i++)
        item->picture_groups.items[i] = (uint32_t)varint_get(&r->in, UINT32_MAX);
    for (size_t i = 0; i < item->enclosures.count && !r->in.bad; i++) {
        struct enclosure *e = &item->enclosures.items[i];
        e->group = (uint32_t)varint_get(&r->in, UINT32_MAX);
        e->height = (uint32_t)varint_get(&r->in, UINT32_MAX);
        e->is_default = varint_get(&r->in, 1);
    }
}

static void get_item(struct reader *r, struct item *item, bool is_first)
{
#define GET(name) item->name = get_string(r);
    STRINGS(GET)
#undef GET
#define GET(name) item->name.items = get_names(r, &item->name.count);
    NAMES(GET)
#undef GET
#define GET(name) item->name.items = get_links(r, &item->name.count);
    LINKS(GET)
#undef GET
    item->published = get_stamp(r);
    item->updated = get_stamp(r);
    get_enclosures(r, item);
    get_pictures(r, item);
    item->comment_count = get_i(r, -1);
    item->is_short = varint_get(&r->in, 1);
    if (!is_first)
        get_later(r, item);
    r->in.bad |= r->in.at != r->in.end;
}

int item_unpack(const void *bytes, size_t len, struct arena *arena, struct item *item, struct err *err)
{
    struct reader r = { .in = { .at = bytes, .end = (const unsigned char *)bytes + len }, .arena = arena };
    *item = (struct item){ .comment_count = -1 };
    if (!len)
        return err_set(err, ERR_INPUT, _("the stored article is damaged"));
    unsigned char version = *r.in.at++;
    if (version != PACK_VERSION && version != PACK_FIRST)
        return err_set(err, ERR_INPUT, _("the stored article is of another version of telex"));
    get_item(&r, item, version == PACK_FIRST);
    if (!r.in.bad)
        return 0;
    *item = (struct item){ .comment_count = -1 };
    return err_set(err, ERR_INPUT, _("the stored article is damaged"));
}
