#include "conf/page_rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/vec.h"
#include "conf/address.h"
#include "conf/words.h"
#include "text/selector.h"
#include "text/utf8.h"

static const char by_generator[] = "generator:";

/* ---- Applying ---- */

static size_t part_count(const struct page_rule *rule)
{
    size_t n = 1;
    for (size_t i = 0; i < PAGE_RULE_PARTS; i++)
        n += rule->parts[i] != NULL;
    return n;
}

static void put_rule(const struct page_rule *rule, struct arena *arena, struct page_rule_lines *out)
{
    if (out->rules == PAGE_RULES_APPLIED || out->count + part_count(rule) > PAGE_RULE_LINES)
        return;
    out->rules++;
    out->items[out->count++] = "rule";
    for (size_t i = 0; i < PAGE_RULE_PARTS; i++) {
        struct str line = STR_INIT;
        if (!rule->parts[i])
            continue;
        str_addf(&line, "%s=%s", page_rule_names[i], rule->parts[i]);
        out->items[out->count++] = arena_strdup(arena, line.data);
        str_release(&line);
    }
}

void page_rules_apply(const struct page_rules *r, const char *page, struct arena *arena, struct page_rule_lines *out)
{
    struct address a;
    struct address_stars stars;
    bool has_address = address_read(page, &a);
    for (size_t i = 0; i < r->len; i++) {
        const struct page_rules_line *line = &r->items[i];
        if (!line->pattern || (has_address && address_fits(line->pattern, &a, &stars)))
            put_rule(&line->rule, arena, out);
    }
}

/* ---- Reading ---- */

static int take_part(struct page_rules *r, struct page_rule *rule, const char *word, struct err *err)
{
    for (size_t i = PAGE_RULE_TEXT; i < PAGE_RULE_PARTS; i++) {
        size_t len = strlen(page_rule_names[i]);
        if (strncmp(word, page_rule_names[i], len) != 0 || word[len] != '=')
            continue;
        if (rule->parts[i])
            return err_set(err, ERR_USAGE, _("%s stands here twice; several places are divided by commas"), page_rule_names[i]);
        if (!selector_is_valid(word + len + 1))
            return err_set(err, ERR_USAGE, _("\"%.100s\" names no elements; it is written: div, .class, #id, div.class, or \".around .within\""), word + len + 1);
        rule->parts[i] = arena_strdup(&r->arena, word + len + 1);
        return 0;
    }
    return err_set(err, ERR_USAGE, _("\"%.100s\" is none of text=, drop=, title=, byline=, date="), word);
}

static int take_pages(struct page_rules *r, struct page_rules_line *line, const char *word, struct err *err)
{
    size_t len = strlen(by_generator);
    if (strncmp(word, by_generator, len) != 0) {
        line->pattern = arena_strdup(&r->arena, address_bare(word));
        return address_check(line->pattern, err) < 0 ? -1 : 0;
    }
    if (!word[len] || strlen(word) > SELECTOR_MAX)
        return err_set(err, ERR_USAGE, "%s", _("behind generator: stands what pages say to be made by"));
    line->rule.parts[PAGE_RULE_GENERATOR] = arena_strdup(&r->arena, word + len);
    return 0;
}

static int take_rule(struct page_rules *r, const struct words *w, struct err *err)
{
    struct page_rules_line line = { 0 };
    if (w->len < 2)
        return err_set(err, ERR_USAGE, "%s", _("a rule is written: example.org/news/** text=.story drop=\".promo, #offer\""));
    if (take_pages(r, &line, w->items[0], err))
        return -1;
    for (size_t i = 1; i < w->len; i++)
        if (take_part(r, &line.rule, w->items[i], err))
            return -1;
    if (r->len == PAGE_RULES_MAX)
        return err_set(err, ERR_USAGE, _("a file holds at most %d rules"), PAGE_RULES_MAX);
    *vec_push(r) = line;
    return 0;
}

static void read_line(struct page_rules *r, const char *name, int number, const char *line)
{
    struct err err = { 0 };
    struct words w = { 0 };
    int result = 0;
    if (!utf8_is_valid(line, strlen(line)))
        result = err_set(&err, ERR_USAGE, "%s", _("this line is not in UTF-8"));
    else if ((result = words_split(&w, line, &err)) == 0 && w.len)
        result = take_rule(r, &w, &err);
    if (result)
        problems_add(&r->problems, name, number, "%s", err.text);
    words_release(&w);
}

void page_rules_read(struct page_rules *r, const char *name, const char *text, size_t len)
{
    struct str line = STR_INIT;
    size_t at = 0;
    for (int number = 1; at < len; number++) {
        const char *end = memchr(text + at, '\n', len - at);
        size_t part = end ? (size_t)(end - text) - at : len - at;
        str_reset(&line);
        str_add(&line, text + at, part);
        read_line(r, name, number, line.data);
        at += part + 1;
    }
    str_release(&line);
}

void page_rules_load(struct page_rules *r, const char *path)
{
    struct str text;
    struct err err = { 0 };
    str_init(&text, PAGE_RULES_BYTES);
    if (file_exists(path) && file_read(path, &text, &err))
        problems_add(&r->problems, path, 0, "%s", err.text);
    else
        page_rules_read(r, path, text.data, text.len);
    str_release(&text);
}

void page_rules_release(struct page_rules *r)
{
    arena_release(&r->arena);
    vec_release(r);
    problems_release(&r->problems);
    *r = (struct page_rules){ 0 };
}
