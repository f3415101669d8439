/* list.c: opening, renewing, moving, marking. */
#include <stdlib.h>

#include "base/mem.h"
#include "list/list_internal.h"

struct list *list_new(struct store *s)
{
    struct list *l = mem_zero(1, sizeof *l);
    l->store = s;
    return l;
}

void list_free(struct list *l)
{
    if (!l)
        return;
    window_release(&l->window);
    kept_release(&l->kept);
    free(l->find.needle);
    free(l);
}

struct rows_from list_rows(const struct list *l)
{
    return (struct rows_from){ .store = l->store, .query = &l->query, .kept = &l->kept };
}

int64_t list_snapshot(struct store *s)
{
    int64_t newest = store_newest(s);
    return newest ? newest : -1;
}

static bool is_ready(const struct list *l)
{
    return l->store && l->is_open;
}

/* Begins anew with what l->query says, at `key`; as it was where that fails. */
static int begin(struct list *l, const struct store_key *key, enum store_way way, struct err *err)
{
    struct rows_from rows = list_rows(l);
    return window_begin(&l->window, &rows, key, way, err);
}

static bool selected_key(const struct list *l, struct store_key *key)
{
    const struct article *a = window_selected(&l->window);
    if (a)
        *key = store_key_of(a);
    return a != NULL;
}

void list_set_store(struct list *l, struct store *s)
{
    struct store_key key;
    if (selected_key(l, &key))
        l->anchor = key;
    l->store = s;
    window_release(&l->window);
    err_clear(&l->err);
    if (is_ready(l))
        begin(l, l->anchor.id ? &l->anchor : NULL, STORE_DOWN, &l->err);
}

/* Takes the list as `query` says with the rows kept in *kept (NULL: none). */
static int take(struct list *l, const struct store_query *query, const struct store_key *key, struct kept *kept, struct err *err)
{
    struct kept none = { 0 }, *stay = kept ? kept : &none;
    struct rows_from rows = { .store = l->store, .query = query, .kept = stay };
    if (window_begin(&l->window, &rows, key, STORE_DOWN, err)) {
        kept_release(stay);
        return -1;
    }
    kept_release(&l->kept);
    l->kept = *stay;
    l->query = *query;
    return 0;
}

int list_open(struct list *l, enum store_list which, int64_t id, bool hide_read, struct err *err)
{
    struct store_query query = { .list = which, .id = id, .unread_only = hide_read, .snapshot = -1 };
    if (l->store) {
        query.snapshot = list_snapshot(l->store);
        if (take(l, &query, NULL, NULL, err))
            return -1;
    }
    l->query = query;
    l->is_open = true;
    l->waiting = 0;
    l->anchor = (struct store_key){ 0 };
    return 0;
}

int list_renew(struct list *l, struct err *err)
{
    struct store_query query = l->query;
    struct store_key key;
    bool has = selected_key(l, &key);
    if (!is_ready(l))
        return 0;
    query.snapshot = list_snapshot(l->store);
    if (take(l, &query, has ? &key : NULL, NULL, err))
        return -1;
    l->waiting = 0;
    return 0;
}

int list_set_hide_read(struct list *l, bool hide_read, struct err *err)
{
    struct store_query query = l->query;
    struct store_key key;
    struct kept kept = { 0 };
    bool has = selected_key(l, &key);
    query.unread_only = hide_read;
    if (!is_ready(l)) {
        l->query = query;
        return 0;
    }
    if (has)
        kept_add(&kept, key);
    return take(l, &query, has ? &key : NULL, &kept, err);
}

/* Whether the store's own list goes without this article, so that it must be kept to stay. */
static bool drops(const struct list *l, const struct article *a)
{
    return (l->query.unread_only && !a->unread) || (l->query.list == STORE_STARRED && !a->starred);
}

static void keep_held(struct list *l)
{
    for (size_t i = 0; i < l->window.count; i++)
        for (size_t j = 0; j < l->window.pages[i]->count; j++)
            if (drops(l, &l->window.pages[i]->rows[j]))
                kept_add(&l->kept, store_key_of(&l->window.pages[i]->rows[j]));
}

int list_refresh(struct list *l, struct err *err)
{
    struct rows_from rows = list_rows(l);
    if (!is_ready(l))
        return 0;
    if (window_reread(&l->window, &rows, err))
        return -1;
    keep_held(l);
    if (!l->window.count && begin(l, NULL, STORE_DOWN, err))
        return -1;
    l->window.at_end = false;
    int64_t waiting = store_waiting(l->store, &l->query, err);
    l->waiting = waiting < 0 ? l->waiting : waiting;
    return waiting < 0 ? -1 : 0;
}

enum store_list list_which(const struct list *l)
{
    return l->query.list;
}

int64_t list_id(const struct list *l)
{
    return l->query.id;
}

bool list_hides_read(const struct list *l)
{
    return l->query.unread_only;
}

bool list_is_empty(struct list *l)
{
    return l->window.count == 0;
}

int64_t list_waiting(const struct list *l)
{
    return l->waiting;
}

int list_count(struct list *l, struct store_counts *out, struct err *err)
{
    *out = (struct store_counts){ 0 };
    return is_ready(l) ? store_count(l->store, &l->query, out, err) : 0;
}

const struct article *list_peek(struct list *l, int64_t distance)
{
    struct rows_from rows = list_rows(l);
    size_t page, row;
    err_clear(&l->err);
    if (distance < -LIST_REACH || distance > LIST_REACH)
        return NULL;
    if (window_reach(&l->window, &rows, distance, &page, &row, &l->err) != 1)
        return NULL;
    return &l->window.pages[page]->rows[row];
}

const struct article *list_selected(struct list *l)
{
    return window_selected(&l->window);
}

const struct err *list_error(const struct list *l)
{
    return &l->err;
}

/* Up to LIST_REACH rows; false where there are not as many. */
static bool step(struct list *l, int64_t distance)
{
    struct rows_from rows = list_rows(l);
    size_t page, row;
    if (window_reach(&l->window, &rows, distance, &page, &row, &l->err) != 1)
        return false;
    l->window.page = page;
    l->window.row = row;
    return true;
}

int64_t list_move(struct list *l, int64_t distance)
{
    int64_t sign = distance < 0 ? -1 : 1, moved = 0;
    err_clear(&l->err);
    /* Halved where the end is nearer, so that the last row is reached. */
    for (int64_t stride = LIST_REACH; stride > 0 && moved != distance;) {
        int64_t left = (distance - moved) * sign, by = left < stride ? left : stride;
        if (step(l, by * sign))
            moved += by * sign;
        else
            stride = by / 2;
    }
    return moved;
}

static int go_to_end(struct list *l, enum store_way way, struct err *err)
{
    return is_ready(l) ? begin(l, NULL, way, err) : 0;
}

int list_first(struct list *l, struct err *err)
{
    return go_to_end(l, STORE_DOWN, err);
}

int list_last(struct list *l, struct err *err)
{
    return go_to_end(l, STORE_UP, err);
}

/* Whether a row with this key is in the list, held or not: 1, 0, -1. */
static int is_listed(const struct list *l, struct store_key key, struct err *err)
{
    struct rows_from rows = list_rows(l);
    struct store_key before = { key.sorted_by, key.id + 1 };
    struct page *p = page_read(&rows, &before, STORE_DOWN, 1, err);
    if (!p)
        return -1;
    int listed = p->count == 1 && store_key_compare(store_key_of(&p->rows[0]), key) == 0;
    page_release(p);
    return listed;
}

int list_select_key(struct list *l, struct store_key key, struct err *err)
{
    size_t page, row;
    if (window_find(&l->window, key, &page, &row)) {
        l->window.page = page;
        l->window.row = row;
        return 1;
    }
    int listed = is_listed(l, key, err);
    if (listed != 1)
        return listed;
    return begin(l, &key, STORE_DOWN, err) ? -1 : 1;
}

int list_select(struct list *l, int64_t id, struct err *err)
{
    struct arena arena = { 0 };
    struct article a;
    if (!is_ready(l))
        return 0;
    int got = store_article(l->store, &arena, id, &a, err);
    if (got == 1)
        got = list_select_key(l, store_key_of(&a), err);
    arena_release(&arena);
    return got;
}

static void show_mark(struct article *a, enum store_mark mark)
{
    if (mark == STORE_READ || mark == STORE_UNREAD)
        a->unread = mark == STORE_UNREAD;
    else
        a->starred = mark == STORE_STAR;
}

void list_mark(struct list *l, int64_t id, enum store_mark mark, int64_t now)
{
    struct arena arena = { 0 };
    struct article a;
    size_t page, row;
    if (is_ready(l) && store_article(l->store, &arena, id, &a, &l->err) == 1) {
        struct article *held = window_find(&l->window, store_key_of(&a), &page, &row);
        bool listed = held || is_listed(l, store_key_of(&a), &l->err) == 1;
        store_mark(l->store, &a, mark, now);
        show_mark(&a, mark);
        if (held)
            show_mark(held, mark);
        if (listed && drops(l, &a))
            kept_add(&l->kept, store_key_of(&a));
    }
    arena_release(&arena);
}

void list_mark_all(struct list *l, int64_t now)
{
    if (!is_ready(l))
        return;
    store_mark_all(l->store, &l->query, now);
    for (size_t i = 0; i < l->window.count; i++)
        for (size_t j = 0; j < l->window.pages[i]->count; j++)
            l->window.pages[i]->rows[j].unread = false;
    keep_held(l);
}
