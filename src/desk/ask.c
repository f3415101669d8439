/* ask.c: one question to a publisher, and its whole answer. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/desk_internal.h"
#include "model/condition.h"

enum {
    HELD_MAX = 1 << 20, /* bytes of answers in memory beyond which transfers pause while parsers have enough to do */
    SPARE = 3 << 20,    /* and below which a large one need not go to a file */
    AHEAD = 8           /* transfers that go on when they have nothing */
};

struct fetch_request ask_request(const char *address, const struct options *o)
{
    return (struct fetch_request){
        .address = address,
        .user_agent = option_text(o, OPTION_user_agent),
        .timeout = option_get(o, OPTION_timeout),
        .size_limit = option_get(o, OPTION_size_limit),
        .private_addresses = option_get(o, OPTION_private_addresses) != 0,
        .access = { .headers = option_text(o, OPTION_header),
                    .user = option_text(o, OPTION_login),
                    .password_file = option_text(o, OPTION_password_file),
                    .password_command = option_text(o, OPTION_password_command),
                    .login = (enum fetch_login)option_get(o, OPTION_login_kind),
                    .cookies = option_text(o, OPTION_cookies),
                    .proxy = option_text(o, OPTION_proxy),
                    .ca_file = option_text(o, OPTION_ca_file),
                    .certificate = option_text(o, OPTION_client_certificate),
                    .key = option_text(o, OPTION_client_key),
                    .connect_timeout = option_get(o, OPTION_connect_timeout) },
    };
}

static void take_head(void *context, const char *url, const char *content_type)
{
    struct ask *a = context;
    a->began = true;
    free(a->url);
    free(a->content_type);
    a->url = mem_strdup(url);
    a->content_type = mem_strdup(content_type ? content_type : "");
}

static void weigh(struct ask *a)
{
    size_t now = spool_weight(&a->body);
    a->desk->held += now - a->held;
    a->held = now;
}

/* While whole answers wait there will be room: they are on their way to a parser. */
static bool is_crowded(const struct desk *d)
{
    return d->held >= HELD_MAX && d->whole > 0;
}

static enum fetch_take take_body(void *context, const void *bytes, size_t len)
{
    struct ask *a = context;
    struct desk *d = a->desk;
    a->began = true;
    spool_allow(&a->body, d->held < SPARE ? SPOOL_LARGE : SPOOL_MEMORY);
    if (spool_add(&a->body, bytes, len, &a->err))
        return FETCH_STOP;
    weigh(a);
    if (a->has_waited || !is_crowded(d))
        return FETCH_GO_ON;
    a->has_waited = true;
    *vec_push(&d->paused) = a;
    return FETCH_PAUSE;
}

static void take_end(void *context, const struct fetch_result *r)
{
    struct ask *a = context;
    a->transfer = NULL;
    a->end = r->end;
    a->retry_after = r->retry_after;
    a->max_age = r->max_age;
    a->took = r->took;
    a->moved_to = mem_strdup(r->moved_to);
    a->etag = mem_strdup(r->etag);
    a->last_modified = mem_strdup(r->last_modified);
    if (!a->url)
        a->url = mem_strdup(r->url ? r->url : "");
    if (!a->content_type)
        a->content_type = mem_strdup(r->content_type ? r->content_type : "");
    health_outcome(r, clock_now(&a->desk->clock), &a->outcome);
    a->is_whole = true;
    a->desk->whole++;
    if (!a->filter || a->err.text[0] || !ask_has_body(a) || !filter_start(a))
        a->done(a->context, a);
}

int ask_start(struct desk *d, struct ask *a, const struct fetch_request *request, void (*done)(void *context, struct ask *a),
              void *context)
{
    const struct fetch_sink sink = { a, take_head, take_body, take_end };
    *a = (struct ask){ .desk = d, .size_limit = request->size_limit, .context = context, .done = done };
    spool_init(&a->body, d->dir);
    spool_init(&a->filtered, d->dir);
    struct fetcher *f = desk_fetcher(d, &a->err);
    a->transfer = f ? fetch_start(f, request, &sink, &a->err) : NULL;
    a->outcome = (struct outcome){ .kind = OUTCOME_REFUSED, .when = clock_now(&d->clock) };
    outcome_say(&a->outcome, a->err.text);
    return a->transfer ? 0 : -1;
}

static void forget_paused(struct ask *a)
{
    for (size_t i = 0; i < a->desk->paused.len; i++)
        if (a->desk->paused.items[i] == a) {
            vec_remove(&a->desk->paused, i);
            return;
        }
}

void ask_filter(struct ask *a, const char *command)
{
    a->filter = *command ? mem_strdup(command) : NULL;
}

void ask_drop(struct ask *a)
{
    run_drop(a->command);
    a->command = NULL;
    if (!a->transfer)
        return;
    forget_paused(a);
    fetch_drop(a->transfer);
    a->transfer = NULL;
}

/* For each that ends another goes on, to its end: all a little at a time would fill
 * the memory with a hundred halves. So there is always one that does not wait. */
static void go_on(struct desk *d)
{
    size_t most = d->whole ? 1 : AHEAD;
    for (size_t i = 0; i < most && d->paused.len; i++) {
        struct ask *next = d->paused.items[0];
        vec_remove(&d->paused, 0);
        fetch_resume(next->transfer);
    }
}

void ask_release(struct ask *a)
{
    struct desk *d = a->desk;
    if (!d)
        return;
    ask_drop(a);
    d->held -= a->held;
    d->whole -= a->is_whole;
    spool_release(&a->body);
    filter_release(a);
    free(a->url);
    free(a->content_type);
    free(a->moved_to);
    free(a->etag);
    free(a->last_modified);
    *a = (struct ask){ 0 };
    go_on(d);
}

bool ask_has_body(const struct ask *a)
{
    return a->end == FETCH_WHOLE || ((a->end == FETCH_TOO_LARGE || a->end == FETCH_BROKEN) && a->body.len > 0);
}
