/* How a source is, by what is kept of it. */
#include "model/condition.h"
#include "tests/tap.h"

enum { DAY = 86400, NOW = 1600000000 };
#define LATEST { .kind = OUTCOME_SAME, .when = NOW }

static const struct {
    const char *name;
    struct source source;
    enum condition condition;
    int64_t since;
} rows[] = {
    { "never asked", { .id = 1 }, CONDITION_WELL, 0 },
    { "well", { .last = LATEST, .succeeded = NOW, .newest = NOW - DAY, .rhythm = DAY, .took = 300 }, CONDITION_WELL, 0 },
    { "it could not be reached", { .last = { .kind = OUTCOME_UNREACHED, .when = NOW }, .failing_since = NOW - 5, .since = NOW - 5 }, CONDITION_FAILING, NOW - 5 },
    { "failing, and silent and slow besides",
      { .last = { .kind = OUTCOME_TIMEOUT, .when = NOW }, .failing_since = 7, .succeeded = NOW, .newest = 1, .rhythm = 1, .took = 60000 },
      CONDITION_FAILING, 7 },
    { "damaged", { .last = { .kind = OUTCOME_DAMAGED, .when = NOW }, .succeeded = NOW, .since = 50 }, CONDITION_DAMAGED, 50 },
    { "moved, seen once", { .last = LATEST, .moved_to = "https://b.example/", .moved_seen = 1, .since = 60 }, CONDITION_MOVED, 60 },
    { "named by a page once, well since", { .last = LATEST, .moved_to = "https://b.example/" }, CONDITION_WELL, 0 },
    { "a daily one is silent after thirty days", { .last = LATEST, .succeeded = NOW, .newest = NOW - 30 * DAY, .rhythm = DAY }, CONDITION_SILENT, NOW - 30 * DAY },
    { "  and not a second before", { .last = LATEST, .succeeded = NOW, .newest = NOW - 30 * DAY + 1, .rhythm = DAY }, CONDITION_WELL, 0 },
    { "a weekly one is not", { .last = LATEST, .succeeded = NOW, .newest = NOW - 69 * DAY, .rhythm = 7 * DAY }, CONDITION_WELL, 0 },
    { "  but after ten weeks", { .last = LATEST, .succeeded = NOW, .newest = NOW - 70 * DAY, .rhythm = 7 * DAY }, CONDITION_SILENT, NOW - 70 * DAY },
    { "who was not asked since is not silent", { .last = LATEST, .succeeded = NOW - 400 * DAY, .newest = NOW - 401 * DAY, .rhythm = DAY }, CONDITION_WELL, 0 },
    { "nor one of unknown rhythm", { .last = LATEST, .succeeded = NOW, .newest = NOW - 4000 * DAY }, CONDITION_WELL, 0 },
    { "ten seconds for an answer", { .last = LATEST, .succeeded = NOW, .took = 10000, .since = 70 }, CONDITION_SLOW, 70 },
    { "a little less", { .last = LATEST, .succeeded = NOW, .took = 9999 }, CONDITION_WELL, 0 },
    { "ended", { .last = { .kind = OUTCOME_GONE, .status = 410, .when = NOW }, .failing_since = 80 }, CONDITION_STOPPED, 80 },
    { "stopped by the reader, whatever it was", { .last = { .kind = OUTCOME_NO_HOST, .when = NOW }, .failing_since = 90, .stopped = true }, CONDITION_STOPPED, 0 },
};

static void test_rows(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct source *s = &rows[i].source;
        struct str what = STR_INIT, advice = STR_INIT;
        is_int(condition_of(s), rows[i].condition, rows[i].name);
        is_int(condition_since(s), rows[i].since, "  since when");
        condition_what(s, &what);
        condition_advice(s, &advice);
        bool well = rows[i].condition == CONDITION_WELL;
        ok((what.len == 0) == well && (advice.len == 0) == well, "  said where there is something to say: %s; %s", what.data, advice.data);
        str_release(&what);
        str_release(&advice);
    }
}

/* A sentence that is too long ends with a whole character; an address that is told has no password. */
static void test_words(void)
{
    struct outcome o = { .kind = OUTCOME_NO_FILE };
    char text[400];
    for (size_t shift = 0; shift < 3; shift++) {
        memset(text, 'x', shift);
        for (size_t i = shift; i + 3 < sizeof text; i += 3)
            memcpy(text + i, "\xE2\x82\xAC", 4);
        outcome_say(&o, text);
        size_t len = strlen(o.text);
        ok(len < sizeof o.text && len + 3 >= sizeof o.text && (len - shift) % 3 == 0 && memcmp(o.text, text, len) == 0,
           "a sentence is cut behind a character (%zu)", len);
    }
    outcome_say(&o, "short");
    is_str(o.text, "short", "a short one is whole");
    struct source moved = { .last = LATEST, .moved_to = "https://anna:s3cret@b.example/feed", .moved_seen = 1 };
    struct str what = STR_INIT;
    condition_what(&moved, &what);
    ok(strstr(what.data, "anna") && strstr(what.data, "b.example/feed") && !strstr(what.data, "s3cret"), "where it stands now is told without the password");
    str_release(&what);
}

/* Whatever can happen is explained. */
static void test_kinds(void)
{
    static const int statuses[] = { 400, 401, 402, 403, 404, 407, 429, 451, 500, 503 };
    struct source s = { .failing_since = 1, .last = { .when = 1 } };
    for (enum outcome_kind kind = OUTCOME_NONE + 1; kind <= OUTCOME_LAST; kind++) {
        struct str advice = STR_INIT;
        s.last.kind = kind;
        condition_advice(&s, &advice);
        if (!outcome_is_good(kind) && kind != OUTCOME_OFFLINE && kind != OUTCOME_CANCELLED)
            ok(advice.len > 0, "a failure of kind %d: %s", (int)kind, advice.data);
        str_release(&advice);
    }
    struct str before = STR_INIT;
    s.last.kind = OUTCOME_REFUSED;
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        struct str advice = STR_INIT;
        s.last.status = statuses[i];
        condition_advice(&s, &advice);
        ok(advice.len && (strcmp(advice.data, before.data) != 0) == (statuses[i] != 503), "status %d has words of its own: %s", statuses[i], advice.data);
        str_reset(&before);
        str_adds(&before, advice.data);
        str_release(&advice);
    }
    str_release(&before);
}

static void test_addresses(void)
{
    struct source s = { .failing_since = 1, .last = { .kind = OUTCOME_NOT_A_FEED }, .moved_to = "https://a.example/feed" };
    struct str advice = STR_INIT;
    condition_advice(&s, &advice);
    ok(condition_offers_address(&s) && strstr(advice.data, "https://a.example/feed"), "a feed that the page names is offered: %s", advice.data);
    s.last.kind = OUTCOME_TIMEOUT;
    ok(!condition_offers_address(&s), "but not for another trouble");
    s.moved_seen = 1;
    ok(condition_offers_address(&s), "a permanent redirect is");
    s.failing_since = 0;
    s.last.kind = OUTCOME_SAME;
    str_reset(&advice);
    condition_advice(&s, &advice);
    ok(strstr(advice.data, "three times"), "seen once: the file takes it when it was seen three times");
    s.moved_seen = 3;
    str_reset(&advice);
    condition_advice(&s, &advice);
    ok(strstr(advice.data, "could not take"), "seen three times, and still there: the file could not");
    s.moved_to = NULL;
    ok(!condition_offers_address(&s), "nothing is nothing");
    str_release(&advice);
}

static void test_rhythm(void)
{
    const int64_t daily[] = { 9 * DAY, 8 * DAY, 7 * DAY, 6 * DAY, 5 * DAY }, at_once[] = { 5, 5, 5, 5 };
    is_int(condition_rhythm(daily, 5), DAY, "five articles, four days");
    is_int(condition_rhythm(daily, 3), 0, "three tell nothing");
    is_int(condition_rhythm(at_once, 4), 1, "all at once: as often as can be");
}

int main(void)
{
    test_rows();
    test_words();
    test_kinds();
    test_addresses();
    test_rhythm();
    return tap_done();
}
