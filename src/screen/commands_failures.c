/* commands_failures.c: what a reader can do about a source that is not well. */
#include "base/i18n.h"
#include "screen/commands.h"

void do_failures(struct screen *s, const struct order *o)
{
    (void)o;
    if (!s->store)
        say(s, "%s", _("The store is not open yet; try again in a moment."));
    else
        failures_show(s);
}

void failures_ask(struct screen *s)
{
    const struct source *source = failures_selected(s);
    if (!source)
        return;
    say_in_passing(s, _("Asking %s …"), source_name(source));
    newsroom_refresh(s, &(struct message_refresh){ .scope = REFRESH_SOURCE, .source = source->id });
}

/* The desk writes the file, and store and file together, so that the articles stay with
 * the source; its note says what came of it. */
static bool change(struct screen *s, const struct source *source, enum source_edit how)
{
    struct err err = { 0 };
    bool sent = desk_link_edit(s->newsroom.link, source->id, how, &err) == 0;
    if (!sent)
        warn(s, "%s", err.text);
    return sent;
}

void do_take_address(struct screen *s, const struct order *o)
{
    const struct source *source = failures_selected(s);
    (void)o;
    if (!source)
        return;
    if (!condition_offers_address(source))
        say(s, _("%s names no other address."), source_name(source));
    else if (change(s, source, EDIT_MOVE))
        newsroom_refresh(s, &(struct message_refresh){ .scope = REFRESH_SOURCE, .source = source->id });
}

void do_stop_source(struct screen *s, const struct order *o)
{
    const struct source *source = failures_selected(s);
    (void)o;
    if (source)
        change(s, source, source->stopped ? EDIT_RESUME : EDIT_STOP);
}
