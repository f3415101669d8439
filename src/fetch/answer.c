#include "fetch/answer.h"

#include <string.h>

#include "base/num.h"
#include "text/date.h"
#include "text/url.h"

enum { VALUE_MAX = 2000 }; /* bytes of a header's value that is kept; a longer one counts as unsaid */

void answer_init(struct answer *a)
{
    *a = (struct answer){ .max_age = -1, .age = -1 };
    struct str *all[] = { &a->etag, &a->last_modified, &a->type, &a->retry_after, &a->expires, &a->date };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        str_init(all[i], VALUE_MAX);
    str_init(&a->location, URL_MAX);
}

void answer_release(struct answer *a)
{
    struct str *all[] = { &a->etag, &a->last_modified, &a->type, &a->location, &a->retry_after, &a->expires, &a->date };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        str_release(all[i]);
}

static void begin(struct answer *a, const char *line, size_t len)
{
    answer_release(a);
    answer_init(a);
    const char *space = memchr(line, ' ', len);
    for (int i = 1; space && i <= 3 && space + i < line + len; i++)
        a->status = space[i] >= '0' && space[i] <= '9' ? a->status * 10 + space[i] - '0' : 0;
}

/* The value as it came; of a header given twice the first counts. */
static void keep(struct str *s, const char *value, size_t len)
{
    if (!s->len && !s->full)
        str_add(s, value, len);
}

/* Delta-seconds (RFC 9111 §1.2.2): too many to count are very many. */
static int64_t read_seconds(const char *s, size_t len)
{
    size_t digits = 0;
    int64_t n = -1;
    while (digits < len && s[digits] >= '0' && s[digits] <= '9')
        digits++;
    if (!digits)
        return -1;
    return num_read_i64(s, digits, &n) && n < INT32_MAX ? n : INT32_MAX;
}

static bool is_word(const char *s, size_t len, const char *word)
{
    return len == strlen(word) && str_starts_nocase(s, word);
}

static void read_directive(struct answer *a, const char *s, size_t len)
{
    if (is_word(s, len, "no-cache") || is_word(s, len, "no-store"))
        a->max_age = 0;
    if (len <= 8 || !str_starts_nocase(s, "max-age=") || a->max_age >= 0)
        return;
    s += 8, len -= 8;
    if (*s == '"')
        s++, len--;
    a->max_age = read_seconds(s, len);
}

static void read_cache_control(struct answer *a, const char *s, size_t len)
{
    const char *end = s + len;
    while (s < end) {
        const char *comma = memchr(s, ',', (size_t)(end - s)), *stop = comma ? comma : end;
        while (s < stop && str_is_space(*s))
            s++;
        while (stop > s && str_is_space(stop[-1]))
            stop--;
        read_directive(a, s, (size_t)(stop - s));
        s = comma ? comma + 1 : end;
    }
}

static void read_header(struct answer *a, const char *name, size_t name_len, const char *value, size_t len)
{
    const struct {
        const char *name;
        struct str *into;
    } kept[] = {
        { "etag", &a->etag },         { "last-modified", &a->last_modified }, { "content-type", &a->type },
        { "location", &a->location }, { "retry-after", &a->retry_after },     { "expires", &a->expires },
        { "date", &a->date },
    };
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
        if (is_word(name, name_len, kept[i].name))
            keep(kept[i].into, value, len);
    if (is_word(name, name_len, "cache-control"))
        read_cache_control(a, value, len);
    else if (is_word(name, name_len, "age") && a->age < 0)
        a->age = read_seconds(value, len);
}

void answer_line(struct answer *a, const char *line, size_t len)
{
    while (len && str_is_space(line[len - 1]))
        len--;
    if (len > 5 && str_starts(line, "HTTP/")) {
        begin(a, line, len);
        return;
    }
    if (!len)
        a->whole = a->status >= 200; /* an interim answer is none yet */
    const char *colon = memchr(line, ':', len);
    if (a->whole || !colon)
        return;
    const char *value = colon + 1;
    while (value < line + len && str_is_space(*value))
        value++;
    read_header(a, line, (size_t)(colon - line), value, (size_t)(line + len - value));
}

bool answer_has_body(const struct answer *a)
{
    return a->status >= 200 && a->status < 300 && a->status != 206;
}

bool answer_is_redirect(const struct answer *a)
{
    return (a->status == 301 || a->status == 302 || a->status == 303 || a->status == 307 || a->status == 308) && a->location.len;
}

bool answer_is_permanent(const struct answer *a)
{
    return a->status == 301 || a->status == 308;
}

static bool read_date(const struct str *s, int64_t *at)
{
    struct date d;
    bool good = s->len && date_read(s->data, s->len, &d) && d.parts != DATE_NONE;
    if (good)
        *at = d.at;
    return good;
}

static int64_t at_least_0(int64_t n)
{
    return n > 0 ? n : 0;
}

int64_t answer_retry_after(const struct answer *a, int64_t now)
{
    int64_t at, seconds = read_seconds(a->retry_after.data, a->retry_after.len);
    if (seconds >= 0)
        return seconds;
    return read_date(&a->retry_after, &at) ? at_least_0(at - now) : -1;
}

int64_t answer_max_age(const struct answer *a, int64_t now)
{
    int64_t fresh = a->max_age, until, from = now;
    if (fresh < 0 && a->expires.len) {
        read_date(&a->date, &from);
        /* A date that is none has passed ("0"; RFC 9111 §5.3). */
        fresh = read_date(&a->expires, &until) ? at_least_0(until - from) : 0;
    }
    return fresh < 0 ? -1 : at_least_0(fresh - at_least_0(a->age));
}
