/* page_rules.h: the table of pages whose article is found by what the reader says: her
 * own (~/.config/telex/pages), and the one that comes with telex (src/data/pages).
 *
 *     # which pages                 what is where
 *     paper.example.org/story-*     text=.story drop=".promo, #offer" byline=.who
 *     generator:Press               date=time.made
 *
 * Pages are meant by their address (conf/address.h) or by what their generator begins
 * with. All lines that fit a page hold, in their order.
 *
 * May not know: where the files lie, HTML. */
#ifndef TELEX_CONF_PAGE_RULES_H
#define TELEX_CONF_PAGE_RULES_H

#include "base/arena.h"
#include "conf/problem.h"
#include "model/page_rule.h"

enum { PAGE_RULES_MAX = 2000, PAGE_RULES_BYTES = 1 << 20 };

struct page_rules_line {
    const char *pattern; /* NULL: any address */
    struct page_rule rule;
};

struct page_rules {
    struct arena arena; /* everything below */
    struct page_rules_line *items;
    size_t len, cap;
    struct problems problems;
};

/* Adds the lines of a file, `name` as it is called in problems. */
void page_rules_read(struct page_rules *r, const char *name, const char *text, size_t len);
/* The same of a file. One that is not there is no fault; one that cannot be read is a problem. */
void page_rules_load(struct page_rules *r, const char *path);
void page_rules_release(struct page_rules *r);

/* What holds for a page, as it travels. */
struct page_rule_lines {
    const char *items[PAGE_RULE_LINES];
    size_t count, rules;
};
/* Adds to it, strings in the arena. */
void page_rules_apply(const struct page_rules *r, const char *page, struct arena *arena, struct page_rule_lines *out);

#endif
