#include "stream.h"

#include <stdlib.h>
#include <string.h>

/* Modes whose resting state is off; "h" sets and "l" resets, except where `low` says
 * that "l" is what disturbs. */
static const struct {
    const char *number;
    const char *name;
    bool low;
} stream_modes[] = {
    { "?1", "application cursor keys", false },
    { "?25", "cursor hidden", true },
    { "?47", "alternate screen", false },
    { "?1047", "alternate screen", false },
    { "?1049", "alternate screen", false },
    { "?7", "no line wrap", true },
    { "?9", "mouse", false },
    { "?1000", "mouse", false },
    { "?1002", "mouse", false },
    { "?1003", "mouse", false },
    { "?1005", "mouse reports in UTF-8", false },
    { "?1006", "mouse reports in SGR", false },
    { "?1015", "mouse reports in decimal", false },
    { "?1004", "focus reports", false },
    { "?2004", "bracketed paste", false },
    { "?2026", "a picture held back", false },
    { "4", "insert mode", false },
};
enum { MODE_COUNT = sizeof stream_modes / sizeof *stream_modes };
/* Those that have sequences of their own. */
enum { MODE_KEYPAD = 1u << 30, MODE_LINES = 1u << 29, MODE_REGION = 1u << 28 };
enum { ATTR_COUNT = 10, ATTR_FOREGROUND = 1 << ATTR_COUNT, ATTR_BACKGROUND = 2 << ATTR_COUNT };
enum { SEQUENCE_MAX = 1 << 20 };

void stream_init(struct stream *s)
{
    *s = (struct stream){ .sequence = STR_INIT, .character = STR_INIT };
    str_init(&s->sequence, SEQUENCE_MAX);
    str_init(&s->character, 64);
}

void stream_release(struct stream *s)
{
    str_release(&s->sequence);
    str_release(&s->character);
}

static void set_modes(struct stream *s, bool high)
{
    const char *at = s->sequence.data + 2;
    const char *mark = *at == '?' ? "?" : "";
    at += strlen(mark);
    for (size_t len; *at; at += len + (at[len] == ';')) {
        len = strspn(at, "0123456789");
        for (unsigned i = 0; i < MODE_COUNT; i++) {
            const char *number = stream_modes[i].number;
            if ((*number == '?') != (*mark == '?') || strncmp(number + strlen(mark), at, len) != 0 || number[strlen(mark) + len])
                continue;
            if (high != stream_modes[i].low)
                s->modes |= 1u << i;
            else
                s->modes &= ~(1u << i);
        }
        if (at[len] != ';')
            break;
    }
}

/* The numbers of an SGR from `at` that belong to one colour: "38;5;1" or "38;2;1;2;3". */
static size_t colour_len(const char *at)
{
    if (strncmp(at, "38", 2) != 0 && strncmp(at, "48", 2) != 0)
        return 0;
    if (at[2] == ':')
        return strspn(at, "0123456789:");
    int more = strncmp(at + 2, ";5;", 3) == 0 ? 2 : strncmp(at + 2, ";2;", 3) == 0 ? 4 : 0;
    size_t len = 2;
    for (int i = 0; i < more && at[len] == ';'; i++)
        len += 1 + strspn(at + len + 1, "0123456789");
    return len;
}

static void set_attribute(struct stream *s, int n)
{
    if (n == 0)
        s->drawn = 0;
    else if (n < ATTR_COUNT)
        s->drawn |= 1u << n;
    else if (n == 22)
        s->drawn &= ~(1u << 1 | 1u << 2);
    else if (n > 22 && n < 30)
        s->drawn &= ~(1u << (n - 20));
    else if (n == 39 || n == 49)
        s->drawn &= ~(unsigned)(n == 39 ? ATTR_FOREGROUND : ATTR_BACKGROUND);
    else if ((n >= 30 && n < 39) || (n >= 90 && n < 98))
        s->drawn |= ATTR_FOREGROUND;
    else if ((n >= 40 && n < 49) || (n >= 100 && n < 108))
        s->drawn |= ATTR_BACKGROUND;
}

static void draw_with(struct stream *s, struct str *out)
{
    const char *at = s->sequence.data + 2;
    str_adds(out, "\033[");
    for (;;) {
        size_t len = strspn(at, "0123456789:"), colour = colour_len(at);
        int n = (int)strtol(at, NULL, 10);
        set_attribute(s, n);
        if (colour)
            str_add(out, at, len = colour);
        else if (n == 2)
            str_adds(out, "11");
        else if (n == 22)
            str_adds(out, "22;10");
        else
            str_add(out, at, len);
        at += len;
        if (*at != ';')
            break;
        str_addc(out, *at++);
    }
    str_addc(out, 'm');
}

static void repeat(const struct stream *s, struct str *out)
{
    long count = strtol(s->sequence.data + 2, NULL, 10);
    for (long i = 0; i < (count > 0 ? count : 1) && i < 1000; i++)
        str_add(out, s->character.data, s->character.len);
}

/* "1;24" of 24 rows and nothing at all are the whole screen. */
static void set_region(struct stream *s, const char *at)
{
    char *end;
    long top = strtol(at, &end, 10), bottom = *end == ';' ? strtol(end + 1, NULL, 10) : 0;
    s->modes &= ~(unsigned)MODE_REGION;
    if (top > 1 || (bottom > 0 && bottom < s->rows))
        s->modes |= MODE_REGION;
}

static void end_csi(struct stream *s, char last, struct str *out)
{
    const char *first = s->sequence.data + 2;
    if (last == 'm' && !strchr("<=>?", *first)) {
        draw_with(s, out);
        return;
    }
    if (last == 'b') {
        repeat(s, out);
        return;
    }
    if (last == 'h' || last == 'l')
        set_modes(s, last == 'h');
    if (last == 'r' && *first != '?')
        set_region(s, first);
    if (last == 'p' && *first == '!')
        s->modes = s->drawn = 0;
    str_add(out, s->sequence.data, s->sequence.len);
}

static void end_string(struct stream *s, struct str *out)
{
    if (strncmp(s->sequence.data, "\033]8;", 4) == 0) {
        const char *address = strchr(s->sequence.data + 4, ';');
        s->link = address && address[1] != '\a' && address[1] != '\033';
    }
    str_add(out, s->sequence.data, s->sequence.len);
}

static enum stream_state after_escape(struct stream *s, char c, struct str *out)
{
    if (c == '[')
        return STREAM_CSI;
    if (c && strchr("]P_^X", c))
        return STREAM_STRING;
    if (c && strchr("()*+#% ", c))
        return STREAM_CHARSET;
    if (c == '=')
        s->modes |= MODE_KEYPAD;
    if (c == '>')
        s->modes &= ~(unsigned)MODE_KEYPAD;
    if (c == 'c')
        s->modes = s->drawn = 0;
    str_add(out, s->sequence.data, s->sequence.len);
    return STREAM_TEXT;
}

static void end_charset(struct stream *s, char c, struct str *out)
{
    if (s->sequence.data[1] == '(')
        s->modes = c == '0' ? s->modes | MODE_LINES : s->modes & ~(unsigned)MODE_LINES;
    str_add(out, s->sequence.data, s->sequence.len);
}

static void read_text(struct stream *s, char c, struct str *out)
{
    if (c == '\033') {
        s->state = STREAM_ESCAPE;
        str_reset(&s->sequence);
        str_addc(&s->sequence, c);
        return;
    }
    if (((unsigned char)c & 0xC0) != 0x80)
        str_reset(&s->character);
    if ((unsigned char)c >= ' ')
        str_addc(&s->character, c);
    s->bells += c == '\a';
    str_addc(out, c);
}

static void read_sequence(struct stream *s, char c, struct str *out)
{
    str_addc(&s->sequence, c);
    if (s->state == STREAM_ESCAPE) {
        s->state = after_escape(s, c, out);
    } else if (s->state == STREAM_CSI) {
        if (c >= '@' && c <= '~') {
            end_csi(s, c, out);
            s->state = STREAM_TEXT;
        }
    } else if (s->state == STREAM_CHARSET) {
        end_charset(s, c, out);
        s->state = STREAM_TEXT;
    } else if (c == '\a' || (s->state == STREAM_STRING_ESCAPE && c == '\\')) {
        end_string(s, out);
        s->state = STREAM_TEXT;
    } else {
        s->state = c == '\033' ? STREAM_STRING_ESCAPE : STREAM_STRING;
    }
}

void stream_read(struct stream *s, const char *bytes, size_t len, struct str *out)
{
    for (size_t i = 0; i < len; i++) {
        if (s->state == STREAM_TEXT)
            read_text(s, bytes[i], out);
        else
            read_sequence(s, bytes[i], out);
    }
}

bool stream_cursor_keys(const struct stream *s)
{
    return s->modes & 1u;
}

bool stream_cursor_hidden(const struct stream *s)
{
    return s->modes & 2u;
}

static void name(struct str *out, const char *what)
{
    str_addf(out, "%s%s", out->len ? ", " : "", what);
}

bool stream_left(const struct stream *s, struct str *out)
{
    for (unsigned i = 0; i < MODE_COUNT; i++)
        if (s->modes & 1u << i)
            name(out, stream_modes[i].name);
    if (s->modes & MODE_KEYPAD)
        name(out, "application keypad");
    if (s->modes & MODE_LINES)
        name(out, "line drawing characters");
    if (s->modes & MODE_REGION)
        name(out, "a scrolling region");
    if (s->drawn)
        name(out, "attributes");
    if (s->link)
        name(out, "an open link");
    if (s->state != STREAM_TEXT)
        name(out, "half an escape sequence");
    return out->len > 0;
}
