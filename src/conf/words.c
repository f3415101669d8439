#include "conf/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/vec.h"

static void push(struct words *w, char *word, bool quoted)
{
    size_t flags = w->len;
    *vec_push(w) = word;
    w->quoted = mem_grow(w->quoted, w->cap, sizeof *w->quoted);
    w->quoted[flags] = quoted;
}

/* One word at *s, which is moved behind it; -1 for an open quote. */
static int take_word(const char **s, struct str *word, bool *quoted)
{
    bool in_quotes = false;
    *quoted = **s == '"';
    for (; **s && (in_quotes || !str_is_space(**s)); ++*s) {
        if (**s == '"')
            in_quotes = !in_quotes;
        else if (in_quotes && **s == '\\' && ((*s)[1] == '"' || (*s)[1] == '\\'))
            str_addc(word, *++*s);
        else
            str_addc(word, **s);
    }
    return in_quotes ? -1 : 0;
}

int words_split(struct words *w, const char *line, struct err *err)
{
    *w = (struct words){ 0 };
    for (;;) {
        while (str_is_space(*line))
            line++;
        if (!*line || *line == '#')
            return 0;
        struct str word = STR_INIT;
        bool quoted;
        if (take_word(&line, &word, &quoted) < 0) {
            str_release(&word);
            words_release(w);
            return err_set(err, ERR_USAGE, "%s", _("a quotation mark is not closed"));
        }
        push(w, str_take(&word, NULL), quoted);
    }
}

int words_command(struct words *w, const char *line, struct err *err)
{
    if (words_split(w, line, err) < 0)
        return -1;
    if (!w->len)
        return err_set(err, ERR_USAGE, "%s", _("the command is missing"));
    for (size_t i = 0; i < w->len; i++) {
        char *word = file_expand(w->items[i]);
        free(w->items[i]);
        w->items[i] = word;
    }
    push(w, NULL, false);
    w->len--;
    return 0;
}

void words_release(struct words *w)
{
    for (size_t i = 0; i < w->len; i++)
        free(w->items[i]);
    free(w->quoted);
    w->quoted = NULL;
    vec_release(w);
}

void word_write(const char *word, bool always_quote, struct str *out)
{
    if (!always_quote && *word && !strpbrk(word, " \t\n\v\f\r\"\\#")) {
        str_adds(out, word);
        return;
    }
    str_addc(out, '"');
    for (; *word; word++) {
        if (*word == '"' || *word == '\\')
            str_addc(out, '\\');
        str_addc(out, *word == '\n' || *word == '\r' ? ' ' : *word);
    }
    str_addc(out, '"');
}
