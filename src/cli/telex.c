/* telex: the screen, and the commands for scripts. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/log.h"
#include "cli/cli.h"
#include "wire/sandbox.h"

struct call {
    struct cli_paths paths;
    bool help, version;
};

/* The value of a global option at argv[i] ("--data DIR", "--data=DIR"); NULL: it is
 * another word. *taken: words it stood in. */
static const char *global_value(const char *name, int argc, char **argv, int i, int *taken)
{
    size_t len = strlen(name);
    if (strncmp(argv[i], "--", 2) != 0 || strncmp(argv[i] + 2, name, len) != 0)
        return NULL;
    const char *rest = argv[i] + 2 + len;
    *taken = *rest == '=' ? 1 : 2;
    return *rest == '=' ? rest + 1 : !*rest && i + 1 < argc ? argv[i + 1] : NULL;
}

/* Takes the options that every command has out of argv, before "--". */
static int take_globals(struct call *call, int *argc, char **argv)
{
    int kept = 1, i = 1, taken;
    for (; i < *argc && strcmp(argv[i], "--") != 0; i += taken) {
        const char *value;
        taken = 1;
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            call->help = true;
        else if (strcmp(argv[i], "--version") == 0 || strcmp(argv[i], "-V") == 0)
            call->version = true;
        else if ((value = global_value("config", *argc, argv, i, &taken)))
            call->paths.config = value;
        else if ((value = global_value("sources", *argc, argv, i, &taken)))
            call->paths.sources = value;
        else if ((value = global_value("data", *argc, argv, i, &taken)))
            call->paths.data = value;
        else {
            taken = 1;
            argv[kept++] = argv[i];
        }
    }
    while (i < *argc)
        argv[kept++] = argv[i++];
    *argc = kept;
    return kept;
}

static int unknown_command(const struct cli *c, const char *word)
{
    const char *names[64];
    size_t count = subcommand_count < 64 ? subcommand_count : 64;
    for (size_t i = 0; i < count; i++)
        names[i] = subcommands[i].name;
    const char *meant = cli_closest(word, names, count);
    if (strcmp(word, "--config") == 0 || strcmp(word, "--sources") == 0 || strcmp(word, "--data") == 0)
        cli_usage(c, _("the option %s needs a value"), word);
    else if (word[0] == '-')
        cli_usage(c, _("there is no option \"%s\"; telex --help lists them"), word);
    else if (meant)
        cli_usage(c, _("there is no command \"%s\"; did you mean \"%s\"?"), word, meant);
    else
        cli_usage(c, _("there is no command \"%s\"; telex help lists them"), word);
    return CLI_USAGE;
}

static int run(struct cli *c, const struct call *call, int argc, char **argv)
{
    const struct subcommand *s = argc > 1 ? subcommand_find(argv[1]) : NULL;
    char *name = argc > 1 ? argv[1] : NULL;
    if (call->version) {
        printf("telex %s\n%s\n", VERSION, sandbox_describe());
        return CLI_DONE;
    }
    if (name && !s)
        return unknown_command(c, name);
    if (call->help)
        return cmd_help(c, s ? 1 : 0, &name);
    c->name = name;
    int status = cli_open(c, &call->paths, s ? s->sources : CLI_SOURCES_EITHER);
    if (status)
        return status;
    if (!s)
        return cli_screen(c);
    cli_print_problems(&c->config.problems);
    return s->run(c, argc - 2, argv + 2);
}

/* A file that may not grow is said by the write; a handler, unlike SIG_IGN, is not inherited by a browser. */
static void go_on(int number)
{
    (void)number;
}

int main(int argc, char **argv)
{
    struct cli c = { .codeset = i18n_init() };
    struct call call = { 0 };
    signal(SIGXFSZ, go_on);
    log_open("telex");
    config_init(&c.config);
    take_globals(&call, &argc, argv);
    int status = run(&c, &call, argc, argv);
    errno = 0;
    if (fflush(stdout) != 0 || ferror(stdout))
        status = errno == EPIPE ? status : cli_fail(&c, _("standard output: %s"), strerror(errno));
    cli_release(&c);
    return status;
}
