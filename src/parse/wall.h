/* wall.h: an HTML page that came in the place of what was asked for: one that is there
 * for a person (a check for robots, a question for consent, a log-in), or one that says
 * that there is none.
 *
 * May not know: what was asked for. */
#ifndef TELEX_PARSE_WALL_H
#define TELEX_PARSE_WALL_H

#include "model/document.h"
#include "parse/html_tree.h"

/* DOCUMENT_ROBOT, DOCUMENT_CONSENT, DOCUMENT_LOGIN; DOCUMENT_STORY where it is no wall.
 * `base`: where it came from. */
enum document_kind wall_of_page(const struct html *h, const char *base);
/* Whether a page of that title is one that is not there. */
bool wall_is_missing(const char *title);

#endif
