/* A feed's bytes: their encoding, whether they are XML, JSON or a page, and to
 * whom they go. Nothing is decided before there is enough to decide it by. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/num.h"
#include "parse/feed_html.h"
#include "parse/feed_json.h"
#include "parse/feed_robots.h"
#include "parse/feed_tree.h"
#include "parse/html_tree.h"
#include "parse/unpack.h"
#include "text/charset.h"
#include "text/utf8.h"

enum {
    SNIFF_BYTES = 64 << 10 /* what a guess of the encoding, and of the format, sees */
};

enum kind { KIND_UNKNOWN, KIND_XML, KIND_JSON, KIND_HTML, KIND_ROBOTS };

struct feed_reader {
    char *base, *content_type;
    const struct feed_sink *sink;
    struct feed_sink own_sink;
    struct flow flow;
    enum kind kind;
    struct str bytes; /* before the encoding is known */
    struct str text;  /* decoded, not yet handed on; of a page or robots.txt: all of it */
    struct charset_decoder decoder;
    bool decoding;
    struct tree tree;
    struct feed_json json;
    size_t total;     /* bytes that came */
    struct unpack *unpack;
    enum unpack_state unpacked;
    uint64_t invalid_line, invalid_column; /* of the first byte that is none of the encoding; 0: none yet */
};

static void take_piece(void *context, const void *bytes, size_t len);

struct feed_reader *feed_reader_new(const struct feed_request *request, const struct feed_sink *sink)
{
    struct feed_reader *r = mem_zero(1, sizeof *r);
    r->base = mem_strdup(request->base ? request->base : "");
    r->content_type = mem_strdup(request->content_type ? request->content_type : "");
    r->own_sink = *sink;
    flow_init(&r->flow, &r->own_sink, r->base);
    str_init(&r->bytes, 0);
    str_init(&r->text, 0);
    tree_init(&r->tree, &r->flow);
    feed_json_init(&r->json, &r->flow);
    r->unpack = unpack_new(take_piece, r);
    return r;
}

void feed_reader_free(struct feed_reader *r)
{
    if (!r)
        return;
    if (r->decoding)
        charset_decoder_release(&r->decoder);
    tree_release(&r->tree);
    feed_json_release(&r->json);
    unpack_free(r->unpack);
    flow_release(&r->flow);
    str_release(&r->bytes);
    str_release(&r->text);
    free(r->base);
    free(r->content_type);
    free(r);
}

/* ---- Encoding and format ---- */

/* The first byte that is not white space or part of a mark, in whatever width. */
static char first_byte(const struct str *bytes)
{
    for (size_t i = 0; i < bytes->len; i++) {
        unsigned char c = (unsigned char)bytes->data[i];
        if (c > 0x20 && c < 0x7F)
            return (char)c;
    }
    return '\0';
}

static void decide_charset(struct feed_reader *r, bool last)
{
    size_t skip;
    enum charset_kind kind = first_byte(&r->bytes) == '{' ? CHARSET_JSON : CHARSET_XML;
    const char *name = charset_decide(kind, r->content_type, r->bytes.data, r->bytes.len, last, &skip);
    if (kind == CHARSET_XML && feed_html_is(r->bytes.data, r->bytes.len))
        name = charset_decide(CHARSET_HTML, r->content_type, r->bytes.data, r->bytes.len, last, &skip);
    charset_decoder_init(&r->decoder, name);
    r->decoding = true;
    charset_decode(&r->decoder, r->bytes.data + skip, r->bytes.len - skip, &r->text);
    str_release(&r->bytes);
    str_init(&r->bytes, 0);
}

static void decide_kind(struct feed_reader *r)
{
    size_t at = 0;
    while (at < r->text.len && str_is_space(r->text.data[at]))
        at++;
    if (r->text.data[at] == '{')
        r->kind = KIND_JSON;
    else if (r->text.data[at] != '<' && feed_robots_is(r->text.data, r->text.len))
        r->kind = KIND_ROBOTS;
    else
        r->kind = feed_html_is(r->text.data, r->text.len) ? KIND_HTML : KIND_XML;
}

/* Of these all is read at the end. */
static bool is_whole_kind(const struct feed_reader *r)
{
    return r->kind == KIND_HTML || r->kind == KIND_ROBOTS;
}

/* Where the first character is that the encoding does not have. */
static void note_invalid(struct feed_reader *r)
{
    if (!r->decoder.invalid || r->invalid_line || is_whole_kind(r))
        return;
    r->invalid_line = r->json.line;
    r->invalid_column = r->json.column;
    if (r->kind == KIND_XML)
        xml_where(&r->tree.xml, &r->invalid_line, &r->invalid_column);
    xml_count(r->text.data, num_min(r->decoder.invalid_at, r->text.len), &r->invalid_line, &r->invalid_column);
}

static void hand_on(struct feed_reader *r)
{
    note_invalid(r);
    if (is_whole_kind(r)) {
        if (r->text.len > HTML_MAX_BYTES)
            str_cut(&r->text, HTML_MAX_BYTES);
        return;
    }
    if (r->kind == KIND_XML)
        tree_push(&r->tree, r->text.data, r->text.len);
    else
        feed_json_push(&r->json, r->text.data, r->text.len);
    str_reset(&r->text);
}

/* Unpacked, a piece of the document itself. */
static void take_piece(void *context, const void *bytes, size_t len)
{
    struct feed_reader *r = context;
    r->total += len;
    if (r->decoding) {
        charset_decode(&r->decoder, bytes, len, &r->text);
    } else {
        str_add(&r->bytes, bytes, len);
        if (r->bytes.len < SNIFF_BYTES)
            return;
        decide_charset(r, false);
        decide_kind(r);
    }
    hand_on(r);
}

int feed_reader_push(struct feed_reader *r, const void *bytes, size_t len, struct err *err)
{
    r->unpacked = unpack_push(r->unpack, bytes, len);
    if (r->unpacked == UNPACK_TOO_LARGE)
        return err_set(err, ERR_INPUT, _("unpacked, the feed is larger than telex takes"));
    if (r->unpacked == UNPACK_BROKEN)
        return err_set(err, ERR_INPUT, _("the feed is compressed, and its data is broken"));
    if (is_whole_kind(r) && r->text.len >= HTML_MAX_BYTES)
        return err_set(err, ERR_INPUT, _("the page is larger than telex takes"));
    return 0;
}

/* ---- The end ---- */

static void say_damage(struct outcome *o, uint64_t line, uint64_t column)
{
    o->kind = OUTCOME_DAMAGED;
    snprintf(o->text, sizeof o->text, _("the feed is damaged at line %" PRIu64 ", column %" PRIu64), line, column);
}

static void say_invalid(const struct feed_reader *r, struct outcome *o)
{
    o->kind = OUTCOME_DAMAGED;
    snprintf(o->text, sizeof o->text, _("from line %" PRIu64 ", column %" PRIu64 " on, some characters of the feed are none of its encoding, %s"),
             r->invalid_line, r->invalid_column, r->decoder.name);
}

static void say_too_large(struct outcome *o)
{
    o->kind = OUTCOME_TOO_LARGE;
    snprintf(o->text, sizeof o->text, "%s", _("unpacked, the feed is larger than telex takes"));
}

static const char *const walls[] = {
    [DOCUMENT_ROBOT] = N_("a page that asks for a person came in the feed's place"),
    [DOCUMENT_CONSENT] = N_("a page that asks for consent came in the feed's place"),
    [DOCUMENT_LOGIN] = N_("a page that asks for a log-in came in the feed's place"),
};

/* How the feeds that a document names are spoken of: none, the likeliest, one that only
 * looks like a feed (NULL: the same), one with its title (NULL: the same). */
struct naming {
    const char *none, *stated, *perhaps, *titled;
};
static const struct naming of_page = {
    N_("this is a page and not a feed, and it names none"), N_("this is a page; its feed is at %s"),
    N_("this is a page; its feed may be at %s"), N_("this is a page; its feed is at %s (%s)"),
};
static const struct naming of_index = {
    N_("this is an index of sitemaps and not a feed, and it is empty"), N_("this is an index of sitemaps and not a feed; it leads to %s"), NULL, NULL,
};
static const struct naming of_robots = {
    N_("this is what a site asks of robots, and not a feed"), N_("this is what a site asks of robots, and not a feed; it names the sitemap %s"), NULL, NULL,
};

static void say_named(const struct feed_reader *r, const struct naming *n, struct str *out)
{
    enum { ROOM = 200 }; /* of an outcome's text; an address is shown whole or not at all */
    const struct find *best = r->flow.finds.all.len ? r->flow.finds.all.items : NULL;
    if (!best)
        str_adds(out, _(n->none));
    else if (strlen(best->url) > ROOM)
        str_adds(out, _("this is no feed, but it names some"));
    else if (!best->type && n->perhaps)
        str_addf(out, _(n->perhaps), best->url);
    else if (best->title && n->titled)
        str_addf(out, _(n->titled), best->url, best->title);
    else
        str_addf(out, _(n->stated), best->url);
}

static void say_what_it_is(const struct feed_reader *r, struct outcome *o)
{
    struct str text = STR_INIT;
    o->kind = r->flow.wall ? OUTCOME_WALL : OUTCOME_NOT_A_FEED;
    if (r->unpacked == UNPACK_BROKEN)
        str_adds(&text, _("the feed is compressed, and its data is broken"));
    else if (!r->total)
        str_adds(&text, _("the answer was empty"));
    else if (r->flow.wall)
        str_adds(&text, _(walls[r->flow.wall]));
    else if (r->kind == KIND_HTML)
        say_named(r, &of_page, &text);
    else if (r->kind == KIND_ROBOTS)
        say_named(r, &of_robots, &text);
    else if (r->tree.index)
        say_named(r, &of_index, &text);
    else
        str_adds(&text, r->kind == KIND_JSON ? _("this is JSON, but no feed") : _("this is no feed"));
    memcpy(o->text, text.data, utf8_cut(text.data, text.len, sizeof o->text - 1));
    str_release(&text);
}

static void end_reading(struct feed_reader *r)
{
    if (r->unpacked == UNPACK_GOES_ON)
        r->unpacked = unpack_end(r->unpack);
    if (!r->decoding) {
        decide_charset(r, true);
        decide_kind(r);
    }
    charset_decode_end(&r->decoder, &r->text);
    hand_on(r);
    if (r->kind == KIND_HTML)
        feed_html_find(&r->flow, r->text.data, r->text.len);
    else if (r->kind == KIND_ROBOTS)
        feed_robots_find(&r->flow, r->text.data, r->text.len);
    else if (r->kind == KIND_XML)
        tree_end(&r->tree);
    else
        feed_json_end(&r->json);
    flow_end(&r->flow);
}

void feed_reader_end(struct feed_reader *r, struct outcome *outcome)
{
    *outcome = (struct outcome){ .kind = OUTCOME_SAME };
    end_reading(r);
    if (r->unpacked == UNPACK_TOO_LARGE)
        say_too_large(outcome);
    else if (!r->flow.is_feed && !r->flow.subscriptions)
        say_what_it_is(r, outcome);
    else if (r->kind == KIND_XML && r->tree.xml.damaged)
        say_damage(outcome, r->tree.xml.damage_line, r->tree.xml.damage_column);
    else if (r->kind == KIND_JSON && r->json.damaged)
        say_damage(outcome, r->json.damage_line, r->json.damage_column);
    else if (r->decoder.invalid)
        say_invalid(r, outcome);
}
