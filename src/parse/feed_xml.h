/* feed_xml.h: XML as publishers really write it, in pieces: tags, text and
 * nothing else.
 *
 * A reader of its own and not libxml2's: what has to be mended before a strict
 * parser can be asked (a bare "&", "<", a quote that is missing, a document type
 * in the wrong place, junk around the root) is found by dividing the input into
 * tags and text, and whoever has done that has parsed it.
 *
 * Damage never ends the reading: it is noted with its place, and what stands
 * there is text, or nothing.  Names come in small letters, so that "pubdate" is
 * "pubDate".  No recursion; what is kept is one tag, at most XML_MAX_TAG.
 *
 * May not know: namespaces, feeds. */
#ifndef TELEX_PARSE_FEED_XML_H
#define TELEX_PARSE_FEED_XML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "base/vec.h"

enum {
    XML_MAX_TAG = 1 << 20,       /* bytes of a tag, a document type: longer is text */
    XML_MAX_NAME = 200,          /* bytes of an element's or attribute's name that count */
    XML_MAX_ATTRIBUTES = 100,    /* of a tag; the rest is left out */
    XML_MAX_ENTITIES = 200,      /* that a document type may declare */
    XML_MAX_ENTITY = 1000        /* bytes of what one stands for, itself not expanded */
};

struct xml_attribute {
    const char *name, *value; /* name in small letters, value with its references resolved */
};

/* Valid during the call only. */
struct xml_tag {
    const char *name;
    struct xml_attribute *attributes;
    size_t count;
};

struct xml_handler {
    void *context;
    void (*start)(void *context, const struct xml_tag *tag);
    void (*end)(void *context, const char *name); /* "<a/>" is a start and an end */
    void (*text)(void *context, const char *s, size_t len); /* in any number of pieces; references resolved */
    void (*stray)(void *context); /* a "<" that begins nothing */
    void (*doctype)(void *context, const char *s, size_t len); /* "rss PUBLIC …" */
};

struct xml_entity {
    char name[32];
    char *value; /* owned */
};

enum xml_state { XML_CONTENT, XML_CDATA, XML_COMMENT };

struct xml {
    struct xml_handler handler;
    struct str in;        /* what was not used up */
    size_t at;            /* of it, the next byte */
    size_t wanted;        /* bytes in `in` before the next attempt is of use */
    enum xml_state state;
    bool last;            /* nothing will follow */
    bool carriage;        /* the last byte was "\r" */
    uint64_t line, column; /* of in.data[0], from 1 */
    bool external;        /* a document type outside declares entities as well */
    bool damaged;
    uint64_t damage_line, damage_column; /* of the first damage */
    struct str scratch;   /* names and values of the tag being read; text with references */
    VEC(struct xml_attribute) attributes;
    VEC(struct xml_entity) entities;
};

void xml_init(struct xml *x, const struct xml_handler *handler);
void xml_release(struct xml *x);
/* A piece of the document in UTF-8. */
void xml_push(struct xml *x, const char *s, size_t len);
void xml_end(struct xml *x);
/* Something is wrong at the place that is being read: the first is remembered. */
void xml_damage(struct xml *x);
/* The place behind all that came. */
void xml_where(const struct xml *x, uint64_t *line, uint64_t *column);
/* Moves a place over s: lines end in "\n", columns are characters. */
void xml_count(const char *s, size_t len, uint64_t *line, uint64_t *column);

/* Within feed_xml.c and feed_entities.c.  The same at p, which points into x->in;
 * text into x->scratch, its references resolved; what a document type declares. */
void xml_damage_at(struct xml *x, const char *p);
void xml_resolve(struct xml *x, const char *s, size_t len, bool attribute);
void xml_declare(struct xml *x, const char *s, size_t len);
enum { XML_LONGEST_REFERENCE = 40 }; /* "&CounterClockwiseContourIntegral;" */

/* The value of an attribute, or NULL. */
const char *xml_attribute(const struct xml_tag *tag, const char *name);

#endif
