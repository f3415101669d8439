#include "parse/caption.h"

#include <string.h>

#include "base/num.h"
#include "parse/caption_words.h"

enum {
    MAX_CREDIT = 120,      /* bytes: what is longer tells a story */
    MAX_BARE_CREDIT = 70,  /* without a word that says it is one */
    MAX_NAME = 40
};

bool caption_names_agency(const char *line)
{
    return credit_names_agency(line, strlen(line));
}

/* ---- Cleaning ---- */

static size_t lead_in(const char *s)
{
    int kind;
    size_t n = strspn(s, " .,;|");
    size_t sign = credit_separator(s + n) ? credit_separator(s + n) : credit_sign(s + n) ? 0 : credit_bracket(s + n, false, &kind);
    if (sign)
        return n + sign;
    size_t start = credit_start(s + n);
    return n + (start ? start : credit_bare_start(s + n, strlen(s + n)));
}

/* Opening less closing brackets. */
static int balance(const struct str *s)
{
    int open = 0, kind;
    for (size_t i = 0; i < s->len; i++)
        open += (credit_bracket(s->data + i, false, &kind) > 0) - (credit_bracket(s->data + i, true, &kind) > 0);
    return open;
}

/* The length of a closing bracket that s ends with, else 0. */
static size_t closing(const char *s, size_t len, int *kind)
{
    for (size_t n = 1; n <= 3 && n <= len; n += 2) {
        if (credit_bracket(s + len - n, true, kind) == n)
            return n;
    }
    return 0;
}

static void trim_end(struct str *s)
{
    int open = balance(s), kind;
    while (s->len) {
        size_t bracket = open < 0 ? closing(s->data, s->len, &kind) : 0;
        if (!bracket && !strchr(" ,;|/", s->data[s->len - 1]))
            break;
        open += bracket > 0;
        str_cut(s, s->len - (bracket ? bracket : 1));
    }
    if (s->len > 4 && s->data[s->len - 1] == '.' && s->data[s->len - 3] != '.' && s->data[s->len - 2] != '.')
        str_cut(s, s->len - 1);
}

void credit_clean(const char *line, struct str *out)
{
    struct str s = STR_INIT;
    for (size_t n; *line && credit_sign(line) == 0 && (n = lead_in(line)) > 0;)
        line += n;
    for (size_t n; *line && ((n = credit_sign(line)) > 0 || (n = lead_in(line)) > 0);)
        line += n;
    str_adds(&s, line);
    str_trim(&s);
    str_cut(&s, s.len - credit_end(s.data, s.len));
    trim_end(&s);
    size_t half = s.len / 2; /* "Name | Name" */
    bool twice = s.len > 5 && s.len % 2 && strchr("|/", s.data[half]) && strncmp(s.data, s.data + half + 2, half - 1) == 0;
    str_add(out, s.data, twice ? half - 1 : s.len);
    str_release(&s);
}

/* ---- Where the credit begins ---- */

/* A dash, a bullet, a closing quote, an ideographic full stop, a wide sign before p. */
static bool behind_sign(const char *line, const char *p)
{
    const unsigned char *u = (const unsigned char *)p;
    if (p - line < 3)
        return false;
    return (u[-3] == 0xE2 && u[-2] == 0x80) || (u[-3] == 0xE3 && u[-2] == 0x80) || (u[-3] == 0xEF && u[-2] == 0xBC);
}

static bool at_boundary(const char *line, const char *p)
{
    while (p > line && p[-1] == ' ')
        p--;
    return p == line || strchr(".|/([\"!?,;", p[-1]) || behind_sign(line, p);
}

/* Where no sign is before it, the word must be written large, with a colon and only names behind it. */
static bool stands_alone(const char *p, size_t n, size_t len)
{
    enum { WORD = 2 /* bytes of the least name */ };
    bool small = *p >= 'a' && *p <= 'z';
    return !small && memchr(p, ':', n) && len >= n + WORD && len - n <= MAX_NAME && credit_is_names(p + n, len - n);
}

/* "Foto: Bild: Ana Paz", "Autor/allikas: Ana Paz": from the last word to the first. */
static const char *first_word(const char *line, const char *word)
{
    enum { NEAR = 24 };
    const char *found = word;
    for (const char *p = word; p-- > line && word - p <= NEAR;) {
        if ((p == line || !credit_is_word_byte(p[-1])) && credit_is_word_byte(*p) && p + credit_start(p) >= found)
            found = p;
    }
    return found;
}

/* A word that begins a credit, at an edge of the text, with something short behind it. */
static const char *by_word_start(const char *line, size_t len)
{
    for (const char *p = line + len; p-- > line;) {
        bool edge = p == line || p[-1] == ' ' || strchr("|/(.[", p[-1]) || credit_sign(p) || behind_sign(line, p);
        size_t rest = (size_t)(line + len - p);
        if (!edge || rest > MAX_CREDIT)
            continue;
        size_t n = credit_start(p);
        bool boundary = at_boundary(line, p);
        if (n && n < rest && (credit_sign(p) || boundary || stands_alone(p, n, rest)))
            return first_word(line, p);
        if (!n && boundary && p > line && credit_bare_start(p, rest))
            return p;
    }
    return NULL;
}

static bool has_letters(const char *s, size_t len)
{
    enum { LEAST = 2 };
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += credit_is_word_byte(s[i]) && !(s[i] >= '0' && s[i] <= '9');
    return n >= LEAST;
}

static bool is_credit_in_brackets(const char *line, size_t start, const char *inside, size_t len)
{
    bool stop = start > 1 && line[start - 1] == ' ' && strchr(".!?", line[start - 2]) && len <= MAX_NAME && !memchr(inside, '.', len);
    if (len > MAX_CREDIT || credit_is_note(inside, len) || !has_letters(inside, len))
        return false;
    return stop || memchr(inside, '/', len) || credit_names_agency(inside, len) || credit_start(inside) || credit_bare_start(inside, len);
}

/* "(AP Photo/Name)", "[Name/Agency]" at the end. */
static const char *by_bracket(const char *line, size_t len)
{
    int kind, open;
    size_t end = len;
    while (end && strchr(". ", line[end - 1]))
        end--;
    end -= end >= 3 && strncmp(line + end - 3, "。", 3) == 0 ? 3 : 0;
    size_t close = closing(line, end, &kind), start = end - close;
    if (!close)
        return NULL;
    size_t n = 0;
    while (start && !((n = credit_bracket(line + start, false, &open)) > 0 && open == kind))
        start--;
    n = credit_bracket(line + start, false, &open);
    size_t inside = n ? end - close - start - n : 0;
    return n && is_credit_in_brackets(line, start, line + start + n, inside) ? line + start : NULL;
}

/* Where the last sentence begins, or what follows the last bar or dash; len: there is but one. */
static size_t last_part(const char *line, size_t len)
{
    for (size_t i = len; i-- > 1 && len - i <= MAX_BARE_CREDIT;) {
        size_t sign = credit_separator(line + i);
        bool dash = sign && line[i] != '/' && line[i] != ':' && line[i - 1] == ' ' && line[i + sign] == ' ';
        bool stop = i + 1 < len && strchr(".!?", line[i]) && line[i + 1] == ' ' && i > 1 && line[i - 2] != '.' && line[i - 2] != ' ';
        if (dash || stop)
            return i + (stop ? 1 : sign);
        if (strncmp(line + i, "。", 3) == 0 && i + 3 < len)
            return i + 3;
    }
    return len;
}

/* The last part, where it names an agency, or ends in what stands behind names. */
static const char *by_agency(const char *line, size_t len)
{
    size_t start = last_part(line, len);
    start += strspn(line + start, " ");
    const char *p = line + start;
    size_t rest = len - start, end = credit_end(p, rest);
    bool names = rest && (credit_is_names(p, rest - end) || strpbrk(p, "/|"));
    return names && (end || credit_names_agency(p, rest)) ? p : NULL;
}

/* "Boats at sea / AFP": what is behind the last bar, where the rest is prose; else
 * all of the line, where it is but names. */
static const char *by_slash(const char *line, size_t len)
{
    if (len > MAX_BARE_CREDIT && !str_find(line, len, " / "))
        return NULL;
    if (credit_is_names(line, len))
        return len <= MAX_BARE_CREDIT && (credit_agency(line, len) == len || (credit_names_agency(line, len) && memchr(line, '/', len))) ? line : NULL;
    const char *last = NULL;
    for (const char *p = line; (p = str_find(p, len - (size_t)(p - line), " / ")) != NULL; p++) {
        const char *name = p + 3;
        last = !last && credit_is_names(name, strlen(name)) && credit_names_agency(name, strlen(name)) ? name : last;
    }
    return last;
}

/* "…、３日＝ＡＰ", as the Japanese press has it. */
static const char *by_equals(const char *line, size_t len)
{
    const char *p = str_find(line, len, "＝");
    const char *name = p ? p + strlen("＝") : NULL;
    bool number = name && ((*name >= '0' && *name <= '9') || (strncmp(name, "\xEF\xBC", 2) == 0 && (unsigned char)name[2] >= 0x90 && (unsigned char)name[2] <= 0x99));
    return p && !number && (size_t)(line + len - p) <= MAX_NAME ? name : NULL;
}

/* "File photo: boats at sea. REUTERS": what the line begins with is no credit. */
static const char *begin_of_credit(const char *line, size_t len)
{
    const char *p = by_bracket(line, len);
    const char *word = p ? NULL : by_word_start(line, len);
    if (word == line && !credit_is_names(word + credit_start(word), strlen(word + credit_start(word)))) {
        const char *agency = by_agency(line, len);
        word = agency ? agency : word;
    }
    p = p ? p : word;
    p = p ? p : by_agency(line, len);
    p = p ? p : by_slash(line, len);
    return p ? p : by_equals(line, len);
}

void caption_split(const char *line, struct str *caption, struct str *credit)
{
    size_t len = strlen(line);
    const char *p = begin_of_credit(line, len);
    size_t keep = p ? (size_t)(p - line) : len;
    while (keep) { /* what joined the two */
        size_t n = 1;
        while (n < 3 && n < keep && ((unsigned char)line[keep - n] & 0xC0) == 0x80)
            n++;
        bool joins = line[keep - 1] == ' ' || (p && line[keep - n] != ':' && credit_separator(line + keep - n) == n) ||
                     (p && strchr("([,;", line[keep - 1]));
        if (!joins)
            break;
        keep -= n;
    }
    str_add(caption, line, keep);
    if (p)
        credit_clean(p, credit);
}
