/* file.h: reading and writing whole files, and where telex keeps its own.
 *
 * May not know: anything of telex above base/. */
#ifndef TELEX_BASE_FILE_H
#define TELEX_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

/* Appends the whole of a file (or of an open descriptor) to out; more than the
 * ceiling of `out` is an error that says so. */
int file_read(const char *path, struct str *out, struct err *err);
int file_read_fd(int fd, const char *name, struct str *out, struct err *err);
/* Writes beside the file and renames, so that a crash leaves the old or the
 * new one, never half; follows a symbolic link, keeps the old file's mode. */
int file_write(const char *path, const void *bytes, size_t len, struct err *err);
/* A directory and its parents, mode 0700 for those made. */
int file_make_dirs(const char *path, struct err *err);
bool file_exists(const char *path);
/* dir + "/" + name.  Owner: the caller, by free(). */
char *file_join(const char *dir, const char *name);
/* The file of that name in the folder where `path` stands.  Owner: the caller. */
char *file_beside(const char *path, const char *name);
/* One that comes with telex: in TELEX_DATADIR (tests, a build tree), else where make
 * install put it.  Owner: the caller. */
char *file_shipped(const char *name);
/* "~/x" with the home; anything else as it is.  Owner: the caller. */
char *file_expand(const char *path);

/* XDG base directories for telex: ~/.config/telex, ~/.local/share/telex.
 * Owner: the caller.  NULL where neither the variable nor HOME is set. */
char *file_config_dir(void);
char *file_data_dir(void);

#endif
