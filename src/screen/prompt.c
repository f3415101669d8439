#include "screen/prompt.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "screen/commands.h"
#include "screen/state.h"
#include "text/unicode.h"

void prompt_init(struct prompt *p)
{
    *p = (struct prompt){ .kind = PROMPT_NONE };
    edit_init(&p->edit);
}

void prompt_release(struct prompt *p)
{
    edit_release(&p->edit);
    for (size_t i = 0; i < PROMPT_KINDS; i++)
        edit_words_release(&p->history[i]);
}

void prompt_open(struct screen *s, enum prompt_kind kind, const char *text)
{
    s->prompt.kind = kind;
    edit_begin(&s->prompt.edit, &s->prompt.history[kind], text);
    screen_touch(s);
}

void prompt_key(struct screen *s, uint32_t key)
{
    struct prompt *p = &s->prompt;
    enum prompt_kind kind = p->kind;
    enum edit_result result = edit_key(&p->edit, key, kind == PROMPT_COMMAND ? prompt_complete : NULL, s);
    screen_touch(s);
    if (result == EDIT_GOES_ON)
        return;
    p->kind = PROMPT_NONE;
    if (result == EDIT_ENTERED) {
        /* A copy: what the line does may open the prompt again. */
        char *line = mem_strdup(p->edit.text.data);
        prompt_entered(s, kind, line);
        free(line);
    }
}

/* ---- Drawing ---- */

/* The bytes as the terminal shows them. */
static void shown(const struct screen *s, const char *bytes, size_t len, struct str *out)
{
    if (s->terminal.ascii)
        unicode_to_ascii(bytes, len, out);
    else
        str_add(out, bytes, len);
}

/* Bytes that must be left out before the text fits the cells. */
static size_t scrolled(const struct screen *s, const char *text, int cells)
{
    size_t len = strlen(text), at = 0;
    while (at < len && text_cells(s, text + at) > cells) {
        /* Half a line at a time, so that the text does not run under the cursor with each key. */
        struct layout_style style = terminal_text_style(&s->terminal, cells);
        at += num_max(layout_cut(text + at, len - at, cells / 2, &style, NULL), unicode_cluster(text + at, len - at));
    }
    return at;
}

/* A completion as it is listed: without the " = " that comes with it. */
static void listed(const char *completion, struct str *out)
{
    str_reset(out);
    str_adds(out, completion);
    while (out->len && strchr(" =", out->data[out->len - 1]))
        str_cut(out, out->len - 1);
}

/* The other completions, behind the line, as many as fit whole. */
static void draw_completions(struct screen *s, const struct area *a, int column)
{
    const struct edit *e = &s->prompt.edit;
    const char *more = sign(s, "…", "...");
    struct str text = STR_INIT;
    bool fits = true;
    for (size_t i = e->completion_at + 1; i < e->completions.len && fits; i++) {
        int behind = i + 1 < e->completions.len ? 2 + text_cells(s, more) : 0;
        listed(e->completions.items[i], &text);
        column += 2;
        fits = column + text_cells(s, text.data) + behind <= a->columns;
        if (column < a->columns)
            column += put_cut(s, a, 0, column, a->columns - column, STYLE_DIM, fits ? text.data : more);
    }
    str_release(&text);
}

struct cursor prompt_draw(struct screen *s, const struct area *a)
{
    const struct edit *e = &s->prompt.edit;
    struct str before = STR_INIT, after = STR_INIT;
    shown(s, e->text.data, e->cursor, &before);
    shown(s, e->text.data + e->cursor, e->text.len - e->cursor, &after);
    size_t from = scrolled(s, before.data, a->columns - 2);
    const char *mark = from ? sign(s, "‹", "<") : s->prompt.kind == PROMPT_FIND ? "/" : ":";
    int column = put_cut(s, a, 0, 0, 1, STYLE_PROMPT, mark), at;
    column += terminal_put(&s->terminal, a->row, a->column + column, a->columns - column, STYLE_PROMPT, 0, before.data + from, before.len - from);
    at = column;
    if (column < a->columns)
        column += terminal_put(&s->terminal, a->row, a->column + column, a->columns - column, STYLE_PROMPT, 0, after.data, after.len);
    draw_completions(s, a, column);
    str_release(&before);
    str_release(&after);
    return (struct cursor){ a->row, a->column + at };
}
