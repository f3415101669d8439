#include "text/charset.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#if HAVE_UCHARDET
#include <uchardet.h>
#endif

#include "base/num.h"
#include "text/charset_big5.h"
#include "text/utf8.h"

#ifndef ICONV_CONST
#define ICONV_CONST
#endif

static const struct label {
    const char *label, *name;
} labels[] = {
#define LABEL(label, name) { label, name },
#include "text/charset_labels.def"
#undef LABEL
};
enum { LABELS = sizeof labels / sizeof labels[0], LONGEST_LABEL = 40 };

uint32_t charset_windows_1252(unsigned char byte)
{
    static const uint16_t upper[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
        0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
    };
    return byte >= 0x80 && byte < 0xA0 ? upper[byte - 0x80] : byte;
}

const char *charset_from_label(const char *label, size_t len)
{
    char lower[LONGEST_LABEL + 1];
    while (len && str_is_space(*label))
        label++, len--;
    while (len && str_is_space(label[len - 1]))
        len--;
    if (!len || len > LONGEST_LABEL)
        return NULL;
    for (size_t i = 0; i < len; i++)
        lower[i] = str_lower(label[i]);
    lower[len] = '\0';
    size_t low = 0, high = LABELS;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = strcmp(labels[mid].label, lower);
        if (order == 0)
            return labels[mid].name;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    /* Not in the table, but in use for what is not on the web either. */
    return strcmp(lower, "utf-32") == 0 || strcmp(lower, "utf-32be") == 0 ? "UTF-32BE" : strcmp(lower, "utf-32le") == 0 ? "UTF-32LE" : NULL;
}

/* The value that follows '=' in "charset = 'x'". */
static const char *label_after(const char *s, size_t len)
{
    size_t at = 0;
    while (at < len && str_is_space(s[at]))
        at++;
    if (at == len || s[at] != '=')
        return NULL;
    at++;
    while (at < len && (str_is_space(s[at]) || s[at] == '"' || s[at] == '\'' || s[at] == '\\'))
        at++;
    size_t end = at;
    while (end < len && !str_is_space(s[end]) && !strchr("\"';>\\/?", s[end]))
        end++;
    return charset_from_label(s + at, end - at);
}

const char *charset_from_content_type(const char *value)
{
    size_t len = value ? strlen(value) : 0;
    for (const char *at = value; at;) {
        const char *hit = str_find_nocase(at, len - (size_t)(at - value), "charset");
        const char *found = hit ? label_after(hit + 7, len - (size_t)(hit + 7 - value)) : NULL;
        if (found)
            return found;
        at = hit ? hit + 7 : NULL;
    }
    return NULL;
}

const char *charset_from_mark(const void *bytes, size_t len, size_t *skip)
{
    static const struct {
        const char *mark;
        size_t len;
        const char *name;
    } marks[] = { { "\x00\x00\xFE\xFF", 4, "UTF-32BE" }, { "\xFF\xFE\x00\x00", 4, "UTF-32LE" }, { "\xEF\xBB\xBF", 3, "UTF-8" }, { "\xFE\xFF", 2, "UTF-16BE" }, { "\xFF\xFE", 2, "UTF-16LE" } };
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (len >= marks[i].len && memcmp(bytes, marks[i].mark, marks[i].len) == 0) {
            *skip = marks[i].len;
            return marks[i].name;
        }
    *skip = 0;
    return NULL;
}

/* How the first '<' of a document without a mark is written (XML 1.0, appendix F). */
static const char *wide_form(const unsigned char *b, size_t len)
{
    if (len < 4)
        return NULL;
    if (!b[0] && !b[1] && !b[2] && b[3] == '<')
        return "UTF-32BE";
    if (b[0] == '<' && !b[1] && !b[2] && !b[3])
        return "UTF-32LE";
    if (!b[0] && b[1] == '<' && !b[2] && b[3])
        return "UTF-16BE";
    if (b[0] == '<' && !b[1] && b[2] && !b[3])
        return "UTF-16LE";
    return NULL;
}

static bool is_wide(const char *name)
{
    return str_starts(name, "UTF-16") || str_starts(name, "UTF-32");
}

const char *charset_from_xml(const void *bytes, size_t len)
{
    const char *wide = wide_form(bytes, len), *s = bytes;
    if (wide)
        return wide;
    len = num_min(len, CHARSET_SNIFF);
    while (len && str_is_space(*s))
        s++, len--;
    if (len < 6 || memcmp(s, "<?xml", 5) != 0)
        return NULL;
    const char *end = memchr(s, '>', len), *hit = str_find(s, end ? (size_t)(end - s) : len, "encoding");
    const char *found = hit ? label_after(hit + 8, len - (size_t)(hit + 8 - s)) : NULL;
    /* A declaration that could be read as bytes is not in UTF-16. */
    return found && is_wide(found) ? "UTF-8" : found;
}

/* Attributes of one <meta …> tag. */
static const char *meta_charset(const char *s, size_t len)
{
    for (size_t at = 0; at < len;) {
        const char *hit = str_find_nocase(s + at, len - at, "charset");
        if (!hit)
            return NULL;
        size_t from = (size_t)(hit - s) + 7;
        const char *found = label_after(s + from, len - from);
        if (found)
            return is_wide(found) ? "UTF-8" : found;
        at = from;
    }
    return NULL;
}

const char *charset_from_html(const void *bytes, size_t len)
{
    const char *s = bytes;
    len = num_min(len, CHARSET_SNIFF * 4);
    for (size_t at = 0; at < len;) {
        const char *open = memchr(s + at, '<', len - at);
        if (!open)
            return NULL;
        at = (size_t)(open - s);
        if (len - at > 4 && memcmp(open, "<!--", 4) == 0) {
            const char *end = str_find(open + 4, len - at - 4, "-->");
            if (!end)
                return NULL;
            at = (size_t)(end - s) + 3;
            continue;
        }
        const char *end = memchr(open, '>', len - at);
        size_t tag = end ? (size_t)(end - open) : len - at;
        if (tag > 6 && str_starts_nocase(open + 1, "meta") && (str_is_space(open[5]) || open[5] == '/')) {
            const char *found = meta_charset(open + 5, tag - 5);
            if (found)
                return found;
        }
        at++;
    }
    return NULL;
}

static const char *guess(const void *bytes, size_t len)
{
    const char *found = NULL;
#if HAVE_UCHARDET
    enum { ENOUGH = 65536 };
    uchardet_t detector = uchardet_new();
    if (uchardet_handle_data(detector, bytes, num_min(len, ENOUGH)) == 0) {
        uchardet_data_end(detector);
        const char *name = uchardet_get_charset(detector);
        /* Its own name for what the web calls euc-kr. */
        found = !name || !*name ? NULL : strcmp(name, "UHC") == 0 ? "CP949" : charset_from_label(name, strlen(name));
    }
    uchardet_delete(detector);
#else
    (void)bytes;
    (void)len;
#endif
    return found && !is_wide(found) ? found : NULL;
}

/* Valid UTF-8, a character cut at the end aside where there is more to come. */
static bool is_utf8(const char *s, size_t len, bool whole)
{
    size_t good = utf8_valid_prefix(s, len);
    return good == len || (!whole && len - good < 4);
}

/* Of bytes that are no valid UTF-8: characters of it all the same, bytes that are none, and
 * how many of both follow another.  (Surrogates are UTF-8 done badly, and 0xFF is filled memory.) */
struct tally {
    size_t whole, broken, together;
};

static struct tally count_utf8(const char *s, size_t len)
{
    struct tally t = { 0 };
    for (size_t at = 0; at < len;) {
        uint32_t c;
        unsigned char first = (unsigned char)s[at];
        size_t n = utf8_decode(s + at, len - at, &c);
        bool surrogate = first == 0xED && at + 1 < len && ((unsigned char)s[at + 1] & 0xE0) == 0xA0;
        t.whole += first >= 0x80 && (c != UTF8_REPLACEMENT || surrogate);
        t.broken += first >= 0x80 && first != 0xFF && c == UTF8_REPLACEMENT && !surrogate;
        t.together += first >= 0x80 && at && (unsigned char)s[at - 1] >= 0x80;
        at += n;
    }
    return t;
}

/* What bytes are that are said to be UTF-8 and plainly are not, NULL where they may be:
 * hardly a character is whole.  What is beyond ASCII stands together in words that are not
 * Latin, which are guessed; else it is windows-1252.  `declared`: what else is said of
 * them, which is believed sooner, or NULL. */
static const char *anything_but_utf8(const char *s, size_t len, const char *declared)
{
    struct tally t = count_utf8(s, len);
    if (t.broken < 2 || (declared ? t.broken : t.broken / 4) < t.whole)
        return NULL;
    if (declared)
        return declared;
    const char *found = t.together > (t.whole + t.broken) / 2 ? guess(s, len) : NULL;
    return found ? found : "WINDOWS-1252";
}

/* UTF-8 with damage, of which nothing is said. */
static bool is_mostly_utf8(const char *s, size_t len)
{
    struct tally t = count_utf8(s, len);
    return t.whole > t.broken;
}

static bool is_named_utf8(const char *charset)
{
    return charset && strcmp(charset, "UTF-8") == 0;
}

/* Whether bytes that are valid UTF-8 are so by more than chance, whatever a header says:
 * one character is enough where it would be two or three odd signs of windows-1252 and its
 * kin; other encodings have letters there. */
static bool is_surely_utf8(const char *s, size_t len, const char *header)
{
    size_t wanted = str_starts(header, "WINDOWS-125") ? 1 : 3, count = 0;
    for (size_t at = 0; at < len && count < wanted; at++)
        count += (unsigned char)s[at] >= 0xC0;
    return count >= wanted;
}

/* ISO-2022-JP says of itself where its two-byte letters begin; ESC is in no other text. */
static bool is_2022_jp(const char *s, size_t len)
{
    const char *esc = memchr(s, 0x1B, len);
    return esc && s + len - esc > 2 && esc[1] == '$' && (esc[2] == 'B' || esc[2] == '@');
}

static const char *decide(enum charset_kind kind, const char *content_type, const void *bytes, size_t len, bool whole, size_t *skip)
{
    const char *found = charset_from_mark(bytes, len, skip);
    if (found)
        return found;
    const char *header = charset_from_content_type(content_type);
    const char *declared = kind == CHARSET_XML ? charset_from_xml(bytes, len) : kind == CHARSET_HTML ? charset_from_html(bytes, len) : wide_form(bytes, len);
    bool utf8 = is_utf8(bytes, len, whole), ascii = utf8_is_ascii(bytes, len);
    if (declared && is_wide(declared))
        return declared;
    if (utf8 && !ascii && (kind != CHARSET_XML || !header || is_surely_utf8(bytes, len, header)))
        return "UTF-8";
    if (ascii && is_2022_jp(bytes, len))
        return "ISO-2022-JP";
    const char *own = is_named_utf8(declared) ? NULL : declared;
    const char *other = !utf8 && is_named_utf8(header ? header : declared) ? anything_but_utf8(bytes, len, own) : NULL;
    if (other)
        return other;
    /* A header that says UTF-16 of what is plainly bytes is wrong. */
    if (header && !is_wide(header))
        return header;
    if (declared)
        return declared;
    if (utf8 || is_mostly_utf8(bytes, len))
        return "UTF-8";
    found = guess(bytes, len);
    return found ? found : "WINDOWS-1252";
}

const char *charset_decide(enum charset_kind kind, const char *content_type, const void *bytes, size_t len, bool whole, size_t *skip)
{
    const char *name = decide(kind, content_type, bytes, len, whole, skip);
    return strcmp(name, BIG5_NAME) == 0 && big5_is_cyrillic(bytes, len) ? BIG5_CYRILLIC : name;
}

/* ---- Converters, kept for the time behind the sandbox ---- */

static struct {
    const char *name;
    iconv_t converter;
} kept[64];
static size_t kept_count;

static iconv_t kept_converter(const char *name)
{
    for (size_t i = 0; i < kept_count; i++)
        if (strcmp(kept[i].name, name) == 0)
            return kept[i].converter;
    return (iconv_t)-1;
}

static void keep(const char *name)
{
    if (kept_count == sizeof kept / sizeof kept[0] || kept_converter(name) != (iconv_t)-1 || strcmp(name, "UTF-8") == 0)
        return;
    iconv_t converter = iconv_open("UTF-8", name);
    if (converter == (iconv_t)-1)
        return;
    kept[kept_count].name = name;
    kept[kept_count++].converter = converter;
}

void charset_prepare(bool all)
{
    static const char *const likely[] = { "WINDOWS-1252", "WINDOWS-1251", "ISO-8859-2", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE" };
    for (size_t i = 0; i < sizeof likely / sizeof likely[0]; i++)
        keep(likely[i]);
    for (size_t i = 0; all && i < LABELS; i++)
        keep(labels[i].name);
}

void charset_decoder_init(struct charset_decoder *d, const char *name)
{
    *d = (struct charset_decoder){ .name = name };
    if (strcmp(name, "UTF-8") == 0)
        return;
    d->cyrillic = strcmp(name, BIG5_CYRILLIC) == 0;
    name = d->cyrillic ? BIG5_NAME : name;
    iconv_t converter = kept_converter(name);
    d->borrowed = converter != (iconv_t)-1;
    if (!d->borrowed)
        converter = iconv_open("UTF-8", name);
    else
        iconv(converter, NULL, NULL, NULL, NULL);
    /* Nothing can be opened behind the sandbox: better Latin letters than none. */
    if (converter == (iconv_t)-1) {
        converter = kept_converter("WINDOWS-1252");
        d->borrowed = true;
    }
    d->converter = converter == (iconv_t)-1 ? NULL : converter;
    if (!d->converter)
        d->name = "UTF-8";
}

void charset_decoder_release(struct charset_decoder *d)
{
    if (d->converter && !d->borrowed)
        iconv_close(d->converter);
    d->converter = NULL;
}

static void count_invalid(struct charset_decoder *d, size_t n, const struct str *out)
{
    if (!d->invalid)
        d->invalid_at = out->len;
    d->invalid += n;
}

static bool put_invalid(struct charset_decoder *d, unsigned char byte, struct str *out)
{
    /* iconv knows no character at five places of windows-1252; the WHATWG's table has the C1 control there. */
    if (str_starts(d->name, "WINDOWS-125") && byte >= 0x80 && byte < 0xA0)
        return utf8_add(out, byte);
    count_invalid(d, 1, out);
    return utf8_add(out, UTF8_REPLACEMENT);
}

/* Decodes what it can of len bytes; returns how many were used, the rest being an unfinished character. */
static size_t convert(struct charset_decoder *d, const char *bytes, size_t len, struct str *out)
{
    char *from = (char *)bytes;
    size_t left = len;
    while (left) {
        char piece[8192], *to = piece;
        size_t room = sizeof piece;
        size_t result = iconv(d->converter, (ICONV_CONST char **)&from, &left, &to, &room);
        int code = errno;
        bool fits = d->cyrillic ? big5_add_cyrillic(piece, (size_t)(to - piece), out) : str_add(out, piece, (size_t)(to - piece));
        if (!fits)
            return len;
        if (result != (size_t)-1 || code == E2BIG)
            continue;
        if (code == EINVAL && left < sizeof d->rest)
            break;
        size_t unit = str_starts(d->name, "UTF-16") ? 2 : str_starts(d->name, "UTF-32") ? 4 : 1;
        put_invalid(d, (unsigned char)*from, out);
        unit = num_min(unit, left);
        from += unit;
        left -= unit;
    }
    return len - left;
}

static bool continues(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/* What is no UTF-8 at s[at], n bytes of it.  A byte that stands alone, in a text that
 * held no character of UTF-8 beyond ASCII, is a letter or a quotation mark of
 * windows-1252: the text is said to be UTF-8 and never was.  Anything else is damage,
 * and so is 0xFF, which filled memory has more often than text. */
static void put_broken(struct charset_decoder *d, const unsigned char *s, size_t at, size_t n, size_t len, struct str *out)
{
    unsigned char before = at ? s[at - 1] : d->last;
    bool leads = s[at] >= 0xC2 && s[at] < 0xF5;
    bool alone = continues(s[at]) ? before < 0x80 : n == 1 && !(leads && at + 1 < len && continues(s[at + 1]));
    count_invalid(d, n, out);
    utf8_add(out, alone && s[at] != 0xFF && !d->multibyte ? charset_windows_1252(s[at]) : UTF8_REPLACEMENT);
}

static size_t copy_utf8(struct charset_decoder *d, const char *bytes, size_t len, struct str *out)
{
    size_t at = 0;
    while (at < len) {
        size_t good = utf8_valid_prefix(bytes + at, len - at);
        str_add(out, bytes + at, good);
        d->multibyte = d->multibyte || !utf8_is_ascii(bytes + at, good);
        at += good;
        if (at == len)
            break;
        uint32_t c;
        size_t n = utf8_decode(bytes + at, len - at, &c);
        /* Only the end of the piece is in the way of a character that began well. */
        if (at + n == len && n < 4 && (unsigned char)bytes[at] >= 0xC2 && (unsigned char)bytes[at] < 0xF5)
            break;
        put_broken(d, (const unsigned char *)bytes, at, n, len, out);
        at += n;
    }
    d->last = at ? (unsigned char)bytes[at - 1] : d->last;
    return at;
}

static size_t decode(struct charset_decoder *d, const char *bytes, size_t len, struct str *out)
{
    return d->converter ? convert(d, bytes, len, out) : copy_utf8(d, bytes, len, out);
}

bool charset_decode(struct charset_decoder *d, const void *bytes, size_t len, struct str *out)
{
    const char *s = bytes;
    /* First the character that the piece before left unfinished, byte by byte. */
    while (d->rest_len && len) {
        d->rest[d->rest_len++] = (unsigned char)*s++;
        len--;
        size_t used = decode(d, (const char *)d->rest, d->rest_len, out);
        memmove(d->rest, d->rest + used, d->rest_len - used);
        d->rest_len -= used;
        if (d->rest_len == sizeof d->rest) {
            put_invalid(d, d->rest[0], out);
            memmove(d->rest, d->rest + 1, --d->rest_len);
        }
    }
    size_t used = decode(d, s, len, out);
    if (len - used && len - used < sizeof d->rest) {
        memcpy(d->rest, s + used, len - used);
        d->rest_len = len - used;
    }
    return !out->full;
}

bool charset_decode_end(struct charset_decoder *d, struct str *out)
{
    if (d->rest_len) {
        count_invalid(d, d->rest_len, out);
        utf8_add(out, UTF8_REPLACEMENT);
    }
    d->rest_len = 0;
    return !out->full;
}

size_t charset_convert(const char *name, const void *bytes, size_t len, struct str *out)
{
    struct charset_decoder d;
    charset_decoder_init(&d, name);
    charset_decode(&d, bytes, len, out);
    charset_decode_end(&d, out);
    charset_decoder_release(&d);
    return d.invalid;
}
