/* A document as the page contract's JSON: the tree of blocks written out. */
#include "model/document_json.h"

#include <string.h>

#include "base/json.h"

struct writer {
    struct json j;
    const struct document *d;
    size_t at;   /* the next block */
};

static void put_time(struct json *j, const char *key, const struct stamp *s)
{
    struct str text = STR_INIT;
    json_key(j, key);
    stamp_write(s, &text);
    json_string(j, text.len ? text.data : NULL);
    str_release(&text);
}

static void put(struct json *j, const char *key, const char *value)
{
    json_key(j, key);
    json_string(j, value && *value ? value : NULL);
}

static void put_names(struct json *j, const char *key, const char *const *items, size_t count)
{
    json_key(j, key);
    json_array(j);
    for (size_t i = 0; i < count; i++)
        json_string(j, items[i]);
    json_end(j);
}

static void put_links(struct json *j, const char *key, const struct link *items, size_t count)
{
    json_key(j, key);
    json_array(j);
    for (size_t i = 0; i < count; i++) {
        json_object(j);
        json_key(j, "text");
        json_string(j, items[i].text);
        put(j, "url", items[i].url);
        json_end(j);
    }
    json_end(j);
}

static const char *url_of(const struct document *d, uint32_t link)
{
    return link == DOCUMENT_NONE ? NULL : d->links.items[link].url;
}

/* ---- Spans ---- */

static size_t characters(const char *s, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += ((unsigned char)s[i] & 0xC0) != 0x80;
    return n;
}

static void put_span(struct json *j, size_t start, size_t end, const char *kind, const char *url)
{
    json_object(j);
    json_key(j, "start");
    json_int(j, (int64_t)start);
    json_key(j, "end");
    json_int(j, (int64_t)end);
    put(j, "kind", kind);
    if (url)
        put(j, "url", url);
    json_end(j);
}

static void put_spans(struct writer *w, const struct text *t)
{
    static const struct { uint16_t style; const char *kind; } kinds[] = { { RUN_EMPHASIS, "emphasis" }, { RUN_STRONG, "strong" }, { RUN_CODE, "code" } };
    bool any = false;
    for (size_t i = 0; i < t->run_count; i++)
        any |= t->runs[i].link != DOCUMENT_NONE || t->runs[i].style & (RUN_EMPHASIS | RUN_STRONG | RUN_CODE);
    if (!any)
        return;
    json_key(&w->j, "spans");
    json_array(&w->j);
    size_t at = 0, start = 0;
    for (size_t i = 0; i < t->run_count; i++) {
        const struct run *r = &t->runs[i];
        size_t end = start + characters(t->bytes + at, r->len);
        if (r->link != DOCUMENT_NONE)
            put_span(&w->j, start, end, "link", url_of(w->d, r->link));
        for (size_t k = 0; k < 3; k++)
            if (r->style & kinds[k].style)
                put_span(&w->j, start, end, kinds[k].kind, NULL);
        at += r->len;
        start = end;
    }
    json_end(&w->j);
}

/* ---- Blocks ---- */

static void begin(struct writer *w, const char *type)
{
    json_object(&w->j);
    put(&w->j, "type", type);
}

static void put_text(struct writer *w, const char *type, const struct block *b)
{
    begin(w, type);
    json_key(&w->j, "text");
    json_string_n(&w->j, b->text.bytes, b->text.len);
    put_spans(w, &b->text);
}

/* The text of a block and of those that go on with it, a line each. */
static void join(struct writer *w, struct str *out)
{
    const struct block *first = &w->d->blocks.items[w->at];
    str_add(out, first->text.bytes, first->text.len);
    for (w->at++; w->at < w->d->blocks.count; w->at++) {
        const struct block *b = &w->d->blocks.items[w->at];
        if (!b->continues || b->type != first->type)
            break;
        str_addc(out, '\n');
        str_add(out, b->text.bytes, b->text.len);
    }
}

static void open_list(struct writer *w, bool *object)
{
    json_key(&w->j, "items");
    json_array(&w->j);
    *object = false;
}

/* Items with deeper ones behind them become objects that hold these.  The depth
 * of nesting in JSON is bounded by what base/json.h keeps. */
static void put_list(struct writer *w)
{
    enum { DEEPEST = 6 };
    const struct block *b = &w->d->blocks.items[w->at];
    bool ordered = b->ordered, holds[DEEPEST + 1] = { false };
    size_t depth = 0, base = b->depth;
    struct str text = STR_INIT;
    begin(w, "list");
    json_key(&w->j, "ordered");
    json_bool(&w->j, ordered);
    open_list(w, &holds[0]);
    while (w->at < w->d->blocks.count && w->d->blocks.items[w->at].type == BLOCK_ITEM) {
        b = &w->d->blocks.items[w->at];
        size_t mine = b->depth > base ? b->depth - base : 0;
        if (mine == 0 && b->ordered != ordered)
            break;
        for (; depth > mine; depth--) {
            json_end(&w->j);
            json_end(&w->j);
        }
        str_reset(&text);
        join(w, &text);
        const struct block *next = w->at < w->d->blocks.count ? &w->d->blocks.items[w->at] : NULL;
        bool deeper = next && next->type == BLOCK_ITEM && next->depth > base + depth && depth < DEEPEST;
        if (!deeper) {
            json_string_n(&w->j, text.data, text.len);
            continue;
        }
        json_object(&w->j);
        json_key(&w->j, "text");
        json_string_n(&w->j, text.data, text.len);
        depth++;
        open_list(w, &holds[depth]);
    }
    for (; depth; depth--) {
        json_end(&w->j);
        json_end(&w->j);
    }
    json_end(&w->j);
    json_end(&w->j);
    str_release(&text);
}

static void put_quote(struct writer *w)
{
    struct str text = STR_INIT;
    join(w, &text);
    begin(w, "quote");
    json_key(&w->j, "text");
    json_string_n(&w->j, text.data, text.len);
    put(&w->j, "cite", w->d->blocks.items[w->at - 1].note);
    json_end(&w->j);
    str_release(&text);
}

static void put_table(struct writer *w, const struct table *t)
{
    struct str line = STR_INIT;
    begin(w, "table");
    json_key(&w->j, "rows");
    json_array(&w->j);
    for (size_t r = 0; r < t->row_count; r++) {
        json_array(&w->j);
        for (size_t c = 0; c < t->rows[r].cell_count; c++) {
            const struct text *text = &t->rows[r].cells[c].text;
            str_reset(&line);
            for (size_t i = 0; i < text->len; i++)
                str_addc(&line, text->bytes[i] == '\n' ? ' ' : text->bytes[i]);
            json_string_n(&w->j, line.data, line.len);
        }
        json_end(&w->j);
    }
    json_end(&w->j);
    json_key(&w->j, "header");
    json_int(&w->j, (int64_t)t->header_rows);
    json_end(&w->j);
    str_release(&line);
}

static void put_figure(struct writer *w, const struct block *b)
{
    const struct picture none = { 0 }, *p = b->picture == DOCUMENT_NONE ? &none : &w->d->pictures.items[b->picture];
    begin(w, "figure");
    put(&w->j, "text", p->caption);
    put(&w->j, "credit", p->credit);
    put(&w->j, "image", p->url);
    put(&w->j, "alt", p->alt);
    json_end(&w->j);
}

static void put_embed(struct writer *w, const struct block *b)
{
    static const char *const kinds[EMBED_KINDS] = { "other", "video", "audio", "post", "map" };
    begin(w, "embed");
    put(&w->j, "kind", kinds[b->embed < EMBED_KINDS ? b->embed : 0]);
    put(&w->j, "url", url_of(w->d, b->link));
    put(&w->j, "text", b->text.bytes);
    json_end(&w->j);
}

/* Blocks that the contract has no word for are paragraphs or headings there. */
static void put_plain(struct writer *w, const struct block *b)
{
    const char *type = b->type == BLOCK_LEDE ? "lede" : b->type == BLOCK_HEADING || b->type == BLOCK_ENTRY ? "heading" : b->type == BLOCK_CODE ? "code" : "paragraph";
    if (!b->text.len)
        return;
    put_text(w, type, b);
    if (b->type == BLOCK_HEADING || b->type == BLOCK_ENTRY) {
        json_key(&w->j, "level");
        json_int(&w->j, b->level >= 2 ? b->level : 3);
    }
    if (b->type == BLOCK_ENTRY && b->time.parts)
        put_time(&w->j, "time", &b->time);
    if (b->type == BLOCK_CODE)
        put(&w->j, "language", b->note);
    json_end(&w->j);
}

static void put_block(struct writer *w)
{
    const struct block *b = &w->d->blocks.items[w->at];
    switch (b->type) {
    case BLOCK_ITEM:
        put_list(w);
        return;
    case BLOCK_QUOTE:
        put_quote(w);
        return;
    case BLOCK_TABLE:
        put_table(w, b->table);
        break;
    case BLOCK_FIGURE:
        put_figure(w, b);
        break;
    case BLOCK_EMBED:
        put_embed(w, b);
        break;
    case BLOCK_RELATED:
        begin(w, "related");
        put(&w->j, "text", b->text.bytes);
        put(&w->j, "url", url_of(w->d, b->link));
        json_end(&w->j);
        break;
    case BLOCK_RULE:
        begin(w, "rule");
        json_end(&w->j);
        break;
    default:
        put_plain(w, b);
        break;
    }
    w->at++;
}

static void put_captions(struct writer *w)
{
    json_key(&w->j, "captions");
    json_array(&w->j);
    for (size_t i = 0; i < w->d->pictures.count; i++) {
        const struct picture *p = &w->d->pictures.items[i];
        if (!p->caption && !p->credit)
            continue;
        json_object(&w->j);
        put(&w->j, "text", p->caption);
        put(&w->j, "credit", p->credit);
        put(&w->j, "image", p->url);
        json_end(&w->j);
    }
    json_end(&w->j);
}

static void put_comments(struct writer *w)
{
    const struct facts *f = &w->d->facts;
    json_key(&w->j, "comments");
    json_object(&w->j);
    json_key(&w->j, "count");
    if (f->comment_count >= 0)
        json_int(&w->j, f->comment_count);
    else
        json_null(&w->j);
    put(&w->j, "url", f->comments_url);
    json_key(&w->j, "items");
    json_array(&w->j);
    for (size_t i = 0; i < f->comments.count; i++) {
        json_object(&w->j);
        put(&w->j, "author", f->comments.items[i].author);
        put_time(&w->j, "published", &f->comments.items[i].time);
        json_key(&w->j, "text");
        json_string(&w->j, f->comments.items[i].text);
        json_end(&w->j);
    }
    json_end(&w->j);
    json_end(&w->j);
}

void document_write_json(const struct document *d, const char *url, struct str *out)
{
    struct writer w = { .d = d };
    const struct facts *f = &d->facts;
    struct str plain = STR_INIT;
    json_init(&w.j, out);
    json_object(&w.j);
    json_key(&w.j, "url");
    json_string(&w.j, url ? url : "");
    put(&w.j, "kind", document_kind_name(f->kind));
    put(&w.j, "canonical", f->canonical);
    put(&w.j, "site", f->site);
    put(&w.j, "title", f->title);
    put_names(&w.j, "section", f->section.items, f->section.count);
    put_names(&w.j, "authors", f->authors.items, f->authors.count);
    put_time(&w.j, "published", &f->published);
    put_time(&w.j, "modified", &f->modified);
    put(&w.j, "lede", f->lede);
    json_key(&w.j, "blocks");
    json_array(&w.j);
    while (w.at < d->blocks.count)
        put_block(&w);
    json_end(&w.j);
    document_plain(d, false, &plain);
    json_key(&w.j, "text");
    json_string_n(&w.j, plain.data, plain.len);
    str_release(&plain);
    put_captions(&w);
    put_links(&w.j, "related", f->related.items, f->related.count);
    put_comments(&w);
    put_links(&w.j, "live", f->live.items, f->live.count);
    put_links(&w.j, "audio", f->audio.items, f->audio.count);
    put_links(&w.j, "share", f->share.items, f->share.count);
    put(&w.j, "language", f->language);
    json_key(&w.j, "direction");
    json_string(&w.j, f->direction == DIRECTION_RTL ? "rtl" : f->direction == DIRECTION_LTR ? "ltr" : NULL);
    json_end(&w.j);
    str_addc(out, '\n');
}
