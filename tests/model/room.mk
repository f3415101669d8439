# tests of model
check_PROGRAMS += tests/model/test_document
tests_model_test_document_SOURCES = tests/model/test_document.c
tests_model_test_document_LDADD = src/model/libmodel.a src/text/libtext.a src/base/libbase.a $(UNISTRING_LIBS) $(UCHARDET_LIBS) $(LIBICONV) $(LIBINTL)
check_PROGRAMS += tests/model/test_condition
tests_model_test_condition_SOURCES = tests/model/test_condition.c
tests_model_test_condition_LDADD = src/model/libmodel.a src/text/libtext.a src/base/libbase.a $(UNISTRING_LIBS) $(UCHARDET_LIBS) $(LIBICONV) $(LIBINTL)
check_PROGRAMS += tests/model/test_join
tests_model_test_join_SOURCES = tests/model/test_join.c
tests_model_test_join_LDADD = src/model/libmodel.a src/text/libtext.a src/base/libbase.a $(UNISTRING_LIBS) $(UCHARDET_LIBS) $(LIBICONV) $(LIBINTL)
