/* prompt_complete.c: what can stand in a ":" line, from the live tables. */
#include <stdlib.h>
#include <string.h>

#include "conf/words.h"
#include "screen/commands.h"
#include "text/unicode.h"

/* What is completed: the text before the cursor, from a byte on. */
struct hole {
    struct screen *s;
    const char *text;   /* up to the cursor */
    size_t from;        /* where the word begins that is replaced */
    struct edit_words *out;
};

static const char *typed(const struct hole *h)
{
    return h->text + h->from;
}

/* Offers a word, with what follows it, where it begins as what was typed. */
static void offer(struct hole *h, const char *word, const char *behind)
{
    struct str whole = STR_INIT;
    if (str_starts_nocase(word, typed(h))) {
        str_adds(&whole, word);
        str_adds(&whole, behind);
        edit_words_add(h->out, whole.data);
    }
    str_release(&whole);
}

static void offer_commands(struct hole *h, unsigned where)
{
    for (enum command i = 0; i < COMMANDS; i++)
        if (command_rows[i].where & where)
            offer(h, command_rows[i].name, command_rows[i].argument > ARGUMENT_COUNT ? " " : "");
}

/* ---- Settings ---- */

static void offer_choices(struct hole *h, enum option which)
{
    const struct option_row *row = &option_rows[which];
    struct str value = STR_INIT;
    if (row->type == OPTION_BOOL) {
        offer(h, "yes", "");
        offer(h, "no", "");
    } else if (row->type == OPTION_CHOICE) {
        for (const char *choice = row->range; *choice; choice += strspn(choice, "|")) {
            size_t len = strcspn(choice, "|");
            str_reset(&value);
            str_add(&value, choice, len);
            offer(h, value.data, "");
            choice += len;
        }
    } else {
        option_write(&h->s->config->options, which, &value);
        offer(h, value.data, "");
        if (row->type == OPTION_COUNT && strcmp(value.data, "all") != 0)
            offer(h, "all", "");
        if (row->type == OPTION_LEARNT && strcmp(value.data, "auto") != 0)
            offer(h, "auto", "");
    }
    str_release(&value);
}

static void offer_setting_names(struct hole *h)
{
    for (enum option i = 0; i < OPTIONS; i++)
        if (option_is_general(i, NULL) == 0)
            offer(h, option_rows[i].name, " = ");
    offer(h, "bind", " ");
    offer(h, "unbind", " ");
    offer(h, "style", " ");
}

/* Behind "bind", "style": `rest` is what stands behind that word. */
static void complete_rest(struct hole *h, bool is_bind, const char *rest)
{
    const char *space = strchr(rest, ' ');
    if (!is_bind && !space) {
        h->from = (size_t)(rest - h->text);
        for (enum style_name i = 0; i < STYLES; i++)
            offer(h, style_rows[i].name, " = ");
    } else if (is_bind && space && !strchr(space + 1, ' ')) {
        h->from = (size_t)(space + 1 - h->text);
        offer_commands(h, CONTEXT_EVERYWHERE);
    }
}

static void complete_setting(struct hole *h)
{
    const char *line = typed(h), *equals = strchr(line, '=');
    if (str_starts(line, "bind ") || str_starts(line, "style ")) {
        complete_rest(h, line[0] == 'b', strchr(line, ' ') + 1);
    } else if (equals) {
        struct str name = STR_INIT;
        str_add(&name, line, (size_t)(equals - line));
        str_trim(&name);
        enum option which = option_find(name.data);
        h->from += (size_t)(equals - line) + 1;
        h->from += strspn(typed(h), " ");
        if (which < OPTIONS)
            offer_choices(h, which);
        str_release(&name);
    } else {
        offer_setting_names(h);
    }
}

/* ---- Sources and sections ---- */

/* By the beginning of the title, or anything in the address. */
static void complete_source(struct hole *h)
{
    const struct store_sources *all = sections_sources(h->s);
    for (size_t i = 0; i < all->count; i++) {
        const struct source *source = &all->items[i];
        const char *title = source->title ? source->title : source->feed_title;
        if (title && str_starts_nocase(title, typed(h)))
            edit_words_add(h->out, title);
        else if (str_find_nocase(source->address, strlen(source->address), typed(h)))
            edit_words_add(h->out, source->address);
    }
}

static void offer_sections(struct hole *h)
{
    const struct sections *tree = &h->s->sections;
    const char *begun = typed(h) + (*typed(h) == '"');
    struct str word = STR_INIT;
    for (size_t i = 0; i < tree->len; i++) {
        if (tree->items[i].kind != ENTRY_SECTION || !tree->items[i].path || !str_starts_nocase(tree->items[i].path, begun))
            continue;
        str_reset(&word);
        word_write(tree->items[i].path, *typed(h) == '"', &word);
        edit_words_add(h->out, word.data);
    }
    str_release(&word);
}

/* "ADDRESS --section PATH --title T" */
static void complete_add(struct hole *h)
{
    const char *line = typed(h), *last = line, *option = NULL;
    for (const char *at = line; (at = strstr(at, "--section ")); at++)
        option = at + strlen("--section ");
    if (option && !strstr(option, "--") && (!strchr(option, ' ') || *option == '"')) {
        h->from = (size_t)(option - h->text);
        offer_sections(h);
        return;
    }
    if (strrchr(line, ' '))
        last = strrchr(line, ' ') + 1;
    h->from = (size_t)(last - h->text);
    if (*last == '-') {
        offer(h, "--section", " ");
        offer(h, "--title", " ");
    }
}

/* ---- The line ---- */

static void complete_argument(struct hole *h, enum command command)
{
    switch (command < COMMANDS ? command_rows[command].argument : ARGUMENT_NOTHING) {
    case ARGUMENT_SETTING:
        complete_setting(h);
        return;
    case ARGUMENT_SOURCE:
        complete_source(h);
        return;
    case ARGUMENT_ADDRESS:
        complete_add(h);
        return;
    default:
        return;
    }
}

size_t prompt_complete(void *context, const char *text, size_t cursor, struct edit_words *out)
{
    struct screen *s = context;
    struct str line = STR_INIT;
    str_add(&line, text, cursor);
    struct hole h = { .s = s, .text = line.data, .from = strspn(line.data, " "), .out = out };
    size_t len = strcspn(typed(&h), " ");
    if (!typed(&h)[len]) {
        offer_commands(&h, s->focus);
    } else {
        enum command command = command_named(typed(&h), len, NULL);
        h.from += len + strspn(typed(&h) + len, " ");
        complete_argument(&h, command);
    }
    str_release(&line);
    return h.from;
}
