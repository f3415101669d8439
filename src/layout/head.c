/* head.c: what stands over the text and behind it. */
#include <string.h>

#include "base/i18n.h"
#include "layout/layout_internal.h"

static void plain_rows(struct layout *l, const char *text, uint8_t kind, int indent)
{
    struct frame frame = { .first = indent, .rest = indent, .direction = DIRECTION_NONE, .picture = DOCUMENT_NONE };
    flow_add(&l->flow, text, strlen(text), kind, 0, DOCUMENT_NONE, DOCUMENT_NONE);
    flow_to_rows(l, &frame, DOCUMENT_NONE);
}

/* A lede that the text begins with, or shows as a block, is not said twice. */
static bool lede_is_shown(const struct document *d)
{
    for (size_t i = 0; i < d->blocks.count && i < 6; i++)
        if (d->blocks.items[i].type == BLOCK_LEDE)
            return true;
    return blocks_begin_with(d->blocks.items, d->blocks.count, d->facts.lede);
}

static void byline(struct layout *l)
{
    const struct facts *f = &l->doc->facts;
    struct str names = STR_INIT;
    for (size_t i = 0; i < f->authors.count && i < 20; i++)
        str_addf(&names, "%s%s", i ? ", " : "", f->authors.items[i]);
    if (f->via)
        str_addf(&names, "%s%s %s", names.len ? "  " : "", _("via"), f->via);
    if (f->series)
        str_addf(&names, "%s%s", names.len ? "  " : "", f->series);
    if (names.len)
        plain_rows(l, names.data, SPAN_NOTE, 0);
    str_release(&names);
}

void head_lay_out(struct layout *l)
{
    const struct facts *f = &l->doc->facts;
    if (f->title && *f->title)
        plain_rows(l, f->title, SPAN_TITLE, 0);
    byline(l);
    if (l->style.note)
        plain_rows(l, l->style.note, SPAN_NOTE, 0);
    if (f->lede && *f->lede && !lede_is_shown(l->doc)) {
        if (l->rows.items.len)
            rows_gap(&l->rows);
        plain_rows(l, f->lede, SPAN_LEDE, 0);
    }
}

static void comment_rows(struct layout *l, const struct comment *c)
{
    int indent = c->depth * 2 < l->style.width / 2 ? c->depth * 2 : l->style.width / 2;
    struct str head = STR_INIT;
    str_adds(&head, c->author && *c->author ? c->author : _("Anonymous"));
    if (c->time.parts != STAMP_NONE) {
        str_adds(&head, "  ");
        struct stamp day = c->time;
        day.parts = STAMP_DAY;
        stamp_write(&day, &head);
    }
    rows_gap(&l->rows);
    plain_rows(l, head.data, SPAN_NOTE, indent);
    plain_rows(l, c->text, SPAN_TEXT, indent);
    str_release(&head);
}

void tail_lay_out(struct layout *l)
{
    const struct facts *f = &l->doc->facts;
    if (!f->comments.count)
        return;
    struct str head = STR_INIT;
    str_addf(&head, P_("%zu comment", "%zu comments", f->comments.count), f->comments.count);
    rows_gap(&l->rows);
    rows_gap(&l->rows);
    plain_rows(l, head.data, SPAN_HEADING, 0);
    for (size_t i = 0; i < f->comments.count; i++)
        comment_rows(l, &f->comments.items[i]);
    str_release(&head);
}
