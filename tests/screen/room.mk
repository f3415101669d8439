# tests of screen
check_PROGRAMS += tests/screen/test_prompt
tests_screen_test_prompt_SOURCES = tests/screen/test_prompt.c
tests_screen_test_prompt_LDADD = src/screen/libscreen.a src/conf/libconf.a src/model/libmodel.a src/text/libtext.a src/base/libbase.a \
  $(UNISTRING_LIBS) $(UCHARDET_LIBS) $(LIBICONV) $(LIBINTL)
check_PROGRAMS += tests/screen/test_terminal_out
tests_screen_test_terminal_out_SOURCES = tests/screen/test_terminal_out.c
tests_screen_test_terminal_out_LDADD = src/screen/libscreen.a src/base/libbase.a $(LIBINTL)

# Scripts that play.c plays, where there is libvterm; dummy is a screen for play's own tests.
if HAVE_VTERM
EXTRA_PROGRAMS += tests/screen/play tests/screen/dummy
check_DATA += tests/screen/play tests/screen/dummy
endif
tests_screen_play_SOURCES = tests/screen/play.c tests/screen/play.h tests/screen/steps.c tests/screen/checks.c \
  tests/screen/script.c tests/screen/script.h tests/screen/keys.c tests/screen/keys.h \
  tests/screen/program.c tests/screen/program.h tests/screen/stream.c tests/screen/stream.h \
  tests/screen/terminal.c tests/screen/terminal.h tests/screen/picture.c tests/screen/picture.h \
  tests/screen/golden.c tests/screen/golden.h
tests_screen_play_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS) -DTOP_SRCDIR='"$(abs_top_srcdir)"' -DTOP_BUILDDIR='"$(abs_top_builddir)"'
tests_screen_play_LDADD = src/text/libtext.a src/base/libbase.a $(VTERM_LIBS) $(UNISTRING_LIBS) $(LIBICONV) $(LIBINTL)
tests_screen_dummy_SOURCES = tests/screen/dummy.c
tests_screen_dummy_CPPFLAGS = $(AM_CPPFLAGS) $(CURSES_CFLAGS)
tests_screen_dummy_LDADD = $(CURSES_LIBS)
CLEANFILES += tests/screen/play$(EXEEXT) tests/screen/dummy$(EXEEXT)
dist_check_SCRIPTS += tests/screen/dummy.script tests/screen/links.script tests/screen/menus.script tests/screen/signals.script tests/screen/harness.test
EXTRA_DIST += tests/screen/run-script tests/screen/dummy-start.screen tests/screen/dummy-moved.screen \
  tests/screen/dummy-small.screen tests/screen/dummy-vt100.screen
# The whole screen, on the bundled edition or beside a server.
dist_check_SCRIPTS += tests/screen/refresh.script tests/screen/rewritten.script tests/screen/stories.script tests/screen/pages.script tests/screen/places.script \
  tests/screen/ends.script tests/screen/config.script tests/screen/edition.script tests/screen/letters.script tests/screen/german.script
EXTRA_DIST += tests/screen/serve tests/screen/feed tests/screen/rewrite tests/screen/rewrite-page tests/screen/kill-desk tests/screen/refresh-second \
  tests/screen/edition-front.screen tests/screen/edition-article.screen tests/screen/edition-captions.screen \
  tests/screen/edition-links.screen tests/screen/edition-share.screen tests/screen/edition-live.screen tests/screen/edition-help.screen \
  tests/screen/edition-small-front.screen tests/screen/edition-small-article.screen tests/screen/edition-small-captions.screen \
  tests/screen/edition-small-help.screen tests/screen/edition-small-sections.screen tests/screen/edition-large.screen \
  tests/screen/edition-nocolor.screen tests/screen/edition-vt100.screen tests/screen/letters-arabic.screen \
  tests/screen/letters-devanagari.screen tests/screen/letters-thai.screen tests/screen/letters-chinese.screen \
  tests/screen/letters-japanese.screen tests/screen/letters-korean.screen tests/screen/letters-specimen.screen \
  tests/screen/rewritten-article.screen tests/screen/rewritten-difference.screen tests/screen/rewritten-small.screen \
  tests/screen/rewritten-small-2.screen tests/screen/rewritten-nocolor.screen tests/screen/rewritten-nocolor-small.screen \
  tests/screen/german-front.screen tests/screen/german-captions.screen tests/screen/german-help.screen tests/screen/german-small.screen
dist_check_SCRIPTS += tests/screen/failures.script
EXTRA_DIST += tests/screen/failures-list.screen tests/screen/failures-small.screen tests/screen/failures-wide.screen \
  tests/screen/failures-german.screen
dist_check_SCRIPTS += tests/screen/media.script
EXTRA_DIST += tests/screen/media.xml tests/screen/media-article.screen tests/screen/media-captions.screen \
  tests/screen/media-small-article.screen tests/screen/media-small-captions.screen
dist_check_SCRIPTS += tests/screen/add.script
EXTRA_DIST += tests/screen/add-choice.screen
