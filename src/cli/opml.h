/* opml.h: the reader's sources as OPML 2.0, sections as nested outlines.
 *
 * May not know: files. Reading OPML is the parser's. */
#ifndef TELEX_CLI_OPML_H
#define TELEX_CLI_OPML_H

#include "base/str.h"
#include "model/source.h"

/* Appends the whole document. Sections and sources keep their order; sources of one
 * section that stand apart are brought together. */
void opml_write(const struct source *sources, size_t count, struct str *out);

#endif
