#include "parse/reference.h"

#include <inttypes.h>
#include <string.h>

#include "text/entities.h"

static bool is_name_byte(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
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
    for (size_t i = 0; i < 2 && (chars[i] || i == 0); i++)
        str_addf(out, "&#%" PRIu32 ";", chars[i]);
    return n;
}
