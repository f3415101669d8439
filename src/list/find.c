/* find.c: titles, looked through in bounded steps. */
#include <stdlib.h>

#include "base/mem.h"
#include "list/list_internal.h"
#include "text/unicode.h"

enum { FIND_BUDGET = 400 }; /* titles a step: about a millisecond */

void list_find(struct list *l, const char *needle, enum store_way way)
{
    const struct article *a = window_selected(&l->window);
    struct store_key from = a ? store_key_of(a) : (struct store_key){ 0 };
    char *copy = mem_strdup(needle);
    free(l->find.needle);
    l->find = (struct find){ .needle = copy, .way = way, .from = from, .start = from };
}

bool list_find_wrapped(const struct list *l)
{
    return l->find.wrapped;
}

static bool title_matches(void *context, const char *title)
{
    return unicode_contains(title, context);
}

/* Whether b lies beyond a on the way; a with id 0 is the end where the way begins. */
static bool is_beyond(const struct find *f, struct store_key a, struct store_key b)
{
    int order = a.id ? store_key_compare(b, a) : 1;
    return a.id && f->way == STORE_UP ? order < 0 : order > 0;
}

/* The nearest kept article beyond `from`, but not beyond *until (NULL: up to the end), whose title matches. */
static int look_at_kept(struct list *l, struct store_key from, const struct store_key *until, struct store_key *found, struct err *err)
{
    const struct find *f = &l->find;
    int got = 0;
    for (size_t i = 0; got == 0 && i < l->kept.len; i++) {
        struct store_key key = l->kept.items[f->way == STORE_DOWN ? i : l->kept.len - 1 - i];
        struct arena arena = { 0 };
        struct article a;
        if (!is_beyond(f, from, key) || (until && is_beyond(f, *until, key)))
            continue;
        got = store_article(l->store, &arena, key.id, &a, err);
        got = got == 1 ? a.title && title_matches(f->needle, a.title) : got;
        arena_release(&arena);
        if (got == 1)
            *found = key;
    }
    return got;
}

/* One stretch of the list: 1 and *found, 0, -1. */
static int look(struct list *l, struct store_key *found, bool *ended, struct err *err)
{
    struct find *f = &l->find;
    struct store_search search = { .match = title_matches, .context = f->needle, .way = f->way, .budget = FIND_BUDGET };
    struct store_key from = f->from;
    int got = store_search_titles(l->store, &l->query, &search, &f->from, found, ended, err);
    if (got < 0 || !l->kept.len)
        return got;
    struct store_key kept;
    int stays = look_at_kept(l, from, *ended ? NULL : got == 1 ? found : &f->from, &kept, err);
    if (stays == 1)
        *found = f->from = kept;
    return stays ? stays : got;
}

/* Back at where it began, after going around. */
static bool is_around(const struct find *f, struct store_key at)
{
    return f->wrapped && f->start.id && is_beyond(f, f->start, at);
}

enum list_found list_find_step(struct list *l, struct err *err)
{
    struct find *f = &l->find;
    struct store_key found;
    bool ended;
    if (!f->needle || !l->store || !l->is_open)
        return LIST_NOT_FOUND;
    int got = look(l, &found, &ended, err);
    if (got == 1 && !is_around(f, found)) {
        int selected = list_select_key(l, found, err);
        return selected < 0 ? LIST_FAILED : selected ? LIST_FOUND : LIST_GOING;
    }
    if (got)
        return got < 0 ? LIST_FAILED : LIST_NOT_FOUND;
    if (!ended)
        return is_around(f, f->from) ? LIST_NOT_FOUND : LIST_GOING;
    if (f->wrapped || !f->start.id)
        return LIST_NOT_FOUND;
    f->wrapped = true;
    f->from = (struct store_key){ 0 };
    return LIST_GOING;
}
