#include "out/clipboard.h"

#include <string.h>

/* RFC 4648 §4. */
static void add_base64(const unsigned char *bytes, size_t len, struct str *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < len; i += 3) {
        unsigned a = bytes[i], b = i + 1 < len ? bytes[i + 1] : 0, c = i + 2 < len ? bytes[i + 2] : 0;
        str_addc(out, digits[a >> 2]);
        str_addc(out, digits[(a & 3) << 4 | b >> 4]);
        str_addc(out, i + 1 < len ? digits[(b & 15) << 2 | c >> 6] : '=');
        str_addc(out, i + 2 < len ? digits[c & 63] : '=');
    }
}

bool clipboard_sequence(const char *text, bool in_tmux, struct str *out)
{
    size_t len = strlen(text);
    if (len > CLIPBOARD_MAX)
        return false;
    str_adds(out, in_tmux ? "\033Ptmux;\033\033]52;c;" : "\033]52;c;");
    add_base64((const unsigned char *)text, len, out);
    str_adds(out, in_tmux ? "\a\033\\" : "\a");
    return true;
}
