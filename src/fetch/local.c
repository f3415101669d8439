/* local.c: files, read in pieces from the loop.
 *
 * Only ordinary files: a pipe could make us wait for ever, a device could do
 * anything. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "fetch/fetch_internal.h"
#include "text/url.h"

enum { PIECE = 64 << 10 };

static void fail(struct fetch *t, enum fetch_end end, const char *format, const char *path)
{
    str_reset(&t->text);
    str_addf(&t->text, format, path, strerror(errno));
    fetch_over(t, end);
}

static const char *kind_of(mode_t mode)
{
    return S_ISDIR(mode)    ? N_("%s is a folder; name a file in it")
           : S_ISFIFO(mode) ? N_("%s is a pipe, not a file; write what comes out of it into a file")
                            : N_("%s is a device, not a file; name a file");
}

/* Tells two contents apart as `make` does; the inode, for files that were moved into its place. */
static char *make_tag(const struct stat *st)
{
    struct str tag = STR_INIT;
    str_addf(&tag, "%" PRIdMAX "-%" PRIdMAX ".%09ld-%" PRIuMAX, (intmax_t)st->st_size, (intmax_t)st->st_mtim.tv_sec,
             (long)st->st_mtim.tv_nsec, (uintmax_t)st->st_ino);
    return str_take(&tag, NULL);
}

static void read_later(struct fetch *t)
{
    ring_join(&t->place, &t->f->reading);
    loop_after(t->f->loop, 0, local_turn, t->f);
}

static void opened(struct fetch *t, const struct stat *st, const char *path)
{
    t->file_tag = make_tag(st);
    if (t->asked.etag && str_same(t->asked.etag, t->file_tag))
        fetch_over(t, FETCH_NOT_MODIFIED);
    else if (st->st_size > t->asked.size_limit)
        fail(t, FETCH_TOO_LARGE, _("%s is larger than the limit; raise size-limit"), path);
    else
        read_later(t);
}

/* Looked at before it is opened, for opening alone does something to some devices. */
static void open_file(struct fetch *t, const char *path)
{
    struct stat st;
    if (t->asked.found_at && t->asked.found_at[0] != '/' && !str_starts_nocase(t->asked.found_at, "file:"))
        fail(t, FETCH_REFUSED, _("%s is a file of this machine, named by a page of another; it was not read"), path);
    else if (stat(path, &st) != 0)
        fail(t, FETCH_FILE, _("%s cannot be read: %s"), path);
    else if (!S_ISREG(st.st_mode))
        fail(t, FETCH_FILE, _(kind_of(st.st_mode)), path);
    else if ((t->fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)) < 0 || fstat(t->fd, &st) != 0)
        fail(t, FETCH_FILE, _("%s cannot be read: %s"), path);
    else if (!S_ISREG(st.st_mode))
        fail(t, FETCH_FILE, _(kind_of(st.st_mode)), path);
    else
        opened(t, &st, path);
}

/* From here on the address is the file: URL. */
void local_begin(struct fetch *t)
{
    char *path = str_take(&t->url, NULL);
    str_init(&t->url, 0);
    url_from_path(path, &t->url);
    open_file(t, path);
    free(path);
}

void local_close(struct fetch *t)
{
    if (t->fd >= 0)
        close(t->fd);
    t->fd = -1;
    free(t->file_tag);
    t->file_tag = NULL;
}

void local_resume(struct fetch *t)
{
    if (t->fd >= 0)
        read_later(t);
}

static void too_large(struct fetch *t)
{
    words_set(t, _("the file grew beyond the limit while it was read; raise size-limit"));
    fetch_over(t, FETCH_TOO_LARGE);
}

static void hand_on(struct fetch *t, const char *bytes, size_t len)
{
    if (!fetch_hand_on(t, bytes, len)) {
        if (t->fault == FETCH_TOO_LARGE && !t->dropped)
            too_large(t);
        else
            fetch_over(t, FETCH_STOPPED);
    } else if (!t->paused) {
        read_later(t);
    }
}

static void read_piece(struct fetch *t)
{
    char *piece = mem_alloc(PIECE);
    ssize_t n = read(t->fd, piece, PIECE);
    if (n > 0) {
        hand_on(t, piece, (size_t)n);
    } else if (n == 0) {
        fetch_over(t, fetch_begin_body(t) ? FETCH_WHOLE : FETCH_STOPPED);
    } else if (errno == EINTR || errno == EAGAIN) {
        read_later(t);
    } else {
        fail(t, FETCH_FILE, _("%s cannot be read: %s"), t->url.data);
    }
    free(piece);
}

void local_turn(void *context)
{
    struct fetcher *f = context;
    if (ring_is_alone(&f->reading))
        return;
    struct fetch *t = ring_of(f->reading.after, struct fetch, place);
    ring_leave(&t->place);
    read_piece(t);
    if (!ring_is_alone(&f->reading))
        loop_after(f->loop, 0, local_turn, f);
}
