#include "desk/health.h"

#include "base/hash.h"
#include "base/str.h"
#include "model/condition.h"

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR };

static const enum outcome_kind kinds[] = {
    [FETCH_WHOLE] = OUTCOME_SAME,
    [FETCH_NOT_MODIFIED] = OUTCOME_SAME,
    [FETCH_STATUS] = OUTCOME_REFUSED,
    [FETCH_OFFLINE] = OUTCOME_OFFLINE,
    [FETCH_NAME] = OUTCOME_NO_HOST,
    [FETCH_CONNECT] = OUTCOME_UNREACHED,
    [FETCH_TLS] = OUTCOME_TLS,
    [FETCH_TIMEOUT] = OUTCOME_TIMEOUT,
    [FETCH_TOO_LARGE] = OUTCOME_TOO_LARGE,
    [FETCH_BROKEN] = OUTCOME_BROKEN,
    [FETCH_REFUSED] = OUTCOME_BARRED,
    [FETCH_FILE] = OUTCOME_NO_FILE,
    [FETCH_COMMAND] = OUTCOME_COMMAND,
    [FETCH_STOPPED] = OUTCOME_CANCELLED,
};

void health_outcome(const struct fetch_result *result, int64_t now, struct outcome *out)
{
    *out = (struct outcome){ .kind = kinds[result->end], .status = result->status, .when = now };
    if (result->end == FETCH_STATUS && result->status == 410)
        out->kind = OUTCOME_GONE;
    outcome_say(out, result->text ? result->text : "");
}

/* The first wait after a failure and the longest. */
struct wait {
    int64_t first, longest;
};

static struct wait wait_of(const struct outcome *o)
{
    switch (o->kind) {
    case OUTCOME_UNREACHED:
    case OUTCOME_NO_FILE:
    case OUTCOME_COMMAND: return (struct wait){ 5 * MINUTE, DAY };
    case OUTCOME_TIMEOUT:
    case OUTCOME_BROKEN: return (struct wait){ 10 * MINUTE, DAY };
    case OUTCOME_NO_HOST: return (struct wait){ 15 * MINUTE, 2 * DAY };
    case OUTCOME_REFUSED: return o->status >= 500 ? (struct wait){ 10 * MINUTE, DAY } : (struct wait){ HOUR, 2 * DAY };
    case OUTCOME_TOO_LARGE: return (struct wait){ 6 * HOUR, DAY };
    /* Who keeps programs out is not won by more of them. */
    case OUTCOME_WALL: return (struct wait){ 3 * HOUR, 2 * DAY };
    default: return (struct wait){ HOUR, DAY };
    }
}

int64_t health_backoff(const struct outcome *outcome, int failures, uint64_t seed)
{
    struct wait w = wait_of(outcome);
    int64_t wait = w.first;
    for (int i = 1; i < failures && wait < w.longest; i++)
        wait *= 2;
    wait = wait < w.longest ? wait : w.longest;
    /* A thousand sources that failed together shall not all be asked together. */
    int64_t thousandth = (int64_t)(hash_bytes(seed, &failures, sizeof failures) % 401) - 200;
    return wait + wait * thousandth / 1000;
}

static int64_t later(int64_t a, int64_t b, int64_t most)
{
    b = b < most ? b : most;
    return a > b ? a : b;
}

static void note(struct source *source, struct store_fetch *fetch, const struct outcome *outcome, const struct health_visit *visit)
{
    int64_t wait = later(0, visit->retry_after, HEALTH_RETRY_AFTER);
    source->last = *outcome;
    if (outcome_is_good(outcome->kind)) {
        fetch->failures = 0;
        source->failing_since = 0;
        source->succeeded = outcome->when;
        wait = later(later(wait, visit->max_age, HEALTH_PATIENCE), visit->ttl, HEALTH_PATIENCE);
        source->next_try = wait > 0 ? outcome->when + wait : 0;
        return;
    }
    fetch->failures++;
    if (!source->failing_since)
        source->failing_since = outcome->when;
    wait = later(wait, health_backoff(outcome, fetch->failures, visit->seed ^ (uint64_t)source->id), INT64_MAX);
    source->next_try = outcome->when + wait;
}

void health_note(struct source *source, struct store_fetch *fetch, const struct outcome *outcome,
                 const struct health_visit *visit)
{
    enum condition before = condition_of(source);
    note(source, fetch, outcome, visit);
    source->took = visit->took;
    source->moved_to = fetch->moved_to;
    source->moved_seen = fetch->moved_seen;
    if (condition_of(source) != before)
        source->since = condition_of(source) == CONDITION_WELL ? 0 : outcome->when;
}

bool health_moved(struct store_fetch *fetch, const char *moved_to)
{
    if (!moved_to) {
        fetch->moved_to = NULL;
        fetch->moved_seen = 0;
        return false;
    }
    fetch->moved_seen = str_same(fetch->moved_to, moved_to) ? fetch->moved_seen + 1 : 1;
    fetch->moved_to = moved_to;
    return fetch->moved_seen >= CONDITION_MOVED_SIGHTS;
}
