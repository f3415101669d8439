/* What each row of feed_fields.def does when its text is whole, and when it ends. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "parse/feed_markup.h"
#include "parse/feed_media.h"
#include "parse/feed_robots.h"
#include "parse/feed_tree.h"
#include "text/date.h"
#include "text/url.h"

enum {
    ITUNES_SUMMARY = 2, /* the rank of its row */
    ATOM_SUMMARY = 2    /* of one that stands in RSS */
};

/* ---- Text ---- */

static void set_markup(struct tree *t, enum slot slot, unsigned rank, const struct str *html)
{
    struct str out = STR_INIT;
    struct draft *d = tree_draft(t);
    const char *base = tree_base(t);
    bool rebased = strcmp(base, t->flow->base) != 0;
    if (rebased)
        markup_rebase(html->data, html->len, base, &out);
    /* The second of "description", "summary" and "dc:description" is the text that the first sums up. */
    bool second = slot == SLOT_SUMMARY && (rank <= ATOM_SUMMARY || rank == 4) && t->item_depth && d->values[slot].text && d->values[slot].rank <= 1;
    draft_set(d, second ? SLOT_CONTENT : slot, second ? 3 : rank, rebased ? out.data : html->data, rebased ? out.len : html->len);
    str_release(&out);
}

/* The first picture of a feed's description is its picture where nothing else is. */
static void find_image(struct tree *t, const struct str *html)
{
    struct str src = STR_INIT;
    markup_first_picture(html->data, html->len, &src);
    if (src.len)
        draft_set_url(&t->flow->feed, SLOT_IMAGE, DRAFT_STAND_IN, tree_base(t), src.data);
    str_release(&src);
}

/* A feed's description that only repeats its summary for podcasts is less than its subtitle. */
static void set_feed_summary(struct tree *t, const struct field *f, unsigned rank, const struct str *html)
{
    struct draft *d = &t->flow->feed;
    struct str text = STR_INIT;
    str_add(&text, html->data, html->len);
    str_trim(&text);
    bool is_long = f->space == SPACE_ITUNES && f->rank == ITUNES_SUMMARY;
    bool repeats = d->is_subtitled && d->values[SLOT_TEXT].text && strcmp(d->values[SLOT_TEXT].text, text.data) == 0;
    if (is_long)
        draft_set(d, SLOT_TEXT, 0, text.data, text.len);
    if (!repeats) {
        set_markup(t, SLOT_SUMMARY, rank, html);
        d->is_subtitled = is_long ? d->is_subtitled : f->space == SPACE_ITUNES;
    }
    find_image(t, html);
    str_release(&text);
}

/* What an item says for podcasts beside its description is a text of its own. */
static void set_item_summary(struct tree *t, const struct field *f, unsigned rank, const struct str *html)
{
    const struct draft_value *v = &t->flow->item.values[SLOT_SUMMARY];
    bool second = f->space == SPACE_ITUNES && f->rank == ITUNES_SUMMARY && v->text && v->rank <= 1;
    set_markup(t, second ? SLOT_CONTENT : SLOT_SUMMARY, second ? 4 : rank, html);
}

static int64_t number_of(const char *s)
{
    int64_t n;
    return num_read_i64(s, strlen(s), &n) && n > 0 && n < 1000000 ? n : 0;
}

static int64_t period_of(const char *s)
{
    static const struct {
        const char *name;
        int64_t seconds;
    } rows[] = { { "hourly", 3600 }, { "daily", 86400 }, { "weekly", 604800 }, { "monthly", 2592000 }, { "yearly", 31536000 } };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (str_same_nocase(s, rows[i].name))
            return rows[i].seconds;
    return 0;
}

/* When the publisher says that nothing new will come. */
static void set_rhythm(struct draft *d, enum meaning meaning, const char *s)
{
    static const char *const days[] = { "sun", "mon", "tue", "wed", "thu", "fri", "sat" };
    if (meaning == FIELD_TTL)
        d->ttl = number_of(s) * 60;
    else if (meaning == FIELD_PERIOD)
        d->period = period_of(s);
    else if (meaning == FIELD_FREQUENCY)
        d->frequency = number_of(s);
    else if (meaning == FIELD_SKIP_HOUR && *s >= '0' && *s <= '9')
        d->skip_hours |= 1u << (number_of(s) % 24);
    for (int i = 0; meaning == FIELD_SKIP_DAY && i < 7; i++)
        if (str_starts_nocase(s, days[i]))
            d->skip_days |= (uint8_t)(1u << i);
}

static void set_guid(struct tree *t, const struct capture *c, unsigned rank)
{
    struct draft *d = tree_draft(t);
    const char *s = c->text.data;
    draft_set(d, SLOT_ID, rank, s, c->text.len);
    while (str_is_space(*s))
        s++;
    if (c->permalink)
        draft_set_url(d, SLOT_LINK, 7, tree_base(t), s);
}

/* As written, but for what an xml:base makes absolute. It leads to the page where no link does. */
static void set_id(struct tree *t, struct draft *d, unsigned rank, const struct str *s)
{
    const char *absolute = draft_url(d, tree_base(t), s->data);
    bool resolves = absolute && !url_is_absolute(s->data) && strcmp(tree_base(t), t->flow->base) != 0;
    draft_set(d, SLOT_ID, rank, resolves ? absolute : s->data, resolves ? strlen(absolute) : s->len);
    draft_set_url(d, SLOT_LINK, 8, tree_base(t), s->data);
}

/* Addresses and dates: fields that differ by their slot alone. */
static bool take_slot(struct tree *t, const struct field *f, unsigned rank, const struct str *s)
{
    static const struct {
        uint8_t meaning, slot;
    } urls[] = { { FIELD_LINK, SLOT_LINK }, { FIELD_SOURCE_LINK, SLOT_SOURCE_LINK }, { FIELD_COMMENTS, SLOT_COMMENTS }, { FIELD_COMMENTS_FEED, SLOT_COMMENTS_FEED }, { FIELD_IMAGE, SLOT_IMAGE } },
      dates[] = { { FIELD_PUBLISHED, DRAFT_PUBLISHED }, { FIELD_UPDATED, DRAFT_UPDATED }, { FIELD_DATE, DRAFT_EITHER } };
    struct draft *d = tree_draft(t);
    for (size_t i = 0; i < sizeof urls / sizeof urls[0]; i++)
        if (urls[i].meaning == f->meaning) {
            draft_set_url(d, (enum slot)urls[i].slot, rank, tree_base(t), s->data);
            return true;
        }
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++)
        if (dates[i].meaning == f->meaning) {
            draft_set_date(d, (enum draft_date)dates[i].slot, rank, s->data, s->len);
            return true;
        }
    return false;
}

/* ---- An index of sitemaps ---- */

static void set_sitemap(struct tree *t, const char *address)
{
    if (t->item_depth || !t->index)
        return;
    free(t->sitemap);
    t->sitemap = mem_strdup(address);
}

static void end_sitemap(struct tree *t)
{
    if (t->sitemap)
        flow_find(t->flow, tree_base(t), &(struct find){ .url = t->sitemap, .type = "sitemap", .rank = feed_sitemap_rank(t->sitemap),
                                                        .time = t->sitemap_time });
    free(t->sitemap);
    t->sitemap = NULL;
    t->sitemap_time = 0;
}

/* ---- Lines ---- */

/* Text that is one line; trimmed already. */
static void take_line(struct tree *t, const struct field *f, unsigned rank, struct str *s)
{
    struct draft *d = tree_draft(t);
    struct date date;
    if (take_slot(t, f, rank, s))
        return;
    switch ((enum meaning)f->meaning) {
    case FIELD_ID:
        set_id(t, d, rank, s);
        break;
    case FIELD_NAME:
        draft_add_author(d, s->data, NULL, false);
        break;
    case FIELD_PERSON_NAME:
        str_reset(&t->name);
        str_add(&t->name, s->data, s->len);
        break;
    case FIELD_PERSON_MAIL:
        str_reset(&t->mail);
        str_add(&t->mail, s->data, s->len);
        break;
    case FIELD_CATEGORY:
        draft_add_category(d, s->data, s->len);
        break;
    case FIELD_KEYWORDS:
        draft_add_keywords(d, s->data, s->len);
        break;
    case FIELD_BROADCASTER:
        draft_add_person(d, s->data, t->role.data);
        break;
    case FIELD_SEASON:
        draft_set_plain(d, SLOT_SEASON, rank, s->data, s->len);
        break;
    case FIELD_EPISODE:
        draft_set_plain(d, SLOT_EPISODE, rank, s->data, s->len);
        break;
    case FIELD_COMMENT_COUNT:
        draft_set_count(d, s->data);
        break;
    case FIELD_LANGUAGE:
        draft_set(d, SLOT_LANGUAGE, rank, s->data, s->len);
        break;
    case FIELD_DURATION:
        d->duration = date_read_duration(s->data, s->len);
        break;
    case FIELD_MEDIA_ADDRESS:
        t->media.url = draft_url(d, tree_base(t), s->data);
        break;
    case FIELD_SITEMAP_LOC:
        set_sitemap(t, s->data);
        break;
    case FIELD_SITEMAP_TIME:
        t->sitemap_time = date_read(s->data, s->len, &date) ? date.at : 0;
        break;
    default:
        set_rhythm(d, (enum meaning)f->meaning, s->data);
    }
}

void meaning_text(struct tree *t, const struct capture *c)
{
    const struct field *f = c->field;
    struct draft *d = tree_draft(t);
    bool foreign = t->stack.items[c->depth].space == SPACE_ATOM && !t->atom;
    unsigned rank = f->rank + (foreign ? 1u : 0u);
    struct str line = STR_INIT;
    switch ((enum meaning)f->meaning) {
    case FIELD_TITLE:
        /* RSS 1.0 is RDF, and what it is called there prevails. */
        rank += !t->item_depth && !(f->space == SPACE_DC && strcmp(t->flow->format, "rss10") == 0);
        draft_set_plain(d, SLOT_TITLE, rank, c->text.data, c->text.len);
        break;
    case FIELD_SOURCE_TITLE:
        draft_set_plain(&t->flow->item, SLOT_SOURCE_TITLE, rank, c->text.data, c->text.len);
        break;
    case FIELD_RIGHTS:
        draft_set_plain(d, SLOT_RIGHTS, rank, c->text.data, c->text.len);
        break;
    case FIELD_SUMMARY:
        if (t->item_depth)
            set_item_summary(t, f, rank, &c->text);
        else
            set_feed_summary(t, f, rank, &c->text);
        break;
    case FIELD_CONTENT:
        set_markup(t, SLOT_CONTENT, rank, &c->text);
        break;
    case FIELD_MEDIA_DESCRIPTION:
    case FIELD_MEDIA_TITLE:
    case FIELD_MEDIA_CREDIT:
        media_words(t, (enum meaning)f->meaning, &c->text);
        break;
    case FIELD_GUID:
        set_guid(t, c, rank);
        break;
    default:
        str_add(&line, c->text.data, c->text.len);
        str_trim(&line);
        take_line(t, f, rank, &line);
    }
    str_release(&line);
}

/* ---- Ends ---- */

static void end_person(struct tree *t)
{
    bool of_source = false;
    const char *name = t->name.len ? t->name.data : t->loose.data;
    for (size_t i = t->stack.len - 1; i && !of_source; i--)
        of_source = t->stack.items[i - 1].scope == SCOPE_SOURCE;
    draft_add_author(of_source ? &t->flow->item : tree_draft(t), name, t->mail.data, of_source);
}

void meaning_end(struct tree *t, const struct field *f)
{
    switch ((enum meaning)f->meaning) {
    case FIELD_ITEM:
        if (f->space != SPACE_SITEMAP || t->news)
            flow_item(t->flow);
        break;
    case FIELD_PERSON:
        end_person(t);
        break;
    case FIELD_SOURCE:
        draft_set_plain(&t->flow->item, SLOT_SOURCE_TITLE, 2, t->loose.data, t->loose.len);
        break;
    case FIELD_OUTLINE:
        outline_end(t);
        break;
    case FIELD_SITEMAP:
        end_sitemap(t);
        break;
    case FIELD_GROUP:
        media_end_group(t);
        break;
    case FIELD_MEDIA:
        media_end(t);
        break;
    default:
        break;
    }
}
