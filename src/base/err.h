/* err.h: what went wrong, as a sentence that can be shown as it is.
 *
 * A function that can fail through the world's fault takes a struct err * as
 * its last argument and returns 0 or -1 (or NULL).  The sentence is in the
 * reader's language (gettext), says what, where and what to do, and has no
 * newline and no full stop unless it is two sentences.
 *
 * May not know: anything of telex above base/. */
#ifndef TELEX_BASE_ERR_H
#define TELEX_BASE_ERR_H

enum err_kind {
    ERR_NONE,
    ERR_USAGE,   /* a wrong option, setting, name: exit status 2 */
    ERR_INPUT,   /* a file or message that breaks its rules */
    ERR_SYSTEM,  /* files, processes, memory limits */
    ERR_NETWORK, /* transfers */
    ERR_STORE,   /* the database */
    ERR_BUSY     /* locked by another process: try again */
};

struct err {
    enum err_kind kind;
    char text[400]; /* UTF-8, NUL-terminated, cut at a character's edge */
};

/* Sets kind and text; returns -1, so that `return err_set(...)` reads well.  err may be NULL. */
int err_set(struct err *err, enum err_kind kind, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* As err_set() with ": " and the text of errno behind it. */
int err_sys(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
void err_clear(struct err *err);

#endif
