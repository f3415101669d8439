#include "base/json.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"

void json_init(struct json *j, struct str *out)
{
    *j = (struct json){ .out = out };
}

static void before_value(struct json *j)
{
    if (j->comma[j->depth])
        str_addc(j->out, ',');
    j->comma[j->depth] = true;
}

static void open_group(struct json *j, char open, char close)
{
    before_value(j);
    str_addc(j->out, open);
    must(j->depth + 1 < sizeof j->close);
    j->depth++;
    j->comma[j->depth] = false;
    j->close[j->depth] = close;
}

void json_object(struct json *j)
{
    open_group(j, '{', '}');
}

void json_array(struct json *j)
{
    open_group(j, '[', ']');
}

void json_end(struct json *j)
{
    must(j->depth > 0);
    str_addc(j->out, j->close[j->depth--]);
}

/* The length of the valid UTF-8 sequence at s (RFC 3629), 0 where there is none. */
static size_t sequence(const unsigned char *s, size_t len)
{
    size_t n = s[0] < 0x80 ? 1 : s[0] >= 0xC2 && s[0] < 0xE0 ? 2 : s[0] >= 0xE0 && s[0] < 0xF0 ? 3 : s[0] >= 0xF0 && s[0] < 0xF5 ? 4 : 0;
    if (!n || n > len)
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    if ((s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xED && s[1] >= 0xA0) || (s[0] == 0xF0 && s[1] < 0x90) || (s[0] == 0xF4 && s[1] >= 0x90))
        return 0;
    return n;
}

static void add_quoted(struct str *out, const char *value, size_t len)
{
    str_addc(out, '"');
    for (size_t i = 0; i < len;) {
        unsigned char c = (unsigned char)value[i];
        size_t n = sequence((const unsigned char *)value + i, len - i);
        if (c == '"' || c == '\\')
            str_addf(out, "\\%c", c);
        else if (c == '\n')
            str_adds(out, "\\n");
        else if (c == '\t')
            str_adds(out, "\\t");
        else if (c < 0x20 || c == 0x7F)
            str_addf(out, "\\u%04x", c);
        else if (!n)
            str_adds(out, "\xEF\xBF\xBD");
        else
            str_add(out, value + i, n);
        i += n ? n : 1;
    }
    str_addc(out, '"');
}

void json_key(struct json *j, const char *key)
{
    before_value(j);
    add_quoted(j->out, key, strlen(key));
    str_addc(j->out, ':');
    j->comma[j->depth] = false;
}

void json_string_n(struct json *j, const char *value, size_t len)
{
    before_value(j);
    add_quoted(j->out, value, len);
}

void json_string(struct json *j, const char *value)
{
    if (value)
        json_string_n(j, value, strlen(value));
    else
        json_null(j);
}

void json_int(struct json *j, int64_t value)
{
    before_value(j);
    str_addf(j->out, "%" PRId64, value);
}

void json_bool(struct json *j, bool value)
{
    before_value(j);
    str_adds(j->out, value ? "true" : "false");
}

void json_null(struct json *j)
{
    before_value(j);
    str_adds(j->out, "null");
}

void json_member(struct json *j, const char *key, const char *value)
{
    if (!value || !*value)
        return;
    json_key(j, key);
    json_string(j, value);
}
