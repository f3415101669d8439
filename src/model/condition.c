#include "model/condition.h"

#include <string.h>

#include "base/i18n.h"
#include "text/url.h"
#include "text/utf8.h"

enum { HOUR = 3600, DAY = 24 * HOUR, LEAST_TIMES = 4 };

static const struct {
    const char *word, *heading;
} names[CONDITIONS] = {
    [CONDITION_WELL] = { "well", N_("Well") },          [CONDITION_FAILING] = { "failing", N_("Failing") },
    [CONDITION_DAMAGED] = { "damaged", N_("Damaged") }, [CONDITION_MOVED] = { "moved", N_("Moved") },
    [CONDITION_SILENT] = { "silent", N_("Silent") },    [CONDITION_SLOW] = { "slow", N_("Slow") },
    [CONDITION_STOPPED] = { "stopped", N_("Stopped") },
};

const char *condition_word(enum condition c)
{
    return names[c].word;
}

const char *condition_heading(enum condition c)
{
    return _(names[c].heading);
}

/* Counted to when it was asked last: that nobody asked is not its silence. */
static bool is_silent(const struct source *s)
{
    int64_t quiet = s->succeeded - s->newest;
    return s->newest > 0 && s->rhythm > 0 && quiet >= CONDITION_SILENT_LEAST && quiet / CONDITION_SILENT_TIMES >= s->rhythm;
}

enum condition condition_of(const struct source *s)
{
    if (s->stopped || s->last.kind == OUTCOME_GONE)
        return CONDITION_STOPPED;
    if (s->failing_since)
        return CONDITION_FAILING;
    if (s->last.kind == OUTCOME_DAMAGED)
        return CONDITION_DAMAGED;
    if (s->moved_to && s->moved_seen > 0)
        return CONDITION_MOVED;
    if (is_silent(s))
        return CONDITION_SILENT;
    return s->took >= CONDITION_SLOW_MS ? CONDITION_SLOW : CONDITION_WELL;
}

int64_t condition_since(const struct source *s)
{
    switch (condition_of(s)) {
    case CONDITION_WELL: return 0;
    case CONDITION_FAILING: return s->failing_since;
    case CONDITION_SILENT: return s->newest;
    case CONDITION_STOPPED: return s->stopped ? 0 : s->failing_since;
    default: return s->since;
    }
}

int64_t condition_rhythm(const int64_t *times, size_t count)
{
    if (count < LEAST_TIMES)
        return 0;
    int64_t span = times[0] - times[count - 1], each = span / (int64_t)(count - 1);
    return each > 0 ? each : 1;
}

bool condition_offers_address(const struct source *s)
{
    return s->moved_to && (s->moved_seen > 0 || s->last.kind == OUTCOME_NOT_A_FEED);
}

/* ---- What happened ---- */

static const char *plainly(enum outcome_kind kind)
{
    return kind == OUTCOME_DAMAGED ? _("a part of it could not be read") : _("it could not be read");
}

static void say_rhythm(int64_t rhythm, struct str *out)
{
    long long days = (rhythm + DAY / 2) / DAY, hours = (rhythm + HOUR / 2) / HOUR;
    if (hours >= 20 && days == 1)
        str_adds(out, _("it used to publish daily"));
    else if (days >= 2)
        str_addf(out, P_("it used to publish every %lld day", "it used to publish every %lld days", days), days);
    else if (hours >= 2)
        str_addf(out, P_("it used to publish every %lld hour", "it used to publish every %lld hours", hours), hours);
    else
        str_adds(out, _("it used to publish several times a day"));
}

static void say_address(const char *format, const char *address, struct str *out)
{
    struct str shown = STR_INIT;
    url_display(address, &shown);
    str_addf(out, format, shown.data);
    str_release(&shown);
}

void outcome_say(struct outcome *o, const char *text)
{
    size_t len = utf8_cut(text, strlen(text), sizeof o->text - 1);
    memcpy(o->text, text, len);
    o->text[len] = '\0';
}

void condition_what(const struct source *s, struct str *out)
{
    long long seconds = s->took / 1000;
    switch (condition_of(s)) {
    case CONDITION_WELL: break;
    case CONDITION_MOVED: say_address(_("it now stands at %s"), s->moved_to, out); break;
    case CONDITION_SILENT: say_rhythm(s->rhythm, out); break;
    case CONDITION_SLOW: str_addf(out, P_("its last answer took %lld second", "its last answer took %lld seconds", seconds), seconds); break;
    default:
        if (s->stopped)
            str_adds(out, _("it is not asked: its line says stopped=yes"));
        else
            str_adds(out, s->last.text[0] ? s->last.text : plainly(s->last.kind));
    }
}

/* ---- What it means, and what can be done ---- */

static const char *const failures[OUTCOME_LAST + 1] = {
    [OUTCOME_NO_HOST] = N_("Its site has closed, its name is misspelt, or the name service is out of order. If its page opens in the browser "
                           "under another address, write that into the sources file."),
    [OUTCOME_UNREACHED] = N_("Its server is down or cannot be reached from here. That mostly passes; telex asks again later and later."),
    [OUTCOME_TLS] = N_("Whoever answers cannot prove to be this site, so nothing was read. See whether this machine's clock is right, and what "
                       "the browser says of the site's certificate."),
    [OUTCOME_TIMEOUT] = N_("It answers too slowly or not at all. If it is always slow, write timeout=3m behind its address in the sources file."),
    [OUTCOME_BROKEN] = N_("Its answer ended too early or was none. That mostly passes; telex asks again."),
    [OUTCOME_REFUSED] = N_("Its server gives no feed at this address."),
    [OUTCOME_WALL] = N_("A page for people came in the feed's place: it wants to see a browser, a consent or a log-in. Open it in the browser; "
                        "perhaps its publisher has another address for readers, or another user-agent helps."),
    [OUTCOME_NOT_A_FEED] = N_("The address gives something else than a feed. Look for the feed on the site, and write its address into the sources "
                              "file."),
    [OUTCOME_TOO_LARGE] = N_("It is larger than telex reads. If that is right, write a greater size-limit behind its address in the sources file."),
    [OUTCOME_UNREADABLE] = N_("The program that reads feeds gave up on it. What was stored stays; the next answer may be better."),
    [OUTCOME_BARRED] = N_("Its address leads where telex does not follow. Open it in the browser to see where it ends, and write that address into "
                          "the sources file."),
    [OUTCOME_NO_FILE] = N_("The file is not there or may not be read. Put it back, or mend its path in the sources file."),
    [OUTCOME_COMMAND] = N_("A command that the sources file names for it did not do its work. Run it in a terminal to see what it says."),
    [OUTCOME_GONE] = N_("Its publisher has ended it for good. It is asked only when you ask; stop or remove it when you are through with it."),
};

static const struct {
    int status;
    const char *text;
} refusals[] = {
    { 401, N_("It is for those who have a name and a password. Write them into its address in the sources file.") },
    { 402, N_("It is for subscribers. Ask its publisher for an address of your own.") },
    { 403, N_("Its publisher keeps programs out, or this network. Open it in the browser; perhaps there is another address for readers, or "
              "another user-agent helps.") },
    { 404, N_("The feed has moved or ended. Look for it on its site; telex add finds a feed by the address of a page.") },
    { 407, N_("The proxy on the way wants a name and a password.") },
    { 429, N_("It was asked too often, from here or from this network. It is left alone until the next try; a longer interval helps.") },
    { 451, N_("The law where it is, or where you are, keeps it closed.") },
};

static const char *refusal(int status)
{
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++)
        if (refusals[i].status == status)
            return refusals[i].text;
    return status >= 500 ? N_("Its server has trouble of its own. That mostly passes; telex asks again later and later.") : failures[OUTCOME_REFUSED];
}

static void advise_failing(const struct source *s, struct str *out)
{
    const struct outcome *o = &s->last;
    if (o->kind == OUTCOME_NOT_A_FEED && s->moved_to)
        say_address(_("The address gives a page, and that page names a feed: %s"), s->moved_to, out);
    else if (o->kind == OUTCOME_REFUSED)
        str_adds(out, _(refusal(o->status)));
    else if (failures[o->kind])
        str_adds(out, _(failures[o->kind]));
}

void condition_advice(const struct source *s, struct str *out)
{
    switch (condition_of(s)) {
    case CONDITION_WELL: break;
    case CONDITION_FAILING: advise_failing(s, out); break;
    case CONDITION_DAMAGED:
        str_adds(out, _("What could be read of it is there. Only its publisher can mend it; tell them the place."));
        break;
    case CONDITION_MOVED:
        if (s->moved_seen >= CONDITION_MOVED_SIGHTS)
            str_adds(out, _("The sources file could not take the new address: it stands there already, or the file cannot be written. Remove one of "
                            "the two, or see to the file."));
        else
            str_adds(out, _("Its articles come as before. The sources file takes the new address when it was seen three times, or at once when you say so."));
        break;
    case CONDITION_SILENT:
        str_adds(out, _("It answers, but nothing new comes. Its site may have another feed now, or it has ended without a word."));
        break;
    case CONDITION_SLOW: str_adds(out, _("It delays no other source. A longer interval asks less of it.")); break;
    default: str_adds(out, s->stopped ? _("Its articles stay. It is asked when you ask for it by name.") : _(failures[OUTCOME_GONE]));
    }
}
