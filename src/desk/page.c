/* page.c: the whole article from its page, kept where it is better than what the
 * feed gave. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/num.h"
#include "desk/desk_internal.h"
#include "desk/trial.h"
#include "text/url.h"

struct page {
    struct errand errand; /* first: an errand is its page */
    struct desk *desk;
    struct page_end end; /* its text: when it has come */
    char *address, *source_address; /* owned */
    struct str item;                /* the feed's own, as it lies in the store */
    struct str packed;              /* the page's document */
    struct message_document facts;  /* of it; its blob is `packed` */
    size_t feed_weight;
    struct options options;         /* of its source */
    struct arena arena;             /* of the rules for the page */
    struct page_rule_lines rules;
    char *next;                     /* where the story goes on; owned, NULL */
    int parts;                      /* of its pages, so many were read */
    struct ask ask;
    struct parser_job job;
    struct message_page opening;
    struct message_make make;
    bool is_parsing, for_reader;
    page_done *done;
    void *context;
};

static void end_unasked(void *context);

static void page_free(struct page *p)
{
    loop_stop(p->desk->loop, end_unasked, p);
    if (p->is_parsing)
        parsers_drop(p->desk->parsers, &p->job);
    ask_release(&p->ask);
    str_release(&p->item);
    str_release(&p->packed);
    options_release(&p->options);
    arena_release(&p->arena);
    free(p->next);
    free(p->address);
    free(p->source_address);
    free(p);
}

static void page_drop(struct errand *e, const char *why)
{
    struct page *p = (struct page *)e;
    p->end.asked = OUTCOME_CANCELLED;
    p->end.text = why;
    if (why)
        p->done(p->context, &p->end);
    page_free(p);
}

static void end(struct page *p, bool better, const char *text)
{
    struct desk *d = p->desk;
    page_done *done = p->done;
    void *context = p->context;
    struct page_end result = p->end;
    char why[600];
    snprintf(why, sizeof why, "%s", text);
    result.asked = p->parts ? p->end.asked : p->ask.outcome.kind;
    result.better = better;
    result.text = why;
    errand_end(d, &p->errand);
    page_free(p);
    done(context, &result);
    desk_next(d);
}

/* ---- Which is better ---- */

static void keep(struct page *p)
{
    struct desk *d = p->desk;
    struct err err = { 0 };
    p->facts.packed = p->packed.data;
    p->facts.packed_len = p->packed.len;
    if (document_keep(d, p->end.article, STORE_PAGE, &p->facts, &err) || (p->for_reader && batch_commit(&d->batch, &err)))
        end(p, false, err.text);
    else
        end(p, true, "");
}

static const char *what_came(enum document_kind kind)
{
    switch (kind) {
    case DOCUMENT_INDEX: return _("the page is a list of stories");
    case DOCUMENT_MISSING: return _("the page is no longer there");
    case DOCUMENT_ROBOT: return _("the page asks for a person, not a program");
    case DOCUMENT_CONSENT: return _("the page asks for consent first");
    case DOCUMENT_LOGIN: return _("the page asks for a log-in");
    default: return _("no article was found on the page");
    }
}

void page_describe(enum document_kind kind, bool of_article, struct str *out)
{
    bool for_person = kind == DOCUMENT_ROBOT || kind == DOCUMENT_CONSENT || kind == DOCUMENT_LOGIN;
    str_addf(out, for_person || !of_article ? _("%s; :browse opens it in the browser") : _("%s; the feed's text stays"), what_came(kind));
}

static void end_without(struct page *p)
{
    struct str why = STR_INIT;
    page_describe((enum document_kind)p->facts.kind, true, &why);
    end(p, false, why.data);
    str_release(&why);
}

static void compare(struct page *p)
{
    size_t weight = p->facts.kind == DOCUMENT_INDEX ? 0 : (size_t)p->facts.weight;
    p->end.more = trial_gives_more(weight, p->feed_weight);
    if (!weight)
        end_without(p);
    else if (weight > p->feed_weight)
        keep(p);
    else
        end(p, false, _("the page says no more than the feed; the feed's text stays"));
}

static void take_feed_document(void *context, const struct message *m)
{
    struct page *p = context;
    if (m->kind == MESSAGE_DOCUMENT)
        p->feed_weight = (size_t)m->document.weight;
}

static void feed_read(void *context, const struct outcome *outcome)
{
    struct page *p = context;
    (void)outcome; /* where the item gives no document, anything is better */
    p->is_parsing = false;
    compare(p);
}

/* What the feed's own item weighs: a parser makes its document as for reading. */
static void weigh_feed(struct page *p)
{
    if (!p->item.len || p->facts.weight == 0) {
        compare(p);
        return;
    }
    p->make = (struct message_make){ .item = p->item.data, .item_len = p->item.len };
    p->job = (struct parser_job){ .kind = MESSAGE_MAKE, .opening = &p->make, .urgent = p->for_reader, .context = p,
                                  .message = take_feed_document, .done = feed_read };
    p->is_parsing = true;
    parsers_give(p->desk->parsers, &p->job);
}

/* ---- The page ---- */

static void take_whole(struct page *p, const struct message_document *m)
{
    str_reset(&p->packed);
    str_add(&p->packed, m->packed, m->packed_len);
    p->facts = (struct message_document){ .kind = m->kind, .weight = m->weight };
    free(p->next);
    p->next = mem_strdup(m->next);
}

/* The story with its next page; where that brings nothing, it ends with the one before. */
static bool join(struct page *p, const struct message_document *m)
{
    struct document whole, more;
    struct str packed;
    document_init(&more);
    str_init(&packed, DOCUMENT_MAX_BYTES);
    bool joined = document_unpack(p->packed.data, p->packed.len, &whole, NULL) == 0 && m->kind == DOCUMENT_STORY &&
                  document_unpack(m->packed, m->packed_len, &more, NULL) == 0 && document_join(&whole, &more);
    if (joined)
        document_pack(&whole, &packed);
    if (joined && !packed.full)
        take_whole(p, &(struct message_document){
            .kind = p->facts.kind, .weight = (int64_t)num_min(document_weight(&whole), INT32_MAX), .next = m->next,
            .packed = packed.data, .packed_len = packed.len });
    document_release(&whole);
    document_release(&more);
    str_release(&packed);
    return joined;
}

static void take_document(void *context, const struct message *m)
{
    struct page *p = context;
    if (m->kind != MESSAGE_DOCUMENT)
        return;
    if (!p->parts)
        take_whole(p, &m->document);
    else if (!join(p, &m->document)) {
        free(p->next);
        p->next = NULL;
    }
}

static int ask_for(struct page *p, const char *address);

/* The story goes on on another page of the same host. */
static bool ask_next(struct page *p)
{
    struct str here = STR_INIT, there = STR_INIT;
    char *next = p->next;
    p->next = NULL;
    if (next && p->parts < MESSAGE_MAX_PAGES) {
        url_host(p->ask.url, &here);
        url_host(next, &there);
    }
    bool asked = there.len && strcmp(here.data, there.data) == 0;
    if (asked) {
        ask_release(&p->ask);
        asked = ask_for(p, next) == 0;
    }
    free(next);
    str_release(&here);
    str_release(&there);
    return asked;
}

static void page_read(void *context, const struct outcome *outcome)
{
    struct page *p = context;
    bool good = outcome_is_good(outcome->kind);
    p->is_parsing = false;
    p->end.asked = p->parts ? p->end.asked : p->ask.outcome.kind;
    if (!good && !p->parts) {
        end(p, false, outcome->text[0] ? outcome->text : _("the page could not be read"));
        return;
    }
    p->parts++;
    if (!good || !ask_next(p))
        weigh_feed(p);
}

static void answered(void *context, struct ask *a)
{
    struct page *p = context;
    if (!ask_has_body(a) && p->parts) {
        weigh_feed(p); /* its beginning is better than nothing */
        return;
    }
    if (!ask_has_body(a)) {
        end(p, false, a->err.text[0] ? a->err.text : a->outcome.text);
        return;
    }
    page_table_apply(p->desk, a->url, &p->arena, &p->rules);
    p->opening = (struct message_page){ .url = a->url, .content_type = a->content_type, .item = p->item.data,
                                        .item_len = p->item.len, .before = p->parts, .rules = { p->rules.items, p->rules.count } };
    p->job = (struct parser_job){ .kind = MESSAGE_PAGE, .opening = &p->opening, .body = &a->body,
                                  .cut = a->end != FETCH_WHOLE, .urgent = p->for_reader, .context = p,
                                  .message = take_document, .done = page_read };
    p->is_parsing = true;
    parsers_give(p->desk->parsers, &p->job);
}

static int ask_for(struct page *p, const char *address)
{
    struct fetch_request request = ask_request(address, &p->options);
    request.found_at = p->source_address;
    request.access.server = p->source_address;
    request.urgent = p->for_reader;
    request.accept = "text/html, application/xhtml+xml, */*;q=0.8";
    return ask_start(p->desk, &p->ask, &request, answered, p);
}

/* 0, or -1 with the reason why its page cannot be asked for. */
static int look_up(struct page *p, struct options *o, struct err *err)
{
    struct desk *d = p->desk;
    struct arena arena = { 0 };
    struct article a;
    struct source s;
    int got = store_article(d->store, &arena, p->end.article, &a, err);
    if (got == 1 && store_source(d->store, &arena, a.source, &s, err) == 1) {
        p->source_address = mem_strdup(s.address);
        p->end.source = s.id;
        desk_options(d, &s, o);
        p->end.is_trial = option_get(o, OPTION_full) == FULL_AUTO;
    } else {
        options_copy(o, &d->config.options);
    }
    if (got == 0)
        got = err_set(err, ERR_STORE, "%s", _("this article is no longer there"));
    else if (got == 1 && (!a.link || !url_is_absolute(a.link)))
        got = err_set(err, ERR_INPUT, "%s", _("the feed names no page for this article"));
    else if (got == 1)
        p->address = mem_strdup(a.link);
    arena_release(&arena);
    return got == 1 ? store_get_origin(d->store, p->end.article, &p->item, err) < 0 ? -1 : 0 : -1;
}

static void end_unasked(void *context)
{
    struct page *p = context;
    end(p, false, p->ask.err.text);
}

void page_fetch(struct desk *d, int64_t article, bool for_reader, page_done *done, void *context)
{
    struct page *p = mem_zero(1, sizeof *p);
    *p = (struct page){ .errand = { page_drop, !for_reader }, .desk = d, .end = { .article = article }, .for_reader = for_reader,
                        .done = done, .context = context };
    str_init(&p->item, STORE_MAX_BLOB);
    str_init(&p->packed, DOCUMENT_MAX_BYTES);
    errand_begin(d, &p->errand);
    if (look_up(p, &p->options, &p->ask.err) || ask_for(p, p->address))
        loop_after(d->loop, 0, end_unasked, p);
}

/* ---- The order ---- */

static void tell(void *context, const struct page_end *end)
{
    desk_say(context, MESSAGE_PAGE_DONE, &(struct message_page_done){ .article = end->article, .better = end->better, .text = end->text });
}

void page_order(struct desk *d, int64_t article)
{
    page_fetch(d, article, true, tell, d);
}
