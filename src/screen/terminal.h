/* terminal.h: the terminal, from curses' start to its end, and what it can do.
 *
 * Whatever ends the program, a crash included, the terminal is put back as it was.
 *
 * May not know: what is drawn, what keys mean. */
#ifndef TELEX_SCREEN_TERMINAL_H
#define TELEX_SCREEN_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "conf/theme.h"
#include "layout/layout.h"

enum { TERMINAL_LEAST_ROWS = 5, TERMINAL_LEAST_COLUMNS = 20 };

struct terminal {
    int rows, columns;
    bool ascii;                 /* it can show no more than ASCII */
    bool colour;
    bool bidi;                  /* we put right-to-left text in order */
    bool paste;                 /* bracketed paste was switched on */
    const char *note;           /* what had to be done to start, for the reader once; "" */
    void *input;                /* a pad that nothing is drawn in: reading keys from it paints nothing */
    unsigned looks[STYLES];     /* chtype attributes of each style */
    const struct theme *theme;  /* borrowed */
    int16_t pairs_used;
    struct { int16_t colour, ground; } pairs[64];
};

struct terminal_setup {
    const char *codeset;        /* of the terminal, as i18n_init() gave it */
    int charset;                /* CHARSET_AUTO … */
    int escape_delay;           /* ms, where $ESCDELAY says nothing */
    bool bidi;
    const struct theme *theme;
};
/* 0, or -1 with err where standard output is no terminal or of an unknown kind. */
int terminal_start(struct terminal *t, const struct terminal_setup *setup, struct err *err);
void terminal_end(struct terminal *t);
/* Gives the terminal away (to a browser, to the shell behind ^Z) and takes it back,
 * drawn anew. */
void terminal_leave(struct terminal *t);
void terminal_return(struct terminal *t);
/* Stops the process as ^Z does; returns when it goes on. */
void terminal_stop(struct terminal *t);
/* The process goes on after a stop that it could not see coming (SIGSTOP): what the shell
 * did to the terminal meanwhile is undone. */
void terminal_continue(struct terminal *t);
/* The window's size was changed: true where it really was. */
bool terminal_resize(struct terminal *t);
/* The theme was changed. */
void terminal_restyle(struct terminal *t);

/* The style in which layout_text() and its like measure text for this terminal. */
struct layout_style terminal_text_style(const struct terminal *t, int width);

/* ---- One paint ---- */

void terminal_clear(struct terminal *t);
/* Puts text where it is told, cut at `cells`; returns the cells it took. Text is
 * clean UTF-8; in ASCII for a terminal that has no more. `extra`: LOOK_* or-ed over
 * the style's. */
int terminal_put(struct terminal *t, int row, int column, int cells, enum style_name style, unsigned extra, const char *text, size_t len);
/* Shows what was put, the cursor at its place. */
void terminal_show(struct terminal *t, int row, int column);
/* Draws everything anew: something else wrote on the terminal. */
void terminal_redraw(struct terminal *t);
/* Sends a sequence that curses knows nothing of (OSC 52). */
void terminal_send(struct terminal *t, const char *bytes, size_t len);

/* ---- Keys ---- */

/* The next key that is at hand, as conf/keymap.h counts them; KEY_NONE: none. Never
 * waits longer than the escape delay. */
uint32_t terminal_key(struct terminal *t);
/* Around what is pasted. */
enum { KEY_PASTE_BEGIN = 0x300001, KEY_PASTE_END = 0x300002 };
/* terminal_keys.c: makes them known to curses; called by terminal_start(). */
void terminal_define_keys(struct terminal *t);

#endif
