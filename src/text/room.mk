# text (rank 1): UTF-8, Unicode properties, charsets, entities, addresses, cleaning
noinst_LIBRARIES += src/text/libtext.a
src_text_libtext_a_CPPFLAGS = $(AM_CPPFLAGS) $(UCHARDET_CFLAGS) $(INCICONV)
src_text_libtext_a_SOURCES = \
  src/text/charset.c src/text/charset.h src/text/charset_labels.def \
  src/text/charset_big5.c src/text/charset_big5.h \
  src/text/clean.c src/text/clean.h \
  src/text/date.c src/text/date.h src/text/date_clock.c src/text/date_day.c src/text/date_internal.h src/text/date_months.def src/text/date_names.c src/text/date_names.def src/text/date_names.h src/text/date_zones.def \
  src/text/entities.c src/text/entities.h src/text/entities.def \
  src/text/plain.c src/text/plain.h \
  src/text/unicode.c src/text/unicode.h \
  src/text/url.c src/text/url.h src/text/url_key.c \
  src/text/utf8.c src/text/utf8.h
EXTRA_DIST += src/text/make-tables
src_text_libtext_a_SOURCES += src/text/selector.c src/text/selector.h
