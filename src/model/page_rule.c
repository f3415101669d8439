#include "model/page_rule.h"

#include <string.h>

const char *const page_rule_names[PAGE_RULE_PARTS] = { "generator", "text", "drop", "title", "byline", "date" };

static void take_part(struct page_rule *rule, const char *line)
{
    for (size_t i = 0; i < PAGE_RULE_PARTS; i++) {
        size_t len = strlen(page_rule_names[i]);
        if (strncmp(line, page_rule_names[i], len) == 0 && line[len] == '=')
            rule->parts[i] = line + len + 1;
    }
}

size_t page_rules_of_lines(const char *const *lines, size_t count, struct page_rule rules[PAGE_RULES_APPLIED])
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(lines[i], "rule") != 0 && n)
            take_part(&rules[n - 1], lines[i]);
        else if (n == PAGE_RULES_APPLIED)
            break;
        else
            rules[n++] = (struct page_rule){ { NULL } };
    }
    return n;
}
