#include "base/num.h"

#include <string.h>

bool num_read_i64(const char *s, size_t len, int64_t *out)
{
    size_t i = 0;
    bool minus = false;
    uint64_t value = 0;
    if (len && (s[0] == '-' || s[0] == '+'))
        minus = s[i++] == '-';
    if (i == len)
        return false;
    for (; i < len; i++) {
        unsigned digit = (unsigned char)s[i] - (unsigned)'0';
        if (digit > 9 || value > ((uint64_t)INT64_MAX - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *out = minus ? -(int64_t)value : (int64_t)value;
    return true;
}

struct unit {
    char letter;
    int64_t factor;
};

static bool read_with_unit(const char *s, const struct unit *units, size_t count, int64_t *out)
{
    size_t len = strlen(s);
    int64_t factor = 1, value;
    for (size_t i = 0; len && i < count; i++)
        if (s[len - 1] == units[i].letter) {
            factor = units[i].factor;
            len--;
            break;
        }
    if (!len || s[0] == '-' || s[0] == '+' || !num_read_i64(s, len, &value) || value > INT64_MAX / factor)
        return false;
    *out = value * factor;
    return true;
}

bool num_read_duration(const char *s, int64_t *seconds)
{
    static const struct unit units[] = { { 's', 1 }, { 'm', 60 }, { 'h', 3600 }, { 'd', 86400 }, { 'w', 604800 } };
    return read_with_unit(s, units, sizeof units / sizeof units[0], seconds);
}

bool num_read_size(const char *s, int64_t *bytes)
{
    static const struct unit units[] = { { 'K', 1 << 10 }, { 'k', 1 << 10 }, { 'M', 1 << 20 }, { 'm', 1 << 20 },
                                         { 'G', 1 << 30 }, { 'g', 1 << 30 } };
    return read_with_unit(s, units, sizeof units / sizeof units[0], bytes);
}
