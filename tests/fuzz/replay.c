/* A target on its seeds, without a fuzzer: tests/fuzz/seeds/NAME/ for the target fuzz_NAME. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "fuzz.h"
#include "tests/tap.h"

static void replay(const char *dir, const char *name)
{
    char *path = file_join(dir, name);
    struct str seed = STR_INIT;
    if (ok(file_read(path, &seed, NULL) == 0, "%s is there", name)) {
        /* A buffer of its own size, so that a read behind its end is found. */
        uint8_t *bytes = memcpy(mem_alloc(seed.len), seed.data, seed.len);
        LLVMFuzzerTestOneInput(bytes, seed.len);
        ok(true, "and is borne");
        free(bytes);
    }
    str_release(&seed);
    free(path);
}

static int visible(const struct dirent *e)
{
    return e->d_name[0] != '.';
}

int main(int argc, char **argv)
{
    const char *name = argc ? strstr(argv[0], "fuzz_") : NULL, *srcdir = getenv("srcdir");
    struct str dir = STR_INIT;
    struct dirent **seeds;
    str_addf(&dir, "%s/tests/fuzz/seeds/%s", srcdir ? srcdir : ".", name ? name + strlen("fuzz_") : "");
    int count = scandir(dir.data, &seeds, visible, alphasort);
    ok(count > 0, "there are seeds");
    for (int i = 0; i < count; i++) {
        replay(dir.data, seeds[i]->d_name);
        free(seeds[i]);
    }
    if (count >= 0)
        free(seeds);
    str_release(&dir);
    return tap_done();
}
