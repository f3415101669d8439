/* sources.c: sources and sections as they are read, and what a fetch leaves behind. */
#include <stdio.h>
#include <string.h>

#include "model/condition.h"
#include "store/store_internal.h"
#include "text/url.h"

static void copy_text(char *out, size_t size, struct sql *q)
{
    const char *text = (const char *)sqlite3_column_text(q->st, q->column++);
    snprintf(out, size, "%s", text ? text : "");
}

/* The address as it may be shown, where that is another; else NULL. */
static const char *without_password(const char *address, struct arena *arena)
{
    struct str shown = STR_INIT;
    if (address && strchr(address, '@'))
        url_display(address, &shown);
    const char *kept = shown.len && strcmp(shown.data, address) != 0 ? arena_strdup(arena, shown.data) : NULL;
    str_release(&shown);
    return kept;
}

/* What a later telex or a damage has written there is none that is known here. */
static enum outcome_kind read_kind(int64_t n)
{
    return n >= OUTCOME_NONE && n <= OUTCOME_LAST ? (enum outcome_kind)n : OUTCOME_NONE;
}

static void read_source(struct store *s, struct sql *q, struct arena *arena, struct source *out)
{
    *out = (struct source){ 0 };
    out->id = sql_get_int(q);
    out->address = sql_get_text(q, arena);
    out->shown = without_password(out->address, arena);
    out->title = sql_get_text(q, arena);
    out->feed_title = sql_get_text(q, arena);
    out->feed_link = sql_get_text(q, arena);
    out->section = sql_get_text(q, arena);
    out->settings = sql_get_text(q, arena);
    out->line = (int)sql_get_int(q);
    out->position = sql_get_int(q);
    q->column++; /* the section's id */
    out->unread = sql_get_int(q) + marks_unread_change(s, out->id, 0);
    out->total = sql_get_int(q);
    out->last.kind = read_kind(sql_get_int(q));
    out->last.status = (int)sql_get_int(q);
    out->last.when = sql_get_int(q);
    out->last.added = (int)sql_get_int(q);
    out->last.changed = (int)sql_get_int(q);
    copy_text(out->last.text, sizeof out->last.text, q);
    out->next_try = sql_get_int(q);
    out->failing_since = sql_get_int(q);
    out->failures = (int)sql_get_int(q);
    out->succeeded = sql_get_int(q);
    out->since = sql_get_int(q);
    out->newest = sql_get_int(q);
    out->rhythm = sql_get_int(q);
    out->took = sql_get_int(q);
    out->moved_to = sql_get_text(q, arena);
    out->moved_seen = (int)sql_get_int(q);
    out->stopped = sql_get_int(q) != 0;
}

static int read_sources(struct store *s, struct sql *q, struct arena *arena, struct store_sources *out, struct err *err)
{
    VEC(struct source) found = { 0 };
    int got;
    while ((got = sql_step(q, err)) == 1)
        read_source(s, q, arena, vec_push(&found));
    *out = (struct store_sources){ .items = arena_array(arena, found.len, sizeof *out->items), .count = found.len };
    if (found.len)
        memcpy(out->items, found.items, found.len * sizeof *out->items);
    vec_release(&found);
    return got;
}

int store_sources(struct store *s, struct arena *arena, struct store_sources *out, struct err *err)
{
    struct sql q = sql_use(s, QUERY_SOURCES);
    return read_sources(s, &q, arena, out, err);
}

int64_t store_leaves(struct store *s, struct arena *arena, int64_t section, size_t max, struct store_leaf **out, struct err *err)
{
    struct sql q = sql_use(s, QUERY_LEAVES);
    int64_t count = 0;
    int got;
    *out = arena_array(arena, max, sizeof **out);
    sql_int(&q, section);
    sql_int(&q, (int64_t)max);
    while ((got = sql_step(&q, err)) == 1) {
        struct store_leaf *l = &(*out)[count++];
        l->id = sql_get_int(&q);
        l->unread = sql_get_int(&q) + marks_unread_change(s, l->id, 0);
        l->total = sql_get_int(&q);
        l->is_failing = sql_get_int(&q) != 0;
        l->name = sql_get_text(&q, arena);
        l->address = sql_get_text(&q, arena);
        const char *shown = str_same(l->name, l->address) ? without_password(l->address, arena) : NULL;
        l->name = shown ? shown : l->name;
    }
    return got < 0 ? -1 : count;
}

int store_unwell_sources(struct store *s, struct arena *arena, struct store_sources *out, struct err *err)
{
    struct sql q = sql_use(s, QUERY_UNWELL_SOURCES);
    sql_int(&q, OUTCOME_DAMAGED);
    sql_int(&q, CONDITION_SLOW_MS);
    sql_int(&q, CONDITION_SILENT_LEAST);
    if (read_sources(s, &q, arena, out, err))
        return -1;
    size_t kept = 0;
    for (size_t i = 0; i < out->count; i++)
        if (condition_of(&out->items[i]) != CONDITION_WELL)
            out->items[kept++] = out->items[i];
    out->count = kept;
    return 0;
}

int store_source_times(struct store *s, int64_t source, int64_t *times, size_t max, size_t *count, struct err *err)
{
    struct sql q = sql_use(s, QUERY_SOURCE_TIMES);
    int got;
    sql_int(&q, source);
    sql_int(&q, (int64_t)max);
    *count = 0;
    while ((got = sql_step(&q, err)) == 1)
        times[(*count)++] = sql_get_int(&q);
    return got;
}

int store_any_remote(struct store *s, struct err *err)
{
    struct sql q = sql_use(s, QUERY_ANY_REMOTE);
    int got = sql_step(&q, err);
    if (got == 1)
        sql_done(&q);
    return got;
}

int store_source_totals(struct store *s, struct store_source_totals *out, struct err *err)
{
    struct sql q = sql_use(s, QUERY_SOURCE_TOTALS);
    sql_int(&q, OUTCOME_GONE);
    int got = sql_step(&q, err);
    if (got == 1) {
        out->count = sql_get_int(&q);
        out->failing = sql_get_int(&q);
        sql_done(&q);
    }
    return got < 0 ? -1 : 0;
}

int store_source(struct store *s, struct arena *arena, int64_t id, struct source *out, struct err *err)
{
    struct sql q = sql_use(s, QUERY_SOURCE);
    sql_int(&q, id);
    int got = sql_step(&q, err);
    if (got == 1) {
        read_source(s, &q, arena, out);
        sql_done(&q);
    }
    return got;
}

static int64_t find_by_text(struct store *s, enum query which, const char *text, struct err *err)
{
    int64_t id = 0;
    struct sql q = sql_use(s, which);
    sql_text(&q, text);
    return sql_one(&q, &id, err) < 0 ? -1 : id;
}

int64_t store_find_source(struct store *s, const char *address, struct err *err)
{
    return find_by_text(s, QUERY_SOURCE_BY_ADDRESS, address, err);
}

int64_t store_find_section(struct store *s, const char *path, struct err *err)
{
    return find_by_text(s, QUERY_SECTION_BY_PATH, path, err);
}

/* A section while it is read: with the last position below it. */
struct read_section {
    struct store_section section;
    int64_t position, last;
    bool has_sources;
};
struct read_sections {
    struct read_section *items;
    size_t len, cap;
};

static int read_sections(struct store *s, struct arena *arena, struct read_sections *out, struct err *err)
{
    struct sql q = sql_use(s, QUERY_SECTIONS);
    int got;
    while ((got = sql_step(&q, err)) == 1) {
        struct read_section *r = vec_push(out);
        r->section.id = sql_get_int(&q);
        r->section.parent = sql_get_int(&q);
        r->section.path = sql_get_text(&q, arena);
        r->section.depth = (int)sql_get_int(&q);
        r->section.unread = sql_get_int(&q) + marks_unread_change(s, 0, r->section.id);
        r->section.total = sql_get_int(&q);
        r->position = sql_get_int(&q);
        r->last = sql_get_int(&q);
        r->has_sources = sql_get_int(&q) != 0;
        const char *name = r->section.path;
        for (const char *p; (p = strstr(name, " > ")); name = p + 3)
            ;
        r->section.name = name;
    }
    return got;
}

/* From the end: a section's sum is its own and those of its children, each of which stands behind it. */
static void add_up(struct read_sections *all)
{
    for (size_t i = all->len; i-- > 0;) {
        struct store_section *here = &all->items[i].section;
        here->unread_below += here->unread;
        here->total_below += here->total;
        for (size_t j = i; here->parent && j-- > 0;)
            if (all->items[j].section.id == here->parent) {
                all->items[j].section.unread_below += here->unread_below;
                all->items[j].section.total_below += here->total_below;
                break;
            }
    }
}

int store_sections(struct store *s, struct arena *arena, struct store_sections *out, struct err *err)
{
    struct read_sections all = { 0 };
    int got = read_sections(s, arena, &all, err);
    add_up(&all);
    *out = (struct store_sections){ .items = arena_array(arena, all.len, sizeof *out->items) };
    for (size_t i = 0; i < all.len; i++) {
        out->unread += all.items[i].section.unread;
        out->total += all.items[i].section.total;
        if (*all.items[i].section.path || all.items[i].has_sources)
            out->items[out->count++] = all.items[i].section;
    }
    vec_release(&all);
    return got;
}

int store_get_fetch(struct store *s, struct arena *arena, int64_t source, struct store_fetch *out, struct err *err)
{
    struct sql q = sql_use(s, QUERY_FETCH);
    sql_int(&q, source);
    int got = sql_step(&q, err);
    if (got != 1)
        return got;
    *out = (struct store_fetch){ 0 };
    out->etag = sql_get_text(&q, arena);
    out->last_modified = sql_get_text(&q, arena);
    out->body_hash = (uint64_t)sql_get_int(&q);
    out->failures = (int)sql_get_int(&q);
    out->moved_to = sql_get_text(&q, arena);
    out->moved_seen = (int)sql_get_int(&q);
    out->ttl = sql_get_int(&q);
    out->skip_hours = (uint32_t)sql_get_int(&q);
    out->skip_days = (uint8_t)sql_get_int(&q);
    sql_done(&q);
    return 1;
}

static int put_fetch(struct store *s, int64_t source, const struct store_fetch *fetch, struct err *err)
{
    struct sql q = sql_use(s, QUERY_PUT_FETCH);
    sql_text_max(&q, fetch->etag, ARTICLE_MAX_NAME);
    sql_text_max(&q, fetch->last_modified, ARTICLE_MAX_NAME);
    sql_int(&q, (int64_t)fetch->body_hash);
    sql_int(&q, fetch->failures);
    sql_text_max(&q, fetch->moved_to, ARTICLE_MAX_URL);
    sql_int(&q, fetch->moved_seen);
    sql_int(&q, source);
    return sql_run(&q, err);
}

static int put_outcome(struct store *s, const struct source *source, struct err *err)
{
    struct sql q = sql_use(s, QUERY_PUT_OUTCOME);
    sql_int(&q, source->last.kind);
    sql_int(&q, source->last.status);
    sql_int(&q, source->last.when);
    sql_int(&q, source->last.added);
    sql_int(&q, source->last.changed);
    sql_text(&q, source->last.text);
    sql_int(&q, source->next_try);
    sql_int(&q, source->failing_since);
    sql_int(&q, source->succeeded);
    sql_int(&q, source->since);
    sql_int(&q, source->newest);
    sql_int(&q, source->rhythm);
    sql_int(&q, source->took);
    sql_int(&q, source->id);
    return sql_run(&q, err);
}

int store_put_outcome(struct store *s, const struct source *source, const struct store_fetch *fetch, struct err *err)
{
    bool own;
    if (store_enter(s, &own, err))
        return -1;
    int result = put_outcome(s, source, err);
    if (result == 0 && fetch)
        result = put_fetch(s, source->id, fetch, err);
    s->touched |= TOUCH_SOURCES;
    return store_leave(s, own, result, err);
}

static int move_source(struct store *s, int64_t id, const char *address, struct err *err)
{
    int64_t other = store_find_source(s, address, err);
    if (other)
        return other < 0 ? -1 : 0;
    struct sql q = sql_use(s, QUERY_MOVE_SOURCE);
    sql_text(&q, address);
    sql_int(&q, id);
    s->touched |= TOUCH_SOURCES;
    return sql_run(&q, err) ? -1 : 1;
}

int store_move_source(struct store *s, int64_t id, const char *address, struct err *err)
{
    bool own;
    if (store_enter(s, &own, err))
        return -1;
    int moved = move_source(s, id, address, err);
    return store_leave(s, own, moved < 0 ? -1 : 0, err) ? -1 : moved;
}

static int put_feed(struct store *s, int64_t source, const struct feed *feed, struct err *err)
{
    struct sql q = sql_use(s, QUERY_PUT_FEED);
    sql_text_max(&q, feed->title, ARTICLE_MAX_TITLE);
    sql_text_max(&q, feed->link, ARTICLE_MAX_URL);
    sql_text_max(&q, feed->description, ARTICLE_MAX_TITLE);
    sql_text_max(&q, feed->language, ARTICLE_MAX_NAME);
    sql_text_max(&q, feed->image, ARTICLE_MAX_URL);
    sql_text_max(&q, feed->rights, ARTICLE_MAX_NAME);
    sql_text_max(&q, feed->hub, ARTICLE_MAX_URL);
    sql_text_max(&q, feed->format, ARTICLE_MAX_NAME);
    sql_int(&q, feed->ttl);
    sql_int(&q, feed->skip_hours);
    sql_int(&q, feed->skip_days);
    sql_int(&q, source);
    return sql_run(&q, err);
}

int store_put_feed(struct store *s, int64_t source, const struct feed *feed, struct err *err)
{
    bool own;
    if (store_enter(s, &own, err))
        return -1;
    s->touched |= TOUCH_SOURCES;
    return store_leave(s, own, put_feed(s, source, feed, err), err);
}

static int put_progress(struct store *s, const struct store_progress *p, struct err *err)
{
    struct sql q = sql_use(s, QUERY_PUT_PROGRESS);
    sql_int(&q, p->running);
    sql_int(&q, p->pid);
    sql_int(&q, p->started);
    sql_int(&q, p->at);
    sql_int(&q, p->done);
    sql_int(&q, p->total);
    sql_int(&q, p->failed);
    sql_int(&q, p->added);
    sql_text(&q, p->names);
    return sql_run(&q, err);
}

int store_put_progress(struct store *s, const struct store_progress *p, struct err *err)
{
    bool own;
    if (store_enter(s, &own, err))
        return -1;
    s->touched |= TOUCH_PROGRESS;
    return store_leave(s, own, put_progress(s, p, err), err);
}

int store_get_progress(struct store *s, struct store_progress *out, struct err *err)
{
    struct sql q = sql_use(s, QUERY_PROGRESS);
    int got = sql_step(&q, err);
    if (got != 1)
        return got;
    *out = (struct store_progress){ .running = sql_get_int(&q) != 0 };
    out->pid = sql_get_int(&q);
    out->started = sql_get_int(&q);
    out->at = sql_get_int(&q);
    out->done = (int)sql_get_int(&q);
    out->total = (int)sql_get_int(&q);
    out->failed = (int)sql_get_int(&q);
    out->added = (int)sql_get_int(&q);
    copy_text(out->names, sizeof out->names, &q);
    sql_done(&q);
    return 1;
}
