#include "screen/menu.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "base/vec.h"
#include "screen/state.h"
#include "text/unicode.h"

enum {
    MARGIN = 1,
    BETWEEN = 2,   /* cells between the columns */
    DETAIL_ROWS = 2, /* an address is there to be recognised; `y` shows it whole */
    ROOMY = 8      /* rows from which a blank one stands below the title */
};

bool menu_is_open(const struct screen *s)
{
    return s->menu.title != NULL;
}

void menu_release(struct menu *m)
{
    for (size_t i = 0; i < m->len; i++) {
        free(m->items[i].left);
        free(m->items[i].text);
        free(m->items[i].detail);
        free(m->items[i].value);
    }
    vec_release(m);
    free(m->title);
    free(m->needle);
    *m = (struct menu){ 0 };
}

void menu_begin(struct screen *s, const char *title, void (*open)(struct screen *s, const struct menu_item *item))
{
    enum context below = menu_is_open(s) ? s->menu.below : s->focus;
    menu_release(&s->menu);
    s->menu = (struct menu){ .title = mem_strdup(title), .below = below, .open = open, .is_scrolled = true, .selected = SIZE_MAX };
    screen_focus(s, CONTEXT_MENU);
    screen_touch(s);
}

void menu_add(struct screen *s, enum menu_line line, unsigned number, const char *left, const char *text, const char *detail,
              const char *value)
{
    struct menu *m = &s->menu;
    *vec_push(m) = (struct menu_item){ .line = line,
                                       .number = number,
                                       .left = mem_strdup(left ? left : ""),
                                       .text = mem_strdup(text ? text : ""),
                                       .detail = mem_strdup(detail),
                                       .value = mem_strdup(value) };
    m->width = 0;
    if (line == MENU_CHOICE && m->is_scrolled) {
        m->is_scrolled = false;
        m->selected = m->len - 1;
    }
}

void menu_close(struct screen *s)
{
    enum context below = s->menu.below;
    if (!menu_is_open(s))
        return;
    s->finds &= ~(unsigned)CONTEXT_MENU; /* it ends with what was searched */
    menu_release(&s->menu);
    screen_focus(s, below);
    screen_touch(s);
}

const char *menu_selected_value(const struct screen *s)
{
    const struct menu *m = &s->menu;
    return m->is_scrolled || m->selected >= m->len ? NULL : m->items[m->selected].value;
}

bool menu_choose(struct screen *s, int64_t number)
{
    struct menu *m = &s->menu;
    for (size_t i = 0; number > 0 && i < m->len; i++)
        if (m->items[i].line == MENU_CHOICE && m->items[i].number == number) {
            m->selected = i;
            screen_touch(s);
            return true;
        }
    return false;
}

/* ---- Columns and rows ---- */

/* Where the text of each line begins: behind the numbers, or behind the keys. */
struct columns {
    int number, left, text;
};

static int digits(unsigned n)
{
    int count = 1;
    while (n /= 10)
        count++;
    return count;
}

static struct columns columns_of(const struct screen *s, int width)
{
    const struct menu *m = &s->menu;
    int number = 0, left = 0, most = width * 2 / 5;
    for (size_t i = 0; i < m->len; i++) {
        int cells = *m->items[i].left ? text_cells(s, m->items[i].left) : 0;
        if (m->items[i].number && digits(m->items[i].number) > number)
            number = digits(m->items[i].number);
        if (cells > left)
            left = cells;
    }
    struct columns c = { .number = MARGIN };
    c.left = c.number + (number ? number + BETWEEN : 0);
    c.text = c.left + (left ? (left < most ? left : most) + BETWEEN : 0);
    return c;
}

/* An address whole: cut where the row ends, and nowhere else. Returns the rows it takes. */
static int put_address(struct screen *s, const struct area *a, int row, int column, int cells, const char *text)
{
    struct layout_style style = terminal_text_style(&s->terminal, cells);
    int rows = 0;
    for (size_t len = strlen(text), at = 0; cells > 0 && at < len; rows++) {
        size_t n = num_max(layout_cut(text + at, len - at, cells, &style, NULL), unicode_cluster(text + at, len - at));
        if (row + rows >= 0 && row + rows < a->rows)
            terminal_put(&s->terminal, a->row + row + rows, a->column + column, cells, STYLE_TEXT, 0, text + at, n);
        at += n;
    }
    return rows;
}

/* Draws a line, where its row is within the area; returns the rows it takes. */
static size_t put_item(struct screen *s, const struct area *a, int row, const struct columns *c, const struct menu_item *item, bool is_selected)
{
    static const enum style_name styles[] = { [MENU_CHOICE] = STYLE_TEXT, [MENU_HEADING] = STYLE_HEADING, [MENU_TEXT] = STYLE_TEXT };
    enum style_name style = is_selected ? STYLE_ACCENT : styles[item->line];
    int column = item->line == MENU_HEADING ? MARGIN : c->text, cells = a->columns - column - MARGIN, rows, left = 0;
    char number[16];
    if (item->number && row >= 0 && row < a->rows) {
        snprintf(number, sizeof number, "%u", item->number);
        put_line(s, a, row, c->left - BETWEEN - digits(item->number), is_selected ? STYLE_ACCENT : STYLE_DIM, number);
    }
    if (*item->left)
        left = put_text(s, a, row, c->left, c->text - c->left - BETWEEN, 0, STYLE_ACCENT, 0, item->left);
    if (item->line == MENU_TEXT && item->value)
        rows = put_address(s, a, row, column, cells, item->text);
    else
        rows = put_text(s, a, row, column, cells, 0, style, 0, item->text);
    rows = rows > left ? rows : left;
    if (item->detail)
        rows += put_text(s, a, row + rows, column, cells, DETAIL_ROWS, STYLE_DIM, 0, item->detail);
    return rows > 0 ? (size_t)rows : 1;
}

static bool has_blank_before(const struct menu *m, size_t i)
{
    return i > 0 && m->items[i].line == MENU_HEADING;
}

static size_t row_of(const struct menu *m, size_t item)
{
    size_t row = 0;
    for (size_t i = 0; i < item && i < m->len; i++)
        row += m->items[i].rows;
    return item < m->len ? row + has_blank_before(m, item) : row;
}

static struct area body_of(const struct area *a)
{
    int head = a->rows >= ROOMY ? 2 : 1;
    return (struct area){ a->row + head, a->column, a->rows > head ? a->rows - head : 0, a->columns };
}

bool menu_goes_on(const struct menu *m)
{
    return m->top + (size_t)m->height < row_of(m, m->len);
}

static size_t item_at_top(const struct menu *m)
{
    size_t row = 0, i = 0;
    while (i + 1 < m->len && row + m->items[i].rows <= m->top)
        row += m->items[i++].rows;
    return i;
}

/* Each line is measured once a width, however many there are. What stood at the top
 * stays there. */
static void measure(struct screen *s, const struct area *a, const struct columns *c)
{
    struct menu *m = &s->menu;
    size_t first = m->width ? item_at_top(m) : 0;
    if (m->width == a->columns)
        return;
    for (size_t i = 0; i < m->len; i++)
        m->items[i].rows = put_item(s, a, a->rows, c, &m->items[i], false) + has_blank_before(m, i);
    if (m->width)
        m->top = row_of(m, first);
    m->width = a->columns;
}

/* The selected line whole, or its beginning. */
static void show_selected(struct menu *m)
{
    size_t from = row_of(m, m->selected), to = row_of(m, m->selected + 1), height = (size_t)m->height;
    if (m->selected >= m->len)
        return;
    if (to > m->top + height)
        m->top = to > height ? to - height : 0;
    if (from < m->top)
        m->top = from;
}

static void keep_in_view(struct menu *m)
{
    size_t all = row_of(m, m->len), height = (size_t)m->height;
    if (!m->is_scrolled)
        show_selected(m);
    m->top = num_min(m->top, all > height ? all - height : 0);
}

static void menu_draw(struct screen *s, const struct area *a)
{
    struct menu *m = &s->menu;
    struct area body = body_of(a);
    struct columns c = columns_of(s, a->columns);
    if (!menu_is_open(s))
        return;
    put_line(s, a, 0, MARGIN, STYLE_TITLE, m->title);
    bool was_other = m->width != body.columns || m->height != body.rows;
    m->height = body.rows;
    measure(s, &body, &c);
    if (was_other)
        show_selected(m);
    keep_in_view(m);
    size_t row = 0;
    for (size_t i = 0; i < m->len && row < m->top + (size_t)body.rows; i++) {
        if (row + m->items[i].rows > m->top)
            put_item(s, &body, (int)row - (int)m->top + has_blank_before(m, i), &c, &m->items[i], i == m->selected);
        row += m->items[i].rows;
    }
}

static struct cursor menu_cursor(const struct screen *s, const struct area *a)
{
    const struct menu *m = &s->menu;
    struct area body = body_of(a);
    size_t row = m->selected < m->len ? row_of(m, m->selected) : m->top;
    bool is_seen = row >= m->top && row < m->top + (size_t)body.rows;
    return (struct cursor){ body.row + (is_seen ? (int)(row - m->top) : 0), body.column + MARGIN };
}

/* ---- Moving ---- */

/* The choice that stands `count` choices away, or the last on the way. */
static size_t choice_from(const struct menu *m, size_t from, int way, int64_t count)
{
    size_t found = from;
    for (size_t i = from; count > 0;) {
        if (way == DOWNWARD ? ++i >= m->len : i-- == 0)
            break;
        if (m->items[i].line == MENU_CHOICE) {
            found = i;
            count--;
        }
    }
    return found;
}

/* The last choice whose rows begin within so many rows, at least the next one. */
static size_t choice_within(const struct menu *m, int way, size_t rows)
{
    size_t from = row_of(m, m->selected), found = choice_from(m, m->selected, way, 1);
    for (;;) {
        size_t next = choice_from(m, found, way, 1), row = row_of(m, next);
        if (next == found || (row > from ? row - from : from - row) > rows)
            return found;
        found = next;
    }
}

static void scroll(struct menu *m, enum motion motion, int way, int64_t count, size_t page)
{
    size_t rows = motion == MOVE_LINE ? (size_t)count : page;
    if (motion == MOVE_FIRST)
        m->top = 0;
    else if (motion == MOVE_LAST)
        m->top = row_of(m, m->len);
    else if (way == DOWNWARD)
        m->top += num_min(rows, row_of(m, m->len));
    else
        m->top -= num_min(rows, m->top);
}

static void select_by(struct menu *m, enum motion motion, int way, int64_t count, size_t page)
{
    if (motion == MOVE_LINE)
        m->selected = choice_from(m, m->selected, way, count);
    else if (motion == MOVE_FIRST || motion == MOVE_LAST)
        m->selected = choice_from(m, m->selected, motion == MOVE_LAST ? DOWNWARD : UPWARD, INT64_MAX);
    else
        m->selected = choice_within(m, way, page);
    if (m->selected == choice_from(m, m->selected, UPWARD, 1))
        m->top = 0; /* with the heading over it */
}

static bool menu_move(struct screen *s, const struct area *a, enum motion motion, int way, int64_t count)
{
    struct menu *m = &s->menu;
    size_t selected = m->selected, top = m->top, height = m->height > 1 ? (size_t)m->height : 1;
    size_t page = motion == MOVE_HALF ? (height + 1) / 2 : height > 2 ? height - 1 : height;
    (void)a;
    if (m->is_scrolled)
        scroll(m, motion, way, count, page);
    else
        select_by(m, motion, way, count, page);
    keep_in_view(m);
    screen_touch(s);
    return m->selected != selected || m->top != top;
}

static void menu_open(struct screen *s)
{
    struct menu *m = &s->menu;
    if (m->is_scrolled || m->selected >= m->len || !m->open)
        return;
    /* What it opens may be a menu again: the line outlives this one. */
    struct menu owner = { .open = m->open };
    *vec_push(&owner) = m->items[m->selected];
    m->items[m->selected] = (struct menu_item){ 0 };
    menu_close(s);
    owner.open(s, &owner.items[0]);
    menu_release(&owner);
}

/* ---- Finding ---- */

static bool holds(const struct menu_item *item, const char *needle)
{
    return unicode_contains(item->text, needle) || unicode_contains(item->left, needle) || (item->detail && unicode_contains(item->detail, needle));
}

static enum find_result menu_find(struct screen *s, const char *needle, int way)
{
    struct menu *m = &s->menu;
    bool goes_on = needle == m->needle && m->selected < m->len;
    size_t from = m->is_scrolled && !goes_on ? item_at_top(m) : m->selected;
    if (needle != m->needle) {
        free(m->needle);
        m->needle = mem_strdup(needle);
    }
    for (size_t n = 1; n <= m->len; n++) {
        size_t i = (from + (way == DOWNWARD ? n : m->len - n)) % m->len;
        if (!holds(&m->items[i], m->needle) || (!m->is_scrolled && m->items[i].line != MENU_CHOICE))
            continue;
        m->selected = i;
        if (m->is_scrolled)
            m->top = row_of(m, i);
        screen_touch(s);
        return (way == DOWNWARD ? i > from : i < from) ? FOUND : FOUND_AROUND;
    }
    return NOT_FOUND;
}

const struct view menu_view = {
    .context = CONTEXT_MENU, .draw = menu_draw, .cursor = menu_cursor, .move = menu_move, .open = menu_open, .find = menu_find,
};
