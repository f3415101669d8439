#include "screen/terminal_out.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/mem.h"

static struct {
    FILE *stream;
    int fd;          /* of the stream */
    int memory;      /* what is kept back; -1: nothing can be */
    bool gathers;
    char *bytes;     /* on their way from there to the terminal */
    size_t room;
} out = { .memory = -1 };

/* Past stdio: what a terminal that is gone does not take is kept nowhere. */
static void send_to(int fd, const char *bytes, size_t len)
{
    while (len) {
        ssize_t n = write(fd, bytes, len);
        if (n < 0 && errno != EINTR)
            return;
        bytes += n < 0 ? 0 : n;
        len -= n < 0 ? 0 : (size_t)n;
    }
}

#if HAVE_MEMFD_CREATE && HAVE_DUP3

static int open_memory(void)
{
    return memfd_create("telex", MFD_CLOEXEC);
}

static bool point(int to)
{
    int got;
    while ((got = dup3(to, out.fd, O_CLOEXEC)) < 0 && errno == EINTR)
        ;
    return got >= 0;
}

#else

static int open_memory(void)
{
    return -1;
}

static bool point(int to)
{
    (void)to;
    return false;
}

#endif

FILE *out_stream(void)
{
    if (out.stream)
        return out.stream;
    out.fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    out.stream = out.fd >= 0 ? fdopen(out.fd, "w") : NULL;
    if (out.stream)
        out.memory = open_memory();
    return out.stream ? out.stream : stdout;
}

void out_gather(void)
{
    if (!out.gathers && out.memory >= 0 && lseek(out.memory, 0, SEEK_SET) == 0)
        out.gathers = point(out.memory);
}

void out_send(void)
{
    if (!out.gathers)
        return;
    off_t end = lseek(out.memory, 0, SEEK_CUR);
    size_t len = end > 0 ? (size_t)end : 0;
    out.gathers = false;
    must(point(STDOUT_FILENO));
    if (len > out.room) {
        out.bytes = mem_grow(out.bytes, len, 1);
        out.room = len;
    }
    ssize_t got = pread(out.memory, out.bytes, len, 0);
    send_to(STDOUT_FILENO, out.bytes, got > 0 ? (size_t)got : 0);
}

void out_put(const char *bytes, size_t len)
{
    send_to(out.gathers ? out.memory : STDOUT_FILENO, bytes, len);
}
