/* multi.c: libcurl's sockets and its timer, watched by the loop. */
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "fetch/fetch_internal.h"

/* Transfers that ended; each callback may drop others, which then only are marked. */
static void collect(struct multi *m)
{
    CURLMsg *message;
    int left;
    while ((message = curl_multi_info_read(m->curl, &left))) {
        char *t = NULL;
        if (message->msg != CURLMSG_DONE)
            continue;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &t);
        transfer_ended((struct fetch *)(void *)t, message->data.result);
    }
}

static void advance(struct multi *m, curl_socket_t s, int events)
{
    int running;
    curl_multi_socket_action(m->curl, s, events, &running);
    collect(m);
}

/* The loop says only which socket's watch it is by the context: one for each socket. */
struct watched {
    struct multi *m;
    curl_socket_t s;
};

static void ready(void *context, short events)
{
    struct watched w = *(struct watched *)context;
    int flags = 0;
    if (events & (POLLIN | POLLHUP))
        flags |= CURL_CSELECT_IN;
    if (events & POLLOUT)
        flags |= CURL_CSELECT_OUT;
    if (events & (POLLERR | POLLNVAL))
        flags |= CURL_CSELECT_ERR;
    advance(w.m, w.s, flags);
}

static void due(void *context)
{
    advance(context, CURL_SOCKET_TIMEOUT, 0);
}

static int socket_changed(CURL *curl, curl_socket_t s, int what, void *context, void *socket_context)
{
    struct multi *m = context;
    struct watched *w = socket_context;
    (void)curl;
    if (what == CURL_POLL_REMOVE) {
        loop_forget(m->f->loop, s);
        curl_multi_assign(m->curl, s, NULL);
        free(w);
        return 0;
    }
    if (!w) {
        w = mem_zero(1, sizeof *w);
        *w = (struct watched){ m, s };
        curl_multi_assign(m->curl, s, w);
    }
    short events = (short)((what & CURL_POLL_IN ? POLLIN : 0) | (what & CURL_POLL_OUT ? POLLOUT : 0));
    loop_watch(m->f->loop, s, events, ready, w);
    return 0;
}

static int timer_changed(CURLM *curl, long ms, void *context)
{
    struct multi *m = context;
    (void)curl;
    if (ms < 0)
        loop_stop(m->f->loop, due, m);
    else
        loop_after(m->f->loop, ms, due, m);
    return 0;
}

int multi_init(struct multi *m, struct fetcher *f, struct err *err)
{
    m->f = f;
    m->curl = curl_multi_init();
    if (!m->curl)
        return err_set(err, ERR_SYSTEM, _("libcurl cannot be started; install it again"));
    curl_multi_setopt(m->curl, CURLMOPT_SOCKETFUNCTION, socket_changed);
    curl_multi_setopt(m->curl, CURLMOPT_SOCKETDATA, m);
    curl_multi_setopt(m->curl, CURLMOPT_TIMERFUNCTION, timer_changed);
    curl_multi_setopt(m->curl, CURLMOPT_TIMERDATA, m);
    curl_multi_setopt(m->curl, CURLMOPT_PIPELINING, (long)CURLPIPE_MULTIPLEX);
    curl_multi_setopt(m->curl, CURLMOPT_MAXCONNECTS, (long)f->most);
    curl_multi_setopt(m->curl, CURLMOPT_MAX_TOTAL_CONNECTIONS, (long)(f->most + FETCH_URGENT_CONNECTIONS));
    return 0;
}

void multi_release(struct multi *m)
{
    if (!m->curl)
        return;
    curl_multi_cleanup(m->curl);
    loop_stop(m->f->loop, due, m);
    m->curl = NULL;
}
