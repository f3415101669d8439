/* page_table.c: what the reader, and telex itself, say of pages: read when first needed,
 * and again where her file has changed. */
#include <stdlib.h>

#include "base/file.h"
#include "desk/desk_internal.h"

void page_table_release(struct desk *d)
{
    page_rules_release(&d->page_table.own);
    page_rules_release(&d->page_table.shipped);
    free(d->page_table.path);
    d->page_table = (struct page_table){ 0 };
}

static void read_own(struct desk *d, const struct file_sight *now)
{
    struct page_table *t = &d->page_table;
    page_rules_release(&t->own);
    t->seen = *now;
    page_rules_load(&t->own, t->path);
    desk_tell_problems(d, &t->own.problems);
}

static void read_shipped(struct page_table *t)
{
    char *path = file_shipped("data/pages");
    t->is_read = true;
    page_rules_load(&t->shipped, path);
    free(path);
}

void page_table_apply(struct desk *d, const char *page, struct arena *arena, struct page_rule_lines *out)
{
    struct page_table *t = &d->page_table;
    struct file_sight now = { 0 };
    if (t->path)
        now = file_sight_of(t->path);
    if (!file_sight_same(&now, &t->seen))
        read_own(d, &now);
    if (!t->is_read)
        read_shipped(t);
    out->count = out->rules = 0;
    page_rules_apply(&t->own, page, arena, out);
    page_rules_apply(&t->shipped, page, arena, out);
}
