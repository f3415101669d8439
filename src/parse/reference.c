#include "parse/reference.h"

#include <string.h>

#include "text/entities.h"

static bool is_name_byte(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static void put_number(uint32_t c, struct str *out)
{
    char digits[16];
    size_t at = sizeof digits;
    digits[--at] = ';';
    do
        digits[--at] = (char)('0' + c % 10);
    while (c /= 10);
    digits[--at] = '#';
    digits[--at] = '&';
    str_add(out, digits + at, sizeof digits - at);
}

size_t reference_write(const char *p, size_t len, bool attribute, struct str *out)
{
    uint32_t chars[2] = { 0, 0 };
    size_t n = entity_at(p, len, chars);
    bool open = n && p[n - 1] != ';' && p[1] != '#';
    if (!n || (attribute && open && n < len && (p[n] == '=' || is_name_byte(p[n])))) {
        str_adds(out, "&amp;");
        return 1;
    }
    put_number(chars[0], out);
    if (chars[1])
        put_number(chars[1], out);
    return n;
}
