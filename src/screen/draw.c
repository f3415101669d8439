/* draw.c: text in an area: measured, wrapped, cut, for whatever the terminal shows. */
#include <string.h>

#include "screen/state.h"
#include "text/unicode.h"

struct pen {
    struct screen *s;
    const struct area *a;
    int row, column, cells;
    enum style_name style;
    unsigned extra;
    bool at_right;
    int width; /* of the row drawn last */
};

static void draw_row(void *context, const char *bytes, size_t len, int width)
{
    struct pen *p = context;
    p->width = width;
    if (p->row >= 0 && p->row < p->a->rows) {
        int column = p->at_right ? p->column - width : p->column;
        terminal_put(&p->s->terminal, p->a->row + p->row, p->a->column + column, p->cells, p->style, p->extra, bytes, len);
    }
    p->row++;
}

/* Most of what is drawn: plain letters that fit in one row. */
static bool is_simple(const char *text, int cells)
{
    int len = 0;
    while (text[len] > ' ' - 1 && text[len] < 0x7F && len <= cells)
        len++;
    return !text[len] && len <= cells && text[0] != ' ' && text[len - 1] != ' ';
}

static size_t draw(struct pen *p, const char *text, size_t max_rows)
{
    struct layout_style style = terminal_text_style(&p->s->terminal, p->cells);
    if (p->cells <= 0 || !text || !*text)
        return 0;
    if (is_simple(text, p->cells)) {
        draw_row(p, text, strlen(text), (int)strlen(text));
        return 1;
    }
    return layout_text(text, &style, max_rows, draw_row, p);
}

int put_cut(struct screen *s, const struct area *a, int row, int column, int cells, enum style_name style, const char *text)
{
    int room = a->columns - column;
    struct pen p = { .s = s, .a = a, .row = row, .column = column, .cells = cells < room ? cells : room, .style = style };
    draw(&p, text, 1);
    return p.width;
}

int put_line(struct screen *s, const struct area *a, int row, int column, enum style_name style, const char *text)
{
    return put_cut(s, a, row, column, a->columns - column, style, text);
}

void put_rule(struct screen *s, const struct area *a, int row, int column, int cells)
{
    struct str rule = STR_INIT;
    for (int i = 0; i < cells; i++)
        str_adds(&rule, sign(s, "─", "-"));
    put_cut(s, a, row, column, cells, STYLE_RULE, rule.data);
    str_release(&rule);
}

int put_right(struct screen *s, const struct area *a, int row, enum style_name style, const char *text)
{
    struct pen p = { .s = s, .a = a, .row = row, .column = a->columns, .cells = a->columns, .style = style, .at_right = true };
    draw(&p, text, 1);
    return a->columns - p.width;
}

int text_cells(const struct screen *s, const char *text)
{
    struct layout_style style = terminal_text_style(&s->terminal, 1);
    return layout_width(text, strlen(text), &style);
}

int put_text(struct screen *s, const struct area *a, int row, int column, int cells, int max_rows, enum style_name style,
             unsigned extra, const char *text)
{
    struct pen p = { .s = s, .a = a, .row = row, .column = column, .cells = cells, .style = style, .extra = extra };
    /* Right-to-left text begins at the right. */
    if (text && unicode_direction(text, strlen(text)) < 0) {
        p.at_right = true;
        p.column = column + cells;
    }
    return (int)draw(&p, text, max_rows > 0 ? (size_t)max_rows : SIZE_MAX / 1024);
}

const char *sign(const struct screen *s, const char *utf8, const char *ascii)
{
    return s->terminal.ascii ? ascii : utf8;
}

void write_path(const struct screen *s, const char *path, struct str *out)
{
    for (const char *c = path; *c; c++)
        if (*c == '>' && !s->terminal.ascii)
            str_adds(out, "›");
        else
            str_addc(out, *c);
}
