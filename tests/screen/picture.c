#include "picture.h"

#include <stdio.h>
#include <string.h>

/* The look of one cell in words, "" for plain: "bold reverse blue on-white". */
struct look {
    char words[96];
    char ground[96]; /* only what also shows on a blank */
};

static void add_word(char words[96], const char *word)
{
    size_t len = strlen(words);
    snprintf(words + len, 96 - len, "%s%s", len ? " " : "", word);
}

static void add_colour(char words[96], const VTermColor *c, const char *before)
{
    static const char *const names[] = { "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white" };
    char word[40];
    if (VTERM_COLOR_IS_RGB(c))
        snprintf(word, sizeof word, "%s#%02x%02x%02x", before, c->rgb.red, c->rgb.green, c->rgb.blue);
    else if (c->indexed.idx < 8)
        snprintf(word, sizeof word, "%s%s", before, names[c->indexed.idx]);
    else if (c->indexed.idx < 16)
        snprintf(word, sizeof word, "%sbright-%s", before, names[c->indexed.idx - 8]);
    else
        snprintf(word, sizeof word, "%scolour-%d", before, c->indexed.idx);
    add_word(words, word);
}

/* Dim comes from stream.c as the first alternative font. */
static void look_at(const VTermScreenCell *cell, struct look *l)
{
    *l = (struct look){ .words = "" };
    if (cell->attrs.bold)
        add_word(l->words, "bold");
    if (cell->attrs.font == 1)
        add_word(l->words, "dim");
    if (cell->attrs.italic)
        add_word(l->words, "italic");
    if (cell->attrs.blink)
        add_word(l->words, "blink");
    if (cell->attrs.underline)
        add_word(l->ground, "underline");
    if (cell->attrs.strike)
        add_word(l->ground, "strike");
    if (cell->attrs.reverse)
        add_word(l->ground, "reverse");
    if (!VTERM_COLOR_IS_DEFAULT_BG(&cell->bg))
        add_colour(l->ground, &cell->bg, "on-");
    if (*l->ground)
        add_word(l->words, l->ground);
    if (!VTERM_COLOR_IS_DEFAULT_FG(&cell->fg))
        add_colour(l->words, &cell->fg, "");
}

struct run {
    int from, to; /* columns, from 1; to 0: none begun */
    struct look look;
};

static void add_run(struct run *r, int row, bool *any, struct str *out)
{
    if (r->to && *r->look.words) {
        if (*any)
            str_addf(out, ", %d", r->from);
        else
            str_addf(out, "%d: %d", row + 1, r->from);
        if (r->to > r->from)
            str_addf(out, "-%d", r->to);
        str_addf(out, " %s", r->look.words);
        *any = true;
    }
    r->to = 0;
}

/* A blank goes with the run before it where both look the same behind the letters; one
 * with nothing to be seen only joins words, and does not lengthen the run by itself. */
static void add_blank(struct run *r, int col, const struct look *l, int row, bool *any, struct str *out)
{
    if (r->to && strcmp(r->look.ground, l->ground) == 0) {
        if (*l->ground)
            r->to = col;
        return;
    }
    add_run(r, row, any, out);
    *r = (struct run){ .from = col, .to = col, .look = *l };
    memcpy(r->look.words, l->ground, sizeof l->ground);
}

static void add_row(const struct terminal *t, int row, struct str *out)
{
    struct run run = { .to = 0 };
    bool any = false;
    VTermScreenCell cell;
    for (VTermPos at = { .row = row, .col = 0 }; at.col < t->cols; at.col += cell.width > 1 ? cell.width : 1) {
        struct look l;
        vterm_screen_get_cell(t->screen, at, &cell);
        look_at(&cell, &l);
        int last = at.col + (cell.width > 1 ? cell.width : 1);
        if (!cell.chars[0] || cell.chars[0] == ' ') {
            add_blank(&run, at.col + 1, &l, row, &any, out);
            continue;
        }
        if (!run.to || strcmp(run.look.words, l.words) != 0) {
            add_run(&run, row, &any, out);
            run = (struct run){ .from = at.col + 1, .look = l };
        }
        run.to = last;
    }
    add_run(&run, row, &any, out);
    if (any)
        str_addc(out, '\n');
}

void picture_add(const struct terminal *t, struct str *out)
{
    int row, col;
    bool shown;
    str_addf(out, "%dx%d\n", t->cols, t->rows);
    for (int i = 0; i < t->rows; i++) {
        terminal_row(t, i, out);
        str_addc(out, '\n');
    }
    str_adds(out, "--\n");
    for (int i = 0; i < t->rows; i++)
        add_row(t, i, out);
    terminal_cursor(t, &row, &col, &shown);
    str_addf(out, "cursor %d:%d%s\n", row + 1, col + 1, shown ? "" : " hidden");
}
