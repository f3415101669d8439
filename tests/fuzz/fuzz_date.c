/* A date, wherever it stands, and a duration. */
#include "base/mem.h"
#include "fuzz.h"
#include "text/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct date read, found;
    const char *text = (const char *)bytes;
    if (!date_read(text, len, &read))
        must(read.at == 0 && read.parts == DATE_NONE && !read.has_zone);
    if (!date_find(text, len, &found))
        must(found.at == 0 && found.parts == DATE_NONE && !found.has_zone);
    must(date_read_duration(text, len) >= -1);
    return 0;
}
