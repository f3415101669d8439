/* What curses writes is kept back, and leaves in one write. */
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "config.h"
#include "screen/terminal_out.h"
#include "tests/tap.h"

static int ends[2], results;

/* What one write of standard output was; "" where there was none. */
static const char *next_write(void)
{
    static char bytes[100];
    ssize_t n = recv(ends[0], bytes, sizeof bytes - 1, MSG_DONTWAIT);
    bytes[n > 0 ? n : 0] = '\0';
    return bytes;
}

static void expect(const char *want, const char *what)
{
    const char *got = next_write();
    dup2(results, STDOUT_FILENO);
    is_str(got, want, what);
    dup2(ends[1], STDOUT_FILENO);
}

/* As curses does it: past stdio, on the stream's descriptor. */
static void curses_writes(const char *text)
{
    ssize_t n = write(fileno(out_stream()), text, strlen(text));
    if (n != (ssize_t)strlen(text))
        fprintf(stderr, "# \"%s\" was not taken\n", text);
}

static void test_gathering(void)
{
    curses_writes("at once");
    expect("at once", "what nobody gathers goes out");
    out_gather();
    curses_writes("one ");
    out_put("two ", 4);
    out_gather();
    curses_writes("three");
    expect("", "what is gathered waits, though it was asked for twice");
    out_send();
    expect("one two three", "and leaves in its order, in one write");
    out_send();
    expect("", "once");
    curses_writes("later");
    expect("later", "then all goes out at once again");
    out_gather();
    curses_writes("x");
    out_send();
    expect("x", "a shorter one has nothing of the longer one before");
    out_put("beside", 6);
    expect("beside", "what curses knows nothing of needs no gathering");
}

int main(void)
{
#if HAVE_MEMFD_CREATE && HAVE_DUP3
    /* A socket that keeps writes apart stands for the terminal; results go where they went. */
    results = dup(STDOUT_FILENO);
    if (results < 0 || socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) != 0 || dup2(ends[1], STDOUT_FILENO) < 0)
        return 99;
    test_gathering();
    dup2(results, STDOUT_FILENO);
    return tap_done();
#else
    puts("1..0 # SKIP no files in memory here");
    return 0;
#endif
}
