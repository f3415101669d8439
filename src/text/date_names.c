#include "text/date_names.h"

#include <string.h>
#include <unictype.h>

#include "text/unicode.h"
#include "text/utf8.h"

/* ---- The table: one text, so that nothing in it is moved when a program starts ---- */

static const char names[] =
#define NAME(name, months, days, half) name "\t" #months "\t" #days "\t" #half "\n"
#include "text/date_names.def"
#undef NAME
    ;

static unsigned read_hex(const char **s)
{
    unsigned n = 0;
    for (++*s; **s != '\t' && **s != '\n'; ++*s)
        n = n * 16 + (unsigned)(**s <= '9' ? **s - '0' : **s - 'A' + 10);
    return n;
}

/* Below zero where the row's name comes before. */
static int compare_row(const char *row, const char *name)
{
    while (*row == *name && *name)
        row++, name++;
    int have = *row == '\t' ? 0 : (unsigned char)*row;
    return have - (unsigned char)*name;
}

bool date_name(const char *folded, struct date_name *out)
{
    size_t low = 0, high = sizeof names - 1;
    while (low < high) {
        size_t row = low + (high - low) / 2;
        while (row > low && names[row - 1] != '\n')
            row--;
        int order = compare_row(names + row, folded);
        if (order == 0) {
            const char *s = strchr(names + row, '\t');
            out->months = (uint16_t)read_hex(&s);
            out->days = (uint8_t)read_hex(&s);
            out->half = (uint8_t)read_hex(&s);
            return true;
        }
        if (order < 0)
            low = (size_t)(strchr(names + row, '\n') - names) + 1;
        else
            high = row;
    }
    return false;
}

static int by_first_letters(const char *word)
{
    static const struct {
        int month;
        const char *begins;
    } months[] = {
#define MONTH(number, begins) { number, begins },
#include "text/date_months.def"
#undef MONTH
    };
    int best = 0;
    size_t longest = 0;
    for (size_t i = 0; i < sizeof months / sizeof months[0]; i++)
        if (*word == *months[i].begins && str_starts(word, months[i].begins) && strlen(months[i].begins) > longest) {
            best = months[i].month;
            longest = strlen(months[i].begins);
        }
    return best;
}

static int only_month(unsigned months)
{
    for (int i = 0; i < 12; i++)
        if (months == 1u << i)
            return i + 1;
    return 0;
}

/* Without its last letters a name of the table: cases and articles that a language
 * adds; without its first in Hebrew, which writes "in" there. */
static int by_stem(const char *word)
{
    enum { LEAST = 4, MOST_DROPPED = 5 };
    struct str stem = STR_INIT;
    struct date_name name;
    int month = 0;
    str_adds(&stem, word);
    if (str_starts(word, "\u05D1") && date_name(word + strlen("\u05D1"), &name))
        month = only_month(name.months);
    for (int i = 0; i < MOST_DROPPED && stem.len > LEAST && !month; i++) {
        str_cut(&stem, utf8_cut(stem.data, stem.len, stem.len - 1));
        if (stem.len >= LEAST && date_name(stem.data, &name))
            month = only_month(name.months);
    }
    str_release(&stem);
    return month;
}

int date_name_beginning(const char *folded)
{
    int month = by_first_letters(folded);
    return month ? month : by_stem(folded);
}

bool date_zone(const char *word, int *minutes)
{
    static const struct {
        const char *name;
        int minutes;
    } zones[] = {
#define ZONE(name, minutes) { name, minutes },
#include "text/date_zones.def"
#undef ZONE
    };
    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++)
        if (strcmp(zones[i].name, word) == 0) {
            *minutes = zones[i].minutes;
            return true;
        }
    return false;
}

/* ---- Characters ---- */

static bool is_unit(uint32_t c)
{
    static const uint32_t units[] = { 0x5E74, 0x6708, 0x65E5, 0x6642, 0x65F6, 0x5206, 0x79D2, 0x865F, 0x53F7, 0x9EDE, 0x70B9, /* year month day hour hour minute second number number hour hour */
                                      0xB144, 0xC6D4, 0xC77C, 0xC2DC, 0xBD84, 0xCD08 };
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (units[i] == c)
            return true;
    return false;
}

static bool is_part(uint32_t c, bool first)
{
    if (c < 0x80)
        return ((c | 32) >= 'a' && (c | 32) <= 'z');
    return uc_is_general_category_withtable(c, first ? UC_CATEGORY_MASK_L : UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M);
}

size_t date_word(const char *s, size_t len)
{
    size_t at = 0;
    while (at < len) {
        uint32_t c;
        size_t n = utf8_decode(s + at, len - at, &c);
        if (!is_part(c, !at) || (at && c >= 0x3000 && is_unit(c)))
            break;
        at += n;
        if (c >= 0x3000 && at == n && is_unit(c))
            break;
    }
    return at;
}

/* Accents, points and nuktas, which are often left out; vowel signs are letters. */
static bool is_dropped(uint32_t c)
{
    static const uint32_t ranges[][2] = { { 0x300, 0x36F }, { 0x483, 0x487 }, { 0x591, 0x5C7 }, { 0x610, 0x61A }, { 0x64B, 0x65F }, { 0x670, 0x670 }, { 0x6D6, 0x6ED },
                                          { 0x93C, 0x93C }, { 0x9BC, 0x9BC }, { 0xA3C, 0xA3C }, { 0xABC, 0xABC }, { 0xB3C, 0xB3C } };
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
        if (c >= ranges[i][0] && c <= ranges[i][1])
            return true;
    return false;
}

void date_fold(const char *s, size_t len, struct str *out)
{
    for (size_t at = 0; at < len;) {
        uint32_t c;
        size_t n = utf8_decode(s + at, len - at, &c);
        if (is_dropped(c))
            ;
        else if (c < 0x80 || uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L))
            unicode_fold(s + at, n, out);
        else
            str_add(out, s + at, n);
        at += n;
    }
    if (!out->len && len)
        str_addc(out, '?');
}

static char sign_of(uint32_t c)
{
    static const struct {
        uint32_t from, to;
        char sign;
    } rows[] = { { 0xA0, 0xA0, ' ' }, { 0x60D, 0x60D, '/' }, { 0x2000, 0x200A, ' ' }, { 0x2010, 0x2015, '-' }, { 0x202F, 0x202F, ' ' }, { 0x2212, 0x2212, '-' }, { 0x3000, 0x3000, ' ' },
                 { 0xFF0B, 0xFF0B, '+' }, { 0xFF0D, 0xFF0D, '-' }, { 0xFF0E, 0xFF0E, '.' }, { 0xFF0F, 0xFF0F, '/' }, { 0xFF1A, 0xFF1A, ':' } };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (c >= rows[i].from && c <= rows[i].to)
            return rows[i].sign;
    return '\0';
}

static bool is_joiner(uint32_t c)
{
    return (c >= 0x200B && c <= 0x200F) || c == 0x61C || c == 0xFEFF;
}

void date_signs(const char *s, size_t len, struct str *out)
{
    for (size_t at = 0; at < len;) {
        uint32_t c;
        size_t n = utf8_decode(s + at, len - at, &c);
        int digit = c < 0x80 ? -1 : uc_decimal_value(c);
        char sign = c < 0x80 ? '\0' : sign_of(c);
        if (digit >= 0)
            str_addc(out, (char)('0' + digit));
        else if (sign)
            str_addc(out, sign);
        else if (!is_joiner(c))
            str_add(out, s + at, n);
        at += n;
    }
}
