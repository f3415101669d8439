# list (rank 5): the in-memory article list
noinst_LIBRARIES += src/list/liblist.a
src_list_liblist_a_SOURCES = \
  src/list/find.c src/list/list.c src/list/list.h src/list/list_internal.h src/list/unread.c src/list/window.c src/list/window.h
