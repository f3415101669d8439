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

static bool names_site(const struct page *p, const char *part)
{
    const char *sites[] = { p->meta.site, p->linked.site };
    for (size_t i = 0; i < 2; i++) {
        if (sites[i] && (page_same_words(part, sites[i]) || page_has_words(sites[i], part) || page_has_words(part, sites[i])))
            return true;
    }
    /* the host's name, written together */
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

static const char *without_site(struct page *p, const char *title)
{
    size_t len = strlen(title), size = 0;
    for (int k = 0; k < 4; k++) {
        const char *joint = last_joint(title, len, &size);
        if (!joint)
            break;
        const char *tail = arena_strndup(p->arena, joint + size, len - (size_t)(joint + size - title));
        size_t before = (size_t)(joint - title);
        bool goes = names_site(p, tail) || (strlen(tail) <= 25 && before >= 25 && strcmp(joints[15], arena_strndup(p->arena, joint, size)) != 0);
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

static int likeness(const struct page *p, const char *line, const char *shown)
{
    const char *stated[] = { p->linked.title, p->meta.title, shown };
    int best = 0;
    for (size_t i = 0; i < 3; i++) {
        if (page_same_words(line, stated[i]))
            best = best > 6 ? best : 6;
        else if (stated[i] && (page_has_words(stated[i], line) || page_has_words(line, stated[i])))
            best = best > 4 ? best : 4;
    }
    return best;
}

static int worth(struct page *p, uint32_t i, const char *line, const char *shown)
{
    const struct element *e = &p->h.elements[i];
    size_t weight = html_weight(line, strlen(line));
    int score = likeness(p, line, shown);
    if (e->tag == TAG_h1)
        score += 3;
    else if (e->tag == TAG_h2)
        score += 1;
    if (e->role == ROLE_HEADLINE)
        score += 3;
    if (weight < 10)
        score -= weight < 4 ? 3 : 1;
    if (names_site(p, line))
        score -= 4;
    return score;
}

/* "Kicker: headline" in one heading, where the page states the headline alone. */
static const char *without_kicker(struct page *p, const char *line, const char *shown)
{
    const char *stated[] = { p->linked.title, p->meta.title, shown ? without_site(p, shown) : NULL };
    size_t len = strlen(line);
    for (size_t i = 0; i < 3; i++) {
        size_t n = stated[i] ? strlen(stated[i]) : 0;
        bool ends = n && n < len && n * 3 > len && strcmp(line + len - n, stated[i]) == 0;
        bool colon = ends && len - n >= 2 && strncmp(line + len - n - 2, ": ", 2) == 0;
        if (colon || (ends && p->h.elements[p->headline].end > p->headline + 1))
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
    for (uint32_t i = h->body; i < h->count && tried < 200; i++) {
        const struct element *e = &h->elements[i];
        bool heading = (e->tag >= TAG_h1 && e->tag <= TAG_h3) || e->role == ROLE_HEADLINE;
        if (e->skip || !heading || !e->text || e->text > MAX_TITLE || e->role == ROLE_HIDDEN)
            continue;
        tried++;
        const char *line = page_line(p, i, MAX_TITLE);
        int score = line ? worth(p, i, line, shown) : 0;
        if (score > top) {
            top = score;
            best = line;
            p->headline = i;
        }
    }
    const char *stated = p->linked.title && (!shown || page_has_words(shown, p->linked.title)) ? p->linked.title : p->meta.title ? p->meta.title : shown;
    best = best ? without_kicker(p, best, shown) : NULL;
    p->title = best ? best : stated ? without_site(p, stated) : NULL;
}
