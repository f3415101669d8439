/* problem.h: what is wrong in a file that the reader wrote, line by line, so
 * that every other line works.
 *
 * May not know: which file it is. */
#ifndef TELEX_CONF_PROBLEM_H
#define TELEX_CONF_PROBLEM_H

#include <stddef.h>

struct problem {
    int line;   /* 1 up; 0: the file as a whole */
    char *text; /* owned by the list: "sources:12: there is no setting …", in the reader's language */
};

struct problems {
    struct problem *items; /* zeroed is empty */
    size_t len, cap;
};

/* Adds "FILE:LINE: text" (FILE: text where line is 0). */
void problems_add(struct problems *p, const char *file, int line, const char *format, ...) __attribute__((format(printf, 4, 5)));
void problems_release(struct problems *p);

#endif
