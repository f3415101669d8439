#include "wire/run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "text/clean.h"
#include "wire/process.h"

enum {
    PIECE = 64 << 10,
    SAID_MAX = 4 << 10, /* of its errors, the last */
    LINE_MAX_BYTES = 300,
    LOOK_MS = 10,       /* whether it has ended */
    GRACE_MS = 1000     /* after its output was closed */
};

enum { IN, OUT, ERRORS, PIPES };

struct run {
    struct loop *loop;
    struct run_sink sink;
    pid_t pid;
    int fds[PIPES]; /* our ends, -1: closed */
    char *input;    /* owned: a piece on its way in */
    size_t input_at, input_len;
    struct str said;
    int64_t grace;  /* milliseconds left to end by itself */
    bool too_slow, stopped;
};

static void look(void *context);
static void out_of_time(void *context);

static void close_end(struct run *c, int which)
{
    if (c->fds[which] < 0)
        return;
    loop_forget(c->loop, c->fds[which]);
    close(c->fds[which]);
    c->fds[which] = -1;
}

static void release(struct run *c)
{
    for (int i = 0; i < PIPES; i++)
        close_end(c, i);
    loop_stop(c->loop, look, c);
    loop_stop(c->loop, out_of_time, c);
    str_release(&c->said);
    free(c->input);
    free(c);
}

static void kill_group(struct run *c)
{
    kill(-c->pid, SIGKILL);
    process_kill(c->pid);
}

void run_drop(struct run *c)
{
    if (!c)
        return;
    kill_group(c);
    release(c);
}

/* The last line that says something. */
static void last_line(const struct str *said, struct str *out)
{
    const char *end = said->data + said->len, *from;
    while (end > said->data && (unsigned char)end[-1] <= ' ')
        end--;
    for (from = end; from > said->data && from[-1] != '\n' && end - from < LINE_MAX_BYTES;)
        from--;
    clean_text(from, (size_t)(end - from), CLEAN_FOLD, out);
}

static void finish(struct run *c, int status)
{
    struct str line = STR_INIT;
    struct run_end end = { .how = RUN_DONE };
    if (c->stopped || c->too_slow) {
        end.how = c->stopped ? RUN_STOPPED : RUN_TOO_SLOW;
    } else if (WIFSIGNALED(status)) {
        end.how = RUN_KILLED;
        end.status = WTERMSIG(status);
    } else if (WEXITSTATUS(status)) {
        end.how = RUN_FAILED;
        end.status = WEXITSTATUS(status);
    }
    last_line(&c->said, &line);
    end.said = line.data;
    struct run_sink sink = c->sink;
    release(c);
    sink.done(sink.context, &end);
    str_release(&line);
}

/* What of its group still runs when it is over itself is not waited for. */
static void look(void *context)
{
    struct run *c = context;
    int status = 0;
    if (process_ended(c->pid, &status)) {
        kill(-c->pid, SIGKILL);
        finish(c, status);
        return;
    }
    c->grace -= LOOK_MS;
    if (c->grace <= 0)
        kill(-c->pid, SIGKILL);
    loop_after(c->loop, LOOK_MS, look, c);
}

static void end_soon(struct run *c, int64_t grace)
{
    close_end(c, IN);
    close_end(c, OUT);
    c->grace = grace;
    loop_after(c->loop, 0, look, c);
}

static void out_of_time(void *context)
{
    struct run *c = context;
    c->too_slow = true;
    end_soon(c, 0);
}

static void can_give(void *context, short events)
{
    struct run *c = context;
    (void)events;
    if (c->input_at == c->input_len) {
        c->input_at = 0;
        c->input_len = c->sink.give(c->sink.context, c->input, PIECE);
    }
    if (c->input_len == 0) {
        close_end(c, IN);
        return;
    }
    ssize_t n = write(c->fds[IN], c->input + c->input_at, c->input_len - c->input_at);
    if (n > 0)
        c->input_at += (size_t)n;
    else if (n < 0 && errno != EAGAIN && errno != EINTR)
        close_end(c, IN); /* it wants no more, which is its own affair */
}

static void can_take(void *context, short events)
{
    struct run *c = context;
    char *piece = mem_alloc(PIECE);
    (void)events;
    ssize_t n = read(c->fds[OUT], piece, PIECE);
    if (n > 0 && !c->sink.take(c->sink.context, piece, (size_t)n)) {
        c->stopped = true;
        end_soon(c, 0);
    } else if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) {
        end_soon(c, GRACE_MS);
    }
    free(piece);
}

static void hear(void *context, short events)
{
    struct run *c = context;
    char piece[SAID_MAX];
    (void)events;
    ssize_t n = read(c->fds[ERRORS], piece, sizeof piece);
    if (n > 0) {
        str_add(&c->said, piece, (size_t)n);
        if (c->said.len > SAID_MAX)
            str_drop(&c->said, c->said.len - SAID_MAX);
    } else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
        close_end(c, ERRORS);
    }
}

void run_pause(struct run *c, bool pause)
{
    if (c->fds[OUT] < 0)
        return;
    if (pause)
        loop_forget(c->loop, c->fds[OUT]);
    else
        loop_watch(c->loop, c->fds[OUT], POLLIN, can_take, c);
}

/* Ours in fds, the command's in `theirs`; none is 0, 1 or 2, which the command's own
 * would cover. */
static int make_pipes(struct run *c, int theirs[PIPES], bool has_input)
{
    for (int i = 0; i < PIPES; i++) {
        int ends[2];
        if (i == IN && !has_input)
            continue;
        if (pipe(ends) != 0)
            return -1;
        int low = fcntl(ends[0], F_DUPFD_CLOEXEC, 3), high = fcntl(ends[1], F_DUPFD_CLOEXEC, 3);
        close(ends[0]);
        close(ends[1]);
        c->fds[i] = i == IN ? high : low;
        theirs[i] = i == IN ? low : high;
        if (low < 0 || high < 0 || fcntl(c->fds[i], F_SETFL, O_NONBLOCK) != 0)
            return -1;
    }
    return 0;
}

static int spawn(struct run *c, const char *const argv[], struct err *err)
{
    int theirs[PIPES] = { -1, -1, -1 };
    int result = make_pipes(c, theirs, c->sink.give != NULL);
    if (result == 0)
        result = process_spawn(argv[0], argv, theirs, PROCESS_GROUP | PROCESS_SEARCH, &c->pid);
    if (result != 0)
        err_sys(err, _("%s cannot be started"), argv[0]);
    for (int i = 0; i < PIPES; i++)
        if (theirs[i] >= 0)
            close(theirs[i]);
    return result;
}

struct run *run_start(struct loop *l, const char *const argv[], int64_t timeout_ms, const struct run_sink *sink,
                              struct err *err)
{
    struct run *c = mem_zero(1, sizeof *c);
    *c = (struct run){ .loop = l, .sink = *sink, .fds = { -1, -1, -1 } };
    str_init(&c->said, 0);
    if (spawn(c, argv, err) != 0) {
        release(c);
        return NULL;
    }
    if (sink->give) {
        c->input = mem_alloc(PIECE);
        loop_watch(l, c->fds[IN], POLLOUT, can_give, c);
    }
    loop_watch(l, c->fds[OUT], POLLIN, can_take, c);
    loop_watch(l, c->fds[ERRORS], POLLIN, hear, c);
    loop_after(l, timeout_ms, out_of_time, c);
    return c;
}
