# tests of text
check_PROGRAMS += tests/text/test_text tests/text/test_charset tests/text/test_url tests/text/test_date
text_libs = src/text/libtext.a src/base/libbase.a $(UNISTRING_LIBS) $(UCHARDET_LIBS) $(LTLIBICONV) $(LIBINTL)
tests_text_test_text_SOURCES = tests/text/test_text.c
tests_text_test_text_LDADD = $(text_libs)
tests_text_test_charset_SOURCES = tests/text/test_charset.c
tests_text_test_charset_LDADD = $(text_libs)
tests_text_test_url_SOURCES = tests/text/test_url.c
tests_text_test_url_LDADD = $(text_libs)
tests_text_test_date_SOURCES = tests/text/test_date.c
tests_text_test_date_LDADD = $(text_libs)
check_PROGRAMS += tests/text/test_selector
tests_text_test_selector_SOURCES = tests/text/test_selector.c
tests_text_test_selector_LDADD = $(text_libs)
