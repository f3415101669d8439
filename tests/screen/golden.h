/* golden.h: what a screen should be, in a file beside its script. */
#ifndef TELEX_TESTS_SCREEN_GOLDEN_H
#define TELEX_TESTS_SCREEN_GOLDEN_H

#include <stdbool.h>

#include "base/str.h"

/* Compares the picture with the file; where they differ, or there is none, adds to
 * difference what a person needs to see. */
bool golden_is(const char *path, const struct str *picture, struct str *difference);

#endif
