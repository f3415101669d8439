/* headlines.c: the list of stories. The selected one keeps its row while the list
 * moves around it; how high the others are is measured as they are drawn. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/num.h"
#include "screen/state.h"
#include "screen/times.h"
#include "text/unicode.h"

enum { TEXT_COLUMN = 4, MARK_COLUMN = 2, RIGHT_MARGIN = 1 };
enum { NARROW = 60, SHORT = 16, SOURCE_LEAST = 24 };
enum { LONG_READ = 1400, WORDS_A_MINUTE = 220 };
enum { FIND_STEP_MS = 0 };

/* How much of a story is shown, by the room there is. */
struct form {
    int title_rows, lede_rows, gap, indent;
};

static struct form form_of(const struct area *a)
{
    int indent = a->columns < NARROW ? TEXT_COLUMN - 2 : TEXT_COLUMN;
    if (a->rows < SHORT)
        return (struct form){ a->columns < NARROW ? 3 : 1, 0, 0, indent };
    return (struct form){ a->columns < NARROW ? 4 : 2, 2, 1, indent };
}

struct story {
    const struct article *article;
    struct form form;
    char time[40], meta[200];
    int width;       /* of the text */
    int title_width, lede_width;
    bool is_selected;
};

static void write_meta(struct screen *s, struct story *st)
{
    const struct article *a = st->article;
    struct str out;
    str_init(&out, sizeof st->meta - 1);
    if (list_which(s->headlines.list) != STORE_SOURCE && a->source_title) {
        struct layout_style style = terminal_text_style(&s->terminal, 1);
        size_t len = strlen(a->source_title), shown = layout_cut(a->source_title, len, num_max(st->width / 3, SOURCE_LEAST), &style, NULL);
        str_add(&out, a->source_title, shown);
        str_adds(&out, shown < len ? sign(s, "…", "...") : "");
    }
    if (a->pictures)
        str_addf(&out, "%s%s %u", out.len ? "  " : "", sign(s, "▣", "#"), a->pictures);
    if (a->media)
        str_addf(&out, "%s%s", out.len ? "  " : "", sign(s, "♪", "~"));
    if (a->words >= LONG_READ) {
        str_adds(&out, out.len ? "  " : "");
        str_addf(&out, _("%u min"), a->words / WORDS_A_MINUTE);
    }
    snprintf(st->meta, sizeof st->meta, "%s", out.data);
    str_release(&out);
}

static struct story story_of(struct screen *s, const struct area *a, const struct article *article, bool is_selected)
{
    struct story st = { .article = article, .form = form_of(a), .is_selected = is_selected };
    st.width = a->columns - st.form.indent - RIGHT_MARGIN;
    bool day_only = article->published.parts == STAMP_DAY && article->published.at == article->sorted_by;
    time_short(article->sorted_by, day_only, screen_now(s), st.time, sizeof st.time);
    st.title_width = st.width - text_cells(s, st.time) - 2;
    if (st.form.lede_rows) {
        write_meta(s, &st);
        st.lede_width = st.width - text_cells(s, st.meta) - 3;
    }
    return st;
}

/* The first row of a lede, and where the text goes on behind it. */
struct first_row {
    const char *text;
    size_t count, len; /* len 0: the row is not the text's own bytes */
    int width;
};

static void take_row(void *context, const char *bytes, size_t len, int width)
{
    struct first_row *f = context;
    if (f->count++)
        return;
    f->len = strncmp(f->text, bytes, len) == 0 ? len : 0;
    f->width = width;
}

static void take_width(void *context, const char *bytes, size_t len, int width)
{
    int *last = context;
    (void)bytes;
    (void)len;
    *last = width;
}

/* Rows of the area from `row` on; where the area is nowhere (a story is measured), any number. */
static int rows_left(const struct area *a, int row, int wanted)
{
    int left = a->rows - row;
    return a->rows > 0 && left > 0 && left < wanted ? left : wanted;
}

/* Right-to-left: below the headline's right end; what stands beside it stands at the
 * left, or has a row of its own. */
static int put_mirrored(struct screen *s, const struct area *a, const struct story *st, int row)
{
    enum style_name style = st->article->unread ? STYLE_LIST_LEDE : STYLE_DIM;
    struct layout_style measure = terminal_text_style(&s->terminal, st->title_width);
    int last = 0, column = st->form.indent;
    layout_text(st->article->lede, &measure, (size_t)st->form.lede_rows, take_width, &last);
    int rows = put_text(s, a, row, column, st->title_width, st->form.lede_rows, style, 0, st->article->lede);
    if (*st->meta && last + 3 + text_cells(s, st->meta) > st->title_width)
        rows++;
    if (rows && row + rows - 1 >= 0 && row + rows - 1 < a->rows)
        put_line(s, a, row + rows - 1, column, STYLE_DIM, st->meta);
    return rows;
}

static bool is_mirrored(const struct story *st)
{
    const char *lede = st->article->lede;
    return lede && *lede && unicode_direction(lede, strlen(lede)) < 0;
}

/* Two rows of the lede, the second shortened by what stands at its right; returns the
 * rows it takes. What is not drawn in the text's own order is shortened in both. */
static int put_lede(struct screen *s, const struct area *a, const struct story *st, int row)
{
    const char *text = st->article->lede;
    enum style_name style = st->article->unread ? STYLE_LIST_LEDE : STYLE_DIM;
    struct layout_style measure = terminal_text_style(&s->terminal, st->title_width);
    struct first_row first = { .text = text };
    int column = st->form.indent;
    layout_text(text, &measure, 2, take_row, &first);
    if (!first.len || rows_left(a, row, 2) < 2)
        return put_text(s, a, row, column, st->lede_width, rows_left(a, row, st->form.lede_rows), style, 0, text);
    if (row >= 0 && row < a->rows)
        terminal_put(&s->terminal, a->row + row, a->column + column, st->title_width, style, 0, text, first.len);
    const char *rest = text + first.len + strspn(text + first.len, " ");
    if (*rest)
        return 1 + put_text(s, a, row + 1, column, st->lede_width, 1, style, 0, rest);
    return *st->meta && first.width > st->lede_width ? 2 : 1; /* a row of its own for what stands at the right */
}

/* Unread and starred, in the margin; both where both are true, for which it has room
 * unless the list stands at the window's edge. */
static void put_marks(struct screen *s, const struct area *a, int row, int column, const struct article *t)
{
    bool both = t->starred && t->unread;
    int at = column - (both && a->column + column > 2 ? 3 : 2);
    if (t->starred)
        put_line(s, a, row, at, STYLE_MARK, sign(s, "★", "*"));
    if (t->unread)
        put_line(s, a, row, both ? at + 1 : at, STYLE_MARK, sign(s, "●", "o"));
}

/* Draws a story from `row` on (which may lie outside the area); returns its rows. */
static int put_story(struct screen *s, const struct area *a, const struct story *st, int row)
{
    const struct article *t = st->article;
    int column = st->form.indent;
    enum style_name style = st->is_selected ? STYLE_ACCENT : t->unread ? STYLE_UNREAD : STYLE_READ;
    const char *title = t->title ? t->title : _("Untitled");
    int rows = put_text(s, a, row, column, st->title_width, rows_left(a, row, st->form.title_rows), style, 0, title);
    if (row >= 0 && row < a->rows) {
        put_marks(s, a, row, column, t);
        struct area inner = { a->row, a->column, a->rows, a->columns - RIGHT_MARGIN };
        put_right(s, &inner, row, STYLE_DIM, st->time);
    }
    if (!st->form.lede_rows)
        return rows + st->form.gap;
    if (is_mirrored(st))
        return rows + put_mirrored(s, a, st, row + rows) + st->form.gap;
    int lede = t->lede ? put_lede(s, a, st, row + rows) : 0;
    int last = row + rows + (lede ? lede - 1 : 0);
    if (*st->meta && last >= 0 && last < a->rows) {
        struct area inner = { a->row, a->column, a->rows, a->columns - RIGHT_MARGIN };
        put_right(s, &inner, last, STYLE_DIM, st->meta);
    }
    return rows + (lede ? lede : *st->meta ? 1 : 0) + st->form.gap;
}

/* Rows of the story at a distance from the selected one; 0: there is none. */
static int height_at(struct screen *s, const struct area *a, int64_t distance)
{
    const struct area nowhere = { a->row, a->column, 0, a->columns };
    const struct article *article = list_peek(s->headlines.list, distance);
    if (!article)
        return 0;
    struct story st = story_of(s, a, article, false);
    return put_story(s, &nowhere, &st, 0);
}

/* Keeps the selected story whole on the screen and the list at the area's top. */
static int64_t settle(struct screen *s, const struct area *a, int *first_row)
{
    struct headlines *h = &s->headlines;
    int gap = form_of(a).gap, height = height_at(s, a, 0) - gap, row = h->row;
    if (row + height > a->rows)
        row = a->rows - height;
    if (row < 0)
        row = 0;
    int top = row;
    int64_t distance = 0;
    while (top > 0) {
        int above = height_at(s, a, distance - 1);
        if (!above)
            break;
        top -= above;
        distance--;
    }
    if (top > 0) {
        row -= top;
        top = 0;
    }
    h->row = row;
    *first_row = top;
    return distance;
}

/* Why there is nothing to show, and the key that changes it. */
static void say_empty(const struct screen *s, struct str *out)
{
    struct str key = STR_INIT;
    if (!s->store)
        str_adds(out, s->store_why);
    else if (s->newsroom.is_refreshing)
        str_adds(out, _("The first news is on its way."));
    else if (list_hides_read(s->headlines.list))
        str_addf(out, _("All of this was read; %s shows it again."), key_of(s, COMMAND_hide_read, &key));
    else if (list_which(s->headlines.list) == STORE_STARRED)
        str_addf(out, _("Nothing is starred yet; %s stars an article."), key_of(s, COMMAND_star, &key));
    else if (s->sections.totals.count == 0)
        str_adds(out, _("There are no sources yet. Type :add and a site's address."));
    else
        str_addf(out, _("Nothing here yet; %s refreshes all sources."), key_of(s, COMMAND_refresh_all, &key));
    str_release(&key);
}

static void draw_empty(struct screen *s, const struct area *a)
{
    struct str why = STR_INIT;
    say_empty(s, &why);
    put_text(s, a, 0, form_of(a).indent, a->columns - form_of(a).indent - 1, 0, STYLE_DIM, 0, why.data);
    str_release(&why);
}

static void headlines_draw(struct screen *s, const struct area *a)
{
    if (!s->store || list_is_empty(s->headlines.list)) {
        draw_empty(s, a);
        return;
    }
    int row;
    int64_t distance = settle(s, a, &row);
    for (; row < a->rows; distance++) {
        const struct article *article = list_peek(s->headlines.list, distance);
        if (!article)
            break;
        struct story st = story_of(s, a, article, distance == 0);
        row += put_story(s, a, &st, row);
    }
}

static struct cursor headlines_cursor(const struct screen *s, const struct area *a)
{
    return (struct cursor){ a->row + s->headlines.row, a->column + form_of(a).indent };
}

/* ---- Moving ---- */

/* How many stories, from the selected one on, fill so many rows; at least one. */
static int64_t stories_in(struct screen *s, const struct area *a, int rows, int way)
{
    int64_t n = 0;
    for (int used = 0; used < rows; n++) {
        int height = height_at(s, a, way * (n + (way < 0)));
        if (!height)
            break;
        used += height;
    }
    return n > 1 ? n - 1 : 1;
}

static bool step(struct screen *s, const struct area *a, int way, int64_t count)
{
    struct headlines *h = &s->headlines;
    int rows = 0;
    for (int64_t i = 0; i < count && rows < a->rows; i++)
        rows += height_at(s, a, way > 0 ? i : -1 - i);
    int64_t gone = list_move(h->list, way * count);
    if (gone)
        h->row += way * rows;
    return gone != 0;
}

static bool headlines_move(struct screen *s, const struct area *a, enum motion motion, int way, int64_t count)
{
    struct headlines *h = &s->headlines;
    bool moved = true;
    if (!s->store || list_is_empty(h->list))
        return false;
    if (motion == MOVE_LINE)
        moved = step(s, a, way, count);
    else if (motion == MOVE_HALF)
        moved = list_move(h->list, way * stories_in(s, a, a->rows / 2, way)) != 0;
    else if (motion == MOVE_PAGE)
        moved = list_move(h->list, way * stories_in(s, a, a->rows, way)) != 0;
    else if (motion == MOVE_FIRST)
        list_first(h->list, NULL), h->row = 0;
    else
        list_last(h->list, NULL), h->row = a->rows;
    screen_touch(s);
    return moved;
}

static void headlines_open(struct screen *s)
{
    const struct article *a = s->store ? list_selected(s->headlines.list) : NULL;
    if (a)
        reading_open(s, a->id, true);
}

/* ---- Finding, in steps between which keys are answered ---- */

static void find_goes_on(void *context)
{
    headlines_find_step(context);
}

void headlines_find_step(struct screen *s)
{
    struct err err = { 0 };
    enum list_found found = list_find_step(s->headlines.list, &err);
    loop_stop(s->loop, find_goes_on, s);
    if (found == LIST_GOING)
        loop_after(s->loop, FIND_STEP_MS, find_goes_on, s);
    else if (found == LIST_FAILED)
        warn(s, "%s", err.text);
    else if (found == LIST_NOT_FOUND)
        say(s, _("\"%s\" is in none of these headlines."), s->headlines.find);
    else if (list_find_wrapped(s->headlines.list))
        say(s, "%s", _("Found after going round the end."));
    screen_touch(s);
}

void headlines_find_end(struct screen *s)
{
    loop_stop(s->loop, find_goes_on, s);
    free(s->headlines.find);
    s->headlines.find = NULL;
}

static enum find_result headlines_find(struct screen *s, const char *needle, int way)
{
    if (!s->store)
        return NOT_FOUND;
    if (needle != s->headlines.find) {
        free(s->headlines.find);
        s->headlines.find = mem_strdup(needle);
    }
    list_find(s->headlines.list, s->headlines.find, way == DOWNWARD ? STORE_DOWN : STORE_UP);
    headlines_find_step(s);
    return FIND_GOES_ON;
}

const struct view headlines_view = {
    .context = CONTEXT_LIST, .draw = headlines_draw, .cursor = headlines_cursor, .move = headlines_move,
    .open = headlines_open, .find = headlines_find,
};
