/* shrink.c: room in the file that nothing needs any more is given back, a little at a
 * time, so that nobody ever waits for it.
 *
 * What expires leaves pages that the next articles take: that much may stay. */
#include <stdio.h>

#include "store/store_internal.h"

enum {
    SHRINK_WORTH = 16 << 20, /* bytes that are not worth it */
    SHRINK_FREE = 4,         /* one page in so many may stay free */
    SHRINK_STEP = 1 << 20    /* bytes moved at a time: a few ms */
};

enum { AUTO_VACUUM_INCREMENTAL = 2 };

int store_shrink(struct store *s, struct err *err)
{
    char pragma[60];
    sqlite3 *db = s->main.db;
    int64_t size = sql_number(db, "PRAGMA page_size", 0), pages = sql_number(db, "PRAGMA page_count", 0);
    int64_t unused = sql_number(db, "PRAGMA freelist_count", 0);
    if (s->in_transaction || unused * size < SHRINK_WORTH || unused * SHRINK_FREE < pages ||
        sql_number(db, "PRAGMA auto_vacuum", 0) != AUTO_VACUUM_INCREMENTAL)
        return 0;
    snprintf(pragma, sizeof pragma, "PRAGMA incremental_vacuum(%d)", (int)(SHRINK_STEP / size));
    int rc = sql_exec(db, pragma);
    return rc == SQLITE_OK ? 1 : sql_fail(s, db, rc, err);
}
