# layout (rank 4): document to rows
noinst_LIBRARIES += src/layout/liblayout.a
src_layout_liblayout_a_CPPFLAGS = $(AM_CPPFLAGS) $(FRIBIDI_CFLAGS) $(THAI_CFLAGS)
src_layout_liblayout_a_SOURCES = \
  src/layout/bidi.c src/layout/bidi.h src/layout/blocks.c src/layout/cluster.c src/layout/cluster.h \
  src/layout/difference.c src/layout/difference.h src/layout/difference_text.c src/layout/difference_text.h \
  src/layout/edits.c src/layout/edits.h \
  src/layout/flow.c src/layout/flow.h src/layout/head.c src/layout/layout.c src/layout/layout.h \
  src/layout/layout_internal.h src/layout/plain.c src/layout/rows.c src/layout/rows.h src/layout/search.c \
  src/layout/table.c src/layout/thai.c src/layout/thai.h
