/* picture.h: a screen as text, for golden files.
 *
 *     80x24
 *     ... the 24 rows, blanks at their ends cut ...
 *     --
 *     1: 2-6 bold, 60-80 reverse
 *     cursor 3:1
 *
 * Behind the line of dashes stand, by row and columns (from 1), what is not plain text,
 * and the cursor's place, row first ("cursor 3:1 hidden"). What cannot be seen of a
 * blank, its weight or colour, is left out. */
#ifndef TELEX_TESTS_SCREEN_PICTURE_H
#define TELEX_TESTS_SCREEN_PICTURE_H

#include "terminal.h"

void picture_add(const struct terminal *t, struct str *out);

#endif
