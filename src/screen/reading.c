/* reading.c: the article that is open: its document, its place, how one came to it. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "screen/state.h"
#include "text/url.h"

/* ---- Its place ---- */

/* What stands at the top. Until the reader moves it is what she moved to, not the row
 * that holds it at this width: a window that shrinks and grows leads back. */
static struct place place_shown(const struct reading *r)
{
    if (!r->layout)
        return r->start;
    return r->top == r->found_top ? r->found : layout_place(r->layout, r->top);
}

/* The place in the text, whatever is shown of it. */
static struct place place_now(const struct reading *r)
{
    return r->is_difference ? r->text_place : place_shown(r);
}

/* ---- Its document ---- */

static void drop_document(struct reading *r)
{
    layout_free(r->layout);
    r->layout = NULL;
    document_release(&r->document);
    document_init(&r->document);
    r->has_document = r->is_page = r->is_difference = r->has_changed = false;
    r->rewritten_at = 0;
}

static bool load_kind(struct screen *s, enum store_kind kind)
{
    struct reading *r = &s->reading;
    struct str packed;
    struct err err = { 0 };
    str_init(&packed, STORE_MAX_BLOB);
    bool found = store_get_document(s->store, r->id, kind, &packed, &err) == 1 && document_unpack(packed.data, packed.len, &r->document, &err) == 0;
    str_release(&packed);
    if (err.kind != ERR_NONE)
        warn(s, "%s", err.text);
    r->has_document = found;
    r->is_page = found && kind == STORE_PAGE;
    return found;
}

/* What the article's row says stands in for what the document lacks. */
static void fill_facts(struct reading *r)
{
    struct facts *f = &r->document.facts;
    const struct article *a = &r->article;
    if (!f->title)
        f->title = a->title ? a->title : _("Untitled");
    if (!r->has_document && a->lede)
        f->lede = a->lede;
    if (!r->has_document)
        f->direction = a->direction;
}

static void load_document(struct screen *s)
{
    struct reading *r = &s->reading;
    struct err err = { 0 };
    drop_document(r);
    bool found = (r->article.has_page && !r->wants_feed && load_kind(s, STORE_PAGE)) || load_kind(s, STORE_FEED);
    if (!found && r->wait == WAIT_NOTHING && desk_link_want_document(s->newsroom.link, r->id, &err) == 0)
        r->wait = WAIT_DOCUMENT;
    if (err.kind != ERR_NONE)
        warn(s, "%s", err.text);
    fill_facts(r);
    difference_look(s);
}

void reading_show_difference(struct screen *s, struct document *d)
{
    struct reading *r = &s->reading;
    r->text_place = place_shown(r);
    layout_free(r->layout);
    r->layout = NULL;
    document_release(&r->document);
    r->document = *d;
    r->is_difference = true;
    r->top = 0;
    r->start = (struct place){ DOCUMENT_NONE, 0 };
    s->finds &= ~(unsigned)CONTEXT_ARTICLE;
    screen_focus(s, CONTEXT_ARTICLE);
    screen_touch(s);
}

static bool load_article(struct screen *s)
{
    struct reading *r = &s->reading;
    struct err err = { 0 };
    arena_release(&r->arena);
    r->article = (struct article){ 0 };
    r->source = (struct source){ 0 };
    if (store_article(s->store, &r->arena, r->id, &r->article, &err) == 1) {
        store_source(s->store, &r->arena, r->article.source, &r->source, NULL);
        return true;
    }
    warn(s, "%s", err.kind != ERR_NONE ? err.text : _("This article is no longer kept."));
    return false;
}

static void visits_clear(struct visits *v);

/* ---- Opening and closing ---- */

static void mark_read(struct screen *s)
{
    struct reading *r = &s->reading;
    if (!r->article.unread || option_get(&s->config->options, OPTION_mark_read) != MARK_READ_OPEN)
        return;
    list_mark(s->headlines.list, r->id, STORE_READ, screen_now(s));
    r->article.unread = false;
    storeroom_flush_soon(s);
}

static void load(struct screen *s, int64_t id, bool by_reader)
{
    struct reading *r = &s->reading;
    struct store_place place;
    reading_save_place(s);
    free(r->needle);
    r->needle = NULL;
    s->finds &= ~(unsigned)CONTEXT_ARTICLE;
    r->id = id;
    r->top = 0;
    r->wait = WAIT_NOTHING;
    r->wants_feed = false;
    r->is_opened = by_reader;
    r->start = (struct place){ DOCUMENT_NONE, 0 };
    s->captions.selected = 0;
    if (!load_article(s)) {
        r->id = 0;
        return;
    }
    load_document(s);
    if (store_get_place(s->store, id, &place, NULL) == 1)
        r->start = (struct place){ place.block, place.offset };
    screen_touch(s);
}

void reading_open(struct screen *s, int64_t id, bool by_reader)
{
    struct reading *r = &s->reading;
    if (!s->store)
        return;
    if (r->id != id)
        load(s, id, by_reader);
    if (!r->id || !by_reader)
        return;
    r->is_opened = true;
    mark_read(s);
    if (s->focus != CONTEXT_CAPTIONS)
        screen_focus(s, CONTEXT_ARTICLE);
    screen_touch(s);
}

void reading_close(struct screen *s)
{
    reading_save_place(s);
    reading_release(&s->reading);
    s->finds &= ~(unsigned)CONTEXT_ARTICLE;
    screen_focus(s, CONTEXT_LIST);
}

void reading_release(struct reading *r)
{
    layout_free(r->layout);
    document_release(&r->document);
    arena_release(&r->arena);
    free(r->needle);
    free(r->wanted);
    visits_clear(&r->back);
    visits_clear(&r->forward);
    *r = (struct reading){ 0 };
    document_init(&r->document);
}

/* The place is kept: it is (block, byte), which another text of the same story has too. */
void reading_reload(struct screen *s)
{
    struct reading *r = &s->reading;
    if (r->id <= 0 || !s->store)
        return;
    r->start = place_now(r);
    if (load_article(s))
        load_document(s);
    else
        r->id = 0;
    screen_touch(s);
}

void reading_lay_out(struct screen *s, int width)
{
    struct reading *r = &s->reading;
    if (r->layout && r->width == width)
        return;
    struct place place = place_shown(r);
    struct str note = STR_INIT;
    difference_note(s, &note);
    layout_free(r->layout);
    struct layout_style style = terminal_text_style(&s->terminal, width);
    style.link_numbers = option_get(&s->config->options, OPTION_link_numbers);
    style.note = note.len && !r->is_difference ? arena_strdup(&r->arena, note.data) : NULL;
    str_release(&note);
    r->layout = layout_new(&r->document, &style);
    r->width = width;
    r->top = r->found_top = layout_find(r->layout, place);
    r->found = place;
}

void reading_save_place(struct screen *s)
{
    struct reading *r = &s->reading;
    if (r->id <= 0 || !r->layout || !r->is_opened || !s->store)
        return;
    struct place now = place_now(r);
    if (now.block == r->start.block && now.offset == r->start.offset)
        return;
    store_put_place(s->store, r->id, (struct store_place){ now.block, now.offset }, screen_now(s));
    r->start = now;
    storeroom_flush_soon(s);
}

void reading_full_text(struct screen *s)
{
    struct reading *r = &s->reading;
    struct err err = { 0 };
    if (r->id == READING_PAGE) {
        say(s, "%s", _("This is the page's text."));
    } else if (r->wait == WAIT_PAGE) {
        say(s, "%s", _("The page is on its way."));
    } else if (r->article.has_page) {
        r->wants_feed = r->is_page;
        reading_reload(s);
        say(s, "%s", r->is_page ? _("This is the page's text.") : _("This is the feed's text."));
    } else if (!r->article.link) {
        say(s, "%s", _("The feed names no page for this article."));
    } else if (desk_link_want_page(s->newsroom.link, r->id, &err) != 0) {
        warn(s, "%s", err.text);
    } else {
        r->wait = WAIT_PAGE;
        say(s, "%s", _("Fetching the page."));
    }
}

/* ---- Following links, and back ---- */

static void visits_push(struct visits *v, const struct reading *r)
{
    if (v->len == READING_HISTORY) {
        free(v->items[0].url);
        memmove(v->items, v->items + 1, --v->len * sizeof *v->items);
    }
    struct place place = place_now(r);
    char *url = r->id == READING_PAGE ? mem_strdup(r->article.link) : NULL;
    v->items[v->len++] = (struct visit){ r->id, url, place };
}

static void visits_clear(struct visits *v)
{
    while (v->len)
        free(v->items[--v->len].url);
}

/* Where the reader was is remembered before another article takes its place. */
static void remember(struct reading *r)
{
    if (!r->id)
        return;
    visits_push(r->step == STEP_BACK ? &r->forward : &r->back, r);
    if (r->step == STEP_LINK)
        visits_clear(&r->forward);
}

/* Where the link stands: a feed or page on the network must not lead to a file. */
static const char *place_of_links(const struct screen *s)
{
    const struct reading *r = &s->reading;
    return r->id > 0 && r->source.address ? r->source.address : r->article.link;
}

/* What may be a page; a mail address, say, is the browser's. */
static bool may_be_page(const char *url)
{
    return url_is_http(url) || url[0] == '/' || str_starts(url, "file:");
}

static void want_link(struct screen *s, const char *url)
{
    struct reading *r = &s->reading;
    struct err err = { 0 };
    struct str host = STR_INIT;
    if (desk_link_want_link(s->newsroom.link, url, place_of_links(s), &err) != 0) {
        warn(s, "%s", err.text);
    } else {
        char *wanted = mem_strdup(url);
        free(r->wanted);
        r->wanted = wanted;
        r->wait = WAIT_LINK;
        url_host(url, &host);
        say(s, _("Fetching the page from %s."), host.len ? host.data : _("this machine"));
    }
    str_release(&host);
}

/* It is an article of the store: 1; else 0. */
static int open_stored(struct screen *s, const char *url)
{
    int64_t id = s->store ? store_find_link(s->store, url, NULL) : 0;
    if (id <= 0)
        return 0;
    if (id != s->reading.id)
        remember(&s->reading);
    reading_open(s, id, true);
    return 1;
}

void reading_follow(struct screen *s, const char *url)
{
    s->reading.step = STEP_LINK;
    if (open_stored(s, url))
        return;
    if (may_be_page(url))
        want_link(s, url);
    else
        browse_open(s, url);
}

/* Its facts stand where those of an article's row would. */
static void show_page(struct screen *s, const char *url, struct document *page)
{
    struct reading *r = &s->reading;
    const struct facts *f = &page->facts;
    remember(r);
    reading_save_place(s);
    free(r->needle);
    r->needle = NULL;
    drop_document(r);
    document_release(&r->document);
    arena_release(&r->arena);
    r->document = *page;
    r->id = READING_PAGE;
    r->has_document = r->is_page = r->is_opened = true;
    r->wait = WAIT_NOTHING;
    r->top = 0;
    r->start = (struct place){ DOCUMENT_NONE, 0 };
    r->source = (struct source){ 0 };
    struct str host = STR_INIT;
    url_host(url, &host);
    r->article = (struct article){ .id = READING_PAGE, .link = arena_strdup(&r->arena, url), .title = f->title,
                                   .source_title = f->site ? f->site : arena_strdup(&r->arena, host.data),
                                   .published = f->published, .comment_count = -1 };
    str_release(&host);
    s->captions.selected = 0;
    fill_facts(r);
    screen_focus(s, CONTEXT_ARTICLE);
}

void reading_take_link(struct screen *s, const struct message_link_done *m)
{
    struct reading *r = &s->reading;
    struct document page;
    struct err err = { 0 };
    if (!r->wanted || !str_same(r->wanted, m->url))
        return;
    free(r->wanted);
    r->wanted = NULL;
    r->wait = WAIT_NOTHING;
    s->notice.text[0] = '\0';
    if (!m->ok)
        warn(s, "%s", m->text ? m->text : _("The page could not be read."));
    else if (document_unpack(m->packed, m->packed_len, &page, &err) != 0)
        warn(s, "%s", err.text);
    else
        show_page(s, m->url, &page);
    screen_touch(s);
}

void reading_history(struct screen *s, int way)
{
    struct reading *r = &s->reading;
    bool back = way == UPWARD;
    struct visits *from = back ? &r->back : &r->forward;
    if (!from->len) {
        say(s, "%s", back ? _("No link led here.") : _("There is no way forward."));
        return;
    }
    struct visit v = from->items[--from->len];
    r->step = back ? STEP_BACK : STEP_FORWARD;
    if (v.article == READING_PAGE) {
        want_link(s, v.url);
    } else {
        remember(r);
        reading_open(s, v.article, true);
        if (r->id == v.article && !r->layout)
            r->start = v.place;
    }
    free(v.url);
}

/* A key can come before the paint that lays an article out: its links are numbered
 * the same at any width. */
static struct layout *numbering(struct screen *s)
{
    if (s->reading.id && !s->reading.layout)
        reading_lay_out(s, (int)option_get(&s->config->options, OPTION_measure));
    return s->reading.layout;
}

unsigned reading_link_count(struct screen *s)
{
    const struct layout *l = numbering(s);
    return l ? layout_link_count(l) : 0;
}

const struct link *reading_link(struct screen *s, int64_t number)
{
    if (number < 1 || number > reading_link_count(s))
        return NULL;
    uint32_t link = layout_numbered_link(s->reading.layout, (unsigned)number);
    return link < s->reading.document.links.count ? &s->reading.document.links.items[link] : NULL;
}

const char *reading_address(struct screen *s)
{
    if (s->focus == CONTEXT_MENU)
        return menu_selected_value(s);
    if (s->focus == CONTEXT_FAILURES) {
        /* A person wants the site; where nobody knows it, the address tells the most. */
        const struct source *source = failures_selected(s);
        return !source ? NULL : source->feed_link && url_is_http(source->feed_link) ? source->feed_link : source->address;
    }
    if (s->focus == CONTEXT_ARTICLE || s->focus == CONTEXT_CAPTIONS) {
        /* A page kept in a file says where it was published. */
        const struct facts *f = &s->reading.document.facts;
        const char *link = s->reading.article.link;
        return f->canonical && !(link && url_is_http(link)) ? f->canonical : link ? link : f->url;
    }
    const struct article *a = s->store ? list_selected(s->headlines.list) : NULL;
    return a ? a->link : NULL;
}
