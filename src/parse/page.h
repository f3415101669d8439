/* page.h: a page while its article is taken out of it.  Within parse/ only.
 *
 * The passes, in the order of page_to_document(), each a loop over the elements:
 *   roles_find      what each element says of itself (roles.def)
 *   page_rules_…    what the reader says of it, before anything is guessed (page_rules.c)
 *   page_weigh      how much prose is where
 *   page_state      facts that the page states: JSON-LD, microdata, meta (page_stated.c)
 *   page_headline   the heading that is the article's own
 *   page_prune      what is not the article is marked as left out
 *   page_root       where the article's text is
 *   page_subheads   subheadings that only a style sheet tells from paragraphs
 *   page_lead       lede and pictures between headline and text
 *   page_live       entries of a live blog
 *   blocks_write    the text itself
 *   page_hydrate    the text that a script would have put there, where there is next to none
 *   page_pictures   captions that the page states
 *   page_trim       lines that are not the article's, by their words and place
 *   page_edges      a lede and notes that stand in the text as its first and last paragraphs
 *   page_facts      facts, stated and shown, weighed against each other
 *   page_extras     section path, live, audio, share, comments, related
 *   page_kind       whether this is an article at all
 *   page_next       where it goes on
 *
 * May not know: any site. */
#ifndef TELEX_PARSE_PAGE_H
#define TELEX_PARSE_PAGE_H

#include "model/page_rule.h"
#include "parse/blocks.h"
#include "parse/builder.h"
#include "parse/html_tree.h"
#include "parse/roles.h"

enum { PAGE_MAX_ROOTS = 200, PAGE_MAX_NAMES = 20 };

/* What one voice of the page (JSON-LD, meta, microdata) states. */
struct stated {
    const char *title, *description, *site, *canonical, *language, *url, *image, *licence;
    const char *body;                 /* JSON-LD articleBody */
    struct stamp published, modified;
    VEC(const char *) authors, section, crumbs;
    VEC(struct picture) pictures;
    int64_t comment_count;            /* -1: unsaid */
    bool paywalled, live_blog;
    bool by_organisation;             /* no author is a person */
};

struct page {
    struct html h;
    struct builder b;
    struct document *d;
    struct arena *arena;              /* the document's */
    const char *url;                  /* as given; "" for none */
    struct stated linked, meta;       /* JSON-LD; meta and microdata */
    uint32_t total;                   /* mass of the whole body before pruning */
    uint32_t headline;                /* index of its element; 0: none found */
    const char *title;
    const char *heading;              /* all that its element says; NULL: no element */
    VEC(uint32_t) roots;              /* where the text is, in document order */
    const struct page_rule *rules;    /* the reader's, for this page */
    size_t rule_count;
    VEC(uint32_t) ruled;              /* where they say that the text is */
};

void page_weigh(struct page *p);
void page_state(struct page *p);
void page_stated_release(struct stated *s);
void page_linked_data(struct page *p, struct stated *s);
void page_headline(struct page *p);
void page_prune(struct page *p);
void page_root(struct page *p);
void page_subheads(struct page *p);
void page_lead(struct page *p);
void page_pictures(struct page *p);
void page_trim(struct page *p);
void page_edges(struct page *p);
void page_facts(struct page *p);
void page_extras(struct page *p);
void page_comments(struct page *p);
void page_live(struct page *p);
void page_kind(struct page *p);
void page_hydrate(struct page *p);
void page_rules_mark(struct page *p);
void page_rules_headline(struct page *p);
bool page_rules_root(struct page *p); /* false: they name no place */
void page_rules_facts(struct page *p);
void page_next(struct page *p, int before);

/* One line of an element's text, in the arena; NULL where there is none. */
const char *page_line(struct page *p, uint32_t element, size_t limit);
/* The same letters and digits, whatever else differs. */
bool page_same_words(const char *a, const char *b);
/* The words of a line, each with a space before and behind it. */
void page_fold_words(const char *s, struct str *out);
/* The first letter or digit of a line, ASCII in lower case; '\0' where it has none. */
char page_first_letter(const char *s);
/* All the words of `part` stand in `whole`, in order and together. */
bool page_has_words(const char *whole, const char *part);
/* A date in a line of visible text, or as machines write it; false where there is none. */
bool page_date(const char *text, struct stamp *out);

#endif
