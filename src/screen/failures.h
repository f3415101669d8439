/* failures.h: the sources that are not well, by what is wrong with them, and the
 * selected one at length.
 *
 * May not know: what the commands do to a source (commands_failures.c). */
#ifndef TELEX_SCREEN_FAILURES_H
#define TELEX_SCREEN_FAILURES_H

#include "model/condition.h"
#include "screen/view.h"
#include "store/store.h"

struct failures {
    struct arena arena;       /* of `all` */
    struct store_sources all; /* by condition, each in the order of the sources file */
    size_t selected, top;     /* top: a row of the list, headings counted */
    int height;               /* rows of the list, as drawn last */
    bool is_roomy;            /* a blank row stands before each heading */
    enum context below;       /* where the focus was */
    char *needle;             /* what was searched for last, NULL; owned */
};

extern const struct view failures_view;

/* Reads them and takes the focus. */
void failures_show(struct screen *s);
/* The focus goes back to where it was. */
void failures_close(struct screen *s);
/* Reads them anew; the selected one stays selected while it is there. */
void failures_load(struct screen *s);
/* NULL: there is none. */
const struct source *failures_selected(const struct screen *s);
/* commands_failures.c: asks the selected one now. */
void failures_ask(struct screen *s);
void failures_release(struct failures *f);

/* failures_text.c: draws a source at length from row `row` of the area on, at most
 * `max_rows` rows (0: all); the rows that it takes. Outside of the area nothing is drawn. */
int failures_put(struct screen *s, const struct area *a, int row, int column, int cells, int max_rows, const struct source *source);

#endif
