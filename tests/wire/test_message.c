/* Every message of messages.def: what is put comes out, each field's bound is kept by
 * the writer and held against the other side by the reader, and no damage is accepted.
 *
 * From the table come, a function a row: filling, comparing, checking, and an encoder
 * of the test's own that can break one field. */
#include <stdlib.h>

#include "tests/tap.h"
#include "text/utf8.h"
#include "wire/message.h"

enum { TTL_MAX = 366 * 86400, HOURS_MAX = (1 << 24) - 1, DAYS_MAX = (1 << 7) - 1, STATUS_MAX = 999 };
#define LARGEST (DOCUMENT_MAX_BYTES + 100)

static char many[LARGEST + 1]; /* 'x' */

/* ---- Filling: least of all, something, the most that may be, more than that ---- */

enum fill { FILL_LEAST, FILL_SOME, FILL_MOST, FILL_OVER };

static const char *some_text(enum fill how, size_t max)
{
    static const char words[] = "\xD0\x94\xD0\xBE\xD0\xBC \xC2\xBB 10 \xE2\x82\xAC";
    size_t len = how == FILL_MOST ? max : max + 10;
    return how == FILL_LEAST ? NULL : how == FILL_SOME ? words : many + LARGEST - len;
}

static int64_t some_number(enum fill how, int64_t low, int64_t high)
{
    return how == FILL_LEAST ? low : how == FILL_SOME ? low + (high - low > 7 ? 7 : 0) : high;
}

static struct stamp some_stamp(enum fill how)
{
    if (how == FILL_LEAST)
        return (struct stamp){ 0 };
    return (struct stamp){ .at = how == FILL_SOME ? 1577456400 : INT64_C(253402300799), .zone = how == FILL_SOME ? -240 : 1439,
                           .parts = STAMP_SECOND, .has_zone = true };
}

static const char **some_list(enum fill how, size_t most, size_t max, size_t *count)
{
    static const char *items[200];
    *count = how == FILL_LEAST ? 0 : how == FILL_SOME ? 2 : most;
    for (size_t i = 0; i < *count; i++)
        items[i] = some_text(how, max);
    return items;
}

static void fill_article(struct article *a, enum fill how)
{
    a->guid = some_text(how, ARTICLE_MAX_URL);
    a->link = some_text(how, ARTICLE_MAX_URL);
    a->title = some_text(how, ARTICLE_MAX_TITLE);
    a->lede = some_text(how, ARTICLE_MAX_LEDE);
    a->authors = some_text(how, ARTICLE_MAX_NAME);
    a->language = some_text(how, ARTICLE_MAX_NAME);
    a->direction = (enum direction)some_number(how, DIRECTION_NONE, DIRECTION_RTL);
    a->published = some_stamp(how);
    a->updated = some_stamp(how);
    a->comments_url = some_text(how, ARTICLE_MAX_URL);
    a->comment_count = some_number(how, -1, INT32_MAX);
    a->pictures = (uint32_t)some_number(how, 0, INT32_MAX);
    a->media = (uint32_t)some_number(how, 0, INT32_MAX);
    a->words = (uint32_t)some_number(how, 0, INT32_MAX);
    a->hash = how == FILL_LEAST ? 0 : UINT64_C(0xFEDCBA9876543210);
}

static void fill_feed(struct feed *f, enum fill how)
{
    f->format = some_text(how, 40);
    f->title = some_text(how, ARTICLE_MAX_TITLE);
    f->link = some_text(how, ARTICLE_MAX_URL);
    f->description = some_text(how, 4000);
    f->language = some_text(how, ARTICLE_MAX_NAME);
    f->image = some_text(how, ARTICLE_MAX_URL);
    f->rights = some_text(how, ARTICLE_MAX_TITLE);
    f->hub = some_text(how, ARTICLE_MAX_URL);
    f->authors.items = some_list(how, 100, ARTICLE_MAX_NAME, &f->authors.count);
    f->updated = some_stamp(how);
    f->ttl = some_number(how, 0, TTL_MAX);
    f->skip_hours = (uint32_t)some_number(how, 0, HOURS_MAX);
    f->skip_days = (uint8_t)some_number(how, 0, DAYS_MAX);
}

static void fill_outcome(struct outcome *o, enum fill how)
{
    o->kind = (enum outcome_kind)some_number(how, OUTCOME_NONE, OUTCOME_LAST);
    o->status = (int)some_number(how, 0, STATUS_MAX);
    o->when = some_number(how, 0, INT64_MAX);
    o->added = (int)some_number(how, 0, INT32_MAX);
    o->changed = (int)some_number(how, 0, INT32_MAX);
    const char *text = some_text(how == FILL_OVER ? FILL_MOST : how, sizeof o->text - 1);
    snprintf(o->text, sizeof o->text, "%s", text ? text : "");
}

#define TEXT(name, max) v->name = some_text(how, max);
#define PATH(name, max) v->name = some_text(how == FILL_OVER ? FILL_MOST : how, max);
#define BLOB(name, max)     \
    v->name = many;         \
    v->name##_len = how == FILL_LEAST ? 0 : how == FILL_SOME ? 3 : (size_t)(max);
#define TEXTS(name, most, max) v->name.items = some_list(how, most, max, &v->name.count);
#define NUMBER(name, low, high) v->name = some_number(how, low, high);
#define FLAG(name) v->name = how != FILL_LEAST;
#define PART(name, type) fill_##type(&v->name, how);
#define NOTHING
#define MESSAGE(NAME, name, number, way, ceiling, purpose, fields)      \
    static void fill_message_##name(struct message *m, enum fill how)   \
    {                                                                   \
        struct message_##name *v = &m->name;                            \
        (void)v;                                                        \
        (void)how;                                                      \
        fields                                                          \
    }
#include "wire/messages.def"
#undef MESSAGE
#undef TEXT
#undef PATH
#undef BLOB
#undef TEXTS
#undef NUMBER
#undef FLAG
#undef PART

/* ---- Comparing; `over`: b holds the most of what a had too much of ---- */

static bool same_text(const char *a, const char *b, size_t max)
{
    if (!a || !b)
        return a == b;
    size_t len = strlen(a) < max ? strlen(a) : max;
    return strlen(b) == len && strncmp(a, b, len) == 0;
}

static bool same_list(const char *const *a, size_t a_count, const char *const *b, size_t b_count, size_t max)
{
    bool same = a_count == b_count;
    for (size_t i = 0; same && i < a_count; i++)
        same = same_text(a[i], b[i], max);
    return same;
}

static bool same_stamp(const struct stamp *a, const struct stamp *b)
{
    return a->at == b->at && a->zone == b->zone && a->parts == b->parts && a->has_zone == b->has_zone;
}

static bool same_article(const struct article *a, const struct article *b)
{
    return same_text(a->guid, b->guid, ARTICLE_MAX_URL) && same_text(a->link, b->link, ARTICLE_MAX_URL) &&
           same_text(a->title, b->title, ARTICLE_MAX_TITLE) && same_text(a->lede, b->lede, ARTICLE_MAX_LEDE) &&
           same_text(a->authors, b->authors, ARTICLE_MAX_NAME) && same_text(a->language, b->language, ARTICLE_MAX_NAME) &&
           a->direction == b->direction && same_stamp(&a->published, &b->published) && same_stamp(&a->updated, &b->updated) &&
           same_text(a->comments_url, b->comments_url, ARTICLE_MAX_URL) && a->comment_count == b->comment_count &&
           a->pictures == b->pictures && a->media == b->media && a->words == b->words && a->hash == b->hash;
}

static bool same_feed(const struct feed *a, const struct feed *b)
{
    return same_text(a->format, b->format, 40) && same_text(a->title, b->title, ARTICLE_MAX_TITLE) &&
           same_text(a->link, b->link, ARTICLE_MAX_URL) && same_text(a->description, b->description, 4000) &&
           same_text(a->language, b->language, ARTICLE_MAX_NAME) && same_text(a->image, b->image, ARTICLE_MAX_URL) &&
           same_text(a->rights, b->rights, ARTICLE_MAX_TITLE) && same_text(a->hub, b->hub, ARTICLE_MAX_URL) &&
           same_list(a->authors.items, a->authors.count, b->authors.items, b->authors.count, ARTICLE_MAX_NAME) &&
           same_stamp(&a->updated, &b->updated) && a->ttl == b->ttl && a->skip_hours == b->skip_hours && a->skip_days == b->skip_days;
}

static bool same_outcome(const struct outcome *a, const struct outcome *b)
{
    return a->kind == b->kind && a->status == b->status && a->when == b->when && a->added == b->added &&
           a->changed == b->changed && strcmp(a->text, b->text) == 0;
}

#define TEXT(name, max) && same_text(a->name, b->name, max)
#define PATH(name, max) TEXT(name, max)
#define BLOB(name, max) && a->name##_len == b->name##_len && memcmp(a->name, b->name, a->name##_len) == 0
#define TEXTS(name, most, max) && same_list(a->name.items, a->name.count, b->name.items, b->name.count, max)
#define NUMBER(name, low, high) && a->name == b->name
#define FLAG(name) && a->name == b->name
#define PART(name, type) && same_##type(&a->name, &b->name)
#define MESSAGE(NAME, name, number, way, ceiling, purpose, fields)                          \
    static bool same_message_##name(const struct message *x, const struct message *y)       \
    {                                                                                       \
        const struct message_##name *a = &x->name, *b = &y->name;                           \
        (void)a;                                                                            \
        (void)b;                                                                            \
        return true fields;                                                                 \
    }
#include "wire/messages.def"
#undef MESSAGE
#undef TEXT
#undef PATH
#undef BLOB
#undef TEXTS
#undef NUMBER
#undef FLAG
#undef PART

/* ---- Checking what was accepted: nothing beyond its bound, every text clean ---- */

static bool good_text(const char *s, size_t max)
{
    size_t len = s ? strlen(s) : 0;
    if (len > max || (s && !utf8_is_valid(s, len)))
        return false;
    for (size_t i = 0; i < len;) {
        uint32_t c;
        i += utf8_decode(s + i, len - i, &c);
        if (c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E))
            return false;
    }
    return true;
}

static bool good_list(const char *const *items, size_t count, size_t most, size_t max)
{
    bool good = count <= most;
    for (size_t i = 0; good && i < count; i++)
        good = items[i] && good_text(items[i], max);
    return good;
}

static bool good_number(int64_t n, int64_t low, int64_t high)
{
    return n >= low && n <= high;
}

static bool good_stamp(const struct stamp *s)
{
    return s->parts <= STAMP_SECOND && s->zone > -1440 && s->zone < 1440 && s->at <= INT64_C(253402300799);
}

static bool good_article(const struct article *a)
{
    return good_text(a->guid, ARTICLE_MAX_URL) && good_text(a->link, ARTICLE_MAX_URL) && good_text(a->title, ARTICLE_MAX_TITLE) &&
           good_text(a->lede, ARTICLE_MAX_LEDE) && good_text(a->authors, ARTICLE_MAX_NAME) && good_text(a->language, ARTICLE_MAX_NAME) &&
           good_number(a->direction, DIRECTION_NONE, DIRECTION_RTL) && good_stamp(&a->published) && good_stamp(&a->updated) &&
           good_text(a->comments_url, ARTICLE_MAX_URL) && a->comment_count >= -1 && a->comment_count <= INT32_MAX &&
           a->pictures <= INT32_MAX && a->media <= INT32_MAX && a->words <= INT32_MAX;
}

static bool good_feed(const struct feed *f)
{
    return good_text(f->format, 40) && good_text(f->title, ARTICLE_MAX_TITLE) && good_text(f->link, ARTICLE_MAX_URL) &&
           good_text(f->description, 4000) && good_text(f->language, ARTICLE_MAX_NAME) && good_text(f->image, ARTICLE_MAX_URL) &&
           good_text(f->rights, ARTICLE_MAX_TITLE) && good_text(f->hub, ARTICLE_MAX_URL) &&
           good_list(f->authors.items, f->authors.count, 100, ARTICLE_MAX_NAME) && good_stamp(&f->updated) &&
           good_number(f->ttl, 0, TTL_MAX) && f->skip_hours <= HOURS_MAX && f->skip_days <= DAYS_MAX;
}

static bool good_outcome(const struct outcome *o)
{
    return good_number(o->kind, OUTCOME_NONE, OUTCOME_LAST) && good_number(o->status, 0, STATUS_MAX) && o->when >= 0 &&
           o->added >= 0 && o->changed >= 0 && memchr(o->text, '\0', sizeof o->text) && good_text(o->text, sizeof o->text - 1);
}

#define TEXT(name, max) && good_text(v->name, max)
#define PATH(name, max) && (!v->name || strlen(v->name) <= (max))
#define BLOB(name, max) && v->name##_len <= (size_t)(max)
#define TEXTS(name, most, max) && good_list(v->name.items, v->name.count, most, max)
#define NUMBER(name, low, high) && good_number(v->name, low, high)
#define FLAG(name)
#define PART(name, type) && good_##type(&v->name)
#define MESSAGE(NAME, name, number, way, ceiling, purpose, fields)      \
    static bool good_message_##name(const struct message *m)            \
    {                                                                   \
        const struct message_##name *v = &m->name;                      \
        (void)v;                                                        \
        return true fields;                                             \
    }
#include "wire/messages.def"
#undef MESSAGE
#undef TEXT
#undef PATH
#undef BLOB
#undef TEXTS
#undef NUMBER
#undef FLAG
#undef PART

/* ---- Encoding with one field broken ---- */

enum fault { FAULT_NONE, FAULT_ABOVE, FAULT_BELOW, FAULT_UNENDED, FAULT_NUL, FAULT_CONTROL, FAULT_UTF8, FAULT_OVERRIDE, FAULTS };

struct encoder {
    struct str out;
    int field, bad; /* counted through the message; the one that is broken */
    enum fault fault;
    bool broken;    /* the fault exists for that field */
};

static enum fault next_fault(struct encoder *e)
{
    return e->field++ == e->bad ? e->fault : FAULT_NONE;
}

static void add_u32(struct encoder *e, uint32_t n)
{
    for (int i = 0; i < 4; i++)
        str_addc(&e->out, (char)(n >> 8 * i));
}

static void add_u64(struct encoder *e, uint64_t n)
{
    add_u32(e, (uint32_t)n);
    add_u32(e, (uint32_t)(n >> 32));
}

/* A length one up (0: NULL), the bytes, NUL. */
static void add_chars(struct encoder *e, const char *s, size_t len, char last)
{
    add_u32(e, (uint32_t)len + 1);
    str_add(&e->out, s, len);
    str_addc(&e->out, last);
}

static void encode_text(struct encoder *e, const char *s, size_t max, bool is_path)
{
    enum fault fault = next_fault(e);
    e->broken |= fault == FAULT_ABOVE || fault == FAULT_UNENDED || fault == FAULT_NUL || (!is_path && fault >= FAULT_CONTROL);
    if (fault == FAULT_ABOVE)
        add_chars(e, many, max + 1, '\0');
    else if (fault == FAULT_UNENDED)
        add_chars(e, "end", 3, '!');
    else if (fault == FAULT_NUL)
        add_chars(e, "a\0b", 3, '\0');
    else if (fault == FAULT_CONTROL && !is_path)
        add_chars(e, "\033[2J", 4, '\0');
    else if (fault == FAULT_UTF8 && !is_path)
        add_chars(e, "\xED\xA0\x80", 3, '\0');
    else if (fault == FAULT_OVERRIDE && !is_path)
        add_chars(e, "\xE2\x80\xAE", 3, '\0');
    else if (s)
        add_chars(e, s, strlen(s), '\0');
    else
        add_u32(e, 0);
}

static void encode_number(struct encoder *e, int64_t n, int64_t low, int64_t high)
{
    enum fault fault = next_fault(e);
    bool above = fault == FAULT_ABOVE && high < INT64_MAX, below = fault == FAULT_BELOW && low > INT64_MIN;
    e->broken |= above || below;
    add_u64(e, (uint64_t)(above ? high + 1 : below ? low - 1 : n));
}

static void encode_flag(struct encoder *e, bool flag)
{
    enum fault fault = next_fault(e);
    e->broken |= fault == FAULT_ABOVE;
    str_addc(&e->out, fault == FAULT_ABOVE ? 2 : flag);
}

static void encode_blob(struct encoder *e, const void *bytes, size_t len, size_t max)
{
    enum fault fault = next_fault(e);
    e->broken |= fault == FAULT_ABOVE || fault == FAULT_UNENDED;
    if (fault == FAULT_ABOVE) {
        add_u32(e, (uint32_t)max + 1);
        str_add(&e->out, many, max + 1);
        return;
    }
    add_u32(e, fault == FAULT_UNENDED ? UINT32_MAX : (uint32_t)len);
    str_add(&e->out, bytes, len);
}

static void encode_list(struct encoder *e, const char *const *items, size_t count, size_t most, size_t max)
{
    enum fault fault = next_fault(e);
    e->broken |= fault == FAULT_ABOVE || fault == FAULT_NUL || fault == FAULT_UNENDED;
    if (fault == FAULT_ABOVE) {
        add_u32(e, (uint32_t)most + 1);
        for (size_t i = 0; i <= most; i++)
            add_chars(e, "x", 1, '\0');
        return;
    }
    if (fault == FAULT_NUL) { /* an item that is NULL */
        add_u32(e, 1);
        add_u32(e, 0);
        return;
    }
    add_u32(e, fault == FAULT_UNENDED ? UINT32_MAX : (uint32_t)count);
    for (size_t i = 0; i < count; i++)
        encode_text(e, items[i], max, false);
}

static void encode_stamp(struct encoder *e, const struct stamp *s)
{
    enum fault fault = next_fault(e);
    bool late = fault == FAULT_ABOVE, early = fault == FAULT_BELOW, zone = fault == FAULT_UNENDED, parts = fault == FAULT_NUL;
    e->broken |= late || early || zone || parts || fault == FAULT_CONTROL;
    add_u64(e, (uint64_t)(late ? INT64_C(253402300800) : early ? INT64_C(-377705116801) : s->at));
    add_u32(e, zone ? 1440 : (uint16_t)s->zone);
    str_addc(&e->out, parts ? STAMP_SECOND + 1 : (char)s->parts);
    str_addc(&e->out, fault == FAULT_CONTROL ? 2 : s->has_zone);
}

static void encode_article(struct encoder *e, const struct article *a)
{
    encode_text(e, a->guid, ARTICLE_MAX_URL, false);
    encode_text(e, a->link, ARTICLE_MAX_URL, false);
    encode_text(e, a->title, ARTICLE_MAX_TITLE, false);
    encode_text(e, a->lede, ARTICLE_MAX_LEDE, false);
    encode_text(e, a->authors, ARTICLE_MAX_NAME, false);
    encode_text(e, a->language, ARTICLE_MAX_NAME, false);
    encode_number(e, a->direction, DIRECTION_NONE, DIRECTION_RTL);
    encode_stamp(e, &a->published);
    encode_stamp(e, &a->updated);
    encode_text(e, a->comments_url, ARTICLE_MAX_URL, false);
    encode_number(e, a->comment_count, -1, INT32_MAX);
    encode_number(e, a->pictures, 0, INT32_MAX);
    encode_number(e, a->media, 0, INT32_MAX);
    encode_number(e, a->words, 0, INT32_MAX);
    add_u64(e, a->hash);
}

static void encode_feed(struct encoder *e, const struct feed *f)
{
    encode_text(e, f->format, 40, false);
    encode_text(e, f->title, ARTICLE_MAX_TITLE, false);
    encode_text(e, f->link, ARTICLE_MAX_URL, false);
    encode_text(e, f->description, 4000, false);
    encode_text(e, f->language, ARTICLE_MAX_NAME, false);
    encode_text(e, f->image, ARTICLE_MAX_URL, false);
    encode_text(e, f->rights, ARTICLE_MAX_TITLE, false);
    encode_text(e, f->hub, ARTICLE_MAX_URL, false);
    encode_list(e, f->authors.items, f->authors.count, 100, ARTICLE_MAX_NAME);
    encode_stamp(e, &f->updated);
    encode_number(e, f->ttl, 0, TTL_MAX);
    encode_number(e, f->skip_hours, 0, HOURS_MAX);
    encode_number(e, f->skip_days, 0, DAYS_MAX);
}

static void encode_outcome(struct encoder *e, const struct outcome *o)
{
    encode_number(e, o->kind, OUTCOME_NONE, OUTCOME_LAST);
    encode_number(e, o->status, 0, STATUS_MAX);
    encode_number(e, o->when, 0, INT64_MAX);
    encode_number(e, o->added, 0, INT32_MAX);
    encode_number(e, o->changed, 0, INT32_MAX);
    encode_text(e, o->text, sizeof o->text - 1, false);
}

#define TEXT(name, max) encode_text(e, v->name, max, false);
#define PATH(name, max) encode_text(e, v->name, max, true);
#define BLOB(name, max) encode_blob(e, v->name, v->name##_len, max);
#define TEXTS(name, most, max) encode_list(e, v->name.items, v->name.count, most, max);
#define NUMBER(name, low, high) encode_number(e, v->name, low, high);
#define FLAG(name) encode_flag(e, v->name);
#define PART(name, type) encode_##type(e, &v->name);
#define MESSAGE(NAME, name, number, way, ceiling, purpose, fields)                      \
    static void encode_message_##name(struct encoder *e, const struct message *m)       \
    {                                                                                   \
        const struct message_##name *v = &m->name;                                      \
        (void)e;                                                                        \
        (void)v;                                                                        \
        fields                                                                          \
    }
#include "wire/messages.def"
#undef MESSAGE

/* ---- The tests, over every row ---- */

static const struct entry {
    const char *name;
    unsigned kind;
    enum message_way way;
    size_t ceiling, offset;
    void (*fill)(struct message *m, enum fill how);
    bool (*same)(const struct message *a, const struct message *b);
    bool (*good)(const struct message *m);
    void (*encode)(struct encoder *e, const struct message *m);
} rows[] = {
#define MESSAGE(NAME, name, number, way, ceiling, purpose, fields)                                                     \
    { #NAME, number, way, ceiling, offsetof(struct message, name), fill_message_##name, same_message_##name,           \
      good_message_##name, encode_message_##name },
#include "wire/messages.def"
#undef MESSAGE
};
#define ROWS (sizeof rows / sizeof rows[0])

static void filled(const struct entry *r, enum fill how, struct message *m)
{
    *m = (struct message){ .kind = (enum message_kind)r->kind };
    r->fill(m, how);
}

static bool put(const struct entry *r, const struct message *m, struct str *out)
{
    return message_put((enum message_kind)r->kind, (const char *)m + r->offset, out);
}

/* Reads from memory that ends where the payload ends, so that a byte too many is noticed. */
static int get(const struct entry *r, const char *bytes, size_t len, struct arena *arena, struct message *m, char **copy)
{
    struct err err = { 0 };
    *copy = malloc(len ? len : 1);
    memcpy(*copy, bytes, len);
    int got = message_get(r->kind, *copy, len, arena, m, &err);
    return got == -1 && err.kind != ERR_INPUT ? -2 : got;
}

/* Whether these bytes are refused, as the other side's fault. */
static bool is_refused(const struct entry *r, const char *bytes, size_t len)
{
    struct arena arena = { 0 };
    struct message m;
    char *copy;
    int got = get(r, bytes, len, &arena, &m, &copy);
    free(copy);
    arena_release(&arena);
    return got == -1;
}

static void test_round_trip(const struct entry *r)
{
    static const char *const names[] = { "least", "something", "the most", "too much, cut to the most" };
    for (int how = FILL_LEAST; how <= FILL_OVER; how++) {
        struct message m, back;
        struct arena arena = { 0 };
        struct str out = STR_INIT;
        char *copy = NULL;
        filled(r, (enum fill)how, &m);
        bool good = put(r, &m, &out) && out.len <= r->ceiling && get(r, out.data, out.len, &arena, &back, &copy) == 0;
        ok(good && back.kind == m.kind && r->same(&m, &back) && r->good(&back), "%s: %s", r->name, names[how]);
        free(copy);
        str_release(&out);
        arena_release(&arena);
    }
    is_str(message_name(r->kind), r->name, "its name is known");
    for (int way = WAY_TO_PARSER; way <= WAY_FROM_DESK; way++)
        if (message_ceiling(r->kind, (enum message_way)way) != ((enum message_way)way == r->way ? r->ceiling : 0))
            ok(false, "%s may come one way only", r->name);
}

static void test_form(const struct entry *r)
{
    struct message m;
    struct str out = STR_INIT;
    struct encoder e = { .out = STR_INIT, .bad = -1 };
    filled(r, FILL_SOME, &m);
    put(r, &m, &out);
    r->encode(&e, &m);
    ok(out.len == e.out.len && memcmp(out.data, e.out.data, out.len) == 0, "%s: bytes as they are documented", r->name);
    str_release(&out);
    str_release(&e.out);
}

static void test_bounds(const struct entry *r)
{
    struct message m;
    struct encoder counting = { .out = STR_INIT, .bad = -1 };
    int accepted = 0, tried = 0;
    filled(r, FILL_SOME, &m);
    r->encode(&counting, &m);
    for (int bad = 0; bad < counting.field; bad++)
        for (int fault = FAULT_ABOVE; fault < FAULTS; fault++) {
            struct encoder e = { .out = STR_INIT, .bad = bad, .fault = (enum fault)fault };
            r->encode(&e, &m);
            tried += e.broken;
            if (e.broken && !is_refused(r, e.out.data, e.out.len)) {
                printf("# field %d, fault %d is accepted\n", bad, fault);
                accepted++;
            }
            str_release(&e.out);
        }
    str_release(&counting.out);
    ok(accepted == 0 && (tried > 0 || counting.field == 0), "%s: each of %d broken fields is refused", r->name, tried);
}

static void test_truncation(const struct entry *r)
{
    struct message m;
    struct str out = STR_INIT;
    size_t accepted = 0;
    filled(r, FILL_SOME, &m);
    put(r, &m, &out);
    for (size_t len = 0; len < out.len; len++)
        accepted += !is_refused(r, out.data, len);
    str_addc(&out, '\0');
    accepted += !is_refused(r, out.data, out.len);
    ok(accepted == 0, "%s: cut anywhere, or a byte too long, it is refused", r->name);
    str_release(&out);
}

static uint32_t chance(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    return *seed ^= *seed << 5;
}

/* Bytes changed at random: what is accepted all the same keeps every rule. */
static void test_mutation(const struct entry *r)
{
    uint32_t seed = 20191227 + r->kind;
    struct message m;
    struct str out = STR_INIT;
    int bad = 0;
    filled(r, FILL_SOME, &m);
    put(r, &m, &out);
    for (int i = 0; out.len && i < 1500; i++) {
        struct arena arena = { 0 };
        struct message back;
        char *copy, *bytes = malloc(out.len);
        memcpy(bytes, out.data, out.len);
        for (uint32_t left = 1 + chance(&seed) % 3; left > 0; left--)
            bytes[chance(&seed) % out.len] = (char)(chance(&seed) >> 8);
        int got = get(r, bytes, out.len, &arena, &back, &copy);
        bad += got == -2 || (got == 0 && !r->good(&back));
        free(copy);
        free(bytes);
        arena_release(&arena);
    }
    ok(bad == 0, "%s: no damage is accepted that breaks a rule", r->name);
    str_release(&out);
}

/* ---- What the table cannot say ---- */

static void test_unknown(void)
{
    struct arena arena = { 0 };
    struct message m;
    static const unsigned kinds[] = { 0, 10, MESSAGE_KINDS, UINT32_MAX };
    for (size_t i = 0; i < 4; i++)
        ok(message_get(kinds[i], "", 0, &arena, &m, NULL) == -1 && message_ceiling(kinds[i], WAY_TO_DESK) == 0, "there is no message %u", kinds[i]);
    is_str(message_name(10), "unknown", "nor has it a name");
    arena_release(&arena);
}

static const char *title_as_sent(const char *title)
{
    static char out[200];
    struct arena arena = { 0 };
    struct message m;
    struct str bytes = STR_INIT;
    bool good = message_put(MESSAGE_FOUND, &(struct message_found){ .title = title }, &bytes) &&
                message_get(MESSAGE_FOUND, bytes.data, bytes.len, &arena, &m, NULL) == 0;
    snprintf(out, sizeof out, "%s", good ? m.found.title : "(refused)");
    str_release(&bytes);
    arena_release(&arena);
    return out;
}

static void test_cleaning(void)
{
    static const struct { const char *title, *want, *name; } titles[] = {
        { "a\033[31mb", "a [31mb", "escape sequences lose their escape" },
        { "a\nb\tc\r", "a b c ", "a text is one line" },
        { "a\x7F" "b\xC2\x9B" "c", "a b  c", "DEL and C1 go" },
        { "a\xE2\x80\xAE" "b", "a   b", "overrides go" },
        { "\xFF\xC0\x80ok", "   ok", "broken bytes go" },
        { "\xF4\x90\x80\x80", "    ", "what is beyond Unicode goes" },
        { "\xF0\x9F\x98\x80 \xD7\xA9", "\xF0\x9F\x98\x80 \xD7\xA9", "all else stays" },
    };
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++)
        is_str(title_as_sent(titles[i].title), titles[i].want, titles[i].name);
}

/* A text is cut at a character's edge. */
static void test_cutting(void)
{
    static char title[ARTICLE_MAX_TITLE + 20];
    struct arena arena = { 0 };
    struct message m;
    struct str bytes = STR_INIT;
    for (size_t i = 0; i + 3 < sizeof title; i += 3)
        memcpy(title + i, "\xE2\x82\xAC", 3);
    bool good = message_put(MESSAGE_FOUND, &(struct message_found){ .title = title }, &bytes) &&
                message_get(MESSAGE_FOUND, bytes.data, bytes.len, &arena, &m, NULL) == 0;
    ok(good && strlen(m.found.title) == ARTICLE_MAX_TITLE / 3 * 3 && utf8_is_valid(m.found.title, strlen(m.found.title)),
       "a text that is too long is cut at a character");
    str_release(&bytes);
    arena_release(&arena);
}

static void test_refusing_to_put(void)
{
    struct str out = STR_INIT;
    str_adds(&out, "before");
    ok(!message_put(MESSAGE_PIECE, &(struct message_piece){ .bytes = many, .bytes_len = MESSAGE_MAX_PIECE + 1 }, &out), "a blob over its ceiling is not put");
    ok(!message_put(MESSAGE_HELLO, &(struct message_hello){ .store = many + LARGEST - MESSAGE_MAX_PATH - 1 }, &out), "nor a path over its own");
    is_str(out.data, "before", "and nothing is left of it");
    str_release(&out);
}

/* Times beyond the calendar are no reason to hang up on the one who sent them. */
static void test_absurd_times(void)
{
    static const struct stamp absurd[] = {
        { .at = INT64_MAX, .parts = STAMP_SECOND }, { .at = INT64_MIN, .parts = STAMP_DAY },
        { .at = 0, .zone = 1440, .parts = STAMP_SECOND, .has_zone = true }, { .at = 0, .parts = 9 },
    };
    for (size_t i = 0; i < 4; i++) {
        struct arena arena = { 0 };
        struct message m;
        struct str bytes = STR_INIT;
        bool good = message_put(MESSAGE_ITEM, &(struct message_item){ .article = { .title = "T", .published = absurd[i], .comment_count = -1 } }, &bytes) &&
                    message_get(MESSAGE_ITEM, bytes.data, bytes.len, &arena, &m, NULL) == 0;
        ok(good && m.item.article.published.parts == STAMP_NONE && strcmp(m.item.article.title, "T") == 0, "an absurd time travels as none");
        str_release(&bytes);
        arena_release(&arena);
    }
}

int main(void)
{
    memset(many, 'x', LARGEST);
    for (size_t i = 0; i < ROWS; i++) {
        test_round_trip(&rows[i]);
        test_form(&rows[i]);
        test_bounds(&rows[i]);
        test_truncation(&rows[i]);
        test_mutation(&rows[i]);
    }
    test_unknown();
    test_cleaning();
    test_cutting();
    test_refusing_to_put();
    test_absurd_times();
    return tap_done();
}
