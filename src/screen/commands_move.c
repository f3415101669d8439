/* commands_move.c: moving within a view, and from one to another. */
#include "base/i18n.h"
#include "screen/commands.h"

static bool move_focus(struct screen *s, enum motion motion, int way, int64_t count)
{
    return screen_view(s, s->focus)->move(s, &s->areas[s->focus], motion, way, count ? count : 1);
}

void do_down(struct screen *s, const struct order *o)
{
    move_focus(s, MOVE_LINE, DOWNWARD, o->count);
}

void do_up(struct screen *s, const struct order *o)
{
    move_focus(s, MOVE_LINE, UPWARD, o->count);
}

void do_page_down(struct screen *s, const struct order *o)
{
    (void)o;
    if (s->focus == CONTEXT_ARTICLE && article_at_end(s))
        stories_next_unread(s);
    else
        move_focus(s, MOVE_PAGE, DOWNWARD, 1);
}

void do_page_up(struct screen *s, const struct order *o)
{
    (void)o;
    move_focus(s, MOVE_PAGE, UPWARD, 1);
}

void do_half_down(struct screen *s, const struct order *o)
{
    (void)o;
    move_focus(s, MOVE_HALF, DOWNWARD, 1);
}

void do_half_up(struct screen *s, const struct order *o)
{
    (void)o;
    move_focus(s, MOVE_HALF, UPWARD, 1);
}

void do_first(struct screen *s, const struct order *o)
{
    (void)o;
    move_focus(s, MOVE_FIRST, UPWARD, 1);
}

void do_last(struct screen *s, const struct order *o)
{
    (void)o;
    move_focus(s, MOVE_LAST, DOWNWARD, 1);
}

static void open_link(struct screen *s, int64_t number)
{
    const struct link *link = reading_link(s, number);
    if (!link)
        say(s, _("There is no link %lld here."), (long long)number);
    else
        reading_follow(s, link->url);
}

void do_open(struct screen *s, const struct order *o)
{
    if (o->count && (s->focus == CONTEXT_ARTICLE || s->focus == CONTEXT_CAPTIONS))
        open_link(s, o->count);
    else if (o->count && s->focus == CONTEXT_MENU && !menu_choose(s, o->count))
        say(s, _("There is no line %lld here."), (long long)o->count);
    else
        screen_view(s, s->focus)->open(s);
}

void do_back(struct screen *s, const struct order *o)
{
    if (s->focus == CONTEXT_MENU)
        menu_close(s);
    else if (s->focus == CONTEXT_FAILURES)
        failures_close(s);
    else if (s->focus == CONTEXT_CAPTIONS)
        screen_focus(s, CONTEXT_ARTICLE);
    else if (s->focus == CONTEXT_ARTICLE && s->reading.is_difference)
        difference_toggle(s);
    else if (s->focus == CONTEXT_ARTICLE)
        reading_close(s);
    else if (s->focus == CONTEXT_LIST && s->shape == SHAPE_NARROW)
        screen_focus(s, CONTEXT_SECTIONS);
    else
        do_quit(s, o);
}

/* To the left: never out of telex. */
void do_left(struct screen *s, const struct order *o)
{
    if (s->focus == CONTEXT_LIST)
        screen_focus(s, CONTEXT_SECTIONS);
    else if (s->focus == CONTEXT_ARTICLE && s->shape == SHAPE_WIDE)
        screen_focus(s, CONTEXT_LIST);
    else if (s->focus != CONTEXT_SECTIONS)
        do_back(s, o);
}

void do_next_pane(struct screen *s, const struct order *o)
{
    static const enum context order[] = { CONTEXT_SECTIONS, CONTEXT_LIST, CONTEXT_ARTICLE, CONTEXT_CAPTIONS };
    enum { PANES = sizeof order / sizeof *order };
    size_t now = 0;
    (void)o;
    while (now < PANES && order[now] != s->focus)
        now++;
    if (now == PANES)
        return;
    if (s->focus == CONTEXT_ARTICLE && s->areas[CONTEXT_CAPTIONS].rows == 0 && captions_exist(s))
        s->captions.is_shown = true;
    for (size_t i = 1; i <= PANES; i++) {
        enum context next = order[(now + i) % PANES];
        if (next == CONTEXT_CAPTIONS && !captions_in_sight(s))
            continue;
        bool is_shown = s->areas[next].rows > 0 || (next == CONTEXT_CAPTIONS && s->focus == CONTEXT_ARTICLE && s->captions.is_shown && captions_exist(s));
        if (is_shown || (s->shape == SHAPE_NARROW && (next == CONTEXT_SECTIONS || next == CONTEXT_LIST) && s->focus <= CONTEXT_LIST)) {
            if (next == CONTEXT_ARTICLE && s->focus != CONTEXT_CAPTIONS)
                screen_view(s, CONTEXT_LIST)->open(s);
            else
                screen_focus(s, next);
            return;
        }
    }
}
