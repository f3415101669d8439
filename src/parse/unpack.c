#include "parse/unpack.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/mem.h"
#include "base/num.h"

enum {
    MAGIC_BYTES = 3,     /* RFC 1952 §2.3.1: 1f 8b, and 8 for deflate */
    AT_ONCE = 32 << 10,
    GZIP_WINDOW = 15 + 16
};

static const unsigned char magic[MAGIC_BYTES] = { 0x1F, 0x8B, 8 };

enum layer_kind { LAYER_UNKNOWN, LAYER_PLAIN, LAYER_GZIP };

struct layer {
    enum layer_kind kind;
    unsigned char head[MAGIC_BYTES];
    size_t head_len;
    z_stream z;
    bool ended;          /* a member is whole; another may follow */
};

struct unpack {
    unpack_sink *sink;
    void *context;
    struct layer layers[UNPACK_MAX_LAYERS + 1];
    size_t given;
    enum unpack_state state;
};

struct unpack *unpack_new(unpack_sink *sink, void *context)
{
    struct unpack *u = mem_zero(1, sizeof *u);
    u->sink = sink;
    u->context = context;
    return u;
}

void unpack_free(struct unpack *u)
{
    for (size_t i = 0; u && i < UNPACK_MAX_LAYERS; i++)
        if (u->layers[i].kind == LAYER_GZIP)
            inflateEnd(&u->layers[i].z);
    free(u);
}

static void push(struct unpack *u, size_t depth, const unsigned char *bytes, size_t len);

/* Behind a member another may stand; anything else there is padding. */
static bool begins_again(struct layer *l)
{
    if (!l->z.avail_in || *l->z.next_in != magic[0] || inflateReset(&l->z) != Z_OK)
        return false;
    l->ended = false;
    return true;
}

static void inflate_piece(struct unpack *u, size_t depth, const unsigned char *bytes, size_t len)
{
    struct layer *l = &u->layers[depth];
    unsigned char out[AT_ONCE];
    l->z.next_in = (z_const Bytef *)bytes;
    l->z.avail_in = (uInt)len;
    while (u->state == UNPACK_GOES_ON && (!l->ended || begins_again(l))) {
        l->z.next_out = out;
        l->z.avail_out = sizeof out;
        int result = inflate(&l->z, Z_NO_FLUSH);
        size_t got = sizeof out - l->z.avail_out;
        u->given += got;
        l->ended = result == Z_STREAM_END;
        if (u->given > UNPACK_MAX_BYTES)
            u->state = UNPACK_TOO_LARGE;
        else if (got)
            push(u, depth + 1, out, got);
        if (result == Z_BUF_ERROR || (result == Z_OK && l->z.avail_out && !l->z.avail_in))
            break;
        if (result != Z_OK && result != Z_STREAM_END && u->state == UNPACK_GOES_ON)
            u->state = UNPACK_BROKEN;
    }
}

/* Calls itself once a layer, and of these there are few. */
static void hand_on(struct unpack *u, size_t depth, const unsigned char *bytes, size_t len)
{
    if (!len)
        return;
    if (u->layers[depth].kind == LAYER_PLAIN)
        u->sink(u->context, bytes, len);
    else
        inflate_piece(u, depth, bytes, len);
}

static void decide(struct unpack *u, size_t depth)
{
    struct layer *l = &u->layers[depth];
    bool is_gzip = l->head_len == MAGIC_BYTES && memcmp(l->head, magic, MAGIC_BYTES) == 0 && depth < UNPACK_MAX_LAYERS;
    l->kind = is_gzip && inflateInit2(&l->z, GZIP_WINDOW) == Z_OK ? LAYER_GZIP : LAYER_PLAIN;
    hand_on(u, depth, l->head, l->head_len);
}

static void push(struct unpack *u, size_t depth, const unsigned char *bytes, size_t len)
{
    struct layer *l = &u->layers[depth];
    while (l->kind == LAYER_UNKNOWN && len && l->head_len < MAGIC_BYTES) {
        l->head[l->head_len++] = *bytes++;
        len--;
        if (l->head[l->head_len - 1] != magic[l->head_len - 1] || l->head_len == MAGIC_BYTES)
            decide(u, depth);
    }
    if (l->kind != LAYER_UNKNOWN && u->state == UNPACK_GOES_ON)
        hand_on(u, depth, bytes, len);
}

enum unpack_state unpack_push(struct unpack *u, const void *bytes, size_t len)
{
    enum { MOST = 1 << 30 }; /* zlib counts in 32 bits */
    const unsigned char *s = bytes;
    for (size_t at = 0; at < len && u->state == UNPACK_GOES_ON; at += MOST)
        push(u, 0, s + at, num_min(len - at, MOST));
    return u->state;
}

enum unpack_state unpack_end(struct unpack *u)
{
    bool cut = false;
    for (size_t i = 0; i <= UNPACK_MAX_LAYERS && u->state == UNPACK_GOES_ON; i++) {
        struct layer *l = &u->layers[i];
        if (l->kind == LAYER_UNKNOWN && l->head_len)
            decide(u, i);
        cut |= l->kind == LAYER_GZIP && !l->ended;
    }
    if (cut)
        u->state = UNPACK_BROKEN;
    return u->state;
}

static void add(void *context, const void *bytes, size_t len)
{
    struct str *out = context;
    size_t room = out->limit ? out->limit - out->len : len;
    str_add(out, bytes, num_min(len, room));
}

bool unpack_all(const void *bytes, size_t len, struct str *out)
{
    if (len < MAGIC_BYTES || memcmp(bytes, magic, MAGIC_BYTES) != 0)
        return false;
    struct unpack *u = unpack_new(add, out);
    const unsigned char *s = bytes;
    for (size_t at = 0; at < len && u->state == UNPACK_GOES_ON && !(out->limit && out->len == out->limit); at += AT_ONCE)
        push(u, 0, s + at, num_min(len - at, AT_ONCE));
    unpack_end(u);
    unpack_free(u);
    return true;
}
