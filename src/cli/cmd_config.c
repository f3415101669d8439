/* telex config */
#include <stdio.h>

#include "cli/cli.h"

int cmd_config(struct cli *c, int argc, char **argv)
{
    struct str out = STR_INIT;
    int status = cli_options(c, &argc, argv, NULL, 0, 0);
    if (status)
        return status;
    config_write_defaults(&out);
    fwrite(out.data, 1, out.len, stdout);
    str_release(&out);
    return CLI_DONE;
}
