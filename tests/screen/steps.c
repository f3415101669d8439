/* The steps of a script that do something; checks.c has those that judge. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/num.h"
#include "keys.h"
#include "play.h"

/* Everything is started as `sh -c setting sh [-u NAME]... NAME=VALUE... COMMAND`, so that
 * only what the script asks for comes behind tests/environment. */
static const char setting[] = ". \"$srcdir/tests/environment\"; exec env \"$@\"";

struct arguments {
    const char **items;
    size_t len, cap;
    char *home;
};

static void begin(const struct play *p, struct arguments *a)
{
    const char *const first[] = { "/bin/sh", "-c", setting, "sh" };
    struct str home = STR_INIT;
    str_addf(&home, "HOME=%s", p->dir);
    a->home = str_take(&home, NULL);
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        *vec_push(a) = first[i];
    for (size_t i = 0; i < p->unset.len; i++) {
        *vec_push(a) = "-u";
        *vec_push(a) = p->unset.items[i];
    }
    *vec_push(a) = a->home;
    for (size_t i = 0; i < p->set.len; i++)
        *vec_push(a) = p->set.items[i];
}

static void end(struct arguments *a)
{
    free(a->home);
    vec_release(a);
}

static bool broken(const struct step *s, const char *why)
{
    play_result(s, false);
    play_note("because", why);
    return false;
}

static bool number(const struct step *s, size_t i, int64_t most, int *out)
{
    int64_t n;
    const char *text = s->words.items[i].text;
    bool good = num_read_i64(text, strlen(text), &n) && n > 0 && n <= most;
    *out = good ? (int)n : 0;
    return good;
}

bool step_size(struct play *p, const struct step *s)
{
    int cols, rows;
    if (!number(s, 1, 1000, &cols) || !number(s, 2, 1000, &rows))
        return broken(s, "a size is columns and rows");
    p->mark = p->terminal.raw.len;
    terminal_resize(&p->terminal, rows, cols);
    return true;
}

bool step_ceiling(struct play *p, const struct step *s)
{
    int seconds;
    if (!number(s, 1, 600, &seconds))
        return broken(s, "a ceiling is a number of seconds");
    p->ceiling = seconds * 1000;
    return true;
}

bool step_env(struct play *p, const struct step *s)
{
    for (size_t i = 1; i < s->words.len; i++)
        *vec_push(&p->set) = mem_strdup(s->words.items[i].text);
    return true;
}

bool step_unset(struct play *p, const struct step *s)
{
    for (size_t i = 1; i < s->words.len; i++)
        *vec_push(&p->unset) = mem_strdup(s->words.items[i].text);
    return true;
}

bool step_run(struct play *p, const struct step *s)
{
    struct arguments a = { .items = NULL };
    if (p->terminal.program.started && !p->terminal.program.ended)
        return broken(s, "the program before it still runs");
    begin(p, &a);
    for (size_t i = 1; i < s->words.len; i++)
        *vec_push(&a) = s->words.items[i].text;
    *vec_push(&a) = NULL;
    p->mark = 0;
    bool good = terminal_start(&p->terminal, a.items, p->dir);
    end(&a);
    return good || broken(s, "it cannot be started");
}

/* An Escape is given the time that makes it a key of its own. */
bool step_keys(struct play *p, const struct step *s)
{
    struct str bytes = STR_INIT;
    bool good = true;
    p->mark = p->terminal.raw.len;
    for (size_t i = 1; i < s->words.len && good; i++) {
        good = keys_add(s->words.items + i, stream_cursor_keys(&p->terminal.stream), &bytes);
        if (i + 1 < s->words.len && strcmp(s->words.items[i].text, "<Escape>") == 0) {
            terminal_type(&p->terminal, bytes.data, bytes.len);
            terminal_settle(&p->terminal, p->ceiling);
            str_reset(&bytes);
        }
    }
    terminal_type(&p->terminal, bytes.data, bytes.len);
    str_release(&bytes);
    return good || broken(s, "there is no such key");
}

bool step_settle(struct play *p, const struct step *s)
{
    if (!terminal_settle(&p->terminal, p->ceiling))
        return broken(s, "the program went on writing or computing");
    return true;
}

static const struct {
    const char *name;
    int number;
} signals[] = {
    { "HUP", SIGHUP },   { "INT", SIGINT },   { "QUIT", SIGQUIT }, { "ABRT", SIGABRT }, { "KILL", SIGKILL }, { "SEGV", SIGSEGV },
    { "TERM", SIGTERM }, { "PIPE", SIGPIPE }, { "STOP", SIGSTOP }, { "TSTP", SIGTSTP }, { "CONT", SIGCONT }, { "WINCH", SIGWINCH },
    { "USR1", SIGUSR1 }, { "USR2", SIGUSR2 }, { "BUS", SIGBUS },   { "FPE", SIGFPE },
    { "ILL", SIGILL },   { "ALRM", SIGALRM }, { "XFSZ", SIGXFSZ },
};

int play_signal(const char *name)
{
    name += strncmp(name, "SIG", 3) == 0 ? 3 : 0;
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        if (strcmp(signals[i].name, name) == 0)
            return signals[i].number;
    return 0;
}

bool step_signal(struct play *p, const struct step *s)
{
    int which = play_signal(s->words.items[1].text);
    if (!which)
        return broken(s, "there is no such signal");
    p->mark = p->terminal.raw.len;
    terminal_turn(&p->terminal, 0);
    program_signal(&p->terminal.program, which);
    p->terminal.last_bytes = terminal_tick();
    return true;
}

bool step_hang_up(struct play *p, const struct step *s)
{
    (void)s;
    program_hang_up(&p->terminal.program);
    return true;
}

static pid_t start_shell(const struct play *p, const struct step *s, int output)
{
    struct arguments a = { .items = NULL };
    begin(p, &a);
    const char *const last[] = { "/bin/sh", "-c", s->rest, NULL };
    for (size_t i = 0; i < sizeof last / sizeof *last; i++)
        *vec_push(&a) = last[i];
    pid_t pid = fork();
    if (pid == 0) {
        int null = open("/dev/null", O_RDONLY);
        if (null < 0 || dup2(null, 0) < 0 || dup2(output, 1) < 0 || dup2(output, 2) < 0 || chdir(p->dir) != 0)
            _exit(126);
        execv(a.items[0], (char *const *)a.items);
        _exit(127);
    }
    end(&a);
    return pid;
}

/* The terminal is read on meanwhile: its program may be what the command waits for. */
static int wait_for_shell(struct play *p, pid_t pid)
{
    int status;
    int64_t until = terminal_tick() + p->ceiling;
    while (waitpid(pid, &status, WNOHANG) == 0) {
        terminal_turn(&p->terminal, 10);
        if (terminal_tick() > until) {
            kill(pid, SIGKILL);
            until = INT64_MAX;
        }
    }
    return status;
}

bool step_shell(struct play *p, const struct step *s)
{
    char said[2000];
    FILE *output = tmpfile();
    if (!output)
        return broken(s, "there is no temporary file");
    pid_t pid = start_shell(p, s, fileno(output));
    bool good = pid > 0 && wait_for_shell(p, pid) == 0;
    play_result(s, good);
    rewind(output);
    said[fread(said, 1, sizeof said - 1, output)] = '\0';
    if (!good)
        play_note("it said", said);
    fclose(output);
    return good;
}
