/* json.h: writing JSON (RFC 8259), compact, into a buffer.
 *
 *     struct json j; json_init(&j, &out);
 *     json_object(&j); json_key(&j, "title"); json_string(&j, title); json_end(&j);
 *
 * Commas are put by it.  Strings must be UTF-8; invalid bytes are written as
 * U+FFFD, so that the output is always valid.
 *
 * May not know: anything of telex above base/. */
#ifndef TELEX_BASE_JSON_H
#define TELEX_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct json {
    struct str *out; /* borrowed */
    unsigned depth;
    bool comma[32];  /* by depth: a value stands before */
    char close[32];
};

void json_init(struct json *j, struct str *out);
void json_object(struct json *j);
void json_array(struct json *j);
/* Closes the innermost object or array. */
void json_end(struct json *j);
void json_key(struct json *j, const char *key);
/* NULL is written as null. */
void json_string(struct json *j, const char *value);
void json_string_n(struct json *j, const char *value, size_t len);
void json_int(struct json *j, int64_t value);
void json_bool(struct json *j, bool value);
void json_null(struct json *j);
/* json_key() and the value in one; a NULL or empty string writes nothing at all. */
void json_member(struct json *j, const char *key, const char *value);

#endif
