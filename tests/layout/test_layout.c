/* Documents built by hand, and the rows that they must become. */
#include <locale.h>
#include <stdlib.h>

#include "base/mem.h"
#include "layout/layout.h"
#include "model/document.h"
#include "tests/tap.h"

/* Widths as a terminal counts them, for what the tests use. */
static int test_width(uint32_t c)
{
    if (c == 0x200D || (c >= 0x0300 && c <= 0x036F) || (c >= 0x0591 && c <= 0x05BD) || (c >= 0x064B && c <= 0x0652) ||
        c == 0x093F + 0x80000 || c == 0x094D || (c >= 0x0941 && c <= 0x0948) || c == 0x0E31 || (c >= 0x0E34 && c <= 0x0E3A) ||
        (c >= 0x0E47 && c <= 0x0E4E) || c == 0x0902)
        return 0;
    if ((c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xFF00 && c <= 0xFF60) || (c >= 0x1F300 && c <= 0x1FAFF))
        return 2;
    return c < 0x20 ? -1 : 1;
}

static const struct layout_style standard = { .width = 30, .char_width = test_width, .bidi = true, .link_numbers = true };

/* ---- A document in the making; everything is in its arena ---- */

enum { MOST = 200 };

static struct document *doc_new(void)
{
    struct document *d = mem_zero(1, sizeof *d);
    document_init(d);
    d->blocks.items = arena_array(&d->arena, MOST, sizeof *d->blocks.items);
    d->links.items = arena_array(&d->arena, MOST, sizeof *d->links.items);
    d->pictures.items = arena_array(&d->arena, MOST, sizeof *d->pictures.items);
    return d;
}

static void doc_free(struct document *d)
{
    document_release(d);
    free(d);
}

static struct text plain(const char *s)
{
    return (struct text){ .bytes = s, .len = strlen(s) };
}

static struct block *add(struct document *d, enum block_type type, const char *text)
{
    struct block *b = &d->blocks.items[d->blocks.count++];
    *b = (struct block){ .type = type, .text = plain(text), .link = DOCUMENT_NONE, .picture = DOCUMENT_NONE, .level = 2 };
    return b;
}

static uint32_t add_link(struct document *d, const char *url)
{
    d->links.items[d->links.count] = (struct link){ url, "" };
    return (uint32_t)d->links.count++;
}

/* Makes bytes [from, to) of a block's text one run with a link, the rest plain. */
static void set_link(struct document *d, struct block *b, size_t from, size_t to, uint32_t link)
{
    b->text.runs = arena_array(&d->arena, 3, sizeof *b->text.runs);
    b->text.runs[0] = (struct run){ (uint32_t)from, 0, DOCUMENT_NONE };
    b->text.runs[1] = (struct run){ (uint32_t)(to - from), 0, link };
    b->text.runs[2] = (struct run){ (uint32_t)(b->text.len - to), 0, DOCUMENT_NONE };
    b->text.run_count = 3;
}

/* All rows as text, one a line, blanks at their ends cut. */
static char *paint(const struct document *d, struct layout_style style)
{
    struct layout *l = layout_new(d, &style);
    struct str out = STR_INIT;
    const struct layout_row *r;
    for (size_t i = 0; (r = layout_row(l, i)); i++) {
        uint32_t column = 0;
        for (size_t s = 0; s < r->span_count; s++) {
            for (; column < r->spans[s].column; column++)
                str_addc(&out, ' ');
            str_add(&out, r->text + r->spans[s].bytes, r->spans[s].len);
            column += r->spans[s].width;
        }
        str_addc(&out, '\n');
    }
    layout_free(l);
    return str_take(&out, NULL);
}

static void is_painted(const struct document *d, struct layout_style style, const char *want, const char *name)
{
    char *got = paint(d, style);
    is_str(got, want, name);
    free(got);
}

static struct layout_style wide(int width)
{
    struct layout_style s = standard;
    s.width = width;
    return s;
}

static void test_paragraphs(void)
{
    struct document *d = doc_new();
    d->facts.title = "A headline that takes more than one row";
    d->facts.lede = "The lede.";
    add(d, BLOCK_PARAGRAPH, "The U.S. and www.example.org stay whole, an extraordinarily-long word does not.");
    add(d, BLOCK_PARAGRAPH, "Two\nlines.");
    is_painted(d, wide(24),
               "A headline that takes\n"
               "more than one row\n"
               "\n"
               "The lede.\n"
               "\n"
               "The U.S. and\n"
               "www.example.org stay\n"
               "whole, an\n"
               "extraordinarily-long\n"
               "word does not.\n"
               "\n"
               "Two\n"
               "lines.\n",
               "headline, lede and paragraphs, broken where UAX #14 allows (LB29 kept)");
    doc_free(d);
    d = doc_new();
    add(d, BLOCK_PARAGRAPH, "More of it stands at http://www.example.org/of/it/all");
    is_painted(d, wide(28), "More of it stands at\nhttp://www.example.org/of/\nit/all\n", "an address stays with its scheme");
    doc_free(d);
    d = doc_new();
    add(d, BLOCK_PARAGRAPH, "Donaudampfschifffahrtsgesellschaft");
    is_painted(d, wide(10), "Donaudampf\nschifffahr\ntsgesellsc\nhaft\n", "a word longer than the line is cut, and nothing lost");
    doc_free(d);
}

static void test_lists(void)
{
    struct document *d = doc_new();
    add(d, BLOCK_ITEM, "one item that is long enough to wrap");
    add(d, BLOCK_ITEM, "nested")->depth = 1;
    struct block *b = add(d, BLOCK_ITEM, "tenth");
    b->ordered = true, b->number = 10;
    b = add(d, BLOCK_ITEM, "second paragraph");
    b->ordered = true, b->number = 10, b->continues = true;
    is_painted(d, wide(20),
               "• one item that is\n"
               "  long enough to\n"
               "  wrap\n"
               "  – nested\n"
               "10. tenth\n"
               "\n"
               "    second paragraph\n",
               "lists hang on their markers, nested ones move in");
    doc_free(d);
}

static void test_quotes_and_code(void)
{
    struct document *d = doc_new();
    add(d, BLOCK_QUOTE, "A quotation of two rows.");
    struct block *b = add(d, BLOCK_QUOTE, "And more.");
    b->continues = true, b->note = "Somebody";
    add(d, BLOCK_CODE, "if (x)\n\treturn a_long_function_name(x);\n");
    is_painted(d, wide(20),
               "│ A quotation of two\n"
               "│ rows.\n"
               "│\n"
               "│ And more.\n"
               "│ — Somebody\n"
               "\n"
               "  if (x)\n"
               "      return\n"
               "  ↪ a_long_function_\n"
               "  ↪ name(x);\n",
               "quotes have their bar, code keeps its white space and shows where it goes on");
    doc_free(d);
}

static struct text *cells_of(struct document *d, struct table *t, size_t row, size_t count)
{
    t->rows[row].cells = arena_array(&d->arena, count, sizeof *t->rows[row].cells);
    t->rows[row].cell_count = count;
    return NULL;
}

static void add_table(struct document *d, const char *const cells[][3], size_t rows, size_t header)
{
    struct block *b = add(d, BLOCK_TABLE, "");
    struct table *t = b->table = arena_alloc(&d->arena, sizeof *t);
    t->rows = arena_array(&d->arena, rows, sizeof *t->rows);
    t->row_count = rows;
    t->header_rows = header;
    t->caption = plain("");
    for (size_t r = 0; r < rows; r++) {
        cells_of(d, t, r, 3);
        for (size_t c = 0; c < 3; c++)
            t->rows[r].cells[c] = (struct cell){ .text = plain(cells[r][c]), .columns = 1, .rows = 1 };
    }
}

static void test_tables(void)
{
    static const char *const cells[][3] = { { "Port", "Ships", "Note" }, { "Riga", "12", "ice until April" }, { "Varna", "104", "open" } };
    struct document *d = doc_new();
    add_table(d, cells, 3, 1);
    is_painted(d, wide(40),
               "Port   Ships  Note\n"
               "─────────────────────────────\n"
               "Riga      12  ice until April\n"
               "Varna    104  open\n",
               "a table's columns, numbers to the right");
    is_painted(d, wide(22),
               "Port   Ships  Note\n"
               "──────────────────────\n"
               "Riga      12  ice\n"
               "              until\n"
               "              April\n"
               "Varna    104  open\n",
               "cells wrap where the window is narrower");
    is_painted(d, wide(14),
               "Port: Riga\n"
               "Ships: 12\n"
               "Note: ice\n"
               "  until April\n"
               "\n"
               "Port: Varna\n"
               "Ships: 104\n"
               "Note: open\n",
               "record by record where columns cannot stand side by side");
    doc_free(d);
}

static void test_links(void)
{
    struct document *d = doc_new();
    uint32_t a = add_link(d, "https://example.org/a"), again = add_link(d, "https://example.org/a"), c = add_link(d, "https://example.org/c");
    struct block *b = add(d, BLOCK_PARAGRAPH, "See the report and so on.");
    set_link(d, b, 8, 14, a);
    b = add(d, BLOCK_RELATED, "Another story");
    b->link = c;
    b = add(d, BLOCK_RELATED, "The report");
    b->link = again;
    b = add(d, BLOCK_EMBED, "The harbour at dawn");
    b->embed = EMBED_VIDEO, b->link = c;
    is_painted(d, wide(40),
               "See the report [1] and so on.\n"
               "\n"
               "› Another story [2]\n"
               "› The report [1]\n"
               "\n"
               "▶ Video: The harbour at dawn [2]\n",
               "links have one number for each address");
    struct layout_style style = wide(40);
    struct layout *l = layout_new(d, &style);
    is_int(layout_link_count(l), 2, "two addresses");
    is_int(layout_numbered_link(l, 2), c, "a number leads back to its link");
    is_int(layout_numbered_link(l, 3), DOCUMENT_NONE, "no number, no link");
    layout_free(l);
    doc_free(d);
}

static void test_scripts(void)
{
    struct document *d = doc_new();
    add(d, BLOCK_PARAGRAPH, "東京の図書館は、夜明けまで開いています。");
    is_painted(d, wide(12), "東京の図書館\nは、夜明けま\nで開いていま\nす。\n", "Japanese: no row begins with a closing mark");
    doc_free(d);
    d = doc_new();
    add(d, BLOCK_PARAGRAPH, "שלום עולם");
    is_painted(d, wide(14), "     םלוע םולש\n", "Hebrew stands to the right, in visual order");
    doc_free(d);
    d = doc_new();
    add(d, BLOCK_PARAGRAPH, "The word שלום means peace.");
    is_painted(d, wide(40), "The word םולש means peace.\n", "a Hebrew word inside English");
    doc_free(d);
    d = doc_new();
    d->facts.direction = DIRECTION_RTL;
    add(d, BLOCK_ITEM, "שלום");
    is_painted(d, wide(12), "      םולש •\n", "a right-to-left list is the same list mirrored");
    doc_free(d);
    d = doc_new();
    add(d, BLOCK_PARAGRAPH, "a👨‍👩‍👧b");
    is_painted(d, wide(12), "a👨b\n", "of a joined emoji the first is shown");
    doc_free(d);
#if HAVE_THAI
    d = doc_new();
    /* "The library is open until morning": six cells, three, two, three. */
    add(d, BLOCK_PARAGRAPH, "ห้องสมุดเปิดถึงเช้า");
    is_painted(d, wide(10), "ห้องสมุดเปิด\nถึงเช้า\n", "Thai is broken between words");
    doc_free(d);
#else
    skip("Thai is broken between words", "built without libthai");
#endif
}

static void test_places(void)
{
    struct document *d = doc_new();
    char *long_text = mem_zero(1, 4001);
    for (int i = 0; i < 4000; i++)
        long_text[i] = i % 7 == 6 ? ' ' : (char)('a' + i % 7);
    add(d, BLOCK_PARAGRAPH, "First.");
    add(d, BLOCK_PARAGRAPH, long_text);
    add(d, BLOCK_PARAGRAPH, "Last.");
    struct layout_style narrow = wide(20), broad = wide(60);
    struct layout *a = layout_new(d, &narrow), *b = layout_new(d, &broad);
    bool kept = true;
    for (size_t row = 0; layout_row(a, row); row += 7) {
        struct place p = layout_place(a, row), q = layout_place(b, layout_find(b, p));
        const struct layout_row *next = layout_row(b, layout_find(b, p) + 1);
        if (q.block != p.block || q.offset > p.offset || (next && next->block == p.block && next->offset <= p.offset))
            kept = false;
    }
    ok(kept, "a place is found again at another width");
    is_int((int64_t)layout_find(a, (struct place){ 2, 0 }), (int64_t)layout_finish(a) - 1, "the last paragraph is on the last row");
    ok(layout_find(a, (struct place){ 99, 5 }) < layout_finish(a), "a place that is no more is the end");
    struct place found;
    ok(layout_search(a, "LÁST", (struct place){ DOCUMENT_NONE, 0 }, false, &found) && found.block == 2 && found.offset == 0, "found whatever the case and accents");
    ok(!layout_search(a, "absent", (struct place){ DOCUMENT_NONE, 0 }, false, &found), "what is not there is not found");
    ok(layout_search(a, "first", (struct place){ 2, 0 }, true, &found) && found.block == 0, "found backwards");
    layout_free(a);
    layout_free(b);
    free(long_text);
    doc_free(d);
}

/* ---- The lede before what leads; how far one has come ---- */

static void test_lede(void)
{
    struct document *d = doc_new();
    d->facts.title = "Title";
    d->pictures.count = 2;
    add(d, BLOCK_FIGURE, "")->picture = 0;
    add(d, BLOCK_FIGURE, "")->picture = 1;
    add(d, BLOCK_LEDE, "The lede.");
    add(d, BLOCK_PARAGRAPH, "The text.");
    is_painted(d, standard, "Title\n\nThe lede.\n\n▣ 1\n▣ 2\n\nThe text.\n", "the lede stands before the pictures that lead");
    struct layout *l = layout_new(d, &standard);
    is_int((int64_t)layout_find(l, (struct place){ 2, 0 }), 2, "it is found there");
    is_int((int64_t)layout_find(l, (struct place){ 1, 0 }), 5, "and they behind it");
    is_int((int64_t)layout_find_picture(l, 1), 5, "by their numbers too");
    is_int(layout_place(l, 2).block, 2, "a place is the document's");
    layout_free(l);
    d->blocks.items[2].type = BLOCK_PARAGRAPH;
    is_painted(d, standard, "Title\n\n▣ 1\n▣ 2\n\nThe lede.\n\nThe text.\n", "any other text stays where it is");
    doc_free(d);
}

/* A row that ends early weighs 40: a head of 9 + 40, ten blocks of 8 + 40, a comment of 9 + 40: 578. */
static void test_share(void)
{
    struct document *d = doc_new();
    struct comment comment = { .author = "Ann", .text = "a comment" };
    d->facts.title = "The title";
    for (int i = 0; i < 10; i++)
        add(d, BLOCK_PARAGRAPH, "a b c d.");
    d->blocks.items[4].type = d->blocks.items[5].type = BLOCK_QUOTE;
    d->blocks.items[5].continues = true;
    d->facts.comments.items = &comment;
    d->facts.comments.count = 1;
    struct layout *once = layout_new(d, &standard), *whole = layout_new(d, &standard);
    size_t rows = layout_finish(whole);
    bool same = true, grows = true;
    for (size_t i = 0; i <= rows; i++) {
        int share = layout_share(whole, i);
        grows &= !i || share >= layout_share(whole, i - 1);
        layout_free(once);
        once = layout_new(d, &standard);
        same &= layout_share(once, i) == share;
    }
    ok(same, "how much stands before a row does not depend on what has been laid out");
    ok(grows, "and never gets less");
    is_int(layout_share(whole, 0), 0, "nothing stands before the first row");
    is_int(layout_share(whole, 2), 8, "the headline before the first block: 49 of 578");
    is_int(layout_share(whole, layout_find(whole, (struct place){ 5, 0 })), 50, "half of it: 289 of 578");
    is_int(layout_share(whole, layout_find(whole, (struct place){ 5, 0 }) - 1), 50, "so before the bar between two paragraphs of a quotation");
    is_int(layout_share(whole, rows), 100, "all before the end");
    is_int(layout_place(whole, layout_find(whole, (struct place){ 5, 0 }) - 1).block, 5, "that bar belongs to what follows it");
    is_int(layout_place(whole, rows - 1).block, 9, "a place in the comments is the end of the text");
    layout_free(once);
    layout_free(whole);
    doc_free(d);
}

static int width_calls;
static int counted_width(uint32_t c)
{
    width_calls++;
    return test_width(c);
}

static void test_lazy(void)
{
    struct document *d = doc_new();
    struct layout_style style = standard;
    style.char_width = counted_width;
    for (int i = 0; i < 100; i++)
        add(d, BLOCK_PARAGRAPH, "Ein schöner Absatz für sich.");
    struct layout *l = layout_new(d, &style);
    layout_share(l, 3);
    int few = width_calls;
    layout_finish(l);
    ok(few > 0 && few < width_calls / 10, "only what was asked for is laid out");
    layout_free(l);
    doc_free(d);
}

struct painted {
    struct str out;
    int widest;
};

static void take_row(void *context, const char *bytes, size_t len, int width)
{
    struct painted *p = context;
    str_add(&p->out, bytes, len);
    str_addc(&p->out, '\n');
    if (width > p->widest)
        p->widest = width;
}

static void test_plain(void)
{
    struct painted p = { .out = STR_INIT };
    struct layout_style style = wide(12);
    size_t rows = layout_text("A headline that is too long for two rows", &style, 2, take_row, &p);
    ok(rows == 2 && p.widest <= 12, "two rows at most, none too wide");
    is_str(p.out.data, "A headline\nthat is too…\n", "what is left out is shown by an ellipsis");
    str_release(&p.out);
    struct painted word = { .out = STR_INIT };
    layout_text("Troops to it all", &style, 1, take_row, &word);
    layout_text("Donaudampfschifffahrt", &style, 1, take_row, &word);
    layout_text("A Donaudampfschifffahrt", &style, 1, take_row, &word);
    is_str(word.out.data, "Troops to…\nDonaudampfs…\nA Donaudamp…\n", "a piece of a word is left out with it, unless that is most of the row");
    str_release(&word.out);
    struct painted dot = { .out = STR_INIT };
    layout_text("8 texts · pictures", &style, 1, take_row, &dot);
    layout_text("Outlands › Ports", &style, 1, take_row, &dot);
    is_str(dot.out.data, "8 texts…\nOutlands…\n", "nor does it stand behind what only divides");
    str_release(&dot.out);
    int width;
    is_int((int64_t)layout_cut("東京abc", 9, 5, &style, &width), 7, "cut at a cluster's edge");
    is_int(width, 5, "in cells");
    is_int(layout_width("東京", 6, &style), 4, "wide characters count twice");
    struct painted shown = { .out = STR_INIT };
    for (int bidi = 0; bidi < 2; bidi++) {
        style.bidi = bidi;
        layout_text("a\u2067b\u2069 \u202Ec", &style, 1, take_row, &shown);
    }
    is_str(shown.out.data, "ab c\nab c\n", "what only orders or hides is not sent to the terminal, whoever orders");
    is_int(shown.widest, 4, "and has no cells");
    str_release(&shown.out);
}

/* Anything at all, at every width: no row too wide, no text lost. */
static void test_random(void)
{
    static const char *const words[] = { "a", "harbour", "U.S.", "Donaudampfschifffahrt", "東京", "שלום", "مرحبا", "(1999–2004)", "“quoted”", "é́́́́", "👨‍👩‍👧", "x/y", "สวัสดี", "नमस्ते", "-", "\n" };
    uint32_t seed = 12345;
    bool fits = true, complete = true;
    for (int round = 0; round < 60; round++) {
        struct document *d = doc_new();
        struct str texts[40];
        for (int i = 0; i < 40; i++) {
            str_init(&texts[i], 0);
            for (seed = seed * 1664525 + 1013904223; (seed >> 16) % 12; seed = seed * 1664525 + 1013904223)
                str_addf(&texts[i], "%s%s", texts[i].len ? " " : "", words[(seed >> 20) % 16]);
            struct block *b = add(d, (seed >> 8) % BLOCK_TYPES, texts[i].data);
            if (b->type == BLOCK_TABLE || b->type == BLOCK_FIGURE)
                b->type = BLOCK_PARAGRAPH;
            b->depth = (uint8_t)((seed >> 12) % 18);
            b->ordered = (seed >> 13) & 1;
            b->number = (int32_t)(seed % 100000);
        }
        struct layout_style style = wide(10 + round);
        struct layout *l = layout_new(d, &style);
        const struct layout_row *r;
        size_t letters = 0, want = 0;
        for (size_t i = 0; (r = layout_row(l, i)); i++)
            for (size_t s = 0; s < r->span_count; s++) {
                if (r->spans[s].column + r->spans[s].width > (uint32_t)style.width)
                    fits = false;
                for (size_t k = 0; k < r->spans[s].len; k++)
                    letters += r->text[r->spans[s].bytes + k] == 'h';
            }
        for (int i = 0; i < 40; i++) {
            if (d->blocks.items[i].type != BLOCK_RULE)
                for (size_t k = 0; k < texts[i].len; k++)
                    want += texts[i].data[k] == 'h';
            str_release(&texts[i]);
        }
        if (letters != want)
            complete = false;
        layout_free(l);
        doc_free(d);
    }
    ok(fits, "no row is wider than the measure");
    ok(complete, "no text is lost");
}

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    test_paragraphs();
    test_lists();
    test_quotes_and_code();
    test_tables();
    test_links();
    test_scripts();
    test_places();
    test_lede();
    test_share();
    test_lazy();
    test_plain();
    test_random();
    return tap_done();
}
