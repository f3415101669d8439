#include "wire/message.h"

#include <stddef.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/num.h"

enum field_type {
    FIELD_END,
    FIELD_TEXT,   /* length + 1 (0: NULL), bytes, NUL */
    FIELD_PATH,
    FIELD_BLOB,   /* length, bytes */
    FIELD_TEXTS,  /* count, that many FIELD_TEXT */
    FIELD_NUMBER, /* 64 bits, kept in `size` bytes */
    FIELD_FLAG,
    FIELD_HASH,   /* 64 bits, any */
    FIELD_STAMP,
    FIELD_BUFFER, /* as FIELD_TEXT, kept in an array of `size` bytes */
    FIELD_PART
};

struct field {
    enum field_type type;
    size_t offset, size;   /* of the member */
    int64_t low, high;     /* of a number; `high` is a text's, blob's or path's ceiling */
    size_t most;           /* of a list */
    const struct field *part;
};

/* ---- The structs of model/ that travel ---- */

#define MEMBER(TYPE, type, name) FIELD_##TYPE, offsetof(struct type, name), sizeof(((struct type *)0)->name)
#define PART_TEXT(type, name, max) { MEMBER(TEXT, type, name), 0, max, 0, NULL }
#define PART_NUMBER(type, name, low, high) { MEMBER(NUMBER, type, name), low, high, 0, NULL }
#define PART_OTHER(TYPE, type, name) { MEMBER(TYPE, type, name), 0, 0, 0, NULL }
#define PART_END { FIELD_END, 0, 0, 0, 0, 0, NULL }

enum { MAX_TTL = 366 * 86400 }; /* a feed that asks for more than a year's silence means none */

static const struct field article_fields[] = {
    PART_TEXT(article, guid, ARTICLE_MAX_URL),
    PART_TEXT(article, link, ARTICLE_MAX_URL),
    PART_TEXT(article, title, ARTICLE_MAX_TITLE),
    PART_TEXT(article, lede, ARTICLE_MAX_LEDE),
    PART_TEXT(article, authors, ARTICLE_MAX_NAME),
    PART_TEXT(article, language, ARTICLE_MAX_NAME),
    PART_NUMBER(article, direction, DIRECTION_NONE, DIRECTION_RTL),
    PART_OTHER(STAMP, article, published),
    PART_OTHER(STAMP, article, updated),
    PART_TEXT(article, comments_url, ARTICLE_MAX_URL),
    PART_NUMBER(article, comment_count, -1, INT32_MAX),
    PART_NUMBER(article, pictures, 0, INT32_MAX),
    PART_NUMBER(article, media, 0, INT32_MAX),
    PART_NUMBER(article, words, 0, INT32_MAX),
    PART_OTHER(HASH, article, hash),
    PART_END,
};

static const struct field feed_fields[] = {
    PART_TEXT(feed, format, 40),
    PART_TEXT(feed, title, ARTICLE_MAX_TITLE),
    PART_TEXT(feed, link, ARTICLE_MAX_URL),
    PART_TEXT(feed, description, 4000),
    PART_TEXT(feed, language, ARTICLE_MAX_NAME),
    PART_TEXT(feed, image, ARTICLE_MAX_URL),
    PART_TEXT(feed, rights, ARTICLE_MAX_TITLE),
    PART_TEXT(feed, hub, ARTICLE_MAX_URL),
    { MEMBER(TEXTS, feed, authors), 0, ARTICLE_MAX_NAME, 100, NULL },
    PART_OTHER(STAMP, feed, updated),
    PART_NUMBER(feed, ttl, 0, MAX_TTL),
    PART_NUMBER(feed, skip_hours, 0, (1 << 24) - 1),
    PART_NUMBER(feed, skip_days, 0, (1 << 7) - 1),
    PART_END,
};

static const struct field outcome_fields[] = {
    PART_NUMBER(outcome, kind, OUTCOME_NONE, OUTCOME_LAST),
    PART_NUMBER(outcome, status, 0, 999),
    PART_NUMBER(outcome, when, 0, INT64_MAX),
    PART_NUMBER(outcome, added, 0, INT32_MAX),
    PART_NUMBER(outcome, changed, 0, INT32_MAX),
    PART_OTHER(BUFFER, outcome, text),
    PART_END,
};

/* ---- The messages: one function a row, that gives the table of its fields ---- */

#define FIELD(TYPE, name) FIELD_##TYPE, offsetof(HERE, name), sizeof(((HERE *)0)->name)
#define TEXT(name, max) { FIELD(TEXT, name), 0, max, 0, NULL },
#define PATH(name, max) { FIELD(PATH, name), 0, max, 0, NULL },
#define BLOB(name, max) { FIELD(BLOB, name), 0, max, 0, NULL },
#define TEXTS(name, most, max) { FIELD(TEXTS, name), 0, max, most, NULL },
#define NUMBER(name, low, high) { FIELD(NUMBER, name), low, high, 0, NULL },
#define FLAG(name) { FIELD(FLAG, name), 0, 1, 0, NULL },
#define PART(name, type) { FIELD(PART, name), 0, 0, 0, type##_fields },
#define NOTHING

#define MESSAGE(NAME, name, number, way, ceiling, purpose, fields) \
    static const struct field *name##_table(void)                  \
    {                                                              \
        typedef struct message_##name HERE;                        \
        static const struct field table[] = { fields PART_END };   \
        _Static_assert(sizeof(HERE) > 0, purpose);                 \
        return table;                                              \
    }
#include "wire/messages.def"
#undef MESSAGE

struct kind {
    const char *name;
    enum message_way way;
    size_t ceiling, offset;
    const struct field *(*table)(void);
};

static const struct kind kinds[MESSAGE_KINDS] = {
#define MESSAGE(NAME, name, number, way, ceiling, purpose, fields) \
    [number] = { #NAME, way, ceiling, offsetof(struct message, name), name##_table },
#include "wire/messages.def"
#undef MESSAGE
};

const char *message_name(unsigned kind)
{
    return kind < MESSAGE_KINDS && kinds[kind].name ? kinds[kind].name : "unknown";
}

size_t message_ceiling(unsigned kind, enum message_way way)
{
    return kind < MESSAGE_KINDS && kinds[kind].name && kinds[kind].way == way ? kinds[kind].ceiling : 0;
}

/* ---- Members of any width; a blob and a list are a pointer and the count behind it ---- */

_Static_assert(sizeof(void *) == sizeof(size_t), "a count stands directly behind its pointer");

static void get_pair(const void *member, const void **pointer, size_t *count)
{
    memcpy(pointer, member, sizeof *pointer);
    memcpy(count, (const char *)member + sizeof *pointer, sizeof *count);
}

static void set_pair(void *member, const void *pointer, size_t count)
{
    memcpy(member, &pointer, sizeof pointer);
    memcpy((char *)member + sizeof pointer, &count, sizeof count);
}

static int64_t get_number(const void *member, size_t size, bool is_signed)
{
    int64_t i64;
    int32_t i32;
    uint32_t u32;
    uint8_t u8;
    switch (size) {
    case 8:
        return memcpy(&i64, member, size), i64;
    case 4:
        memcpy(&i32, member, size);
        memcpy(&u32, member, size);
        return is_signed ? i32 : (int64_t)u32;
    default:
        must(size == 1);
        return memcpy(&u8, member, size), u8;
    }
}

static void set_number(void *member, size_t size, int64_t value)
{
    uint32_t u32 = (uint32_t)value;
    uint8_t u8 = (uint8_t)value;
    must(size == 8 || size == 4 || size == 1);
    memcpy(member, size == 8 ? (void *)&value : size == 4 ? (void *)&u32 : (void *)&u8, size);
}

/* ---- Text ---- */

/* The bytes of the character at s (RFC 3629), 0 where they are none that a clean
 * line may hold: broken UTF-8, controls (C0, DEL, C1), bidirectional overrides. */
static size_t clean_char(const char *s, size_t left)
{
    const unsigned char *b = (const unsigned char *)s;
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    size_t n = b[0] < 0x80 ? 1 : b[0] < 0xC2 ? 0 : b[0] < 0xE0 ? 2 : b[0] < 0xF0 ? 3 : b[0] < 0xF5 ? 4 : 0;
    if (!n || n > left)
        return 0;
    uint32_t code = n == 1 ? b[0] : b[0] & (0x7Fu >> n);
    for (size_t i = 1; i < n; i++) {
        if ((b[i] & 0xC0) != 0x80)
            return 0;
        code = code << 6 | (b[i] & 0x3F);
    }
    bool bad = code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0xD800 && code < 0xE000) || code > 0x10FFFF ||
               (code >= 0x202A && code <= 0x202E) || code < least[n];
    return bad ? 0 : n;
}

/* Bytes from the start that are printable ASCII, by eights. */
static size_t printable(const char *s, size_t len)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
    size_t i = 0;
    for (uint64_t x; len - i >= 8; i += 8) {
        memcpy(&x, s + i, 8);
        uint64_t del = x ^ ones * 0x7F;
        if ((x | ((x - ones * ' ') & ~x) | ((del - ones) & ~del)) & tops)
            break;
    }
    return i;
}

static bool is_clean(const char *s, size_t len)
{
    for (size_t i = printable(s, len), n; i < len; i += n)
        if (!(n = clean_char(s + i, len - i)))
            return false;
    return true;
}

static void clean(const char *s, size_t len, size_t max, struct str *out)
{
    for (size_t i = 0; i < len;) {
        size_t n = clean_char(s + i, len - i);
        if (out->len + (n ? n : 1) > max)
            return;
        str_add(out, n ? s + i : " ", n ? n : 1);
        i += n ? n : 1;
    }
}

/* ---- Writing ---- */

static bool put_u32(struct str *out, size_t value)
{
    if (value > UINT32_MAX)
        return false;
    char b[4] = { (char)value, (char)(value >> 8), (char)(value >> 16), (char)(value >> 24) };
    return str_add(out, b, 4);
}

static bool put_u64(struct str *out, uint64_t value)
{
    return put_u32(out, value & UINT32_MAX) && put_u32(out, value >> 32);
}

static bool put_chars(struct str *out, const char *s, size_t len)
{
    return put_u32(out, len + 1) && str_add(out, s, len) && str_addc(out, '\0');
}

/* A text is cut and cleaned rather than refused: a sentence with a stranger's bytes
 * in it must not make the other side hang up. */
static bool put_text(struct str *out, const char *s, size_t max)
{
    if (!s)
        return put_u32(out, 0);
    size_t len = strlen(s);
    if (len <= max && is_clean(s, len))
        return put_chars(out, s, len);
    struct str line;
    str_init(&line, 0);
    clean(s, len, max, &line);
    bool fits = put_chars(out, line.data, line.len);
    str_release(&line);
    return fits;
}

static bool put_path(struct str *out, const char *s, size_t max)
{
    return s ? strlen(s) <= max && put_chars(out, s, strlen(s)) : put_u32(out, 0);
}

static bool put_texts(struct str *out, const void *member, const struct field *f)
{
    const void *pointer;
    size_t count;
    get_pair(member, &pointer, &count);
    const char *const *items = pointer;
    count = num_min(count, f->most);
    bool fits = put_u32(out, count);
    for (size_t i = 0; fits && i < count; i++)
        fits = put_text(out, items[i] ? items[i] : "", (size_t)f->high);
    return fits;
}

static bool put_blob(struct str *out, const void *member, const struct field *f)
{
    const void *pointer;
    size_t len;
    get_pair(member, &pointer, &len);
    return len <= (size_t)f->high && put_u32(out, len) && str_add(out, pointer ? pointer : "", len);
}

/* Between the years -9999 and 9999, zones as far as ISO 8601 knows them. */
static bool stamp_holds(const struct stamp *s)
{
    return s->at >= INT64_C(-377705116800) && s->at <= INT64_C(253402300799) && s->zone > -24 * 60 && s->zone < 24 * 60 &&
           s->parts <= STAMP_SECOND;
}

/* Like a text, an absurd time is no reason for the other side to hang up: it travels as none. */
static bool put_stamp(struct str *out, const struct stamp *stamp)
{
    const struct stamp none = { 0 }, *s = stamp_holds(stamp) ? stamp : &none;
    return put_u64(out, (uint64_t)s->at) && put_u32(out, (uint16_t)s->zone) && str_addc(out, (char)s->parts) &&
           str_addc(out, (char)s->has_zone);
}

static bool put_number(struct str *out, const void *member, const struct field *f)
{
    int64_t n = get_number(member, f->size, f->low < 0);
    return put_u64(out, (uint64_t)(n < f->low ? f->low : n > f->high ? f->high : n));
}

static bool put_fields(struct str *out, const struct field *f, const void *value);

static bool put_field(struct str *out, const struct field *f, const void *member)
{
    const char *text = NULL;
    if (f->type == FIELD_TEXT || f->type == FIELD_PATH)
        memcpy(&text, member, sizeof text);
    switch (f->type) {
    case FIELD_TEXT:
        return put_text(out, text, (size_t)f->high);
    case FIELD_PATH:
        return put_path(out, text, (size_t)f->high);
    case FIELD_BUFFER:
        return put_text(out, member, f->size - 1);
    case FIELD_BLOB:
        return put_blob(out, member, f);
    case FIELD_TEXTS:
        return put_texts(out, member, f);
    case FIELD_NUMBER:
        return put_number(out, member, f);
    case FIELD_HASH:
        return put_u64(out, (uint64_t)get_number(member, 8, true));
    case FIELD_FLAG:
        return str_addc(out, *(const bool *)member);
    case FIELD_STAMP:
        return put_stamp(out, member);
    case FIELD_PART:
        return put_fields(out, f->part, member);
    case FIELD_END:
        break;
    }
    return false;
}

/* Parts do not hold parts, so this goes two deep. */
static bool put_fields(struct str *out, const struct field *f, const void *value)
{
    for (; f->type != FIELD_END; f++)
        if (!put_field(out, f, (const char *)value + f->offset))
            return false;
    return true;
}

bool message_put(enum message_kind kind, const void *value, struct str *out)
{
    must(kind < MESSAGE_KINDS && kinds[kind].name);
    size_t start = out->len;
    if (put_fields(out, kinds[kind].table(), value) && out->len - start <= kinds[kind].ceiling)
        return true;
    str_cut(out, start);
    return false;
}

/* ---- Reading ---- */

struct reader {
    const unsigned char *at;
    size_t left;
    struct arena *arena;
};

static bool get_bytes(struct reader *r, size_t len, const void **out)
{
    if (len > r->left)
        return false;
    *out = r->at;
    r->at += len;
    r->left -= len;
    return true;
}

static bool get_u32(struct reader *r, uint32_t *out)
{
    const void *bytes;
    if (!get_bytes(r, 4, &bytes))
        return false;
    const unsigned char *b = bytes;
    *out = (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
    return true;
}

static bool get_u64(struct reader *r, uint64_t *out)
{
    uint32_t low, high;
    if (!get_u32(r, &low) || !get_u32(r, &high))
        return false;
    *out = (uint64_t)high << 32 | low;
    return true;
}

static bool get_flag(struct reader *r, bool *out)
{
    const void *bytes;
    if (!get_bytes(r, 1, &bytes) || *(const unsigned char *)bytes > 1)
        return false;
    *out = *(const unsigned char *)bytes;
    return true;
}

/* NULL, or a string that ends exactly where it says. */
static bool get_chars(struct reader *r, size_t max, const char **out, size_t *len)
{
    uint32_t n;
    const void *bytes;
    *out = NULL;
    *len = 0;
    if (!get_u32(r, &n) || n > max + 1)
        return false;
    if (n == 0)
        return true;
    if (!get_bytes(r, n, &bytes) || memchr(bytes, '\0', n) != (const char *)bytes + n - 1)
        return false;
    *out = bytes;
    *len = n - 1;
    return true;
}

static bool get_text(struct reader *r, size_t max, const char **out)
{
    size_t len;
    return get_chars(r, max, out, &len) && (!*out || is_clean(*out, len));
}

static bool get_blob(struct reader *r, const struct field *f, void *member)
{
    uint32_t len;
    const void *bytes;
    if (!get_u32(r, &len) || (int64_t)len > f->high || !get_bytes(r, len, &bytes))
        return false;
    set_pair(member, bytes, len);
    return true;
}

static bool get_texts(struct reader *r, const struct field *f, void *member)
{
    uint32_t count;
    if (!get_u32(r, &count) || count > f->most)
        return false;
    const char **items = arena_array(r->arena, count, sizeof *items);
    for (uint32_t i = 0; i < count; i++)
        if (!get_text(r, (size_t)f->high, &items[i]) || !items[i])
            return false;
    set_pair(member, items, count);
    return true;
}

static bool get_ranged(struct reader *r, const struct field *f, void *member)
{
    uint64_t n;
    if (!get_u64(r, &n) || (int64_t)n < f->low || (int64_t)n > f->high)
        return false;
    set_number(member, f->size, (int64_t)n);
    return true;
}

static bool get_stamp(struct reader *r, struct stamp *s)
{
    uint64_t at;
    uint32_t zone;
    const void *parts;
    if (!get_u64(r, &at) || !get_u32(r, &zone) || !get_bytes(r, 1, &parts) || !get_flag(r, &s->has_zone))
        return false;
    s->at = (int64_t)at;
    s->zone = (int16_t)zone;
    s->parts = *(const unsigned char *)parts;
    return zone <= UINT16_MAX && stamp_holds(s);
}

static bool get_buffer(struct reader *r, const struct field *f, char *member)
{
    const char *text;
    if (!get_text(r, f->size - 1, &text))
        return false;
    memcpy(member, text ? text : "", text ? strlen(text) + 1 : 1);
    return true;
}

static bool get_fields(struct reader *r, const struct field *f, void *value);

static bool get_field(struct reader *r, const struct field *f, void *member)
{
    const char *text;
    size_t len;
    uint64_t n;
    switch (f->type) {
    case FIELD_TEXT:
        return get_text(r, (size_t)f->high, &text) && memcpy(member, &text, sizeof text);
    case FIELD_PATH:
        return get_chars(r, (size_t)f->high, &text, &len) && memcpy(member, &text, sizeof text);
    case FIELD_BUFFER:
        return get_buffer(r, f, member);
    case FIELD_BLOB:
        return get_blob(r, f, member);
    case FIELD_TEXTS:
        return get_texts(r, f, member);
    case FIELD_NUMBER:
        return get_ranged(r, f, member);
    case FIELD_HASH:
        return get_u64(r, &n) && memcpy(member, &n, sizeof n);
    case FIELD_FLAG:
        return get_flag(r, member);
    case FIELD_STAMP:
        return get_stamp(r, member);
    case FIELD_PART:
        return get_fields(r, f->part, member);
    case FIELD_END:
        break;
    }
    return false;
}

static bool get_fields(struct reader *r, const struct field *f, void *value)
{
    for (; f->type != FIELD_END; f++)
        if (!get_field(r, f, (char *)value + f->offset))
            return false;
    return true;
}

int message_get(unsigned kind, const void *bytes, size_t len, struct arena *arena, struct message *m, struct err *err)
{
    memset(m, 0, sizeof *m);
    if (kind >= MESSAGE_KINDS || !kinds[kind].name)
        return err_set(err, ERR_INPUT, _("message %u is unknown"), kind);
    m->kind = (enum message_kind)kind;
    struct reader r = { bytes, len, arena };
    if (!get_fields(&r, kinds[kind].table(), (char *)m + kinds[kind].offset) || r.left)
        return err_set(err, ERR_INPUT, _("message %s breaks its rules"), kinds[kind].name);
    return 0;
}
