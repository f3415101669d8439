/* roles.h: what an element says of itself: by its name, its class and id (roles.def),
 * its ARIA role, microdata and style.
 *
 * May not know: how much text there is, where. */
#ifndef TELEX_PARSE_ROLES_H
#define TELEX_PARSE_ROLES_H

#include "parse/html_tree.h"

enum role {
    ROLE_NONE,
    ROLE_HIDDEN,    /* nobody sees it */
    ROLE_COMMENTS,
    ROLE_RELATED,   /* other stories */
    ROLE_SHARE,
    ROLE_CRUMBS,
    ROLE_BIO,
    ROLE_PROMO,     /* advertisement, newsletter, wall, consent */
    ROLE_PULLQUOTE,
    ROLE_CREDIT,
    ROLE_CAPTION,
    ROLE_LEDE,
    ROLE_TAGS,
    ROLE_BYLINE,
    ROLE_DATE,
    ROLE_META,      /* a line that holds byline, date, reading time, … */
    ROLE_BODY,      /* the article's text */
    ROLE_NAV,
    ROLE_ARTICLE,   /* it is somewhere in here */
    ROLE_PICTURE,   /* called one; a figure where it holds little else */
    ROLE_HEADLINE,
    ROLE_SUBHEAD,   /* a heading within the text, whatever the element */
    ROLE_FIGURE,    /* a picture and its caption, whatever the element */
    ROLE_ENTRY,     /* of a live blog (page_live.c) */
    ROLES
};

/* Gives each element of the page its role. */
void roles_find(struct html *h);

/* An element that holds a picture and its caption is a figure, whatever it is
 * called: the nearest ancestor of a caption that has a picture and little prose,
 * and not the headline (an index; 0: none). */
void roles_find_figures(struct html *h, uint32_t headline);

#endif
