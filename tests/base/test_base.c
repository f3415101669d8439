/* Strings with ceilings, arenas, numbers, JSON, maps, files. */
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/num.h"
#include "base/str.h"
#include "base/vec.h"
#include "tests/tap.h"

static void test_str(void)
{
    struct str s;
    str_init(&s, 8);
    ok(str_adds(&s, "abcdef") && str_addf(&s, "%d", 42), "eight bytes fit a ceiling of eight");
    ok(!str_addc(&s, 'x') && s.full, "the ninth does not, and the buffer says so");
    is_str(s.data, "abcdef42", "what did not fit left nothing behind");
    str_drop(&s, 3);
    is_str(s.data, "def42", "the front can be taken away");
    str_release(&s);
    is_str(s.data, "", "released, it is empty and still a string");
    ok(str_find_nocase("xxHeAd", 6, "head") != NULL, "found whatever the case");
    ok(str_find("abc", 2, "bc") == NULL, "never found beyond the length");
}

static void test_num(void)
{
    size_t out = 1;
    int64_t n = 0;
    ok(!num_add(SIZE_MAX, 1, &out) && out == 1, "an overflowing sum is refused");
    ok(!num_mul(SIZE_MAX / 2, 3, &out), "an overflowing product is refused");
    ok(num_read_i64("-42", 3, &n) && n == -42, "a negative number");
    ok(!num_read_i64("12 ", 3, &n), "nothing may follow the digits");
    ok(!num_read_i64("9223372036854775808", 19, &n), "2^63 does not fit");
    ok(num_read_duration("2h", &n) && n == 7200, "two hours");
    ok(!num_read_duration("-2h", &n) && !num_read_duration("h", &n), "no duration is negative or without a number");
    ok(num_read_size("8M", &n) && n == 8 << 20, "eight mebibytes");
}

static void test_json(void)
{
    struct str out = STR_INIT;
    struct json j;
    json_init(&j, &out);
    json_object(&j);
    json_key(&j, "a");
    json_array(&j);
    json_int(&j, -1);
    json_string(&j, "q\"\\\n\x01\xC3\xA9\xFF");
    json_end(&j);
    json_member(&j, "left out", "");
    json_key(&j, "b");
    json_null(&j);
    json_end(&j);
    is_str(out.data, "{\"a\":[-1,\"q\\\"\\\\\\n\\u0001\xC3\xA9\xEF\xBF\xBD\"],\"b\":null}", "JSON is escaped and always valid UTF-8");
    str_release(&out);
}

static void test_containers(void)
{
    VEC(int) v = { 0 };
    for (int i = 0; i < 100; i++)
        *vec_push(&v) = i;
    vec_remove(&v, 10);
    ok(v.len == 99 && v.items[10] == 11 && v.items[98] == 99, "an item goes, the others move up");
    vec_release(&v);
    struct map m = { 0 };
    char key[16];
    for (int i = 0; i < 1000; i++) {
        snprintf(key, sizeof key, "k%d", i);
        map_put(&m, key, i);
    }
    ok(m.len == 1000 && map_find(&m, "k777") && *map_find(&m, "k777") == 777 && !map_find(&m, "k1000"), "a map of a thousand keys");
    map_release(&m);
    struct arena a = { 0 };
    char *s = arena_strdup(&a, "kept"), *big = arena_alloc(&a, 1 << 20);
    big[(1 << 20) - 1] = 1;
    is_str(s, "kept", "an arena's strings stay where they are");
    arena_release(&a);
}

static void test_files(void)
{
    char dir[] = "/tmp/telex-test-XXXXXX";
    if (!mkdtemp(dir)) {
        ok(false, "a temporary folder");
        return;
    }
    struct err err = { 0 };
    struct str text;
    str_init(&text, 4);
    char *deep = file_join(dir, "a/b"), *path = file_join(deep, "file");
    ok(file_make_dirs(deep, &err) == 0 && file_make_dirs(deep, &err) == 0, "folders are made, and may be there already");
    ok(file_write(path, "four", 4, &err) == 0 && file_read(path, &text, &err) == 0, "a file is written and read");
    is_str(text.data, "four", "as it was");
    str_reset(&text);
    ok(file_write(path, "fives", 5, &err) == 0 && file_read(path, &text, &err) < 0 && err.kind == ERR_INPUT, "a larger one than the ceiling is refused");
    ok(file_read("/nonexistent/x", &text, &err) < 0 && err.kind == ERR_SYSTEM && str_find(err.text, strlen(err.text), "/nonexistent/x"),
       "a missing file is named");
    unlink(path);
    rmdir(deep);
    char *a = file_join(dir, "a");
    rmdir(a);
    rmdir(dir);
    free(a);
    free(path);
    free(deep);
    str_release(&text);
}

int main(void)
{
    test_str();
    test_num();
    test_json();
    test_containers();
    test_files();
    return tap_done();
}
