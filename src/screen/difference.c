/* difference.c: what changed in an article that was rewritten. */
#include "base/i18n.h"
#include "layout/difference.h"
#include "screen/commands.h"
#include "screen/state.h"
#include "screen/times.h"

/* What changed of the text that is shown, else, where that is the page's, of the feed's. */
void difference_look(struct screen *s)
{
    struct reading *r = &s->reading;
    struct store_previous before;
    r->changed_kind = r->is_page ? STORE_PAGE : STORE_FEED;
    r->has_changed = r->has_document && s->store && store_get_previous(s->store, &r->arena, r->id, r->changed_kind, &before, NULL, NULL) == 1;
    if (r->is_page && !r->has_changed && s->store) {
        r->changed_kind = STORE_FEED;
        r->has_changed = store_get_previous(s->store, &r->arena, r->id, STORE_FEED, &before, NULL, NULL) == 1;
    }
    r->changed_at = r->has_changed ? before.at : 0;
}

/* Nothing moves under the reader: the last line says so, and the text stays. */
void difference_watch(struct screen *s)
{
    struct reading *r = &s->reading;
    struct arena arena = { 0 };
    struct store_previous before;
    const enum store_kind kinds[] = { STORE_FEED, STORE_PAGE };
    for (size_t i = 0; i < (r->is_page ? 2 : 1) && r->id > 0 && r->has_document; i++)
        if (store_get_previous(s->store, &arena, r->id, kinds[i], &before, NULL, NULL) == 1 && before.at > r->changed_at)
            r->rewritten_at = before.at;
    arena_release(&arena);
}

void difference_note(const struct screen *s, struct str *out)
{
    struct str key = STR_INIT;
    char time[80];
    if (!s->reading.has_changed)
        return;
    time_short(s->reading.changed_at, false, screen_now(s), time, sizeof time);
    str_addf(out, _("changed %s · %s shows what"), time, key_of(s, COMMAND_differences, &key));
    str_release(&key);
}

/* ---- The two texts ---- */

static bool load(struct screen *s, struct str *packed, struct document *d)
{
    struct err err = { 0 };
    bool good = document_unpack(packed->data, packed->len, d, &err) == 0;
    if (!good)
        warn(s, "%s", err.text);
    return good;
}

/* False where one of them is no longer there. The text's title stands in for one that
 * its document has not. */
static bool load_before(struct screen *s, struct document *d)
{
    struct reading *r = &s->reading;
    struct store_previous before = { 0 };
    struct str packed;
    str_init(&packed, STORE_MAX_BLOB);
    bool good = store_get_previous(s->store, &r->arena, r->id, r->changed_kind, &before, &packed, NULL) == 1 && load(s, &packed, d);
    if (good && !d->facts.title)
        d->facts.title = before.title;
    str_release(&packed);
    return good;
}

static bool load_after(struct screen *s, struct document *d)
{
    struct reading *r = &s->reading;
    struct str packed;
    str_init(&packed, STORE_MAX_BLOB);
    bool good = store_get_document(s->store, r->id, r->changed_kind, &packed, NULL) == 1 && load(s, &packed, d);
    if (good && !d->facts.title)
        d->facts.title = r->article.title;
    str_release(&packed);
    return good;
}

static void show(struct screen *s, const struct document *before, const struct document *after)
{
    struct document difference;
    struct str note = STR_INIT;
    char time[80];
    time_short(s->reading.changed_at, false, screen_now(s), time, sizeof time);
    str_addf(&note, _("Changed %s."), time);
    const struct difference_style style = { .marks = !s->terminal.colour, .ascii = s->terminal.ascii, .note = note.data };
    difference_make(before, after, &style, &difference);
    reading_show_difference(s, &difference);
    str_release(&note);
}

void difference_toggle(struct screen *s)
{
    struct reading *r = &s->reading;
    struct document before, after;
    if (r->is_difference) {
        reading_reload(s);
        return;
    }
    document_init(&before);
    document_init(&after);
    difference_look(s); /* it may have been rewritten while it is open */
    r->rewritten_at = 0;
    if (!r->has_changed)
        say(s, "%s", r->wait == WAIT_DOCUMENT ? _("The text is on its way.") : _("Nothing in this article is known to have changed."));
    else if (load_before(s, &before) && load_after(s, &after))
        show(s, &before, &after);
    else
        reading_reload(s); /* rewritten once more: its text is not yet made */
    document_release(&before);
    document_release(&after);
}
