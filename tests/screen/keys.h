/* keys.h: keys by name, as an xterm sends them. */
#ifndef TELEX_TESTS_SCREEN_KEYS_H
#define TELEX_TESTS_SCREEN_KEYS_H

#include <stdbool.h>

#include "base/str.h"
#include "script.h"

/* Adds what the word types: "text" and words as they are, <Enter>, <Up>, <Alt-x>, ^C.
 * application: cursor keys are in that mode. False where there is no such key. */
bool keys_add(const struct word *word, bool application, struct str *out);

#endif
