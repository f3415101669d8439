#include "parse/caption_words.h"

#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "text/unicode.h"
#include "text/utf8.h"

enum word_kind { WORD_CREDIT, WORD_BARE, WORD_END, WORD_AGENCY, WORD_NOTE };

static const struct word {
    enum word_kind kind;
    uint8_t len;
    const char *text;
} words[] = {
#define CREDIT_WORD(s) { WORD_CREDIT, sizeof s - 1, s },
#define BARE_WORD(s) { WORD_BARE, sizeof s - 1, s },
#define END_WORD(s) { WORD_END, sizeof s - 1, s },
#define AGENCY(s) { WORD_AGENCY, sizeof s - 1, s },
#define NOTE(s) { WORD_NOTE, sizeof s - 1, s },
#include "parse/credits.def"
#undef CREDIT_WORD
#undef BARE_WORD
#undef END_WORD
#undef AGENCY
#undef NOTE
};
#define EACH_WORD(w, of) \
    for (const struct word *w = words; w < words + sizeof words / sizeof words[0]; w++) \
        if (w->kind == (of))

/* ---- Letters ---- */

bool credit_is_word_byte(char c)
{
    return (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* The bytes of s that are `word`, whatever the case; 0: s does not begin with it. */
static size_t same_start(const char *s, const struct word *word)
{
    if ((unsigned char)*s < 0x80 && str_lower(*s) != str_lower(*word->text))
        return 0;
    size_t at = 0;
    for (size_t k = 0; k < word->len;) {
        uint32_t a, b;
        if (s[at] == '\0')
            return 0;
        at += utf8_decode(s + at, strnlen(s + at, 4), &a);
        k += utf8_decode(word->text + k, word->len - k, &b);
        if (a != b && unicode_lower(a) != unicode_lower(b))
            return 0;
    }
    return at;
}

/* Scripts that write words without spaces. */
static bool is_east_asian(const char *s)
{
    return (unsigned char)*s >= 0xE3 && (unsigned char)*s <= 0xEF;
}

/* ---- Signs ---- */

size_t credit_sign(const char *s)
{
    if (strncmp(s, "©", 2) == 0)
        return 2;
    return strncmp(s, "(c)", 3) == 0 || strncmp(s, "(C)", 3) == 0 ? 3 : 0;
}

size_t credit_separator(const char *s)
{
    static const char *const signs[] = { "|", "–", "—", "•", "·", "/", ":", "：", "-", "／", "=", "＝", "▲", "▼" };
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (str_starts(s, signs[i]))
            return strlen(signs[i]);
    }
    return 0;
}

size_t credit_bracket(const char *s, bool closing, int *kind)
{
    static const char *const pairs[][2] = { { "(", ")" }, { "[", "]" }, { "（", "）" }, { "［", "］" }, { "【", "】" }, { "〔", "〕" } };
    for (int i = 0; i < (int)(sizeof pairs / sizeof pairs[0]); i++) {
        if (!str_starts(s, pairs[i][closing]))
            continue;
        *kind = i;
        return strlen(pairs[i][closing]);
    }
    return 0;
}

/* ---- Beginnings ---- */

/* "by", "von", "de" behind a word like "Photo". */
static size_t by_word(const char *s)
{
    static const char *const joins[] = { "by ", "von ", "de ", "di ", "par ", "por ", "av ", "af ", "courtesy of ", "courtesy ", "credit: ", "credit ", "via " };
    for (size_t i = 0; i < sizeof joins / sizeof joins[0]; i++) {
        if (str_starts_nocase(s, joins[i]))
            return strlen(joins[i]);
    }
    return 0;
}

/* Behind a word that begins a credit: the length up to the name, where what joins
 * them is there (":", "/", "by", a dash); else 0. */
static size_t joined(const char *s)
{
    size_t n = strspn(s, " ");
    size_t by = by_word(s + n);
    if (by && n) /* "Photo by Ana", but no "Imagen de un barco" */
        return s[n + by] >= 'a' && s[n + by] <= 'z' ? 0 : n + by;
    if (s[n] == '.' && s[n + 1] != '\0')
        n++;
    size_t sign = credit_separator(s + n);
    if (!sign || (s[n] == '-' && n == 0))
        return s[0] == '.' && n ? n : 0;
    n += sign;
    n += strspn(s + n, " ");
    return n + by_word(s + n);
}

size_t credit_start(const char *s)
{
    size_t sign = credit_sign(s);
    if (sign)
        return sign + strspn(s + sign, " ");
    EACH_WORD(w, WORD_CREDIT)
    {
        size_t len = same_start(s, w);
        if (!len)
            continue;
        bool whole = w->len > 3 && (strcmp(w->text + w->len - 3, " by") == 0 || strcmp(w->text + w->len - 3, " of") == 0);
        if (whole && s[len] == ' ')
            return len + 1;
        size_t join = joined(s + len);
        if (join)
            return len + join;
    }
    return 0;
}

size_t credit_bare_start(const char *s, size_t len)
{
    if (credit_agency(s, len))
        return 0;
    EACH_WORD(w, WORD_BARE)
    {
        size_t n = same_start(s, w);
        if (n && n < len && s[n] == ' ' && credit_is_names(s + n, len - n))
            return n + 1;
    }
    return 0;
}

size_t credit_end(const char *s, size_t len)
{
    EACH_WORD(w, WORD_END)
    {
        if (w->len < len && memcmp(s + len - w->len, w->text, w->len) == 0)
            return w->len;
    }
    return 0;
}

/* ---- Names ---- */

size_t credit_agency(const char *s, size_t len)
{
    size_t best = 0;
    EACH_WORD(w, WORD_AGENCY)
    {
        size_t n = w->len > 4 ? same_start(s, w) : strncmp(s, w->text, w->len) == 0 ? w->len : 0;
        if (n > best && n <= len && (n == len || !credit_is_word_byte(s[n]) || is_east_asian(w->text)))
            best = n;
    }
    return best;
}

bool credit_names_agency(const char *s, size_t len)
{
    for (size_t at = 0; at < len; at++) {
        bool edge = at == 0 || !credit_is_word_byte(s[at - 1]) || (is_east_asian(s + at) && (s[at] & 0xC0) != 0x80);
        if (edge && credit_agency(s + at, len - at))
            return true;
    }
    return false;
}

bool credit_is_note(const char *s, size_t len)
{
    EACH_WORD(w, WORD_NOTE)
    {
        if (same_start(s, w) == len)
            return true;
    }
    return false;
}

static bool joins_names(const char *s, size_t len)
{
    static const char *const joins[] = { "de", "von", "van", "der", "den", "da", "di", "del", "della", "la", "le", "el", "al", "bin", "ben", "and", "und", "et", "y", "e",
                                         "og", "och", "i", "for", "via", "pour", "für", "com", "dos", "do", "zu", "ter", "ten" };
    for (size_t i = 0; i < sizeof joins / sizeof joins[0]; i++) {
        if (strlen(joins[i]) == len && memcmp(s, joins[i], len) == 0)
            return true;
    }
    return false;
}

/* A capital, or a letter of a script that has none; a word with a "/" in it is no prose either. */
static bool may_be_name(const char *s, size_t len)
{
    enum { HEBREW = 0x590 }; /* and all that is behind it: no capitals */
    uint32_t c;
    size_t skip = 0;
    while (skip < len && !credit_is_word_byte(s[skip]))
        skip++;
    if (skip == len)
        return true; /* "/", "&" */
    utf8_decode(s + skip, len - skip, &c);
    return (c >= '0' && c <= '9') || c >= HEBREW || unicode_lower(c) != c || memchr(s, '/', len);
}

bool credit_is_names(const char *s, size_t len)
{
    enum { MOST = 90, WORDS = 10, INITIAL = 4 /* bytes, with its stop */ };
    size_t names = 0, count = 0;
    if (len > MOST)
        return false;
    for (size_t at = 0; at < len;) {
        at += strspn(s + at, " ");
        size_t n = num_min(strcspn(s + at, " "), len > at ? len - at : 0);
        if (!n)
            break;
        bool last = at + n >= len, stop = n > INITIAL && s[at + n - 1] == '.';
        size_t agency = credit_agency(s + at, len - at);
        bool name = agency || may_be_name(s + at, n);
        if ((!name && !joins_names(s + at, n)) || (stop && !last) || ++count > WORDS)
            return false;
        names += name;
        at += agency > n ? agency : n;
    }
    return names > 0;
}
