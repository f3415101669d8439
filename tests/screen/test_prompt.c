/* The line editor: keys in, text and cursor out; completion from the tables; names of commands. */
#include <stdlib.h>

#include "conf/config.h"
#include "screen/commands.h"
#include "text/utf8.h"
#include "tests/tap.h"

/* Instead of the store's. */
const struct store_sources *sections_sources(struct screen *s)
{
    return &s->sections.all;
}

/* Words divided by spaces: the name of a key ("Left", "^W", "Paste"), or text to type. */
static enum edit_result type(struct edit *e, const char *keys, edit_complete *complete, void *context)
{
    enum edit_result result = EDIT_GOES_ON;
    for (; *keys; keys += strspn(keys, " ")) {
        size_t len = strcspn(keys, " ");
        uint32_t key;
        if (len == 5 && strncmp(keys, "Paste", len) == 0) {
            result = edit_key(e, KEY_PASTE_BEGIN, complete, context);
        } else if (len == 8 && strncmp(keys, "PasteEnd", len) == 0) {
            result = edit_key(e, KEY_PASTE_END, complete, context);
        } else if (len > 1 && key_read(keys, len, &key)) {
            result = edit_key(e, key, complete, context);
        } else {
            for (size_t at = 0; at < len; at += utf8_decode(keys + at, len - at, &key)) {
                utf8_decode(keys + at, len - at, &key);
                result = edit_key(e, key, complete, context);
            }
        }
        keys += len;
    }
    return result;
}

/* The text with a '|' where the cursor stands. */
static void is_line(const struct edit *e, const char *want, const char *name)
{
    struct str out = STR_INIT;
    str_add(&out, e->text.data, e->cursor);
    str_addc(&out, '|');
    str_adds(&out, e->text.data + e->cursor);
    is_str(out.data, want, name);
    str_release(&out);
}

static const struct {
    const char *begin, *keys, *want, *name;
} edits[] = {
    { "", "abc", "abc|", "typed" },
    { "abc", "Left X", "abX|c", "inserted" },
    { "abc", "Home X End Y", "XabcY|", "Home and End" },
    { "abc", "^A ^F X ^E ^B Y", "aXbY|c", "^A ^F ^E ^B" },
    { "abc", "Left Left Left Left Right Right Right Right Right Backspace", "ab|", "no further than the ends" },
    { "abc", "Left Delete", "ab|", "Delete" },
    { "abc", "Home ^D ^D Delete Delete Delete", "|", "^D and Delete, to nothing" },
    { "add a  b", "^W", "add a  |", "^W takes a word" },
    { "add a  ", "^W", "add |", "^W takes spaces and a word" },
    { "one two", "Left Left Left ^U", "|two", "^U" },
    { "one two", "Left Left Left ^K", "one |", "^K" },
    { "a", "Space Space b", "a  b|", "spaces" },
    { "q\xCC\x81x", "Left Left Y", "Y|q\xCC\x81x", "a letter and its mark are one step" },
    { "xq\xCC\x81", "Backspace", "x|", "a letter and its mark go together" },
    { "q\xCC\x81x", "Home Delete", "|x", "the same forwards" },
    { "ex", "Left \xCC\x81 Left Y", "Y|e\xCC\x81x", "a mark that is typed joins its letter" },
    { "\xCC\x81", "Home e", "e\xCC\x81|", "the cursor is never before a mark" },
    { "新聞を読む", "Left Left Backspace X", "新聞X|読む", "Japanese" },
    { "خبر", "Left Left Delete", "خ|ر", "Arabic, in the order of its letters" },
    { "कि", "Backspace", "|", "Devanagari" },
    { "👩‍👩‍👧a", "Left Backspace", "|a", "an emoji of several" },
    { "🇩🇪🇫🇷", "Backspace", "🇩🇪|", "flags by twos" },
    { "", "Paste one\033[31m\a\x7F\xC2\x9B\xE2\x80\xAEtwo PasteEnd", "one[31mtwo|", "no control enters by a paste" },
    { "", "Paste one Enter Enter two Tab three PasteEnd", "one two three|", "pasted ends of lines and tabs are one space" },
    { "", "Paste https://example.org/ Enter PasteEnd", "https://example.org/ |", "a pasted end of line does not enter" },
    { "ab", "Left Paste X Escape Left PasteEnd Y", "aXY|b", "keys in a paste are no keys" },
    { "a", "F1 PageUp Y", "aY|", "other keys do nothing" },
};

static void test_edits(void)
{
    for (size_t i = 0; i < sizeof edits / sizeof edits[0]; i++) {
        struct edit e;
        edit_init(&e);
        edit_begin(&e, NULL, edits[i].begin);
        type(&e, edits[i].keys, NULL, NULL);
        is_line(&e, edits[i].want, edits[i].name);
        edit_release(&e);
    }
}

static void test_ends(void)
{
    struct edit e;
    edit_init(&e);
    edit_begin(&e, NULL, "a");
    is_int(type(&e, "b Enter", NULL, NULL), EDIT_ENTERED, "Enter enters");
    is_str(e.text.data, "ab", "what was typed");
    is_int(type(&e, "Escape", NULL, NULL), EDIT_ENDED, "Escape ends");
    is_int(type(&e, "^C", NULL, NULL), EDIT_ENDED, "^C ends");
    is_int(type(&e, "^G", NULL, NULL), EDIT_ENDED, "^G ends");
    is_int(type(&e, "Backspace Backspace", NULL, NULL), EDIT_GOES_ON, "Backspace does not end while there is a letter");
    is_int(type(&e, "Backspace", NULL, NULL), EDIT_ENDED, "Backspace ends an empty line");
    edit_release(&e);
}

static void test_ceiling(void)
{
    struct edit e;
    edit_init(&e);
    edit_begin(&e, NULL, "");
    edit_key(&e, KEY_PASTE_BEGIN, NULL, NULL);
    for (int i = 0; i < EDIT_MAX + 10; i++)
        edit_key(&e, i % 2 ? 'a' : 'b', NULL, NULL);
    edit_key(&e, KEY_PASTE_END, NULL, NULL);
    is_int((int64_t)e.text.len, EDIT_MAX, "no longer than the ceiling");
    type(&e, "Backspace \xC3\xA9", NULL, NULL);
    is_int((int64_t)e.text.len, EDIT_MAX - 1, "no half letter at the ceiling");
    edit_release(&e);
}

static void enter(struct edit *e, struct edit_words *history, const char *line)
{
    edit_begin(e, history, line);
    type(e, "Enter", NULL, NULL);
}

static void test_history(void)
{
    struct edit e;
    struct edit_words history = { 0 };
    edit_init(&e);
    enter(&e, &history, "one");
    enter(&e, &history, "two");
    enter(&e, &history, "two");
    enter(&e, &history, "");
    is_int((int64_t)history.len, 2, "no line twice running, and no empty one");
    edit_begin(&e, &history, "");
    type(&e, "new Up", NULL, NULL);
    is_line(&e, "two|", "the last line");
    type(&e, "^P ^P", NULL, NULL);
    is_line(&e, "one|", "the first, and not beyond it");
    type(&e, "X Down", NULL, NULL);
    is_line(&e, "two|", "forward again");
    type(&e, "^N ^N", NULL, NULL);
    is_line(&e, "new|", "the new line is still there");
    for (int i = 0; i < EDIT_HISTORY + 5; i++)
        enter(&e, &history, i % 2 ? "a" : "b");
    is_int((int64_t)history.len, EDIT_HISTORY, "so many are remembered");
    edit_release(&e);
    edit_words_release(&history);
}

static const struct {
    enum context focus;
    const char *begin, *keys, *want, *name;
} completions[] = {
    { CONTEXT_LIST, "", "refr Tab", "refresh|", "the first of several commands" },
    { CONTEXT_LIST, "", "refr Tab Tab", "refresh-all|", "the next" },
    { CONTEXT_LIST, "", "refr Tab Tab Tab", "refr|", "after the last what was typed" },
    { CONTEXT_LIST, "", "refr S-Tab", "refresh-all|", "backwards" },
    { CONTEXT_LIST, "", "refr Tab X Tab", "refreshX|", "what is taken is no longer completed" },
    { CONTEXT_LIST, "", "full Tab", "full|", "no command that does not apply here" },
    { CONTEXT_ARTICLE, "", "full Tab", "full-text|", "but where it does" },
    { CONTEXT_LIST, "", "set Tab mark-r Tab", "set mark-read = |", "a setting" },
    { CONTEXT_LIST, "", "se Tab mark-r Tab Tab", "set mark-read = open|", "its first choice" },
    { CONTEXT_LIST, "set mark-read=m", "Tab", "set mark-read=manual|", "a choice by its beginning" },
    { CONTEXT_LIST, "set hide-read = ", "Tab Tab", "set hide-read = no|", "yes or no" },
    { CONTEXT_LIST, "set measure = ", "Tab", "set measure = 72|", "the value that holds" },
    { CONTEXT_LIST, "set style acc", "Tab", "set style accent = |", "a style" },
    { CONTEXT_LIST, "set bind X quit", "Tab", "set bind X quit|", "a command for a key" },
    { CONTEXT_LIST, "remove the tid", "Tab", "remove The Tide|", "a title, whatever its case" },
    { CONTEXT_LIST, "rem vol", "Tab", "rem https://volga.example/rss|", "an address, by a part of it" },
    { CONTEXT_LIST, "add https://a.example --s", "Tab", "add https://a.example --section |", "an option" },
    { CONTEXT_LIST, "add https://a.example --section news", "Tab", "add https://a.example --section News|", "a section" },
    { CONTEXT_LIST, "add a --section \"News > R", "Tab", "add a --section \"News > Russia\"|", "a section in quotes" },
    { CONTEXT_LIST, "find mos", "Tab", "find mos|", "nothing to complete" },
};

static void test_completion(void)
{
    struct config config;
    struct section_entry entries[] = { { .kind = ENTRY_ALL, .name = "All news" },
                                       { .kind = ENTRY_SECTION, .name = "News", .path = "News" },
                                       { .kind = ENTRY_SECTION, .name = "Russia", .path = "News > Russia" } };
    struct source sources[] = { { .address = "https://tide.example/feed", .feed_title = "The Tide" },
                                { .address = "https://volga.example/rss" } };
    struct screen s = { .config = &config };
    config_init(&config);
    s.sections.items = entries;
    s.sections.len = 3;
    s.sections.all.items = sources;
    s.sections.all.count = 2;
    for (size_t i = 0; i < sizeof completions / sizeof completions[0]; i++) {
        struct edit e;
        s.focus = completions[i].focus;
        edit_init(&e);
        edit_begin(&e, NULL, completions[i].begin);
        type(&e, completions[i].keys, prompt_complete, &s);
        is_line(&e, completions[i].want, completions[i].name);
        edit_release(&e);
    }
    config_release(&config);
}

static void test_names(void)
{
    bool several;
    is_int(command_named("refresh", 7, &several), COMMAND_refresh, "a whole name goes before longer ones");
    is_int(command_named("rem", 3, &several), COMMAND_remove, "the beginning of one name");
    is_int(command_named("re", 2, &several), COMMANDS, "the beginning of several is none of them");
    ok(several, "and says so");
    is_int(command_named("xyz", 3, &several), COMMANDS, "no command");
    ok(!several, "and not several");
    is_int(command_like("refersh"), COMMAND_refresh, "two letters that changed places");
    is_int(command_like("hlep"), COMMAND_help, "in a short name");
    is_int(command_like("quti"), COMMAND_quit, "and another");
    is_int(command_like("frobnicate"), COMMANDS, "nothing like it");
    is_int(command_like("a-name-that-is-longer-than-any-command"), COMMANDS, "far too long");
}

int main(void)
{
    test_edits();
    test_ends();
    test_ceiling();
    test_history();
    test_completion();
    test_names();
    return tap_done();
}
