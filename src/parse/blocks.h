/* blocks.h: a piece of an HTML tree as blocks of a document, by HTML's own rules:
 * what is a block and what is inline, where white space folds, what a list, a
 * quote, a table is.  What was pruned (element.skip) is left out.
 *
 * May not know: which piece of a page is the article. */
#ifndef TELEX_PARSE_BLOCKS_H
#define TELEX_PARSE_BLOCKS_H

#include "parse/builder.h"
#include "parse/html_tree.h"

struct blocks_request {
    struct html *h;
    uint32_t root;       /* its content, or itself where it is a block of its own */
    bool with_root;      /* the root element counts too (a <p> or <ul> by itself) */
    bool related;        /* boxes with other stories become BLOCK_RELATED */
    bool lede;           /* what is called a lede, and stands before all paragraphs, becomes BLOCK_LEDE */
};
void blocks_write(struct builder *b, const struct blocks_request *request);

#endif
