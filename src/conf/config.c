#include "conf/config.h"

#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/vec.h"

enum { LARGEST_CONFIG = 1 << 20 };

void config_init(struct config *c)
{
    *c = (struct config){ 0 };
    options_init(&c->options);
    keymap_init(&c->keymap);
    theme_init(&c->theme);
}

void config_release(struct config *c)
{
    options_release(&c->options);
    keymap_release(&c->keymap);
    problems_release(&c->problems);
}

static int set_option(struct config *c, const char *line, struct err *err)
{
    size_t len = strcspn(line, " \t=");
    const char *equals = line + len + strspn(line + len, " \t");
    struct str name = STR_INIT, value = STR_INIT;
    int result;
    str_add(&name, line, len);
    enum option which = option_find(name.data);
    if (*equals != '=') {
        result = err_set(err, ERR_USAGE, "%s", _("a line is: name = value, bind KEY COMMAND, unbind KEY, or style NAME = LOOK"));
    } else if (which == OPTIONS) {
        result = err_set(err, ERR_USAGE, _("there is no setting \"%s\"; telex config lists them"), name.data);
    } else {
        str_adds(&value, equals + 1);
        str_trim(&value);
        size_t n = value.len;
        if (n >= 2 && value.data[0] == '"' && value.data[n - 1] == '"') {
            str_cut(&value, n - 1);
            str_drop(&value, 1);
        }
        result = option_is_general(which, err);
        if (result == 0)
            result = option_set(&c->options, which, value.data, err);
    }
    str_release(&name);
    str_release(&value);
    return result;
}

static const char *after_word(const char *line, const char *word)
{
    size_t len = strlen(word);
    return str_starts(line, word) && (line[len] == ' ' || line[len] == '\t') ? line + len + strspn(line + len, " \t") : NULL;
}

int config_line(struct config *c, const char *line, struct err *err)
{
    const char *rest;
    line += strspn(line, " \t");
    if (!*line || *line == '#')
        return 0;
    if ((rest = after_word(line, "bind")))
        return keymap_bind_line(&c->keymap, rest, err);
    if ((rest = after_word(line, "unbind")))
        return keymap_unbind_line(&c->keymap, rest, err);
    if ((rest = after_word(line, "style")))
        return theme_set_line(&c->theme, rest, err);
    return set_option(c, line, err);
}

void config_read(struct config *c, const char *name, const char *text)
{
    struct str line = STR_INIT;
    for (int number = 1; *text; number++) {
        size_t len = strcspn(text, "\n");
        struct err err = { 0 };
        str_reset(&line);
        str_add(&line, text, len);
        str_trim(&line);
        if (config_line(c, line.data, &err) < 0)
            problems_add(&c->problems, name, number, "%s", err.text);
        text += len + (text[len] == '\n');
    }
    str_release(&line);
}

void config_load(struct config *c, const char *path)
{
    struct str text;
    struct err err = { 0 };
    str_init(&text, LARGEST_CONFIG);
    if (!file_exists(path))
        return;
    if (file_read(path, &text, &err) < 0)
        problems_add(&c->problems, path, 0, "%s", err.text);
    else if (memchr(text.data, '\0', text.len))
        problems_add(&c->problems, path, 0, "%s", _("this is no text file"));
    else
        config_read(c, path, text.data);
    str_release(&text);
}

static void write_options(struct str *out)
{
    for (enum option i = 0; i < OPTIONS; i++) {
        struct str range = STR_INIT;
        option_describe(i, &range);
        if (option_rows[i].scope == OPTION_OWN) {
            str_addf(out, "\n# %s\n# (%s; %s)\n# %s=…\n", _(option_rows[i].help), range.data,
                     _("only for a source or section, in the sources file"), option_rows[i].name);
            str_release(&range);
            continue;
        }
        str_addf(out, "\n# %s\n# (%s%s)\n%s = %s\n", _(option_rows[i].help), range.data,
                 option_rows[i].scope == OPTION_SOURCE ? _("; also for a source or section") : "", option_rows[i].name, option_rows[i].value);
        str_release(&range);
    }
}

void config_write_defaults(struct str *out)
{
    str_addf(out, "# %s\n# %s\n", _("telex: settings. These are the defaults; keep the lines that you change."),
             _("The file is ~/.config/telex/config."));
    write_options(out);
    str_addf(out, "\n# %s\n", _("Keys: bind KEY COMMAND [in sections|list|article|captions|menu|front], unbind KEY"));
    for (enum command i = 0; i < COMMANDS; i++) {
        const char *s = command_rows[i].keys;
        str_addf(out, "\n# %s\n", _(command_rows[i].help));
        if (!*s)
            str_addf(out, "# bind F12 %s\n", command_rows[i].name);
        for (; *s; s += strspn(s, " ")) {
            size_t len = strcspn(s, " ");
            str_addf(out, "bind %.*s %s\n", (int)len, s, command_rows[i].name);
            s += len;
        }
    }
    str_addf(out, "\n# %s\n", _("Looks: bold, dim, italic, underline, reverse, a colour, on a colour"));
    for (enum style_name i = 0; i < STYLES; i++)
        str_addf(out, "\n# %s\nstyle %s = %s\n", _(style_rows[i].help), style_rows[i].name, style_rows[i].look);
}
