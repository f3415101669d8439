#include "conf/keymap.h"

#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/vec.h"
#include "conf/words.h"
#include "text/utf8.h"

const struct command_row command_rows[COMMANDS] = {
#define COMMAND(id, name, keys, where, argument, group, help) { name, keys, CONTEXT_##where, ARGUMENT_##argument, GROUP_##group, help },
#include "conf/commands.def"
#undef COMMAND
};

const char *const command_group_names[GROUPS] = {
    [GROUP_MOVING] = N_("Moving"), [GROUP_STORIES] = N_("Articles"),   [GROUP_READING] = N_("Reading"),
    [GROUP_FINDING] = N_("Finding"), [GROUP_NEWSROOM] = N_("Newsroom"), [GROUP_PROGRAM] = N_("telex"),
};

static const struct {
    uint32_t code;
    const char *name;
} key_names[] = {
#define KEY(id, name) { KEYCODE_##id, name },
#include "conf/keys.def"
#undef KEY
};
enum { KEY_NAMES = sizeof key_names / sizeof key_names[0] };

static const struct {
    unsigned where;
    const char *name;
} context_names[] = {
    { CONTEXT_SECTIONS, "sections" }, { CONTEXT_LIST, "list" },   { CONTEXT_ARTICLE, "article" }, { CONTEXT_CAPTIONS, "captions" },
    { CONTEXT_MENU, "menu" },         { CONTEXT_FAILURES, "failures" },         { CONTEXT_FRONT, "front" }, { CONTEXT_EVERYWHERE, "everywhere" },
};

bool key_read(const char *s, size_t len, uint32_t *key)
{
    for (size_t i = 0; i < KEY_NAMES; i++)
        if (strlen(key_names[i].name) == len && str_starts_nocase(s, key_names[i].name)) {
            *key = key_names[i].code;
            return true;
        }
    if (len == 2 && s[0] == '^' && (s[1] & 0x5F) >= '@' && (s[1] & 0x5F) <= '_') {
        *key = KEY_CONTROL(s[1]);
        return true;
    }
    uint32_t c;
    if (!len || utf8_decode(s, len, &c) != len || c <= ' ' || c == UTF8_REPLACEMENT)
        return false;
    *key = c;
    return true;
}

void key_write(uint32_t key, struct str *out)
{
    for (size_t i = 0; i < KEY_NAMES; i++)
        if (key_names[i].code == key) {
            str_adds(out, key_names[i].name);
            return;
        }
    if (key < ' ')
        str_addf(out, "^%c", (char)(key + '@'));
    else
        utf8_add(out, key);
}

enum command command_find(const char *name)
{
    enum command i = 0;
    while (i < COMMANDS && strcmp(command_rows[i].name, name) != 0)
        i++;
    return i;
}

void keymap_bind(struct keymap *k, uint32_t key, unsigned where, enum command command)
{
    *vec_push(k) = (struct binding){ key, where, command };
}

void keymap_init(struct keymap *k)
{
    *k = (struct keymap){ 0 };
    for (enum command i = 0; i < COMMANDS; i++)
        for (const char *s = command_rows[i].keys; *s; s += strspn(s, " ")) {
            size_t len = strcspn(s, " ");
            uint32_t key;
            must(key_read(s, len, &key));
            keymap_bind(k, key, command_rows[i].where, i);
            s += len;
        }
}

void keymap_release(struct keymap *k)
{
    vec_release(k);
}

enum command keymap_find(const struct keymap *k, uint32_t key, enum context where)
{
    for (size_t i = k->len; i-- > 0;)
        if (k->items[i].key == key && (k->items[i].where & where))
            return k->items[i].command;
    return COMMANDS;
}

static int read_key(const char *word, uint32_t *key, struct err *err)
{
    if (key_read(word, strlen(word), key))
        return 0;
    return err_set(err, ERR_USAGE, _("there is no key \"%s\"; keys are written j, ^D, Space, Enter, F5"), word);
}

static int read_context(const struct words *w, size_t at, unsigned *where, struct err *err)
{
    if (w->len == at)
        return 0;
    for (size_t i = 0; w->len == at + 2 && strcmp(w->items[at], "in") == 0 && i < sizeof context_names / sizeof context_names[0]; i++)
        if (strcmp(w->items[at + 1], context_names[i].name) == 0) {
            *where = context_names[i].where;
            return 0;
        }
    return err_set(err, ERR_USAGE, "%s", _("only these may stand behind the command: in sections, list, article, captions, menu or front"));
}

static int bind_words(struct keymap *k, const struct words *w, struct err *err)
{
    uint32_t key;
    if (w->len < 2)
        return err_set(err, ERR_USAGE, "%s", _("bind needs a key and a command"));
    enum command command = command_find(w->items[1]);
    if (read_key(w->items[0], &key, err) < 0)
        return -1;
    if (command == COMMANDS)
        return err_set(err, ERR_USAGE, _("there is no command \"%s\"; ? on the screen lists them"), w->items[1]);
    unsigned where = command_rows[command].where;
    if (read_context(w, 2, &where, err) < 0)
        return -1;
    keymap_bind(k, key, where & command_rows[command].where, command);
    return 0;
}

int keymap_bind_line(struct keymap *k, const char *line, struct err *err)
{
    struct words w;
    int result = words_split(&w, line, err);
    if (result == 0)
        result = bind_words(k, &w, err);
    words_release(&w);
    return result;
}

int keymap_unbind_line(struct keymap *k, const char *line, struct err *err)
{
    struct words w;
    uint32_t key;
    unsigned where = CONTEXT_EVERYWHERE;
    int result = words_split(&w, line, err);
    if (result == 0 && w.len < 1)
        result = err_set(err, ERR_USAGE, "%s", _("unbind needs a key"));
    if (result == 0 && (read_key(w.items[0], &key, err) < 0 || read_context(&w, 1, &where, err) < 0))
        result = -1;
    if (result == 0)
        keymap_bind(k, key, where, COMMANDS);
    words_release(&w);
    return result;
}

void keymap_keys(const struct keymap *k, enum command command, const char *between, struct str *out)
{
    bool first = true;
    for (size_t i = 0; i < k->len; i++) {
        const struct binding *b = &k->items[i];
        if (b->command != command)
            continue;
        /* Only where no later binding took the key away everywhere. */
        bool reaches = false, listed = false;
        for (unsigned where = 1; where < CONTEXT_EVERYWHERE; where <<= 1)
            reaches = reaches || ((b->where & where) && keymap_find(k, b->key, where) == command);
        for (size_t j = 0; j < i; j++)
            listed = listed || (k->items[j].command == command && k->items[j].key == b->key);
        if (!reaches || listed)
            continue;
        if (!first)
            str_adds(out, between);
        key_write(b->key, out);
        first = false;
    }
}
