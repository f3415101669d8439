/* channel.h: one end of a socket pair on which messages travel as frames.
 *
 * A frame is eight bytes (the payload's length, then the kind, both 32 bits,
 * lowest byte first) and the payload. What is sent waits in a queue until the
 * socket takes it, so a channel on a non-blocking descriptor never waits.
 *
 * May not know: what any message means. */
#ifndef TELEX_WIRE_CHANNEL_H
#define TELEX_WIRE_CHANNEL_H

#include "wire/message.h"

struct channel {
    int fd;                    /* -1: closed; owned */
    enum message_way incoming; /* what the other side may send */
    struct str in, out;
    size_t taken, sent;        /* of in and out */
    struct arena arena;        /* lists of the message that was read last */
    bool broken;               /* the other side is gone */
};

void channel_init(struct channel *c, int fd, enum message_way incoming);
/* Closes the descriptor; what was not sent is dropped. */
void channel_release(struct channel *c);

/* Reads once from the descriptor. 1: something came; 0: nothing now; -1: the
 * other side has closed or the socket failed. */
int channel_fill(struct channel *c);
/* The next whole message of what was read. 1: *m is set and valid until the next
 * call of channel_fill() or channel_next(); 0: more must be read first; -1: the
 * other side broke the rules (err says how), and nothing more may be read. */
int channel_next(struct channel *c, struct message *m, struct err *err);

/* Queues a message; false where it is over its ceiling (nothing is queued). */
bool channel_put(struct channel *c, enum message_kind kind, const void *value);
/* Sends what the socket takes. 0, or -1 where the other side is gone. */
int channel_flush(struct channel *c);
/* Bytes that still wait. */
size_t channel_queued(const struct channel *c);

/* channel_put_feed(c, &(struct message_feed){ .base = … }), and so for every message. */
#define MESSAGE(NAME, name, number, way, ceiling, purpose, fields)                                   \
    static inline bool channel_put_##name(struct channel *c, const struct message_##name *value)     \
    {                                                                                                \
        return channel_put(c, MESSAGE_##NAME, value);                                                \
    }
#include "wire/messages.def"
#undef MESSAGE

#endif
