/* The pages of a story as one document. */
#include "base/mem.h"
#include "model/document.h"
#include "tests/tap.h"

static struct block block_of(enum block_type type, const char *text)
{
    return (struct block){ .type = type, .text = { .bytes = text, .len = strlen(text) }, .link = DOCUMENT_NONE, .picture = DOCUMENT_NONE };
}

static struct block figure(uint32_t picture)
{
    struct block b = block_of(BLOCK_FIGURE, "");
    b.picture = picture;
    return b;
}

/* A copy in an arena, as a parser's document is. */
static void make(struct document *d, const struct document *from)
{
    struct str packed = STR_INIT;
    document_pack(from, &packed);
    must(document_unpack(packed.data, packed.len, d, NULL) == 0);
    str_release(&packed);
}

static void make_first(struct document *d)
{
    struct run runs[] = { { 3, 0, 0 }, { 6, 0, DOCUMENT_NONE } };
    struct link links[] = { { "https://example.org/one", "One" } };
    struct picture pictures[] = { { .url = "https://example.org/a.jpg" } };
    struct block blocks[] = { block_of(BLOCK_LEDE, "All of it."), figure(0), block_of(BLOCK_PARAGRAPH, "One began."), block_of(BLOCK_PARAGRAPH, "Ana Paz writes on boats.") };
    struct document from;
    document_init(&from);
    blocks[2].text.runs = runs, blocks[2].text.run_count = 2;
    runs[1].len = 7;
    from.facts.title = "Boats";
    from.links.items = links, from.links.count = 1;
    from.pictures.items = pictures, from.pictures.count = 1;
    from.blocks.items = blocks, from.blocks.count = 4;
    make(d, &from);
}

static void make_second(struct document *d)
{
    struct cell cells[] = { { { "Rain", 4, NULL, 0 }, 1, 1, false } };
    struct row rows[] = { { cells, 1 } };
    struct table table = { rows, 1, 0, { "", 0, NULL, 0 } };
    struct run runs[] = { { 3, 0, 0 }, { 7, 0, DOCUMENT_NONE } };
    struct link links[] = { { "https://example.org/two", "Two" } };
    struct picture pictures[] = { { .url = "https://example.org/b.jpg", .caption = "A boat." }, { .url = "https://example.org/a.jpg" } };
    struct block blocks[] = { block_of(BLOCK_HEADING, "Boats"), figure(1), block_of(BLOCK_LEDE, "Again: all of it."), block_of(BLOCK_PARAGRAPH, "Two ended."), figure(0),
                              block_of(BLOCK_TABLE, ""), block_of(BLOCK_PARAGRAPH, "Ana Paz writes on boats.") };
    struct document from;
    document_init(&from);
    blocks[0].level = 2;
    blocks[3].text.runs = runs, blocks[3].text.run_count = 2;
    blocks[5].table = &table;
    from.links.items = links, from.links.count = 1;
    from.pictures.items = pictures, from.pictures.count = 2;
    from.blocks.items = blocks, from.blocks.count = 7;
    make(d, &from);
}

static void test_join(void)
{
    struct document d, more, again;
    struct str plain = STR_INIT, packed = STR_INIT;
    make_first(&d);
    make_second(&more);
    ok(document_join(&d, &more), "a second page is added");
    document_release(&more);
    document_plain(&d, true, &plain);
    is_str(plain.data, "All of it.\n\nOne began.\n\nAna Paz writes on boats.\n\nTwo ended.\n\nRain", "its text, without headline, lede and the line that both have");
    is_int((long long)d.blocks.count, 7, "seven blocks");
    is_int(d.blocks.items[4].text.runs[0].link, 1, "its links are counted on");
    is_str(d.links.items[1].url, "https://example.org/two", "and are its own");
    is_int((long long)d.pictures.count, 2, "each picture once");
    ok(d.blocks.items[5].type == BLOCK_FIGURE && d.blocks.items[5].picture == 1, "what is new stands in its place, what was shown is not shown again");
    is_str(d.pictures.items[1].caption, "A boat.", "with its caption");
    document_pack(&d, &packed);
    ok(document_unpack(packed.data, packed.len, &again, NULL) == 0 && document_same_words(&d, &again), "and all of it can be packed");
    document_release(&again);
    document_release(&d);
    str_release(&plain);
    str_release(&packed);
}

static void test_nothing(void)
{
    struct document d, more;
    make_first(&d);
    make_first(&more);
    ok(!document_join(&d, &more), "the same page again adds nothing");
    is_int((long long)d.blocks.count, 4, "and no block");
    document_release(&d);
    document_release(&more);
}

int main(void)
{
    test_join();
    test_nothing();
    return tap_done();
}
