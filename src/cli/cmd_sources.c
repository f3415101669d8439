/* telex sources [--failing] [--json] */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "cli/articles.h"
#include "model/condition.h"

enum { SOME_ARE = 3 }; /* the exit status of --failing where it lists any */

/* What the store knows of the sources; nothing where there is no store yet. */
struct health {
    struct arena arena;
    struct store *store;
    struct store_sources known;
};

static void health_open(struct health *h, const char *data_dir)
{
    *h = (struct health){ 0 };
    if (store_open(&h->store, data_dir, STORE_READER, NULL, NULL) == 0 && store_sources(h->store, &h->arena, &h->known, NULL) < 0)
        h->known.count = 0;
}

static void health_release(struct health *h)
{
    store_close(h->store);
    arena_release(&h->arena);
}

/* Both lists are in the file's order as a rule, so the place before is tried first. */
static const struct source *health_find(const struct health *h, const char *address, size_t *hint)
{
    for (size_t i = 0; i < h->known.count; i++) {
        size_t at = (*hint + i) % h->known.count;
        if (strcmp(h->known.items[at].address, address) == 0) {
            *hint = at + 1;
            return &h->known.items[at];
        }
    }
    return NULL;
}

/* One object a line. */
static void print_json(const struct source *s, const struct source *known)
{
    struct str out = STR_INIT;
    struct json j;
    json_init(&j, &out);
    json_object(&j);
    json_key(&j, "address");
    json_string(&j, s->address);
    json_member(&j, "title", s->title ? s->title : known ? known->feed_title : NULL);
    section_write_json(&j, s->section);
    json_member(&j, "settings", s->settings);
    json_key(&j, "line");
    json_int(&j, s->line);
    if (known) {
        json_key(&j, "unread");
        json_int(&j, known->unread);
        json_key(&j, "total");
        json_int(&j, known->total);
        json_key(&j, "works");
        json_bool(&j, known->failing_since == 0);
        json_member(&j, "message", known->last.text);
    }
    json_end(&j);
    puts(out.data);
    str_release(&out);
}

/* address, title, section and what went wrong, divided by tabs; none of them can hold one. */
static void print_line(const struct source *s, const struct source *known)
{
    const char *title = s->title ? s->title : known && known->feed_title ? known->feed_title : "";
    printf("%s\t%s\t%s\t%s\n", s->address, title, s->section, known ? known->last.text : "");
}

/* ---- Those that are not well ---- */

/* As the store knows it, with what the file says now. */
static struct source judged(const struct source *s, const struct source *known)
{
    struct source now = known ? *known : *s;
    now.title = s->title;
    now.section = s->section;
    now.stopped = s->stopped;
    return now;
}

static void write_time(struct json *j, const char *key, int64_t at)
{
    const struct stamp time = { .at = at, .parts = at ? STAMP_SECOND : STAMP_NONE, .has_zone = true };
    struct str text = STR_INIT;
    stamp_write(&time, &text);
    json_member(j, key, text.data);
    str_release(&text);
}

static void write_words(struct json *j, const struct source *s)
{
    struct str what = STR_INIT, advice = STR_INIT;
    condition_what(s, &what);
    condition_advice(s, &advice);
    json_member(j, "message", what.data);
    json_member(j, "advice", advice.data);
    str_release(&what);
    str_release(&advice);
}

static void print_failing_json(const struct source *s)
{
    struct str out = STR_INIT;
    struct json j;
    json_init(&j, &out);
    json_object(&j);
    json_member(&j, "condition", condition_word(condition_of(s)));
    json_member(&j, "address", s->address);
    json_member(&j, "title", s->title ? s->title : s->feed_title);
    section_write_json(&j, s->section);
    write_time(&j, "since", condition_since(s));
    write_words(&j, s);
    write_time(&j, "last_success", s->succeeded);
    write_time(&j, "next_try", condition_of(s) == CONDITION_STOPPED ? 0 : s->next_try);
    json_key(&j, "failures");
    json_int(&j, s->failures);
    json_member(&j, "new_address", condition_offers_address(s) ? s->moved_to : NULL);
    json_end(&j);
    puts(out.data);
    str_release(&out);
}

/* condition, since when, address, title, section and what is wrong, divided by tabs. */
static void print_failing_line(const struct source *s)
{
    const struct stamp since = { .at = condition_since(s), .parts = condition_since(s) ? STAMP_SECOND : STAMP_NONE, .has_zone = true };
    struct str time = STR_INIT, what = STR_INIT;
    stamp_write(&since, &time);
    condition_what(s, &what);
    printf("%s\t%s\t%s\t%s\t%s\t%s\n", condition_word(condition_of(s)), time.data, s->address,
           s->title ? s->title : s->feed_title ? s->feed_title : "", s->section, what.data);
    str_release(&time);
    str_release(&what);
}

/* True where the source is one of them. */
static bool print_failing(const struct source *s, const struct source *known, bool json)
{
    struct source now = judged(s, known);
    if (condition_of(&now) == CONDITION_WELL)
        return false;
    (json ? print_failing_json : print_failing_line)(&now);
    return true;
}

int cmd_sources(struct cli *c, int argc, char **argv)
{
    bool json = false, failing = false, some = false;
    const struct cli_option options[] = { { "json", &json, NULL }, { "failing", &failing, NULL }, { 0 } };
    struct sources_file s = { 0 };
    struct health health;
    size_t hint = 0;
    int status = cli_options(c, &argc, argv, options, 0, 0);
    if (status)
        return status;
    status = cli_load_sources(c, &s);
    health_open(&health, c->data_dir);
    for (size_t i = 0; status == 0 && i < s.len; i++) {
        const struct source *known = health_find(&health, s.items[i].address, &hint);
        if (failing)
            some |= print_failing(&s.items[i], known, json);
        else
            (json ? print_json : print_line)(&s.items[i], known);
    }
    health_release(&health);
    sources_file_release(&s);
    return status == 0 && some ? SOME_ARE : status;
}
