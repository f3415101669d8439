/* feed_tree.h: the elements of a feed in XML: which are open, in which namespace
 * and scope each stands, and the text of the field that is being read.
 *
 * An end tag closes the nearest element of its name, and what is open within it;
 * one that matches nothing is left out.  A field that was never closed ends where
 * the next begins, an item likewise.  Elements in a field become its markup.
 *
 * Elements nested more than TREE_MAX_DEPTH deep are counted and not read.
 *
 * May not know: bytes and charsets (feed_reader.c). */
#ifndef TELEX_PARSE_FEED_TREE_H
#define TELEX_PARSE_FEED_TREE_H

#include "parse/feed_fields.h"
#include "parse/feed_flow.h"

enum { TREE_MAX_DEPTH = 300 };

struct open {
    const struct field *field; /* NULL: unknown, or markup within a field */
    size_t name, base;         /* in tree.words; base NO_BASE: the parent's */
    size_t words, bindings;    /* lengths before it */
    uint32_t hash;             /* of the name */
    uint16_t scope;            /* of those within it */
    uint8_t space;
    bool said;                 /* words of its own stood in it */
};

enum body {
    BODY_HTML,   /* as RSS has it: HTML, escaped once */
    BODY_TEXT,   /* says that it is plain */
    BODY_XHTML,
    BODY_BASE64  /* or a type that is none of these: then only what turns out to be text counts */
};

/* The field whose text is being read. */
struct capture {
    const struct field *field; /* NULL: none */
    size_t depth;      /* of its element in the stack */
    enum body body;
    bool markup;       /* elements stand in it: text is escaped */
    bool permalink;    /* of a guid */
    struct str text;
};

struct media {
    const char *url, *type, *title, *text, *lines, *credit;
    int64_t length, duration;
    uint32_t width, height;
    bool is_picture, is_default;
};

struct tree {
    struct xml xml;
    struct names names;
    struct flow *flow;       /* borrowed */
    VEC(struct open) stack;
    struct str words;        /* names and bases of open elements, NUL-terminated */
    size_t deep;             /* elements below TREE_MAX_DEPTH that are open */
    size_t item_depth;       /* place of the open item in the stack, plus one; 0: none */
    struct capture capture;
    struct str loose;        /* text that stands directly in a person or a source */
    struct str name, mail;   /* of the person being read */
    struct str role;         /* of a broadcast's */
    struct media media;
    struct draft_words group;
    size_t group_start;      /* pictures before the group */
    uint32_t groups;         /* of the item, so far */
    VEC(char *) sections;    /* of OPML: the outlines around, outermost first */
    char *sitemap;           /* the one of an index that is being read: its address; owned */
    int64_t sitemap_time;    /* and when it was changed; 0: unknown */
    bool atom, netscape_dtd, index;
    bool rooted;             /* a root was there: another is damage */
    bool live;               /* the item is a broadcast that is on the air, or will be */
    bool news;               /* the sitemap's entry is an article: others are pages of any kind */
};

void tree_init(struct tree *t, struct flow *flow);
void tree_release(struct tree *t);
void tree_push(struct tree *t, const char *s, size_t len);
void tree_end(struct tree *t);

/* Within feed_tree.c, feed_begin.c, feed_meaning.c and their like: what the values
 * that are read now belong to, the item or the feed; the base and the scope there. */
static inline struct draft *tree_draft(struct tree *t)
{
    return t->item_depth ? &t->flow->item : &t->flow->feed;
}
const char *tree_base(const struct tree *t);
enum scope tree_scope(const struct tree *t);
/* A field begins: its text is read until its element ends. */
void tree_capture(struct tree *t, const struct field *f, const struct xml_tag *tag);
/* The element at the top of the stack begins, and gives its scope; its captured
 * text is whole; it ends without text of its own. */
void meaning_start(struct tree *t, struct open *open, const struct xml_tag *tag);
void meaning_text(struct tree *t, const struct capture *c);
void meaning_end(struct tree *t, const struct field *f);
void outline_start(struct tree *t, const struct xml_tag *tag);
void outline_end(struct tree *t);

#endif
