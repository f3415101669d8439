/* footer.c: the last line: what the reader must know now, and the keys of use here. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "screen/commands.h"
#include "screen/state.h"
#include "screen/times.h"

static void set_notice(struct screen *s, bool is_warning, const char *format, va_list args)
{
    vsnprintf(s->notice.text, sizeof s->notice.text, format, args);
    s->notice.is_warning = is_warning;
    s->notice.is_passing = false;
    screen_touch(s);
}

void say(struct screen *s, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    set_notice(s, false, format, args);
    va_end(args);
}

void warn(struct screen *s, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    set_notice(s, true, format, args);
    va_end(args);
}

void say_in_passing(struct screen *s, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    set_notice(s, false, format, args);
    va_end(args);
    s->notice.is_passing = true;
}

const char *key_of(const struct screen *s, enum command command, struct str *out)
{
    str_reset(out);
    keymap_keys(&s->config->keymap, command, " ", out);
    if (!out->len)
        str_addf(out, ":%s", command_rows[command].name);
    str_cut(out, strcspn(out->data, " "));
    return out->data;
}

/* ---- What is true now, at the left ---- */

static void add(struct str *out, const char *text)
{
    if (out->len)
        str_adds(out, " · ");
    str_adds(out, text);
}

static void progress(const struct screen *s, struct str *out)
{
    const struct newsroom *n = &s->newsroom;
    str_addf(out, _("refreshing %lld of %lld"), (long long)n->done, (long long)n->total);
    if (n->names[0])
        str_addf(out, " · %s", n->names);
}

static void sources(const struct screen *s, char *text, size_t size)
{
    const struct store_source_totals *t = &s->sections.totals;
    struct str key = STR_INIT;
    if (t->failing)
        snprintf(text, size, P_("%lld source, %lld failing (%s)", "%lld sources, %lld failing (%s)", t->count), (long long)t->count,
                 (long long)t->failing, key_of(s, COMMAND_failures, &key));
    else
        snprintf(text, size, P_("%lld source", "%lld sources", t->count), (long long)t->count);
    str_release(&key);
}

/* What arrived and waits to be let into the list, with the key for it. */
static void waiting(const struct screen *s, struct str *out)
{
    struct str key = STR_INIT;
    int64_t count = s->store ? list_waiting(s->headlines.list) : 0;
    key_of(s, COMMAND_refresh, &key);
    if (count)
        str_addf(out, count >= STORE_WAITING_MAX ? _("%lld+ new (%s)") : _("%lld new (%s)"), (long long)count, key.data);
    str_release(&key);
}

static void front(const struct screen *s, struct str *out)
{
    char text[120], time[40];
    const struct sections *p = &s->sections;
    waiting(s, out);
    if (s->newsroom.is_refreshing) {
        struct str running = STR_INIT;
        progress(s, &running);
        add(out, running.data);
        str_release(&running);
        return;
    }
    sources(s, text, sizeof text);
    if (p->totals.count)
        add(out, text);
    if (s->newsroom.refreshed) {
        time_short(s->newsroom.refreshed, false, screen_now(s), time, sizeof time);
        snprintf(text, sizeof text, _("refreshed %s"), time);
        add(out, text);
    }
}

/* An article that is in the window whole needs none. */
static void percent(const struct screen *s, struct str *out)
{
    const struct reading *r = &s->reading;
    if (r->layout && (r->top || !article_at_end(s)))
        str_addf(out, _("%d %%"), layout_share(r->layout, r->top + (size_t)r->height));
}

/* Since it was opened; with the key that shows what. */
static void rewritten(const struct screen *s, struct str *out)
{
    char text[120], time[40];
    struct str key = STR_INIT;
    if (!s->reading.rewritten_at)
        return;
    time_short(s->reading.rewritten_at, false, screen_now(s), time, sizeof time);
    snprintf(text, sizeof text, _("changed %s (%s)"), time, key_of(s, COMMAND_differences, &key));
    add(out, text);
    str_release(&key);
}

static void article(const struct screen *s, struct str *out)
{
    const struct reading *r = &s->reading;
    const struct facts *f = &r->document.facts;
    char text[120];
    int64_t comments = f->comment_count >= 0 ? f->comment_count : r->article.comment_count;
    percent(s, out);
    rewritten(s, out);
    if (r->wait == WAIT_PAGE)
        add(out, _("fetching the page"));
    else if (r->wait == WAIT_LINK)
        add(out, _("fetching a page"));
    else if (r->wait == WAIT_DOCUMENT)
        add(out, _("preparing the text"));
    if (comments == 0)
        add(out, _("no comments"));
    else if (comments > 0) {
        snprintf(text, sizeof text, P_("%lld comment", "%lld comments", comments), (long long)comments);
        add(out, text);
    }
    if (r->document.pictures.count) {
        snprintf(text, sizeof text, P_("%s %zu picture", "%s %zu pictures", r->document.pictures.count), sign(s, "▣", "#"), r->document.pictures.count);
        add(out, text);
    }
    if (r->article.starred)
        add(out, sign(s, "★", "*"));
    if (s->newsroom.is_refreshing)
        progress(s, (add(out, ""), out));
}

/* ---- Keys of use here, at the right ---- */

static void hint(const struct screen *s, enum command command, const char *what, struct str *out)
{
    struct str keys = STR_INIT;
    keymap_keys(&s->config->keymap, command, " ", &keys);
    if (keys.len) {
        keys.data[strcspn(keys.data, " ")] = '\0';
        str_addf(out, "%s%s %s", out->len ? "  " : "", keys.data, what);
    }
    str_release(&keys);
}

/* Of the remedies those that are of use for the selected one. */
static void failures(const struct screen *s, struct str *out)
{
    const struct source *source = failures_selected(s);
    bool offers = source && condition_offers_address(source), narrow = s->shape == SHAPE_NARROW;
    if (source)
        hint(s, COMMAND_refresh, _("ask now"), out);
    if (source && !(narrow && offers))
        hint(s, COMMAND_browse, _("browser"), out);
    if (offers)
        hint(s, COMMAND_take_address, _("take address"), out);
    if (source)
        hint(s, COMMAND_stop_source, source->stopped ? _("resume") : _("stop"), out);
    hint(s, COMMAND_back, _("back"), out);
}

static void menu(const struct screen *s, struct str *out)
{
    const struct menu *m = &s->menu;
    if (m->open && !m->is_scrolled)
        hint(s, COMMAND_open, m->verb ? m->verb : _("open"), out);
    if (m->is_scrolled && menu_goes_on(m))
        hint(s, COMMAND_page_down, _("page"), out);
    if (menu_selected_value(s) && m->is_read_here)
        hint(s, COMMAND_browse, _("browser"), out);
    if (menu_selected_value(s))
        hint(s, COMMAND_copy_address, _("copy"), out);
    hint(s, COMMAND_back, _("back"), out);
}

static void article_hints(const struct screen *s, struct str *out)
{
    if (s->reading.is_difference)
        hint(s, COMMAND_differences, _("text"), out);
    if (s->areas[CONTEXT_CAPTIONS].rows > 0)
        hint(s, COMMAND_next_pane, _("captions"), out);
    else if (captions_exist(s))
        hint(s, COMMAND_captions, _("captions"), out);
    if (s->reading.back.len)
        hint(s, COMMAND_history_back, _("back"), out);
    hint(s, COMMAND_browse, _("original"), out);
    hint(s, COMMAND_page_down, article_at_end(s) ? _("next article") : _("page"), out);
}

static void hints(const struct screen *s, struct str *out)
{
    switch (s->focus) {
    case CONTEXT_ARTICLE:
        article_hints(s, out);
        break;
    case CONTEXT_CAPTIONS:
        hint(s, COMMAND_down, _("next picture"), out);
        hint(s, COMMAND_next_pane, _("text"), out);
        break;
    case CONTEXT_MENU:
        menu(s, out);
        break;
    case CONTEXT_FAILURES:
        failures(s, out);
        break;
    default:
        hint(s, COMMAND_help, _("keys"), out);
        hint(s, COMMAND_back, _("quit"), out);
    }
}

/* While a search is live its keys are of more use than any other. */
static void search_hints(const struct screen *s, struct str *out)
{
    hint(s, COMMAND_find_next, _("next hit"), out);
    if (!out->len)
        hint(s, COMMAND_next_unread, _("next hit"), out);
    hint(s, COMMAND_find_previous, _("hit before"), out);
    hint(s, COMMAND_cancel, _("end search"), out);
}

static void state_line(const struct screen *s, struct str *left, struct str *right)
{
    if (s->count)
        str_addf(left, "%lld", (long long)s->count);
    else if (s->focus == CONTEXT_ARTICLE || s->focus == CONTEXT_CAPTIONS)
        article(s, left);
    else if (s->focus == CONTEXT_FAILURES && s->newsroom.is_refreshing)
        progress(s, left);
    else if (s->focus != CONTEXT_MENU && s->focus != CONTEXT_FAILURES)
        front(s, left);
    if (find_is_live(s))
        search_hints(s, right);
    else
        hints(s, right);
}

/* Those at the end give way where there is no room for all. */
static void fit_hints(const struct screen *s, int cells, struct str *hints)
{
    while (hints->len && text_cells(s, hints->data) > cells) {
        size_t at = hints->len;
        while (at && !(hints->data[at - 1] == ' ' && hints->data[at] == ' '))
            at--;
        str_cut(hints, at ? at - 1 : 0);
    }
}

/* Beside it, in a list, what waits: a notice may stand there for long; in a menu, what can be done. */
static void draw_notice(struct screen *s, const struct area *a)
{
    struct str right = STR_INIT;
    put_line(s, a, 0, 0, s->notice.is_warning ? STYLE_WARNING : STYLE_MESSAGE, s->notice.text);
    if (s->focus == CONTEXT_LIST || s->focus == CONTEXT_SECTIONS)
        waiting(s, &right);
    else if (s->focus == CONTEXT_MENU)
        menu(s, &right);
    fit_hints(s, a->columns - text_cells(s, s->notice.text) - 3, &right);
    put_right(s, a, 0, STYLE_DIM, right.data);
    str_release(&right);
}

void footer_draw(struct screen *s, const struct area *a)
{
    struct area inner = { a->row, a->column + 1, 1, a->columns - 2 };
    struct str left = STR_INIT, right = STR_INIT;
    if (s->notice.text[0]) {
        draw_notice(s, &inner);
        return;
    }
    state_line(s, &left, &right);
    int cells = text_cells(s, left.data);
    put_line(s, &inner, 0, 0, STYLE_DIM, left.data);
    fit_hints(s, inner.columns - (cells ? cells + 3 : 0), &right);
    put_right(s, &inner, 0, STYLE_DIM, right.data);
    str_release(&left);
    str_release(&right);
}
