#include "parse/feed_draft.h"

#include <string.h>

#include "base/i18n.h"
#include "base/num.h"
#include "parse/feed_markup.h"
#include "parse/feed_mend.h"
#include "text/date.h"
#include "text/url.h"
#include "text/utf8.h"

void draft_init(struct draft *d)
{
    *d = (struct draft){ .comment_count = -1, .duration = -1 };
}

void draft_release(struct draft *d)
{
    arena_release(&d->arena);
    vec_release(&d->authors);
    vec_release(&d->source_authors);
    vec_release(&d->categories);
    vec_release(&d->enclosures);
    vec_release(&d->pictures);
    vec_release(&d->picture_groups);
    vec_release(&d->persons);
    vec_release(&d->moments);
    vec_release(&d->thumbnails);
    vec_release(&d->live);
    vec_release(&d->chapters);
    vec_release(&d->transcripts);
}

void draft_reset(struct draft *d)
{
    struct draft old = *d;
    arena_release(&old.arena);
    draft_init(d);
#define KEEP(list) (d->list.items = old.list.items, d->list.cap = old.list.cap)
    KEEP(authors);
    KEEP(source_authors);
    KEEP(categories);
    KEEP(enclosures);
    KEEP(pictures);
    KEEP(picture_groups);
    KEEP(persons);
    KEEP(moments);
    KEEP(thumbnails);
    KEEP(live);
    KEEP(chapters);
    KEEP(transcripts);
#undef KEEP
}

/* ---- Strings ---- */

static const char *keep(struct draft *d, const char *s, size_t len)
{
    while (len && str_is_space(*s))
        s++, len--;
    while (len && str_is_space(s[len - 1]))
        len--;
    size_t room = d->arena.used < DRAFT_MAX_BYTES ? DRAFT_MAX_BYTES - d->arena.used : 0;
    len = utf8_cut(s, len, num_min(room, DRAFT_MAX_HTML));
    return len ? arena_strndup(&d->arena, s, len) : NULL;
}

const char *draft_text(struct draft *d, const char *s)
{
    return s ? keep(d, s, strlen(s)) : NULL;
}

static bool is_better(const struct draft *d, enum slot slot, unsigned rank)
{
    const struct draft_value *v = &d->values[slot];
    bool first = slot == SLOT_TITLE || slot == SLOT_CONTENT || rank >= DRAFT_STAND_IN;
    return !v->text || rank < v->rank || (rank == v->rank && !first);
}

static void set(struct draft *d, enum slot slot, unsigned rank, const char *text)
{
    if (text)
        d->values[slot] = (struct draft_value){ text, (uint8_t)rank };
}

void draft_set(struct draft *d, enum slot slot, unsigned rank, const char *s, size_t len)
{
    if (is_better(d, slot, rank))
        set(d, slot, rank, keep(d, s, len));
}

/* A picture in a headline's place: its tag, without what would act. */
static const char *keep_picture(struct draft *d, const char *html, size_t len)
{
    struct str tag = STR_INIT;
    markup_clean(html, len, "", &tag);
    const char *kept = keep(d, tag.data, tag.len);
    str_release(&tag);
    return kept;
}

const char *draft_plain(struct draft *d, const char *html, size_t len)
{
    struct str line = STR_INIT;
    mend_plain(html, len, ARTICLE_MAX_TITLE * 4, &line);
    const char *kept = line.len || !str_find(html, len, "<img") ? keep(d, line.data, line.len) : keep_picture(d, html, len);
    str_release(&line);
    return kept;
}

const char *draft_lines(struct draft *d, const char *s, size_t len)
{
    enum { LINES_MAX = 64 << 10 };
    struct str out;
    if (!memchr(s, '\n', len) || memchr(s, '<', len))
        return NULL;
    str_init(&out, LINES_MAX);
    for (size_t at = 0; at < len;) {
        const char *end = memchr(s + at, '\n', len - at);
        size_t n = end ? (size_t)(end - s) - at : len - at;
        mend_plain(s + at, n, LINES_MAX, &out);
        str_addc(&out, '\n');
        at += n + 1;
    }
    str_trim(&out);
    const char *kept = out.len ? arena_strndup(&d->arena, out.data, out.len) : NULL;
    str_release(&out);
    return kept;
}

const char *draft_url(struct draft *d, const char *base, const char *url)
{
    struct str resolved = STR_INIT;
    while (url && str_is_space(*url))
        url++;
    const char *kept = NULL;
    if (url && *url && url_resolve(base ? base : "", url, &resolved))
        kept = keep(d, resolved.data, resolved.len);
    str_release(&resolved);
    return kept;
}

void draft_set_plain(struct draft *d, enum slot slot, unsigned rank, const char *html, size_t len)
{
    if (is_better(d, slot, rank))
        set(d, slot, rank, draft_plain(d, html, len));
}

void draft_set_url(struct draft *d, enum slot slot, unsigned rank, const char *base, const char *url)
{
    if (is_better(d, slot, rank))
        set(d, slot, rank, draft_url(d, base, url));
}

void draft_set_date(struct draft *d, enum draft_date which, unsigned rank, const char *s, size_t len)
{
    struct date date;
    if ((d->dates[which].parts && rank > d->date_ranks[which]) || !date_read(s, len, &date))
        return;
    d->dates[which] = (struct stamp){ .at = date.at, .zone = date.zone, .parts = date.parts, .has_zone = date.has_zone };
    d->date_ranks[which] = (uint8_t)rank;
}

void draft_set_count(struct draft *d, const char *s)
{
    while (str_is_space(*s))
        s++;
    size_t len = strspn(s, "0123456789");
    int64_t n;
    if (d->comment_count < 0 && len && num_read_i64(s, len, &n))
        d->comment_count = n;
}

/* ---- Lists ---- */

static bool has_name(const char *const *items, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(items[i], name) == 0)
            return true;
    return false;
}

void draft_add_author(struct draft *d, const char *name, const char *mail, bool of_source)
{
    struct str line = STR_INIT;
    mend_author(name, mail, &line);
    const char *kept = keep(d, line.data, line.len);
    str_release(&line);
    if (!kept)
        return;
    if (of_source) {
        if (d->source_authors.len < DRAFT_MAX_LIST && !has_name(d->source_authors.items, d->source_authors.len, kept))
            *vec_push(&d->source_authors) = kept;
    } else if (d->authors.len < DRAFT_MAX_LIST && !has_name(d->authors.items, d->authors.len, kept)) {
        *vec_push(&d->authors) = kept;
    }
}

void draft_add_person(struct draft *d, const char *name, const char *role)
{
    struct str line = STR_INIT;
    const char *plain = draft_plain(d, name, strlen(name)), *part = role ? draft_plain(d, role, strlen(role)) : NULL;
    if (plain)
        str_adds(&line, plain);
    if (plain && part && !str_same_nocase(part, "host"))
        str_addf(&line, " (%s)", str_same_nocase(part, "guest") ? _("guest") : part);
    const char *kept = keep(d, line.data, line.len);
    if (kept && d->persons.len < DRAFT_MAX_LIST && !has_name(d->persons.items, d->persons.len, kept))
        *vec_push(&d->persons) = kept;
    str_release(&line);
}

void draft_add_moment(struct draft *d, const char *base, const char *start, const char *title, const char *url)
{
    struct moment m = { .at = start ? date_read_duration(start, strlen(start)) : -1 };
    m.title = title ? draft_plain(d, title, strlen(title)) : NULL;
    m.url = url ? draft_url(d, base, url) : NULL;
    if (m.at >= 0 && m.title && d->moments.len < DRAFT_MAX_LIST)
        *vec_push(&d->moments) = m;
}

void draft_add_category(struct draft *d, const char *s, size_t len)
{
    const char *kept = d->categories.len < DRAFT_MAX_LIST ? draft_plain(d, s, len) : NULL;
    if (kept && !has_name(d->categories.items, d->categories.len, kept))
        *vec_push(&d->categories) = kept;
}

void draft_add_keywords(struct draft *d, const char *s, size_t len)
{
    for (const char *end = s + len; s < end;) {
        const char *comma = memchr(s, ',', (size_t)(end - s));
        const char *stop = comma ? comma : end;
        draft_add_category(d, s, (size_t)(stop - s));
        s = stop + 1;
    }
}

/* The same file told twice (as an enclosure and in Media RSS): what one lacks the other gives. */
static void merge_enclosure(struct enclosure *e, const struct enclosure *other)
{
    e->type = e->type ? e->type : other->type;
    e->title = e->title ? e->title : other->title;
    e->length = e->length >= 0 ? e->length : other->length;
    e->duration = e->duration >= 0 ? e->duration : other->duration;
}

void draft_add_enclosure(struct draft *d, const char *base, const struct enclosure *e)
{
    struct enclosure copy = { .length = e->length, .duration = e->duration, .group = d->group, .height = e->height, .is_default = e->is_default };
    copy.url = draft_url(d, base, e->url);
    if (!copy.url || d->enclosures.len == DRAFT_MAX_LIST)
        return;
    copy.type = e->type ? keep(d, e->type, strlen(e->type)) : NULL;
    copy.title = e->title ? draft_plain(d, e->title, strlen(e->title)) : NULL;
    for (size_t i = 0; i < d->enclosures.len; i++)
        if (strcmp(d->enclosures.items[i].url, copy.url) == 0) {
            merge_enclosure(&d->enclosures.items[i], &copy);
            return;
        }
    *vec_push(&d->enclosures) = copy;
}

static void add_picture(struct draft *d, const struct picture *p, uint32_t group)
{
    *vec_push(&d->pictures) = *p;
    *vec_push(&d->picture_groups) = group;
}

void draft_add_picture(struct draft *d, const char *base, const struct picture *p, bool thumbnail)
{
    struct picture copy = { .width = p->width, .height = p->height };
    copy.url = draft_url(d, base, p->url);
    if (!copy.url || d->pictures.len == DRAFT_MAX_LIST || d->thumbnails.len == DRAFT_MAX_LIST)
        return;
    copy.caption = p->caption ? draft_plain(d, p->caption, strlen(p->caption)) : NULL;
    copy.credit = p->credit ? draft_plain(d, p->credit, strlen(p->credit)) : NULL;
    copy.title = p->title ? draft_plain(d, p->title, strlen(p->title)) : NULL;
    if (thumbnail)
        *vec_push(&d->thumbnails) = copy;
    else
        add_picture(d, &copy, d->group);
}

/* ---- What comes of it ---- */

static void give_words(struct draft *d)
{
    for (size_t i = 0; i < d->pictures.len; i++) {
        struct picture *p = &d->pictures.items[i];
        p->caption = p->caption ? p->caption : d->words.text;
        p->credit = p->credit ? p->credit : d->words.credit;
    }
    /* Thumbnails are one picture in several sizes. */
    for (size_t i = 0, none = !d->pictures.len; i < d->thumbnails.len && none; i++)
        add_picture(d, &d->thumbnails.items[i], PICTURE_THUMBNAIL);
}

/* What Media RSS says of the whole item is its text where it has none, and the
 * longer one where it has a summary only. */
static void give_text(struct draft *d)
{
    enum slot slot = d->values[SLOT_SUMMARY].text ? SLOT_CONTENT : SLOT_SUMMARY;
    const char *text = d->words.lines ? d->words.lines : d->words.text, *title = d->words.title;
    const char *film = d->film.lines ? d->film.lines : d->film.text;
    for (size_t i = 0; i < d->pictures.len && !text; i++)
        text = d->values[SLOT_SUMMARY].text ? NULL : d->pictures.items[i].caption;
    for (size_t i = 0; i < d->pictures.len && !title; i++)
        title = d->pictures.items[i].title;
    text = text ? text : film;
    title = title ? title : d->film.title;
    if (text && !d->values[slot].text)
        set(d, slot, DRAFT_STAND_IN, text);
    const char *more = d->more ? d->more : film;
    if (slot == SLOT_SUMMARY && text && more && !d->values[SLOT_CONTENT].text && strcmp(text, more) != 0)
        set(d, SLOT_CONTENT, DRAFT_STAND_IN, more);
    if (title && !d->values[SLOT_TITLE].text)
        set(d, SLOT_TITLE, DRAFT_STAND_IN, title);
}

static void give_date(struct draft *d)
{
    for (int i = 0; i < DRAFT_EITHER; i++)
        if (!d->dates[i].parts)
            d->dates[i] = d->dates[DRAFT_EITHER];
}

#define LIST(to, from) ((to).items = (from).items, (to).count = (from).len)

void draft_to_item(struct draft *d, struct item *item)
{
    const struct draft_value *v = d->values;
    give_text(d);
    give_words(d);
    give_date(d);
    *item = (struct item){
        .title = v[SLOT_TITLE].text, .link = v[SLOT_LINK].text, .id = v[SLOT_ID].text, .language = v[SLOT_LANGUAGE].text,
        .published = d->dates[DRAFT_PUBLISHED], .updated = d->dates[DRAFT_UPDATED],
        .summary_html = v[SLOT_SUMMARY].text, .content_html = v[SLOT_CONTENT].text, .content_text = v[SLOT_TEXT].text,
        .comments_url = v[SLOT_COMMENTS].text, .comments_feed = v[SLOT_COMMENTS_FEED].text, .comment_count = d->comment_count,
        .season = v[SLOT_SEASON].text, .episode = v[SLOT_EPISODE].text, .source_title = v[SLOT_SOURCE_TITLE].text, .source_url = v[SLOT_SOURCE_LINK].text,
    };
    item->is_short = item->summary_html && item->content_html && strcmp(item->summary_html, item->content_html) == 0;
    if (d->duration >= 0 && d->enclosures.len && d->enclosures.items[0].duration < 0)
        d->enclosures.items[0].duration = d->duration;
    LIST(item->authors, d->authors);
    LIST(item->categories, d->categories);
    LIST(item->enclosures, d->enclosures);
    LIST(item->pictures, d->pictures);
    LIST(item->picture_groups, d->picture_groups);
    LIST(item->persons, d->persons);
    LIST(item->moments, d->moments);
    LIST(item->live, d->live);
    LIST(item->chapters, d->chapters);
    LIST(item->transcripts, d->transcripts);
}

void draft_to_feed(struct draft *d, struct feed *feed)
{
    const struct draft_value *v = d->values;
    *feed = (struct feed){
        .title = v[SLOT_TITLE].text, .link = v[SLOT_LINK].text, .language = v[SLOT_LANGUAGE].text, .image = v[SLOT_IMAGE].text,
        .rights = v[SLOT_RIGHTS].text, .hub = v[SLOT_HUB].text, .updated = d->dates[DRAFT_UPDATED],
        .skip_hours = d->skip_hours, .skip_days = d->skip_days,
    };
    if (v[SLOT_SUMMARY].text)
        feed->description = draft_plain(d, v[SLOT_SUMMARY].text, strlen(v[SLOT_SUMMARY].text));
    feed->ttl = d->ttl ? d->ttl : d->period ? d->period / (d->frequency > 0 ? d->frequency : 1) : 0;
    LIST(feed->authors, d->authors);
}
