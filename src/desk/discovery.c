#include "desk/discovery.h"

#include <string.h>

#include "text/url.h"

enum { TOLD = 300 /* bytes of what is told */ };

/* Of the host, and beside the page. */
static const struct {
    const char *path;
    bool is_below;
} usual[] = {
#define PLACE(path) { path, false },
#define BELOW(path) { path, true },
#include "desk/places.def"
#undef PLACE
#undef BELOW
};

void discovery_init(struct discovery *d, const char *address)
{
    *d = (struct discovery){ .stage = DISCOVERY_ADDRESS };
    d->address = d->site = arena_strdup(&d->arena, address);
    discovery_note_asked(d, address);
}

void discovery_release(struct discovery *d)
{
    vec_release(&d->stated);
    vec_release(&d->linked);
    vec_release(&d->maps);
    vec_release(&d->places);
    vec_release(&d->asked);
    arena_release(&d->arena);
}

void discovery_land(struct discovery *d, const char *url)
{
    d->site = arena_strdup(&d->arena, url);
    discovery_note_asked(d, url);
}

static struct named_feed copy(struct discovery *d, const struct named_feed *f)
{
    return (struct named_feed){ arena_strdup(&d->arena, f->url), arena_strdup(&d->arena, f->title), arena_strdup(&d->arena, f->type) };
}

void discovery_name(struct discovery *d, const struct named_feed *feed)
{
    if (d->stated.len + d->linked.len + d->maps.len >= DISCOVERY_NAMED)
        return;
    if (!feed->type)
        *vec_push(&d->linked) = copy(d, feed);
    else if (str_same(feed->type, "sitemap"))
        *vec_push(&d->maps) = copy(d, feed);
    else
        *vec_push(&d->stated) = copy(d, feed);
}

/* ---- What was asked ---- */

bool discovery_was_asked(const struct discovery *d, const char *url)
{
    for (size_t i = 0; i < d->asked.len; i++)
        if (strcmp(d->asked.items[i], url) == 0)
            return true;
    return false;
}

void discovery_note_asked(struct discovery *d, const char *url)
{
    if (!discovery_was_asked(d, url))
        *vec_push(&d->asked) = arena_strdup(&d->arena, url);
}

const struct named_feed *discovery_next(struct discovery *d)
{
    while (!d->closed && d->next < d->places.len) {
        const struct named_feed *place = &d->places.items[d->next++];
        if (discovery_was_asked(d, place->url))
            continue;
        discovery_note_asked(d, place->url);
        return place;
    }
    return NULL;
}

/* "https://example.org" of an address. */
static size_t site_len(const char *url)
{
    struct url u;
    url_parse(url, &u);
    return u.path.s ? (size_t)(u.path.s - url) : strlen(url);
}

static bool is_here(const struct discovery *d, const char *url)
{
    size_t len = site_len(d->site);
    return strncmp(url, d->site, len) == 0 && url[len] == '/';
}

void discovery_leave(struct discovery *d, const char *url)
{
    d->closed |= is_here(d, url);
}

void discovery_tell(const struct discovery *d, struct str *out)
{
    size_t start = out->len;
    for (size_t i = 0; i < d->asked.len; i++) {
        const char *url = d->asked.items[i];
        if (strcmp(url, d->address) == 0 || strcmp(url, d->site) == 0)
            continue;
        str_adds(out, out->len > start ? ", " : "");
        if (out->len - start + strlen(url) > TOLD) {
            str_adds(out, "\xE2\x80\xA6");
            return;
        }
        str_adds(out, is_here(d, url) ? url + site_len(d->site) : url);
    }
}

/* ---- The stages ---- */

static bool is_stated(const struct discovery *d, const char *url)
{
    for (size_t i = 0; i < d->stated.len; i++)
        if (strcmp(d->stated.items[i].url, url) == 0)
            return true;
    return false;
}

/* What the page states itself need not be asked. */
void discovery_apply(struct discovery *d, const struct feed_rules *own, const struct feed_rules *shipped)
{
    struct feed_place places[FEED_PLACES_MAX];
    /* A consent's page may have come in the place of what was given, which says more then. */
    const char *page = feed_rules_decide(own, d->address) || feed_rules_decide(shipped, d->address) ? d->address : d->site;
    const struct feed_rules *rules = feed_rules_decide(own, page) ? own : shipped;
    size_t count = feed_rules_apply(rules, page, &d->arena, places);
    for (size_t i = 0; i < count; i++)
        if (!is_stated(d, places[i].address))
            *vec_push(&d->places) = (struct named_feed){ places[i].address, arena_strdup(&d->arena, places[i].name), NULL };
}

void discovery_also(struct discovery *d, const char *url)
{
    if (d->places.len < DISCOVERY_NAMED)
        *vec_push(&d->places) = (struct named_feed){ .url = arena_strdup(&d->arena, url) };
}

static void add_linked(struct discovery *d)
{
    for (size_t i = 0; i < d->maps.len && i < DISCOVERY_MAPS; i++)
        *vec_push(&d->places) = d->maps.items[i];
    for (size_t i = 0; i < d->linked.len && i < DISCOVERY_LINKS; i++)
        *vec_push(&d->places) = d->linked.items[i];
}

/* The folder in which a page stands, "https://example.org/blog/"; false: the site's front,
 * or so deep that it is one story's. */
static bool folder_of(const char *url, struct str *out)
{
    struct url u;
    url_parse(url, &u);
    size_t len = u.path.len;
    while (len && u.path.s[len - 1] == '/')
        len--;
    if (len < 2 || memchr(u.path.s + 1, '/', len - 1) || memchr(u.path.s, '.', len))
        return false;
    str_add(out, url, (size_t)(u.path.s - url) + len);
    str_addc(out, '/');
    return true;
}

static void add_usual(struct discovery *d)
{
    struct str folder = STR_INIT, url = STR_INIT;
    bool has_folder = folder_of(d->site, &folder);
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++) {
        str_reset(&url);
        if (usual[i].is_below && !has_folder)
            continue;
        if (url_resolve(usual[i].is_below ? folder.data : d->site, usual[i].path, &url))
            discovery_also(d, url.data);
    }
    str_release(&folder);
    str_release(&url);
}

bool discovery_advance(struct discovery *d)
{
    bool is_site = url_is_http(d->site) && !d->maps.len;
    enum discovery_stage last = d->only_rules ? DISCOVERY_RULES : d->closed ? DISCOVERY_STATED : is_site ? DISCOVERY_USUAL : DISCOVERY_LINKED;
    vec_reset(&d->places);
    d->next = 0;
    d->stage = d->stage < last ? d->stage + 1 : DISCOVERY_OVER;
    if (d->stage == DISCOVERY_LINKED)
        add_linked(d);
    if (d->stage == DISCOVERY_USUAL)
        add_usual(d);
    return d->stage != DISCOVERY_OVER;
}
