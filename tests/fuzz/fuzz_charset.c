/* Bytes of an unknown encoding, whole and in two pieces. */
#include <string.h>

#include "base/mem.h"
#include "fuzz.h"
#include "text/charset.h"
#include "text/utf8.h"

static void decode(const char *name, const uint8_t *bytes, size_t len, size_t first, struct str *out)
{
    struct charset_decoder d;
    charset_decoder_init(&d, name);
    charset_decode(&d, bytes, first, out);
    charset_decode(&d, bytes + first, len - first, out);
    charset_decode_end(&d, out);
    charset_decoder_release(&d);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    for (int kind = CHARSET_XML; kind <= CHARSET_JSON; kind++) {
        size_t skip = 0;
        const char *name = charset_decide((enum charset_kind)kind, "", bytes, len, true, &skip);
        struct str whole = STR_INIT, pieces = STR_INIT;
        must(name && skip <= len);
        charset_convert(name, bytes, len, &whole);
        decode(name, bytes, len, len / 2, &pieces);
        must(utf8_is_valid(whole.data, whole.len));
        must(whole.len == pieces.len && memcmp(whole.data, pieces.data, whole.len) == 0);
        str_release(&whole);
        str_release(&pieces);
    }
    return 0;
}
