# tests of cli; fake_helper stands in for the parser and the desk, small_store makes stores
noinst_PROGRAMS += tests/cli/fake_helper
tests_cli_fake_helper_SOURCES = tests/cli/fake_helper.c
tests_cli_fake_helper_LDADD = src/wire/libwire.a src/model/libmodel.a src/text/libtext.a src/base/libbase.a \
  $(UNISTRING_LIBS) $(UCHARDET_LIBS) $(LIBICONV) $(LIBINTL)
noinst_PROGRAMS += tests/cli/small_store
tests_cli_small_store_SOURCES = tests/cli/small_store.c
tests_cli_small_store_LDADD = src/wire/libwire.a $(STORE_LIBS)
check_PROGRAMS += tests/cli/test_worker
tests_cli_test_worker_SOURCES = tests/cli/test_worker.c
tests_cli_test_worker_LDADD = src/wire/libwire.a src/model/libmodel.a src/text/libtext.a src/base/libbase.a \
  $(UNISTRING_LIBS) $(UCHARDET_LIBS) $(LIBICONV) $(LIBINTL)
dist_check_SCRIPTS += tests/cli/articles.test tests/cli/parse.test tests/cli/usage.test tests/cli/sources.test tests/cli/damage.test tests/cli/helpers.test
EXTRA_DIST += tests/cli/commands.sh
