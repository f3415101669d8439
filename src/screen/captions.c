/* captions.c: the pictures' captions and credits, below the text or beside it. The
 * pane follows the text: the picture that is being passed is lit. With the focus in
 * the pane it leads: the text goes to the picture that is chosen. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "screen/state.h"
#include "text/unicode.h"

enum { NUMBER_CELLS = 3, LEFT = 5, OUT_OF_SIGHT = 100000 };

static bool has_words(const struct picture *p)
{
    return (p->caption && *p->caption) || (p->credit && *p->credit) || (p->alt && *p->alt);
}

/* Alternative text only where it says what the caption does not. */
static bool alt_says_more(const struct picture *p)
{
    return p->alt && *p->alt && !(p->caption && (unicode_contains(p->caption, p->alt) || unicode_contains(p->alt, p->caption)));
}

bool captions_exist(const struct screen *s)
{
    const struct document *d = &s->reading.document;
    for (size_t i = 0; s->reading.id && i < d->pictures.count; i++)
        if (has_words(&d->pictures.items[i]))
            return true;
    return false;
}

/* Draws a picture's words from `row` on; returns the rows it takes. */
static int put_caption(struct screen *s, const struct area *a, uint32_t index, int row)
{
    const struct picture *p = &s->reading.document.pictures.items[index];
    bool lit = index == s->captions.selected;
    int cells = a->columns - LEFT - 1, rows = 0;
    char number[24];
    snprintf(number, sizeof number, "%*u", NUMBER_CELLS, index + 1);
    if (row >= 0 && row < a->rows)
        put_line(s, a, row, 0, lit ? STYLE_PICTURE : STYLE_DIM, number);
    if (p->caption && *p->caption)
        rows += put_text(s, a, row + rows, LEFT, cells, 0, STYLE_CAPTION, 0, p->caption);
    if (alt_says_more(p))
        rows += put_text(s, a, row + rows, LEFT, cells, 0, STYLE_ALT, 0, p->alt);
    if (p->credit && *p->credit)
        rows += put_text(s, a, row + rows, LEFT, cells, 0, STYLE_CREDIT, 0, p->credit);
    return rows;
}

static int height_of(struct screen *s, const struct area *a, uint32_t index)
{
    const struct area nowhere = { a->row, a->column, 0, a->columns };
    return put_caption(s, &nowhere, index, 0);
}

/* Bounded: no pane is a screen high a hundred times over. */
static uint32_t picture_count(const struct screen *s)
{
    size_t count = s->reading.document.pictures.count;
    return (uint32_t)(count < 500 ? count : 500);
}

int captions_rows(struct screen *s, int columns, int most)
{
    struct area a = { .columns = columns - 2 };
    int rows = 1;
    if (!s->captions.is_shown || !captions_exist(s) || s->captions.selected >= picture_count(s))
        return 0;
    for (uint32_t i = 0; i < picture_count(s) && rows < most; i++)
        if (has_words(&s->reading.document.pictures.items[i]))
            rows += height_of(s, &a, i);
    /* The lit one is whole, where the text has to give way for it. */
    int lit = 1 + height_of(s, &a, s->captions.selected), least = lit < 2 * most ? lit : 2 * most;
    rows = rows < most ? rows : most;
    return rows > least ? rows : least;
}

/* In the margin there is nothing of a picture that the text has not at hand. */
bool captions_in_sight(const struct screen *s)
{
    const struct reading *r = &s->reading;
    if (!s->captions.is_beside)
        return captions_exist(s);
    for (uint32_t i = 0; captions_exist(s) && r->layout && i < picture_count(s); i++) {
        size_t at = layout_find_picture(r->layout, i);
        if (at != SIZE_MAX && at >= r->top && at < r->top + (size_t)r->height)
            return true;
    }
    return false;
}

static void show_picture(struct screen *s)
{
    size_t row = s->reading.layout ? layout_find_picture(s->reading.layout, s->captions.selected) : SIZE_MAX;
    if (row != SIZE_MAX)
        article_scroll_to(s, row > 2 ? row - 2 : 0);
}

void captions_toggle(struct screen *s)
{
    if (!captions_exist(s)) {
        say(s, "%s", s->reading.document.pictures.count ? _("The pictures have no captions.") : _("This article has no pictures."));
        return;
    }
    if (s->captions.is_beside) {
        if (s->focus != CONTEXT_CAPTIONS && !captions_in_sight(s))
            show_picture(s);
        screen_focus(s, s->focus == CONTEXT_CAPTIONS ? CONTEXT_ARTICLE : CONTEXT_CAPTIONS);
        return;
    }
    s->captions.is_shown = !s->captions.is_shown;
    if (!s->captions.is_shown && s->focus == CONTEXT_CAPTIONS)
        screen_focus(s, CONTEXT_ARTICLE);
    screen_touch(s);
}

/* ---- Below the text ---- */

static void put_top(struct screen *s, const struct area *a)
{
    char title[80];
    snprintf(title, sizeof title, " %s %u/%zu", _("Pictures"), s->captions.selected + 1, s->reading.document.pictures.count);
    put_rule(s, a, 0, 1, a->columns - 1 - text_cells(s, title) - 1);
    struct area inner = { a->row, a->column, 1, a->columns - 1 };
    put_right(s, &inner, 0, STYLE_DIM, title);
}

/* The pane's rows are all captions, one after another; the lit one stands first
 * where not all fit. */
static void draw_below(struct screen *s, const struct area *a)
{
    struct area inner = { a->row + 1, a->column + 1, a->rows - 1, a->columns - 2 };
    int heights = 0, before = 0;
    put_top(s, a);
    for (uint32_t i = 0; i < picture_count(s); i++) {
        int height = has_words(&s->reading.document.pictures.items[i]) ? height_of(s, &inner, i) : 0;
        if (i < s->captions.selected)
            before += height;
        heights += height;
    }
    int row = heights <= inner.rows ? 0 : -before;
    if (heights > inner.rows && heights + row < inner.rows)
        row = inner.rows - heights;
    for (uint32_t i = 0; i < picture_count(s) && row < inner.rows; i++)
        if (has_words(&s->reading.document.pictures.items[i]))
            row += put_caption(s, &inner, i, row);
}

/* ---- Beside it ---- */

/* Draws those whose pictures stand in the text now, `shift` rows higher; returns the
 * row behind the lit one. */
static int put_beside(struct screen *s, const struct area *a, int shift)
{
    struct reading *r = &s->reading;
    int free_row = 0, lit_end = 0;
    for (uint32_t i = 0; r->layout && i < picture_count(s); i++) {
        size_t at = layout_find_picture(r->layout, i);
        if (at == SIZE_MAX || at < r->top || at >= r->top + (size_t)a->rows || !has_words(&r->document.pictures.items[i]))
            continue;
        int row = (int)(at - r->top);
        row = row < free_row ? free_row : row;
        free_row = row + put_caption(s, a, i, row - shift) + 1;
        if (i == s->captions.selected)
            lit_end = free_row - 1;
    }
    return lit_end;
}

/* Where pictures stand so close that their captions run out of the window, all move
 * up until the lit one is whole. */
static void draw_beside(struct screen *s, const struct area *a)
{
    int lit_end = put_beside(s, a, OUT_OF_SIGHT);
    put_beside(s, a, lit_end > a->rows ? lit_end - a->rows : 0);
}

static void captions_draw(struct screen *s, const struct area *a)
{
    if (!captions_exist(s))
        return;
    if (s->captions.is_beside)
        draw_beside(s, a);
    else
        draw_below(s, a);
}

static struct cursor captions_cursor(const struct screen *s, const struct area *a)
{
    const struct reading *r = &s->reading;
    int row = 1;
    if (s->captions.is_beside && r->layout) {
        size_t at = layout_find_picture(r->layout, s->captions.selected);
        row = at != SIZE_MAX && at >= r->top && at < r->top + (size_t)a->rows ? (int)(at - r->top) : 0;
    }
    return (struct cursor){ a->row + row, a->column + 1 };
}

static bool captions_move(struct screen *s, const struct area *a, enum motion motion, int way, int64_t count)
{
    uint32_t was = s->captions.selected, last = picture_count(s) ? picture_count(s) - 1 : 0;
    int64_t far = motion == MOVE_FIRST || motion == MOVE_LAST ? (int64_t)last : count, to = (int64_t)was + way * far;
    (void)a;
    if (motion == MOVE_FIRST)
        to = 0;
    else if (motion == MOVE_LAST)
        to = last;
    s->captions.selected = to < 0 ? 0 : to > last ? last : (uint32_t)to;
    show_picture(s);
    screen_touch(s);
    return s->captions.selected != was;
}

static void captions_open(struct screen *s)
{
    screen_focus(s, CONTEXT_ARTICLE);
}

const struct view captions_view = {
    .context = CONTEXT_CAPTIONS, .draw = captions_draw, .cursor = captions_cursor, .move = captions_move, .open = captions_open,
};
