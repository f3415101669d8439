/* feed_json.h: JSON Feed 1.0 and 1.1 (jsonfeed.org), in pieces.
 *
 * The document is divided into the members of its one object without building
 * it; an item is given to jansson when it is whole, and one that is broken costs
 * nothing but itself.
 *
 * May not know: XML. */
#ifndef TELEX_PARSE_FEED_JSON_H
#define TELEX_PARSE_FEED_JSON_H

#include "parse/feed_flow.h"

enum { FEED_JSON_MAX_VALUE = 16 << 20 }; /* bytes of one item, or of what else the feed says */

struct feed_json {
    struct flow *flow;    /* borrowed */
    struct str head;      /* the feed's own members, as an object that lacks its end */
    struct str value;     /* the item being read */
    char member[8];       /* the name of the feed's member that is being read, or its beginning */
    size_t member_len;
    unsigned depth;       /* of brackets */
    bool in_string, escaped;
    bool in_items;        /* within the array of that name */
    bool in_name;         /* the string is a member's name, or the next will be */
    bool begun;           /* the object's "{" was met */
    bool has_items;
    bool damaged;
    uint64_t line, column, damage_line, damage_column;
    uint64_t value_line, value_column; /* where the item began */
};

void feed_json_init(struct feed_json *j, struct flow *flow);
void feed_json_release(struct feed_json *j);
void feed_json_push(struct feed_json *j, const char *s, size_t len);
void feed_json_end(struct feed_json *j);

/* Within feed_json.c: the text without what a strict reader refuses: commas before closing
 * brackets, controls and broken escapes in strings (RFC 8259 §7). */
void feed_json_mend(const char *s, size_t len, struct str *out);

#endif
