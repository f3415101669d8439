#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"

char str_empty[1];

void str_init(struct str *s, size_t limit)
{
    *s = (struct str){ .data = str_empty, .limit = limit };
}

void str_release(struct str *s)
{
    if (s->cap)
        free(s->data);
    str_init(s, s->limit);
}

void str_reset(struct str *s)
{
    s->len = 0;
    s->full = false;
    if (s->cap)
        s->data[0] = '\0';
}

char *str_take(struct str *s, size_t *len)
{
    char *bytes = s->cap ? s->data : mem_strndup("", 0);
    if (len)
        *len = s->len;
    str_init(s, s->limit);
    return bytes;
}

char *str_room(struct str *s, size_t len)
{
    size_t need;
    if (!num_add(s->len, len, &need) || need == SIZE_MAX || (s->limit && need > s->limit)) {
        s->full = true;
        return NULL;
    }
    need++;
    if (need > s->cap) {
        size_t cap = s->cap > SIZE_MAX / 2 ? need : num_max(need, s->cap * 2);
        cap = num_max(cap, 32);
        s->data = mem_grow(s->cap ? s->data : NULL, cap, 1);
        s->cap = cap;
    }
    return s->data + s->len;
}

bool str_add(struct str *s, const void *bytes, size_t len)
{
    char *to = str_room(s, len);
    if (!to)
        return false;
    if (len)
        memcpy(to, bytes, len);
    s->len += len;
    s->data[s->len] = '\0';
    return true;
}

bool str_adds(struct str *s, const char *text)
{
    return str_add(s, text, strlen(text));
}

bool str_addc(struct str *s, char c)
{
    bool fits = s->len + 1 < s->cap && (!s->limit || s->len < s->limit);
    if (!fits) /* rare: each byte of a page goes through here */
        return str_add(s, &c, 1);
    s->data[s->len++] = c;
    s->data[s->len] = '\0';
    return true;
}

bool str_addv(struct str *s, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    bool added = false;
    if (len >= 0) {
        char *to = str_room(s, (size_t)len);
        if (to) {
            vsnprintf(to, (size_t)len + 1, format, again);
            s->len += (size_t)len;
            added = true;
        }
    }
    va_end(again);
    return added;
}

bool str_addf(struct str *s, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    bool added = str_addv(s, format, args);
    va_end(args);
    return added;
}

void str_cut(struct str *s, size_t len)
{
    if (len < s->len) {
        s->len = len;
        s->data[len] = '\0';
    }
}

void str_drop(struct str *s, size_t len)
{
    if (len >= s->len) {
        str_cut(s, 0);
        return;
    }
    memmove(s->data, s->data + len, s->len - len);
    str_cut(s, s->len - len);
}

void str_trim(struct str *s)
{
    size_t start = 0;
    while (s->len && str_is_space(s->data[s->len - 1]))
        str_cut(s, s->len - 1);
    while (start < s->len && str_is_space(s->data[start]))
        start++;
    if (start)
        str_drop(s, start);
}

bool str_same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

bool str_same_nocase(const char *a, const char *b)
{
    if (!a || !b)
        return a == b;
    while (*a && str_lower(*a) == str_lower(*b))
        a++, b++;
    return *a == *b;
}

bool str_starts(const char *s, const char *start)
{
    return strncmp(s, start, strlen(start)) == 0;
}

bool str_starts_nocase(const char *s, const char *start)
{
    for (; *start; s++, start++)
        if (str_lower(*s) != str_lower(*start))
            return false;
    return true;
}

bool str_ends(const char *s, const char *end)
{
    size_t len = strlen(s), tail = strlen(end);
    return len >= tail && memcmp(s + len - tail, end, tail) == 0;
}

const char *str_find(const char *s, size_t len, const char *needle)
{
    size_t n = strlen(needle);
    if (!n)
        return s;
    const char *end = s + len;
    while ((size_t)(end - s) >= n) {
        const char *hit = memchr(s, needle[0], (size_t)(end - s) - n + 1);
        if (!hit)
            return NULL;
        if (memcmp(hit, needle, n) == 0)
            return hit;
        s = hit + 1;
    }
    return NULL;
}

static const char *next_byte(const char *s, const char *end, char c)
{
    const char *p = s < end ? memchr(s, c, (size_t)(end - s)) : NULL;
    return p ? p : end;
}

static bool same_nocase(const char *s, const char *needle, size_t n)
{
    while (n && str_lower(*s) == str_lower(*needle))
        s++, needle++, n--;
    return n == 0;
}

const char *str_find_nocase(const char *s, size_t len, const char *needle)
{
    size_t n = strlen(needle);
    if (n > len)
        return NULL;
    const char *end = s + (len - n) + 1; /* of the places where it can begin */
    char small = str_lower(needle[0]), large = small >= 'a' && small <= 'z' ? (char)(small - 'a' + 'A') : small;
    const char *at = next_byte(s, end, small), *other = large == small ? end : next_byte(s, end, large);
    while (n) {
        const char *hit = at < other ? at : other;
        if (hit == end)
            return NULL;
        if (same_nocase(hit, needle, n))
            return hit;
        if (hit == at)
            at = next_byte(hit + 1, end, small);
        else
            other = next_byte(hit + 1, end, large);
    }
    return s;
}
