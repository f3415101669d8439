/* article.c: an article as a page: its head, its rows, a page at a time. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "screen/state.h"
#include "screen/times.h"
#include "text/unicode.h"

enum { ROOMY = 12 };

/* ---- The line over it: section, source, date ---- */

static void write_section(const struct screen *s, struct str *out)
{
    const struct reading *r = &s->reading;
    const struct facts *f = &r->document.facts;
    const char *between = sign(s, " › ", " > ");
    for (size_t i = 0; i < f->section.count; i++)
        str_addf(out, "%s%s", i ? between : "", f->section.items[i]);
    if (!f->section.count && r->source.section)
        write_path(s, r->source.section, out);
}

/* A page in a right-to-left script is the same page mirrored. */
static bool is_mirrored(const struct reading *r)
{
    const struct facts *f = &r->document.facts;
    if (f->direction != DIRECTION_NONE)
        return f->direction == DIRECTION_RTL;
    return f->title && unicode_direction(f->title, strlen(f->title)) < 0;
}

/* The side that gives way to the other is the section's. */
static void put_sides(struct screen *s, const struct area *a, const char *section, const char *side, bool mirrored)
{
    int cells = text_cells(s, side), room = a->columns - cells - 2;
    struct area right = { a->row, a->column + cells + 2, 1, room };
    if (mirrored)
        put_line(s, a, 0, 0, STYLE_DIM, side);
    else
        put_right(s, a, 0, STYLE_DIM, side);
    if (room > 6 && mirrored)
        put_right(s, &right, 0, STYLE_DIM, section);
    else if (room > 6)
        put_cut(s, a, 0, 0, room, STYLE_DIM, section);
}

static void put_head(struct screen *s, const struct area *a, const struct area *body)
{
    const struct reading *r = &s->reading;
    const struct stamp *stated = r->article.published.parts != STAMP_NONE ? &r->article.published : &r->document.facts.published;
    struct area inner = { a->row, a->column + 1, 1, a->columns - 2 };
    if (s->shape == SHAPE_WIDE)
        inner = (struct area){ a->row, body->column, 1, body->columns };
    struct str section = STR_INIT, side = STR_INIT;
    char date[80];
    time_stamp(stated, a->columns >= 60, date, sizeof date);
    write_section(s, &section);
    str_addf(&side, "%s%s%s", r->article.source_title && a->columns >= 40 ? r->article.source_title : "", *date ? "  " : "", date);
    put_sides(s, &inner, section.data, side.data, is_mirrored(r));
    str_release(&section);
    str_release(&side);
}

/* ---- Its rows ---- */

static enum style_name style_of(const struct screen *s, const struct layout_row *row, const struct span *span)
{
    static const enum style_name styles[SPAN_KINDS] = {
        [SPAN_TEXT] = STYLE_TEXT,         [SPAN_TITLE] = STYLE_TITLE,     [SPAN_LEDE] = STYLE_LEDE,
        [SPAN_HEADING] = STYLE_HEADING,   [SPAN_QUOTE] = STYLE_QUOTE,     [SPAN_CITE] = STYLE_DIM,
        [SPAN_CODE] = STYLE_CODE,         [SPAN_TABLE_HEAD] = STYLE_HEADING, [SPAN_MARKER] = STYLE_DIM,
        [SPAN_LINK_NUMBER] = STYLE_LINK_NUMBER, [SPAN_RELATED] = STYLE_RELATED, [SPAN_EMBED] = STYLE_RELATED,
        [SPAN_FIGURE] = STYLE_DIM,        [SPAN_CAPTION] = STYLE_CAPTION, [SPAN_CREDIT] = STYLE_CREDIT,
        [SPAN_ALT] = STYLE_ALT,           [SPAN_TIME] = STYLE_HEADING,    [SPAN_NOTE] = STYLE_DIM,
        [SPAN_RULE] = STYLE_RULE,
    };
    if (span->style & (RUN_ADDED | RUN_REMOVED | RUN_ASIDE))
        return span->style & RUN_ADDED ? STYLE_ADDED : span->style & RUN_REMOVED ? STYLE_REMOVED : STYLE_DIM;
    if (span->kind == SPAN_FIGURE && row->picture == s->captions.selected && captions_exist(s))
        return STYLE_PICTURE;
    if (span->kind == SPAN_TEXT && span->link != DOCUMENT_NONE)
        return STYLE_LINK;
    return span->kind < SPAN_KINDS ? styles[span->kind] : STYLE_TEXT;
}

static unsigned extra_of(const struct span *span)
{
    unsigned extra = 0;
    if (span->style & RUN_EMPHASIS)
        extra |= LOOK_ITALIC;
    if (span->style & RUN_STRONG)
        extra |= LOOK_BOLD;
    return extra;
}

/* Bytes of the hit that begins at text; 0: none does. */
static size_t hit_at(const char *text, size_t len, const struct str *needle)
{
    struct str folded = STR_INIT;
    size_t end = 0, found = 0;
    while (end < len && folded.len < needle->len) {
        size_t n = unicode_cluster(text + end, len - end);
        unicode_fold(text + end, n, &folded);
        end += n;
        if (folded.len > needle->len || memcmp(folded.data, needle->data, folded.len) != 0)
            break;
        found = folded.len == needle->len ? end : 0;
    }
    str_release(&folded);
    return found;
}

static void put_hits(struct screen *s, int y, int x, const char *text, size_t len, const struct str *needle)
{
    struct layout_style style = terminal_text_style(&s->terminal, 1);
    for (size_t at = 0; at < len;) {
        size_t hit = hit_at(text + at, len - at, needle);
        if (hit) {
            int before = layout_width(text, at, &style), cells = layout_width(text + at, hit, &style);
            terminal_put(&s->terminal, y, x + before, cells, STYLE_FOUND, 0, text + at, hit);
        }
        at += hit ? hit : unicode_cluster(text + at, len - at);
    }
}

static void put_row(struct screen *s, const struct layout_row *row, int y, int x, const struct str *needle)
{
    for (size_t i = 0; i < row->span_count; i++) {
        const struct span *span = &row->spans[i];
        int column = x + (int)span->column;
        terminal_put(&s->terminal, y, column, (int)span->width, style_of(s, row, span), extra_of(span), row->text + span->bytes, span->len);
        if (needle->len)
            put_hits(s, y, column, row->text + span->bytes, span->len, needle);
    }
}

/* ---- The page ---- */

int article_measure(const struct screen *s, int columns)
{
    int margin = s->captions.is_beside ? 2 : columns >= 76 ? 7 : columns >= 60 ? 4 : 1, most = (int)option_get(&s->config->options, OPTION_measure);
    int measure = columns - 2 * margin;
    return measure > most ? most : measure;
}

/* Where the text stands in the article's area. */
struct area article_body(const struct screen *s, const struct area *a)
{
    int head = a->rows >= ROOMY ? 2 : 1, measure = article_measure(s, a->columns);
    int left = (a->columns - measure) / 2;
    return (struct area){ a->row + head, a->column + left, a->rows - head, measure };
}

/* The last picture whose place has been passed is the one that is lit. */
static void follow_pictures(struct screen *s, const struct area *body)
{
    struct reading *r = &s->reading;
    if (s->focus == CONTEXT_CAPTIONS)
        return;
    for (uint32_t i = 0; i < r->document.pictures.count && i < 500; i++) {
        size_t row = layout_find_picture(r->layout, i);
        if (row != SIZE_MAX && row < r->top + (size_t)body->rows / 2 + 1)
            s->captions.selected = i;
    }
}

/* A hit that was in sight stays there when the window's size changes. */
static void keep_hit(struct screen *s, bool is_resized)
{
    struct reading *r = &s->reading;
    bool live = r->needle && (s->finds & CONTEXT_ARTICLE);
    size_t row = live ? layout_find(r->layout, r->hit) : 0, height = (size_t)(r->height > 0 ? r->height : 1);
    if (live && is_resized && r->hit_shown && (row < r->top || row >= r->top + height))
        article_scroll_to(s, row > height / 3 ? row - height / 3 : 0);
    r->hit_shown = live && row >= r->top && row < r->top + height;
}

static void article_draw(struct screen *s, const struct area *a)
{
    struct reading *r = &s->reading;
    struct area body = article_body(s, a);
    struct str needle = STR_INIT;
    if (!r->id)
        return;
    put_head(s, a, &body);
    bool is_resized = r->height != body.rows || r->width != body.columns;
    reading_lay_out(s, body.columns);
    r->height = body.rows;
    keep_hit(s, is_resized);
    follow_pictures(s, &body);
    if (r->needle && (s->finds & CONTEXT_ARTICLE))
        unicode_fold(r->needle, strlen(r->needle), &needle);
    for (int y = 0; y < body.rows; y++) {
        const struct layout_row *row = layout_row(r->layout, r->top + (size_t)y);
        if (!row)
            break;
        put_row(s, row, body.row + y, body.column, &needle);
    }
    str_release(&needle);
}

static struct cursor article_cursor(const struct screen *s, const struct area *a)
{
    const struct reading *r = &s->reading;
    struct area body = article_body(s, a);
    size_t row = 0;
    if ((s->finds & CONTEXT_ARTICLE) && r->needle && r->layout)
        row = layout_find(r->layout, r->hit);
    int y = row >= r->top && row < r->top + (size_t)body.rows ? (int)(row - r->top) : 0;
    return (struct cursor){ body.row + y, body.column + (is_mirrored(r) ? body.columns - 1 : 0) };
}

bool article_at_end(const struct screen *s)
{
    const struct reading *r = &s->reading;
    return !r->layout || !layout_row(r->layout, r->top + (size_t)r->height);
}

/* Read to its end: with mark-read = end it counts as read now. */
static void note_end(struct screen *s)
{
    struct reading *r = &s->reading;
    if (!r->article.unread || !r->is_opened || option_get(&s->config->options, OPTION_mark_read) != MARK_READ_END || !article_at_end(s))
        return;
    list_mark(s->headlines.list, r->id, STORE_READ, screen_now(s));
    r->article.unread = false;
    storeroom_flush_soon(s);
}

void article_scroll_to(struct screen *s, size_t row)
{
    struct reading *r = &s->reading;
    if (!r->layout)
        return;
    /* The last page stands full, so no row is looked at past the end. */
    size_t page = (size_t)(r->height > 0 ? r->height : 1);
    if (!layout_row(r->layout, row + page - 1)) {
        size_t all = layout_finish(r->layout);
        row = all > page ? all - page : 0;
    }
    r->top = row;
    note_end(s);
    screen_touch(s);
}

static bool article_move(struct screen *s, const struct area *a, enum motion motion, int way, int64_t count)
{
    struct reading *r = &s->reading;
    size_t was = r->top, far;
    (void)a;
    if (!r->layout)
        return false;
    int page = r->height > 2 ? r->height - 2 : 1;
    far = motion == MOVE_LINE ? (size_t)count : motion == MOVE_HALF ? (size_t)(r->height + 1) / 2 : (size_t)page;
    if (motion == MOVE_FIRST)
        article_scroll_to(s, 0);
    else if (motion == MOVE_LAST)
        article_scroll_to(s, SIZE_MAX / 2);
    else
        article_scroll_to(s, way == DOWNWARD ? r->top + far : r->top > far ? r->top - far : 0);
    return r->top != was;
}

static void article_open(struct screen *s)
{
    struct str key = STR_INIT;
    say(s, _("Links open by number; %s lists them."), key_of(s, COMMAND_links, &key));
    str_release(&key);
}

static enum find_result article_find(struct screen *s, const char *needle, int way)
{
    struct reading *r = &s->reading;
    struct place found, from;
    bool is_new = !r->needle || needle != r->needle;
    if (!r->layout)
        return NOT_FOUND;
    from = is_new || !(s->finds & CONTEXT_ARTICLE) ? layout_place(r->layout, r->top) : r->hit;
    if (is_new) {
        free(r->needle);
        r->needle = mem_strdup(needle);
    } else if (way == DOWNWARD) {
        from.offset++;
    }
    bool around = false, any = layout_search(r->layout, r->needle, from, way == UPWARD, &found);
    if (!any) {
        around = true;
        from = way == DOWNWARD ? (struct place){ DOCUMENT_NONE, 0 } : (struct place){ (uint32_t)r->document.blocks.count - 1, UINT32_MAX };
        any = layout_search(r->layout, r->needle, from, way == UPWARD, &found);
    }
    if (!any)
        return NOT_FOUND;
    r->hit = found;
    size_t row = layout_find(r->layout, found);
    if (row < r->top || row >= r->top + (size_t)r->height)
        article_scroll_to(s, row > (size_t)r->height / 3 ? row - (size_t)r->height / 3 : 0);
    screen_touch(s);
    return around ? FOUND_AROUND : FOUND;
}

const struct view article_view = {
    .context = CONTEXT_ARTICLE, .draw = article_draw, .cursor = article_cursor, .move = article_move,
    .open = article_open, .find = article_find,
};
