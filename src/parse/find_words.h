/* find_words.h: which of a list's words stand in a line, all looked for in one pass;
 * ASCII case is of no importance.
 *
 * May not know: what the words are for. */
#ifndef TELEX_PARSE_FIND_WORDS_H
#define TELEX_PARSE_FIND_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FIND_WORDS_MOST = 127 };

/* A list that is static, and so is this: what it is indexed by is made once. */
struct find_words {
    const char *const *words;
    size_t count;
    uint8_t first[256], next[FIND_WORDS_MOST + 1]; /* chains by the first byte, numbered from 1 on */
    bool made;
};
#define FIND_WORDS(list) { .words = (list), .count = sizeof(list) / sizeof(list)[0] }

/* The number, from 1 on, of the list's first word that stands in s; 0: none does. */
size_t find_words(struct find_words *f, const char *s);

#endif
