#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "conf/sources_file.h"
#include "fetch/fetch_internal.h"
#include "text/url.h"

static void settle(void *context);

/* Descriptors that whoever runs this needs for itself, and those that a connection
 * may take while it is made (two families' sockets, the resolver's pair). */
enum { FILES_KEPT = 32, FILES_PER_CONNECTION = 4 };

static int most_connections(void)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= FILES_KEPT + FILES_PER_CONNECTION * FETCH_MAX_CONNECTIONS)
        return FETCH_MAX_CONNECTIONS;
    int room = ((int)files.rlim_cur - FILES_KEPT) / FILES_PER_CONNECTION;
    return room > 1 ? room : 1;
}

static int start_curl(struct fetcher *f, struct err *err)
{
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        return err_set(err, ERR_SYSTEM, _("libcurl cannot be started; install it again"));
    f->share = curl_share_init();
    if (f->share)
        curl_share_setopt(f->share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
    if (multi_init(&f->open, f, err) != 0 || multi_init(&f->guarded, f, err) != 0)
        return -1;
    return 0;
}

struct fetcher *fetcher_new(struct loop *l, const struct clock *clock, const struct fetch_manners *manners, struct err *err)
{
    struct fetcher *f = mem_zero(1, sizeof *f);
    f->loop = l;
    f->clock = *clock;
    f->manners = *manners;
    f->most = most_connections();
    hosts_init(f);
    ring_init(&f->all);
    ring_init(&f->chores);
    ring_init(&f->reading);
    if (start_curl(f, err) != 0) {
        fetcher_free(f);
        return NULL;
    }
    return f;
}

static void free_fetch(struct fetch *t)
{
    if (t->curl)
        transfer_close(t);
    local_close(t);
    exec_close(t);
    if (t->state == FETCH_RUNS)
        host_ended(t->f, t->host);
    t->f->busy--;
    ring_leave(&t->all);
    ring_leave(&t->place);
    ring_leave(&t->chore);
    answer_release(&t->answer);
    curl_slist_free_all(t->cookies);
    str_release(&t->told);
    str_release(&t->url);
    str_release(&t->moved);
    str_release(&t->text);
    arena_release(&t->memory);
    free(t);
}

void fetcher_free(struct fetcher *f)
{
    if (!f)
        return;
    loop_stop(f->loop, settle, f);
    while (!ring_is_alone(&f->all))
        free_fetch(ring_of(f->all.after, struct fetch, all));
    loop_stop(f->loop, settle, f);
    loop_stop(f->loop, local_turn, f);
    multi_release(&f->open);
    multi_release(&f->guarded);
    if (f->share)
        curl_share_cleanup(f->share);
    hosts_release(f);
    secrets_release(f);
    curl_global_cleanup();
    free(f);
}

size_t fetcher_busy(const struct fetcher *f)
{
    return f->busy;
}

void fetcher_wake(struct fetcher *f)
{
    if (!f->settling)
        loop_after(f->loop, 0, settle, f);
    f->settling = true;
}

static const char *or_null(const struct str *s)
{
    return s->len ? s->data : NULL;
}

static bool is_well(enum fetch_end end)
{
    return end == FETCH_WHOLE || end == FETCH_NOT_MODIFIED;
}

static void tell(struct fetch *t)
{
    int64_t now = clock_now(&t->f->clock);
    const struct answer *a = &t->answer;
    struct fetch_result result = {
        .end = t->end,
        .status = a->status,
        .url = t->url.data,
        .moved_to = is_well(t->end) ? or_null(&t->moved) : NULL,
        .content_type = a->type.data,
        .etag = t->is_file ? t->file_tag : or_null(&a->etag),
        .last_modified = or_null(&a->last_modified),
        .retry_after = answer_retry_after(a, now),
        .max_age = answer_max_age(a, now),
        .bytes = t->bytes,
        .took = t->spent > t->idle ? t->spent - t->idle : 0,
        .text = t->text.data,
    };
    t->sink.done(t->sink.context, &result);
    free_fetch(t);
}

void fetch_over(struct fetch *t, enum fetch_end end)
{
    must(t->state != FETCH_OVER);
    if (t->dropped) {
        free_fetch(t);
        return;
    }
    if (t->state == FETCH_RUNS)
        host_ended(t->f, t->host);
    t->state = FETCH_OVER;
    t->end = end;
    fetcher_wake(t->f);
    log_note("fetch: %s ended as %d, status %d, %lld bytes %s", t->host->name, (int)end, t->answer.status, (long long)t->bytes, t->error);
    if (!t->paused)
        tell(t);
}

bool fetch_begin_body(struct fetch *t)
{
    if (!t->begun && t->sink.head)
        t->sink.head(t->sink.context, t->url.data, t->answer.type.data);
    t->begun = true;
    return !t->dropped;
}

bool fetch_hand_on(struct fetch *t, const void *bytes, size_t len)
{
    if ((int64_t)len > t->asked.size_limit - t->bytes) {
        t->fault = FETCH_TOO_LARGE;
        return false;
    }
    t->bytes += (int64_t)len;
    if (!fetch_begin_body(t))
        return false;
    enum fetch_take take = t->sink.body(t->sink.context, bytes, len);
    if (take == FETCH_STOP)
        t->fault = FETCH_STOPPED;
    t->paused = take == FETCH_PAUSE && !t->dropped;
    t->pause_began = t->paused ? clock_tick(&t->f->clock) : 0;
    return take != FETCH_STOP && !t->dropped;
}

static const char *own(struct fetch *t, const char *s)
{
    return s && *s ? arena_strdup(&t->memory, s) : NULL;
}

/* "~/" is the reader's home. */
static const char *own_file(struct fetch *t, const char *path)
{
    char *whole = path && *path ? file_expand(path) : NULL;
    const char *mine = own(t, whole);
    free(whole);
    return mine;
}

static void copy_access(struct fetch *t, const struct fetch_access *a)
{
    struct fetch_access *mine = &t->asked.access;
    mine->server = own(t, a->server);
    mine->headers = own(t, a->headers);
    mine->user = own(t, a->user);
    mine->password_file = own(t, a->password_file);
    mine->password_command = own(t, a->password_command);
    mine->cookies = own_file(t, a->cookies);
    mine->proxy = own(t, a->proxy);
    mine->ca_file = own_file(t, a->ca_file);
    mine->certificate = own_file(t, a->certificate);
    mine->key = own_file(t, a->key);
}

static void copy_request(struct fetch *t, const struct fetch_request *r)
{
    t->asked = *r;
    t->asked.address = own(t, r->address);
    t->asked.etag = own(t, r->etag);
    t->asked.last_modified = own(t, r->last_modified);
    t->asked.user_agent = own(t, r->user_agent);
    t->asked.accept = own(t, r->accept);
    t->asked.found_at = own(t, r->found_at);
    copy_access(t, &r->access);
}

static struct fetch *new_fetch(struct fetcher *f, const struct fetch_sink *sink)
{
    struct fetch *t = mem_zero(1, sizeof *t);
    t->f = f;
    t->sink = *sink;
    t->fd = -1;
    t->moved_only = true;
    ring_init(&t->all);
    ring_init(&t->place);
    ring_init(&t->chore);
    answer_init(&t->answer);
    str_init(&t->told, 0);
    str_init(&t->url, 0);
    str_init(&t->moved, 0);
    str_init(&t->text, 0);
    ring_join(&t->all, &f->all);
    f->busy++;
    return t;
}

/* Commands have a line of their own. */
static int place_command(struct fetch *t, const char *address, struct err *err)
{
    if (!t->asked.may_run)
        return err_set(err, ERR_USAGE, _("%s is a command, and only the sources file itself can name one"), address);
    t->is_command = true;
    str_adds(&t->url, address);
    t->host = hosts_find(t->f, HOST_COMMANDS);
    return 0;
}

/* Where it is asked for: a file's path in t->url until it is opened, or a host. */
static int find_place(struct fetch *t, const char *address, struct err *err)
{
    struct str host = STR_INIT;
    if (source_is_command(address))
        return place_command(t, address, err);
    t->is_file = address[0] == '/' || str_starts_nocase(address, "file:");
    bool good = t->is_file ? address[0] == '/' || url_to_path(address, &host) : redirect_split(t, address);
    if (good && t->is_file)
        str_adds(&t->url, address[0] == '/' ? address : host.data);
    else if (good)
        url_host(t->url.data, &host);
    if (good)
        t->host = hosts_find(t->f, t->is_file ? "" : host.data);
    str_release(&host);
    if (good)
        return 0;
    if (t->is_file)
        return err_set(err, ERR_USAGE, _("%s: a file of this machine is written file:///path"), address);
    return err_set(err, ERR_USAGE, _("%s: only http, https and files can be read; write https://… or an absolute path"), address);
}

struct fetch *fetch_start(struct fetcher *f, const struct fetch_request *request, const struct fetch_sink *sink, struct err *err)
{
    struct fetch *t = new_fetch(f, sink);
    copy_request(t, request);
    if (find_place(t, request->address, err) != 0) {
        free_fetch(t);
        return NULL;
    }
    t->guarded = !t->is_file && !t->is_command && redirect_guards_first(t);
    host_queue(f, t->host, t, false);
    fetcher_wake(f);
    return t;
}

static void do_later(struct fetch *t)
{
    ring_join(&t->chore, &t->f->chores);
    fetcher_wake(t->f);
}

void fetch_resume(struct fetch *t)
{
    if (t->paused) {
        t->idle += clock_tick(&t->f->clock) - t->pause_began;
        do_later(t);
    }
    t->paused = false;
}

/* Out of its line at once, so that it cannot be started any more. */
void fetch_drop(struct fetch *t)
{
    if (!t)
        return;
    t->dropped = true;
    ring_leave(&t->place);
    do_later(t);
}

static void do_chore(struct fetch *t)
{
    ring_leave(&t->chore);
    if (t->dropped)
        free_fetch(t);
    else if (t->paused)
        return;
    else if (t->state == FETCH_OVER)
        tell(t);
    else if (t->is_file)
        local_resume(t);
    else if (t->is_command)
        exec_resume(t);
    else
        transfer_resume(t);
}

static void begin(struct fetch *t)
{
    t->state = FETCH_RUNS;
    t->hop_began = clock_tick(&t->f->clock);
    if (t->is_file)
        local_begin(t);
    else if (t->is_command)
        exec_begin(t);
    else
        transfer_begin(t);
}

static void settle(void *context)
{
    struct fetcher *f = context;
    struct fetch *t;
    f->settling = false;
    while (!ring_is_alone(&f->chores))
        do_chore(ring_of(f->chores.after, struct fetch, chore));
    while ((t = hosts_next(f)))
        begin(t);
    int64_t left = hosts_rest(f);
    if (left >= 0 && !f->settling)
        loop_after(f->loop, left, settle, f);
}
