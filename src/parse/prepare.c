/* What the parser opens while it still may: converters and libxml2's tables. */
#include <libxml/parser.h>
#include <string.h>

#include "base/i18n.h"
#include "parse/parse.h"
#include "parse/unpack.h"
#include "text/charset.h"

enum { HEAD_BYTES = 64 << 10 /* of what is compressed: what its encoding is told from */ };

void parse_prepare(void)
{
    i18n_load();
    xmlInitParser();
    charset_prepare(true);
}

void parse_prepare_for(const char *content_type, const void *bytes, size_t len)
{
    size_t skip;
    bool other = false;
    struct str head;
    str_init(&head, HEAD_BYTES);
    if (unpack_all(bytes, len, &head))
        bytes = head.data, len = head.len;
    for (int kind = CHARSET_XML; kind <= CHARSET_JSON; kind++)
        other |= strcmp(charset_decide((enum charset_kind)kind, content_type, bytes, len, true, &skip), "UTF-8") != 0;
    i18n_load();
    xmlInitParser();
    charset_prepare(other);
    str_release(&head);
}
