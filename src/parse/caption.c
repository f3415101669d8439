#include "parse/caption.h"

#include <string.h>

#include "base/num.h"

enum {
    MAX_CREDIT = 120,      /* bytes: what is longer tells a story */
    MAX_BARE_CREDIT = 70,  /* without a word that says it is one */
    MAX_NAME = 40,
    MIN_CAPTION = 3
};

static const char *const credit_words[] = {
#define CREDIT_WORD(word) word,
#define AGENCY(name)
#define NOTE(words)
#include "parse/credits.def"
#undef CREDIT_WORD
#undef AGENCY
#undef NOTE
};

static const char *const agencies[] = {
#define CREDIT_WORD(word)
#define AGENCY(name) name,
#define NOTE(words)
#include "parse/credits.def"
#undef CREDIT_WORD
#undef AGENCY
#undef NOTE
};

static const char *const notes[] = {
#define CREDIT_WORD(word)
#define AGENCY(name)
#define NOTE(words) words,
#include "parse/credits.def"
#undef CREDIT_WORD
#undef AGENCY
#undef NOTE
};

/* ---- Small tests on text ---- */

static bool is_word_byte(char c)
{
    return (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* The length of what stands for a copyright sign at s, else 0. */
static size_t copyright_sign(const char *s)
{
    if (strncmp(s, "©", 2) == 0)
        return 2;
    return strncmp(s, "(c)", 3) == 0 || strncmp(s, "(C)", 3) == 0 ? 3 : 0;
}

/* The length of a dash, bar or bullet at s, else 0. */
static size_t separator(const char *s)
{
    static const char *const signs[] = { "|", "–", "—", "•", "·", "/", ":", "：", "-", "／", "=", "＝", "▲", "▼" };
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (str_starts(s, signs[i]))
            return strlen(signs[i]);
    }
    return 0;
}

/* "by", "von", "de" behind a word like "Photo". */
static size_t by_word(const char *s)
{
    static const char *const words[] = { "by ", "von ", "de ", "di ", "par ", "por ", "av ", "af ", "courtesy of ", "courtesy ", "credit: ", "credit ", "via " };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_starts_nocase(s, words[i]))
            return strlen(words[i]);
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
    size_t sign = separator(s + n);
    if (!sign || (s[n] == '-' && n == 0))
        return s[0] == '.' && n ? n : 0;
    n += sign;
    n += strspn(s + n, " ");
    return n + by_word(s + n);
}

/* The length of a credit's beginning at s ("Photo: ", "© ", "Foto von "), up to the name; else 0. */
static size_t credit_start(const char *s)
{
    size_t sign = copyright_sign(s);
    if (sign)
        return sign + strspn(s + sign, " ");
    for (size_t i = 0; i < sizeof credit_words / sizeof credit_words[0]; i++) {
        size_t len = strlen(credit_words[i]);
        if (!str_starts_nocase(s, credit_words[i]))
            continue;
        if (len > 3 && (strcmp(credit_words[i] + len - 3, " by") == 0 || strcmp(credit_words[i] + len - 3, " of") == 0) && s[len] == ' ')
            return len + 1;
        size_t join = joined(s + len);
        if (join)
            return len + join;
    }
    return 0;
}

static bool begins_with_agency(const char *s, size_t len)
{
    for (size_t i = 0; i < sizeof agencies / sizeof agencies[0]; i++) {
        if (str_lower(*s) != str_lower(agencies[i][0]))
            continue;
        size_t n = strlen(agencies[i]);
        bool same = n <= len && (n > 4 ? str_starts_nocase(s, agencies[i]) : strncmp(s, agencies[i], n) == 0);
        if (same && (n == len || !is_word_byte(s[n])))
            return true;
    }
    return false;
}

static bool names_agency(const char *s, size_t len)
{
    for (size_t at = 0; at < len; at++) {
        if ((at == 0 || !is_word_byte(s[at - 1])) && begins_with_agency(s + at, len - at))
            return true;
    }
    return false;
}

bool caption_names_agency(const char *line)
{
    return names_agency(line, strlen(line));
}

/* ---- Cleaning ---- */

static size_t lead_in(const char *s)
{
    size_t n = strspn(s, " .,;|[(");
    size_t sign = separator(s + n);
    if (sign)
        return n + sign;
    size_t start = credit_start(s + n);
    return n + start;
}

void credit_clean(const char *line, struct str *out)
{
    struct str s = STR_INIT;
    for (size_t n; *line && copyright_sign(line) == 0 && (n = lead_in(line)) > 0;)
        line += n;
    for (size_t n; *line && ((n = copyright_sign(line)) > 0 || (n = lead_in(line)) > 0);)
        line += n;
    str_adds(&s, line);
    str_trim(&s);
    int open = 0;
    for (size_t i = 0; i < s.len; i++)
        open += (s.data[i] == '(' || s.data[i] == '[') - (s.data[i] == ')' || s.data[i] == ']');
    while (s.len && (strchr(" ,;|/", s.data[s.len - 1]) || (open < 0 && strchr(")]", s.data[s.len - 1])))) {
        open += strchr(")]", s.data[s.len - 1]) != NULL;
        str_cut(&s, s.len - 1);
    }
    if (s.len > 4 && s.data[s.len - 1] == '.' && s.data[s.len - 3] != '.' && s.data[s.len - 2] != '.')
        str_cut(&s, s.len - 1);
    size_t half = s.len / 2; /* "Name | Name" */
    bool twice = s.len > 5 && s.len % 2 && strchr("|/", s.data[half]) && strncmp(s.data, s.data + half + 2, half - 1) == 0;
    str_add(out, s.data, twice ? half - 1 : s.len);
    str_release(&s);
}

/* ---- Where the credit begins ---- */

static bool at_boundary(const char *line, const char *p)
{
    while (p > line && p[-1] == ' ')
        p--;
    if (p == line || strchr(".|/([\"!?,;", p[-1]))
        return true;
    const unsigned char *u = (const unsigned char *)p;
    /* a dash, a bullet, a closing quote, an ideographic full stop */
    return p - line >= 3 && u[-3] == 0xE2 && u[-2] == 0x80 ? true : p - line >= 3 && u[-3] == 0xE3 && u[-2] == 0x80;
}

/* A word that begins a credit, at an edge of the text, with something short behind it. */
static const char *by_word_start(const char *line, size_t len)
{
    for (const char *p = line + len; p-- > line;) {
        bool edge = p == line || p[-1] == ' ' || strchr("|/(.[", p[-1]) || copyright_sign(p);
        if (!edge || (size_t)(line + len - p) > MAX_CREDIT)
            continue;
        size_t n = credit_start(p);
        if (n && p + n < line + len && (copyright_sign(p) || at_boundary(line, p)))
            return p;
    }
    return NULL;
}

/* "Symbolfoto": says what kind of picture it is, not who made it. */
static bool is_note(const char *s, size_t len)
{
    for (size_t i = 0; i < sizeof notes / sizeof notes[0]; i++) {
        if (strlen(notes[i]) == len && str_starts_nocase(s, notes[i]))
            return true;
    }
    return false;
}

/* "(AP Photo/Name)", "[Name/Agency]" at the end. */
static const char *by_bracket(const char *line, size_t len)
{
    size_t end = len;
    while (end && strchr(". ", line[end - 1]))
        end--;
    if (!end || !strchr(")]", line[end - 1]))
        return NULL;
    size_t start = end - 1;
    while (start && !strchr("([", line[start]))
        start--;
    size_t inside = end - start - 2;
    bool behind_stop = start > 1 && line[start - 1] == ' ' && strchr(".!?", line[start - 2]) && inside <= MAX_NAME && !memchr(line + start, '.', inside);
    bool likely = behind_stop || memchr(line + start, '/', inside + 1) != NULL || names_agency(line + start + 1, inside) || credit_start(line + start + 1);
    return strchr("([", line[start]) && inside <= MAX_CREDIT && likely && !is_note(line + start + 1, inside) ? line + start : NULL;
}

/* The last sentence, or what follows the last bar or dash, where it names an agency. */
static const char *by_agency(const char *line, size_t len)
{
    size_t start = len;
    for (size_t i = len; i-- > 0 && len - i <= MAX_BARE_CREDIT;) {
        size_t sign = i ? separator(line + i) : 0;
        bool dash = sign && line[i] != '/' && line[i] != ':' && line[i - 1] == ' ' && line[i + sign] == ' ';
        bool stop = i + 1 < len && strchr(".!?", line[i]) && line[i + 1] == ' ' && i > 1 && line[i - 2] != '.' && line[i - 2] != ' ';
        if (dash || stop) {
            start = i + (stop ? 1 : sign);
            break;
        }
    }
    start += strspn(line + start, " ");
    return start < len && names_agency(line + start, len - start) ? line + start : NULL;
}

void caption_split(const char *line, struct str *caption, struct str *credit)
{
    size_t len = strlen(line);
    const char *p = by_bracket(line, len);
    const char *word = p ? NULL : by_word_start(line, len);
    p = p ? p : word;
    p = p ? p : by_agency(line, len);
    if (!p && len <= MAX_BARE_CREDIT && names_agency(line, len) && memchr(line, '/', len))
        p = line;
    const char *equals = p ? NULL : str_find(line, len, "＝"); /* "…、３日＝ＡＰ", as the Japanese press has it */
    if (equals && (size_t)(line + len - equals) <= MAX_NAME)
        p = equals + strlen("＝");
    size_t keep = p ? (size_t)(p - line) : len;
    while (keep) { /* what joined the two */
        size_t n = 1;
        while (n < 3 && n < keep && ((unsigned char)line[keep - n] & 0xC0) == 0x80)
            n++;
        bool joins = line[keep - 1] == ' ' || (p && line[keep - n] != ':' && separator(line + keep - n) == n) ||
                     (p && strchr("([,;", line[keep - 1]));
        if (!joins)
            break;
        keep -= n;
    }
    str_add(caption, line, keep);
    if (p)
        credit_clean(p, credit);
}
