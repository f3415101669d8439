#include "keys.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    const char *bytes;
    bool cursor; /* ESC [ becomes ESC O in application mode */
} keys[] = {
    { "Enter", "\r", false },
    { "Space", " ", false },
    { "Escape", "\033", false },
    { "Tab", "\t", false },
    { "S-Tab", "\033[Z", false },
    { "Backspace", "\177", false },
    { "Up", "\033[A", true },
    { "Down", "\033[B", true },
    { "Right", "\033[C", true },
    { "Left", "\033[D", true },
    { "Home", "\033[H", true },
    { "End", "\033[F", true },
    { "Insert", "\033[2~", false },
    { "Delete", "\033[3~", false },
    { "PageUp", "\033[5~", false },
    { "PageDown", "\033[6~", false },
    { "F1", "\033OP", false },
    { "F2", "\033OQ", false },
    { "F3", "\033OR", false },
    { "F4", "\033OS", false },
    { "F5", "\033[15~", false },
    { "F6", "\033[17~", false },
    { "F7", "\033[18~", false },
    { "F8", "\033[19~", false },
    { "F9", "\033[20~", false },
    { "F10", "\033[21~", false },
    { "F11", "\033[23~", false },
    { "F12", "\033[24~", false },
};

static bool add_named(const char *name, size_t len, bool application, struct str *out)
{
    if (len > 4 && strncmp(name, "Alt-", 4) == 0)
        return str_addc(out, '\033') && str_add(out, name + 4, len - 4);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (strlen(keys[i].name) != len || strncmp(keys[i].name, name, len) != 0)
            continue;
        if (keys[i].cursor && application)
            return str_adds(out, "\033O") && str_adds(out, keys[i].bytes + 2);
        return str_adds(out, keys[i].bytes);
    }
    return false;
}

bool keys_add(const struct word *word, bool application, struct str *out)
{
    const char *text = word->text;
    size_t len = strlen(text);
    if (word->quoted)
        return str_adds(out, text);
    if (len > 2 && *text == '<' && text[len - 1] == '>')
        return add_named(text + 1, len - 2, application, out);
    if (len == 2 && *text == '^')
        return str_addc(out, text[1] == '?' ? '\177' : (char)(text[1] & 0x1F));
    return str_adds(out, text);
}
