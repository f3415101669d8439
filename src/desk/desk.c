/* desk.c: the loop: greeting, orders, what is next, the end. */
#include "desk/desk.h"

#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "desk/desk_internal.h"
#include "wire/process.h"

enum {
    TICK_MS = 1000,      /* looks at the sources file and at another desk */
    TICK_SOON_MS = 100,  /* while something waits for another desk */
    GRACE_MS = 700       /* after BYE, for what is in flight: the desk is gone within a second */
};

static void serve(void *context, short events);
static void tick(void *context);

/* ---- Speaking ---- */

void desk_say(struct desk *d, enum message_kind kind, const void *value)
{
    bool was_idle = channel_queued(&d->screen) == 0;
    channel_put(&d->screen, kind, value);
    /* What is said in one turn of the loop goes in one piece. */
    if (was_idle && d->screen.fd >= 0)
        loop_watch(d->loop, d->screen.fd, POLLIN | POLLOUT, serve, d);
}

void desk_note(struct desk *d, const char *format, ...)
{
    struct str text = STR_INIT;
    va_list args;
    va_start(args, format);
    str_addv(&text, format, args);
    va_end(args);
    log_note("%s", text.data);
    desk_say(d, MESSAGE_NOTE, &(struct message_note){ .text = text.data });
    str_release(&text);
}

/* ---- Errands ---- */

void errand_begin(struct desk *d, struct errand *e)
{
    documents_stop(d);
    *vec_push(&d->errands) = e;
}

void errand_end(struct desk *d, struct errand *e)
{
    for (size_t i = 0; i < d->errands.len; i++)
        if (d->errands.items[i] == e) {
            vec_remove(&d->errands, i);
            return;
        }
}

void errands_drop(struct desk *d, bool of_round_only, const char *why)
{
    for (size_t i = d->errands.len; i-- > 0;) {
        struct errand *e = d->errands.items[i];
        if (of_round_only && !e->of_round)
            continue;
        vec_remove(&d->errands, i);
        e->drop(e, why);
    }
}

/* ---- What others need ---- */

struct fetcher *desk_fetcher(struct desk *d, struct err *err)
{
    const struct fetch_manners manners = { (int)option_get(&d->config.options, OPTION_host_connections),
                                           option_get(&d->config.options, OPTION_host_delay) };
    if (!d->fetcher)
        d->fetcher = fetcher_new(d->loop, &d->clock, &manners, err);
    return d->fetcher;
}

void desk_options(const struct desk *d, const struct source *source, struct options *out)
{
    if (source)
        source_options(&d->config.options, source, out);
    else
        options_copy(out, &d->config.options);
}

void desk_store_failed(struct desk *d, const struct err *why)
{
    struct err err = *why;
    log_note("the store: %s", err.text);
    batch_rollback(&d->batch);
    documents_free(d);
    d->all_made = true;
    /* The round first: a page that ends by itself would have it fetch the next, or be over as if all were well. */
    if (d->round)
        round_abort(d, err.text);
    else
        desk_note(d, "%s", err.text);
    errands_drop(d, false, err.text);
}

static void batch_failed(void *context, const struct err *err)
{
    desk_store_failed(context, err);
}

/* ---- What is next ---- */

static void next(void *context)
{
    struct desk *d = context;
    struct err err = { 0 };
    bool is_busy = d->round || d->errands.len;
    if (d->closing && !is_busy)
        loop_end(d->loop);
    if (d->closing || !d->opened || is_busy)
        return;
    if (batch_commit(&d->batch, &err))
        desk_note(d, "%s", err.text);
    lock_leave(&d->lock, LOCK_REFRESH);
    documents_make(d);
    shrink_later(d);
}

void desk_next(struct desk *d)
{
    loop_after(d->loop, 0, next, d);
}

/* ---- The store ---- */

static void say_ready(struct desk *d, const char *why_not)
{
    desk_say(d, MESSAGE_STORE_READY, &(struct message_store_ready){ .ok = !why_not, .text = why_not });
}

static void refuse(struct desk *d, const char *why)
{
    d->refused = true;
    lock_leave(&d->lock, LOCK_REFRESH);
    say_ready(d, why);
}

/* The file itself is seen to by whoever holds the lock; while that is another, the
 * store is opened when it is ready. */
static int open_store(struct desk *d, bool *wait, struct err *err)
{
    enum store_state state;
    if (d->lock.fd < 0 && lock_open(&d->lock, d->dir, err))
        return -1;
    bool first = lock_try(&d->lock, LOCK_REFRESH);
    int result = store_open(&d->store, d->dir, first ? STORE_DESK : STORE_SECOND, &state, err);
    *wait = result && !first && (state == STORE_MISSING || state == STORE_OLDER || err->kind == ERR_BUSY);
    return result;
}

static void open_all(struct desk *d)
{
    struct err err = { 0 };
    bool wait = false;
    d->refused = false;
    if (open_store(d, &wait, &err)) {
        if (!wait)
            refuse(d, err.text);
        return;
    }
    d->batch.store = d->store;
    d->opened = true;
    if (store_notice(d->store)[0])
        desk_note(d, "%s", store_notice(d->store));
    if (sources_sync(d, &err))
        desk_note(d, "%s", err.text);
    say_ready(d, NULL);
    parsers_warm(d->parsers);
    desk_next(d);
}

static void sync_changed(struct desk *d)
{
    struct err err = { 0 };
    if (sources_sync_changed(d, &err))
        desk_note(d, "%s", err.text);
}

static void tick(void *context)
{
    struct desk *d = context;
    if (!d->opened && !d->refused)
        open_all(d);
    if (d->opened) {
        sync_changed(d);
        follow_look(d);
        /* An opened screen may be all that keeps a store: what others brought is made too. */
        if (!d->other_runs)
            documents_make(d);
    }
    serve(d, 0);
    bool soon = d->order.is_waiting || d->other_runs || (!d->opened && !d->refused);
    loop_after(d->loop, soon ? TICK_SOON_MS : TICK_MS, tick, d);
}

/* ---- Orders ---- */

static void order_refresh(struct desk *d, const struct message_refresh *m)
{
    struct str section = STR_INIT;
    section_normalise(m->section ? m->section : "", &section);
    const struct plan plan = { .scope = (enum refresh_scope)m->scope, .source = m->source, .section = section.data,
                               .force = m->force, .now = clock_now(&d->clock), .since = INT64_MAX };
    sync_changed(d);
    if (d->round || lock_try(&d->lock, LOCK_REFRESH))
        round_order(d, &plan);
    else
        follow_wait(d, &plan);
    str_release(&section);
    loop_after(d->loop, TICK_SOON_MS, tick, d);
}

static void order_cancel(struct desk *d)
{
    struct err err = { 0 };
    if (follow_cancel(d))
        desk_say(d, MESSAGE_REFRESHED, &(struct message_refreshed){ .cancelled = true, .other = true });
    /* What the reader stops is not taken up again by itself. */
    if (d->round && store_forget_pages(d->store, &err))
        log_note("the store: %s", err.text);
    round_cancel(d);
}

/* Without a store every order is answered all the same. */
static void decline(struct desk *d, const struct message *m, const char *why)
{
    if (m->kind == MESSAGE_REFRESH)
        desk_say(d, MESSAGE_REFRESHED, &(struct message_refreshed){ .cancelled = true, .text = why });
    else if (m->kind == MESSAGE_WANT_PAGE)
        desk_say(d, MESSAGE_PAGE_DONE, &(struct message_page_done){ .article = m->want_page.article, .text = why });
    else if (m->kind == MESSAGE_WANT_DOCUMENT)
        desk_say(d, MESSAGE_MADE, &(struct message_made){ .article = m->want_document.article, .text = why });
    else if (m->kind == MESSAGE_WANT_LINK)
        desk_say(d, MESSAGE_LINK_DONE, &(struct message_link_done){ .url = m->want_link.url, .text = why });
    else if (m->kind == MESSAGE_ADD)
        desk_say(d, MESSAGE_ADDED, &(struct message_added){ .address = m->add.address, .text = why });
}

static void obey(struct desk *d, const struct message *m)
{
    switch (m->kind) {
    case MESSAGE_REFRESH: order_refresh(d, &m->refresh); break;
    case MESSAGE_CANCEL: order_cancel(d); break;
    case MESSAGE_WANT_PAGE: page_order(d, m->want_page.article); break;
    case MESSAGE_WANT_DOCUMENT: document_order(d, m->want_document.article); break;
    case MESSAGE_WANT_LINK: link_order(d, &m->want_link); break;
    case MESSAGE_ADD: add_order(d, &m->add); break;
    case MESSAGE_EDIT: sources_edit_order(d, &m->edit); break;
    default: break;
    }
}

/* ---- The end ---- */

static void out_of_time(void *context)
{
    struct desk *d = context;
    loop_end(d->loop);
}

static void close_down(struct desk *d)
{
    if (d->closing)
        return;
    d->closing = true;
    follow_cancel(d);
    documents_stop(d);
    round_cancel(d);
    loop_after(d->loop, GRACE_MS, out_of_time, d);
    desk_next(d);
}

static void take_signal(void *context, int number)
{
    (void)number;
    close_down(context);
}

/* ---- The other side ---- */

static bool greet(struct desk *d, const struct message *m)
{
    if (m->kind != MESSAGE_HELLO || !m->hello.store || !m->hello.sources)
        return false;
    desk_say(d, MESSAGE_WELCOME, &(struct message_welcome){ .version = VERSION "/" WIRE_VERSION });
    if (!str_same(m->hello.version, VERSION "/" WIRE_VERSION))
        return false;
    d->greeted = true;
    d->dir = mem_strdup(m->hello.store);
    d->sources_path = mem_strdup(m->hello.sources);
    if (m->hello.config) {
        config_load(&d->config, m->hello.config);
        d->rules_path = file_beside(m->hello.config, "feeds");
        d->page_table.path = file_beside(m->hello.config, "pages");
    }
    loop_after(d->loop, 0, tick, d);
    return true;
}

/* False where nothing more is to be heard. */
static bool handle(struct desk *d, const struct message *m)
{
    if (!d->greeted)
        return greet(d, m);
    if (m->kind == MESSAGE_BYE)
        return false;
    if (d->refused)
        open_all(d); /* what was in the way may be gone */
    if (d->opened)
        obey(d, m);
    else
        decline(d, m, _("the store cannot be opened"));
    return true;
}

/* Orders wait while another desk makes the store. */
static bool hears_orders(const struct desk *d)
{
    return !d->closing && (!d->greeted || d->opened || d->refused);
}

static void serve(void *context, short events)
{
    struct desk *d = context;
    struct message m;
    struct err err = { 0 };
    int got = events & ~POLLOUT && !d->closing ? channel_fill(&d->screen) : 0, more = 0;
    while (hears_orders(d) && (more = channel_next(&d->screen, &m, &err)) > 0)
        if (!handle(d, &m))
            close_down(d);
    if (more < 0)
        log_note("the screen: %s", err.text);
    if (more < 0 || got < 0)
        close_down(d);
    if (channel_flush(&d->screen))
        close_down(d);
    if (d->closing && !channel_queued(&d->screen))
        loop_forget(d->loop, d->screen.fd);
    else
        loop_watch(d->loop, d->screen.fd, (short)((d->closing ? 0 : POLLIN) | (channel_queued(&d->screen) ? POLLOUT : 0)), serve, d);
}

static struct desk *desk_new(int fd, const struct clock *clock)
{
    struct desk *d = mem_zero(1, sizeof *d);
    const int64_t seed[] = { clock_now(clock), getpid() };
    d->clock = *clock;
    d->loop = loop_new(clock);
    d->seed = hash_bytes(HASH_START, seed, sizeof seed);
    d->parsers = parsers_new(d->loop, clock, process_cores());
    d->batch = (struct batch){ .loop = d->loop, .clock = *clock, .failed = batch_failed, .context = d };
    config_init(&d->config);
    lock_init(&d->lock);
    channel_init(&d->screen, fd, WAY_TO_DESK);
    loop_watch(d->loop, fd, POLLIN, serve, d);
    return d;
}

static void desk_free(struct desk *d)
{
    struct err err = { 0 };
    errands_drop(d, false, NULL);
    round_abort(d, "");
    documents_free(d);
    if (batch_commit(&d->batch, &err))
        log_note("the store: %s", err.text);
    channel_flush(&d->screen);
    parsers_free(d->parsers);
    fetcher_free(d->fetcher);
    store_close(d->store);
    lock_release(&d->lock);
    follow_cancel(d);
    vec_release(&d->paused);
    vec_release(&d->errands);
    config_release(&d->config);
    free(d->dir);
    free(d->sources_path);
    free(d->rules_path);
    page_table_release(d);
    loop_free(d->loop);
    channel_release(&d->screen);
    free(d);
}

int desk_run(int fd, const struct clock *clock)
{
    static const int ends[] = { SIGTERM, SIGINT, SIGHUP };
    struct desk *d = desk_new(fd, clock);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        loop_catch(d->loop, ends[i], take_signal, d);
    loop_run(d->loop);
    int status = d->greeted ? 0 : 1;
    desk_free(d);
    return status;
}
