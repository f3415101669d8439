# tests of wire
WIRE_LIBS = src/wire/libwire.a src/model/libmodel.a src/text/libtext.a src/base/libbase.a \
  $(SECCOMP_LIBS) $(UNISTRING_LIBS) $(UCHARDET_LIBS) $(LIBICONV) $(LIBINTL)
check_PROGRAMS += tests/wire/test_channel tests/wire/test_loop tests/wire/test_message tests/wire/test_run tests/wire/test_sandbox
tests_wire_test_channel_SOURCES = tests/wire/test_channel.c
tests_wire_test_channel_LDADD = $(WIRE_LIBS)
tests_wire_test_loop_SOURCES = tests/wire/test_loop.c
tests_wire_test_loop_LDADD = $(WIRE_LIBS)
tests_wire_test_message_SOURCES = tests/wire/test_message.c
tests_wire_test_message_LDADD = $(WIRE_LIBS)
tests_wire_test_run_SOURCES = tests/wire/test_run.c
tests_wire_test_run_LDADD = $(WIRE_LIBS)
tests_wire_test_sandbox_SOURCES = tests/wire/test_sandbox.c
tests_wire_test_sandbox_LDADD = $(WIRE_LIBS)
