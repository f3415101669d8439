/* cli.h: what every subcommand is given, and how it speaks.
 *
 * A subcommand is a row of subcommands.def and a function cmd_NAME() in a file of
 * its own. It gets its words without the global options and returns the exit
 * status: 0 done, CLI_FAILED, CLI_USAGE. Results go to standard output in UTF-8,
 * everything else as one line to standard error.
 *
 * May not know: curses, libcurl, libxml2. */
#ifndef TELEX_CLI_CLI_H
#define TELEX_CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "conf/config.h"
#include "conf/sources_file.h"

enum { CLI_DONE = 0, CLI_FAILED = 1, CLI_USAGE = 2 };

struct cli {
    const char *codeset;   /* the terminal's, as i18n_init() gave it */
    const char *name;      /* the subcommand's; NULL: the screen */
    struct config config;
    char *config_path;     /* absolute; NULL: none */
    char *sources_path;    /* absolute; NULL only where the command needs no sources */
    char *data_dir;        /* the store's folder, absolute; likewise */
    bool bundled;          /* these are the bundled edition's */
};

enum cli_sources { CLI_SOURCES_OWN, CLI_SOURCES_EITHER, CLI_SOURCES_NONE };

struct subcommand {
    const char *name;
    enum cli_sources sources;
    const char *arguments, *help; /* N_(): translate before they are shown */
    int (*run)(struct cli *c, int argc, char **argv);
};
extern const struct subcommand subcommands[];
extern const size_t subcommand_count;
const struct subcommand *subcommand_find(const char *name); /* NULL: none */

/* argv: the words behind the subcommand's name. */
#define SUBCOMMAND(id, name, sources, arguments, help) int cmd_##id(struct cli *c, int argc, char **argv);
#include "cli/subcommands.def"
#undef SUBCOMMAND
/* `telex` without a subcommand. */
int cli_screen(struct cli *c);

/* Prints "telex NAME: …" and returns CLI_FAILED. */
int cli_fail(const struct cli *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same with how the command is called; returns CLI_USAGE. */
int cli_usage(const struct cli *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* err's sentence; CLI_USAGE where it is of that kind, else CLI_FAILED. */
int cli_fail_err(const struct cli *c, const struct err *err);
/* A line a problem; the others work. */
void cli_print_problems(const struct problems *problems);

/* "--json" sets *flag; "--section PATH" and "--section=PATH" set *value. */
struct cli_option {
    const char *name; /* without the two dashes */
    bool *flag;
    const char **value;
};
/* Takes the options out of argv, wherever they stand before "--"; what is left are
 * the command's own words, *argc of them, at least `least` and at most `most`
 * (-1: any number). 0, or CLI_USAGE after a message. The list of options ends with
 * a NULL name; NULL: none. */
int cli_options(const struct cli *c, int *argc, char **argv, const struct cli_option *options, int least, int most);

/* Reads the sources file and prints what is wrong in it; 0, or an exit status after a
 * message. The caller releases *s in any case. */
int cli_load_sources(struct cli *c, struct sources_file *s);
/* Finds files and settings for a command. 0, or an exit status after a message. */
struct cli_paths {
    const char *config, *sources, *data; /* as given by options; NULL: not */
};
int cli_open(struct cli *c, const struct cli_paths *given, enum cli_sources sources);
void cli_release(struct cli *c);

/* The candidate that `word` was probably meant to be, or NULL. */
const char *cli_closest(const char *word, const char *const *candidates, size_t count);

#endif
