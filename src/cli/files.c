/* Which config, sources and store a command works with. */
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "cli/cli.h"

/* `path` from the root; owner: the caller. */
static char *absolute(const char *path)
{
    char *expanded = file_expand(path), *here, *whole;
    if (expanded[0] == '/')
        return expanded;
    here = realpath(".", NULL);
    whole = here ? file_join(here, expanded) : mem_strdup(expanded);
    free(here);
    free(expanded);
    return whole;
}

/* A file in the reader's own config folder; NULL where she has none. */
static char *own_file(const char *name)
{
    char *dir = file_config_dir(), *path = dir ? file_join(dir, name) : NULL;
    free(dir);
    return path;
}

static int open_config(struct cli *c, const char *given)
{
    c->config_path = given ? absolute(given) : own_file("config");
    if (given && !file_exists(c->config_path))
        return cli_fail(c, _("%s: there is no such file; telex config > FILE makes one"), given);
    if (c->config_path)
        config_load(&c->config, c->config_path);
    return 0;
}

static int open_sources(struct cli *c, const char *given, enum cli_sources sources)
{
    c->sources_path = given ? absolute(given) : own_file("sources");
    if (!c->sources_path && sources == CLI_SOURCES_OWN)
        return cli_fail(c, "%s", _("neither HOME nor XDG_CONFIG_HOME is set; name the file with --sources FILE"));
    if (sources == CLI_SOURCES_OWN || (c->sources_path && file_exists(c->sources_path)))
        return 0;
    if (given)
        return cli_fail(c, _("%s: there is no such file; telex --sources FILE add ADDRESS makes one"), given);
    free(c->sources_path);
    c->sources_path = file_shipped("edition/sources");
    c->bundled = true;
    return 0;
}

/* The edition's articles never mix with the reader's. */
static int open_data(struct cli *c, const char *given)
{
    c->data_dir = given ? absolute(given) : file_data_dir();
    if (!c->data_dir)
        return cli_fail(c, "%s", _("neither HOME nor XDG_DATA_HOME is set; name a folder with --data DIR"));
    if (c->bundled && !given) {
        char *edition = file_join(c->data_dir, "edition");
        free(c->data_dir);
        c->data_dir = edition;
    }
    return 0;
}

int cli_open(struct cli *c, const struct cli_paths *given, enum cli_sources sources)
{
    int status = open_config(c, given->config);
    if (status == 0 && sources != CLI_SOURCES_NONE)
        status = open_sources(c, given->sources, sources);
    if (status == 0 && sources != CLI_SOURCES_NONE)
        status = open_data(c, given->data);
    return status;
}

void cli_release(struct cli *c)
{
    config_release(&c->config);
    free(c->config_path);
    free(c->sources_path);
    free(c->data_dir);
}

int cli_load_sources(struct cli *c, struct sources_file *s)
{
    struct err err = { 0 };
    if (sources_file_load(s, c->sources_path, &err) < 0)
        return cli_fail_err(c, &err);
    cli_print_problems(&s->problems);
    return 0;
}
