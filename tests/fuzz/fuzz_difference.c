/* Two texts, divided by a line "=": what is different in them, set in rows. */
#include <string.h>

#include "base/mem.h"
#include "fuzz.h"
#include "layout/difference.h"
#include "layout/layout.h"
#include "text/clean.h"

enum { MOST_BLOCKS = 2000 };

static int char_width(uint32_t c)
{
    return c < 0x300 ? 1 : c < 0x370 ? 0 : c < 0x1100 ? 1 : 2;
}

static struct table *make_table(struct arena *arena, struct text text)
{
    struct table *t = arena_array(arena, 1, sizeof *t);
    *t = (struct table){ .row_count = 1, .rows = arena_array(arena, 1, sizeof *t->rows), .caption = { .bytes = "" } };
    t->rows->cell_count = 2;
    t->rows->cells = arena_array(arena, 2, sizeof *t->rows->cells);
    t->rows->cells[0] = t->rows->cells[1] = (struct cell){ .text = text, .columns = 1, .rows = 1 };
    return t;
}

/* Each line is a block; its first byte tells of which kind. */
static void add_block(struct document *d, const char *line, size_t len)
{
    struct str clean = STR_INIT;
    struct block *b = &d->blocks.items[d->blocks.count++];
    *b = (struct block){ .type = (unsigned char)line[0] % BLOCK_TYPES, .level = 2, .link = DOCUMENT_NONE, .picture = DOCUMENT_NONE };
    clean_text(line, len, b->type == BLOCK_CODE ? CLEAN_LINES : CLEAN_FOLD, &clean);
    b->text = (struct text){ .bytes = arena_strndup(&d->arena, clean.data, clean.len), .len = clean.len };
    b->continues = line[0] & 0x80;
    if (b->type == BLOCK_TABLE) {
        b->table = make_table(&d->arena, b->text);
        b->text = (struct text){ .bytes = "" };
    }
    str_release(&clean);
}

static void make_document(struct document *d, const char *s, size_t len)
{
    document_init(d);
    d->blocks.items = arena_array(&d->arena, MOST_BLOCKS, sizeof *d->blocks.items);
    while (len && d->blocks.count < MOST_BLOCKS) {
        const char *stop = memchr(s, '\n', len);
        size_t line = stop ? (size_t)(stop - s) : len, taken = line + (stop != NULL);
        if (line)
            add_block(d, s, line);
        s += taken;
        len -= taken;
    }
}

/* Runs cover their text, and it can be set. */
static void set(const struct document *d)
{
    struct layout_style style = { .width = 20, .char_width = char_width };
    for (size_t i = 0; i < d->blocks.count; i++) {
        const struct text *t = &d->blocks.items[i].text;
        size_t covered = 0;
        for (size_t r = 0; r < t->run_count; r++)
            covered += t->runs[r].len;
        must(covered == t->len && strlen(t->bytes) == t->len);
    }
    struct layout *l = layout_new(d, &style);
    size_t rows = layout_finish(l);
    must(!rows || layout_row(l, rows - 1));
    must(!layout_row(l, rows));
    layout_free(l);
}

static bool differ(const struct document *before, const struct document *after, bool marks)
{
    struct document out;
    bool differs = difference_make(before, after, &(struct difference_style){ .marks = marks, .ascii = marks }, &out);
    set(&out);
    document_release(&out);
    return differs;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const char *s = (const char *)bytes, *cut = len ? memmem(s, len, "\n=\n", 3) : NULL;
    size_t first = cut ? (size_t)(cut - s) : len / 2;
    struct document before, after;
    make_document(&before, s, first);
    make_document(&after, cut ? cut + 3 : s + first, len - first - (cut ? 3 : 0));
    must(!differ(&before, &before, true));
    must(differ(&before, &after, true) == differ(&after, &before, false));
    document_release(&before);
    document_release(&after);
    return 0;
}
