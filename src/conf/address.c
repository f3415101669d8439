#include "conf/address.h"

#include <stdint.h>
#include <string.h>

#include "base/i18n.h"
#include "text/url.h"

static bool span_is(struct span s, const char *text)
{
    return s.len == strlen(text) && memcmp(s.s, text, s.len) == 0;
}

/* What stands before the next `c`, which is taken off *rest with it. */
static struct span take_until(struct span *rest, char c)
{
    const char *stop = rest->len ? memchr(rest->s, c, rest->len) : NULL;
    struct span part = { rest->s, stop ? (size_t)(stop - rest->s) : rest->len };
    size_t taken = part.len + (stop ? 1 : 0);
    rest->s += taken;
    rest->len -= taken;
    return part;
}

/* ---- One part: letters and stars ---- */

/* Each star takes something, and as little as it can; only the last one ever has to take
 * more, so that no more than the product of both lengths is looked at. */
static bool fit_part(struct span pattern, struct span text, bool any_case, struct address_stars *c)
{
    size_t p = 0, t = 0, star = SIZE_MAX, from = 0;
    while (p < pattern.len || t < text.len) {
        bool is_star = p < pattern.len && pattern.s[p] == '*';
        if (is_star && t < text.len && c->len < ADDRESS_STARS) {
            star = p++;
            from = t;
            c->items[c->len++] = (struct span){ text.s + t++, 1 };
        } else if (!is_star && p < pattern.len && t < text.len &&
                   (pattern.s[p] == text.s[t] || (any_case && str_lower(pattern.s[p]) == str_lower(text.s[t])))) {
            p++;
            t++;
        } else if (star != SIZE_MAX && t < text.len) {
            t = from + ++c->items[c->len - 1].len;
            p = star + 1;
        } else {
            return false;
        }
    }
    return true;
}

/* ---- Whole addresses ---- */

static struct span without_slash(struct span path)
{
    while (path.len && path.s[path.len - 1] == '/')
        path.len--;
    return path;
}

static struct address divide(struct span whole)
{
    struct address a;
    struct span before = take_until(&whole, '?');
    a.query = whole;
    a.host = take_until(&before, '/');
    a.path = without_slash(before);
    return a;
}

static struct span span_of(const char *s)
{
    return (struct span){ s, strlen(s) };
}

bool address_read(const char *page, struct address *a)
{
    struct url u;
    if (!url_is_http(page))
        return false;
    url_parse(page, &u);
    if (!u.host.s || !u.host.len)
        return false;
    const char *end = u.fragment.s ? u.fragment.s - 1 : page + strlen(page);
    *a = divide((struct span){ u.host.s, (size_t)(end - u.host.s) });
    return true;
}

static void drop_www(struct span *host)
{
    if (host->len > 4 && str_starts_nocase(host->s, "www.")) {
        host->s += 4;
        host->len -= 4;
    }
}

static bool fit_path(struct span pattern, struct span path, struct address_stars *c)
{
    while (pattern.len) {
        if (span_is(pattern, "**")) {
            if (c->len < ADDRESS_STARS)
                c->items[c->len++] = path;
            return true;
        }
        if (!path.len || !fit_part(take_until(&pattern, '/'), take_until(&path, '/'), false, c))
            return false;
    }
    return !path.len;
}

static bool fit_parameter(struct span pattern, struct span query, struct address_stars *c)
{
    struct span name = take_until(&pattern, '=');
    while (query.len) {
        struct span value = take_until(&query, '&'), is = take_until(&value, '=');
        size_t before = c->len;
        if (is.len == name.len && memcmp(is.s, name.s, name.len) == 0 && fit_part(pattern, value, false, c))
            return true;
        c->len = before;
    }
    return false;
}

bool address_fits(const char *rule, const struct address *page, struct address_stars *c)
{
    struct address pattern = divide(span_of(rule));
    struct span host = page->host;
    c->len = 0;
    if (pattern.host.s[0] != '*') {
        drop_www(&host);
        drop_www(&pattern.host);
    }
    if (!fit_part(pattern.host, host, true, c) || !fit_path(pattern.path, page->path, c))
        return false;
    while (pattern.query.len)
        if (!fit_parameter(take_until(&pattern.query, '&'), page->query, c))
            return false;
    return true;
}

/* ---- Checking ---- */

int address_check(const char *pattern, struct err *err)
{
    int stars = 0;
    struct address a = divide(span_of(pattern));
    if (!a.host.len || strpbrk(pattern, "#$"))
        return err_set(err, ERR_USAGE, _("\"%.100s\" is no page's address with stars"), pattern);
    for (const char *p = pattern; *p; p++) {
        bool two = p[0] == '*' && p[1] == '*';
        if (two && (p[2] || p == pattern || p[-1] != '/'))
            return err_set(err, ERR_USAGE, "%s", _("** stands for the rest of an address, so it is its last part: example.org/blog/**"));
        stars += *p == '*';
        p += two;
    }
    if (stars > ADDRESS_STARS)
        return err_set(err, ERR_USAGE, _("a pattern has at most %d stars"), ADDRESS_STARS);
    return stars;
}

const char *address_bare(const char *pattern)
{
    const char *at = url_is_http(pattern) ? strstr(pattern, "//") : NULL;
    return at ? at + 2 : pattern;
}
