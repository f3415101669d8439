# tests of store
STORE_LIBS = src/store/libstore.a src/model/libmodel.a src/text/libtext.a src/base/libbase.a \
  $(SQLITE_LIBS) $(UNISTRING_LIBS) $(UCHARDET_LIBS) $(LIBICONV) $(LIBINTL)
check_PROGRAMS += tests/store/test_store tests/store/test_identity tests/store/test_counts tests/store/test_shrink tests/store/test_older
tests_store_test_store_SOURCES = tests/store/test_store.c tests/store/bed.h
tests_store_test_store_LDADD = $(STORE_LIBS)
tests_store_test_identity_SOURCES = tests/store/test_identity.c tests/store/bed.h
tests_store_test_identity_LDADD = $(STORE_LIBS)
tests_store_test_counts_SOURCES = tests/store/test_counts.c tests/store/bed.h
tests_store_test_counts_LDADD = $(STORE_LIBS)
tests_store_test_shrink_SOURCES = tests/store/test_shrink.c tests/store/bed.h
tests_store_test_shrink_LDADD = $(STORE_LIBS)
tests_store_test_older_SOURCES = tests/store/test_older.c tests/store/bed.h
tests_store_test_older_LDADD = $(STORE_LIBS)
