#include "screen/failures.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/num.h"
#include "screen/state.h"
#include "screen/times.h"
#include "text/unicode.h"

enum {
    MARGIN = 1, INDENT = 3, BETWEEN = 2,
    ROOMY = 14,    /* rows from which white space is worth its place */
    NARROW = 60,   /* fewer columns: no reason beside the name */
    BESIDE = 120,  /* as many: the selected one at length stands beside the list */
    LEAST_LIST = 2 /* rows that the list keeps */
};

/* ---- The list ---- */

static int by_condition(const void *left, const void *right)
{
    const struct source *a = left, *b = right;
    enum condition x = condition_of(a), y = condition_of(b);
    if (x != y)
        return x < y ? -1 : 1;
    return a->position != b->position ? (a->position < b->position ? -1 : 1) : a->id < b->id ? -1 : a->id > b->id;
}

static void sort(struct failures *f)
{
    if (f->all.count)
        qsort(f->all.items, f->all.count, sizeof *f->all.items, by_condition);
}

static void choose(struct failures *f, int64_t id)
{
    for (size_t i = 0; i < f->all.count; i++)
        if (f->all.items[i].id == id)
            f->selected = i;
    if (f->selected >= f->all.count)
        f->selected = f->all.count ? f->all.count - 1 : 0;
}

const struct source *failures_selected(const struct screen *s)
{
    const struct failures *f = &s->failures;
    return f->selected < f->all.count ? &f->all.items[f->selected] : NULL;
}

void failures_load(struct screen *s)
{
    struct failures *f = &s->failures;
    struct arena arena = { 0 };
    struct store_sources all;
    struct err err = { 0 };
    if (!s->store)
        return;
    if (store_unwell_sources(s->store, &arena, &all, &err)) {
        arena_release(&arena);
        if (err.kind != ERR_BUSY)
            warn(s, "%s", err.text);
        return;
    }
    const struct source *before = failures_selected(s);
    int64_t id = before ? before->id : 0;
    arena_release(&f->arena);
    f->arena = arena;
    f->all = all;
    sort(f);
    choose(f, id);
    screen_touch(s);
}

void failures_show(struct screen *s)
{
    if (s->focus != CONTEXT_FAILURES)
        s->failures.below = s->focus;
    s->failures.all.count = s->failures.selected = s->failures.top = 0;
    failures_load(s);
    screen_focus(s, CONTEXT_FAILURES);
}

void failures_close(struct screen *s)
{
    s->finds &= ~(unsigned)CONTEXT_FAILURES;
    screen_focus(s, s->failures.below);
}

void failures_release(struct failures *f)
{
    arena_release(&f->arena);
    free(f->needle);
    *f = (struct failures){ 0 };
}

/* ---- Rows ---- */

static bool has_heading(const struct failures *f, size_t i)
{
    return i == 0 || condition_of(&f->all.items[i]) != condition_of(&f->all.items[i - 1]);
}

/* Rows before the source's own: headings, and blank ones before all but the first. */
static size_t row_of(const struct failures *f, size_t index)
{
    size_t headings = 0;
    for (size_t i = 0; i <= index && i < f->all.count; i++)
        headings += has_heading(f, i);
    return index + headings + (f->is_roomy && headings ? headings - 1 : 0);
}

static void keep_in_view(struct failures *f)
{
    size_t row = row_of(f, f->selected), height = f->height > 0 ? (size_t)f->height : 1;
    size_t from = has_heading(f, f->selected) && row ? row - 1 : row, all = row_of(f, f->all.count ? f->all.count - 1 : 0) + 1;
    if (row >= f->top + height)
        f->top = row - height + 1;
    if (from < f->top)
        f->top = from;
    f->top = num_min(f->top, all > height ? all - height : 0);
}

static void put_source(struct screen *s, const struct area *a, int row, const struct source *source, bool is_selected)
{
    char time[60] = "";
    struct str what = STR_INIT;
    int64_t since = condition_since(source);
    if (since)
        time_short(since, false, screen_now(s), time, sizeof time);
    int right = *time ? put_right(s, a, row, STYLE_DIM, time) : a->columns, room = right - BETWEEN - INDENT;
    int most = a->columns < NARROW ? room : room / 2;
    int used = put_cut(s, a, row, INDENT, most, is_selected ? STYLE_ACCENT : STYLE_TEXT, source_name(source));
    condition_what(source, &what);
    if (a->columns >= NARROW && room - used - BETWEEN > 0)
        put_cut(s, a, row, INDENT + used + BETWEEN, room - used - BETWEEN, STYLE_DIM, what.data);
    str_release(&what);
}

static void put_list(struct screen *s, const struct area *a)
{
    struct failures *f = &s->failures;
    f->height = a->rows;
    keep_in_view(f);
    size_t row = 0, end = f->top + (size_t)a->rows;
    for (size_t i = 0; i < f->all.count && row < end; i++, row++) {
        if (has_heading(f, i)) {
            row += f->is_roomy && i > 0;
            if (row >= f->top && row + 1 < end) /* never without its first source */
                put_line(s, a, (int)(row - f->top), MARGIN, STYLE_HEADING, condition_heading(condition_of(&f->all.items[i])));
            row++;
        }
        if (row >= f->top && row < end)
            put_source(s, a, (int)(row - f->top), &f->all.items[i], i == f->selected);
    }
}

/* ---- Drawing ---- */

/* The list and the selected one, beside each other or one below the other. */
static struct area list_area(const struct area *a, int text_rows)
{
    struct area list = *a;
    if (a->columns >= BESIDE) {
        list.columns = a->columns / 2;
        return list;
    }
    int most = a->rows - LEAST_LIST - 1;
    int rows = text_rows < most ? text_rows : most;
    list.rows = rows > 0 ? a->rows - rows - 1 : a->rows;
    list.columns -= MARGIN;
    return list;
}

static void draw(struct screen *s, const struct area *a)
{
    const struct source *source = failures_selected(s);
    s->failures.is_roomy = a->rows >= ROOMY;
    if (!source) {
        put_text(s, a, 0, MARGIN, a->columns - 2 * MARGIN, 0, STYLE_TEXT, 0, _("Every source is well."));
        return;
    }
    bool beside = a->columns >= BESIDE;
    int column = beside ? a->columns / 2 + INDENT : MARGIN, cells = a->columns - column - MARGIN;
    cells = cells > 76 ? 76 : cells;
    int rows = beside ? a->rows : failures_put(s, a, a->rows, column, cells, 0, source);
    struct area list = list_area(a, rows);
    put_list(s, &list);
    if (beside) {
        failures_put(s, a, s->failures.is_roomy, column, cells, a->rows, source);
    } else if (list.rows < a->rows) {
        put_rule(s, a, list.rows, MARGIN, a->columns - 2 * MARGIN);
        failures_put(s, a, list.rows + 1, column, cells, a->rows - list.rows - 1, source);
    }
}

static struct cursor cursor(const struct screen *s, const struct area *a)
{
    const struct failures *f = &s->failures;
    size_t row = f->all.count ? row_of(f, f->selected) - f->top : 0;
    return (struct cursor){ a->row + (int)row, a->column + (f->all.count ? INDENT : MARGIN) };
}

/* ---- Moving ---- */

static bool move(struct screen *s, const struct area *a, enum motion motion, int way, int64_t count)
{
    struct failures *f = &s->failures;
    size_t before = f->selected, last = f->all.count ? f->all.count - 1 : 0;
    size_t page = f->height > 2 ? (size_t)f->height - 1 : 1;
    size_t by = motion == MOVE_LINE ? (size_t)count : motion == MOVE_HALF ? (page + 1) / 2 : page;
    (void)a;
    if (motion == MOVE_FIRST)
        f->selected = 0;
    else if (motion == MOVE_LAST)
        f->selected = last;
    else
        f->selected = way == DOWNWARD ? num_min(last, f->selected + by) : f->selected - num_min(by, f->selected);
    screen_touch(s);
    return f->selected != before;
}

static enum find_result find(struct screen *s, const char *needle, int way)
{
    struct failures *f = &s->failures;
    size_t from = f->selected;
    if (needle != f->needle) {
        free(f->needle);
        f->needle = mem_strdup(needle);
        needle = f->needle;
    }
    for (size_t n = 1; n <= f->all.count; n++) {
        size_t i = (from + (way == DOWNWARD ? n : f->all.count - n)) % f->all.count;
        const struct source *source = &f->all.items[i];
        if (!unicode_contains(source_name(source), needle) && !unicode_contains(source->address, needle))
            continue;
        f->selected = i;
        screen_touch(s);
        return (way == DOWNWARD ? i > from : i < from) ? FOUND : FOUND_AROUND;
    }
    return NOT_FOUND;
}

const struct view failures_view = {
    .context = CONTEXT_FAILURES, .draw = draw, .cursor = cursor, .move = move, .open = failures_ask, .find = find,
};
