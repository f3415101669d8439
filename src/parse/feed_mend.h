/* feed_mend.h: what publishers did to a text before it became XML or JSON.
 *
 * May not know: which field it is for. */
#ifndef TELEX_PARSE_FEED_MEND_H
#define TELEX_PARSE_FEED_MEND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* A line of plain text: references that were escaped once more than needed
 * ("AT&amp;amp;T") are resolved. */
void mend_twice_escaped(struct str *line);
/* C1 controls mean windows-1252, as they do in HTML's references; not in a text that was
 * encoded twice, where they are bytes. */
void mend_c1(struct str *text);
/* "KÃ¤lte" is "Kälte": UTF-8 that was taken for windows-1252 and encoded again.
 * Only where every character beyond ASCII is part of such a piece, which no
 * language's text is by chance; one that is cut at the end goes. */
void mend_twice_encoded(struct str *text);
bool mend_is_twice_encoded(const char *s, size_t len);
/* HTML as a line of plain text, at most about `most` bytes (0: all): references that were
 * escaped twice are resolved, and what was encoded twice is mended where that loses
 * nothing; other repairs are made when it becomes an article. */
void mend_plain(const char *html, size_t len, size_t most, struct str *out);
/* A person as the contract writes her: "Name", "Name (mail)" or "mail", from
 * "mail (Name)", "Name <mail>", "mailto:mail" and their like. */
void mend_author(const char *name, const char *mail, struct str *out);
/* Base64 (RFC 4648 §4), white space within; false where it is none. */
bool mend_base64(const char *s, size_t len, struct str *out);
/* Whether a text that claims to be plain is HTML after all: an end tag, or a
 * reference with its semicolon. */
bool mend_is_html(const char *s, size_t len);

#endif
