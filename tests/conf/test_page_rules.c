/* The table of pages whose article is found by what the reader says. */
#include <string.h>

#include "conf/page_rules.h"
#include "base/str.h"
#include "tests/tap.h"

/* What holds for a page, a line each. Static storage. */
static const char *apply(const struct page_rules *r, const char *page)
{
    static struct str out = STR_INIT;
    struct arena arena = { 0 };
    struct page_rule_lines lines = { .count = 0 };
    str_reset(&out);
    page_rules_apply(r, page, &arena, &lines);
    for (size_t i = 0; i < lines.count; i++)
        str_addf(&out, "%s%s", i ? "\n" : "", lines.items[i]);
    arena_release(&arena);
    return out.data;
}

static void test_apply(void)
{
    static const char text[] = "# mine\nhttps://www.a.test/news/** text=.story drop=\".promo, #offer\"\n\n*.b.test/* title=h1\r\n"
                               "generator:\"Press 5\" date=time.made  # a system\na.test/news/x byline=.who";
    struct page_rules r = { 0 };
    page_rules_read(&r, "pages", text, sizeof text - 1);
    is_int((long long)r.problems.len, 0, "nothing is wrong");
    is_str(apply(&r, "https://a.test/news/x"), "rule\ntext=.story\ndrop=.promo, #offer\nrule\ngenerator=Press 5\ndate=time.made\nrule\nbyline=.who", "all lines that fit hold, in their order");
    is_str(apply(&r, "http://en.b.test/y"), "rule\ntitle=h1\nrule\ngenerator=Press 5\ndate=time.made", "a star in a host");
    is_str(apply(&r, ""), "rule\ngenerator=Press 5\ndate=time.made", "without an address only those for systems");
    page_rules_release(&r);
}

static void test_lines(void)
{
    static const char *const lines[] = { "rule", "text=.a=b", "other=x", "rule", "generator=P" };
    struct page_rule rules[PAGE_RULES_APPLIED];
    ok(page_rules_of_lines(lines, 5, rules) == 2, "two rules arrive");
    is_str(rules[0].parts[PAGE_RULE_TEXT], ".a=b", "with what they say");
    ok(!rules[0].parts[PAGE_RULE_DROP] && !rules[1].parts[PAGE_RULE_TEXT], "and no more");
    is_str(rules[1].parts[PAGE_RULE_GENERATOR], "P", "each its own");
}

static void test_problems(void)
{
    static const struct {
        const char *line, *want;
    } wrong[] = {
        { "a.test/x", "a rule is written" },
        { "text=.a", "a rule is written" },
        { "/x text=.a", "no page's address" },
        { "a.test/**/x text=.a", "its last part" },
        { "a.test/x text=.a text=.b", "stands here twice" },
        { "a.test/x text=", "names no elements" },
        { "a.test/x drop=a>b", "names no elements" },
        { "a.test/x body=.a", "none of text=" },
        { "a.test/x text=.a .b", "none of text=" },
        { "a.test/x generator=P", "none of text=" },
        { "generator: text=.a", "behind generator:" },
        { "a.test/\xFF text=.a", "not in UTF-8" },
        { "a.test/x text=\".a", "not closed" },
    };
    struct str text = STR_INIT;
    struct page_rules r = { 0 };
    char place[40];
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        str_addf(&text, "%s\na.test/%zu text=.a\n", wrong[i].line, i);
    page_rules_read(&r, "pages", text.data, text.len);
    is_int((long long)r.problems.len, sizeof wrong / sizeof *wrong, "each wrong line is a problem");
    is_int((long long)r.len, sizeof wrong / sizeof *wrong, "all others work");
    for (size_t i = 0; i < r.problems.len; i++) {
        snprintf(place, sizeof place, "pages:%zu: ", 2 * i + 1);
        ok(strncmp(r.problems.items[i].text, place, strlen(place)) == 0 && strstr(r.problems.items[i].text, wrong[i].want), "%s: %s", wrong[i].line, r.problems.items[i].text);
    }
    str_release(&text);
    page_rules_release(&r);
}

int main(void)
{
    test_apply();
    test_lines();
    test_problems();
    return tap_done();
}
