/* window.c: pages around the selected row. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "list/window.h"

/* ---- Keys that stay ---- */

size_t kept_at(const struct kept *k, struct store_key key)
{
    size_t low = 0, high = k->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (store_key_compare(k->items[middle], key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool kept_has(const struct kept *k, struct store_key key)
{
    size_t at = kept_at(k, key);
    return at < k->len && store_key_compare(k->items[at], key) == 0;
}

void kept_add(struct kept *k, struct store_key key)
{
    if (kept_has(k, key))
        return;
    if (k->len == KEPT_MAX)
        vec_remove(k, kept_at(k, key) > KEPT_MAX / 2 ? 0 : KEPT_MAX - 1);
    size_t at = kept_at(k, key);
    *vec_push(k) = key;
    memmove(k->items + at + 1, k->items + at, (k->len - 1 - at) * sizeof *k->items);
    k->items[at] = key;
}

void kept_release(struct kept *k)
{
    vec_release(k);
}

/* ---- Pages ---- */

void page_release(struct page *p)
{
    if (p)
        arena_release(&p->arena);
    free(p);
}

static struct page *page_new(size_t max)
{
    struct page *p = mem_zero(1, sizeof *p);
    p->rows = arena_array(&p->arena, max, sizeof *p->rows);
    return p;
}

/* Rows of the store and kept keys, both in the order in which they are met. */
struct meeting {
    const struct rows_from *from;
    enum store_way way;
    struct store_rows rows;
    size_t row;   /* met so far */
    size_t kept;  /* index of the next kept key; going up, one behind it */
};

static const struct article *next_row(const struct meeting *m)
{
    if (m->row == m->rows.count)
        return NULL;
    return &m->rows.items[m->way == STORE_DOWN ? m->row : m->rows.count - 1 - m->row];
}

static const struct store_key *next_kept(const struct meeting *m)
{
    const struct kept *k = m->from->kept;
    if (m->way == STORE_DOWN)
        return m->kept < k->len ? &k->items[m->kept] : NULL;
    return m->kept > 0 ? &k->items[m->kept - 1] : NULL;
}

static void step_kept(struct meeting *m)
{
    m->kept = m->way == STORE_DOWN ? m->kept + 1 : m->kept - 1;
}

static void begin_kept(struct meeting *m, const struct store_key *from)
{
    const struct kept *k = m->from->kept;
    m->kept = m->way == STORE_DOWN ? 0 : k->len;
    if (!from)
        return;
    m->kept = kept_at(k, *from);
    if (m->way == STORE_DOWN && kept_has(k, *from))
        m->kept++;
}

/* The next row of both; 0 at the end. */
static int meet(struct meeting *m, struct arena *arena, struct article *out, struct err *err)
{
    for (;;) {
        const struct article *row = next_row(m);
        const struct store_key *key = next_kept(m);
        int order = !key ? -1 : !row ? 1 : store_key_compare(store_key_of(row), *key);
        if (key && row && m->way == STORE_UP)
            order = -order;
        if (!row && !key)
            return 0;
        if (order == 0)
            step_kept(m);
        if (order <= 0) {
            *out = *row;
            m->row++;
            return 1;
        }
        int64_t id = key->id;
        step_kept(m);
        int got = store_article(m->from->store, arena, id, out, err);
        if (got)
            return got;
    }
}

struct page *page_read(const struct rows_from *r, const struct store_key *from, enum store_way way, size_t max, struct err *err)
{
    struct page *p = page_new(max);
    struct meeting m = { .from = r, .way = way };
    int got = store_rows(r->store, r->query, from, way, max, &p->arena, &m.rows, err) ? -1 : 1;
    begin_kept(&m, from);
    while (got == 1 && p->count < max) {
        /* Going up, the page fills from its end. */
        struct article *to = &p->rows[way == STORE_DOWN ? p->count : max - 1 - p->count];
        got = meet(&m, &p->arena, to, err);
        p->count += got == 1;
    }
    if (got < 0) {
        page_release(p);
        return NULL;
    }
    if (way == STORE_UP)
        p->rows += max - p->count;
    return p;
}

/* ---- The window ---- */

void window_release(struct window *w)
{
    for (size_t i = 0; i < w->count; i++)
        page_release(w->pages[i]);
    *w = (struct window){ 0 };
}

static void begin_with(struct window *w, struct page *p, size_t row, bool at_start, bool at_end)
{
    window_release(w);
    w->at_start = at_start;
    w->at_end = at_end;
    if (p->count == 0) {
        page_release(p);
        w->at_start = w->at_end = true;
        return;
    }
    w->pages[w->count++] = p;
    w->row = row;
}

int window_begin(struct window *w, const struct rows_from *r, const struct store_key *key, enum store_way way, struct err *err)
{
    struct store_key before = { key ? key->sorted_by : 0, key ? key->id + 1 : 0 };
    enum store_way first = key ? STORE_DOWN : way;
    struct page *p = page_read(r, key ? &before : NULL, first, WINDOW_PAGE, err);
    if (p && p->count == 0 && key) {
        page_release(p);
        first = STORE_UP;
        p = page_read(r, key, STORE_UP, WINDOW_PAGE, err);
    }
    if (!p)
        return -1;
    bool is_short = p->count < WINDOW_PAGE;
    size_t row = first == STORE_UP && p->count ? p->count - 1 : 0;
    begin_with(w, p, row, first == STORE_UP ? is_short : !key, first == STORE_UP || is_short);
    return 0;
}

static void drop_first(struct window *w)
{
    page_release(w->pages[0]);
    memmove(w->pages, w->pages + 1, --w->count * sizeof *w->pages);
    w->page--;
    w->at_start = false;
}

static void drop_last(struct window *w)
{
    page_release(w->pages[--w->count]);
    w->at_end = false;
}

/* A page more at the end: 1, 0 there is none, -1. */
static int extend_down(struct window *w, const struct rows_from *r, struct err *err)
{
    const struct page *last = w->pages[w->count - 1];
    if (w->at_end || (w->count == WINDOW_PAGES && w->page == 0))
        return 0;
    struct store_key from = store_key_of(&last->rows[last->count - 1]);
    struct page *p = page_read(r, &from, STORE_DOWN, WINDOW_PAGE, err);
    if (!p)
        return -1;
    w->at_end = p->count < WINDOW_PAGE;
    if (p->count == 0) {
        page_release(p);
        return 0;
    }
    if (w->count == WINDOW_PAGES)
        drop_first(w);
    w->pages[w->count++] = p;
    return 1;
}

static int extend_up(struct window *w, const struct rows_from *r, struct err *err)
{
    if (w->at_start || (w->count == WINDOW_PAGES && w->page == WINDOW_PAGES - 1))
        return 0;
    struct store_key from = store_key_of(&w->pages[0]->rows[0]);
    struct page *p = page_read(r, &from, STORE_UP, WINDOW_PAGE, err);
    if (!p)
        return -1;
    w->at_start = p->count < WINDOW_PAGE;
    if (p->count == 0) {
        page_release(p);
        return 0;
    }
    if (w->count == WINDOW_PAGES)
        drop_last(w);
    memmove(w->pages + 1, w->pages, w->count * sizeof *w->pages);
    w->pages[0] = p;
    w->count++;
    w->page++;
    return 1;
}

static int reach_down(struct window *w, const struct rows_from *r, size_t distance, size_t *page, size_t *row, struct err *err)
{
    size_t at = w->row + distance, i = w->page;
    while (at >= w->pages[i]->count) {
        at -= w->pages[i]->count;
        if (i + 1 == w->count) {
            size_t was = w->page;
            int got = extend_down(w, r, err);
            if (got != 1)
                return got;
            i -= was - w->page; /* pages before may have fallen off */
        }
        i++;
    }
    *page = i;
    *row = at;
    return 1;
}

static int reach_up(struct window *w, const struct rows_from *r, size_t distance, size_t *page, size_t *row, struct err *err)
{
    size_t i = w->page, above = distance, here = w->row;
    while (above > here) {
        above -= here + 1;
        if (i == 0) {
            int got = extend_up(w, r, err);
            if (got != 1)
                return got;
            i++;
        }
        i--;
        here = w->pages[i]->count - 1;
    }
    *page = i;
    *row = here - above;
    return 1;
}

int window_reach(struct window *w, const struct rows_from *r, int64_t distance, size_t *page, size_t *row, struct err *err)
{
    if (!w->count)
        return 0;
    if (distance < 0)
        return reach_up(w, r, (size_t)-distance, page, row, err);
    return reach_down(w, r, (size_t)distance, page, row, err);
}

struct article *window_find(struct window *w, struct store_key key, size_t *page, size_t *row)
{
    for (size_t i = 0; i < w->count; i++)
        for (size_t j = 0; j < w->pages[i]->count; j++)
            if (store_key_compare(store_key_of(&w->pages[i]->rows[j]), key) == 0) {
                *page = i;
                *row = j;
                return &w->pages[i]->rows[j];
            }
    return NULL;
}

/* Pages far from the selected one are not worth reading again. */
static void drop_far(struct window *w)
{
    while (w->count > w->page + WINDOW_NEAR + 1)
        drop_last(w);
    while (w->page > WINDOW_NEAR)
        drop_first(w);
}

static int reread_page(struct page **p, const struct rows_from *r, struct err *err)
{
    struct page *new = page_new((*p)->count);
    for (size_t i = 0; i < (*p)->count; i++) {
        int got = store_article(r->store, &new->arena, (*p)->rows[i].id, &new->rows[new->count], err);
        if (got < 0) {
            page_release(new);
            return -1;
        }
        new->count += got == 1;
    }
    page_release(*p);
    *p = new;
    return 0;
}

static void drop_empty(struct window *w)
{
    size_t kept = 0;
    for (size_t i = 0; i < w->count; i++)
        if (w->pages[i]->count)
            w->pages[kept++] = w->pages[i];
        else
            page_release(w->pages[i]);
    w->count = kept;
}

/* The row that stands where `key` stood: it, the one below, or the last of all. */
static void select_at(struct window *w, struct store_key key)
{
    for (w->page = 0; w->page < w->count; w->page++)
        for (w->row = 0; w->row < w->pages[w->page]->count; w->row++)
            if (store_key_compare(store_key_of(window_selected(w)), key) >= 0)
                return;
    if (w->count) {
        w->page = w->count - 1;
        w->row = w->pages[w->page]->count - 1;
    }
}

int window_reread(struct window *w, const struct rows_from *r, struct err *err)
{
    if (!w->count)
        return 0;
    struct store_key key = store_key_of(window_selected(w));
    int result = 0;
    drop_far(w);
    store_hold(r->store);
    for (size_t i = 0; result == 0 && i < w->count; i++)
        result = reread_page(&w->pages[i], r, err);
    store_release(r->store);
    drop_empty(w);
    select_at(w, key);
    /* Nothing was left, or what is below is not known yet. */
    bool at_edge = !w->count || store_key_compare(store_key_of(window_selected(w)), key) < 0;
    return result == 0 && at_edge && !(w->count && w->at_end) ? window_begin(w, r, &key, STORE_DOWN, err) : result;
}
