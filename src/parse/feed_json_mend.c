/* JSON that is nearly JSON: what a strict reader refuses a whole item for. */
#include <string.h>

#include "parse/feed_json.h"

static int hex4(const char *s, size_t len)
{
    int n = 0;
    for (size_t i = 0; i < 4; i++) {
        const char *digit = i < len && s[i] ? strchr("0123456789abcdef", str_lower(s[i])) : NULL;
        if (!digit)
            return -1;
        n = n * 16 + (int)(digit - "0123456789abcdef");
    }
    return n;
}

static bool is_high(int c)
{
    return c >= 0xD800 && c < 0xDC00;
}

/* The escape at s[0] == '\\': as it is where it means something; halves of pairs, NUL and
 * letters that escape nothing are replaced. Returns its bytes. */
static size_t mend_escape(const char *s, size_t len, struct str *out)
{
    if (len < 2)
        return len;
    if (s[1] != 'u') {
        str_add(out, s + !(s[1] && strchr("\"\\/bfnrt", s[1])), 1 + (s[1] && strchr("\"\\/bfnrt", s[1]) != NULL));
        return 2;
    }
    int c = hex4(s + 2, len - 2), low = is_high(c) && len > 8 && s[6] == '\\' && s[7] == 'u' ? hex4(s + 8, len - 8) : -1;
    size_t n = low >= 0xDC00 && low < 0xE000 ? 12 : 6;
    if (c < 0)
        return 2;
    if (c == 0 || (c >= 0xD800 && c < 0xE000 && n == 6))
        str_adds(out, "\\ufffd");
    else
        str_add(out, s, n);
    return n;
}

/* Whether nothing but white space stands between s and a closing bracket. */
static bool closes_next(const char *s, size_t len)
{
    while (len && str_is_space(*s))
        s++, len--;
    return len && (*s == '}' || *s == ']');
}

void feed_json_mend(const char *s, size_t len, struct str *out)
{
    bool quoted = false;
    for (size_t at = 0; at < len;) {
        char c = s[at];
        quoted ^= c == '"';
        if (quoted && c == '\\') {
            at += mend_escape(s + at, len - at, out);
            continue;
        }
        at++;
        if (quoted && (unsigned char)c < 0x20)
            str_adds(out, c == '\n' ? "\\n" : c == '\t' ? "\\t" : " ");
        else if (quoted || c != ',' || !closes_next(s + at, len - at))
            str_addc(out, c);
    }
}
