/* paint.c: divides the window by its size and draws what is shown in it. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "screen/state.h"
#include "screen/times.h"

enum {
    NARROW = 60,        /* fewer columns: one thing at a time */
    WIDE = 160,         /* as many: sections, headlines and article side by side */
    BESIDE = 100,       /* an article as wide has its captions in the margin */
    ROOMY = 14,         /* as many rows: white space below the head and over the last line */
    GUTTER = 2,
    CAPTIONS_LEAST = 24, CAPTIONS_MOST = 44
};

static enum shape shape_of(const struct terminal *t)
{
    if (t->rows < TERMINAL_LEAST_ROWS || t->columns < TERMINAL_LEAST_COLUMNS)
        return SHAPE_SMALL;
    return t->columns < NARROW ? SHAPE_NARROW : t->columns < WIDE ? SHAPE_FRONT : SHAPE_WIDE;
}

/* ---- Dividing ---- */

/* The article's part of the window, with its captions below it or in its margin. */
static void divide_article(struct screen *s, struct area a)
{
    struct area *article = &s->areas[CONTEXT_ARTICLE], *captions = &s->areas[CONTEXT_CAPTIONS];
    *article = a;
    *captions = (struct area){ 0 };
    s->captions.is_beside = a.columns >= BESIDE;
    if (!s->captions.is_beside) {
        captions->rows = captions_rows(s, a.columns, a.rows / 3);
        captions->row = a.row + a.rows - captions->rows;
        captions->column = a.column;
        captions->columns = a.columns;
        article->rows -= captions->rows;
    } else if (captions_exist(s)) {
        int measure = article_measure(s, a.columns), most = a.columns - CAPTIONS_LEAST - 3 * GUTTER;
        measure = measure < most ? measure : most;
        int room = a.columns - measure - 3 * GUTTER, cells = room < CAPTIONS_MOST ? room : CAPTIONS_MOST;
        /* Text and captions together stand in the middle. */
        article->columns = measure + 2 * GUTTER;
        article->column += (a.columns - article->columns - cells) / 2;
        struct area body = article_body(s, article);
        *captions = (struct area){ body.row, article->column + article->columns, body.rows, cells };
    }
}

static void divide(struct screen *s)
{
    const struct terminal *t = &s->terminal;
    bool roomy = t->rows >= ROOMY, reads = s->reading.id != 0;
    int top = roomy ? 2 : 1, rows = t->rows - top - (roomy ? 2 : 1);
    struct area all = { top, 0, rows, t->columns }, whole = { 0, 0, t->rows - (roomy ? 2 : 1), t->columns };
    bool alone = s->shape != SHAPE_WIDE && reads && (s->focus == CONTEXT_ARTICLE || s->focus == CONTEXT_CAPTIONS);
    memset(s->areas, 0, sizeof s->areas);
    if (menu_is_open(s) && s->shape != SHAPE_WIDE) {
        s->areas[CONTEXT_MENU] = all;
    } else if (s->focus == CONTEXT_FAILURES) {
        s->areas[CONTEXT_FAILURES] = all;
    } else if (alone) {
        divide_article(s, whole);
    } else if (s->shape == SHAPE_NARROW) {
        s->areas[s->focus == CONTEXT_SECTIONS ? CONTEXT_SECTIONS : CONTEXT_LIST] = all;
    } else {
        int sections = sections_width(s), list = s->shape == SHAPE_WIDE ? (t->columns - sections) * 2 / 5 : t->columns - sections;
        int left = sections + GUTTER;
        list = s->shape == SHAPE_WIDE && list > 72 ? 72 : list;
        s->areas[CONTEXT_SECTIONS] = (struct area){ top, 0, rows, sections };
        s->areas[CONTEXT_LIST] = (struct area){ top, left, rows, list - GUTTER };
        struct area rest = { top, left + list, rows, t->columns - left - list };
        if (s->shape == SHAPE_WIDE && menu_is_open(s))
            s->areas[CONTEXT_MENU] = rest;
        else if (s->shape == SHAPE_WIDE && reads)
            divide_article(s, rest);
    }
}

/* ---- Drawing ---- */

/* The name of the paper, where one is in it, and the time. */
static void draw_mast(struct screen *s)
{
    struct area a = { 0, 1, 1, s->terminal.columns - 2 };
    const struct section_entry *e = sections_selected(s);
    struct str place = STR_INIT;
    char now[60];
    time_now(screen_now(s), now, sizeof now);
    if (s->focus == CONTEXT_FAILURES)
        str_adds(&place, _("Failures"));
    else if (e && e->kind == ENTRY_SECTION)
        write_path(s, e->path, &place);
    else if (e)
        str_adds(&place, e->name);
    int left = put_line(s, &a, 0, 0, STYLE_MAST, "telex") + 2;
    int right = a.columns >= 50 ? put_right(s, &a, 0, STYLE_DIM, now) : a.columns;
    int cells = text_cells(s, place.data), middle = (a.columns - cells) / 2;
    middle = middle < left ? left : middle;
    if (middle + cells + 2 > right)
        middle = left;
    put_cut(s, &a, 0, middle, right - middle - 1, STYLE_TEXT, place.data);
    str_release(&place);
}

static void draw_small(struct screen *s)
{
    struct area a = { 0, 0, s->terminal.rows, s->terminal.columns };
    put_text(s, &a, 0, 0, a.columns, 0, STYLE_TEXT, 0, _("This window is too small for telex."));
    terminal_show(&s->terminal, 0, 0);
}

/* On a wide window the selected story is there before it is opened. */
static void follow_selection(struct screen *s)
{
    bool in_front = s->focus == CONTEXT_LIST || s->focus == CONTEXT_SECTIONS;
    const struct article *a = s->shape == SHAPE_WIDE && in_front && s->store ? list_selected(s->headlines.list) : NULL;
    if (a && a->id != s->reading.id)
        reading_open(s, a->id, false);
}

static struct cursor draw_views(struct screen *s)
{
    static const enum context order[] = { CONTEXT_SECTIONS, CONTEXT_LIST, CONTEXT_ARTICLE, CONTEXT_CAPTIONS, CONTEXT_MENU,
                                         CONTEXT_FAILURES };
    struct cursor cursor = { 0, 0 };
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const struct area *a = &s->areas[order[i]];
        const struct view *view = screen_view(s, order[i]);
        if (a->rows <= 0)
            continue;
        view->draw(s, a);
        if (s->focus == order[i])
            cursor = view->cursor(s, a);
    }
    return cursor;
}

void paint(struct screen *s)
{
    terminal_clear(&s->terminal);
    s->shape = shape_of(&s->terminal);
    if (s->shape == SHAPE_SMALL) {
        draw_small(s);
        return;
    }
    follow_selection(s);
    divide(s);
    if (s->shape == SHAPE_WIDE || s->areas[CONTEXT_ARTICLE].rows == 0)
        draw_mast(s);
    struct cursor cursor = draw_views(s);
    struct area last = { s->terminal.rows - 1, 0, 1, s->terminal.columns };
    if (s->prompt.kind != PROMPT_NONE)
        cursor = prompt_draw(s, &last);
    else
        footer_draw(s, &last);
    terminal_show(&s->terminal, cursor.row, cursor.column);
}
