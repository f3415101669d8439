/* search.c: finding words in an article, whatever their case and accents. */
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "base/mem.h"
#include "base/str.h"
#include "layout/layout_internal.h"

/* A text without case and accents, and where each of its characters came from. */
struct folded {
    uint32_t *chars;
    uint32_t *from; /* byte in the text */
    size_t len;
};

static void fold(const char *bytes, size_t len, struct folded *f)
{
    f->chars = mem_zero(len * 2 + 4, sizeof *f->chars);
    f->from = mem_zero(len * 2 + 4, sizeof *f->from);
    f->len = 0;
    for (size_t at = 0; at < len;) {
        ucs4_t c, parts[UC_DECOMPOSITION_MAX_LENGTH];
        int n = u8_mbtouc(&c, (const uint8_t *)bytes + at, len - at);
        if (c == '\n' || c == 0xA0)
            c = ' ';
        int tag, count = c < 0x80 ? -1 : uc_decomposition(c, &tag, parts);
        ucs4_t base = uc_tolower(count > 0 ? parts[0] : c);
        if (!uc_is_general_category(base, UC_CATEGORY_Mn)) {
            f->from[f->len] = (uint32_t)at;
            f->chars[f->len++] = base;
        }
        at += (size_t)(n > 0 ? n : 1);
    }
}

static void folded_release(struct folded *f)
{
    free(f->chars);
    free(f->from);
}

/* The first hit at or behind byte `from`, or the last before it; false where there is none. */
static bool find_in(const char *bytes, size_t len, const struct folded *needle, uint32_t from, bool backwards, uint32_t *found)
{
    struct folded text;
    bool any = false;
    fold(bytes, len, &text);
    for (size_t i = 0; i + needle->len <= text.len; i++) {
        if (backwards ? text.from[i] >= from : text.from[i] < from)
            continue;
        if (memcmp(text.chars + i, needle->chars, needle->len * sizeof *text.chars) != 0)
            continue;
        *found = text.from[i];
        any = true;
        if (!backwards)
            break;
    }
    folded_release(&text);
    return any;
}

static bool find_in_table(const struct table *t, const struct folded *needle)
{
    uint32_t at;
    for (size_t r = 0; r < t->row_count; r++)
        for (size_t c = 0; c < t->rows[r].cell_count; c++)
            if (find_in(t->rows[r].cells[c].text.bytes, t->rows[r].cells[c].text.len, needle, 0, false, &at))
                return true;
    return false;
}

static bool find_in_block(const struct document *d, uint32_t block, const struct folded *needle, uint32_t from, bool backwards, uint32_t *found)
{
    const struct block *b = &d->blocks.items[block];
    if (find_in(b->text.bytes, b->text.len, needle, from, backwards, found))
        return true;
    *found = 0;
    return b->table && (backwards ? from > 0 : from == 0) && find_in_table(b->table, needle);
}

bool layout_search(struct layout *l, const char *needle, struct place from, bool backwards, struct place *found)
{
    struct folded n;
    bool any = false;
    fold(needle, strlen(needle), &n);
    int64_t count = (int64_t)l->doc->blocks.count;
    int64_t start = from.block == DOCUMENT_NONE ? (backwards ? -1 : 0) : (int64_t)from.block;
    for (int64_t i = start; n.len && i >= 0 && i < count; i += backwards ? -1 : 1) {
        uint32_t edge = i == start && from.block != DOCUMENT_NONE ? from.offset : backwards ? UINT32_MAX : 0;
        if (find_in_block(l->doc, (uint32_t)i, &n, edge, backwards, &found->offset)) {
            found->block = (uint32_t)i;
            any = true;
            break;
        }
    }
    folded_release(&n);
    return any;
}
