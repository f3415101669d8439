/* gzip that nobody announced: in layers, in pieces, broken, and bombs. */
#include <stdlib.h>
#include <zlib.h>

#include "parse/unpack.h"
#include "tests/parse/feed_lines.h"

static const char feed[] = "<rss version=\"2.0\"><channel><title>F</title><item><title>K\xE4lte</title></item></channel></rss>";
static const char want[] = "feed rss20 T=F\nitem T=K\xC3\xA4lte\n";

static void squeeze(const void *bytes, size_t len, struct str *out)
{
    z_stream z = { .next_in = (z_const Bytef *)bytes, .avail_in = (uInt)len };
    str_reset(out);
    deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    char *room = str_room(out, deflateBound(&z, len) + 64);
    z.next_out = (Bytef *)room;
    z.avail_out = (uInt)deflateBound(&z, len) + 64;
    deflate(&z, Z_FINISH);
    out->len += z.total_out;
    deflateEnd(&z);
}

/* The bytes in so many layers. */
static void wrap(const void *bytes, size_t len, int layers, struct str *out)
{
    struct str inner = STR_INIT;
    str_reset(out);
    str_add(out, bytes, len);
    for (int i = 0; i < layers; i++) {
        str_reset(&inner);
        str_add(&inner, out->data, out->len);
        squeeze(inner.data, inner.len, out);
    }
    str_release(&inner);
}

static void reads(const struct str *bytes, const char *lines, int kind, const char *text, const char *name)
{
    for (size_t piece = 1; piece < 70000; piece = piece * 40 + 1) {
        struct lines l;
        lines_read(&l, "text/xml; charset=iso-8859-1", bytes->data, bytes->len, piece);
        is_str(l.out.data, lines, name);
        is_int(l.outcome.kind, kind, "  and its outcome");
        is_str(l.outcome.text, text, "  and what is said of it");
        str_release(&l.out);
    }
}

static void test_layers(void)
{
    struct str s = STR_INIT, two = STR_INIT;
    for (int layers = 0; layers <= UNPACK_MAX_LAYERS; layers++) {
        wrap(feed, sizeof feed - 1, layers, &s);
        reads(&s, want, OUTCOME_SAME, "", "a feed in layers of gzip");
    }
    wrap(feed, sizeof feed - 1, UNPACK_MAX_LAYERS + 1, &s);
    reads(&s, "", OUTCOME_NOT_A_FEED, "this is no feed", "one layer too many");
    wrap(feed, 50, 1, &two);
    wrap(feed + 50, sizeof feed - 1 - 50, 1, &s);
    str_add(&two, s.data, s.len);
    str_add(&two, "\0\0\0\0", 4);
    reads(&two, want, OUTCOME_SAME, "", "two members and padding");
    str_release(&s);
    str_release(&two);
}

static void test_broken(void)
{
    struct str s = STR_INIT;
    static const char cut[] = "<rss version=\"2.0\"><channel><title>F</title><item><title>A</title></item>";
    wrap(cut, sizeof cut - 1, 1, &s);
    str_cut(&s, s.len - 8); /* the checksum and the length */
    reads(&s, "feed rss20 T=F\nitem T=A\n", OUTCOME_DAMAGED, "the feed is damaged at line 1, column 74", "gzip that is cut");
    wrap(feed, sizeof feed - 1, 1, &s);
    str_cut(&s, 12);
    s.data[10] = '\xFF'; /* a block of a type that there is not */
    reads(&s, "", OUTCOME_NOT_A_FEED, "the feed is compressed, and its data is broken", "gzip that is none behind its head");
    str_release(&s);
}

/* 80 MB of spaces are 80 KB of gzip, and a few hundred bytes in two layers. */
static void test_bomb(void)
{
    enum { HUGE = 80 << 20 };
    char *spaces = malloc(HUGE);
    struct str s = STR_INIT, inner = STR_INIT;
    memset(spaces, ' ', HUGE);
    squeeze(spaces, HUGE, &inner);
    wrap(inner.data, inner.len, 1, &s);
    free(spaces);
    struct feed_request request = { .base = "", .content_type = "" };
    struct feed_sink none = { 0 };
    struct feed_reader *r = feed_reader_new(&request, &none);
    struct err err = { 0 };
    struct outcome outcome;
    ok(feed_reader_push(r, s.data, s.len, &err) == -1, "a bomb of %zu bytes is put away", s.len);
    is_str(err.text, "unpacked, the feed is larger than telex takes", "  and why");
    feed_reader_end(r, &outcome);
    is_int(outcome.kind, OUTCOME_TOO_LARGE, "  in its outcome too");
    feed_reader_free(r);
    struct document d;
    page_to_document(&(struct page_request){ .url = "", .content_type = "" }, s.data, s.len, &d);
    is_int(d.blocks.count, 0, "as a page it is nothing");
    document_release(&d);
    str_release(&s);
    str_release(&inner);
}

static void test_page(void)
{
    static const char page[] = "<html><head><title>T</title></head><body><article><h1>T</h1><p>The ferry to the island will not sail before noon, the harbour master said on Friday.</p>"
                               "<p>Fog lay over the strait since the early morning, and the pilots waited for it to lift.</p></article></body></html>";
    struct str s = STR_INIT, plain = STR_INIT;
    struct document d;
    wrap(page, sizeof page - 1, 2, &s);
    page_to_document(&(struct page_request){ .url = "https://example.org/a", .content_type = "text/html" }, s.data, s.len, &d);
    document_plain(&d, true, &plain);
    is_str(plain.data, "The ferry to the island will not sail before noon, the harbour master said on Friday.\n\n"
                       "Fog lay over the strait since the early morning, and the pilots waited for it to lift.", "a page in two layers");
    document_release(&d);
    str_release(&s);
    str_release(&plain);
}

int main(void)
{
    test_layers();
    test_broken();
    test_bomb();
    test_page();
    return tap_done();
}
