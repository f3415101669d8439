/* Character references, and the entities that a document type declares. */
#include <string.h>

#include "parse/feed_xml.h"
#include "text/entities.h"
#include "text/utf8.h"

/* ---- References ---- */

static const char *declared_entity(const struct xml *x, const char *name, size_t len)
{
    for (size_t i = 0; i < x->entities.len; i++)
        if (strlen(x->entities.items[i].name) == len && memcmp(x->entities.items[i].name, name, len) == 0)
            return x->entities.items[i].value;
    return NULL;
}

/* What no document may hold (XML 1.0 §2.2) is left out. */
static void add_character(struct xml *x, uint32_t c, const char *at)
{
    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == UTF8_REPLACEMENT)
        xml_damage_at(x, at);
    else
        utf8_add(&x->scratch, c);
}

static bool is_name_byte(char c)
{
    return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80 || (c && strchr("#._-:", c));
}

/* The five names that XML itself has, which are nearly all that are met; 0: none of these. */
static size_t add_own_name(struct xml *x, const char *s, size_t len)
{
    static const struct {
        char name[7], character;
    } names[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&apos;", '\'' } };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t n = strlen(names[i].name);
        if (n <= len && memcmp(s, names[i].name, n) == 0) {
            str_addc(&x->scratch, names[i].character);
            return n;
        }
    }
    return 0;
}

/* s[0] is '&'.  A reference has its semicolon: without it "&copy=1" of an address
 * would change. Returns the bytes used, at least 1. */
static size_t add_reference(struct xml *x, const char *s, size_t len)
{
    size_t n = add_own_name(x, s, len);
    if (n)
        return n;
    n = 1;
    while (n < len && n < XML_LONGEST_REFERENCE && is_name_byte(s[n]))
        n++;
    uint32_t chars[2] = { 0, 0 };
    if (n > 1 && n < len && s[n] == ';') {
        const char *value = declared_entity(x, s + 1, n - 1);
        if (value) {
            str_adds(&x->scratch, value);
            return n + 1;
        }
        /* XML has its names from XHTML 1.0 (xhtml-symbol.ent), where HTML 5 has two others. */
        if (n == 5 && (memcmp(s, "&lang", 5) == 0 || memcmp(s, "&rang", 5) == 0)) {
            add_character(x, s[1] == 'l' ? 0x2329 : 0x232A, s);
            return n + 1;
        }
        if (entity_at(s, n + 1, chars) == n + 1) {
            if (s[1] != '#' && !x->external)
                xml_damage_at(x, s); /* HTML's, which XML does not have */
            add_character(x, chars[0], s);
            if (chars[1])
                utf8_add(&x->scratch, chars[1]);
            return n + 1;
        }
    }
    xml_damage_at(x, s);
    str_addc(&x->scratch, '&');
    return 1;
}

void xml_resolve(struct xml *x, const char *s, size_t len, bool attribute)
{
    while (len) {
        const char *amp = memchr(s, '&', len);
        size_t n = amp ? (size_t)(amp - s) : len, start = x->scratch.len;
        str_add(&x->scratch, s, n);
        for (size_t i = start; attribute && i < x->scratch.len; i++)
            if (str_is_space(x->scratch.data[i]))
                x->scratch.data[i] = ' ';
        if (amp)
            n += add_reference(x, amp, len - n);
        s += n;
        len -= n;
    }
}

/* ---- Document types ---- */

/* s is behind "<!ENTITY": a name and a quoted value; others are of no use. */
static void declare_entity(struct xml *x, const char *s, size_t len)
{
    struct xml_entity e = { .value = NULL };
    size_t at = 0, n = 0;
    while (at < len && str_is_space(s[at]))
        at++;
    while (at < len && !str_is_space(s[at]) && s[at] != '"' && n + 1 < sizeof e.name)
        e.name[n++] = s[at++];
    while (at < len && str_is_space(s[at]))
        at++;
    if (!n || at == len || (s[at] != '"' && s[at] != '\'') || x->entities.len == XML_MAX_ENTITIES)
        return;
    const char *end = memchr(s + at + 1, s[at], len - at - 1);
    if (!end || (size_t)(end - s) - at > XML_MAX_ENTITY)
        return;
    /* References to characters count when it is declared (XML 1.0 §4.4); those to
     * other entities stay as they are, so that nothing can grow. */
    struct str value = STR_INIT;
    entities_decode(s + at + 1, (size_t)(end - s) - at - 1, &value);
    e.value = str_take(&value, NULL);
    *vec_push(&x->entities) = e;
}

void xml_declare(struct xml *x, const char *s, size_t len)
{
    const char *inner = memchr(s, '[', len);
    size_t head = inner ? (size_t)(inner - s) : len;
    x->external |= str_find(s, head, "PUBLIC") || str_find(s, head, "SYSTEM");
    for (const char *end = s + len, *hit; (hit = str_find(s, (size_t)(end - s), "<!ENTITY")) != NULL; s = hit + 8)
        declare_entity(x, hit + 8, (size_t)(end - hit) - 8);
}
