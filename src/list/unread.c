/* unread.c: the next unread article, in this list or the next section. */
#include "list/list_internal.h"

/* The unread one nearest to `from` (NULL: from that end) is selected. */
static int select_unread(struct list *l, const struct store_key *from, enum store_way way, struct err *err)
{
    struct kept none = { 0 };
    struct store_query query = l->query;
    query.unread_only = true;
    struct rows_from rows = { .store = l->store, .query = &query, .kept = &none };
    struct page *p = page_read(&rows, from, way, 1, err);
    if (!p)
        return -1;
    int found = p->count == 1 ? list_select_key(l, store_key_of(&p->rows[0]), err) : 0;
    page_release(p);
    return found;
}

int list_next_unread(struct list *l, enum store_way way, struct err *err)
{
    const struct article *a = window_selected(&l->window);
    if (!a)
        return 0;
    struct store_key key = store_key_of(a);
    return select_unread(l, &key, way, err);
}

static size_t find_section(const struct store_sections *all, int64_t id)
{
    size_t i = 0;
    while (i < all->count && all->items[i].id != id)
        i++;
    return i;
}

/* The index where the sections below item `at` end. */
static size_t end_of(const struct store_sections *all, size_t at)
{
    size_t end = at + 1;
    while (end < all->count && all->items[end].depth > all->items[at].depth)
        end++;
    return end;
}

/* Whether the reader who leaves section `here` finds something new in `there`.  Those
 * below `here` were in its list; one above it shows `here` again, so only what it has
 * itself counts. */
static bool leads_to(const struct store_sections *all, size_t here, size_t there)
{
    bool below = there >= here && there < end_of(all, here), above = here > there && here < end_of(all, there);
    return !below && (above ? all->items[there].unread : all->items[there].unread_below) > 0;
}

static int open_section(struct list *l, int64_t id, enum store_way way, struct err *err)
{
    if (list_open(l, STORE_SECTION, id, l->query.unread_only, err))
        return -1;
    int got = select_unread(l, NULL, way, err);
    return got < 0 ? -1 : 2;
}

static int lead_on(struct list *l, const struct store_sections *all, enum store_way way, struct err *err)
{
    size_t here = find_section(all, l->query.id);
    if (here == all->count)
        return 0;
    for (size_t i = 1; i < all->count; i++) {
        size_t there = (way == STORE_DOWN ? here + i : here + all->count - i) % all->count;
        if (leads_to(all, here, there))
            return open_section(l, all->items[there].id, way, err);
    }
    return select_unread(l, NULL, way, err);
}

int list_next_unread_anywhere(struct list *l, enum store_way way, struct err *err)
{
    struct arena arena = { 0 };
    struct store_sections all;
    int got = list_next_unread(l, way, err);
    if (got || !l->store || !l->is_open || l->query.list != STORE_SECTION)
        return got;
    got = store_sections(l->store, &arena, &all, err);
    if (got == 0)
        got = lead_on(l, &all, way, err);
    arena_release(&arena);
    return got;
}
