#include "conf/feed_rules.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/vec.h"
#include "conf/address.h"
#include "conf/words.h"
#include "text/clean.h"
#include "text/url.h"
#include "text/utf8.h"

enum { MAX_NAME = 200 };

/* ---- Applying ---- */

static void write_address(const char *template, const char *page, const struct address_stars *c, struct str *out)
{
    if (str_starts(template, "//"))
        str_adds(out, str_starts_nocase(page, "https:") ? "https:" : "http:");
    for (const char *p = template; *p; p++) {
        size_t n = *p == '$' && p[1] >= '1' && p[1] <= '9' ? (size_t)(p[1] - '0') : 0;
        if (n && n <= c->len)
            str_add(out, c->items[n - 1].s, c->items[n - 1].len);
        else
            str_addc(out, *p);
        p += n ? 1 : 0;
    }
}

static const struct feed_rule *deciding(const struct feed_rules *r, const struct address *page, struct address_stars *c)
{
    for (size_t i = 0; i < r->len; i++)
        if (address_fits(r->items[i].pattern, page, c))
            return &r->items[i];
    return NULL;
}

bool feed_rules_decide(const struct feed_rules *r, const char *page)
{
    struct address a;
    struct address_stars c;
    return address_read(page, &a) && deciding(r, &a, &c);
}

size_t feed_rules_apply(const struct feed_rules *r, const char *page, struct arena *arena, struct feed_place places[FEED_PLACES_MAX])
{
    struct address a;
    struct address_stars c;
    size_t count = 0;
    const struct feed_rule *first = address_read(page, &a) ? deciding(r, &a, &c) : NULL;
    for (const struct feed_rule *rule = first; rule && rule < r->items + r->len && count < FEED_PLACES_MAX; rule++) {
        struct str written, whole = STR_INIT;
        if (!rule->address || strcmp(rule->pattern, first->pattern) != 0)
            continue;
        str_init(&written, URL_MAX);
        write_address(rule->address, page, &c, &written);
        if (!written.full && url_resolve("", written.data, &whole) && url_is_http(whole.data))
            places[count++] = (struct feed_place){ arena_strdup(arena, whole.data), rule->name };
        str_release(&written);
        str_release(&whole);
    }
    return count;
}

/* ---- Reading ---- */

static int check_address(const char *address, int stars, struct err *err)
{
    if (strcmp(address, "-") == 0)
        return 0;
    if (!str_starts(address, "//") && !url_is_http(address))
        return err_set(err, ERR_USAGE, _("\"%.100s\" is no feed's address; it begins with https://, http:// or //"), address);
    for (const char *p = address; (p = strchr(p, '$')) != NULL; p++)
        if (p[1] >= '1' && p[1] <= '9' && p[1] - '0' > stars)
            return err_set(err, ERR_USAGE, P_("there is no $%c: the pattern has %d star", "there is no $%c: the pattern has %d stars", stars), p[1], stars);
    return 0;
}

static const char *read_name(struct arena *arena, const char *word)
{
    struct str name = STR_INIT;
    clean_text(word, strlen(word), CLEAN_FOLD, &name);
    const char *kept = name.len ? arena_strndup(arena, name.data, utf8_cut(name.data, name.len, MAX_NAME)) : NULL;
    str_release(&name);
    return kept;
}

static int take_rule(struct feed_rules *r, const struct words *w, struct err *err)
{
    if (w->len < 3 || w->len > 4 || strcmp(w->items[1], "->") != 0)
        return err_set(err, ERR_USAGE, "%s", _("a rule is written: example.org/blog/* -> https://example.org/$1.xml \"Name\""));
    const char *pattern = address_bare(w->items[0]), *address = w->items[2];
    int stars = address_check(pattern, err);
    if (stars < 0 || check_address(address, stars, err))
        return -1;
    if (r->len == FEED_RULES_MAX)
        return err_set(err, ERR_USAGE, _("a file holds at most %d rules"), FEED_RULES_MAX);
    *vec_push(r) = (struct feed_rule){ arena_strdup(&r->arena, pattern), strcmp(address, "-") ? arena_strdup(&r->arena, address) : NULL,
                                       w->len == 4 ? read_name(&r->arena, w->items[3]) : NULL };
    return 0;
}

static void read_line(struct feed_rules *r, const char *name, int number, const char *line)
{
    struct err err = { 0 };
    struct words w = { 0 };
    int result = 0;
    if (!utf8_is_valid(line, strlen(line)))
        result = err_set(&err, ERR_USAGE, "%s", _("this line is not in UTF-8"));
    else if ((result = words_split(&w, line, &err)) == 0 && w.len)
        result = take_rule(r, &w, &err);
    if (result)
        problems_add(&r->problems, name, number, "%s", err.text);
    words_release(&w);
}

void feed_rules_read(struct feed_rules *r, const char *name, const char *text, size_t len)
{
    struct str line = STR_INIT;
    size_t at = 0;
    for (int number = 1; at < len; number++) {
        const char *end = memchr(text + at, '\n', len - at);
        size_t part = end ? (size_t)(end - text) - at : len - at;
        str_reset(&line);
        str_add(&line, text + at, part);
        read_line(r, name, number, line.data);
        at += part + 1;
    }
    str_release(&line);
}

void feed_rules_load(struct feed_rules *r, const char *path)
{
    struct str text;
    struct err err = { 0 };
    str_init(&text, FEED_RULES_BYTES);
    if (file_exists(path) && file_read(path, &text, &err))
        problems_add(&r->problems, path, 0, "%s", err.text);
    else
        feed_rules_read(r, path, text.data, text.len);
    str_release(&text);
}

void feed_rules_release(struct feed_rules *r)
{
    arena_release(&r->arena);
    vec_release(r);
    problems_release(&r->problems);
    *r = (struct feed_rules){ 0 };
}
