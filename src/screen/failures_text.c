/* failures_text.c: what is wrong with one source, since when, and what can be done. */
#include <stdio.h>

#include "base/i18n.h"
#include "screen/state.h"
#include "screen/times.h"
#include "text/url.h"

struct page {
    struct screen *s;
    const struct area *a;
    int row, column, cells, last; /* last: the row behind the last that may be used */
};

static void put(struct page *p, enum style_name style, const char *text)
{
    if (*text && p->row < p->last)
        p->row += put_text(p->s, p->a, p->row, p->column, p->cells, p->last - p->row, style, 0, text);
}

static void add_time(struct str *out, const char *format, int64_t at, int64_t now)
{
    char time[60];
    if (!at)
        return;
    time_short(at, false, now, time, sizeof time);
    if (out->len)
        str_adds(out, " · ");
    str_addf(out, format, time);
}

static void add_failures(struct str *out, int failures)
{
    if (failures > 1)
        str_addf(out, P_(" · %d time in a row", " · %d times in a row", failures), failures);
}

/* "since 24 Dec · 3 times in a row · last read 23 Dec · next try 16:20" */
static void put_times(struct page *p, const struct source *source)
{
    struct str line = STR_INIT;
    int64_t now = screen_now(p->s);
    enum condition c = condition_of(source);
    add_time(&line, _("since %s"), condition_since(source), now);
    if (c == CONDITION_FAILING)
        add_failures(&line, source->failures);
    add_time(&line, _("last read %s"), source->succeeded, now);
    if (!source->succeeded && source->last.kind != OUTCOME_NONE)
        str_addf(&line, "%s%s", line.len ? " · " : "", _("never read so far"));
    if (c == CONDITION_FAILING && source->next_try > now)
        add_time(&line, _("next try %s"), source->next_try, now);
    put(p, STYLE_DIM, line.data);
    str_release(&line);
}

static void put_address(struct page *p, const struct source *source)
{
    struct str shown = STR_INIT;
    url_display(source->address, &shown);
    put(p, STYLE_DIM, shown.data);
    str_release(&shown);
}

/* A sentence begins with a capital where its language has some; these begin with a
 * name as often as not, and are left as they are. */
static void put_what(struct page *p, const struct source *source)
{
    struct str what = STR_INIT;
    condition_what(source, &what);
    put(p, STYLE_WARNING, what.data);
    str_release(&what);
}

static void put_advice(struct page *p, const struct source *source)
{
    struct str advice = STR_INIT;
    condition_advice(source, &advice);
    put(p, STYLE_TEXT, advice.data);
    str_release(&advice);
}

int failures_put(struct screen *s, const struct area *a, int row, int column, int cells, int max_rows, const struct source *source)
{
    enum { ENOUGH = 1000 };
    struct page p = { s, a, row, column, cells, row + (max_rows ? max_rows : ENOUGH) };
    bool is_roomy = s->failures.is_roomy;
    if (is_roomy) {
        put(&p, STYLE_TITLE, source_name(source));
        put_address(&p, source);
    }
    put_what(&p, source);
    put_times(&p, source);
    p.row += is_roomy && p.row < p.last;
    put_advice(&p, source);
    if (!is_roomy)
        put_address(&p, source);
    return p.row - row;
}
