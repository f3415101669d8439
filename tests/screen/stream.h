/* stream.h: what a program's bytes leave behind in a terminal.
 *
 * Reads along with the emulator: counts bells, keeps the modes that a program has to
 * put back at its end, and mends what old emulators do not know: dim is handed on as the
 * first alternative font, a repeated character (REP) is written out. */
#ifndef TELEX_TESTS_SCREEN_STREAM_H
#define TELEX_TESTS_SCREEN_STREAM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

enum stream_state { STREAM_TEXT, STREAM_ESCAPE, STREAM_CSI, STREAM_STRING, STREAM_STRING_ESCAPE, STREAM_CHARSET };

struct stream {
    enum stream_state state;
    struct str sequence;  /* the escape sequence begun, ESC included */
    struct str character; /* the last one drawn, for REP */
    unsigned modes;       /* bits of stream_modes[] */
    int rows;             /* the screen's, kept by the caller: a region of all of them is none */
    bool link;            /* an OSC 8 link is open */
    unsigned drawn;       /* attributes that are on */
    int bells;
};

void stream_init(struct stream *s);
void stream_release(struct stream *s);
/* Reads len bytes and adds to out what the emulator is to be told. */
void stream_read(struct stream *s, const char *bytes, size_t len, struct str *out);
/* Application cursor keys are on: arrows are sent as ESC O. */
bool stream_cursor_keys(const struct stream *s);
bool stream_cursor_hidden(const struct stream *s);
/* Adds what is not as a shell wants it ("alternate screen, mouse"); false where all is. */
bool stream_left(const struct stream *s, struct str *out);

#endif
