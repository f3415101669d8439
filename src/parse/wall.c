/* A wall says little: its own question and the fine print. So only a short page is
 * looked at for its words; a site's front page speaks of cookies, log-ins and
 * robots, too. */
#include "parse/wall.h"

#include <string.h>

#include "base/vec.h"
#include "text/unicode.h"
#include "text/url.h"

enum { SHORT = 6000 }; /* bytes of text */

static const struct {
    enum document_kind kind;
    const char *words;
} phrases[] = {
#define ROBOT(s) { DOCUMENT_ROBOT, s },
#define CONSENT(s) { DOCUMENT_CONSENT, s },
#define MISSING(s) { DOCUMENT_MISSING, s },
#include "parse/walls.def"
#undef ROBOT
#undef CONSENT
#undef MISSING
};

static enum document_kind wall_of_words(const char *text)
{
    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++)
        if (phrases[i].kind != DOCUMENT_MISSING && unicode_contains(text, phrases[i].words))
            return phrases[i].kind;
    return DOCUMENT_STORY;
}

bool wall_is_missing(const char *title)
{
    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++)
        if (phrases[i].kind == DOCUMENT_MISSING && unicode_contains(title, phrases[i].words))
            return true;
    return false;
}

/* What fetches the riddle is named after it. */
static bool is_riddle(const struct node *n)
{
    static const enum attribute attributes[] = { ATTRIBUTE_src, ATTRIBUTE_action, ATTRIBUTE_class, ATTRIBUTE_id };
    for (size_t i = 0; i < sizeof attributes / sizeof attributes[0]; i++) {
        const char *value = html_attribute(n, attributes[i]);
        if (value && (str_find_nocase(value, strlen(value), "captcha") || str_find_nocase(value, strlen(value), "challenge")))
            return true;
    }
    return false;
}

static bool is_password(const struct node *n)
{
    const char *type = html_attribute(n, ATTRIBUTE_type);
    return type && html_tag(n) == TAG_input && str_same_nocase(type, "password");
}

static enum document_kind wall_of_elements(const struct html *h)
{
    enum document_kind found = DOCUMENT_STORY;
    for (uint32_t i = 0; i < h->count; i++) {
        if (is_riddle(h->elements[i].node))
            return DOCUMENT_ROBOT;
        if (is_password(h->elements[i].node))
            found = DOCUMENT_LOGIN;
    }
    return found;
}

/* What it says is believed before a field for a password, and a riddle before both. */
static enum document_kind wall_of_short(const struct html *h, const char *text)
{
    enum document_kind asked = wall_of_elements(h), said = asked == DOCUMENT_ROBOT ? asked : wall_of_words(text);
    return said != DOCUMENT_STORY ? said : asked;
}

/* All that can be read, the title and the buttons too, a little more than a short page has. */
static void read_text(const struct html *h, struct str *out)
{
    struct node *root = h->elements[0].node;
    for (struct node *n = root; n && out->len <= SHORT; n = html_next(n, root)) {
        bool is_code = n->parent && (html_tag(n->parent) == TAG_script || html_tag(n->parent) == TAG_style);
        if (n->kind != NODE_TEXT || is_code)
            continue;
        str_adds(out, n->content);
        str_addc(out, '\n');
    }
}

enum document_kind wall_of_page(const struct html *h, const char *base)
{
    struct str host = STR_INIT, text = STR_INIT;
    enum document_kind wall = DOCUMENT_STORY;
    url_host(base, &host);
    read_text(h, &text);
    if (str_starts(host.data, "consent."))
        wall = DOCUMENT_CONSENT;
    else if (text.len <= SHORT)
        wall = wall_of_short(h, text.data);
    str_release(&host);
    str_release(&text);
    return wall;
}
