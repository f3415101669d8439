/* One item of a feed as a document: the fuller of its texts, the other as lede
 * where it is one, the pictures that the feed names merged with those in the text. */
#include <string.h>

#include "base/i18n.h"
#include "base/num.h"
#include "parse/blocks.h"
#include "parse/feed_mend.h"
#include "parse/item_pictures.h"
#include "parse/parse.h"
#include "parse/rendition.h"
#include "parse/roles.h"
#include "parse/trim.h"
#include "text/date.h"

enum {
    MAX_ITEM_HTML = 4 << 20, /* bytes */
    MAX_LEDE = 600           /* letters of a summary that stands over the text */
};

/* An item is the article already: of all roles those count that have a place in
 * it, and share bars go. */
static void find_roles(struct html *h)
{
    roles_find(h);
    for (uint32_t i = 0; i < h->count; i++) {
        struct element *e = &h->elements[i];
        bool counts = e->role == ROLE_HIDDEN || e->role == ROLE_CAPTION || e->role == ROLE_CREDIT || (e->role == ROLE_SHARE && e->text < 200);
        if (!counts)
            e->role = ROLE_NONE;
        e->skip |= e->role == ROLE_SHARE || h->elements[e->parent].skip;
    }
    roles_find_figures(h, 0);
}

static void write_html(struct builder *b, const char *html)
{
    struct html h;
    if (html_read(&h, html, num_min(strlen(html), MAX_ITEM_HTML))) {
        find_roles(&h);
        blocks_write(b, &(struct blocks_request){ .h = &h, .root = h.body });
    }
    html_release(&h);
}

/* Text without markup keeps its paragraphs: an empty line, or in a text that has none, each line. */
static void write_plain(struct builder *b, const char *s)
{
    bool apart = strstr(s, "\n\n") || strstr(s, "\r\n\r\n");
    while (*s) {
        size_t len = strcspn(s, "\n");
        builder_text(b, s, len);
        s += len;
        if (*s)
            s++;
        if (!apart || *s == '\n' || (*s == '\r' && s[1] == '\n'))
            builder_flush(b, builder_block(BLOCK_PARAGRAPH));
        else
            builder_break(b);
    }
    builder_flush(b, builder_block(BLOCK_PARAGRAPH));
}

static bool is_markup(const char *s)
{
    for (; (s = strchr(s, '<')) != NULL; s++) {
        char c = s[1] == '/' ? s[2] : s[1];
        if (((c | 32) >= 'a' && (c | 32) <= 'z') || c == '!')
            return true;
    }
    return false;
}

static void write_text(struct builder *b, const char *s)
{
    if (is_markup(s) || (strchr(s, '&') && !strchr(s, '\n')))
        write_html(b, s);
    else
        write_plain(b, s);
}

/* ---- Which text ---- */

static size_t weight(const char *s)
{
    return s ? html_weight(s, num_min(strlen(s), MAX_ITEM_HTML)) : 0;
}

/* The lesser of two texts is a lede where the other does not begin with it. */
static void write_lede(struct builder *b, const struct item *item, const char *lesser)
{
    struct document d;
    struct builder lede;
    struct str words = STR_INIT, line = STR_INIT;
    if (item->is_short || !lesser || weight(lesser) > MAX_LEDE * 4)
        return;
    document_init(&d);
    builder_init(&lede, &d, b->base);
    write_text(&lede, lesser);
    builder_end(&lede);
    document_plain(&d, true, &words);
    fold_line(words.data, words.len, &line);
    size_t n = html_weight(line.data, line.len);
    if (n && n <= MAX_LEDE) {
        b->d->facts.lede = arena_strndup(&b->d->arena, line.data, line.len);
        struct block block = builder_block(BLOCK_LEDE);
        block.text = (struct text){ .bytes = b->d->facts.lede, .len = line.len };
        builder_add(b, block);
    }
    str_release(&words);
    str_release(&line);
    document_release(&d);
}

static void drop_repeated_lede(struct builder *b)
{
    if (!b->blocks.len || b->blocks.items[0].type != BLOCK_LEDE)
        return;
    if (!blocks_begin_with(b->blocks.items + 1, b->blocks.len - 1, b->blocks.items[0].text.bytes))
        return;
    vec_remove(&b->blocks, 0);
    b->d->facts.lede = NULL;
}

static void trim(struct builder *b)
{
    size_t kept = 0;
    for (size_t i = 0; i < b->blocks.len; i++) {
        struct block *block = &b->blocks.items[i];
        trim_name_related(b, block);
        if (!trim_is_junk(block))
            b->blocks.items[kept++] = *block;
    }
    b->blocks.len = kept;
}

/* ---- Media, facts ---- */

static void add_media(struct builder *b, const struct item *item)
{
    enum { MOST = 200 };
    for (size_t i = 0; i < item->enclosures.count && i < MOST; i++) {
        const struct enclosure *e = &item->enclosures.items[i];
        const char *url = builder_url(b, e->url ? e->url : "");
        if (!url || rendition_file_is_picture(e) || rendition_file_is_other(item, i))
            continue;
        *vec_push(&b->media) = (struct medium){ url, builder_line(b, e->type), builder_line(b, e->title), e->length < -1 ? -1 : e->length, e->duration < -1 ? -1 : e->duration };
    }
}

/* The parts of a broadcast, a line each, where its text does not name them already. */
static void add_moments(struct builder *b, const struct item *item)
{
    struct str plain = STR_INIT;
    size_t named = 0;
    for (size_t i = 0; i < b->blocks.len && item->moments.count; i++) {
        str_add(&plain, b->blocks.items[i].text.bytes, b->blocks.items[i].text.len);
        str_addc(&plain, '\n');
    }
    for (size_t i = 0; i < item->moments.count; i++)
        named += str_find(plain.data, plain.len, item->moments.items[i].title) != NULL;
    bool wanted = item->moments.count && named * 2 < item->moments.count;
    str_release(&plain);
    if (!wanted)
        return;
    struct block heading = builder_block(BLOCK_HEADING);
    heading.level = 3;
    builder_text(b, _("Chapters"), strlen(_("Chapters")));
    builder_flush(b, heading);
    for (size_t i = 0; i < item->moments.count; i++) {
        const struct moment *m = &item->moments.items[i];
        struct str time = STR_INIT;
        date_write_duration(m->at, &time);
        str_adds(&time, "  ");
        builder_text(b, time.data, time.len);
        str_release(&time);
        b->link = m->url ? builder_link(b, m->url, m->title) : DOCUMENT_NONE;
        builder_text(b, m->title, strlen(m->title));
        b->link = DOCUMENT_NONE;
        builder_flush(b, builder_block(BLOCK_ITEM));
    }
}

static struct link *copy_links(struct builder *b, const struct link *items, size_t count, size_t *kept)
{
    struct link *copy = arena_array(&b->d->arena, count, sizeof *copy);
    *kept = 0;
    for (size_t i = 0; i < count; i++) {
        const char *url = builder_url(b, items[i].url ? items[i].url : ""), *text = builder_line(b, items[i].text);
        if (url)
            copy[(*kept)++] = (struct link){ url, text ? text : "" };
    }
    return copy;
}

static const char **copy_names(struct builder *b, const char *const *items, size_t count, size_t *kept)
{
    const char **copy = arena_array(&b->d->arena, count, sizeof *copy);
    *kept = 0;
    for (size_t i = 0; i < count; i++) {
        const char *line = builder_line(b, items[i]);
        if (line)
            copy[(*kept)++] = line;
    }
    return copy;
}

static bool is_number(const char *s)
{
    return *s && !s[strspn(s, "0123456789")];
}

/* "Season 2, episode 5", or as they are called. */
static const char *series_of(struct builder *b, const struct item *item)
{
    struct str line = STR_INIT;
    if (item->season)
        str_addf(&line, is_number(item->season) ? _("Season %s") : "%s", item->season);
    if (item->episode && line.len)
        str_addf(&line, is_number(item->episode) ? _(", episode %s") : ", %s", item->episode);
    else if (item->episode)
        str_addf(&line, is_number(item->episode) ? _("Episode %s") : "%s", item->episode);
    const char *kept = line.len ? builder_line(b, line.data) : NULL;
    str_release(&line);
    return kept;
}

/* Authors, then the persons of a broadcast that are none of them. */
static void set_authors(struct builder *b, const struct item *item)
{
    size_t count = 0, kept = 0, total = item->authors.count + item->persons.count;
    const char **all = arena_array(&b->d->arena, total, sizeof *all);
    for (size_t i = 0; i < item->authors.count; i++)
        all[count++] = item->authors.items[i];
    for (size_t i = 0; i < item->persons.count; i++) {
        bool known = false;
        for (size_t k = 0; k < item->authors.count; k++)
            known |= str_starts(item->persons.items[i], item->authors.items[k]);
        if (!known)
            all[count++] = item->persons.items[i];
    }
    b->d->facts.authors.items = copy_names(b, all, count, &kept);
    b->d->facts.authors.count = kept;
}

static void set_facts(struct builder *b, const struct item *item)
{
    struct facts *f = &b->d->facts;
    f->title = builder_line(b, item->title);
    f->published = item->published;
    f->modified = item->updated;
    f->language = builder_line(b, item->language);
    f->url = builder_url(b, item->link ? item->link : "");
    f->site = f->via = builder_line(b, item->source_title);
    f->series = series_of(b, item);
    f->comment_count = item->comment_count;
    f->comments_url = builder_url(b, item->comments_url ? item->comments_url : "");
    f->comments_feed = builder_url(b, item->comments_feed ? item->comments_feed : "");
    set_authors(b, item);
#define LINKS(list) (f->list.items = copy_links(b, item->list.items, item->list.count, &f->list.count))
    LINKS(live);
    LINKS(audio);
    LINKS(chapters);
    LINKS(transcripts);
#undef LINKS
}

/* ---- The whole ---- */

static const char *mend(struct arena *arena, const char *s)
{
    struct str text = STR_INIT;
    if (!s || !mend_is_twice_encoded(s, strlen(s)))
        return s;
    str_adds(&text, s);
    mend_twice_encoded(&text);
    const char *kept = arena_strndup(arena, text.data, text.len);
    str_release(&text);
    return kept;
}

/* The item as its publisher meant it, where it was encoded twice. */
static struct item mended(const struct item *item, struct arena *arena)
{
    struct item copy = *item;
    copy.title = mend(arena, item->title);
    copy.summary_html = mend(arena, item->summary_html);
    copy.content_html = mend(arena, item->content_html);
    copy.content_text = mend(arena, item->content_text);
    return copy;
}

static void write_item(const struct item *item, struct document *out)
{
    struct builder b;
    size_t content = weight(item->content_html), summary = weight(item->summary_html), plain = weight(item->content_text);
    const char *base = item->base && *item->base ? item->base : item->link ? item->link : "";
    builder_init(&b, out, base);
    set_facts(&b, item);
    if (content && content * 2 >= plain) {
        bool is_fuller = content >= summary;
        write_lede(&b, item, is_fuller ? item->summary_html : item->content_html);
        write_text(&b, is_fuller ? item->content_html : item->summary_html);
    } else if (plain) {
        write_lede(&b, item, item->summary_html);
        write_plain(&b, item->content_text);
    } else if (summary) {
        write_text(&b, item->summary_html);
    }
    drop_repeated_lede(&b);
    trim(&b);
    item_pictures(&b, item);
    add_moments(&b, item);
    add_media(&b, item);
    builder_end(&b);
}

void item_to_document(const struct item *item, struct document *out)
{
    struct arena arena = { 0 };
    struct item meant = mended(item, &arena);
    document_init(out);
    write_item(&meant, out);
    arena_release(&arena);
}
