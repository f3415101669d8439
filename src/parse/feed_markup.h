/* feed_markup.h: markup that stands in a feed as elements of its own (XHTML, or
 * HTML that nobody escaped), written down as HTML again; and HTML whose addresses
 * are relative to an xml:base.
 *
 * May not know: which field it is for. */
#ifndef TELEX_PARSE_FEED_MARKUP_H
#define TELEX_PARSE_FEED_MARKUP_H

#include "parse/feed_xml.h"

/* Text with &, < and > escaped. */
void markup_text(const char *s, size_t len, struct str *out);
/* A start tag as `name`; href, src and their like resolved against `base` where it is not "". */
void markup_start(const struct xml_tag *tag, const char *name, const char *base, struct str *out);
void markup_end(const char *name, struct str *out);
/* The HTML with its relative addresses made absolute; else as it is. */
void markup_rebase(const char *html, size_t len, const char *base, struct str *out);
/* The same, and without what acts and shows no text: scripts, frames, objects, handlers of events. */
void markup_clean(const char *html, size_t len, const char *base, struct str *out);
/* The address of the first picture, as written; nothing where there is none. */
void markup_first_picture(const char *html, size_t len, struct str *src);

#endif
