# One folder of tests for each room of src/, and those that need the whole.
EXTRA_PROGRAMS =
check_DATA =
EXTRA_DIST += tests/tap.h tests/environment tests/summary
include tests/base/room.mk
include tests/text/room.mk
include tests/model/room.mk
include tests/wire/room.mk
include tests/conf/room.mk
include tests/fetch/room.mk
include tests/parse/room.mk
include tests/store/room.mk
include tests/layout/room.mk
include tests/list/room.mk
include tests/out/room.mk
include tests/desk/room.mk
include tests/screen/room.mk
include tests/cli/room.mk
include tests/edition/room.mk
include tests/man/room.mk
include tests/po/room.mk
include tests/fuzz/room.mk
dist_check_SCRIPTS += tests/ranks.test tests/linkage.test
# Shell scripts end in .test and are run by sh, whatever their mode in a tarball; those that
# tests/screen/play plays end in .script.
TEST_EXTENSIONS = .test .script
TEST_LOG_DRIVER = $(LOG_DRIVER)
TEST_LOG_COMPILER = $(SHELL)
SCRIPT_LOG_DRIVER = $(LOG_DRIVER)
SCRIPT_LOG_COMPILER = $(SHELL) $(top_srcdir)/tests/screen/run-script
EXTRA_DIST += tests/lint tests/valgrind tests/valgrind.supp

# ---- For developers: each from a clone by `make NAME` ----
.PHONY: sanitize valgrind lint run
# Everything again with AddressSanitizer and UndefinedBehaviorSanitizer, in a folder of its own.
sanitize:
	@mkdir -p sanitized
	cd sanitized && { test -f Makefile || $(abs_top_srcdir)/configure -q --enable-sanitize --enable-werror CFLAGS='-O1 -g'; }
	cd sanitized && $(MAKE) -s && { $(MAKE) -k check; sh $(abs_top_srcdir)/tests/summary .; }
# The compiled tests under valgrind.
valgrind: all $(check_PROGRAMS)
	$(MAKE) check-TESTS TESTS='$(check_PROGRAMS)' LOG_COMPILER='$(SHELL) $(abs_top_srcdir)/tests/valgrind'; sh $(srcdir)/tests/summary .
lint: $(man_made)
	@srcdir='$(srcdir)' builddir='$(builddir)' sh $(srcdir)/tests/lint
include tests/bench/bench.mk
