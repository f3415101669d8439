/* commands_failures.c: what a reader can do about a source that is not well. */
#include "base/i18n.h"
#include "conf/sources_file.h"
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

/* The desk changes store and file together, so that the articles stay with the source. */
void do_take_address(struct screen *s, const struct order *o)
{
    const struct source *source = failures_selected(s);
    struct err err = { 0 };
    (void)o;
    if (!source)
        return;
    if (!condition_offers_address(source))
        say(s, _("%s names no other address."), source_name(source));
    else if (desk_link_move(s->newsroom.link, source->id, &err) < 0)
        warn(s, "%s", err.text);
    else
        newsroom_refresh(s, &(struct message_refresh){ .scope = REFRESH_SOURCE, .source = source->id });
}

/* Whether the file still stops it, by what it says of its section. */
static bool is_stopped(const char *path, const char *address)
{
    struct sources_file f;
    bool stopped = false;
    if (sources_file_load(&f, path, NULL) < 0)
        return false;
    for (size_t i = 0; i < f.len; i++)
        stopped |= str_same(f.items[i].address, address) && f.items[i].stopped;
    sources_file_release(&f);
    return stopped;
}

static int set_stopped(struct screen *s, const struct source *source, bool stop, struct err *err)
{
    const char *path = s->setup->sources;
    int result = sources_file_set(path, source->address, "stopped", stop ? "yes" : NULL, err);
    if (result == 0 && !stop && is_stopped(path, source->address))
        result = sources_file_set(path, source->address, "stopped", "no", err);
    if (result > 0)
        return err_set(err, ERR_USAGE, _("%s has no line in the sources file"), source->address);
    return result == 0 ? desk_link_sync(s->newsroom.link, err) : -1;
}

void do_stop_source(struct screen *s, const struct order *o)
{
    const struct source *source = failures_selected(s);
    struct err err = { 0 };
    (void)o;
    if (!source)
        return;
    bool stop = !source->stopped;
    if (set_stopped(s, source, stop, &err) < 0) {
        warn(s, "%s", err.text);
        return;
    }
    say(s, stop ? _("%s is asked no more; its articles stay.") : _("%s is asked again when it is due."), source_name(source));
    failures_set_stopped(s, stop);
}
