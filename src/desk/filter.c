/* filter.c: an answer on its way through a command of the reader's. */
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "conf/words.h"
#include "desk/desk_internal.h"
#include "model/condition.h"

enum { FILTER_MS = 30000 };

static size_t give(void *context, void *bytes, size_t max)
{
    struct ask *a = context;
    return spool_read(&a->body, bytes, max);
}

static bool take(void *context, const void *bytes, size_t len)
{
    struct ask *a = context;
    return a->filtered.len + (int64_t)len <= a->size_limit && spool_add(&a->filtered, bytes, len, &a->err) == 0;
}

/* The feed as it came is not read in its place: the filter may be there for a reason. */
static void fail(struct ask *a, const char *why)
{
    a->end = FETCH_COMMAND;
    a->outcome.kind = OUTCOME_COMMAND;
    outcome_say(&a->outcome, why);
}

static void describe(const struct run_end *end, struct str *out)
{
    if (end->how == RUN_TOO_SLOW)
        str_adds(out, _("the filter took too long and was ended"));
    else if (end->how == RUN_STOPPED)
        str_adds(out, _("the filter printed more than the limit; raise size-limit if that is right"));
    else if (end->how == RUN_KILLED)
        str_addf(out, _("the filter was ended by signal %d"), end->status);
    else
        str_addf(out, _("the filter ended with status %d"), end->status);
    if (*end->said)
        str_addf(out, ": %s", end->said);
}

static void done(void *context, const struct run_end *end)
{
    struct ask *a = context;
    struct str why = STR_INIT;
    a->command = NULL;
    spool_release(&a->body);
    a->body = a->filtered;
    spool_init(&a->filtered, a->desk->dir);
    spool_rewind(&a->body);
    if (end->how != RUN_DONE && !a->err.text[0]) {
        describe(end, &why);
        fail(a, why.data);
    }
    str_release(&why);
    a->done(a->context, a);
}

bool filter_start(struct ask *a)
{
    const struct run_sink sink = { .context = a, .give = give, .take = take, .done = done };
    struct words words;
    struct err err = { 0 };
    spool_rewind(&a->body);
    if (words_command(&words, a->filter, &err) == 0)
        a->command = run_start(a->desk->loop, (const char *const *)words.items, FILTER_MS, &sink, &err);
    words_release(&words);
    if (!a->command)
        fail(a, err.text);
    return a->command != NULL;
}

void filter_release(struct ask *a)
{
    spool_release(&a->filtered);
    free(a->filter);
    a->filter = NULL;
}
