/* html_tree.h: an HTML document as libxml2's tree and, beside it, one record for
 * each element in document order.
 *
 * Every pass is a loop over the records, forwards to hand something down,
 * backwards to sum something up, so that none recurses and all are linear
 * whatever the nesting.  Is one element inside another?  Its index lies between
 * the other's and the other's `end`.
 *
 * Within parse/ only: libxml2's types stand here.
 *
 * May not know: what an article is. */
#ifndef TELEX_PARSE_HTML_TREE_H
#define TELEX_PARSE_HTML_TREE_H

#include <libxml/HTMLparser.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

enum {
    HTML_MAX_BYTES = 8 << 20,       /* of a decoded page */
    HTML_MAX_ELEMENTS = 400000,     /* some 200 bytes each; the largest of real pages have a quarter */
    HTML_MAX_ATTRIBUTES = 500       /* in a tag: libxml2 compares each with all before it */
};

enum tag {
    TAG_OTHER,
#define TAG(name, flags) TAG_##name,
#include "parse/tags.def"
#undef TAG
    TAGS
};
enum { TAG_IS_BLOCK = 1, TAG_IS_SKIP = 2, TAG_IS_VOID = 4 };

struct element {
    xmlNode *node;
    uint32_t parent;      /* index; the first is its own */
    uint32_t end;         /* index behind the last descendant */
    uint32_t block;       /* the nearest block element, itself included */
    uint32_t own;         /* weight of the text whose nearest block this is */
    uint32_t own_link;    /* of it, within links */
    uint32_t own_marks;   /* of it, commas and ends of sentences */
    uint32_t text, link;  /* of all text in the subtree, of that within links */
    uint32_t mass;        /* of the subtree: text that reads as prose (page passes) */
    uint32_t images;      /* in the subtree */
    uint8_t tag;          /* enum tag */
    uint8_t role;         /* enum role (page passes); 0: none */
    bool skip;            /* it or an ancestor is never text, or was pruned */
};

struct html {
    xmlDoc *doc;
    struct element *elements;
    uint32_t count;
    uint32_t body;        /* index of <body>, else 0 */
};

/* Reads len bytes of valid UTF-8 (text/charset.h makes them so).  False where
 * there is not one element.  Release in any case. */
bool html_read(struct html *h, const char *utf8, size_t len);
void html_release(struct html *h);

enum tag html_tag(const xmlNode *n);
enum tag html_tag_named(const char *name); /* in lower case */
unsigned html_tag_flags(enum tag tag);
/* The index of an element's record. */
static inline uint32_t html_index(const xmlNode *n)
{
    return (uint32_t)((uintptr_t)n->_private - 1);
}
static inline bool html_has_index(const xmlNode *n)
{
    return n->_private != NULL;
}
static inline bool html_inside(const struct html *h, uint32_t inner, uint32_t outer)
{
    return inner >= outer && inner < h->elements[outer].end;
}

/* The next node in document order within root, or NULL; the second leaves out n's own subtree. */
xmlNode *html_next(xmlNode *n, const xmlNode *root);
xmlNode *html_after(xmlNode *n, const xmlNode *root);

/* The attribute's value, borrowed, or NULL.  Entities are resolved. */
const char *html_attribute(const xmlNode *n, const char *name);
/* Text of the subtree as it stands, without what is skipped; at most `limit` bytes. */
void html_text(xmlNode *n, size_t limit, struct str *out);
/* The same of script or style elements: as written. */
void html_raw(const xmlNode *n, size_t limit, struct str *out);

/* The text with what libxml2 gets wrong written so that it gets it right (html_prepare.c). */
void html_prepare(const char *utf8, size_t len, struct str *out);

/* Letters and digits, those of scripts without spaces twice: how much there is to read. */
size_t html_weight(const char *s, size_t len);

#endif
