/* access.c: the reader's own way in: login, headers, cookies, proxy, certificates.
 *
 * Password, headers and certificate are for one server, and for no other that this
 * one names. Cookies come from her file for whom the file says; those that a server
 * sets are kept for its transfer, over its redirects, and then forgotten. */
#include "base/mem.h"
#include "fetch/fetch_internal.h"

enum { VALUE_MAX = 4000 /* bytes of a header's value that we send */ };

static const char tor[] = "socks5h://127.0.0.1:9050"; /* where Tor listens unless told otherwise (tor(1), SocksPort) */

bool access_can_send(const char *value)
{
    size_t len = 0;
    for (; value && value[len]; len++)
        if ((unsigned char)value[len] < ' ' || value[len] == 0x7F || len >= VALUE_MAX)
            return false;
    return len > 0;
}

static void add_line(struct fetch *t, const char *line)
{
    t->headers = curl_slist_append(t->headers, line);
    must(t->headers);
}

bool access_header(struct fetch *t, const char *name, const char *value)
{
    struct str line = STR_INIT;
    if (!access_can_send(value))
        return false;
    str_addf(&line, "%s: %s", name, value);
    add_line(t, line.data);
    str_release(&line);
    return true;
}

static void add_headers(struct fetch *t, const char *lines)
{
    struct str line = STR_INIT;
    for (; lines && *lines; lines += *lines == '\n') {
        size_t len = strcspn(lines, "\n");
        str_reset(&line);
        str_add(&line, lines, len);
        if (access_can_send(line.data))
            add_line(t, line.data);
        lines += len;
    }
    str_release(&line);
}

static void log_in(struct fetch *t, const char *user, const char *password, unsigned long how)
{
    curl_easy_setopt(t->curl, CURLOPT_USERNAME, user);
    curl_easy_setopt(t->curl, CURLOPT_PASSWORD, password ? password : "");
    curl_easy_setopt(t->curl, CURLOPT_HTTPAUTH, how);
}

static void set_login(struct fetch *t)
{
    static const unsigned long kinds[] = { [FETCH_LOGIN_ANY] = CURLAUTH_BASIC | CURLAUTH_DIGEST,
                                           [FETCH_LOGIN_BASIC] = CURLAUTH_BASIC,
                                           [FETCH_LOGIN_DIGEST] = CURLAUTH_DIGEST };
    const struct fetch_access *a = &t->asked.access;
    struct str value = STR_INIT;
    if (a->login == FETCH_LOGIN_BEARER && t->secret) {
        str_addf(&value, "Bearer %s", t->secret);
        access_header(t, "Authorization", value.data);
    } else if (a->user) {
        log_in(t, a->user, t->secret, kinds[a->login]);
    }
    str_release(&value);
}

static void set_certificates(struct fetch *t)
{
    const struct fetch_access *a = &t->asked.access;
    if (!a->certificate)
        return;
    curl_easy_setopt(t->curl, CURLOPT_SSLCERT, a->certificate);
    if (a->key)
        curl_easy_setopt(t->curl, CURLOPT_SSLKEY, a->key);
}

static void set_proxy(struct fetch *t)
{
    const char *proxy = t->asked.access.proxy;
    if (proxy)
        curl_easy_setopt(t->curl, CURLOPT_PROXY, str_same(proxy, "none") ? "" : str_same(proxy, "tor") ? tor : proxy);
}

static bool is_server(const struct fetch *t, const char *origin)
{
    struct str here = STR_INIT;
    redirect_origin(t->url.data, &here);
    bool same = str_same(here.data, origin);
    str_release(&here);
    return same;
}

bool access_is_trusted(const struct fetch *t)
{
    return is_server(t, t->trusted);
}

void access_set(struct fetch *t)
{
    const struct fetch_access *a = &t->asked.access;
    if (access_is_trusted(t)) {
        set_login(t);
        set_certificates(t);
        add_headers(t, a->headers);
    }
    if (t->user && is_server(t, t->origin))
        log_in(t, t->user, t->password, CURLAUTH_BASIC);
    if (a->ca_file)
        curl_easy_setopt(t->curl, CURLOPT_CAINFO, a->ca_file);
    curl_easy_setopt(t->curl, CURLOPT_COOKIEFILE, a->cookies ? a->cookies : "");
    for (const struct curl_slist *c = t->cookies; c; c = c->next)
        curl_easy_setopt(t->curl, CURLOPT_COOKIELIST, c->data);
    set_proxy(t);
}

void access_keep_cookies(struct fetch *t)
{
    curl_slist_free_all(t->cookies);
    t->cookies = NULL;
    if (answer_is_redirect(&t->answer))
        curl_easy_getinfo(t->curl, CURLINFO_COOKIELIST, &t->cookies);
}
