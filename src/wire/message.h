/* message.h: the messages between the three programs, as plain values.
 *
 * Everything here comes from messages.def: for its row MESSAGE(FEED, feed, …)
 * there are MESSAGE_FEED, struct message_feed and `feed` in struct message.
 * Each side takes the other for broken: kinds, lengths, counts, ranges and text
 * are checked when a message is read.
 *
 * May not know: sockets (channel.h), what anybody does with a message. */
#ifndef TELEX_WIRE_MESSAGE_H
#define TELEX_WIRE_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"
#include "model/article.h"
#include "model/document.h"
#include "model/page_rule.h"
#include "model/source.h"

/* Part of the greeting, with the package's version: both sides must be the same. */
#define WIRE_VERSION "7"

/* Ceilings of fields, in bytes. */
enum {
    MESSAGE_MAX_PIECE = 64 << 10, /* what one read from a socket gives, several times over */
    MESSAGE_MAX_ITEM = 8 << 20,   /* one item's own HTML: more than any whole page may have */
    MESSAGE_MAX_TYPE = 500,       /* a Content-Type with its parameters */
    MESSAGE_MAX_PATH = 4096,      /* PATH_MAX */
    MESSAGE_MAX_PAGES = 10        /* of one story */
};

enum message_way { WAY_TO_PARSER, WAY_FROM_PARSER, WAY_TO_DESK, WAY_FROM_DESK };

/* What EDIT does with a source's line. */
enum source_edit {
    EDIT_MOVE,   /* it takes the address that it has moved to, or the feed's that its page names */
    EDIT_STOP,
    EDIT_RESUME,
    EDIT_REMOVE,
    SOURCE_EDITS
};

/* What REFRESH is about. */
enum refresh_scope {
    REFRESH_DUE,     /* sources whose interval is over */
    REFRESH_ALL,
    REFRESH_SOURCE,  /* `source`, due or not */
    REFRESH_SECTION, /* `section` and those below it, due or not */
    REFRESH_SCOPES
};

enum message_kind {
#define MESSAGE(NAME, name, number, way, ceiling, purpose, fields) MESSAGE_##NAME = number,
#include "wire/messages.def"
#undef MESSAGE
    MESSAGE_KINDS = 80 /* above every number */
};

#define TEXT(name, max) const char *name;
#define PATH(name, max) const char *name;
#define BLOB(name, max) \
    const void *name;   \
    size_t name##_len;
#define TEXTS(name, most, max) DOCUMENT_LIST(const char *) name;
#define NUMBER(name, low, high) int64_t name;
#define FLAG(name) bool name;
#define PART(name, type) struct type name;
#define NOTHING char nothing;
#define MESSAGE(NAME, name, number, way, ceiling, purpose, fields) \
    struct message_##name {                                        \
        fields                                                     \
    };
#include "wire/messages.def"
#undef MESSAGE
#undef TEXT
#undef PATH
#undef BLOB
#undef TEXTS
#undef NUMBER
#undef FLAG
#undef PART
#undef NOTHING

struct message {
    enum message_kind kind;
    union {
#define MESSAGE(NAME, name, number, way, ceiling, purpose, fields) struct message_##name name;
#include "wire/messages.def"
#undef MESSAGE
    };
};

/* "FEED", or NULL for a number that no message has. */
const char *message_name(unsigned kind);
/* The payload's ceiling in bytes for a kind that may come this way; 0: it may not. */
size_t message_ceiling(unsigned kind, enum message_way way);

/* Appends the payload of a message; `value` is the struct of its kind. Text is cut
 * at its ceiling and cleaned; false, and nothing added, where a blob, a path or a
 * list is over its ceiling. */
bool message_put(enum message_kind kind, const void *value, struct str *out);
/* Reads a payload. Strings and blobs point into `bytes`, lists into the arena.
 * ERR_INPUT where anything breaks its rule. */
int message_get(unsigned kind, const void *bytes, size_t len, struct arena *arena, struct message *m, struct err *err);

#endif
