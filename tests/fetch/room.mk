# tests of fetch; server plays publishers on a loopback address, for other rooms' tests too
fetch_test_libs = src/fetch/libfetch.a src/conf/libconf.a src/wire/libwire.a src/model/libmodel.a src/text/libtext.a src/base/libbase.a \
  $(CURL_LIBS) $(UNISTRING_LIBS) $(UCHARDET_LIBS) $(LIBICONV) $(LIBINTL)
check_PROGRAMS += tests/fetch/test_access tests/fetch/test_fetch tests/fetch/test_manners tests/fetch/test_parts
noinst_PROGRAMS += tests/fetch/server
tests_fetch_server_SOURCES = tests/fetch/server.c
tests_fetch_test_access_SOURCES = tests/fetch/test_access.c tests/fetch/bed.h tests/fetch/playing.h
tests_fetch_test_access_LDADD = $(fetch_test_libs)
tests_fetch_test_fetch_SOURCES = tests/fetch/test_fetch.c tests/fetch/bed.h tests/fetch/playing.h
tests_fetch_test_fetch_LDADD = $(fetch_test_libs)
tests_fetch_test_manners_SOURCES = tests/fetch/test_manners.c tests/fetch/bed.h tests/fetch/playing.h
tests_fetch_test_manners_LDADD = $(fetch_test_libs)
tests_fetch_test_parts_SOURCES = tests/fetch/test_parts.c
tests_fetch_test_parts_CPPFLAGS = $(AM_CPPFLAGS) $(CURL_CFLAGS)
tests_fetch_test_parts_LDADD = $(fetch_test_libs)
