/* redirect.c: where an answer leads, and whether we go there.
 *
 * libcurl could follow by itself, but each hop is a request with its own host's
 * manners, its own question whether the address may be asked, and its own right
 * to the password. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "conf/sources_file.h"
#include "fetch/address.h"
#include "fetch/fetch_internal.h"
#include "text/url.h"

bool redirect_has_proxy(const struct fetch *t)
{
    const char *names[] = { "all_proxy", "ALL_PROXY", "http_proxy", NULL, NULL };
    if (t->asked.access.proxy)
        return !str_same(t->asked.access.proxy, "none");
    if (str_starts(t->url.data, "https:"))
        names[2] = "https_proxy", names[3] = "HTTPS_PROXY";
    for (int i = 0; names[i]; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return true;
    }
    return false;
}

static bool is_default_port(const struct url *u)
{
    int64_t want = u->scheme.len == 5 ? 443 : 80;
    return !u->port.len || (u->port.len < 6 && strtol(u->port.s, NULL, 10) == want);
}

void redirect_origin(const char *url, struct str *out)
{
    struct url u;
    url_parse(url, &u);
    if (!u.scheme.s || !u.host.s)
        return;
    str_add(out, u.scheme.s, u.scheme.len);
    str_adds(out, "://");
    str_add(out, u.host.s, u.host.len);
    if (!is_default_port(&u)) {
        str_addc(out, ':');
        str_add(out, u.port.s, u.port.len);
    }
}

/* The address without user and fragment. */
static void add_bare(const char *url, struct str *out)
{
    struct url u;
    url_parse(url, &u);
    const char *end = u.fragment.s ? u.fragment.s - 1 : url + strlen(url), *host = u.user.s ? u.host.s : NULL;
    str_add(out, url, host ? (size_t)(u.user.s - url) : (size_t)(end - url));
    if (host)
        str_add(out, host, (size_t)(end - host));
}

static const char *take_decoded(struct fetch *t, const char *s, size_t len)
{
    struct str plain = STR_INIT;
    url_decode(s, len, &plain);
    const char *kept = arena_strndup(&t->memory, plain.data, plain.len);
    str_release(&plain);
    return kept;
}

static void take_password(struct fetch *t, const struct url *u)
{
    const char *colon = u->user.s ? memchr(u->user.s, ':', u->user.len) : NULL;
    size_t name = colon ? (size_t)(colon - u->user.s) : u->user.len;
    if (!u->user.len)
        return;
    t->user = take_decoded(t, u->user.s, name);
    t->password = colon ? take_decoded(t, colon + 1, u->user.len - name - 1) : "";
}

bool redirect_split(struct fetch *t, const char *address)
{
    struct str whole = STR_INIT, origin = STR_INIT;
    struct url u;
    bool good = url_resolve("", address, &whole) && url_is_http(whole.data);
    if (good) {
        url_parse(whole.data, &u);
        take_password(t, &u);
        add_bare(whole.data, &t->url);
        redirect_origin(whole.data, &origin);
        t->origin = arena_strdup(&t->memory, origin.data);
        str_reset(&origin);
        redirect_origin(t->asked.access.server ? t->asked.access.server : whole.data, &origin);
        t->trusted = arena_strdup(&t->memory, origin.data);
    }
    str_release(&whole);
    str_release(&origin);
    return good;
}

bool redirect_guards_first(const struct fetch *t)
{
    struct str host = STR_INIT;
    const char *from = t->asked.found_at;
    bool far = from && (url_is_http(from) || source_is_command(from)); /* what a command names may be anybody's */
    if (!far || t->asked.private_addresses)
        return false;
    url_host(from, &host);
    bool guards = !str_same(host.data, t->host->name) && !address_host_is_private(host.data);
    str_release(&host);
    return guards;
}

/* Remembers where permanent redirects alone have led, the password with it while it is for the same server. */
static void note_moved(struct fetch *t)
{
    struct str origin = STR_INIT;
    struct url u, old;
    t->moved_only = t->moved_only && answer_is_permanent(&t->answer);
    if (!t->moved_only)
        return;
    redirect_origin(t->url.data, &origin);
    url_parse(t->url.data, &u);
    url_parse(t->asked.address, &old);
    str_reset(&t->moved);
    str_add(&t->moved, t->url.data, (size_t)(u.host.s - t->url.data));
    if (old.user.len && str_same(origin.data, t->origin)) {
        str_add(&t->moved, old.user.s, old.user.len);
        str_addc(&t->moved, '@');
    }
    str_adds(&t->moved, u.host.s);
    str_release(&origin);
}

const char *redirect_objection(const struct fetch *t, const char *next)
{
    if (!url_is_http(next))
        return N_("%s sends on to an address that is neither http nor https; open it in a browser to see what it wants");
    if (str_starts(t->url.data, "https:") && !str_starts_nocase(next, "https:"))
        return N_("%s sends on from https to http, where anybody may read and change what comes; it was not followed");
    if (t->hops >= FETCH_MAX_REDIRECTS || str_same(next, t->url.data))
        return N_("%s sends on and on, perhaps in a circle; open the address in a browser to see where it leads");
    return NULL;
}

static void go(struct fetch *t, const char *next)
{
    struct str name = STR_INIT;
    str_reset(&t->url);
    str_adds(&t->url, next);
    t->hops++;
    note_moved(t);
    url_host(next, &name);
    struct host *host = hosts_find(t->f, name.data);
    str_release(&name);
    if (host == t->host) {
        host_asked_again(t->f, host);
        transfer_begin(t);
        return;
    }
    host_ended(t->f, t->host);
    t->state = FETCH_WAITS;
    t->host = host;
    host_queue(t->f, host, t, true);
    fetcher_wake(t->f);
}

void redirect_follow(struct fetch *t, bool was_private)
{
    struct str resolved = STR_INIT, next = STR_INIT;
    const char *why = NULL;
    if (url_resolve(t->url.data, t->answer.location.data, &resolved))
        add_bare(resolved.data, &next);
    why = redirect_objection(t, next.data);
    t->guarded = !was_private && !t->asked.private_addresses;
    if (why) {
        words_set(t, _(why));
        fetch_over(t, FETCH_REFUSED);
    } else {
        go(t, next.data);
    }
    str_release(&resolved);
    str_release(&next);
}
