# store (rank 4): the only SQLite: schema, queries, marks
noinst_LIBRARIES += src/store/libstore.a
src_store_libstore_a_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
src_store_libstore_a_SOURCES = \
  src/store/articles.c src/store/counts.c src/store/identity.c src/store/marks.c src/store/previous.c src/store/queries.def \
  src/store/recover.c src/store/refresh.c src/store/rows.c src/store/schema.c src/store/shrink.c src/store/sources.c src/store/sql.c \
  src/store/store.c src/store/store.h src/store/store_internal.h src/store/sync.c src/store/trials.c
