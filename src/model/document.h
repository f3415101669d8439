/* document.h: the one form of text that telex knows.
 *
 * What a feed's HTML and a page's article both become, once, in the parser:
 * a flat list of blocks, each with runs of text.  Text is valid UTF-8 in NFC,
 * clean by text/clean.h.  Everything in a document lives in its arena.
 *
 * Nesting is written flat: a list item carries its depth; the second and later
 * paragraphs of one list item, quote, definition or footnote carry `continues`.
 *
 * May not know: HTML, the screen, how it is stored. */
#ifndef TELEX_MODEL_DOCUMENT_H
#define TELEX_MODEL_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "model/stamp.h"

/* Ceilings: far above any article, far below what hurts. */
enum {
    DOCUMENT_MAX_BLOCKS = 200000,
    DOCUMENT_MAX_LINKS = 50000,
    DOCUMENT_MAX_PICTURES = 5000,
    DOCUMENT_MAX_DEPTH = 16,            /* of lists; deeper is written at this depth */
    DOCUMENT_MAX_BYTES = 16 << 20,      /* of a packed document */
    DOCUMENT_MAX_CELLS = 64,            /* of a table's row */
    DOCUMENT_MAX_COMMENTS = 5000
};
#define DOCUMENT_NONE UINT32_MAX /* "no link", "no picture" */

enum block_type {
    BLOCK_LEDE,       /* the standfirst, where it stands */
    BLOCK_PARAGRAPH,
    BLOCK_HEADING,    /* level 2 to 6 */
    BLOCK_ITEM,       /* of a list: ordered, number, depth from 0 */
    BLOCK_TERM,
    BLOCK_DEFINITION,
    BLOCK_QUOTE,      /* cite in `note` of the quote's last block */
    BLOCK_CODE,       /* white space kept; language in `note` */
    BLOCK_TABLE,
    BLOCK_FIGURE,     /* a picture's place: `picture` */
    BLOCK_RELATED,    /* a story named inside the body: text and `link` */
    BLOCK_EMBED,      /* embed kind, text (title) and `link` */
    BLOCK_ENTRY,      /* of a live blog: its time in `time`, its headline (or nothing) as text; what follows belongs to it */
    BLOCK_FOOTNOTE,   /* its mark in `note` */
    BLOCK_RULE,
    BLOCK_TYPES
};

enum embed_kind { EMBED_OTHER, EMBED_VIDEO, EMBED_AUDIO, EMBED_POST, EMBED_MAP, EMBED_KINDS };
enum direction { DIRECTION_NONE, DIRECTION_LTR, DIRECTION_RTL };

/* What kind of page the document was taken from. Walls, and a page that is not there,
 * have no blocks; an index has its stories as BLOCK_RELATED. */
enum document_kind {
    DOCUMENT_STORY,
    DOCUMENT_LIVE,    /* a live blog: BLOCK_ENTRY, in the order in which it shows them */
    DOCUMENT_INDEX,
    DOCUMENT_MISSING, /* it says that there is nothing here, whatever its status */
    DOCUMENT_ROBOT,   /* a check for robots */
    DOCUMENT_CONSENT, /* a question for consent */
    DOCUMENT_LOGIN,
    DOCUMENT_KINDS
};

enum run_style {
    RUN_EMPHASIS = 1,
    RUN_STRONG = 2,
    RUN_CODE = 4,
    RUN_SUB = 8,
    RUN_SUPER = 16,
    RUN_STRIKE = 32,
    /* Of a difference (layout/difference.h) only, which is never packed. */
    RUN_ADDED = 64,
    RUN_REMOVED = 128,
    RUN_ASIDE = 256   /* said by telex */
};

/* Runs cover their text without gaps, in order.  A '\n' in a text is a line
 * break that the author wrote (<br>, a verse, a line of code). */
struct run {
    uint32_t len;      /* bytes, at a grapheme cluster's edge where possible */
    uint16_t style;    /* enum run_style, or-ed */
    uint32_t link;     /* index into links, or DOCUMENT_NONE */
};

struct text {
    const char *bytes; /* NUL-terminated; "" where there is none, never NULL */
    size_t len;
    struct run *runs;  /* NULL where run_count is 0: plain text */
    size_t run_count;
};

struct cell {
    struct text text;
    uint16_t columns, rows; /* spans, 1 or more */
    bool header;
};

struct row {
    struct cell *cells;
    size_t cell_count;
};

struct table {
    struct row *rows;
    size_t row_count;
    size_t header_rows; /* leading rows that are headers */
    struct text caption;
};

struct block {
    enum block_type type;
    struct text text;
    const char *note;     /* cite, code's language, footnote's mark; or NULL */
    const char *language; /* BCP 47 where it differs from the document's; or NULL */
    enum direction direction; /* where stated and different */
    struct table *table;  /* BLOCK_TABLE */
    struct stamp time;    /* BLOCK_ENTRY */
    uint32_t link;        /* BLOCK_RELATED, BLOCK_EMBED: index into links, or DOCUMENT_NONE */
    uint32_t picture;     /* BLOCK_FIGURE: index into pictures, or DOCUMENT_NONE */
    int32_t number;       /* BLOCK_ITEM, ordered: as counted */
    uint8_t level;        /* BLOCK_HEADING */
    uint8_t depth;        /* BLOCK_ITEM; lists that a quote or definition stands in, for the others */
    uint8_t embed;        /* enum embed_kind */
    bool ordered;
    bool continues;       /* goes on with the block before: no marker, same indent */
};

struct link {
    const char *url;  /* absolute, as published */
    const char *text; /* what is shown for it in lists; may be "" */
};

struct picture {
    const char *url;     /* NULL where unknown */
    const char *caption; /* the four: NULL where unknown */
    const char *credit;
    const char *alt;
    const char *title;
    uint32_t width, height; /* pixels, 0: unknown */
};

struct medium {
    const char *url;
    const char *type;  /* MIME type, or NULL */
    const char *title; /* or NULL */
    int64_t length;    /* bytes, -1: unknown */
    int64_t duration;  /* seconds, -1: unknown */
};

struct comment {
    const char *author; /* or NULL */
    const char *text;
    struct stamp time;
    uint8_t depth;
};

#define DOCUMENT_LIST(type) \
    struct {                \
        type *items;        \
        size_t count;       \
    }

struct facts {
    const char *title;                      /* strings: NULL where unknown */
    DOCUMENT_LIST(const char *) section;    /* from the general to the special */
    DOCUMENT_LIST(const char *) authors;
    struct stamp published, modified;
    const char *lede;                       /* stated, whether or not a BLOCK_LEDE shows it */
    const char *language;                   /* BCP 47 */
    enum direction direction;
    const char *url, *canonical, *site, *licence;
    const char *via;                        /* whom an aggregator has it from */
    const char *series;                     /* of a broadcast: "Season 2, episode 5" */
    enum document_kind kind;
    bool paywalled;
    int64_t comment_count;                  /* -1: unknown */
    const char *comments_url, *comments_feed;
    DOCUMENT_LIST(struct comment) comments;
    DOCUMENT_LIST(struct link) live, audio, share, related, chapters, transcripts;
};

struct document {
    struct arena arena;
    struct facts facts;
    DOCUMENT_LIST(struct block) blocks;
    DOCUMENT_LIST(struct link) links;
    DOCUMENT_LIST(struct picture) pictures;
    DOCUMENT_LIST(struct medium) media;
    const char *next; /* the page on which the story goes on, or NULL; not packed */
};

/* The kind's name for scripts: "story", "live", "index", … */
const char *document_kind_name(enum document_kind kind);

void document_init(struct document *d); /* empty; comment_count -1 */
void document_release(struct document *d);

/* The body as plain text: the lines of paragraphs, headings, items, quotes, code
 * and tables, '\n' between lines, "\n\n" between blocks (a list is one block).
 * With ledes where `with_lede`. */
void document_plain(const struct document *d, bool with_lede, struct str *out);
/* Whether a reader would see the same words: headline and body, but for white space,
 * markup and where links lead. */
bool document_same_words(const struct document *a, const struct document *b);
/* Whether the first blocks say a lede's words, or one of them does with those behind
 * it, whatever either is set as; a lede that was cut ("…") as far as it goes. */
bool blocks_begin_with(const struct block *blocks, size_t count, const char *lede);
/* Letters and digits of the body, roughly: to tell which of two is the fuller. */
size_t document_weight(const struct document *d);

/* Appends the next page of the same story, without what stands on each of them (headline,
 * lede, pictures that are shown already). False where that gives no text, or is too much. */
bool document_join(struct document *d, const struct document *more);

/* The compact, versioned form in which a document travels and is stored.
 * document_unpack() takes it as if a stranger had sent it: every count, index
 * and length is checked, text must be valid UTF-8 without control characters;
 * ERR_INPUT where something is wrong, and *d is then empty. */
enum { DOCUMENT_VERSION = 3 };
void document_pack(const struct document *d, struct str *out);
int document_unpack(const void *bytes, size_t len, struct document *d, struct err *err);

#endif
