# tests of the papers
dist_check_SCRIPTS += tests/man/man.test
