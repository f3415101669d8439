# tests of the translations
dist_check_SCRIPTS += tests/po/po.test
