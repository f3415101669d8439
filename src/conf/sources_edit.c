/* sources_edit.c: changing one line of the sources file and nothing else. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "conf/sources_file.h"
#include "conf/words.h"

/* A file in the making: its text and the lock beside it. */
struct edit {
    const char *path;
    struct str text;
    int lock;
};

/* Locks FILE.lock, so that two programs that add a source do not lose one.  The
 * kernel frees it when its holder dies. */
static int take_lock(struct edit *e, struct err *err)
{
    struct str name = STR_INIT;
    struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    str_addf(&name, "%s.lock", e->path);
    e->lock = open(name.data, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    int result = e->lock < 0 ? err_sys(err, _("%s cannot be changed"), e->path) : -1;
    for (int tries = 0; e->lock >= 0 && tries < 20; tries++) {
        result = fcntl(e->lock, F_SETLK, &lock);
        if (result == 0 || (errno != EACCES && errno != EAGAIN))
            break;
        nanosleep(&(struct timespec){ 0, 50000000 }, NULL);
    }
    if (e->lock >= 0 && result < 0)
        err_set(err, ERR_BUSY, _("%s is being changed by another telex; try again"), e->path);
    str_release(&name);
    return result;
}

static int edit_begin(struct edit *e, const char *path, struct err *err)
{
    *e = (struct edit){ .path = path, .lock = -1 };
    str_init(&e->text, SOURCES_MAX_BYTES);
    char *folder = strdup(path), *slash = folder ? strrchr(folder, '/') : NULL;
    int result = 0;
    if (slash && slash > folder) {
        *slash = '\0';
        result = file_make_dirs(folder, err);
    }
    free(folder);
    if (result == 0)
        result = take_lock(e, err);
    if (result == 0 && file_exists(path))
        result = file_read(path, &e->text, err);
    return result;
}

static int edit_end(struct edit *e, int result, bool write, struct err *err)
{
    if (result == 0 && write)
        result = file_write(e->path, e->text.data, e->text.len, err);
    /* The lock file stays: taking it away would let two writers lock different ones. */
    if (e->lock >= 0)
        close(e->lock);
    str_release(&e->text);
    return result;
}

/* Where line `number` (1 up) begins, and where the next one does. */
static void line_bounds(const struct str *text, int number, size_t *start, size_t *end)
{
    size_t at = 0;
    for (; number > 1 && at < text->len; number--) {
        const char *stop = memchr(text->data + at, '\n', text->len - at);
        at = stop ? (size_t)(stop - text->data) + 1 : text->len;
    }
    const char *stop = memchr(text->data + at, '\n', text->len - at);
    *start = at;
    *end = stop ? (size_t)(stop - text->data) + 1 : text->len;
}

static void replace(struct str *text, size_t start, size_t end, const char *with, size_t len)
{
    struct str made;
    str_init(&made, text->limit);
    str_add(&made, text->data, start);
    str_add(&made, with, len);
    str_add(&made, text->data + end, text->len - end);
    str_release(text);
    *text = made;
}

/* The line of an address in the file, 0 where there is none. */
static int find_line(const char *path, const char *address, struct err *err)
{
    struct sources_file f;
    struct str wanted = STR_INIT;
    int line = 0;
    int result = 0;
    if (source_is_command(address))
        str_adds(&wanted, address);
    else
        result = address_normalise(address, path, &wanted, err);
    if (result < 0 || sources_file_load(&f, path, err) < 0) {
        str_release(&wanted);
        return -1;
    }
    for (size_t i = 0; i < f.len && !line; i++)
        if (strcmp(f.items[i].address, wanted.data) == 0)
            line = f.items[i].line;
    sources_file_release(&f);
    str_release(&wanted);
    return line;
}

/* The last line of a section, 0 where it has none. */
static int last_of_section(const char *path, const char *section)
{
    struct sources_file f;
    int line = 0;
    if (sources_file_load(&f, path, NULL) < 0)
        return 0;
    for (size_t i = 0; i < f.len; i++)
        if (strcmp(f.items[i].section, section) == 0)
            line = f.items[i].line;
    sources_file_release(&f);
    return line;
}

static void compose_line(const char *address, const char *title, const char *section, const char *settings, struct str *out)
{
    word_write(address, false, out);
    if (title && *title) {
        str_addc(out, ' ');
        word_write(title, true, out);
    }
    if (section && *section) {
        str_adds(out, " section=");
        word_write(section, false, out);
    }
    if (settings && *settings)
        str_addf(out, " %s", settings);
    str_addc(out, '\n');
}

static int insert_line(struct edit *e, const char *address, const char *title, const char *section, const char *settings, struct err *err)
{
    struct str path = STR_INIT, line = STR_INIT;
    section_normalise(section ? section : "", &path);
    compose_line(address, title, path.data, settings, &line);
    int behind = last_of_section(e->path, path.data);
    size_t start = 0, end = e->text.len;
    if (behind)
        line_bounds(&e->text, behind, &start, &end);
    if (end && e->text.data[end - 1] != '\n') {
        replace(&e->text, end, end, "\n", 1);
        end++;
    }
    replace(&e->text, end, end, line.data, line.len);
    int result = e->text.full ? err_set(err, ERR_INPUT, _("%s would grow too large; divide it"), e->path) : 0;
    str_release(&path);
    str_release(&line);
    return result;
}

/* Says why no program writes one. */
static int refuse_command(const char *address, const char *path, struct err *err)
{
    struct str none = STR_INIT;
    int result = source_is_command(address) ? address_normalise(address, path, &none, err) : 0;
    str_release(&none);
    return result;
}

int sources_file_add(const char *path, const char *address, const char *title, const char *section, const char *settings, struct err *err)
{
    struct edit e;
    int result = edit_begin(&e, path, err), line = result == 0 ? find_line(path, address, err) : -1;
    if (line > 0)
        result = err_set(err, ERR_INPUT, _("%s stands in %s already, in line %d"), address, path, line);
    else if (line < 0)
        result = -1;
    if (result == 0)
        result = refuse_command(address, path, err);
    if (result == 0)
        result = insert_line(&e, address, title, section, settings, err);
    return edit_end(&e, result, true, err);
}

int sources_file_remove(const char *path, const char *address, struct err *err)
{
    struct edit e;
    int result = edit_begin(&e, path, err), line = result == 0 ? find_line(path, address, err) : -1;
    if (line > 0) {
        size_t start, end;
        line_bounds(&e.text, line, &start, &end);
        replace(&e.text, start, end, "", 0);
    }
    result = edit_end(&e, line < 0 ? -1 : 0, line > 0, err);
    return result < 0 ? -1 : line > 0 ? 0 : 1;
}

/* The end of the word at `at` (words.h), within the text. */
static size_t word_end(const struct str *text, size_t at, size_t end)
{
    bool in_quotes = false;
    for (; at < end && (in_quotes || !str_is_space(text->data[at])); at++) {
        if (text->data[at] == '"')
            in_quotes = !in_quotes;
        else if (in_quotes && text->data[at] == '\\' && at + 1 < end)
            at++;
    }
    return at;
}

int sources_file_move(const char *path, const char *from, const char *to, struct err *err)
{
    struct edit e;
    int result = edit_begin(&e, path, err), line = result == 0 ? find_line(path, from, err) : -1;
    if (line > 0) {
        size_t start, end, word;
        struct str address = STR_INIT;
        line_bounds(&e.text, line, &start, &end);
        while (start < end && str_is_space(e.text.data[start]))
            start++;
        word = word_end(&e.text, start, end);
        word_write(to, false, &address);
        replace(&e.text, start, word, address.data, address.len);
        str_release(&address);
    }
    result = edit_end(&e, line < 0 ? -1 : 0, line > 0, err);
    return result < 0 ? -1 : line > 0 ? 0 : 1;
}

/* Takes "NAME=…" out of the line that goes from `start` to `end`; where its last word ends. */
static size_t drop_setting(struct str *text, size_t start, size_t end, const char *name)
{
    size_t at = start, last = start, len = strlen(name);
    for (;;) {
        while (at < end && str_is_space(text->data[at]))
            at++;
        if (at >= end || text->data[at] == '#')
            return last;
        size_t stop = word_end(text, at, end);
        if (stop - at > len && strncmp(text->data + at, name, len) == 0 && text->data[at + len] == '=') {
            replace(text, last, stop, "", 0);
            end -= stop - last;
            at = last;
        } else {
            at = last = stop;
        }
    }
}

int sources_file_set(const char *path, const char *address, const char *name, const char *value, struct err *err)
{
    struct edit e;
    int result = edit_begin(&e, path, err), line = result == 0 ? find_line(path, address, err) : -1;
    if (line > 0) {
        struct str word = STR_INIT;
        size_t start, end;
        line_bounds(&e.text, line, &start, &end);
        size_t last = drop_setting(&e.text, start, end, name);
        str_addf(&word, " %s=", name);
        if (value) {
            word_write(value, false, &word);
            replace(&e.text, last, last, word.data, word.len);
        }
        str_release(&word);
    }
    result = edit_end(&e, line < 0 ? -1 : 0, line > 0, err);
    return result < 0 ? -1 : line > 0 ? 0 : 1;
}

/* ---- Many at once (an import): one lock, one reading, one writing ---- */

struct insertion {
    int behind; /* line; INT_MAX: the end */
    size_t order;
    char *text; /* owned */
};

static int compare_insertions(const void *left, const void *right)
{
    const struct insertion *a = left, *b = right;
    if (a->behind != b->behind)
        return a->behind < b->behind ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

/* What of `sources` the file lacks, as lines; how many. */
static size_t new_lines(const struct sources_file *f, const char *path, const struct source *sources, size_t count, struct insertion *out)
{
    struct map known = { 0 }, last = { 0 };
    struct str address = STR_INIT, section = STR_INIT, line = STR_INIT;
    size_t made = 0;
    for (size_t i = 0; i < f->len; i++) {
        map_put(&known, f->items[i].address, 1);
        map_put(&last, f->items[i].section, f->items[i].line);
    }
    for (size_t i = 0; i < count && f->len + made < SOURCES_MAX; i++) {
        str_reset(&address);
        str_reset(&section);
        str_reset(&line);
        if (address_normalise(sources[i].address, path, &address, NULL) < 0 || !map_put(&known, address.data, 1))
            continue;
        section_normalise(sources[i].section, &section);
        compose_line(address.data, sources[i].title, section.data, NULL, &line);
        const int64_t *behind = map_find(&last, section.data);
        out[made] = (struct insertion){ behind ? (int)*behind : INT_MAX, made, str_take(&line, NULL) };
        made++;
    }
    str_release(&address);
    str_release(&section);
    str_release(&line);
    map_release(&known);
    map_release(&last);
    qsort(out, made, sizeof *out, compare_insertions);
    return made;
}

/* The text with every insertion behind its line. */
static void insert_all(struct str *text, const struct insertion *items, size_t count)
{
    struct str out;
    size_t next = 0, at = 0;
    str_init(&out, text->limit);
    for (int line = 1; at < text->len; line++) {
        const char *stop = memchr(text->data + at, '\n', text->len - at);
        size_t end = stop ? (size_t)(stop - text->data) + 1 : text->len;
        str_add(&out, text->data + at, end - at);
        if (!stop)
            str_addc(&out, '\n');
        for (; next < count && items[next].behind == line; next++)
            str_adds(&out, items[next].text);
        at = end;
    }
    for (; next < count; next++)
        str_adds(&out, items[next].text);
    str_release(text);
    *text = out;
}

int sources_file_add_all(const char *path, const struct source *sources, size_t count, size_t *added, struct err *err)
{
    struct edit e;
    struct sources_file f = { 0 };
    struct insertion *items = mem_zero(count + 1, sizeof *items);
    int result = edit_begin(&e, path, err);
    *added = 0;
    if (result == 0)
        result = sources_file_load(&f, path, err);
    if (result == 0) {
        *added = new_lines(&f, path, sources, count, items);
        insert_all(&e.text, items, *added);
        if (e.text.full)
            result = err_set(err, ERR_INPUT, _("%s would grow too large; divide it"), path);
    }
    result = edit_end(&e, result, *added > 0, err);
    for (size_t i = 0; i < *added; i++)
        free(items[i].text);
    free(items);
    sources_file_release(&f);
    return result;
}
