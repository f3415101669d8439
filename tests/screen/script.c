#include "script.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"

static size_t name_len(const char *s)
{
    size_t len = 0;
    while (isalnum((unsigned char)s[len]) || s[len] == '_')
        len++;
    return len;
}

/* Replaces "$name" at *at; a name that nobody knows stays as it is. */
static void put_variable(const char **at, struct str *out)
{
    size_t len = name_len(*at + 1);
    char *name = mem_strndup(*at + 1, len);
    const char *value = len ? getenv(name) : NULL;
    if (value)
        str_adds(out, value);
    else
        str_add(out, *at, len + 1);
    free(name);
    *at += len + 1;
}

static int hex(char c)
{
    const char *digits = "0123456789abcdef", *at = c ? strchr(digits, str_lower(c)) : NULL;
    return at ? (int)(at - digits) : -1;
}

static void put_escape(const char **at, struct str *out)
{
    static const char names[] = "entrab", means[] = "\033\n\t\r\a\b";
    char c = (*at)[1];
    const char *name = c ? strchr(names, c) : NULL;
    if (c == 'x' && hex((*at)[2]) >= 0 && hex((*at)[3]) >= 0) {
        str_addc(out, (char)(hex((*at)[2]) * 16 + hex((*at)[3])));
        *at += 4;
        return;
    }
    str_addc(out, name ? means[name - names] : c);
    *at += c ? 2 : 1;
}

/* The word at *at, which goes behind it; false where its quotes have no end. */
static bool read_word(const char **at, struct word *w)
{
    struct str text = STR_INIT;
    const char *s = *at;
    w->quoted = *s == '"';
    for (s += w->quoted; *s && (w->quoted ? *s != '"' : !str_is_space(*s));) {
        if (*s == '$')
            put_variable(&s, &text);
        else if (*s == '\\' && w->quoted)
            put_escape(&s, &text);
        else
            str_addc(&text, *s++);
    }
    bool ended = !w->quoted || *s == '"';
    *at = s + (*s == '"');
    w->text = str_take(&text, NULL);
    return ended;
}

static int read_step(struct step *step, const char *path, struct err *err)
{
    const char *at = step->source;
    step->rest = mem_strdup(at + strcspn(at, " \t") + strspn(at + strcspn(at, " \t"), " \t"));
    while (*(at += strspn(at, " \t\r")))
        if (!read_word(&at, vec_push(&step->words)) || (*at && !str_is_space(*at)))
            return err_set(err, ERR_INPUT, "%s:%d: quotes begin or end within a word", path, step->line);
    return 0;
}

static int read_lines(struct script *s, const struct str *text, const char *path, struct err *err)
{
    int line = 0, status = 0;
    for (const char *at = text->data; *at && status == 0; at += *at == '\n') {
        size_t len = strcspn(at, "\n");
        struct str source = STR_INIT;
        str_add(&source, at, len);
        str_trim(&source);
        at += len;
        line++;
        if (source.len && *source.data != '#') {
            struct step *step = vec_push(&s->steps);
            step->line = line;
            step->source = str_take(&source, NULL);
            status = read_step(step, path, err);
        }
        str_release(&source);
    }
    return status;
}

int script_read(struct script *s, const char *path, struct err *err)
{
    struct str text = STR_INIT;
    *s = (struct script){ .steps = { 0 } };
    int status = file_read(path, &text, err);
    if (status == 0)
        status = read_lines(s, &text, path, err);
    str_release(&text);
    return status;
}

void script_release(struct script *s)
{
    for (size_t i = 0; i < s->steps.len; i++) {
        struct step *step = s->steps.items + i;
        for (size_t j = 0; j < step->words.len; j++)
            free(step->words.items[j].text);
        vec_release(&step->words);
        free(step->source);
        free(step->rest);
    }
    vec_release(&s->steps);
}
