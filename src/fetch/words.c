/* words.c: how a transfer failed, in words for the reader: who, what, and what
 * can be done. */
#include "base/i18n.h"
#include "fetch/address.h"
#include "fetch/fetch_internal.h"

void words_set(struct fetch *t, const char *format)
{
    str_reset(&t->text);
    str_addf(&t->text, format, t->host->name);
}

/* One %s each: the host. */
static const struct {
    CURLcode code;
    enum fetch_end end;
    const char *text;
} codes[] = {
    { CURLE_COULDNT_RESOLVE_HOST, FETCH_NAME, N_("there is no host %s; is the address written right?") },
    { CURLE_COULDNT_RESOLVE_PROXY, FETCH_NAME, N_("%s: the proxy on the way is not known; check proxy, or http_proxy and the like") },
    { CURLE_COULDNT_CONNECT, FETCH_CONNECT, N_("%s cannot be reached; its server may be down") },
    { CURLE_OPERATION_TIMEDOUT, FETCH_TIMEOUT, N_("%s took too long; raise timeout if it is always slow") },
    { CURLE_SSL_CONNECT_ERROR, FETCH_TLS, N_("%s: no secure connection could be made") },
    { CURLE_PEER_FAILED_VERIFICATION, FETCH_TLS,
      N_("%s cannot prove that it is who it says: its certificate is wrong or out of date (or this machine's clock is)") },
    { CURLE_SSL_CACERT_BADFILE, FETCH_TLS, N_("%s: the certificates to trust cannot be read; check ca-file, or install ca-certificates") },
    { CURLE_SSL_CERTPROBLEM, FETCH_TLS, N_("%s wants a certificate: check client-certificate and client-key") },
    { CURLE_SSL_CIPHER, FETCH_TLS, N_("%s: no secure connection could be made") },
    { CURLE_SSL_ISSUER_ERROR, FETCH_TLS, N_("%s: no secure connection could be made") },
    { CURLE_SSL_INVALIDCERTSTATUS, FETCH_TLS, N_("%s: its certificate has been revoked") },
    { CURLE_PARTIAL_FILE, FETCH_BROKEN, N_("%s broke off in the middle; try again") },
    { CURLE_RECV_ERROR, FETCH_BROKEN, N_("%s broke off in the middle; try again") },
    { CURLE_SEND_ERROR, FETCH_BROKEN, N_("%s broke off before it was asked; try again") },
    { CURLE_GOT_NOTHING, FETCH_BROKEN, N_("%s hung up without an answer; try again") },
    { CURLE_BAD_CONTENT_ENCODING, FETCH_BROKEN, N_("%s sent a compressed answer that cannot be unpacked") },
    { CURLE_OUT_OF_MEMORY, FETCH_TOO_LARGE, N_("%s sent more headers than telex takes") },
    { CURLE_URL_MALFORMAT, FETCH_REFUSED, N_("%s: the address cannot be read; is it written right?") },
};

static void set_fault(struct fetch *t)
{
    if (t->fault == FETCH_TOO_LARGE && t->header_bytes > FETCH_MAX_HEADERS)
        words_set(t, _("%s sent more headers than telex takes"));
    else if (t->fault == FETCH_TOO_LARGE)
        words_set(t, _("%s sent more than the limit; raise size-limit if that is right"));
}

/* Where no network is up it is nobody's fault. */
static bool is_offline(const struct fetch *t, enum fetch_end end)
{
    return (end == FETCH_NAME || end == FETCH_CONNECT) && !address_host_is_loopback(t->host->name) && !address_online();
}

void words_code(struct fetch *t, CURLcode code, enum fetch_end *end)
{
    *end = t->fault;
    set_fault(t);
    if (t->fault != FETCH_WHOLE)
        return;
    *end = FETCH_BROKEN;
    const char *text = N_("%s did not answer as a web server does");
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        if (codes[i].code == code) {
            *end = codes[i].end;
            text = codes[i].text;
        }
    if (t->starved) {
        text = N_("%s could not be asked, for telex may open no more files; raise the limit (ulimit -n)");
    } else if (is_offline(t, *end)) {
        *end = FETCH_OFFLINE;
        text = N_("no network: %s was not asked");
    }
    words_set(t, _(text));
}

static const struct {
    int status;
    const char *text;
} statuses[] = {
    { 304, N_("%s says that nothing has changed, though it was not asked that; try again") },
    { 401, N_("%s asks for a name and password; give the source login= and password-file=") },
    { 402, N_("%s wants to be paid") },
    { 403, N_("%s refuses to give this") },
    { 404, N_("%s has nothing at this address") },
    { 407, N_("the proxy on the way to %s asks for a name and password; write them into its address") },
    { 410, N_("%s has removed this for good") },
    { 429, N_("%s was asked too often; it is left alone for a while") },
    { 451, N_("%s may not give this for reasons of law") },
};

void words_status(struct fetch *t)
{
    int status = t->answer.status;
    const char *text = status >= 500 ? N_("%s has trouble of its own; telex will ask again later") : N_("%s gave an answer that telex cannot use");
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++)
        if (statuses[i].status == status)
            text = statuses[i].text;
    words_set(t, _(text));
    str_addf(&t->text, " (%d)", status);
}
