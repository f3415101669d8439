/* live.h: an entry of a live blog: its time and its headline.
 *
 * Within parse/ only.
 *
 * May not know: which pages are live blogs (page_live.c). */
#ifndef TELEX_PARSE_LIVE_H
#define TELEX_PARSE_LIVE_H

#include "parse/builder.h"
#include "parse/html_tree.h"

/* Writes what begins the entry, and leaves that out of the text that follows. */
void live_write_entry(struct builder *b, struct html *h, uint32_t entry);

#endif
