/* The text of a page whose tree is empty until a script fills it: what the script is
 * given (JSON), or what <noscript> holds. Only where the rest gave next to nothing.
 *
 * In the JSON the text is a string of HTML, a long plain one, or a list of which each
 * member is a paragraph: a string, or an object that has its text in pieces. A list
 * counts by what it holds itself, so that of a list of stories one story is chosen. */
#include <jansson.h>
#include <string.h>

#include "base/hash.h"
#include "base/num.h"
#include "base/vec.h"
#include "parse/page.h"

enum {
    MAX_SCRIPTS = 40,
    MAX_SCRIPT = 4 << 20,   /* bytes */
    MAX_VALUES = 300000,    /* looked at in one page */
    MAX_NESTED = 200,       /* levels below a member of a list */
    ENOUGH = 200,           /* letters of a text */
    LONG_STRING = 400,      /* letters of a plain one that is no list's */
    PROSE = 25,             /* letters of a paragraph; less is a label */
    ENDED = 70,             /* percent of a list's paragraphs that end as sentences do */
    HEAD = 300              /* bytes in which a script's "name = {" stands */
};

struct search {
    struct page *page;
    int64_t left;           /* values that may still be looked at */
    const char *title;      /* the page's own headline, where it stands beside it */
    const json_t *best;     /* a string or a list */
    size_t best_weight;
    struct str text;        /* of the member that is looked at */
};

/* ---- A member's text ---- */

/* Where objects have their text, and the pieces of it, the likeliest first. */
static const char *const text_names[] = { "html", "text", "value", "content", "children", "body", "copy", "paragraph", "data", "model", "blocks", "items", "nodes", "fields", "attributes", "props" };

static const json_t *text_member(const json_t *object)
{
    for (size_t i = 0; i < sizeof text_names / sizeof *text_names; i++) {
        const json_t *v = json_object_get(object, text_names[i]);
        if (json_string_length(v) || json_array_size(v) || json_object_size(v))
            return v;
    }
    return NULL;
}

/* All of a value's text in its order. */
static void collect(struct search *s, const json_t *value)
{
    VEC(const json_t *) open = { 0 };
    str_reset(&s->text);
    *vec_push(&open) = value;
    while (open.len && open.len < MAX_NESTED * 100 && s->left > 0) {
        const json_t *v = open.items[--open.len];
        s->left--;
        if (json_is_string(v))
            str_add(&s->text, json_string_value(v), json_string_length(v));
        for (size_t i = json_array_size(v); i-- > 0;)
            *vec_push(&open) = json_array_get(v, i);
        if (json_is_object(v) && text_member(v))
            *vec_push(&open) = text_member(v);
    }
    vec_release(&open);
}

static bool is_html(const char *s)
{
    return strstr(s, "</p>") || strstr(s, "<p>") || strstr(s, "<p ") || strstr(s, "<br");
}

/* Ends as a sentence does, or as a tag. */
static bool is_ended(const struct str *s)
{
    static const char *const ends[] = { ".", "!", "?", ":", "\"", ")", ">", "\xE2\x80\x9D", "\xE2\x80\x9C", "\xC2\xBB", "\xE2\x80\xA6", "\xE3\x80\x82" };
    size_t len = s->len;
    while (len && str_is_space(s->data[len - 1]))
        len--;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t n = strlen(ends[i]);
        if (len >= n && memcmp(s->data + len - n, ends[i], n) == 0)
            return true;
    }
    return false;
}

/* ---- Lists ---- */

struct list {
    const json_t *value;
    size_t parent;          /* the list that it stands in, itself for none */
    size_t total, taken;    /* letters; of them, by lists within that are texts themselves */
};

struct lists {
    VEC(struct list) all;
    VEC(struct { const json_t *value; size_t list; }) open;
};

static void weigh_list(struct search *s, struct list *l, size_t *paragraphs, size_t *ended)
{
    size_t i;
    json_t *each;
    json_array_foreach(l->value, i, each) {
        if (!json_is_string(each) && !json_is_object(each))
            continue;
        collect(s, each);
        size_t weight = html_weight(s->text.data, s->text.len);
        l->total += weight;
        *paragraphs += weight >= PROSE;
        *ended += weight >= PROSE && is_ended(&s->text);
    }
}

static void take(struct search *s, const json_t *value, size_t weight)
{
    if (weight <= s->best_weight)
        return;
    s->best = value;
    s->best_weight = weight;
}

/* Inner lists come first: what is a text by itself is none of the list around it. */
static void judge_lists(struct search *s, struct lists *l)
{
    for (size_t i = l->all.len; i-- > 0 && s->left > 0;) {
        struct list *list = &l->all.items[i];
        size_t paragraphs = 0, ended = 0;
        weigh_list(s, list, &paragraphs, &ended);
        size_t own = list->total - num_min(list->taken, list->total);
        bool is_text = paragraphs > 1 && ended * 100 >= paragraphs * ENDED && own >= ENOUGH && own * 2 >= list->total;
        if (is_text)
            take(s, list->value, own);
        if (list->parent != i)
            l->all.items[list->parent].taken += is_text ? list->total : list->taken;
    }
}

static bool is_long_text(const char *text, size_t len)
{
    enum { LETTERS = 20, SENTENCES = 4 }; /* bytes to a space; marks */
    size_t spaces = 0;
    for (size_t i = 0; i < len; i++)
        spaces += text[i] == ' ';
    return spaces * LETTERS >= len && html_marks(text, len) >= SENTENCES && !memchr(text, '{', len);
}

/* The page's headline; the page may show it with its site's name. */
static bool is_title(const struct page *p, const char *text, size_t len)
{
    enum { LEAST = 10, MOST = 1000 }; /* bytes */
    const char *titles[] = { p->title, p->meta.title, p->linked.title };
    for (size_t i = 0; i < sizeof titles / sizeof *titles && len >= LEAST && len < MOST; i++)
        if (titles[i] && page_first_letter(titles[i]) == page_first_letter(text) && len * 3 >= strlen(titles[i]) && page_has_words(titles[i], text))
            return true;
    return false;
}

static void judge_string(struct search *s, const json_t *v)
{
    const char *text = json_string_value(v);
    size_t len = json_string_length(v);
    if (!s->title && is_title(s->page, text, len))
        s->title = builder_line(&s->page->b, text);
    if (len < ENOUGH)
        return;
    size_t weight = html_weight(text, len);
    if (weight >= ENOUGH && is_html(text))
        take(s, v, weight);
    else if (weight >= LONG_STRING && is_long_text(text, len))
        take(s, v, weight);
}

static void open_members(struct lists *l, const json_t *v, size_t list)
{
    const char *name;
    json_t *each;
    for (size_t i = json_array_size(v); i-- > 0;) {
        vec_push(&l->open)->value = json_array_get(v, i);
        l->open.items[l->open.len - 1].list = list;
    }
    json_object_foreach((json_t *)v, name, each) {
        vec_push(&l->open)->value = each;
        l->open.items[l->open.len - 1].list = list;
    }
}

static void search_value(struct search *s, const json_t *root)
{
    struct lists l = { 0 };
    vec_push(&l.open)->value = root;
    l.open.items[0].list = SIZE_MAX;
    while (l.open.len && s->left-- > 0) {
        const json_t *v = l.open.items[--l.open.len].value;
        size_t list = l.open.items[l.open.len].list;
        if (json_is_string(v))
            judge_string(s, v);
        if (json_array_size(v)) {
            *vec_push(&l.all) = (struct list){ .value = v, .parent = list == SIZE_MAX ? l.all.len : list };
            list = l.all.len - 1;
        }
        open_members(&l, v, list);
    }
    judge_lists(s, &l);
    vec_release(&l.all);
    vec_release(&l.open);
}

/* ---- What is found, as blocks ---- */

static void write_html(struct page *p, const char *s, size_t len)
{
    struct html h;
    if (html_read(&h, s, len))
        blocks_write(&p->b, &(struct blocks_request){ .h = &h, .root = h.body });
    html_release(&h);
}

static void write_lines(struct page *p, const char *s, struct block block)
{
    while (*s) {
        size_t len = strcspn(s, "\n");
        builder_text(&p->b, s, len);
        builder_flush(&p->b, block);
        s += len + (s[len] == '\n');
    }
}

/* What an object calls itself: a heading, a quote, or a paragraph. */
static struct block block_of(const json_t *object)
{
    static const char *const names[] = { "type", "_type", "nodeType", "style", "tag", "name", "kind", "__typename" };
    struct block block = builder_block(BLOCK_PARAGRAPH);
    for (size_t i = 0; i < sizeof names / sizeof *names && json_is_object(object); i++) {
        const char *s = json_string_value(json_object_get(object, names[i]));
        if (!s)
            continue;
        bool is_number = str_lower(s[0]) == 'h' && s[1] >= '2' && s[1] <= '6' && !s[2];
        if (str_find_nocase(s, strlen(s), "heading") || str_find_nocase(s, strlen(s), "subhead") || is_number) {
            block = builder_block(BLOCK_HEADING);
            block.level = is_number ? (uint8_t)(s[1] - '0') : 2;
        } else if (str_find_nocase(s, strlen(s), "quote")) {
            block = builder_block(BLOCK_QUOTE);
        }
    }
    return block;
}

static void write_text(struct search *s, const json_t *value)
{
    collect(s, value);
    if (strstr(s->text.data, "</") || is_html(s->text.data))
        write_html(s->page, s->text.data, s->text.len);
    else
        write_lines(s->page, s->text.data, block_of(value));
}

static void write_best(struct search *s)
{
    size_t i;
    json_t *each;
    int64_t left = s->left;
    s->page->b.blocks.len = 0;
    s->left = MAX_VALUES;
    if (json_is_string(s->best))
        write_text(s, s->best);
    json_array_foreach(s->best, i, each)
        if (json_is_string(each) || json_is_object(each))
            write_text(s, each);
    s->left = left;
}

/* ---- Scripts ---- */

/* Where a script's JSON begins: it is nothing else, or is given a name. */
static const char *json_of(const struct node *n, const struct str *text)
{
    const char *type = html_attribute(n, ATTRIBUTE_type);
    bool is_data = type && str_find_nocase(type, strlen(type), "json"), is_linked = type && str_find_nocase(type, strlen(type), "ld+json");
    if (is_linked || html_attribute(n, ATTRIBUTE_src))
        return NULL;
    if (is_data)
        return text->data;
    const char *open = strchr(text->data, '{'), *before = open;
    while (before && before > text->data && str_is_space(before[-1]))
        before--;
    return open && open - text->data < HEAD && before > text->data && before[-1] == '=' ? open : NULL;
}

static size_t weight_of_blocks(const struct page *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->b.blocks.len; i++)
        n += html_weight(p->b.blocks.items[i].text.bytes, p->b.blocks.items[i].text.len);
    return n;
}

static void read_script(struct search *s, const char *json, size_t len)
{
    json_t *root = json_loadb(json, len, JSON_DISABLE_EOF_CHECK, NULL);
    const struct stated *stated = &s->page->linked;
    s->best = NULL;
    if (root)
        search_value(s, root);
    /* Of a page that does not say to be a story, only what stands with its own headline. */
    if (s->best && (s->title || stated->title || stated->published.parts || s->page->meta.published.parts))
        write_best(s);
    if (s->best && s->title && s->page->title && !s->page->headline && strlen(s->title) < strlen(s->page->title))
        s->page->title = s->title; /* without the site's name */
    json_decref(root);
}

static void read_scripts(struct page *p)
{
    struct search s = { .page = p, .left = MAX_VALUES, .best_weight = 2 * weight_of_blocks(p) + ENOUGH, .text = STR_INIT };
    size_t scripts = 0;
    for (uint32_t i = 0; i < p->h.count && scripts < MAX_SCRIPTS && s.left > 0; i++) {
        struct str text = STR_INIT;
        if (p->h.elements[i].tag != TAG_script)
            continue;
        html_raw(p->h.elements[i].node, MAX_SCRIPT, &text);
        const char *json = text.len >= ENOUGH ? json_of(p->h.elements[i].node, &text) : NULL;
        scripts += json != NULL;
        if (json)
            read_script(&s, json, text.len - (size_t)(json - text.data));
        str_release(&text);
    }
    str_release(&s.text);
}

/* ---- <noscript> ---- */

static void read_noscript(struct page *p)
{
    struct html *h = &p->h;
    uint32_t best = 0;
    for (uint32_t i = h->body + 1; i < h->count; i++)
        if (h->elements[i].tag == TAG_noscript && h->elements[i].text > (best ? h->elements[best].text : 0))
            best = i;
    if (!best || h->elements[best].text < 2 * weight_of_blocks(p) + ENOUGH || h->elements[best].link * 2 > h->elements[best].text)
        return;
    for (uint32_t i = best; i < h->elements[best].end; i++)
        h->elements[i].skip = (html_tag_flags((enum tag)h->elements[i].tag) & TAG_IS_SKIP) != 0 || (i > best && h->elements[h->elements[i].parent].skip);
    p->b.blocks.len = 0;
    blocks_write(&p->b, &(struct blocks_request){ .h = h, .root = best });
}

void page_hydrate(struct page *p)
{
    if (weight_of_blocks(p) < ENOUGH)
        read_scripts(p);
    if (weight_of_blocks(p) < ENOUGH)
        read_noscript(p);
}
