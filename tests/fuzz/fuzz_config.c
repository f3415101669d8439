/* The config file. */
#include <stdlib.h>

#include "base/mem.h"
#include "conf/config.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct config config;
    char *text = mem_strndup((const char *)bytes, len);
    config_init(&config);
    config_read(&config, "config", text);
    config_release(&config);
    free(text);
    return 0;
}
