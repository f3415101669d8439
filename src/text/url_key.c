/* url_key.c: what of an address says where it leads, and what only who goes there. */
#include <stdlib.h>
#include <string.h>

#include "text/url.h"

enum {
    SORTED_MAX = 64,  /* parameters; of more the order counts */
    RANDOM_MIN = 20,  /* characters of a session's number */
    RANDOM_MIX = 4    /* digits and letters each in it */
};

/* Parameters that tell a publisher who sent the reader, and nothing else. A
 * name that ends in '*' stands for all that begin so. */
static const char *const tracking[] = {
    "utm_*", "at_*", "mtm_*", "pk_*", "hsa_*", "_hsenc", "_hsmi", "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid",
    "igshid", "igsh", "mc_cid", "mc_eid", "mkt_tok", "oly_anon_id", "oly_enc_id", "twclid", "ttclid", "li_fat_id", "s_cid", "cmpid", "ito", "ns_campaign",
    "ns_mchannel", "ns_source", "ns_linkname", "xtor", "_openstat", "vero_id", "vero_conv", "wickedid", "rb_clickid", "ref_src", "ref_url", "smid", "sr_share",
    NULL,
};

/* Names under which servers pass a visitor's session on, in small letters. */
static const char *const sessions[] = {
    "jsessionid", "phpsessid", "aspsessionid*", "asp.net_sessionid", "sessionid", "session_id", "session-id", "sessid", "cfid", "cftoken", "oscsid", "zenid",
    "osc_sid", "symfony", "laravel_session", "ci_session", "typo3_fe_user", "fe_typo_user", NULL,
};

/* Names that as often number a story: a session's where the value looks like one. */
static const char *const perhaps_sessions[] = { "sid", "s", "session", "sess", "ses", "sn", NULL };

static struct url_part part(const char *s, const char *end)
{
    return (struct url_part){ s, (size_t)(end - s) };
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return str_lower(c) >= 'a' && str_lower(c) <= 'z';
}

static bool is_web(const struct url *u)
{
    return u->scheme.s && u->has_authority && (u->scheme.len == 4 || u->scheme.len == 5) &&
           str_starts_nocase(u->scheme.s, u->scheme.len == 4 ? "http" : "https");
}

static bool matches(struct url_part name, const char *pattern, bool fold)
{
    size_t n = strlen(pattern);
    bool open = pattern[n - 1] == '*';
    n -= open;
    if (open ? name.len < n : name.len != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if ((fold ? str_lower(name.s[i]) : name.s[i]) != pattern[i])
            return false;
    return true;
}

static bool is_listed(struct url_part name, const char *const *list, bool fold)
{
    while (*list && !matches(name, *list, fold))
        list++;
    return *list != NULL;
}

/* What nobody has written by hand: long, letters and digits mixed, no words set apart. */
static bool is_random(struct url_part value)
{
    size_t digits = 0, letters = 0;
    for (size_t i = 0; i < value.len; i++) {
        digits += is_digit(value.s[i]);
        letters += is_letter(value.s[i]);
    }
    return value.len >= RANDOM_MIN && digits + letters == value.len && digits >= RANDOM_MIX && letters >= RANDOM_MIX;
}

static struct url_part name_of(struct url_part parameter)
{
    const char *equals = memchr(parameter.s, '=', parameter.len);
    return equals ? part(parameter.s, equals) : parameter;
}

static bool is_tracking(struct url_part parameter)
{
    return is_listed(name_of(parameter), tracking, false);
}

static bool is_session(struct url_part parameter)
{
    struct url_part name = name_of(parameter);
    if (is_listed(name, sessions, true))
        return true;
    size_t before = name.len + 1;
    return before < parameter.len && is_listed(name, perhaps_sessions, true) &&
           is_random((struct url_part){ parameter.s + before, parameter.len - before });
}

/* The next parameter of a query from *at on; false at its end. */
static bool next_parameter(struct url_part query, size_t *at, struct url_part *out)
{
    while (*at < query.len) {
        size_t start = *at, end = start;
        while (end < query.len && query.s[end] != '&' && query.s[end] != ';')
            end++;
        *at = end + 1;
        *out = (struct url_part){ query.s + start, end - start };
        if (out->len)
            return true;
    }
    return false;
}

void url_clean(const char *s, struct str *out)
{
    struct url u;
    struct url_part p;
    char before = '?';
    size_t at = 0;
    url_parse(s, &u);
    if (!is_web(&u) || !u.query.s) {
        str_adds(out, s);
        return;
    }
    str_add(out, s, (size_t)(u.path.s + u.path.len - s));
    while (next_parameter(u.query, &at, &p))
        if (!is_tracking(p)) {
            str_addc(out, before);
            str_add(out, p.s, p.len);
            before = '&';
        }
    if (u.fragment.s)
        str_adds(out, u.fragment.s - 1);
}

/* ---- Keys ---- */

static int hex(char c)
{
    return is_digit(c) ? c - '0' : str_lower(c) >= 'a' && str_lower(c) <= 'f' ? str_lower(c) - 'a' + 10 : -1;
}

/* RFC 3986 §6.2.2.2: an escaped unreserved character is the character. */
static void add_plain_escapes(struct str *out, const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        int high = s[i] == '%' && i + 2 < len ? hex(s[i + 1]) : -1, low = high >= 0 ? hex(s[i + 2]) : -1;
        if (low < 0) {
            str_addc(out, s[i]);
            continue;
        }
        char c = (char)(high * 16 + low);
        if (is_letter(c) || is_digit(c) || strchr("-._~", c))
            str_addc(out, c);
        else
            str_addf(out, "%%%02X", (unsigned char)c);
        i += 2;
    }
}

static void add_host(struct str *out, const struct url *u)
{
    size_t start = out->len;
    for (size_t i = 0; i < u->host.len; i++)
        str_addc(out, str_lower(u->host.s[i]));
    if (str_starts(out->data + start, "www.")) {
        memmove(out->data + start, out->data + start + 4, out->len - start - 4);
        str_cut(out, out->len - 4);
    }
    bool is_default = !u->port.len || (u->port.len == 2 && memcmp(u->port.s, "80", 2) == 0) ||
                      (u->port.len == 3 && memcmp(u->port.s, "443", 3) == 0);
    if (!is_default)
        str_addf(out, ":%.*s", (int)u->port.len, u->port.s);
}

/* How far a session reaches that begins here: ";jsessionid=…", or a segment "(S(…))". */
static size_t session_in_path(const char *s, const char *end)
{
    const char *to = s + 1;
    while (to < end && *to != '/' && *to != ';')
        to++;
    size_t len = (size_t)(to - s);
    if (*s == ';' && is_session(part(s + 1, to)))
        return len;
    bool is_marked = *s == '/' && len > 6 && memcmp(s, "/(S(", 4) == 0 && memcmp(to - 2, "))", 2) == 0;
    return is_marked ? len : 0;
}

static void add_path(struct str *out, struct url_part path)
{
    struct str kept = STR_INIT;
    const char *end = path.s + path.len;
    for (const char *p = path.s; p < end;) {
        size_t skip = *p == ';' || *p == '/' ? session_in_path(p, end) : 0;
        if (!skip)
            str_addc(&kept, *p);
        p += skip ? skip : 1;
    }
    while (kept.len && kept.data[kept.len - 1] == '/')
        str_cut(&kept, kept.len - 1);
    add_plain_escapes(out, kept.data, kept.len);
    str_release(&kept);
}

/* Whether the parameter stands behind the other: by name, for what has the same name
 * is a list, and lists have an order. */
static bool is_behind(struct url_part a, struct url_part b)
{
    struct url_part x = name_of(a), y = name_of(b);
    int order = memcmp(x.s, y.s, x.len < y.len ? x.len : y.len);
    return order > 0 || (order == 0 && x.len > y.len);
}

static void add_query(struct str *out, struct url_part query)
{
    struct url_part sorted[SORTED_MAX], p;
    size_t count = 0, at = 0;
    while (count < SORTED_MAX && next_parameter(query, &at, &p)) {
        if (is_tracking(p) || is_session(p))
            continue;
        size_t i = count++;
        for (; i && is_behind(sorted[i - 1], p); i--)
            sorted[i] = sorted[i - 1];
        sorted[i] = p;
    }
    for (size_t i = 0; i < count; i++) {
        str_addc(out, i ? '&' : '?');
        add_plain_escapes(out, sorted[i].s, sorted[i].len);
    }
    if (at < query.len)
        str_add(out, query.s + at, query.len - at);
}

/* False where it is no address of the web. */
static bool add_page(struct str *out, struct url *u, const char *s)
{
    url_parse(s, u);
    if (!is_web(u) || !u->host.len)
        return false;
    add_host(out, u);
    add_path(out, u->path);
    add_query(out, u->query);
    return true;
}

void url_key(const char *s, struct str *out)
{
    struct url u;
    if (add_page(out, &u, s) && u.fragment.len && *u.fragment.s == '!')
        str_adds(out, u.fragment.s - 1);
}

void url_place_key(const char *s, struct str *out)
{
    struct url u;
    if (add_page(out, &u, s) && u.fragment.len && !is_tracking(u.fragment))
        str_adds(out, u.fragment.s - 1);
}

/* ---- What kind of page it is ---- */

bool url_is_front(const char *s)
{
    struct url u;
    struct str query = STR_INIT;
    size_t slashes = 0;
    url_parse(s, &u);
    add_query(&query, u.query);
    while (slashes < u.path.len && u.path.s[slashes] == '/')
        slashes++;
    bool is_front = is_web(&u) && slashes == u.path.len && !query.len && !u.fragment.len;
    str_release(&query);
    return is_front;
}

/* Four digits in a row, or three words. */
static bool is_story_segment(struct url_part p)
{
    size_t run = 0, joints = 0;
    for (size_t i = 0; i < p.len; i++) {
        run = is_digit(p.s[i]) ? run + 1 : 0;
        joints += i && (p.s[i] == '-' || p.s[i] == '_');
        if (run == 4 || joints == 2)
            return true;
    }
    return false;
}

bool url_names_story(const char *s)
{
    struct url u;
    struct str query = STR_INIT;
    bool is_story = false;
    url_parse(s, &u);
    add_query(&query, u.query);
    for (size_t i = 0; i < query.len && !is_story; i++)
        is_story = is_digit(query.data[i]);
    const char *end = u.path.s + u.path.len;
    for (const char *p = u.path.s; p < end && !is_story;) {
        const char *slash = memchr(p, '/', (size_t)(end - p));
        is_story = is_story_segment(part(p, slash ? slash : end));
        p = slash ? slash + 1 : end;
    }
    str_release(&query);
    return is_web(&u) && is_story;
}
