/* commands_finding.c: finding a text, and the next hit. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "screen/commands.h"

static void report(struct screen *s, enum find_result result, const char *needle)
{
    if (result == NOT_FOUND)
        say(s, _("\"%s\" is not in this text."), needle);
    else if (result == FOUND_AROUND)
        say(s, "%s", _("Found after going round the end."));
}

/* Sections lead to their stories, captions to the text. */
static const struct view *searched(const struct screen *s)
{
    if (s->focus == CONTEXT_SECTIONS)
        return &headlines_view;
    return s->focus == CONTEXT_CAPTIONS ? &article_view : screen_view(s, s->focus);
}

bool find_is_live(const struct screen *s)
{
    return s->finds & searched(s)->context;
}

static void forget(char **needle)
{
    free(*needle);
    *needle = NULL;
}

void find_end(struct screen *s)
{
    enum context where = searched(s)->context;
    s->finds &= ~(unsigned)where;
    if (where == CONTEXT_LIST)
        headlines_find_end(s);
    else if (where == CONTEXT_FAILURES)
        forget(&s->failures.needle);
    else if (where == CONTEXT_ARTICLE)
        forget(&s->reading.needle);
}

void find_text(struct screen *s, const char *needle, int way)
{
    const struct view *view = searched(s);
    if (!view->find)
        return;
    enum find_result result = view->find(s, needle, way);
    s->finds |= view->context;
    report(s, result, needle);
    screen_touch(s);
}

void do_find(struct screen *s, const struct order *o)
{
    if (*o->argument)
        find_text(s, o->argument, DOWNWARD);
    else
        prompt_open(s, PROMPT_FIND, "");
}

/* What was searched for last in what has the focus. */
static const char *last_needle(const struct screen *s)
{
    switch (s->focus) {
    case CONTEXT_MENU:
        return s->menu.needle;
    case CONTEXT_FAILURES:
        return s->failures.needle;
    case CONTEXT_ARTICLE:
    case CONTEXT_CAPTIONS:
        return s->reading.needle;
    default:
        return s->headlines.find;
    }
}

static void again(struct screen *s, int way)
{
    const char *needle = last_needle(s);
    if (needle)
        find_text(s, needle, way);
    else
        prompt_open(s, PROMPT_FIND, "");
}

void do_find_next(struct screen *s, const struct order *o)
{
    (void)o;
    again(s, DOWNWARD);
}

void do_find_previous(struct screen *s, const struct order *o)
{
    (void)o;
    again(s, UPWARD);
}
