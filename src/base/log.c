#include "base/log.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* The one log of the process; set once at start. */
static int log_fd = -1;
static const char *log_program = "";

void log_open(const char *program)
{
    const char *path = getenv("TELEX_LOG");
    log_program = program;
    if (path && *path)
        log_fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

void log_note(const char *format, ...)
{
    if (log_fd < 0)
        return;
    char line[1024];
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    int at = snprintf(line, sizeof line, "%lld.%03ld %s[%ld] ", (long long)t.tv_sec, t.tv_nsec / 1000000, log_program, (long)getpid());
    va_list args;
    va_start(args, format);
    int more = vsnprintf(line + at, sizeof line - (size_t)at - 1, format, args);
    va_end(args);
    size_t len = (size_t)at + (more < 0 ? 0 : (size_t)more);
    if (len > sizeof line - 1)
        len = sizeof line - 1;
    line[len++] = '\n';
    if (write(log_fd, line, len) < 0)
        log_fd = -1;
}
