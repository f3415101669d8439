/* figure.h: pictures, moving ones too: what <img>, <figure>, <iframe>, <video> and
 * <audio> stand for.
 *
 * May not know: where in a page they stand. */
#ifndef TELEX_PARSE_FIGURE_H
#define TELEX_PARSE_FIGURE_H

#include "parse/builder.h"
#include "parse/html_tree.h"

/* The picture of an <img>, with its alternative text; DOCUMENT_NONE where it is
 * an icon, a pixel that counts, or has no address. */
uint32_t figure_picture(struct builder *b, const struct node *img);
/* An address that a script would load later counts before the one that stands in
 * for it.  Borrowed from the tree, or from *hold; NULL where there is none. */
const char *figure_address(const struct node *img, struct str *hold);

/* Everything in a figure, or in an element that a page uses as one (ROLE_FIGURE):
 * a block for each picture, the captions to their pictures.  False where it holds
 * no picture: then it is a container as any other. */
bool figure_write(struct builder *b, const struct html *h, uint32_t figure);
/* The caption of element i without its credit, and the credit. */
void figure_caption(const struct html *h, uint32_t i, struct str *caption, struct str *credit);
/* What stands in root but not in `inner`, in one line. */
void figure_text_beside(const struct html *h, uint32_t root, uint32_t inner, struct str *out);
/* The credit of a picture that is shown without: "Boats at sea (Photo: Ana Paz)"
 * for those who cannot see it, or "Boats at sea | Agency" for those who point at it. */
void figure_credit_of_alt(struct builder *b, uint32_t picture);

/* An embedded thing as a block (kind and address from embeds.def); false where it
 * is nothing for a reader (an advertisement's frame, a pixel). */
bool figure_embed(struct builder *b, const struct node *n);
enum embed_kind embed_kind(const char *url);

#endif
