#include "wire/channel.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"

enum {
    HEAD = 8,               /* length and kind */
    READ_AT_ONCE = 256 << 10, /* more than a socket pair holds */
    KEEP_FREE = 1 << 20     /* a buffer that grew beyond this for one message is given back */
};

void channel_init(struct channel *c, int fd, enum message_way incoming)
{
    *c = (struct channel){ .fd = fd, .incoming = incoming };
    str_init(&c->in, 0);
    str_init(&c->out, 0);
}

void channel_release(struct channel *c)
{
    if (c->fd >= 0)
        close(c->fd);
    c->fd = -1;
    str_release(&c->in);
    str_release(&c->out);
    arena_release(&c->arena);
}

/* Bytes that were read and used go, in one move and only when it is worth it. */
static void forget_taken(struct channel *c)
{
    arena_release(&c->arena);
    c->arena = (struct arena){ 0 };
    if (c->taken == c->in.len) {
        if (c->in.cap > KEEP_FREE)
            str_release(&c->in);
        str_reset(&c->in);
    } else if (c->taken) {
        str_drop(&c->in, c->taken);
    }
    c->taken = 0;
}

int channel_fill(struct channel *c)
{
    if (c->fd < 0)
        return -1;
    forget_taken(c);
    char *room = str_room(&c->in, READ_AT_ONCE);
    ssize_t n;
    do
        n = read(c->fd, room, READ_AT_ONCE);
    while (n < 0 && errno == EINTR);
    if (n > 0) {
        c->in.len += (size_t)n;
        c->in.data[c->in.len] = '\0';
        return 1;
    }
    return n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) ? 0 : -1;
}

static uint32_t u32_at(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;
    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

int channel_next(struct channel *c, struct message *m, struct err *err)
{
    size_t left = c->in.len - c->taken;
    const char *at = c->in.data + c->taken;
    if (left < HEAD)
        return 0;
    size_t len = u32_at(at), kind = u32_at(at + 4), ceiling = message_ceiling((unsigned)kind, c->incoming);
    if (!ceiling)
        return err_set(err, ERR_INPUT, _("message %u does not belong here"), (unsigned)kind);
    if (len > ceiling)
        return err_set(err, ERR_INPUT, _("message %s is longer than it may be"), message_name((unsigned)kind));
    if (left - HEAD < len)
        return 0;
    if (message_get((unsigned)kind, at + HEAD, len, &c->arena, m, err) != 0)
        return -1;
    c->taken += HEAD + len;
    return 1;
}

bool channel_put(struct channel *c, enum message_kind kind, const void *value)
{
    size_t start = c->out.len;
    char head[HEAD] = { 0 };
    if (c->broken)
        return true; /* as if it were under way: the one who flushes hears of it */
    str_add(&c->out, head, HEAD);
    if (!message_put(kind, value, &c->out)) {
        str_cut(&c->out, start);
        return false;
    }
    size_t len = c->out.len - start - HEAD;
    for (int i = 0; i < 4; i++) {
        c->out.data[start + (size_t)i] = (char)(len >> 8 * i);
        c->out.data[start + 4 + (size_t)i] = (char)((unsigned)kind >> 8 * i);
    }
    return true;
}

int channel_flush(struct channel *c)
{
    while (!c->broken && c->sent < c->out.len) {
        ssize_t n = send(c->fd, c->out.data + c->sent, c->out.len - c->sent, MSG_NOSIGNAL);
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            break;
        if (n < 0 && errno != EINTR)
            c->broken = true;
        c->sent += n > 0 ? (size_t)n : 0;
    }
    if (c->broken || c->sent == c->out.len) {
        if (c->out.cap > KEEP_FREE)
            str_release(&c->out);
        str_reset(&c->out);
        c->sent = 0;
    } else if (c->sent > KEEP_FREE) {
        str_drop(&c->out, c->sent);
        c->sent = 0;
    }
    return c->broken ? -1 : 0;
}

size_t channel_queued(const struct channel *c)
{
    return c->out.len - c->sent;
}
