/* feed_names.h: which namespace an element's prefix means.
 *
 * May not know: which elements there are. */
#ifndef TELEX_PARSE_FEED_NAMES_H
#define TELEX_PARSE_FEED_NAMES_H

#include "base/arena.h"
#include "parse/feed_xml.h"

enum space {
    SPACE_CORE,   /* RSS of all kinds, and elements without a namespace */
    SPACE_ATOM,
    SPACE_RDF,
    SPACE_DC,
    SPACE_DCTERMS,
    SPACE_CONTENT,
    SPACE_MEDIA,
    SPACE_ITUNES,
    SPACE_PODCAST,
    SPACE_SLASH,
    SPACE_THR,
    SPACE_WFW,
    SPACE_NEWS,
    SPACE_IMAGE,
    SPACE_SITEMAP,
    SPACE_SY,
    SPACE_FEEDBURNER,
    SPACE_XHTML,
    SPACE_XML,
    SPACE_OTHER
};

struct binding {
    char prefix[24];
    uint8_t space;   /* enum space */
    bool known;      /* its address is; else the prefix decides */
};

enum { NAMES_MAX_BINDINGS = 500 }; /* that hold at one place; more are not looked at */

struct names {
    VEC(struct binding) bindings; /* the innermost last */
};

/* Takes a tag's declarations; names_leave() goes back to a length that was kept. */
void names_enter(struct names *n, const struct xml_tag *tag);
void names_leave(struct names *n, size_t bindings);
/* The namespace of "prefix:name"; *local points behind the colon. *undeclared is
 * set where the prefix was forgotten. */
enum space names_of(const struct names *n, const char *name, const char **local, bool *undeclared);

#endif
