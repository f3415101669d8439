/* A wall says little: its own question and the fine print. So only a short page is
 * looked at for its words; a site's front page speaks of cookies, log-ins and
 * robots, too. */
#include "parse/feed_wall.h"

#include <string.h>

#include "base/vec.h"
#include "text/unicode.h"
#include "text/url.h"

enum { SHORT = 6000 }; /* bytes of text */

/* Parts of a page's text and title, in any case. */
static const struct {
    const char *words;
    enum wall wall;
} phrases[] = {
    { "captcha", WALL_ROBOT },
    { "are you a robot", WALL_ROBOT },
    { "not a robot", WALL_ROBOT },
    { "you are human", WALL_ROBOT },
    { "you're human", WALL_ROBOT },
    { "are you human", WALL_ROBOT },
    { "checking your browser", WALL_ROBOT },
    { "checking if the site connection is secure", WALL_ROBOT },
    { "just a moment", WALL_ROBOT },
    { "ddos protection", WALL_ROBOT },
    { "unusual traffic", WALL_ROBOT },
    { "automated traffic", WALL_ROBOT },
    { "security check", WALL_ROBOT },
    { "enable javascript and cookies", WALL_ROBOT },
    { "access denied", WALL_ROBOT },
    { "request blocked", WALL_ROBOT },
    { "kein roboter", WALL_ROBOT },
    { "sie ein mensch", WALL_ROBOT },
    { "ungewöhnlichen datenverkehr", WALL_ROBOT },
    { "zugriff verweigert", WALL_ROBOT },
    { "pas un robot", WALL_ROBOT },
    { "êtes humain", WALL_ROBOT },
    { "accès refusé", WALL_ROBOT },
    { "no soy un robot", WALL_ROBOT },
    { "es humano", WALL_ROBOT },
    { "acceso denegado", WALL_ROBOT },
    { "non sono un robot", WALL_ROBOT },
    { "не робот", WALL_ROBOT },
    { "before you continue", WALL_CONSENT },
    { "accept all", WALL_CONSENT },
    { "we value your privacy", WALL_CONSENT },
    { "we and our partners", WALL_CONSENT },
    { "your privacy choices", WALL_CONSENT },
    { "consent to", WALL_CONSENT },
    { "alle akzeptieren", WALL_CONSENT },
    { "alles akzeptieren", WALL_CONSENT },
    { "bevor sie fortfahren", WALL_CONSENT },
    { "bevor sie weitergehen", WALL_CONSENT },
    { "einwilligung", WALL_CONSENT },
    { "mit werbung weiterlesen", WALL_CONSENT },
    { "tout accepter", WALL_CONSENT },
    { "consentement", WALL_CONSENT },
    { "aceptar todo", WALL_CONSENT },
    { "consentimiento", WALL_CONSENT },
    { "accetta tutto", WALL_CONSENT },
    { "alles accepteren", WALL_CONSENT },
};

static enum wall wall_of_words(const char *text)
{
    for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++)
        if (unicode_contains(text, phrases[i].words))
            return phrases[i].wall;
    return WALL_NONE;
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

static enum wall wall_of_elements(const struct html *h)
{
    enum wall found = WALL_NONE;
    for (uint32_t i = 0; i < h->count; i++) {
        if (is_riddle(h->elements[i].node))
            return WALL_ROBOT;
        if (is_password(h->elements[i].node))
            found = WALL_LOGIN;
    }
    return found;
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

enum wall feed_wall(const struct html *h, const char *base)
{
    struct str host = STR_INIT, text = STR_INIT;
    url_host(base, &host);
    enum wall wall = str_starts(host.data, "consent.") ? WALL_CONSENT : WALL_NONE;
    read_text(h, &text);
    if (wall == WALL_NONE && text.len <= SHORT)
        wall = wall_of_elements(h);
    if (text.len <= SHORT && (wall == WALL_NONE || wall == WALL_LOGIN)) {
        enum wall said = wall_of_words(text.data);
        wall = said != WALL_NONE ? said : wall;
    }
    str_release(&host);
    str_release(&text);
    return wall;
}
