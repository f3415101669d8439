/* One item: what lists need of it, and its packed form. */
#include <stdlib.h>

#include "parse/parse.h"
#include "tests/tap.h"

static struct arena arena;

static struct article article_of(struct item item)
{
    struct article a;
    item.comment_count = -1;
    item_to_article(&item, &arena, &a);
    return a;
}

static void test_identity(void)
{
    is_str(article_of((struct item){ .id = " urn:1 ", .link = "https://example.org/a" }).guid, "urn:1", "by its id");
    const char *by_link = article_of((struct item){ .link = "http://www.example.org/a?utm_source=x#y" }).guid;
    is_str(article_of((struct item){ .link = "https://example.org/a" }).guid, by_link, "else by its link, whatever scheme and tracking");
    const char *a = article_of((struct item){ .title = "A" }).guid, *b = article_of((struct item){ .title = "B" }).guid;
    ok(a && b && strcmp(a, b) != 0, "else by what it says");
    is_str(article_of((struct item){ .title = "A" }).guid, a, "which is the same each time");
    const struct stamp noon = { .at = 1577448000, .parts = STAMP_SECOND }, one = { .at = 1577451600, .parts = STAMP_SECOND };
    const char *dated = article_of((struct item){ .title = "A", .published = noon, .content_text = "Four hurt" }).guid;
    is_str(article_of((struct item){ .title = "A", .published = noon, .content_text = "Five hurt" }).guid, dated, "a correction of the text changes neither title nor date");
    ok(strcmp(article_of((struct item){ .title = "A", .published = one, .content_text = "Four hurt" }).guid, dated) != 0, "another date is another item");
    ok(strcmp(article_of((struct item){ .title = "A", .content_text = "x" }).guid, article_of((struct item){ .title = "A", .content_text = "y" }).guid) != 0,
       "without a date the text counts");
    char longest[5000];
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    ok(strlen(article_of((struct item){ .id = longest }).guid) < 100, "an id that is too long by its hash");
}

static void test_article(void)
{
    struct enclosure media[] = { { .url = "a.mp3", .type = "audio/mpeg" }, { .url = "p.jpg", .type = "image/jpeg" } };
    const char *authors[] = { "Ana", "Bo (b@example.org)" };
    struct article a = article_of((struct item){ .title = "A  title", .link = "https://example.org/a", .summary_html = "<p>A title</p>  and a lede of &amp; words", .content_html = "<p>One two three four five six seven eight nine</p><img src=x>",
                                                 .authors = { authors, 2 }, .enclosures = { media, 2 } });
    is_str(a.title, "A title", "its headline");
    is_str(a.lede, "and a lede of & words", "its lede, without the headline it begins with");
    is_str(a.authors, "Ana, Bo (b@example.org)", "its authors");
    is_int(a.pictures, 2, "its pictures, those in the text too");
    is_int(a.media, 1, "its sounds and films");
    is_int(a.words, 9, "the words of the fuller text");
    is_int(a.direction, DIRECTION_LTR, "its direction");
    is_str(article_of((struct item){ .content_text = "Only text" }).lede, "Only text", "a lede from plain text");
    is_str(article_of((struct item){ .title = "<img src=\"x\">", .content_html = "words" }).title, NULL, "a picture is no headline");
    is_str(article_of((struct item){ .title = "airport\xC3\x82\xC2\xA0" }).title, "airport", "a no-break space that was, at the end of a headline");
    is_str(article_of((struct item){ .title = "K\xC3\x83\xC2\xA4lte" }).title, "K\xC3\xA4lte", "a headline that was encoded twice");
    is_str(article_of((struct item){ .link = "urn:1" }).link, NULL, "a link that leads nowhere");
    is_int(article_of((struct item){ .content_text = "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D" }).direction, DIRECTION_RTL, "the direction of Hebrew");
    struct article b = article_of((struct item){ .id = "1", .title = "A", .summary_html = "x" }), c = article_of((struct item){ .id = "1", .title = "A", .summary_html = "y" });
    ok(b.hash != c.hash, "a text that was rewritten is told by its hash");
}

static void pack_full(struct str *out)
{
    struct enclosure e = { .url = "u", .type = "t", .title = NULL, .length = 1234567890123, .duration = -1 };
    struct picture p = { .url = "p", .caption = "c", .width = 70000 };
    struct link l = { "cu", "ct" };
    const char *names[] = { "Ana", "Bo" };
    struct item item = { .title = "T\xC3\xA4", .link = "L", .summary_html = "", .published = { .at = -5, .zone = -90, .parts = STAMP_SECOND, .has_zone = true }, .comment_count = 3,
                         .authors = { names, 2 }, .enclosures = { &e, 1 }, .pictures = { &p, 1 }, .chapters = { &l, 1 }, .is_short = true, .base = "B" };
    item_pack(&item, out);
}

static void test_pack(void)
{
    struct str packed = STR_INIT, again = STR_INIT;
    struct item item;
    pack_full(&packed);
    is_int(item_unpack(packed.data, packed.len, &arena, &item, NULL), 0, "what was packed is unpacked");
    is_str(item.title, "T\xC3\xA4", "its strings");
    ok(item.summary_html && !*item.summary_html && !item.content_html, "an empty one and none");
    ok(item.published.at == -5 && item.published.zone == -90 && item.published.has_zone, "its dates");
    ok(item.enclosures.count == 1 && item.enclosures.items[0].length == 1234567890123 && item.enclosures.items[0].duration == -1, "its media");
    ok(item.authors.count == 2 && strcmp(item.authors.items[1], "Bo") == 0 && item.chapters.count == 1 && item.is_short && item.comment_count == 3, "the rest");
    item_pack(&item, &again);
    ok(again.len == packed.len && memcmp(again.data, packed.data, packed.len) == 0, "packed again it is the same");
    str_reset(&packed);
    item_pack(&(struct item){ .title = "T", .comment_count = -1 }, &packed);
    packed.data[0] = 1;
    str_cut(&packed, packed.len - 4); /* season, episode, persons, moments: none of each */
    ok(item_unpack(packed.data, packed.len, &arena, &item, NULL) == 0 && strcmp(item.title, "T") == 0, "what an older telex packed is read");
    str_release(&packed);
    str_release(&again);
}

static void test_hostile(void)
{
    struct str packed = STR_INIT;
    struct item item;
    struct err err = { 0 };
    size_t taken = 0;
    pack_full(&packed);
    for (size_t len = 0; len < packed.len; len++) {
        char *cut = malloc(len + 1);
        memcpy(cut, packed.data, len);
        taken += item_unpack(cut, len, &arena, &item, &err) == 0;
        free(cut);
    }
    is_int((int64_t)taken, 0, "cut at any byte it is refused");
    is_int(err.kind, ERR_INPUT, "with a reason");
    for (size_t i = 0; i < packed.len; i++) {
        for (int bit = 0; bit < 8; bit++) {
            packed.data[i] = (char)(packed.data[i] ^ 1 << bit);
            if (item_unpack(packed.data, packed.len, &arena, &item, NULL) != 0 && (item.title || item.authors.count || item.comment_count != -1))
                taken++;
            packed.data[i] = (char)(packed.data[i] ^ 1 << bit);
        }
    }
    is_int((int64_t)taken, 0, "with any bit changed it is taken or refused whole");
    packed.data[0]++;
    ok(item_unpack(packed.data, packed.len, &arena, &item, &err) != 0 && strstr(err.text, "another version"), "another version is refused");
    str_release(&packed);
}

int main(void)
{
    test_identity();
    test_article();
    test_pack();
    test_hostile();
    arena_release(&arena);
    return tap_done();
}
