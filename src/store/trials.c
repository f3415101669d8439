/* trials.c: what is known of whether a source's pages give more than its feed. */
#include "store/store_internal.h"

int store_get_trial(struct store *s, int64_t source, struct store_trial *t, struct err *err)
{
    struct sql q = sql_use(s, QUERY_TRIAL);
    sql_int(&q, source);
    int got = sql_step(&q, err);
    *t = (struct store_trial){ 0 };
    if (got != 1)
        return got;
    t->verdict = (enum store_trial_verdict)sql_get_int(&q);
    t->at = sql_get_int(&q);
    t->tried = sql_get_int(&q);
    t->more = sql_get_int(&q);
    t->last = sql_get_int(&q);
    sql_done(&q);
    return 1;
}

int store_put_trial(struct store *s, int64_t source, const struct store_trial *t, struct err *err)
{
    struct sql q = sql_use(s, QUERY_PUT_TRIAL);
    sql_int(&q, source);
    sql_int(&q, t->verdict);
    sql_int(&q, t->at);
    sql_int(&q, t->tried);
    sql_int(&q, t->more);
    sql_int(&q, t->last);
    return sql_run(&q, err);
}

int store_want_newest_pages(struct store *s, int64_t source, int64_t after, int count, struct err *err)
{
    struct sql q = sql_use(s, QUERY_WANT_NEWEST_PAGES);
    sql_int(&q, source);
    sql_int(&q, after);
    sql_int(&q, count);
    return sql_run(&q, err);
}
