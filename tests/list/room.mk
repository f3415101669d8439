# tests of list
check_PROGRAMS += tests/list/test_list
tests_list_test_list_SOURCES = tests/list/test_list.c tests/store/bed.h
tests_list_test_list_LDADD = src/list/liblist.a $(STORE_LIBS)
