/* feed_wall.h: an HTML page where a feed was expected, and which is there for a
 * person: a check for robots, a question for consent, a log-in.
 *
 * May not know: what an article is. */
#ifndef TELEX_PARSE_FEED_WALL_H
#define TELEX_PARSE_FEED_WALL_H

#include "parse/html_tree.h"

enum wall { WALL_NONE, WALL_ROBOT, WALL_CONSENT, WALL_LOGIN };

/* `base`: where it came from. */
enum wall feed_wall(const struct html *h, const char *base);

#endif
