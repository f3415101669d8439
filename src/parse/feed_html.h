/* feed_html.h: an HTML page where a feed was expected: the feeds that it names.
 *
 * May not know: articles. */
#ifndef TELEX_PARSE_FEED_HTML_H
#define TELEX_PARSE_FEED_HTML_H

#include "parse/feed_flow.h"

/* Whether the text (its beginning will do) is an HTML page rather than a feed. */
bool feed_html_is(const char *s, size_t len);
void feed_html_find(struct flow *flow, const char *utf8, size_t len);

#endif
