#include "out/opener.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/vec.h"

enum { LONGEST_URL = 8000, MOST_WORDS = 64 };

/* Browsers that draw in the terminal. */
static const char *const text_browsers[] = { "w3m", "lynx", "links", "links2", "elinks", "felinks", "browsh", "cha", "carbonyl", "netrik", "retawq" };

/* The address as one clean argument: http(s), printable ASCII, the rest percent-encoded (RFC 3986 §2.1). */
static int clean_address(const char *url, struct str *out, struct err *err)
{
    if (!str_starts_nocase(url, "http://") && !str_starts_nocase(url, "https://"))
        return err_set(err, ERR_INPUT, _("Only web addresses can be opened in a browser, and this is none: %.200s"), url);
    if (strlen(url) > LONGEST_URL)
        return err_set(err, ERR_INPUT, _("The address is longer than %d characters"), LONGEST_URL);
    for (const char *s = url; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (c <= ' ' || c >= 0x7F || strchr("\"'<>\\^`{|}", c))
            str_addf(out, "%%%02X", c);
        else
            str_addc(out, (char)c);
    }
    return 0;
}

struct words {
    char **items;
    size_t len, cap;
};

static void words_release(struct words *w)
{
    for (size_t i = 0; i < w->len; i++)
        free(w->items[i]);
    vec_release(w);
}

/* Adds a word with the address in the place of %u and %s. */
static bool add_word(struct words *w, const char *word, const char *url)
{
    struct str out = STR_INIT;
    bool placed = false;
    for (const char *s = word; *s; s++) {
        if (s[0] == '%' && (s[1] == 'u' || s[1] == 's')) {
            str_adds(&out, url);
            placed = true;
            s++;
        } else {
            if (s[0] == '%' && s[1] == '%')
                s++;
            str_addc(&out, *s);
        }
    }
    *vec_push(w) = str_take(&out, NULL);
    return placed;
}

/* Splits a command at white space, quotes and backslashes as a shell has them,
 * and nothing else of a shell. */
static void split(const char *command, size_t len, const char *url, struct words *w)
{
    struct str word = STR_INIT;
    bool placed = false, in_word = false;
    char quote = '\0';
    for (size_t i = 0; i <= len && w->len < MOST_WORDS; i++) {
        char c = i < len ? command[i] : ' ';
        if (i == len)
            quote = '\0';
        if (quote && c == quote) {
            quote = '\0';
        } else if (!quote && (c == '"' || c == '\'')) {
            quote = c;
            in_word = true;
        } else if (!quote && str_is_space(c)) {
            if (in_word && add_word(w, word.data, url))
                placed = true;
            str_reset(&word);
            in_word = false;
        } else {
            if (c == '\\' && quote != '\'' && i + 1 < len)
                c = command[++i];
            str_addc(&word, c);
            in_word = true;
        }
    }
    str_release(&word);
    if (w->len && !placed)
        *vec_push(w) = mem_strdup(url);
}

/* Whether a command can be found, as execvp() would find it. */
static bool is_installed(const char *name)
{
    if (strchr(name, '/'))
        return access(name, X_OK) == 0;
    const char *path = getenv("PATH");
    bool found = false;
    while (path && *path && !found) {
        size_t len = strcspn(path, ":");
        struct str full = STR_INIT;
        str_addf(&full, "%.*s/%s", (int)len, path, name);
        found = access(full.data, X_OK) == 0;
        str_release(&full);
        path += len + (path[len] == ':');
    }
    return found;
}

static bool is_text_browser(const char *command)
{
    const char *name = strrchr(command, '/');
    name = name ? name + 1 : command;
    for (size_t i = 0; i < sizeof text_browsers / sizeof text_browsers[0]; i++)
        if (strcmp(name, text_browsers[i]) == 0)
            return true;
    return false;
}

/* Takes a command that can be started; false, and nothing taken, else. */
static bool take(struct opener *o, const char *command, size_t len, const char *url)
{
    struct words w = { 0 };
    split(command, len, url, &w);
    if (!w.len || !is_installed(w.items[0])) {
        words_release(&w);
        return false;
    }
    *vec_push(&w) = NULL;
    o->words = w.items;
    o->in_terminal = is_text_browser(w.items[0]);
    return true;
}

static bool has_value(const char *name)
{
    const char *value = getenv(name);
    return value && *value;
}

static bool take_from_environment(struct opener *o, const char *url)
{
    const char *list = getenv("BROWSER");
    while (list && *list) {
        size_t len = strcspn(list, ":");
        /* A colon of "http://" in an argument does not divide. */
        while (list[len] == ':' && list[len + 1] == '/' && list[len + 2] == '/')
            len += 1 + strcspn(list + len + 1, ":");
        if (take(o, list, len, url))
            return true;
        list += len + (list[len] == ':');
    }
    return false;
}

static bool take_desktop(struct opener *o, const char *url)
{
#ifdef __APPLE__
    return take(o, "open", 4, url);
#else
    return (has_value("DISPLAY") || has_value("WAYLAND_DISPLAY")) && take(o, "xdg-open", 8, url);
#endif
}

int opener_choose(struct opener *o, const char *setting, const char *url, struct err *err)
{
    *o = (struct opener){ 0 };
    struct str clean = STR_INIT;
    int result = clean_address(url, &clean, err);
    if (result == 0 && setting && *setting) {
        if (!take(o, setting, strlen(setting), clean.data))
            result = err_set(err, ERR_SYSTEM, _("The browser of your settings cannot be started: %s"), setting);
    } else if (result == 0 && !take_from_environment(o, clean.data) && !take_desktop(o, clean.data)) {
        result = err_set(err, ERR_SYSTEM, "%s",
                         has_value("SSH_CONNECTION") ? _("No browser can be opened over this connection; set BROWSER to one that runs here")
                                                     : _("No browser was found; name one in $BROWSER or in the setting browser"));
    }
    str_release(&clean);
    return result;
}

void opener_release(struct opener *o)
{
    for (size_t i = 0; o->words && o->words[i]; i++)
        free(o->words[i]);
    free(o->words);
    *o = (struct opener){ 0 };
}

/* In the child: never returns.  Tells why it could not start through `report`. */
static _Noreturn void become(const struct opener *o, int report)
{
    if (!o->in_terminal) {
        int null = open("/dev/null", O_RDWR);
        setsid();
        for (int fd = 0; fd < 3 && null >= 0; fd++)
            dup2(null, fd);
        /* Once more, so that the browser is nobody's child and nobody's to wait for. */
        pid_t again = fork();
        if (again != 0)
            _exit(again < 0 ? 1 : 0);
    }
    execvp(o->words[0], o->words);
    int code = errno;
    if (write(report, &code, sizeof code) < 0)
        _exit(126);
    _exit(127);
}

int opener_run(const struct opener *o, struct err *err)
{
    int report[2], code = 0, status = 0;
    if (pipe(report) < 0)
        return err_sys(err, _("The browser could not be started"));
    fcntl(report[0], F_SETFD, FD_CLOEXEC);
    fcntl(report[1], F_SETFD, FD_CLOEXEC);
    pid_t child = fork();
    if (child == 0) {
        close(report[0]);
        become(o, report[1]);
    }
    close(report[1]);
    ssize_t got = 0;
    if (child > 0) {
        do
            got = read(report[0], &code, sizeof code);
        while (got < 0 && errno == EINTR);
        while (waitpid(child, &status, 0) < 0 && errno == EINTR)
            ;
    }
    close(report[0]);
    if (child > 0 && got != sizeof code)
        return 0;
    errno = child > 0 ? code : errno;
    return err_sys(err, _("%s could not be started"), o->words[0]);
}
