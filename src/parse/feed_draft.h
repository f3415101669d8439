/* feed_draft.h: what a document has said of its feed, or of one item, so far.
 *
 * One struct for both, for nearly all of their fields are the same.  Values come
 * in any order and any number; of several for one field the lowest rank
 * stays, then the last; of headlines and texts the first.  Plain text is made plain here, addresses absolute, dates read.
 *
 * May not know: XML, JSON, who is waiting. */
#ifndef TELEX_PARSE_FEED_DRAFT_H
#define TELEX_PARSE_FEED_DRAFT_H

#include "base/vec.h"
#include "parse/parse.h"

enum {
    DRAFT_MAX_BYTES = 6 << 20,  /* of one item, so that its packed form is below every message's ceiling */
    DRAFT_MAX_HTML = 3 << 20,   /* of one text */
    DRAFT_MAX_LIST = 500,       /* authors, categories, pictures, … */
    DRAFT_STAND_IN = 7          /* from this rank on a value only stands in for another field's */
};

enum slot {
    SLOT_TITLE, SLOT_LINK, SLOT_ID, SLOT_LANGUAGE,
    SLOT_SUMMARY,               /* a feed's description */
    SLOT_CONTENT, SLOT_TEXT, SLOT_COMMENTS, SLOT_COMMENTS_FEED, SLOT_SOURCE_TITLE, SLOT_SOURCE_LINK,
    SLOT_IMAGE, SLOT_RIGHTS, SLOT_HUB, SLOT_SEASON, SLOT_EPISODE,
    SLOTS
};
enum draft_date { DRAFT_PUBLISHED, DRAFT_UPDATED, DRAFT_EITHER /* whichever is missing */, DRAFT_DATES };

struct draft_value {
    const char *text; /* NULL: none yet */
    uint8_t rank;
};

/* Words for pictures that have none of their own. */
struct draft_words {
    const char *title, *text, *credit;
    const char *lines; /* the text as it was written, where it has several lines; else NULL */
};

struct draft {
    struct arena arena;
    struct draft_value values[SLOTS];
    struct stamp dates[DRAFT_DATES];
    uint8_t date_ranks[DRAFT_DATES];
    VEC(const char *) authors;
    VEC(const char *) source_authors; /* of the feed that an entry was taken from */
    VEC(const char *) categories;
    VEC(struct enclosure) enclosures;
    VEC(struct picture) pictures;
    VEC(uint32_t) picture_groups;     /* the group that each picture stands in */
    uint32_t group;                   /* that is open; 0: none */
    VEC(const char *) persons;
    VEC(struct moment) moments;
    VEC(struct picture) thumbnails;   /* pictures where there are no others */
    VEC(struct link) live;
    VEC(struct link) chapters;
    VEC(struct link) transcripts;
    struct draft_words words;
    struct draft_words film;          /* of what is no picture */
    const char *more;                 /* a second description of the whole item */
    bool is_subtitled;                /* a feed's description is its subtitle for podcasts */
    int64_t comment_count, duration;  /* -1: unsaid */
    int64_t ttl, period, frequency;   /* of a feed; 0: unsaid */
    uint32_t skip_hours;
    uint8_t skip_days;
};

void draft_init(struct draft *d);
void draft_release(struct draft *d);
/* Empty again, memory of the lists kept. */
void draft_reset(struct draft *d);

/* Text as it is (an id, HTML); trimmed; nothing where it is empty. */
void draft_set(struct draft *d, enum slot slot, unsigned rank, const char *s, size_t len);
/* HTML to one line of plain text. */
void draft_set_plain(struct draft *d, enum slot slot, unsigned rank, const char *html, size_t len);
void draft_set_url(struct draft *d, enum slot slot, unsigned rank, const char *base, const char *url);
void draft_set_date(struct draft *d, enum draft_date which, unsigned rank, const char *s, size_t len);
/* Either may be NULL or empty; "mail (name)" and the like in either are divided. */
void draft_add_author(struct draft *d, const char *name, const char *mail, bool of_source);
/* Of a broadcast; the role may be NULL. */
void draft_add_person(struct draft *d, const char *name, const char *role);
void draft_add_moment(struct draft *d, const char *base, const char *start, const char *title, const char *url);
void draft_add_category(struct draft *d, const char *s, size_t len);
/* Cut at commas. */
void draft_add_keywords(struct draft *d, const char *s, size_t len);
void draft_add_enclosure(struct draft *d, const char *base, const struct enclosure *e);
void draft_add_picture(struct draft *d, const char *base, const struct picture *p, bool thumbnail);
void draft_set_count(struct draft *d, const char *s);

/* In the arena, or NULL where nothing is left: text as it is, a line of plain text,
 * an absolute address. */
const char *draft_text(struct draft *d, const char *s);
const char *draft_plain(struct draft *d, const char *html, size_t len);
/* Plain text of several lines as it is divided; NULL for one line, and for what has tags. */
const char *draft_lines(struct draft *d, const char *s, size_t len);
const char *draft_url(struct draft *d, const char *base, const char *url);

/* Borrowed from the draft. */
void draft_to_item(struct draft *d, struct item *item);
void draft_to_feed(struct draft *d, struct feed *feed);

#endif
