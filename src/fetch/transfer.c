/* transfer.c: one hop: a request and its answer. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "fetch/address.h"
#include "fetch/fetch_internal.h"

enum {
    CONNECT_MS = 10000,
    SLOW_BYTES = 100, /* a second, for SLOW_SECONDS: what is slower is as good as gone */
    SLOW_SECONDS = 20,
    UNWANTED_MAX = 64 << 10, /* of the body of an error page or a redirect: then the connection is not worth it */
    VALUE_MAX = 4000         /* bytes of a header's value that we send */
};

static size_t header_came(char *bytes, size_t size, size_t count, void *context)
{
    struct fetch *t = context;
    size_t len = size * count;
    t->header_bytes += len;
    if (t->header_bytes > FETCH_MAX_HEADERS)
        t->fault = FETCH_TOO_LARGE;
    if (t->dropped || t->fault != FETCH_WHOLE)
        return 0;
    answer_line(&t->answer, bytes, len);
    return len;
}

/* libcurl takes 0 for "end it", and CURL_WRITEFUNC_PAUSE for "the same again later". */
static size_t body_came(char *bytes, size_t size, size_t count, void *context)
{
    struct fetch *t = context;
    size_t len = size * count;
    if (t->dropped || !len)
        return 0;
    if (!answer_has_body(&t->answer)) {
        t->unwanted += len;
        return t->unwanted > UNWANTED_MAX ? 0 : len;
    }
    if (t->paused) {
        t->held = true;
        return CURL_WRITEFUNC_PAUSE;
    }
    return fetch_hand_on(t, bytes, len) ? len : 0;
}

/* The only place where a private address is met whatever its name and spelling. */
static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct fetch *t = context;
    (void)purpose;
    if (t->guarded && !redirect_has_proxy(t->url.data) && address_is_private(&address->addr)) {
        t->refused = true;
        return CURL_SOCKET_BAD;
    }
    int fd = socket(address->family, address->socktype, address->protocol);
    t->starved = fd < 0 && (errno == EMFILE || errno == ENFILE);
    if (fd >= 0)
        fcntl(fd, F_SETFD, FD_CLOEXEC);
    return fd >= 0 ? fd : CURL_SOCKET_BAD;
}

/* What came from outside must not add lines to our request. */
static bool can_send(const char *value)
{
    size_t len = 0;
    for (; value && value[len]; len++)
        if ((unsigned char)value[len] < ' ' || value[len] == 0x7F || len >= VALUE_MAX)
            return false;
    return len > 0;
}

static bool add_header(struct fetch *t, const char *name, const char *value)
{
    struct str line = STR_INIT;
    if (!can_send(value))
        return false;
    str_addf(&line, "%s: %s", name, value);
    t->headers = curl_slist_append(t->headers, line.data);
    must(t->headers);
    str_release(&line);
    return true;
}

static void set_request(struct fetch *t)
{
    bool tag = add_header(t, "If-None-Match", t->asked.etag);
    bool date = add_header(t, "If-Modified-Since", t->asked.last_modified);
    t->conditional = tag || date;
    add_header(t, "Accept", t->asked.accept);
    curl_easy_setopt(t->curl, CURLOPT_HTTPHEADER, t->headers);
    curl_easy_setopt(t->curl, CURLOPT_USERAGENT, can_send(t->asked.user_agent) ? t->asked.user_agent : PACKAGE "/" VERSION);
    curl_easy_setopt(t->curl, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(t->curl, CURLOPT_URL, t->url.data);
}

/* The password is for the server of the address, and for no other that this one names. */
static void set_password(struct fetch *t)
{
    struct str origin = STR_INIT;
    redirect_origin(t->url.data, &origin);
    if (t->user && str_same(origin.data, t->origin)) {
        curl_easy_setopt(t->curl, CURLOPT_USERNAME, t->user);
        curl_easy_setopt(t->curl, CURLOPT_PASSWORD, t->password);
    }
    str_release(&origin);
}

static void set_times(struct fetch *t)
{
    int64_t left = t->asked.timeout * 1000 - t->spent;
    left = left < 1 ? 1 : left > INT32_MAX ? INT32_MAX : left;
    curl_easy_setopt(t->curl, CURLOPT_TIMEOUT_MS, (long)left);
    curl_easy_setopt(t->curl, CURLOPT_CONNECTTIMEOUT_MS, (long)(left < CONNECT_MS ? left : CONNECT_MS));
    curl_easy_setopt(t->curl, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES);
    curl_easy_setopt(t->curl, CURLOPT_LOW_SPEED_TIME, (long)SLOW_SECONDS);
}

static void set_transport(struct fetch *t)
{
    curl_easy_setopt(t->curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(t->curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(t->curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
    /* Without TLS only the first answer tells that nothing can be shared, and one that hangs would hold up the rest. */
    curl_easy_setopt(t->curl, CURLOPT_PIPEWAIT, (long)str_starts(t->url.data, "https:"));
    curl_easy_setopt(t->curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(t->curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(t->curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(t->curl, CURLOPT_OPENSOCKETDATA, t);
    if (t->f->share)
        curl_easy_setopt(t->curl, CURLOPT_SHARE, t->f->share);
    /* Past a proxy nothing could be checked, so that nothing goes past it. */
    if (t->guarded && redirect_has_proxy(t->url.data))
        curl_easy_setopt(t->curl, CURLOPT_NOPROXY, "");
}

static void set_callbacks(struct fetch *t)
{
    curl_easy_setopt(t->curl, CURLOPT_PRIVATE, t);
    curl_easy_setopt(t->curl, CURLOPT_ERRORBUFFER, t->error);
    curl_easy_setopt(t->curl, CURLOPT_HEADERFUNCTION, header_came);
    curl_easy_setopt(t->curl, CURLOPT_HEADERDATA, t);
    curl_easy_setopt(t->curl, CURLOPT_WRITEFUNCTION, body_came);
    curl_easy_setopt(t->curl, CURLOPT_WRITEDATA, t);
}

static void reset_hop(struct fetch *t)
{
    answer_release(&t->answer);
    answer_init(&t->answer);
    t->unwanted = 0;
    t->refused = t->held = t->starved = false;
    t->error[0] = '\0';
    t->hop_began = clock_tick(&t->f->clock);
}

static void refuse(struct fetch *t)
{
    words_set(t, _("%s is an address of this machine or its own network, and was not asked; allow it by private-addresses = yes"));
    fetch_over(t, FETCH_REFUSED);
}

void transfer_begin(struct fetch *t)
{
    reset_hop(t);
    if (t->guarded && address_host_is_private(t->host->name)) {
        refuse(t);
        return;
    }
    t->curl = curl_easy_init();
    must(t->curl);
    set_transport(t);
    set_callbacks(t);
    set_request(t);
    set_password(t);
    set_times(t);
    t->multi = t->guarded ? &t->f->guarded : &t->f->open;
    must(curl_multi_add_handle(t->multi->curl, t->curl) == CURLM_OK);
}

void transfer_close(struct fetch *t)
{
    curl_multi_remove_handle(t->multi->curl, t->curl);
    curl_easy_cleanup(t->curl);
    curl_slist_free_all(t->headers);
    t->curl = NULL;
    t->headers = NULL;
}

void transfer_resume(struct fetch *t)
{
    if (t->curl && t->held) {
        t->held = false;
        curl_easy_pause(t->curl, CURLPAUSE_CONT);
    }
}

static bool was_private(struct fetch *t)
{
    char *ip = NULL;
    if (!redirect_has_proxy(t->url.data))
        curl_easy_getinfo(t->curl, CURLINFO_PRIMARY_IP, &ip);
    return address_host_is_private(ip && *ip ? ip : t->host->name);
}

static void end_whole(struct fetch *t)
{
    if (!fetch_begin_body(t))
        fetch_over(t, FETCH_STOPPED); /* dropped: it only goes */
    else
        fetch_over(t, FETCH_WHOLE);
}

/* An answer that came whole, as far as it is wanted. */
static void end_by_status(struct fetch *t, bool private)
{
    if (answer_is_redirect(&t->answer)) {
        redirect_follow(t, private);
    } else if (t->answer.status == 304 && t->conditional) {
        fetch_over(t, FETCH_NOT_MODIFIED);
    } else if (answer_has_body(&t->answer)) {
        end_whole(t);
    } else {
        words_status(t);
        fetch_over(t, FETCH_STATUS);
    }
}

void transfer_ended(struct fetch *t, CURLcode code)
{
    bool private = was_private(t);
    enum fetch_end end = t->fault;
    t->spent += clock_tick(&t->f->clock) - t->hop_began;
    transfer_close(t);
    if (t->dropped) {
        fetch_over(t, FETCH_STOPPED);
    } else if (t->refused && code != CURLE_OK) {
        refuse(t);
    } else if (t->fault == FETCH_WHOLE && (code == CURLE_OK || (t->answer.whole && !answer_has_body(&t->answer)))) {
        end_by_status(t, private);
    } else {
        words_code(t, code, &end);
        fetch_over(t, end);
    }
}
