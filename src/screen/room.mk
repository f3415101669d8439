# screen (rank 6): the only curses
EXTRA_DIST += src/screen/screen.h src/screen/commands.h src/screen/menu.h src/screen/prompt.h src/screen/state.h \
  src/screen/terminal.h src/screen/view.h
