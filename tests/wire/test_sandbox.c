/* A sealed process computes and can do nothing else: each thing is tried in a child of
 * its own, first unsealed, where it must work, so that a refusal means something. */
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/tap.h"
#include "wire/sandbox.h"

static int listening = -1, spare = -1; /* a port of this machine, and the child's own socket, made before it is sealed */
static struct sockaddr_in port;

/* ---- What a parser must not be able to do: each returns true where it could ---- */

static bool opens_file(void) { return open("/dev/null", O_RDONLY) >= 0; }
static bool opens_proc(void) { return open("/proc/self/status", O_RDONLY) >= 0; }
static bool reads_parent(void)
{
    char path[60];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)getppid());
    return open(path, O_RDONLY) >= 0;
}
static bool makes_file(void)
{
    char name[60];
    snprintf(name, sizeof name, "telex-sandbox-%d", (int)getpid());
    return open(name, O_CREAT | O_WRONLY, 0600) >= 0 && unlink(name) == 0;
}
static bool stats_file(void)
{
    struct stat st;
    return stat("/dev/null", &st) == 0;
}
static bool changes_folder(void) { return chdir("/") == 0; }
static bool makes_socket(void) { return socket(AF_INET, SOCK_STREAM, 0) >= 0; }
static bool makes_local_socket(void) { return socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }
static bool connects(void) { return connect(spare, (struct sockaddr *)&port, sizeof port) == 0; }
static bool listens(void) { return listen(spare, 1) == 0; }
static bool forks(void)
{
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    return child > 0 && waitpid(child, NULL, 0) == child;
}
static bool signals_parent(void) { return kill(getppid(), 0) == 0; }
static bool duplicates(void) { return dup(0) >= 0; }
#ifdef __linux__
static bool signals_parents_thread(void) { return syscall(SYS_tgkill, getppid(), getppid(), 0) == 0; }
#endif
static bool runs_memory(void)
{
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}
static bool makes_memory_run(void)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return page != MAP_FAILED && mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
}
/* Only a process that was replaced ends with 42. */
static bool runs_program(void)
{
    execl("/bin/sh", "sh", "-c", "exit 42", (char *)NULL);
    return false;
}
#if defined __GLIBC__ && !defined _LIBICONV_VERSION
static bool opens_converter(void) { return iconv_open("UTF-8", "KOI8-R") != (iconv_t)-1; }
#endif

/* ---- What it must be able to do ---- */

static bool computes(void)
{
    enum { SIZE = 20 << 20 };
    char *volatile memory = malloc(SIZE);
    if (!memory)
        return false;
    memset(memory, 1, SIZE);
    memory = realloc(memory, 2 * SIZE);
    bool good = memory && memory[SIZE - 1] == 1;
    free(memory);
    return good;
}
static bool reads_and_writes(void)
{
    char byte;
    return read(0, &byte, 1) == 1 && byte == '?' && write(1, "!", 1) == 1;
}
static bool tells_time(void)
{
    struct timespec t;
    return clock_gettime(CLOCK_MONOTONIC, &t) == 0;
}
static bool is_bounded(void)
{
    void *volatile memory = malloc((size_t)1 << 30);
    return memory == NULL;
}

/* ---- A child tries: 'y' it could, 'n' it could not, '-' it did not come to it ---- */

static int status_of(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}

static pid_t start(bool (*attempt)(void), bool sealed, int in, int out)
{
    fflush(stdout);
    pid_t child = fork();
    if (child)
        return child;
    dup2(in, 0);
    dup2(out, 1);
    spare = socket(AF_INET, SOCK_STREAM, 0);
    if (sealed)
        sandbox_limit();
    if (sealed && sandbox_seal(NULL) != 0)
        _exit(9);
    _exit(attempt() ? 42 : 43);
}

static char tries(bool (*attempt)(void), bool sealed)
{
    int to[2], from[2];
    char answer = 0;
    if (pipe(to) != 0 || pipe(from) != 0 || write(to[1], "?", 1) != 1)
        return '-';
    int status = status_of(start(attempt, sealed, to[0], from[1]));
    close(from[1]);
    bool told = read(from[0], &answer, 1) == 1 && answer == '!';
    close(from[0]);
    close(to[0]);
    close(to[1]);
    if (attempt == reads_and_writes && !told)
        return 'n';
    return !WIFEXITED(status) ? '-' : WEXITSTATUS(status) == 42 ? 'y' : WEXITSTATUS(status) == 43 ? 'n' : '-';
}

static void must_be_refused(bool (*attempt)(void), const char *name)
{
    if (tries(attempt, false) != 'y')
        skip(name, "this machine does not allow it anyway");
    else
        ok(tries(attempt, true) == 'n', "a sealed process cannot %s", name);
}

static void aborts(void)
{
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        sandbox_limit();
        if (sandbox_seal(NULL) == 0)
            abort();
        _exit(9);
    }
    int status = status_of(child);
    ok(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT, "and ends by abort() as any other");
}

static void open_port(void)
{
    socklen_t len = sizeof port;
    port = (struct sockaddr_in){ .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    listening = socket(AF_INET, SOCK_STREAM, 0);
    if (listening >= 0 && bind(listening, (struct sockaddr *)&port, sizeof port) == 0 && listen(listening, 8) == 0)
        getsockname(listening, (struct sockaddr *)&port, &len);
}

static const char *why_not(void)
{
    const char *preload = getenv("LD_PRELOAD"), *said = sandbox_describe();
    if (strstr(said, "no sandbox") || strstr(said, "is off"))
        return said;
    return preload && strstr(preload, "vgpreload") ? "valgrind needs rights of its own in the process" : NULL;
}

int main(void)
{
    static const struct { bool (*attempt)(void); const char *name; } refused[] = {
        { opens_file, "open a file" },
        { opens_proc, "look at itself in /proc" },
        { reads_parent, "look at its parent there" },
        { makes_file, "make a file" },
        { stats_file, "learn whether a file exists" },
        { changes_folder, "leave its folder" },
        { makes_socket, "make a socket" },
        { makes_local_socket, "make a local one" },
        { connects, "connect one that it holds" },
        { listens, "listen on one" },
        { forks, "start a process" },
        { runs_program, "run a program" },
        { signals_parent, "signal another process" },
#ifdef __linux__
        { signals_parents_thread, "signal another's thread" },
#endif
        { duplicates, "make a descriptor" },
        { runs_memory, "get memory to run" },
        { makes_memory_run, "make what it has such" },
#if defined __GLIBC__ && !defined _LIBICONV_VERSION
        { opens_converter, "load a converter" },
#endif
    };
    const char *why = why_not();
    if (why) {
        skip("a sealed process", why);
        return tap_done();
    }
    open_port();
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        must_be_refused(refused[i].attempt, refused[i].name);
    ok(tries(computes, true) == 'y', "it has memory to compute in");
    ok(tries(reads_and_writes, true) == 'y', "reads and writes what it holds");
    ok(tries(tells_time, true) == 'y', "knows how much time has passed");
    ok(tries(is_bounded, true) == 'y', "and has no more memory than it was given");
    aborts();
    close(listening);
    return tap_done();
}
