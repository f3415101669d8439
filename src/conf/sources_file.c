#include "conf/sources_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/vec.h"
#include "conf/words.h"
#include "text/clean.h"
#include "text/url.h"
#include "text/utf8.h"

enum { MAX_SECTION = 500, MAX_TITLE = 500 };

void section_normalise(const char *s, struct str *out)
{
    struct str clean = STR_INIT;
    size_t start = out->len;
    clean_text(s, strlen(s), CLEAN_FOLD, &clean);
    for (size_t at = 0; at < clean.len;) {
        size_t end = at;
        while (end < clean.len && clean.data[end] != '>' && strncmp(clean.data + end, "\xE2\x80\xBA", 3) != 0)
            end++;
        size_t from = at, to = end;
        while (from < to && clean.data[from] == ' ')
            from++;
        while (to > from && clean.data[to - 1] == ' ')
            to--;
        if (to > from && out->len - start + to - from < MAX_SECTION) {
            str_adds(out, out->len > start ? " > " : "");
            str_add(out, clean.data + from, to - from);
        }
        at = end + (end < clean.len && clean.data[end] == '>' ? 1 : 3);
    }
    str_release(&clean);
}

bool source_is_command(const char *address)
{
    return strncmp(address, "exec:", SOURCE_COMMAND_LEN) == 0;
}

/* The file's folder with a slash at its end, absolute. */
static void folder_of(const char *path, struct str *out)
{
    char *real = realpath(path, NULL);
    const char *use = real ? real : path, *slash = strrchr(use, '/');
    char *cwd = use[0] == '/' ? NULL : realpath(".", NULL);
    if (cwd)
        str_addf(out, "%s/", cwd);
    if (slash)
        str_add(out, use, (size_t)(slash - use) + 1);
    free(cwd);
    free(real);
}

char *address_complete(const char *typed)
{
    struct str offered = STR_INIT;
    if (url_from_offer(typed, &offered))
        return str_take(&offered, NULL);
    if (url_is_absolute(typed))
        return mem_strdup(typed);
    char *expanded = file_expand(typed), *real = realpath(expanded, NULL);
    free(expanded);
    if (real || typed[0] == '/' || typed[0] == '.' || typed[0] == '~' || !strchr(typed, '.'))
        return real ? real : mem_strdup(typed);
    struct str address = STR_INIT;
    str_addf(&address, "https://%s", typed);
    return str_take(&address, NULL);
}

int address_normalise(const char *address, const char *path, struct str *out, struct err *err)
{
    if (strlen(address) > URL_MAX)
        return err_set(err, ERR_USAGE, _("the address is longer than %d characters"), URL_MAX);
    if (!*address)
        return err_set(err, ERR_USAGE, "%s", _("the address is missing"));
    if (!utf8_is_valid(address, strlen(address)) || !clean_is(address, strlen(address), CLEAN_FOLD))
        return err_set(err, ERR_USAGE, "%s", _("the address has characters that no address can have"));
    if (url_is_http(address)) {
        url_resolve("", address, out);
        return 0;
    }
    if (source_is_command(address))
        return err_set(err, ERR_USAGE, "%s", _("a command can only be written into the sources file by hand"));
    if (url_is_absolute(address) && !str_starts_nocase(address, "file:"))
        return err_set(err, ERR_USAGE, _("\"%.100s\" is no address that telex can read; it reads http, https and files"), address);
    struct str local = STR_INIT;
    if (str_starts_nocase(address, "file:")) {
        if (!url_to_path(address, &local)) {
            str_release(&local);
            return err_set(err, ERR_USAGE, _("\"%.100s\" is no file of this machine"), address);
        }
    } else if (address[0] == '~') {
        char *home = file_expand(address);
        str_adds(&local, home);
        free(home);
    } else {
        if (address[0] != '/')
            folder_of(path, &local);
        str_adds(&local, address);
    }
    url_from_path(local.data, out);
    str_release(&local);
    return 0;
}

/* ---- Reading ---- */

struct reader {
    struct sources_file *file;
    const char *path;
    struct map seen; /* address to line */
};

/* Adds what words from `at` on say of a source; title and section are taken out of the settings. */
static int take_words(const struct words *w, size_t at, const char **title, const char **section, struct str *settings, struct arena *arena, struct err *err)
{
    for (; at < w->len; at++) {
        const char *word = w->items[at];
        struct str text = STR_INIT;
        if (w->quoted[at] && !*title) {
            clean_text(word, strlen(word), CLEAN_FOLD, &text);
            *title = arena_strndup(arena, text.data, utf8_cut(text.data, text.len, MAX_TITLE));
        } else if (str_starts(word, "section=")) {
            section_normalise(word + 8, &text);
            *section = arena_strdup(arena, text.data);
        } else if (str_starts(word, "title=")) {
            clean_text(word + 6, strlen(word + 6), CLEAN_FOLD, &text);
            *title = arena_strndup(arena, text.data, utf8_cut(text.data, text.len, MAX_TITLE));
        } else {
            if (settings->len)
                str_addc(settings, ' ');
            word_write(word, false, settings);
        }
        str_release(&text);
    }
    struct options check;
    options_init(&check);
    int result = options_set_line(&check, settings->data, err);
    options_release(&check);
    return result;
}

/* Only here may an address be a command: nobody writes this file but the reader. */
static int take_address(const char *word, const char *path, struct str *out, struct err *err)
{
    struct words command;
    if (!source_is_command(word))
        return address_normalise(word, path, out, err);
    if (strlen(word) > URL_MAX || !utf8_is_valid(word, strlen(word)) || !clean_is(word, strlen(word), CLEAN_FOLD))
        return err_set(err, ERR_USAGE, "%s", _("the command has characters that it cannot have, or too many"));
    int result = words_command(&command, word + SOURCE_COMMAND_LEN, err);
    words_release(&command);
    str_adds(out, result == 0 ? word : "");
    return result;
}

static int take_source(struct reader *r, const struct words *w, int line, struct err *err)
{
    struct sources_file *f = r->file;
    struct str address = STR_INIT, settings = STR_INIT;
    const char *title = NULL, *section = "";
    int result = take_address(w->items[0], r->path, &address, err);
    if (result == 0)
        result = take_words(w, 1, &title, &section, &settings, &f->arena, err);
    int64_t *before = result == 0 ? map_find(&r->seen, address.data) : NULL;
    if (before)
        result = err_set(err, ERR_USAGE, _("this address stands in line %d already"), (int)*before);
    if (result == 0 && f->len == SOURCES_MAX)
        result = err_set(err, ERR_USAGE, _("a file holds at most %d sources"), SOURCES_MAX);
    if (result == 0) {
        map_put(&r->seen, address.data, line);
        struct source *s = vec_push(f);
        s->address = arena_strdup(&f->arena, address.data);
        s->title = title && *title ? title : NULL;
        s->section = section;
        s->settings = arena_strdup(&f->arena, settings.data);
        s->line = line;
        s->position = (int64_t)f->len;
    }
    str_release(&address);
    str_release(&settings);
    return result;
}

/* [section "News > Russia"] interval=30m */
static int take_section(struct reader *r, const char *line, struct err *err)
{
    struct sources_file *f = r->file;
    const char *close = strrchr(line, ']');
    struct words head, rest;
    if (!close || !str_starts(line, "[section"))
        return err_set(err, ERR_USAGE, "%s", _("settings of a section are written: [section \"News > Russia\"] interval=30m"));
    struct str inside = STR_INIT, path = STR_INIT, settings = STR_INIT;
    const char *title = "", *section = "";
    str_add(&inside, line + 8, (size_t)(close - line) - 8);
    int result = words_split(&head, inside.data, err);
    if (result == 0) {
        if (head.len == 1)
            section_normalise(head.items[0], &path);
        words_release(&head);
        result = path.len ? words_split(&rest, close + 1, err) : err_set(err, ERR_USAGE, "%s", _("the section has no name"));
    }
    if (result == 0) {
        result = take_words(&rest, 0, &title, &section, &settings, &f->arena, err);
        words_release(&rest);
    }
    if (result == 0) {
        if (f->section_len == f->section_cap) {
            f->section_cap = f->section_cap ? f->section_cap * 2 : 8;
            f->sections = mem_grow(f->sections, f->section_cap, sizeof *f->sections);
        }
        f->sections[f->section_len++] = (struct section_settings){ arena_strdup(&f->arena, path.data), arena_strdup(&f->arena, settings.data) };
    }
    str_release(&inside);
    str_release(&path);
    str_release(&settings);
    return result;
}

static void read_line(struct reader *r, const char *text, int number)
{
    struct err err = { 0 };
    struct words w = { 0 };
    int result = 0;
    if (*text == '[')
        result = take_section(r, text, &err);
    else if (!utf8_is_valid(text, strlen(text)))
        result = err_set(&err, ERR_USAGE, "%s", _("this line is not in UTF-8"));
    else if ((result = words_split(&w, text, &err)) == 0 && w.len)
        result = take_source(r, &w, number, &err);
    if (result < 0)
        problems_add(&r->file->problems, r->path, number, "%s", err.text);
    words_release(&w);
}

/* A section's settings hold for those below it too; the nearer ones go last. */
static void apply_sections(struct sources_file *f)
{
    if (!f->section_len)
        return;
    for (size_t i = 0; i < f->len; i++) {
        struct str all = STR_INIT;
        for (size_t k = 0; k < f->section_len; k++) {
            size_t len = strlen(f->sections[k].section);
            const char *own = f->items[i].section;
            if (strncmp(own, f->sections[k].section, len) == 0 && (!own[len] || str_starts(own + len, " > ")))
                str_addf(&all, "%s%s", all.len ? " " : "", f->sections[k].settings);
        }
        if (all.len)
            f->items[i].settings = arena_strdup(&f->arena, (str_addf(&all, " %s", f->items[i].settings), all.data));
        str_release(&all);
    }
}

/* Most lines say nothing of it: those need no look at their settings. */
static void note_stopped(struct sources_file *f)
{
    for (size_t i = 0; i < f->len; i++) {
        struct options o;
        if (!strstr(f->items[i].settings, "stopped="))
            continue;
        options_init(&o);
        options_set_line(&o, f->items[i].settings, NULL);
        f->items[i].stopped = option_get(&o, OPTION_stopped) != 0;
        options_release(&o);
    }
}

void sources_file_read(struct sources_file *s, const char *path, const char *text, size_t len)
{
    struct str line = STR_INIT;
    struct reader r = { .file = s, .path = path };
    *s = (struct sources_file){ 0 };
    const char *at = text, *end = text + len;
    for (int number = 1; at < end; number++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        stop = stop ? stop : end;
        str_reset(&line);
        str_add(&line, at, (size_t)(stop - at));
        str_trim(&line);
        /* A byte order mark that an editor left. */
        if (number == 1 && str_starts(line.data, "\xEF\xBB\xBF"))
            str_drop(&line, 3);
        read_line(&r, line.data, number);
        at = stop + 1;
    }
    apply_sections(s);
    note_stopped(s);
    map_release(&r.seen);
    str_release(&line);
}

int sources_file_load(struct sources_file *s, const char *path, struct err *err)
{
    struct str text;
    str_init(&text, SOURCES_MAX_BYTES);
    int result = file_exists(path) ? file_read(path, &text, err) : 0;
    if (result == 0)
        sources_file_read(s, path, text.data, text.len);
    else
        *s = (struct sources_file){ 0 };
    str_release(&text);
    return result;
}

void sources_file_release(struct sources_file *s)
{
    arena_release(&s->arena);
    vec_release(s);
    free(s->sections);
    problems_release(&s->problems);
    *s = (struct sources_file){ 0 };
}

void source_options(const struct options *global, const struct source *source, struct options *out)
{
    options_copy(out, global);
    options_set_line(out, source->settings ? source->settings : "", NULL);
}
