/* The desk's parts that decide alone: who is due, when a failing source is asked
 * again, where a body lies, who may refresh, and what becomes of a parser that fails. */
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "conf/options.h"
#include "desk/batch.h"
#include "desk/health.h"
#include "desk/lock.h"
#include "desk/network.h"
#include "desk/parsers.h"
#include "desk/plan.h"
#include "desk/spool.h"
#include "desk/trial.h"
#include "tests/tap.h"

enum { NOW = 1577836800, HOUR = 3600, DAY = 24 * HOUR }; /* Wednesday, 1 January 2020, midnight */

static char dir[300];

/* ---- plan ---- */

static void test_due(void)
{
    static const struct {
        const char *what;
        int64_t when, next_try, failing_since, interval;
        struct store_fetch fetch;
        bool due;
    } rows[] = {
        { "asked half an interval ago: not due", NOW - HOUR / 2, 0, 0, HOUR, { 0 }, false },
        { "asked an interval ago: due", NOW - HOUR, 0, 0, HOUR, { 0 }, true },
        { "a few seconds early are no reason to wait an hour more", NOW - HOUR + 30, 0, 0, HOUR, { 0 }, true },
        { "the publisher asks for patience: not due", NOW - HOUR, NOW + 60, 0, HOUR, { 0 }, false },
        { "the patience is over: due", NOW - HOUR, NOW, 0, HOUR, { 0 }, true },
        { "failing, before its time: not due", NOW - DAY, NOW + 1, NOW - DAY, HOUR, { 0 }, false },
        { "failing, at its time: due, whatever the interval", NOW - 300, NOW, NOW - DAY, DAY, { 0 }, true },
        { "an hour in which nothing is new: not due", NOW - HOUR, 0, 0, HOUR, { .skip_hours = 1 }, false },
        { "another hour: due", NOW - HOUR, 0, 0, HOUR, { .skip_hours = 2 }, true },
        { "a day on which nothing is new (Wednesday): not due", NOW - HOUR, 0, 0, HOUR, { .skip_days = 1 << 3 }, false },
        { "all hours skipped mean none", NOW - HOUR, 0, 0, HOUR, { .skip_hours = (1 << 24) - 1 }, true },
        { "asked in a year that is still to come (a clock was wrong): due", NOW + 400 * DAY, 0, 0, HOUR, { 0 }, true },
    };
    const struct plan due = { .scope = REFRESH_DUE, .now = NOW, .since = INT64_MAX };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct source s = { .id = 1, .next_try = rows[i].next_try, .failing_since = rows[i].failing_since,
                                  .last = { .kind = OUTCOME_SAME, .when = rows[i].when } };
        is_int(plan_wants(&due, &s, &rows[i].fetch, rows[i].interval), rows[i].due, rows[i].what);
    }
    ok(plan_wants(&due, &(struct source){ .id = 1 }, &(struct store_fetch){ 0 }, HOUR), "never asked: due");
}

/* ---- trial ---- */

static void test_gives_more(void)
{
    ok(trial_gives_more(3000, 200), "a page of 3000 letters beside two lines is worth asking for");
    ok(!trial_gives_more(3300, 3000), "a caption and a byline more are not");
    ok(!trial_gives_more(90, 0), "nor is a line where there was none");
    ok(!trial_gives_more(0, 0), "nor nothing");
}

/* What a source's pages say one after the other ('+': more), and what is known then. */
static void test_trial(void)
{
    static const struct {
        const char *what, *pages;
        int missing;
        enum store_trial_verdict verdict;
    } rows[] = {
        { "nothing is known: three are tried", "", 3, STORE_TRIAL_OPEN },
        { "after two, one more", "+-", 1, STORE_TRIAL_OPEN },
        { "three that give more: all are wanted", "+++", 0, STORE_TRIAL_PAGE },
        { "two of three do", "+-+", 0, STORE_TRIAL_PAGE },
        { "one of three is no reason", "-+-", 0, STORE_TRIAL_FEED },
        { "a fourth does not change that", "---+", 0, STORE_TRIAL_FEED },
        { "four in a row that do not: they may be exceptions", "+++----", 0, STORE_TRIAL_PAGE },
        { "one between them that does: from the beginning", "+++----+----", 0, STORE_TRIAL_PAGE },
        { "five in a row: the feed has grown", "+++-----", 0, STORE_TRIAL_FEED },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct store_trial t = { 0 };
        for (const char *p = rows[i].pages; *p; p++)
            trial_note(&t, 10 + (p - rows[i].pages), *p == '+', NOW);
        is_int(trial_missing(&t, NOW), rows[i].missing, rows[i].what);
        is_int(t.verdict, rows[i].verdict, "  and is known so");
    }
}

static void test_trial_again(void)
{
    struct store_trial t = { 0 };
    ok(!trial_note(&t, 5, true, NOW) && !trial_note(&t, 3, true, NOW) && trial_note(&t, 4, true, NOW), "the third decides, and says so");
    ok(t.last == 5 && t.at == NOW, "the last that was tried, and when, are known");
    t = (struct store_trial){ .verdict = STORE_TRIAL_FEED, .at = NOW, .last = 5 };
    is_int(trial_missing(&t, NOW + TRIAL_AGAIN - 1), 0, "a feed that was enough is left alone");
    is_int(trial_missing(&t, NOW + TRIAL_AGAIN), 3, "for six weeks");
    ok(!trial_note(&t, 9, true, NOW + TRIAL_AGAIN) && t.verdict == STORE_TRIAL_OPEN && t.tried == 1 && t.more == 1, "then it is tried as if for the first time");
    t = (struct store_trial){ .verdict = STORE_TRIAL_PAGE, .at = NOW };
    is_int(trial_missing(&t, NOW + 100 * TRIAL_AGAIN), 0, "one whose pages are fetched is tried all the time");
}

static void test_interval(void)
{
    static const struct {
        const char *what;
        int64_t rhythm, newest, setting, want;
    } rows[] = {
        { "what the reader says holds", 60, NOW, 2 * HOUR, 2 * HOUR },
        { "nothing known: an hour", 0, 0, OPTION_AUTO, HOUR },
        { "an article every two hours: every hour", 2 * HOUR, NOW - HOUR, OPTION_AUTO, HOUR },
        { "one a minute: every quarter of an hour", 60, NOW, OPTION_AUTO, HOUR / 4 },
        { "one a week: every day", 7 * DAY, NOW - DAY, OPTION_AUTO, DAY },
        { "one an hour, but none for two days: every three hours", HOUR, NOW - 2 * DAY, OPTION_AUTO, 3 * HOUR },
        { "one an hour, and none for two years: every day", HOUR, NOW - 730 * DAY, OPTION_AUTO, DAY },
        { "an article of tomorrow changes nothing", 4 * HOUR, NOW + DAY, OPTION_AUTO, 2 * HOUR },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct source s = { .rhythm = rows[i].rhythm, .newest = rows[i].newest };
        is_int(plan_interval(&s, rows[i].setting, NOW), rows[i].want, rows[i].what);
    }
}

static void test_scope(void)
{
    const struct store_fetch none = { 0 };
    const struct source russia = { .id = 7, .section = "News > Russia", .last = { .kind = OUTCOME_SAME, .when = NOW } };
    struct plan p = { .scope = REFRESH_SECTION, .section = "News", .now = NOW, .since = INT64_MAX };
    ok(plan_wants(&p, &russia, &none, HOUR), "a section means those below it, due or not");
    p.section = "News > Russia";
    ok(plan_wants(&p, &russia, &none, HOUR), "and itself");
    p.section = "New";
    ok(!plan_wants(&p, &russia, &none, HOUR), "but none that only begins alike");
    p = (struct plan){ .scope = REFRESH_SOURCE, .source = 7, .now = NOW, .since = INT64_MAX };
    ok(plan_wants(&p, &russia, &none, HOUR), "a source by name, due or not");
    p.source = 8;
    ok(!plan_wants(&p, &russia, &none, HOUR), "and no other");
    p = (struct plan){ .scope = REFRESH_ALL, .now = NOW, .since = NOW };
    ok(!plan_wants(&p, &russia, &none, HOUR), "what another desk has just asked is left out");
}

static void test_barred(void)
{
    const struct store_fetch none = { 0 };
    const struct source gone = { .id = 1, .last = { .kind = OUTCOME_GONE, .when = NOW - DAY } };
    const struct source busy = { .id = 1, .next_try = NOW + 1, .failing_since = 1,
                                 .last = { .kind = OUTCOME_REFUSED, .status = 429, .when = NOW - DAY } };
    const struct source broken = { .id = 1, .next_try = NOW + 1, .failing_since = 1,
                                   .last = { .kind = OUTCOME_REFUSED, .status = 404, .when = NOW - DAY } };
    const struct source stopped = { .id = 1, .stopped = true };
    struct plan p = { .scope = REFRESH_ALL, .now = NOW, .since = INT64_MAX };
    ok(!plan_wants(&p, &gone, &none, HOUR), "a source that has ended (410) is not asked with all others");
    ok(!plan_wants(&p, &busy, &none, HOUR), "nor one that asked for patience (429)");
    ok(plan_wants(&p, &broken, &none, HOUR), "one that fails otherwise is");
    p.force = true;
    ok(plan_wants(&p, &gone, &none, HOUR) && plan_wants(&p, &busy, &none, HOUR), "by force both are");
    ok(!plan_wants(&p, &stopped, &none, HOUR), "what the reader has stopped is not, not even by force");
    p = (struct plan){ .scope = REFRESH_SOURCE, .source = 1, .now = NOW, .since = INT64_MAX };
    ok(plan_wants(&p, &gone, &none, HOUR) && plan_wants(&p, &stopped, &none, HOUR), "and when the reader asks for it by name");
}

/* ---- network ---- */

static bool meet(struct network *n, const char *address, enum outcome_kind kind, int64_t failing_since)
{
    const struct source s = { .address = address, .failing_since = failing_since };
    return network_take(n, &s, &(struct outcome){ .kind = kind, .status = kind == OUTCOME_REFUSED ? 404 : 0 });
}

static void test_network(void)
{
    struct network n = { 0 };
    ok(meet(&n, "https://a.example/", OUTCOME_NO_HOST, 0) && n.state == NETWORK_UNKNOWN, "one host that is not found: who knows");
    ok(meet(&n, "https://b.example/", OUTCOME_UNREACHED, 0) && meet(&n, "https://b.example/2", OUTCOME_UNREACHED, 0), "another, twice");
    ok(!meet(&n, "file:///feed", OUTCOME_SAME, 0) && !meet(&n, "http://192.168.1.2/", OUTCOME_UNREACHED, 0), "what is near tells nothing");
    ok(!meet(&n, "https://c.example/", OUTCOME_REFUSED, 0) && n.state == NETWORK_THERE, "one that answers, be it 404: there is a network");
    ok(!meet(&n, "https://d.example/", OUTCOME_NO_HOST, 0), "and who is not found is to blame");
    network_release(&n);
    meet(&n, "https://a.example/", OUTCOME_NO_HOST, 0);
    meet(&n, "https://b.example/", OUTCOME_TIMEOUT, 0);
    meet(&n, "https://c.example/", OUTCOME_NO_HOST, 77);
    network_end(&n);
    is_int(n.state, NETWORK_THERE, "two that were well and one that never is: they are to blame");
    network_release(&n);
    meet(&n, "https://a.example/", OUTCOME_NO_HOST, 0);
    meet(&n, "https://b.example/", OUTCOME_UNREACHED, 0);
    meet(&n, "https://c.example/", OUTCOME_TIMEOUT, 0);
    is_int(n.state, NETWORK_UNKNOWN, "three, while others are still to be asked");
    network_end(&n);
    is_int(n.state, NETWORK_GONE, "  and all have been: there is no network");
    network_release(&n);
    for (int i = 0; i < NETWORK_WITNESSES; i++) {
        char address[60];
        is_int(n.state, NETWORK_UNKNOWN, "not yet");
        snprintf(address, sizeof address, "https://%d.example/", i);
        meet(&n, address, OUTCOME_NO_HOST, 0);
    }
    is_int(n.state, NETWORK_GONE, "a hundred in a row: the others need not be asked");
    network_release(&n);
    ok(meet(&n, "https://a.example/", OUTCOME_OFFLINE, 0) && n.state == NETWORK_GONE, "no interface: at once");
    network_release(&n);
}

/* ---- health ---- */

static void test_outcomes(void)
{
    static const struct {
        enum fetch_end end;
        int status;
        enum outcome_kind kind;
    } rows[] = {
        { FETCH_WHOLE, 200, OUTCOME_SAME },      { FETCH_NOT_MODIFIED, 304, OUTCOME_SAME }, { FETCH_STATUS, 404, OUTCOME_REFUSED },
        { FETCH_STATUS, 410, OUTCOME_GONE },     { FETCH_OFFLINE, 0, OUTCOME_OFFLINE },     { FETCH_NAME, 0, OUTCOME_NO_HOST },
        { FETCH_CONNECT, 0, OUTCOME_UNREACHED }, { FETCH_TLS, 0, OUTCOME_TLS },       { FETCH_TIMEOUT, 0, OUTCOME_TIMEOUT },
        { FETCH_TOO_LARGE, 200, OUTCOME_TOO_LARGE }, { FETCH_BROKEN, 200, OUTCOME_BROKEN }, { FETCH_REFUSED, 0, OUTCOME_BARRED },
        { FETCH_FILE, 0, OUTCOME_NO_FILE },    { FETCH_COMMAND, 0, OUTCOME_COMMAND }, { FETCH_STOPPED, 0, OUTCOME_CANCELLED },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct fetch_result r = { .end = rows[i].end, .status = rows[i].status, .text = "why" };
        struct outcome o;
        health_outcome(&r, NOW, &o);
        ok(o.kind == rows[i].kind && o.when == NOW && strcmp(o.text, "why") == 0, "a transfer that ended as %d, status %d",
           (int)rows[i].end, rows[i].status);
    }
}

static void test_backoff(void)
{
    const struct outcome unreached = { .kind = OUTCOME_UNREACHED }, missing = { .kind = OUTCOME_REFUSED, .status = 404 },
                         down = { .kind = OUTCOME_REFUSED, .status = 500 };
    int64_t first = health_backoff(&unreached, 1, 1), fourth = health_backoff(&unreached, 4, 1);
    ok(first >= 240 && first <= 360, "who cannot be reached is asked again after five minutes, or a fifth more or less");
    ok(fourth >= 4 * 480 && fourth <= 8 * 360, "each time it is twice as long");
    ok(health_backoff(&unreached, 1000000, 1) <= DAY * 6 / 5, "but never much longer than a day");
    ok(health_backoff(&down, 1, 1) < health_backoff(&missing, 1, 1), "trouble passes sooner than a page that is not there");
    is_int(health_backoff(&unreached, 3, 42), health_backoff(&unreached, 3, 42), "the same seed, the same wait");
    ok(health_backoff(&unreached, 3, 42) != health_backoff(&unreached, 3, 43), "another seed, another wait");
}

/* By kind: what may pass soon is asked sooner than what a person must mend. */
static void test_backoff_kinds(void)
{
    static const struct {
        struct outcome outcome;
        int64_t first, longest;
    } rows[] = {
        { { .kind = OUTCOME_UNREACHED }, 300, DAY },
        { { .kind = OUTCOME_TIMEOUT }, 600, DAY },
        { { .kind = OUTCOME_BROKEN }, 600, DAY },
        { { .kind = OUTCOME_NO_HOST }, 900, 2 * DAY },
        { { .kind = OUTCOME_TLS }, HOUR, DAY },
        { { .kind = OUTCOME_REFUSED, .status = 502 }, 600, DAY },
        { { .kind = OUTCOME_REFUSED, .status = 403 }, HOUR, 2 * DAY },
        { { .kind = OUTCOME_WALL }, 3 * HOUR, 2 * DAY },
        { { .kind = OUTCOME_NOT_A_FEED }, HOUR, DAY },
        { { .kind = OUTCOME_TOO_LARGE }, 6 * HOUR, DAY },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t first = health_backoff(&rows[i].outcome, 1, 7), last = health_backoff(&rows[i].outcome, 40, 7);
        ok(first >= rows[i].first * 4 / 5 && first <= rows[i].first * 6 / 5, "kind %d, status %d: first after %lld", (int)rows[i].outcome.kind,
           rows[i].outcome.status, (long long)first);
        ok(last >= rows[i].longest * 4 / 5 && last <= rows[i].longest * 6 / 5, "  at last after %lld", (long long)last);
    }
}

/* What is kept for the reader beside the outcome. */
static void test_condition(void)
{
    struct source s = { .id = 3 };
    struct store_fetch f = { 0 };
    struct outcome good = { .kind = OUTCOME_SAME, .when = NOW }, bad = { .kind = OUTCOME_TLS, .when = NOW + 10 };
    health_note(&s, &f, &good, &(struct health_visit){ .retry_after = -1, .max_age = -1, .took = 15000 });
    ok(s.succeeded == NOW && s.took == 15000 && s.since == NOW, "a slow answer: slow since now");
    good.when = NOW + 5;
    health_note(&s, &f, &good, &(struct health_visit){ .retry_after = -1, .max_age = -1, .took = 20000 });
    ok(s.succeeded == NOW + 5 && s.since == NOW, "still slow: since then");
    health_note(&s, &f, &bad, &(struct health_visit){ .retry_after = -1, .max_age = -1, .took = 100 });
    ok(s.succeeded == NOW + 5 && s.since == NOW + 10, "failing: since now, and when it was last well stays");
    good.when = NOW + 20;
    health_note(&s, &f, &good, &(struct health_visit){ .retry_after = -1, .max_age = -1, .took = 100 });
    ok(s.succeeded == NOW + 20 && s.since == 0, "well again");
    f.moved_to = "https://b.example/";
    f.moved_seen = 1;
    good.when = NOW + 30;
    health_note(&s, &f, &good, &(struct health_visit){ .retry_after = -1, .max_age = -1, .took = 100 });
    ok(s.since == NOW + 30, "moved since the first sight of it");
}

static void test_note(void)
{
    struct source s = { .id = 3 };
    struct store_fetch f = { 0 };
    struct outcome failed = { .kind = OUTCOME_REFUSED, .status = 503, .when = NOW }, good = { .kind = OUTCOME_NEW, .when = NOW + 100 };
    health_note(&s, &f, &failed, &(struct health_visit){ .retry_after = DAY, .max_age = -1, .seed = 1 });
    is_int(s.failing_since, NOW, "a first failure is since when it fails");
    is_int(s.next_try, NOW + DAY, "Retry-After is obeyed");
    failed.when = NOW + 50;
    health_note(&s, &f, &failed, &(struct health_visit){ .retry_after = 400 * DAY, .max_age = -1, .seed = 1 });
    is_int(s.failing_since, NOW, "a second one does not change that");
    is_int(f.failures, 2, "and is counted");
    is_int(s.next_try, NOW + 50 + HEALTH_RETRY_AFTER, "a year of patience is not");
    health_note(&s, &f, &good, &(struct health_visit){ .retry_after = -1, .max_age = -1, .seed = 1 });
    ok(s.failing_since == 0 && f.failures == 0 && s.next_try == 0, "once it is well all is forgotten");
    health_note(&s, &f, &good, &(struct health_visit){ .retry_after = -1, .max_age = 600, .ttl = 900, .seed = 1 });
    is_int(s.next_try, NOW + 100 + 900, "ttl and max-age: the longer");
    health_note(&s, &f, &good, &(struct health_visit){ .retry_after = -1, .max_age = 365 * DAY, .seed = 1 });
    is_int(s.next_try, NOW + 100 + HEALTH_PATIENCE, "but a day at most");
}

static void test_moved(void)
{
    struct store_fetch f = { 0 };
    ok(!health_moved(&f, "https://b.example/") && !health_moved(&f, "https://b.example/"), "two sights of a move are not enough");
    ok(!health_moved(&f, "https://c.example/"), "another address begins anew");
    ok(!health_moved(&f, NULL) && !health_moved(&f, "https://c.example/"), "so does an answer without one");
    ok(!health_moved(&f, "https://c.example/") && health_moved(&f, "https://c.example/"), "three in a row are");
}

/* ---- spool ---- */

static void test_spool(size_t len, const char *where)
{
    struct spool s, other;
    struct str all = STR_INIT, back = STR_INIT;
    char piece[1000];
    struct err err = { 0 };
    size_t n;
    bool good = true;
    spool_init(&s, dir);
    for (size_t i = 0; i < len; i++)
        str_addc(&all, (char)(i * 7 % 251));
    for (size_t at = 0; at < len; at += 999)
        good = good && spool_add(&s, all.data + at, len - at < 999 ? len - at : 999, &err) == 0;
    for (int i = 0; i < 2; i++) {
        str_reset(&back);
        spool_rewind(&s);
        while ((n = spool_read(&s, piece, sizeof piece)))
            str_add(&back, piece, n);
    }
    ok(good && back.len == len && memcmp(back.data, all.data, len) == 0, "a body of %zu bytes, %s, is read twice as it came", len, where);
    spool_init(&other, dir);
    for (size_t at = 0, step; at < len; at += step) {
        step = at % 13 + 1 < len - at ? at % 13 + 1 : len - at;
        good = good && spool_add(&other, all.data + at, step, &err) == 0 && spool_add(&other, "", 0, &err) == 0;
    }
    ok(good && spool_hash(&s) == spool_hash(&other), "its hash is the same in other pieces");
    spool_add(&other, "", 1, &err);
    ok(spool_hash(&s) != spool_hash(&other), "and another with one byte more");
    spool_release(&other);
    ok(spool_weight(&s) <= 2 * SPOOL_MEMORY, "and it takes little memory");
    spool_release(&s);
    str_release(&all);
    str_release(&back);
}

/* Memory to spare keeps a large body out of a file, until there is none. */
static void test_spare(void)
{
    struct spool s;
    struct err err = { 0 };
    char piece[4096], back[sizeof piece];
    size_t pieces = 2 * SPOOL_MEMORY / sizeof piece, same = 0;
    bool good = true;
    spool_init(&s, dir);
    spool_allow(&s, SPOOL_LARGE);
    for (size_t i = 0; i < pieces; i++) {
        memset(piece, (int)(i % 251), sizeof piece);
        good = good && spool_add(&s, piece, sizeof piece, &err) == 0;
    }
    ok(good && spool_weight(&s) >= pieces * sizeof piece, "a large body stays in memory where there is some to spare");
    spool_allow(&s, SPOOL_MEMORY);
    memset(piece, (int)(pieces % 251), sizeof piece);
    good = good && spool_add(&s, piece, sizeof piece, &err) == 0;
    ok(good && spool_weight(&s) == 0, "and goes into a file as a whole where there is no more");
    for (size_t i = 0; i <= pieces; i++) {
        memset(piece, (int)(i % 251), sizeof piece);
        same += spool_read(&s, back, sizeof back) == sizeof back && memcmp(back, piece, sizeof back) == 0;
    }
    ok(same == pieces + 1 && spool_read(&s, back, sizeof back) == 0, "every byte of it");
    spool_release(&s);
}

/* ---- lock ---- */

/* Another process takes a lock, says so, and keeps it until told to end. */
static pid_t hold_elsewhere(int *to, int *from)
{
    int out[2], in[2];
    must(pipe(out) == 0 && pipe(in) == 0);
    pid_t pid = fork();
    if (pid == 0) {
        struct lock l;
        char byte = 'n';
        close(out[1]);
        close(in[0]);
        lock_init(&l);
        if (lock_open(&l, dir, NULL) == 0 && lock_try(&l, LOCK_REFRESH))
            byte = 'y';
        if (write(in[1], &byte, 1) != 1 || read(out[0], &byte, 1) < 0)
            _exit(1);
        _exit(0);
    }
    close(out[0]);
    close(in[1]);
    *to = out[1];
    *from = in[0];
    return pid;
}

static void test_lock(void)
{
    struct lock mine;
    struct err err = { 0 };
    int to, from;
    char byte = 0;
    lock_init(&mine);
    ok(!lock_try(&mine, LOCK_REFRESH), "no file, no lock");
    is_int(lock_open(&mine, dir, &err), 0, "the lock's file is made");
    pid_t pid = hold_elsewhere(&to, &from);
    ok(read(from, &byte, 1) == 1 && byte == 'y', "another desk takes the lock");
    ok(lock_is_taken(&mine, LOCK_REFRESH) && !lock_try(&mine, LOCK_REFRESH), "and this one cannot have it");
    ok(!lock_is_taken(&mine, LOCK_DOCUMENTS) && lock_try(&mine, LOCK_DOCUMENTS), "other work it can do");
    close(to);
    close(from);
    waitpid(pid, NULL, 0);
    ok(!lock_is_taken(&mine, LOCK_REFRESH) && lock_try(&mine, LOCK_REFRESH), "when that one has ended, it can");
    ok(lock_try(&mine, LOCK_REFRESH), "twice is no harm");
    lock_release(&mine);
}

/* ---- parsers ---- */

static int64_t tick_now;
static int64_t fixed_now(void *context)
{
    (void)context;
    return NOW;
}
static int64_t fixed_tick(void *context)
{
    (void)context;
    return tick_now;
}
static const struct clock fixed = { fixed_now, fixed_tick, NULL };

struct seen {
    int items, others, ended;
    struct outcome outcome;
};

static void see_message(void *context, const struct message *m)
{
    struct seen *s = context;
    if (m->kind == MESSAGE_ITEM)
        s->items++;
    else
        s->others++;
}

static void see_end(void *context, const struct outcome *o)
{
    struct seen *s = context;
    s->ended++;
    s->outcome = *o;
}

struct piece {
    struct parser_job job;
    struct message_feed opening;
    struct spool body;
    struct seen seen;
};

static void piece_init(struct piece *p, const char *text)
{
    *p = (struct piece){ .opening = { .base = "http://a.example/", .content_type = "" } };
    spool_init(&p->body, dir);
    spool_add(&p->body, text, strlen(text), NULL);
    p->job = (struct parser_job){ .kind = MESSAGE_FEED, .opening = &p->opening, .body = &p->body, .context = &p->seen,
                                  .message = see_message, .done = see_end };
}

/* Turns until so many jobs have ended; the clock stands still meanwhile. */
static void turn_until(struct loop *l, const struct piece *pieces, size_t count, int ended)
{
    for (int turns = 0, done = 0; done < ended && turns < 100000; turns++) {
        loop_turn(l, 100);
        done = 0;
        for (size_t i = 0; i < count; i++)
            done += pieces[i].seen.ended;
    }
}

static void test_good_parser(struct loop *l, struct parsers *p)
{
    struct piece many[40];
    size_t right = 0;
    for (size_t i = 0; i < 40; i++) {
        piece_init(&many[i], "a|First|1|\nb|Second|2|\n");
        parsers_give(p, &many[i].job);
    }
    ok(many[0].seen.ended == 0, "nothing ends within parsers_give()");
    turn_until(l, many, 40, 40);
    for (size_t i = 0; i < 40; i++) {
        right += many[i].seen.ended == 1 && many[i].seen.items == 2 && many[i].seen.outcome.kind == OUTCOME_SAME;
        spool_release(&many[i].body);
    }
    is_int((int64_t)right, 40, "forty feeds are read by a few parsers");
}

static void test_bad_parser(struct loop *l, struct parsers *p, const char *fault, const char *why)
{
    struct piece two[2];
    piece_init(&two[0], fault);
    piece_init(&two[1], "a|First|1|\n");
    parsers_give(p, &two[0].job);
    parsers_give(p, &two[1].job);
    turn_until(l, two, 2, 2);
    ok(two[0].seen.ended == 1 && two[0].seen.outcome.kind == OUTCOME_UNREADABLE, "%s: its piece could not be read", fault);
    ok(strstr(two[0].seen.outcome.text, why) != NULL, "%s: and why (%s)", fault, two[0].seen.outcome.text);
    ok(two[1].seen.ended == 1 && two[1].seen.items == 1, "%s: the next is read", fault);
    spool_release(&two[0].body);
    spool_release(&two[1].body);
}

static void test_hanging_parser(struct loop *l, struct parsers *p)
{
    struct piece hangs;
    piece_init(&hangs, "!hang\n");
    parsers_give(p, &hangs.job);
    for (int i = 0; i < 20; i++)
        loop_turn(l, 5);
    is_int(hangs.seen.ended, 0, "a parser that says nothing has time");
    tick_now += PARSERS_TIMEOUT - 1;
    loop_turn(l, 0);
    is_int(hangs.seen.ended, 0, "five seconds of it");
    tick_now += 2;
    turn_until(l, &hangs, 1, 1);
    ok(hangs.seen.outcome.kind == OUTCOME_UNREADABLE, "then it is ended: %s", hangs.seen.outcome.text);
    spool_release(&hangs.body);
}

static void test_dropping(struct loop *l, struct parsers *p)
{
    struct piece work[9];
    for (size_t i = 0; i < 8; i++) {
        piece_init(&work[i], i < 6 ? "!hang" : "a|First|1|\n");
        parsers_give(p, &work[i].job);
    }
    for (int i = 0; i < 20; i++)
        loop_turn(l, 5);
    piece_init(&work[8], "a|First|1|\n");
    work[8].job.urgent = true;
    parsers_give(p, &work[8].job);
    turn_until(l, &work[8], 1, 1);
    is_int(work[8].seen.items, 1, "what the reader waits for is read while all others are busy");
    ok(parsers_withdraw(p, &work[5].job), "a job that waits can be withdrawn");
    ok(!parsers_withdraw(p, &work[0].job), "one that is worked on cannot");
    for (size_t i = 0; i < 5; i++)
        parsers_drop(p, &work[i].job);
    struct piece last;
    piece_init(&last, "a|First|1|\n");
    parsers_give(p, &last.job);
    turn_until(l, &last, 1, 1);
    turn_until(l, &work[6], 2, 2);
    for (size_t i = 0; i < 5; i++)
        is_int(work[i].seen.ended, 0, "a dropped job is never heard of again");
    is_int(work[6].seen.items + work[7].seen.items + last.seen.items, 3, "those behind it are read");
    for (size_t i = 0; i < 9; i++)
        spool_release(&work[i].body);
    spool_release(&last.body);
}

/* One parser, so that each feed is on its way to it while it reads the one before. */
static void test_one_parser(struct loop *l)
{
    static const char *const texts[] = { "a|A|1|\n", "!die", "b|B|1|\n", "!garbage", "c|C|1|\n", "d|D|1|\n", "e|E|1|\n" };
    struct parsers *p = parsers_new(l, &fixed, 1);
    struct piece work[7];
    for (size_t i = 0; i < 7; i++) {
        piece_init(&work[i], texts[i]);
        parsers_give(p, &work[i].job);
    }
    turn_until(l, work, 7, 7);
    for (size_t i = 0; i < 7; i++) {
        bool is_bad = texts[i][0] == '!';
        ok(work[i].seen.ended == 1 && work[i].seen.items == !is_bad &&
           work[i].seen.outcome.kind == (is_bad ? OUTCOME_UNREADABLE : OUTCOME_SAME), "one after the other: %zu", i);
        spool_release(&work[i].body);
    }
    /* One that is dropped while it is on its way leaves those around it alone. */
    piece_init(&work[0], "!hang");
    for (size_t i = 1; i < 4; i++)
        piece_init(&work[i], "a|A|1|\n");
    parsers_give(p, &work[1].job);
    turn_until(l, &work[1], 1, 1);
    for (size_t i = 2; i < 4; i++)
        parsers_give(p, &work[i].job);
    loop_turn(l, 0);
    parsers_drop(p, &work[3].job);
    turn_until(l, &work[2], 1, 1);
    is_int(work[3].seen.ended + work[3].seen.items, 0, "a feed that was dropped on its way is not heard of");
    parsers_give(p, &work[0].job);
    for (int i = 0; i < 10; i++)
        loop_turn(l, 5);
    parsers_drop(p, &work[0].job);
    work[1].seen.ended = 0;
    parsers_give(p, &work[1].job);
    turn_until(l, &work[1], 1, 1);
    is_int(work[1].seen.items, 2, "and the parser goes on");
    for (size_t i = 0; i < 4; i++)
        spool_release(&work[i].body);
    parsers_free(p);
}

static void test_parsers(void)
{
    struct loop *l = loop_new(&fixed);
    struct parsers *p = parsers_new(l, &fixed, 2);
    test_good_parser(l, p);
    test_bad_parser(l, p, "!die", "ended before");
    test_bad_parser(l, p, "!crash", "crashed");
    test_bad_parser(l, p, "!garbage", "message");
    test_hanging_parser(l, p);
    test_dropping(l, p);
    parsers_free(p);
    test_one_parser(l);
    setenv("TELEX_LIBEXECDIR", "/nonexistent", 1);
    p = parsers_new(l, &fixed, 2);
    struct piece piece;
    piece_init(&piece, "a|First|1|\n");
    parsers_give(p, &piece.job);
    turn_until(l, &piece, 1, 1);
    ok(piece.seen.outcome.kind == OUTCOME_UNREADABLE, "no parser at all: %s", piece.seen.outcome.text);
    spool_release(&piece.body);
    parsers_free(p);
    loop_free(l);
}

/* A folder in which fake_parser is called telex-parse. */
static void make_dir(void)
{
    const char *tmp = getenv("TMPDIR"), *build = getenv("builddir");
    snprintf(dir, sizeof dir, "%s/telex-desk-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    must(mkdtemp(dir) != NULL);
    char *name = file_join(dir, "telex-parse"), *parser = file_join(build && *build ? build : ".", "tests/desk/fake_parser");
    must(symlink(parser, name) == 0);
    setenv("TELEX_LIBEXECDIR", dir, 1);
    free(name);
    free(parser);
}

static void remove_dir(void)
{
    static const char *const files[] = { "telex-parse", "desk.lock" };
    for (size_t i = 0; i < 2; i++) {
        char *path = file_join(dir, files[i]);
        unlink(path);
        free(path);
    }
    is_int(rmdir(dir), 0, "nothing is left behind");
}

int main(void)
{
    make_dir();
    test_due();
    test_gives_more();
    test_trial();
    test_trial_again();
    test_interval();
    test_scope();
    test_barred();
    test_outcomes();
    test_backoff();
    test_note();
    test_backoff_kinds();
    test_network();
    test_condition();
    test_moved();
    test_spool(0, "empty");
    test_spool(1000, "small");
    test_spool(SPOOL_MEMORY, "as large as memory holds");
    test_spare();
    test_spool(SPOOL_MEMORY + 1, "larger by a byte");
    test_spool(3 * SPOOL_MEMORY, "large");
    test_lock();
    test_parsers();
    remove_dir();
    return tap_done();
}
