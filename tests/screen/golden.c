#include "golden.h"

#include <string.h>

#include "base/file.h"

/* The next line of text from *at, without its end; false where there is none. */
static bool next_line(const char **at, const char **line, int *len)
{
    if (!**at)
        return false;
    *line = *at;
    *len = (int)strcspn(*at, "\n");
    *at += *len + ((*at)[*len] == '\n');
    return true;
}

static bool has_line(const char *text, const char *line, int len)
{
    const char *other;
    int other_len;
    while (next_line(&text, &other, &other_len))
        if (other_len == len && memcmp(line, other, (size_t)len) == 0)
            return true;
    return false;
}

/* Where the attributes begin: behind the rows, whose number the first line gives. */
static const char *attributes(const char *picture)
{
    const char *line, *x = strchr(picture, 'x');
    int len, rows = 0;
    for (x = x ? x + 1 : ""; *x >= '0' && *x <= '9' && rows < 10000; x++)
        rows = rows * 10 + (*x - '0');
    for (int i = 0; i < rows + 2 && next_line(&picture, &line, &len); i++)
        ;
    return picture;
}

/* Rows are compared each with its own. */
static void compare_rows(const char *want, const char *got, struct str *out)
{
    const char *want_end = attributes(want), *got_end = attributes(got), *a, *b;
    for (int row = 0, a_len, b_len; want < want_end || got < got_end; row++) {
        bool has_a = want < want_end && next_line(&want, &a, &a_len), has_b = got < got_end && next_line(&got, &b, &b_len);
        if (has_a && has_b && a_len == b_len && memcmp(a, b, (size_t)a_len) == 0)
            continue;
        if (row)
            str_addf(out, "row %d\n", row);
        if (has_a)
            str_addf(out, "  expected |%.*s|\n", a_len, a);
        if (has_b)
            str_addf(out, "       got |%.*s|\n", b_len, b);
    }
}

/* Attributes are lines of their own: those that only one of the two has. */
static void compare_attributes(const char *want, const char *got, struct str *out)
{
    const char *line, *at = want = attributes(want);
    int len;
    got = attributes(got);
    while (next_line(&at, &line, &len))
        if (!has_line(got, line, len))
            str_addf(out, "  expected %.*s\n", len, line);
    for (at = got; next_line(&at, &line, &len);)
        if (!has_line(want, line, len))
            str_addf(out, "       got %.*s\n", len, line);
}

bool golden_is(const char *path, const struct str *picture, struct str *difference)
{
    struct str want = STR_INIT;
    struct err err = { 0 };
    bool same = false;
    if (file_read(path, &want, &err) != 0)
        str_addf(difference, "%s\nthe screen is\n%s", err.text, picture->data);
    else if (want.len == picture->len && memcmp(want.data, picture->data, want.len) == 0)
        same = true;
    else {
        compare_rows(want.data, picture->data, difference);
        compare_attributes(want.data, picture->data, difference);
    }
    str_release(&want);
    return same;
}
