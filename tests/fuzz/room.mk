# The fuzzer's targets: with --enable-fuzzing run by libFuzzer (make fuzz), else on their seeds
fuzz_programs = tests/fuzz/fuzz_charset tests/fuzz/fuzz_config tests/fuzz/fuzz_date tests/fuzz/fuzz_difference \
  tests/fuzz/fuzz_document \
  tests/fuzz/fuzz_feed tests/fuzz/fuzz_item tests/fuzz/fuzz_message tests/fuzz/fuzz_page tests/fuzz/fuzz_rules \
  tests/fuzz/fuzz_sources
if FUZZING
EXTRA_PROGRAMS += $(fuzz_programs)
CLEANFILES += $(fuzz_programs)
fuzz_main = tests/fuzz/fuzz.h
fuzz_link_flags = $(AM_LDFLAGS) -fsanitize=fuzzer
else
check_PROGRAMS += $(fuzz_programs)
fuzz_main = tests/fuzz/fuzz.h tests/fuzz/replay.c
fuzz_link_flags = $(AM_LDFLAGS)
endif
fuzz_libs = src/wire/libwire.a src/conf/libconf.a src/parse/libparse.a src/model/libmodel.a src/text/libtext.a src/base/libbase.a \
  $(XML_LIBS) $(JANSSON_LIBS) $(ZLIB_LIBS) $(SECCOMP_LIBS) $(UNISTRING_LIBS) $(UCHARDET_LIBS) $(LIBICONV) $(LIBINTL)
tests_fuzz_fuzz_charset_SOURCES = tests/fuzz/fuzz_charset.c $(fuzz_main)
tests_fuzz_fuzz_charset_LDADD = $(fuzz_libs)
tests_fuzz_fuzz_charset_LDFLAGS = $(fuzz_link_flags)
tests_fuzz_fuzz_config_SOURCES = tests/fuzz/fuzz_config.c $(fuzz_main)
tests_fuzz_fuzz_config_LDADD = $(fuzz_libs)
tests_fuzz_fuzz_config_LDFLAGS = $(fuzz_link_flags)
tests_fuzz_fuzz_date_SOURCES = tests/fuzz/fuzz_date.c $(fuzz_main)
tests_fuzz_fuzz_date_LDADD = $(fuzz_libs)
tests_fuzz_fuzz_date_LDFLAGS = $(fuzz_link_flags)
tests_fuzz_fuzz_difference_SOURCES = tests/fuzz/fuzz_difference.c $(fuzz_main)
tests_fuzz_fuzz_difference_LDADD = src/layout/liblayout.a $(fuzz_libs) $(FRIBIDI_LIBS) $(THAI_LIBS)
tests_fuzz_fuzz_difference_LDFLAGS = $(fuzz_link_flags)
tests_fuzz_fuzz_document_SOURCES = tests/fuzz/fuzz_document.c $(fuzz_main)
tests_fuzz_fuzz_document_LDADD = $(fuzz_libs)
tests_fuzz_fuzz_document_LDFLAGS = $(fuzz_link_flags)
tests_fuzz_fuzz_message_SOURCES = tests/fuzz/fuzz_message.c $(fuzz_main)
tests_fuzz_fuzz_message_LDADD = $(fuzz_libs)
tests_fuzz_fuzz_message_LDFLAGS = $(fuzz_link_flags)
tests_fuzz_fuzz_page_SOURCES = tests/fuzz/fuzz_page.c $(fuzz_main)
tests_fuzz_fuzz_page_LDADD = $(fuzz_libs)
tests_fuzz_fuzz_page_LDFLAGS = $(fuzz_link_flags)
tests_fuzz_fuzz_rules_SOURCES = tests/fuzz/fuzz_rules.c $(fuzz_main)
tests_fuzz_fuzz_rules_LDADD = $(fuzz_libs)
tests_fuzz_fuzz_rules_LDFLAGS = $(fuzz_link_flags)
tests_fuzz_fuzz_sources_SOURCES = tests/fuzz/fuzz_sources.c $(fuzz_main)
tests_fuzz_fuzz_sources_LDADD = $(fuzz_libs)
tests_fuzz_fuzz_sources_LDFLAGS = $(fuzz_link_flags)
tests_fuzz_fuzz_feed_SOURCES = tests/fuzz/fuzz_feed.c tests/fuzz/item_trip.c tests/fuzz/item_trip.h $(fuzz_main)
tests_fuzz_fuzz_feed_LDADD = $(fuzz_libs)
tests_fuzz_fuzz_feed_LDFLAGS = $(fuzz_link_flags)
tests_fuzz_fuzz_item_SOURCES = tests/fuzz/fuzz_item.c tests/fuzz/item_trip.c tests/fuzz/item_trip.h $(fuzz_main)
tests_fuzz_fuzz_item_LDADD = $(fuzz_libs)
tests_fuzz_fuzz_item_LDFLAGS = $(fuzz_link_flags)
EXTRA_DIST += tests/fuzz/run tests/fuzz/seeds

# In a folder of its own, and by clang, which has the fuzzer.
.PHONY: fuzz
fuzz:
	@mkdir -p fuzzing
	cd fuzzing && { test -f Makefile || $(abs_top_srcdir)/configure -q --enable-fuzzing CC=clang CFLAGS='-O1 -g'; }
	cd fuzzing && $(MAKE) -s $(fuzz_programs) && srcdir='$(abs_top_srcdir)' sh $(abs_top_srcdir)/tests/fuzz/run $(fuzz_programs)
