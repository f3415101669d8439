# tests of layout
check_PROGRAMS += tests/layout/test_layout
tests_layout_test_layout_SOURCES = tests/layout/test_layout.c
tests_layout_test_layout_LDADD = src/layout/liblayout.a src/model/libmodel.a src/text/libtext.a src/base/libbase.a \
  $(FRIBIDI_LIBS) $(THAI_LIBS) $(UNISTRING_LIBS) $(UCHARDET_LIBS) $(LIBICONV) $(LIBINTL)
check_PROGRAMS += tests/layout/test_difference
tests_layout_test_difference_SOURCES = tests/layout/test_difference.c
tests_layout_test_difference_LDADD = $(tests_layout_test_layout_LDADD)
