/* builder.h: a document while it is written: text comes in pieces and leaves as
 * blocks, white space folded and cleaned, runs beside it.
 *
 * May not know: HTML. */
#ifndef TELEX_PARSE_BUILDER_H
#define TELEX_PARSE_BUILDER_H

#include "base/hash.h"
#include "base/str.h"
#include "base/vec.h"
#include "model/document.h"

enum {
    BUILDER_MAX_TEXT = 4 << 20,   /* bytes of one block; a page is no larger than twice that */
    BUILDER_MAX_LINE = 4000,      /* bytes of a caption, a name, an address */
    BUILDER_MAX_RUNS = 100000     /* of one block */
};

struct builder {
    struct document *d;  /* borrowed; blocks and the rest reach it in builder_end() */
    const char *base;    /* what relative addresses resolve against; "" for none */
    VEC(struct block) blocks;
    VEC(struct link) links;
    VEC(struct picture) pictures;
    VEC(struct medium) media;
    struct map known_links, known_pictures; /* address to index */
    struct str text;     /* the block being written */
    struct str scratch;  /* what is being cleaned on its way there */
    VEC(struct run) runs;
    uint16_t style;
    uint32_t link;       /* of the text that comes, or DOCUMENT_NONE */
    bool space;          /* white space was read and not yet written */
    struct run space_run; /* in this style and link */
    bool verbatim;       /* white space is kept */
};

void builder_init(struct builder *b, struct document *d, const char *base);
/* What was written to the document; the builder is released. */
void builder_end(struct builder *b);

/* Text of the block being written. */
void builder_text(struct builder *b, const char *s, size_t len);
/* A line break; true where it is the second in a row, which ends the paragraph. */
bool builder_break(struct builder *b);
bool builder_has_text(const struct builder *b);
/* The block being written as `block` (its text is set here); NULL and nothing
 * done where there is no text, or no room.  Valid until the next. */
struct block *builder_flush(struct builder *b, struct block block);
/* The text being written, trimmed, into the arena; the builder is ready for the next. */
struct text builder_take_text(struct builder *b);
/* A block that has no text of its own, or brings it. */
struct block *builder_add(struct builder *b, struct block block);
struct block builder_block(enum block_type type);

/* The index of a link or picture with this address, made absolute; one that is
 * known keeps its index.  DOCUMENT_NONE where the address is none that can be
 * followed (javascript:, empty), or there are too many. */
uint32_t builder_link(struct builder *b, const char *url, const char *text);
uint32_t builder_picture(struct builder *b, const struct picture *p);

/* Arena copies: cleaned, one line, trimmed; NULL where nothing is left. */
const char *builder_line(struct builder *b, const char *s);
/* The absolute address, or NULL. */
const char *builder_url(struct builder *b, const char *url);

/* One line of clean text: white space folded, ends trimmed. */
void fold_line(const char *s, size_t len, struct str *out);
/* `base` may be "".  The absolute address into out; false where there is none. */
bool resolve_url(const char *base, const char *url, struct str *out);
/* An address without what tells sizes and versions of one picture apart. */
void picture_key(const char *url, struct str *out);

#endif
