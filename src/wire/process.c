#include "wire/process.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef HAVE_SYS_PRCTL_H
#include <sys/prctl.h>
#endif

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"

extern char **environ;

/* The running program's folder, NULL where the system does not tell. */
static char *own_folder(void)
{
    static const char *const places[] = { "/proc/self/exe", "/proc/curproc/file" };
    char path[PATH_MAX];
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        ssize_t n = readlink(places[i], path, sizeof path - 1);
        char *slash = n > 0 ? memrchr(path, '/', (size_t)n) : NULL;
        if (slash)
            return mem_strndup(path, (size_t)(slash - path));
    }
    return NULL;
}

char *process_helper(const char *name)
{
    const char *told = getenv("TELEX_LIBEXECDIR");
    if (told && *told)
        return file_join(told, name);
    char *folder = own_folder();
    char *path = folder ? file_join(folder, name) : NULL;
    free(folder);
    if (path && access(path, X_OK) == 0)
        return path;
    free(path);
    return file_join(PKGLIBEXECDIR, name);
}

static void give_files(posix_spawn_file_actions_t *files, const int fds[3])
{
    for (int i = 0; i < 3; i++)
        if (fds[i] >= 0)
            posix_spawn_file_actions_adddup2(files, fds[i], i);
        else
            posix_spawn_file_actions_addopen(files, i, "/dev/null", i ? O_WRONLY : O_RDONLY, 0);
}

static int most_files(void)
{
    long most = sysconf(_SC_OPEN_MAX);
    return most > 0 && most < 65536 ? (int)most : 65536;
}

/* Some libraries open what any child would inherit. */
static void keep_above(int last)
{
#if defined(HAVE_CLOSE_RANGE) && defined(CLOSE_RANGE_CLOEXEC)
    if (close_range((unsigned)last + 1, UINT_MAX, CLOSE_RANGE_CLOEXEC) == 0)
        return;
#endif
    for (int fd = last + 1; fd < most_files(); fd++)
        fcntl(fd, F_SETFD, FD_CLOEXEC);
}

/* The mask empty; what this program ignores or catches as it was at first. */
int process_spawn(const char *path, const char *const argv[], const int fds[3], int how, pid_t *pid)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    sigset_t none, usual;
    sigemptyset(&none);
    sigemptyset(&usual);
    for (size_t i = 0; i < 7; i++)
        sigaddset(&usual, (const int[]){ SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGCHLD, SIGTSTP, SIGQUIT }[i]);
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    keep_above(2);
    give_files(&files, fds);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, (short)(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                                  (how & PROCESS_GROUP ? POSIX_SPAWN_SETPGROUP : 0)));
    int failed = how & PROCESS_SEARCH ? posix_spawnp(pid, path, &files, &attributes, (char *const *)argv, environ)
                                      : posix_spawn(pid, path, &files, &attributes, (char *const *)argv, environ);
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    errno = failed;
    return failed ? -1 : 0;
}

/* A pair that no child inherits; neither end is 0, 1 or 2, which the child's
 * own would cover. */
static int make_pair(int pair[2])
{
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
        return -1;
    for (int i = 0; i < 2; i++) {
        int high = fcntl(pair[i], F_DUPFD_CLOEXEC, 3);
        close(pair[i]);
        pair[i] = high;
    }
    if (pair[0] >= 0 && pair[1] >= 0)
        return fcntl(pair[0], F_SETFL, O_NONBLOCK);
    if (pair[0] >= 0)
        close(pair[0]);
    if (pair[1] >= 0)
        close(pair[1]);
    return -1;
}

int process_start(const char *const argv[], bool own_group, pid_t *pid, int *fd, struct err *err)
{
    int pair[2];
    if (make_pair(pair) != 0)
        return err_sys(err, _("%s cannot be started"), argv[0]);
    char *path = process_helper(argv[0]);
    const int fds[3] = { pair[1], -1, -1 };
    int failed = process_spawn(path, argv, fds, own_group ? PROCESS_GROUP : 0, pid);
    if (failed)
        err_sys(err, _("%s cannot be started"), path);
    close(pair[1]);
    if (failed) {
        close(pair[0]);
    } else {
        *fd = pair[0];
    }
    free(path);
    return failed;
}

bool process_ended(pid_t pid, int *status)
{
    int s = 0;
    pid_t got = waitpid(pid, &s, WNOHANG);
    if (status)
        *status = s;
    return got == pid || (got < 0 && errno == ECHILD);
}

void process_kill(pid_t pid)
{
    kill(pid, SIGKILL);
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {
    }
}

static void close_above(int last)
{
#ifdef HAVE_CLOSE_RANGE
    if (close_range((unsigned)last + 1, UINT_MAX, 0) == 0)
        return;
#endif
    for (int fd = last + 1; fd < most_files(); fd++)
        close(fd);
}

void process_settle(bool with_parent)
{
    close_above(2);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
#if defined(HAVE_SYS_PRCTL_H) && defined(PR_SET_PDEATHSIG)
    if (with_parent)
        prctl(PR_SET_PDEATHSIG, SIGKILL);
#else
    (void)with_parent;
#endif
}

int process_cores(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > 256 ? 256 : (int)n;
}
