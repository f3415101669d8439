#include "screen/prompt_edit.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/vec.h"
#include "conf/keymap.h"
#include "screen/terminal.h"
#include "text/clean.h"
#include "text/unicode.h"
#include "text/utf8.h"

void edit_words_add(struct edit_words *w, const char *word)
{
    if (w->len < EDIT_WORDS)
        *vec_push(w) = mem_strdup(word);
}

void edit_words_release(struct edit_words *w)
{
    for (size_t i = 0; i < w->len; i++)
        free(w->items[i]);
    vec_release(w);
}

void edit_init(struct edit *e)
{
    *e = (struct edit){ 0 };
    str_init(&e->text, EDIT_MAX);
    str_init(&e->pasted, EDIT_MAX);
}

static void forget_completions(struct edit *e)
{
    edit_words_release(&e->completions);
    free(e->typed);
    e->typed = NULL;
}

void edit_release(struct edit *e)
{
    forget_completions(e);
    free(e->unfinished);
    e->unfinished = NULL;
    str_release(&e->text);
    str_release(&e->pasted);
}

/* ---- Places ---- */

/* The cluster's edge at or behind a byte. */
static size_t edge_from(const struct edit *e, size_t at)
{
    size_t edge = 0;
    while (edge < at)
        edge += unicode_cluster(e->text.data + edge, e->text.len - edge);
    return edge;
}

static size_t edge_before(const struct edit *e, size_t at)
{
    size_t before = 0, edge = 0;
    while (edge < at) {
        before = edge;
        edge += unicode_cluster(e->text.data + edge, e->text.len - edge);
    }
    return before;
}

static size_t edge_after(const struct edit *e, size_t at)
{
    return at + unicode_cluster(e->text.data + at, e->text.len - at);
}

/* Where the word before a place begins: what ^W takes. */
static size_t word_before(const struct edit *e, size_t at)
{
    const char *s = e->text.data;
    while (at > 0 && s[at - 1] == ' ')
        at--;
    while (at > 0 && s[at - 1] != ' ')
        at--;
    return at;
}

/* ---- Changes ---- */

/* Puts bytes in the place of those from `from` to `to`; false where they do not fit. */
static bool replace(struct edit *e, size_t from, size_t to, const char *bytes, size_t len)
{
    char *tail = mem_strndup(e->text.data + to, e->text.len - to);
    size_t tail_len = e->text.len - to;
    bool fits = e->text.len - (to - from) + len <= EDIT_MAX;
    if (fits) {
        str_cut(&e->text, from);
        str_add(&e->text, bytes, len);
        str_add(&e->text, tail, tail_len);
        /* A mark can join what stands before or behind it now. */
        e->cursor = edge_from(e, from + len);
    }
    free(tail);
    return fits;
}

/* As much of it as fits. */
static void insert(struct edit *e, const char *bytes, size_t len)
{
    struct str clean = STR_INIT;
    clean_text(bytes, len, 0, &clean);
    str_cut(&clean, utf8_cut(clean.data, clean.len, EDIT_MAX - e->text.len));
    if (clean.len)
        replace(e, e->cursor, e->cursor, clean.data, clean.len);
    str_release(&clean);
}

static void insert_char(struct edit *e, uint32_t c)
{
    char bytes[4];
    insert(e, bytes, utf8_encode(c, bytes));
}

static void set_text(struct edit *e, const char *text)
{
    str_reset(&e->text);
    clean_text(text, utf8_cut(text, strlen(text), EDIT_MAX), 0, &e->text);
    e->cursor = e->text.len;
}

/* ---- History ---- */

static void remember(struct edit *e)
{
    struct edit_words *h = e->history;
    if (!h || !e->text.len || (h->len && strcmp(h->items[h->len - 1], e->text.data) == 0))
        return;
    if (h->len == EDIT_HISTORY) {
        free(h->items[0]);
        vec_remove(h, 0);
    }
    *vec_push(h) = mem_strdup(e->text.data);
}

static void look_back(struct edit *e)
{
    if (!e->history || e->history_at == 0)
        return;
    if (e->history_at == e->history->len) {
        free(e->unfinished);
        e->unfinished = mem_strdup(e->text.data);
    }
    set_text(e, e->history->items[--e->history_at]);
}

static void look_forward(struct edit *e)
{
    if (!e->history || e->history_at == e->history->len)
        return;
    e->history_at++;
    set_text(e, e->history_at == e->history->len ? e->unfinished : e->history->items[e->history_at]);
}

void edit_begin(struct edit *e, struct edit_words *history, const char *text)
{
    forget_completions(e);
    free(e->unfinished);
    e->unfinished = NULL;
    e->history = history;
    e->history_at = history ? history->len : 0;
    e->pasting = false;
    str_reset(&e->pasted);
    set_text(e, text);
}

/* ---- Completion ---- */

static void show_completion(struct edit *e)
{
    const char *word = e->completion_at < e->completions.len ? e->completions.items[e->completion_at] : e->typed;
    replace(e, e->completion_from, e->cursor, word, strlen(word));
}

static void begin_completion(struct edit *e, int way, edit_complete *complete, void *context)
{
    e->completion_from = complete(context, e->text.data, e->cursor, &e->completions);
    e->typed = mem_strndup(e->text.data + e->completion_from, e->cursor - e->completion_from);
    e->completion_at = way > 0 || !e->completions.len ? 0 : e->completions.len - 1;
    show_completion(e);
    /* What is the only one is taken: the next Tab completes what comes behind it. */
    if (e->completions.len <= 1)
        forget_completions(e);
}

/* The words in turn, and after the last what was typed. */
static void step_completion(struct edit *e, int way, edit_complete *complete, void *context)
{
    size_t count = e->completions.len + 1;
    if (!e->completions.len) {
        if (complete)
            begin_completion(e, way, complete, context);
        return;
    }
    e->completion_at = (e->completion_at + (way > 0 ? 1 : count - 1)) % count;
    show_completion(e);
}

/* ---- Keys ---- */

/* White space of any kind and number is one space. */
static void paste_space(struct edit *e)
{
    const char *s = e->pasted.len ? e->pasted.data : e->text.data;
    size_t at = e->pasted.len ? e->pasted.len : e->cursor;
    if (at > 0 && s[at - 1] != ' ')
        str_addc(&e->pasted, ' ');
}

static void paste_key(struct edit *e, uint32_t key)
{
    if (key == KEY_PASTE_END) {
        e->pasting = false;
        insert(e, e->pasted.data, e->pasted.len);
        str_reset(&e->pasted);
    } else if (key == KEYCODE_ENTER || key == KEYCODE_TAB || key == KEYCODE_SPACE || key == ' ' || (key >= '\t' && key <= '\r')) {
        paste_space(e);
    } else if (key < KEY_NAMED) {
        utf8_add(&e->pasted, key);
    }
}

static bool move_key(struct edit *e, uint32_t key)
{
    switch (key) {
    case KEYCODE_LEFT:
    case KEY_CONTROL('B'):
        e->cursor = edge_before(e, e->cursor);
        return true;
    case KEYCODE_RIGHT:
    case KEY_CONTROL('F'):
        e->cursor = edge_after(e, e->cursor);
        return true;
    case KEYCODE_HOME:
    case KEY_CONTROL('A'):
        e->cursor = 0;
        return true;
    case KEYCODE_END:
    case KEY_CONTROL('E'):
        e->cursor = e->text.len;
        return true;
    case KEYCODE_UP:
    case KEY_CONTROL('P'):
        look_back(e);
        return true;
    case KEYCODE_DOWN:
    case KEY_CONTROL('N'):
        look_forward(e);
        return true;
    default:
        return false;
    }
}

static bool delete_key(struct edit *e, uint32_t key)
{
    switch (key) {
    case KEYCODE_BACKSPACE:
    case KEY_CONTROL('H'):
    case 0x7F:
        return replace(e, edge_before(e, e->cursor), e->cursor, "", 0);
    case KEYCODE_DELETE:
    case KEY_CONTROL('D'):
        return replace(e, e->cursor, edge_after(e, e->cursor), "", 0);
    case KEY_CONTROL('W'):
        return replace(e, word_before(e, e->cursor), e->cursor, "", 0);
    case KEY_CONTROL('U'):
        return replace(e, 0, e->cursor, "", 0);
    case KEY_CONTROL('K'):
        return replace(e, e->cursor, e->text.len, "", 0);
    default:
        return false;
    }
}

static bool ends(const struct edit *e, uint32_t key)
{
    bool erases = key == KEYCODE_BACKSPACE || key == KEY_CONTROL('H') || key == 0x7F;
    return key == KEYCODE_ESCAPE || key == KEY_CONTROL('[') || key == KEY_CONTROL('C') || key == KEY_CONTROL('G') ||
           (erases && !e->text.len);
}

static void change_key(struct edit *e, uint32_t key)
{
    forget_completions(e);
    if (key == KEY_PASTE_BEGIN)
        e->pasting = true;
    else if (key == KEYCODE_SPACE)
        insert_char(e, ' ');
    else if (!move_key(e, key) && !delete_key(e, key) && key >= ' ' && key < KEY_NAMED)
        insert_char(e, key);
}

enum edit_result edit_key(struct edit *e, uint32_t key, edit_complete *complete, void *context)
{
    if (e->pasting) {
        paste_key(e, key);
        return EDIT_GOES_ON;
    }
    if (ends(e, key))
        return EDIT_ENDED;
    if (key == KEYCODE_ENTER || key == '\r' || key == '\n') {
        forget_completions(e);
        remember(e);
        return EDIT_ENTERED;
    }
    if (key == KEYCODE_TAB || key == '\t')
        step_completion(e, 1, complete, context);
    else if (key == KEYCODE_BACK_TAB)
        step_completion(e, -1, complete, context);
    else
        change_key(e, key);
    return EDIT_GOES_ON;
}
