/* The steps of a script that judge, each one test. All but the two that wait look at a
 * settled screen. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/num.h"
#include "golden.h"
#include "picture.h"
#include "play.h"

static const char *argument(const struct step *s)
{
    return s->words.items[1].text;
}

static void show_screen(struct play *p)
{
    struct str picture = STR_INIT;
    picture_add(&p->terminal, &picture);
    play_note("the screen", picture.data);
    str_release(&picture);
}

static bool judge_screen(struct play *p, const struct step *s, bool good)
{
    play_result(s, good);
    if (!good)
        show_screen(p);
    return true;
}

/* Reads on until `text` is there (or gone), or the program or the time is at its end. */
static bool wait_until(struct play *p, const char *text, bool there)
{
    int64_t until = terminal_tick() + p->ceiling;
    while ((terminal_find(&p->terminal, text) >= 0) != there) {
        if (p->terminal.program.ended || terminal_tick() > until)
            return false;
        terminal_turn(&p->terminal, 50);
    }
    return true;
}

bool check_wait(struct play *p, const struct step *s)
{
    bool good = wait_until(p, argument(s), true);
    judge_screen(p, s, good);
    return good;
}

bool check_wait_gone(struct play *p, const struct step *s)
{
    bool good = wait_until(p, argument(s), false);
    judge_screen(p, s, good);
    return good;
}

bool check_expect(struct play *p, const struct step *s)
{
    terminal_settle(&p->terminal, p->ceiling);
    return judge_screen(p, s, terminal_find(&p->terminal, argument(s)) >= 0);
}

bool check_expect_not(struct play *p, const struct step *s)
{
    terminal_settle(&p->terminal, p->ceiling);
    return judge_screen(p, s, terminal_find(&p->terminal, argument(s)) < 0);
}

bool check_cursor_on(struct play *p, const struct step *s)
{
    int row, col;
    bool shown;
    struct str line = STR_INIT;
    terminal_settle(&p->terminal, p->ceiling);
    terminal_cursor(&p->terminal, &row, &col, &shown);
    terminal_row(&p->terminal, row, &line);
    bool good = str_find(line.data, line.len, argument(s)) != NULL;
    str_release(&line);
    return judge_screen(p, s, good);
}

/* The golden file: NAME.screen beside the script. Owner: the caller. */
static char *golden_path(const struct play *p, const char *name)
{
    struct str path = STR_INIT;
    const char *slash = strrchr(p->path, '/');
    str_add(&path, p->path, slash ? (size_t)(slash + 1 - p->path) : 0);
    str_addf(&path, "%s.screen", name);
    return str_take(&path, NULL);
}

static bool accept(const char *path, const struct str *picture, struct str *difference)
{
    struct err err = { 0 };
    if (file_write(path, picture->data, picture->len, &err) == 0)
        return true;
    str_adds(difference, err.text);
    return false;
}

bool check_screen(struct play *p, const struct step *s)
{
    char *path = golden_path(p, argument(s));
    struct str picture = STR_INIT, difference = STR_INIT;
    terminal_settle(&p->terminal, p->ceiling);
    picture_add(&p->terminal, &picture);
    bool good = golden_is(path, &picture, &difference);
    if (!good && p->accept) {
        play_note("accepted", path);
        play_note("changed", difference.data);
        str_reset(&difference);
        good = accept(path, &picture, &difference);
    }
    play_result(s, good);
    if (!good)
        play_note("difference", difference.data);
    str_release(&picture);
    str_release(&difference);
    free(path);
    return true;
}

static bool wait_for_end(struct play *p, bool or_stop)
{
    int64_t until = terminal_tick() + p->ceiling;
    const struct program *program = &p->terminal.program;
    while (!program->ended && !(or_stop && program->stopped) && terminal_tick() < until)
        terminal_turn(&p->terminal, 20);
    return program->ended || (or_stop && program->stopped);
}

static bool is_status(const char *want, int status)
{
    int64_t n;
    if (WIFSIGNALED(status))
        return play_signal(want) == WTERMSIG(status);
    return num_read_i64(want, strlen(want), &n) && n == WEXITSTATUS(status);
}

bool check_status(struct play *p, const struct step *s)
{
    char got[40];
    bool ended = wait_for_end(p, false);
    int status = p->terminal.program.status;
    bool good = ended && is_status(argument(s), status);
    play_result(s, good);
    if (!ended)
        show_screen(p);
    else if (WIFSIGNALED(status))
        snprintf(got, sizeof got, "signal %d", WTERMSIG(status));
    else
        snprintf(got, sizeof got, "%d", WEXITSTATUS(status));
    if (!good)
        play_note("got", ended ? got : "it has not ended");
    return good;
}

bool check_stopped(struct play *p, const struct step *s)
{
    bool good = wait_for_end(p, true) && p->terminal.program.stopped;
    return judge_screen(p, s, good) && good;
}

bool check_restored(struct play *p, const struct step *s)
{
    struct str left = STR_INIT;
    bool ended = wait_for_end(p, true);
    if (p->terminal.program.stopped)
        terminal_settle(&p->terminal, p->ceiling);
    bool good = !stream_left(&p->terminal.stream, &left) && ended;
    play_result(s, good);
    if (!good)
        play_note("still on", ended ? left.data : "the program has not ended");
    str_release(&left);
    return true;
}

bool check_bytes_below(struct play *p, const struct step *s)
{
    int64_t most = 0;
    char got[40];
    terminal_settle(&p->terminal, p->ceiling);
    size_t count = p->terminal.raw.len - p->mark;
    bool good = num_read_i64(argument(s), strlen(argument(s)), &most) && (int64_t)count < most;
    play_result(s, good);
    snprintf(got, sizeof got, "%zu", count);
    if (!good)
        play_note("got", got);
    return true;
}

/* The bytes since the mark, such that a person and a TAP reader can look at them. */
static void show_raw(const struct play *p)
{
    struct str shown = STR_INIT;
    str_init(&shown, 4000);
    for (size_t i = p->mark; i < p->terminal.raw.len; i++) {
        unsigned char c = (unsigned char)p->terminal.raw.data[i];
        if (c < ' ')
            str_addf(&shown, c == '\033' ? "\\e" : "\\x%02x", c);
        else
            str_addc(&shown, (char)c);
    }
    play_note("bytes", shown.data);
    str_release(&shown);
}

static bool judge_raw(struct play *p, const struct step *s, bool there)
{
    terminal_settle(&p->terminal, p->ceiling);
    const struct str *raw = &p->terminal.raw;
    bool good = (str_find(raw->data + p->mark, raw->len - p->mark, argument(s)) != NULL) == there;
    play_result(s, good);
    if (!good)
        show_raw(p);
    return true;
}

bool check_raw_has(struct play *p, const struct step *s)
{
    return judge_raw(p, s, true);
}

bool check_raw_has_not(struct play *p, const struct step *s)
{
    return judge_raw(p, s, false);
}

bool check_no_bell(struct play *p, const struct step *s)
{
    terminal_settle(&p->terminal, p->ceiling);
    play_result(s, p->terminal.stream.bells == 0);
    return true;
}
