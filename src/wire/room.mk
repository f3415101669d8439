# wire (rank 3): frames, messages.def, poll loop, starting a process, the sandbox
EXTRA_DIST += src/wire/messages.def src/wire/channel.h src/wire/desk_link.h src/wire/loop.h src/wire/message.h src/wire/process.h src/wire/sandbox.h
