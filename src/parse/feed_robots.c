#include "parse/feed_robots.h"

#include <string.h>

#include "text/url.h"

/* The first line with anything in it, its white space taken off; false: none. */
static bool next_line(const char **at, const char *end, const char **line, size_t *len)
{
    while (*at < end) {
        const char *from = *at, *stop = memchr(from, '\n', (size_t)(end - from));
        stop = stop ? stop : end;
        *at = stop + (stop < end);
        const char *hash = memchr(from, '#', (size_t)(stop - from));
        stop = hash ? hash : stop;
        while (from < stop && str_is_space(*from))
            from++;
        while (stop > from && str_is_space(stop[-1]))
            stop--;
        *line = from;
        *len = (size_t)(stop - from);
        if (*len)
            return true;
    }
    return false;
}

/* What stands behind "name:" in a line; NULL: the line is of another name. */
static const char *value_of(const char *line, size_t len, const char *name, size_t *value_len)
{
    size_t n = strlen(name);
    if (len <= n || !str_starts_nocase(line, name))
        return NULL;
    while (n < len && str_is_space(line[n]))
        n++;
    if (n == len || line[n] != ':')
        return NULL;
    for (n++; n < len && str_is_space(line[n]);)
        n++;
    *value_len = len - n;
    return line + n;
}

bool feed_robots_is(const char *s, size_t len)
{
    static const char *const names[] = { "user-agent", "sitemap", "disallow", "allow", "crawl-delay", "host" };
    const char *at = s, *line;
    size_t n, ignored;
    if (!next_line(&at, s + len, &line, &n))
        return false;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (value_of(line, n, names[i], &ignored))
            return true;
    return false;
}

int feed_sitemap_rank(const char *url)
{
    static const char *const others[] = { "image", "video", "categor", "tag", "author", "page", "archive" };
    /* A host's name says what the paper is called, not what the file holds. */
    struct url u;
    url_parse(url, &u);
    const char *path = u.path.s ? u.path.s : "";
    size_t len = strlen(path);
    if (str_find_nocase(path, len, "news"))
        return FIND_STATED;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (str_find_nocase(path, len, others[i]))
            return FIND_WORDS;
    return FIND_LINK;
}

void feed_robots_find(struct flow *flow, const char *utf8, size_t len)
{
    const char *at = utf8, *line;
    size_t n, value_len;
    while (next_line(&at, utf8 + len, &line, &n)) {
        const char *value = value_of(line, n, "sitemap", &value_len);
        struct str address = STR_INIT;
        if (value)
            str_add(&address, value, value_len);
        if (address.len)
            flow_find(flow, flow->base, &(struct find){ .url = address.data, .type = "sitemap", .rank = feed_sitemap_rank(address.data) });
        str_release(&address);
    }
}
