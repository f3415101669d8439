/* Which elements a selector means, and what is none. */
#include <string.h>

#include "tests/tap.h"
#include "text/selector.h"

static void test_valid(void)
{
    static const char *const good[] = { "div", ".a", "#a", "div.a.b#c", ".a .b", " .a , #b ", "div p em b", ".été", "a-b_c" };
    static const char *const bad[] = { "", " ", ",", ".a,", ",.a", ".", "#", ".a..b", "a > b", "a[b]", "*", "a:b", "a b c d e", ".a.b.c.d.e", "#a#b", ".a;" };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        ok(selector_is_valid(good[i]), "\"%s\" is one", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ok(!selector_is_valid(bad[i]), "\"%s\" is none", bad[i]);
}

static void test_steps(void)
{
    const char *s = "div.story.long #who , .b";
    struct selector one;
    ok(selector_next(&s, &one) && one.count == 2, "one within another");
    ok(one.steps[0].name.len == 3 && memcmp(one.steps[0].name.s, "div", 3) == 0 && one.steps[0].class_count == 2, "an element with two classes");
    ok(selector_step_fits(&one.steps[0], NULL, "long x story"), "has them in any order");
    ok(!selector_step_fits(&one.steps[0], NULL, "longer story"), "whole");
    ok(!selector_step_fits(&one.steps[0], "story", NULL), "and not as an id");
    ok(selector_step_fits(&one.steps[1], "who", NULL) && !selector_step_fits(&one.steps[1], "whom", NULL) && !selector_step_fits(&one.steps[1], NULL, "who"), "an id is whole too");
    ok(selector_next(&s, &one) && one.count == 1 && one.steps[0].class_count == 1, "then the other");
    ok(!selector_next(&s, &one), "and no more");
}

int main(void)
{
    test_valid();
    test_steps();
    return tap_done();
}
