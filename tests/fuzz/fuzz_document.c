/* A packed document, as a damaged store or a broken parser may give it. */
#include <string.h>

#include "base/mem.h"
#include "fuzz.h"
#include "model/document.h"

/* What was read can be read again, and is the same. */
static void again(const struct document *d)
{
    struct str first = STR_INIT, second = STR_INIT;
    struct document copy;
    document_pack(d, &first);
    must(document_unpack(first.data, first.len, &copy, NULL) == 0);
    document_pack(&copy, &second);
    must(first.len == second.len && memcmp(first.data, second.data, first.len) == 0);
    document_release(&copy);
    str_release(&first);
    str_release(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct document d;
    struct str plain = STR_INIT;
    if (document_unpack(bytes, len, &d, NULL) == 0) {
        again(&d);
        document_plain(&d, true, &plain);
        document_release(&d);
    }
    str_release(&plain);
    return 0;
}
