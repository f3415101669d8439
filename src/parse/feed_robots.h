/* feed_robots.h: a robots.txt (RFC 9309), of which only the sitemaps that it names
 * are read: a newspaper's news may be among them.
 *
 * May not know: articles. */
#ifndef TELEX_PARSE_FEED_ROBOTS_H
#define TELEX_PARSE_FEED_ROBOTS_H

#include "parse/feed_flow.h"

/* Whether the text (its beginning will do) is one. */
bool feed_robots_is(const char *s, size_t len);
void feed_robots_find(struct flow *flow, const char *utf8, size_t len);
/* How likely a sitemap of that address holds a newspaper's news, as a find's rank. */
int feed_sitemap_rank(const char *url);

#endif
