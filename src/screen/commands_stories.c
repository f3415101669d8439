/* commands_stories.c: from story to story, and marking them. */
#include "base/i18n.h"
#include "screen/commands.h"

static bool is_reading(const struct screen *s)
{
    return s->reading.id && (s->focus == CONTEXT_ARTICLE || s->focus == CONTEXT_CAPTIONS);
}

/* Where an article is open, the selected one takes its place. */
static void show_selected(struct screen *s)
{
    const struct article *a = list_selected(s->headlines.list);
    if (is_reading(s) && a) {
        screen_focus(s, CONTEXT_ARTICLE);
        s->finds &= ~(unsigned)CONTEXT_ARTICLE;
        reading_open(s, a->id, true);
    }
    screen_touch(s);
}

static void to_unread(struct screen *s, enum store_way way)
{
    struct err err = { 0 };
    if (!s->store)
        return;
    int found = list_next_unread_anywhere(s->headlines.list, way, &err);
    if (found < 0) {
        warn(s, "%s", err.text);
    } else if (found == 0) {
        say(s, "%s", way == STORE_DOWN ? _("There is nothing unread below.") : _("There is nothing unread above."));
    } else {
        if (found == 2)
            sections_follow_list(s);
        show_selected(s);
    }
}

void stories_next_unread(struct screen *s)
{
    to_unread(s, STORE_DOWN);
}

void do_next_unread(struct screen *s, const struct order *o)
{
    if (find_is_live(s))
        do_find_next(s, o);
    else
        stories_next_unread(s);
}

void do_previous_unread(struct screen *s, const struct order *o)
{
    (void)o;
    to_unread(s, STORE_UP);
}

static void to_article(struct screen *s, int way, const struct order *o)
{
    const struct area *a = &s->areas[CONTEXT_LIST];
    struct area none = { .rows = s->terminal.rows, .columns = s->terminal.columns };
    if (!headlines_view.move(s, a->rows ? a : &none, MOVE_LINE, way, o->count ? o->count : 1))
        say(s, "%s", way == DOWNWARD ? _("This is the last article.") : _("This is the first article."));
    else
        show_selected(s);
}

void do_next_article(struct screen *s, const struct order *o)
{
    to_article(s, DOWNWARD, o);
}

void do_previous_article(struct screen *s, const struct order *o)
{
    to_article(s, UPWARD, o);
}

static void to_section(struct screen *s, int way)
{
    if (is_reading(s))
        reading_close(s);
    sections_step(s, way);
}

void do_next_section(struct screen *s, const struct order *o)
{
    (void)o;
    to_section(s, DOWNWARD);
}

void do_previous_section(struct screen *s, const struct order *o)
{
    (void)o;
    to_section(s, UPWARD);
}

void do_fold(struct screen *s, const struct order *o)
{
    (void)o;
    sections_fold(s);
}

/* ---- Marks ---- */

/* The story that a command means: the open one, else the selected one; NULL: none. */
static const struct article *meant(struct screen *s)
{
    if (!s->store)
        return NULL;
    return is_reading(s) || (s->focus == CONTEXT_MENU && s->reading.id) ? &s->reading.article : list_selected(s->headlines.list);
}

static void mark(struct screen *s, enum store_mark mark)
{
    const struct article *a = meant(s);
    int64_t id = a->id;
    if (id == READING_PAGE) {
        say(s, "%s", _("This page is not one of your articles; it has no marks."));
        return;
    }
    list_mark(s->headlines.list, id, mark, screen_now(s));
    if (id == s->reading.id) {
        struct article *open = &s->reading.article;
        open->unread = mark == STORE_UNREAD || (open->unread && mark != STORE_READ);
        open->starred = mark == STORE_STAR || (open->starred && mark != STORE_UNSTAR);
    }
    storeroom_flush_soon(s);
}

void do_toggle_read(struct screen *s, const struct order *o)
{
    const struct article *a = meant(s);
    (void)o;
    if (a)
        mark(s, a->unread ? STORE_READ : STORE_UNREAD);
}

void do_star(struct screen *s, const struct order *o)
{
    const struct article *a = meant(s);
    (void)o;
    if (a)
        mark(s, a->starred ? STORE_UNSTAR : STORE_STAR);
}

void do_mark_all_read(struct screen *s, const struct order *o)
{
    (void)o;
    if (!s->store || list_is_empty(s->headlines.list))
        return;
    list_mark_all(s->headlines.list, screen_now(s));
    storeroom_flush_soon(s);
    say(s, "%s", _("All that was in this list is read."));
}

void do_hide_read(struct screen *s, const struct order *o)
{
    struct err err = { 0 };
    (void)o;
    if (!s->store)
        return;
    bool hide = !list_hides_read(s->headlines.list);
    /* It is the setting's own: other sections do the same until telex ends. */
    if (option_set(&s->config->options, OPTION_hide_read, hide ? "yes" : "no", &err) < 0 ||
        list_set_hide_read(s->headlines.list, hide, &err) < 0)
        warn(s, "%s", err.text);
    else
        say(s, "%s", hide ? _("What is read is hidden.") : _("What is read is shown."));
}
