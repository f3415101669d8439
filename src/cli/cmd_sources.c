/* telex sources [--json] */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "cli/articles.h"

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
    printf("%s\t%s\t%s\t%s\n", s->address, title, s->section, known && known->failing_since ? known->last.text : "");
}

int cmd_sources(struct cli *c, int argc, char **argv)
{
    bool json = false;
    const struct cli_option options[] = { { "json", &json, NULL }, { 0 } };
    struct sources_file s = { 0 };
    struct health health;
    size_t hint = 0;
    int status = cli_options(c, &argc, argv, options, 0, 0);
    if (status)
        return status;
    status = cli_load_sources(c, &s);
    health_open(&health, c->data_dir);
    for (size_t i = 0; status == 0 && i < s.len; i++)
        (json ? print_json : print_line)(&s.items[i], health_find(&health, s.items[i].address, &hint));
    health_release(&health);
    sources_file_release(&s);
    return status;
}
