# base (rank 0): strings, memory, errors, checked arithmetic, clock, log, files, writing JSON
noinst_LIBRARIES += src/base/libbase.a
src_base_libbase_a_SOURCES = \
  src/base/arena.c src/base/arena.h src/base/clock.c src/base/clock.h src/base/eights.h src/base/err.c src/base/err.h \
  src/base/file.c src/base/file.h src/base/gettext.h src/base/hash.c src/base/hash.h src/base/i18n.c src/base/i18n.h \
  src/base/json.c src/base/json.h src/base/log.c src/base/log.h src/base/mem.c src/base/mem.h \
  src/base/num.c src/base/num.h src/base/str.c src/base/str.h src/base/varint.c src/base/varint.h \
  src/base/vec.c src/base/vec.h
EXTRA_DIST += src/packages
