# tests of fetch; server plays publishers on a loopback address, for other rooms' tests too
check_PROGRAMS += tests/fetch/test_fetch
noinst_PROGRAMS += tests/fetch/server
tests_fetch_server_SOURCES = tests/fetch/server.c
tests_fetch_test_fetch_SOURCES = tests/fetch/test_fetch.c tests/fetch/playing.h
tests_fetch_test_fetch_LDADD = src/fetch/libfetch.a src/wire/libwire.a src/model/libmodel.a src/text/libtext.a src/base/libbase.a \
  $(CURL_LIBS) $(UNISTRING_LIBS) $(UCHARDET_LIBS) $(LIBICONV) $(LIBINTL)
