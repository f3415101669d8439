# One folder of tests for each room of src/, and those that need the whole.
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
dist_check_SCRIPTS += tests/ranks.test tests/linkage.test
# Scripts end in .test and are run by sh, whatever their mode in a tarball.
TEST_EXTENSIONS = .test
TEST_LOG_DRIVER = $(LOG_DRIVER)
TEST_LOG_COMPILER = $(SHELL)
