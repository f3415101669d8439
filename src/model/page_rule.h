/* page_rule.h: what the reader says of the pages of a site or of a publishing system:
 * where the article's text is, what is none of it, where its facts are.
 *
 * A rule travels to the parser as lines: one "rule", and "name=value" for what it says.
 *
 * May not know: which pages are meant (conf/page_rules.h), HTML. */
#ifndef TELEX_MODEL_PAGE_RULE_H
#define TELEX_MODEL_PAGE_RULE_H

#include <stddef.h>

enum page_rule_part {
    PAGE_RULE_GENERATOR, /* what the page's generator begins with; NULL: whatever it is */
    PAGE_RULE_TEXT,      /* selectors (text/selector.h), NULL: unsaid */
    PAGE_RULE_DROP,
    PAGE_RULE_TITLE,
    PAGE_RULE_BYLINE,
    PAGE_RULE_DATE,
    PAGE_RULE_PARTS
};

struct page_rule {
    const char *parts[PAGE_RULE_PARTS];
};

enum {
    PAGE_RULES_APPLIED = 32, /* to one page */
    PAGE_RULE_LINES = 128,   /* in which they travel */
    PAGE_RULE_LINE = 400     /* bytes of one */
};

extern const char *const page_rule_names[PAGE_RULE_PARTS];

/* The rules that the lines say, as many as there is room for; strings in the lines. */
size_t page_rules_of_lines(const char *const *lines, size_t count, struct page_rule rules[PAGE_RULES_APPLIED]);

#endif
