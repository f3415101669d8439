#include "screen/terminal.h"

#include <curses.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/num.h"
#include "base/str.h"
#include "conf/options.h"
#include "screen/terminal_out.h"
#include "text/unicode.h"

/* What a crash needs to put the terminal back, where nothing may be asked any more. */
static struct {
    volatile sig_atomic_t is_set;
    struct termios modes;
    char bytes[256];
    size_t len;
} rescue;

/* Whatever ends a program that does not expect it. */
static const int fatal[] = {
    SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGQUIT, SIGTRAP, SIGSYS, SIGXCPU, SIGALRM, SIGVTALRM, SIGPROF, SIGUSR1, SIGUSR2,
#ifdef SIGPOLL
    SIGPOLL,
#endif
#ifdef SIGPWR
    SIGPWR,
#endif
#ifdef SIGSTKFLT
    SIGSTKFLT,
#endif
};
enum { FATAL = sizeof fatal / sizeof *fatal };

static void rescue_now(void)
{
    if (!rescue.is_set)
        return;
    rescue.is_set = 0;
    ssize_t written = write(STDOUT_FILENO, rescue.bytes, rescue.len);
    (void)written;
    tcsetattr(STDIN_FILENO, TCSANOW, &rescue.modes);
}

static void crash(int number)
{
    rescue_now();
    signal(number, SIG_DFL);
    raise(number);
}

static void rescue_add(const char *capability)
{
    const char *bytes = tigetstr(capability);
    size_t len = bytes && bytes != (const char *)-1 ? strlen(bytes) : 0;
    /* Padding ("$<5>") is of no use here. */
    const char *delay = len ? strstr(bytes, "$<") : NULL;
    if (delay)
        len = (size_t)(delay - bytes);
    if (len && rescue.len + len < sizeof rescue.bytes)
        memcpy(rescue.bytes + rescue.len, bytes, len), rescue.len += len;
}

/* On a stack of its own: the usual one may be what has run out. */
static void catch_crashes(void)
{
    static char stack[65536];
    struct sigaction action = { .sa_handler = crash, .sa_flags = SA_ONSTACK };
    sigaltstack(&(stack_t){ .ss_sp = stack, .ss_size = sizeof stack }, NULL);
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < FATAL; i++)
        sigaction(fatal[i], &action, NULL);
}

static void rescue_prepare(const struct terminal *t)
{
    static const char paste_off[] = "\033[?2004l";
    static const char *const names[] = { "sgr0", "op", "rmkx", "cnorm", "rmcup" };
    rescue.len = 0;
    if (t->paste)
        memcpy(rescue.bytes, paste_off, rescue.len = sizeof paste_off - 1);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        rescue_add(names[i]);
    rescue.is_set = 1;
    die_hook(rescue_now);
    catch_crashes();
}

/* ---- Looks ---- */

static short colour_of(int16_t colour)
{
    if (colour == LOOK_DEFAULT)
        return -1;
    if (colour >= COLORS)
        return (short)(COLORS >= 8 && colour < 16 ? colour - 8 : -1);
    return colour;
}

/* Pairs are given as looks ask for them: there are only 64 on many terminals. */
static attr_t pair_of(struct terminal *t, const struct look *look)
{
    int16_t colour = colour_of(look->colour), ground = colour_of(look->ground);
    if (!t->colour || (colour == -1 && ground == -1))
        return 0;
    int16_t i = 0;
    while (i < t->pairs_used && (t->pairs[i].colour != colour || t->pairs[i].ground != ground))
        i++;
    int16_t most = (int16_t)num_min(sizeof t->pairs / sizeof *t->pairs, (size_t)COLOR_PAIRS - 1);
    if (i >= most)
        return 0;
    if (i == t->pairs_used) {
        init_pair((short)(i + 1), colour, ground);
        t->pairs[i].colour = colour;
        t->pairs[i].ground = ground;
        t->pairs_used++;
    }
    return COLOR_PAIR(i + 1);
}

static attr_t attributes_of(unsigned look)
{
    attr_t a = 0;
    a |= look & LOOK_BOLD ? A_BOLD : 0;
    a |= look & LOOK_DIM ? A_DIM : 0;
    a |= look & LOOK_ITALIC ? A_ITALIC : 0;
    a |= look & LOOK_UNDERLINE ? A_UNDERLINE : 0;
    a |= look & LOOK_REVERSE ? A_REVERSE : 0;
    return a;
}

void terminal_restyle(struct terminal *t)
{
    t->pairs_used = 0;
    for (size_t i = 0; i < STYLES; i++) {
        const struct look *look = &t->theme->looks[i];
        t->looks[i] = (unsigned)(attributes_of(look->attributes) | pair_of(t, look));
    }
    /* What is selected must be told from what is merely bold. */
    if (!t->colour)
        t->looks[STYLE_ACCENT] |= A_UNDERLINE;
}

static void start_colour(struct terminal *t)
{
    const char *none = getenv("NO_COLOR");
    t->colour = !(none && *none) && has_colors() && start_color() == OK;
    if (t->colour)
        use_default_colors();
    terminal_restyle(t);
}

/* ---- Start and end ---- */

/* Terminals that are known to mark what is pasted; others would print the order. */
static bool knows_paste(void)
{
    static const char *const names[] = { "xterm", "screen", "tmux", "rxvt", "foot", "alacritty", "kitty", "st", "vte", "wezterm", "konsole", "gnome" };
    const char *term = getenv("TERM");
    for (size_t i = 0; term && i < sizeof names / sizeof *names; i++)
        if (str_starts(term, names[i]))
            return true;
    return false;
}

static int open_curses(struct terminal *t, struct err *err)
{
    const char *term = getenv("TERM");
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return err_set(err, ERR_USAGE, "%s", _("the screen needs a terminal; telex help lists the commands for scripts"));
    if (tcgetattr(STDIN_FILENO, &rescue.modes) != 0)
        return err_sys(err, "%s", _("the terminal's settings cannot be read"));
    FILE *out = out_stream();
    if (newterm(NULL, out, stdin))
        return 0;
    if (!newterm("xterm-256color", out, stdin) && !newterm("vt100", out, stdin))
        return err_set(err, ERR_SYSTEM, _("the terminal \"%s\" is not known here; set TERM to one that is, such as vt100"), term ? term : "");
    t->note = _("This terminal is not known here; telex takes it for an xterm. Set TERM to one that is.");
    return 0;
}

static void set_modes(struct terminal *t)
{
    raw();
    noecho();
    nonl();
    intrflush(stdscr, FALSE);
    idlok(stdscr, TRUE);
    leaveok(stdscr, FALSE);
    typeahead(-1); /* else it looks for keys, and writes, every few rows */
    out_gather(); /* until the first paint */
    curs_set(1);
    t->input = newpad(1, 1);
    must(t->input);
    keypad(t->input, TRUE);
    nodelay(t->input, TRUE);
    terminal_define_keys(t);
}

static void paste_mode(const struct terminal *t, bool on)
{
    const char *order = on ? "\033[?2004h" : "\033[?2004l";
    if (t->paste)
        out_put(order, strlen(order));
}

int terminal_start(struct terminal *t, const struct terminal_setup *setup, struct err *err)
{
    *t = (struct terminal){ .note = "", .theme = setup->theme, .bidi = setup->bidi };
    if (open_curses(t, err) < 0)
        return -1;
    t->ascii = setup->charset == CHARSET_ASCII || (setup->charset == CHARSET_AUTO && strcmp(setup->codeset, "UTF-8") != 0);
    if (t->ascii && setup->charset == CHARSET_AUTO && !*t->note)
        t->note = _("This locale is not UTF-8: what is not ASCII is shown as near as can be.");
    t->paste = knows_paste();
    if (!getenv("ESCDELAY"))
        set_escdelay(setup->escape_delay);
    set_modes(t);
    start_colour(t);
    rescue_prepare(t);
    paste_mode(t, true);
    getmaxyx(stdscr, t->rows, t->columns);
    return 0;
}

void terminal_end(struct terminal *t)
{
    if (!t->input)
        return;
    out_send();
    paste_mode(t, false);
    delwin(t->input);
    t->input = NULL;
    endwin();
    rescue.is_set = 0;
    die_hook(NULL);
    for (size_t i = 0; i < FATAL; i++)
        signal(fatal[i], SIG_DFL);
}

void terminal_leave(struct terminal *t)
{
    paste_mode(t, false);
    endwin();
    rescue.is_set = 0;
}

void terminal_return(struct terminal *t)
{
    rescue.is_set = 1;
    reset_prog_mode(); /* here: while a paint is gathered, curses does not reach the terminal */
    terminal_resize(t);
    clearok(curscr, TRUE);
    paste_mode(t, true);
}

void terminal_stop(struct terminal *t)
{
    struct sigaction usual = { .sa_handler = SIG_DFL }, ours;
    terminal_leave(t);
    sigaction(SIGTSTP, &usual, &ours);
    kill(0, SIGTSTP);
    sigaction(SIGTSTP, &ours, NULL);
    terminal_return(t);
}

void terminal_continue(struct terminal *t)
{
    reset_prog_mode();
    clearok(curscr, TRUE);
    paste_mode(t, true);
}

bool terminal_resize(struct terminal *t)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0)
        return false;
    if (size.ws_row == t->rows && size.ws_col == t->columns)
        return false;
    resizeterm(size.ws_row, size.ws_col);
    getmaxyx(stdscr, t->rows, t->columns);
    return true;
}

/* ---- One paint ---- */

/* What curses will take a character for. */
static int cell_width(uint32_t c)
{
    return wcwidth((wchar_t)c);
}

struct layout_style terminal_text_style(const struct terminal *t, int width)
{
    return (struct layout_style){ .width = width, .char_width = cell_width, .bidi = t->bidi, .ascii = t->ascii };
}

void terminal_clear(struct terminal *t)
{
    (void)t;
    werase(stdscr);
}

int terminal_put(struct terminal *t, int row, int column, int cells, enum style_name style, unsigned extra, const char *text, size_t len)
{
    struct str plain = STR_INIT;
    struct layout_style measure = terminal_text_style(t, cells);
    int width = 0;
    if (t->ascii) {
        unicode_to_ascii(text, len, &plain);
        text = plain.data;
        len = plain.len;
    }
    size_t n = layout_cut(text, len, num_min((size_t)cells, (size_t)(t->columns - column)), &measure, &width);
    if (row >= 0 && row < t->rows && column >= 0 && column < t->columns) {
        attrset((attr_t)t->looks[style] | attributes_of(extra));
        mvaddnstr(row, column, text, (int)n);
        attrset(0);
    }
    str_release(&plain);
    return width;
}

void terminal_show(struct terminal *t, int row, int column)
{
    if (row >= 0 && row < t->rows && column >= 0 && column < t->columns)
        move(row, column);
    wnoutrefresh(stdscr);
    out_gather();
    doupdate();
    out_send();
}

void terminal_redraw(struct terminal *t)
{
    (void)t;
    clearok(curscr, TRUE);
}

void terminal_send(struct terminal *t, const char *bytes, size_t len)
{
    (void)t;
    out_put(bytes, len);
}
