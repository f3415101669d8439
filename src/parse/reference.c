#include "parse/reference.h"

#include <string.h>

#include "text/entities.h"

static bool is_name_byte(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

size_t reference_read(const char *p, size_t len, bool attribute, uint32_t chars[2])
{
    chars[0] = chars[1] = 0;
    size_t n = entity_at(p, len, chars);
    bool open = n && p[n - 1] != ';' && p[1] != '#';
    if (attribute && open && n < len && (p[n] == '=' || is_name_byte(p[n])))
        n = chars[0] = chars[1] = 0;
    return n;
}
