/* The headline as the page shows it: the heading that agrees with what the page
 * states; else what it states, without the site's name. */
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "parse/page.h"

enum { MAX_TITLE = 600, MIN_TITLE = 4 };

static const char *title_element(struct page *p)
{
    for (uint32_t i = 0; i < p->h.count; i++) {
        if (p->h.elements[i].tag != TAG_title || (p->h.elements[p->h.elements[i].parent].tag != TAG_head && p->h.elements[p->h.elements[i].parent].tag != TAG_body))
            continue;
        struct str raw = STR_INIT, line = STR_INIT;
        html_raw(p->h.elements[i].node, MAX_TITLE, &raw);
        fold_line(raw.data, raw.len, &line);
        const char *copy = line.len ? arena_strndup(p->arena, line.data, line.len) : NULL;
        str_release(&raw);
        str_release(&line);
        return copy;
    }
    return NULL;
}

/* ---- A title without the name of its site ---- */

static const char *const joints[] = { " | ", " - ", " – ", " — ", " :: ", " « ", " » ", " · ", " • ", " / ", " ‹ ", " › ", " > ", " ― ", "｜", " : " };

/* The last joint in len bytes; *size: its bytes. */
static const char *last_joint(const char *s, size_t len, size_t *size)
{
    const char *best = NULL;
    for (size_t i = 0; i < sizeof joints / sizeof joints[0]; i++) {
        size_t n = strlen(joints[i]);
        for (const char *p = s; (p = str_find(p, len - (size_t)(p - s), joints[i])) != NULL; p++) {
            if (!best || p > best) {
                best = p;
                *size = n;
            }
        }
    }
    return best;
}

/* The site's name or a part of it, or its host's, written together. */
static bool is_site(const struct page *p, const char *part)
{
    enum { LONG = 40 /* bytes: no name, whatever the page says */ };
    const char *sites[] = { p->meta.site, p->linked.site };
    for (size_t i = 0; i < 2; i++) {
        if (sites[i] && (page_same_words(part, sites[i]) || (strlen(part) < LONG && page_has_words(sites[i], part))))
            return true;
    }
    struct str host = STR_INIT, word = STR_INIT;
    const char *at = strstr(p->url, "://");
    for (at = at ? at + 3 : p->url; *at && *at != '/'; at++)
        if (*at != '-')
            str_addc(&host, str_lower(*at));
    for (const char *c = part; *c; c++)
        if ((unsigned char)*c >= 0x80 || (*c >= '0' && *c <= '9') || ((*c | 32) >= 'a' && (*c | 32) <= 'z'))
            str_addc(&word, str_lower(*c));
    bool same = word.len >= 4 && strstr(host.data, word.data);
    str_release(&host);
    str_release(&word);
    return same;
}

/* "The Mail Online" names The Mail too. */
static bool names_site(const struct page *p, const char *part)
{
    return is_site(p, part) || page_has_words(part, p->meta.site) || page_has_words(part, p->linked.site);
}

/* `guess`: a short tail goes too, whatever it says. */
static const char *without_site(struct page *p, const char *title, bool guess)
{
    size_t len = strlen(title), size = 0;
    for (int k = 0; k < 4; k++) {
        const char *joint = last_joint(title, len, &size);
        if (!joint)
            break;
        const char *tail = arena_strndup(p->arena, joint + size, len - (size_t)(joint + size - title));
        size_t before = (size_t)(joint - title);
        bool goes = names_site(p, tail) || (guess && strlen(tail) <= 25 && before >= 25 && strcmp(joints[15], arena_strndup(p->arena, joint, size)) != 0);
        if (!goes || before < MIN_TITLE)
            break;
        len = before;
    }
    const char *rest = arena_strndup(p->arena, title, len);
    for (size_t i = 0; i < sizeof joints / sizeof joints[0]; i++) { /* "Site: headline", "Site | headline" */
        const char *joint = strstr(rest, joints[i]);
        if (joint && strlen(joint) > 20 && names_site(p, arena_strndup(p->arena, rest, (size_t)(joint - rest))))
            return joint + strlen(joints[i]);
    }
    return rest;
}

/* ---- The heading ---- */

/* What the page states of its title: as it is, and its words (page_fold_words). */
enum { CLAIMS = 3 };
struct claims {
    const char *stated[CLAIMS]; /* JSON-LD, meta, <title> */
    struct str words[CLAIMS];
};

static size_t count_words(const char *folded)
{
    size_t n = 0;
    for (const char *c = folded; *c; c++)
        n += *c == ' ' && c[1] != '\0';
    return n;
}

/* Words of a that b has too, in percent of the words of both. */
static uint32_t shared_words(const char *a, const char *b)
{
    enum { LONGEST = 80 };
    char word[LONGEST + 2];
    size_t words = count_words(a), others = count_words(b), both = 0;
    while (*a && a[1]) {
        size_t n = 1 + strcspn(a + 1, " ");
        if (n < LONGEST) {
            memcpy(word, a, n);
            memcpy(word + n, " ", 2);
            both += strstr(b, word) != NULL;
        }
        a += n;
    }
    return words ? (uint32_t)num_min(both * 200 / (words + others), 100) : 0;
}

/* How much a heading is like what the page states: the same, nearly, a part. */
static int likeness(const struct claims *c, const char *line)
{
    enum { NEARLY = 80, MUCH = 60 /* percent */ };
    struct str words = STR_INIT;
    int best = 0;
    page_fold_words(line, &words);
    for (size_t i = 0; i < CLAIMS; i++) {
        const char *stated = c->words[i].data;
        int mine = page_same_words(line, c->stated[i]) ? 6 : 0;
        if (!mine && c->words[i].len > 2 && words.len > 2 && (strstr(stated, words.data) || strstr(words.data, stated)))
            mine = 4;
        uint32_t shared = c->stated[i] && mine < 6 ? shared_words(words.data, stated) : 0;
        mine = shared >= NEARLY ? 5 : shared >= MUCH && mine < 3 ? 3 : mine;
        best = mine > best ? mine : best;
    }
    str_release(&words);
    return best;
}

/* A heading that is a link to the front page says whose page it is. */
static bool leads_home(const struct page *p, uint32_t i)
{
    const struct html *h = &p->h;
    const struct element *e = &h->elements[i];
    for (uint32_t k = i + 1; k < e->end; k++) {
        const struct element *a = &h->elements[k];
        const char *href = a->tag == TAG_a ? html_attribute(a->node, ATTRIBUTE_href) : NULL, *rel = href ? html_attribute(a->node, ATTRIBUTE_rel) : NULL;
        if (!href || a->text < e->text)
            continue;
        const char *host = strstr(href, "//");
        const char *path = host ? host + 2 + strcspn(host + 2, "/") : href;
        return (rel && str_same_nocase(rel, "home")) || (*path == '\0' && host) || strcmp(path, "/") == 0;
    }
    return false;
}

static int worth(struct page *p, uint32_t i, const char *line, const struct claims *c)
{
    const struct element *e = &p->h.elements[i];
    size_t weight = html_weight(line, strlen(line));
    int like = likeness(c, line), score = like;
    if (e->tag == TAG_h1)
        score += 3;
    else if (e->tag == TAG_h2)
        score += 1;
    if (e->role == ROLE_HEADLINE)
        score += 3;
    if (weight < 10)
        score -= weight < 4 ? 3 : 1;
    bool stated = page_same_words(line, p->linked.title) || page_same_words(line, p->meta.title);
    if (!stated && (is_site(p, line) || leads_home(p, i)))
        score -= 6;
    else if ((like < 4 && names_site(p, line)) || (like < 5 && e->role == ROLE_NAV))
        score -= 4;
    return score;
}

/* Parts of a heading with names of their own ("kicker", "subtitle", a date) are
 * not the headline; NULL where nothing would be left, or where no part is named. */
static const char *without_parts(struct page *p, uint32_t heading)
{
    const struct html *h = &p->h;
    const struct node *top = h->elements[heading].node;
    struct str raw = STR_INIT, line = STR_INIT;
    bool any = false;
    for (struct node *n = html_next(h->elements[heading].node, top); n;) {
        enum role role = n->kind == NODE_ELEMENT ? (enum role)h->elements[html_index(n)].role : ROLE_NONE;
        bool other = role == ROLE_META || role == ROLE_LEDE || role == ROLE_DATE || role == ROLE_TAGS;
        if (n->kind == NODE_TEXT)
            str_adds(&raw, n->content);
        else if (html_tag_flags((enum tag)n->tag) & (TAG_IS_BLOCK | TAG_IS_VOID))
            str_addc(&raw, ' ');
        any |= other;
        n = other ? html_after(n, top) : html_next(n, top);
    }
    fold_line(raw.data, raw.len, &line);
    str_drop(&line, strspn(line.data, " :|,-")); /* what joined them, for those who hear it */
    const char *rest = any && line.len >= MIN_TITLE ? arena_strndup(p->arena, line.data, line.len) : NULL;
    str_release(&raw);
    str_release(&line);
    return rest;
}

/* "Kicker: headline" in one heading, where the page states the headline alone, or
 * its elements tell them apart; where the page states both, as it joins them. */
static const char *without_kicker(struct page *p, const char *line, const char *shown)
{
    const char *stated[] = { p->linked.title, p->meta.title, shown };
    for (size_t i = 0; i < 3; i++)
        stated[i] = stated[i] ? without_site(p, stated[i], i == 2) : NULL;
    size_t len = strlen(line);
    bool parts = p->h.elements[p->headline].end > p->headline + 1;
    const char *rest = without_parts(p, p->headline);
    if (rest && (page_same_words(rest, stated[0]) || page_same_words(rest, stated[1])))
        return rest;
    for (size_t i = 0; i < 2 && parts; i++) {
        if (stated[i] && page_same_words(line, stated[i]) && strchr(stated[i], ':'))
            return stated[i];
    }
    if (rest)
        return rest;
    for (size_t i = 0; i < 3; i++) {
        size_t n = stated[i] ? strlen(stated[i]) : 0;
        bool ends = n && n < len && n * 3 > len && strcmp(line + len - n, stated[i]) == 0;
        bool colon = ends && len - n >= 2 && strncmp(line + len - n - 2, ": ", 2) == 0;
        if (colon || (ends && parts))
            return line + len - n;
    }
    return line;
}

void page_headline(struct page *p)
{
    struct html *h = &p->h;
    const char *shown = title_element(p), *best = NULL;
    int top = shown || p->meta.title || p->linked.title ? 2 : 1;
    size_t tried = 0;
    struct claims claims = { { p->linked.title, p->meta.title, shown }, { STR_INIT, STR_INIT, STR_INIT } };
    for (size_t i = 0; i < CLAIMS; i++)
        page_fold_words(claims.stated[i] ? claims.stated[i] : "", &claims.words[i]);
    for (uint32_t i = h->body; i < h->count && tried < 200; i++) {
        const struct element *e = &h->elements[i];
        bool heading = (e->tag >= TAG_h1 && e->tag <= TAG_h3) || e->role == ROLE_HEADLINE;
        if (e->skip || !heading || !e->text || e->text > MAX_TITLE || e->role == ROLE_HIDDEN)
            continue;
        tried++;
        const char *line = page_line(p, i, MAX_TITLE);
        int score = line ? worth(p, i, line, &claims) : 0;
        if (score > top) {
            top = score;
            best = line;
            p->headline = i;
        }
    }
    for (size_t i = 0; i < CLAIMS; i++)
        str_release(&claims.words[i]);
    const char *stated = p->linked.title && (!shown || page_has_words(shown, p->linked.title)) ? p->linked.title : p->meta.title ? p->meta.title : shown;
    p->heading = best;
    best = best ? without_kicker(p, best, shown) : NULL;
    p->title = best ? best : stated ? without_site(p, stated, true) : NULL;
}
