/* sources.c: the sources file, as the reader wrote it, into the store. */
#include <errno.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "desk/desk_internal.h"
#include "model/condition.h"
#include "text/url.h"

enum { PROBLEMS_TOLD = 5 };

struct file_sight file_sight_of(const char *path)
{
    struct stat s;
    if (stat(path, &s))
        return (struct file_sight){ 0 };
    return (struct file_sight){ s.st_mtim.tv_sec, s.st_mtim.tv_nsec, s.st_size, (int64_t)s.st_ino };
}

bool file_sight_same(const struct file_sight *a, const struct file_sight *b)
{
    return a->seconds == b->seconds && a->nanoseconds == b->nanoseconds && a->size == b->size && a->inode == b->inode;
}

void desk_tell_problems(struct desk *d, const struct problems *p)
{
    for (size_t i = 0; i < p->len && i < PROBLEMS_TOLD; i++)
        desk_note(d, "%s", p->items[i].text);
}

/* A slip of the reader's hand in a line must not cost its articles: while a line is
 * wrong, sources that the file lacks stay. */
static int keep_absent(struct desk *d, struct sources_file *f, struct err *err)
{
    struct store_sources known;
    struct map named = { 0 };
    int result = store_sources(d->store, &f->arena, &known, err);
    for (size_t i = 0; i < f->len; i++)
        map_put(&named, f->items[i].address, 1);
    for (size_t i = 0; result == 0 && i < known.count; i++)
        if (known.items[i].line && !map_find(&named, known.items[i].address))
            *vec_push(f) = known.items[i];
    map_release(&named);
    return result;
}

static int take_over(struct desk *d, struct sources_file *f, struct err *err)
{
    struct store_sync done;
    if (f->problems.len && keep_absent(d, f, err))
        return -1;
    /* The sync is a transaction of its own. */
    if (batch_commit(&d->batch, err) || store_sync_sources(d->store, f->items, f->len, &done, err))
        return -1;
    if (done.removed)
        round_check_sources(d);
    return 0;
}

int sources_sync(struct desk *d, struct err *err)
{
    struct sources_file f = { 0 };
    struct file_sight seen = file_sight_of(d->sources_path);
    d->sources_seen = seen;
    /* A file that has vanished (a disk that is not mounted) takes nothing with it. */
    if (!seen.inode)
        return 0;
    int result = sources_file_load(&f, d->sources_path, err);
    desk_tell_problems(d, &f.problems);
    if (result == 0)
        result = take_over(d, &f, err);
    sources_file_release(&f);
    return result;
}

int sources_sync_changed(struct desk *d, struct err *err)
{
    struct file_sight now = file_sight_of(d->sources_path);
    return file_sight_same(&now, &d->sources_seen) ? 0 : sources_sync(d, err);
}

/* ---- Changing a line of it ---- */

static int must_have_line(const struct source *s, int written, struct err *err)
{
    return written > 0 ? err_set(err, ERR_USAGE, _("%s has no line in the sources file"), source_name(s)) : written;
}

/* The store goes first, in a transaction that is still open, so that another desk
 * never sees the new address in the file and takes it for another source. */
int sources_move(struct desk *d, const struct source *source, const char *to, struct err *err)
{
    struct err back = { 0 };
    int moved = store_move_source(d->store, source->id, to, err);
    if (moved == 0)
        err_set(err, ERR_USAGE, _("%s is one of the sources already; remove one of the two"), to);
    if (moved <= 0)
        return moved;
    int written = sources_file_move(d->sources_path, source->address, to, err);
    if (written == 0)
        return 1;
    must_have_line(source, written, err);
    if (store_move_source(d->store, source->id, source->address, &back) >= 0)
        return 0;
    *err = back;
    return -1;
}

static int move(struct desk *d, const struct source *s, struct err *err)
{
    if (!condition_offers_address(s) || !url_is_http(s->moved_to))
        return err_set(err, ERR_USAGE, _("%s names no other address"), source_name(s));
    if (batch_open(&d->batch, err))
        return -1;
    int moved = sources_move(d, s, s->moved_to, err);
    /* Even a failed move is over now: the next one may be another's. */
    if (moved >= 0 && batch_commit(&d->batch, err))
        return -1;
    return moved == 1 ? 0 : -1;
}

static void tell_move(struct desk *d, const struct source *s)
{
    struct str shown = STR_INIT;
    url_display(s->moved_to, &shown);
    desk_note(d, _("%s now stands at %s in the sources file"), source_name(s), shown.data);
    str_release(&shown);
}

/* Whether the file stops it still, by what it says of its section. */
static bool is_stopped(const char *path, const char *address)
{
    struct sources_file f;
    bool stopped = false;
    if (sources_file_load(&f, path, NULL) < 0)
        return false;
    for (size_t i = 0; i < f.len; i++)
        stopped |= str_same(f.items[i].address, address) && f.items[i].stopped;
    sources_file_release(&f);
    return stopped;
}

static int stop(struct desk *d, const struct source *s, bool on, struct err *err)
{
    int written = sources_file_set(d->sources_path, s->address, "stopped", on ? "yes" : NULL, err);
    if (written == 0 && !on && is_stopped(d->sources_path, s->address))
        written = sources_file_set(d->sources_path, s->address, "stopped", "no", err);
    return must_have_line(s, written, err) ? -1 : sources_sync(d, err);
}

static int drop(struct desk *d, const struct source *s, struct err *err)
{
    return must_have_line(s, sources_file_remove(d->sources_path, s->address, err), err) ? -1 : sources_sync(d, err);
}

static int edit(struct desk *d, const struct source *s, enum source_edit how, struct err *err)
{
    switch (how) {
    case EDIT_MOVE: return move(d, s, err);
    case EDIT_REMOVE: return drop(d, s, err);
    default: return stop(d, s, how == EDIT_STOP, err);
    }
}

static void tell_edit(struct desk *d, const struct source *s, enum source_edit how)
{
    switch (how) {
    case EDIT_MOVE: tell_move(d, s); break;
    case EDIT_REMOVE: desk_note(d, _("Removed %s."), source_name(s)); break;
    case EDIT_STOP: desk_note(d, _("%s is asked no more; its articles stay."), source_name(s)); break;
    default: desk_note(d, _("%s is asked again when it is due."), source_name(s)); break;
    }
}

void sources_edit_order(struct desk *d, const struct message_edit *order)
{
    struct arena arena = { 0 };
    struct source s;
    struct err err = { 0 };
    if (store_source(d->store, &arena, order->source, &s, &err) == 1) {
        if (edit(d, &s, (enum source_edit)order->how, &err))
            desk_note(d, "%s", err.text);
        else
            tell_edit(d, &s, (enum source_edit)order->how);
    }
    arena_release(&arena);
}
