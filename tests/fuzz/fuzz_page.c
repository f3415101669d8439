/* A page of the web, to its document; and as a later page of the same story. */
#include "base/mem.h"
#include "fuzz.h"
#include "parse/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct document d, copy;
    struct str packed = STR_INIT;
    document_init(&d);
    page_to_document(&(struct page_request){ .url = "https://example.org/a/b", .content_type = "text/html", .before = (int)(len % 3) }, bytes, len, &d);
    document_pack(&d, &packed);
    /* Whoever is given what the parser made takes it. */
    must(document_unpack(packed.data, packed.len, &copy, NULL) == 0);
    if (document_join(&d, &copy)) {
        document_release(&copy);
        str_reset(&packed);
        document_pack(&d, &packed);
        must(document_unpack(packed.data, packed.len, &copy, NULL) == 0);
    }
    document_release(&copy);
    document_release(&d);
    str_release(&packed);
    return 0;
}
