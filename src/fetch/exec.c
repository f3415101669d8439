/* exec.c: what a command of the reader's prints, as if a server had sent it. */
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "conf/sources_file.h"
#include "conf/words.h"
#include "fetch/fetch_internal.h"

static void fail(struct fetch *t, enum fetch_end end, const char *text)
{
    str_reset(&t->text);
    str_adds(&t->text, text);
    fetch_over(t, end);
}

static bool take(void *context, const void *bytes, size_t len)
{
    struct fetch *t = context;
    if (!fetch_hand_on(t, bytes, len))
        return false;
    if (t->paused)
        run_pause(t->command, true);
    return true;
}

static void done(void *context, const struct run_end *end)
{
    struct fetch *t = context;
    struct str text = STR_INIT;
    t->command = NULL;
    if (end->how == RUN_DONE) {
        fetch_over(t, fetch_begin_body(t) ? FETCH_WHOLE : FETCH_STOPPED);
    } else if (end->how == RUN_TOO_SLOW) {
        fail(t, FETCH_TIMEOUT, _("the command took too long and was ended; raise timeout if it is always slow"));
    } else if (end->how == RUN_STOPPED && t->fault == FETCH_TOO_LARGE) {
        fail(t, FETCH_TOO_LARGE, _("the command printed more than the limit; raise size-limit if that is right"));
    } else if (end->how == RUN_STOPPED) {
        fail(t, FETCH_STOPPED, "");
    } else {
        if (end->how == RUN_FAILED)
            str_addf(&text, _("the command ended with status %d"), end->status);
        else
            str_addf(&text, _("the command was ended by signal %d"), end->status);
        str_addf(&text, *end->said ? ": %s" : "%s", end->said);
        fail(t, FETCH_COMMAND, text.data);
    }
    str_release(&text);
}

void exec_begin(struct fetch *t)
{
    const struct run_sink sink = { .context = t, .take = take, .done = done };
    struct words words;
    struct err err = { 0 };
    if (words_command(&words, t->asked.address + SOURCE_COMMAND_LEN, &err) == 0)
        t->command = run_start(t->f->loop, (const char *const *)words.items, t->asked.timeout * 1000, &sink, &err);
    words_release(&words);
    if (!t->command)
        fail(t, FETCH_COMMAND, err.text);
}

void exec_close(struct fetch *t)
{
    run_drop(t->command);
    t->command = NULL;
}

void exec_resume(struct fetch *t)
{
    if (t->command)
        run_pause(t->command, false);
}
