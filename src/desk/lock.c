#include "desk/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"

void lock_init(struct lock *l)
{
    *l = (struct lock){ .fd = -1 };
}

int lock_open(struct lock *l, const char *dir, struct err *err)
{
    if (file_make_dirs(dir, err))
        return -1;
    char *path = file_join(dir, "desk.lock");
    l->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    int result = l->fd < 0 ? err_sys(err, _("%s cannot be opened"), path) : 0;
    free(path);
    return result;
}

void lock_release(struct lock *l)
{
    if (l->fd >= 0)
        close(l->fd);
    lock_init(l);
}

static struct flock byte_of(enum lock_kind kind, short type)
{
    return (struct flock){ .l_type = type, .l_whence = SEEK_SET, .l_start = kind, .l_len = 1 };
}

bool lock_try(struct lock *l, enum lock_kind kind)
{
    struct flock byte = byte_of(kind, F_WRLCK);
    if (!l->held[kind] && l->fd >= 0)
        l->held[kind] = fcntl(l->fd, F_SETLK, &byte) == 0;
    return l->held[kind];
}

void lock_leave(struct lock *l, enum lock_kind kind)
{
    struct flock byte = byte_of(kind, F_UNLCK);
    if (l->held[kind])
        fcntl(l->fd, F_SETLK, &byte);
    l->held[kind] = false;
}

bool lock_is_taken(const struct lock *l, enum lock_kind kind)
{
    struct flock byte = byte_of(kind, F_WRLCK);
    return l->fd >= 0 && fcntl(l->fd, F_GETLK, &byte) == 0 && byte.l_type != F_UNLCK;
}
