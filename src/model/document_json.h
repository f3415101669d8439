/* document_json.h: a document as JSON, in the form of the pages' contract: what
 * `telex extract` and `telex show --json` print.
 *
 * May not know: where the document comes from. */
#ifndef TELEX_MODEL_DOCUMENT_JSON_H
#define TELEX_MODEL_DOCUMENT_JSON_H

#include "base/str.h"
#include "model/document.h"

/* Appends one object, one line, with its newline.  url: of the page, NULL for none. */
void document_write_json(const struct document *d, const char *url, struct str *out);

#endif
