# wire (rank 3): frames, messages.def, poll loop, starting a process, the sandbox
noinst_LIBRARIES += src/wire/libwire.a
src_wire_libwire_a_SOURCES = \
  src/wire/channel.c src/wire/channel.h src/wire/desk_link.c src/wire/desk_link.h src/wire/run.c src/wire/run.h src/wire/loop.c src/wire/loop.h \
  src/wire/message.c src/wire/message.h src/wire/messages.def src/wire/process.c src/wire/process.h \
  src/wire/sandbox.c src/wire/sandbox.h src/wire/sandbox_describe.c
src_wire_libwire_a_CFLAGS = $(AM_CFLAGS) $(SECCOMP_CFLAGS)
