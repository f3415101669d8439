/* UTF-8, cleaning, entities, plain text of HTML, folding. */
#include "base/str.h"
#include "tests/tap.h"
#include "text/clean.h"
#include "text/entities.h"
#include "text/plain.h"
#include "text/unicode.h"
#include "text/utf8.h"

static void test_utf8(void)
{
    /* Unicode 15 §3.9, table 3-8 and its like: each maximal subpart is one U+FFFD. */
    static const struct {
        const char *in, *out, *name;
    } cases[] = {
        { "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", "one to four bytes" },
        { "\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD", "overlong" },
        { "\xE0\x80\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", "overlong in three" },
        { "\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", "a surrogate" },
        { "\xF4\x91\x92\x93\xFF" "A", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" "A", "beyond U+10FFFF" },
        { "\xE1\x80\xE2\xF0\x91\x92\xF1\xBF" "A", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" "A", "cut characters are one each" },
        { "\xEF\xBF\xBD", "\xEF\xBF\xBD", "U+FFFD itself is valid" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str out = STR_INIT;
        utf8_repair(cases[i].in, strlen(cases[i].in), &out);
        is_str(out.data, cases[i].out, cases[i].name);
        str_release(&out);
    }
    ok(utf8_is_valid("01234567890123456789\xC3\xA9", 22) && !utf8_is_valid("01234567890123456789\xC3", 21), "valid to the last byte");
    is_int((int64_t)utf8_cut("a\xE2\x82\xAC", 4, 3), 1, "never cut within a character");
    char bytes[4];
    ok(utf8_encode(0xD800, bytes) == 3 && memcmp(bytes, "\xEF\xBF\xBD", 3) == 0, "a surrogate is not written");
}

static void cleans(const char *in, unsigned flags, const char *want, const char *name)
{
    struct str out = STR_INIT;
    clean_text(in, strlen(in), flags, &out);
    is_str(out.data, want, name);
    ok(clean_is(out.data, out.len, flags ? flags : CLEAN_LINES), "and is then clean: %s", name);
    str_release(&out);
}

static void test_clean(void)
{
    cleans("  a \t\n b\xC2\xA0\xC2\xA0 c  ", CLEAN_FOLD, "a b c", "white space is folded, no-break spaces too");
    cleans("a \n\n  b\r\nc\rd", CLEAN_FOLD | CLEAN_LINES, "a\n\nb\nc\nd", "lines stay, blanks at their ends go");
    cleans("if\tx\n  y", CLEAN_LINES, "if\tx\n  y", "code keeps its white space");
    cleans("a\x1B[31mb\x07\xC2\x9B" "2Jc\x7F", CLEAN_FOLD, "a[31mb2Jc", "no control reaches the terminal");
    cleans("in\xC2\xADvis\xE2\x80\x8Bible\xEF\xBB\xBF", CLEAN_FOLD, "invisible", "soft hyphens and fillers go");
    cleans("a\xE2\x80\xAE" "b\xE2\x80\xAC" "c", CLEAN_FOLD, "abc", "overrides go");
    cleans("\xE2\x81\xA7x", CLEAN_FOLD, "\xE2\x81\xA7x\xE2\x81\xA9", "an open isolate is closed");
    cleans("x\xE2\x81\xA9y", CLEAN_FOLD, "xy", "a closing one alone goes");
    cleans("e\xCC\x81", CLEAN_FOLD, "\xC3\xA9", "composed (NFC)");
    cleans("s\xCC\x87\xCC\xA3", CLEAN_FOLD, "\xE1\xB9\xA9", "marks that change places are composed too");
    cleans("a b\xCC\x81 c\xCC\x81", CLEAN_FOLD, "a b\xCC\x81 \xC4\x87", "a mark joins with its own letter only");
    cleans("\xE0\xA6\x95\xE0\xA7\x87\xE0\xA6\xBE", CLEAN_FOLD, "\xE0\xA6\x95\xE0\xA7\x8B", "a vowel sign of two parts");
    cleans("\xE0\xA5\x98", CLEAN_FOLD, "\xE0\xA4\x95\xE0\xA4\xBC", "a letter that composing takes apart");
    cleans("\xE0\xA4\xB9\xE0\xA4\xBF\xE0\xA4\xA8\xE0\xA5\x8D\xE0\xA4\xA6\xE0\xA5\x80", CLEAN_FOLD,
           "\xE0\xA4\xB9\xE0\xA4\xBF\xE0\xA4\xA8\xE0\xA5\x8D\xE0\xA4\xA6\xE0\xA5\x80", "signs that stand where they stay");
    cleans("e\xCC\x81", CLEAN_FOLD | CLEAN_AS_WRITTEN, "e\xCC\x81", "as written");
    cleans("x\xCC\x83\xCC\x83\xCC\x83\xCC\x83\xCC\x83\xCC\x83\xCC\x83y", CLEAN_FOLD, "x\xCC\x83\xCC\x83\xCC\x83\xCC\x83y", "stacks of marks are cut at four");
    cleans("\xF3\xA0\x81\xA8tag", CLEAN_FOLD, "tag", "tag characters go");
    cleans("a\xFFz", CLEAN_FOLD, "a\xEF\xBF\xBDz", "invalid bytes become U+FFFD");
    ok(!clean_is("a\x1B", 2, CLEAN_FOLD) && !clean_is("\xE2\x80\xAE", 3, CLEAN_FOLD) && !clean_is("\xFF", 1, 0), "what is not clean is seen");
    ok(!clean_is("a\nb", 3, CLEAN_FOLD), "a line break is clean only where lines are");
}

static void decodes(const char *in, const char *want, const char *name)
{
    struct str out = STR_INIT;
    entities_decode(in, strlen(in), &out);
    is_str(out.data, want, name);
    str_release(&out);
}

static void test_entities(void)
{
    decodes("&amp;&lt;&eacute;&hellip;", "&<\xC3\xA9\xE2\x80\xA6", "named");
    decodes("&copy 2020 &notit; &notin;", "\xC2\xA9 2020 \xC2\xACit; \xE2\x88\x89", "old names need no semicolon; the longest wins");
    decodes("&nosuch; AT&T &; &", "&nosuch; AT&T &; &", "what is none stays");
    decodes("&#8364;&#x20AC;&#X20ac &#128;&#150;", "\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC \xE2\x82\xAC\xE2\x80\x93", "numeric, Windows-1252 among them");
    decodes("&#0;&#xD800;&#x110000;&#99999999999;", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", "numbers that are no characters");
    decodes("&NotEqualTilde;", "\xE2\x89\x82\xCC\xB8", "two characters");
    decodes("&zwnj;&AElig", "\xE2\x80\x8C\xC3\x86", "the last and the first of the table");
}

static void plains(const char *in, size_t most, const char *want, const char *name)
{
    struct str out = STR_INIT;
    plain_from_html(in, strlen(in), most, &out);
    is_str(out.data, want, name);
    str_release(&out);
}

static void test_plain(void)
{
    plains("<p>One</p><p>two <b>th</b>ree</p>", 0, "One two three", "blocks part words, emphasis does not");
    plains("a < b and c > d, 1<2", 0, "a < b and c > d, 1<2", "a comparison is no tag");
    plains("x<script>alert('<p>no</p>')</script>y<style>p{}</style>z", 0, "x y z", "scripts and styles are not read");
    plains("a<!-- <p>hidden</p> -->b<![CDATA[c]]>", 0, "ab", "comments go");
    plains("<a href=\"x>y\">link</a> &amp; more", 0, "link & more", "a quoted attribute may hold an angle bracket");
    plains("<p>one two three four</p>", 9, "one two t", "cut at the ceiling");
    plains("caf\xC3\xA9s", 4, "caf", "not within a character");
    plains("if a<b then", 0, "if a<b then", "nor without spaces, where nothing closes it");
    plains("cut <em", 0, "cut", "one word that the end cuts off is one");
    plains("unfinished <a href=", 0, "unfinished", "an unfinished tag goes");
}

static void test_unicode(void)
{
    ok(unicode_contains("Die Größe der ÉLAN", "elan") && unicode_contains("Ελλάδα", "ΕΛΛΑΔΑ") && !unicode_contains("abc", "abd"), "found whatever the case and accents");
    is_int((int64_t)unicode_words("It's a well-known café", 23), 4, "words");
    is_int((int64_t)unicode_words("東京都庁", 12), 2, "Chinese characters count half");
    is_int(unicode_direction("שלום abc", 12), -1, "more Hebrew than Latin is right to left");
    is_int(unicode_direction("hello", 5), 1, "Latin is left to right");
    is_int(unicode_direction("123", 3), 0, "digits say nothing");
    struct str out = STR_INIT;
    unicode_to_ascii("“Ça va” – naïve… 東", 29, &out);
    is_str(out.data, "\"Ca va\" - naive... ?", "ASCII for terminals that have no more");
    str_release(&out);
    is_int((int64_t)unicode_cluster("e\xCC\x81x", 4), 3, "a letter and its accent are one cluster");
    is_int((int64_t)unicode_cluster("🇩🇪🇫🇷", 16), 8, "a flag is one cluster");
    is_int((int64_t)unicode_cluster("👩‍👩‍👧a", 19), 18, "an emoji of three is one cluster");
    is_int((int64_t)unicode_cluster("a", 1), 1, "a letter at the end");
    is_int((int64_t)unicode_cluster("", 0), 0, "nothing at the end");
    char stack[201] = "e";
    for (int i = 1; i < 199; i += 2)
        memcpy(stack + i, "\xCC\x81", 3);
    is_int((int64_t)unicode_cluster(stack, strlen(stack)), 199, "a hundred accents are one cluster");
}

int main(void)
{
    ok(unicode_contains("\uD55C\uAD6D \uC2E0\uBB38", "\uC2E0\uBB38") && !unicode_contains("\uD55C\uAD6D", "\uD574"), "syllables of Korean are letters of their own");
    test_utf8();
    test_clean();
    test_entities();
    test_plain();
    test_unicode();
    return tap_done();
}
