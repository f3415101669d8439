# fetch (rank 4): the only libcurl: transfers, manners toward hosts
noinst_LIBRARIES += src/fetch/libfetch.a
src_fetch_libfetch_a_CPPFLAGS = $(AM_CPPFLAGS) $(CURL_CFLAGS)
src_fetch_libfetch_a_SOURCES = \
  src/fetch/access.c src/fetch/address.c src/fetch/address.h src/fetch/answer.c src/fetch/answer.h src/fetch/exec.c src/fetch/fetch.h \
  src/fetch/fetch_internal.h src/fetch/fetcher.c src/fetch/hosts.c src/fetch/local.c src/fetch/multi.c \
  src/fetch/password.c src/fetch/redirect.c src/fetch/ring.h src/fetch/transfer.c src/fetch/words.c
