/* feed_fields.h: the table of feed_fields.def.
 *
 * May not know: how a document is read, what its values become. */
#ifndef TELEX_PARSE_FEED_FIELDS_H
#define TELEX_PARSE_FEED_FIELDS_H

#include "parse/feed_names.h"

/* Where an element stands: what its parent is to us. */
enum scope {
    SCOPE_OUTSIDE = 1, /* of any feed */
    SCOPE_FEED = 2,
    SCOPE_ITEM = 4,
    SCOPE_PERSON = 8,
    SCOPE_SOURCE = 16,
    SCOPE_PICTURE = 32,   /* the feed's image */
    SCOPE_GROUP = 64,     /* media:group */
    SCOPE_MEDIA = 128,    /* media:content, image:image */
    SCOPE_OPML = 256,
    SCOPE_SITEMAP = 512,  /* urlset, or an index's sitemap */
    SCOPE_SITEMAPS = 1024,
    SCOPE_UNKNOWN = 2048, /* within an element that no row knows */
    SCOPE_ASIDE = 4096,   /* within what is not read */
    SCOPE_ANY = 4095      /* but not there */
};

enum meaning {
    /* What opens a scope for those within it. */
    FIELD_RSS, FIELD_RDF, FIELD_FEED, FIELD_CHANNEL, FIELD_ITEM, FIELD_URLSET, FIELD_SITEMAPS, FIELD_SITEMAP, FIELD_OPML, FIELD_OUTLINE,
    FIELD_PERSON, FIELD_SOURCE, FIELD_PICTURE, FIELD_GROUP, FIELD_MEDIA, FIELD_WRAPPER, FIELD_ASIDE,
    /* What its attributes say all of. */
    FIELD_ENCLOSURE, FIELD_THUMBNAIL, FIELD_CHAPTERS, FIELD_CHAPTER, FIELD_TRANSCRIPT,
    /* Markup or text, by its type. */
    FIELD_TITLE, FIELD_SUMMARY, FIELD_CONTENT, FIELD_RIGHTS, FIELD_SOURCE_TITLE, FIELD_MEDIA_DESCRIPTION, FIELD_MEDIA_TITLE, FIELD_MEDIA_CREDIT,
    /* Text. */
    FIELD_LINK, FIELD_SOURCE_LINK, FIELD_ID, FIELD_GUID, FIELD_PUBLISHED, FIELD_UPDATED, FIELD_DATE, FIELD_NAME, FIELD_PERSON_NAME, FIELD_PERSON_MAIL,
    FIELD_CATEGORY, FIELD_KEYWORDS, FIELD_COMMENTS, FIELD_COMMENTS_FEED, FIELD_COMMENT_COUNT, FIELD_LANGUAGE, FIELD_IMAGE, FIELD_DURATION,
    FIELD_MEDIA_ADDRESS, FIELD_SITEMAP_LOC, FIELD_SITEMAP_TIME, FIELD_TTL, FIELD_SKIP_HOUR, FIELD_SKIP_DAY, FIELD_PERIOD, FIELD_FREQUENCY,
    FIELD_BROADCASTER, FIELD_SEASON, FIELD_EPISODE
};

struct field {
    const char *name;
    uint16_t scopes;
    uint8_t space, meaning, rank;
};

extern const struct field feed_fields[];
extern const size_t feed_field_count;

/* The row of an element, or NULL. */
const struct field *field_find(enum space space, const char *name, enum scope scope);

static inline bool field_is_open(enum meaning m)
{
    return m <= FIELD_ASIDE;
}
static inline bool field_is_markup(enum meaning m)
{
    return m >= FIELD_TITLE && m <= FIELD_MEDIA_CREDIT;
}

#endif
