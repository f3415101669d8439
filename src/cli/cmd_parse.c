/* telex parse, telex extract: both are the parser's; telex only starts it. Its
 * modes are called `telex-parse parse …` and `telex-parse extract …`. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "wire/process.h"

/* `option`: a word before the others, or NULL. */
static int become(struct cli *c, const char *mode, char *option, int argc, char **argv)
{
    char *path = process_helper("telex-parse");
    char **words = mem_zero((size_t)argc + 4, sizeof *words);
    words[0] = mem_strdup("telex-parse");
    words[1] = mem_strdup(mode);
    words[2] = option;
    memcpy(words + (option ? 3 : 2), argv, (size_t)argc * sizeof *words);
    execv(path, words);
    int status = cli_fail(c, _("%s cannot be started: %s"), path, strerror(errno));
    free(words[0]);
    free(words[1]);
    free(words);
    free(path);
    return status;
}

int cmd_parse(struct cli *c, int argc, char **argv)
{
    return become(c, "parse", NULL, argc, argv);
}

int cmd_extract(struct cli *c, int argc, char **argv)
{
    char *rules = c->config_path ? file_beside(c->config_path, "pages") : NULL;
    struct str option = STR_INIT;
    bool given = rules && file_exists(rules);
    if (given)
        str_addf(&option, "--rules=%s", rules);
    int status = become(c, "extract", given ? option.data : NULL, argc, argv);
    str_release(&option);
    free(rules);
    return status;
}
