#include "conf/problem.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/vec.h"
#include "text/clean.h"

enum { MOST_PROBLEMS = 200 }; /* a file of another kind has one on each line */

void problems_add(struct problems *p, const char *file, int line, const char *format, ...)
{
    if (p->len == MOST_PROBLEMS)
        return;
    struct str s = STR_INIT, clean = STR_INIT;
    va_list args;
    if (line)
        str_addf(&s, "%s:%d: ", file, line);
    else
        str_addf(&s, "%s: ", file);
    va_start(args, format);
    str_addv(&s, format, args);
    va_end(args);
    /* A file may hold anything, and its words are quoted to a terminal. */
    clean_text(s.data, s.len, CLEAN_AS_WRITTEN, &clean);
    str_release(&s);
    struct problem *new = vec_push(p);
    new->line = line;
    new->text = str_take(&clean, NULL);
}

void problems_release(struct problems *p)
{
    for (size_t i = 0; i < p->len; i++)
        free(p->items[i].text);
    vec_release(p);
}
