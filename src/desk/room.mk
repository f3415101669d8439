# desk (rank 5): what is due, one document's way, health of sources
noinst_LIBRARIES += src/desk/libdesk.a
src_desk_libdesk_a_SOURCES = \
  src/desk/add.c src/desk/ask.c src/desk/batch.c src/desk/batch.h src/desk/desk.c src/desk/desk.h src/desk/desk_internal.h \
  src/desk/documents.c src/desk/filter.c src/desk/follow.c src/desk/health.c src/desk/health.h src/desk/link.c src/desk/lock.c src/desk/lock.h src/desk/network.c src/desk/network.h \
  src/desk/page.c src/desk/pages.c \
  src/desk/parsers.c src/desk/parsers.h src/desk/plan.c src/desk/plan.h src/desk/round.c src/desk/shrink.c src/desk/sources.c src/desk/spool.c \
  src/desk/spool.h src/desk/trip.c
src_desk_libdesk_a_SOURCES += src/desk/add.h src/desk/add_search.c src/desk/discovery.c src/desk/discovery.h src/desk/places.def
src_desk_libdesk_a_SOURCES += src/desk/trial.c src/desk/trial.h
src_desk_libdesk_a_SOURCES += src/desk/page_table.c
