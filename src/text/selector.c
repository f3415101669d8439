#include "text/selector.h"

#include <string.h>

#include "base/str.h"

static bool is_letter(char c)
{
    return c == '-' || c == '_' || (c >= '0' && c <= '9') || (str_lower(c) >= 'a' && str_lower(c) <= 'z') || (unsigned char)c >= 0x80;
}

static struct selector_word take_word(const char **s)
{
    struct selector_word w = { *s, 0 };
    while (is_letter((*s)[0])) {
        ++*s;
        w.len++;
    }
    return w;
}

/* "div.story.long", "#text" */
static bool take_step(const char **s, struct selector_step *step)
{
    *step = (struct selector_step){ 0 };
    if (is_letter(**s))
        step->name = take_word(s);
    while (**s == '.' || **s == '#') {
        bool is_id = *(*s)++ == '#';
        struct selector_word w = take_word(s);
        if (!w.len || (is_id ? step->id.len > 0 : step->class_count == SELECTOR_CLASSES))
            return false;
        if (is_id)
            step->id = w;
        else
            step->classes[step->class_count++] = w;
    }
    return step->name.len || step->id.len || step->class_count;
}

static void skip_spaces(const char **s)
{
    while (str_is_space(**s))
        ++*s;
}

bool selector_next(const char **s, struct selector *out)
{
    out->count = 0;
    skip_spaces(s);
    while (**s && **s != ',') {
        if (out->count == SELECTOR_STEPS || !take_step(s, &out->steps[out->count]))
            return false;
        out->count++;
        if (**s && **s != ',' && !str_is_space(**s))
            return false;
        skip_spaces(s);
    }
    *s += **s == ',';
    return out->count > 0;
}

bool selector_is_valid(const char *s)
{
    struct selector each;
    size_t len = strlen(s);
    if (len > SELECTOR_MAX || (len && s[len - 1] == ','))
        return false;
    do
        if (!selector_next(&s, &each))
            return false;
    while (*s);
    return true;
}

static bool is_word(struct selector_word w, const char *s, size_t len)
{
    return w.len == len && memcmp(w.s, s, len) == 0;
}

static bool has_class(const char *class, struct selector_word w)
{
    while (*class) {
        size_t len = strcspn(class, " \t\n\r\f");
        if (is_word(w, class, len))
            return true;
        class += len;
        class += strspn(class, " \t\n\r\f");
    }
    return false;
}

bool selector_step_fits(const struct selector_step *step, const char *id, const char *class)
{
    if (step->id.len && !(id && is_word(step->id, id, strlen(id))))
        return false;
    for (size_t i = 0; i < step->class_count; i++)
        if (!class || !has_class(class, step->classes[i]))
            return false;
    return true;
}
