/* bed.h: a store in a folder of its own, and articles to put into it. */
#ifndef TELEX_TESTS_STORE_BED_H
#define TELEX_TESTS_STORE_BED_H

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "store/store.h"
#include "tests/tap.h"

static char bed_dir[300];
static struct err bed_err;

/* A new, empty folder. */
__attribute__((unused)) static const char *bed_make(void)
{
    const char *tmp = getenv("TMPDIR");
    snprintf(bed_dir, sizeof bed_dir, "%s/telex-store-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    must(mkdtemp(bed_dir) != NULL);
    return bed_dir;
}

/* Removes the folder and the files in it. */
__attribute__((unused)) static void bed_remove(void)
{
    DIR *d = opendir(bed_dir);
    for (struct dirent *e; d && (e = readdir(d));) {
        char *path = file_join(bed_dir, e->d_name);
        if (e->d_name[0] != '.')
            unlink(path);
        free(path);
    }
    if (d)
        closedir(d);
    rmdir(bed_dir);
}

__attribute__((unused)) static struct store *bed_open(enum store_role role)
{
    struct store *s = NULL;
    err_clear(&bed_err);
    if (store_open(&s, bed_dir, role, NULL, &bed_err))
        tap_show("store_open", bed_err.text);
    return s;
}

/* Three sources: a and b in News > Russia and News > World, c at the top. */
__attribute__((unused)) static void bed_sources(struct store *s)
{
    const struct source three[] = {
        { .address = "https://a.example/feed", .title = "Anna", .section = "News > Russia", .settings = "", .line = 1, .position = 1 },
        { .address = "https://b.example/feed", .title = "Boris", .section = "News > World", .settings = "full=yes", .line = 2, .position = 2 },
        { .address = "https://c.example/feed", .section = "", .line = 3, .position = 3 },
    };
    ok(store_sync_sources(s, three, 3, NULL, &bed_err) == 0, "three sources are taken over");
}

/* Puts articles "guid-FIRST" to "guid-LAST", one second apart, later ones newer. */
__attribute__((unused)) static void bed_fill(struct store *s, const char *address, int first, int last)
{
    struct store_refresh *r = store_refresh_new(s, store_find_source(s, address, NULL));
    bool good = store_begin(s, &bed_err) == 0;
    for (int i = first; i <= last; i++) {
        char guid[40], title[60], link[60];
        snprintf(guid, sizeof guid, "guid-%d", i);
        snprintf(title, sizeof title, "Story %d", i);
        snprintf(link, sizeof link, "https://site.example/story/%d", i);
        struct article a = { .guid = guid, .title = title, .link = link, .sorted_by = 1000 + i, .first_seen = 5000,
                             .comment_count = -1, .hash = (uint64_t)i };
        good = good && store_refresh_put(r, &a, "origin", 6, NULL, NULL, &bed_err) == 0;
    }
    good = good && store_commit(s, &bed_err) == 0;
    store_refresh_free(r);
    if (!ok(good, "articles %d to %d are put", first, last))
        tap_show("because", bed_err.text);
}

/* The titles of a page of a list, without "Story ", joined by spaces. */
__attribute__((unused)) static const char *bed_titles(struct store *s, struct store_query q, const struct store_key *from,
                                                      enum store_way way, size_t max)
{
    static char out[2000];
    struct arena arena = { 0 };
    struct store_rows rows;
    size_t len = 0;
    out[0] = 0;
    if (store_rows(s, &q, from, way, max, &arena, &rows, &bed_err))
        snprintf(out, sizeof out, "error: %s", bed_err.text);
    else
        for (size_t i = 0; i < rows.count && len < sizeof out - 70; i++)
            len += (size_t)snprintf(out + len, sizeof out - len, "%s%s", i ? " " : "", rows.items[i].title + 6);
    arena_release(&arena);
    return out;
}

#endif
