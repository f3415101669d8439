/* name_index.h: names of a table (elements, attributes), found by their first and
 * last letter and their length; ASCII case is of no importance.
 *
 * May not know: what the names are of. */
#ifndef TELEX_PARSE_NAME_INDEX_H
#define TELEX_PARSE_NAME_INDEX_H

#include <stddef.h>
#include <stdint.h>

enum { NAME_INDEX_MOST = 255 };

/* Zeroed is empty. */
struct name_index {
    const char *names[NAME_INDEX_MOST + 1];
    uint8_t lens[NAME_INDEX_MOST + 1], next[NAME_INDEX_MOST + 1], first[256];
    size_t count;
};

/* Names are numbered from 1 on, in the order in which they come; they are borrowed. */
void name_index_add(struct name_index *x, const char *name);
/* The number of a name, 0 where it is none of these. */
size_t name_index_find(const struct name_index *x, const char *s, size_t len);

#endif
