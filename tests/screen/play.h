/* play.h: what the steps of one script share. */
#ifndef TELEX_TESTS_SCREEN_PLAY_H
#define TELEX_TESTS_SCREEN_PLAY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/vec.h"
#include "script.h"
#include "terminal.h"

struct play {
    const char *path;   /* the script's */
    const char *dir;    /* the fresh folder, absolute */
    bool accept;        /* write golden files instead of comparing */
    int ceiling;        /* milliseconds that anything may take */
    size_t mark;        /* where the bytes since the last keys begin */
    VEC(char *) set;    /* "NAME=VALUE" for what is started */
    VEC(char *) unset;  /* "NAME" */
    struct terminal terminal;
};

/* One step; false where the rest of the script makes no sense any more. */
typedef bool play_step(struct play *p, const struct step *s);

/* steps.c: they do */
play_step step_size, step_env, step_unset, step_run, step_keys, step_settle, step_signal, step_hang_up, step_shell, step_ceiling;
/* checks.c: they judge */
play_step check_wait, check_wait_gone, check_screen, check_expect, check_expect_not, check_cursor_on, check_status, check_stopped,
    check_restored, check_bytes_below, check_raw_has, check_raw_has_not, check_no_bell;

/* Says one result, named by the step's line. */
bool play_result(const struct step *s, bool good);
/* A note below it. */
void play_note(const char *label, const char *text);
/* "TERM" or "SIGTERM": 15; 0 where there is no such signal. */
int play_signal(const char *name);

#endif
