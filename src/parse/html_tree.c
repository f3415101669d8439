#include "parse/html_tree.h"

#include <string.h>

#include "base/eights.h"
#include "base/num.h"
#include "parse/name_index.h"

/* ---- Tags and attributes ---- */

enum { BLOCK = TAG_IS_BLOCK, SKIP = TAG_IS_SKIP, VOID = TAG_IS_VOID }; /* as tags.def writes them */
static const struct tag_row {
    const char *name;
    unsigned flags;
} rows[TAGS] = {
    { "", 0 },
#define TAG(name, flags) { #name, flags },
#include "parse/tags.def"
#undef TAG
};

static const char *const attribute_names[ATTRIBUTES] = {
    "",
#define ATTRIBUTE(name, text) text,
#include "parse/attributes.def"
#undef ATTRIBUTE
};

/* Both indexes are made once. */
static const struct name_index *tag_index(void)
{
    static struct name_index x;
    for (size_t i = x.count + 1; i < TAGS; i++)
        name_index_add(&x, i == TAG_amp_img ? "amp-img" : rows[i].name);
    return &x;
}

static const struct name_index *attribute_index(void)
{
    static struct name_index x;
    for (size_t i = x.count + 1; i < ATTRIBUTES; i++)
        name_index_add(&x, attribute_names[i]);
    return &x;
}

enum tag html_tag_named(const char *name, size_t len)
{
    return (enum tag)name_index_find(tag_index(), name, len);
}

enum attribute html_attribute_named(const char *name, size_t len)
{
    return (enum attribute)name_index_find(attribute_index(), name, len);
}

unsigned html_tag_flags(enum tag tag)
{
    return rows[tag].flags;
}

const char *html_attribute(const struct node *n, enum attribute name)
{
    const struct attribute_value *a = n->attributes;
    while (a && a->name != name && a->name != ATTRIBUTE_NONE)
        a++;
    return a && a->name == name ? a->value : NULL;
}

/* ---- Walking ---- */

struct node *html_after(struct node *n, const struct node *root)
{
    while (n && n != root) {
        if (n->next)
            return n->next;
        n = n->parent;
    }
    return NULL;
}

struct node *html_next(struct node *n, const struct node *root)
{
    return n->children ? n->children : html_after(n, root);
}

void html_text(struct node *n, size_t limit, struct str *out)
{
    const struct node *root = n;
    while (n && out->len < limit) {
        unsigned flags = html_tag_flags(html_tag(n));
        if (n->kind == NODE_TEXT)
            str_add(out, n->content, num_min(n->len, limit - out->len));
        else if (flags & (TAG_IS_BLOCK | TAG_IS_VOID))
            str_addc(out, ' ');
        n = n != root && flags & TAG_IS_SKIP ? html_after(n, root) : html_next(n, root);
    }
    while (out->len && out->len == limit && ((unsigned char)out->data[out->len - 1] & 0xC0) == 0x80)
        str_cut(out, out->len - 1);
    if (out->len && (unsigned char)out->data[out->len - 1] >= 0xC0)
        str_cut(out, out->len - 1);
}

void html_raw(const struct node *n, size_t limit, struct str *out)
{
    for (const struct node *c = n->children; c && out->len < limit; c = c->next) {
        if (c->kind != NODE_ELEMENT)
            str_add(out, c->content, num_min(c->len, limit - out->len));
    }
}

/* ---- How much there is to read ---- */

static size_t weight_of(unsigned char c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
    return c < 0xC3 ? 0 : c >= 0xE3 && c <= 0xED ? 2 : c != 0xE2; /* U+3000 to U+DFFF: CJK; U+2000 on: punctuation */
}

size_t html_weight(const char *s, size_t len)
{
    size_t n = 0, i = 0;
    for (; len - i >= 8; i += 8) {
        uint64_t x = eights_at(s + i), high = x & EIGHTS_TOPS, low = x & ~EIGHTS_TOPS;
        uint64_t plain = eights_between(low | EIGHTS_ONES * 0x20, 'a', 'z') | eights_between(low, '0', '9');
        uint64_t begins = eights_between(low, 0x43, 0x7F) & ~eights_equal(low, 0x62), twice = eights_between(low, 0x63, 0x6D);
        n += eights_count((plain & ~high) | (begins & high)) + eights_count(twice & high);
    }
    for (; i < len; i++)
        n += weight_of((unsigned char)s[i]);
    return n;
}

/* A comma or the end of a sentence, those of Arabic, Devanagari and CJK too. */
static bool is_mark(const char *s, size_t left)
{
    const unsigned char *c = (const unsigned char *)s;
    switch (*c) {
    case ',':
    case ';':
        return true;
    case '.':
    case '!':
    case '?':
        return left == 1 || str_is_space(s[1]) || s[1] == '"';
    case 0xE3:
        return left > 2 && c[1] == 0x80 && (c[2] == 0x81 || c[2] == 0x82);
    case 0xEF:
        return left > 2 && c[1] == 0xBC && (c[2] == 0x8C || c[2] == 0x81);
    case 0xD8:
        return left > 1 && (c[1] == 0x8C || c[1] == 0x9B);
    case 0xE0:
        return left > 2 && c[1] == 0xA5 && c[2] == 0xA4;
    default:
        return false;
    }
}

size_t html_marks(const char *s, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        for (uint64_t x; len - i >= 8; i += 8) { /* letters and spaces go by eights */
            x = eights_at(s + i);
            if ((x & EIGHTS_TOPS) || eights_between(x, '!', '.') || eights_between(x, ';', '?'))
                break;
        }
        n += i < len && is_mark(s + i, len - i);
    }
    return n;
}
