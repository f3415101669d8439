#include "model/document.h"

#include <string.h>

const char *document_kind_name(enum document_kind kind)
{
    static const char *const names[DOCUMENT_KINDS] = { "story", "live", "index", "missing", "robot", "consent", "login" };
    return names[kind];
}

void document_init(struct document *d)
{
    memset(d, 0, sizeof *d);
    d->facts.comment_count = -1;
}

void document_release(struct document *d)
{
    arena_release(&d->arena);
    document_init(d);
}

static bool is_body(enum block_type type, bool with_lede)
{
    switch (type) {
    case BLOCK_LEDE:
        return with_lede;
    case BLOCK_FIGURE:
    case BLOCK_RELATED:
    case BLOCK_EMBED:
    case BLOCK_RULE:
    case BLOCK_TYPES:
        return false;
    default:
        return true;
    }
}

static void table_plain(const struct table *t, struct str *out)
{
    for (size_t r = 0; t && r < t->row_count; r++) {
        for (size_t c = 0; c < t->rows[r].cell_count; c++) {
            const struct text *text = &t->rows[r].cells[c].text;
            str_adds(out, c ? "\t" : r ? "\n" : "");
            for (size_t i = 0; i < text->len; i++) /* a row is one line */
                str_addc(out, text->bytes[i] == '\n' ? ' ' : text->bytes[i]);
        }
    }
}

/* What stands between two blocks of the body: the lines of one list, and of one
 * block that goes on, are lines; all else is apart. */
static const char *gap(const struct block *before, const struct block *b)
{
    if (!before)
        return "";
    return b->continues || (b->type == BLOCK_ITEM && before->type == BLOCK_ITEM) ? "\n" : "\n\n";
}

void document_plain(const struct document *d, bool with_lede, struct str *out)
{
    const struct block *before = NULL;
    for (size_t i = 0; i < d->blocks.count; i++) {
        const struct block *b = &d->blocks.items[i];
        if (!is_body(b->type, with_lede) || (!b->text.len && !b->table))
            continue;
        str_adds(out, gap(before, b));
        if (b->type == BLOCK_TABLE)
            table_plain(b->table, out);
        else
            str_add(out, b->text.bytes, b->text.len);
        before = b;
    }
}

/* Every byte of a letter or digit that is ASCII, and the first of all others:
 * punctuation outside ASCII counts too, which hurts nobody. */
static size_t text_weight(const struct text *t)
{
    size_t n = 0;
    for (size_t i = 0; i < t->len; i++) {
        unsigned char c = (unsigned char)t->bytes[i];
        n += c >= 0xC0 || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
    }
    return n;
}

size_t document_weight(const struct document *d)
{
    size_t n = 0;
    for (size_t i = 0; i < d->blocks.count; i++) {
        const struct block *b = &d->blocks.items[i];
        if (!is_body(b->type, true))
            continue;
        n += text_weight(&b->text);
        for (size_t r = 0; b->table && r < b->table->row_count; r++)
            for (size_t c = 0; c < b->table->rows[r].cell_count; c++)
                n += text_weight(&b->table->rows[r].cells[c].text);
    }
    return n;
}

static void words_of(const struct document *d, struct str *out)
{
    struct str raw = STR_INIT;
    str_adds(&raw, d->facts.title ? d->facts.title : "");
    str_addc(&raw, '\n');
    document_plain(d, true, &raw);
    for (size_t i = 0; i < raw.len; i++)
        if (!str_is_space(raw.data[i]))
            str_addc(out, raw.data[i]);
        else if (out->len && out->data[out->len - 1] != ' ')
            str_addc(out, ' ');
    str_trim(out);
    str_release(&raw);
}

bool document_same_words(const struct document *a, const struct document *b)
{
    struct str x = STR_INIT, y = STR_INIT;
    words_of(a, &x);
    words_of(b, &y);
    bool same = x.len == y.len && memcmp(x.data, y.data, x.len) == 0;
    str_release(&x);
    str_release(&y);
    return same;
}

/* ---- Ledes ---- */

/* Bytes before what shows that it was cut: "…", "...", "[…]". */
static size_t uncut_length(const char *s)
{
    size_t len = strlen(s);
    for (;;) {
        size_t before = len;
        while (len && strchr(" .[](", s[len - 1]))
            len--;
        if (len >= 3 && memcmp(s + len - 3, "\xE2\x80\xA6", 3) == 0)
            len -= 3;
        if (len == before)
            return len;
    }
}

/* What two ways of setting the same words have in common. */
static void add_letters(const char *bytes, size_t len, size_t most, struct str *out)
{
    for (size_t i = 0; i < len && out->len < most; i++) {
        unsigned char c = (unsigned char)bytes[i], lower = (unsigned char)str_lower((char)c);
        if (c >= 0x80 || (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9'))
            str_addc(out, (char)lower);
    }
}

bool blocks_begin_with(const struct block *blocks, size_t count, const char *lede)
{
    enum { LEAST = 8, TOLD = 150 /* bytes of letters */, BLOCKS = 4 };
    struct str words = STR_INIT, text = STR_INIT;
    size_t starts[BLOCKS], begun = 0;
    bool begins = false;
    add_letters(lede, uncut_length(lede), TOLD, &words);
    for (size_t i = 0; i < count && text.len < (BLOCKS + 1) * TOLD; i++) {
        const struct text *t = &blocks[i].text;
        if (t->len && begun < BLOCKS)
            starts[begun++] = text.len;
        add_letters(t->bytes, t->len, text.len + 2 * TOLD, &text);
    }
    for (size_t i = 0; i < begun && words.len >= LEAST; i++)
        begins |= str_starts(text.data + starts[i], words.data);
    str_release(&words);
    str_release(&text);
    return begins;
}
