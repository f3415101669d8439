#include "conf/feed_rules.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/vec.h"
#include "conf/words.h"
#include "text/clean.h"
#include "text/url.h"
#include "text/utf8.h"

enum { MAX_STARS = 9, MAX_NAME = 200 };

/* A piece of a text. */
struct span {
    const char *s;
    size_t len;
};

/* What the stars stood for. */
struct captures {
    struct span items[MAX_STARS];
    size_t len;
};

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
static bool fit_part(struct span pattern, struct span text, bool any_case, struct captures *c)
{
    size_t p = 0, t = 0, star = SIZE_MAX, from = 0;
    while (p < pattern.len || t < text.len) {
        bool is_star = p < pattern.len && pattern.s[p] == '*';
        if (is_star && t < text.len && c->len < MAX_STARS) {
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

/* A page's address or a pattern, divided. */
struct address {
    struct span host, path, query;
};

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

/* The page without scheme, name and fragment; false: it is none of http. */
static bool read_page(const char *page, struct address *a)
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

static bool fit_path(struct span pattern, struct span path, struct captures *c)
{
    while (pattern.len) {
        if (span_is(pattern, "**")) {
            if (c->len < MAX_STARS)
                c->items[c->len++] = path;
            return true;
        }
        if (!path.len || !fit_part(take_until(&pattern, '/'), take_until(&path, '/'), false, c))
            return false;
    }
    return !path.len;
}

static bool fit_parameter(struct span pattern, struct span query, struct captures *c)
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

static bool fits(const char *rule, const struct address *page, struct captures *c)
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

/* ---- Applying ---- */

static void write_address(const char *template, const char *page, const struct captures *c, struct str *out)
{
    if (str_starts(template, "//"))
        str_adds(out, str_starts_nocase(page, "https:") ? "https:" : "http:");
    for (const char *p = template; *p; p++) {
        size_t n = *p == '$' && p[1] >= '1' && p[1] <= '9' ? (size_t)(p[1] - '0') : 0;
        if (n && n <= c->len)
            str_add(out, c->items[n - 1].s, c->items[n - 1].len);
        else
            str_addc(out, *p);
        p += n ? 1 : 0;
    }
}

static const struct feed_rule *deciding(const struct feed_rules *r, const struct address *page, struct captures *c)
{
    for (size_t i = 0; i < r->len; i++)
        if (fits(r->items[i].pattern, page, c))
            return &r->items[i];
    return NULL;
}

bool feed_rules_decide(const struct feed_rules *r, const char *page)
{
    struct address a;
    struct captures c;
    return read_page(page, &a) && deciding(r, &a, &c);
}

size_t feed_rules_apply(const struct feed_rules *r, const char *page, struct arena *arena, struct feed_place places[FEED_PLACES_MAX])
{
    struct address a;
    struct captures c;
    size_t count = 0;
    const struct feed_rule *first = read_page(page, &a) ? deciding(r, &a, &c) : NULL;
    for (const struct feed_rule *rule = first; rule && rule < r->items + r->len && count < FEED_PLACES_MAX; rule++) {
        struct str written, whole = STR_INIT;
        if (!rule->address || strcmp(rule->pattern, first->pattern) != 0)
            continue;
        str_init(&written, URL_MAX);
        write_address(rule->address, page, &c, &written);
        if (!written.full && url_resolve("", written.data, &whole) && url_is_http(whole.data))
            places[count++] = (struct feed_place){ arena_strdup(arena, whole.data), rule->name };
        str_release(&written);
        str_release(&whole);
    }
    return count;
}

/* ---- Reading ---- */

/* How many stars a pattern has; -1 with err where it is none. */
static int check_pattern(const char *pattern, struct err *err)
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
    if (stars > MAX_STARS)
        return err_set(err, ERR_USAGE, _("a pattern has at most %d stars"), MAX_STARS);
    return stars;
}

static int check_address(const char *address, int stars, struct err *err)
{
    if (strcmp(address, "-") == 0)
        return 0;
    if (!str_starts(address, "//") && !url_is_http(address))
        return err_set(err, ERR_USAGE, _("\"%.100s\" is no feed's address; it begins with https://, http:// or //"), address);
    for (const char *p = address; (p = strchr(p, '$')) != NULL; p++)
        if (p[1] >= '1' && p[1] <= '9' && p[1] - '0' > stars)
            return err_set(err, ERR_USAGE, P_("there is no $%c: the pattern has %d star", "there is no $%c: the pattern has %d stars", stars), p[1], stars);
    return 0;
}

static const char *without_scheme(const char *pattern)
{
    const char *at = url_is_http(pattern) ? strstr(pattern, "//") : NULL;
    return at ? at + 2 : pattern;
}

static const char *read_name(struct arena *arena, const char *word)
{
    struct str name = STR_INIT;
    clean_text(word, strlen(word), CLEAN_FOLD, &name);
    const char *kept = name.len ? arena_strndup(arena, name.data, utf8_cut(name.data, name.len, MAX_NAME)) : NULL;
    str_release(&name);
    return kept;
}

static int take_rule(struct feed_rules *r, const struct words *w, struct err *err)
{
    if (w->len < 3 || w->len > 4 || strcmp(w->items[1], "->") != 0)
        return err_set(err, ERR_USAGE, "%s", _("a rule is written: example.org/blog/* -> https://example.org/$1.xml \"Name\""));
    const char *pattern = without_scheme(w->items[0]), *address = w->items[2];
    int stars = check_pattern(pattern, err);
    if (stars < 0 || check_address(address, stars, err))
        return -1;
    if (r->len == FEED_RULES_MAX)
        return err_set(err, ERR_USAGE, _("a file holds at most %d rules"), FEED_RULES_MAX);
    *vec_push(r) = (struct feed_rule){ arena_strdup(&r->arena, pattern), strcmp(address, "-") ? arena_strdup(&r->arena, address) : NULL,
                                       w->len == 4 ? read_name(&r->arena, w->items[3]) : NULL };
    return 0;
}

static void read_line(struct feed_rules *r, const char *name, int number, const char *line)
{
    struct err err = { 0 };
    struct words w = { 0 };
    int result = 0;
    if (!utf8_is_valid(line, strlen(line)))
        result = err_set(&err, ERR_USAGE, "%s", _("this line is not in UTF-8"));
    else if ((result = words_split(&w, line, &err)) == 0 && w.len)
        result = take_rule(r, &w, &err);
    if (result)
        problems_add(&r->problems, name, number, "%s", err.text);
    words_release(&w);
}

void feed_rules_read(struct feed_rules *r, const char *name, const char *text, size_t len)
{
    struct str line = STR_INIT;
    struct span rest = { text, len };
    for (int number = 1; rest.len; number++) {
        struct span part = take_until(&rest, '\n');
        str_reset(&line);
        str_add(&line, part.s, part.len);
        read_line(r, name, number, line.data);
    }
    str_release(&line);
}

void feed_rules_load(struct feed_rules *r, const char *path)
{
    struct str text;
    struct err err = { 0 };
    str_init(&text, FEED_RULES_BYTES);
    if (file_exists(path) && file_read(path, &text, &err))
        problems_add(&r->problems, path, 0, "%s", err.text);
    else
        feed_rules_read(r, path, text.data, text.len);
    str_release(&text);
}

void feed_rules_release(struct feed_rules *r)
{
    arena_release(&r->arena);
    vec_release(r);
    problems_release(&r->problems);
    *r = (struct feed_rules){ 0 };
}
