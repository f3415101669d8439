# tests of desk; fake_parser stands in for telex-parse, with every fault that one can have
noinst_PROGRAMS += tests/desk/fake_parser
tests_desk_fake_parser_SOURCES = tests/desk/fake_parser.c
tests_desk_fake_parser_LDADD = src/wire/libwire.a src/model/libmodel.a src/text/libtext.a src/base/libbase.a \
  $(UNISTRING_LIBS) $(UCHARDET_LIBS) $(LIBICONV) $(LIBINTL)
check_PROGRAMS += tests/desk/test_desk
tests_desk_test_desk_SOURCES = tests/desk/test_desk.c
tests_desk_test_desk_LDADD = $(DESK_LIBS)
dist_check_SCRIPTS += tests/desk/access.test tests/desk/add.test tests/desk/edition.test tests/desk/identity.test tests/desk/health.test tests/desk/kill.test tests/desk/refresh.test
EXTRA_DIST += tests/desk/desk.sh
check_PROGRAMS += tests/desk/test_orders
tests_desk_test_orders_SOURCES = tests/desk/test_orders.c
tests_desk_test_orders_LDADD = $(DESK_LIBS)
dist_check_SCRIPTS += tests/desk/offline.test tests/desk/auto.test
check_PROGRAMS += tests/desk/test_discovery
tests_desk_test_discovery_SOURCES = tests/desk/test_discovery.c
tests_desk_test_discovery_LDADD = $(DESK_LIBS)
dist_check_SCRIPTS += tests/desk/parts.test
dist_check_SCRIPTS += tests/desk/rules.test
