/* Which browser is taken and what it is given, what goes to the clipboard, an article as text. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "model/document.h"
#include "out/clipboard.h"
#include "out/export.h"
#include "out/opener.h"
#include "tests/tap.h"

static char *words_of(const struct opener *o)
{
    struct str s = STR_INIT;
    for (size_t i = 0; o->words && o->words[i]; i++)
        str_addf(&s, "%s<%s>", i ? " " : "", o->words[i]);
    return str_take(&s, NULL);
}

static void chooses(const char *setting, const char *browser, const char *url, const char *want, const char *name)
{
    struct opener o;
    struct err err = { 0 };
    setenv("BROWSER", browser, 1);
    opener_choose(&o, setting, url, &err);
    char *got = words_of(&o);
    is_str(got, want, name);
    free(got);
    opener_release(&o);
}

static void refuses(const char *url, const char *name)
{
    struct opener o;
    struct err err = { 0 };
    setenv("BROWSER", "/bin/echo", 1);
    ok(opener_choose(&o, "", url, &err) < 0 && err.kind == ERR_INPUT && !o.words, "refused: %s", name);
    opener_release(&o);
}

static void test_choice(void)
{
    unsetenv("DISPLAY");
    unsetenv("WAYLAND_DISPLAY");
    chooses("/bin/echo --new %u", "", "https://example.org/a b", "</bin/echo> <--new> <https://example.org/a%20b>", "the setting's %u is the address, as one word");
    chooses("/bin/echo 'two words'", "", "https://example.org/", "</bin/echo> <two words> <https://example.org/>", "quotes hold words together; the address comes last");
    chooses("", "/no/such:/bin/echo %s:/bin/cat", "http://example.org/", "</bin/echo> <http://example.org/>", "of $BROWSER the first that is there");
    chooses("", "", "http://example.org/;rm$(x)", "", "without a display and a browser there is none");
    chooses("/bin/echo", "", "http://example.org/$(id);`x`|y'\"<>\\", "</bin/echo> <http://example.org/$(id);%60x%60%7Cy%27%22%3C%3E%5C>", "nothing of a shell stays in the address");
    chooses("/bin/echo", "", "https://example.org/\xC3\xA9\n-x", "</bin/echo> <https://example.org/%C3%A9%0A-x>", "controls and non-ASCII are percent-encoded");
    refuses("file:///etc/passwd", "a local file");
    refuses("javascript:alert(1)", "a script");
    refuses("-http://example.org", "an option");
    refuses(" https://example.org", "white space before");
}

static void test_run(void)
{
    char dir[] = "/tmp/telex-test-XXXXXX";
    if (!mkdtemp(dir)) {
        ok(false, "a temporary folder");
        return;
    }
    char *out = file_join(dir, "got"), *w3m = file_join(dir, "w3m");
    struct str script = STR_INIT, got = STR_INIT;
    struct err err = { 0 };
    str_addf(&script, "#!/bin/sh\nprintf '%%s|' \"$@\" >'%s'\n", out);
    file_write(w3m, script.data, script.len, &err);
    chmod(w3m, 0755);
    struct opener o;
    ok(opener_choose(&o, w3m, "https://example.org/a'b", &err) == 0 && o.in_terminal, "a text browser needs the terminal");
    ok(opener_run(&o, &err) == 0, "it is started and waited for");
    ok(file_read(out, &got, &err) == 0, "it ran");
    is_str(got.data, "https://example.org/a%27b|", "and was given one clean argument");
    opener_release(&o);
    unlink(out);
    unlink(w3m);
    rmdir(dir);
    free(out);
    free(w3m);
    str_release(&script);
    str_release(&got);
}

static void test_clipboard(void)
{
    struct str s = STR_INIT;
    clipboard_sequence("https://example.org/", false, &s);
    is_str(s.data, "\033]52;c;aHR0cHM6Ly9leGFtcGxlLm9yZy8=\a", "OSC 52 with base64");
    str_reset(&s);
    clipboard_sequence("ab", true, &s);
    is_str(s.data, "\033Ptmux;\033\033]52;c;YWI=\a\033\\", "wrapped for tmux");
    str_release(&s);
}

static int one(uint32_t c)
{
    return c < 0x20 ? -1 : 1;
}

static void test_export(void)
{
    struct document d;
    document_init(&d);
    d.facts.title = "Headline";
    struct link link = { "https://example.org/x", "" };
    struct picture picture = { .url = "https://example.org/p.jpg", .caption = "The harbour in the morning.", .credit = "A. Paz" };
    struct run runs[] = { { 4, 0, DOCUMENT_NONE }, { 4, 0, 0 }, { 1, 0, DOCUMENT_NONE } };
    struct block blocks[] = {
        { .type = BLOCK_FIGURE, .text = { "", 0, NULL, 0 }, .link = DOCUMENT_NONE, .picture = 0 },
        { .type = BLOCK_PARAGRAPH, .text = { "See this.", 9, runs, 3 }, .link = DOCUMENT_NONE, .picture = DOCUMENT_NONE },
    };
    d.links.items = &link, d.links.count = 1;
    d.pictures.items = &picture, d.pictures.count = 1;
    d.blocks.items = blocks, d.blocks.count = 2;
    struct layout_style style = { .width = 30, .char_width = one, .bidi = true, .link_numbers = true };
    struct str s = STR_INIT;
    export_text(&d, &style, &s);
    is_str(s.data,
           "Headline\n\n▣ 1\n\nSee this [1].\n\n▣  1  The harbour in the\n      morning.\n      A. Paz\n\n[1] https://example.org/x\n",
           "an article as text: head, body, captions, links");
    str_release(&s);
    document_release(&d);
}

int main(void)
{
    test_choice();
    test_run();
    test_clipboard();
    test_export();
    return tap_done();
}
