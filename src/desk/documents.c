/* documents.c: an article's document from what its feed gave: at once where the
 * reader waits for it, else while nothing else is to do, the newest first. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/desk_internal.h"

enum { AHEAD = 256 /* articles that are looked up at a time */ };

/* What a page's document says otherwise than the one that is kept, a reader can see. */
static int keep_previous_page(struct desk *d, int64_t article, const struct document *now, struct err *err)
{
    struct document before;
    struct str packed;
    str_init(&packed, STORE_MAX_BLOB);
    int result = store_get_document(d->store, article, STORE_PAGE, &packed, err);
    if (result == 1 && document_unpack(packed.data, packed.len, &before, NULL) == 0) {
        if (!document_same_words(&before, now))
            result = store_put_previous_page(d->store, article, clock_now(&d->clock), packed.data, packed.len, err);
        document_release(&before);
    }
    str_release(&packed);
    return result < 0 ? -1 : 0;
}

/* The feed's text before the article was rewritten is a document by now: it is kept
 * where a reader sees the difference. */
static int settle_previous(struct desk *d, int64_t article, const struct document *now, struct err *err)
{
    struct document before;
    struct str packed;
    bool is_document = false, differs = false;
    str_init(&packed, STORE_MAX_BLOB);
    int result = store_open_previous(d->store, article, &is_document, &packed, err);
    if (result == 1 && is_document && document_unpack(packed.data, packed.len, &before, NULL) == 0) {
        differs = !document_same_words(&before, now);
        document_release(&before);
    }
    if (result == 1)
        result = store_settle_previous(d->store, article, packed.data, differs ? packed.len : 0, err);
    str_release(&packed);
    return result;
}

int document_keep(struct desk *d, int64_t article, enum store_kind kind, const struct message_document *m, struct err *err)
{
    struct document checked;
    document_init(&checked);
    int result = document_unpack(m->packed, m->packed_len, &checked, err);
    if (result == 0)
        result = batch_open(&d->batch, err);
    if (result == 0)
        result = kind == STORE_PAGE ? keep_previous_page(d, article, &checked, err) : settle_previous(d, article, &checked, err);
    if (result == 0)
        result = store_put_document(d->store, article, kind, m->packed, m->packed_len, err);
    document_release(&checked);
    return result ? -1 : batch_wrote(&d->batch, 1, err);
}

/* One document in the making; of a rewritten article first that of the text before, for
 * which a reader may ask. */
struct making {
    struct desk *desk;
    int64_t article;
    struct str item;
    struct parser_job job;
    struct message_make make;
    bool is_parsing, kept;
    bool of_previous, previous_kept;
    bool is_outdated; /* rewritten meanwhile: it is begun again */
    void (*done)(void *context, const struct outcome *o);
    struct err err;
};

/* Nothing (len 0): no document could be made of the text before. */
static int keep_open(struct making *k, const void *packed, size_t len)
{
    struct desk *d = k->desk;
    if (batch_open(&d->batch, &k->err) || store_put_open_previous(d->store, k->article, packed, len, &k->err))
        return -1;
    return batch_wrote(&d->batch, 1, &k->err);
}

/* While the document was made, so that it is of a text which the article no longer has. */
static bool was_rewritten(const struct making *k)
{
    struct str was, is;
    bool is_document, differs = false;
    str_init(&was, STORE_MAX_BLOB);
    str_init(&is, STORE_MAX_BLOB);
    if (store_open_previous(k->desk->store, k->article, &is_document, &was, NULL) == 1)
        differs = store_get_origin(k->desk->store, k->article, &is, NULL) == 1 &&
                  (is.len != k->item.len || memcmp(is.data, k->item.data, is.len) != 0);
    str_release(&was);
    str_release(&is);
    return differs;
}

static void take_document(void *context, const struct message *m)
{
    struct making *k = context;
    if (m->kind != MESSAGE_DOCUMENT || k->err.text[0])
        return;
    if (k->of_previous)
        k->previous_kept |= keep_open(k, m->document.packed, m->document.packed_len) == 0;
    else if (!k->kept && !(k->is_outdated = was_rewritten(k)))
        k->kept = document_keep(k->desk, k->article, STORE_FEED, &m->document, &k->err) == 0;
}

static void making_init(struct making *k, struct desk *d)
{
    *k = (struct making){ .desk = d };
    str_init(&k->item, STORE_MAX_BLOB);
}

static void making_release(struct making *k)
{
    if (k->is_parsing)
        parsers_drop(k->desk->parsers, &k->job);
    str_release(&k->item);
}

static void making_done(void *context, const struct outcome *outcome);
static int making_start(struct making *k, int64_t article, bool urgent, void (*done)(void *context, const struct outcome *o));

static void give(struct making *k, bool urgent)
{
    k->make = (struct message_make){ .item = k->item.data, .item_len = k->item.len };
    k->job = (struct parser_job){ .kind = MESSAGE_MAKE, .opening = &k->make, .urgent = urgent, .context = k,
                                  .message = take_document, .done = making_done };
    k->is_parsing = true;
    parsers_give(k->desk->parsers, &k->job);
}

/* 1: done() will come; 0: there is nothing to make it of; -1. */
static int make_current(struct making *k, bool urgent)
{
    k->of_previous = false;
    str_reset(&k->item);
    int got = store_get_origin(k->desk->store, k->article, &k->item, &k->err);
    if (got == 1)
        give(k, urgent);
    return got;
}

static void making_done(void *context, const struct outcome *outcome)
{
    struct making *k = context;
    k->is_parsing = false;
    if (k->of_previous && !k->err.text[0] && (k->previous_kept || keep_open(k, "", 0) == 0) && make_current(k, k->job.urgent) == 1)
        return;
    if (k->is_outdated && making_start(k, k->article, k->job.urgent, k->done) == 1)
        return;
    k->done(context, outcome);
}

static int making_start(struct making *k, int64_t article, bool urgent, void (*done)(void *context, const struct outcome *o))
{
    bool is_document = false;
    k->article = article;
    k->kept = k->previous_kept = k->is_outdated = false;
    k->done = done;
    err_clear(&k->err);
    str_reset(&k->item);
    k->of_previous = store_open_previous(k->desk->store, article, &is_document, &k->item, NULL) == 1 && !is_document;
    if (!k->of_previous)
        return make_current(k, urgent);
    give(k, urgent);
    return 1;
}

/* Nothing came of it: it is not tried again until the article changes. */
static int give_up(struct making *k)
{
    struct desk *d = k->desk;
    struct err err = { 0 };
    if (batch_open(&d->batch, &err) || store_put_no_document(d->store, k->article, &err))
        return -1;
    return batch_wrote(&d->batch, 1, &err);
}

/* ---- The order ---- */

struct wanted {
    struct making making; /* first: a job's context is its making */
    struct errand errand;
};

static void say_made(struct desk *d, int64_t article, bool ok, const char *text)
{
    desk_say(d, MESSAGE_MADE, &(struct message_made){ .article = article, .ok = ok, .text = text });
}

static void wanted_free(struct wanted *w)
{
    making_release(&w->making);
    free(w);
}

static void wanted_drop(struct errand *e, const char *why)
{
    struct wanted *w = (struct wanted *)((char *)e - offsetof(struct wanted, errand));
    if (why)
        say_made(w->making.desk, w->making.article, false, why);
    wanted_free(w);
}

static void wanted_made(void *context, const struct outcome *outcome)
{
    struct wanted *w = context;
    struct making *k = &w->making;
    struct desk *d = k->desk;
    const char *why = k->err.text[0] ? k->err.text : outcome->text[0] ? outcome->text : _("no text could be made of this article");
    if (!k->kept && !k->err.text[0])
        give_up(k);
    /* Whoever waits for it looks into the store next. */
    if (batch_commit(&d->batch, &k->err)) {
        k->kept = false;
        why = k->err.text;
    }
    say_made(d, k->article, k->kept, k->kept ? "" : why);
    errand_end(d, &w->errand);
    wanted_free(w);
    desk_next(d);
}

void document_order(struct desk *d, int64_t article)
{
    struct str there = STR_INIT;
    struct err err = { 0 };
    int found = store_get_document(d->store, article, STORE_FEED, &there, NULL);
    str_release(&there);
    if (found == 1) {
        /* It may have been made a moment ago, and be seen by nobody else before the commit. */
        bool kept = batch_commit(&d->batch, &err) == 0;
        say_made(d, article, kept, err.text);
        return;
    }
    struct wanted *w = mem_zero(1, sizeof *w);
    w->errand.drop = wanted_drop;
    making_init(&w->making, d);
    if (making_start(&w->making, article, true, wanted_made) != 1) {
        say_made(d, article, false, w->making.err.text[0] ? w->making.err.text : _("this article is no longer there"));
        wanted_free(w);
        return;
    }
    errand_begin(d, &w->errand);
}

/* ---- While nothing else is to do ---- */

struct maker {
    struct making making; /* first */
    int64_t ids[AHEAD];
    size_t count, next;
    bool stopping;
};

void documents_free(struct desk *d)
{
    if (!d->maker)
        return;
    making_release(&d->maker->making);
    free(d->maker);
    d->maker = NULL;
    lock_leave(&d->lock, LOCK_DOCUMENTS);
}

static void maker_end(struct maker *m, bool all)
{
    struct desk *d = m->making.desk;
    struct err err = { 0 };
    batch_commit(&d->batch, &err);
    d->all_made = all;
    documents_free(d);
    desk_next(d);
}

static void make_next(struct maker *m);

static void one_made(void *context, const struct outcome *outcome)
{
    struct maker *m = context;
    struct making *k = &m->making;
    (void)outcome;
    if (!k->kept && (k->err.kind == ERR_STORE || k->err.kind == ERR_BUSY || give_up(k)))
        maker_end(m, true); /* the store takes nothing now: no reason to try again and again */
    else
        make_next(m);
}

static void make_next(struct maker *m)
{
    struct desk *d = m->making.desk;
    for (;;) {
        if (m->stopping || lock_is_taken(&d->lock, LOCK_REFRESH)) {
            maker_end(m, false);
            return;
        }
        if (m->next == m->count) {
            m->next = m->count = 0;
            if (store_wanted(d->store, m->ids, AHEAD, &m->count, NULL) || m->count == 0) {
                maker_end(m, true);
                return;
            }
        }
        int started = making_start(&m->making, m->ids[m->next++], false, one_made);
        if (started == 1)
            return;
        if (started < 0 || give_up(&m->making)) {
            maker_end(m, true);
            return;
        }
    }
}

void documents_make(struct desk *d)
{
    if (d->maker || d->all_made || d->round || d->errands.len || d->closing || lock_is_taken(&d->lock, LOCK_REFRESH) ||
        !lock_try(&d->lock, LOCK_DOCUMENTS))
        return;
    d->maker = mem_zero(1, sizeof *d->maker);
    making_init(&d->maker->making, d);
    make_next(d->maker);
}

void documents_stop(struct desk *d)
{
    struct maker *m = d->maker;
    if (!m)
        return;
    m->stopping = true;
    if (!m->making.is_parsing || parsers_withdraw(d->parsers, &m->making.job)) {
        m->making.is_parsing = false;
        maker_end(m, false);
    }
}
