# out (rank 5): opener, clipboard, plain text
noinst_LIBRARIES += src/out/libout.a
src_out_libout_a_SOURCES = \
  src/out/clipboard.c src/out/clipboard.h src/out/export.c src/out/export.h src/out/opener.c src/out/opener.h
