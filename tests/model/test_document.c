/* The document as plain text and in its packed form: what went in comes out,
 * and whatever is cut short or changed on the way is refused or read without harm. */
#include <stdlib.h>

#include "model/document.h"
#include "tests/tap.h"

static struct text plain(const char *s)
{
    return (struct text){ .bytes = s, .len = strlen(s) };
}

/* One of everything; the values point at static storage, as the arena's would. */
static void fill(struct document *d)
{
    static struct run runs[] = { { 4, RUN_STRONG, DOCUMENT_NONE }, { 2, 0, 0 }, { 3, RUN_CODE | RUN_SUB, 1 } };
    static struct cell head[] = { { { "Year", 4, NULL, 0 }, 1, 1, true }, { { "Rain", 4, NULL, 0 }, 1, 1, true } };
    static struct cell body[] = { { { "2019", 4, NULL, 0 }, 1, 1, false }, { { "much\nof it", 10, NULL, 0 }, 1, 2, false } };
    static struct row rows[] = { { head, 2 }, { body, 2 } };
    static struct table table = { rows, 2, 1, { "Weather", 7, NULL, 0 } };
    static struct block blocks[12];
    static struct link links[] = { { "https://example.org/a", "a" }, { "https://example.org/b", "" } };
    static struct picture pictures[] = { { "https://example.org/p.jpg", "A harbour.", "Ana Paz", NULL, NULL, 640, 480 } };
    static struct medium media[] = { { "https://example.org/a.mp3", "audio/mpeg", NULL, -1, 95 } };
    static const char *section[] = { "News", "World" }, *authors[] = { "Ana Paz" };
    static struct comment comments[] = { { "Reader", "First line\nsecond", { 86400, 0, STAMP_DAY, false }, 2 } };
    static struct link live[] = { { "https://example.org/live", "Live" } };

    document_init(d);
    d->links.items = links, d->links.count = 2;
    d->pictures.items = pictures, d->pictures.count = 1;
    d->media.items = media, d->media.count = 1;
    d->facts.title = "Headline";
    d->facts.section.items = section, d->facts.section.count = 2;
    d->facts.authors.items = authors, d->facts.authors.count = 1;
    d->facts.published = (struct stamp){ 1577459723, -240, STAMP_SECOND, true };
    d->facts.direction = DIRECTION_LTR;
    d->facts.comment_count = 0;
    d->facts.comments.items = comments, d->facts.comments.count = 1;
    d->facts.live.items = live, d->facts.live.count = 1;

    for (size_t i = 0; i < 12; i++)
        blocks[i] = (struct block){ .text = plain(""), .link = DOCUMENT_NONE, .picture = DOCUMENT_NONE };
    blocks[0].type = BLOCK_LEDE, blocks[0].text = plain("The lede.");
    blocks[1].type = BLOCK_FIGURE, blocks[1].picture = 0;
    blocks[2].type = BLOCK_PARAGRAPH, blocks[2].text = (struct text){ "Boldlnx=1", 9, runs, 3 };
    blocks[3].type = BLOCK_HEADING, blocks[3].text = plain("Part"), blocks[3].level = 2;
    blocks[4].type = BLOCK_ITEM, blocks[4].text = plain("one"), blocks[4].ordered = true, blocks[4].number = -3;
    blocks[5].type = BLOCK_ITEM, blocks[5].text = plain("two"), blocks[5].depth = 1;
    blocks[6].type = BLOCK_QUOTE, blocks[6].text = plain("Said.");
    blocks[7].type = BLOCK_QUOTE, blocks[7].text = plain("And said."), blocks[7].continues = true, blocks[7].note = "B. Rea";
    blocks[8].type = BLOCK_TABLE, blocks[8].table = &table;
    blocks[9].type = BLOCK_RELATED, blocks[9].text = plain("Other story"), blocks[9].link = 1;
    blocks[10].type = BLOCK_ENTRY, blocks[10].text = plain("12:30"), blocks[10].time = (struct stamp){ 60, 0, STAMP_MINUTE, false };
    blocks[11].type = BLOCK_CODE, blocks[11].text = plain("if (x)\n\treturn;"), blocks[11].note = "c";
    d->blocks.items = blocks, d->blocks.count = 12;
}

static void test_plain(void)
{
    struct document d;
    struct str out = STR_INIT;
    fill(&d);
    document_plain(&d, false, &out);
    is_str(out.data,
           "Boldlnx=1\n\nPart\n\none\ntwo\n\nSaid.\nAnd said.\n\nYear\tRain\n2019\tmuch of it\n\n12:30\n\nif (x)\n\treturn;",
           "the body as plain text: no lede, figure or related story; a list, a quote and a row hold together");
    str_reset(&out);
    document_plain(&d, true, &out);
    ok(strncmp(out.data, "The lede.\n\nBold", 15) == 0, "with the lede where it was asked for");
    str_release(&out);
    d.blocks.count = 3;
    is_int((int64_t)document_weight(&d), 7 + 8, "a weight counts letters and digits, the lede's too");
}

static void test_round(void)
{
    struct document d, back;
    struct str one = STR_INIT, two = STR_INIT;
    struct err err;
    fill(&d);
    document_pack(&d, &one);
    ok(document_unpack(one.data, one.len, &back, &err) == 0, "what was packed can be unpacked");
    document_pack(&back, &two);
    ok(one.len == two.len && memcmp(one.data, two.data, one.len) == 0, "and packed again it is the same to the byte");
    is_str(back.facts.section.items[1], "World", "a list of names");
    is_int(back.facts.published.zone, -240, "a zone west of UTC");
    is_int(back.facts.comment_count, 0, "no comments is not the same as unknown");
    is_int(back.blocks.items[4].number, -3, "a list may count from below nothing");
    is_int(back.blocks.items[2].text.runs[2].link, 1, "a run's link");
    ok(back.blocks.items[6].link == DOCUMENT_NONE, "no link stays no link");
    is_int(back.blocks.items[8].table->rows[1].cells[1].rows, 2, "a cell over two rows");
    ok(back.pictures.items[0].alt == NULL, "an unknown string stays unknown");
    document_release(&back);
    ok(back.blocks.count == 0 && back.facts.comment_count == -1, "released, it is empty");
    str_release(&one);
    str_release(&two);
}

/* Packs a document of one paragraph and tells whether it can be unpacked. */
static bool taken(const char *text, struct run *runs, size_t run_count)
{
    struct block b = { .type = BLOCK_PARAGRAPH, .text = { text, strlen(text), runs, run_count }, .link = DOCUMENT_NONE, .picture = DOCUMENT_NONE };
    struct document d, back;
    struct str out = STR_INIT;
    document_init(&d);
    d.blocks.items = &b, d.blocks.count = 1;
    document_pack(&d, &out);
    bool good = document_unpack(out.data, out.len, &back, NULL) == 0;
    document_release(&back);
    str_release(&out);
    return good;
}

static void test_refused(void)
{
    ok(taken("a\tb\nc \xE2\x82\xAC", NULL, 0), "tabs, line breaks and the euro sign are text");
    ok(!taken("a\x1B[31m", NULL, 0), "an escape is refused");
    ok(!taken("a\xC2\x9B", NULL, 0), "so is a C1 control");
    ok(!taken("a\xE2\x80\xAE", NULL, 0), "and a bidirectional override");
    ok(!taken("\xC0\xAF", NULL, 0), "an overlong form is not UTF-8");
    ok(!taken("\xED\xA0\x80", NULL, 0), "nor is a surrogate");
    ok(!taken("ab\xE2\x82", NULL, 0), "nor a character cut short");
    ok(!taken("abc", (struct run[]){ { 2, 0, DOCUMENT_NONE } }, 1), "runs must cover their text");
    ok(!taken("abc", (struct run[]){ { 2, 0, DOCUMENT_NONE }, { 2, 0, DOCUMENT_NONE } }, 2), "and not more");
    ok(!taken("a\xC3\xA9", (struct run[]){ { 2, 0, DOCUMENT_NONE }, { 1, 0, DOCUMENT_NONE } }, 2), "and not end within a character");
    ok(!taken("abc", (struct run[]){ { 3, 0, 0 } }, 1), "a link that is not there is refused");
    ok(!taken("abc", (struct run[]){ { 3, 1 << 9, DOCUMENT_NONE } }, 1), "so is an unknown style");
    struct document d;
    struct err err;
    ok(document_unpack("TXD\x7F", 4, &d, &err) == -1 && err.kind == ERR_INPUT, "another version is said to be one");
    ok(document_unpack("", 0, &d, &err) == -1 && d.blocks.count == 0, "nothing is no document");
}

static void test_damaged(void)
{
    struct document d, back;
    struct str out = STR_INIT;
    fill(&d);
    document_pack(&d, &out);
    size_t cut = 0, changed = 0;
    for (size_t i = 0; i < out.len; i++) { /* a copy of its own, so that valgrind sees the first byte too far */
        char *piece = malloc(i ? i : 1);
        memcpy(piece, out.data, i);
        cut += document_unpack(piece, i, &back, NULL) == 0;
        document_release(&back);
        free(piece);
    }
    is_int((int64_t)cut, 0, "no shortened form is taken for a document");
    for (size_t bit = 0; bit < out.len * 8; bit++) {
        out.data[bit / 8] ^= (char)(1 << bit % 8);
        struct str again = STR_INIT;
        if (document_unpack(out.data, out.len, &back, NULL) == 0) {
            document_pack(&back, &again); /* whatever was taken can be walked */
            changed++;
        }
        document_release(&back);
        str_release(&again);
        out.data[bit / 8] ^= (char)(1 << bit % 8);
    }
    ok(changed < out.len * 8, "with any one bit changed it is refused or read without harm");
    unsigned seed = 1;
    for (int round = 0; round < 20000; round++) {
        char noise[64] = "TXD\x01";
        for (size_t i = 4; i < sizeof noise; i++)
            noise[i] = (char)((seed = seed * 1103515245u + 12345u) >> 24 & (round & 1 ? 0xFF : 0x07));
        document_unpack(noise, sizeof noise, &back, NULL);
        document_release(&back);
    }
    ok(true, "noise behind a right beginning does no harm");
    str_release(&out);
}

int main(void)
{
    test_plain();
    test_round();
    test_refused();
    test_damaged();
    return tap_done();
}
