#include "parse/feed_tree.h"

#include <string.h>

#include "base/hash.h"
#include "parse/feed_markup.h"
#include "parse/feed_mend.h"
#include "text/url.h"
#include "text/utf8.h"

#define NO_BASE SIZE_MAX

const char *tree_base(const struct tree *t)
{
    for (size_t i = t->stack.len; i; i--)
        if (t->stack.items[i - 1].base != NO_BASE)
            return t->words.data + t->stack.items[i - 1].base;
    return t->flow->base;
}

enum scope tree_scope(const struct tree *t)
{
    return t->stack.len ? (enum scope)t->stack.items[t->stack.len - 1].scope : SCOPE_OUTSIDE;
}

/* ---- The text of a field ---- */

static enum body body_of(const struct xml_tag *tag, bool atom)
{
    const char *type = xml_attribute(tag, "type"), *mode = xml_attribute(tag, "mode");
    if (mode && str_same_nocase(mode, "base64"))
        return BODY_BASE64;
    if (mode && str_same_nocase(mode, "escaped"))
        return type && str_starts_nocase(type, "text/plain") ? BODY_TEXT : BODY_HTML;
    if (!type || !*type)
        return atom ? BODY_TEXT : BODY_HTML;
    if (str_same_nocase(type, "text") || str_starts_nocase(type, "text/plain"))
        return BODY_TEXT;
    if (str_same_nocase(type, "xhtml") || str_starts_nocase(type, "application/xhtml"))
        return BODY_XHTML;
    if (str_same_nocase(type, "html") || str_starts_nocase(type, "text/") || str_ends(type, "xml") || !strchr(type, '/'))
        return BODY_HTML;
    return BODY_BASE64; /* RFC 4287 §4.1.3.3 */
}

void tree_capture(struct tree *t, const struct field *f, const struct xml_tag *tag)
{
    struct capture *c = &t->capture;
    const char *permalink = xml_attribute(tag, "ispermalink");
    const char *language = xml_attribute(tag, "xml:lang");
    c->field = f;
    c->depth = t->stack.len - 1;
    /* The text's own language is the article's; a headline's where nothing else is. */
    if (language && t->item_depth && field_is_markup((enum meaning)f->meaning))
        draft_set(&t->flow->item, SLOT_LANGUAGE, f->meaning == FIELD_CONTENT ? 1 : 3, language, strlen(language));
    c->permalink = !(permalink && str_same_nocase(permalink, "false"));
    c->markup = false;
    c->body = BODY_HTML;
    if (field_is_markup((enum meaning)f->meaning)) {
        enum space space = (enum space)t->stack.items[c->depth].space;
        bool text_first = f->space == SPACE_CORE && (t->atom || space == SPACE_ATOM);
        c->body = body_of(tag, text_first);
        c->markup = c->body == BODY_XHTML;
    }
    str_reset(&c->text);
}

/* Plain text as HTML; markup, base64 and what only claims to be plain as it should be. */
static void settle(struct capture *c)
{
    struct str out = STR_INIT;
    bool changed = false;
    if (c->body == BODY_BASE64 && !c->markup && mend_base64(c->text.data, c->text.len, &out)) {
        if (!utf8_is_valid(out.data, out.len) || memchr(out.data, '\0', out.len))
            str_reset(&out); /* a picture, a program */
        changed = true;
    } else if (c->body == BODY_TEXT && !c->markup && !mend_is_html(c->text.data, c->text.len) && strpbrk(c->text.data, "<&")) {
        markup_text(c->text.data, c->text.len, &out);
        changed = true;
    }
    if (changed) {
        str_reset(&c->text);
        str_add(&c->text, out.data, out.len);
    }
    str_release(&out);
}

static void finish_capture(struct tree *t)
{
    struct capture *c = &t->capture;
    mend_c1(&c->text);
    if (field_is_markup((enum meaning)c->field->meaning))
        settle(c);
    meaning_text(t, c);
    c->field = NULL;
    if (c->text.cap > (1 << 20))
        str_release(&c->text), str_init(&c->text, DRAFT_MAX_HTML * 2);
}

/* Text beside the root. */
static void note_junk(struct tree *t, const char *s, size_t len)
{
    size_t at = 0;
    while (at < len && str_is_space(s[at]))
        at++;
    if (at < len)
        xml_damage_at(&t->xml, t->xml.in.data + t->xml.at + at);
}

static void note_loose(struct tree *t, const char *s, size_t len)
{
    struct open *top = &t->stack.items[t->stack.len - 1];
    if (top->scope != SCOPE_UNKNOWN)
        str_add(&t->loose, s, len);
    for (size_t i = 0; i < len && !top->said; i++)
        top->said = !str_is_space(s[i]);
}

static void on_text(void *context, const char *s, size_t len)
{
    struct tree *t = context;
    if (!t->stack.len)
        note_junk(t, s, len);
    if (t->deep)
        return;
    if (t->capture.field && t->capture.markup)
        markup_text(s, len, &t->capture.text);
    else if (t->capture.field)
        str_add(&t->capture.text, s, len);
    else if (tree_scope(t) & (SCOPE_PERSON | SCOPE_SOURCE | SCOPE_UNKNOWN))
        note_loose(t, s, len);
}

static void on_stray(void *context)
{
    struct tree *t = context;
    const struct field *f = t->capture.field;
    bool as_html = f && field_is_markup((enum meaning)f->meaning) && !t->capture.markup;
    on_text(t, as_html ? "&lt;" : "<", as_html ? 4 : 1);
}

/* ---- Elements ---- */

static void pop(struct tree *t)
{
    struct open *top = &t->stack.items[t->stack.len - 1];
    if (t->capture.field && t->capture.depth == t->stack.len - 1)
        finish_capture(t);
    else if (t->capture.field) {
        const char *name = t->words.data + top->name, *colon = strchr(name, ':');
        markup_end(colon ? colon + 1 : name, &t->capture.text);
    } else if (top->field)
        meaning_end(t, top->field);
    if (t->item_depth == t->stack.len)
        t->item_depth = 0;
    names_leave(&t->names, top->bindings);
    str_cut(&t->words, top->words);
    vec_pop(&t->stack);
}

static void pop_to(struct tree *t, size_t depth)
{
    while (t->stack.len > depth)
        pop(t);
}

/* Names that HTML has as well: within a body they are markup. */
static bool is_html_too(const char *name)
{
    static const char *const names[] = { "title", "link", "source", "summary", "image", "body", "author", "content" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* Whether what is open within the field can only be markup: modules nest fields of others. */
static bool is_markup_within(const struct tree *t)
{
    for (size_t i = t->capture.depth + 1; i < t->stack.len; i++)
        if (strchr(t->words.data + t->stack.items[i].name, ':'))
            return false;
    return true;
}

/* Whether a tag within a field shows that the field's end tag is missing. */
static bool ends_field(const struct tree *t, enum space space, const char *local)
{
    const struct capture *c = &t->capture;
    const struct open *around = c->depth ? &t->stack.items[c->depth - 1] : NULL;
    const struct field *f = field_find(space, local, around ? (enum scope)around->scope : SCOPE_OUTSIDE);
    if (!f || space == SPACE_XHTML)
        return false;
    if (f->meaning == FIELD_ITEM || f->meaning == FIELD_CHANNEL)
        return true;
    bool is_body = c->field->meaning == FIELD_SUMMARY || c->field->meaning == FIELD_CONTENT;
    return c->body != BODY_XHTML && !(is_body && is_html_too(local)) && is_markup_within(t);
}

static void enter_base(struct tree *t, struct open *open, const struct xml_tag *tag)
{
    const char *base = xml_attribute(tag, "xml:base");
    struct str resolved = STR_INIT;
    if (base && *base && url_resolve(tree_base(t), base, &resolved)) {
        open->base = t->words.len;
        str_add(&t->words, resolved.data, resolved.len + 1);
    }
    str_release(&resolved);
}

static uint32_t hash_name(const char *name)
{
    return (uint32_t)hash_bytes(HASH_START, name, strlen(name));
}

static void push(struct tree *t, const struct xml_tag *tag, struct open open)
{
    open.words = t->words.len;
    open.base = NO_BASE;
    open.hash = hash_name(tag->name);
    open.name = t->words.len;
    str_add(&t->words, tag->name, strlen(tag->name) + 1);
    enter_base(t, &open, tag);
    *vec_push(&t->stack) = open;
}

/* A second item within one that was never closed. */
static const struct field *close_item(struct tree *t, const struct field *f, enum space space, const char *local)
{
    if (!f || f->meaning != FIELD_ITEM || !t->item_depth)
        return f;
    xml_damage(&t->xml);
    pop_to(t, t->item_depth - 1);
    return field_find(space, local, tree_scope(t));
}

/* Ends what is open from `depth` on, for its end tags are missing. */
static void end_early(struct tree *t, size_t depth, const struct xml_tag *tag, struct open *open)
{
    xml_damage(&t->xml);
    pop_to(t, depth);
    open->bindings = t->names.bindings.len;
    names_enter(&t->names, tag);
}

/* A field of an item within what is a person, or is nothing known and has words of its own:
 * that was never closed. */
static void end_unclosed(struct tree *t, const struct xml_tag *tag, const char *local, struct open *open)
{
    bool said = false;
    for (size_t i = t->stack.len; i > 1; i--) {
        const struct open *o = &t->stack.items[i - 1];
        enum scope around = (enum scope)t->stack.items[i - 2].scope;
        if (!(o->scope & (SCOPE_PERSON | SCOPE_SOURCE | SCOPE_UNKNOWN)) || field_find((enum space)open->space, local, (enum scope)o->scope))
            return;
        said |= o->said;
        if (!(around & (SCOPE_FEED | SCOPE_ITEM)))
            continue;
        if (field_find((enum space)open->space, local, around) && (said || (o->scope == SCOPE_PERSON && !is_html_too(local))))
            end_early(t, i - 1, tag, open);
        return;
    }
}

static void on_start(void *context, const struct xml_tag *tag)
{
    struct tree *t = context;
    const char *local;
    bool undeclared = false;
    if (t->deep || t->stack.len == TREE_MAX_DEPTH) {
        t->deep++;
        return;
    }
    struct open open = { .bindings = t->names.bindings.len };
    if (!t->stack.len && t->rooted)
        xml_damage(&t->xml);
    t->rooted = true;
    names_enter(&t->names, tag);
    open.space = (uint8_t)names_of(&t->names, tag->name, &local, &undeclared);
    if (undeclared)
        xml_damage(&t->xml);
    if (t->capture.field && ends_field(t, (enum space)open.space, local))
        end_early(t, t->capture.depth, tag, &open);
    if (t->capture.field) {
        push(t, tag, open);
        t->capture.markup |= t->capture.body != BODY_BASE64;
        markup_start(tag, local, strcmp(tree_base(t), t->flow->base) ? tree_base(t) : "", &t->capture.text);
        return;
    }
    end_unclosed(t, tag, local, &open);
    open.field = field_find((enum space)open.space, local, tree_scope(t));
    open.field = close_item(t, open.field, (enum space)open.space, local);
    open.scope = (uint16_t)tree_scope(t);
    push(t, tag, open);
    meaning_start(t, &t->stack.items[t->stack.len - 1], tag);
}

static void on_end(void *context, const char *name)
{
    struct tree *t = context;
    uint32_t hash = hash_name(name);
    if (t->deep) {
        t->deep--;
        return;
    }
    for (size_t i = t->stack.len; i; i--) {
        const struct open *open = &t->stack.items[i - 1];
        if (open->hash != hash || strcmp(t->words.data + open->name, name) != 0)
            continue;
        if (i < t->stack.len)
            xml_damage(&t->xml);
        pop_to(t, i - 1);
        return;
    }
    xml_damage(&t->xml);
}

static void on_doctype(void *context, const char *s, size_t len)
{
    struct tree *t = context;
    t->netscape_dtd |= str_find_nocase(s, len, "netscape") != NULL;
}

/* ---- From outside ---- */

void tree_init(struct tree *t, struct flow *flow)
{
    *t = (struct tree){ .flow = flow };
    xml_init(&t->xml, &(struct xml_handler){ t, on_start, on_end, on_text, on_stray, on_doctype });
    str_init(&t->words, 0);
    str_init(&t->capture.text, DRAFT_MAX_HTML * 2);
    str_init(&t->loose, ARTICLE_MAX_TITLE * 4);
    str_init(&t->name, ARTICLE_MAX_TITLE * 4);
    str_init(&t->mail, ARTICLE_MAX_TITLE * 4);
    str_init(&t->role, ARTICLE_MAX_NAME);
}

void tree_release(struct tree *t)
{
    xml_release(&t->xml);
    vec_release(&t->names.bindings);
    vec_release(&t->stack);
    str_release(&t->words);
    str_release(&t->capture.text);
    str_release(&t->loose);
    str_release(&t->name);
    str_release(&t->mail);
    str_release(&t->role);
    for (size_t i = 0; i < t->sections.len; i++)
        free(t->sections.items[i]);
    vec_release(&t->sections);
    free(t->sitemap);
}

void tree_push(struct tree *t, const char *s, size_t len)
{
    xml_push(&t->xml, s, len);
}

void tree_end(struct tree *t)
{
    xml_end(&t->xml);
    if (t->stack.len)
        xml_damage(&t->xml);
    pop_to(t, 0);
}
