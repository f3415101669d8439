# tests of conf
check_PROGRAMS += tests/conf/test_conf
tests_conf_test_conf_SOURCES = tests/conf/test_conf.c
tests_conf_test_conf_LDADD = src/conf/libconf.a src/model/libmodel.a src/text/libtext.a src/base/libbase.a \
  $(UNISTRING_LIBS) $(UCHARDET_LIBS) $(LTLIBICONV) $(LIBINTL)
check_PROGRAMS += tests/conf/test_feed_rules
tests_conf_test_feed_rules_SOURCES = tests/conf/test_feed_rules.c
tests_conf_test_feed_rules_LDADD = $(tests_conf_test_conf_LDADD)
check_PROGRAMS += tests/conf/test_page_rules
tests_conf_test_page_rules_SOURCES = tests/conf/test_page_rules.c
tests_conf_test_page_rules_LDADD = $(tests_conf_test_conf_LDADD)
