/* floor_paint: the least that any screen must do.
 *   floor_paint FILE    raw terminal, read one page of FILE, paint it; each key
 *                       scrolls one line; q ends it */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct termios old, raw;
    struct winsize size = { 24, 80, 0, 0 };
    static char page[16384], out[32768];
    int fd = argc > 1 ? open(argv[1], O_RDONLY) : -1;
    ssize_t len = fd < 0 ? 0 : read(fd, page, sizeof page);
    if (len < 0 || tcgetattr(0, &old) < 0)
        return 1;
    raw = old;
    cfmakeraw(&raw);
    tcsetattr(0, TCSANOW, &raw);
    ioctl(1, TIOCGWINSZ, &size);
    size_t at = (size_t)snprintf(out, sizeof out, "\033[H\033[2J");
    const char *line = page, *end = page + len;
    for (int row = 0; row < size.ws_row && line < end; row++) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        if (!stop)
            break;
        at += (size_t)snprintf(out + at, sizeof out - at, "%s%.*s", row ? "\r\n" : "", (int)(stop - line), line);
        line = stop + 1;
    }
    if (write(1, out, at) < 0)
        return 1;
    char key;
    for (int i = 0; read(0, &key, 1) == 1 && key != 'q'; i++) {
        int n = snprintf(out, sizeof out, "\033[S\033[%d;1Hline %-*d", size.ws_row, size.ws_col - 6, i);
        if (write(1, out, (size_t)n) < 0)
            return 1;
    }
    tcsetattr(0, TCSANOW, &old);
    return 0;
}
