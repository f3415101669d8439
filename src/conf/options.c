#include "conf/options.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/num.h"
#include "conf/words.h"

const struct option_row option_rows[OPTIONS] = {
#define OPTION(id, name, type, value, scope, range, help) { name, OPTION_##type, value, OPTION_##scope, range, help },
#include "conf/options.def"
#undef OPTION
};

enum option option_find(const char *name)
{
    enum option i = 0;
    while (i < OPTIONS && strcmp(option_rows[i].name, name) != 0)
        i++;
    return i;
}

static bool is_text(enum option which)
{
    return option_rows[which].type == OPTION_TEXT || option_rows[which].type == OPTION_LINES;
}

void options_init(struct options *o)
{
    *o = (struct options){ 0 };
    for (enum option i = 0; i < OPTIONS; i++) {
        if (is_text(i))
            o->text[i] = mem_strdup("");
        must(option_set(o, i, option_rows[i].value, NULL) == 0);
    }
}

void options_copy(struct options *o, const struct options *from)
{
    *o = *from;
    for (enum option i = 0; i < OPTIONS; i++)
        o->text[i] = mem_strdup(from->text[i]);
}

void options_release(struct options *o)
{
    for (enum option i = 0; i < OPTIONS; i++)
        free(o->text[i]);
    *o = (struct options){ 0 };
}

static bool read_number(enum option_type type, const char *s, int64_t *out)
{
    if (type == OPTION_COUNT && strcmp(s, "all") == 0) {
        *out = OPTION_ALL;
        return true;
    }
    if (type == OPTION_LEARNT && strcmp(s, "auto") == 0) {
        *out = OPTION_AUTO;
        return true;
    }
    return type == OPTION_DURATION || type == OPTION_LEARNT ? num_read_duration(s, out) : type == OPTION_SIZE ? num_read_size(s, out) : num_read_i64(s, strlen(s), out);
}

/* "least..most" as numbers. */
static void read_range(const struct option_row *row, int64_t *least, int64_t *most)
{
    char text[40];
    const char *dots = strstr(row->range, "..");
    *least = INT64_MIN;
    *most = INT64_MAX;
    if (!dots)
        return;
    must((size_t)(dots - row->range) < sizeof text);
    memcpy(text, row->range, (size_t)(dots - row->range));
    text[dots - row->range] = '\0';
    must(read_number(row->type, text, least) && read_number(row->type, dots + 2, most));
}

static bool read_choice(const char *choices, const char *value, int64_t *out)
{
    size_t len = strlen(value);
    for (int64_t i = 0; *choices; i++) {
        size_t n = strcspn(choices, "|");
        if (n == len && strncmp(choices, value, n) == 0) {
            *out = i;
            return true;
        }
        choices += n + (choices[n] == '|');
    }
    return false;
}

static bool read_value(const struct option_row *row, const char *value, int64_t *out)
{
    int64_t least, most;
    switch (row->type) {
    case OPTION_TEXT:
    case OPTION_LINES:
        return !*value || option_text_fits(row->range, value);
    case OPTION_BOOL:
        *out = strcmp(value, "yes") == 0;
        return *out || strcmp(value, "no") == 0;
    case OPTION_CHOICE:
        return read_choice(row->range, value, out);
    default:
        read_range(row, &least, &most);
        return read_number(row->type, value, out) && (*out == OPTION_ALL || *out == OPTION_AUTO || (*out >= least && *out <= most));
    }
}

static void set_text(struct options *o, enum option which, const char *value)
{
    struct str text = STR_INIT;
    if (option_rows[which].type == OPTION_LINES && *value && *o->text[which])
        str_addf(&text, "%s\n", o->text[which]);
    str_adds(&text, value);
    free(o->text[which]);
    o->text[which] = str_take(&text, NULL);
}

int option_set(struct options *o, enum option which, const char *value, struct err *err)
{
    const struct option_row *row = &option_rows[which];
    int64_t number = 0;
    if (!read_value(row, value, &number)) {
        struct str wanted = STR_INIT;
        option_describe(which, &wanted);
        err_set(err, ERR_USAGE, _("%s cannot be \"%s\"; it must be %s"), row->name, value, wanted.data);
        str_release(&wanted);
        return -1;
    }
    o->number[which] = number;
    if (is_text(which))
        set_text(o, which, value);
    return 0;
}

static void write_scaled(int64_t value, const char *units, const int64_t *factors, struct str *out)
{
    size_t i = 0;
    while (units[i] && (value % factors[i] || value < factors[i]))
        i++;
    str_addf(out, "%" PRId64, units[i] ? value / factors[i] : value);
    if (units[i])
        str_addc(out, units[i]);
}

void option_write(const struct options *o, enum option which, struct str *out)
{
    static const int64_t times[] = { 604800, 86400, 3600, 60 }, sizes[] = { 1 << 30, 1 << 20, 1 << 10 };
    const struct option_row *row = &option_rows[which];
    int64_t value = o->number[which];
    const char *choice = row->range;
    switch (row->type) {
    case OPTION_TEXT:
    case OPTION_LINES:
        str_adds(out, o->text[which]);
        return;
    case OPTION_BOOL:
        str_adds(out, value ? "yes" : "no");
        return;
    case OPTION_CHOICE:
        for (; value > 0; value--)
            choice += strcspn(choice, "|") + 1;
        str_add(out, choice, strcspn(choice, "|"));
        return;
    case OPTION_DURATION:
    case OPTION_LEARNT:
        if (value == OPTION_AUTO) {
            str_adds(out, "auto");
            return;
        }
        write_scaled(value, "wdhm", times, out);
        return;
    case OPTION_SIZE:
        write_scaled(value, "GMK", sizes, out);
        return;
    default:
        if (value == OPTION_ALL)
            str_adds(out, "all");
        else
            str_addf(out, "%" PRId64, value);
    }
}

void option_describe(enum option which, struct str *out)
{
    const struct option_row *row = &option_rows[which];
    const char *dots = strstr(row->range, ".."), *most = dots ? dots + 2 : "";
    int least = dots ? (int)(dots - row->range) : 0;
    switch (row->type) {
    case OPTION_TEXT:
    case OPTION_LINES:
        str_adds(out, option_text_form(row->range));
        return;
    case OPTION_BOOL:
        str_adds(out, _("yes or no"));
        return;
    case OPTION_CHOICE:
        str_adds(out, _("one of "));
        for (const char *s = row->range; *s; s++)
            if (*s == '|')
                str_adds(out, ", ");
            else
                str_addc(out, *s);
        return;
    case OPTION_DURATION:
        str_addf(out, _("a time such as 90s, 15m, 2h or 1d, from %.*s to %s"), least, row->range, most);
        return;
    case OPTION_LEARNT:
        str_addf(out, _("auto, or a time such as 15m, 2h or 1d, from %.*s to %s"), least, row->range, most);
        return;
    case OPTION_SIZE:
        str_addf(out, _("a size such as 512K or 16M, from %.*s to %s"), least, row->range, most);
        return;
    case OPTION_COUNT:
        str_addf(out, _("a number from %.*s to %s, or all"), least, row->range, most);
        return;
    case OPTION_NUMBER:
        str_addf(out, _("a number from %.*s to %s"), least, row->range, most);
    }
}

int option_is_general(enum option which, struct err *err)
{
    if (option_rows[which].scope != OPTION_OWN)
        return 0;
    return err_set(err, ERR_USAGE, _("%s is for one source or section; write it into the sources file"), option_rows[which].name);
}

int options_set_line(struct options *o, const char *settings, struct err *err)
{
    struct words words;
    int result = words_split(&words, settings, err);
    for (size_t i = 0; result == 0 && i < words.len; i++) {
        char *equals = strchr(words.items[i], '=');
        if (!equals) {
            result = err_set(err, ERR_USAGE, _("\"%s\" is no setting; settings are written name=value"), words.items[i]);
            break;
        }
        *equals = '\0';
        enum option which = option_find(words.items[i]);
        if (which == OPTIONS)
            result = err_set(err, ERR_USAGE, _("there is no setting \"%s\"; telex config lists them"), words.items[i]);
        else if (option_rows[which].scope == OPTION_GLOBAL)
            result = err_set(err, ERR_USAGE, _("%s is not for one source or section; write it into the config file"), words.items[i]);
        else
            result = option_set(o, which, equals + 1, err);
    }
    words_release(&words);
    return result;
}
