#include "text/url.h"

#include <string.h>

#include "text/clean.h"

static struct url_part part(const char *s, const char *end)
{
    return (struct url_part){ s, (size_t)(end - s) };
}

static bool is_alpha(char c)
{
    return str_lower(c) >= 'a' && str_lower(c) <= 'z';
}

static bool is_scheme_byte(char c)
{
    return is_alpha(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

static const char *take_scheme(const char *s, struct url *u)
{
    const char *end = s;
    if (!is_alpha(*s))
        return s;
    while (is_scheme_byte(*end))
        end++;
    if (*end != ':')
        return s;
    u->scheme = part(s, end);
    return end + 1;
}

static void take_authority(const char *s, const char *end, struct url *u)
{
    const char *at = NULL;
    for (const char *p = s; p < end; p++)
        if (*p == '@')
            at = p;
    if (at) {
        u->user = part(s, at);
        s = at + 1;
    }
    const char *host_end = end;
    for (const char *p = end; p > s && p[-1] != ']'; p--)
        if (p[-1] == ':') {
            host_end = p - 1;
            u->port = part(p, end);
            break;
        }
    u->host = part(s, host_end);
}

void url_parse(const char *s, struct url *u)
{
    *u = (struct url){ 0 };
    s = take_scheme(s, u);
    if (s[0] == '/' && s[1] == '/') {
        const char *end = s + 2 + strcspn(s + 2, "/?#");
        u->has_authority = true;
        take_authority(s + 2, end, u);
        s = end;
    }
    const char *end = s + strcspn(s, "?#");
    u->path = part(s, end);
    if (*end == '?') {
        s = end + 1;
        end = s + strcspn(s, "#");
        u->query = part(s, end);
    }
    if (*end == '#')
        u->fragment = part(end + 1, end + 1 + strlen(end + 1));
}

static bool has_scheme(const struct url *u, const char *scheme)
{
    return u->scheme.s && strlen(scheme) == u->scheme.len && str_starts_nocase(u->scheme.s, scheme);
}

static bool is_web(const struct url *u)
{
    return has_scheme(u, "http") || has_scheme(u, "https");
}

/* A name, or an address of IPv6 in brackets. */
static bool is_host(struct url_part host)
{
    bool bracketed = host.len > 2 && host.s[0] == '[' && host.s[host.len - 1] == ']';
    for (size_t i = bracketed; i + bracketed < host.len; i++)
        if ((unsigned char)host.s[i] <= ' ' || strchr(bracketed ? "[]" : "[]<>\"\\^`{|}", host.s[i]))
            return false;
    return host.len != 0;
}

static bool is_port(struct url_part port)
{
    long n = 0;
    for (size_t i = 0; i < port.len; i++) {
        if (port.s[i] < '0' || port.s[i] > '9')
            return false;
        n = n > 65535 ? n : n * 10 + (port.s[i] - '0');
    }
    return n <= 65535;
}

bool url_is_http(const char *s)
{
    struct url u;
    url_parse(s, &u);
    return is_web(&u) && u.has_authority && is_host(u.host) && is_port(u.port);
}

bool url_is_absolute(const char *s)
{
    struct url u;
    url_parse(s, &u);
    return u.scheme.s != NULL;
}

static void add_lower(struct str *out, struct url_part p)
{
    size_t start = out->len;
    if (!p.len || !str_add(out, p.s, p.len))
        return;
    for (char *c = out->data + start; *c; c++)
        *c = str_lower(*c);
}

bool url_from_offer(const char *s, struct str *out)
{
    static const char *const schemes[] = { "feed:", "podcast:", "itpc:", "pcast:" };
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        if (!str_starts_nocase(s, schemes[i]))
            continue;
        const char *rest = s + strlen(schemes[i]);
        if (url_is_http(rest))
            return str_adds(out, rest);
        return str_starts(rest, "//") && rest[2] && str_addf(out, "http:%s", rest);
    }
    return false;
}

void url_host(const char *s, struct str *out)
{
    struct url u;
    url_parse(s, &u);
    add_lower(out, u.host);
}

bool url_is_of_site(const char *s, const char *site)
{
    struct str host = STR_INIT, own = STR_INIT;
    url_host(s, &host);
    url_host(site, &own);
    const char *name = str_starts(own.data, "www.") ? own.data + 4 : own.data;
    bool ends = str_ends(host.data, name);
    const char *end = host.data + host.len - (ends ? strlen(name) : 0);
    bool is = !host.len || !*name || (ends && (end == host.data || end[-1] == '.'));
    str_release(&host);
    str_release(&own);
    return is;
}

/* RFC 3986 §5.2.4 on the bytes of out from `start` on. */
static void remove_dots(struct str *out, size_t start)
{
    char *base = out->data + start, *to = base;
    const char *from = base, *end = out->data + out->len;
    while (from < end) {
        size_t len = 1 + strcspn(from + 1, "/");
        if (len == 2 && from[0] == '/' && from[1] == '.') {
            from += 2;
            if (from == end)
                *to++ = '/';
        } else if (len == 3 && memcmp(from, "/..", 3) == 0) {
            from += 3;
            while (to > base && *--to != '/')
                ;
            if (from == end)
                *to++ = '/';
        } else {
            memmove(to, from, len);
            to += len;
            from += len;
        }
    }
    str_cut(out, (size_t)(to - out->data));
}

/* What is not copied as it is. */
static bool is_untidy(unsigned char c)
{
    return c <= ' ' || c == '"' || c == '<' || c == '>' || c == '\\' || c == '`' || c == 0x7F;
}

/* What a browser does to a reference before it reads it: white space at the
 * ends and line breaks within go, backslashes of web addresses are slashes. */
static void tidy(const char *s, bool web, struct str *out)
{
    size_t len = strlen(s);
    while (len && (unsigned char)s[len - 1] <= ' ')
        len--;
    while (len && (unsigned char)*s <= ' ')
        s++, len--;
    size_t path = strcspn(s, "?#");
    for (size_t i = 0; i < len; i++) {
        size_t n = i;
        while (n < len && !is_untidy((unsigned char)s[n]))
            n++;
        str_add(out, s + i, n - i);
        i = n;
        unsigned char c = i < len ? (unsigned char)s[i] : '\n';
        if (c == '\t' || c == '\n' || c == '\r')
            continue;
        if (c != '\\')
            str_addf(out, "%%%02X", c);
        else
            str_addc(out, web && i < path ? '/' : '\\');
    }
}

static void add_part(struct str *out, struct url_part p)
{
    if (p.len)
        str_add(out, p.s, p.len);
}

static void add_authority(struct str *out, const struct url *u)
{
    if (!u->has_authority)
        return;
    str_adds(out, "//");
    if (u->user.s) {
        add_part(out, u->user);
        str_addc(out, '@');
    }
    add_lower(out, u->host);
    if (u->port.s) { /* an empty one too: addresses stay as published */
        str_addc(out, ':');
        add_part(out, u->port);
    }
}

static void add_tail(struct str *out, struct url_part query, struct url_part fragment)
{
    if (query.s) {
        str_addc(out, '?');
        add_part(out, query);
    }
    if (fragment.s) {
        str_addc(out, '#');
        add_part(out, fragment);
    }
}

/* RFC 3986 §5.2.3. */
static void add_merged_path(struct str *out, const struct url *base, const struct url *r)
{
    size_t keep = base->path.len;
    while (keep && base->path.s[keep - 1] != '/')
        keep--;
    if (keep)
        str_add(out, base->path.s, keep);
    else if (base->has_authority)
        str_addc(out, '/');
    add_part(out, r->path);
}

static void resolve(const struct url *base, const struct url *r, struct str *out)
{
    const struct url *authority = r->has_authority || r->scheme.s ? r : base;
    struct url_part scheme = r->scheme.s ? r->scheme : base->scheme, query = r->query;
    if (scheme.s) {
        add_lower(out, scheme);
        str_addc(out, ':');
    }
    add_authority(out, authority);
    size_t path = out->len;
    if (authority == r || (r->path.len && r->path.s[0] == '/')) {
        add_part(out, r->path);
    } else if (!r->path.len) {
        add_part(out, base->path);
        if (!query.s)
            query = base->query;
    } else {
        add_merged_path(out, base, r);
    }
    if (out->len > path && out->data[path] == '/')
        remove_dots(out, path);
    if (authority->has_authority && out->len == path)
        str_addc(out, '/');
    add_tail(out, query, r->fragment);
}

/* "http:page" with the base's own scheme is relative for browsers; "http:/host" lacks a slash. */
static void mend_authority(const struct url *r, struct str *reference)
{
    struct str mended = STR_INIT;
    const char *rest = reference->data + r->scheme.len + 1;
    if (*rest == '/')
        str_addf(&mended, "%.*s:/%s", (int)r->scheme.len, r->scheme.s, rest);
    else
        str_adds(&mended, rest);
    str_release(reference);
    *reference = mended;
}

bool url_resolve(const char *base, const char *reference, struct str *out)
{
    struct url b, r, web = { 0 };
    struct str tidied = STR_INIT;
    size_t start = out->len;
    url_parse(base, &b);
    take_scheme(reference + strspn(reference, " \t\r\n"), &web);
    tidy(reference, web.scheme.s ? is_web(&web) : is_web(&b), &tidied);
    url_parse(tidied.data, &r);
    if (is_web(&r) && !r.has_authority) {
        mend_authority(&r, &tidied);
        url_parse(tidied.data, &r);
    }
    if (!r.has_authority && (r.scheme.s || !b.scheme.s))
        str_add(out, tidied.data, tidied.len);
    else
        resolve(&b, &r, out);
    str_release(&tidied);
    bool fits = out->len - start <= URL_MAX;
    if (!fits)
        str_cut(out, start);
    return fits;
}

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : str_lower(c) >= 'a' && str_lower(c) <= 'f' ? str_lower(c) - 'a' + 10 : -1;
}

void url_display(const char *s, struct str *out)
{
    struct str shown = STR_INIT;
    struct url u;
    url_parse(s, &u);
    const char *colon = u.user.s ? memchr(u.user.s, ':', u.user.len) : NULL;
    if (colon)
        str_addf(&shown, "%.*s\xE2\x80\xA6%s", (int)(colon + 1 - s), s, u.user.s + u.user.len);
    const char *whole = colon ? shown.data : s;
    clean_text(whole, strlen(whole), CLEAN_FOLD, out);
    str_release(&shown);
}

void url_from_path(const char *path, struct str *out)
{
    str_adds(out, "file://");
    for (; *path; path++) {
        unsigned char c = (unsigned char)*path;
        if (is_alpha((char)c) || (c >= '0' && c <= '9') || strchr("/-._~!$&'()*+,;=:@", c))
            str_addc(out, (char)c);
        else
            str_addf(out, "%%%02X", c);
    }
}

void url_decode(const char *s, size_t len, struct str *out)
{
    for (size_t i = 0; i < len; i++) {
        int high = s[i] == '%' && i + 2 < len ? hex(s[i + 1]) : -1, low = high >= 0 ? hex(s[i + 2]) : -1;
        str_addc(out, low < 0 ? s[i] : (char)(high * 16 + low));
        i += low < 0 ? 0 : 2;
    }
}

bool url_to_path(const char *s, struct str *out)
{
    struct url u;
    url_parse(s, &u);
    bool here = !u.host.len || (u.host.len == 9 && str_starts_nocase(u.host.s, "localhost"));
    if (!has_scheme(&u, "file") || !here || !u.path.len || u.path.s[0] != '/')
        return false;
    size_t start = out->len;
    url_decode(u.path.s, u.path.len, out);
    /* A NUL in a path would end it early. */
    if (memchr(out->data + start, '\0', out->len - start)) {
        str_cut(out, start);
        return false;
    }
    return true;
}
