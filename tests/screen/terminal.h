/* terminal.h: the terminal that a program believes to write to: libvterm, which
 * answers its questions, and every byte that came. */
#ifndef TELEX_TESTS_SCREEN_TERMINAL_H
#define TELEX_TESTS_SCREEN_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <vterm.h>

#include "base/str.h"
#include "program.h"
#include "stream.h"

struct terminal {
    struct program program;
    struct stream stream;
    VTerm *vt;
    VTermScreen *screen;
    int rows, cols;
    struct str raw;     /* all that the program wrote since it was started */
    int64_t last_bytes; /* when something came, on clock_tick()'s scale */
    bool escape_sent;   /* the last key may yet become a longer one */
    long waits;         /* of the program's, before it was typed at; -1: it has waited again since */
    int64_t typed;      /* when that was */
};

void terminal_init(struct terminal *t, int rows, int cols);
void terminal_release(struct terminal *t);
/* Starts a program in an empty terminal; the one before is ended. */
bool terminal_start(struct terminal *t, const char *const argv[], const char *dir);
void terminal_resize(struct terminal *t, int rows, int cols);
/* Types the bytes, while reading what comes. */
void terminal_type(struct terminal *t, const char *bytes, size_t len);
/* Reads for at most ms milliseconds; returns as soon as something came. */
void terminal_turn(struct terminal *t, int ms);
/* Reads until the program waits and is silent; false where it does neither in ms. */
bool terminal_settle(struct terminal *t, int ms);

int64_t terminal_tick(void);
/* The text of a row (from 0), UTF-8, blanks at its end cut. */
void terminal_row(const struct terminal *t, int row, struct str *out);
/* The first row that holds the text, or -1. */
int terminal_find(const struct terminal *t, const char *text);
void terminal_cursor(const struct terminal *t, int *row, int *col, bool *shown);

#endif
