/* browse.c: an address to a browser, to the clipboard, or whole before the reader's eyes. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "out/clipboard.h"
#include "out/opener.h"
#include "screen/state.h"
#include "text/url.h"

/* Terminals that would show the bytes of OSC 52, or drop them. */
static bool has_clipboard(void)
{
    static const char *const without[] = { "linux", "vt", "dumb", "ansi", "cons" };
    const char *term = getenv("TERM");
    for (size_t i = 0; term && i < sizeof without / sizeof without[0]; i++)
        if (str_starts(term, without[i]))
            return false;
    return term && *term;
}

static bool copy(struct screen *s, const char *url)
{
    struct str sequence = STR_INIT;
    const char *tmux = getenv("TMUX");
    bool can = has_clipboard() && clipboard_sequence(url, tmux && *tmux, &sequence);
    if (can)
        terminal_send(&s->terminal, sequence.data, sequence.len);
    str_release(&sequence);
    return can;
}

/* A sentence with an address stands in the last line where it fits there, whole. */
static bool say_whole(struct screen *s, const char *format, const char *url)
{
    struct str line = STR_INIT, shown = STR_INIT;
    url_display(url, &shown);
    str_addf(&line, format, shown.data);
    bool fits = line.len < sizeof s->notice.text && text_cells(s, line.data) <= s->terminal.columns - 2;
    if (fits)
        say(s, "%s", line.data);
    str_release(&line);
    str_release(&shown);
    return fits;
}

static void show_whole(struct screen *s, const char *title, const char *why, const char *url, bool copied)
{
    struct str shown = STR_INIT;
    url_display(url, &shown);
    menu_begin(s, title, NULL);
    if (why)
        menu_add(s, MENU_TEXT, 0, NULL, why, NULL, NULL);
    menu_add(s, MENU_HEADING, 0, NULL, _("Address"), NULL, NULL);
    menu_add(s, MENU_TEXT, 0, NULL, shown.data, NULL, url);
    if (copied)
        menu_add(s, MENU_HEADING, 0, NULL, _("It was copied to the terminal's clipboard."), NULL, NULL);
    str_release(&shown);
}

static void no_browser(struct screen *s, const char *why, const char *url)
{
    bool copied = copy(s, url);
    if (!say_whole(s, copied ? _("No browser here; copied: %s") : _("No browser here: %s"), url))
        show_whole(s, _("No browser"), why, url, copied);
}

static void run(struct screen *s, const struct opener *o)
{
    struct err err = { 0 };
    if (o->in_terminal)
        terminal_leave(&s->terminal);
    int result = opener_run(o, &err);
    if (o->in_terminal)
        terminal_return(&s->terminal);
    screen_touch(s);
    if (result < 0)
        warn(s, "%s", err.text);
    else if (!o->in_terminal)
        say(s, "%s", _("Opened in the browser."));
}

void browse_open(struct screen *s, const char *url)
{
    struct str clean = STR_INIT;
    struct opener o;
    struct err err = { 0 };
    url_clean(url, &clean);
    if (opener_choose(&o, option_text(&s->config->options, OPTION_browser), clean.data, &err) == 0)
        run(s, &o);
    else if (err.kind == ERR_INPUT)
        warn(s, "%s", err.text);
    else
        no_browser(s, err.text, clean.data);
    opener_release(&o);
    str_release(&clean);
}

void browse_copy(struct screen *s, const char *url)
{
    struct str clean = STR_INIT;
    url_clean(url, &clean);
    bool copied = copy(s, clean.data);
    if (!say_whole(s, copied ? _("Copied: %s") : _("This terminal has no clipboard: %s"), clean.data))
        show_whole(s, copied ? _("Copied") : _("This terminal has no clipboard"), NULL, clean.data, copied);
    str_release(&clean);
}
