/* sync.c: the sources file's rows, taken over into the store.
 *
 * The section tree is numbered anew each time, in the order in which it is read:
 * children in the order in which the file first names them. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/store_internal.h"

struct old_source {
    struct source source;
    int64_t section;
    bool gone, kept;
};

/* A section that the file names, numbered in the order of first sight. */
struct named_section {
    int64_t id;
    size_t parent, first_child, last_child, next; /* indexes; NONE where there is none */
    const char *path;
    int depth;
};
#define NONE SIZE_MAX

struct sync {
    struct store *store;
    struct arena arena;
    VEC(struct old_source) old;
    struct map by_address; /* index into old */
    VEC(struct named_section) sections;
    struct map by_path;    /* index into sections */
    struct store_sync *done;
    struct err *err;
};

static int read_old(struct sync *y)
{
    struct sql q = sql_use(y->store, QUERY_SYNC_OLD);
    int got;
    while ((got = sql_step(&q, y->err)) == 1) {
        struct old_source *o = vec_push(&y->old);
        o->source.id = sql_get_int(&q);
        o->source.address = sql_get_text(&q, &y->arena);
        o->source.title = sql_get_text(&q, &y->arena);
        o->section = sql_get_int(&q);
        o->source.settings = sql_get_text(&q, &y->arena);
        o->source.line = (int)sql_get_int(&q);
        o->source.position = sql_get_int(&q);
        o->gone = sql_get_int(&q) != 0;
        o->source.unread = sql_get_int(&q);
        o->source.total = sql_get_int(&q);
        map_put(&y->by_address, o->source.address, (int64_t)y->old.len - 1);
    }
    return got;
}

static int section_id(struct sync *y, struct named_section *n)
{
    n->id = store_find_section(y->store, n->path, y->err);
    if (n->id)
        return n->id < 0 ? -1 : 0;
    struct sql q = sql_use(y->store, QUERY_SYNC_SECTION);
    sql_text(&q, n->path);
    sql_int(&q, n->parent == NONE ? 0 : y->sections.items[n->parent].id);
    sql_int(&q, n->depth);
    if (sql_run(&q, y->err))
        return -1;
    n->id = sqlite3_last_insert_rowid(q.db);
    return 0;
}

/* The section with this path, below `parent`; made where it is new. */
static int name_section(struct sync *y, const char *path, size_t parent, int depth, size_t *index)
{
    const int64_t *known = map_find(&y->by_path, path);
    if (known) {
        *index = (size_t)*known;
        return 0;
    }
    if (y->sections.len >= STORE_MAX_SECTIONS)
        return err_set(y->err, ERR_INPUT, _("the sources stand in more than %d sections"), STORE_MAX_SECTIONS);
    struct named_section *n = vec_push(&y->sections);
    size_t at = y->sections.len - 1;
    *n = (struct named_section){ .parent = parent, .first_child = NONE, .last_child = NONE, .next = NONE, .depth = depth,
                                 .path = arena_strdup(&y->arena, path) };
    map_put(&y->by_path, path, (int64_t)at);
    if (at) {
        /* The children of the root (item 0) are the sections at the top. */
        struct named_section *above = &y->sections.items[parent == NONE ? 0 : parent];
        if (above->last_child == NONE)
            above->first_child = at;
        else
            y->sections.items[above->last_child].next = at;
        above->last_child = at;
    }
    *index = at;
    return section_id(y, n);
}

/* "News > Russia", with each part trimmed; makes "News" on the way. */
static int section_of(struct sync *y, const char *section, int64_t *id)
{
    struct str path = STR_INIT;
    size_t index = 0, parent = NONE;
    int result = 0, depth = 0;
    for (const char *p = section ? section : ""; result == 0 && *p;) {
        size_t len = strcspn(p, ">");
        struct str part = STR_INIT;
        str_add(&part, p, len);
        str_trim(&part);
        if (part.len && depth < STORE_MAX_SECTION_DEPTH) {
            str_addf(&path, "%s%s", path.len ? " > " : "", part.data);
            result = name_section(y, path.data, parent, depth++, &index);
            parent = index;
        }
        str_release(&part);
        p += len + (p[len] == '>');
    }
    str_release(&path);
    *id = y->sections.items[index].id;
    return result;
}

static int move_articles(struct sync *y, const struct old_source *o, int64_t section)
{
    struct sql move = sql_use(y->store, QUERY_SYNC_MOVE);
    sql_int(&move, section);
    sql_int(&move, o->source.id);
    if (sql_run(&move, y->err))
        return -1;
    for (int sign = -1; sign <= 1; sign += 2) {
        struct sql q = sql_use(y->store, QUERY_SYNC_MOVE_COUNTS);
        sql_int(&q, sign * o->source.unread);
        sql_int(&q, sign * o->source.total);
        sql_int(&q, sign < 0 ? o->section : section);
        if (sql_run(&q, y->err))
            return -1;
    }
    y->store->touched |= TOUCH_ARTICLES;
    return 0;
}

static int add_source(struct sync *y, const struct source *new, int64_t section)
{
    struct sql q = sql_use(y->store, QUERY_SYNC_ADD);
    sql_text(&q, new->address);
    sql_text(&q, new->title);
    sql_int(&q, section);
    sql_text(&q, new->settings ? new->settings : "");
    sql_int(&q, new->line);
    sql_int(&q, new->position);
    sql_int(&q, new->stopped);
    y->done->added++;
    return sql_run(&q, y->err);
}

static int change_source(struct sync *y, struct old_source *o, const struct source *new, int64_t section)
{
    const char *settings = new->settings ? new->settings : "";
    o->kept = true;
    bool same = !o->gone && o->section == section && str_same(o->source.title, new->title) &&
                str_same(o->source.settings, settings);
    if (same && o->source.line == new->line && o->source.position == new->position)
        return 0;
    struct sql q = sql_use(y->store, QUERY_SYNC_CHANGE);
    sql_text(&q, new->title);
    sql_int(&q, section);
    sql_text(&q, settings);
    sql_int(&q, new->line);
    sql_int(&q, new->position);
    sql_int(&q, new->stopped);
    sql_int(&q, o->source.id);
    if (sql_run(&q, y->err))
        return -1;
    y->done->changed += !same && !o->gone;
    y->done->added += o->gone;
    return o->section == section ? 0 : move_articles(y, o, section);
}

static int take_over(struct sync *y, const struct source *new)
{
    int64_t section = 0;
    if (section_of(y, new->section, &section))
        return -1;
    const int64_t *at = map_find(&y->by_address, new->address);
    if (!at)
        return map_put(&y->by_address, new->address, -1) ? add_source(y, new, section) : 0;
    /* Named twice in the file: the first line counts. */
    if (*at < 0 || y->old.items[*at].kept)
        return 0;
    return change_source(y, &y->old.items[*at], new, section);
}

static int run_with(struct sync *y, enum query which, int64_t id)
{
    struct sql q = sql_use(y->store, which);
    sql_int(&q, id);
    return sql_run(&q, y->err);
}

/* Its starred articles stay, in no section; with none the source goes altogether. */
static int drop_source(struct sync *y, struct old_source *o)
{
    y->done->removed += !o->gone;
    y->store->touched |= TOUCH_ARTICLES;
    if (run_with(y, QUERY_SYNC_CLEAR, o->source.id))
        return -1;
    struct sql q = sql_use(y->store, QUERY_SOURCE_COUNTS);
    sql_int(&q, o->source.id);
    if (sql_step(&q, y->err) == 1) {
        o->source.unread = sql_get_int(&q);
        o->source.total = sql_get_int(&q);
        sql_done(&q);
    }
    if (o->source.total == 0)
        return run_with(y, QUERY_SYNC_REMOVE, o->source.id);
    struct sql change = sql_use(y->store, QUERY_SYNC_CHANGE);
    sql_text(&change, o->source.title);
    sql_int(&change, y->sections.items[0].id);
    sql_text(&change, o->source.settings);
    sql_int(&change, 0);
    sql_int(&change, o->source.position);
    sql_int(&change, 0);
    sql_int(&change, o->source.id);
    if (sql_run(&change, y->err) || (o->section != y->sections.items[0].id && move_articles(y, o, y->sections.items[0].id)))
        return -1;
    return run_with(y, QUERY_SYNC_GONE, o->source.id);
}

static int place(struct sync *y, size_t index, int64_t position, int64_t last)
{
    struct sql q = sql_use(y->store, QUERY_SYNC_PLACE);
    sql_int(&q, position);
    sql_int(&q, last);
    sql_int(&q, y->sections.items[index].id);
    return sql_run(&q, y->err);
}

/* Numbers the tree from the root (0) down, children before the next sibling. */
static int number_sections(struct sync *y)
{
    struct named_section *all = y->sections.items;
    int64_t *first = mem_zero(y->sections.len, sizeof *first), counter = 0;
    size_t at = 0;
    int result = 0;
    first[0] = counter++;
    for (bool down = true; result == 0;) {
        if (down && all[at].first_child != NONE) {
            at = all[at].first_child;
            first[at] = counter++;
            continue;
        }
        /* Everything below `at` has its number.  The root stands for sources in no section: nothing is below it. */
        result = place(y, at, first[at], at ? counter - 1 : 0);
        if (at == 0)
            break;
        down = all[at].next != NONE;
        at = down ? all[at].next : all[at].parent == NONE ? 0 : all[at].parent;
        if (down)
            first[at] = counter++;
    }
    free(first);
    return result;
}

/* Sections that the file names no more. */
static int drop_sections(struct sync *y)
{
    VEC(int64_t) unused = { 0 };
    struct sql q = sql_use(y->store, QUERY_SECTIONS);
    int got;
    while ((got = sql_step(&q, y->err)) == 1) {
        int64_t id = sql_get_int(&q);
        q.column++;
        const char *path = sql_get_text(&q, &y->arena);
        if (!map_find(&y->by_path, path))
            *vec_push(&unused) = id;
    }
    for (size_t i = 0; got == 0 && i < unused.len; i++)
        got = run_with(y, QUERY_SYNC_DROP_SECTION, unused.items[i]);
    vec_release(&unused);
    return got;
}

static int count_sources(struct sync *y)
{
    struct sql q = sql_use(y->store, QUERY_SYNC_COUNT);
    return sql_run(&q, y->err);
}

static int sync_all(struct sync *y, const struct source *sources, size_t count)
{
    size_t root;
    if (read_old(y) || name_section(y, "", NONE, 0, &root))
        return -1;
    for (size_t i = 0; i < count; i++)
        if (take_over(y, &sources[i]))
            return -1;
    for (size_t i = 0; i < y->old.len; i++)
        if (!y->old.items[i].kept && (!y->old.items[i].gone || y->old.items[i].source.total == 0) &&
            drop_source(y, &y->old.items[i]))
            return -1;
    return number_sections(y) || drop_sections(y) || count_sources(y) ? -1 : 0;
}

int store_sync_sources(struct store *s, const struct source *sources, size_t count, struct store_sync *done,
                       struct err *err)
{
    struct store_sync mine = { 0 };
    struct sync y = { .store = s, .done = done ? done : &mine, .err = err };
    *y.done = mine;
    int result = store_begin(s, err);
    if (result == 0) {
        result = sync_all(&y, sources, count);
        if (y.done->added || y.done->changed || y.done->removed)
            s->touched |= TOUCH_SOURCES;
        result = store_leave(s, true, result, err);
    }
    vec_release(&y.old);
    vec_release(&y.sections);
    map_release(&y.by_address);
    map_release(&y.by_path);
    arena_release(&y.arena);
    return result;
}
