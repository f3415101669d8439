#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"

int file_read_fd(int fd, const char *name, struct str *out, struct err *err)
{
    char piece[65536];
    for (;;) {
        ssize_t n = read(fd, piece, sizeof piece);
        if (n == 0)
            return 0;
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_sys(err, _("%s cannot be read"), name);
        if (!str_add(out, piece, (size_t)n))
            return err_set(err, ERR_INPUT, _("%s is larger than %zu bytes"), name, out->limit);
    }
}

int file_read(const char *path, struct str *out, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_sys(err, _("%s cannot be opened"), path);
    int result = file_read_fd(fd, path, out, err);
    close(fd);
    return result;
}

static int write_all(int fd, const char *bytes, size_t len)
{
    while (len) {
        ssize_t n = write(fd, bytes, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        bytes += n;
        len -= (size_t)n;
    }
    return 0;
}

int file_write(const char *path, const void *bytes, size_t len, struct err *err)
{
    char *real = realpath(path, NULL);
    const char *target = real ? real : path;
    struct stat old;
    mode_t mode = stat(target, &old) == 0 ? old.st_mode & 0777 : 0666;
    struct str beside = STR_INIT;
    str_addf(&beside, "%s.%ld.new", target, (long)getpid());
    int fd = open(beside.data, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode), result = -1;
    if (fd < 0) {
        err_sys(err, _("%s cannot be written"), path);
        goto out;
    }
    int failed = write_all(fd, bytes, len) < 0 || fsync(fd) < 0;
    int code = errno;
    if (close(fd) < 0 && !failed)
        failed = 1, code = errno;
    if (!failed && rename(beside.data, target) < 0)
        failed = 1, code = errno;
    if (failed) {
        unlink(beside.data);
        errno = code;
        err_sys(err, _("%s cannot be written"), path);
        goto out;
    }
    result = 0;
out:
    str_release(&beside);
    free(real);
    return result;
}

int file_make_dirs(const char *path, struct err *err)
{
    char *p = mem_strdup(path);
    int result = 0;
    for (char *slash = p + 1; result == 0; slash++) {
        slash = strchr(slash, '/');
        if (slash)
            *slash = '\0';
        if (mkdir(p, 0700) < 0 && errno != EEXIST)
            result = err_sys(err, _("the folder %s cannot be made"), p);
        if (!slash)
            break;
        *slash = '/';
    }
    free(p);
    return result;
}

bool file_exists(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0;
}

char *file_join(const char *dir, const char *name)
{
    struct str s = STR_INIT;
    str_addf(&s, "%s%s%s", dir, *dir && !str_ends(dir, "/") ? "/" : "", name);
    return str_take(&s, NULL);
}

char *file_beside(const char *path, const char *name)
{
    const char *slash = strrchr(path, '/');
    struct str s = STR_INIT;
    str_add(&s, path, slash ? (size_t)(slash - path) + 1 : 0);
    str_adds(&s, name);
    return str_take(&s, NULL);
}

char *file_shipped(const char *name)
{
    const char *dir = getenv("TELEX_DATADIR");
    return file_join(dir && *dir ? dir : PKGDATADIR, name);
}

char *file_expand(const char *path)
{
    const char *home = getenv("HOME");
    if (path[0] == '~' && (path[1] == '/' || !path[1]) && home)
        return file_join(home, path[1] ? path + 2 : "");
    return mem_strdup(path);
}

static char *xdg_dir(const char *variable, const char *below_home)
{
    /* The XDG specification: a relative path counts as none. */
    const char *dir = getenv(variable), *home = getenv("HOME");
    if (dir && dir[0] == '/')
        return file_join(dir, "telex");
    if (!home || !*home)
        return NULL;
    char *base = file_join(home, below_home);
    char *full = file_join(base, "telex");
    free(base);
    return full;
}

char *file_config_dir(void)
{
    return xdg_dir("XDG_CONFIG_HOME", ".config");
}

char *file_data_dir(void)
{
    return xdg_dir("XDG_DATA_HOME", ".local/share");
}
