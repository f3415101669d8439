/* plain.c: one paragraph of plain text by the same rules: headlines and ledes
 * of lists, captions, notes. */
#include <string.h>

#include "layout/cluster.h"
#include "layout/flow.h"
#include "layout/layout.h"
#include "layout/rows.h"

#include <unigbrk.h>

enum { ROWS_CUT = 100 }; /* so many rows and fewer: text is cut to what fits into them */

static size_t next_cluster(const char *text, size_t len)
{
    if (len > 1 && (unsigned char)text[0] < 0x80 && (unsigned char)text[1] < 0x80 && text[0] != '\r')
        return 1;
    const uint8_t *s = (const uint8_t *)text, *next = u8_grapheme_next(s, s + len);
    return next ? (size_t)(next - s) : len;
}

static bool is_plain(char c)
{
    return c >= ' ' && c < 0x7F;
}

size_t layout_cut(const char *text, size_t len, int cells, const struct layout_style *style, int *width)
{
    size_t at = 0;
    int used = 0;
    while (at < len) {
        /* Between two plain letters there is nothing to look up. */
        if (at + 1 < len && is_plain(text[at]) && is_plain(text[at + 1])) {
            if (used == cells)
                break;
            used++;
            at++;
            continue;
        }
        size_t n = next_cluster(text + at, len - at);
        int more = cluster_show(text + at, n, style, NULL);
        if (used + more > cells)
            break;
        used += more;
        at += n;
    }
    if (width)
        *width = used;
    return at;
}

int layout_width(const char *text, size_t len, const struct layout_style *style)
{
    int width;
    layout_cut(text, len, INT32_MAX / 2, style, &width);
    return width;
}

/* The row's text with the gaps between its spans. */
static int give_row(struct rows *r, void (*row)(void *, const char *, size_t, int), void *context)
{
    const struct layout_row *last = &r->items.items[r->items.len - 1];
    struct str out = STR_INIT;
    int width = 0;
    for (size_t i = 0; i < last->span_count; i++) {
        str_add(&out, last->text + last->spans[i].bytes, last->spans[i].len);
        width += (int)last->spans[i].width;
    }
    row(context, out.data, out.len, width);
    str_release(&out);
    return width;
}

static void drop_cluster(const struct flow *f, struct line *line)
{
    size_t end = line->end - 1;
    while (end > line->start && !f->edges[end])
        end--;
    line->width -= cluster_show(f->bytes.data + end, line->end - end, f->style, NULL);
    line->end = end;
}

/* Bytes at the line's end that do not read well before an ellipsis; each is one cell. */
static size_t weak_end(const struct flow *f, const struct line *line)
{
    static const char *const weak[] = { " ", ".", ",", ";", ":", "\xC2\xB7", "\xE2\x80\xBA" }; /* the last two: "·", "›" */
    for (size_t i = 0; i < sizeof weak / sizeof *weak; i++) {
        size_t len = strlen(weak[i]);
        if (line->end - line->start >= len && memcmp(f->bytes.data + line->end - len, weak[i], len) == 0)
            return len;
    }
    return 0;
}

/* A piece of a word tells less than the word's absence, unless the word is most of the row. */
static void drop_piece(const struct flow *f, struct line *line)
{
    size_t word = line->end;
    while (word > line->start && f->bytes.data[word - 1] != ' ')
        word--;
    if (line->end == f->bytes.len || f->bytes.data[line->end] == ' ' || word - line->start < line->end - word)
        return;
    while (line->end > word)
        drop_cluster(f, line);
}

/* Shortens a line so that an ellipsis fits behind it, and reads well there: no ".…", no "·…". */
static void make_room(const struct flow *f, struct line *line, int width, int ellipsis)
{
    bool is_short = line->width + ellipsis <= width;
    while (line->end > line->start && line->width + ellipsis > width)
        drop_cluster(f, line);
    if (!is_short)
        drop_piece(f, line);
    for (size_t len; (len = weak_end(f, line)) > 0; line->width--)
        line->end -= len;
}

/* The last row of a text that is cut is filled with a piece of a word that is too long
 * for it, where a headline would be left with its article alone. */
static void fill(const struct flow *f, struct line *line, int width)
{
    int filled;
    if (line->width * 2 >= width)
        return;
    line->end = line->start + layout_cut(f->bytes.data + line->start, f->bytes.len - line->start, width, f->style, &filled);
    line->width = filled;
}

size_t layout_text(const char *text, const struct layout_style *style, size_t max_rows,
                   void (*row)(void *context, const char *bytes, size_t len, int width), void *context)
{
    const char *ellipsis = style->ascii ? "..." : "\xE2\x80\xA6";
    int cells = style->ascii ? 3 : 1;
    struct flow f;
    struct rows r;
    struct line line;
    size_t count = 0, at = 0, len = strlen(text);
    flow_init(&f, style);
    rows_init(&r, style);
    /* No more is broken than could be shown. */
    if (max_rows < ROWS_CUT && len > (max_rows + 1) * (size_t)(style->width + 1))
        len = layout_cut(text, len, (int)(max_rows + 1) * (style->width + 1), style, NULL);
    flow_add(&f, text, len, SPAN_TEXT, 0, DOCUMENT_NONE, 0);
    flow_prepare(&f, DIRECTION_NONE);
    while (count < max_rows && flow_line(&f, at, style->width, &line)) {
        bool cut = count + 1 == max_rows && (line.next < f.bytes.len || len < strlen(text));
        if (cut) {
            fill(&f, &line, style->width);
            make_room(&f, &line, style->width, cells);
        }
        if (cut && f.rtl)
            rows_put(&r, 0, ellipsis, strlen(ellipsis), SPAN_TEXT, 0, DOCUMENT_NONE);
        rows_put_line(&r, &f, &line, 0);
        if (cut && !f.rtl)
            rows_put(&r, line.width, ellipsis, strlen(ellipsis), SPAN_TEXT, 0, DOCUMENT_NONE);
        rows_end(&r, 0, 0, DOCUMENT_NONE);
        give_row(&r, row, context);
        count++;
        at = line.next;
    }
    rows_release(&r);
    flow_release(&f);
    return count;
}
