/* screen.c: from start to end: one loop over keys, the desk's messages and the
 * store's changes, and at most one paint a turn. */
#include "screen/screen.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "screen/commands.h"
#include "screen/state.h"

enum { KEYS_A_TURN = 64, CLOCK_MS = 20000, COUNT_MAX = 100000 };

void screen_touch(struct screen *s)
{
    s->is_dirty = true;
}

int64_t screen_now(const struct screen *s)
{
    return clock_now(&s->clock);
}

void screen_focus(struct screen *s, enum context where)
{
    s->focus = where;
    screen_touch(s);
}

const struct view *screen_view(const struct screen *s, enum context which)
{
    static const struct view *const views[] = { &sections_view, &headlines_view, &article_view, &captions_view, &menu_view, &failures_view };
    (void)s;
    for (size_t i = 0; i < sizeof views / sizeof *views; i++)
        if (views[i]->context == which)
            return views[i];
    return &headlines_view;
}

/* ---- Keys ---- */

/* Digits collect a number, which the next key uses. */
static bool take_digit(struct screen *s, uint32_t key)
{
    if (key < '0' || key > '9' || (key == '0' && !s->count))
        return false;
    int64_t count = s->count * 10 + (key - '0');
    s->count = count > COUNT_MAX ? COUNT_MAX : count;
    screen_touch(s);
    return true;
}

static void take_key(struct screen *s, uint32_t key)
{
    if (key == KEY_PASTE_BEGIN || key == KEY_PASTE_END)
        s->pasting = key == KEY_PASTE_BEGIN;
    if (s->prompt.kind != PROMPT_NONE) {
        prompt_key(s, key);
        return;
    }
    if (s->pasting || key == KEY_PASTE_END) /* a pasted text is no command */
        return;
    s->notice.text[0] = '\0';
    screen_touch(s);
    if (take_digit(s, key))
        return;
    enum command command = keymap_find(&s->config->keymap, key, s->focus);
    struct order order = { .count = s->count, .argument = "" };
    if (command != COMMAND_cancel)
        s->count = 0;
    /* What cannot be seen does not move. */
    bool blind = s->shape == SHAPE_SMALL && command != COMMAND_quit && command != COMMAND_suspend;
    if (command != COMMANDS && !blind)
        command_run(s, command, &order);
}

/* What the next key does depends on a text that only the paint sets. */
static bool needs_paint(const struct screen *s)
{
    return s->reading.id && !s->reading.layout;
}

static void keys_ready(void *context, short events)
{
    struct screen *s = context;
    uint32_t key;
    int taken = 0;
    while (!s->is_ending && taken < KEYS_A_TURN && (key = terminal_key(&s->terminal)) != KEY_NONE) {
        take_key(s, key);
        taken++;
        if (needs_paint(s))
            break;
    }
    /* Readable, and nothing to read: the terminal is gone. */
    if (!taken && (events & (POLLHUP | POLLERR | POLLNVAL)))
        s->is_lost = s->is_ending = true;
}

/* ---- Signals and timers ---- */

static void caught(void *context, int number)
{
    struct screen *s = context;
    if (number == SIGWINCH) {
        if (terminal_resize(&s->terminal))
            screen_touch(s);
    } else if (number == SIGTSTP) {
        terminal_stop(&s->terminal);
        screen_touch(s);
    } else if (number == SIGCONT) {
        terminal_continue(&s->terminal);
        screen_touch(s);
    } else if (number != SIGPIPE && number != SIGXFSZ) { /* of these the write itself tells */
        s->is_lost = number == SIGHUP;
        s->is_ending = true;
    }
}

static void catch_signals(struct screen *s)
{
    static const int numbers[] = { SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGINT, SIGHUP, SIGPIPE, SIGXFSZ };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        loop_catch(s->loop, numbers[i], caught, s);
}

static void clock_ticks(void *context)
{
    struct screen *s = context;
    screen_touch(s);
    loop_after(s->loop, CLOCK_MS, clock_ticks, s);
}

/* ---- Start, run, end ---- */

static int start(struct screen *s, const struct screen_setup *setup, struct err *err)
{
    const struct options *o = &setup->config->options;
    const struct terminal_setup terminal = {
        .codeset = setup->codeset, .charset = (int)option_get(o, OPTION_charset),
        .escape_delay = (int)option_get(o, OPTION_escape_delay), .bidi = option_get(o, OPTION_bidi), .theme = &setup->config->theme,
    };
    *s = (struct screen){ .setup = setup, .config = setup->config, .clock = setup->clock, .focus = CONTEXT_LIST };
    s->loop = loop_new(&s->clock);
    document_init(&s->reading.document);
    prompt_init(&s->prompt);
    catch_signals(s);
    if (terminal_start(&s->terminal, &terminal, err) < 0) {
        loop_free(s->loop);
        prompt_release(&s->prompt);
        return -1;
    }
    if (s->terminal.note[0])
        say(s, "%s", s->terminal.note);
    else if (s->config->problems.len)
        warn(s, "%s", s->config->problems.items[0].text);
    loop_watch(s->loop, STDIN_FILENO, POLLIN, keys_ready, s);
    loop_after(s->loop, CLOCK_MS, clock_ticks, s);
    return 0;
}

static void paint_if_dirty(struct screen *s)
{
    if (!s->is_dirty || s->is_lost)
        return;
    s->is_dirty = false;
    paint(s);
}

static void run(struct screen *s)
{
    newsroom_init(s);
    storeroom_open(s);
    paint(s);
    newsroom_start(s);
    while (!s->is_ending) {
        newsroom_watch(s);
        loop_turn(s->loop, -1);
        paint_if_dirty(s);
    }
}

static void end(struct screen *s)
{
    reading_save_place(s);
    terminal_end(&s->terminal);
    storeroom_close(s);
    newsroom_release(&s->newsroom);
    reading_release(&s->reading);
    sections_release(&s->sections);
    menu_release(&s->menu);
    failures_release(&s->failures);
    prompt_release(&s->prompt);
    free(s->headlines.find);
    loop_free(s->loop);
}

int screen_run(const struct screen_setup *setup, struct err *err)
{
    struct screen s;
    if (start(&s, setup, err) < 0)
        return -1;
    run(&s);
    end(&s);
    return 0;
}
