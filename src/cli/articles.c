#include "cli/articles.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/num.h"
#include "text/url.h"

int cli_open_store(const struct cli *c, enum store_role role, struct store **out)
{
    struct err err = { 0 };
    return store_open(out, c->data_dir, role, NULL, &err) ? cli_fail_err(c, &err) : CLI_DONE;
}

/* ---- What a word names ---- */

static int64_t find_section(struct store *s, const char *word, struct err *err)
{
    struct str path = STR_INIT;
    section_normalise(word, &path);
    int64_t id = path.len ? store_find_section(s, path.data, err) : 0;
    str_release(&path);
    return id;
}

static int64_t find_source(const struct cli *c, struct store *s, const char *word, struct err *err)
{
    struct str address = STR_INIT;
    int64_t id = store_find_source(s, word, err);
    if (id == 0 && address_normalise(word, c->sources_path, &address, NULL) == 0)
        id = store_find_source(s, address.data, err);
    str_release(&address);
    return id;
}

/* How many sources are called so; *id is one of them. */
static size_t find_title(const struct store_sources *all, const char *word, int64_t *id)
{
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++) {
        const struct source *s = &all->items[i];
        const char *title = s->title ? s->title : s->feed_title;
        if (!title || !str_same_nocase(title, word))
            continue;
        *id = s->id;
        count++;
    }
    return count;
}

static int find_by_title(const struct cli *c, struct store *s, const char *word, struct store_query *q)
{
    struct arena arena = { 0 };
    struct store_sources all;
    struct err err = { 0 };
    int status = store_sources(s, &arena, &all, &err) ? cli_fail_err(c, &err) : CLI_DONE;
    size_t count = status ? 0 : find_title(&all, word, &q->id);
    arena_release(&arena);
    q->list = STORE_SOURCE;
    if (status || count == 1)
        return status;
    if (count)
        return cli_fail(c, _("%zu sources are called \"%s\"; give the address of one (telex sources lists them)"), count, word);
    return cli_fail(c, _("there is no section or source \"%s\"; telex sources lists them"), word);
}

int cli_find_list(const struct cli *c, struct store *s, const char *word, struct store_query *q)
{
    struct err err = { 0 };
    q->list = STORE_SECTION;
    q->id = find_section(s, word, &err);
    if (q->id == 0) {
        q->list = STORE_SOURCE;
        q->id = find_source(c, s, word, &err);
    }
    if (q->id < 0)
        return cli_fail_err(c, &err);
    return q->id ? CLI_DONE : find_by_title(c, s, word, q);
}

bool cli_is_article(const char *word)
{
    int64_t id;
    return num_read_i64(word, strlen(word), &id) || url_is_http(word);
}

int cli_find_article(const struct cli *c, struct store *s, const char *word, struct arena *arena, struct article *out)
{
    struct err err = { 0 };
    int64_t id;
    if (!num_read_i64(word, strlen(word), &id))
        id = store_find_link(s, word, &err);
    int got = id > 0 ? store_article(s, arena, id, out, &err) : (int)id;
    if (got == 1)
        return CLI_DONE;
    if (err.kind)
        return cli_fail_err(c, &err);
    return cli_fail(c, _("there is no article \"%s\"; telex list --all lists them with their numbers"), word);
}

/* ---- Sources by id ---- */

static int by_id(const void *a, const void *b)
{
    int64_t left = ((const struct source *)a)->id, right = ((const struct source *)b)->id;
    return left < right ? -1 : left > right;
}

int source_names_read(const struct cli *c, struct store *s, struct source_names *out)
{
    struct err err = { 0 };
    *out = (struct source_names){ 0 };
    if (store_sources(s, &out->arena, &out->all, &err))
        return cli_fail_err(c, &err);
    if (out->all.count)
        qsort(out->all.items, out->all.count, sizeof *out->all.items, by_id);
    return CLI_DONE;
}

void source_names_release(struct source_names *n)
{
    arena_release(&n->arena);
}

const struct source *source_names_find(const struct source_names *n, int64_t id)
{
    const struct source key = { .id = id };
    return n->all.count ? bsearch(&key, n->all.items, n->all.count, sizeof key, by_id) : NULL;
}

/* ---- Printing ---- */

void section_write_json(struct json *j, const char *path)
{
    json_key(j, "section");
    json_array(j);
    while (*path) {
        const char *stop = strstr(path, " > ");
        size_t len = stop ? (size_t)(stop - path) : strlen(path);
        json_string_n(j, path, len);
        path += stop ? len + 3 : len;
    }
    json_end(j);
}

static void write_time(struct json *j, const char *key, const struct stamp *time)
{
    struct str text = STR_INIT;
    stamp_write(time, &text);
    json_member(j, key, text.data);
    str_release(&text);
}

static void write_number(struct json *j, const char *key, int64_t value)
{
    json_key(j, key);
    json_int(j, value);
}

static void write_flag(struct json *j, const char *key, bool value)
{
    json_key(j, key);
    json_bool(j, value);
}

static void write_source(struct json *j, const struct article *a, const struct source *source)
{
    json_member(j, "source", source ? source->address : NULL);
    json_member(j, "source_title", a->source_title);
    section_write_json(j, source && source->section ? source->section : "");
}

void article_write_json(const struct article *a, const struct source_names *names, struct str *out)
{
    const struct stamp sorted = { .at = a->sorted_by, .parts = STAMP_SECOND, .has_zone = true };
    struct json j;
    json_init(&j, out);
    json_object(&j);
    write_number(&j, "id", a->id);
    json_member(&j, "title", a->title);
    json_member(&j, "url", a->link);
    json_member(&j, "lede", a->lede);
    json_member(&j, "authors", a->authors);
    json_member(&j, "language", a->language);
    write_source(&j, a, source_names_find(names, a->source));
    write_time(&j, "time", &sorted);
    write_time(&j, "published", &a->published);
    write_time(&j, "updated", &a->updated);
    write_flag(&j, "unread", a->unread);
    write_flag(&j, "starred", a->starred);
    write_number(&j, "words", a->words);
    write_number(&j, "pictures", a->pictures);
    write_number(&j, "media", a->media);
    json_member(&j, "comments_url", a->comments_url);
    if (a->comment_count >= 0)
        write_number(&j, "comments", a->comment_count);
    json_end(&j);
    str_addc(out, '\n');
}

void article_write_line(const struct article *a, struct str *out)
{
    char when[40] = "";
    time_t at = (time_t)a->sorted_by;
    struct tm local;
    if (localtime_r(&at, &local))
        strftime(when, sizeof when, "%Y-%m-%d %H:%M", &local);
    str_addf(out, "%lld\t%s\t%s%s\t%s\t%s\n", (long long)a->id, when, a->unread ? "N" : "", a->starred ? "*" : "",
             a->source_title ? a->source_title : "", a->title ? a->title : "");
}
