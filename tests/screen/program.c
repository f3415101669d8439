#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#ifdef HAVE_PTY_H
#include <pty.h>
#elif defined HAVE_LIBUTIL_H
#include <libutil.h>
#elif defined HAVE_UTIL_H
#include <util.h>
#endif

struct event {
    char kind; /* P: its process id, W: what waitpid() gave */
    int value;
};

static void tell(int fd, char kind, int value)
{
    struct event e;
    memset(&e, 0, sizeof e);
    e.kind = kind;
    e.value = value;
    while (write(fd, &e, sizeof e) < 0 && errno == EINTR)
        ;
}

static const int warden_ignores[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU };
enum { IGNORED = sizeof warden_ignores / sizeof *warden_ignores };

static _Noreturn void become(const char *const argv[])
{
    setpgid(0, 0);
    tcsetpgrp(0, getpid());
    for (int i = 0; i < IGNORED; i++)
        signal(warden_ignores[i], SIG_DFL);
    execv(argv[0], (char *const *)argv);
    fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
    _exit(127);
}

static _Noreturn void watch_over(const char *const argv[], const char *dir, int events)
{
    int status;
    for (int i = 0; i < IGNORED; i++)
        signal(warden_ignores[i], SIG_IGN);
    if (chdir(dir) != 0)
        _exit(1);
    fcntl(events, F_SETFD, FD_CLOEXEC);
    pid_t pid = fork();
    if (pid == 0)
        become(argv);
    setpgid(pid, pid);
    tell(events, 'P', (int)pid);
    while (waitpid(pid, &status, WUNTRACED | WCONTINUED) >= 0 || errno == EINTR) {
        tell(events, 'W', status);
        if (WIFEXITED(status) || WIFSIGNALED(status))
            break;
    }
    _exit(0);
}

static void never_block(int fd)
{
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    fcntl(fd, F_SETFD, FD_CLOEXEC);
}

static bool hear_pid(struct program *p)
{
    struct event e;
    if (read(p->events, &e, sizeof e) != (ssize_t)sizeof e || e.kind != 'P')
        return false;
    p->pid = (pid_t)e.value;
    never_block(p->events);
    return true;
}

bool program_start(struct program *p, const char *const argv[], const char *dir, int rows, int cols)
{
    int fds[2];
    struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };
    *p = (struct program){ .master = -1, .slave = -1, .events = -1 };
    if (pipe(fds) != 0)
        return false;
    p->warden = forkpty(&p->master, NULL, NULL, &size);
    if (p->warden == 0) {
        close(fds[0]);
        watch_over(argv, dir, fds[1]);
    }
    close(fds[1]);
    p->events = fds[0];
    if (p->warden < 0)
        return false;
    p->slave = open(ptsname(p->master), O_RDWR | O_NOCTTY | O_CLOEXEC);
    never_block(p->master);
    p->started = true;
    return hear_pid(p);
}

void program_resize(const struct program *p, int rows, int cols)
{
    struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };
    ioctl(p->master, TIOCSWINSZ, &size);
}

void program_signal(const struct program *p, int number)
{
    if (p->pid > 0 && !p->ended)
        kill(-p->pid, number);
}

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void note(struct program *p, const struct event *e)
{
    p->stopped = WIFSTOPPED(e->value);
    if (WIFEXITED(e->value) || WIFSIGNALED(e->value)) {
        p->ended = true;
        p->status = e->value;
        close_fd(&p->slave); /* so that the master comes to an end */
    }
}

void program_serve(struct program *p)
{
    struct event e;
    ssize_t got = 1;
    while (p->events >= 0 && (got = read(p->events, &e, sizeof e)) == (ssize_t)sizeof e)
        note(p, &e);
    if (got == 0)
        close_fd(&p->events);
}

/* The letter that the kernel gives for what a process does; S where nobody can say. */
static char process_state(pid_t pid)
{
    char path[64], line[512];
    snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
    FILE *f = fopen(path, "r");
    if (!f)
        return 'S';
    const char *behind = fgets(line, sizeof line, f) ? strrchr(line, ')') : NULL;
    fclose(f);
    return behind && strlen(behind) > 2 ? behind[2] : 'S';
}

long program_waits(const struct program *p)
{
    static const char key[] = "voluntary_ctxt_switches:";
    char path[64], line[256];
    long count = -1;
    snprintf(path, sizeof path, "/proc/%ld/status", (long)p->pid);
    FILE *f = fopen(path, "r");
    while (f && fgets(line, sizeof line, f))
        if (strncmp(line, key, sizeof key - 1) == 0)
            count = strtol(line + sizeof key - 1, NULL, 10);
    if (f)
        fclose(f);
    return count;
}

bool program_idle(const struct program *p)
{
    int unread = 0;
    if (p->ended || p->stopped)
        return true;
    if (p->slave >= 0 && ioctl(p->slave, FIONREAD, &unread) == 0 && unread > 0)
        return false;
    return process_state(p->pid) != 'R' && process_state(p->pid) != 'D';
}

/* The kernel tells the session's leader alone, which as a shell would tells its job. */
void program_hang_up(struct program *p)
{
    close_fd(&p->slave);
    close_fd(&p->master);
    program_signal(p, SIGHUP);
}

void program_release(struct program *p)
{
    if (!p->started)
        return;
    program_serve(p);
    program_hang_up(p);
    program_signal(p, SIGCONT);
    for (int i = 0; i < 100 && !p->ended && p->events >= 0; i++) {
        usleep(20000);
        program_serve(p);
    }
    program_signal(p, SIGKILL);
    waitpid(p->warden, NULL, 0);
    close_fd(&p->events);
    p->started = false;
}
