/* str.h: a growing byte buffer that knows when to stop.
 *
 * A buffer has a ceiling, given when it is made; what would go over it is
 * not added and the buffer remembers that in `full`.  The bytes are always
 * followed by a NUL that is not counted.
 *
 * May not know: anything of telex above base/. */
#ifndef TELEX_BASE_STR_H
#define TELEX_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
    char *data;   /* never NULL; owned by the buffer */
    size_t len;   /* bytes, without the NUL */
    size_t cap;   /* bytes allocated; 0 while data is the shared empty string */
    size_t limit; /* ceiling for len; 0: none */
    bool full;    /* something did not fit below the ceiling */
};

#define STR_INIT { .data = str_empty }
extern char str_empty[1];

void str_init(struct str *s, size_t limit);
void str_release(struct str *s);
/* Empty again, memory and ceiling kept. */
void str_reset(struct str *s);
/* The bytes to the caller (to free()), the buffer empty.  *len may be NULL. */
char *str_take(struct str *s, size_t *len);

/* Each add is all or nothing: false, and `full` set, where the ceiling is in the way. */
bool str_add(struct str *s, const void *bytes, size_t len);
bool str_adds(struct str *s, const char *text);
bool str_addc(struct str *s, char c);
bool str_addf(struct str *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool str_addv(struct str *s, const char *format, va_list args);
/* Room for len more bytes, to be written at data + len and counted by the caller;
 * NULL where the ceiling is in the way. */
char *str_room(struct str *s, size_t len);
/* Cuts to len bytes (no-op where it is shorter). */
void str_cut(struct str *s, size_t len);
/* Takes the first len bytes away. */
void str_drop(struct str *s, size_t len);
/* White space off both ends (ASCII). */
void str_trim(struct str *s);

/* Plain C strings, ASCII only, never the locale's. */
static inline bool str_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline char str_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}
bool str_same(const char *a, const char *b);               /* both may be NULL */
bool str_same_nocase(const char *a, const char *b);
bool str_starts(const char *s, const char *start);
bool str_starts_nocase(const char *s, const char *start);
bool str_ends(const char *s, const char *end);
/* The first place of needle in len bytes, or NULL; ASCII case is of no importance in the second. */
const char *str_find(const char *s, size_t len, const char *needle);
const char *str_find_nocase(const char *s, size_t len, const char *needle);

#endif
