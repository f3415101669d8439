/* The packed form: four bytes "TXD" and the version, then links, facts,
 * pictures, media and blocks, in this order, so that each index can be checked
 * when it is read.
 *
 * Numbers are LEB128, signed ones zigzag; a string is its length plus one (0:
 * NULL) and its bytes; a list is its count and its items.  Each struct has one
 * function that puts it and one that gets it, side by side. */
#include <string.h>

#include "base/i18n.h"
#include "base/num.h"
#include "base/varint.h"
#include "model/document.h"

enum {
    MAX_NAMES = 1000,       /* authors, a section's path, live channels, … of one article */
    MAX_TABLE_CELLS = 500000 /* of all tables: 24 MB once unpacked */
};

struct reader {
    struct varint_in in;
    struct document *d;
    size_t cells; /* of tables, so far */
};

/* ---- Strings ---- */

/* The length of the well-formed UTF-8 character at p (Unicode, table 3-7), and
 * its code point; 0 where it is none. */
static size_t character(const unsigned char *p, size_t left, uint32_t *code)
{
    size_t len = p[0] < 0x80 ? 1 : p[0] < 0xC2 ? 0 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : p[0] < 0xF5 ? 4 : 0;
    if (!len || len > left)
        return 0;
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    uint32_t c = len == 1 ? p[0] : p[0] & (0x7Fu >> len);
    for (size_t i = 1; i < len; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0;
        c = c << 6 | (p[i] & 0x3F);
    }
    *code = c;
    return c < least[len] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF) ? 0 : len;
}

/* Controls, and the two characters that reverse what follows them. */
static bool is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x202D || c == 0x202E;
}

static bool is_clean(const unsigned char *p, size_t len, bool lines)
{
    for (size_t i = 0, n; i < len; i += n) {
        uint32_t c;
        n = character(p + i, len - i, &c);
        if (!n || (is_control(c) && !(lines && (c == '\n' || c == '\t'))))
            return false;
    }
    return true;
}

static void put_bytes(struct str *out, const char *s, size_t len)
{
    varint_put(out, (uint64_t)len + 1);
    str_add(out, s, len);
}

static void put_string(struct str *out, const char *s)
{
    if (s)
        put_bytes(out, s, strlen(s));
    else
        varint_put(out, 0);
}

static const char *get_bytes(struct reader *r, bool lines, size_t *len)
{
    uint64_t n = varint_get(&r->in, (uint64_t)(r->in.end - r->in.at));
    *len = 0;
    if (!n || r->in.bad || n - 1 > (size_t)(r->in.end - r->in.at) || !is_clean(r->in.at, (size_t)n - 1, lines)) {
        r->in.bad |= n != 0;
        return NULL;
    }
    *len = (size_t)n - 1;
    const char *s = arena_strndup(&r->d->arena, (const char *)r->in.at, *len);
    r->in.at += *len;
    return s;
}

static const char *get_string(struct reader *r)
{
    size_t len;
    return get_bytes(r, false, &len);
}

static const char *get_needed(struct reader *r)
{
    const char *s = get_string(r);
    r->in.bad |= !s;
    return s ? s : "";
}

static void put_strings(struct str *out, const char *const *items, size_t count)
{
    varint_put(out, count);
    for (size_t i = 0; i < count; i++)
        put_string(out, items[i]);
}

static const char **get_strings(struct reader *r, size_t *count)
{
    *count = varint_get_count(&r->in, MAX_NAMES);
    const char **items = arena_array(&r->d->arena, *count, sizeof *items);
    for (size_t i = 0; i < *count && !r->in.bad; i++)
        items[i] = get_needed(r);
    return items;
}

/* ---- Small values ---- */

static void put_stamp(struct str *out, const struct stamp *s)
{
    varint_put(out, s->parts);
    if (s->parts == STAMP_NONE)
        return;
    varint_put_signed(out, s->at);
    varint_put(out, s->has_zone);
    if (s->has_zone)
        varint_put_signed(out, s->zone);
}

static struct stamp get_stamp(struct reader *r)
{
    enum { MOST = 18 * 60 }; /* minutes: beyond any zone that ever was */
    const int64_t far = INT64_C(253402300800); /* the year 10000 */
    struct stamp s = { .parts = (uint8_t)varint_get(&r->in, STAMP_SECOND) };
    if (s.parts == STAMP_NONE)
        return s;
    s.at = varint_get_signed(&r->in);
    s.has_zone = varint_get(&r->in, 1);
    int64_t zone = s.has_zone ? varint_get_signed(&r->in) : 0;
    s.zone = zone < -MOST || zone > MOST ? 0 : (int16_t)zone;
    r->in.bad |= zone != s.zone || s.at < -far || s.at > far;
    return s;
}

static void put_links(struct str *out, const struct link *items, size_t count)
{
    varint_put(out, count);
    for (size_t i = 0; i < count; i++) {
        put_string(out, items[i].url);
        put_string(out, items[i].text);
    }
}

static struct link *get_links(struct reader *r, size_t max, size_t *count)
{
    *count = varint_get_count(&r->in, max);
    struct link *items = arena_array(&r->d->arena, *count, sizeof *items);
    for (size_t i = 0; i < *count && !r->in.bad; i++) {
        items[i].url = get_needed(r);
        items[i].text = get_needed(r);
    }
    return items;
}

static void put_comments(struct str *out, const struct facts *f)
{
    varint_put(out, f->comments.count);
    for (size_t i = 0; i < f->comments.count; i++) {
        const struct comment *c = &f->comments.items[i];
        put_string(out, c->author);
        put_string(out, c->text);
        put_stamp(out, &c->time);
        varint_put(out, c->depth);
    }
}

static void get_comments(struct reader *r, struct facts *f)
{
    size_t len;
    f->comments.count = varint_get_count(&r->in, DOCUMENT_MAX_COMMENTS);
    f->comments.items = arena_array(&r->d->arena, f->comments.count, sizeof *f->comments.items);
    for (size_t i = 0; i < f->comments.count && !r->in.bad; i++) {
        struct comment *c = &f->comments.items[i];
        c->author = get_string(r);
        c->text = get_bytes(r, true, &len);
        c->time = get_stamp(r);
        c->depth = (uint8_t)varint_get(&r->in, UINT8_MAX);
        r->in.bad |= !c->text;
    }
}

/* ---- Facts ---- */

/* The facts that are one string, or a list of links, in the order they are packed. */
#define STRING_FACTS(X) X(title) X(lede) X(language) X(url) X(canonical) X(site) X(licence) X(via) X(series) X(comments_url) X(comments_feed)
#define LINK_FACTS(X) X(live) X(audio) X(share) X(related) X(chapters) X(transcripts)

static void put_facts(struct str *out, const struct facts *f)
{
#define PUT(name) put_string(out, f->name);
    STRING_FACTS(PUT)
#undef PUT
#define PUT(name) put_links(out, f->name.items, f->name.count);
    LINK_FACTS(PUT)
#undef PUT
    put_strings(out, f->section.items, f->section.count);
    put_strings(out, f->authors.items, f->authors.count);
    put_stamp(out, &f->published);
    put_stamp(out, &f->modified);
    varint_put(out, f->direction);
    varint_put(out, f->kind);
    varint_put(out, f->paywalled);
    varint_put_signed(out, f->comment_count);
    put_comments(out, f);
}

static void get_facts(struct reader *r, struct facts *f)
{
#define GET(name) f->name = get_string(r);
    STRING_FACTS(GET)
#undef GET
#define GET(name) f->name.items = get_links(r, MAX_NAMES, &f->name.count);
    LINK_FACTS(GET)
#undef GET
    f->section.items = get_strings(r, &f->section.count);
    f->authors.items = get_strings(r, &f->authors.count);
    f->published = get_stamp(r);
    f->modified = get_stamp(r);
    f->direction = (enum direction)varint_get(&r->in, DIRECTION_RTL);
    f->kind = (enum document_kind)varint_get(&r->in, DOCUMENT_KINDS - 1);
    f->paywalled = varint_get(&r->in, 1);
    f->comment_count = varint_get_signed(&r->in);
    r->in.bad |= f->comment_count < -1;
    get_comments(r, f);
}

/* ---- Pictures and media ---- */

static void put_pictures(struct str *out, const struct document *d)
{
    varint_put(out, d->pictures.count);
    for (size_t i = 0; i < d->pictures.count; i++) {
        const struct picture *p = &d->pictures.items[i];
        put_string(out, p->url);
        put_string(out, p->caption);
        put_string(out, p->credit);
        put_string(out, p->alt);
        put_string(out, p->title);
        varint_put(out, p->width);
        varint_put(out, p->height);
    }
}

static void get_pictures(struct reader *r)
{
    struct document *d = r->d;
    d->pictures.count = varint_get_count(&r->in, DOCUMENT_MAX_PICTURES);
    d->pictures.items = arena_array(&d->arena, d->pictures.count, sizeof *d->pictures.items);
    for (size_t i = 0; i < d->pictures.count && !r->in.bad; i++) {
        struct picture *p = &d->pictures.items[i];
        p->url = get_string(r);
        p->caption = get_string(r);
        p->credit = get_string(r);
        p->alt = get_string(r);
        p->title = get_string(r);
        p->width = (uint32_t)varint_get(&r->in, UINT32_MAX);
        p->height = (uint32_t)varint_get(&r->in, UINT32_MAX);
    }
}

static void put_media(struct str *out, const struct document *d)
{
    varint_put(out, d->media.count);
    for (size_t i = 0; i < d->media.count; i++) {
        const struct medium *m = &d->media.items[i];
        put_string(out, m->url);
        put_string(out, m->type);
        put_string(out, m->title);
        varint_put_signed(out, m->length);
        varint_put_signed(out, m->duration);
    }
}

static void get_media(struct reader *r)
{
    struct document *d = r->d;
    d->media.count = varint_get_count(&r->in, MAX_NAMES);
    d->media.items = arena_array(&d->arena, d->media.count, sizeof *d->media.items);
    for (size_t i = 0; i < d->media.count && !r->in.bad; i++) {
        struct medium *m = &d->media.items[i];
        m->url = get_needed(r);
        m->type = get_string(r);
        m->title = get_string(r);
        m->length = varint_get_signed(&r->in);
        m->duration = varint_get_signed(&r->in);
        r->in.bad |= m->length < -1 || m->duration < -1;
    }
}

/* ---- Texts, tables, blocks ---- */

/* An index, plus one; 0 for DOCUMENT_NONE. */
static void put_index(struct str *out, uint32_t index)
{
    varint_put(out, index == DOCUMENT_NONE ? 0 : (uint64_t)index + 1);
}

static uint32_t get_index(struct reader *r, size_t count)
{
    uint64_t n = varint_get(&r->in, count);
    return n ? (uint32_t)(n - 1) : DOCUMENT_NONE;
}

static void put_text(struct str *out, const struct text *t)
{
    put_bytes(out, t->bytes ? t->bytes : "", t->len);
    varint_put(out, t->run_count);
    for (size_t i = 0; i < t->run_count; i++) {
        varint_put(out, t->runs[i].len);
        varint_put(out, t->runs[i].style);
        put_index(out, t->runs[i].link);
    }
}

static void get_runs(struct reader *r, struct text *t)
{
    enum { ALL_STYLES = RUN_EMPHASIS | RUN_STRONG | RUN_CODE | RUN_SUB | RUN_SUPER | RUN_STRIKE };
    size_t at = 0;
    t->run_count = varint_get_count(&r->in, t->len);
    t->runs = t->run_count ? arena_array(&r->d->arena, t->run_count, sizeof *t->runs) : NULL;
    for (size_t i = 0; i < t->run_count && !r->in.bad; i++) {
        struct run *run = &t->runs[i];
        run->len = (uint32_t)varint_get(&r->in, t->len - at);
        run->style = (uint16_t)varint_get(&r->in, ALL_STYLES);
        run->link = get_index(r, r->d->links.count);
        at += run->len;
        r->in.bad |= !run->len || (at < t->len && ((unsigned char)t->bytes[at] & 0xC0) == 0x80);
    }
    r->in.bad |= t->run_count && at != t->len;
}

static void get_text(struct reader *r, struct text *t)
{
    t->bytes = get_bytes(r, true, &t->len);
    r->in.bad |= !t->bytes;
    if (!r->in.bad)
        get_runs(r, t);
}

static void put_table(struct str *out, const struct table *t)
{
    put_text(out, &t->caption);
    varint_put(out, t->row_count);
    varint_put(out, t->header_rows);
    for (size_t i = 0; i < t->row_count; i++) {
        varint_put(out, t->rows[i].cell_count);
        for (size_t c = 0; c < t->rows[i].cell_count; c++) {
            const struct cell *cell = &t->rows[i].cells[c];
            put_text(out, &cell->text);
            varint_put(out, cell->columns);
            varint_put(out, cell->rows);
            varint_put(out, cell->header);
        }
    }
}

static void get_row(struct reader *r, struct row *row)
{
    row->cell_count = varint_get_count(&r->in, DOCUMENT_MAX_CELLS);
    row->cells = arena_array(&r->d->arena, row->cell_count, sizeof *row->cells);
    r->cells += row->cell_count + 1; /* an empty row costs memory too */
    r->in.bad |= r->cells > MAX_TABLE_CELLS;
    for (size_t c = 0; c < row->cell_count && !r->in.bad; c++) {
        get_text(r, &row->cells[c].text);
        row->cells[c].columns = (uint16_t)varint_get(&r->in, UINT16_MAX);
        row->cells[c].rows = (uint16_t)varint_get(&r->in, UINT16_MAX);
        row->cells[c].header = varint_get(&r->in, 1);
        r->in.bad |= !row->cells[c].columns || !row->cells[c].rows;
    }
}

static struct table *get_table(struct reader *r)
{
    struct table *t = arena_alloc(&r->d->arena, sizeof *t);
    get_text(r, &t->caption);
    t->row_count = varint_get_count(&r->in, MAX_TABLE_CELLS);
    t->header_rows = (size_t)varint_get(&r->in, t->row_count);
    if (r->in.bad)
        return t;
    t->rows = arena_array(&r->d->arena, t->row_count, sizeof *t->rows);
    for (size_t i = 0; i < t->row_count && !r->in.bad; i++)
        get_row(r, &t->rows[i]);
    return t;
}

static void put_block(struct str *out, const struct block *b)
{
    varint_put(out, b->type);
    varint_put(out, (uint64_t)(b->ordered | b->continues << 1 | (b->table != NULL) << 2));
    put_text(out, &b->text);
    put_string(out, b->note);
    put_string(out, b->language);
    varint_put(out, b->direction);
    put_stamp(out, &b->time);
    put_index(out, b->link);
    put_index(out, b->picture);
    varint_put_signed(out, b->number);
    varint_put(out, b->level);
    varint_put(out, b->depth);
    varint_put(out, b->embed);
    if (b->table)
        put_table(out, b->table);
}

static void get_block(struct reader *r, struct block *b)
{
    b->type = (enum block_type)varint_get(&r->in, BLOCK_TYPES - 1);
    uint64_t flags = varint_get(&r->in, 7);
    b->ordered = flags & 1;
    b->continues = flags & 2;
    get_text(r, &b->text);
    b->note = get_string(r);
    b->language = get_string(r);
    b->direction = (enum direction)varint_get(&r->in, DIRECTION_RTL);
    b->time = get_stamp(r);
    b->link = get_index(r, r->d->links.count);
    b->picture = get_index(r, r->d->pictures.count);
    int64_t number = varint_get_signed(&r->in);
    b->number = (int32_t)number;
    b->level = (uint8_t)varint_get(&r->in, 6);
    b->depth = (uint8_t)varint_get(&r->in, DOCUMENT_MAX_DEPTH);
    b->embed = (uint8_t)varint_get(&r->in, EMBED_KINDS - 1);
    r->in.bad |= number != b->number || (b->type == BLOCK_TABLE) != ((flags & 4) != 0);
    if (flags & 4 && !r->in.bad)
        b->table = get_table(r);
}

/* ---- The whole ---- */

static const char magic[4] = { 'T', 'X', 'D', DOCUMENT_VERSION };

void document_pack(const struct document *d, struct str *out)
{
    str_add(out, magic, sizeof magic);
    put_links(out, d->links.items, d->links.count);
    put_facts(out, &d->facts);
    put_pictures(out, d);
    put_media(out, d);
    varint_put(out, d->blocks.count);
    for (size_t i = 0; i < d->blocks.count; i++)
        put_block(out, &d->blocks.items[i]);
}

static void get_document(struct reader *r)
{
    struct document *d = r->d;
    d->links.items = get_links(r, DOCUMENT_MAX_LINKS, &d->links.count);
    get_facts(r, &d->facts);
    get_pictures(r);
    get_media(r);
    d->blocks.count = varint_get_count(&r->in, DOCUMENT_MAX_BLOCKS);
    d->blocks.items = arena_array(&d->arena, d->blocks.count, sizeof *d->blocks.items);
    for (size_t i = 0; i < d->blocks.count && !r->in.bad; i++)
        get_block(r, &d->blocks.items[i]);
    r->in.bad |= r->in.at != r->in.end;
}

int document_unpack(const void *bytes, size_t len, struct document *d, struct err *err)
{
    document_init(d);
    if (len > DOCUMENT_MAX_BYTES)
        return err_set(err, ERR_INPUT, _("the article's text is larger than telex takes"));
    if (len < sizeof magic || memcmp(bytes, magic, sizeof magic - 1) != 0)
        return err_set(err, ERR_INPUT, _("the article's text is damaged"));
    if (((const char *)bytes)[sizeof magic - 1] != DOCUMENT_VERSION)
        return err_set(err, ERR_INPUT, _("the article's text is of another version of telex"));
    struct reader r = { .in = { .at = (const unsigned char *)bytes + sizeof magic, .end = (const unsigned char *)bytes + len }, .d = d };
    get_document(&r);
    if (!r.in.bad)
        return 0;
    document_release(d);
    return err_set(err, ERR_INPUT, _("the article's text is damaged"));
}
