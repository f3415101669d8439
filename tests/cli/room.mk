# tests of cli
dist_check_SCRIPTS += tests/cli/usage.test tests/cli/sources.test
EXTRA_DIST += tests/cli/commands.sh
