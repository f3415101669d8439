/* telex without a subcommand: the screen. */
#include "base/i18n.h"
#include "cli/cli.h"

int cli_screen(struct cli *c)
{
    return cli_fail(c, "%s", _("this build has no screen; telex help lists the commands"));
}
