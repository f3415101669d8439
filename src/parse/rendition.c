#include "parse/rendition.h"

#include <string.h>

enum {
    ENOUGH_WIDTH = 800,  /* pixels: what the widest window shows of a picture */
    ENOUGH_HEIGHT = 720  /* of a film */
};

/* The smallest that is enough; where none is, the largest. */
static bool is_better(uint32_t a, uint32_t b, uint32_t enough)
{
    if (!a || !b)
        return a > b;
    if (a >= enough && b >= enough)
        return a < b;
    return a > b;
}

bool rendition_is_better(uint32_t a, uint32_t b)
{
    return a && b && is_better(a, b, ENOUGH_WIDTH);
}

static uint32_t group_of(const struct item *item, size_t i)
{
    return i < item->picture_groups.count ? item->picture_groups.items[i] : 0;
}

/* A group may also hold pictures of different things: then each has words of its own. */
bool rendition_picture_is_other(const struct item *item, size_t i)
{
    const struct picture *mine = &item->pictures.items[i];
    for (size_t k = 0; group_of(item, i) && k < item->pictures.count; k++) {
        const struct picture *p = &item->pictures.items[k];
        if (k == i || group_of(item, k) != group_of(item, i) || !str_same(p->caption, mine->caption))
            continue;
        bool better = is_better(p->width, mine->width, ENOUGH_WIDTH);
        if (better || (k < i && !is_better(mine->width, p->width, ENOUGH_WIDTH)))
            return true;
    }
    return false;
}

static size_t kind_length(const char *type)
{
    return type ? strcspn(type, "/") : 0;
}

static bool is_same_kind(const struct enclosure *a, const struct enclosure *b)
{
    size_t len = kind_length(a->type);
    return len == kind_length(b->type) && (!len || strncmp(a->type, b->type, len) == 0);
}

static bool file_is_better(const struct enclosure *a, const struct enclosure *b)
{
    if (a->is_default != b->is_default)
        return a->is_default;
    return is_better(a->height, b->height, ENOUGH_HEIGHT);
}

bool rendition_file_is_other(const struct item *item, size_t i)
{
    const struct enclosure *mine = &item->enclosures.items[i];
    for (size_t k = 0; mine->group && k < item->enclosures.count; k++) {
        const struct enclosure *e = &item->enclosures.items[k];
        if (k == i || e->group != mine->group || !is_same_kind(e, mine))
            continue;
        if (file_is_better(e, mine) || (k < i && !file_is_better(mine, e)))
            return true;
    }
    return false;
}

bool rendition_is_picture_address(const char *url)
{
    static const char *const ends[] = { ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".bmp" };
    size_t len = strcspn(url, "?#");
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        size_t n = strlen(ends[i]);
        if (len > n && str_starts_nocase(url + len - n, ends[i]))
            return true;
    }
    return false;
}

bool rendition_file_is_picture(const struct enclosure *e)
{
    return e->type ? str_starts_nocase(e->type, "image/") : e->url && rendition_is_picture_address(e->url);
}
