/* telex export [FILE] */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "cli/cli.h"
#include "cli/opml.h"

int cmd_export(struct cli *c, int argc, char **argv)
{
    struct sources_file s = { 0 };
    struct str out = STR_INIT;
    struct err err = { 0 };
    int status = cli_options(c, &argc, argv, NULL, 0, 1);
    if (status == 0)
        status = cli_load_sources(c, &s);
    if (status == 0) {
        opml_write(s.items, s.len, &out);
        if (argc == 0 || strcmp(argv[0], "-") == 0)
            fwrite(out.data, 1, out.len, stdout);
        else if (file_write(argv[0], out.data, out.len, &err) < 0)
            status = cli_fail_err(c, &err);
    }
    str_release(&out);
    sources_file_release(&s);
    return status;
}
