/* The sources file, as a person or another program may have written it. */
#include <string.h>

#include "base/mem.h"
#include "conf/sources_file.h"
#include "fuzz.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct sources_file file;
    sources_file_read(&file, "/home/reader/sources", (const char *)bytes, len);
    for (size_t i = 0; i < file.len; i++) {
        must(*file.items[i].address && utf8_is_valid(file.items[i].address, strlen(file.items[i].address)));
        must(i == 0 || file.items[i].line > file.items[i - 1].line);
    }
    sources_file_release(&file);
    return 0;
}
