#include "parse/roles.h"

#include <string.h>

#include "base/hash.h"
#include "base/num.h"
#include "parse/page.h"

enum {
    MAX_TOKENS = 64,    /* of one attribute: more are a style sheet's own */
    MAX_WORDS = 12,     /* of one token */
    MAX_TOKEN = 96      /* bytes */
};

static const struct role_word {
    const char *words;
    enum role role;
} role_words[] = {
#define ROLE_WORD(words, role) { words, ROLE_##role },
#include "parse/roles.def"
#undef ROLE_WORD
};

/* Made once: to fill it costs more than to read an item. */
static const struct map *words_map(void)
{
    static struct map m;
    bool made = m.len;
    for (size_t i = 0; !made && i < sizeof role_words / sizeof role_words[0]; i++)
        map_put(&m, role_words[i].words, role_words[i].role);
    return &m;
}

/* ---- Words of a token ---- */

struct token {
    char words[MAX_TOKEN * 2]; /* in lower case, one space between */
    size_t start[MAX_WORDS + 1];
    size_t count;
};

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || (unsigned char)c >= 0x80;
}

static void divide(const char *s, size_t len, struct token *t)
{
    size_t n = 0;
    bool inside = false;
    t->count = 0;
    for (size_t i = 0; i < num_min(len, MAX_TOKEN) && n + 2 < sizeof t->words; i++) {
        bool hump = inside && is_upper(s[i]) && !is_upper(s[i - 1]);
        if (!is_word(s[i])) {
            inside = false;
            continue;
        }
        if (!inside || hump) {
            if (t->count == MAX_WORDS)
                break;
            if (n)
                t->words[n++] = ' ';
            t->start[t->count++] = n;
        }
        inside = true;
        t->words[n++] = str_lower(s[i]);
    }
    t->words[n] = '\0';
    t->start[t->count] = n + 1;
}

static enum role stronger(enum role a, enum role b)
{
    return a == ROLE_NONE || (b != ROLE_NONE && b < a) ? b : a;
}

/* False where no row says these words; a row may say that they mean nothing. */
static bool look_up(const struct map *m, const struct token *t, size_t from, size_t words, enum role *found)
{
    char key[MAX_TOKEN * 2];
    size_t len = t->start[from + words] - 1 - t->start[from];
    memcpy(key, t->words + t->start[from], len);
    key[len] = '\0';
    const int64_t *role = map_find(m, key);
    *found = role ? (enum role)*role : ROLE_NONE;
    return role != NULL;
}

static enum role token_role(const struct map *m, const char *s, size_t len)
{
    struct token t;
    char whole[MAX_TOKEN + 2];
    enum role found = ROLE_NONE;
    divide(s, len, &t);
    if (t.count == 1 && t.start[1] - 1 == len) {
        whole[0] = '=';
        memcpy(whole + 1, t.words, len + 1);
        const int64_t *role = map_find(m, whole);
        found = role ? (enum role)*role : ROLE_NONE;
    }
    for (size_t i = 0; i < t.count;) {
        size_t words = num_min(3, t.count - i);
        enum role role = ROLE_NONE;
        while (words && !look_up(m, &t, i, words, &role))
            words--;
        found = stronger(found, role);
        i += words ? words : 1;
    }
    return found;
}

static enum role attribute_role(const struct map *m, const char *value)
{
    enum role found = ROLE_NONE;
    for (size_t tokens = 0; value && *value && tokens < MAX_TOKENS; tokens++) {
        value += strspn(value, " \t\n\r\f");
        size_t len = strcspn(value, " \t\n\r\f");
        if (len)
            found = stronger(found, token_role(m, value, len));
        value += len;
    }
    return found;
}

/* ---- Other attributes ---- */

static bool is_hidden(const struct node *n)
{
    const char *style = html_attribute(n, ATTRIBUTE_style), *aria = html_attribute(n, ATTRIBUTE_aria_hidden);
    bool caption = html_tag(n) == TAG_figcaption || (n->parent && html_tag(n->parent) == TAG_figcaption); /* read out with the picture already */
    if (html_attribute(n, ATTRIBUTE_hidden) || (aria && str_same_nocase(aria, "true") && !caption))
        return true;
    if (!style)
        return false;
    const char *p = str_find_nocase(style, strlen(style), "display");
    if (p) {
        p += 7;
        p += strspn(p, " :");
        return str_starts_nocase(p, "none");
    }
    p = str_find_nocase(style, strlen(style), "visibility");
    return p && str_find_nocase(p, strlen(p), "hidden");
}

static enum role by_aria(const char *role)
{
    static const struct { const char *name; enum role role; } table[] = {
        { "navigation", ROLE_NAV }, { "banner", ROLE_NAV }, { "search", ROLE_NAV }, { "menu", ROLE_NAV }, { "menubar", ROLE_NAV },
        { "contentinfo", ROLE_NAV }, { "dialog", ROLE_PROMO }, { "alertdialog", ROLE_PROMO }, { "alert", ROLE_PROMO },
        { "article", ROLE_ARTICLE }, { "main", ROLE_ARTICLE }, { "complementary", ROLE_NAV },
    };
    for (size_t i = 0; role && i < sizeof table / sizeof table[0]; i++) {
        if (str_same_nocase(role, table[i].name))
            return table[i].role;
    }
    return ROLE_NONE;
}

static enum role by_microdata(const char *property)
{
    static const struct { const char *name; enum role role; } table[] = {
        { "articlebody", ROLE_BODY }, { "reviewbody", ROLE_BODY }, { "headline", ROLE_HEADLINE }, { "author", ROLE_BYLINE },
        { "datepublished", ROLE_DATE }, { "datemodified", ROLE_DATE }, { "caption", ROLE_CAPTION }, { "comment", ROLE_COMMENTS },
        { "alternativeheadline", ROLE_LEDE }, { "copyrightholder", ROLE_CREDIT },
    };
    for (size_t i = 0; property && i < sizeof table / sizeof table[0]; i++) {
        const char *p = str_find_nocase(property, strlen(property), table[i].name);
        if (p)
            return table[i].role;
    }
    return ROLE_NONE;
}

static enum role by_tag(const struct html *h, uint32_t i)
{
    switch (h->elements[i].tag) {
    case TAG_nav:
        return ROLE_NAV;
    case TAG_figcaption:
        return ROLE_CAPTION;
    case TAG_form:
    case TAG_footer:
    case TAG_aside:
        return ROLE_NAV;
    default:
        return ROLE_NONE;
    }
}

/* What a box is called to those who cannot see it, or to those who test it; such
 * a name says that something is not the text, never that it is. */
static enum role by_label(const struct map *m, const struct html *h, uint32_t i)
{
    static const enum attribute names[] = { ATTRIBUTE_aria_label, ATTRIBUTE_data_testid, ATTRIBUTE_data_component, ATTRIBUTE_data_module };
    enum role role = ROLE_NONE;
    if (!(html_tag_flags((enum tag)h->elements[i].tag) & TAG_IS_BLOCK))
        return ROLE_NONE;
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
        const char *value = html_attribute(h->elements[i].node, names[k]);
        role = value && strlen(value) < MAX_TOKEN ? stronger(role, attribute_role(m, value)) : role;
    }
    return role == ROLE_COMMENTS || role == ROLE_RELATED || role == ROLE_SHARE || role == ROLE_PROMO ? role : ROLE_NONE;
}

static enum role role_of(const struct map *m, struct html *h, uint32_t i)
{
    const struct node *n = h->elements[i].node;
    enum role role = by_microdata(html_attribute(n, ATTRIBUTE_itemprop));
    if (role != ROLE_NONE && role != ROLE_CREDIT)
        return role;
    role = stronger(role, by_aria(html_attribute(n, ATTRIBUTE_role)));
    role = stronger(role, attribute_role(m, html_attribute(n, ATTRIBUTE_class)));
    role = stronger(role, attribute_role(m, html_attribute(n, ATTRIBUTE_id)));
    role = stronger(role, by_label(m, h, i));
    role = stronger(role, by_tag(h, i));
    return role == ROLE_NAV && h->elements[i].tag == TAG_figure ? ROLE_NONE : role; /* no menu is a figure */
}

void roles_find(struct html *h)
{
    const struct map *m = words_map();
    for (uint32_t i = h->body + 1; i < h->count; i++) {
        struct element *e = &h->elements[i];
        if (e->skip)
            continue;
        e->role = (uint8_t)(is_hidden(e->node) ? ROLE_HIDDEN : role_of(m, h, i));
    }
}

static bool holds_heading(const struct html *h, uint32_t i)
{
    for (uint32_t k = i + 1; k < h->elements[i].end; k++) {
        enum tag tag = (enum tag)h->elements[k].tag;
        if ((tag >= TAG_h1 && tag <= TAG_h6) || tag == TAG_article || tag == TAG_time)
            return true;
    }
    return false;
}

/* Called a picture or a caption, and holding a picture and a line or two. */
static bool is_figure(const struct html *h, uint32_t i)
{
    enum { LEAST = 8, MOST = 350, PICTURES = 2 }; /* letters; a gallery says which text is whose */
    const struct element *e = &h->elements[i];
    bool called = e->role == ROLE_PICTURE || e->role == ROLE_CAPTION;
    if (!called || !e->images || e->images > PICTURES || e->text < LEAST || e->text > MOST || e->link * 2 > e->text || !(html_tag_flags((enum tag)e->tag) & TAG_IS_BLOCK))
        return false;
    return e->tag != TAG_article && e->tag != TAG_body && !holds_heading(h, i);
}

/* A picture, another story's headline as a link, and a line that is styled as a caption. */
static bool is_teaser(const struct element *box, const struct element *caption)
{
    return box->link * 2 > box->text && caption->link * 2 <= caption->text;
}

/* What leads nowhere is no teaser. */
static bool holds_link(const struct html *h, uint32_t i)
{
    for (uint32_t k = i; k < h->elements[i].end; k++) {
        if (h->elements[k].tag == TAG_a)
            return true;
    }
    return false;
}

/* Beside a picture its alternative text once more, with little else: a caption
 * that nothing names. */
static void find_repeated(struct html *h, uint32_t img, uint32_t headline)
{
    enum { LEAST = 20, MORE = 60, /* letters */ BYTES = 1000, CLIMB = 3 };
    const char *alt = html_attribute(h->elements[img].node, ATTRIBUTE_alt);
    size_t weight = alt ? html_weight(alt, strlen(alt)) : 0;
    uint32_t up = h->elements[img].parent;
    for (int k = 0; k < CLIMB && up > h->body && !h->elements[up].text; k++)
        up = h->elements[up].parent;
    struct element *box = &h->elements[up];
    bool plain = up > h->body && box->images == 1 && (box->role != ROLE_RELATED || !holds_link(h, up)) && box->role != ROLE_FIGURE && box->tag != TAG_figure && box->tag != TAG_article && box->tag != TAG_main;
    if (weight < LEAST || !plain || box->skip || box->text < weight || box->text > weight + MORE || box->link * 2 > box->text || (headline && html_inside(h, headline, up)))
        return;
    struct str text = STR_INIT;
    html_text(box->node, BYTES, &text);
    if (page_has_words(text.data, alt) && !holds_heading(h, up))
        box->role = ROLE_FIGURE;
    str_release(&text);
}

void roles_find_figures(struct html *h, uint32_t headline)
{
    enum { CLIMB = 4 };
    for (uint32_t i = h->body + 1; i < h->count; i++) {
        struct element *e = &h->elements[i];
        bool figure = is_figure(h, i) && !(headline && html_inside(h, headline, i));
        if (figure || e->role == ROLE_PICTURE || (e->role == ROLE_CAPTION && e->images))
            e->role = figure ? ROLE_FIGURE : ROLE_NONE;
        if (figure)
            i = e->end - 1;
    }
    for (uint32_t i = h->body + 1; i < h->count; i++) {
        if (!h->elements[i].skip && (h->elements[i].tag == TAG_img || h->elements[i].tag == TAG_amp_img))
            find_repeated(h, i, headline);
    }
    for (uint32_t i = h->body + 1; i < h->count; i++) {
        const struct element *e = &h->elements[i];
        if (e->skip || (e->role != ROLE_CAPTION && e->role != ROLE_CREDIT) || e->images)
            continue;
        uint32_t up = e->parent;
        for (int k = 0; k < CLIMB && up > h->body && !h->elements[up].images; k++)
            up = h->elements[up].parent;
        struct element *box = &h->elements[up];
        bool loose = box->images == 0 || is_teaser(box, e) || box->tag == TAG_body || box->tag == TAG_main || box->tag == TAG_article || box->role == ROLE_BODY || box->text > e->text * 2 + 400 || (headline && html_inside(h, headline, up));
        if (!loose && box->tag != TAG_figure && !box->skip)
            box->role = ROLE_FIGURE;
    }
}
