/* screen.h: the reader's screen, whole: `telex` without a subcommand.
 *
 * It reads the store, writes marks, asks the desk for everything else, and never
 * waits between a key and its paint. The desk is started after the first picture.
 *
 * May not know: the network, foreign markup, how telex was called. */
#ifndef TELEX_SCREEN_SCREEN_H
#define TELEX_SCREEN_SCREEN_H

#include "base/clock.h"
#include "base/err.h"
#include "conf/config.h"

/* Everything is borrowed and must outlive the call. */
struct screen_setup {
    const char *codeset;      /* the terminal's, as i18n_init() gave it */
    const char *data;         /* the store's folder, absolute */
    const char *sources;      /* the sources file, absolute */
    const char *config_path;  /* the config file, absolute; NULL: none */
    struct config *config;    /* `:set` changes it */
    struct clock clock;
    const char *section;      /* the list to begin with: a section's path; NULL: all news */
};

/* Shows the screen until the reader quits, the terminal goes or the process is
 * asked to end. 0, or -1 with err where there is no terminal to show it on. */
int screen_run(const struct screen_setup *setup, struct err *err);

#endif
