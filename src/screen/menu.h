/* menu.h: a list that stands in the place of the text for a moment: links, live
 * channels, share links, keys and commands, an address shown whole.
 *
 * May not know: what opening a line does (its owner is asked). */
#ifndef TELEX_SCREEN_MENU_H
#define TELEX_SCREEN_MENU_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "screen/view.h"

enum menu_line {
    MENU_CHOICE,  /* can be selected */
    MENU_HEADING,
    MENU_TEXT     /* plain, wrapped; with a value: an address, whole */
};
struct menu_item {
    enum menu_line line;
    unsigned number;   /* shown before it, 0: none */
    char *left, *text; /* owned; left: "j Down" of the help, "" */
    char *detail;      /* dim, on rows of its own: an address; NULL */
    char *value;       /* what the owner opens: an address; NULL */
    size_t rows;       /* at the width where it was measured */
};
struct menu {
    char *title; /* NULL: no menu is open; owned */
    struct menu_item *items;
    size_t len, cap;
    size_t selected;      /* where nothing can be selected: the last hit of a search, else SIZE_MAX */
    size_t top;           /* in rows of the whole menu */
    enum context below;   /* where the focus was */
    void (*open)(struct screen *s, const struct menu_item *item); /* NULL: nothing opens */
    const char *verb;     /* what opening a line does, NULL: "open"; static */
    bool is_read_here;    /* it leads to a page in telex, `browse` to the same in the browser */
    bool is_scrolled;     /* nothing can be selected: moves scroll (help) */
    int width;            /* columns for which the rows were measured; 0: not yet */
    int height;           /* rows for the items, as drawn last */
    char *needle;         /* what was searched for last, NULL; owned */
};

extern const struct view menu_view;

bool menu_is_open(const struct screen *s);
/* Opens an empty menu and gives it the focus; fill it with menu_add(). `open` is
 * called after the menu was closed. */
void menu_begin(struct screen *s, const char *title, void (*open)(struct screen *s, const struct menu_item *item));
/* Strings are copied. */
void menu_add(struct screen *s, enum menu_line line, unsigned number, const char *left, const char *text, const char *detail,
              const char *value);
/* Selects the line with this number; false where there is none. */
bool menu_choose(struct screen *s, int64_t number);
/* The focus goes back to where it was. */
void menu_close(struct screen *s);
void menu_release(struct menu *m);
/* More stands below what is shown. */
bool menu_goes_on(const struct menu *m);
/* The value of the selected line, or NULL: `o` and `y` use it. */
const char *menu_selected_value(const struct screen *s);

/* The keys and commands as they are bound now (conf/commands.def), by groups. */
void help_open(struct screen *s);

#endif
