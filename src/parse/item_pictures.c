#include "parse/item_pictures.h"

#include "parse/caption.h"
#include "parse/rendition.h"

/* Behind the lede, where no other picture begins the text; else at its end. */
static void place_picture(struct builder *b, uint32_t index, bool is_first)
{
    struct block block = builder_block(BLOCK_FIGURE);
    block.picture = index;
    if (!builder_add(b, block) || !is_first)
        return;
    size_t last = b->blocks.len - 1, at = b->blocks.items[0].type == BLOCK_LEDE ? 1 : 0;
    if (at >= last || b->blocks.items[at].type == BLOCK_FIGURE)
        return;
    memmove(b->blocks.items + at + 1, b->blocks.items + at, (last - at) * sizeof *b->blocks.items);
    b->blocks.items[at] = block;
}

static uint32_t add_picture(struct builder *b, const struct picture *picture)
{
    struct str caption = STR_INIT, credit = STR_INIT;
    struct picture p = *picture;
    if (p.caption && !p.credit) {
        caption_split(p.caption, &caption, &credit);
        p.caption = caption.len ? caption.data : NULL;
        p.credit = credit.len ? credit.data : NULL;
    }
    uint32_t index = builder_picture(b, &p);
    str_release(&caption);
    str_release(&credit);
    return index;
}

static void merge_picture(struct builder *b, const struct picture *p, bool *is_first)
{
    size_t before = b->pictures.len;
    uint32_t index = add_picture(b, p);
    if (index != DOCUMENT_NONE && index >= before)
        place_picture(b, index, *is_first);
    *is_first = false;
}

static bool is_thumbnail(const struct item *item, size_t i)
{
    return i < item->picture_groups.count && item->picture_groups.items[i] == PICTURE_THUMBNAIL;
}

void item_pictures(struct builder *b, const struct item *item)
{
    bool is_first = true, has_own = b->pictures.len > 0;
    for (size_t i = 0; i < item->pictures.count; i++)
        if (!rendition_picture_is_other(item, i) && !(has_own && is_thumbnail(item, i)))
            merge_picture(b, &item->pictures.items[i], &is_first);
    for (size_t i = 0; i < item->enclosures.count; i++) {
        const struct enclosure *e = &item->enclosures.items[i];
        if (rendition_file_is_picture(e) && !rendition_file_is_other(item, i))
            merge_picture(b, &(struct picture){ .url = e->url, .title = e->title }, &is_first);
    }
}
