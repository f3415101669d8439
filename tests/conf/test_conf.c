/* Settings, keys, looks, the config file, the sources file. */
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "conf/config.h"
#include "conf/sources_file.h"
#include "tests/tap.h"

static void sets(const char *name, const char *value, int64_t want)
{
    struct options o;
    struct err err = { 0 };
    options_init(&o);
    enum option which = option_find(name);
    ok(which < OPTIONS && option_set(&o, which, value, &err) == 0 && o.number[which] == want, "%s = %s", name, value);
    options_release(&o);
}

static void refuses(const char *name, const char *value)
{
    struct options o;
    struct err err = { 0 };
    options_init(&o);
    ok(option_set(&o, option_find(name), value, &err) < 0 && err.kind == ERR_USAGE && strstr(err.text, name) && strstr(err.text, value), "refused, and said why: %s = %s", name, value);
    options_release(&o);
}

static void test_options(void)
{
    sets("interval", "2h", 7200);
    sets("full", "yes", FULL_YES);
    sets("keep", "all", OPTION_ALL);
    sets("keep", "12", 12);
    sets("size-limit", "256M", 256 << 20);
    sets("timeout", "5", 5);
    sets("mark-read", "manual", MARK_READ_MANUAL);
    sets("hide-read", "yes", 1);
    refuses("interval", "1m");
    refuses("full", "perhaps");
    refuses("hide-read", "true");
    refuses("keep", "-1");
    refuses("measure", "500");
    bool same = true, described = true;
    struct options o, again;
    options_init(&o);
    options_init(&again);
    for (enum option i = 0; i < OPTIONS; i++) {
        struct str s = STR_INIT, d = STR_INIT;
        option_write(&o, i, &s);
        option_describe(i, &d);
        same = same && option_set(&again, i, s.data, NULL) == 0 && again.number[i] == o.number[i];
        described = described && d.len && *option_rows[i].help;
        str_release(&s);
        str_release(&d);
    }
    ok(same, "every setting is read back as it is written");
    ok(described, "every setting has a help and a description of its values");
    struct err err = { 0 };
    ok(options_set_line(&o, "full=yes interval=30m user-agent=\"A B\"", &err) == 0 && o.number[OPTION_interval] == 1800, "a source's settings");
    is_str(option_text(&o, OPTION_user_agent), "A B", "quotes hold a text together");
    ok(options_set_line(&o, "browser=x", &err) < 0, "a setting for all has no place with a source");
    ok(options_set_line(&o, "colour=red", &err) < 0 && strstr(err.text, "colour"), "an unknown one is named");
    options_release(&o);
    options_release(&again);
}

static void test_texts(void)
{
    struct options o;
    struct err err = { 0 };
    options_init(&o);
    ok(options_set_line(&o, "header=\"Accept-Language: de\" header=\"X-Key: 1\"", &err) == 0, "two headers");
    is_str(option_text(&o, OPTION_header), "Accept-Language: de\nX-Key: 1", "are both kept");
    ok(options_set_line(&o, "header=", &err) == 0 && !*option_text(&o, OPTION_header), "none takes all away");
    static const char *const bad[] = { "header=Key", "header=\"Host: a.test\"", "header=\"a b: c\"", "header=\"X-Key:\"", "header=\"X: \x01\"",
                                       "proxy=ftp://a.test", "proxy=socks5://", "proxy=127.0.0.1:9050", "cookies=jar.txt", "login-kind=oauth" };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        ok(options_set_line(&o, bad[i], &err) < 0 && *err.text, "refused: %s", err.text);
    ok(options_set_line(&o, "proxy=tor cookies=~/jar login=anna password-file=/home/anna/.secret connect-timeout=30", &err) == 0 &&
           o.number[OPTION_connect_timeout] == 30, "a way in of a source's own");
    options_release(&o);
    struct config c;
    config_init(&c);
    config_read(&c, "config", "login = anna\nproxy = none\n");
    ok(c.problems.len == 1 && strstr(c.problems.items[0].text, "sources file"), "a login for everybody is refused: %s", c.problems.len ? c.problems.items[0].text : "");
    is_str(option_text(&c.options, OPTION_login), "", "  ... and not set");
    is_str(option_text(&c.options, OPTION_proxy), "none", "a proxy for everybody is not");
    config_release(&c);
}

static void key_round(const char *name)
{
    uint32_t key = 0;
    struct str s = STR_INIT;
    bool read = key_read(name, strlen(name), &key);
    key_write(key, &s);
    ok(read && strcmp(s.data, name) == 0, "the key %s", name);
    str_release(&s);
}

static void test_keys(void)
{
    static const char *const names[] = { "j", "?", "^D", "Space", "PageDown", "F12", "é", "[", "^Z", "S-Tab", "Escape" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        key_round(names[i]);
    uint32_t key;
    ok(!key_read("jj", 2, &key) && !key_read("", 0, &key) && !key_read("^^^", 3, &key) && !key_read("F13", 3, &key), "what is no key");
    struct keymap k;
    struct err err = { 0 };
    keymap_init(&k);
    is_int(keymap_find(&k, 'j', CONTEXT_ARTICLE), COMMAND_down, "j goes down");
    is_int(keymap_find(&k, 'x', CONTEXT_SECTIONS), COMMANDS, "x means nothing in the sections");
    ok(keymap_bind_line(&k, "F5 refresh-all", &err) == 0 && keymap_find(&k, KEYCODE_F5, CONTEXT_LIST) == COMMAND_refresh_all, "a key is bound");
    ok(keymap_bind_line(&k, "j next-unread in article", &err) == 0 && keymap_find(&k, 'j', CONTEXT_ARTICLE) == COMMAND_next_unread && keymap_find(&k, 'j', CONTEXT_LIST) == COMMAND_down,
       "in one context only");
    ok(keymap_unbind_line(&k, "Q", &err) == 0 && keymap_find(&k, 'Q', CONTEXT_LIST) == COMMANDS, "and unbound");
    struct str s = STR_INIT;
    keymap_keys(&k, COMMAND_refresh_all, " ", &s);
    is_str(s.data, "R F5", "the live keys of a command");
    str_reset(&s);
    keymap_keys(&k, COMMAND_quit, " ", &s);
    is_str(s.data, "", "an unbound one has none");
    str_release(&s);
    ok(keymap_bind_line(&k, "j fly", &err) < 0 && strstr(err.text, "fly"), "an unknown command is named");
    ok(keymap_bind_line(&k, "Bad down", &err) < 0 && strstr(err.text, "Bad"), "an unknown key is named");
    ok(keymap_bind_line(&k, "j", &err) < 0 && keymap_bind_line(&k, "j down upon x", &err) < 0, "half a line is refused");
    keymap_release(&k);
    bool clash = false, helped = true;
    keymap_init(&k);
    for (size_t i = 0; i < k.len; i++)
        for (size_t j = i + 1; j < k.len; j++)
            clash = clash || (k.items[i].key == k.items[j].key && (k.items[i].where & k.items[j].where));
    for (enum command i = 0; i < COMMANDS; i++)
        helped = helped && *command_rows[i].help && *command_rows[i].name;
    ok(!clash, "no two commands have the same key by default");
    ok(helped, "every command has a name and a help");
    keymap_release(&k);
}

static void test_theme(void)
{
    struct look l;
    struct err err = { 0 };
    struct str s = STR_INIT;
    ok(look_read("bold, underline, bright-blue on 235", &l, &err) == 0 && l.attributes == (LOOK_BOLD | LOOK_UNDERLINE) && l.colour == 12 && l.ground == 235, "a look");
    look_write(&l, &s);
    is_str(s.data, "bold, underline, bright-blue on 235", "is written as it was");
    ok(look_read("shiny", &l, &err) < 0 && strstr(err.text, "shiny"), "what is no look is named");
    str_release(&s);
}

static void test_config(void)
{
    struct config c;
    config_init(&c);
    config_read(&c, "config", "# a comment\n\nkeep = all\ninterval=2h\nbind F5 refresh\nstyle title = bold, red\nbrowser = \"my browser %u\"\nkeep = lots\nnonsense\nbind j fly\n");
    is_int((int64_t)c.problems.len, 3, "three wrong lines");
    ok(c.problems.len == 3 && strstr(c.problems.items[0].text, "config:8:") && strstr(c.problems.items[1].text, "config:9:") && strstr(c.problems.items[2].text, "fly"), "each named by its number");
    ok(c.options.number[OPTION_keep] == OPTION_ALL && c.options.number[OPTION_interval] == 7200, "and every other line works");
    is_str(option_text(&c.options, OPTION_browser), "my browser %u", "a text in quotes");
    is_int(c.theme.looks[STYLE_TITLE].colour, 1, "a look");
    config_release(&c);
    config_init(&c);
    config_read(&c, "config", "\033]0;x\a\xC2\x9B" "1m = 5\n");
    ok(c.problems.len == 1 && strcspn(c.problems.items[0].text, "\033\a\xC2") == strlen(c.problems.items[0].text), "a wrong word is quoted without what acts on a terminal");
    config_release(&c);
    struct str none = STR_INIT;
    struct err err = { 0 };
    ok(address_normalise("", "sources", &none, &err) < 0 && strstr(err.text, "missing"), "an empty address is a missing one");
    ok(address_normalise("http://[::", "sources", &none, &err) < 0 && strstr(err.text, "http://[::"), "an address of a broken host is named");
    str_release(&none);
    struct str defaults = STR_INIT;
    config_write_defaults(&defaults);
    config_init(&c);
    config_read(&c, "defaults", defaults.data);
    is_int((int64_t)c.problems.len, 0, "the default file is read without a fault");
    config_release(&c);
    str_release(&defaults);
}

static const char file_text[] =
    "# My sources\n"
    "\n"
    "https://example.org/world.xml \"The Example\" section=\"News > World\" full=yes   # a note\n"
    "   https://example.org/b.xml   \n"
    "feeds/local.xml section=Culture\n"
    "ftp://example.org/x\n"
    "https://example.org/c.xml colour=red\n"
    "https://example.org/b.xml\n"
    "https://example.org/d.xml \"open\n"
    "[section \"News\"] interval=30m\n"
    "https://example.org/e.xml section=\" News>World >\"";

static char *content(const char *path)
{
    struct str s = STR_INIT;
    file_read(path, &s, NULL);
    return str_take(&s, NULL);
}

static void test_sources(void)
{
    char *complete = address_complete("feed://a.test/x");
    is_str(complete, "http://a.test/x", "what is offered as a feed is the address behind it");
    free(complete);
    char dir[] = "/tmp/telex-test-XXXXXX";
    struct err err = { 0 };
    struct sources_file f;
    if (!mkdtemp(dir)) {
        ok(false, "a temporary folder");
        return;
    }
    char *path = file_join(dir, "sources"), *lock = file_join(dir, "sources.lock");
    ok(sources_file_load(&f, path, &err) == 0 && f.len == 0 && f.problems.len == 0, "a file that is not there holds no sources");
    sources_file_release(&f);
    file_write(path, file_text, strlen(file_text), &err);
    ok(sources_file_load(&f, path, &err) == 0 && f.len == 4, "four good lines");
    if (f.len == 4) {
        is_str(f.items[0].title, "The Example", "a title in quotes");
        is_str(f.items[0].section, "News > World", "a section path");
        is_str(f.items[0].settings, "interval=30m full=yes", "the section's settings, then its own");
        is_str(f.items[1].address, "https://example.org/b.xml", "a bare address is enough");
        is_int(f.items[1].line, 4, "its line");
        struct str local = STR_INIT;
        char *real = realpath(dir, NULL);
        str_addf(&local, "file://%s/feeds/local.xml", real);
        is_str(f.items[2].address, local.data, "a path is relative to the file's folder");
        is_str(f.items[3].section, "News > World", "a section path is put in order");
        free(real);
        str_release(&local);
    }
    is_int((int64_t)f.problems.len, 4, "four wrong lines");
    static const int wrong[] = { 6, 7, 8, 9 };
    for (size_t i = 0; i < f.problems.len && i < 4; i++)
        is_int(f.problems.items[i].line, wrong[i], f.problems.items[i].text + strlen(path));
    sources_file_release(&f);

    ok(sources_file_add(path, "https://example.org/new.xml", "New", "News > World", "", &err) == 0, "a source is added");
    ok(sources_file_remove(path, "https://example.org/new.xml", &err) == 0, "and removed");
    char *now = content(path);
    struct str want = STR_INIT;
    str_addf(&want, "%s\n", file_text);
    is_str(now, want.data, "every other byte is as it was (the last line now ends)");
    free(now);
    str_release(&want);
    ok(sources_file_add(path, "https://example.org/b.xml", "", "", "", &err) < 0 && strstr(err.text, "4"), "what is there already is not added twice");
    is_int(sources_file_remove(path, "https://example.org/none.xml", &err), 1, "what is not there is not removed");
    ok(sources_file_move(path, "https://example.org/world.xml", "https://example.net/w.xml", &err) == 0, "a source moves");
    now = content(path);
    ok(strstr(now, "\nhttps://example.net/w.xml \"The Example\" section=\"News > World\" full=yes   # a note\n") != NULL, "and keeps its line, the note too");
    free(now);
    sources_file_add(path, "https://example.org/f.xml", "Say \"hi\"", "Culture", "full=yes", &err);
    now = content(path);
    ok(strstr(now, "feeds/local.xml section=Culture\nhttps://example.org/f.xml \"Say \\\"hi\\\"\" section=Culture full=yes\n") != NULL, "a new one stands behind its section's last");
    free(now);
    static const char *const strange[] = { "https://s.example/a\nexec:true", "https://s.example/b\vfilter=true", "https://s.example/c\rexec:true" };
    for (size_t i = 0; i < 3; i++)
        sources_file_add(path, strange[i], "T\nexec:true", "S\nexec:true", "", &err);
    sources_file_load(&f, path, &err);
    for (size_t i = 0; i < f.len; i++)
        ok(!source_is_command(f.items[i].address) && !strstr(f.items[i].settings, "filter"), "an address brings no line and no word of its own: %s", f.items[i].address);
    sources_file_release(&f);
    static const char quoted[] = "\"https://q.example/a b\" \"Q\"\n";
    file_write(path, quoted, sizeof quoted - 1, &err);
    ok(sources_file_move(path, "https://q.example/a b", "https://q.example/c", &err) == 0, "a quoted address moves");
    now = content(path);
    is_str(now, "https://q.example/c \"Q\"\n", "as one word");
    free(now);
    unlink(path);
    unlink(lock);
    rmdir(dir);
    free(path);
    free(lock);
}

/* One setting of one line, all else byte for byte. */
static void test_setting_one(void)
{
    static const struct {
        const char *line, *value, *want;
    } rows[] = {
        { "https://a.example/ \"A stopped=no\"\tfull=yes  # a note\n", "yes", "https://a.example/ \"A stopped=no\"\tfull=yes stopped=yes  # a note\n" },
        { "https://a.example/ \"A\" stopped=yes full=yes # stopped=yes\n", NULL, "https://a.example/ \"A\" full=yes # stopped=yes\n" },
        { "  https://a.example/ stopped=no stopped=no\r\n", "yes", "  https://a.example/ stopped=yes\r\n" },
        { "https://a.example/", "yes", "https://a.example/ stopped=yes" },
        { "https://a.example/ \"A\"\n", NULL, "https://a.example/ \"A\"\n" },
    };
    char dir[] = "/tmp/telex-conf-XXXXXX";
    struct err err = { 0 };
    if (!ok(mkdtemp(dir) != NULL, "a folder is made"))
        return;
    char *path = file_join(dir, "sources"), *lock = file_join(dir, "sources.lock");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct str text = STR_INIT, want = STR_INIT;
        str_addf(&text, "https://before.example/ stopped=no\n%s", rows[i].line);
        str_addf(&want, "https://before.example/ stopped=no\n%s", rows[i].want);
        file_write(path, text.data, text.len, &err);
        is_int(sources_file_set(path, "https://a.example/", "stopped", rows[i].value, &err), 0, "a setting of a source is written");
        char *now = content(path);
        is_str(now, want.data, "  in its place");
        struct sources_file f;
        sources_file_load(&f, path, &err);
        ok(f.len == 2 && f.items[1].stopped == (rows[i].value != NULL) && !f.items[0].stopped, "  and read");
        sources_file_release(&f);
        free(now);
        str_release(&text);
        str_release(&want);
    }
    is_int(sources_file_set(path, "https://none.example/", "stopped", "yes", &err), 1, "there must be such a source");
    const char inherited[] = "[section \"News\"] stopped=yes\nhttps://a.example/ section=News\nhttps://b.example/ section=News stopped=no\n";
    struct sources_file f;
    sources_file_read(&f, path, inherited, sizeof inherited - 1);
    ok(f.len == 2 && f.items[0].stopped && !f.items[1].stopped, "a section stops all in it but who says otherwise");
    sources_file_release(&f);
    unlink(path);
    unlink(lock);
    rmdir(dir);
    free(path);
    free(lock);
}

static void test_command_sources(void)
{
    static const char text[] = "\"exec:~/bin/tides --today\" \"Tides\" section=Harbour\n\"exec:\"\nexec:\"open\n";
    struct sources_file f;
    struct str out = STR_INIT;
    struct err err = { 0 };
    sources_file_read(&f, "/tmp/sources", text, strlen(text));
    ok(f.len == 1 && f.problems.len == 2, "a command in the file is a source, one without words is not");
    if (f.len == 1) {
        is_str(f.items[0].address, "exec:~/bin/tides --today", "its address is as it was written");
        is_str(f.items[0].title, "Tides", "and it has a name");
    }
    sources_file_release(&f);
    ok(address_normalise("exec:/bin/echo", "/tmp/sources", &out, &err) < 0 && out.len == 0, "elsewhere it is no address: %s", err.text);
    struct source imported = { .address = "exec:/bin/echo", .section = "" };
    char dir[] = "/tmp/telex-test-XXXXXX";
    size_t added = 9;
    ok(mkdtemp(dir) != NULL, "a temporary folder");
    char *path = file_join(dir, "sources"), *lock = file_join(dir, "sources.lock");
    ok(sources_file_add_all(path, &imported, 1, &added, &err) == 0 && added == 0, "an import brings none in");
    ok(sources_file_add(path, "exec:/bin/echo", "", "", "", &err) < 0, "nor does adding");
    file_write(path, text, strlen(text), &err);
    ok(sources_file_remove(path, "exec:~/bin/tides --today", &err) == 0, "but it is removed like any other");
    unlink(path);
    unlink(lock);
    rmdir(dir);
    free(path);
    free(lock);
    str_release(&out);
}

int main(void)
{
    test_options();
    test_texts();
    test_command_sources();
    test_keys();
    test_theme();
    test_config();
    test_sources();
    test_setting_one();
    return tap_done();
}
