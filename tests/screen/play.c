/* play: tests a program's screen by a script.
 *
 *     tests/screen/play FILE.script            TAP on standard output, a line for each check
 *     tests/screen/play --accept FILE.script   writes golden files that differ: look at each
 *                                              line of their difference before they are kept
 *
 * The program runs in a pseudo-terminal that libvterm emulates (terminal.c), with
 * tests/environment, its home in a fresh folder that is also where it stands, and the
 * clock at 15:31 on 27 December 2019 (TELEX_NOW). Nothing else is inherited. A script has
 * a step a line; "#" begins a comment; words with blanks stand in "quotes", where \e \n
 * \r \t \a \b \x1b \" \\ mean what they do in C. $srcdir, $builddir and $dir (the fresh folder)
 * are replaced everywhere. PATH begins with the folders of the built programs.
 *
 * To do something
 *     size 80 24           columns and rows; while a program runs, the window is resized
 *     env NAME=VALUE ...   for programs started from here on
 *     unset NAME ...
 *     ceiling 20           seconds that any one step may take (20 unless told)
 *     run telex --data $dir/data    starts a program in an empty terminal; the one
 *                          before must have ended
 *     keys j j <Enter> ^C "a text" $dir   typed at once, but for <Escape>, which is waited for
 *                          <Enter> <Space> <Escape> <Tab> <S-Tab> <Backspace> <Delete> <Insert>
 *                          <Up> <Down> <Left> <Right> <Home> <End> <PageUp> <PageDown>
 *                          <F1> to <F12>, <Alt-x>, ^X
 *     settle               until everything typed is read and the program waits, silent; every
 *                          check but wait and wait-gone begins with this
 *     signal TERM          to the program and its group: HUP INT QUIT TERM KILL TSTP CONT ...
 *     hang-up              takes the terminal away
 *     shell COMMAND        by sh, in $dir; must succeed
 *
 * To judge, each one test
 *     wait "text"          until it stands in a row; the program's end ends the wait
 *     wait-gone "text"     until it stands in none. Where either fails the script ends
 *     expect "text"        it stands in a row now
 *     expect-not "text"
 *     cursor-on "text"     the cursor's row holds it
 *     screen NAME          the whole screen is NAME.screen beside the script (picture.h)
 *     stopped              it was stopped (^Z)
 *     status 0             it ended so; a signal by its name: status SIGTERM
 *     terminal-restored    it ended, or stopped, and left the terminal as a shell wants it:
 *                          no alternate screen, cursor shown, attributes off, keys, mouse,
 *                          paste and focus reports as before (stream.c)
 *     bytes-below 100      written since the last keys, size, signal or run
 *     raw-has "\e]8;;"     bytes since then
 *     raw-has-not "\e]52"
 *     no-bell              none since run */
#include "play.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "tests/tap.h"

extern char **environ;

static const struct {
    const char *verb;
    size_t least, most; /* words behind it */
    play_step *step;
} verbs[] = {
    { "size", 2, 2, step_size },
    { "env", 1, 100, step_env },
    { "unset", 1, 100, step_unset },
    { "ceiling", 1, 1, step_ceiling },
    { "run", 1, 100, step_run },
    { "keys", 1, 1000, step_keys },
    { "settle", 0, 0, step_settle },
    { "signal", 1, 1, step_signal },
    { "hang-up", 0, 0, step_hang_up },
    { "shell", 1, 1000, step_shell },
    { "wait", 1, 1, check_wait },
    { "wait-gone", 1, 1, check_wait_gone },
    { "expect", 1, 1, check_expect },
    { "expect-not", 1, 1, check_expect_not },
    { "cursor-on", 1, 1, check_cursor_on },
    { "screen", 1, 1, check_screen },
    { "stopped", 0, 0, check_stopped },
    { "status", 1, 1, check_status },
    { "terminal-restored", 0, 0, check_restored },
    { "bytes-below", 1, 1, check_bytes_below },
    { "raw-has", 1, 1, check_raw_has },
    { "raw-has-not", 1, 1, check_raw_has_not },
    { "no-bell", 0, 0, check_no_bell },
};

/* The verb of a step, or NULL with a line on standard error. */
static play_step *verb_of(const struct play *p, const struct step *s)
{
    size_t words = s->words.len - 1;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (strcmp(verbs[i].verb, s->words.items[0].text) == 0 && words >= verbs[i].least && words <= verbs[i].most)
            return verbs[i].step;
    fprintf(stderr, "%s:%d: no such step, or not with so many words: %s\n", p->path, s->line, s->source);
    return NULL;
}

bool play_result(const struct step *s, bool good)
{
    return ok(good, "line %d: %s", s->line, s->source);
}

void play_note(const char *label, const char *text)
{
    printf("# %s:\n# ", label);
    for (; *text; text++) {
        putchar(*text);
        if (*text == '\n' && text[1])
            printf("# ");
    }
    putchar('\n');
    fflush(stdout);
}

/* Only what is named here is inherited; sanitizers are told their manners by it. */
static void make_environment(const char *dir)
{
    static char *nothing[] = { NULL };
    static const char *const kept[] = { "srcdir", "builddir", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS" };
    char *values[5];
    for (int i = 0; i < 5; i++)
        values[i] = mem_strdup(getenv(kept[i]));
    environ = nothing;
    setenv("srcdir", TOP_SRCDIR, 1);
    setenv("builddir", TOP_BUILDDIR, 1);
    for (int i = 0; i < 5; i++) {
        if (values[i])
            setenv(kept[i], values[i], 1);
        free(values[i]);
    }
    struct str path = STR_INIT;
    str_addf(&path, "%s/src:%s/tests/screen:/usr/local/bin:/usr/bin:/bin", getenv("builddir"), getenv("builddir"));
    setenv("PATH", path.data, 1);
    setenv("dir", dir, 1);
    setenv("TELEX_NOW", "1577460660", 1);
    str_release(&path);
}

static bool check_verbs(const struct play *p, const struct script *script)
{
    bool good = true;
    for (size_t i = 0; i < script->steps.len; i++)
        good = verb_of(p, script->steps.items + i) && good;
    return good;
}

static void perform(struct play *p, const struct script *script)
{
    terminal_init(&p->terminal, 24, 80);
    for (size_t i = 0; i < script->steps.len; i++) {
        const struct step *s = script->steps.items + i;
        if (verb_of(p, s)(p, s))
            continue;
        printf("# the script ends here\n");
        break;
    }
    terminal_release(&p->terminal);
    for (size_t i = 0; i < p->set.len; i++)
        free(p->set.items[i]);
    for (size_t i = 0; i < p->unset.len; i++)
        free(p->unset.items[i]);
    vec_release(&p->set);
    vec_release(&p->unset);
}

static int play(struct play *p)
{
    struct script script;
    struct err err = { 0 };
    int status = 0;
    if (script_read(&script, p->path, &err) != 0) {
        fprintf(stderr, "%s\n", err.text);
        status = 2;
    } else if (!check_verbs(p, &script)) {
        status = 2;
    } else {
        perform(p, &script);
        status = tap_done();
    }
    script_release(&script);
    return status;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st, (void)kind, (void)at;
    remove(path);
    return 0;
}

/* A desk that has just lost its screen may still be writing there: not for long. */
static void remove_dir(const char *dir)
{
    for (int i = 0; i < 100 && access(dir, F_OK) == 0; i++) {
        nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
        if (access(dir, F_OK) == 0)
            usleep(20000);
    }
}

int main(int argc, char **argv)
{
    char template[] = "/tmp/telex-play.XXXXXX", *dir = NULL;
    struct play p = { .ceiling = 20000 };
    p.accept = argc == 3 && strcmp(argv[1], "--accept") == 0;
    if (argc != 2 + p.accept) {
        fprintf(stderr, "play [--accept] FILE.script\n");
        return 2;
    }
    p.path = argv[1 + p.accept];
    if (!mkdtemp(template) || !(dir = realpath(template, NULL))) {
        perror("play");
        return 2;
    }
    p.dir = dir;
    make_environment(dir);
    int status = play(&p);
    remove_dir(dir);
    free(dir);
    return status;
}
