#include "terminal.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "text/utf8.h"

/* Silence that counts: longer than programs take between two writes of one picture,
 * and behind an Escape longer than they wait for the rest of a function key. */
enum { QUIET_MS = 60, QUIET_ESCAPE_MS = 250, LAST_MS = 300, ARRIVAL_MS = 2000 };
enum { RAW_MAX = 64 << 20 };

int64_t terminal_tick(void)
{
    struct clock clock = clock_system();
    return clock_tick(&clock);
}

static void answer(const char *bytes, size_t len, void *context)
{
    struct terminal *t = context;
    if (t->program.master >= 0 && write(t->program.master, bytes, len) < 0 && errno != EAGAIN)
        t->last_bytes = terminal_tick();
}

static void switch_on(struct terminal *t)
{
    str_reset(&t->raw);
    stream_init(&t->stream);
    t->stream.rows = t->rows;
    t->vt = vterm_new(t->rows, t->cols);
    vterm_set_utf8(t->vt, 1);
    vterm_output_set_callback(t->vt, answer, t);
    t->screen = vterm_obtain_screen(t->vt);
    vterm_screen_enable_altscreen(t->screen, 1);
    vterm_screen_reset(t->screen, 1);
    t->last_bytes = terminal_tick();
}

static void switch_off(struct terminal *t)
{
    program_release(&t->program);
    stream_release(&t->stream);
    vterm_free(t->vt);
}

void terminal_init(struct terminal *t, int rows, int cols)
{
    *t = (struct terminal){ .rows = rows, .cols = cols, .raw = STR_INIT };
    t->program = (struct program){ .master = -1, .slave = -1, .events = -1 };
    str_init(&t->raw, RAW_MAX);
    switch_on(t);
}

void terminal_release(struct terminal *t)
{
    switch_off(t);
    str_release(&t->raw);
}

bool terminal_start(struct terminal *t, const char *const argv[], const char *dir)
{
    switch_off(t);
    switch_on(t);
    return program_start(&t->program, argv, dir, t->rows, t->cols);
}

void terminal_resize(struct terminal *t, int rows, int cols)
{
    t->rows = t->stream.rows = rows;
    t->cols = cols;
    vterm_set_size(t->vt, rows, cols);
    t->last_bytes = terminal_tick();
    if (t->program.started)
        program_resize(&t->program, rows, cols);
}

static void take(struct terminal *t, const char *bytes, size_t len)
{
    struct str told = STR_INIT;
    str_add(&t->raw, bytes, len);
    stream_read(&t->stream, bytes, len, &told);
    vterm_input_write(t->vt, told.data, told.len);
    t->last_bytes = terminal_tick();
    str_release(&told);
}

/* False where nothing will ever come again. */
static bool read_some(struct terminal *t)
{
    char bytes[8192];
    if (t->program.master < 0)
        return false;
    ssize_t len = read(t->program.master, bytes, sizeof bytes);
    if (len > 0)
        take(t, bytes, (size_t)len);
    return len > 0 || (len < 0 && (errno == EAGAIN || errno == EINTR));
}

/* What an ended program left in the pipe between us, as long as somebody holds it. */
static void read_last(struct terminal *t)
{
    int64_t until = terminal_tick() + LAST_MS;
    struct pollfd p = { .fd = t->program.master, .events = POLLIN };
    while (p.fd >= 0 && terminal_tick() < until && poll(&p, 1, 20) >= 0)
        if (!read_some(t))
            break;
}

void terminal_turn(struct terminal *t, int ms)
{
    struct pollfd p[2] = { { .fd = t->program.master, .events = POLLIN }, { .fd = t->program.events, .events = POLLIN } };
    bool ended = t->program.ended;
    if (poll(p, 2, ms) < 0)
        return;
    if (p[0].revents)
        read_some(t);
    program_serve(&t->program);
    if (t->program.ended && !ended)
        read_last(t);
    else if (ended && ms > 0 && p[0].revents)
        usleep(1000); /* a terminal whose other side is closed is always ready */
}

/* On a busy machine what is typed can be on its way for longer than a program is given to
 * be silent: it has arrived when the program, which waited, has waited anew. */
static bool has_arrived(struct terminal *t, int64_t now)
{
    if (t->waits >= 0 && (now - t->typed > ARRIVAL_MS || program_waits(&t->program) != t->waits))
        t->waits = -1;
    return t->waits < 0;
}

bool terminal_settle(struct terminal *t, int ms)
{
    int64_t now = terminal_tick(), until = now + ms, idle_since = now;
    int quiet = t->escape_sent ? QUIET_ESCAPE_MS : QUIET_MS;
    for (; now < until; now = terminal_tick()) {
        terminal_turn(t, 5);
        if (!program_idle(&t->program) || !(t->program.stopped || has_arrived(t, now)))
            idle_since = now;
        if (now - idle_since >= quiet && now - t->last_bytes >= quiet)
            return true;
        if (t->program.ended)
            return true;
    }
    return false;
}

void terminal_type(struct terminal *t, const char *bytes, size_t len)
{
    t->escape_sent = len && bytes[len - 1] == '\033';
    t->waits = len ? program_waits(&t->program) : -1;
    t->typed = terminal_tick();
    while (len && t->program.master >= 0 && !t->program.ended) {
        ssize_t written = write(t->program.master, bytes, len);
        if (written < 0 && errno != EAGAIN && errno != EINTR)
            break;
        if (written > 0) {
            bytes += written;
            len -= (size_t)written;
        } else {
            terminal_turn(t, 10);
        }
    }
    t->last_bytes = terminal_tick();
}

void terminal_row(const struct terminal *t, int row, struct str *out)
{
    size_t used = out->len;
    VTermScreenCell cell;
    for (VTermPos at = { .row = row, .col = 0 }; at.col < t->cols; at.col += cell.width > 1 ? cell.width : 1) {
        vterm_screen_get_cell(t->screen, at, &cell);
        for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] && cell.chars[i] != (uint32_t)-1; i++)
            utf8_add(out, cell.chars[i]);
        if (!cell.chars[0])
            str_addc(out, ' ');
        else if (cell.chars[0] != ' ')
            used = out->len;
    }
    str_cut(out, used);
}

int terminal_find(const struct terminal *t, const char *text)
{
    int found = -1;
    struct str line = STR_INIT;
    for (int row = 0; row < t->rows && found < 0; row++) {
        str_reset(&line);
        terminal_row(t, row, &line);
        if (str_find(line.data, line.len, text))
            found = row;
    }
    str_release(&line);
    return found;
}

void terminal_cursor(const struct terminal *t, int *row, int *col, bool *shown)
{
    VTermPos at;
    vterm_state_get_cursorpos(vterm_obtain_state(t->vt), &at);
    *row = at.row;
    *col = at.col;
    *shown = !stream_cursor_hidden(&t->stream);
}
