/* transfer.c: one hop: a request and its answer. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "fetch/address.h"
#include "fetch/fetch_internal.h"

enum {
    CONNECT_SECONDS = 10,
    SLOW_BYTES = 100, /* a second, for SLOW_SECONDS: what is slower is as good as gone */
    SLOW_SECONDS = 20,
    UNWANTED_MAX = 64 << 10 /* of the body of an error page or a redirect: then the connection is not worth it */
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
    if (t->guarded && !redirect_has_proxy(t) && address_is_private(&address->addr)) {
        t->refused = true;
        return CURL_SOCKET_BAD;
    }
    int fd = socket(address->family, address->socktype, address->protocol);
    t->starved = fd < 0 && (errno == EMFILE || errno == ENFILE);
    if (fd >= 0)
        fcntl(fd, F_SETFD, FD_CLOEXEC);
    return fd >= 0 ? fd : CURL_SOCKET_BAD;
}

static void set_request(struct fetch *t)
{
    bool tag = access_header(t, "If-None-Match", t->asked.etag);
    bool date = access_header(t, "If-Modified-Since", t->asked.last_modified);
    t->conditional = tag || date;
    access_header(t, "Accept", t->asked.accept);
    curl_easy_setopt(t->curl, CURLOPT_USERAGENT, access_can_send(t->asked.user_agent) ? t->asked.user_agent : PACKAGE "/" VERSION);
    curl_easy_setopt(t->curl, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(t->curl, CURLOPT_URL, t->url.data);
}

static void set_times(struct fetch *t)
{
    int64_t left = t->asked.timeout * 1000 - t->spent;
    int64_t connect = (t->asked.access.connect_timeout ? t->asked.access.connect_timeout : CONNECT_SECONDS) * 1000;
    left = left < 1 ? 1 : left > INT32_MAX ? INT32_MAX : left;
    curl_easy_setopt(t->curl, CURLOPT_TIMEOUT_MS, (long)left);
    curl_easy_setopt(t->curl, CURLOPT_CONNECTTIMEOUT_MS, (long)(left < connect ? left : connect));
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
    if (t->guarded && redirect_has_proxy(t))
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
    if (!password_ready(t))
        return;
    if (t->guarded && address_host_is_private(t->host->name)) {
        refuse(t);
        return;
    }
    t->curl = curl_easy_init();
    must(t->curl);
    set_transport(t);
    set_callbacks(t);
    set_request(t);
    access_set(t);
    curl_easy_setopt(t->curl, CURLOPT_HTTPHEADER, t->headers);
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
    if (!redirect_has_proxy(t))
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
        if (t->answer.status == 401)
            password_forget(t);
        words_status(t);
        fetch_over(t, FETCH_STATUS);
    }
}

void transfer_ended(struct fetch *t, CURLcode code)
{
    bool private = was_private(t);
    enum fetch_end end = t->fault;
    t->spent += clock_tick(&t->f->clock) - t->hop_began;
    access_keep_cookies(t);
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
