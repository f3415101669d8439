# tests of out
check_PROGRAMS += tests/out/test_out
tests_out_test_out_SOURCES = tests/out/test_out.c
tests_out_test_out_LDADD = src/out/libout.a src/layout/liblayout.a src/model/libmodel.a src/text/libtext.a src/base/libbase.a \
  $(FRIBIDI_LIBS) $(THAI_LIBS) $(UNISTRING_LIBS) $(UCHARDET_LIBS) $(LIBICONV) $(LIBINTL)
