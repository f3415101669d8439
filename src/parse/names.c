#include "parse/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "base/vec.h"
#include "parse/builder.h"
#include "parse/page.h"
#include "text/unicode.h"
#include "text/utf8.h"

enum { MAX_NAME = 80, MAX_WORDS = 6 };

enum word_kind { WORD_LEAD, WORD_JOINT, WORD_OFFICE, WORD_TRAIL, WORD_DAY };

static const struct word {
    enum word_kind kind;
    const char *text;
} words_of_bylines[] = {
#define LEAD(s) { WORD_LEAD, s },
#define JOINT(s) { WORD_JOINT, s },
#define OFFICE(s) { WORD_OFFICE, s },
#define TRAIL(s) { WORD_TRAIL, s },
#define DAY(s) { WORD_DAY, s },
#include "parse/names.def"
#undef LEAD
#undef JOINT
#undef OFFICE
#undef TRAIL
#undef DAY
};
#define EACH_WORD(w, of) \
    for (const struct word *w = words_of_bylines; w < words_of_bylines + sizeof words_of_bylines / sizeof words_of_bylines[0]; w++) \
        if (w->kind == (of))

static size_t lead_of(const char *s)
{
    size_t best = 0;
    EACH_WORD(w, WORD_LEAD)
    {
        if (str_starts_nocase(s, w->text) && strlen(w->text) > best)
            best = strlen(w->text);
    }
    return best;
}

static const char *next_joint(const char *s, size_t *len)
{
    const char *best = NULL;
    EACH_WORD(w, WORD_JOINT)
    {
        const char *p = str_find_nocase(s, strlen(s), w->text);
        if (p && (!best || p < best)) {
            best = p;
            *len = strlen(w->text);
        }
    }
    return best;
}

static bool is_handle(const char *s)
{
    return strchr(s, '@') || str_find(s, strlen(s), "://") || str_find_nocase(s, strlen(s), "www.") || str_find_nocase(s, strlen(s), ".com");
}

static bool is_role(const char *s)
{
    EACH_WORD(w, WORD_OFFICE)
    {
        if (str_find_nocase(s, strlen(s), w->text))
            return true;
    }
    return false;
}

/* What is left is empty where it is nothing but such a word. */
static void cut_trail(struct str *s, enum word_kind of)
{
    enum { LEAST = 4 }; /* bytes of a name */
    EACH_WORD(w, of)
    {
        if (str_same_nocase(s->data, w->text + (w->text[0] == ' ')))
            str_cut(s, 0);
        if (s->len >= strlen(w->text) + LEAST && str_ends(s->data, w->text))
            str_cut(s, s->len - strlen(w->text));
    }
    str_trim(s);
}

static bool is_name(const char *s, bool shown)
{
    size_t words = 1, digits = 0;
    for (const char *c = s; *c; c++) {
        words += *c == ' ';
        digits += *c >= '0' && *c <= '9';
    }
    if (str_same_nocase(s, "by") || str_same_nocase(s, "von") || str_same_nocase(s, "author"))
        return false;
    return strlen(s) >= 2 && strlen(s) <= MAX_NAME && words <= MAX_WORDS && digits < 2 && !is_handle(s) && (!shown || !is_role(s));
}

/* "Ana Paz 5 minute read" */
static void cut_reading_time(struct str *s)
{
    for (const char *c = s->data; (c = strchr(c, ' ')) != NULL; c++) {
        size_t digits = strspn(c + 1, "0123456789");
        if (digits && str_starts_nocase(c + 1 + digits, " min")) {
            str_cut(s, (size_t)(c - s->data));
            return;
        }
    }
}

/* Whether a date goes on here: "…, 27 December". */
static bool is_dated(const char *s)
{
    s += strspn(s, " ,.|");
    return *s >= '0' && *s <= '9';
}

static void add(struct names *n, const char *s, size_t len, bool shown)
{
    struct str one = STR_INIT;
    str_add(&one, s, len);
    str_trim(&one);
    size_t lead = lead_of(one.data);
    if (!lead && str_starts(one.data, "By") && one.data[2] >= 'A' && one.data[2] <= 'Z')
        lead = 2; /* two elements with nothing between */
    str_drop(&one, lead);
    str_trim(&one);
    while (one.len && strchr(".:,-*", one.data[one.len - 1]))
        str_cut(&one, one.len - 1);
    cut_reading_time(&one);
    char *bracket = strchr(one.data, '(');
    if (bracket)
        str_cut(&one, (size_t)(bracket - one.data));
    str_trim(&one);
    cut_trail(&one, WORD_TRAIL);
    if (is_dated(s + len))
        cut_trail(&one, WORD_DAY);
    bool good = is_name(one.data, shown);
    good = good && !(n->site && page_same_words(one.data, n->site));
    for (size_t i = 0; i < n->len && good; i++)
        good = !page_same_words(n->items[i], one.data);
    if (good && n->len < PAGE_MAX_NAMES)
        *vec_push(n) = arena_strndup(n->arena, one.data, one.len);
    str_release(&one);
}

size_t names_lead(const char *line)
{
    size_t lead = line ? lead_of(line) : 0;
    bool sure = lead > 2 && line[lead] && !str_starts_nocase(line, "di ") && !str_starts_nocase(line, "de ") && !str_starts_nocase(line, "od ");
    return sure ? lead : 0;
}

bool names_is_byline(const char *line)
{
    return names_lead(line) > 0;
}

bool names_is_person(const char *s, size_t len)
{
    size_t words = 0;
    if (len && s[len - 1] == ':')
        return false;
    for (size_t at = 0, n; at < len; at += n + strspn(s + at + n, " ")) {
        uint32_t c;
        n = num_min(strcspn(s + at, " "), len - at);
        utf8_decode(s + at, len - at, &c);
        if (!n || unicode_lower(c) == c || ++words > 4)
            return false;
    }
    return words >= 2;
}

void names_add_line(struct names *n, const char *line, bool shown)
{
    if (!line || strlen(line) > 500 || strstr(line, "://"))
        return;
    size_t len;
    line += lead_of(line);
    for (const char *p; (p = next_joint(line, &len)) != NULL; line = p + len)
        add(n, line, (size_t)(p - line), shown);
    add(n, line, strlen(line), shown);
}

void names_release(struct names *n)
{
    vec_release(n);
}

void names_take(struct names *n, const char ***items, size_t *count)
{
    *items = arena_array(n->arena, n->len, sizeof **items);
    *count = n->len;
    if (n->len)
        memcpy(*items, n->items, n->len * sizeof **items);
    names_release(n);
}
