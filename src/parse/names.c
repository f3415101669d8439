#include "parse/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/vec.h"
#include "parse/builder.h"
#include "parse/page.h"

enum { MAX_NAME = 80, MAX_WORDS = 6 };

/* Before a name. */
static const char *const leads[] = {
    "by ", "by:", "vom ", "erstellt von", "eingestellt von", "veröffentlicht von", "zeige alle beiträge von", "show all articles of", "pressemitteilung von", "gespeichert von", "verfasst von", "show all posts by", "view all posts by", "posts by ", "articles by ", "photograph by ", "opinion by ", "analysis by ", "review by ", "written by", "words by", "posted by", "published by", "reported by", "story by", "text by", "article by", "edited by", "author:", "authors:",
    "author ", "von ", "text:", "text von", "autor:", "autorin:", "ein artikel von", "ein kommentar von", "eine analyse von", "interview:", "par ", "publié par", "propos recueillis par",
    "auteur:", "auteur :", "por ", "por:", "escrito por", "publicado por", "redacción:", "di ", "a cura di", "scritto da", "door ", "tekst:", "af ", "av ", "skriven av", "autor ",
    "napisał", "od ", "skrev ", "szerző:", "yazan:", "de ", "redactor:", "автор:", "Автор:", "Текст:", "текст:", "Автор ", "文/", "作者:", "作者：", "記者", "記者：", "来源:",
};

/* Between names. */
static const char *const joints[] = { ",", ";", " and ", " & ", " und ", " et ", " y ", " e ", " en ", " og ", " och ", " with ", "|", "/", "、", "・", "·", "•", " – ", " — ", " i ", " и ", " on ", " am ", " um ", " at ", " via ", " vor " };

static size_t lead_of(const char *s)
{
    size_t best = 0;
    for (size_t i = 0; i < sizeof leads / sizeof leads[0]; i++) {
        if (str_starts_nocase(s, leads[i]) && strlen(leads[i]) > best)
            best = strlen(leads[i]);
    }
    return best;
}

static const char *next_joint(const char *s, size_t *len)
{
    const char *best = NULL;
    for (size_t i = 0; i < sizeof joints / sizeof joints[0]; i++) {
        const char *p = str_find_nocase(s, strlen(s), joints[i]);
        if (p && (!best || p < best)) {
            best = p;
            *len = strlen(joints[i]);
        }
    }
    return best;
}

static bool is_handle(const char *s)
{
    return strchr(s, '@') || str_find(s, strlen(s), "://") || str_find_nocase(s, strlen(s), "www.") || str_find_nocase(s, strlen(s), ".com");
}

static bool is_role(const char *s)
{
    static const char *const words[] = { "editor", "reporter", "correspondent", "writer", "staff", "redaktion", "redacción", "redação", "rédaction", "redazione", "redaktor", "contributor", "journalist", "journalista", "producer", "admin", "senior", "chief", "updated", "published", "posted", "min read", "guest", "author", "share", "follow", "view all", "more from" };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (str_find_nocase(s, strlen(s), words[i]))
            return true;
    }
    return false;
}

static bool is_name(const char *s, bool shown)
{
    size_t words = 1, digits = 0;
    for (const char *c = s; *c; c++) {
        words += *c == ' ';
        digits += *c >= '0' && *c <= '9';
    }
    if (str_same_nocase(s, "by") || str_same_nocase(s, "von") || str_same_nocase(s, "author"))
        return false;
    return strlen(s) >= 2 && strlen(s) <= MAX_NAME && words <= MAX_WORDS && digits < 2 && !is_handle(s) && (!shown || !is_role(s));
}

static void add(struct names *n, const char *s, size_t len, bool shown)
{
    struct str one = STR_INIT;
    str_add(&one, s, len);
    str_trim(&one);
    size_t lead = lead_of(one.data);
    if (!lead && str_starts(one.data, "By") && one.data[2] >= 'A' && one.data[2] <= 'Z')
        lead = 2; /* two elements with nothing between */
    str_drop(&one, lead);
    str_trim(&one);
    while (one.len && strchr(".:,-*", one.data[one.len - 1]))
        str_cut(&one, one.len - 1);
    char *bracket = strchr(one.data, '(');
    if (bracket)
        str_cut(&one, (size_t)(bracket - one.data));
    str_trim(&one);
    bool good = is_name(one.data, shown);
    good = good && !(n->site && page_same_words(one.data, n->site));
    for (size_t i = 0; i < n->len && good; i++)
        good = !page_same_words(n->items[i], one.data);
    if (good && n->len < PAGE_MAX_NAMES)
        *vec_push(n) = arena_strndup(n->arena, one.data, one.len);
    str_release(&one);
}

bool names_is_byline(const char *line)
{
    size_t lead = line ? lead_of(line) : 0;
    return lead > 2 && line[lead] && !str_starts_nocase(line, "di ") && !str_starts_nocase(line, "de ") && !str_starts_nocase(line, "od ");
}

void names_add_line(struct names *n, const char *line, bool shown)
{
    if (!line || strlen(line) > 500 || strstr(line, "://"))
        return;
    size_t len;
    line += lead_of(line);
    for (const char *p; (p = next_joint(line, &len)) != NULL; line = p + len)
        add(n, line, (size_t)(p - line), shown);
    add(n, line, strlen(line), shown);
}

void names_release(struct names *n)
{
    vec_release(n);
}

void names_take(struct names *n, const char ***items, size_t *count)
{
    *items = arena_array(n->arena, n->len, sizeof **items);
    *count = n->len;
    if (n->len)
        memcpy(*items, n->items, n->len * sizeof **items);
    names_release(n);
}
