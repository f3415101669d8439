# tests of parse
parse_test_libs = src/parse/libparse.a src/model/libmodel.a src/text/libtext.a src/base/libbase.a \
  $(XML_LIBS) $(JANSSON_LIBS) $(ZLIB_LIBS) $(UNISTRING_LIBS) $(UCHARDET_LIBS) $(LIBICONV) $(LIBINTL)
check_PROGRAMS += tests/parse/test_html tests/parse/test_page tests/parse/test_feed tests/parse/test_mend tests/parse/test_item tests/parse/test_unpack \
  tests/parse/test_found tests/parse/test_item_document tests/parse/test_kind tests/parse/test_caption tests/parse/test_figures tests/parse/test_headline
tests_parse_test_found_SOURCES = tests/parse/test_found.c
tests_parse_test_found_LDADD = $(parse_test_libs)
tests_parse_test_feed_SOURCES = tests/parse/test_feed.c tests/parse/feed_lines.h
tests_parse_test_feed_LDADD = $(parse_test_libs)
tests_parse_test_mend_SOURCES = tests/parse/test_mend.c tests/parse/feed_lines.h
tests_parse_test_mend_LDADD = $(parse_test_libs)
tests_parse_test_item_SOURCES = tests/parse/test_item.c
tests_parse_test_item_LDADD = $(parse_test_libs)
tests_parse_test_caption_SOURCES = tests/parse/test_caption.c
tests_parse_test_caption_LDADD = $(parse_test_libs)
tests_parse_test_figures_SOURCES = tests/parse/test_figures.c
tests_parse_test_figures_LDADD = $(parse_test_libs)
tests_parse_test_headline_SOURCES = tests/parse/test_headline.c
tests_parse_test_headline_LDADD = $(parse_test_libs)
tests_parse_test_html_SOURCES = tests/parse/test_html.c
tests_parse_test_html_LDADD = $(parse_test_libs)
tests_parse_test_kind_SOURCES = tests/parse/test_kind.c
tests_parse_test_kind_LDADD = $(parse_test_libs)
tests_parse_test_page_SOURCES = tests/parse/test_page.c
tests_parse_test_page_LDADD = $(parse_test_libs)
tests_parse_test_unpack_SOURCES = tests/parse/test_unpack.c tests/parse/feed_lines.h
tests_parse_test_unpack_CPPFLAGS = $(AM_CPPFLAGS) $(ZLIB_CFLAGS)
tests_parse_test_unpack_LDADD = $(parse_test_libs)
tests_parse_test_item_document_SOURCES = tests/parse/test_item_document.c
tests_parse_test_item_document_LDADD = $(parse_test_libs)
check_PROGRAMS += tests/parse/test_next
tests_parse_test_next_SOURCES = tests/parse/test_next.c
tests_parse_test_next_LDADD = $(parse_test_libs)
check_PROGRAMS += tests/parse/test_hydration
tests_parse_test_hydration_SOURCES = tests/parse/test_hydration.c
tests_parse_test_hydration_LDADD = $(parse_test_libs)
check_PROGRAMS += tests/parse/test_rules
tests_parse_test_rules_SOURCES = tests/parse/test_rules.c
tests_parse_test_rules_LDADD = $(parse_test_libs)
EXTRA_DIST += tests/parse/corpus
dist_check_SCRIPTS += tests/parse/corpus.test

# Documents that lie elsewhere, with what is expected of them: make corpus CORPUS=DIR [MIN=99]
.PHONY: corpus
MIN = 99
corpus: all
	@test -n '$(CORPUS)' || { echo 'say where: make corpus CORPUS=DIR [MIN=99]' >&2; exit 2; }
	python3 '$(srcdir)/tests/parse/corpus' --telex '$(abs_builddir)/src/telex' --min '$(MIN)' -v '$(CORPUS)'
