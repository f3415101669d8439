/* parse_cpu: what the parser needs for files, in one process and without its
 * start.  Prints the CPU seconds of all files, read first, their megabytes, and
 * how many items or pages they held.
 *
 *     parse_cpu read FEED...       the feeds are read
 *     parse_cpu articles FEED...   and what lists need of each item is made, as in a refresh
 *     parse_cpu documents FEED...  read, and the document of each item is made
 *     parse_cpu pages PAGE...      the article of each page */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/num.h"
#include "parse/parse.h"

enum { PIECE = 64 << 10 };

struct work {
    void (*file)(struct work *w, const char *bytes, size_t len);
    void (*item)(void *context, const struct item *item);
    size_t count;
};

static void ignore_feed(void *context, const struct feed *feed)
{
    (void)context;
    (void)feed;
}

static void ignore_subscription(void *context, const struct subscription *s)
{
    (void)context;
    (void)s;
}

static void ignore_found(void *context, const char *url, const char *title, const char *type)
{
    (void)context;
    (void)url;
    (void)title;
    (void)type;
}

static void count_item(void *context, const struct item *item)
{
    (void)item;
    ((struct work *)context)->count++;
}

static void make_article(void *context, const struct item *item)
{
    struct arena arena = { 0 };
    struct article article;
    struct str packed = STR_INIT;
    item_to_article(item, &arena, &article);
    item_pack(item, &packed);
    str_release(&packed);
    arena_release(&arena);
    count_item(context, item);
}

static void make_document(void *context, const struct item *item)
{
    struct document d;
    item_to_document(item, &d);
    document_release(&d);
    count_item(context, item);
}

static void read_feed(struct work *w, const char *bytes, size_t len)
{
    struct outcome outcome;
    struct feed_request request = { .base = "https://example.org/", .content_type = "" };
    struct feed_reader *r = feed_reader_new(&request, &(struct feed_sink){ w, ignore_feed, w->item, ignore_subscription, ignore_found });
    for (size_t at = 0; at < len; at += PIECE)
        feed_reader_push(r, bytes + at, num_min(PIECE, len - at), NULL);
    feed_reader_end(r, &outcome);
    feed_reader_free(r);
}

static void read_page(struct work *w, const char *bytes, size_t len)
{
    struct document d;
    document_init(&d);
    page_to_document(&(struct page_request){ .url = "https://example.org/", .content_type = "" }, bytes, len, &d);
    document_release(&d);
    w->count++;
}

static const struct mode {
    const char *name;
    struct work work;
} modes[] = {
    { "read", { read_feed, count_item, 0 } },
    { "articles", { read_feed, make_article, 0 } },
    { "documents", { read_feed, make_document, 0 } },
    { "pages", { read_page, NULL, 0 } },
};

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int run(struct work w, char **files)
{
    static char bytes[64 << 20];
    double spent = 0, megabytes = 0;
    parse_prepare();
    for (; *files; files++) {
        FILE *f = fopen(*files, "rb");
        if (!f)
            return 1;
        size_t len = fread(bytes, 1, sizeof bytes, f);
        fclose(f);
        double start = seconds();
        w.file(&w, bytes, len);
        spent += seconds() - start;
        megabytes += (double)len / 1e6;
    }
    printf("%.6f %.3f %zu\n", spent, megabytes, w.count);
    return 0;
}

int main(int argc, char **argv)
{
    for (size_t i = 0; argc > 2 && i < sizeof modes / sizeof *modes; i++)
        if (strcmp(argv[1], modes[i].name) == 0)
            return run(modes[i].work, argv + 2);
    fprintf(stderr, "usage: parse_cpu read|articles|documents|pages FILE...\n");
    return 2;
}
