/* Labels, marks, declarations, guesses, and decoding in pieces. */
#include "base/str.h"
#include "tests/tap.h"
#include "text/charset.h"

static void label(const char *text, const char *want)
{
    const char *got = charset_from_label(text, strlen(text));
    is_str(got, want, text);
}

static void decides(enum charset_kind kind, const char *header, const char *bytes, size_t len, const char *want, const char *name)
{
    size_t skip;
    is_str(charset_decide(kind, header, bytes, len, true, &skip), want, name);
}

static void decodes(const char *charset, const char *bytes, size_t len, const char *want, const char *name)
{
    struct str whole = STR_INIT, pieces = STR_INIT;
    charset_convert(charset, bytes, len, &whole);
    is_str(whole.data, want, name);
    struct charset_decoder d;
    charset_decoder_init(&d, charset);
    for (size_t i = 0; i < len; i++)
        charset_decode(&d, bytes + i, 1, &pieces);
    charset_decode_end(&d, &pieces);
    charset_decoder_release(&d);
    ok(strcmp(whole.data, pieces.data) == 0, "the same byte by byte: %s", name);
    str_release(&whole);
    str_release(&pieces);
}

static void test_all(void)
{
    label("latin1", "WINDOWS-1252");
    label(" US-ASCII ", "WINDOWS-1252");
    label("gb2312", "GB18030");
    label("Shift_JIS", "CP932");
    label("ks_c_5601-1987", "CP949");
    label("iso-8859-9", "WINDOWS-1254");
    label("tis-620", "CP874");
    label("utf8", "UTF-8");
    label("no-such-charset", NULL);
    label("../../etc/passwd", NULL);
    is_str(charset_from_content_type("text/xml; charset=\"iso-8859-2\"; x=y"), "ISO-8859-2", "a quoted parameter");
    is_str(charset_from_content_type("text/html;charset=utf-8"), "UTF-8", "without a space");
    is_str(charset_from_content_type("text/html"), NULL, "none");
    is_str(charset_from_content_type(NULL), NULL, "no header");

    decides(CHARSET_XML, "", "\xEF\xBB\xBF<?xml version='1.0' encoding='koi8-r'?>", 41, "UTF-8", "a mark goes above all");
    decides(CHARSET_XML, "text/xml; charset=koi8-r", "<?xml version='1.0' encoding='utf-8'?><a>\xC1</a>", 47, "KOI8-R", "the header above the declaration");
    decides(CHARSET_XML, "text/xml; charset=nonsense", "<?xml version='1.0' encoding='koi8-r'?><a>\xC1</a>", 47, "KOI8-R", "a label that does not exist is none");
    decides(CHARSET_XML, "", "<\0?\0x\0m\0l\0", 10, "UTF-16LE", "UTF-16 without a mark");
    decides(CHARSET_XML, "", "<?xml version='1.0' encoding='utf-16'?><a>x</a>", 47, "UTF-8", "a declaration of UTF-16 that was read as bytes is wrong");
    decides(CHARSET_XML, "text/xml; charset=iso-8859-1", "<a>caf\xC3\xA9", 8, "UTF-8", "a feed too, where no text would be so by chance");
    decides(CHARSET_XML, "text/xml; charset=iso-8859-5", "<a>\xC2\xB2", 5, "ISO-8859-5", "two letters may be");
    decides(CHARSET_XML, "text/xml; charset=iso-8859-5", "<a>\xD0\x9C\xD0\xB8\xD1\x80", 9, "UTF-8", "six are not");
    decides(CHARSET_XML, "text/xml; charset=utf-8", "<a>\x1B$B!!\x1B(B", 11, "ISO-2022-JP", "escapes to Japanese");
    static const char euc[] = "<?xml version='1.0' encoding='euc-jp'?><a>\xC5\xEC\xB5\xFE\xA4\xCE\xBF\xB7\xCA\xB9</a>";
    decides(CHARSET_XML, "text/xml; charset=utf-8", euc, sizeof euc - 1, "EUC-JP", "the declaration, where the header cannot be true, though a character or two could");
    decides(CHARSET_HTML, "text/html; charset=iso-8859-1", "<p>caf\xC3\xA9", 8, "UTF-8", "a page that is valid UTF-8 is UTF-8 whatever is declared");
    decides(CHARSET_HTML, "", "<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>\xCF", 73, "WINDOWS-1251", "http-equiv");
    decides(CHARSET_HTML, "", "<!-- <meta charset=koi8-r> --><meta charset='windows-1250'>\xE8", 60, "WINDOWS-1250", "not within a comment");
    decides(CHARSET_HTML, "", "<p>plain</p>", 12, "UTF-8", "ASCII is UTF-8");
    decides(CHARSET_HTML, "", "<p>caf\xE9 \x93quoted\x94</p>", 19, "WINDOWS-1252", "Windows quotes");
    static const char cyrillic[] = "<?xml version='1.0' encoding='utf-8'?><rss><title>\xCD\xEE\xE2\xEE\xF1\xF2\xE8 \xE4\xED\xFF: \xE2\xFB\xE1\xEE\xF0\xFB</title></rss>";
    decides(CHARSET_XML, "text/xml; charset=utf-8", cyrillic, sizeof cyrillic - 1, "WINDOWS-1251", "words that are said to be UTF-8 and cannot be");
    static const char koi[] = "<?xml version='1.0' encoding='koi8-r'?><rss><title>\xED\xC9\xD2 \xED\xC9\xD2</title></rss>";
    decides(CHARSET_XML, "text/xml; charset=utf-8", koi, sizeof koi - 1, "KOI8-R", "what the document itself says, where the header cannot be true");
    static const char latin[] = "<?xml version='1.0' encoding='utf-8'?><rss><title>Caf\xE9 Z\xFCrich</title></rss>";
    decides(CHARSET_XML, "", latin, sizeof latin - 1, "WINDOWS-1252", "letters that stand alone are Latin");
    static const char quotes[] = "<?xml version='1.0' encoding='utf-8'?><rss><title>\x93" "Caf\xE9\x94 \x96 it\x92s</title></rss>";
    decides(CHARSET_XML, "", quotes, sizeof quotes - 1, "WINDOWS-1252", "with quotation marks beside them too");
    static const char cesu[] = "<?xml version='1.0' encoding='utf-8'?><rss><title>\xED\xA0\xBD\xED\xB8\x80</title></rss>";
    decides(CHARSET_XML, "", cesu, sizeof cesu - 1, "UTF-8", "surrogates are UTF-8 done badly");
    decides(CHARSET_XML, "", "<a>\xC3\xA9\xFF\xC3\xBC\xE4</a>", 14, "UTF-8", "nor where nothing is said");
    static const char cut[] = "<?xml version='1.0' encoding='utf-8'?><rss><title>\xD0\x9C\xD0\xB8\xD1\x80 \xD0</title></rss>";
    decides(CHARSET_XML, "", cut, sizeof cut - 1, "UTF-8", "damage makes no other encoding");

    static const char russian[] = "<rss><title>\xC7\xBE\xC7\xD1\xC7\xDB\xC7\xC8\xC7\xDB\xC7\xC8 \xC7\xC8\xC7\xC9\xC7\xCA\xC7\xCB\xC7\xCC\xC7\xE8\xA1\x42</title></rss>";
    decides(CHARSET_XML, "text/xml; charset=big5", russian, sizeof russian - 1, "BIG5-CYRILLIC", "Big5 of letters that are Cyrillic in its first table alone");
    static const char chinese[] = "<rss><title>\xA4\xA4 \xC7\xBE\xC7\xD1\xC7\xDB\xC7\xC8\xC7\xDB\xC7\xC8\xC7\xC8\xC7\xC9\xC7\xCA\xC7\xCB\xC7\xCC\xC7\xE8</title></rss>";
    decides(CHARSET_XML, "text/xml; charset=big5", chinese, sizeof chinese - 1, "BIG5-HKSCS", "among Chinese they are katakana");
    decodes("BIG5-CYRILLIC", "\xC7\xBE\xC7\xD1\xC7\xDB\xC7\xC8\xC7\xDB\xC7\xC8 x", 14, "Цитата x", "Cyrillic by Big5's first table");
    decodes("WINDOWS-1252", "\x80\x81\xE9", 3, "\xE2\x82\xAC\xC2\x81\xC3\xA9", "windows-1252 and its holes");
    decodes("UTF-8", "a\xE2\x82\xAC\xFFz\xE2\x82", 8, "a\xE2\x82\xAC\xEF\xBF\xBDz\xEF\xBF\xBD", "UTF-8, damaged and cut");
    decodes("UTF-8", "Caf\xE9 Z\xFCrich \x93" "ab\x94 \xC9t\xE9.", 21, "Café Zürich “ab” Été.", "windows-1252 that is said to be UTF-8");
    decodes("UTF-8", "\xC3\xBC, Stra\xC3 x", 11, "ü, Stra\xEF\xBF\xBD x", "in UTF-8 a cut character is damage");
    decodes("UTF-8", "\xED\xA0\x80!", 4, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD!", "surrogates are damage");
    decodes("UTF-16LE", "a\0\xAC\x20\x3D\xD8\x00\xDE", 8, "a\xE2\x82\xAC\xF0\x9F\x98\x80", "UTF-16 with a surrogate pair");
    decodes("CP932", "\x93\x8C\x8B\x9E", 4, "東京", "Shift_JIS");
    decodes("GB18030", "\xD6\xD0\xB9\xFA", 4, "中国", "GB 18030");
    decodes("KOI8-R", "\xED\xC9\xD2", 3, "Мир", "KOI8-R");
    decodes("CP949", "\xB3\xAA\xFF\xB3\xAA", 5, "나\xEF\xBF\xBD나", "an invalid byte costs one character");
}

int main(void)
{
    test_all();
    charset_prepare(true);
    decodes("CP932", "\x93\x8C\x8B\x9E", 4, "東京", "with converters kept");
    decodes("UTF-32BE", "\0\0\0a\0\1\xF6\0", 8, "a\xF0\x9F\x98\x80", "UTF-32");
    return tap_done();
}
