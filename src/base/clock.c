#include "base/clock.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/num.h"

static int64_t system_now(void *context)
{
    (void)context;
    return (int64_t)time(NULL);
}

static int64_t system_tick(void *context)
{
    (void)context;
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int64_t fixed_now(void *context)
{
    int64_t at = 0;
    const char *s = context;
    num_read_i64(s, strlen(s), &at);
    return at;
}

struct clock clock_system(void)
{
    char *fixed = getenv("TELEX_NOW");
    int64_t at;
    if (fixed && num_read_i64(fixed, strlen(fixed), &at))
        return (struct clock){ fixed_now, system_tick, fixed };
    return (struct clock){ system_now, system_tick, NULL };
}

int64_t clock_now(const struct clock *c)
{
    return c->now(c->context);
}

int64_t clock_tick(const struct clock *c)
{
    return c->tick(c->context);
}
