/* Makes a store for the tests of the commands, through store/'s own calls.
 *
 *   small_store fill DIR COUNT   three sources with COUNT articles each, one second
 *                                apart; the first has a document, the second one of
 *                                its page too
 *   small_store hold DIR         says "held" and keeps the store from being written
 *                                until standard input ends
 *
 * Called telex-desk it is one that makes documents; article 4's cannot be made. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/store.h"
#include "wire/channel.h"

static void stop(const struct err *err)
{
    fprintf(stderr, "small_store: %s\n", err->text);
    exit(99);
}

static void put_document(struct store *s, int64_t article, enum store_kind kind, const char *text)
{
    struct block block = { .type = BLOCK_PARAGRAPH, .text = { .bytes = text, .len = strlen(text) }, .link = DOCUMENT_NONE, .picture = DOCUMENT_NONE };
    struct document d;
    struct str packed = STR_INIT;
    struct err err = { 0 };
    document_init(&d);
    d.blocks.items = &block;
    d.blocks.count = 1;
    document_pack(&d, &packed);
    if (store_put_document(s, article, kind, packed.data, packed.len, &err))
        stop(&err);
    document_release(&d);
    str_release(&packed);
}

static void put_articles(struct store *s, const char *address, int first, int count)
{
    struct store_refresh *r = store_refresh_new(s, store_find_source(s, address, NULL));
    struct err err = { 0 };
    for (int i = first; i < first + count; i++) {
        char guid[40], title[60], link[60];
        snprintf(guid, sizeof guid, "guid-%d", i);
        snprintf(title, sizeof title, "Story %d: \"\xD0\xB2\xD0\xB5\xD1\x81\xD1\x82\xD1\x8C\"", i);
        snprintf(link, sizeof link, "https://site.example/story/%d", i);
        struct article a = { .guid = guid, .title = title, .link = link, .lede = "What it is about.", .authors = "Ana Paz", .sorted_by = 1577456400 + i,
                             .published = { .at = 1577456400 + i, .zone = 60, .parts = STAMP_SECOND, .has_zone = true },
                             .first_seen = 1577456400, .comment_count = i == 2 ? 7 : -1, .hash = (uint64_t)i, .words = 120 };
        if (store_refresh_put(r, &a, "origin", 6, NULL, NULL, &err))
            stop(&err);
    }
    store_refresh_free(r);
}

static void fill(const char *dir, int count)
{
    const struct source three[] = {
        { .address = "https://a.example/feed", .title = "Anna", .section = "News > Russia", .settings = "", .line = 1, .position = 1 },
        { .address = "https://b.example/feed", .title = "Boris", .section = "News > World", .settings = "", .line = 2, .position = 2 },
        { .address = "https://c.example/feed", .section = "Culture", .settings = "", .line = 3, .position = 3 },
    };
    struct store *s;
    struct err err = { 0 };
    if (store_open(&s, dir, STORE_DESK, NULL, &err) || store_sync_sources(s, three, 3, NULL, &err) || store_begin(s, &err))
        stop(&err);
    for (int i = 0; i < 3; i++)
        put_articles(s, three[i].address, 1 + i * count, count);
    put_document(s, 1, STORE_FEED, "From the feed.");
    put_document(s, 2, STORE_FEED, "From the feed.");
    put_document(s, 2, STORE_PAGE, "From the page, which is the whole of it and so long that it has to be broken into several lines.");
    if (store_commit(s, &err))
        stop(&err);
    store_close(s);
}

static void hold(const char *dir)
{
    struct store *s;
    struct err err = { 0 };
    if (store_open(&s, dir, STORE_DESK, NULL, &err) || store_begin(s, &err))
        stop(&err);
    puts("held");
    fflush(stdout);
    while (getchar() != EOF)
        ;
    store_rollback(s);
    store_close(s);
}

static void make_document(struct channel *c, const char *dir, int64_t article)
{
    struct store *s;
    struct err err = { 0 };
    if (article == 4) {
        channel_put_made(c, &(struct message_made){ .article = article, .text = "the feed gave no text" });
        return;
    }
    if (store_open(&s, dir, STORE_DESK, NULL, &err))
        stop(&err);
    put_document(s, article, STORE_FEED, "Made when it was asked for.");
    store_close(s);
    channel_put_made(c, &(struct message_made){ .article = article, .ok = true });
}

static bool next(struct channel *c, struct message *m)
{
    for (;;) {
        int got = channel_next(c, m, NULL);
        if (got)
            return got > 0;
        struct pollfd p = { .fd = c->fd, .events = POLLIN };
        if (poll(&p, 1, -1) < 0 || channel_fill(c) < 0)
            return false;
    }
}

static void be_desk(void)
{
    struct channel c;
    struct message m;
    char *dir = NULL;
    channel_init(&c, 0, WAY_TO_DESK);
    while (next(&c, &m) && m.kind != MESSAGE_BYE) {
        if (m.kind == MESSAGE_HELLO) {
            free(dir);
            dir = mem_strdup(m.hello.store);
            channel_put_welcome(&c, &(struct message_welcome){ .version = m.hello.version });
        } else if (m.kind == MESSAGE_WANT_DOCUMENT) {
            make_document(&c, dir, m.want_document.article);
        }
        while (channel_queued(&c) && channel_flush(&c) == 0)
            ;
    }
    free(dir);
    channel_release(&c);
}

int main(int argc, char **argv)
{
    if (strstr(argv[0], "telex-desk"))
        be_desk();
    else if (argc == 4 && strcmp(argv[1], "fill") == 0)
        fill(argv[2], atoi(argv[3]));
    else if (argc == 3 && strcmp(argv[1], "hold") == 0)
        hold(argv[2]);
    else
        return 99;
    return 0;
}
