/* link.c: a page that a link led to: fetched, read, handed to the screen, not kept. */
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "desk/desk_internal.h"

struct link_errand {
    struct errand errand; /* first: an errand is its link */
    struct desk *desk;
    char *url, *from;     /* owned; where the link stood: NULL, nowhere */
    struct str packed;
    enum document_kind kind;
    struct ask ask;
    struct parser_job job;
    struct message_page opening;
    struct arena arena; /* of the rules for the page */
    struct page_rule_lines rules;
    bool is_parsing;
};

static void end_unasked(void *context);

static void link_free(struct link_errand *l)
{
    loop_stop(l->desk->loop, end_unasked, l);
    if (l->is_parsing)
        parsers_drop(l->desk->parsers, &l->job);
    ask_release(&l->ask);
    str_release(&l->packed);
    arena_release(&l->arena);
    free(l->url);
    free(l->from);
    free(l);
}

static void tell(struct link_errand *l, bool ok, const char *why)
{
    struct message_link_done m = { .url = l->url, .ok = ok, .text = why };
    if (ok) {
        m.packed = l->packed.data;
        m.packed_len = l->packed.len;
    }
    desk_say(l->desk, MESSAGE_LINK_DONE, &m);
}

static void link_drop(struct errand *e, const char *why)
{
    struct link_errand *l = (struct link_errand *)e;
    if (why)
        tell(l, false, why);
    link_free(l);
}

static void end(struct link_errand *l, bool ok, const char *why)
{
    struct desk *d = l->desk;
    tell(l, ok, why);
    errand_end(d, &l->errand);
    link_free(l);
    desk_next(d);
}

static void take_document(void *context, const struct message *m)
{
    struct link_errand *l = context;
    str_reset(&l->packed);
    l->kind = m->kind == MESSAGE_DOCUMENT ? (enum document_kind)m->document.kind : DOCUMENT_STORY;
    if (m->kind == MESSAGE_DOCUMENT && (m->document.weight > 0 || l->kind == DOCUMENT_INDEX))
        str_add(&l->packed, m->document.packed, m->document.packed_len);
}

static void end_without(struct link_errand *l)
{
    struct str why = STR_INIT;
    page_describe(l->kind, false, &why);
    end(l, false, why.data);
    str_release(&why);
}

static void page_read(void *context, const struct outcome *outcome)
{
    struct link_errand *l = context;
    l->is_parsing = false;
    if (!outcome_is_good(outcome->kind))
        end(l, false, outcome->text[0] ? outcome->text : _("the page could not be read"));
    else if (!l->packed.len)
        end_without(l);
    else
        end(l, true, "");
}

static void answered(void *context, struct ask *a)
{
    struct link_errand *l = context;
    if (!ask_has_body(a)) {
        end(l, false, a->err.text[0] ? a->err.text : a->outcome.text);
        return;
    }
    page_table_apply(l->desk, a->url, &l->arena, &l->rules);
    l->opening = (struct message_page){ .url = a->url, .content_type = a->content_type, .rules = { l->rules.items, l->rules.count } };
    l->job = (struct parser_job){ .kind = MESSAGE_PAGE, .opening = &l->opening, .body = &a->body, .cut = a->end != FETCH_WHOLE,
                                  .urgent = true, .context = l, .message = take_document, .done = page_read };
    l->is_parsing = true;
    parsers_give(l->desk->parsers, &l->job);
}

static void end_unasked(void *context)
{
    struct link_errand *l = context;
    end(l, false, l->ask.err.text);
}

void link_order(struct desk *d, const struct message_want_link *order)
{
    struct link_errand *l = mem_zero(1, sizeof *l);
    *l = (struct link_errand){ .errand = { link_drop, false }, .desk = d, .url = mem_strdup(order->url ? order->url : ""),
                               .from = mem_strdup(order->from) };
    str_init(&l->packed, DOCUMENT_MAX_BYTES);
    errand_begin(d, &l->errand);
    struct fetch_request request = ask_request(l->url, &d->config.options);
    request.found_at = l->from;
    request.urgent = true;
    request.accept = "text/html, application/xhtml+xml, */*;q=0.8";
    if (ask_start(d, &l->ask, &request, answered, l))
        loop_after(d->loop, 0, end_unasked, l);
}
