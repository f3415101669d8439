/* What is different between two documents, against differences thought out by hand. */
#include <locale.h>
#include <stdlib.h>

#include "base/mem.h"
#include "layout/difference.h"
#include "layout/edits.h"
#include "tests/tap.h"

enum { MOST = 400 };

/* A document of paragraphs, divided by '\n'; one that begins with '#' is a heading. */
static void doc(struct document *d, const char *title, const char *paragraphs)
{
    document_init(d);
    d->facts.title = title;
    d->blocks.items = arena_array(&d->arena, MOST, sizeof *d->blocks.items);
    for (const char *s = paragraphs; *s;) {
        size_t len = strcspn(s, "\n");
        bool heading = *s == '#';
        struct block *b = &d->blocks.items[d->blocks.count++];
        *b = (struct block){ .type = heading ? BLOCK_HEADING : BLOCK_PARAGRAPH, .level = 2, .link = DOCUMENT_NONE, .picture = DOCUMENT_NONE };
        b->text = (struct text){ .bytes = arena_strndup(&d->arena, s + heading, len - heading), .len = len - heading };
        s += len + (s[len] == '\n');
    }
}

/* The difference as text: blocks divided by '\n', headings with '#', what telex says in "<…>". */
static void write_out(const struct document *d, struct str *out)
{
    if (d->facts.title)
        str_addf(out, "(%s)\n", d->facts.title);
    for (size_t i = 0; i < d->blocks.count; i++) {
        const struct text *t = &d->blocks.items[i].text;
        size_t at = 0;
        str_adds(out, i ? "\n" : "");
        str_adds(out, d->blocks.items[i].type == BLOCK_HEADING ? "#" : "");
        for (size_t r = 0; r < t->run_count; r++) {
            bool aside = t->runs[r].style & RUN_ASIDE;
            str_adds(out, aside ? "<" : "");
            str_add(out, t->bytes + at, t->runs[r].len);
            str_adds(out, aside ? ">" : "");
            at += t->runs[r].len;
        }
        if (at != t->len)
            str_adds(out, "(runs end early)");
    }
}

static const struct difference_style marked = { .marks = true };

/* Without the legend, which always is the same. */
static void differ(const char *title_a, const char *a, const char *title_b, const char *b, const char *want, const char *name)
{
    static const char legend[] = "[-gone-] {+new+}\n", last[] = "[-gone-] {+new+}";
    struct document before, after, out;
    struct str got = STR_INIT, shown = STR_INIT;
    doc(&before, title_a, a);
    doc(&after, title_b, b);
    difference_make(&before, &after, &marked, &out);
    write_out(&out, &got);
    const char *at = strstr(got.data, legend), *end = at ? at + strlen(legend) : strstr(got.data, last);
    size_t before_legend = at ? (size_t)(at - got.data) : end ? (size_t)(end - got.data) : got.len;
    str_add(&shown, got.data, before_legend);
    str_adds(&shown, at ? end : "");
    is_str(shown.data, want, name);
    str_release(&got);
    str_release(&shown);
    document_release(&before);
    document_release(&after);
    document_release(&out);
}

static void test_words(void)
{
    differ("T", "Four people were hurt.", "T", "Five people were killed.", "(T)\n[-Four-] {+Five+} people were [-hurt-] {+killed+}.", "words that became others");
    differ("T", "A quick brown fox jumps.", "T", "A fast red fox jumps.", "(T)\nA [-quick brown-] {+fast red+} fox jumps.", "with nothing but a space between, they are one change");
    differ("T", "The old town hall stands.", "T", "The town hall stands.", "(T)\nThe [-old-] town hall stands.", "a word that is gone");
    differ("T", "The town hall stands.", "T", "The town hall still stands today.", "(T)\nThe town hall {+still+} stands {+today+}.", "words that are new");
    differ("T", "It cost 1,000 marks.", "T", "It cost 1,500 marks.", "(T)\nIt cost [-1,000-] {+1,500+} marks.", "a number is one word");
    differ("T", "One  two\tthree four.", "T", "One two three four.", "(T)\nOne two three four.", "white space is no difference");
}

static void test_titles(void)
{
    differ("Ferry sinks off coast", "Text.", "Ferry sinks off north coast", "Text.", "#Ferry sinks off {+north+} coast\nText.", "a headline that was changed");
    differ("Ferry sinks", "Text.", "Captain held", "Text.", "#[-Ferry sinks-] {+Captain held+}\nText.", "one that is another");
    differ(NULL, "Text.", "Captain held", "Text.", "#{+Captain held+}\nText.", "one where was none");
}

static void test_paragraphs(void)
{
    differ("T", "First one.\nSecond one here.\nThird one there.", "T", "First one.\nThird one there.", "(T)\nFirst one.\n[-Second one here.-]\nThird one there.",
           "a paragraph that is gone, between those that stayed");
    differ("T", "a one\nb two\nc three\nd four", "T", "a one\nb two\nc three\nd four\nWholly new words.", "(T)\n<\xE2\x80\x94 4 paragraphs as before \xE2\x80\x94>\n{+Wholly new words.+}",
           "what stayed is a line");
    differ("T", "#Morning\nThe harbour is closed today.", "T", "#Evening\nNobody was hurt, it says.", "(T)\n#[-Morning-]\n[-The harbour is closed today.-]\n#{+Evening+}\n{+Nobody was hurt, it says.+}",
           "what has nothing in common is no change of one another");
    differ("T", "The mayor said no on Monday.\nThe harbour is closed to ships.", "T", "The harbour is closed to all ships.\nThe mayor said yes on Monday.",
           "(T)\n[-The mayor said no on Monday.-]\nThe harbour is closed to {+all+} ships.\n{+The mayor said yes on Monday.+}",
           "paragraphs are matched in order, the likest first");
}

static void test_scripts(void)
{
    differ("T", "\xE5\x8C\x97\xE4\xBA\xAC\xE4\xBB\x8A\xE5\xA4\xA9\xE4\xB8\x8B\xE9\x9B\xAA", "T", "\xE5\x8C\x97\xE4\xBA\xAC\xE6\x98\xA8\xE5\xA4\xA9\xE4\xB8\x8B\xE9\x9B\xAA",
           "(T)\n\xE5\x8C\x97\xE4\xBA\xAC[-\xE4\xBB\x8A-] {+\xE6\x98\xA8+}\xE5\xA4\xA9\xE4\xB8\x8B\xE9\x9B\xAA", "Chinese, by its characters");
    /* น้ำท่วมเมือง, น้ำแห้งเมือง: น้ำ and เมือง stay; no cluster is torn. */
    differ("T", "\xE0\xB8\x99\xE0\xB9\x89\xE0\xB8\xB3\xE0\xB8\x82\xE0\xB8\xB6\xE0\xB9\x89\xE0\xB8\x99\xE0\xB8\xA5\xE0\xB8\x94", "T", "\xE0\xB8\x99\xE0\xB9\x89\xE0\xB8\xB3\xE0\xB8\xA5\xE0\xB8\x94",
           "(T)\n\xE0\xB8\x99\xE0\xB9\x89\xE0\xB8\xB3[-\xE0\xB8\x82\xE0\xB8\xB6\xE0\xB9\x89\xE0\xB8\x99-]\xE0\xB8\xA5\xE0\xB8\x94", "Thai, by clusters, none torn");
    differ("T", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xD7\xA2\xD7\x95\xD7\x9C\xD7\x9D \xD7\x99\xD7\xA4\xD7\x94", "T", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xD7\x9C\xD7\x9A \xD7\x99\xD7\xA4\xD7\x94",
           "(T)\n\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D [-\xD7\xA2\xD7\x95\xD7\x9C\xD7\x9D-] {+\xD7\x9C\xD7\x9A+} \xD7\x99\xD7\xA4\xD7\x94", "Hebrew, in the order in which it is read");
}

static void test_folding(void)
{
    struct str a = STR_INIT, b = STR_INIT;
    struct document before, after, out, none;
    for (int i = 0; i < 200; i++)
        str_addf(&a, "w%d ", i);
    str_adds(&b, a.data);
    str_adds(&a, "end.");
    str_adds(&b, "close.");
    doc(&before, "T", a.data);
    doc(&after, "T", b.data);
    ok(difference_make(&before, &after, &(struct difference_style){ .ascii = true, .note = "Since noon." }, &out), "two that differ");
    ok(!difference_make(&before, &before, &marked, &none), "one and itself do not");
    document_release(&none);
    str_reset(&a);
    write_out(&out, &a);
    is_str(a.data, "(T)\n<Since noon.  >[-gone-] new\nw0 w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 w12 w13 w14 w15 w16 w17 w18 w19  <[...]> "
                   "w180 w181 w182 w183 w184 w185 w186 w187 w188 w189 w190 w191 w192 w193 w194 w195 w196 w197 w198 w199 [-end-] close.",
           "a long passage keeps its ends; without marks what is new is told by its style");
    str_release(&a);
    str_release(&b);
    document_release(&before);
    document_release(&after);
    document_release(&out);
}

/* Random rows: what is kept is the same on both sides, in order, and as much as there can be. */
static void test_edits(void)
{
    uint64_t a[40], b[40];
    bool kept_a[40], kept_b[40];
    uint32_t seed = 7;
    int wrong = 0, best = 0, got = 0;
    for (int round = 0; round < 500; round++) {
        int table[41][41] = { { 0 } }, common = 0;
        size_t n = (seed = seed * 1103515245 + 12345) >> 16 & 31, m = (seed = seed * 1103515245 + 12345) >> 16 & 31;
        for (size_t i = 0; i < n; i++)
            a[i] = (seed = seed * 1103515245 + 12345) >> 16 & 3;
        for (size_t i = 0; i < m; i++)
            b[i] = (seed = seed * 1103515245 + 12345) >> 16 & 3;
        for (size_t i = n; i-- > 0;)
            for (size_t j = m; j-- > 0;)
                table[i][j] = a[i] == b[j] ? table[i + 1][j + 1] + 1 : table[i + 1][j] > table[i][j + 1] ? table[i + 1][j] : table[i][j + 1];
        edits_find(a, n, b, m, kept_a, kept_b);
        size_t j = 0;
        for (size_t i = 0; i < n; i++) {
            if (!kept_a[i])
                continue;
            while (j < m && !kept_b[j])
                j++;
            wrong += j == m || a[i] != b[j];
            j++;
            common++;
        }
        best += table[0][0];
        got += common;
    }
    is_int(wrong, 0, "what is kept is the same in both rows");
    is_int(got, best, "and as much as there can be");
}

static void test_bounds(void)
{
    enum { MANY = 20000 };
    uint64_t *a = mem_zero(MANY, sizeof *a), *b = mem_zero(MANY, sizeof *b);
    bool *kept_a = mem_zero(MANY, 1), *kept_b = mem_zero(MANY, 1);
    for (size_t i = 0; i < MANY; i++) {
        a[i] = i;
        b[i] = i < 5 || i >= MANY - 5 ? i : i + MANY;
    }
    edits_find(a, MANY, b, MANY, kept_a, kept_b);
    int kept = 0;
    for (size_t i = 0; i < MANY; i++)
        kept += kept_a[i];
    is_int(kept, 10, "rows that differ everywhere keep their beginnings and ends");
    free(a);
    free(b);
    free(kept_a);
    free(kept_b);
    struct document before, after, out;
    struct str s = STR_INIT, t = STR_INIT;
    str_adds(&s, "Same.\n");
    for (size_t i = 0; s.len <= DIFFERENCE_MAX_BYTES; i++)
        str_addf(&s, "word%zu ", i);
    str_adds(&t, s.data);
    str_adds(&t, "\nAnother end.");
    doc(&before, "T", s.data);
    doc(&after, "T", t.data);
    difference_make(&before, &after, &marked, &out);
    str_reset(&s);
    write_out(&out, &s);
    ok(strstr(s.data, "<The rest is too long to be compared.>") != NULL, "what is too long says so");
    str_release(&s);
    str_release(&t);
    document_release(&before);
    document_release(&after);
    document_release(&out);
}

int main(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    test_words();
    test_titles();
    test_paragraphs();
    test_scripts();
    test_folding();
    test_edits();
    test_bounds();
    return tap_done();
}
