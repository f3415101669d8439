/* blocks.c: each kind of block as rows. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/num.h"
#include "layout/layout_internal.h"

void number_to_flow(const struct layout *l, struct flow *f, uint32_t link)
{
    unsigned number = layout_link_number(l, link);
    if (!l->style.link_numbers || !number)
        return;
    char text[24];
    /* A no-break space, so that a number never begins a line. */
    int len = snprintf(text, sizeof text, "\xC2\xA0[%u]", number);
    flow_add(f, text, (size_t)len, SPAN_LINK_NUMBER, 0, link, DOCUMENT_NONE);
}

void text_to_flow(const struct layout *l, struct flow *f, const struct text *t, uint8_t kind, uint16_t style)
{
    size_t at = 0;
    for (size_t i = 0; i < t->run_count && at < t->len; i++) {
        const struct run *r = &t->runs[i];
        size_t len = num_min(r->len, t->len - at);
        flow_add(f, t->bytes + at, len, r->style & RUN_CODE ? SPAN_CODE : kind, r->style | style, r->link, (uint32_t)at);
        at += len;
        bool goes_on = i + 1 < t->run_count && t->runs[i + 1].link == r->link;
        if (r->link != DOCUMENT_NONE && !goes_on)
            number_to_flow(l, f, r->link);
    }
    if (at < t->len)
        flow_add(f, t->bytes + at, t->len - at, kind, style, DOCUMENT_NONE, (uint32_t)at);
}

static const struct block *block_at(const struct layout *l, uint32_t index)
{
    return &l->doc->blocks.items[index];
}

static enum direction direction_of(const struct layout *l, uint32_t block)
{
    const struct facts *f = &l->doc->facts;
    enum direction own = block == DOCUMENT_NONE ? DIRECTION_NONE : block_at(l, block)->direction;
    return own != DIRECTION_NONE ? own : f->direction == DIRECTION_RTL ? DIRECTION_NONE : f->direction;
}

void flow_to_rows(struct layout *l, const struct frame *frame, uint32_t block)
{
    struct flow *f = &l->flow;
    struct line line;
    size_t at = 0;
    bool first = true;
    flow_prepare(f, frame->direction);
    do {
        int indent = first ? frame->first : frame->rest;
        bool any = flow_line(f, at, l->style.width - indent, &line);
        l->rows.draft.rtl = f->rtl;
        if (frame->bar)
            rows_put(&l->rows, frame->bar_column, frame->bar, strlen(frame->bar), SPAN_MARKER, 0, DOCUMENT_NONE);
        if (first && frame->marker)
            rows_put(&l->rows, frame->marker_column, frame->marker, strlen(frame->marker), frame->marker_kind, 0, DOCUMENT_NONE);
        if (any)
            rows_put_line(&l->rows, f, &line, indent);
        rows_end(&l->rows, block, any ? flow_source(f, line.start) : 0, frame->picture);
        first = false;
        at = any ? line.next : f->bytes.len;
    } while (at < f->bytes.len);
    flow_reset(f);
}

static struct frame plain_frame(const struct layout *l, uint32_t index, int indent)
{
    return (struct frame){ .first = indent, .rest = indent, .direction = direction_of(l, index), .picture = DOCUMENT_NONE };
}

/* Cells by which a list's level moves in: less where there is little room. */
static int level_indent(const struct layout *l)
{
    return l->style.width < 30 ? 2 : 3;
}

static int nesting_indent(const struct layout *l, const struct block *b)
{
    int indent = b->depth * level_indent(l);
    return indent > l->style.width / 2 ? l->style.width / 2 : indent;
}

static void lay_out_text(struct layout *l, uint32_t index, uint8_t kind, uint16_t style, int extra)
{
    const struct block *b = block_at(l, index);
    struct frame frame = plain_frame(l, index, nesting_indent(l, b) + extra);
    text_to_flow(l, &l->flow, &b->text, kind, style);
    flow_to_rows(l, &frame, index);
}

static void paragraph(struct layout *l, uint32_t index)
{
    lay_out_text(l, index, SPAN_TEXT, 0, 0);
}

static void lede(struct layout *l, uint32_t index)
{
    lay_out_text(l, index, SPAN_LEDE, 0, 0);
}

static void heading(struct layout *l, uint32_t index)
{
    lay_out_text(l, index, SPAN_HEADING, block_at(l, index)->level > 3 ? RUN_EMPHASIS : RUN_STRONG, 0);
}

static void term(struct layout *l, uint32_t index)
{
    lay_out_text(l, index, SPAN_TEXT, RUN_STRONG, 0);
}

static void definition(struct layout *l, uint32_t index)
{
    lay_out_text(l, index, SPAN_TEXT, 0, l->style.width < 30 ? 2 : 4);
}

/* The widest number of the ordered list that item `index` belongs to. */
static int marker_digits(const struct layout *l, uint32_t index)
{
    const struct block *own = block_at(l, index);
    int32_t most = 0;
    uint32_t from = index > 200 ? index - 200 : 0, to = (uint32_t)num_min(l->doc->blocks.count, index + 200);
    for (uint32_t i = index; i > from && block_at(l, i - 1)->type == BLOCK_ITEM && block_at(l, i - 1)->depth >= own->depth; i--)
        if (block_at(l, i - 1)->depth == own->depth && block_at(l, i - 1)->ordered && block_at(l, i - 1)->number > most)
            most = block_at(l, i - 1)->number;
    for (uint32_t i = index; i < to && block_at(l, i)->type == BLOCK_ITEM && block_at(l, i)->depth >= own->depth; i++)
        if (block_at(l, i)->depth == own->depth && block_at(l, i)->ordered && block_at(l, i)->number > most)
            most = block_at(l, i)->number;
    char digits[16];
    return snprintf(digits, sizeof digits, "%" PRId32, most);
}

static void item(struct layout *l, uint32_t index)
{
    static const char *const marks[] = { "\xE2\x80\xA2", "\xE2\x80\x93", "\xC2\xB7" }, *const ascii_marks[] = { "*", "-", "+" };
    const struct block *b = block_at(l, index);
    int indent = nesting_indent(l, b), digits = b->ordered ? marker_digits(l, index) : 0;
    int width = b->ordered ? digits + 2 : 2;
    char marker[24];
    /* Deep lists in narrow windows move in no further than half way. */
    if (indent + width > l->style.width / 2)
        indent = width < l->style.width / 2 ? l->style.width / 2 - width : 0;
    if (b->ordered)
        snprintf(marker, sizeof marker, "%*" PRId32 ".", digits, b->number);
    else
        snprintf(marker, sizeof marker, "%s", (l->style.ascii ? ascii_marks : marks)[b->depth % 3]);
    struct frame frame = plain_frame(l, index, indent + width);
    if (!b->continues) {
        frame.marker = marker;
        frame.marker_column = indent;
        frame.marker_kind = SPAN_MARKER;
    }
    text_to_flow(l, &l->flow, &b->text, SPAN_TEXT, 0);
    flow_to_rows(l, &frame, index);
}

static void quote(struct layout *l, uint32_t index)
{
    const struct block *b = block_at(l, index);
    int indent = nesting_indent(l, b);
    struct frame frame = plain_frame(l, index, indent + 2);
    frame.bar = l->style.ascii ? "|" : "\xE2\x94\x82";
    frame.bar_column = indent;
    text_to_flow(l, &l->flow, &b->text, SPAN_QUOTE, 0);
    if (l->flow.bytes.len)
        flow_to_rows(l, &frame, index);
    if (b->note && *b->note) {
        const char *dash = l->style.ascii ? "-- " : "\xE2\x80\x94 ";
        flow_add(&l->flow, dash, strlen(dash), SPAN_CITE, 0, DOCUMENT_NONE, DOCUMENT_NONE);
        flow_add(&l->flow, b->note, strlen(b->note), SPAN_CITE, 0, DOCUMENT_NONE, DOCUMENT_NONE);
        flow_to_rows(l, &frame, index);
    }
}

/* A line of code that is too long goes on below, behind a mark, so that nothing is lost. */
static void code_line(struct layout *l, uint32_t index, const char *bytes, size_t len, uint32_t offset)
{
    const char *goes_on = l->style.ascii ? "\\ " : "\xE2\x86\xAA ";
    struct flow *f = &l->flow;
    struct line line;
    size_t at = 0;
    bool first = true;
    flow_add(f, bytes, len, SPAN_CODE, 0, DOCUMENT_NONE, offset);
    flow_prepare(f, DIRECTION_LTR);
    do {
        int indent = first ? 2 : 4;
        bool any = flow_line(f, at, l->style.width - indent, &line);
        if (!first)
            rows_put(&l->rows, 2, goes_on, strlen(goes_on), SPAN_MARKER, 0, DOCUMENT_NONE);
        if (any)
            rows_put_line(&l->rows, f, &line, indent);
        rows_end(&l->rows, index, offset + (any ? (uint32_t)line.start : 0), DOCUMENT_NONE);
        first = false;
        at = any ? line.next : f->bytes.len;
    } while (at < f->bytes.len);
    flow_reset(f);
}

static void expand_tabs(const char *bytes, size_t len, struct str *out)
{
    size_t column = 0;
    for (size_t i = 0; i < len; i++) {
        if (bytes[i] != '\t') {
            str_addc(out, bytes[i]);
            column += ((unsigned char)bytes[i] & 0xC0) != 0x80;
            continue;
        }
        do
            str_addc(out, ' ');
        while (++column % 4);
    }
}

static void code(struct layout *l, uint32_t index)
{
    const struct text *t = &block_at(l, index)->text;
    for (size_t at = 0; at < t->len;) {
        const char *end = memchr(t->bytes + at, '\n', t->len - at);
        size_t len = end ? (size_t)(end - t->bytes) - at : t->len - at;
        struct str line = STR_INIT;
        expand_tabs(t->bytes + at, len, &line);
        code_line(l, index, line.data, line.len, (uint32_t)at);
        str_release(&line);
        at += len + 1;
    }
}

static void figure(struct layout *l, uint32_t index)
{
    const struct block *b = block_at(l, index);
    char mark[40];
    if (b->picture >= l->doc->pictures.count)
        return;
    snprintf(mark, sizeof mark, "%s %" PRIu32, l->style.ascii ? "[#]" : "\xE2\x96\xA3", b->picture + 1);
    if (!l->figure_rows[b->picture])
        l->figure_rows[b->picture] = l->rows.items.len + 1;
    struct frame frame = plain_frame(l, index, 0);
    if (l->doc->facts.direction == DIRECTION_RTL)
        frame.direction = DIRECTION_RTL;
    frame.picture = b->picture;
    flow_add(&l->flow, mark, strlen(mark), SPAN_FIGURE, 0, DOCUMENT_NONE, DOCUMENT_NONE);
    flow_to_rows(l, &frame, index);
}

static void marked(struct layout *l, uint32_t index, const char *marker, int width, uint8_t kind)
{
    const struct block *b = block_at(l, index);
    struct frame frame = plain_frame(l, index, width);
    frame.marker = marker;
    frame.marker_kind = kind;
    if (b->text.len)
        text_to_flow(l, &l->flow, &b->text, kind, 0);
    else if (b->link < l->doc->links.count)
        flow_add(&l->flow, l->doc->links.items[b->link].url, strlen(l->doc->links.items[b->link].url), kind, 0, b->link, DOCUMENT_NONE);
    number_to_flow(l, &l->flow, b->link);
    flow_to_rows(l, &frame, index);
}

static void related(struct layout *l, uint32_t index)
{
    marked(l, index, l->style.ascii ? ">" : "\xE2\x80\xBA", 2, SPAN_RELATED);
}

static void embed(struct layout *l, uint32_t index)
{
    static const struct {
        const char *mark, *ascii, *name;
    } kinds[EMBED_KINDS] = {
        [EMBED_OTHER] = { "\xE2\x97\x87", "*", N_("Embedded") }, [EMBED_VIDEO] = { "\xE2\x96\xB6", ">", N_("Video") },
        [EMBED_AUDIO] = { "\xE2\x99\xAA", "~", N_("Audio") },    [EMBED_POST] = { "\xE2\x9D\x9D", "\"", N_("Post") },
        [EMBED_MAP] = { "\xE2\x97\x8E", "@", N_("Map") },
    };
    const struct block *b = block_at(l, index);
    unsigned kind = b->embed < EMBED_KINDS ? b->embed : EMBED_OTHER;
    const char *name = _(kinds[kind].name);
    flow_add(&l->flow, name, strlen(name), SPAN_EMBED, 0, DOCUMENT_NONE, DOCUMENT_NONE);
    flow_add(&l->flow, ": ", 2, SPAN_EMBED, 0, DOCUMENT_NONE, DOCUMENT_NONE);
    marked(l, index, l->style.ascii ? kinds[kind].ascii : kinds[kind].mark, 2, SPAN_EMBED);
}

static void entry(struct layout *l, uint32_t index)
{
    const struct block *b = block_at(l, index);
    struct str when = STR_INIT;
    if (b->time.parts == STAMP_DAY)
        stamp_write(&b->time, &when);
    else if (b->time.parts != STAMP_NONE) {
        int64_t second = (b->time.at + b->time.zone * 60) % 86400;
        second += second < 0 ? 86400 : 0;
        str_addf(&when, "%02d:%02d", (int)(second / 3600), (int)(second / 60 % 60));
    }
    flow_add(&l->flow, when.data, when.len, SPAN_TIME, 0, DOCUMENT_NONE, DOCUMENT_NONE);
    if (when.len && b->text.len)
        flow_add(&l->flow, "  ", 2, SPAN_TIME, 0, DOCUMENT_NONE, DOCUMENT_NONE);
    text_to_flow(l, &l->flow, &b->text, SPAN_HEADING, RUN_STRONG);
    int indent = when.len && l->style.width >= 30 ? (int)when.len + 2 : 0;
    struct frame frame = { .first = 0, .rest = indent, .direction = direction_of(l, index), .picture = DOCUMENT_NONE };
    flow_to_rows(l, &frame, index);
    str_release(&when);
}

static void footnote(struct layout *l, uint32_t index)
{
    const struct block *b = block_at(l, index);
    const char *mark = b->note && *b->note && strlen(b->note) < 8 ? b->note : "*";
    int width = layout_width(mark, strlen(mark), &l->style) + 1;
    struct frame frame = plain_frame(l, index, width);
    if (!b->continues) {
        frame.marker = mark;
        frame.marker_kind = SPAN_NOTE;
    }
    text_to_flow(l, &l->flow, &b->text, SPAN_NOTE, 0);
    flow_to_rows(l, &frame, index);
}

static void rule(struct layout *l, uint32_t index)
{
    const char *line = l->style.ascii ? "* * *" : "\xE2\x80\xA2 \xE2\x80\xA2 \xE2\x80\xA2";
    rows_put(&l->rows, (l->style.width - 5) / 2, line, strlen(line), SPAN_RULE, 0, DOCUMENT_NONE);
    rows_end(&l->rows, index, 0, DOCUMENT_NONE);
}

static void table(struct layout *l, uint32_t index)
{
    table_lay_out(l, index, 0);
}

static void (*const lay_out[BLOCK_TYPES])(struct layout *, uint32_t) = {
    [BLOCK_LEDE] = lede,         [BLOCK_PARAGRAPH] = paragraph, [BLOCK_HEADING] = heading,   [BLOCK_ITEM] = item,
    [BLOCK_TERM] = term,         [BLOCK_DEFINITION] = definition, [BLOCK_QUOTE] = quote,     [BLOCK_CODE] = code,
    [BLOCK_TABLE] = table,       [BLOCK_FIGURE] = figure,       [BLOCK_RELATED] = related,   [BLOCK_EMBED] = embed,
    [BLOCK_ENTRY] = entry,       [BLOCK_FOOTNOTE] = footnote,   [BLOCK_RULE] = rule,
};

/* Whether white space stands between two blocks. */
static bool gap_between(const struct block *a, const struct block *b)
{
    if (a->type == b->type) {
        if (b->type == BLOCK_ITEM)
            return b->continues;
        if (b->type == BLOCK_FIGURE || b->type == BLOCK_RELATED || b->type == BLOCK_FOOTNOTE || b->type == BLOCK_EMBED)
            return false;
    }
    return !(a->type == BLOCK_TERM && b->type == BLOCK_DEFINITION) && !(a->type == BLOCK_TERM && b->type == BLOCK_TERM);
}

void blocks_lay_out(struct layout *l, uint32_t index, uint32_t above)
{
    const struct block *b = block_at(l, index), *before = above == DOCUMENT_NONE ? NULL : block_at(l, above);
    if (before && before->type == BLOCK_QUOTE && b->type == BLOCK_QUOTE && b->continues) {
        const char *bar = l->style.ascii ? "|" : "\xE2\x94\x82";
        rows_put(&l->rows, nesting_indent(l, b), bar, strlen(bar), SPAN_MARKER, 0, DOCUMENT_NONE);
        l->rows.draft.rtl = l->doc->facts.direction == DIRECTION_RTL;
        rows_end(&l->rows, DOCUMENT_NONE, 0, DOCUMENT_NONE);
    } else if (l->rows.items.len && (!before || gap_between(before, b))) {
        rows_gap(&l->rows);
    }
    l->first_row[index] = (uint32_t)l->rows.items.len;
    if (b->type < BLOCK_TYPES)
        lay_out[b->type](l, index);
}
