/* How much there is to read, and where; which lines say the same. */
#include <string.h>

#include "base/num.h"
#include "parse/page.h"
#include "text/date.h"

enum {
    MIN_PROSE = 25,     /* letters of a paragraph; less is a label */
    SURE_PROSE = 80     /* letters that are prose even without a comma */
};

static bool is_heading(enum tag tag)
{
    return tag >= TAG_h1 && tag <= TAG_h6;
}

/* Letters of an element's own text that read as prose. */
static uint32_t prose(const struct element *e)
{
    if (e->skip || is_heading((enum tag)e->tag) || e->own < MIN_PROSE || e->own_link * 2 > e->own)
        return 0;
    return e->own_marks || e->own >= SURE_PROSE ? e->own - e->own_link : 0;
}

void page_weigh(struct page *p)
{
    struct html *h = &p->h;
    for (uint32_t i = 0; i < h->count; i++)
        h->elements[i].mass = prose(&h->elements[i]);
    for (uint32_t i = h->count; i-- > 1;)
        h->elements[h->elements[i].parent].mass += h->elements[i].mass;
}

const char *page_line(struct page *p, uint32_t element, size_t limit)
{
    struct str raw = STR_INIT, line = STR_INIT;
    html_text(p->h.elements[element].node, limit, &raw);
    fold_line(raw.data, raw.len, &line);
    const char *copy = line.len ? arena_strndup(p->arena, line.data, line.len) : NULL;
    str_release(&raw);
    str_release(&line);
    return copy;
}

/* ---- Words ---- */

/* General punctuation, that of East Asia, and its wide forms of ASCII's. */
static bool is_sign(const unsigned char *s)
{
    uint32_t c = s[1] && s[2] ? (s[0] & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu) : 0;
    return (c >= 0x2000 && c < 0x2080) || (c >= 0x3000 && c <= 0x3003) || (c >= 0x3008 && c <= 0x3020) || (c >= 0xFF01 && c <= 0xFF0F) ||
           (c >= 0xFF1A && c <= 0xFF20) || (c >= 0xFF3B && c <= 0xFF40) || (c >= 0xFF5B && c <= 0xFF65);
}

/* The next letter or digit at *s, ASCII in lower case; other bytes as they are,
 * but for punctuation.  '\0' at the end. */
static char next_letter(const char **s, bool *gap)
{
    *gap = false;
    while (**s) {
        unsigned char c = (unsigned char)*(*s)++;
        if (c >= 0xE2 && is_sign((const unsigned char *)*s - 1)) {
            *s += 2;
        } else if (c == 0xC2 && **s) {
            (*s)++;
        } else if (c >= 0x80 || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z')) {
            return str_lower((char)c);
        }
        *gap = true;
    }
    return '\0';
}

char page_first_letter(const char *s)
{
    bool gap;
    return next_letter(&s, &gap);
}

bool page_same_words(const char *a, const char *b)
{
    bool gap;
    if (!a || !b)
        return false;
    for (;;) {
        char x = next_letter(&a, &gap), y = next_letter(&b, &gap);
        if (x != y)
            return false;
        if (!x)
            return true;
    }
}

static void squeeze(const char *s, struct str *out)
{
    bool gap;
    for (char c; (c = next_letter(&s, &gap)) != '\0';) {
        if (gap && out->len && out->data[out->len - 1] != ' ')
            str_addc(out, ' ');
        str_addc(out, c);
    }
}

void page_fold_words(const char *s, struct str *out)
{
    str_addc(out, ' ');
    squeeze(s, out);
    str_addc(out, ' ');
}

bool page_has_words(const char *whole, const char *part)
{
    struct str a = STR_INIT, b = STR_INIT;
    if (!whole || !part)
        return false;
    page_fold_words(whole, &a);
    page_fold_words(part, &b);
    bool found = b.len > 2 && strstr(a.data, b.data);
    str_release(&a);
    str_release(&b);
    return found;
}

bool page_date(const char *text, struct stamp *out)
{
    enum { DAY = 86400 };
    const int64_t oldest = 20ll * 365 * DAY /* before the web there was no page */, newest = 130ll * 365 * DAY;
    struct date d;
    memset(out, 0, sizeof *out);
    if (!text || !(date_read(text, strlen(text), &d) || date_find(text, strlen(text), &d)) || d.at < oldest || d.at > newest)
        return false;
    *out = (struct stamp){ .at = d.at, .zone = d.zone, .parts = d.parts, .has_zone = d.has_zone };
    return true;
}
