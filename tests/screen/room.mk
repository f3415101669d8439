# tests of screen
check_PROGRAMS += tests/screen/test_prompt
tests_screen_test_prompt_SOURCES = tests/screen/test_prompt.c \
  src/screen/prompt_edit.c src/screen/prompt_complete.c src/screen/commands_names.c
tests_screen_test_prompt_LDADD = src/conf/libconf.a src/model/libmodel.a src/text/libtext.a src/base/libbase.a \
  $(UNISTRING_LIBS) $(UCHARDET_LIBS) $(LIBICONV) $(LIBINTL)
