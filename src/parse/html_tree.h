/* html_tree.h: an HTML document as a tree and, beside it, one record for each
 * element in document order.
 *
 * Every pass is a loop over the records, forwards to hand something down,
 * backwards to sum something up, so that none recurses and all are linear
 * whatever the nesting.  Is one element inside another?  Its index lies between
 * the other's and the other's `end`.
 *
 * libxml2 reads, and its events make the tree (html_read.c): of its own, half of
 * the time went into names, attributes and nodes that nobody asks for.
 *
 * Within parse/ only.
 *
 * May not know: what an article is. */
#ifndef TELEX_PARSE_HTML_TREE_H
#define TELEX_PARSE_HTML_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"

enum {
    HTML_MAX_BYTES = 8 << 20,       /* of a decoded page */
    HTML_MAX_ELEMENTS = 400000,     /* some 150 bytes each; the largest of real pages have a quarter */
    HTML_MAX_TEXTS = 2 * HTML_MAX_ELEMENTS, /* pieces between tags and comments */
    HTML_MAX_ATTRIBUTES = 500       /* in a tag */
};

enum tag {
    TAG_OTHER,
#define TAG(name, flags) TAG_##name,
#include "parse/tags.def"
#undef TAG
    TAGS
};
enum { TAG_IS_BLOCK = 1, TAG_IS_SKIP = 2, TAG_IS_VOID = 4 };

enum attribute {
    ATTRIBUTE_NONE, /* ends a list */
#define ATTRIBUTE(name, text) ATTRIBUTE_##name,
#include "parse/attributes.def"
#undef ATTRIBUTE
    ATTRIBUTES
};

struct attribute_value {
    enum attribute name;
    const char *value;    /* references resolved; "" where it has none */
};

enum node_kind {
    NODE_ELEMENT,
    NODE_TEXT,
    NODE_RAW              /* content of a script: as written */
};

struct node {
    struct node *parent, *next, *children, *last;
    const struct attribute_value *attributes; /* of an element; NULL: none */
    const char *content;  /* of the others, with a NUL behind it */
    uint32_t len;         /* of the content */
    uint32_t index;       /* of an element's record */
    uint8_t kind, tag;
};

struct element {
    struct node *node;
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
    struct arena arena;   /* nodes, texts and attributes */
    struct element *elements;
    uint32_t count;
    uint32_t body;        /* index of <body>, else 0 */
};

/* Reads len bytes of valid UTF-8 (text/charset.h makes them so).  False where
 * there is not one element.  Release in any case. */
bool html_read(struct html *h, const char *utf8, size_t len);
void html_release(struct html *h);

/* TAG_OTHER for text too. */
static inline enum tag html_tag(const struct node *n)
{
    return (enum tag)n->tag;
}
enum tag html_tag_named(const char *name, size_t len);
enum attribute html_attribute_named(const char *name, size_t len);
unsigned html_tag_flags(enum tag tag);
/* The index of an element's record. */
static inline uint32_t html_index(const struct node *n)
{
    return n->index;
}
static inline bool html_inside(const struct html *h, uint32_t inner, uint32_t outer)
{
    return inner >= outer && inner < h->elements[outer].end;
}

/* The next node in document order within root, or NULL; the second leaves out n's own subtree. */
struct node *html_next(struct node *n, const struct node *root);
struct node *html_after(struct node *n, const struct node *root);

/* The attribute's value, borrowed, or NULL. */
const char *html_attribute(const struct node *n, enum attribute name);
/* Text of the subtree as it stands, without what is skipped; at most `limit` bytes. */
void html_text(struct node *n, size_t limit, struct str *out);
/* The same of script or style elements: as written. */
void html_raw(const struct node *n, size_t limit, struct str *out);

/* The document as tags, and its texts and attributes beside it.  A tag that has any
 * carries an attribute named HTML_LIST, whose value is the place of its list; a text
 * that is not all white space is its number and a ";". */
#define HTML_LIST "a"
struct html_text {
    const char *s;        /* with a NUL behind it */
    uint32_t len;
};
struct html_prepared {
    struct arena *arena;  /* borrowed: for the texts and values */
    struct str tags;
    VEC(struct html_text) texts;
    VEC(struct attribute_value) attributes; /* lists, each ended by ATTRIBUTE_NONE */
};
void html_prepare(const char *utf8, size_t len, struct html_prepared *out); /* html_prepare.c */

/* Letters and digits, those of scripts without spaces twice: how much there is to read. */
size_t html_weight(const char *s, size_t len);
/* Commas and ends of sentences. */
size_t html_marks(const char *s, size_t len);

#endif
