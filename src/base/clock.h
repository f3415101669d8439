/* clock.h: the time of day and the time that only goes forward.
 *
 * Whoever decides by time takes a struct clock, so that tests bring their own.
 *
 * May not know: anything of telex above base/. */
#ifndef TELEX_BASE_CLOCK_H
#define TELEX_BASE_CLOCK_H

#include <stdint.h>

struct clock {
    int64_t (*now)(void *context);  /* seconds since 1970, UTC */
    int64_t (*tick)(void *context); /* milliseconds that never go back */
    void *context;
};

/* The machine's own.  Where TELEX_NOW holds a number, now() is that: screens
 * in tests and pictures then show the same day always. */
struct clock clock_system(void);
int64_t clock_now(const struct clock *c);
int64_t clock_tick(const struct clock *c);

#endif
