#include "parse/blocks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "parse/figure.h"
#include "parse/live.h"
#include "parse/roles.h"
#include "parse/table.h"

/* What holds paragraphs: the first becomes a block of the type, the others go on with it. */
struct holder {
    enum block_type type;
    bool begun, ordered;
    int32_t number;
    uint8_t depth;
    const char *note;
    size_t first;        /* blocks before it */
};

struct list {
    bool ordered;
    int32_t next, step;
};

/* What holds for the text that comes; each element that changes it saves it. */
struct context {
    uint16_t style;
    uint32_t link;
    bool verbatim;
    uint8_t heading;     /* level, 0: none */
    uint8_t lists;       /* open ones */
    size_t holder;       /* index + 1, 0: none */
    const char *language;
    enum direction direction;
};

struct saved {
    const struct node *node;
    struct context context;
    size_t text_at;      /* of a link: where its text begins */
};

struct blocks {
    struct builder *b;
    const struct blocks_request *request;
    struct context now;
    VEC(struct saved) stack;
    VEC(struct holder) holders;
    VEC(struct list) lists;
    VEC(uint32_t) pending;  /* pictures that stand within the paragraph being written */
    struct tables *tables;  /* the data table that is open, or NULL */
    const struct node *table_node;
};

/* ---- Ending a paragraph ---- */

static struct block shape(struct blocks *s)
{
    struct block block = builder_block(s->now.verbatim ? BLOCK_CODE : s->now.heading ? BLOCK_HEADING : BLOCK_PARAGRAPH);
    struct holder *holder = s->now.holder ? &s->holders.items[s->now.holder - 1] : NULL;
    block.level = s->now.heading;
    block.language = s->now.language;
    block.direction = s->now.direction;
    if (block.type != BLOCK_PARAGRAPH || !holder) {
        block.note = block.type == BLOCK_CODE && holder && holder->type == BLOCK_CODE ? holder->note : NULL;
        return block;
    }
    block.type = holder->type;
    block.continues = holder->begun;
    block.ordered = holder->ordered;
    block.number = holder->number;
    block.depth = holder->depth;
    block.note = holder->type == BLOCK_FOOTNOTE ? holder->note : NULL;
    return block;
}

static void show_pictures(struct blocks *s)
{
    for (size_t i = 0; i < s->pending.len; i++) {
        struct block block = builder_block(BLOCK_FIGURE);
        block.picture = s->pending.items[i];
        builder_add(s->b, block);
    }
    vec_reset(&s->pending);
}

static void flush(struct blocks *s)
{
    if (s->tables) {
        builder_break(s->b); /* two paragraphs of one cell are two lines */
        return;
    }
    if (builder_has_text(s->b)) {
        struct block block = shape(s);
        if (builder_flush(s->b, block) && s->now.holder && block.type == s->holders.items[s->now.holder - 1].type)
            s->holders.items[s->now.holder - 1].begun = true;
    }
    show_pictures(s);
}

/* ---- Entering ---- */

static void save(struct blocks *s, const struct node *n)
{
    *vec_push(&s->stack) = (struct saved){ n, s->now, s->b->text.len };
}

static void apply(struct blocks *s)
{
    s->b->style = s->now.style;
    s->b->link = s->now.link;
    s->b->verbatim = s->now.verbatim;
}

static void hold(struct blocks *s, struct holder holder)
{
    holder.first = s->b->blocks.len;
    *vec_push(&s->holders) = holder;
    s->now.holder = s->holders.len;
}

static uint16_t style_of(enum tag tag)
{
    switch (tag) {
    case TAG_b:
    case TAG_strong:
        return RUN_STRONG;
    case TAG_i:
    case TAG_em:
    case TAG_cite:
    case TAG_var:
        return RUN_EMPHASIS;
    case TAG_code:
    case TAG_kbd:
    case TAG_samp:
    case TAG_tt:
        return RUN_CODE;
    case TAG_sub:
        return RUN_SUB;
    case TAG_sup:
        return RUN_SUPER;
    case TAG_s:
    case TAG_strike:
    case TAG_del:
        return RUN_STRIKE;
    default:
        return 0;
    }
}

static int32_t number_attribute(const struct node *n, enum attribute name, int32_t otherwise)
{
    const char *v = html_attribute(n, name);
    int64_t number;
    return v && num_read_i64(v, strlen(v), &number) && number > -1000000 && number < 1000000 ? (int32_t)number : otherwise;
}

static void enter_list(struct blocks *s, const struct node *n, enum tag tag)
{
    bool down = html_attribute(n, ATTRIBUTE_reversed) != NULL;
    struct list list = { .ordered = tag == TAG_ol, .step = down ? -1 : 1 };
    int32_t items = 0;
    for (const struct node *c = down ? n->children : NULL; c; c = c->next)
        items += html_tag(c) == TAG_li;
    list.next = number_attribute(n, ATTRIBUTE_start, down ? items : 1);
    *vec_push(&s->lists) = list;
    s->now.lists += s->now.lists < UINT8_MAX;
}

static bool is_footnote(const struct node *n)
{
    const char *id = html_attribute(n, ATTRIBUTE_id), *role = html_attribute(n, ATTRIBUTE_role);
    if (role && strcmp(role, "doc-footnote") == 0)
        return true;
    return id && (str_starts(id, "fn:") || str_starts(id, "fn-") || str_starts(id, "footnote-") || str_starts(id, "cite_note") ||
                  (str_starts(id, "fn") && id[2] >= '0' && id[2] <= '9'));
}

static void enter_item(struct blocks *s, const struct node *n)
{
    struct list none = { .next = 1, .step = 1 }, *list = s->lists.len ? &s->lists.items[s->lists.len - 1] : &none;
    struct holder holder = { .type = is_footnote(n) ? BLOCK_FOOTNOTE : BLOCK_ITEM, .ordered = list->ordered };
    holder.number = number_attribute(n, ATTRIBUTE_value, list->next);
    list->next = holder.number + list->step;
    size_t depth = s->now.lists ? s->now.lists - 1u : 0;
    holder.depth = (uint8_t)num_min(depth, DOCUMENT_MAX_DEPTH - 1);
    if (holder.type == BLOCK_FOOTNOTE) {
        char mark[16];
        snprintf(mark, sizeof mark, "%d", (int)holder.number);
        holder.note = arena_strdup(&s->b->d->arena, mark);
        holder.depth = 0;
    }
    hold(s, holder);
}

static const char *language_of_code(struct blocks *s, const struct node *n)
{
    static const char *const starts[] = { "language-", "lang-", "brush:", "highlight-source-", "sourceCode " };
    for (const struct node *e = n; e; e = e == n ? e->children : NULL) {
        const char *class = html_attribute(e, ATTRIBUTE_class), *data = html_attribute(e, ATTRIBUTE_data_lang);
        if (data && *data)
            return builder_line(s->b, data);
        for (size_t i = 0; class && i < sizeof starts / sizeof starts[0]; i++) {
            const char *p = strstr(class, starts[i]);
            if (!p)
                continue;
            p += strlen(starts[i]);
            p += strspn(p, " ");
            size_t len = strcspn(p, " ;");
            return len && len < 30 ? arena_strndup(&s->b->d->arena, p, len) : NULL;
        }
    }
    return NULL;
}

static void enter_direction(struct blocks *s, const struct node *n)
{
    const char *dir = html_attribute(n, ATTRIBUTE_dir), *lang = html_attribute(n, ATTRIBUTE_lang);
    if (dir)
        s->now.direction = str_same_nocase(dir, "rtl") ? DIRECTION_RTL : str_same_nocase(dir, "ltr") ? DIRECTION_LTR : s->now.direction;
    if (lang && *lang && strlen(lang) < 36)
        s->now.language = builder_line(s->b, lang);
}

/* What changes how text is read; the context is saved already. */
static void enter_block(struct blocks *s, const struct node *n, enum tag tag)
{
    switch (tag) {
    case TAG_h1:
    case TAG_h2:
    case TAG_h3:
    case TAG_h4:
    case TAG_h5:
    case TAG_h6:
        s->now.heading = (uint8_t)(tag == TAG_h1 ? 2 : tag - TAG_h1 + 1);
        break;
    case TAG_ul:
    case TAG_ol:
    case TAG_menu:
    case TAG_dir:
        enter_list(s, n, tag);
        break;
    case TAG_li:
        enter_item(s, n);
        break;
    case TAG_dt:
    case TAG_dd:
        hold(s, (struct holder){ .type = tag == TAG_dt ? BLOCK_TERM : BLOCK_DEFINITION });
        break;
    case TAG_blockquote:
        hold(s, (struct holder){ .type = BLOCK_QUOTE });
        break;
    case TAG_pre:
    case TAG_xmp:
    case TAG_plaintext:
        hold(s, (struct holder){ .type = BLOCK_CODE, .note = language_of_code(s, n) });
        s->now.verbatim = true;
        s->now.heading = 0;
        break;
    default:
        break;
    }
}

static void enter_inline(struct blocks *s, const struct node *n, enum tag tag)
{
    s->now.style |= s->now.verbatim ? 0 : style_of(tag);
    if (tag == TAG_a && html_attribute(n, ATTRIBUTE_href))
        s->now.link = builder_link(s->b, html_attribute(n, ATTRIBUTE_href), NULL);
    if (tag == TAG_q)
        builder_text(s->b, "\xE2\x80\x9C", 3);
    if (tag == TAG_rt)
        builder_text(s->b, "(", 1);
}

static bool changes_context(const struct node *n, enum tag tag)
{
    return html_tag_flags(tag) & TAG_IS_BLOCK || style_of(tag) || tag == TAG_a || tag == TAG_q || tag == TAG_rt ||
           html_attribute(n, ATTRIBUTE_dir) || html_attribute(n, ATTRIBUTE_lang);
}

/* ---- Elements that stand for something themselves ---- */

static bool is_emoji(const struct node *n)
{
    const char *class = html_attribute(n, ATTRIBUTE_class), *alt = html_attribute(n, ATTRIBUTE_alt);
    return class && alt && *alt && strlen(alt) < 32 && (strstr(class, "emoji") || strstr(class, "smiley"));
}

static void write_picture(struct blocks *s, const struct node *n)
{
    if (is_emoji(n)) {
        builder_text(s->b, html_attribute(n, ATTRIBUTE_alt), strlen(html_attribute(n, ATTRIBUTE_alt)));
        return;
    }
    uint32_t index = s->tables ? DOCUMENT_NONE : figure_picture(s->b, n);
    size_t before = s->b->pictures.len;
    if (index == DOCUMENT_NONE || index + 1 < before)
        return; /* known already: shown where it first stood */
    for (size_t i = s->b->blocks.len; i-- > 0 && s->b->blocks.len - i < 20;)
        if (s->b->blocks.items[i].type == BLOCK_FIGURE && s->b->blocks.items[i].picture == index)
            return;
    for (size_t i = 0; i < s->pending.len; i++)
        if (s->pending.items[i] == index)
            return;
    *vec_push(&s->pending) = index;
    if (!builder_has_text(s->b))
        show_pictures(s);
}

static void write_void(struct blocks *s, const struct node *n, enum tag tag)
{
    switch (tag) {
    case TAG_br:
        if (builder_break(s->b))
            flush(s);
        break;
    case TAG_hr:
        flush(s);
        if (!s->tables && s->b->blocks.len && s->b->blocks.items[s->b->blocks.len - 1].type != BLOCK_RULE)
            builder_add(s->b, builder_block(BLOCK_RULE));
        break;
    case TAG_img:
    case TAG_amp_img:
        write_picture(s, n);
        break;
    case TAG_iframe:
    case TAG_video:
    case TAG_audio:
    case TAG_embed:
    case TAG_object:
        if (!s->tables) {
            flush(s);
            figure_embed(s->b, n);
        }
        break;
    default:
        break;
    }
}

/* Each link of a box with other stories, once; where it has none, nothing. */
static void write_related(struct blocks *s, uint32_t box)
{
    const struct html *h = s->request->h;
    struct str text = STR_INIT, line = STR_INIT;
    uint32_t last = DOCUMENT_NONE;
    for (uint32_t i = box; i < h->elements[box].end; i++) {
        const struct element *e = &h->elements[i];
        if (e->tag != TAG_a || e->skip || !html_attribute(e->node, ATTRIBUTE_href))
            continue;
        str_reset(&text);
        str_reset(&line);
        html_text(e->node, 1000, &text);
        fold_line(text.data, text.len, &line);
        if (html_weight(line.data, line.len) < 12)
            continue;
        struct block block = builder_block(BLOCK_RELATED);
        block.link = builder_link(s->b, html_attribute(e->node, ATTRIBUTE_href), line.data);
        if (block.link == DOCUMENT_NONE || block.link == last)
            continue;
        last = block.link;
        block.text = (struct text){ .bytes = arena_strndup(&s->b->d->arena, line.data, line.len), .len = line.len };
        builder_add(s->b, block);
    }
    str_release(&text);
    str_release(&line);
}

/* Who said it: kept for the quote's last block. */
static bool take_cite(struct blocks *s, struct node *n, enum tag tag)
{
    struct holder *holder = s->now.holder ? &s->holders.items[s->now.holder - 1] : NULL;
    bool by_itself = tag == TAG_footer || (tag == TAG_cite && n->parent && html_tag(n->parent) == TAG_blockquote);
    if (!holder || holder->type != BLOCK_QUOTE || !by_itself)
        return false;
    struct str text = STR_INIT, line = STR_INIT;
    html_text(n, 500, &text);
    fold_line(text.data, text.len, &line);
    size_t skip = 0;
    while (skip < line.len && (line.data[skip] == '-' || line.data[skip] == ' '))
        skip++;
    while (str_starts(line.data + skip, "\xE2\x80\x94") || str_starts(line.data + skip, "\xE2\x80\x93"))
        skip += 3 + strspn(line.data + skip + 3, " ");
    if (line.len > skip)
        holder->note = arena_strndup(&s->b->d->arena, line.data + skip, line.len - skip);
    str_release(&text);
    str_release(&line);
    return true;
}

/* True where n is dealt with, its content too. */
static bool write_whole(struct blocks *s, struct node *n, const struct element *e)
{
    enum tag tag = (enum tag)e->tag;
    uint32_t i = html_index(n);
    if (e->skip || e->role == ROLE_HIDDEN)
        return true;
    if (e->role == ROLE_RELATED && s->request->related && !s->tables) {
        flush(s);
        write_related(s, i);
        return true;
    }
    if (html_tag_flags(tag) & TAG_IS_VOID) {
        write_void(s, n, tag);
        return true;
    }
    if ((tag == TAG_figure || e->role == ROLE_FIGURE) && !s->tables) {
        flush(s);
        return figure_write(s->b, s->request->h, i);
    }
    return (tag == TAG_footer || tag == TAG_cite) && take_cite(s, n, tag);
}

/* ---- Tables ---- */

static void enter_table(struct blocks *s, const struct node *n, enum tag tag)
{
    if (tag == TAG_table && !s->tables && table_is_data(s->request->h, html_index(n))) {
        s->tables = tables_new(&s->b->d->arena);
        s->table_node = n;
    } else if (s->tables) {
        tables_enter(s->tables, s->b, n, tag);
    }
}

static void leave_table(struct blocks *s, const struct node *n, enum tag tag)
{
    if (!s->tables)
        return;
    if (n != s->table_node) {
        tables_leave(s->tables, s->b, tag);
        return;
    }
    struct block block = builder_block(BLOCK_TABLE);
    builder_take_text(s->b); /* between cells */
    block.table = tables_take(s->tables);
    s->tables = NULL;
    s->table_node = NULL;
    if (block.table)
        builder_add(s->b, block);
}

/* ---- The walk ---- */

/* A lede stands before the text, once, and is short. */
static bool is_before_text(const struct blocks *s, const struct element *e)
{
    enum { MOST = 900 /* letters */, LABEL = 60 /* bytes: a date, a byline */ };
    for (size_t i = 0; i < s->b->blocks.len; i++) {
        const struct block *b = &s->b->blocks.items[i];
        if ((b->type == BLOCK_PARAGRAPH && b->text.len > LABEL) || b->type == BLOCK_LEDE || i > 20)
            return false;
    }
    return e->text && e->text < MOST;
}

enum { SUBHEAD_MOST = 120 /* letters */ };

/* True where the walk goes down into n. */
static bool enter(struct blocks *s, struct node *n)
{
    if (n->kind == NODE_TEXT)
        builder_text(s->b, n->content, n->len);
    if (n->kind != NODE_ELEMENT)
        return false;
    const struct element *e = &s->request->h->elements[html_index(n)];
    enum tag tag = (enum tag)e->tag;
    if (write_whole(s, n, e))
        return false;
    if (html_tag_flags(tag) & TAG_IS_BLOCK)
        flush(s);
    if (e->role == ROLE_ENTRY && s->request->lede)
        live_write_entry(s->b, s->request->h, html_index(n));
    if (changes_context(n, tag) || e->role == ROLE_LEDE || e->role == ROLE_SUBHEAD) {
        save(s, n);
        enter_direction(s, n);
        if (e->role == ROLE_SUBHEAD && html_tag_flags(tag) & TAG_IS_BLOCK && e->text <= SUBHEAD_MOST)
            s->now.heading = 3;
        if (e->role == ROLE_LEDE && s->request->lede && is_before_text(s, e))
            hold(s, (struct holder){ .type = BLOCK_LEDE });
        enter_block(s, n, tag);
        enter_inline(s, n, tag);
        apply(s);
    }
    enter_table(s, n, tag);
    return n->children != NULL;
}

static void close_holder(struct blocks *s, const struct context *outer)
{
    while (s->holders.len > outer->holder) {
        struct holder *holder = &s->holders.items[s->holders.len - 1];
        if (holder->type == BLOCK_QUOTE && holder->note && s->b->blocks.len > holder->first)
            s->b->blocks.items[s->b->blocks.len - 1].note = holder->note;
        vec_pop(&s->holders);
    }
}

/* A link that had no text, or whose text is known only now, is shown by it in lists. */
static void close_link(struct blocks *s, const struct saved *saved)
{
    const struct str *text = &s->b->text;
    if (s->now.link == DOCUMENT_NONE || s->now.link == saved->context.link || text->len <= saved->text_at)
        return;
    struct link *link = &s->b->links.items[s->now.link];
    struct str line = STR_INIT;
    fold_line(text->data + saved->text_at, num_min(text->len - saved->text_at, 300), &line);
    if (!link->text[0] && line.len)
        link->text = arena_strndup(&s->b->d->arena, line.data, line.len);
    str_release(&line);
}

static void leave(struct blocks *s, const struct node *n)
{
    if (n->kind != NODE_ELEMENT || !s->stack.len || s->stack.items[s->stack.len - 1].node != n)
        return;
    struct saved saved = s->stack.items[s->stack.len - 1];
    enum tag tag = html_tag(n);
    vec_pop(&s->stack);
    if (tag == TAG_q)
        builder_text(s->b, "\xE2\x80\x9D", 3);
    if (tag == TAG_rt)
        builder_text(s->b, ")", 1);
    close_link(s, &saved);
    if (html_tag_flags(tag) & TAG_IS_BLOCK)
        flush(s);
    leave_table(s, n, tag);
    close_holder(s, &saved.context);
    if (s->now.lists > saved.context.lists)
        vec_pop(&s->lists);
    s->now = saved.context;
    apply(s);
}

void blocks_write(struct builder *b, const struct blocks_request *request)
{
    struct blocks s = { .b = b, .request = request, .now = { .link = DOCUMENT_NONE } };
    struct node *root = request->h->elements[request->root].node, *n = request->with_root ? root : root->children;
    while (n) {
        if (enter(&s, n)) {
            n = n->children;
            continue;
        }
        for (leave(&s, n); n != root && !n->next; leave(&s, n)) {
            n = n->parent;
            if (n == root && !request->with_root)
                break;
        }
        n = n == root ? NULL : n->next;
    }
    flush(&s);
    tables_free(s.tables);
    vec_release(&s.stack);
    vec_release(&s.holders);
    vec_release(&s.lists);
    vec_release(&s.pending);
}
