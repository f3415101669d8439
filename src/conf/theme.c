#include "conf/theme.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/num.h"

const struct style_row style_rows[STYLES] = {
#define STYLE(id, name, look, help) { name, look, help },
#include "conf/styles.def"
#undef STYLE
};

static const struct {
    const char *name;
    unsigned attribute;
} attributes[] = { { "bold", LOOK_BOLD }, { "dim", LOOK_DIM }, { "italic", LOOK_ITALIC }, { "underline", LOOK_UNDERLINE }, { "reverse", LOOK_REVERSE } };
enum { ATTRIBUTES = sizeof attributes / sizeof attributes[0] };

static const char *const colours[] = { "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white" };
enum { COLOURS = sizeof colours / sizeof colours[0] };

enum style_name style_find(const char *name)
{
    enum style_name i = 0;
    while (i < STYLES && strcmp(style_rows[i].name, name) != 0)
        i++;
    return i;
}

void theme_init(struct theme *t)
{
    for (enum style_name i = 0; i < STYLES; i++)
        must(look_read(style_rows[i].look, &t->looks[i], NULL) == 0);
}

static bool read_colour(const char *word, int16_t *out)
{
    int64_t number;
    int16_t bright = 0;
    if (strcmp(word, "default") == 0) {
        *out = LOOK_DEFAULT;
        return true;
    }
    if (num_read_i64(word, strlen(word), &number) && number >= 0 && number < 256) {
        *out = (int16_t)number;
        return true;
    }
    if (str_starts(word, "bright-"))
        word += 7, bright = 8;
    for (int16_t i = 0; i < COLOURS; i++)
        if (strcmp(word, colours[i]) == 0) {
            *out = (int16_t)(i + bright);
            return true;
        }
    return false;
}

static unsigned find_attribute(const char *word)
{
    for (size_t i = 0; i < ATTRIBUTES; i++)
        if (strcmp(word, attributes[i].name) == 0)
            return attributes[i].attribute;
    return 0;
}

int look_read(const char *s, struct look *look, struct err *err)
{
    struct look new = { 0, LOOK_DEFAULT, LOOK_DEFAULT };
    bool ground = false;
    while (*(s += strspn(s, " \t,"))) {
        char word[24];
        size_t len = strcspn(s, " \t,");
        size_t n = num_min(len, sizeof word - 1);
        memcpy(word, s, n);
        word[n] = '\0';
        unsigned attribute = find_attribute(word);
        if (strcmp(word, "on") == 0)
            ground = true;
        else if (attribute)
            new.attributes |= attribute;
        else if (!read_colour(word, ground ? &new.ground : &new.colour))
            return err_set(err, ERR_USAGE, _("\"%s\" is no look; a look is made of bold, dim, italic, underline, reverse and a colour, such as bold, blue"), word);
        s += len;
    }
    *look = new;
    return 0;
}

static void write_colour(int16_t colour, struct str *out)
{
    if (colour < 16)
        str_addf(out, "%s%s", colour >= 8 ? "bright-" : "", colours[colour % 8]);
    else
        str_addf(out, "%d", colour);
}

void look_write(const struct look *look, struct str *out)
{
    const char *between = "";
    for (size_t i = 0; i < ATTRIBUTES; i++)
        if (look->attributes & attributes[i].attribute) {
            str_addf(out, "%s%s", between, attributes[i].name);
            between = ", ";
        }
    if (look->colour != LOOK_DEFAULT || !look->attributes) {
        str_adds(out, between);
        if (look->colour == LOOK_DEFAULT)
            str_adds(out, "default");
        else
            write_colour(look->colour, out);
    }
    if (look->ground != LOOK_DEFAULT) {
        str_adds(out, " on ");
        write_colour(look->ground, out);
    }
}

int theme_set_line(struct theme *t, const char *line, struct err *err)
{
    char name[32];
    size_t len = strcspn(line, " \t=");
    const char *look = line + len + strspn(line + len, " \t");
    if (*look != '=' || len >= sizeof name)
        return err_set(err, ERR_USAGE, "%s", _("a style is written: style NAME = LOOK"));
    memcpy(name, line, len);
    name[len] = '\0';
    enum style_name which = style_find(name);
    if (which == STYLES)
        return err_set(err, ERR_USAGE, _("there is no style \"%s\"; telex config lists them"), name);
    return look_read(look + 1, &t->looks[which], err);
}
