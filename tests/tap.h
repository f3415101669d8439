/* tap.h: tests that speak the Test Anything Protocol.
 *
 *     ok(count == 3, "three items are read");
 *     is_str(title, "A & B", "entities in a title");
 *     return tap_done();
 *
 * Each says what it expected before what it got. */
#ifndef TELEX_TESTS_TAP_H
#define TELEX_TESTS_TAP_H

#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static int tap_count, tap_failed;

__attribute__((format(printf, 2, 3), unused)) static bool ok(bool good, const char *format, ...)
{
    va_list args;
    printf("%sok %d - ", good ? "" : "not ", ++tap_count);
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    putchar('\n');
    tap_failed += !good;
    fflush(stdout);
    return good;
}

__attribute__((unused)) static void tap_show(const char *label, const char *value)
{
    printf("# %s: ", label);
    if (!value)
        printf("(null)");
    for (; value && *value; value++) {
        putchar(*value);
        if (*value == '\n')
            printf("#         ");
    }
    putchar('\n');
}

__attribute__((unused)) static bool is_str(const char *got, const char *want, const char *name)
{
    bool same = got == want || (got && want && strcmp(got, want) == 0);
    ok(same, "%s", name);
    if (!same) {
        tap_show("expected", want);
        tap_show("     got", got);
        fflush(stdout);
    }
    return same;
}

__attribute__((unused)) static bool is_int(int64_t got, int64_t want, const char *name)
{
    ok(got == want, "%s", name);
    if (got != want)
        printf("# expected: %" PRId64 "\n#      got: %" PRId64 "\n", want, got);
    fflush(stdout);
    return got == want;
}

__attribute__((unused)) static void skip(const char *name, const char *why)
{
    printf("ok %d - %s # SKIP %s\n", ++tap_count, name, why);
}

/* The status is 0 even where a test failed, for "not ok" says so already: any
 * other status means that the program itself ended badly (a crash, a leak that
 * a sanitizer found), and counts as a failure of its own. */
__attribute__((unused)) static int tap_done(void)
{
    printf("1..%d\n", tap_count);
    if (tap_failed)
        printf("# %d of %d failed\n", tap_failed, tap_count);
    return 0;
}

#endif
