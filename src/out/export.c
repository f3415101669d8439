#include "out/export.h"

#include <stdio.h>
#include <string.h>


static void add_row(const struct layout_row *r, struct str *out)
{
    uint32_t column = 0;
    for (size_t i = 0; i < r->span_count; i++) {
        const struct span *s = &r->spans[i];
        for (; column < s->column; column++)
            str_addc(out, ' ');
        str_add(out, r->text + s->bytes, s->len);
        column += s->width;
    }
    while (out->len && out->data[out->len - 1] == ' ')
        str_cut(out, out->len - 1);
    str_addc(out, '\n');
}

struct paragraph {
    struct str *out;
    const char *first, *rest; /* what stands before the first row and the others */
};

static void add_line(void *context, const char *bytes, size_t len, int width)
{
    struct paragraph *p = context;
    (void)width;
    str_adds(p->out, p->first);
    str_add(p->out, bytes, len);
    str_addc(p->out, '\n');
    p->first = p->rest;
}

static void add_hanging(const char *first, const char *rest, const char *text, const struct layout_style *style, struct str *out)
{
    struct layout_style narrower = *style;
    narrower.width = style->width - (int)strlen(rest) > 10 ? style->width - (int)strlen(rest) : style->width;
    struct paragraph p = { out, first, rest };
    if (text && *text)
        layout_text(text, &narrower, SIZE_MAX / 1024, add_line, &p);
}

static void add_pictures(const struct document *d, const struct layout_style *style, struct str *out)
{
    for (size_t i = 0; i < d->pictures.count; i++) {
        const struct picture *p = &d->pictures.items[i];
        const char *words = p->caption ? p->caption : p->alt;
        char number[32];
        if (!words && !p->credit)
            continue;
        snprintf(number, sizeof number, "%s%3zu  ", style->ascii ? "#" : "\xE2\x96\xA3", i + 1);
        str_addc(out, '\n');
        add_hanging(words ? number : "      ", "      ", words ? words : p->credit, style, out);
        if (words && p->credit)
            add_hanging("      ", "      ", p->credit, style, out);
    }
}

static void add_links(const struct document *d, const struct layout *l, struct str *out)
{
    unsigned count = layout_link_count(l);
    if (count)
        str_addc(out, '\n');
    for (unsigned n = 1; n <= count; n++)
        str_addf(out, "[%u] %s\n", n, d->links.items[layout_numbered_link(l, n)].url);
}

void export_text(const struct document *d, const struct layout_style *style, struct str *out)
{
    struct layout *l = layout_new(d, style);
    const struct layout_row *r;
    for (size_t i = 0; (r = layout_row(l, i)); i++)
        add_row(r, out);
    add_pictures(d, style, out);
    if (style->link_numbers)
        add_links(d, l, out);
    layout_free(l);
}
