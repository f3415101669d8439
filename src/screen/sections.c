/* sections.c: the tree of sections at the left, with what is unread in each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/num.h"
#include "base/vec.h"
#include "screen/state.h"

enum { WIDEST = 26, NARROWEST = 15, MARGIN = 3, INDENT = 2, COUNT_CELLS = 6 };
/* Sources of one section that are read at first (more on a higher window), and names that
 * the width is made for. */
enum { REACH = 24, MEASURED = 24 };

static bool is_unfolded(const struct sections *p, int64_t section)
{
    for (size_t i = 0; i < p->unfolded_len; i++)
        if (p->unfolded[i] == section)
            return true;
    return false;
}

static struct section_entry *add(struct sections *p, struct section_entry entry)
{
    VEC(struct section_entry) v = { p->items, p->len, p->cap };
    *vec_push(&v) = entry;
    p->items = v.items;
    p->len = v.len;
    p->cap = v.cap;
    return &p->items[p->len - 1];
}

static void add_sources(struct screen *s, int64_t section, const char *path, int depth)
{
    struct sections *p = &s->sections;
    struct store_leaf *leaves;
    int64_t count = store_leaves(s->store, &p->arena, section, p->reach, &leaves, NULL);
    for (int64_t i = 0; i < count; i++) {
        const struct store_leaf *t = &leaves[i];
        add(p, (struct section_entry){ .kind = ENTRY_SOURCE, .id = t->id, .name = t->name, .path = path, .depth = depth,
                                       .unread = t->unread, .total = t->total, .is_failing = t->is_failing, .address = t->address });
    }
}

static void add_sections(struct screen *s, const struct store_sections *tree)
{
    struct sections *p = &s->sections;
    for (size_t i = 0; i < tree->count; i++) {
        const struct store_section *t = &tree->items[i];
        bool is_top = !*t->path;
        if (!is_top)
            add(p, (struct section_entry){ .kind = ENTRY_SECTION, .id = t->id, .name = t->name, .path = t->path, .depth = t->depth,
                                           .unread = t->unread_below, .total = t->total_below });
        if (is_top || is_unfolded(p, t->id))
            add_sources(s, t->id, t->path, is_top ? 0 : t->depth + 1);
    }
}

static int measure_width(const struct screen *s)
{
    int widest = NARROWEST;
    for (size_t i = 0; i < s->sections.len && i < MEASURED; i++) {
        const struct section_entry *e = &s->sections.items[i];
        int cells = MARGIN + e->depth * INDENT + text_cells(s, e->name) + COUNT_CELLS;
        widest = cells > widest ? cells : widest;
    }
    return widest < WIDEST ? widest : WIDEST;
}

/* The entry that stood for the same thing before, else the first. */
static size_t find_entry(const struct sections *p, enum section_kind kind, int64_t id)
{
    for (size_t i = 0; i < p->len; i++)
        if (p->items[i].kind == kind && p->items[i].id == id)
            return i;
    return 0;
}

void sections_load(struct screen *s)
{
    struct sections *p = &s->sections;
    struct section_entry was = p->len ? p->items[p->selected] : (struct section_entry){ .kind = ENTRY_ALL };
    struct store_sections tree = { 0 };
    struct store_counts starred = { 0 };
    arena_release(&p->arena);
    p->has_all = false;
    p->len = 0;
    p->reach = num_max(p->reach, num_max(REACH, (size_t)s->terminal.rows));
    if (s->store) {
        store_source_totals(s->store, &p->totals, NULL);
        store_sections(s->store, &p->arena, &tree, NULL);
        store_count(s->store, &(struct store_query){ .list = STORE_STARRED }, &starred, NULL);
    }
    add(p, (struct section_entry){ .kind = ENTRY_ALL, .name = _("All news"), .path = "", .unread = tree.unread, .total = tree.total });
    add(p, (struct section_entry){ .kind = ENTRY_STARRED, .name = _("Starred"), .path = "", .unread = starred.total, .total = starred.total });
    add_sections(s, &tree);
    p->width = measure_width(s);
    p->selected = find_entry(p, was.kind, was.id);
    screen_touch(s);
}

void sections_release(struct sections *p)
{
    arena_release(&p->arena);
    arena_release(&p->all_arena);
    free(p->items);
    free(p->unfolded);
    *p = (struct sections){ 0 };
}

const struct section_entry *sections_selected(const struct screen *s)
{
    return s->sections.len ? &s->sections.items[s->sections.selected] : NULL;
}

int sections_width(const struct screen *s)
{
    return s->sections.width;
}

const struct store_sources *sections_sources(struct screen *s)
{
    struct sections *p = &s->sections;
    if (p->has_all)
        return &p->all;
    arena_release(&p->all_arena);
    p->all = (struct store_sources){ 0 };
    if (s->store)
        store_sources(s->store, &p->all_arena, &p->all, NULL);
    p->has_all = true;
    return &p->all;
}

/* ---- Drawing ---- */

/* White space stands between what belongs to all and the tree, where there is room. */
static int gap_before(const struct screen *s, const struct area *a, size_t i)
{
    return i == 2 && a->rows > 12 && s->sections.len + 1 <= (size_t)a->rows;
}

static int row_of(const struct screen *s, const struct area *a, size_t i)
{
    return (int)(i - s->sections.top) + (i >= 2 ? gap_before(s, a, 2) : 0);
}

static void keep_visible(struct screen *s, const struct area *a)
{
    struct sections *p = &s->sections;
    if (p->selected < p->top)
        p->top = p->selected;
    if (p->len <= (size_t)a->rows)
        p->top = 0;
    else if (p->selected >= p->top + (size_t)a->rows)
        p->top = p->selected - (size_t)a->rows + 1;
}

static void draw_entry(struct screen *s, const struct area *a, size_t i)
{
    const struct section_entry *e = &s->sections.items[i];
    bool selected = i == s->sections.selected, lit = selected && s->focus == CONTEXT_SECTIONS;
    int row = row_of(s, a, i), column = MARGIN + e->depth * INDENT, cells = 0;
    enum style_name style = lit ? STYLE_ACCENT : selected ? STYLE_MAST : e->kind == ENTRY_SOURCE || !e->unread ? STYLE_DIM : STYLE_SECTION;
    char count[24];
    snprintf(count, sizeof count, "%lld", (long long)e->unread);
    if (e->unread) {
        cells = a->columns - put_right(s, a, row, lit ? STYLE_ACCENT : STYLE_DIM, count);
    }
    if (selected)
        put_line(s, a, row, column - 2, STYLE_ACCENT, sign(s, "▸", ">"));
    else if (e->is_failing)
        put_line(s, a, row, column - 2, STYLE_WARNING, "!");
    put_cut(s, a, row, column, a->columns - column - cells - 1, style, e->name);
}

static void sections_draw(struct screen *s, const struct area *a)
{
    keep_visible(s, a);
    for (size_t i = s->sections.top; i < s->sections.len && row_of(s, a, i) < a->rows; i++)
        draw_entry(s, a, i);
}

static struct cursor sections_cursor(const struct screen *s, const struct area *a)
{
    const struct section_entry *e = sections_selected(s);
    return (struct cursor){ a->row + row_of(s, a, s->sections.selected), a->column + MARGIN + (e ? e->depth * INDENT : 0) };
}

/* ---- Moving and opening ---- */

static void show_in_list(struct screen *s)
{
    static const enum store_list lists[] = { STORE_ALL, STORE_STARRED, STORE_SECTION, STORE_SOURCE };
    const struct section_entry *e = sections_selected(s);
    struct err err = { 0 };
    if (!e || !s->store)
        return;
    if (list_open(s->headlines.list, lists[e->kind], e->id, option_get(&s->config->options, OPTION_hide_read), &err) < 0)
        warn(s, "%s", err.text);
    s->headlines.row = 0;
    screen_touch(s);
}

/* A section with very many sources is read as far as the reader goes. */
static void reach_on(struct screen *s, int64_t to)
{
    struct sections *p = &s->sections;
    if (p->len < p->reach || to + REACH / 2 < (int64_t)p->len)
        return;
    p->reach = to + REACH > (int64_t)p->reach * 2 ? (size_t)to + REACH : p->reach * 2;
    sections_load(s);
}

static bool sections_move(struct screen *s, const struct area *a, enum motion motion, int way, int64_t count)
{
    struct sections *p = &s->sections;
    if (motion == MOVE_LAST)
        reach_on(s, (int64_t)p->totals.count);
    else if (way == DOWNWARD)
        reach_on(s, (int64_t)p->selected + count + a->rows);
    int64_t far = motion == MOVE_LINE ? count : motion == MOVE_HALF ? a->rows / 2 : motion == MOVE_PAGE ? a->rows - 1 : (int64_t)p->len;
    int64_t to = (int64_t)p->selected + far * way;
    to = to < 0 ? 0 : to >= (int64_t)p->len ? (int64_t)p->len - 1 : to;
    if (to == (int64_t)p->selected)
        return false;
    p->selected = (size_t)to;
    show_in_list(s);
    return true;
}

void sections_open(struct screen *s)
{
    show_in_list(s);
    screen_focus(s, CONTEXT_LIST);
}

void sections_step(struct screen *s, int way)
{
    struct area one = { .rows = 2 };
    if (!sections_move(s, &one, MOVE_LINE, way, 1))
        say(s, "%s", way == DOWNWARD ? _("This is the last section.") : _("This is the first section."));
}

void sections_follow_list(struct screen *s)
{
    enum store_list which = list_which(s->headlines.list);
    enum section_kind kind = which == STORE_ALL ? ENTRY_ALL : which == STORE_STARRED ? ENTRY_STARRED : which == STORE_SECTION ? ENTRY_SECTION : ENTRY_SOURCE;
    int64_t id = kind == ENTRY_ALL || kind == ENTRY_STARRED ? 0 : list_id(s->headlines.list);
    s->sections.selected = find_entry(&s->sections, kind, id);
    screen_touch(s);
}

static void toggle_unfolded(struct sections *p, int64_t section)
{
    VEC(int64_t) v = { p->unfolded, p->unfolded_len, p->unfolded_cap };
    size_t i = 0;
    while (i < v.len && v.items[i] != section)
        i++;
    if (i < v.len)
        v.items[i] = v.items[--v.len];
    else
        *vec_push(&v) = section;
    p->unfolded = v.items;
    p->unfolded_len = v.len;
    p->unfolded_cap = v.cap;
}

void sections_fold(struct screen *s)
{
    struct sections *p = &s->sections;
    const struct section_entry *e = sections_selected(s);
    int64_t section = 0;
    if (e && e->kind == ENTRY_SECTION)
        section = e->id;
    else if (e && e->kind == ENTRY_SOURCE && s->store && *e->path)
        section = store_find_section(s->store, e->path, NULL);
    if (section <= 0) {
        say(s, "%s", _("There is nothing to unfold here."));
        return;
    }
    toggle_unfolded(p, section);
    if (e->kind == ENTRY_SOURCE) {
        p->selected = find_entry(p, ENTRY_SECTION, section);
        show_in_list(s);
    }
    sections_load(s);
}

const struct view sections_view = {
    .context = CONTEXT_SECTIONS, .draw = sections_draw, .cursor = sections_cursor, .move = sections_move, .open = sections_open,
};
