/* telex help [COMMAND] */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/cli.h"

static void help_of(const struct subcommand *s)
{
    printf(_("usage: telex %s%s%s\n"), s->name, *s->arguments ? " " : "", *s->arguments ? _(s->arguments) : "");
    printf("\n%s\n", _(s->help));
}

static void help_of_all(void)
{
    printf("%s\n%s\n\n", _("usage: telex [COMMAND]"), _("Without a command telex opens its screen; there, ? lists the keys."));
    for (size_t i = 0; i < subcommand_count; i++)
        printf("  %-10s %s\n", subcommands[i].name, _(subcommands[i].help));
    printf("\n%s\n", _("Options of every command:"));
    printf("  --config FILE   %s\n", _("settings (~/.config/telex/config)"));
    printf("  --sources FILE  %s\n", _("sources (~/.config/telex/sources)"));
    printf("  --data DIR      %s\n", _("where articles are kept (~/.local/share/telex)"));
    printf("  --help          %s\n", _("this text, or a command's"));
    printf("  --version       %s\n", _("the version"));
}

int cmd_help(struct cli *c, int argc, char **argv)
{
    int status = cli_options(c, &argc, argv, NULL, 0, 1);
    if (status)
        return status;
    const struct subcommand *s = argc ? subcommand_find(argv[0]) : NULL;
    if (argc && !s)
        return cli_usage(c, _("there is no command \"%s\"; telex help lists them"), argv[0]);
    if (s)
        help_of(s);
    else
        help_of_all();
    return CLI_DONE;
}
