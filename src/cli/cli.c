/* How subcommands speak, take their options and find their files. */
#include "cli/cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "text/clean.h"

const struct subcommand subcommands[] = {
#define SUBCOMMAND(id, name, sources, arguments, help) { name, CLI_SOURCES_##sources, arguments, help, cmd_##id },
#include "cli/subcommands.def"
#undef SUBCOMMAND
};
const size_t subcommand_count = sizeof subcommands / sizeof *subcommands;

const struct subcommand *subcommand_find(const char *name)
{
    for (size_t i = 0; i < subcommand_count; i++)
        if (strcmp(subcommands[i].name, name) == 0)
            return &subcommands[i];
    return NULL;
}

/* ---- Speaking ---- */

static void say(const struct cli *c, const char *format, va_list args)
{
    struct str s = STR_INIT, clean = STR_INIT;
    str_addv(&s, format, args);
    clean_text(s.data, s.len, CLEAN_LINES | CLEAN_AS_WRITTEN, &clean);
    fflush(stdout);
    fprintf(stderr, "telex%s%s: %s\n", c->name ? " " : "", c->name ? c->name : "", clean.data);
    str_release(&clean);
    str_release(&s);
}

int cli_fail(const struct cli *c, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(c, format, args);
    va_end(args);
    return CLI_FAILED;
}

int cli_usage(const struct cli *c, const char *format, ...)
{
    const struct subcommand *s = c->name ? subcommand_find(c->name) : NULL;
    va_list args;
    va_start(args, format);
    say(c, format, args);
    va_end(args);
    if (s)
        fprintf(stderr, _("usage: telex %s%s%s\n"), s->name, *s->arguments ? " " : "", *s->arguments ? _(s->arguments) : "");
    return CLI_USAGE;
}

int cli_fail_err(const struct cli *c, const struct err *err)
{
    cli_fail(c, "%s", err->text);
    return err->kind == ERR_USAGE ? CLI_USAGE : CLI_FAILED;
}

void cli_print_problems(const struct problems *problems)
{
    for (size_t i = 0; i < problems->len; i++)
        fprintf(stderr, "%s\n", problems->items[i].text);
}

/* ---- Options ---- */

static const char *closest_option(const char *word, const struct cli_option *options)
{
    const char *names[16];
    size_t count = 0;
    for (; options && options->name && count < 16; options++)
        names[count++] = options->name;
    return cli_closest(word, names, count);
}

/* One option; 1 where it took the next word too, CLI_USAGE + 1 where it is wrong. */
static int take_option(const struct cli *c, const char *word, const char *next, const struct cli_option *options)
{
    const char *name = word + 2, *equals = strchr(name, '=');
    size_t len = equals ? (size_t)(equals - name) : strlen(name);
    for (const struct cli_option *o = options; word[1] == '-' && o && o->name; o++) {
        if (strlen(o->name) != len || strncmp(o->name, name, len) != 0)
            continue;
        if (o->flag && equals) {
            cli_usage(c, _("the option --%s takes no value"), o->name);
            return CLI_USAGE + 1;
        }
        if (o->flag) {
            *o->flag = true;
            return 0;
        }
        if (!equals && !next) {
            cli_usage(c, _("the option --%s needs a value"), o->name);
            return CLI_USAGE + 1;
        }
        *o->value = equals ? equals + 1 : next;
        return equals ? 0 : 1;
    }
    const char *meant = word[1] == '-' ? closest_option(name, options) : NULL;
    if (meant)
        cli_usage(c, _("there is no option \"%s\"; did you mean --%s?"), word, meant);
    else
        cli_usage(c, _("there is no option \"%s\" here"), word);
    return CLI_USAGE + 1;
}

/* What every command that needs words needs first stands first in its usage. */
static int say_missing(const struct cli *c)
{
    const struct subcommand *s = subcommand_find(c->name);
    struct str first = STR_INIT;
    str_adds(&first, s ? _(s->arguments) : "");
    str_cut(&first, strcspn(first.data, " "));
    cli_usage(c, _("%s is missing"), first.data);
    str_release(&first);
    return CLI_USAGE;
}

int cli_options(const struct cli *c, int *argc, char **argv, const struct cli_option *options, int least, int most)
{
    int kept = 0;
    bool ended = false;
    for (int i = 0; i < *argc; i++) {
        if (!ended && strcmp(argv[i], "--") == 0) {
            ended = true;
        } else if (!ended && argv[i][0] == '-' && argv[i][1]) {
            int taken = take_option(c, argv[i], i + 1 < *argc ? argv[i + 1] : NULL, options);
            if (taken > 1)
                return CLI_USAGE;
            i += taken;
        } else {
            argv[kept++] = argv[i];
        }
    }
    *argc = kept;
    if (kept < least)
        return say_missing(c);
    if (most >= 0 && kept > most)
        return cli_usage(c, _("\"%s\" is one word too many"), argv[most]);
    return 0;
}

/* Letters to change, add, drop or exchange with their neighbour; more than 32 letters: far. */
static size_t distance(const char *a, const char *b)
{
    size_t rows[3][34], *before = rows[0], *last = rows[1], *now = rows[2], la = strlen(a), lb = strlen(b);
    if (la > 32 || lb > 32)
        return 99;
    for (size_t k = 0; k <= lb; k++)
        last[k] = k;
    for (size_t i = 1; i <= la; i++) {
        now[0] = i;
        for (size_t k = 1; k <= lb; k++) {
            size_t least = last[k - 1] + (a[i - 1] != b[k - 1]);
            least = least < last[k] + 1 ? least : last[k] + 1;
            least = least < now[k - 1] + 1 ? least : now[k - 1] + 1;
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1] && before[k - 2] + 1 < least)
                least = before[k - 2] + 1;
            now[k] = least;
        }
        size_t *first = before;
        before = last;
        last = now;
        now = first;
    }
    return last[lb];
}

const char *cli_closest(const char *word, const char *const *candidates, size_t count)
{
    size_t best = 3; /* two slips at most, and fewer than half of the word */
    const char *found = NULL;
    for (size_t i = 0; i < count; i++) {
        size_t d = distance(word, candidates[i]);
        if (d < best && d * 2 < strlen(candidates[i]) + 1) {
            best = d;
            found = candidates[i];
        }
    }
    return found;
}
