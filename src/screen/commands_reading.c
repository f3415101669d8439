/* commands_reading.c: links, live channels, share links, the original. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "screen/commands.h"
#include "text/date.h"
#include "text/url.h"

/* What an article lacks, where it is whole; else that it is not yet. */
static void say_none(struct screen *s, const char *none)
{
    say(s, "%s", s->reading.wait == WAIT_NOTHING ? none : _("The text is on its way."));
}

/* ---- Links ---- */

static void follow(struct screen *s, const struct menu_item *item)
{
    if (item->value)
        reading_follow(s, item->value);
}

static void browse(struct screen *s, const struct menu_item *item)
{
    if (item->value)
        browse_open(s, item->value);
}

/* An address as a line: its text, else its host, and itself below. */
static void add_address(struct screen *s, unsigned number, const char *text, const char *url)
{
    struct str clean = STR_INIT, shown = STR_INIT, host = STR_INIT;
    url_clean(url, &clean);
    url_display(clean.data, &shown);
    url_host(url, &host);
    menu_add(s, MENU_CHOICE, number, NULL, text && *text ? text : host.len ? host.data : shown.data, shown.data, url);
    str_release(&clean);
    str_release(&shown);
    str_release(&host);
}

static const char *comments_address(const struct reading *r)
{
    return r->document.facts.comments_url ? r->document.facts.comments_url : r->article.comments_url;
}

/* The comments stand behind the links, numbered on. */
static void add_comments(struct screen *s, unsigned number)
{
    const struct reading *r = &s->reading;
    int64_t count = r->document.facts.comment_count >= 0 ? r->document.facts.comment_count : r->article.comment_count;
    struct str text = STR_INIT;
    if (!comments_address(r))
        return;
    if (count >= 0)
        str_addf(&text, P_("%lld comment", "%lld comments", count), (long long)count);
    else
        str_adds(&text, _("Comments"));
    add_address(s, number, text.data, comments_address(r));
    str_release(&text);
}

void do_links(struct screen *s, const struct order *o)
{
    unsigned count = reading_link_count(s);
    (void)o;
    if (!count && !comments_address(&s->reading)) {
        say_none(s, _("This article has no links."));
        return;
    }
    menu_begin(s, _("Links"), follow);
    s->menu.is_read_here = true;
    for (unsigned n = 1; n <= count; n++) {
        const struct link *link = reading_link(s, n);
        if (link)
            add_address(s, n, link->text, link->url);
    }
    add_comments(s, count + 1);
}

/* ---- Live channels, audio, files ---- */

static void add_fact(struct str *out, const char *fact)
{
    if (out->len)
        str_adds(out, ", ");
    str_adds(out, fact);
}

/* "audio/mpeg, 41.2 MB, 1:02:03" */
static void describe(const struct medium *m, struct str *out)
{
    char fact[64];
    struct str time = STR_INIT;
    if (m->type)
        str_adds(out, m->type);
    if (m->length > 0) {
        bool small = m->length < 1000000;
        snprintf(fact, sizeof fact, small ? _("%.0f kB") : _("%.1f MB"), (double)m->length / (small ? 1e3 : 1e6));
        add_fact(out, fact);
    }
    if (m->duration <= 0)
        return;
    date_write_duration(m->duration, &time);
    add_fact(out, time.data);
    str_release(&time);
}

/* The file's name in its address, for one without a title. */
static void name_file(const struct medium *m, struct str *out)
{
    struct url u;
    url_parse(m->url, &u);
    size_t at = u.path.len;
    while (at > 0 && u.path.s[at - 1] != '/')
        at--;
    struct str raw = STR_INIT;
    url_decode(u.path.s + at, u.path.len - at, &raw);
    url_display(raw.data, out);
    str_release(&raw);
}

static void add_medium(struct screen *s, unsigned number, const struct medium *m)
{
    struct str text = STR_INIT, facts = STR_INIT;
    if (m->title)
        str_adds(&text, m->title);
    else
        name_file(m, &text);
    describe(m, &facts);
    if (facts.len)
        str_addf(&text, "%s(%s)", text.len ? " " : "", facts.data);
    add_address(s, number, text.data, m->url);
    str_release(&text);
    str_release(&facts);
}

static unsigned add_links(struct screen *s, unsigned number, const char *heading, const struct link *links, size_t count)
{
    if (count)
        menu_add(s, MENU_HEADING, 0, NULL, heading, NULL, NULL);
    for (size_t i = 0; i < count; i++)
        add_address(s, number++, links[i].text, links[i].url);
    return number;
}

static unsigned add_media(struct screen *s, unsigned number)
{
    const struct document *d = &s->reading.document;
    bool headed = false;
    for (size_t i = 0; i < d->media.count; i++) {
        if (!d->media.items[i].url)
            continue;
        if (!headed)
            menu_add(s, MENU_HEADING, 0, NULL, _("Files"), NULL, NULL);
        headed = true;
        add_medium(s, number++, &d->media.items[i]);
    }
    return number;
}

void do_live(struct screen *s, const struct order *o)
{
    const struct document *d = &s->reading.document;
    const struct facts *f = &d->facts;
    (void)o;
    if (!f->live.count && !f->audio.count && !d->media.count && !f->chapters.count && !f->transcripts.count) {
        say_none(s, _("This article has no live channel, no audio and no files."));
        return;
    }
    menu_begin(s, _("Live, audio and files"), browse);
    unsigned number = add_links(s, 1, _("Live"), f->live.items, f->live.count);
    number = add_links(s, number, _("Audio"), f->audio.items, f->audio.count);
    number = add_media(s, number);
    number = add_links(s, number, _("Chapters"), f->chapters.items, f->chapters.count);
    add_links(s, number, _("Transcripts"), f->transcripts.items, f->transcripts.count);
}

void do_share(struct screen *s, const struct order *o)
{
    const struct facts *f = &s->reading.document.facts;
    struct str keys = STR_INIT;
    (void)o;
    if (f->share.count) {
        menu_begin(s, _("Share"), browse);
        for (size_t i = 0; i < f->share.count; i++)
            add_address(s, (unsigned)i + 1, f->share.items[i].text, f->share.items[i].url);
        return;
    }
    say(s, _("This page has no share links; %s copies its address."), key_of(s, COMMAND_copy_address, &keys));
    str_release(&keys);
}

/* ---- The text ---- */

void do_captions(struct screen *s, const struct order *o)
{
    (void)o;
    captions_toggle(s);
}

void do_differences(struct screen *s, const struct order *o)
{
    (void)o;
    difference_toggle(s);
}

void do_full_text(struct screen *s, const struct order *o)
{
    (void)o;
    reading_full_text(s);
}

void do_history_back(struct screen *s, const struct order *o)
{
    (void)o;
    reading_history(s, UPWARD);
}

void do_history_forward(struct screen *s, const struct order *o)
{
    (void)o;
    reading_history(s, DOWNWARD);
}

/* ---- The address ---- */

/* Of the link with the number that was typed, else of what is selected; says so and
 * gives NULL where there is none. */
static const char *address_meant(struct screen *s, const struct order *o)
{
    const char *url = NULL;
    bool in_article = s->focus & CONTEXT_ARTICLE_OR_CAPTIONS;
    if (o->count && in_article) {
        const struct link *link = reading_link(s, o->count);
        url = link ? link->url : NULL;
    } else if (o->count && s->focus == CONTEXT_MENU) {
        url = menu_choose(s, o->count) ? menu_selected_value(s) : NULL;
    } else {
        url = reading_address(s);
    }
    if (!url && o->count && !(s->focus & CONTEXT_LIST))
        warn(s, _("There is no link %lld here."), (long long)o->count);
    else if (!url)
        say(s, "%s", _("There is no address here."));
    return url;
}

void do_browse(struct screen *s, const struct order *o)
{
    const char *url = address_meant(s, o);
    struct str copy = STR_INIT;
    if (url) {
        /* What is said of it may be a menu, in the place of the one that holds it. */
        str_adds(&copy, url);
        browse_open(s, copy.data);
    }
    str_release(&copy);
}

void do_copy_address(struct screen *s, const struct order *o)
{
    const char *url = address_meant(s, o);
    struct str copy = STR_INIT;
    if (url) {
        str_adds(&copy, url);
        browse_copy(s, copy.data);
    }
    str_release(&copy);
}
