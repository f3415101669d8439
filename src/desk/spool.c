#include "desk/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "base/num.h"

void spool_init(struct spool *s, const char *dir)
{
    *s = (struct spool){ .dir = dir, .fd = -1, .mixed = { HASH_START, 1, 2, 3 } };
    str_init(&s->memory, SPOOL_MEMORY);
}

void spool_release(struct spool *s)
{
    if (s->fd >= 0)
        close(s->fd);
    s->fd = -1;
    str_release(&s->memory);
    s->len = s->at = 0;
}

void spool_allow(struct spool *s, size_t memory)
{
    s->memory.limit = memory;
}

static int write_all(struct spool *s, const char *bytes, size_t len, struct err *err)
{
    for (size_t done = 0; done < len;) {
        ssize_t n = write(s->fd, bytes + done, len - done);
        if (n < 0 && errno != EINTR)
            return err_sys(err, _("a large answer cannot be kept in %s"), s->dir);
        done += n > 0 ? (size_t)n : 0;
    }
    return 0;
}

/* The name goes at once: nothing is left behind, however the desk ends. */
static int make_file(struct spool *s, struct err *err)
{
    char *path = file_join(s->dir, "answer-XXXXXX");
    s->fd = mkostemp(path, O_CLOEXEC);
    int result = s->fd < 0 ? err_sys(err, _("a large answer cannot be kept in %s"), s->dir) : 0;
    if (s->fd >= 0)
        unlink(path);
    free(path);
    if (result == 0)
        result = write_all(s, s->memory.data, s->memory.len, err);
    str_release(&s->memory);
    return result;
}

static uint64_t mix(uint64_t hash, const char *word)
{
    uint64_t n;
    memcpy(&n, word, sizeof n);
    hash = (hash ^ n) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 29;
}

/* Every byte of every answer goes through here: no word waits for the one before it. */
static void mix_block(struct spool *s, const char *block)
{
    for (size_t i = 0; i < SPOOL_LANES; i++)
        s->mixed[i] = mix(s->mixed[i], block + 8 * i);
}

static void hash_piece(struct spool *s, const char *bytes, size_t len)
{
    while (len && s->rest_len) {
        size_t n = num_min(len, sizeof s->rest - s->rest_len);
        memcpy(s->rest + s->rest_len, bytes, n);
        s->rest_len += n;
        bytes += n;
        len -= n;
        if (s->rest_len < sizeof s->rest)
            return;
        mix_block(s, s->rest);
        s->rest_len = 0;
    }
    if (!len)
        return;
    for (; len >= sizeof s->rest; bytes += sizeof s->rest, len -= sizeof s->rest)
        mix_block(s, bytes);
    memcpy(s->rest, bytes, len);
    s->rest_len = len;
}

uint64_t spool_hash(const struct spool *s)
{
    char last[sizeof s->rest] = { 0 }, word[8];
    uint64_t hash = HASH_START;
    memcpy(last, s->rest, s->rest_len);
    for (size_t i = 0; i < SPOOL_LANES; i++) {
        memcpy(word, &s->mixed[i], sizeof word);
        hash = mix(mix(hash, word), last + 8 * i);
    }
    memcpy(word, &s->len, sizeof word);
    return mix(hash, word) | 1;
}

int spool_add(struct spool *s, const void *bytes, size_t len, struct err *err)
{
    hash_piece(s, bytes, len);
    s->len += (int64_t)len;
    if (s->fd < 0 && str_add(&s->memory, bytes, len))
        return 0;
    if (s->fd < 0 && make_file(s, err))
        return -1;
    return write_all(s, bytes, len, err);
}

void spool_rewind(struct spool *s)
{
    s->at = 0;
}

size_t spool_read(struct spool *s, void *bytes, size_t max)
{
    size_t left = (size_t)(s->len - s->at), n = num_min(max, left);
    if (s->fd < 0) {
        memcpy(bytes, s->memory.data + s->at, n);
    } else {
        ssize_t got = pread(s->fd, bytes, n, (off_t)s->at);
        n = got > 0 ? (size_t)got : 0;
    }
    s->at += (int64_t)n;
    return n;
}

size_t spool_weight(const struct spool *s)
{
    return s->memory.cap;
}
