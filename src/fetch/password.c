/* password.c: a password that stands in no list of sources: in a file of the
 * reader's alone, or told by a command (a keyring's). What is told is kept in memory
 * while the fetcher lives. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "conf/words.h"
#include "fetch/fetch_internal.h"

enum { PASSWORD_MAX = 3000, TELL_MS = 60000 /* a keyring may have to ask the reader */ };

static void first_line(struct str *s)
{
    str_cut(s, strcspn(s->data, "\r\n"));
}

/* Appends the first line of a file that nobody else can read. */
static int read_first_line(const char *path, struct str *out, struct err *err)
{
    struct stat st;
    char *whole = file_expand(path);
    int result = -1, fd = open(whole, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    struct str text;
    str_init(&text, PASSWORD_MAX);
    if (fd < 0 || fstat(fd, &st) != 0)
        err_sys(err, _("%s cannot be read"), whole);
    else if (!S_ISREG(st.st_mode))
        err_set(err, ERR_INPUT, _("%s is no file"), whole);
    else if (st.st_uid != geteuid() || st.st_mode & (S_IRWXG | S_IRWXO))
        err_set(err, ERR_INPUT, _("%s can be read by others; chmod 600 makes it yours alone"), whole);
    else
        result = file_read_fd(fd, whole, &text, err);
    if (result == 0) {
        first_line(&text);
        str_add(out, text.data, text.len);
    }
    if (fd >= 0)
        close(fd);
    str_release(&text);
    free(whole);
    return result;
}

static void refuse(struct fetch *t, const char *why)
{
    str_reset(&t->text);
    str_addf(&t->text, _("the password for %s is not known: %s"), t->host->name, why);
    fetch_over(t, FETCH_REFUSED);
}

static struct secret *find(struct fetcher *f, const char *command)
{
    for (size_t i = 0; i < f->secrets.len; i++)
        if (str_same(f->secrets.items[i].command, command))
            return &f->secrets.items[i];
    return NULL;
}

static void forget(struct secret *s)
{
    free(s->command);
    free(s->password);
}

void secrets_release(struct fetcher *f)
{
    for (size_t i = 0; i < f->secrets.len; i++)
        forget(&f->secrets.items[i]);
    vec_release(&f->secrets);
}

void password_forget(struct fetch *t)
{
    struct secret *s = t->asked.access.password_command ? find(t->f, t->asked.access.password_command) : NULL;
    if (!s)
        return;
    forget(s);
    vec_remove(&t->f->secrets, (size_t)(s - t->f->secrets.items));
}

/* ---- Asking a command ---- */

static bool take(void *context, const void *bytes, size_t len)
{
    struct fetch *t = context;
    if (t->told.len + len > PASSWORD_MAX)
        return false;
    str_add(&t->told, bytes, len);
    return true;
}

static void told(void *context, const struct run_end *end)
{
    struct fetch *t = context;
    t->command = NULL;
    first_line(&t->told);
    if (end->how == RUN_DONE && t->told.len) {
        *vec_push(&t->f->secrets) = (struct secret){ mem_strdup(t->asked.access.password_command), str_take(&t->told, NULL) };
        str_init(&t->told, 0);
        transfer_begin(t);
    } else if (end->how == RUN_DONE) {
        refuse(t, _("password-command printed nothing"));
    } else if (end->how == RUN_TOO_SLOW) {
        refuse(t, _("password-command took too long"));
    } else {
        refuse(t, *end->said ? end->said : _("password-command failed"));
    }
}

static void ask(struct fetch *t)
{
    const struct run_sink sink = { .context = t, .take = take, .done = told };
    struct words words;
    struct err err = { 0 };
    str_reset(&t->told);
    if (words_command(&words, t->asked.access.password_command, &err) == 0)
        t->command = run_start(t->f->loop, (const char *const *)words.items, TELL_MS, &sink, &err);
    words_release(&words);
    if (!t->command)
        refuse(t, err.text);
}

static bool read_file(struct fetch *t)
{
    struct str text = STR_INIT;
    struct err err = { 0 };
    int result = read_first_line(t->asked.access.password_file, &text, &err);
    if (result == 0)
        t->secret = arena_strndup(&t->memory, text.data, text.len);
    else
        refuse(t, err.text);
    str_release(&text);
    return result == 0;
}

bool password_ready(struct fetch *t)
{
    const struct fetch_access *a = &t->asked.access;
    if (t->secret || (!a->password_file && !a->password_command) || !access_is_trusted(t))
        return true;
    if (a->password_file)
        return read_file(t);
    const struct secret *s = find(t->f, a->password_command);
    if (s)
        t->secret = arena_strdup(&t->memory, s->password);
    else
        ask(t);
    return s != NULL;
}
