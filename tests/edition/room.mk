# tests of edition
dist_check_SCRIPTS += tests/edition/edition.test
