#include "text/entities.h"

#include <stdbool.h>
#include <string.h>

#include "base/num.h"
#include "text/charset.h"
#include "text/utf8.h"

enum { LONGEST_NAME = 31 };

struct entity {
    const char *name;
    uint8_t bare; /* the semicolon may be missing */
    uint32_t first, second;
};

static const struct entity entities[] = {
#define ENTITY(name, bare, first, second) { name, bare, first, second },
#include "text/entities.def"
#undef ENTITY
};

static const struct entity *find(const char *name, size_t len)
{
    size_t low = 0, high = sizeof entities / sizeof entities[0];
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = strncmp(entities[mid].name, name, len);
        if (order == 0 && entities[mid].name[len])
            order = 1;
        if (order == 0)
            return &entities[mid];
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

int entity_named(const char *name, size_t len, uint32_t chars[2])
{
    const struct entity *e = len && len <= LONGEST_NAME ? find(name, len) : NULL;
    if (!e)
        return 0;
    chars[0] = e->first;
    chars[1] = e->second;
    return 1;
}

static int digit_of(char c, unsigned base)
{
    int d = c >= '0' && c <= '9' ? c - '0' : str_lower(c) >= 'a' && str_lower(c) <= 'f' ? str_lower(c) - 'a' + 10 : 99;
    return d < (int)base ? d : -1;
}

static size_t numeric_at(const char *s, size_t len, uint32_t chars[2])
{
    size_t at = 2;
    unsigned base = 10;
    if (at < len && (s[at] == 'x' || s[at] == 'X'))
        base = 16, at++;
    uint32_t value = 0;
    size_t digits = at;
    for (; at < len && digit_of(s[at], base) >= 0; at++)
        value = value > 0x10FFFF ? value : value * base + (uint32_t)digit_of(s[at], base);
    if (at == digits)
        return 0;
    if (value >= 0x80 && value < 0xA0)
        value = charset_windows_1252((unsigned char)value);
    if (!value || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000))
        value = UTF8_REPLACEMENT;
    chars[0] = value;
    chars[1] = 0;
    return at + (at < len && s[at] == ';');
}

static bool is_name_byte(char c)
{
    return (c >= '0' && c <= '9') || (str_lower(c) >= 'a' && str_lower(c) <= 'z');
}

size_t entity_at(const char *s, size_t len, uint32_t chars[2])
{
    if (len < 2 || s[0] != '&')
        return 0;
    if (s[1] == '#')
        return numeric_at(s, len, chars);
    size_t n = 1;
    while (n < len && n <= LONGEST_NAME && is_name_byte(s[n]))
        n++;
    if (n < len && s[n] == ';' && entity_named(s + 1, n - 1, chars))
        return n + 1;
    for (; n > 2; n--) {
        const struct entity *e = find(s + 1, n - 1);
        if (e && e->bare) {
            chars[0] = e->first;
            chars[1] = e->second;
            return n;
        }
    }
    return 0;
}

void entities_decode(const char *s, size_t len, struct str *out)
{
    for (size_t at = 0; at < len;) {
        const char *amp = memchr(s + at, '&', len - at);
        size_t before = amp ? (size_t)(amp - s) - at : len - at;
        str_add(out, s + at, before);
        at += before;
        if (!amp)
            return;
        uint32_t chars[2];
        size_t n = entity_at(amp, len - at, chars);
        if (n) {
            utf8_add(out, chars[0]);
            if (chars[1])
                utf8_add(out, chars[1]);
        } else {
            str_addc(out, '&');
        }
        at += n ? n : 1;
    }
}
