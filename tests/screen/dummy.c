/* A program with a screen, for the tests of play itself: a list with a cursor, a few
 * attributes, and ends of every kind. */
#include <curses.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static volatile sig_atomic_t asked_to_end;

static void on_term(int number)
{
    (void)number;
    asked_to_end = 1;
}

static const char *const lines[] = { "Harbour", "Москва и 東京", "Bridge", "Ferry" };
enum { LINES_COUNT = sizeof lines / sizeof *lines };

static void draw(int at, const char *note)
{
    const char *title = getenv("TITLE");
    werase(stdscr);
    attrset(A_BOLD);
    mvprintw(0, 0, "%s of %dx%d", title ? title : "A list", COLS, LINES);
    attrset(A_REVERSE);
    mvprintw(1, 0, "%-20s", "a bar");
    for (int i = 0; i < LINES_COUNT; i++) {
        attrset(i == at ? A_UNDERLINE | COLOR_PAIR(1) : i == 2 ? A_DIM : A_NORMAL);
        mvaddstr(3 + i, 2, lines[i]);
    }
    attrset(A_ITALIC);
    mvaddstr(LINES - 1, 0, note);
    attrset(A_NORMAL);
    mvaddstr(8, 0, "----------------------------------------");
    move(3 + at, 2);
    refresh();
}

static void put(const char *sequence)
{
    fputs(sequence, stdout);
    fflush(stdout);
}

/* Works for a while, silently. */
static void compute(void)
{
    clock_t end = clock() + CLOCKS_PER_SEC * 3 / 10;
    while (clock() < end)
        ;
}

/* What a key does beside moving; NULL ends the program. */
static const char *act(int key)
{
    switch (key) {
    case 'q':
        return NULL;
    case 'b':
        beep();
        return "rang";
    case 'l':
        put("\0337\033[12;1H\033]8;;https://example.org/\033\\link\033]8;;\033\\\0338");
        return "linked";
    case 'm':
        put("\033[?1000h\033[?2004h");
        return "mouse";
    case 'w':
        compute();
        return "computed";
    case 'c':
        abort();
    case '\033':
        return "escape";
    case KEY_BTAB:
        return "back";
    default:
        return "";
    }
}

int main(void)
{
    int at = 0, key = 0;
    const char *note = "ready";
    setlocale(LC_ALL, "");
    set_escdelay(50);
    initscr();
    start_color();
    use_default_colors();
    init_pair(1, COLOR_BLUE, -1);
    cbreak();
    noecho();
    keypad(stdscr, TRUE);
    timeout(50); /* getch() goes on behind a signal */
    struct sigaction action = { .sa_handler = on_term };
    sigaction(SIGTERM, &action, NULL);
    while (note && !asked_to_end) {
        draw(at, note);
        key = getch();
        if ((key == 'j' || key == KEY_DOWN) && at < LINES_COUNT - 1)
            at++;
        else if ((key == 'k' || key == KEY_UP) && at > 0)
            at--;
        else if (key != KEY_RESIZE && key != ERR)
            note = act(key);
    }
    endwin();
    return asked_to_end ? 3 : 0;
}
