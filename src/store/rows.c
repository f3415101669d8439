/* rows.c: lists, read by key.
 *
 * A list is one range of an index, or, for a section with others below it, one
 * range for each, merged.  Only keys are read from the index; the rows that are
 * wanted are then looked up, so the cost depends on what is asked for and never
 * on how much is stored. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "store/store_internal.h"

enum {
    MERGE_KEYS = 32,      /* read ahead from each of several ranges */
    BATCH_KEYS = 256,     /* read at a time where rows may drop out */
    DROPPED_MAX = 4096,   /* rows that drop out because of marks that wait: some 20 ms */
    ARRIVED_SCAN = 20000  /* new articles looked at to count those of one list */
};

/* One range: the keys read from it so far and not yet handed out. */
struct range {
    int64_t owner;         /* section or source */
    struct store_key from; /* what was read last */
    bool from_end;         /* nothing was read yet, and from the list's end */
    bool dry;
    struct store_key *keys;
    size_t len, at;
};

struct merge {
    struct store *store;
    struct connection *connection;
    const struct store_query *query;
    enum store_way way;
    size_t ahead;
    struct range *ranges;
    size_t count;
    struct store_key *keys;
};

enum phase { PHASE_SAME_SECOND, PHASE_BEYOND };

static const char *index_of(const struct store_query *q)
{
    switch (q->list) {
    case STORE_STARRED: return "articles_starred";
    case STORE_SECTION: return q->unread_only ? "articles_section_unread" : "articles_section";
    case STORE_SOURCE: return q->unread_only ? "articles_source_unread" : "articles_source";
    default: return q->unread_only ? "articles_all_unread" : "articles_all";
    }
}

static void write_statement(const struct store_query *q, enum store_way way, enum phase phase, struct str *sql)
{
    const char *order = way == STORE_DOWN ? "DESC" : "ASC", *beyond = way == STORE_DOWN ? "<" : ">";
    str_addf(sql, "SELECT sorted_by, id FROM articles INDEXED BY %s WHERE ", index_of(q));
    if (q->list == STORE_SECTION || q->list == STORE_SOURCE)
        str_addf(sql, "%s = ? AND ", q->list == STORE_SECTION ? "section" : "source");
    if (q->list == STORE_STARRED)
        str_adds(sql, "starred = 1 AND ");
    if (q->unread_only)
        str_adds(sql, "unread = 1 AND ");
    str_addf(sql, phase == PHASE_SAME_SECOND ? "sorted_by = ? AND id %s ? AND " : "sorted_by %s ? AND ", beyond);
    str_addf(sql, "id <= ? ORDER BY sorted_by %s, id %s LIMIT ?", order, order);
}

static struct sql use_statement(const struct merge *m, enum phase phase)
{
    const struct store_query *q = m->query;
    unsigned slot = (((unsigned)q->list * 2 + q->unread_only) * 2 + (m->way == STORE_UP)) * 2 + (phase == PHASE_BEYOND);
    struct str text = STR_INIT;
    write_statement(q, m->way, phase, &text);
    struct sql sql = sql_prepare(m->store, m->connection, &m->connection->lists[slot], text.data);
    str_release(&text);
    return sql;
}

static int read_phase(const struct merge *m, struct range *r, enum phase phase, struct err *err)
{
    struct sql q = use_statement(m, phase);
    size_t wanted = m->ahead - r->len;
    int got;
    if (m->query->list == STORE_SECTION || m->query->list == STORE_SOURCE)
        sql_int(&q, r->owner);
    sql_int(&q, r->from.sorted_by);
    if (phase == PHASE_SAME_SECOND)
        sql_int(&q, r->from.id);
    sql_int(&q, m->query->snapshot ? m->query->snapshot : INT64_MAX);
    sql_int(&q, (int64_t)wanted);
    while ((got = sql_step(&q, err)) == 1) {
        struct store_key *key = &r->keys[r->len++];
        key->sorted_by = sql_get_int(&q);
        key->id = sql_get_int(&q);
    }
    return got;
}

static int refill(const struct merge *m, struct range *r, struct err *err)
{
    r->len = r->at = 0;
    if (r->dry)
        return 0;
    if (!r->from_end && read_phase(m, r, PHASE_SAME_SECOND, err))
        return -1;
    if (r->len < m->ahead && read_phase(m, r, PHASE_BEYOND, err))
        return -1;
    r->dry = r->len < m->ahead;
    r->from_end = false;
    if (r->len)
        r->from = r->keys[r->len - 1];
    return 0;
}

/* The range whose next key comes first, NULL where all are at their end, -1 by *result. */
static struct range *next_range(const struct merge *m, int *result, struct err *err)
{
    struct range *best = NULL;
    for (size_t i = 0; i < m->count; i++) {
        struct range *r = &m->ranges[i];
        if (r->at == r->len && (*result = refill(m, r, err)))
            return NULL;
        if (r->at == r->len)
            continue;
        int order = best ? store_key_compare(r->keys[r->at], best->keys[best->at]) : 0;
        if (!best || (m->way == STORE_DOWN ? order < 0 : order > 0))
            best = r;
    }
    return best;
}

int rows_scope(struct store *s, struct connection *c, int64_t section, int64_t **ids, size_t *count, struct err *err)
{
    VEC(int64_t) found = { 0 };
    struct sql q = sql_use_on(s, c, QUERY_SECTION_SCOPE);
    int got;
    sql_int(&q, section);
    while ((got = sql_step(&q, err)) == 1)
        *vec_push(&found) = sql_get_int(&q);
    *ids = found.items;
    *count = found.len;
    return got;
}

static int merge_init(struct merge *m, const struct store_key *from, size_t max, struct err *err)
{
    int64_t *owners = NULL, one = m->query->id;
    m->count = 1;
    if (m->query->list == STORE_SECTION && rows_scope(m->store, m->connection, one, &owners, &m->count, err)) {
        free(owners);
        m->count = 0;
        return -1;
    }
    m->ahead = m->count > 1 ? num_min(max, MERGE_KEYS) : max;
    m->ranges = mem_zero(m->count, sizeof *m->ranges);
    m->keys = mem_zero(m->count * m->ahead, sizeof *m->keys);
    struct store_key end = m->way == STORE_DOWN ? (struct store_key){ INT64_MAX, 0 } : (struct store_key){ INT64_MIN, 0 };
    for (size_t i = 0; i < m->count; i++)
        m->ranges[i] = (struct range){ .owner = owners ? owners[i] : one, .from = from ? *from : end, .from_end = !from,
                                       .keys = m->keys + i * m->ahead };
    free(owners);
    return 0;
}

int rows_keys(struct store *s, struct connection *c, const struct store_query *q, const struct store_key *from,
              enum store_way way, size_t max, struct store_key *keys, size_t *count, struct err *err)
{
    struct merge m = { .store = s, .connection = c, .query = q, .way = way };
    int result = max ? merge_init(&m, from, max, err) : 0;
    *count = 0;
    while (result == 0 && *count < max) {
        struct range *r = next_range(&m, &result, err);
        if (!r)
            break;
        keys[(*count)++] = r->keys[r->at++];
    }
    free(m.ranges);
    free(m.keys);
    return result;
}

/* Whether a row still belongs, with what waits to be written. */
static bool belongs(const struct store_query *q, const struct article *a)
{
    return (!q->unread_only || a->unread) && (q->list != STORE_STARRED || a->starred);
}

static void reverse(struct store_rows *rows)
{
    for (size_t i = 0, j = rows->count; i + 1 < j; i++) {
        struct article one = rows->items[i];
        rows->items[i] = rows->items[--j];
        rows->items[j] = one;
    }
}

int store_rows(struct store *s, const struct store_query *q, const struct store_key *from, enum store_way way, size_t max,
               struct arena *arena, struct store_rows *out, struct err *err)
{
    struct store_key *keys = mem_zero(num_min(max, BATCH_KEYS) + 1, sizeof *keys), at = { 0 };
    size_t looked = 0;
    int result = 0;
    *out = (struct store_rows){ .items = arena_array(arena, max, sizeof *out->items) };
    store_hold(s);
    for (bool more = true; more && result == 0 && out->count < max;) {
        size_t wanted = num_min(max - out->count, BATCH_KEYS), got = 0;
        result = rows_keys(s, &s->main, q, from, way, wanted, keys, &got, err);
        looked += got;
        more = got == wanted && looked - out->count < DROPPED_MAX;
        for (size_t i = 0; i < got && result == 0; i++) {
            struct article_row row;
            int found = article_load(s, keys[i].id, arena, &row, err);
            if (found == 1 && belongs(q, &row.article))
                out->items[out->count++] = row.article;
            result = found < 0 ? -1 : 0;
        }
        if (got)
            at = keys[got - 1];
        from = got ? &at : from;
    }
    store_release(s);
    free(keys);
    if (way == STORE_UP)
        reverse(out);
    return result;
}

/* Whether the article's title matches: 1, 0, -1. */
static int look_at_title(struct store *s, int64_t id, const struct store_search *search, struct err *err)
{
    struct sql q = sql_use(s, QUERY_TITLE);
    sql_int(&q, id);
    int got = sql_step(&q, err);
    if (got != 1)
        return got;
    const char *title = (const char *)sqlite3_column_text(q.st, 0);
    bool match = title && search->match(search->context, title);
    sql_done(&q);
    return match;
}

int store_search_titles(struct store *s, const struct store_query *q, const struct store_search *search,
                        struct store_key *from, struct store_key *found, bool *ended, struct err *err)
{
    size_t wanted = search->budget ? search->budget : 1, got = 0;
    struct store_key *keys = mem_zero(wanted, sizeof *keys);
    int result = rows_keys(s, &s->main, q, from->id ? from : NULL, search->way, wanted, keys, &got, err);
    *ended = false;
    for (size_t i = 0; result == 0 && i < got; i++) {
        *from = keys[i];
        result = look_at_title(s, keys[i].id, search, err);
        if (result == 1)
            *found = keys[i];
    }
    if (result == 0)
        *ended = got < wanted;
    free(keys);
    return result;
}

static bool in_scope(const int64_t *ids, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++)
        if (ids[i] == id)
            return true;
    return false;
}

static bool is_listed(const struct store_query *q, const int64_t *scope, size_t count, struct sql *row)
{
    int64_t section = sql_get_int(row), source = sql_get_int(row), starred = sql_get_int(row);
    switch (q->list) {
    case STORE_SECTION: return in_scope(scope, count, section);
    case STORE_SOURCE: return source == q->id;
    case STORE_STARRED: return starred != 0;
    default: return true;
    }
}

int64_t store_waiting(struct store *s, const struct store_query *q, struct err *err)
{
    int64_t *scope = NULL, waiting = 0;
    size_t count = 0;
    int got = 0;
    if (q->list == STORE_SECTION && rows_scope(s, &s->main, q->id, &scope, &count, err)) {
        free(scope);
        return -1;
    }
    struct sql sql = sql_use(s, QUERY_ARRIVED);
    sql_int(&sql, q->snapshot);
    sql_int(&sql, ARRIVED_SCAN);
    while (waiting < STORE_WAITING_MAX && (got = sql_step(&sql, err)) == 1)
        waiting += is_listed(q, scope, count, &sql);
    if (got == 1)
        sql_done(&sql);
    free(scope);
    return got < 0 ? -1 : waiting;
}

/* Two numbers of one row. */
static int read_counts(struct sql *q, struct store_counts *out, struct err *err)
{
    int got = sql_step(q, err);
    if (got == 1) {
        out->unread = sql_get_int(q);
        out->total = sql_get_int(q);
        sql_done(q);
    }
    return got < 0 ? -1 : 0;
}

static int count_section(struct store *s, int64_t section, struct store_counts *out, struct err *err)
{
    struct sql q = sql_use(s, QUERY_SECTION_SCOPE);
    int got;
    sql_int(&q, section);
    while ((got = sql_step(&q, err)) == 1) {
        int64_t id = sql_get_int(&q);
        out->unread += sql_get_int(&q) + marks_unread_change(s, 0, id);
        out->total += sql_get_int(&q);
    }
    return got;
}

int store_count(struct store *s, const struct store_query *q, struct store_counts *out, struct err *err)
{
    struct sql sql;
    *out = (struct store_counts){ 0 };
    switch (q->list) {
    case STORE_SECTION:
        return count_section(s, q->id, out, err);
    case STORE_SOURCE:
        sql = sql_use(s, QUERY_SOURCE_COUNTS);
        sql_int(&sql, q->id);
        break;
    case STORE_STARRED:
        sql = sql_use(s, QUERY_STARRED_COUNTS);
        break;
    default:
        sql = sql_use(s, QUERY_ALL_COUNTS);
    }
    if (read_counts(&sql, out, err))
        return -1;
    if (q->list == STORE_ALL || q->list == STORE_SOURCE)
        out->unread += marks_unread_change(s, q->list == STORE_SOURCE ? q->id : 0, 0);
    return 0;
}
