#include "parse/feed_fields.h"

#include <string.h>

const struct field feed_fields[] = {
#define OUTSIDE SCOPE_OUTSIDE
#define FEED SCOPE_FEED
#define ITEM SCOPE_ITEM
#define PERSON SCOPE_PERSON
#define SOURCE SCOPE_SOURCE
#define PICTURE SCOPE_PICTURE
#define GROUP SCOPE_GROUP
#define MEDIA SCOPE_MEDIA
#define OPML SCOPE_OPML
#define SITEMAP SCOPE_SITEMAP
#define SITEMAPS SCOPE_SITEMAPS
#define ANY SCOPE_ANY
#define FIELD(space, name, scopes, meaning, rank) { name, scopes, SPACE_##space, FIELD_##meaning, rank },
#include "parse/feed_fields.def"
#undef FIELD
};
const size_t feed_field_count = sizeof feed_fields / sizeof feed_fields[0];

static bool counts_for(enum space row, enum space space)
{
    return row == space || (row == SPACE_CORE && space == SPACE_ATOM) || (row == SPACE_SITEMAP && space == SPACE_CORE);
}

const struct field *field_find(enum space space, const char *name, enum scope scope)
{
    size_t low = 0, high = feed_field_count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (strcmp(feed_fields[mid].name, name) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    for (; low < feed_field_count && strcmp(feed_fields[low].name, name) == 0; low++)
        if (feed_fields[low].scopes & scope && counts_for((enum space)feed_fields[low].space, space))
            return &feed_fields[low];
    return NULL;
}
