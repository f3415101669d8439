/* counts.c: what a refresh adds to the kept counts, once for each source and
 * transaction: a trigger for every row cost as much as the row itself.  What takes
 * articles away or marks them is counted by triggers, whoever does it. */
#include "store/store_internal.h"

void counts_added(struct store *s, int64_t source)
{
    /* Few sources are under way at a time: it is one of the last. */
    for (size_t i = s->additions.len; i-- > 0;)
        if (s->additions.items[i].source == source) {
            s->additions.items[i].articles++;
            return;
        }
    *vec_push(&s->additions) = (struct addition){ source, 1 };
}

static int write_one(struct store *s, struct connection *c, enum query which, const struct addition *a, struct err *err)
{
    struct sql q = sql_use_on(s, c, which);
    sql_int(&q, a->articles);
    sql_int(&q, a->source);
    return sql_run(&q, err);
}

int counts_write(struct store *s, struct connection *c, struct err *err)
{
    for (size_t i = 0; i < s->additions.len; i++)
        if (write_one(s, c, QUERY_COUNT_SOURCE, &s->additions.items[i], err) ||
            write_one(s, c, QUERY_COUNT_SECTION, &s->additions.items[i], err))
            return -1;
    counts_forget(s);
    return 0;
}

void counts_forget(struct store *s)
{
    vec_reset(&s->additions);
}
