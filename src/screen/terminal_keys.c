/* terminal_keys.c: from what curses reads to the keys of conf/keys.def. */
#include "screen/terminal.h"

#include <curses.h>

#include "conf/keymap.h"

/* Codes of our own for sequences that terminfo has no name for. */
enum { OURS = KEY_MAX + 100 };

static const struct {
    int curses;
    uint32_t key;
} named[] = {
    { KEY_UP, KEYCODE_UP },         { KEY_DOWN, KEYCODE_DOWN },           { KEY_LEFT, KEYCODE_LEFT },
    { KEY_RIGHT, KEYCODE_RIGHT },   { KEY_HOME, KEYCODE_HOME },           { KEY_END, KEYCODE_END },
    { KEY_PPAGE, KEYCODE_PAGE_UP }, { KEY_NPAGE, KEYCODE_PAGE_DOWN },     { KEY_IC, KEYCODE_INSERT },
    { KEY_DC, KEYCODE_DELETE },     { KEY_BACKSPACE, KEYCODE_BACKSPACE }, { KEY_ENTER, KEYCODE_ENTER },
    { KEY_BTAB, KEYCODE_BACK_TAB }, { KEY_FIND, KEYCODE_HOME },           { KEY_SELECT, KEYCODE_END },
    { OURS, KEY_PASTE_BEGIN },      { OURS + 1, KEY_PASTE_END },
};

/* Both forms of each cursor key: which one comes depends on a mode that a program
 * before us may have left on. */
static const struct {
    const char *bytes;
    int curses;
} sequences[] = {
    { "\033[A", KEY_UP },     { "\033OA", KEY_UP },     { "\033[B", KEY_DOWN },  { "\033OB", KEY_DOWN },
    { "\033[C", KEY_RIGHT },  { "\033OC", KEY_RIGHT },  { "\033[D", KEY_LEFT },  { "\033OD", KEY_LEFT },
    { "\033[H", KEY_HOME },   { "\033OH", KEY_HOME },   { "\033[1~", KEY_HOME }, { "\033[7~", KEY_HOME },
    { "\033[F", KEY_END },    { "\033OF", KEY_END },    { "\033[4~", KEY_END },  { "\033[8~", KEY_END },
    { "\033[5~", KEY_PPAGE }, { "\033[6~", KEY_NPAGE }, { "\033[3~", KEY_DC },   { "\033[2~", KEY_IC },
    { "\033[Z", KEY_BTAB },   { "\033[200~", OURS },    { "\033[201~", OURS + 1 },
};

void terminal_define_keys(struct terminal *t)
{
    (void)t;
    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++)
        define_key(sequences[i].bytes, sequences[i].curses);
}

static uint32_t from_curses(int code)
{
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (named[i].curses == code)
            return named[i].key;
    if (code >= KEY_F(1) && code <= KEY_F(12))
        return (uint32_t)(KEYCODE_F1 + (code - KEY_F(1)));
    return KEY_NONE;
}

static uint32_t from_character(wint_t c)
{
    switch (c) {
    case '\r': case '\n': return KEYCODE_ENTER;
    case '\t': return KEYCODE_TAB;
    case ' ': return KEYCODE_SPACE;
    case 0x1B: return KEYCODE_ESCAPE;
    case 0x7F: case '\b': return KEYCODE_BACKSPACE;
    default: return (uint32_t)c;
    }
}

uint32_t terminal_key(struct terminal *t)
{
    for (int tries = 0; tries < 16; tries++) {
        wint_t c = 0;
        int kind = wget_wch(t->input, &c);
        if (kind == ERR)
            return KEY_NONE;
        uint32_t key = kind == KEY_CODE_YES ? from_curses((int)c) : from_character(c);
        if (key != KEY_NONE)
            return key;
    }
    return KEY_NONE;
}
