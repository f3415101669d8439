/* desk_link.h: how the screen and the commands talk to the desk.
 *
 * Starts a desk when the first order is given, greets it, sends orders and hands
 * on what it says. Never waits: orders queue until the socket takes them. A desk
 * that dies is reported once; the next order starts another.
 *
 *     struct desk_link *d = desk_link_new(&paths, &sink);
 *     desk_link_refresh(d, &(struct message_refresh){ .scope = REFRESH_DUE }, &err);
 *     … poll desk_link_fd(d) for desk_link_events(d), then desk_link_serve(d)
 *
 * May not know: curses, what the orders mean. */
#ifndef TELEX_WIRE_DESK_LINK_H
#define TELEX_WIRE_DESK_LINK_H

#include <stdbool.h>

#include "wire/message.h"

struct desk_link;

/* Absolute paths; copied. config may be NULL. */
struct desk_paths {
    const char *store, *sources, *config;
};

struct desk_sink {
    void *context;
    /* One of the messages FROM_DESK; borrowed for the call. WELCOME is not passed on. */
    void (*message)(void *context, const struct message *m);
    /* The desk ended without being asked to; `why` is a sentence. Orders that it
     * had are lost. */
    void (*lost)(void *context, const char *why);
};

struct desk_link *desk_link_new(const struct desk_paths *paths, const struct desk_sink *sink);
/* Says BYE, sends what the socket takes at once, closes. The desk ends by itself
 * within a second. */
void desk_link_free(struct desk_link *d);

/* The desks that are started from now on, and their parsers, leave the processor to
 * this program whenever it wants it: for a screen, whose keys are to be answered at once. */
void desk_link_give_way(struct desk_link *d);
/* Starts a desk where none runs. -1 with err where that fails. */
int desk_link_start(struct desk_link *d, struct err *err);
bool desk_link_runs(const struct desk_link *d);
/* What to poll: the descriptor (-1: none now) and POLLIN, with POLLOUT where
 * something waits to be sent. Both can change with every call. */
int desk_link_fd(const struct desk_link *d);
short desk_link_events(const struct desk_link *d);
/* Reads and sends what can be without waiting; calls the sink. */
void desk_link_serve(struct desk_link *d);
/* Sends BYE and waits until the desk has ended, at most so many milliseconds:
 * for who has nothing else to do any more. True where it has ended. */
bool desk_link_close(struct desk_link *d, int ms);

/* An order; starts a desk where none runs. -1 with err where it cannot be sent. */
int desk_link_order(struct desk_link *d, enum message_kind kind, const void *order, struct err *err);
static inline int desk_link_refresh(struct desk_link *d, const struct message_refresh *order, struct err *err)
{
    return desk_link_order(d, MESSAGE_REFRESH, order, err);
}
static inline int desk_link_add(struct desk_link *d, const struct message_add *order, struct err *err)
{
    return desk_link_order(d, MESSAGE_ADD, order, err);
}
static inline int desk_link_cancel(struct desk_link *d, struct err *err)
{
    return desk_link_order(d, MESSAGE_CANCEL, &(struct message_cancel){ 0 }, err);
}
static inline int desk_link_want_page(struct desk_link *d, int64_t article, struct err *err)
{
    return desk_link_order(d, MESSAGE_WANT_PAGE, &(struct message_want_page){ .article = article }, err);
}
static inline int desk_link_want_document(struct desk_link *d, int64_t article, struct err *err)
{
    return desk_link_order(d, MESSAGE_WANT_DOCUMENT, &(struct message_want_document){ .article = article }, err);
}
/* `from`: the address of the feed or page in which the link stands. */
static inline int desk_link_want_link(struct desk_link *d, const char *url, const char *from, struct err *err)
{
    return desk_link_order(d, MESSAGE_WANT_LINK, &(struct message_want_link){ .url = url, .from = from }, err);
}

/* Only the desk writes the sources file: it may wait for another telex that does. */
static inline int desk_link_edit(struct desk_link *d, int64_t source, enum source_edit how, struct err *err)
{
    return desk_link_order(d, MESSAGE_EDIT, &(struct message_edit){ .source = source, .how = how }, err);
}

#endif
