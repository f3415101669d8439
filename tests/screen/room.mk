# tests of screen
check_PROGRAMS += tests/screen/test_prompt
tests_screen_test_prompt_SOURCES = tests/screen/test_prompt.c
tests_screen_test_prompt_LDADD = src/screen/libscreen.a src/conf/libconf.a src/model/libmodel.a src/text/libtext.a src/base/libbase.a \
  $(UNISTRING_LIBS) $(UCHARDET_LIBS) $(LIBICONV) $(LIBINTL)
