/* table.h: tables of data while they are read; those of layout are told apart.
 *
 * May not know: how their text is read. */
#ifndef TELEX_PARSE_TABLE_H
#define TELEX_PARSE_TABLE_H

#include "parse/builder.h"
#include "parse/html_tree.h"

/* A table that shows data, and not one that places things on a page. */
bool table_is_data(const struct html *h, uint32_t table);

struct tables;
struct tables *tables_new(struct arena *arena);
/* The text of a cell or caption is what the builder holds when it ends. */
void tables_enter(struct tables *t, struct builder *b, const struct node *n, enum tag tag);
void tables_leave(struct tables *t, struct builder *b, enum tag tag);
/* The table, NULL where it is empty; t is freed. */
struct table *tables_take(struct tables *t);
void tables_free(struct tables *t);

#endif
