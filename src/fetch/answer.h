/* answer.h: what an HTTP answer says of itself before its body.
 *
 * Lines come in as libcurl hands them on, one by one; a new status line begins a
 * new answer (100 Continue, 103 Early Hints, a proxy's), lines after the empty
 * one are trailers and count for nothing.
 *
 * May not know: libcurl, transfers. */
#ifndef TELEX_FETCH_ANSWER_H
#define TELEX_FETCH_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct answer {
    int status;                /* 0: none yet */
    bool whole;                /* the empty line has come */
    struct str etag, last_modified, type, location; /* owned; len 0: unsaid */
    struct str retry_after, expires, date;
    int64_t max_age, age;      /* as stated, -1: unsaid */
};

void answer_init(struct answer *a);
void answer_release(struct answer *a);
void answer_line(struct answer *a, const char *line, size_t len);
/* 200 and its like: the body is what was asked for. */
bool answer_has_body(const struct answer *a);
bool answer_is_redirect(const struct answer *a);
/* 301 and 308: the address itself has changed (RFC 9110 §15.4). */
bool answer_is_permanent(const struct answer *a);
/* Seconds from now, or -1 (see struct fetch_result). */
int64_t answer_retry_after(const struct answer *a, int64_t now);
int64_t answer_max_age(const struct answer *a, int64_t now);

#endif
