/* A packed item, as a damaged store may give it. */
#include "fuzz.h"
#include "item_trip.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena arena = { 0 };
    struct item item;
    if (item_unpack(bytes, len, &arena, &item, NULL) == 0)
        item_trip(&item);
    arena_release(&arena);
    return 0;
}
