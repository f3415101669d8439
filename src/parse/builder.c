#include "parse/builder.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/num.h"
#include "parse/rendition.h"
#include "text/clean.h"
#include "text/url.h"

void builder_init(struct builder *b, struct document *d, const char *base)
{
    memset(b, 0, sizeof *b);
    b->d = d;
    b->base = base ? base : "";
    b->link = DOCUMENT_NONE;
    str_init(&b->text, BUILDER_MAX_TEXT);
    str_init(&b->scratch, 0);
}

static void *to_arena(struct builder *b, const void *items, size_t count, size_t size)
{
    void *copy = arena_array(&b->d->arena, count, size);
    if (count)
        memcpy(copy, items, count * size);
    return copy;
}

/* ---- Links of blocks that were taken away ---- */

/* Each link that something shows gets its new index in `places`, plus one. */
static void place_link(const struct builder *b, uint32_t *link, uint32_t *places, uint32_t *count)
{
    if (*link >= b->links.len)
        return;
    if (!places[*link])
        places[*link] = ++*count;
    *link = places[*link] - 1;
}

static void place_text(const struct builder *b, struct text *t, uint32_t *places, uint32_t *count)
{
    for (size_t i = 0; i < t->run_count; i++)
        place_link(b, &t->runs[i].link, places, count);
}

static void place_table(const struct builder *b, struct table *t, uint32_t *places, uint32_t *count)
{
    place_text(b, &t->caption, places, count);
    for (size_t i = 0; i < t->row_count; i++)
        for (size_t k = 0; k < t->rows[i].cell_count; k++)
            place_text(b, &t->rows[i].cells[k].text, places, count);
}

/* Links in the order in which they are shown, and no others. */
static void settle_links(struct builder *b)
{
    if (!b->links.len)
        return;
    uint32_t *places = mem_zero(b->links.len, sizeof *places), count = 0;
    for (size_t i = 0; i < b->blocks.len; i++) {
        struct block *block = &b->blocks.items[i];
        place_text(b, &block->text, places, &count);
        if (block->table)
            place_table(b, block->table, places, &count);
        place_link(b, &block->link, places, &count);
    }
    struct link *links = mem_zero(b->links.len, sizeof *links);
    for (size_t i = 0; i < b->links.len; i++)
        if (places[i])
            links[places[i] - 1] = b->links.items[i];
    memcpy(b->links.items, links, count * sizeof *links);
    b->links.len = count;
    free(links);
    free(places);
}

/* Pictures in the order in which they are shown; those without a place behind them. */
static void settle_pictures(struct builder *b)
{
    size_t all = b->pictures.len;
    if (!all)
        return;
    uint32_t *places = mem_zero(all, sizeof *places), count = 0;
    for (size_t i = 0; i < b->blocks.len; i++) {
        uint32_t *index = &b->blocks.items[i].picture;
        if (*index >= all)
            continue;
        if (!places[*index])
            places[*index] = ++count;
        *index = places[*index] - 1;
    }
    struct picture *pictures = mem_zero(all, sizeof *pictures);
    for (size_t i = 0; i < all; i++)
        pictures[places[i] ? places[i] - 1 : count++] = b->pictures.items[i];
    memcpy(b->pictures.items, pictures, all * sizeof *pictures);
    free(pictures);
    free(places);
}

void builder_end(struct builder *b)
{
    struct document *d = b->d;
    settle_links(b);
    settle_pictures(b);
#define HAND_OVER(list)                                                             \
    (d->list.items = to_arena(b, b->list.items, b->list.len, sizeof *b->list.items), \
     d->list.count = b->list.len, free(b->list.items))
    HAND_OVER(blocks);
    HAND_OVER(links);
    HAND_OVER(pictures);
    HAND_OVER(media);
#undef HAND_OVER
    map_release(&b->known_links);
    map_release(&b->known_pictures);
    str_release(&b->text);
    str_release(&b->scratch);
    vec_release(&b->runs);
    memset(b, 0, sizeof *b);
}

/* ---- White space ---- */

static bool is_wide_space(const char *s, size_t left)
{
    return left >= 3 && memcmp(s, "\xE3\x80\x80", 3) == 0;
}

void fold_line(const char *s, size_t len, struct str *out)
{
    size_t start = out->len;
    clean_text(s, len, CLEAN_FOLD, out);
    while (out->len - start >= 3 && is_wide_space(out->data + out->len - 3, 3))
        str_cut(out, out->len - 3);
}

/* ---- Text ---- */

static void add_run(struct builder *b, struct run run)
{
    struct run *last = b->runs.len ? &b->runs.items[b->runs.len - 1] : NULL;
    if (last && ((last->style == run.style && last->link == run.link) || b->runs.len >= BUILDER_MAX_RUNS))
        last->len += run.len;
    else
        *vec_push(&b->runs) = run;
}

static void add_bytes(struct builder *b, const char *s, size_t len)
{
    if (len && str_add(&b->text, s, len))
        add_run(b, (struct run){ (uint32_t)len, b->style, b->link });
}

/* The white space that was read, as one space in the style where it began. */
static void add_space(struct builder *b)
{
    if (b->space && b->text.len && b->text.data[b->text.len - 1] != '\n' && str_addc(&b->text, ' '))
        add_run(b, b->space_run);
    b->space = false;
}

/* Bytes at s, the first of them no space, up to white space that is more than one
 * space between words. */
static size_t words_at(const char *s, size_t len)
{
    size_t n = 1;
    for (; n < len; n++) {
        if ((unsigned char)s[n] > ' ')
            continue;
        if (str_is_space(s[n]) && (s[n] != ' ' || n + 1 == len || str_is_space(s[n + 1])))
            break;
    }
    return n;
}

/* Clean text: of all spaces but U+3000, which is a letter's width, ASCII's are left. */
static void add_folded(struct builder *b, const char *s, size_t len)
{
    size_t n;
    for (size_t i = 0; i < len; i += n) {
        n = str_is_space(s[i]) ? 1 : words_at(s + i, len - i);
        if (!str_is_space(s[i])) {
            add_space(b);
            add_bytes(b, s + i, n);
        } else if (!b->space) {
            b->space_run = (struct run){ 1, b->style, b->link };
            b->space = true;
        }
    }
}

void builder_text(struct builder *b, const char *s, size_t len)
{
    str_reset(&b->scratch);
    clean_text(s, len, CLEAN_LINES, &b->scratch);
    if (b->verbatim)
        add_bytes(b, b->scratch.data, b->scratch.len);
    else
        add_folded(b, b->scratch.data, b->scratch.len);
}

bool builder_break(struct builder *b)
{
    if (!b->text.len && !b->verbatim)
        return false;
    if (!b->verbatim && b->text.data[b->text.len - 1] == '\n')
        return true;
    b->space = false;
    add_bytes(b, "\n", 1);
    return false;
}

bool builder_has_text(const struct builder *b)
{
    return b->text.len > 0;
}

/* Cuts `n` bytes off the front or the back of the text and its runs. */
static void cut_front(struct builder *b, size_t n)
{
    str_drop(&b->text, n);
    while (n && b->runs.len) {
        size_t part = num_min(n, b->runs.items[0].len);
        b->runs.items[0].len -= (uint32_t)part;
        n -= part;
        if (!b->runs.items[0].len)
            vec_remove(&b->runs, 0);
    }
}

static void cut_back(struct builder *b, size_t n)
{
    str_cut(&b->text, b->text.len - n);
    while (n && b->runs.len) {
        struct run *last = &b->runs.items[b->runs.len - 1];
        size_t part = num_min(n, last->len);
        last->len -= (uint32_t)part;
        n -= part;
        if (!last->len)
            vec_pop(&b->runs);
    }
}

static void trim_text(struct builder *b)
{
    size_t front = 0, back = b->text.len;
    const char *s = b->text.data;
    if (b->verbatim) { /* whole empty lines at the top, white space at the end */
        for (size_t i = 0; i < back && str_is_space(s[i]); i++)
            front = s[i] == '\n' ? i + 1 : front;
    } else {
        while (front < back && (str_is_space(s[front]) || is_wide_space(s + front, back - front)))
            front += str_is_space(s[front]) ? 1 : 3;
    }
    while (back > front && (str_is_space(s[back - 1]) || (back - front >= 3 && is_wide_space(s + back - 3, 3))))
        back -= str_is_space(s[back - 1]) ? 1 : 3;
    cut_back(b, b->text.len - back);
    cut_front(b, front);
}

struct text builder_take_text(struct builder *b)
{
    trim_text(b);
    struct text t = { .bytes = arena_strndup(&b->d->arena, b->text.data, b->text.len), .len = b->text.len };
    bool is_plain = b->runs.len == 1 && !b->runs.items[0].style && b->runs.items[0].link == DOCUMENT_NONE;
    if (t.len && !is_plain) {
        t.runs = to_arena(b, b->runs.items, b->runs.len, sizeof *t.runs);
        t.run_count = b->runs.len;
    }
    str_reset(&b->text);
    vec_reset(&b->runs);
    b->space = false;
    return t;
}

/* ---- Blocks ---- */

struct block builder_block(enum block_type type)
{
    return (struct block){ .type = type, .text = { .bytes = "" }, .link = DOCUMENT_NONE, .picture = DOCUMENT_NONE };
}

struct block *builder_add(struct builder *b, struct block block)
{
    if (b->blocks.len >= DOCUMENT_MAX_BLOCKS)
        return NULL;
    struct block *added = vec_push(&b->blocks);
    *added = block;
    return added;
}

struct block *builder_flush(struct builder *b, struct block block)
{
    block.text = builder_take_text(b);
    return block.text.len ? builder_add(b, block) : NULL;
}

/* ---- Addresses ---- */

const char *builder_line(struct builder *b, const char *s)
{
    if (!s)
        return NULL;
    str_reset(&b->scratch);
    fold_line(s, num_min(strlen(s), BUILDER_MAX_LINE), &b->scratch);
    return b->scratch.len ? arena_strndup(&b->d->arena, b->scratch.data, b->scratch.len) : NULL;
}

bool resolve_url(const char *base, const char *url, struct str *out)
{
    static const char *const never[] = { "javascript:", "data:", "about:", "blob:", "vbscript:" };
    while (str_is_space(*url))
        url++;
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++) {
        if (str_starts_nocase(url, never[i]))
            return false;
    }
    return *url && strlen(url) <= BUILDER_MAX_LINE && url_resolve(base, url, out) && out->len;
}

const char *builder_url(struct builder *b, const char *url)
{
    struct str out = STR_INIT;
    const char *copy = NULL;
    if (url && resolve_url(b->base, url, &out))
        copy = builder_line(b, out.data);
    str_release(&out);
    return copy;
}

uint32_t builder_link(struct builder *b, const char *url, const char *text)
{
    const char *absolute = builder_url(b, url);
    int64_t *known = absolute ? map_find(&b->known_links, absolute) : NULL;
    if (!absolute || (!known && b->links.len >= DOCUMENT_MAX_LINKS))
        return DOCUMENT_NONE;
    if (known) {
        struct link *link = &b->links.items[*known];
        const char *line = link->text[0] ? NULL : builder_line(b, text);
        link->text = line ? line : link->text;
        return (uint32_t)*known;
    }
    const char *line = builder_line(b, text);
    map_put(&b->known_links, absolute, (int64_t)b->links.len);
    *vec_push(&b->links) = (struct link){ absolute, line ? line : "" };
    return (uint32_t)(b->links.len - 1);
}

/* ---- Pictures ---- */

/* "photo-1024x683.jpg", "photo_640.jpg", "photo@2x.jpg": the digits at the end of
 * the name, where something that joins stands before them. */
static size_t without_size(const char *s, size_t len)
{
    size_t i = len;
    while (i && ((s[i - 1] >= '0' && s[i - 1] <= '9') || s[i - 1] == 'x'))
        i--;
    bool sized = i < len && i > 1 && len - i >= 3 && memchr(s + i, 'x', len - i);
    return sized && (s[i - 1] == '-' || s[i - 1] == '_') ? i - 1 : len;
}

static bool is_picture_file(const char *s, size_t len)
{
    static const char *const ends[] = { ".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif" };
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        size_t n = strlen(ends[i]);
        if (len > n && strncasecmp(s + len - n, ends[i], n) == 0)
            return true;
    }
    return false;
}

void picture_key(const char *url, struct str *out)
{
    const char *from = strstr(url, "://");
    from = from ? from + 3 : url;
    size_t len = strcspn(from, "?#");
    if (!is_picture_file(from, len)) { /* a script that serves pictures: its query tells them apart */
        str_adds(out, from);
        return;
    }
    size_t dot = len;
    while (from[dot - 1] != '.')
        dot--;
    str_add(out, from, without_size(from, dot - 1));
    str_add(out, from + dot - 1, len - dot + 1);
}

static void complete(struct picture *known, const struct picture *p)
{
#define COMPLETE(field) (known->field = known->field ? known->field : p->field)
    COMPLETE(caption);
    COMPLETE(credit);
    COMPLETE(alt);
    COMPLETE(title);
    COMPLETE(width);
    COMPLETE(height);
#undef COMPLETE
    if (p->url && rendition_is_better(p->width, known->width)) {
        known->url = p->url;
        known->width = p->width;
        known->height = p->height;
    }
}

uint32_t builder_picture(struct builder *b, const struct picture *p)
{
    struct str key = STR_INIT;
    struct picture mine = {
        .url = builder_url(b, p->url), .caption = builder_line(b, p->caption), .credit = builder_line(b, p->credit),
        .alt = builder_line(b, p->alt), .title = builder_line(b, p->title), .width = p->width, .height = p->height,
    };
    int64_t *known = NULL;
    uint32_t index = DOCUMENT_NONE;
    if (mine.url) {
        picture_key(mine.url, &key);
        known = map_find(&b->known_pictures, key.data);
    }
    if (known) {
        index = (uint32_t)*known;
        complete(&b->pictures.items[index], &mine);
    } else if ((mine.url || mine.caption) && b->pictures.len < DOCUMENT_MAX_PICTURES) {
        index = (uint32_t)b->pictures.len;
        if (mine.url)
            map_put(&b->known_pictures, key.data, index);
        *vec_push(&b->pictures) = mine;
    }
    str_release(&key);
    return index;
}
