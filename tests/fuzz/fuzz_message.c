/* A message from another process: its kind in the first byte, then its payload. */
#include "base/mem.h"
#include "fuzz.h"
#include "wire/message.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena arena = { 0 };
    struct message m;
    struct str out = STR_INIT;
    if (len && message_get(bytes[0], bytes + 1, len - 1, &arena, &m, NULL) == 0) {
        struct message copy;
        must(message_put(m.kind, &m.hello, &out));
        must(message_get(m.kind, out.data, out.len, &arena, &copy, NULL) == 0);
    }
    str_release(&out);
    arena_release(&arena);
    return 0;
}
